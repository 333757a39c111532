use apigw_emulator::lambda::{Code, Definition, InvocationType, InvokeError};
use emulator_api::arn::FunctionArn;
use serde_json::json;

use super::archive::archive_of;
use super::{ACCOUNT, REGION, arn, define, functions, invoke, succeeded};

const TELL_REGION: &str =
    "import os\ndef handler(event, context): return [os.environ['AWS_REGION'], context.invoked_function_arn]";

fn in_region(region: &str, definition: &Definition) -> Definition {
    Definition { region: region.to_owned(), ..definition.clone() }
}

#[tokio::test]
async fn an_arn_means_the_function_of_its_own_region_first_and_any_of_its_name_else() {
    let (definition, _folder) = define("python3.11", "app.handler", &[("app.py", TELL_REGION)]);
    let functions = functions();
    functions.publish(in_region("us-east-1", &definition));
    functions.publish(in_region("eu-west-1", &definition));
    let region_of = async |arn: FunctionArn| {
        let outcome = functions.invoke(&arn, "{}".into(), InvocationType::RequestResponse).await.unwrap();
        succeeded(&outcome)
    };
    for region in ["us-east-1", "eu-west-1"] {
        let arn = FunctionArn { region: region.to_owned(), ..arn("f") };
        assert_eq!(region_of(arn.clone()).await, json!([region, arn.to_string()]));
    }
    let elsewhere = FunctionArn { region: "ap-northeast-1".to_owned(), account: "111122223333".to_owned(), ..arn("f") };
    let told = region_of(elsewhere.clone()).await;
    assert_eq!(told[1], json!(elsewhere.to_string()));
}

#[tokio::test]
async fn a_function_that_another_account_created_is_no_one_elses() {
    let (folder, _kept) = define("python3.11", "app.handler", &[]);
    let created = Definition { code: archive_of("app.py", "def handler(event, context): return 'theirs'"), ..folder };
    let (mine, theirs) = ("111111111111", "222222222222");
    let functions = functions();
    functions.publish(Definition { account: theirs.to_owned(), ..created.clone() });
    let of = |account: &str| FunctionArn { account: account.to_owned(), ..arn("f") };
    let run = async |account| functions.invoke(&of(account), "{}".into(), InvocationType::RequestResponse).await;
    assert!(matches!(run(mine).await, Err(InvokeError::NotFound { .. })));
    assert_eq!(succeeded(&run(theirs).await.unwrap()), json!("theirs"));
    functions.publish(created);
    assert_eq!(succeeded(&run(mine).await.unwrap()), json!("theirs"), "that of callers who name no account is for all");
}

#[tokio::test]
async fn a_function_that_nobody_serves_is_an_error_that_names_it() {
    let functions = functions();
    let error = functions.invoke(&arn("orders"), "{}".into(), InvocationType::RequestResponse).await.unwrap_err();
    assert!(matches!(error, InvokeError::NotFound { .. }));
    assert!(error.to_string().contains("arn:aws:lambda:us-east-1:000000000000:function:orders"), "{error}");
}

#[tokio::test]
async fn a_created_function_hides_the_folder_of_its_name_until_it_is_removed() {
    let (folder, _kept) = define("python3.11", "app.handler", &[("app.py", "def handler(event, context): return 'folder'")]);
    let code = archive_of("app.py", "def handler(event, context): return 'created'");
    let functions = functions();
    functions.publish(folder.clone());
    functions.publish(Definition { code, ..folder });
    assert_eq!(succeeded(&invoke(&functions, "f", "{}").await), json!("created"));
    functions.remove(ACCOUNT, REGION, "f");
    assert_eq!(succeeded(&invoke(&functions, "f", "{}").await), json!("folder"));
}

// What is restored is served as before: a created function comes back before or behind the folder, as it was in this run.
#[tokio::test]
async fn a_restored_function_hides_the_folder_of_its_name_if_it_did_so_before() {
    let (folder, _kept) = define("python3.11", "app.handler", &[("app.py", "def handler(event, context): return 'folder'")]);
    let created = Definition { code: archive_of("app.py", "def handler(event, context): return 'created'"), ..folder.clone() };
    let functions = functions();
    let served = async || succeeded(&invoke(&functions, "f", "{}").await);
    functions.restore(created.clone());
    assert_eq!(served().await, json!("created"), "there is no folder yet");
    functions.publish(folder);
    functions.restore(created.clone());
    assert_eq!(served().await, json!("folder"));
    functions.remove(ACCOUNT, REGION, "f");
    functions.restore(created.clone());
    assert_eq!(served().await, json!("folder"), "the folder was named last");
    functions.publish(created.clone());
    functions.restore(created.clone());
    assert_eq!(served().await, json!("created"));
    functions.remove(ACCOUNT, REGION, "f");
    assert_eq!(served().await, json!("folder"));
    functions.restore(created);
    assert_eq!(served().await, json!("created"), "it was named after the folder");
}

#[tokio::test]
async fn a_removed_function_is_not_found() {
    let (definition, _folder) = define("python3.11", "app.handler", &[]);
    let functions = functions();
    functions.publish(Definition { code: archive_of("app.py", "handler = print"), ..definition });
    functions.remove(ACCOUNT, REGION, "f");
    assert!(functions.invoke(&arn("f"), "{}".into(), InvocationType::DryRun).await.is_err());
}

#[tokio::test]
async fn a_created_function_has_no_alias() {
    let (definition, _folder) = define("python3.11", "app.handler", &[]);
    let functions = functions();
    functions.publish(Definition { code: archive_of("app.py", "handler = print"), ..definition });
    let alias = FunctionArn { qualifier: Some("live".to_owned()), ..arn("f") };
    let error = functions.invoke(&alias, "{}".into(), InvocationType::DryRun).await.unwrap_err();
    assert!(error.to_string().contains("f has no version or alias live"), "{error}");
    let latest = FunctionArn { qualifier: Some("$LATEST".to_owned()), ..arn("f") };
    assert!(functions.invoke(&latest, "{}".into(), InvocationType::DryRun).await.is_ok());
}

#[tokio::test]
async fn a_folder_serves_every_alias() {
    let (definition, _folder) = define("python3.11", "app.handler", &[("app.py", TELL_REGION)]);
    let functions = functions();
    assert!(matches!(definition.code, Code::Folder(_)));
    functions.publish(definition);
    let alias = FunctionArn { qualifier: Some("live".to_owned()), ..arn("f") };
    let outcome = functions.invoke(&alias, "{}".into(), InvocationType::RequestResponse).await.unwrap();
    assert_eq!(succeeded(&outcome)[1], json!("arn:aws:lambda:us-east-1:000000000000:function:f:live"));
}

#[tokio::test]
async fn an_event_over_six_megabytes_is_refused() {
    let functions = functions();
    let event = format!("\"{}\"", "x".repeat(6_300_000));
    let error = functions.invoke(&arn("f"), event.into(), InvocationType::RequestResponse).await.unwrap_err();
    let text = "6300002 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)";
    assert_eq!(error.to_string(), text);
}
