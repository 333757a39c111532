//! The events that functions get and the results that they give.

pub mod websocket;
