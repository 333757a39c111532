//! How an HTTP backend is connected to, where its address does not say it all.

/// The way to a backend.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    /// The VPC link that leads to it.
    pub vpc_link: Option<Box<str>>,
    /// `tlsConfig.serverNameToVerify`: the name of its certificate.
    pub server_name: Option<Box<str>>,
    /// `tlsConfig.insecureSkipVerification`: whoever may have issued its certificate.
    pub any_issuer: bool,
}
