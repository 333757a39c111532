//! ARNs: of API Gateway's resources, of Lambda functions, and those that integrations call.

mod function;
mod integration;

use std::fmt;
use std::str::FromStr;

pub use function::{FunctionArn, FunctionReference};
pub use integration::{IntegrationUri, ServiceName, ServiceTarget};

/// A text that is not the ARN that was wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidArn {
    /// The text.
    pub text: String,
    /// What was wanted.
    pub wanted: &'static str,
}

impl InvalidArn {
    fn new(text: &str, wanted: &'static str) -> InvalidArn {
        InvalidArn { text: text.to_owned(), wanted }
    }
}

impl fmt::Display for InvalidArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not {}", self.text, self.wanted)
    }
}

impl std::error::Error for InvalidArn {}

/// The parts that all ARNs have: `arn:{partition}:{service}:{region}:{account}:{resource}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arn<'a> {
    /// `aws`, `aws-cn`, `aws-us-gov`.
    pub partition: &'a str,
    /// `lambda`.
    pub service: &'a str,
    /// `us-east-1`; empty for global services.
    pub region: &'a str,
    /// Twelve digits, or empty.
    pub account: &'a str,
    /// All that follows.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Takes an ARN apart; `None` for what has not its six parts.
    pub fn parse(text: &'a str) -> Option<Arn<'a>> {
        let mut parts = text.splitn(6, ':');
        let is_arn = parts.next() == Some("arn");
        let (partition, service) = (parts.next()?, parts.next()?);
        let (region, account, resource) = (parts.next()?, parts.next()?, parts.next()?);
        let is_whole = is_arn && partition.starts_with("aws") && !service.is_empty() && !resource.is_empty();
        is_whole.then_some(Arn { partition, service, region, account, resource })
    }

    /// What the ARNs of an API's methods begin with: `arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5`.
    pub fn of_calls(region: &'a str, account: &'a str, api: &'a str) -> Arn<'a> {
        Arn { partition: partition_of(region), service: "execute-api", region, account, resource: api }
    }
}

impl fmt::Display for Arn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Arn { partition, service, region, account, resource } = self;
        // Many a request needs one, and this costs a third of what a format does.
        ["arn:", partition, ":", service, ":", region, ":", account, ":", resource].iter().try_for_each(|part| f.write_str(part))
    }
}

/// The partition that a region is in.
pub fn partition_of(region: &str) -> &'static str {
    match region.get(..3) {
        Some("cn-") => "aws-cn",
        Some("us-") if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}

/// A resource of API Gateway, by which it is tagged: `arn:aws:apigateway:us-east-1::/restapis/abc/stages/prod`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ResourceArn {
    /// The region.
    pub region: String,
    /// The account; empty but for private custom domain names.
    pub account: String,
    /// The path in the control plane, `/restapis/abc` or `/apis/abc` (without `/v2`).
    pub path: String,
}

impl ResourceArn {
    /// The ARN of what the control plane has at this path.
    pub fn new(region: impl Into<String>, path: impl Into<String>) -> ResourceArn {
        ResourceArn { region: region.into(), account: String::new(), path: path.into() }
    }

    /// The path's segments: `["restapis", "abc", "stages", "prod"]`.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.path.split('/').skip(1)
    }
}

impl fmt::Display for ResourceArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ResourceArn { region, account, path } = self;
        write!(f, "arn:{}:apigateway:{region}:{account}:{path}", partition_of(region))
    }
}

impl FromStr for ResourceArn {
    type Err = InvalidArn;

    fn from_str(text: &str) -> Result<ResourceArn, InvalidArn> {
        let arn = Arn::parse(text).filter(|arn| arn.service == "apigateway" && arn.resource.starts_with('/'));
        let arn = arn.ok_or_else(|| InvalidArn::new(text, "the ARN of a resource of API Gateway"))?;
        Ok(ResourceArn { region: arn.region.to_owned(), account: arn.account.to_owned(), path: arn.resource.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    // Service authorization reference, Amazon API Gateway: ARNs of resources carry no account.
    #[test]
    fn a_resource_has_no_account() {
        let arn = ResourceArn::new("us-east-1", "/restapis/abc/stages/prod");
        assert_eq!(arn.to_string(), "arn:aws:apigateway:us-east-1::/restapis/abc/stages/prod");
        assert_eq!(arn.to_string().parse(), Ok(arn.clone()));
        assert_eq!(arn.segments().collect::<Vec<_>>(), ["restapis", "abc", "stages", "prod"]);
    }

    // Service authorization reference, Amazon API Gateway: execution ARNs carry an account.
    #[test]
    fn calls_have_an_account() {
        let arn = Arn::of_calls("us-east-1", "000000000000", "abc").to_string();
        assert_eq!(arn, "arn:aws:execute-api:us-east-1:000000000000:abc");
    }

    #[test]
    fn a_region_has_a_partition() {
        assert_eq!(partition_of("cn-north-1"), "aws-cn");
        assert_eq!(partition_of("us-gov-west-1"), "aws-us-gov");
        assert_eq!(partition_of("us-east-1"), "aws");
        assert_eq!(partition_of(""), "aws");
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "arn", "arn:aws:apigateway:us-east-1:", "arn:aws:lambda:r:a:/restapis", "x:aws:apigateway:r::/y"] {
            assert!(text.parse::<ResourceArn>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*|(arn|aws|apigateway|execute-api|[:/]|[a-z0-9]{0,3}){0,12}") {
            let _ = text.parse::<ResourceArn>();
        }
    }
}
