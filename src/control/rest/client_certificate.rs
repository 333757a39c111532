//! Client certificates: with one, a stage shows its HTTP backends that requests come from API Gateway (developer guide,
//! "Generate and configure an SSL certificate for backend authentication").

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::PatchOp::Replace;
use emulator_api::patch::{PatchRule, PatchValue, Refusals};
use serde_json::json;

use self::generation::Generated;
use crate::control::call::{Scope, Write, default, text};
use crate::control::crud;
use crate::control::dispatch::Work;
use crate::control::kind::{Id, Kind, Then, fine};
use crate::control::rest::stage::STAGE;
use crate::control::v2;
use crate::store::{Extent, Reading, StoreError, path};

mod generation;

/// The key, in the store alone.
const PRIVATE_KEY: &str = "pemEncodedPrivateKey";

/// A client certificate.
pub(crate) static CLIENT_CERTIFICATE: Kind = Kind {
    name: "ClientCertificate",
    collection: "/clientcertificates",
    key: "clientCertificateId",
    id: Id::Made { member: "clientCertificateId", length: 6 },
    orphan: None,
    missing: |_, _| missing(),
    taken: |certificate| {
        AwsError::conflict(format!("The client certificate {} is there already", text(certificate, "clientCertificateId")))
    },
    unique: None,
    defaults: |_, certificate| {
        if text(certificate, "description").is_empty() {
            certificate.shift_remove("description");
        }
    },
    check: fine,
    patch: &[PatchRule::new("/description", &[Replace], PatchValue::String)],
    refusals: Refusals::ListsPaths,
    view,
    then: Then::Nothing,
};

fn missing() -> AwsError {
    AwsError::not_found("Invalid Client Certificate identifier specified")
}

/// "Only the public key of a certificate is visible in the API Gateway console or through the APIs."
fn view(scope: &Scope, certificate: &mut Doc) {
    certificate.shift_remove(PRIVATE_KEY);
    // AWS CLI reference, generate-client-certificate and get-client-certificates, which have no tags where there are none.
    if !matches!(scope.spec.name, "GenerateClientCertificate" | "GetClientCertificates") {
        default(certificate, "tags", json!({}));
    }
}

/// Generates a certificate, which signs itself and is valid for a year. Finding primes takes a tenth of a second, in which
/// others write.
pub(crate) async fn generate(scope: Scope, input: Input) -> Result<Work> {
    let created = scope.now.as_seconds();
    let generated = tokio::task::spawn_blocking(move || Generated::at(created));
    let generated = generated.await.map_err(|error| AwsError::internal_failure(error.to_string()))?;
    let generated = generated.map_err(AwsError::internal_failure)?;
    Ok(Box::new(move |call| Box::pin(keep(call, input, created, generated))))
}

async fn keep(call: &mut Write, input: Input, created: i64, generated: Generated) -> Result<Output> {
    let Generated { certificate, private_key, expires } = generated;
    let mut doc = crud::body(call.scope.spec, &input.members);
    doc.insert("pemEncodedCertificate".to_owned(), json!(certificate));
    doc.insert("createdDate".to_owned(), json!(created));
    doc.insert("expirationDate".to_owned(), json!(expires));
    doc.insert(PRIVATE_KEY.to_owned(), json!(private_key));
    let (_, doc) = crud::insert(call, &CLIENT_CERTIFICATE, &input.members, doc).await?;
    Ok(crud::view(&call.scope, &CLIENT_CERTIFICATE, doc))
}

/// Deletes a certificate that no stage uses.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let id = text(&input.members, "clientCertificateId");
    crud::find(&call.scope, &mut call.tx, &CLIENT_CERTIFICATE, &input.members).await?;
    let extent = Extent::below(&call.scope.root());
    let stages = call.tx.of_kinds(&extent, &[STAGE.name, v2::stage::STAGE.name]).await?;
    if let Some((_, stage)) = stages.iter().find(|(_, stage)| text(&stage.doc, "clientCertificateId") == id) {
        let (api, name) = (path::last(path::parent(path::parent(&stage.path))), text(&stage.doc, "stageName"));
        return Err(AwsError::conflict(format!("Cannot delete client certificate '{id}', is used by stage: {api}/{name}")));
    }
    crud::delete(call, &CLIENT_CERTIFICATE, input).await
}

/// Refuses a certificate that there is not; none is fine.
pub(crate) async fn require(call: &mut Write, id: &str) -> Result<()> {
    if id.is_empty() || find(&call.scope.root(), &mut call.tx, id).await?.is_some() { Ok(()) } else { Err(missing()) }
}

/// The certificate of the account and region at `root`, with its key.
async fn find(root: &str, tx: &mut Reading, id: &str) -> Result<Option<Doc>, StoreError> {
    tx.get(&path::join(&format!("{root}/clientcertificates"), id)).await
}

/// Gives a stage's document, which is to be compiled, the certificate that it names.
pub(crate) async fn resolve(root: &str, tx: &mut Reading, stage: &mut Doc) -> Result<(), StoreError> {
    let id = text(stage, "clientCertificateId").to_owned();
    if !id.is_empty()
        && let Some(certificate) = find(root, tx, &id).await?
    {
        stage.insert("clientCertificate".to_owned(), certificate.into());
    }
    Ok(())
}

/// The same for the stage of a test; a certificate that there is not is refused.
pub(crate) async fn resolve_given(scope: &Scope, tx: &mut Reading, stage: &mut Doc) -> Result<()> {
    resolve(&scope.root(), tx, stage).await?;
    let is_unknown = !text(stage, "clientCertificateId").is_empty() && !stage.contains_key("clientCertificate");
    if is_unknown { Err(missing()) } else { Ok(()) }
}
