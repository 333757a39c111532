//! What befalls one call of a backend.

use std::fmt;
use std::time::Duration;

use emulator_api::admin::LambdaError;
use http::{Method, StatusCode};

use super::rule::Rule;

/// Where a backend is called.
#[derive(Debug)]
pub(in crate::gateway) struct Place<'p> {
    pub(in crate::gateway) account: &'p str,
    pub(in crate::gateway) region: &'p str,
    pub(in crate::gateway) api: &'p str,
    pub(in crate::gateway) stage: &'p str,
    pub(in crate::gateway) route: RouteName<'p>,
}

/// How a rule names a route.
#[derive(Clone, Copy, Debug)]
pub(in crate::gateway) enum RouteName<'p> {
    /// A resource of a REST API and the verb of the request.
    Method(&'p Method, &'p str),
    /// The key of a route.
    Key(&'p str),
}

impl RouteName<'_> {
    /// Whether `wanted` names it.
    pub(super) fn is(self, wanted: &str) -> bool {
        match self {
            Self::Key(key) => key == wanted,
            Self::Method(verb, path) => match wanted.split_once(' ') {
                Some((method, resource)) => resource == path && (method == "ANY" || method == verb.as_str()),
                None => wanted == path,
            },
        }
    }
}

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::gateway) enum Backend {
    /// Nothing: a mock.
    Mock,
    /// An HTTP backend or an AWS service other than Lambda.
    Http,
    /// A Lambda function whose answer is the caller's, with a status.
    ProxyFunction,
    /// A Lambda function whose result is mapped; it has no status.
    MappedFunction,
}

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::gateway) enum Failure {
    /// The backend answers with this status.
    Status(StatusCode),
    /// Lambda tells of an error.
    Function(LambdaError),
    /// The backend breaks the connection.
    BackendReset,
    /// The backend answers, and its client never hears of it.
    ClientCut,
}

impl Failure {
    /// The backends that can fail so, if this one cannot.
    pub(super) fn misfit(self, backend: Backend) -> Option<&'static str> {
        match (self, backend) {
            (Self::Function(_), Backend::Mock | Backend::Http) => Some("integrations with Lambda functions"),
            (Self::Status(_), Backend::MappedFunction) => Some(
                "integrations whose backend answers with a status, which functions do not whose result is mapped (a lambdaError does what they can)",
            ),
            (Self::BackendReset, Backend::Mock) => Some("integrations that connect to a backend, which mocks do not"),
            _ => None,
        }
    }
}

/// What befalls one call of a backend.
#[derive(Clone, Debug, Default)]
pub(in crate::gateway) struct Strike {
    delay: Duration,
    failure: Option<Failure>,
    by: Vec<Box<str>>,
}

impl Strike {
    pub(super) fn add(&mut self, id: &str, rule: &Rule) {
        self.delay += rule.delay;
        self.failure = self.failure.or(rule.failure);
        self.by.push(id.into());
    }

    /// The failure that takes the place of the backend's answer.
    pub(in crate::gateway) fn in_place_of_the_backend(&self) -> Option<Failure> {
        self.failure.filter(|failure| *failure != Failure::ClientCut)
    }

    /// Whether the client's connection is to be cut.
    pub(in crate::gateway) fn cuts_the_client(&self) -> bool {
        self.failure == Some(Failure::ClientCut)
    }

    /// Lets the delay go by.
    pub(in crate::gateway) async fn delay(&self) {
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
    }
}

/// `fault fault-1 of the emulator: a delay of 200 ms, status 503`.
impl fmt::Display for Strike {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "fault {} of the emulator:", self.by.join(", "))?;
        if !self.delay.is_zero() {
            write!(formatter, " a delay of {} ms{}", self.delay.as_millis(), if self.failure.is_some() { "," } else { "" })?;
        }
        match self.failure {
            None => Ok(()),
            Some(Failure::Status(status)) => write!(formatter, " status {}", status.as_u16()),
            Some(Failure::Function(error)) => write!(formatter, " Lambda error {error:?}"),
            Some(Failure::BackendReset) => formatter.write_str(" the backend's connection breaks"),
            Some(Failure::ClientCut) => formatter.write_str(" the client's connection is cut"),
        }
    }
}
