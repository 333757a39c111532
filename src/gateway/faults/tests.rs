use emulator_api::admin::FaultRule;
use http::Method;
use serde_json::{Value, json};

use super::*;

fn rule(said: Value) -> Result<Rule, String> {
    let said: FaultRule = serde_json::from_value(said).map_err(|error| error.to_string())?;
    Rule::try_from(said).map_err(|error| error.to_string())
}

const GET: Method = Method::GET;

fn place<'p>(route: RouteName<'p>) -> Place<'p> {
    Place { account: "111111111111", region: "eu-west-1", api: "abc", stage: "prod", route }
}

#[test]
fn a_rule_that_makes_no_sense_is_refused_with_the_reason() {
    for (said, why) in [
        (json!({}), "a fault does something"),
        (json!({"status": 500, "lambdaError": "timeout"}), "a call fails in one way"),
        (json!({"status": 100}), "status is a number from 200 to 599"),
        (json!({"status": 600}), "status is a number from 200 to 599"),
        (json!({"delay": 1, "probability": 1.5}), "probability is a number from 0 to 1"),
        (json!({"delay": 1, "account": "123"}), "an account has 12 digits"),
        (json!({"delay": 1, "route": ""}), "route is empty"),
        (json!({"delay": -1}), "invalid value: integer `-1`"),
        (json!({"delay": 1, "path": "/pets"}), "unknown field `path`"),
        (json!({"lambdaError": "odd"}), "unknown variant `odd`"),
    ] {
        let refused = rule(said.clone()).expect_err(&said.to_string());
        assert!(refused.starts_with(why), "{said}: {refused}");
    }
}

#[test]
fn what_a_rule_leaves_out_matches_everything_and_what_it_says_matches_that_alone() {
    let pets = RouteName::Method(&GET, "/pets/{id}");
    for (said, route, matches) in [
        (json!({}), pets, true),
        (json!({"account": "111111111111", "region": "eu-west-1", "apiId": "abc", "stage": "prod"}), pets, true),
        (json!({"account": "222222222222"}), pets, false),
        (json!({"region": "us-east-1"}), pets, false),
        (json!({"apiId": "other"}), pets, false),
        (json!({"stage": "dev"}), pets, false),
        (json!({"route": "/pets/{id}"}), pets, true),
        (json!({"route": "GET /pets/{id}"}), pets, true),
        (json!({"route": "ANY /pets/{id}"}), pets, true),
        (json!({"route": "POST /pets/{id}"}), pets, false),
        (json!({"route": "/pets"}), pets, false),
        (json!({"route": "GET /pets/{id}"}), RouteName::Key("GET /pets/{id}"), true),
        (json!({"route": "$default"}), RouteName::Key("$default"), true),
        (json!({"route": "/pets/{id}"}), RouteName::Key("GET /pets/{id}"), false),
    ] {
        let mut said = said;
        said["delay"] = json!(1);
        let rule = rule(said.clone()).unwrap();
        assert_eq!(rule.is_for(&place(route)), matches, "{said} {route:?}");
    }
}

#[test]
fn a_seed_has_one_sequence() {
    let sequence = |seed: u64, probability: f64| {
        let rule = rule(json!({"status": 500, "seed": seed, "probability": probability})).unwrap();
        (1..=24).map(|n| if rule.picks(n) { 'x' } else { '.' }).collect::<String>()
    };
    // Written down: it must not change with a release.
    assert_eq!(sequence(7, 0.3), ".....x...x..xx......x...");
    assert_ne!(sequence(8, 0.3), sequence(7, 0.3));
    assert_eq!(sequence(7, 0.0), ".".repeat(24));
    assert_eq!(sequence(7, 1.0), "x".repeat(24));
}

#[test]
fn of_many_calls_so_many_are_struck_as_the_probability_says() {
    for seed in 0..20 {
        let rule = rule(json!({"status": 500, "seed": seed, "probability": 0.3})).unwrap();
        let struck = (1..=10_000).filter(|n| rule.picks(*n)).count();
        // Four standard deviations round 3,000.
        assert!((2_817..=3_183).contains(&struck), "seed {seed}: {struck}");
    }
}

#[test]
fn rules_strike_together_and_the_oldest_says_how_the_call_fails() {
    let faults = Faults::default();
    let strike = |backend| faults.strike(backend, || place(RouteName::Key("$default"))).map(|strike| strike.to_string());
    assert_eq!(strike(Backend::Http), None);
    faults.add(&rule(json!({"delay": 5})).unwrap());
    faults.put("chosen", rule(json!({"status": 503, "delay": 10})).unwrap()).unwrap();
    faults.add(&rule(json!({"lambdaError": "timeout"})).unwrap());
    let both = "fault fault-1, chosen of the emulator: a delay of 15 ms, status 503";
    assert_eq!(strike(Backend::Http).as_deref(), Some(both));
    assert_eq!(faults.get("fault-2").unwrap().matched, 0, "it is for functions alone");
    let all = "fault fault-1, chosen, fault-2 of the emulator: a delay of 15 ms, status 503";
    assert_eq!(strike(Backend::ProxyFunction).as_deref(), Some(all));
    assert_eq!(faults.all().iter().map(|fault| fault.struck).collect::<Vec<_>>(), [2, 2, 1]);
}

#[test]
fn a_rule_that_is_replaced_keeps_its_place_and_counts_from_the_start() {
    let faults = Faults::default();
    faults.put("a", rule(json!({"status": 500})).unwrap()).unwrap();
    faults.put("b", rule(json!({"status": 501})).unwrap()).unwrap();
    faults.strike(Backend::Http, || place(RouteName::Key("$default")));
    faults.put("a", rule(json!({"status": 502})).unwrap()).unwrap();
    let counts: Vec<_> = faults.all().into_iter().map(|fault| (fault.id, fault.rule.status, fault.matched)).collect();
    assert_eq!(counts, [("a".to_owned(), Some(502), 0), ("b".to_owned(), Some(501), 1)]);
    assert_eq!(faults.remove(|fault| fault.id == "b"), 1);
    assert_eq!(faults.remove(|fault| fault.id == "b"), 0);
    assert!(faults.get("b").is_none() && faults.get("a").is_some());
}

#[test]
fn an_id_that_is_taken_is_given_to_no_other_rule() {
    let faults = Faults::default();
    let made = |said: Value| rule(said).unwrap();
    faults.put("fault-1", made(json!({"delay": 1}))).unwrap();
    assert_eq!(faults.add(&made(json!({"delay": 2}))).id, "fault-2");
    assert_eq!(faults.all().iter().map(|fault| fault.rule.delay).collect::<Vec<_>>(), [Some(1), Some(2)]);
}

#[test]
fn a_rule_takes_the_place_of_none_of_another_account() {
    let faults = Faults::default();
    let of = |account: &str, delay: u64| rule(json!({"account": account, "delay": delay})).unwrap();
    faults.put("late", of("111111111111", 1)).unwrap();
    assert!(faults.put("late", of("222222222222", 2)).is_err());
    assert!(faults.put("late", rule(json!({"delay": 3})).unwrap()).is_err());
    assert_eq!(faults.get("late").unwrap().rule.delay, Some(1));
    assert!(faults.put("late", of("111111111111", 4)).is_ok());
    assert_eq!(faults.get("late").unwrap().rule.delay, Some(4));
}
