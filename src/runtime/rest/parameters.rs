//! Where mapped parameters get their values (developer guide, "Amazon API Gateway API request and response data
//! mapping reference").

use http::HeaderName;

use crate::expr::json_path::JsonPath;

/// Where a parameter of an integration request or a gateway response gets its value.
#[derive(Clone, Debug)]
pub enum RequestSource {
    /// `'text'`, and stage variables, whose values are known when a stage is compiled.
    Static(Box<str>),
    /// `method.request.path.{name}`.
    Path(Box<str>),
    /// `method.request.querystring.{name}`: the last value.
    Query(Box<str>),
    /// `method.request.multivaluequerystring.{name}`: all values.
    MultiValueQuery(Box<str>),
    /// `method.request.header.{name}`: the last value.
    Header(HeaderName),
    /// `method.request.multivalueheader.{name}`: all values, joined by commas.
    MultiValueHeader(HeaderName),
    /// `method.request.body`: the whole body.
    Body,
    /// `method.request.body.{path}`: a value in it.
    BodyPath(JsonPath),
    /// `context.{name}`.
    Context(Box<str>),
}

impl RequestSource {
    /// Whether the value comes from the request's body.
    pub fn reads_body(&self) -> bool {
        match self {
            Self::Body | Self::BodyPath(_) => true,
            Self::Static(_)
            | Self::Path(_)
            | Self::Query(_)
            | Self::MultiValueQuery(_)
            | Self::Header(_)
            | Self::MultiValueHeader(_)
            | Self::Context(_) => false,
        }
    }
}

/// Where a header of a method response gets its value.
#[derive(Clone, Debug)]
pub enum ResponseSource {
    /// `'text'`, and stage variables.
    Static(Box<str>),
    /// `integration.response.header.{name}`: the last value.
    Header(HeaderName),
    /// `integration.response.multivalueheader.{name}`: all values, joined by commas.
    MultiValueHeader(HeaderName),
    /// `integration.response.body`: the whole body.
    Body,
    /// `integration.response.body.{path}`: a value in it.
    BodyPath(JsonPath),
    /// `context.{name}`.
    Context(Box<str>),
}

/// The `requestParameters` of an integration.
#[derive(Clone, Debug, Default)]
pub struct RequestParameters {
    /// `integration.request.header.{name}`.
    pub headers: Vec<MappedHeader>,
    /// `integration.request.querystring.{name}`.
    pub query: Vec<(Box<str>, RequestSource)>,
    /// `integration.request.path.{name}`.
    pub path: Vec<(Box<str>, RequestSource)>,
}

impl RequestParameters {
    /// Whether a value comes from the body, whole or in part.
    pub fn read_body(&self) -> bool {
        let Self { headers, query, path } = self;
        headers.iter().any(|header| header.source.reads_body()) || query.iter().chain(path).any(|(_, source)| source.reads_body())
    }

    /// Whether a value comes from within the body, which must then be JSON.
    pub fn read_json(&self) -> bool {
        let is_from_within = |source: &RequestSource| matches!(source, RequestSource::BodyPath(_));
        self.headers.iter().any(|header| is_from_within(&header.source))
            || self.query.iter().chain(&self.path).any(|(_, source)| is_from_within(source))
    }
}

/// A header of an integration request.
#[derive(Clone, Debug)]
pub struct MappedHeader {
    /// Its name.
    pub name: HeaderName,
    /// Where its value is from.
    pub source: RequestSource,
    /// Whether AWS fails every request that would set it: 500, as recorded in test_apigateway_header_remapping_http.
    pub forbidden: bool,
}

/// The name under which callers see a header that a custom integration sets; none is one that they never see (recorded:
/// test_apigateway_header_remapping_{http,aws}).
pub fn method_response_header(name: HeaderName) -> Option<HeaderName> {
    let remapped = match name.as_str() {
        "transfer-encoding" => return None,
        "authorization" => "x-amzn-remapped-authorization",
        "connection" => "x-amzn-remapped-connection",
        "content-length" => "x-amzn-remapped-content-length",
        "content-md5" => "x-amzn-remapped-content-md5",
        "date" => "x-amzn-remapped-date",
        "expect" => "x-amzn-remapped-expect",
        "host" => "x-amzn-remapped-host",
        "max-forwards" => "x-amzn-remapped-max-forwards",
        "proxy-authenticate" => "x-amzn-remapped-proxy-authenticate",
        "server" => "x-amzn-remapped-server",
        "trailer" => "x-amzn-remapped-trailer",
        "upgrade" => "x-amzn-remapped-upgrade",
        "user-agent" => "x-amzn-remapped-user-agent",
        "www-authenticate" => "x-amzn-remapped-www-authenticate",
        _ => return Some(name),
    };
    Some(HeaderName::from_static(remapped))
}
