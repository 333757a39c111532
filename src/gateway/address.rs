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

/// The marker between stage and path in the form `/restapis/{api}/{stage}/_user_request_/…`.
pub const USER_REQUEST: &str = "/_user_request_";

/// Reads the address of a request; none when it is not for an API.
pub fn parse<'r>(host: &'r str, path: &'r str) -> Option<Address<'r>> {
    if let Some((api, _)) = host.split_once(".execute-api.") {
        return Some(Address { api, prefix_length: 0, form: AddressForm::Host });
    }
    if let Some(rest) = path.strip_prefix("/_aws/execute-api/") {
        let api = rest.split('/').next().unwrap_or(rest);
        return Some(Address { api, prefix_length: path.len() - rest.len() + api.len(), form: AddressForm::Path });
    }
    let rest = path.strip_prefix("/restapis/")?;
    let (api, after) = rest.split_once('/')?;
    let (_, after_stage) = after.split_once('/')?;
    let marker = USER_REQUEST.trim_start_matches('/');
    let is_user_request = after_stage.strip_prefix(marker).is_some_and(|tail| tail.is_empty() || tail.starts_with('/'));
    is_user_request.then_some(Address { api, prefix_length: "/restapis/".len() + api.len(), form: AddressForm::UserRequest })
}

impl<'r> Address<'r> {
    /// Cuts the stage's name off what follows the API: the name, and the bytes of the path up to where the stage's own
    /// path begins. An empty name means that the path has none.
    pub fn stage(&self, path: &'r str) -> (&'r str, usize) {
        let after_api = path.get(self.prefix_length..).unwrap_or("");
        let named = after_api.strip_prefix('/').unwrap_or(after_api);
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
    fn a_path_may_end_at_the_stage() {
        check("abc.execute-api.us-east-1.amazonaws.com", "/prod", "abc", "prod", "");
        check("abc.execute-api.us-east-1.amazonaws.com", "/", "abc", "", "");
        check("localhost", "/restapis/abc/prod/_user_request_", "abc", "prod", "");
    }

    #[test]
    fn the_control_plane_has_no_api_address() {
        assert_eq!(parse("localhost:4566", "/restapis/abc/resources/def"), None);
        assert_eq!(parse("localhost:4566", "/v2/apis"), None);
    }
}
