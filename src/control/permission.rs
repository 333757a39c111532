//! What IAM asks of whoever signs an operation (service authorization reference: "Actions, resources, and condition keys" for Amazon
//! API Gateway Management, Amazon API Gateway Management V2, AWS Lambda and AWS WAF V2). Of the actions of an operation it is the
//! one that every call of it needs; those for roles that are passed on, for tags, certificates and policies are not asked for.

use std::borrow::Cow;

use emulator_api::Doc;
use emulator_api::arn::{Arn, FunctionArn, FunctionReference, partition_of};
use emulator_api::codec;
use emulator_api::model::{OperationSpec, Segment, Service};
use emulator_api::router::{self, RouteMatch};
use http::request::Parts;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::call::text;
use super::{Caller, web_acl};

/// What a signer has to be allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// `apigateway:POST`
    pub action: String,
    /// `arn:aws:apigateway:us-east-1::/restapis`
    pub resource: String,
}

/// The collections of API Gateway whose resources have actions of their own, and an account in their ARNs.
const WITH_OWN_ACTIONS: [&str; 5] = ["portals", "portalproducts", "productpages", "productrestendpointpages", "routingrules"];

/// All but what RFC 3986 calls unreserved.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What is done with one of them at a path below its own.
const DONE_WITH_ONE: [&str; 3] = ["preview", "publish", "sharingpolicy"];

/// What the operation that a request asks for needs; nothing where there is no such operation, and of `@connections`, which are asked
/// about as the calls of APIs are.
pub fn needed(caller: &Caller, parts: &Parts, body: &[u8]) -> Vec<Needed> {
    if let Some(operation) = web_acl::operation(parts) {
        return of_web_acls(caller, operation, body);
    }
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let Ok(RouteMatch { operation, parameters }) = router::route(&parts.method, target, caller.scope) else { return Vec::new() };
    let spec = operation.spec();
    match spec.service {
        Service::ApiGateway | Service::ApiGatewayV2 => vec![of_api_gateway(caller, spec, &path(spec, &parameters))],
        Service::Lambda => vec![of_lambda(caller, spec, &parameters, parts.uri.query().unwrap_or(""), body)],
        Service::Management => Vec::new(),
    }
}

/// The path of a resource as SDKs write it, whatever else the request has encoded, and without the version of the API.
fn path(spec: &OperationSpec, parameters: &[(&str, String)]) -> String {
    let value = |label: &str| parameters.iter().find(|(name, _)| *name == label).map_or("", |(_, value)| value);
    let segments = spec.path.iter().filter(|segment| **segment != Segment::Literal("v2"));
    let segments = segments.map(|segment| match segment {
        Segment::Literal(word) => format!("/{word}"),
        Segment::Label(label) => format!("/{}", utf8_percent_encode(value(label), ENCODED)),
    });
    segments.collect()
}

fn of_api_gateway(caller: &Caller, spec: &OperationSpec, path: &str) -> Needed {
    let has_own = |segment: &Segment| matches!(segment, Segment::Literal(word) if WITH_OWN_ACTIONS.contains(word));
    if !spec.path.iter().any(has_own) {
        return Needed { action: format!("apigateway:{}", spec.method), resource: arn(caller, "apigateway", "", path) };
    }
    let action = if spec.name == "PutRoutingRule" { "UpdateRoutingRule" } else { spec.name };
    let resource = match path.rsplit_once('/') {
        // None of them is named by who makes or lists them.
        Some((_, last)) if WITH_OWN_ACTIONS.contains(&last) => Cow::Owned(format!("{path}/*")),
        Some((one, last)) if DONE_WITH_ONE.contains(&last) => Cow::Borrowed(one),
        _ => Cow::Borrowed(path),
    };
    Needed { action: format!("apigateway:{action}"), resource: arn(caller, "apigateway", &caller.account, &resource) }
}

/// The function is the one that the request names, with the version or alias that it names (Lambda developer guide, "Fine-tuning the
/// Resources and Conditions sections of policies": actions "can be restricted to a specific function by function, version, or alias ARN").
fn of_lambda(caller: &Caller, spec: &OperationSpec, parameters: &[(&str, String)], query: &str, body: &[u8]) -> Needed {
    let action = if spec.name == "Invoke" { "InvokeFunction" } else { spec.name };
    let in_path = parameters.iter().find(|(name, _)| matches!(*name, "FunctionName" | "Resource"));
    let in_body = || (spec.name == "CreateFunction").then(|| text(&read(body), "FunctionName").to_owned());
    let name = in_path.map(|(_, value)| value.clone()).or_else(in_body);
    let function = name.and_then(|name| name.parse::<FunctionReference>().ok());
    let function = function.map(|function| function.resolve(&caller.region, &caller.account));
    let asked = || {
        codec::query_parameter(query, "Qualifier").filter(|asked| !asked.is_empty() && spec.input.member("Qualifier").is_some())
    };
    let function = function.map(|function| FunctionArn { qualifier: function.qualifier.clone().or_else(asked), ..function });
    Needed { action: format!("lambda:{action}"), resource: function.map_or("*".to_owned(), |function| function.to_string()) }
}

/// Whoever changes a stage's web ACL has to be allowed it with both.
fn of_web_acls(caller: &Caller, operation: &str, body: &[u8]) -> Vec<Needed> {
    let input = read(body);
    let web_acl = match operation {
        "AssociateWebACL" => text(&input, "WebACLArn").to_owned(),
        // As users saw it, of GetWebACLForResource: kubernetes-sigs/aws-load-balancer-controller.
        _ => arn(caller, "wafv2", &caller.account, "regional/webacl/*"),
    };
    let mut needed = vec![Needed { action: format!("wafv2:{operation}"), resource: web_acl }];
    if operation != "GetWebACLForResource" {
        needed.push(Needed { action: "apigateway:SetWebACL".to_owned(), resource: text(&input, "ResourceArn").to_owned() });
    }
    needed
}

/// The members of a body as the operation reads them too; none where it will be refused.
fn read(body: &[u8]) -> Doc {
    serde_json::from_slice(body).unwrap_or_default()
}

fn arn(caller: &Caller, service: &str, account: &str, resource: &str) -> String {
    let region = &*caller.region;
    Arn { partition: partition_of(region), service, region, account, resource }.to_string()
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn needs(method: &str, path: &str, body: &str) -> Vec<(String, String)> {
        let caller = Caller {
            account: "111122223333".to_owned(),
            region: "eu-west-1".to_owned(),
            scope: None,
            api_stage: None,
            host: None,
            is_emulator: false,
        };
        let mut request = Request::builder().method(method).uri(path);
        if path == "/" {
            request = request.header("x-amz-target", "AWSWAF_20190729.AssociateWebACL");
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        needed(&caller, &parts, body.as_bytes()).into_iter().map(|Needed { action, resource }| (action, resource)).collect()
    }

    #[test]
    fn an_operation_needs_its_action_with_its_resource() {
        for (method, path, action, resource) in [
            ("POST", "/restapis", "apigateway:POST", "arn:aws:apigateway:eu-west-1::/restapis"),
            ("POST", "/restapis?mode=import", "apigateway:POST", "arn:aws:apigateway:eu-west-1::/restapis"),
            ("GET", "/restapis/abc/stages/prod", "apigateway:GET", "arn:aws:apigateway:eu-west-1::/restapis/abc/stages/prod"),
            // Whoever is denied it by its id is denied it in any other writing of that.
            ("GET", "/restapis/%61bc", "apigateway:GET", "arn:aws:apigateway:eu-west-1::/restapis/abc"),
            // As users saw it: mattclay/aws-terminator pull request 284.
            (
                "PUT",
                "/tags/arn%3Aaws%3Aapigateway%3Aeu-west-1%3A%3A%2Frestapis%2Fabc",
                "apigateway:PUT",
                "arn:aws:apigateway:eu-west-1::/tags/arn%3Aaws%3Aapigateway%3Aeu-west-1%3A%3A%2Frestapis%2Fabc",
            ),
            // As users saw it: Open-SL/serverless-permission-generator issue 12.
            ("POST", "/v2/apis", "apigateway:POST", "arn:aws:apigateway:eu-west-1::/apis"),
            ("DELETE", "/v2/apis/abc/cors", "apigateway:DELETE", "arn:aws:apigateway:eu-west-1::/apis/abc/cors"),
            // Developer guide, "Troubleshooting issues with routing rules".
            (
                "POST",
                "/v2/domainnames/example.com/routingrules",
                "apigateway:CreateRoutingRule",
                "arn:aws:apigateway:eu-west-1:111122223333:/domainnames/example.com/routingrules/*",
            ),
            (
                "PUT",
                "/v2/domainnames/example.com/routingrules/r1",
                "apigateway:UpdateRoutingRule",
                "arn:aws:apigateway:eu-west-1:111122223333:/domainnames/example.com/routingrules/r1",
            ),
            (
                "POST",
                "/v2/portals/p1/publish",
                "apigateway:PublishPortal",
                "arn:aws:apigateway:eu-west-1:111122223333:/portals/p1",
            ),
            (
                "GET",
                "/2015-03-31/functions/pets/policy",
                "lambda:GetPolicy",
                "arn:aws:lambda:eu-west-1:111122223333:function:pets",
            ),
            (
                "POST",
                "/2015-03-31/functions/pets/invocations",
                "lambda:InvokeFunction",
                "arn:aws:lambda:eu-west-1:111122223333:function:pets",
            ),
            (
                "POST",
                "/2015-03-31/functions/pets:live/invocations",
                "lambda:InvokeFunction",
                "arn:aws:lambda:eu-west-1:111122223333:function:pets:live",
            ),
            // Of a parameter that is given twice the operation takes the last.
            (
                "POST",
                "/2015-03-31/functions/pets/invocations?Qualifier=1&Qualifier=%24LATEST",
                "lambda:InvokeFunction",
                "arn:aws:lambda:eu-west-1:111122223333:function:pets:$LATEST",
            ),
            (
                "GET",
                "/2015-03-31/functions/pets/configuration?Qualifier=",
                "lambda:GetFunctionConfiguration",
                "arn:aws:lambda:eu-west-1:111122223333:function:pets",
            ),
            // The operation knows no such parameter.
            (
                "PUT",
                "/2015-03-31/functions/pets/configuration?Qualifier=live",
                "lambda:UpdateFunctionConfiguration",
                "arn:aws:lambda:eu-west-1:111122223333:function:pets",
            ),
            ("GET", "/2015-03-31/functions", "lambda:ListFunctions", "*"),
        ] {
            assert_eq!(needs(method, path, ""), [(action.to_owned(), resource.to_owned())], "{method} {path}");
        }
        let function = "arn:aws:lambda:eu-west-1:111122223333:function:pets";
        // Of a name that is given twice the operation takes the last.
        for body in [r#"{"FunctionName": "pets", "Code": {}}"#, r#"{"FunctionName": "any", "FunctionName": "pets"}"#] {
            let created = needs("POST", "/2015-03-31/functions", body);
            assert_eq!(created, [("lambda:CreateFunction".to_owned(), function.to_owned())], "{body}");
        }
        let listed = needs("GET", "/2015-03-31/functions", r#"{"FunctionName": "pets"}"#);
        assert_eq!(listed, [("lambda:ListFunctions".to_owned(), "*".to_owned())]);
    }

    #[test]
    fn a_web_acl_of_a_stage_needs_both() {
        let body = r#"{"WebACLArn": 1, "WebACLArn": "arn:aws:wafv2:acl", "ResourceArn": "arn:aws:apigateway:stage"}"#;
        let [acl, stage] = &needs("POST", "/", body)[..] else { panic!("two") };
        assert_eq!(*acl, ("wafv2:AssociateWebACL".to_owned(), "arn:aws:wafv2:acl".to_owned()));
        assert_eq!(*stage, ("apigateway:SetWebACL".to_owned(), "arn:aws:apigateway:stage".to_owned()));
    }

    #[test]
    fn what_is_no_operation_and_connections_need_nothing_here() {
        assert_eq!(needs("GET", "/nothing", ""), []);
        assert_eq!(needs("GET", "/@connections/L0SM9cOFvHcCIhw=", ""), []);
    }
}
