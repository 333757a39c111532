//! The certificate by which a client identified itself in mutual TLS, as functions, templates and logs see it.
//!
//! From the developer guide, "Input to an Amazon API Gateway Lambda authorizer"; how names and numbers are written is as in an event
//! recorded from AWS (awslabs/aws-lambda-rust-runtime, apigw_v2_proxy_request_minimal and its siblings).

use serde::Serialize;

/// What the names of `$context` variables of a certificate begin with.
pub const CLIENT_CERTIFICATE: &str = "identity.clientCert.";

/// `clientCert`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientCertificate {
    /// The certificate, in PEM.
    pub client_cert_pem: String,
    /// Whose it is: `C=US,O=Example,CN=www.example.com`, in the certificate's own order.
    #[serde(rename = "subjectDN")]
    pub subject_dn: String,
    /// Who signed it.
    #[serde(rename = "issuerDN")]
    pub issuer_dn: String,
    /// Its number: decimal if it is short, else bytes in hexadecimal with colons between them.
    pub serial_number: String,
    /// When it is valid.
    pub validity: Validity,
}

/// `clientCert.validity`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Validity {
    /// From when on: `May 28 12:30:02 2019 GMT`.
    pub not_before: String,
    /// Until when: `Aug  5 09:36:04 2021 GMT`.
    pub not_after: String,
}

impl ClientCertificate {
    /// The value of `$context.{name}`, where the name is of a certificate.
    pub fn context_value(&self, name: &str) -> Option<&str> {
        Some(match name.strip_prefix(CLIENT_CERTIFICATE)? {
            "clientCertPem" => &self.client_cert_pem,
            "subjectDN" => &self.subject_dn,
            "issuerDN" => &self.issuer_dn,
            "serialNumber" => &self.serial_number,
            "validity.notBefore" => &self.validity.not_before,
            "validity.notAfter" => &self.validity.not_after,
            _ => return None,
        })
    }
}
