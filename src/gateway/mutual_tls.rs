//! Mutual TLS of custom domain names. The listener speaks no TLS: who stands before it, and has shaken hands with the client, says in
//! a header which certificate the client showed. It is held against the name's truststore as on AWS.

use std::sync::Arc;

use emulator_api::event::client_certificate::ClientCertificate;
use http::HeaderMap;
use percent_encoding::percent_decode_str;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use crate::clock::Timestamp;
use crate::runtime::truststore::{Certificate, Truststore, Untrusted};

mod description;

/// The header that has the client's certificate: PEM, percent-encoded as proxies pass it on (nginx: `$ssl_client_escaped_cert`).
pub const HEADER: &str = "x-emulator-client-certificate";

/// What a custom domain name with mutual TLS makes of a request; part of the request's extensions.
#[derive(Clone, Debug)]
pub struct MutualTls(Arc<Outcome>);

#[derive(Debug)]
struct Outcome {
    presented: Option<ClientCertificate>,
    /// Why the request is refused.
    refusal: Option<String>,
}

impl MutualTls {
    /// Holds the certificate of a request's header against the truststore of the name that it was sent to.
    pub fn check(name: &str, truststore: &Truststore, headers: &HeaderMap, at: Timestamp) -> Self {
        let Some(header) = headers.get(HEADER) else {
            tracing::warn!(
                domain = name,
                "a request without a client's certificate was refused: this name asks for mutual TLS, and the header {HEADER} says \
                 which certificate the client showed (PEM, percent-encoded)"
            );
            return Self::refused(None, "no client certificate".to_owned());
        };
        let pem = percent_decode_str(header.to_str().unwrap_or("")).collect::<Vec<u8>>();
        let der = CertificateDer::from_pem_slice(&pem).ok();
        let described = der.and_then(|der| Some((description::of(&Certificate::read(&der).ok()?, &der).ok()?, der)));
        let Some((presented, der)) = described else { return Self::refused(None, Untrusted::Malformed.to_string()) };
        match truststore.check(&der, at) {
            Ok(()) => Self(Arc::new(Outcome { presented: Some(presented), refusal: None })),
            Err(untrusted) => Self::refused(Some(presented), untrusted.to_string()),
        }
    }

    fn refused(presented: Option<ClientCertificate>, why: String) -> Self {
        Self(Arc::new(Outcome { presented, refusal: Some(why) }))
    }

    /// The certificate that the client showed, trusted or not.
    pub fn presented(&self) -> Option<&ClientCertificate> {
        self.0.presented.as_ref()
    }

    /// Why the request is refused, if it is.
    pub fn refusal(&self) -> Option<&str> {
        self.0.refusal.as_deref()
    }
}
