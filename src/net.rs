//! Everything that touches a socket of the host: the listener, the edge that tells planes apart, the HTTP client.

pub mod admin;
pub mod caller;
pub mod client;
pub mod edge;
pub mod listener;
mod request_line;
