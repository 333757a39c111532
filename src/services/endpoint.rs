//! Where AWS services are: what the command line and the environment say.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::str::FromStr;

use http::Uri;

/// What the SDKs' variables of services begin with (AWS SDKs and tools reference guide, "Service-specific endpoints").
pub const ENDPOINT_VARIABLE_PREFIX: &str = "AWS_ENDPOINT_URL_";

/// The name that stands for every service without an endpoint of its own.
const EVERY: &str = "*";

/// `SERVICE=URL`: where a service is. `*` stands for every service that has no endpoint of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceEndpoint {
    /// The service as integrations name it, `states`; or `*`.
    pub service: String,
    /// Where it is.
    pub url: Uri,
}

impl FromStr for ServiceEndpoint {
    type Err = InvalidEndpoint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = text.split_once('=').and_then(|(service, url)| Some((service, url.parse::<Uri>().ok()?)));
        match parsed {
            Some((service, url)) if !service.is_empty() && is_address(&url) => Ok(Self { service: service.to_owned(), url }),
            _ => Err(InvalidEndpoint(format!("{text}: expected SERVICE=URL, as in sqs=http://localhost:5000"))),
        }
    }
}

fn is_address(url: &Uri) -> bool {
    matches!(url.scheme_str(), Some("http" | "https")) && url.host().is_some_and(|host| !host.is_empty())
}

/// The endpoints of all services.
#[derive(Clone, Debug, Default)]
pub struct Endpoints {
    /// By service, from the command line.
    named: HashMap<String, Uri>,
    /// By variable, from the environment.
    variables: HashMap<String, Uri>,
    every: Option<Uri>,
}

impl Endpoints {
    /// Endpoints of the command line, which count first; of the environment's `AWS_ENDPOINT_URL_…` variables; and the one of
    /// every other service.
    ///
    /// # Errors
    /// The first variable that is no address.
    pub fn new(
        named: impl IntoIterator<Item = ServiceEndpoint>,
        variables: impl IntoIterator<Item = (String, String)>,
        every: Option<Uri>,
    ) -> Result<Self, InvalidEndpoint> {
        let mut named: HashMap<String, Uri> = named.into_iter().map(|endpoint| (endpoint.service, endpoint.url)).collect();
        let every = named.remove(EVERY).or(every);
        let variables = variables.into_iter().map(|(name, value)| match value.parse::<Uri>() {
            Ok(url) if is_address(&url) => Ok((name, url)),
            _ => Err(InvalidEndpoint(format!("{name}={value}: expected an address, as http://localhost:5000"))),
        });
        Ok(Self { named, variables: variables.collect::<Result<_, _>>()?, every })
    }

    /// Where a service is, if anything stands for it.
    pub fn of(&self, service: &str) -> Option<&Uri> {
        self.named.get(service).or_else(|| self.variables.get(&variable(service))).or(self.every.as_ref())
    }
}

/// The environment variable of a service. It is made of the service's id in the SDKs, which is not always the name of its
/// host.
pub(super) fn variable(service: &str) -> String {
    let id = match service {
        "cognito-identity" => "COGNITO_IDENTITY",
        "cognito-idp" => "COGNITO_IDENTITY_PROVIDER",
        "email" => "SES",
        "events" => "EVENTBRIDGE",
        "logs" => "CLOUDWATCH_LOGS",
        "monitoring" => "CLOUDWATCH",
        "secretsmanager" => "SECRETS_MANAGER",
        "states" => "SFN",
        other => return format!("{ENDPOINT_VARIABLE_PREFIX}{}", other.to_ascii_uppercase().replace(['-', '.'], "_")),
    };
    format!("{ENDPOINT_VARIABLE_PREFIX}{id}")
}

/// An endpoint that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidEndpoint(String);

impl fmt::Display for InvalidEndpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Error for InvalidEndpoint {}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoints(named: &[&str], variables: &[(&str, &str)], every: Option<&'static str>) -> Endpoints {
        let named = named.iter().map(|text| text.parse().unwrap());
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Endpoints::new(named, variables, every.map(Uri::from_static)).unwrap()
    }

    #[test]
    fn what_is_named_nearer_counts_first() {
        let sqs = ("AWS_ENDPOINT_URL_SQS", "http://variable");
        let cases = [
            (endpoints(&[], &[], None), None),
            (endpoints(&[], &[], Some("http://every")), Some("http://every/")),
            (endpoints(&["*=http://star"], &[], Some("http://every")), Some("http://star/")),
            (endpoints(&["*=http://star"], &[sqs], None), Some("http://variable/")),
            (endpoints(&["sqs=http://named"], &[sqs], None), Some("http://named/")),
            (endpoints(&["sns=http://named"], &[], None), None),
        ];
        for (endpoints, expected) in cases {
            assert_eq!(endpoints.of("sqs").map(ToString::to_string).as_deref(), expected);
        }
    }

    // AWS SDKs and tools reference guide, "Identifiers for service-specific endpoints".
    #[test]
    fn variables_have_the_ids_of_the_sdks() {
        for (service, expected) in [("states", "SFN"), ("events", "EVENTBRIDGE"), ("dynamodb", "DYNAMODB"), ("s3", "S3")] {
            assert_eq!(variable(service), format!("AWS_ENDPOINT_URL_{expected}"));
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in ["sqs", "=http://localhost", "sqs=localhost:5000", "sqs=ftp://localhost", "sqs=http://"] {
            assert!(text.parse::<ServiceEndpoint>().is_err(), "{text}");
        }
        let variable = ("AWS_ENDPOINT_URL_SQS".to_owned(), "localhost".to_owned());
        assert!(Endpoints::new([], [variable], None).is_err());
    }
}
