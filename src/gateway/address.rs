//! Which API a request is for, by Host header and path.

/// A request's address: an API, and how much of the path was used to name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address<'r> {
    /// The API's id.
    pub api: &'r str,
    /// Bytes of the path that named the API; what follows starts with the stage (where the form has one).
    pub prefix_length: usize,
    /// The form that was used.
    pub form: AddressForm,
    /// The VPC endpoint that the host names, if it does.
    pub vpc_endpoint: Option<&'r str>,
}

/// The forms in which a stage can be addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressForm {
    /// `{api}.execute-api.{anything}` in the Host header; the path starts with the stage, as on AWS.
    Host,
    /// `/_aws/execute-api/{api}/{stage}/…` on any host.
    Path,
    /// `/restapis/{api}/{stage}/_user_request_/…` on any host.
    UserRequest,
}

/// What follows an API's label in a host.
const EXECUTE_API: &str = ".execute-api.";

/// What the ids of VPC endpoints begin with.
const ENDPOINT: &str = "vpce-";

/// The marker between stage and path in the form `/restapis/{api}/{stage}/_user_request_/…`.
pub const USER_REQUEST: &str = "/_user_request_";

/// Reads the address of a request; none when it is not for an API.
pub fn parse<'r>(host: &'r str, path: &'r str) -> Option<Address<'r>> {
    if let Some(label) = before(EXECUTE_API, host) {
        let (api, vpc_endpoint) = split_label(label);
        return Some(Address { api, prefix_length: 0, form: AddressForm::Host, vpc_endpoint });
    }
    if let Some(rest) = path.strip_prefix("/_aws/execute-api/") {
        let api = rest.split('/').next().unwrap_or(rest);
        let prefix_length = path.len() - rest.len() + api.len();
        return Some(Address { api, prefix_length, form: AddressForm::Path, vpc_endpoint: None });
    }
    let rest = path.strip_prefix("/restapis/")?;
    let (api, after) = rest.split_once('/')?;
    let (_, after_stage) = after.split_once('/')?;
    let marker = USER_REQUEST.trim_start_matches('/');
    let is_user_request = after_stage.strip_prefix(marker).is_some_and(|tail| tail.is_empty() || tail.starts_with('/'));
    let prefix_length = "/restapis/".len() + api.len();
    is_user_request.then_some(Address { api, prefix_length, form: AddressForm::UserRequest, vpc_endpoint: None })
}

/// The VPC endpoint that a host names, if it does.
pub fn vpc_endpoint(host: &str) -> Option<&str> {
    split_label(before(EXECUTE_API, host)?).1
}

/// The API and the VPC endpoint of a host's first label: `{api}`, `{api}-{endpoint}`, or the public name of an endpoint,
/// `{endpoint}-{suffix}`, whose API a header tells (developer guide, "How to invoke a private API").
fn split_label(label: &str) -> (&str, Option<&str>) {
    if let Some(rest) = label.strip_prefix(ENDPOINT) {
        let end = rest.find('-').map_or(label.len(), |end| ENDPOINT.len() + end);
        return ("", label.get(..end));
    }
    match before("-vpce-", label) {
        Some(api) => (api, label.get(api.len() + 1..)),
        None => (label, None),
    }
}

/// The part of a short text before a mark. To look for the mark's first byte costs less than a search of the whole.
fn before<'t>(mark: &str, text: &'t str) -> Option<&'t str> {
    let begins = char::from(*mark.as_bytes().first()?);
    text.match_indices(begins).map(|(at, _)| text.split_at(at)).find(|(_, rest)| rest.starts_with(mark)).map(|(label, _)| label)
}

impl<'r> Address<'r> {
    /// Cuts the stage's name off what follows the API: the name, and the bytes of the path up to where the stage's own
    /// path begins. An empty name means that the path has none. Slashes before it are one (recorded:
    /// test_lambda_aws_proxy_integration, invocation-payload-with-prepended-slash-to-stage).
    pub fn stage(&self, path: &'r str) -> (&'r str, usize) {
        let after_api = path.get(self.prefix_length..).unwrap_or("");
        let named = match self.form {
            AddressForm::Host | AddressForm::Path => after_api.trim_start_matches('/'),
            AddressForm::UserRequest => after_api.strip_prefix('/').unwrap_or(after_api),
        };
        let stage = named.split('/').next().unwrap_or(named);
        let mut used = path.len() - named.len() + stage.len();
        if self.form == AddressForm::UserRequest {
            used += USER_REQUEST.len();
        }
        (stage, used.min(path.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(host: &str, path: &str, api: &str, stage: &str, below: &str) {
        let address = parse(host, path).expect("an address");
        let (name, used) = address.stage(path);
        assert_eq!((address.api, name, &path[used..]), (api, stage, below));
    }

    #[test]
    fn every_form_names_the_same_stage() {
        check("abc.execute-api.localhost:4566", "/prod/orders/1", "abc", "prod", "/orders/1");
        check("localhost:4566", "/_aws/execute-api/abc/prod/orders/1", "abc", "prod", "/orders/1");
        check("localhost:4566", "/restapis/abc/prod/_user_request_/orders/1", "abc", "prod", "/orders/1");
    }

    #[test]
    fn slashes_before_the_stage_are_one() {
        check("abc.execute-api.localhost:4566", "//prod/orders", "abc", "prod", "/orders");
        check("localhost:4566", "/_aws/execute-api/abc//prod//orders", "abc", "prod", "//orders");
    }

    #[test]
    fn a_path_may_end_at_the_stage() {
        check("abc.execute-api.us-east-1.amazonaws.com", "/prod", "abc", "prod", "");
        check("abc.execute-api.us-east-1.amazonaws.com", "/", "abc", "", "");
        check("localhost", "/restapis/abc/prod/_user_request_", "abc", "prod", "");
    }

    // Developer guide, "How to invoke a private API".
    #[test]
    fn a_host_may_name_a_vpc_endpoint() {
        for (host, api, endpoint) in [
            (
                "01234567ab-vpce-01234567abcdef012.execute-api.us-west-2.amazonaws.com",
                "01234567ab",
                Some("vpce-01234567abcdef012"),
            ),
            ("vpce-01234567abcdef012-01234567.execute-api.us-west-2.vpce.amazonaws.com", "", Some("vpce-01234567abcdef012")),
            ("01234567ab.execute-api.us-west-2.amazonaws.com", "01234567ab", None),
        ] {
            let address = parse(host, "/test/pets").expect("an address");
            assert_eq!((address.api, address.vpc_endpoint), (api, endpoint));
            assert_eq!(vpc_endpoint(host), endpoint);
        }
    }

    #[test]
    fn the_control_plane_has_no_api_address() {
        assert_eq!(parse("localhost:4566", "/restapis/abc/resources/def"), None);
        assert_eq!(parse("localhost:4566", "/v2/apis"), None);
    }
}
