//! The TLS side of the client: how servers' certificates are verified, and what they are shown.

use std::error::Error;
use std::fmt;
use std::sync::{Arc, OnceLock};

use hyper_rustls::{FixedServerNameResolver, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use moka::sync::Cache;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WebPkiServerVerifier, verify_server_name};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};

use super::{HttpError, RequestBody, connector, pooled};
use crate::runtime::connection::ClientCertificate;

/// How a server's certificate is verified, and what it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TlsOptions {
    /// The name that it must have, and that is asked for; none is the host of the request.
    pub server_name: Option<Box<str>>,
    /// Whether anyone may have issued it. Its name and dates are verified all the same.
    pub any_issuer: bool,
    /// The certificate that a server which asks for one is shown.
    pub client_certificate: Option<Arc<ClientCertificate>>,
}

type TlsClient = Client<HttpsConnector<HttpConnector>, RequestBody>;

/// How many special clients are kept: options change with certificates and server names, and old ones are never asked for again.
const MOST_SPECIAL: u64 = 100;

/// The clients that speak TLS. Each is made at its first use: reading the machine's root certificates takes longer than a
/// start may.
#[derive(Clone)]
pub(super) struct TlsClients {
    usual: Arc<OnceLock<TlsClient>>,
    special: Cache<TlsOptions, TlsClient>,
    /// The machine's root certificates, read once.
    roots: Arc<OnceLock<Arc<RootCertStore>>>,
}

impl Default for TlsClients {
    fn default() -> Self {
        Self { usual: Arc::default(), special: Cache::new(MOST_SPECIAL), roots: Arc::default() }
    }
}

impl TlsClients {
    pub(super) fn get(&self, options: &TlsOptions) -> Result<TlsClient, HttpError> {
        if *options == TlsOptions::default() {
            if let Some(client) = self.usual.get() {
                return Ok(client.clone());
            }
            let client = self.client(options)?;
            return Ok(self.usual.get_or_init(|| client).clone());
        }
        // Two who ask for the same at once make two, of which one is kept: nobody waits for another's.
        if let Some(client) = self.special.get(options) {
            return Ok(client);
        }
        let client = self.client(options)?;
        self.special.insert(options.clone(), client.clone());
        Ok(client)
    }

    fn client(&self, options: &TlsOptions) -> Result<TlsClient, HttpError> {
        let roots =
            if options.any_issuer { Arc::new(RootCertStore::empty()) } else { self.roots().map_err(HttpError::Connect)? };
        client(options, roots)
    }

    fn roots(&self) -> Result<Arc<RootCertStore>, Box<dyn Error + Send + Sync>> {
        if let Some(roots) = self.roots.get() {
            return Ok(Arc::clone(roots));
        }
        let mut store = RootCertStore::empty();
        store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if store.is_empty() {
            return Err("this machine has no root certificates; SSL_CERT_FILE names some".into());
        }
        Ok(Arc::clone(self.roots.get_or_init(|| Arc::new(store))))
    }
}

fn client(options: &TlsOptions, roots: Arc<RootCertStore>) -> Result<TlsClient, HttpError> {
    let config = config(options, roots).map_err(HttpError::Connect)?;
    let builder = HttpsConnectorBuilder::new().with_tls_config(config).https_or_http();
    let builder = match &options.server_name {
        Some(name) => {
            let name = ServerName::try_from(name.to_string()).map_err(|error| HttpError::Connect(Box::new(error)))?;
            builder.with_server_name_resolver(FixedServerNameResolver::new(name))
        }
        None => builder,
    };
    let mut tcp = connector();
    tcp.enforce_http(false);
    Ok(pooled().build(builder.enable_http1().wrap_connector(tcp)))
}

fn config(options: &TlsOptions, roots: Arc<RootCertStore>) -> Result<ClientConfig, Box<dyn Error + Send + Sync>> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions()?;
    let builder = if options.any_issuer {
        builder.dangerous().with_custom_certificate_verifier(Arc::new(AnyIssuer(provider)))
    } else {
        builder.with_root_certificates(roots)
    };
    Ok(match options.client_certificate.as_deref() {
        Some(ClientCertificate { certificate, private_key }) => builder.with_client_auth_cert(
            vec![CertificateDer::from(certificate.to_vec())],
            PrivatePkcs8KeyDer::from(private_key.to_vec()).into(),
        )?,
        None => builder.with_no_client_auth(),
    })
}

/// Verifies all of a certificate but who stands behind it (developer guide, "x-amazon-apigateway-integration.tlsConfig
/// object": "API Gateway still performs basic certificate validation, which includes checking the certificate's expiration
/// date, hostname, and presence of a root certificate authority").
struct AnyIssuer(Arc<CryptoProvider>);

impl fmt::Debug for AnyIssuer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AnyIssuer")
    }
}

impl ServerCertVerifier for AnyIssuer {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        // The last certificate that the server sends is trusted as a root.
        let mut roots = RootCertStore::empty();
        roots.add(intermediates.last().unwrap_or(end_entity).clone().into_owned())?;
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&self.0))
            .build()
            .map_err(|error| rustls::Error::General(error.to_string()))?;
        match verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now) {
            // A certificate that signed itself is one of an authority, as openssl makes them; its dates are right by now.
            Err(rustls::Error::InvalidCertificate(CertificateError::Other(error)))
                if matches!(error.0.downcast_ref(), Some(webpki::Error::CaUsedAsEndEntity)) =>
            {
                verify_server_name(&ParsedCertificate::try_from(end_entity)?, server_name)?;
                Ok(ServerCertVerified::assertion())
            }
            verified => verified,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
