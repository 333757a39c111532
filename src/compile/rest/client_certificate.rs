//! The certificate that a stage shows its HTTP backends.

use std::sync::Arc;

use emulator_api::Doc;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

use crate::compile::document::{object, text};
use crate::runtime::connection::ClientCertificate;

/// The certificate of a stage, if it names one.
///
/// # Errors
/// It names one that is not there, in words.
pub(super) fn of_stage(stage: &Doc) -> Result<Option<Arc<ClientCertificate>>, String> {
    let Some(id) = text(stage, "clientCertificateId") else { return Ok(None) };
    let unusable = || format!("the stage's client certificate {id} is not there, or not a certificate with its key");
    let document = object(stage, "clientCertificate").ok_or_else(unusable)?;
    let pem = |member| text(document, member).unwrap_or_default().as_bytes();
    let certificate = CertificateDer::from_pem_slice(pem("pemEncodedCertificate")).map_err(|_| unusable())?;
    let key = PrivatePkcs8KeyDer::from_pem_slice(pem("pemEncodedPrivateKey")).map_err(|_| unusable())?;
    Ok(Some(Arc::new(ClientCertificate { certificate: certificate.as_ref().into(), private_key: key.secret_pkcs8_der().into() })))
}
