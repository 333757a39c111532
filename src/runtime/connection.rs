//! How an HTTP backend is connected to, where its address does not say it all.

use std::fmt;
use std::sync::Arc;

/// The way to a backend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    /// The VPC link that leads to it.
    pub vpc_link: Option<Box<str>>,
    /// `tlsConfig.serverNameToVerify`: the name of its certificate.
    pub server_name: Option<Box<str>>,
    /// `tlsConfig.insecureSkipVerification`: whoever may have issued its certificate.
    pub any_issuer: bool,
    /// The stage's `clientCertificateId`: with what API Gateway shows the backend who it is.
    pub client_certificate: Option<Arc<ClientCertificate>>,
}

/// A certificate and its key.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ClientCertificate {
    /// The certificate, DER.
    pub certificate: Box<[u8]>,
    /// The key, PKCS #8 DER.
    pub private_key: Box<[u8]>,
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ClientCertificate")
    }
}
