//! A function's resource policy, statement by statement. Invocations by APIs ask it on the live side.

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, ErrorCode, Result};
use serde_json::{Value, json};

use crate::control::call::{Effect, Read, Write, text};

use super::LATEST;
use super::configuration;
use super::name::Named;

/// The most characters that a policy may have (Lambda quotas: 20 KB).
const LONGEST_POLICY: usize = 20_480;

/// Adds a statement.
pub(crate) async fn add(call: &mut Write, input: Input) -> Result<Output> {
    let named = Named::read(&call.scope, &input.members)?;
    if named.arn.qualifier.as_deref() == Some(LATEST) {
        return Err(AwsError::invalid_parameter_value("We currently do not support adding policies for $LATEST."));
    }
    let mut doc = find(&named, call).await?.ok_or_else(|| named.not_found())?;
    if named.arn.qualifier.is_some() {
        return Err(named.qualifier_not_found());
    }
    configuration::check_revision(&doc, &input.members)?;
    let statement = statement(&named, &input.members)?;
    let sid = text(&input.members, "StatementId");
    let mut statements = statements(&doc);
    if statements.iter().any(|present| present["Sid"] == sid) {
        return Err(AwsError::resource_conflict(format!(
            "The statement id ({sid}) provided already exists. \
             Please provide a new statement id, or remove the existing statement."
        )));
    }
    statements.push(statement.clone());
    let size = policy(&statements).to_string().len();
    if size > LONGEST_POLICY {
        let message = format!("The final policy size ({size}) is bigger than the limit ({LONGEST_POLICY}).");
        return Err(AwsError::new(ErrorCode::PolicyLengthExceeded, message));
    }
    put(call, &named, &mut doc, statements).await?;
    Ok(Output::from(Doc::from_iter([("Statement".to_owned(), Value::from(statement.to_string()))])))
}

/// Answers the policy.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    let named = Named::read(&call.scope, &input.members)?;
    let none = || AwsError::resource_not_found("The resource you requested does not exist.");
    let found = if named.arn.qualifier.is_none() { call.tx.get(&named.path).await? } else { None };
    let doc = found.ok_or_else(none)?;
    let statements = statements(&doc);
    if statements.is_empty() {
        return Err(none());
    }
    let mut answer = Doc::new();
    answer.insert("Policy".to_owned(), Value::from(policy(&statements).to_string()));
    answer.insert("RevisionId".to_owned(), Value::from(text(&doc, "RevisionId")));
    Ok(Output::from(answer))
}

/// Removes a statement.
pub(crate) async fn remove(call: &mut Write, input: Input) -> Result<Output> {
    let named = Named::read(&call.scope, &input.members)?;
    let missing = || AwsError::resource_not_found(format!("No policy found for: {}", named.arn.unqualified()));
    let mut doc = find(&named, call).await?.ok_or_else(missing)?;
    if named.arn.qualifier.is_some() {
        return Err(named.qualifier_not_found());
    }
    let sid = text(&input.members, "StatementId");
    let mut statements = statements(&doc);
    if statements.is_empty() {
        return Err(AwsError::resource_not_found("No policy is associated with the given resource."));
    }
    let before = statements.len();
    statements.retain(|statement| statement["Sid"] != sid);
    if statements.len() == before {
        return Err(AwsError::resource_not_found(format!("Statement {sid} is not found in resource policy.")));
    }
    configuration::check_revision(&doc, &input.members)?;
    put(call, &named, &mut doc, statements).await?;
    Ok(Output::default())
}

async fn find(named: &Named, call: &mut Write) -> Result<Option<Doc>> {
    Ok(call.tx.get(&named.path).await?)
}

async fn put(call: &mut Write, named: &Named, doc: &mut Doc, statements: Vec<Value>) -> Result<()> {
    doc.insert("Policy".to_owned(), Value::Array(statements));
    configuration::renew_revision(doc);
    call.tx.put(&named.path, doc).await?;
    call.then(Effect::PermitFunction(named.path.clone()));
    Ok(())
}

pub(super) fn statements(doc: &Doc) -> Vec<Value> {
    doc.get("Policy").and_then(Value::as_array).cloned().unwrap_or_default()
}

fn policy(statements: &[Value]) -> Value {
    json!({ "Version": "2012-10-17", "Id": "default", "Statement": statements })
}

/// The statement as AWS writes it (recorded: test_add_lambda_permission_fields and its neighbours).
fn statement(named: &Named, input: &Doc) -> Result<Value> {
    let mut statement = json!({
        "Sid": text(input, "StatementId"),
        "Effect": "Allow",
        "Principal": principal(&named.arn.partition, text(input, "Principal"))?,
        "Action": text(input, "Action"),
        "Resource": named.arn.to_string(),
    });
    let operators = [
        ("StringEquals", "AWS:SourceAccount", "SourceAccount"),
        ("StringEquals", "lambda:FunctionUrlAuthType", "FunctionUrlAuthType"),
        ("StringEquals", "aws:PrincipalOrgID", "PrincipalOrgID"),
        ("StringEquals", "lambda:EventSourceToken", "EventSourceToken"),
        ("ArnLike", "AWS:SourceArn", "SourceArn"),
    ];
    let mut condition = Doc::new();
    let mut require = |operator: &str, key: &str, value: Value| {
        condition.entry(operator).or_insert_with(|| json!({}))[key] = value;
    };
    for (operator, key, member) in operators {
        if let Some(value) = input.get(member) {
            require(operator, key, value.clone());
        }
    }
    if let Some(via) = input.get("InvokedViaFunctionUrl").and_then(Value::as_bool) {
        require("Bool", "lambda:InvokedViaFunctionUrl", json!(via.to_string()));
    }
    if !condition.is_empty() {
        statement["Condition"] = Value::Object(condition);
    }
    Ok(statement)
}

fn principal(partition: &str, principal: &str) -> Result<Value> {
    let is_account = principal.len() == 12 && principal.bytes().all(|byte| byte.is_ascii_digit());
    let is_service = [".amazonaws.com", ".amazonaws.com.cn", ".amazon.com"].iter().any(|end| principal.ends_with(end));
    match principal {
        "*" => Ok(json!("*")),
        account if is_account => Ok(json!({ "AWS": format!("arn:{partition}:iam::{account}:root") })),
        arn if arn.starts_with("arn:") => Ok(json!({ "AWS": arn })),
        service if is_service => Ok(json!({ "Service": service })),
        _ => Err(AwsError::invalid_parameter_value(
            "The provided principal was invalid. Please check the principal and try again.",
        )),
    }
}
