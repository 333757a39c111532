use serde_json::json;

use super::{define, failed, functions, invoke, node, run_once, succeeded};

#[tokio::test]
async fn an_async_handler_answers_with_what_its_promise_gives() {
    let outcome = node("exports.handler = async (event) => ({ got: event });", r#"{"a": "ü"}"#).await;
    assert_eq!(succeeded(&outcome), json!({ "got": { "a": "ü" } }));
}

#[tokio::test]
async fn es_modules_are_loaded_by_extension_or_package_type() {
    let code = "export const handler = async () => 'from an ES module';";
    assert_eq!(succeeded(&run_once("nodejs20.x", "app.mjs", "app.handler", code, "{}").await), json!("from an ES module"));
    let files = [("app.js", code), ("package.json", r#"{"type": "module"}"#)];
    let (definition, _folder) = define("nodejs20.x", "app.handler", &files);
    let functions = functions();
    functions.publish(definition);
    assert_eq!(succeeded(&invoke(&functions, "f", "{}").await), json!("from an ES module"));
}

#[tokio::test]
async fn a_handler_may_be_in_a_folder_and_inside_an_object() {
    let code = "exports.api = { handler: async () => 'found' };";
    let outcome = run_once("nodejs20.x", "src/app.js", "src/app.api.handler", code, "{}").await;
    assert_eq!(succeeded(&outcome), json!("found"));
}

// Lambda developer guide, "callbackWaitsForEmptyEventLoop".
#[tokio::test]
async fn a_callback_answers_when_the_event_loop_is_empty() {
    let code = "
        let late = 'not yet';
        exports.handler = (event, context, callback) => {
            setTimeout(() => { late = 'done'; }, 50);
            context.callbackWaitsForEmptyEventLoop = event.wait;
            callback(null, { get late() { return late; } });
        };";
    assert_eq!(succeeded(&node(code, r#"{"wait": true}"#).await), json!({ "late": "done" }));
    assert_eq!(succeeded(&node(code, r#"{"wait": false}"#).await), json!({ "late": "not yet" }));
}

#[tokio::test]
async fn a_process_serves_one_invocation_after_another() {
    let code = "let calls = 0; exports.handler = (event, context, callback) => callback(null, ++calls);";
    let (definition, _folder) = define("nodejs20.x", "app.handler", &[("app.js", code)]);
    let functions = functions();
    functions.publish(definition);
    for call in 1..=3 {
        assert_eq!(succeeded(&invoke(&functions, "f", "{}").await), json!(call));
    }
}

#[tokio::test]
async fn the_context_tells_about_the_invocation() {
    let code = "exports.handler = async (event, context) => ({
        id: context.awsRequestId, arn: context.invokedFunctionArn, name: context.functionName,
        version: context.functionVersion, memory: context.memoryLimitInMB, group: context.logGroupName,
        stream: context.logStreamName.includes('/[$LATEST]'),
        left: context.getRemainingTimeInMillis() > 15000 && context.getRemainingTimeInMillis() <= 20000,
    });";
    let outcome = node(code, "{}").await;
    let expected = json!({
        "id": outcome.request_id, "arn": "arn:aws:lambda:us-east-1:000000000000:function:f", "name": "f",
        "version": "$LATEST", "memory": "128", "group": "/aws/lambda/f", "stream": true, "left": true,
    });
    assert_eq!(succeeded(&outcome), expected);
}

#[tokio::test]
async fn an_error_is_described_with_its_trace() {
    for code in [
        "exports.handler = async () => { throw new TypeError('no such order'); };",
        "exports.handler = () => { throw new TypeError('no such order'); };",
        "exports.handler = (event, context, callback) => callback(new TypeError('no such order'));",
    ] {
        let error = failed(&node(code, "{}").await);
        assert_eq!(error["errorType"], "TypeError");
        assert_eq!(error["errorMessage"], "no such order");
        assert_eq!(error["trace"][0], "TypeError: no such order");
        assert!(error["trace"][1].as_str().unwrap().contains("app.js"), "{error}");
    }
}

// Error names are those of AWS's Node.js runtime.
#[tokio::test]
async fn code_that_cannot_be_loaded_is_named() {
    let cases = [
        ("require('not-there');", "app.handler", "Runtime.ImportModuleError", "Error: Cannot find module 'not-there'"),
        ("exports.x = 1;", "other.handler", "Runtime.ImportModuleError", "Error: Cannot find module"),
        ("exports.x = 1;", "app.handler", "Runtime.HandlerNotFound", "app.handler is undefined or not exported"),
        ("exports.handler = 1;", "app.handler", "Runtime.HandlerNotFound", "app.handler is not a function"),
        ("exports.handler = (", "app.handler", "Runtime.UserCodeSyntaxError", "SyntaxError: "),
        ("exports.x = 1;", "handler", "Runtime.MalformedHandlerName", "Bad handler"),
        ("throw new RangeError('at start');", "app.handler", "RangeError", "at start"),
    ];
    for (code, handler, error_type, message) in cases {
        let error = failed(&run_once("nodejs20.x", "app.js", handler, code, "{}").await);
        assert_eq!(error["errorType"].as_str(), Some(error_type), "{error}");
        assert!(error["errorMessage"].as_str().unwrap().starts_with(message), "{error}");
    }
}

#[tokio::test]
async fn an_uncaught_exception_ends_the_invocation_and_the_process() {
    let code = "exports.handler = () => new Promise(() => setTimeout(() => { throw new Error('from a timer'); }, 10));";
    let error = failed(&node(code, "{}").await);
    assert_eq!(error["errorMessage"], "from a timer");
}

#[tokio::test]
async fn a_promise_that_is_rejected_and_not_awaited_is_an_error() {
    let code = "exports.handler = () => new Promise(() => { Promise.reject(new Error('lost')); setTimeout(() => {}, 500); });";
    let error = failed(&node(code, "{}").await);
    assert_eq!(error["errorType"], "Runtime.UnhandledPromiseRejection");
    assert_eq!(error["errorMessage"], "Error: lost");
}

#[tokio::test]
async fn nothing_returned_is_null() {
    assert_eq!(succeeded(&node("exports.handler = async () => {};", "{}").await), json!(null));
    assert_eq!(succeeded(&node("exports.handler = (event, context, callback) => {};", "{}").await), json!(null));
}
