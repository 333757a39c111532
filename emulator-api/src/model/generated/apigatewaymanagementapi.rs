//! Operations and shapes of `apigatewaymanagementapi`. Made by `tests/codegen.rs` from `models/apigatewaymanagementapi.json`.

use crate::model::*;

/// The service's operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operation {
    /// `DELETE /@connections/{connectionId}`
    DeleteConnection,
    /// `GET /@connections/{connectionId}`
    GetConnection,
    /// `POST /@connections/{connectionId}`
    PostToConnection,
}

impl Operation {
    /// Every operation, in the model's order.
    pub const ALL: [Operation; 3] = [
        Operation::DeleteConnection,
        Operation::GetConnection,
        Operation::PostToConnection,
    ];

    /// What the model says of the operation.
    pub const fn spec(self) -> &'static OperationSpec {
        &SPECS[self as usize]
    }
}

static SPECS: [OperationSpec; 3] = [
    OperationSpec {
        name: "DeleteConnection",
        service: Service::Management,
        method: "DELETE",
        path: &[Segment::Literal("@connections"), Segment::Label("connectionId")],
        query: None,
        status: 204,
        input: &DELETE_CONNECTION_REQUEST,
        output: None,
        errors: &["GoneException", "LimitExceededException", "ForbiddenException"],
    },
    OperationSpec {
        name: "GetConnection",
        service: Service::Management,
        method: "GET",
        path: &[Segment::Literal("@connections"), Segment::Label("connectionId")],
        query: None,
        status: 200,
        input: &GET_CONNECTION_REQUEST,
        output: Some(&GET_CONNECTION_RESPONSE),
        errors: &["GoneException", "LimitExceededException", "ForbiddenException"],
    },
    OperationSpec {
        name: "PostToConnection",
        service: Service::Management,
        method: "POST",
        path: &[Segment::Literal("@connections"), Segment::Label("connectionId")],
        query: None,
        status: 200,
        input: &POST_TO_CONNECTION_REQUEST,
        output: None,
        errors: &["GoneException", "LimitExceededException", "PayloadTooLargeException", "ForbiddenException"],
    },
];

static DELETE_CONNECTION_REQUEST: Structure = Structure {
    name: "DeleteConnectionRequest",
    members: &[
        Member { name: "connectionId", wire: "connectionId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_CONNECTION_REQUEST: Structure = Structure {
    name: "GetConnectionRequest",
    members: &[
        Member { name: "connectionId", wire: "connectionId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_CONNECTION_RESPONSE: Structure = Structure {
    name: "GetConnectionResponse",
    members: &[
        Member { name: "connectedAt", wire: "connectedAt", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "identity", wire: "identity", location: Location::Body, required: false, shape: Shape::Structure(&IDENTITY) },
        Member { name: "lastActiveAt", wire: "lastActiveAt", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
    ],
};

static IDENTITY: Structure = Structure {
    name: "Identity",
    members: &[
        Member { name: "sourceIp", wire: "sourceIp", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "userAgent", wire: "userAgent", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
    ],
};

static POST_TO_CONNECTION_REQUEST: Structure = Structure {
    name: "PostToConnectionRequest",
    members: &[
        Member { name: "data", wire: "Data", location: Location::Payload, required: true, shape: Shape::Blob },
        Member { name: "connectionId", wire: "connectionId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

