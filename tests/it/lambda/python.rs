use serde_json::json;

use super::{define, failed, functions, invoke, python, run_once, succeeded};

#[tokio::test]
async fn a_handler_is_given_the_event_and_its_result_comes_back() {
    let outcome = python("def handler(event, context): return {'got': event}", r#"{"a": [1, "ü"]}"#).await;
    assert_eq!(succeeded(&outcome), json!({ "got": { "a": [1, "ü"] } }));
    assert_eq!(outcome.status, 200);
    assert_eq!(outcome.executed_version.as_deref(), Some("$LATEST"));
}

// Lambda developer guide, "Using the Lambda context object to retrieve Python function information".
#[tokio::test]
async fn the_context_tells_about_the_invocation() {
    let code = "
def handler(event, context):
    return {
        'id': context.aws_request_id, 'arn': context.invoked_function_arn, 'name': context.function_name,
        'version': context.function_version, 'memory': context.memory_limit_in_mb, 'group': context.log_group_name,
        'stream': '/[$LATEST]' in context.log_stream_name, 'client': context.client_context,
        'identity': context.identity.cognito_identity_id,
        'left': 15000 < context.get_remaining_time_in_millis() <= 20000,
    }";
    let outcome = python(code, "{}").await;
    let expected = json!({
        "id": outcome.request_id, "arn": "arn:aws:lambda:us-east-1:000000000000:function:f", "name": "f",
        "version": "$LATEST", "memory": "128", "group": "/aws/lambda/f", "stream": true, "client": null,
        "identity": null, "left": true,
    });
    assert_eq!(succeeded(&outcome), expected);
}

// Lambda developer guide, "Defined runtime environment variables".
#[tokio::test]
async fn the_environment_has_lambdas_variables_and_the_functions_own() {
    let code = "
import os
NAMES = ['_HANDLER', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_EXECUTION_ENV', 'AWS_LAMBDA_FUNCTION_NAME',
         'AWS_LAMBDA_FUNCTION_MEMORY_SIZE', 'AWS_LAMBDA_FUNCTION_VERSION', 'AWS_ACCESS_KEY_ID', 'TABLE']
def handler(event, context):
    assert os.environ['LAMBDA_TASK_ROOT'] == os.getcwd()
    return [os.environ[name] for name in NAMES]";
    let (mut definition, _folder) = define("python3.11", "app.handler", &[("app.py", code)]);
    definition.environment = vec![("TABLE".to_owned(), "orders".to_owned())];
    let functions = functions();
    functions.publish(definition);
    let expected = json!([
        "app.handler",
        "us-east-1",
        "us-east-1",
        "AWS_Lambda_python3.11",
        "f",
        "128",
        "$LATEST",
        "000000000000",
        "orders"
    ]);
    assert_eq!(succeeded(&invoke(&functions, "f", "{}").await), expected);
}

// Recorded from AWS: test_lambda_handler_error (LocalStack's snapshots).
#[tokio::test]
async fn an_exception_is_described_with_its_stack_in_the_users_code() {
    let outcome = python("def handler(event, context):\n    raise ValueError('no such order')", "{}").await;
    let error = failed(&outcome);
    assert_eq!(error["errorMessage"], "no such order");
    assert_eq!(error["errorType"], "ValueError");
    assert_eq!(error["requestId"], json!(outcome.request_id));
    let stack = error["stackTrace"].as_array().unwrap();
    assert_eq!(stack.len(), 1, "{stack:?}");
    let frame = stack[0].as_str().unwrap();
    assert!(
        frame.starts_with("  File \"")
            && frame.ends_with("app.py\", line 2, in handler\n    raise ValueError('no such order')\n")
    );
}

#[tokio::test]
async fn a_process_goes_on_after_an_exception() {
    let code = "
calls = 0
def handler(event, context):
    global calls
    calls += 1
    if event: raise ValueError
    return calls";
    let (definition, _folder) = define("python3.11", "app.handler", &[("app.py", code)]);
    let functions = functions();
    functions.publish(definition);
    failed(&invoke(&functions, "f", r#"{"fail": true}"#).await);
    assert_eq!(succeeded(&invoke(&functions, "f", "{}").await), json!(2));
}

#[tokio::test]
async fn a_handler_may_be_in_a_folder() {
    let code = "def handler(event, context): return 'from a folder'";
    let outcome = run_once("python3.11", "src/orders/app.py", "src/orders/app.handler", code, "{}").await;
    assert_eq!(succeeded(&outcome), json!("from a folder"));
}

// The words are those of AWS's Python runtime, as people see them in their logs.
#[tokio::test]
async fn code_that_cannot_be_loaded_is_named() {
    let cases = [
        (
            "import not_there",
            "app.handler",
            "Runtime.ImportModuleError",
            "Unable to import module 'app': No module named 'not_there'",
        ),
        ("x = 1", "other.handler", "Runtime.ImportModuleError", "Unable to import module 'other': No module named 'other'"),
        ("x = 1", "app.handler", "Runtime.HandlerNotFound", "Handler 'handler' missing on module 'app'"),
        (
            "x = 1",
            "handler",
            "Runtime.MalformedHandlerName",
            "Bad handler 'handler': not enough values to unpack (expected 2, got 1)",
        ),
        ("raise RuntimeError('at start')", "app.handler", "RuntimeError", "at start"),
    ];
    for (code, handler, error_type, message) in cases {
        let error = failed(&run_once("python3.11", "app.py", handler, code, "{}").await);
        assert_eq!((error["errorType"].as_str(), error["errorMessage"].as_str()), (Some(error_type), Some(message)));
        assert_eq!(error["requestId"], "");
    }
}

#[tokio::test]
async fn a_syntax_error_is_named_with_its_place() {
    let error = failed(&python("def handler(event, context)\n    pass", "{}").await);
    assert_eq!(error["errorType"], "Runtime.UserCodeSyntaxError");
    assert!(error["errorMessage"].as_str().unwrap().starts_with("Syntax error in module 'app': "), "{error}");
}

#[tokio::test]
async fn a_result_that_is_no_json_is_named() {
    let error = failed(&python("def handler(event, context): return {1, 2}", "{}").await);
    assert_eq!(error["errorType"], "Runtime.MarshalError");
    assert_eq!(error["errorMessage"], "Unable to marshal response: Object of type set is not JSON serializable");
}

#[tokio::test]
async fn a_decimal_becomes_a_number() {
    let code = "from decimal import Decimal\ndef handler(event, context): return [Decimal('1.5'), Decimal(3)]";
    assert_eq!(succeeded(&python(code, "{}").await), json!([1.5, 3]));
}

#[tokio::test]
async fn the_root_logger_writes_without_being_set_up() {
    use apigw_emulator::lambda::{Invocation, InvocationType};

    let code = "
import logging
logging.getLogger().setLevel(logging.INFO)
def handler(event, context):
    logging.getLogger().info('seen')
    print('printed')";
    let (definition, _folder) = define("python3.11", "app.handler", &[("app.py", code)]);
    let functions = functions();
    functions.publish(definition);
    let mut invocation = Invocation::new("{}".into(), InvocationType::RequestResponse);
    invocation.log_tail = true;
    let outcome = functions.invoke_with(&super::arn("f"), invocation).await.unwrap();
    let (id, log) = (&outcome.request_id, outcome.log_tail.as_deref().unwrap());
    assert!(log.starts_with(&format!("START RequestId: {id} Version: $LATEST\n[INFO]\t")), "{log}");
    assert!(log.contains(&format!("Z\t{id}\tseen\nprinted\nEND RequestId: {id}\nREPORT RequestId: {id}\tDuration: ")), "{log}");
}
