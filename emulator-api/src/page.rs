//! Lists come in pages: `limit` and `position`, `maxResults` and `nextToken`, `MaxItems` and `Marker`.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::codec::Doc;
use crate::error::{AwsError, Result};
use crate::model::{OperationSpec, Segment, Service};

/// Which part of a list is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many items at most.
    pub limit: usize,
    /// The key after which the page begins; `None` for the first page.
    pub after: Option<String>,
}

/// How a service names paging, and how much it gives.
struct Names {
    limit: &'static str,
    token: &'static str,
    items: &'static str,
    next: &'static str,
    default: usize,
    most: usize,
}

/// API Gateway: 25 unless asked otherwise, 500 at most (its reference, `limit`). Lambda: 50 (its reference, `MaxItems`).
const fn names(service: Service) -> Names {
    match service {
        Service::ApiGateway => {
            Names { limit: "limit", token: "position", items: "items", next: "position", default: 25, most: 500 }
        }
        Service::ApiGatewayV2 | Service::Management => {
            Names { limit: "maxResults", token: "nextToken", items: "items", next: "nextToken", default: 25, most: 500 }
        }
        Service::Lambda => {
            Names { limit: "MaxItems", token: "Marker", items: "Functions", next: "NextMarker", default: 50, most: 50 }
        }
    }
}

impl Page {
    /// The page that an input document asks for.
    ///
    /// API Gateway's first API answers a limit out of range as if it were the nearest that is in range, or its default
    /// (recorded from AWS: `limit=-1` lists).
    ///
    /// # Errors
    /// The service's refusal of a token that this list did not give, or of a `maxResults` that is no number.
    pub fn read(spec: &OperationSpec, input: &Doc) -> Result<Page> {
        let service = spec.service;
        let names = names(service);
        let limit = match input.get(names.limit) {
            None | Some(Value::Null) => None,
            Some(Value::Number(number)) => number.as_i64(),
            Some(Value::String(text)) => match text.parse() {
                Ok(number) => Some(number),
                Err(_) => return Err(invalid(service, names.limit, text)),
            },
            Some(other) => return Err(invalid(service, names.limit, &other.to_string())),
        };
        let limit = limit.filter(|limit| *limit > 0).and_then(|limit| usize::try_from(limit).ok());
        let after = match input.get(names.token).and_then(Value::as_str) {
            None | Some("") => None,
            Some(token) => Some(decode_token(spec, input, token).ok_or_else(|| invalid(service, names.token, token))?),
        };
        Ok(Page { limit: limit.unwrap_or(names.default).min(names.most), after })
    }

    /// The output document of the page that an input asked for: its items, and the key of the last one when there are more.
    pub fn answer(spec: &OperationSpec, input: &Doc, items: Vec<Value>, last_of_more: Option<&str>) -> Doc {
        let names = names(spec.service);
        let mut output = Doc::new();
        output.insert(names.items.to_owned(), items.into());
        if let Some(key) = last_of_more {
            output.insert(names.next.to_owned(), encode_token(spec, input, key).into());
        }
        output
    }
}

fn invalid(service: Service, name: &str, value: &str) -> AwsError {
    let message = format!("Invalid {name} specified: {value}");
    match service {
        Service::Lambda => AwsError::invalid_parameter_value(message),
        Service::ApiGateway | Service::ApiGatewayV2 | Service::Management => AwsError::bad_request(message),
    }
}

/// An opaque token of a key in the list that an input asks for. It names the list too: what another one goes on from, or nobody has made,
/// says nothing about this one.
pub fn encode_token(spec: &OperationSpec, input: &Doc, key: &str) -> String {
    URL_SAFE_NO_PAD.encode(json!([list(spec, input), key]).to_string())
}

/// The key of a token that [`encode_token`] made for this list.
pub fn decode_token(spec: &OperationSpec, input: &Doc, token: &str) -> Option<String> {
    let (of, key): (String, String) = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    (of == list(spec, input)).then_some(key)
}

/// The path of a list, with the names of whose it is. The paths of the services do not overlap, though names of operations do.
fn list(spec: &OperationSpec, input: &Doc) -> String {
    let parts = spec.path.iter().map(|segment| match segment {
        Segment::Literal(word) => word,
        Segment::Label(name) => input.get(*name).and_then(Value::as_str).unwrap_or_default(),
    });
    parts.flat_map(|part| ["/", part]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::error::ErrorCode;
    use crate::model::{apigateway, apigatewayv2, lambda};

    const GET_REST_APIS: &OperationSpec = apigateway::Operation::GetRestApis.spec();
    const GET_API_KEYS: &OperationSpec = apigateway::Operation::GetApiKeys.spec();
    const GET_APIS: &OperationSpec = apigatewayv2::Operation::GetApis.spec();
    const GET_RESOURCES: &OperationSpec = apigateway::Operation::GetResources.spec();
    const GET_VPC_LINKS: [&OperationSpec; 2] =
        [apigateway::Operation::GetVpcLinks.spec(), apigatewayv2::Operation::GetVpcLinks.spec()];
    const LIST_FUNCTIONS: &OperationSpec = lambda::Operation::ListFunctions.spec();

    fn doc(input: Value) -> Doc {
        let Value::Object(input) = input else { panic!("an input is an object") };
        input
    }

    fn read(spec: &OperationSpec, input: Value) -> Result<Page> {
        Page::read(spec, &doc(input))
    }

    /// A token of a list that an account has.
    fn token(spec: &OperationSpec, key: &str) -> String {
        encode_token(spec, &Doc::new(), key)
    }

    fn first(limit: usize) -> Result<Page> {
        Ok(Page { limit, after: None })
    }

    // API reference, GetRestApis: "The default value is 25 and the maximum value is 500."
    #[test]
    fn a_page_has_25_items_unless_asked_otherwise() {
        assert_eq!(read(GET_REST_APIS, json!({})), first(25));
        assert_eq!(read(GET_REST_APIS, json!({"limit": 3})), first(3));
        assert_eq!(read(GET_APIS, json!({"maxResults": "7"})), first(7));
        assert_eq!(read(LIST_FUNCTIONS, json!({"MaxItems": 10_000})), first(50));
    }

    // Recorded: test_apigateway_extended.snapshot.json, get-api-keys-invalid-limit (limit=-1 answers 200).
    #[test]
    fn a_limit_out_of_range_is_brought_into_it() {
        assert_eq!(read(GET_REST_APIS, json!({"limit": -1})), first(25));
        assert_eq!(read(GET_REST_APIS, json!({"limit": 0})), first(25));
        assert_eq!(read(GET_REST_APIS, json!({"limit": 999_999_999})), first(500));
    }

    #[test]
    fn what_is_no_token_or_number_is_refused() {
        let refusal = read(GET_REST_APIS, json!({"position": "*"})).unwrap_err();
        assert_eq!(refusal.code(), ErrorCode::BadRequest);
        assert_eq!(read(GET_APIS, json!({"maxResults": "many"})).unwrap_err().code(), ErrorCode::BadRequest);
        let refusal = read(LIST_FUNCTIONS, json!({"Marker": "*"})).unwrap_err();
        assert_eq!(refusal.code(), ErrorCode::InvalidParameterValue);
    }

    // A token's meaning is its list's own: another's, or one from when tokens were the bare key, would end this list early.
    #[test]
    fn a_token_that_the_list_did_not_make_is_refused() {
        for foreign in [token(GET_API_KEYS, "a"), URL_SAFE_NO_PAD.encode("a"), URL_SAFE_NO_PAD.encode("GetRestApis/a")] {
            let refusal = read(GET_REST_APIS, json!({"position": foreign})).unwrap_err();
            assert_eq!(refusal, AwsError::bad_request(format!("Invalid position specified: {foreign}")));
        }
    }

    #[test]
    fn a_token_of_another_owners_list_is_refused() {
        let [own, other] = ["a", "b"].map(|api| encode_token(GET_RESOURCES, &doc(json!({"restApiId": api})), "key"));
        let own = read(GET_RESOURCES, json!({"restApiId": "a", "position": own}));
        assert_eq!(own.unwrap().after.as_deref(), Some("key"));
        let refusal = read(GET_RESOURCES, json!({"restApiId": "a", "position": other})).unwrap_err();
        assert_eq!(refusal, AwsError::bad_request(format!("Invalid position specified: {other}")));
    }

    // Both APIs have GetModels, GetDeployments, GetAuthorizers, GetVpcLinks and GetDomainNames.
    #[test]
    fn a_token_of_another_services_list_is_refused() {
        let [one, other] = GET_VPC_LINKS.map(|spec| token(spec, "a"));
        assert!(read(GET_VPC_LINKS[0], json!({"position": one})).is_ok());
        assert!(read(GET_VPC_LINKS[0], json!({"position": other})).is_err());
        assert!(read(GET_VPC_LINKS[1], json!({"nextToken": one})).is_err());
    }

    // What was never set is left out, not null: the last page has no position.
    #[test]
    fn only_a_page_before_others_has_a_token() {
        assert_eq!(Value::Object(Page::answer(GET_REST_APIS, &Doc::new(), vec![], None)), json!({"items": []}));
        let more = Page::answer(GET_APIS, &Doc::new(), vec![json!({"apiId": "a"})], Some("a"));
        assert_eq!(Value::Object(more), json!({"items": [{"apiId": "a"}], "nextToken": token(GET_APIS, "a")}));
        assert!(Page::answer(LIST_FUNCTIONS, &Doc::new(), vec![], Some("f")).contains_key("NextMarker"));
    }

    proptest! {
        #[test]
        fn a_token_leads_back_to_its_key(key in "\\PC*") {
            let page = read(GET_REST_APIS, json!({"position": token(GET_REST_APIS, &key)}));
            prop_assert_eq!(page.unwrap().after, Some(key));
        }

        #[test]
        fn no_token_panics(token in "\\PC*") {
            let _ = decode_token(GET_REST_APIS, &Doc::new(), &token);
        }
    }
}
