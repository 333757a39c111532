//! Which operation a request asks for: method and path to [`Operation`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use http::Method;
use percent_encoding::percent_decode_str;

use crate::error::{AwsError, Result};
use crate::model::{Operation, OperationSpec, Segment};

/// The service that a request is signed for: the last but one part of its credential scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SigningScope {
    /// `apigateway`: both control planes.
    ApiGateway,
    /// `execute-api`: deployed APIs and `@connections`.
    ExecuteApi,
    /// `lambda`.
    Lambda,
    /// Another service, for which this emulator does not answer.
    Other,
}

impl SigningScope {
    /// The scope of a service name as it stands in `Credential=KEY/DATE/REGION/SERVICE/aws4_request`.
    pub fn from_service_name(name: &str) -> SigningScope {
        match name {
            "apigateway" => SigningScope::ApiGateway,
            "execute-api" => SigningScope::ExecuteApi,
            "lambda" => SigningScope::Lambda,
            _ => SigningScope::Other,
        }
    }
}

/// The operation that a request asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteMatch {
    /// The operation.
    pub operation: Operation,
    /// The path's parameters by document key, percent-decoded.
    pub parameters: Vec<(&'static str, String)>,
}

/// Finds the operation for a method and a raw path, which may carry a query.
///
/// The paths of the services do not overlap, so a request is routed whatever it is signed for; `hint` only decides how
/// an unknown one is refused, since AWS tells signed and unsigned requests different things.
///
/// # Errors
/// `NotImplemented` when it asks Lambda for what only AWS has; `UnknownOperationException` (signed) or
/// `MissingAuthenticationTokenException` (unsigned) when no other operation has this method and path;
/// `MalformedHttpRequestException` when the path is not percent-encoded UTF-8 or holds a NUL.
pub fn route(method: &Method, raw_path: &str, hint: Option<SigningScope>) -> Result<RouteMatch> {
    let (path, query) = raw_path.split_once('?').unwrap_or((raw_path, ""));
    let unknown = || match hint {
        Some(_) => AwsError::unknown_operation(),
        None => AwsError::missing_authentication_token(),
    };
    let path = path.strip_prefix('/').ok_or_else(unknown)?;
    // Older clients list functions at `/2015-03-31/functions/`.
    let path = if path == "2015-03-31/functions/" { path.trim_end_matches('/') } else { path };
    let segments = path.split('/').map(decoded).collect::<Result<Vec<_>>>()?;
    let beginning_alike = segments.first().and_then(|first| ROUTES.get(&(method.as_str(), &**first)));
    let matching = beginning_alike.into_iter().flatten().filter(|route| route.accepts(&segments, query));
    let best = matching.max_by_key(|route| route.literals()).ok_or_else(|| {
        if asks_lambda(method, &segments) { AwsError::not_implemented(format!("Lambda's {method} /{path}")) } else { unknown() }
    })?;
    Ok(RouteMatch { operation: best.operation, parameters: best.parameters(&segments) })
}

struct Route {
    operation: Operation,
    spec: &'static OperationSpec,
}

/// The routes by their method and their first segment, which no model leaves open: a request is compared with a few of hundreds.
static ROUTES: LazyLock<BTreeMap<(&str, &str), Vec<Route>>> = LazyLock::new(|| {
    let mut routes: BTreeMap<_, Vec<Route>> = BTreeMap::new();
    for operation in Operation::all() {
        let spec = operation.spec();
        if let Some(Segment::Literal(first)) = spec.path.first() {
            routes.entry((spec.method, *first)).or_default().push(Route { operation, spec });
        }
    }
    routes
});

impl Route {
    fn accepts(&self, segments: &[Cow<'_, str>], query: &str) -> bool {
        self.spec.path.len() == segments.len()
            && self.spec.path.iter().zip(segments).all(|(wanted, segment)| match wanted {
                Segment::Literal(literal) => literal == segment,
                // `.` and `..` are never identifiers, and clients on the way may have resolved them.
                Segment::Label(_) => !matches!(&**segment, "" | "." | ".."),
            })
            && self.spec.query.is_none_or(|(name, value)| {
                query.split('&').any(|pair| pair.split_once('=').unwrap_or((pair, "")) == (name, value))
            })
    }

    /// How much of the route is fixed: what is more fixed wins.
    fn literals(&self) -> usize {
        let literals = self.spec.path.iter().filter(|segment| matches!(segment, Segment::Literal(_))).count();
        literals + usize::from(self.spec.query.is_some())
    }

    fn parameters(&self, segments: &[Cow<'_, str>]) -> Vec<(&'static str, String)> {
        let labelled = self.spec.path.iter().zip(segments).filter_map(|(wanted, segment)| match wanted {
            Segment::Literal(_) => None,
            Segment::Label(name) => Some((*name, segment.clone().into_owned())),
        });
        labelled.collect()
    }
}

/// The collections below the version dates of Lambda's paths (Lambda API reference, "Actions").
const LAMBDA_COLLECTIONS: [&str; 8] = [
    "account-settings",
    "capacity-providers",
    "code-signing-configs",
    "durable-executions",
    "event-source-mappings",
    "functions",
    "layers",
    "tags",
];

/// Whether a request is one of Lambda's: `/{date of an API version}/{collection}/…`.
fn asks_lambda(method: &Method, segments: &[Cow<'_, str>]) -> bool {
    let [date, collection, names @ ..] = segments else { return false };
    let is_date = date.len() == 10
        && date.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    is_date
        && LAMBDA_COLLECTIONS.contains(&&**collection)
        && matches!(*method, Method::GET | Method::POST | Method::PUT | Method::DELETE)
        && names.iter().all(|name| !matches!(&**name, "" | "." | ".."))
}

fn decoded(segment: &str) -> Result<Cow<'_, str>> {
    let malformed = || AwsError::malformed_http_request("The request path is not valid percent-encoded UTF-8");
    if !segment.contains(['%', '\0']) {
        return Ok(Cow::Borrowed(segment));
    }
    if !has_valid_escapes(segment) {
        return Err(malformed());
    }
    let decoded = percent_decode_str(segment).decode_utf8().map_err(|_| malformed())?;
    if decoded.contains('\0') { Err(malformed()) } else { Ok(decoded) }
}

fn has_valid_escapes(segment: &str) -> bool {
    segment.split('%').skip(1).all(|rest| {
        let digits = rest.as_bytes();
        digits.len() >= 2 && digits.iter().take(2).all(u8::is_ascii_hexdigit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;
    use crate::model::{apigateway, apigatewaymanagementapi, apigatewayv2, lambda};

    fn operation(method: &Method, path: &str) -> Operation {
        route(method, path, None).expect("a known path").operation
    }

    fn refusal(method: &Method, path: &str, hint: Option<SigningScope>) -> ErrorCode {
        route(method, path, hint).expect_err("no known path").code()
    }

    #[test]
    fn a_path_of_every_service_finds_its_operation() {
        assert_eq!(operation(&Method::POST, "/restapis"), Operation::ApiGateway(apigateway::Operation::CreateRestApi));
        assert_eq!(operation(&Method::GET, "/v2/apis/a"), Operation::ApiGatewayV2(apigatewayv2::Operation::GetApi));
        assert_eq!(
            operation(&Method::DELETE, "/@connections/L0SM9cOFvHcCIhw%3D"),
            Operation::Management(apigatewaymanagementapi::Operation::DeleteConnection)
        );
        assert_eq!(operation(&Method::POST, "/2015-03-31/functions/f/invocations"), Operation::Lambda(lambda::Operation::Invoke));
    }

    // The restJson1 protocol: a `/` inside an id arrives as %2F.
    #[test]
    fn an_encoded_slash_stays_in_its_segment() {
        let found = route(&Method::GET, "/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Frestapis%2Fabc", None).unwrap();
        assert_eq!(found.operation, Operation::ApiGateway(apigateway::Operation::GetTags));
        assert_eq!(found.parameters, [("resourceArn", "arn:aws:apigateway:us-east-1::/restapis/abc".to_owned())]);
    }

    // apigateway's model: ImportRestApi is POST /restapis?mode=import.
    #[test]
    fn the_query_tells_import_from_create() {
        let import = Operation::ApiGateway(apigateway::Operation::ImportRestApi);
        assert_eq!(operation(&Method::POST, "/restapis?failonwarnings=true&mode=import"), import);
        let create = Operation::ApiGateway(apigateway::Operation::CreateRestApi);
        assert_eq!(operation(&Method::POST, "/restapis?mode=other"), create);
    }

    #[test]
    fn a_literal_beats_a_label() {
        // PUT /restapis/{id}/documentation/parts against /restapis/{id}/stages/{name} and the like: no route of the
        // models is hidden by another, whatever the order in which they are tried.
        for wanted in Operation::all() {
            let spec = wanted.spec();
            let path: String = spec
                .path
                .iter()
                .map(|segment| match segment {
                    Segment::Literal(literal) => format!("/{literal}"),
                    Segment::Label(_) => "/some-value".to_owned(),
                })
                .collect();
            let query = spec.query.map(|(name, value)| format!("?{name}={value}")).unwrap_or_default();
            let method = Method::from_bytes(spec.method.as_bytes()).unwrap();
            assert_eq!(operation(&method, &format!("{path}{query}")), wanted);
        }
    }

    // AWS answers an unsigned request 403 Missing Authentication Token, a signed one UnknownOperationException.
    #[test]
    fn an_unknown_path_is_refused_by_whether_it_is_signed() {
        assert_eq!(refusal(&Method::GET, "/nothing", None), ErrorCode::MissingAuthenticationToken);
        let signed = Some(SigningScope::ApiGateway);
        assert_eq!(refusal(&Method::GET, "/nothing", signed), ErrorCode::UnknownOperation);
        assert_eq!(refusal(&Method::TRACE, "/restapis", signed), ErrorCode::UnknownOperation);
        assert_eq!(refusal(&Method::GET, "/restapis//stages", signed), ErrorCode::UnknownOperation);
    }

    // The paths are PublishVersion's, CreateAlias's and CreateEventSourceMapping's (Lambda API reference).
    #[test]
    fn what_only_aws_s_lambda_does_is_refused_by_name() {
        for path in ["/2015-03-31/functions/f/versions", "/2015-03-31/functions/f/aliases", "/2015-03-31/event-source-mappings"] {
            for hint in [None, Some(SigningScope::Lambda)] {
                let error = route(&Method::POST, path, hint).expect_err("no known path");
                assert_eq!(error.code(), ErrorCode::NotImplemented);
                assert!(error.message().contains(&format!("POST {path}")), "{error}");
            }
        }
        let signed = Some(SigningScope::Lambda);
        for path in ["/2015-03-31/nothing", "/2015-3-31/functions/f", "/2015-03-31/functions//versions", "/functions/f/versions"]
        {
            assert_eq!(refusal(&Method::POST, path, signed), ErrorCode::UnknownOperation, "{path}");
        }
    }

    #[test]
    fn a_broken_path_is_refused() {
        let signed = Some(SigningScope::ApiGateway);
        assert_eq!(refusal(&Method::GET, "/restapis/%zz", signed), ErrorCode::MalformedHttpRequest);
        assert_eq!(refusal(&Method::GET, "/restapis/%f", signed), ErrorCode::MalformedHttpRequest);
        assert_eq!(refusal(&Method::GET, "/restapis/%ff", signed), ErrorCode::MalformedHttpRequest);
        assert_eq!(refusal(&Method::GET, "/restapis/a%00b", signed), ErrorCode::MalformedHttpRequest);
        assert_eq!(refusal(&Method::GET, "/restapis/..", signed), ErrorCode::UnknownOperation);
        assert_eq!(refusal(&Method::GET, "/restapis/%2e%2e/stages", signed), ErrorCode::UnknownOperation);
        assert_eq!(refusal(&Method::GET, "", signed), ErrorCode::UnknownOperation);
    }
}
