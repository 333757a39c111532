//! What web ACLs let through, and which are refused.

#![expect(clippy::needless_pass_by_value, reason = "the cases are written where they are used")]

use http::Request;
use serde_json::{Value, json};

use super::*;

fn web_acl(default: &str, rules: Value) -> Result<WebAcl, InvalidWebAcl> {
    let ip_sets = json!([{"ARN": "arn:office", "Name": "office", "IPAddressVersion": "IPV4", "Addresses": ["192.0.2.0/24"]}]);
    WebAcl::from_json(&json!({"Name": "acl", "DefaultAction": {default: {}}, "Rules": rules, "IPSets": ip_sets}).to_string())
}

fn rule(priority: i64, action: &str, statement: Value) -> Value {
    json!({"Name": format!("rule-{priority}"), "Priority": priority, "Action": {action: {}}, "Statement": statement,
        "VisibilityConfig": {"SampledRequestsEnabled": true}})
}

fn bytes(field: Value, position: &str, wanted: &str, transformations: &[&str]) -> Value {
    let transformations: Vec<Value> =
        transformations.iter().enumerate().map(|(at, kind)| json!({"Priority": at, "Type": kind})).collect();
    json!({"ByteMatchStatement": {"SearchString": wanted, "FieldToMatch": field, "PositionalConstraint": position,
        "TextTransformations": transformations}})
}

fn blocked_by(web_acl: &WebAcl, address: &str, request: Request<&'static str>) -> Option<String> {
    blocked_at(web_acl, address, request, 0)
}

fn blocked_at(web_acl: &WebAcl, address: &str, request: Request<&'static str>, at: i64) -> Option<String> {
    blocked_for("000000000000", web_acl, address, request, at)
}

fn blocked_for(account: &str, web_acl: &WebAcl, address: &str, request: Request<&'static str>, at: i64) -> Option<String> {
    let (parts, body) = request.into_parts();
    let body = Bytes::from_static(body.as_bytes());
    let request = WebRequest {
        address: address.parse().unwrap(),
        method: &parts.method,
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or(""),
        headers: &parts.headers,
        body: &body,
        at,
        owner: &Owner { account: account.into(), region: "us-east-1".into() },
    };
    web_acl.blocks(&request).map(str::to_owned)
}

fn get(uri: &str) -> Request<&'static str> {
    Request::get(uri).header("user-agent", "BadBot/1.0").body("").unwrap()
}

#[track_caller]
fn check(statement: Value, request: Request<&'static str>, blocks: bool) {
    let shown = statement.to_string();
    let web_acl = web_acl("Allow", json!([rule(0, "Block", statement)])).unwrap();
    assert_eq!(blocked_by(&web_acl, "192.0.2.7", request).is_some(), blocks, "{shown}");
}

// AWS WAF API reference, ByteMatchStatement.
#[test]
fn bytes_are_found_in_their_place() {
    let path = |position, wanted| bytes(json!({"UriPath": {}}), position, wanted, &["NONE"]);
    for (position, wanted, blocks) in [
        ("EXACTLY", "/prod/admin", true),
        ("EXACTLY", "/prod", false),
        ("STARTS_WITH", "/prod/", true),
        ("STARTS_WITH", "/admin", false),
        ("ENDS_WITH", "admin", true),
        ("ENDS_WITH", "/prod", false),
        ("CONTAINS", "od/ad", true),
        ("CONTAINS", "users", false),
        ("CONTAINS_WORD", "admin", true),
        ("CONTAINS_WORD", "adm", false),
    ] {
        check(path(position, wanted), get("/prod/admin?x=1"), blocks);
    }
}

#[test]
fn every_part_of_a_request_can_be_looked_at() {
    let post =
        |body| Request::post("/prod?a=1&A=2&b=x%2Fy").header("x-token", "one").header("x-token", "two").body(body).unwrap();
    for (field, wanted, blocks) in [
        (json!({"SingleHeader": {"Name": "X-Token"}}), "two", true),
        (json!({"SingleHeader": {"Name": "x-other"}}), "two", false),
        (json!({"SingleQueryArgument": {"Name": "a"}}), "2", true),
        (json!({"SingleQueryArgument": {"Name": "b"}}), "2", false),
        (json!({"AllQueryArguments": {}}), "2", true),
        (json!({"QueryString": {}}), "a=1&A=2&b=x%2Fy", true),
        (json!({"Method": {}}), "POST", true),
        (json!({"Body": {"OversizeHandling": "CONTINUE"}}), "body", true),
    ] {
        check(bytes(field, "EXACTLY", wanted, &["NONE"]), post("body"), blocks);
    }
}

// AWS WAF developer guide, "Text transformations": they are applied by priority, lowest first.
#[test]
fn texts_are_transformed_first() {
    let query = |wanted, transformations| bytes(json!({"QueryString": {}}), "EXACTLY", wanted, transformations);
    check(query("<script>", &["URL_DECODE", "LOWERCASE"]), get("/?%3CScript%3E"), true);
    check(query("<script>", &["LOWERCASE"]), get("/?%3CScript%3E"), false);
}

// AWS WAF developer guide, "Oversize web request components".
#[test]
fn an_oversize_body_is_handled_as_the_rule_says() {
    let long: &'static str = Box::leak(format!("{}end", "x".repeat(16 * 1024)).into_boxed_str());
    for (handling, wanted, blocks) in
        [("CONTINUE", "xend", false), ("CONTINUE", "xx", true), ("MATCH", "no", true), ("NO_MATCH", "xx", false)]
    {
        let statement = bytes(json!({"Body": {"OversizeHandling": handling}}), "CONTAINS", wanted, &["NONE"]);
        check(statement, Request::post("/").body(long).unwrap(), blocks);
    }
}

#[test]
fn statements_are_combined() {
    let office = json!({"IPSetReferenceStatement": {"ARN": "arn:office"}});
    let bot = json!({"RegexMatchStatement": {"RegexString": "^bad", "FieldToMatch": {"SingleHeader": {"Name": "user-agent"}},
        "TextTransformations": [{"Priority": 0, "Type": "LOWERCASE"}]}});
    let other = json!({"NotStatement": {"Statement": office.clone()}});
    check(office.clone(), get("/"), true);
    check(other.clone(), get("/"), false);
    check(json!({"AndStatement": {"Statements": [office, bot.clone()]}}), get("/"), true);
    check(json!({"AndStatement": {"Statements": [other.clone(), bot.clone()]}}), get("/"), false);
    check(json!({"OrStatement": {"Statements": [other, bot]}}), get("/"), true);
}

fn rate(changes: Value) -> Value {
    let mut statement = json!({"Limit": 10, "EvaluationWindowSec": 60, "AggregateKeyType": "IP"});
    for (name, value) in changes.as_object().into_iter().flatten() {
        statement[name] = value.clone();
    }
    json!({"RateBasedStatement": statement})
}

/// How many of so many requests pass.
fn passing(web_acl: &WebAcl, address: &str, uri: &str, at: i64, requests: usize) -> usize {
    (0..requests).filter(|_| blocked_at(web_acl, address, get(uri), at).is_none()).count()
}

// AWS WAF developer guide, "Rate-based rule high-level settings": requests are counted "looking back from the current time", also
// those that are blocked.
#[test]
fn an_address_may_send_its_limit_within_the_window() {
    let web_acl = web_acl("Allow", json!([rule(0, "Block", rate(json!({})))])).unwrap();
    assert_eq!(passing(&web_acl, "192.0.2.7", "/", 0, 12), 10);
    assert_eq!(passing(&web_acl, "192.0.2.8", "/", 1, 1), 1, "another address");
    assert_eq!(passing(&web_acl, "192.0.2.7", "/", 59, 1), 0);
    assert_eq!(passing(&web_acl, "192.0.2.7", "/", 60, 10), 9, "the one of second 59 still counts");
}

// AWS WAF API reference, RateBasedStatement, ScopeDownStatement and CONSTANT.
#[test]
fn only_requests_in_scope_count() {
    let scope = bytes(json!({"UriPath": {}}), "STARTS_WITH", "/login", &["NONE"]);
    let limit = rate(json!({"AggregateKeyType": "CONSTANT", "ScopeDownStatement": scope}));
    let web_acl = web_acl("Allow", json!([rule(0, "Block", limit)])).unwrap();
    assert_eq!(passing(&web_acl, "192.0.2.7", "/", 0, 20), 20);
    assert_eq!(passing(&web_acl, "192.0.2.7", "/login", 0, 6), 6);
    assert_eq!(passing(&web_acl, "192.0.2.8", "/login", 0, 6), 4, "of all addresses together");
}

// AWS WAF API reference, ForwardedIPConfig.
#[test]
fn the_address_may_be_in_a_header() {
    for (fallback, blocks) in [("MATCH", true), ("NO_MATCH", false)] {
        let forwarded = json!({"HeaderName": "X-Forwarded-For", "FallbackBehavior": fallback});
        let limit = rate(json!({"AggregateKeyType": "FORWARDED_IP", "ForwardedIPConfig": forwarded}));
        let web_acl = web_acl("Allow", json!([rule(0, "Block", limit)])).unwrap();
        let from = |sender: &str| Request::get("/").header("x-forwarded-for", sender).body("").unwrap();
        let blocked = |request| blocked_by(&web_acl, "192.0.2.7", request).is_some();
        assert!((0..10).all(|_| !blocked(from("203.0.113.1, 198.51.100.1"))));
        assert!(blocked(from("203.0.113.1")));
        assert!(!blocked(from("203.0.113.2")));
        assert_eq!(blocked(from("unknown")), blocks);
        assert!((0..20).all(|_| !blocked(get("/"))), "without the header the rule is not for the request");
    }
}

// AWS WAF API reference, SizeConstraintStatement.
#[test]
fn sizes_are_compared() {
    for (operator, size, blocks) in
        [("EQ", 4, true), ("NE", 4, false), ("LE", 3, false), ("LT", 5, true), ("GE", 5, false), ("GT", 3, true)]
    {
        let statement = json!({"SizeConstraintStatement": {"FieldToMatch": {"Body": {}}, "ComparisonOperator": operator,
            "Size": size, "TextTransformations": [{"Priority": 0, "Type": "NONE"}]}});
        check(statement, Request::post("/").body("four").unwrap(), blocks);
    }
}

// AWS WAF developer guide, "Setting rule priority" and "Rule actions": allow and block end the evaluation, count does not.
#[test]
fn the_first_rule_that_decides_decides() {
    let office = json!({"IPSetReferenceStatement": {"ARN": "arn:office"}});
    let any = bytes(json!({"UriPath": {}}), "STARTS_WITH", "/", &["NONE"]);
    let rules = json!([rule(9, "Block", any.clone()), rule(1, "Count", any), rule(5, "Allow", office)]);
    let web_acl = web_acl("Block", rules).unwrap();
    assert_eq!(blocked_by(&web_acl, "192.0.2.7", get("/")), None);
    assert_eq!(blocked_by(&web_acl, "203.0.113.1", get("/")), Some("rule-9".to_owned()));
}

#[test]
fn the_default_action_is_for_the_rest() {
    let rules = || json!([rule(1, "Allow", json!({"IPSetReferenceStatement": {"ARN": "arn:office"}}))]);
    let blocking = web_acl("Block", rules()).unwrap();
    assert_eq!(blocked_by(&blocking, "203.0.113.1", get("/")), Some("the default action".to_owned()));
    assert_eq!(blocked_by(&web_acl("Allow", rules()).unwrap(), "203.0.113.1", get("/")), None);
}

#[test]
fn what_is_not_supported_is_refused() {
    let any = || bytes(json!({"UriPath": {}}), "STARTS_WITH", "/", &["NONE"]);
    let with = |member: &str, value: Value| {
        let mut rule = rule(0, "Block", any());
        rule[member] = value;
        rule
    };
    for (rules, reason) in [
        (json!([rule(0, "Block", json!({"GeoMatchStatement": {"CountryCodes": ["DE"]}}))]), "GeoMatchStatement"),
        (json!([rule(0, "Block", json!({"IPSetReferenceStatement": {"ARN": "arn:unknown"}}))]), "arn:unknown"),
        (json!([rule(0, "Block", json!({"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": "x"}}))]), "ManagedRuleGroup"),
        (json!([rule(0, "Block", rate(json!({"Limit": 9})))]), "Limit 9"),
        (json!([rule(0, "Block", rate(json!({"EvaluationWindowSec": 90})))]), "EvaluationWindowSec 90"),
        (json!([rule(0, "Block", rate(json!({"AggregateKeyType": "CONSTANT"})))]), "ScopeDownStatement"),
        (json!([rule(0, "Block", rate(json!({"AggregateKeyType": "FORWARDED_IP"})))]), "ForwardedIPConfig"),
        (json!([rule(0, "Block", rate(json!({"AggregateKeyType": "CUSTOM_KEYS"})))]), "CUSTOM_KEYS"),
        (json!([rule(0, "Block", json!({"NotStatement": {"Statement": rate(json!({}))}}))]), "RateBasedStatement"),
        (json!([rule(0, "Captcha", any())]), "Captcha"),
        (json!([rule(0, "Block", bytes(json!({"JA3Fingerprint": {}}), "EXACTLY", "x", &[]))]), "JA3Fingerprint"),
        (json!([rule(0, "Block", bytes(json!({"UriPath": {}}), "EXACTLY", "x", &["HEX_DECODE"]))]), "HEX_DECODE"),
        (json!([with("Action", json!({"Block": {"CustomResponse": {"ResponseCode": 418}}}))]), "CustomResponse"),
        (json!([with("RuleLabels", json!([{"Name": "bad"}]))]), "RuleLabels"),
    ] {
        let refused = web_acl("Allow", rules).expect_err(reason).to_string();
        assert!(refused.contains(reason), "{refused}");
    }
    for text in
        ["", "{}", r#"{"DefaultAction": {"Count": {}}}"#, r#"{"DefaultAction": {"Allow": {}}, "CustomResponseBodies": {}}"#]
    {
        assert!(WebAcl::from_json(text).is_err(), "{text}");
    }
}
