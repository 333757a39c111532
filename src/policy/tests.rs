//! What policies decide. Unless another source is named, the IAM user guide says so on the page of the element.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

const ARN: &str = "arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5/prod/GET/pets/7";
const API: &str = "arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5";
const DENIED: Decision = Decision::Denied { statement: 0 };
const ALLOWED: Decision = Decision::Allowed { statement: 0 };

struct Known(BTreeMap<&'static str, Vec<&'static str>>);

impl Facts for Known {
    fn values(&self, key: &str) -> Vec<Cow<'_, str>> {
        self.0.get(key).into_iter().flatten().map(|value| Cow::Borrowed(*value)).collect()
    }
}

fn ask<'q>(resource: &'q str, facts: &'q dyn Facts) -> Question<'q> {
    Question { caller: Caller::Anonymous, action: "execute-api:Invoke", resource, facts }
}

fn policy(statements: &Value) -> Policy {
    Policy::from_json(&json!({"Version": "2012-10-17", "Statement": statements})).expect("a policy")
}

fn allows(action: &str, resource: &str) -> Decision {
    policy(&json!({"Effect": "Allow", "Action": action, "Resource": resource})).decide(&ask(ARN, &()))
}

/// Whether a condition on one key holds for the values that the request has.
fn holds(operator: &str, wanted: impl Into<Value>, values: &[&'static str]) -> bool {
    let condition = json!({operator: {"aws:Key": wanted.into()}});
    let policy = policy(&json!([{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition}]));
    let known = if values.is_empty() { BTreeMap::new() } else { BTreeMap::from([("aws:key", values.to_vec())]) };
    policy.decide(&ask(ARN, &Known(known))) == ALLOWED
}

#[test]
fn nothing_is_allowed_that_no_statement_allows() {
    assert_eq!(policy(&json!([])).decide(&ask(ARN, &())), Decision::Silent);
    assert_eq!(allows("execute-api:Invoke", &ARN.replace("GET", "POST")), Decision::Silent);
    assert_eq!(allows("execute-api:InvalidateCache", ARN), Decision::Silent);
}

#[test]
fn a_deny_wins_wherever_it_stands() {
    let allow = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
    let deny = json!({"Effect": "Deny", "Action": "*", "Resource": ARN});
    assert_eq!(policy(&json!([deny, allow])).decide(&ask(ARN, &())), DENIED);
    assert_eq!(policy(&json!([allow, deny])).decide(&ask(ARN, &())), Decision::Denied { statement: 1 });
    assert_eq!(policy(&json!([allow, deny])).decide(&ask("arn:other", &())), ALLOWED);
}

// Developer guide, "Resource format of permissions for executing API in API Gateway".
#[test]
fn wildcards_stand_for_any_part_of_a_resource() {
    for resource in [
        ARN,
        "*",
        "arn:aws:execute-api:*:*:*",
        "arn:aws:execute-api:us-east-1:*:*",
        "arn:aws:execute-api:us-east-1:*:a1b2c3d4e5/*",
        "arn:aws:execute-api:us-east-1:*:a1b2c3d4e5/prod/*",
        "arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5/*/GET/pets/?",
        "arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5/*/*/*7",
    ] {
        assert_eq!(allows("execute-api:Invoke", resource), ALLOWED, "{resource}");
    }
    for resource in ["", "arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5", "*/pets", "*/pets/", "*/pets/7?", "*/PETS/7"] {
        assert_eq!(allows("execute-api:Invoke", resource), Decision::Silent, "{resource}");
    }
}

#[test]
fn actions_do_not_mind_case() {
    for action in ["execute-api:invoke", "EXECUTE-API:*", "execute-api:Inv*", "*"] {
        assert_eq!(allows(action, "*"), ALLOWED, "{action}");
    }
}

#[test]
fn not_action_and_not_resource_cover_everything_else() {
    let all_but = |action: &str, resource: &str| {
        let statement = json!({"Effect": "Allow", "NotAction": action, "NotResource": resource});
        policy(&statement).decide(&ask(ARN, &()))
    };
    assert_eq!(all_but("execute-api:InvalidateCache", "*/POST/*"), ALLOWED);
    assert_eq!(all_but("execute-api:Invoke", "*/POST/*"), Decision::Silent);
    assert_eq!(all_but("execute-api:InvalidateCache", "*/GET/*"), Decision::Silent);
}

// Developer guide, "API Gateway resource policy examples": the abbreviated resource.
#[test]
fn an_apis_own_policy_may_abbreviate_its_arn() {
    let decide = |resource: &str, asked: &str| {
        let document =
            json!({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": resource}});
        Policy::parse_for_api(&document.to_string(), API).expect("a policy").decide(&ask(asked, &()))
    };
    for resource in ["execute-api:/*", "execute-api:/prod/GET/pets/*", "execute-api:/*/*/*", ARN, "*"] {
        assert_eq!(decide(resource, ARN), ALLOWED, "{resource}");
    }
    assert_eq!(decide("execute-api:/test/*", ARN), Decision::Silent);
    assert_eq!(decide("execute-api:/*", &ARN.replace("a1b2c3d4e5", "zzzzzzzzzz")), Decision::Silent);
}

#[test]
fn principals_are_accounts_users_roles_and_their_sessions() {
    let user = Caller::Principal { account: "111122223333", arn: "arn:aws:iam::111122223333:user/ann" };
    let session = Caller::Principal { account: "111122223333", arn: "arn:aws:sts::111122223333:assumed-role/Admin/ann" };
    let covers = |principal: &Value, caller: Caller<'_>| {
        let statement = json!({"Effect": "Allow", "Principal": principal, "Action": "*", "Resource": "*"});
        policy(&statement).decide(&Question { caller, ..ask(ARN, &()) }) == ALLOWED
    };
    for everyone in [json!("*"), json!({"AWS": "*"}), json!({"AWS": ["999999999999", "*"]})] {
        assert!(covers(&everyone, Caller::Anonymous) && covers(&everyone, user), "{everyone}");
    }
    for account in [json!({"AWS": "111122223333"}), json!({"AWS": "arn:aws:iam::111122223333:root"})] {
        assert!(covers(&account, user) && covers(&account, session), "{account}");
        assert!(!covers(&account, Caller::Anonymous), "{account}");
    }
    assert!(covers(&json!({"AWS": "arn:aws:iam::111122223333:user/ann"}), user));
    assert!(!covers(&json!({"AWS": "arn:aws:iam::111122223333:user/bob"}), user));
    assert!(!covers(&json!({"AWS": "arn:aws:iam::111122223333:user/*"}), user), "no wildcards within a principal");
    assert!(covers(&json!({"AWS": "arn:aws:iam::111122223333:role/ops/Admin"}), session));
    assert!(!covers(&json!({"AWS": "arn:aws:iam::444455556666:role/Admin"}), session));
    assert!(!covers(&json!({"Service": "apigateway.amazonaws.com"}), user));
}

#[test]
fn not_principal_covers_all_others() {
    let statement = json!({"Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "Action": "*", "Resource": "*"});
    let policy = policy(&statement);
    let of = |account| Caller::Principal { account, arn: "arn:aws:iam::111122223333:user/ann" };
    assert_eq!(policy.decide(&ask(ARN, &())), DENIED);
    assert_eq!(policy.decide(&Question { caller: of("444455556666"), ..ask(ARN, &()) }), DENIED);
    assert_eq!(policy.decide(&Question { caller: of("111122223333"), ..ask(ARN, &()) }), Decision::Silent);
}

// Developer guide, "Example: Deny API traffic based on source IP address or range".
#[test]
fn addresses_are_compared_with_ranges() {
    let range = || json!(["192.0.2.0/24", "198.51.100.7", "2001:db8::/32"]);
    for inside in ["192.0.2.1", "192.0.2.255", "198.51.100.7", "2001:db8::1", "::ffff:192.0.2.9"] {
        assert!(holds("IpAddress", range(), &[inside]), "{inside}");
        assert!(!holds("NotIpAddress", range(), &[inside]), "{inside}");
    }
    for outside in ["192.0.3.1", "198.51.100.8", "2001:db9::1", "nonsense"] {
        assert!(!holds("IpAddress", range(), &[outside]), "{outside}");
        assert!(holds("NotIpAddress", range(), &[outside]), "{outside}");
    }
    assert!(holds("IpAddress", json!("0.0.0.0/0"), &["203.0.113.4"]));
    assert!(!holds("IpAddress", json!("0.0.0.0/0"), &["::1"]));
}

#[test]
fn texts_are_compared_whole_with_and_without_case_and_wildcards() {
    assert!(holds("StringEquals", json!(["a", "vpce-1"]), &["vpce-1"]));
    assert!(!holds("StringEquals", json!("vpce-*"), &["vpce-1"]));
    assert!(!holds("StringEquals", json!("VPCE-1"), &["vpce-1"]));
    assert!(holds("StringEqualsIgnoreCase", json!("VPCE-1"), &["vpce-1"]));
    assert!(!holds("StringNotEqualsIgnoreCase", json!("VPCE-1"), &["vpce-1"]));
    assert!(holds("StringNotEquals", json!(["a", "b"]), &["vpce-1"]));
    assert!(!holds("StringNotEquals", json!(["a", "vpce-1"]), &["vpce-1"]));
    assert!(holds("StringLike", json!("*Mozilla/?.0*"), &["x Mozilla/5.0 y"]));
    assert!(!holds("StringNotLike", json!("*Mozilla*"), &["x Mozilla/5.0 y"]));
}

#[test]
fn a_key_that_is_absent_fulfils_only_what_wants_it_different() {
    for operator in ["StringEquals", "StringLike", "IpAddress", "ArnLike", "NumericLessThan", "DateLessThan", "Bool"] {
        let wanted = match operator {
            "IpAddress" => json!("10.0.0.0/8"),
            "Bool" => json!(true),
            _ => json!("1"),
        };
        assert!(!holds(operator, wanted.clone(), &[]), "{operator}");
        assert!(holds(&format!("{operator}IfExists"), wanted, &[]), "{operator}IfExists");
    }
    assert!(holds("StringNotEquals", json!("a"), &[]));
    assert!(holds("NotIpAddress", json!("10.0.0.0/8"), &[]));
    assert!(!holds("StringEqualsIfExists", json!("a"), &["b"]));
}

#[test]
fn null_asks_whether_a_key_is_absent() {
    assert!(holds("Null", json!("true"), &[]) && holds("Null", json!(false), &["x"]));
    assert!(!holds("Null", json!("true"), &["x"]) && !holds("Null", json!("false"), &[]));
}

#[test]
fn numbers_dates_and_booleans_are_compared_as_such() {
    assert!(holds("NumericLessThanEquals", json!(10), &["10"]) && !holds("NumericLessThan", json!("10"), &["10"]));
    assert!(holds("NumericGreaterThan", json!("9.5"), &["10"]) && holds("NumericNotEquals", json!("9"), &["10"]));
    assert!(holds("NumericEquals", json!("10.0"), &["10"]) && !holds("NumericEquals", json!("10"), &["ten"]));
    assert!(holds("DateGreaterThan", json!("2020-01-01T00:00:00Z"), &["2026-11-20T04:00:00Z"]));
    assert!(
        holds("DateLessThan", json!("2020-01-02"), &["1577836800"])
            && !holds("DateLessThan", json!("2020-01-01"), &["1577836800"])
    );
    assert!(holds("Bool", json!("true"), &["true"]) && !holds("Bool", json!(false), &["true"]));
}

#[test]
fn arns_are_compared_part_by_part() {
    let topic = "arn:aws:sns:us-east-1:111122223333:orders:new";
    assert!(holds("ArnLike", json!("arn:aws:sns:*:111122223333:orders*"), &[topic]));
    assert!(holds("ArnEquals", json!("arn:aws:sns:us-?ast-1:*:*"), &[topic]));
    assert!(!holds("ArnLike", json!("arn:aws:*:orders:new"), &[topic]), "a wildcard stays within its part");
    assert!(!holds("ArnNotLike", json!("arn:aws:sns:*:*:*"), &[topic]));
}

#[test]
fn a_key_with_many_values_is_asked_for_any_or_all_of_them() {
    assert!(holds("ForAnyValue:StringEquals", json!(["a", "b"]), &["x", "b"]));
    assert!(
        !holds("ForAnyValue:StringEquals", json!(["a", "b"]), &["x", "y"]) && !holds("ForAnyValue:StringEquals", json!("a"), &[])
    );
    assert!(
        holds("ForAllValues:StringLike", json!(["a*", "b"]), &["aa", "b"]) && holds("ForAllValues:StringLike", json!("a"), &[])
    );
    assert!(!holds("ForAllValues:StringEquals", json!(["a", "b"]), &["a", "x"]));
    assert!(
        holds("ForAnyValue:StringNotEquals", json!(["a"]), &["a", "x"])
            && !holds("ForAllValues:StringNotEquals", json!("a"), &["a", "x"])
    );
}

#[test]
fn all_conditions_of_a_statement_have_to_hold() {
    let condition = json!({"StringEquals": {"aws:One": "1", "aws:Two": "2"}, "Bool": {"aws:Three": "true"}});
    let policy = policy(&json!({"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition}));
    let mut known = BTreeMap::from([("aws:one", vec!["1"]), ("aws:two", vec!["2"]), ("aws:three", vec!["true"])]);
    assert_eq!(policy.decide(&ask(ARN, &Known(known.clone()))), ALLOWED);
    known.insert("aws:two", vec!["3"]);
    assert_eq!(policy.decide(&ask(ARN, &Known(known))), Decision::Silent);
}

// IAM user guide, "IAM policy elements: Variables and tags".
#[test]
fn variables_are_what_the_request_says() {
    let known = Known(BTreeMap::from([("aws:username", vec!["7"])]));
    let decide = |version: &str, resource: &str| {
        let statement = json!({"Effect": "Allow", "Action": "*", "Resource": resource});
        Policy::from_json(&json!({"Version": version, "Statement": statement})).expect("a policy").decide(&ask(ARN, &known))
    };
    assert_eq!(decide("2012-10-17", "*/pets/${aws:username}"), ALLOWED);
    assert_eq!(decide("2012-10-17", "*/pets/${aws:userid, '7'}"), ALLOWED);
    assert_eq!(decide("2012-10-17", "*/pets/${aws:userid}"), Decision::Silent);
    assert_eq!(decide("2012-10-17", "*/pets/${*}"), Decision::Silent);
    assert_eq!(decide("2008-10-17", "*/pets/${aws:username}"), Decision::Silent);
}

#[test]
fn what_is_no_policy_is_refused() {
    let statement = json!({"Effect": "Allow", "Action": "*", "Resource": "*"});
    let with = |name: &str, value: Value| {
        let mut statement = statement.clone();
        statement[name] = value;
        json!({"Statement": [statement]})
    };
    for document in [
        json!(null),
        json!([]),
        json!({}),
        json!({"Statement": "x"}),
        json!({"Statement": [1]}),
        json!({"Version": "2020-01-01", "Statement": []}),
        with("Effect", json!("allow")),
        with("Action", json!(7)),
        with("NotAction", json!("x")),
        with("Resource", json!({})),
        with("Conditions", json!({})),
        with("Condition", json!({"StringIs": {"aws:Key": "x"}})),
        with("Condition", json!({"IpAddress": {"aws:SourceIp": "10.0.0.0/33"}})),
        with("Condition", json!({"StringEquals": "x"})),
        with("Condition", json!({"StringEquals": {"aws:Key": {}}})),
        with("Principal", json!("someone")),
    ] {
        assert!(Policy::from_json(&document).is_err(), "{document}");
    }
    let bare = json!({"Statement": statement}).to_string();
    assert!(Policy::from_json(&json!({"Statement": statement})).is_ok());
    assert!(Policy::parse_for_api(&bare, API).is_err(), "a resource policy names principals");
    assert!(Policy::parse_for_api("{", API).is_err());
}

fn any_json() -> impl Strategy<Value = Value> {
    let name = prop_oneof![
        Just("Statement"),
        Just("Effect"),
        Just("Principal"),
        Just("Action"),
        Just("Resource"),
        Just("Condition"),
        Just("IpAddress"),
        Just("ForAnyValue:StringLike"),
        Just("DateLessThan"),
        Just("aws:SourceIp"),
    ];
    let leaf = prop_oneof![
        Just(json!("Allow")),
        Just(json!("*")),
        Just(json!("${aws:SourceIp}")),
        "\\PC{0,8}".prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())),
        ]
    })
}

proptest! {
    #[test]
    fn every_document_is_read_or_refused(document in any_json(), text in "\\PC{0,24}") {
        if let Ok(policy) = Policy::from_json(&document) {
            policy.decide(&ask(&text, &()));
        }
        drop(Policy::parse_for_api(&text, API));
    }

    #[test]
    fn every_statement_is_decided(
        action in "\\PC{0,12}", resource in "[*?${}:a-z,' ]{0,24}", key in "\\PC{0,8}", value in "[*?${}:a-z]{0,16}", asked in "\\PC{0,24}",
    ) {
        let condition = json!({"StringLike": {&key: value}, "ArnLike": {&key: value}});
        let statement = json!({"Effect": "Deny", "Action": [action, "*"], "Resource": [resource, "*"], "Condition": condition});
        let policy = Policy::from_json(&json!({"Version": "2012-10-17", "Statement": statement})).expect("a policy");
        policy.decide(&ask(&asked, &Known(BTreeMap::from([("aws:key", vec!["x"])]))));
    }

    #[test]
    fn a_text_is_like_itself_and_like_its_ends(text in "[^*?$]{0,32}", cut in 0usize..32) {
        let start: String = text.chars().take(cut).collect();
        let end: String = text.chars().skip(cut).collect();
        for pattern in [text.clone(), format!("{start}*"), format!("*{end}"), format!("{start}*{end}"), format!("**{text}*")] {
            prop_assert!(Pattern::parse(&pattern, READING).matches(&text, &()), "{pattern}");
        }
        let longer = Pattern::parse(&format!("{text}?"), READING);
        prop_assert!(!longer.matches(&text, &()));
    }
}

const READING: pattern::Reading = pattern::Reading { wildcards: true, variables: true, folds_case: false };

/// A matcher that tried every place for every wildcard would not end before the stars go out.
#[test]
fn no_pattern_takes_long() {
    let pattern = Pattern::parse(&"*a".repeat(2_000), READING);
    let text = "a".repeat(1_999);
    assert!(!pattern.matches(&text, &()));
    let stars = Pattern::parse(&format!("{}b", "*".repeat(100_000)), READING);
    assert!(!stars.matches(&"a".repeat(100_000), &()));
}
