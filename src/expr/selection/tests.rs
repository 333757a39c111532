use serde_json::json;

use super::*;

struct Request(Option<Value>);

impl Scope for Request {
    fn body(&self) -> Option<&Value> {
        self.0.as_ref()
    }

    fn context(&self, path: &str) -> Option<Cow<'_, str>> {
        (path == "connectionId").then_some(Cow::Borrowed("abc="))
    }

    fn stage_variable(&self, name: &str) -> Option<&str> {
        (name == "version").then_some("v1")
    }
}

fn check(expression: &str, expected: &str) {
    let body = json!({"service": "chat", "action": "join", "data": {"room": "room1234"}, "tags": ["a", 2], "full name": true});
    let expression = SelectionExpression::parse(expression).expect("a valid expression");
    assert_eq!(expression.evaluate(&Request(Some(body))).expect("JSON"), expected);
}

// The table in the developer guide, "Working with routes for WebSocket APIs".
#[test]
fn the_guides_examples_give_the_guides_results() {
    check("$request.body.action", "join");
    check("${request.body.action}", "join");
    check("${request.body.service}/${request.body.action}", "chat/join");
    check("${request.body.action}-${request.body.invalidPath}", "join-");
    check("action", "action");
    check(r"\$default", "$default");
}

#[test]
fn an_unescaped_reserved_key_is_itself() {
    check("$default", "$default");
}

#[test]
fn two_bare_variables_are_told_apart_by_what_no_name_has() {
    check("$request.body.service/$request.body.action", "chat/join");
}

#[test]
fn paths_reach_into_members_and_elements() {
    check("$request.body.data.room", "room1234");
    check("${request.body.tags[1]}", "2");
    check("${request.body['full name']}", "true");
    check("$request.body.data.room.deeper", "");
}

// Developer guide: "You can use any JSON path expression after request.body".
#[test]
fn any_json_path_can_be_used() {
    check("${request.body..room}", "[room1234]");
    check("${request.body.tags[*]}", "[a, 2]");
    check("${request.body.data['room']}", "room1234");
}

// Developer guide: "if your JSONPath expression returns an array of two elements, that will be presented as …"
#[test]
fn an_array_is_stringified_with_brackets() {
    check("$request.body.tags", "[a, 2]");
}

#[test]
fn context_and_stage_variables_can_be_used() {
    check("${stageVariables.version}:$context.connectionId", "v1:abc=");
    check("$stageVariables.missing", "");
}

#[test]
fn a_body_that_is_not_json_stops_only_expressions_that_read_it() {
    let request = Request(None);
    let reads = SelectionExpression::parse("$request.body.action").expect("valid");
    assert_eq!(reads.evaluate(&request), Err(BodyIsNotJson));
    let does_not = SelectionExpression::parse("static").expect("valid");
    assert_eq!(does_not.evaluate(&request).expect("a key"), "static");
}

#[test]
fn what_is_no_variable_is_refused() {
    for wrong in ["$request.header.x", "${request.body.a", "a {{{", "$nonsense", "$request.body[?(@.a"] {
        assert!(SelectionExpression::parse(wrong).is_err(), "{wrong}");
    }
}
