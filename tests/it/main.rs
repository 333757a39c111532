//! Integration tests: the folders mirror what is tested.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod account;
mod authorize;
mod backend;
mod control;
mod http;
mod lambda;
mod rest;
mod vtl;
mod websocket;
