//! What API Gateway says on the wire.

/// A document: the members of a resource, request or answer, by name, in order.
pub type Doc = serde_json::Map<String, serde_json::Value>;
