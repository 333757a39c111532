//! API Gateway's first API: REST APIs.

pub(crate) mod account;
pub(crate) mod api;
pub(crate) mod api_key;
pub(crate) mod canary;
pub(crate) mod client_certificate;
mod creation;
pub(crate) mod deployment;
pub(crate) mod documentation;
pub(crate) mod export;
pub(crate) mod gateway_response;
pub(crate) mod import;
pub(crate) mod integration;
pub(crate) mod kinds;
pub(crate) mod method;
mod model_schema;
pub(crate) mod resource;
pub(crate) mod response;
pub(crate) mod sdk;
pub(crate) mod stage;
pub(crate) mod test_invoke;
pub(crate) mod usage;
pub(crate) mod usage_plan;
pub(crate) mod usage_plan_key;
pub(crate) mod vpc_link;
