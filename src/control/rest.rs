//! API Gateway's first API: REST APIs.

pub(crate) mod api;
pub(crate) mod deployment;
pub(crate) mod integration;
pub(crate) mod kinds;
pub(crate) mod method;
pub(crate) mod resource;
pub(crate) mod response;
pub(crate) mod stage;
