//! API Gateway's second API: HTTP and WebSocket APIs.

pub(crate) mod api;
pub(crate) mod authorizer;
pub(crate) mod deployment;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod integration;
pub(crate) mod kinds;
pub(crate) mod managed;
pub(crate) mod portal;
pub(crate) mod portal_product;
pub(crate) mod product_page;
pub(crate) mod route;
pub(crate) mod stage;
