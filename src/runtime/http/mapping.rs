//! How an integration changes requests on their way to the backend, and answers on their way back.
//!
//! Follows the developer guide, "Transforming API requests and responses". Stage variables are text by now.

use ::http::StatusCode;
use ::http::header::HeaderName;
use emulator_api::event::client_certificate::CLIENT_CERTIFICATE;

use crate::expr::selection::BodyPath;
use crate::runtime::http::routes::PathVariable;

/// What an integration changes in requests.
#[derive(Debug, Default)]
pub struct RequestMappings {
    /// Changes of headers.
    pub headers: Vec<(HeaderName, Change)>,
    /// Changes of the query.
    pub query: Vec<(Box<str>, Change)>,
    /// What the path becomes, if it is overwritten.
    pub path: Option<Template>,
}

impl RequestMappings {
    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        self.headers.is_empty() && self.query.is_empty() && self.path.is_none()
    }

    /// Whether a value is the request's body, or within it.
    pub fn read_body(&self) -> bool {
        let Self { headers, query, path } = self;
        let changes = headers.iter().map(|(_, change)| change).chain(query.iter().map(|(_, change)| change));
        changes.filter_map(Change::template).chain(path).any(Template::reads_body)
    }
}

/// What an integration changes in answers that have one status.
#[derive(Debug, Default)]
pub struct ResponseMappings {
    /// Changes of headers.
    pub headers: Vec<(HeaderName, Change)>,
    /// What the status becomes, if it is overwritten.
    pub status: Option<StatusCode>,
}

/// A change of a header or query parameter.
#[derive(Debug, PartialEq, Eq)]
pub enum Change {
    /// A further value.
    Append(Template),
    /// The only value.
    Overwrite(Template),
    /// No value.
    Remove,
}

impl Change {
    fn template(&self) -> Option<&Template> {
        match self {
            Self::Append(template) | Self::Overwrite(template) => Some(template),
            Self::Remove => None,
        }
    }
}

/// Text with variables in it.
#[derive(Debug, PartialEq, Eq)]
pub struct Template(pub Box<[Piece]>);

impl Template {
    fn reads_body(&self) -> bool {
        self.0.iter().any(|piece| matches!(piece, Piece::Variable(Variable::RequestBody(_))))
    }
}

/// A piece of a [`Template`].
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Taken as it is.
    Text(Box<str>),
    /// Looked up in the request or answer.
    Variable(Variable),
}

/// What a template can look up.
#[derive(Debug, PartialEq, Eq)]
pub enum Variable {
    /// `$request.header.name`.
    RequestHeader(HeaderName),
    /// `$request.querystring.name`.
    RequestQuery(Box<str>),
    /// `$request.body`, or a path into it.
    RequestBody(Option<BodyPath>),
    /// `$request.path`.
    RequestPath,
    /// `$request.path.name`.
    PathVariable(PathVariable),
    /// `$response.header.name`.
    ResponseHeader(HeaderName),
    /// `$response.body`, or a path into it.
    ResponseBody(Option<BodyPath>),
    /// `$context.name`.
    Context(ContextVariable),
}

/// What `$context.identity` tells of whom `AWS_IAM` identified.
const SIGNER: [&str; 9] = [
    "accountId",
    "caller",
    "cognitoAuthenticationProvider",
    "cognitoAuthenticationType",
    "cognitoIdentityId",
    "cognitoIdentityPoolId",
    "principalOrgId",
    "user",
    "userArn",
];

/// A `$context` variable; developer guide, "Logging variables for HTTP APIs".
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "AWS's own names; the guide's page describes each")]
pub enum ContextVariable {
    AccountId,
    ApiId,
    /// `authorizer.…`, what the authorizer said.
    Authorizer(Box<str>),
    /// `identity.clientCert.…`, by the whole name.
    ClientCertificate(Box<str>),
    DomainName,
    DomainPrefix,
    ExtendedRequestId,
    HttpMethod,
    /// `identity.…`, who signed the request.
    Identity(Box<str>),
    Path,
    Protocol,
    RequestId,
    RequestTime,
    RequestTimeEpoch,
    RouteKey,
    SourceIp,
    Stage,
    UserAgent,
}

impl ContextVariable {
    /// The variable of this name, as it stands after `$context.`; none when there is none here.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "accountId" => Self::AccountId,
            "apiId" => Self::ApiId,
            "domainName" => Self::DomainName,
            "domainPrefix" => Self::DomainPrefix,
            "extendedRequestId" => Self::ExtendedRequestId,
            "httpMethod" => Self::HttpMethod,
            "identity.sourceIp" => Self::SourceIp,
            "identity.userAgent" => Self::UserAgent,
            "path" => Self::Path,
            "protocol" => Self::Protocol,
            "requestId" => Self::RequestId,
            "requestTime" => Self::RequestTime,
            "requestTimeEpoch" => Self::RequestTimeEpoch,
            "routeKey" => Self::RouteKey,
            "stage" => Self::Stage,
            other if other.starts_with(CLIENT_CERTIFICATE) => Self::ClientCertificate(other.into()),
            other => match other.split_once('.')? {
                ("authorizer", name) => Self::Authorizer(name.into()),
                ("identity", name) if SIGNER.contains(&name) => Self::Identity(name.into()),
                _ => return None,
            },
        })
    }
}
