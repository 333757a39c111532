//! What API Gateway says on the wire: models, router, codec, validation, errors, patches, ARNs and paging.
//!
//! Pure: no I/O, no clock, no runtime. It does not know about stores, deployments or HTTP connections.
#![warn(missing_docs)]

pub mod admin;
pub mod arn;
pub mod codec;
pub mod error;
pub mod event;
pub mod invocation;
pub mod model;
pub mod page;
pub mod patch;
pub mod router;
pub mod test_invoke;
pub mod validate;

pub use codec::Doc;
pub use error::{AwsError, ErrorCode, Result};
pub use model::{Operation, Service};
