//! How the HTTP backends of a stage are connected to, where their addresses do not say it all.

use std::sync::Arc;

use emulator_api::Doc;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

use crate::compile::document::{object, text};
use crate::runtime::connection::ClientCertificate;
use crate::runtime::stage_variables::StageVariables;

/// The VPC link of an integration, if it is connected to by one.
///
/// # Errors
/// It names none, in words.
pub(super) fn vpc_link(integration: &Doc, stage_variables: &StageVariables) -> Result<Option<Box<str>>, String> {
    if text(integration, "connectionType") != Some("VPC_LINK") {
        return Ok(None);
    }
    match stage_variables.fill(text(integration, "connectionId").unwrap_or_default()) {
        id if id.is_empty() => Err("the connectionId of the connection type VPC_LINK is empty".to_owned()),
        id => Ok(Some(id.into())),
    }
}

/// The certificate that a stage shows its HTTP backends, if it names one.
///
/// # Errors
/// It names one that is not there, in words.
pub(super) fn client_certificate(stage: &Doc) -> Result<Option<Arc<ClientCertificate>>, String> {
    let Some(id) = text(stage, "clientCertificateId") else { return Ok(None) };
    let unusable = || format!("the stage's client certificate {id} is not there, or not a certificate with its key");
    let document = object(stage, "clientCertificate").ok_or_else(unusable)?;
    let pem = |member| text(document, member).unwrap_or_default().as_bytes();
    let certificate = CertificateDer::from_pem_slice(pem("pemEncodedCertificate")).map_err(|_| unusable())?;
    let key = PrivatePkcs8KeyDer::from_pem_slice(pem("pemEncodedPrivateKey")).map_err(|_| unusable())?;
    Ok(Some(Arc::new(ClientCertificate { certificate: certificate.as_ref().into(), private_key: key.secret_pkcs8_der().into() })))
}
