//! Custom domain names and what is mapped to them. Both APIs see the same ones, each in its own shape; they are kept in
//! the first API's shape, the mappings in the second's, which can say more.

pub(crate) mod association;
pub(crate) mod hosted_zone;
pub(crate) mod mapping;
mod mutual_tls;
pub(crate) mod name;
pub(crate) mod name_v2;
pub(crate) mod private;
pub(crate) mod routing_rule;
