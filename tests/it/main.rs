//! Integration tests: the folders mirror what is tested.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::large_futures, reason = "a test asks once, and on a stack of its own")]

mod account;
mod authorize;
mod backend;
mod control;
mod http;
mod lambda;
mod rest;
mod vtl;
mod websocket;
