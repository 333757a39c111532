//! `ImportApi` and `ReimportApi`: what a definition asks for is done by the operations that would do it one by one, all in
//! the transaction of the import. What one of them refuses is a warning, unless it is that there is no more room.

use std::collections::BTreeMap;

use bytes::Bytes;
use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::model::apigatewayv2::Operation as Op;
use serde_json::{Value, json};

use crate::control::call::{Effect, Scope, Write, is_true, text};
use crate::control::definition::{self, invalid};
use crate::control::dispatch::{Work, perform, perform_by};
use crate::control::draft::Draft;
use crate::control::openapi::http::HttpDefinition;
use crate::control::openapi::{BasePath, refuse};
use crate::control::v2::api::API;
use crate::control::v2::authorizer;
use crate::control::{Operation, crud};

/// Makes an HTTP API of a definition.
pub(crate) async fn create(scope: Scope, input: Input) -> Result<Work> {
    let (members, read) = read(&scope, input).await?;
    Ok(Box::new(move |call| Box::pin(make_api(call, members, read))))
}

async fn make_api(call: &mut Write, input: Doc, mut read: HttpDefinition) -> Result<Output> {
    refuse(&read.errors, &read.warnings, false)?;
    let mut members = read.api.clone();
    // CreateApi takes no empty tags, a definition does (developer guide, `x-amazon-apigateway-tag-value`).
    if let Some(Value::Object(tags)) = members.get_mut("tags") {
        tags.retain(|_, value| value != "");
    }
    let mut made = perform(call, Operation::ApiGatewayV2(Op::CreateApi), members).await?;
    let scoped = Doc::from_iter([("apiId".to_owned(), json!(text(&made, "apiId")))]);
    if let Some(tags) = read.api.get("tags") {
        made.insert("tags".to_owned(), tags.clone());
        crud::replace(call, &API, &scoped, &made).await?;
    }
    fill(call, &scoped, &mut read).await?;
    finish(call, &scoped, read, is_true(&input, "failOnWarnings")).await
}

/// Makes an HTTP API what a definition says; its stages stay.
pub(crate) async fn put(scope: Scope, input: Input) -> Result<Work> {
    let (members, read) = read(&scope, input).await?;
    Ok(Box::new(move |call| Box::pin(change_api(call, members, read))))
}

async fn change_api(call: &mut Write, input: Doc, mut read: HttpDefinition) -> Result<Output> {
    let scoped = Doc::from_iter([("apiId".to_owned(), json!(text(&input, "apiId")))]);
    let before = crud::find(&call.scope, &mut call.tx, &API, &scoped).await?;
    let mut doc = before.clone();
    if text(&doc, "protocolType") != "HTTP" {
        return Err(AwsError::bad_request("Only APIs with protocol type HTTP can be imported"));
    }
    refuse(&read.errors, &read.warnings, false)?;
    for defined in ["description", "version", "corsConfiguration"] {
        doc.shift_remove(defined);
    }
    doc.extend(read.api.clone());
    (API.check)(&Draft::of(&before, &doc))?;
    crud::replace(call, &API, &scoped, &doc).await?;
    let at = API.path(&call.scope, &scoped);
    for collection in ["routes", "integrations", "authorizers"] {
        call.tx.delete_tree(&format!("{at}/{collection}"));
    }
    call.then(Effect::AutoDeploy(at));
    fill(call, &scoped, &mut read).await?;
    finish(call, &scoped, read, is_true(&input, "failOnWarnings")).await
}

/// Reads the definition in the way that the input asks for; gives the input with it.
async fn read(scope: &Scope, input: Input) -> Result<(Doc, HttpDefinition)> {
    let mut members = input.members;
    let Some(Value::String(body)) = members.shift_remove("body") else { return Err(invalid()) };
    let base_path = BasePath::named(Some(text(&members, "basepath")).filter(|name| !name.is_empty()));
    let read = definition::read(scope, Bytes::from(body), |definition| {
        base_path.map(|base_path| HttpDefinition::read(definition, base_path))
    });
    let mut read = read.await?.ok_or_else(invalid)??;
    ask_issuers(scope, &mut read).await?;
    Ok((members, read))
}

/// Leaves out the authorizers that their issuers do not let be: issuers may take long to answer, which others need not wait for.
async fn ask_issuers(scope: &Scope, read: &mut HttpDefinition) -> Result<()> {
    for members in std::mem::take(&mut read.authorizers) {
        match authorizer::check_issuer(scope, &members).await {
            Ok(()) => read.authorizers.push(members),
            Err(refusal) => warn_or_end(refusal, &of_authorizer(&members), &mut read.warnings)?,
        }
    }
    Ok(())
}

fn of_authorizer(members: &Doc) -> String {
    format!("Authorizer '{}'", text(members, "name"))
}

/// Makes all that is in the API.
async fn fill(call: &mut Write, scoped: &Doc, read: &mut HttpDefinition) -> Result<()> {
    let mut authorizers = BTreeMap::new();
    for members in &read.authorizers {
        let operation = Operation::ApiGatewayV2(Op::CreateAuthorizer);
        let making = scoped.clone().into_iter().chain(members.clone()).collect();
        match perform_by(call, operation, making, |call, input| Box::pin(authorizer::create_now(call, input))).await {
            Ok(made) => {
                authorizers.insert(text(members, "name").to_owned(), made.get("authorizerId").cloned().unwrap_or_default());
            }
            Err(refusal) => warn_or_end(refusal, &of_authorizer(members), &mut read.warnings)?,
        }
    }
    let mut integrations = BTreeMap::new();
    for (name, members) in &read.integrations {
        let what = format!("Integration '{name}'");
        if let Some(made) = make(call, scoped, Op::CreateIntegration, members.clone(), &what, &mut read.warnings).await? {
            integrations.insert(name.clone(), format!("integrations/{}", text(&made, "integrationId")));
        }
    }
    for route in &read.routes {
        let mut members = route.members.clone();
        let target = route.integration.as_ref().and_then(|name| integrations.get(name));
        members.extend(target.map(|target| ("target".to_owned(), json!(target))));
        // Without its authorizer a route is not made: it would be open.
        let authorizer = route.authorizer.as_ref().map(|name| authorizers.get(name).cloned().unwrap_or(json!(name)));
        members.extend(authorizer.map(|id| ("authorizerId".to_owned(), id)));
        let what = format!("Route '{}'", text(&members, "routeKey"));
        make(call, scoped, Op::CreateRoute, members, &what, &mut read.warnings).await?;
    }
    Ok(())
}

/// Does one operation.
async fn make(
    call: &mut Write,
    scoped: &Doc,
    operation: Op,
    members: Doc,
    what: &str,
    warnings: &mut Vec<String>,
) -> Result<Option<Doc>> {
    let members = scoped.clone().into_iter().chain(members).collect();
    match perform(call, Operation::ApiGatewayV2(operation), members).await {
        Ok(made) => Ok(Some(made)),
        Err(refusal) => warn_or_end(refusal, what, warnings).map(|()| None),
    }
}

/// What the caller did wrong is a warning, as users saw it (`Unable to create Authorizer '…': …`); all else ends the import.
fn warn_or_end(refusal: AwsError, what: &str, warnings: &mut Vec<String>) -> Result<()> {
    if !definition::is_of_one_part(&refusal) {
        return Err(refusal);
    }
    warnings.push(format!("Unable to create {what}: {}", refusal.message()));
    Ok(())
}

async fn finish(call: &mut Write, scoped: &Doc, read: HttpDefinition, fail_on_warnings: bool) -> Result<Output> {
    refuse(&read.errors, &read.warnings, fail_on_warnings)?;
    let mut doc = crud::find(&call.scope, &mut call.tx, &API, scoped).await?;
    for (member, lines) in [("importInfo", read.info), ("warnings", read.warnings)] {
        if !lines.is_empty() {
            doc.insert(member.to_owned(), Value::from(lines));
        }
    }
    Ok(Output::from(doc))
}
