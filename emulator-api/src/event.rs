//! The events that API Gateway sends to Lambda functions, and the results that functions give back.
//!
//! Events borrow everything and are serialised straight to bytes; results borrow from the payload where they can.

pub mod authorizer;
pub mod client_certificate;
pub mod v1;
pub mod v2;
pub mod websocket;
