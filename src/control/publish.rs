//! Publishing: what the store holds of an API becomes what the gateway serves, and of a function what is run.

use std::collections::HashMap;
use std::sync::Arc;

use emulator_api::arn::Arn;
use emulator_api::codec::Doc;

use crate::compile::rest::Frozen;
use crate::compile::{self, Diagnostic, Snapshot};
use crate::runtime::by_name::ByName;
use crate::runtime::domain::Domain;
use crate::runtime::finding::{Finding, Found, Owner};
use crate::runtime::{Api, EndpointType, Live, Stages};
use crate::store::{Extent, Reading, Store, StoreError, Stored, Writing, path};

use super::call::{Effect, text};
use super::domain::{association, private};
use super::lambda;
use super::ports::Ports;
use super::rest::{canary, client_certificate};
use super::usage;

pub(crate) use self::change::{Change, Continuity};
use self::change::{FunctionStep, Step};

mod change;

/// Compiles what the effects of an operation ask for.
pub(crate) async fn prepare(store: &Arc<Store>, tx: &mut Reading, live: &Live, effects: &[Effect]) -> Result<Change, StoreError> {
    let mut change = Change::default();
    for effect in effects {
        match effect {
            Effect::Publish(at) => change.put_api(api(tx, live, at, Continuity::GoesOn).await?),
            Effect::PublishNew(at, doc) => {
                change.put_api(Some(compiled_api(live, at, doc, Parts::default(), Continuity::GoesOn)))
            }
            Effect::Withdraw(id) => change.steps.push(Step::Remove(id.clone())),
            // It became publishing when the deployments were made.
            Effect::AutoDeploy(_) => {}
            Effect::PublishUsagePlans(root) => change.put_usage_plans(usage::compiled(tx, live, root, Continuity::GoesOn).await?),
            Effect::PublishDomain(at) => change.put_domain(domain(tx, at).await?),
            Effect::WithdrawDomain(name) => change.steps.push(Step::RemoveDomain(name.clone())),
            Effect::PublishFunction(at) => {
                let doc = tx.get(at).await?;
                let function = doc.and_then(|doc| lambda::published::of(&doc, store));
                change.functions.extend(function.map(FunctionStep::Put));
            }
            Effect::PermitFunction(at) => {
                let doc = tx.get(at).await?;
                let permissions = doc.and_then(|doc| lambda::published::permissions_of(&doc));
                change.functions.extend(permissions.map(|(arn, statements)| FunctionStep::Permit(arn, statements)));
            }
            Effect::WithdrawFunction(arn) => change.functions.push(FunctionStep::Remove(arn.clone())),
        }
    }
    Ok(change)
}

/// Puts all APIs and functions of the store in service.
pub(crate) async fn all(store: &Arc<Store>, live: &Live, ports: &dyn Ports) -> Result<(), StoreError> {
    let mut change = Change::default();
    change.add(store, &mut store.begin_read().await?, live, &Extent::everything(), Continuity::GoesOn).await?;
    // What was stored before stays in service, in a strict emulator too.
    let _told = change.first_finding(live);
    change.apply(live, ports);
    Ok(())
}

/// Keeps what an API is at this moment as what its deployment froze.
pub(crate) async fn freeze(tx: &mut Writing, api: &str, deployment: &str) -> Result<(), StoreError> {
    let snapshot = current(tx, api).await?;
    let frozen = serde_json::to_string(&snapshot).map_err(|source| StoreError::Document { path: api.to_owned(), source })?;
    tx.put_snapshot(deployment, &frozen);
    Ok(())
}

/// What the deployment at `path` froze.
pub(crate) async fn snapshot(tx: &mut Reading, path: &str) -> Result<Snapshot, StoreError> {
    let Some(documents) = tx.snapshot(path).await? else { return Ok(Snapshot::default()) };
    serde_json::from_str(&documents).map_err(|source| StoreError::Document { path: path.to_owned(), source })
}

/// What an API is at this moment: all its documents but its stages and deployments.
pub(crate) async fn current(tx: &mut Reading, api: &str) -> Result<Snapshot, StoreError> {
    let doc = tx.get(api).await?.unwrap_or_default();
    let below = tx.below(api).await?;
    let below = below.into_iter().filter_map(|stored| {
        let relative = stored.path.get(api.len()..)?;
        let frozen = !relative.starts_with("/stages/") && !relative.starts_with("/deployments/");
        frozen.then(|| (relative.to_owned(), stored.doc))
    });
    Ok([(String::new(), doc)].into_iter().chain(below).collect())
}

/// Compiles the API at `path`, if it is there; a stage without a deployment is not served.
async fn api(tx: &mut Reading, live: &Live, at: &str, continuity: Continuity) -> Result<Option<(Api, Found)>, StoreError> {
    let (Some(doc), stored_stages) = tx.get_with(at, &format!("{at}/stages")).await? else { return Ok(None) };
    let Parts { mut stages, mut snapshots } = Parts::default();
    for mut stored in stored_stages {
        let deployment = text(&stored.doc, "deploymentId").to_owned();
        if deployment.is_empty() {
            continue;
        }
        client_certificate::resolve(usage::root_of(at), tx, &mut stored.doc).await?;
        for deployment in [Some(&*deployment), canary_deployment(&stored.doc)].into_iter().flatten() {
            if !snapshots.contains_key(deployment) {
                let frozen = snapshot(tx, &path::join(&format!("{at}/deployments"), deployment)).await?;
                snapshots.insert(deployment.to_owned(), frozen);
            }
        }
        stages.push((text(&stored.doc, "stageName").to_owned(), deployment, stored.doc));
    }
    Ok(Some(compiled_api(live, at, &doc, Parts { stages, snapshots }, continuity)))
}

/// What an API is made of besides its own document.
#[derive(Default)]
struct Parts {
    /// The documents of its stages, with their names and deployments.
    stages: Vec<(String, String, Doc)>,
    /// What its deployments froze.
    snapshots: HashMap<String, Snapshot>,
}

/// The API at `path` of these documents.
fn compiled_api(live: &Live, at: &str, doc: &Doc, Parts { stages, snapshots }: Parts, continuity: Continuity) -> (Api, Found) {
    let parts: Vec<&str> = at.splitn(5, '/').collect();
    let (account, region) = (parts.get(1).copied().unwrap_or(""), parts.get(2).copied().unwrap_or(""));
    let id = path::last(at);
    let runtime = live.load();
    let before = runtime.api(&id).filter(|_| continuity == Continuity::GoesOn).map(|api| &api.stages);
    let mut findings = Vec::new();

    let stages = match text(doc, "protocolType") {
        "HTTP" => {
            let before = |name: &str| match before {
                Some(Stages::Http(stages)) => stages.get(name),
                _ => None,
            };
            Stages::Http(compiled(&mut findings, &stages, &snapshots, |name, stage, snapshot| {
                compile::http::compile_stage(doc, name, stage, snapshot, before(name))
            }))
        }
        "WEBSOCKET" => {
            let before = |name: &str| match before {
                Some(Stages::WebSocket(stages)) => stages.get(name),
                _ => None,
            };
            Stages::WebSocket(compiled(&mut findings, &stages, &snapshots, |name, stage, snapshot| {
                compile::websocket::compile_stage(doc, name, stage, snapshot, before(name))
            }))
        }
        _ => {
            let before = |name: &str| match before {
                Some(Stages::Rest(stages)) => stages.get(name),
                _ => None,
            };
            let arn = Arn::of_calls(region, account, &id).to_string();
            Stages::Rest(compiled(&mut findings, &stages, &snapshots, |name, stage, production| {
                let canary = canary_deployment(stage).and_then(|deployment| snapshots.get(deployment));
                compile::rest::compile_stage(doc, &arn, name, stage, Frozen { production, canary }, before(name))
            }))
        }
    };
    let shared = live.accounts.get(account, region);
    let era = match continuity {
        Continuity::GoesOn => shared.era(),
        Continuity::BeginsAnew => shared.next_era(),
    };
    let owner = Owner::Api(id.to_string());
    let found = Found { owner, account: account.to_owned(), region: region.to_owned(), findings };
    let endpoint = endpoint_type(doc);
    let strict = text(doc, "endpointAccessMode") == "STRICT";
    (Api { id: Arc::from(&*id), account: account.into(), region: region.into(), endpoint, strict, shared, era, stages }, found)
}

/// Where the endpoint of the API with this document is.
pub(crate) fn endpoint_type(api: &Doc) -> EndpointType {
    let kind = api.get("endpointConfiguration").and_then(|configuration| configuration["types"][0].as_str());
    match kind {
        Some("EDGE") => EndpointType::Edge,
        Some("PRIVATE") => EndpointType::Private,
        _ => EndpointType::Regional,
    }
}

/// The deployment of a stage's canary, if it has one.
fn canary_deployment(stage: &Doc) -> Option<&str> {
    Some(text(canary::settings(stage)?, "deploymentId")).filter(|deployment| !deployment.is_empty())
}

/// The custom domain name at `path` with its routing rules and what is mapped to it, if it is there.
async fn domain(tx: &mut Reading, at: &str) -> Result<Option<(Domain, Found)>, StoreError> {
    let Some(mut doc) = tx.get(at).await? else { return Ok(None) };
    if private::is_private(&doc) {
        let endpoints = association::endpoints(tx, at, &doc).await?;
        doc.insert("vpcEndpointIds".to_owned(), endpoints.into());
        doc.insert("executionArn".to_owned(), private::execution_arn_at(at, &doc).into());
    }
    let mappings = documents(tx, &format!("{at}/mappings")).await?;
    let rules = documents(tx, &format!("{at}/routingrules")).await?;
    let name = domain_key(at);
    let (domain, diagnostics) = compile::domain::compile_domain(name.as_str().into(), &doc, &mappings, &rules);
    let root = path::parent(path::parent(at));
    let found = Found {
        owner: Owner::Domain(name),
        account: path::last(path::parent(root)).into_owned(),
        region: path::last(root).into_owned(),
        findings: diagnostics.into_iter().map(|diagnostic| finding(None, diagnostic)).collect(),
    };
    Ok(Some((domain, found)))
}

/// What the runtime knows the custom domain name at `path` by.
fn domain_key(at: &str) -> String {
    path::last(at).to_ascii_lowercase()
}

async fn documents(tx: &mut Reading, collection: &str) -> Result<Vec<Doc>, StoreError> {
    let stored = tx.children(collection, None, usize::MAX).await?;
    Ok(stored.into_iter().map(|Stored { doc, .. }| doc).collect())
}

/// What compiling found, as it is kept.
pub(crate) fn finding(stage: Option<&str>, Diagnostic { path, message, tolerated }: Diagnostic) -> Finding {
    Finding { stage: stage.map(Into::into), path, message, tolerated }
}

/// Each stage with its deployment, compiled; what compiling found goes to `findings`.
fn compiled<S>(
    findings: &mut Vec<Finding>,
    stages: &[(String, String, Doc)],
    snapshots: &HashMap<String, Snapshot>,
    compile: impl Fn(&str, &Doc, &Snapshot) -> (S, Vec<Diagnostic>),
) -> ByName<Arc<S>> {
    let compiled = stages.iter().filter_map(|(name, deployment, doc)| {
        let (stage, diagnostics) = compile(name, doc, snapshots.get(deployment)?);
        findings.extend(diagnostics.into_iter().map(|diagnostic| finding(Some(name), diagnostic)));
        Some((name.as_str().into(), Arc::new(stage)))
    });
    compiled.collect()
}
