//! Lambda functions: whole ARNs, and the shorter forms that the Lambda API takes.

use std::fmt;
use std::str::FromStr;

use super::{Arn, IntegrationUri, InvalidArn, partition_of};

/// A function: `arn:aws:lambda:us-east-1:000000000000:function:orders:live`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FunctionArn {
    /// The partition.
    pub partition: String,
    /// The region.
    pub region: String,
    /// The account.
    pub account: String,
    /// The name.
    pub name: String,
    /// The version or alias.
    pub qualifier: Option<String>,
}

impl FunctionArn {
    /// The ARN of a function without a version.
    pub fn new(region: &str, account: &str, name: &str) -> FunctionArn {
        FunctionArn {
            partition: partition_of(region).to_owned(),
            region: region.to_owned(),
            account: account.to_owned(),
            name: name.to_owned(),
            qualifier: None,
        }
    }

    /// The function that an integration's or authorizer's URI invokes:
    /// `arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations`.
    ///
    /// # Errors
    /// `InvalidArn` when the URI does not invoke a function by its ARN.
    pub fn from_invocation_uri(uri: &str) -> Result<FunctionArn, InvalidArn> {
        let invalid = || InvalidArn::new(uri, "the URI of a Lambda function's invocation");
        uri.parse::<IntegrationUri>().ok().and_then(|uri| uri.function()?.parse().ok()).ok_or_else(invalid)
    }

    /// The function that an integration's URI invokes with a streamed result:
    /// `arn:aws:apigateway:{region}:lambda:path/2021-11-15/functions/{arn}/response-streaming-invocations`.
    ///
    /// # Errors
    /// `InvalidArn` when the URI does not invoke a function so by its ARN.
    pub fn from_streaming_uri(uri: &str) -> Result<FunctionArn, InvalidArn> {
        let invalid = || InvalidArn::new(uri, "the URI of a Lambda function's streaming invocation");
        uri.parse::<IntegrationUri>().ok().and_then(|uri| uri.streaming_function()?.parse().ok()).ok_or_else(invalid)
    }

    /// The same function without a version.
    #[must_use]
    pub fn unqualified(&self) -> FunctionArn {
        FunctionArn { qualifier: None, ..self.clone() }
    }
}

impl fmt::Display for FunctionArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FunctionArn { partition, region, account, name, qualifier } = self;
        write!(f, "arn:{partition}:lambda:{region}:{account}:function:{name}")?;
        match qualifier {
            Some(qualifier) => write!(f, ":{qualifier}"),
            None => Ok(()),
        }
    }
}

impl FromStr for FunctionArn {
    type Err = InvalidArn;

    fn from_str(text: &str) -> Result<FunctionArn, InvalidArn> {
        let invalid = || InvalidArn::new(text, "the ARN of a Lambda function");
        let arn = Arn::parse(text).filter(|arn| arn.service == "lambda").ok_or_else(invalid)?;
        let function = arn.resource.strip_prefix("function:").ok_or_else(invalid)?;
        let (name, qualifier) = name_and_qualifier(function).ok_or_else(invalid)?;
        if !is_account(arn.account) || arn.region.is_empty() {
            return Err(invalid());
        }
        Ok(FunctionArn {
            partition: arn.partition.to_owned(),
            region: arn.region.to_owned(),
            account: arn.account.to_owned(),
            name,
            qualifier,
        })
    }
}

/// A function as the Lambda API's `FunctionName` names it: `orders`, `orders:live`, `000000000000:function:orders`, or
/// the whole ARN.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FunctionReference {
    /// The region, when the reference has it.
    pub region: Option<String>,
    /// The account, when the reference has it.
    pub account: Option<String>,
    /// The name.
    pub name: String,
    /// The version or alias, when the reference has it.
    pub qualifier: Option<String>,
}

impl FunctionReference {
    /// The function that is meant by a caller in this region and account.
    pub fn resolve(self, region: &str, account: &str) -> FunctionArn {
        let region = self.region.as_deref().unwrap_or(region);
        let account = self.account.as_deref().unwrap_or(account);
        FunctionArn { qualifier: self.qualifier, ..FunctionArn::new(region, account, &self.name) }
    }
}

impl FromStr for FunctionReference {
    type Err = InvalidArn;

    fn from_str(text: &str) -> Result<FunctionReference, InvalidArn> {
        let invalid = || InvalidArn::new(text, "the name or ARN of a Lambda function");
        if text.starts_with("arn:") {
            let FunctionArn { region, account, name, qualifier, .. } = text.parse().map_err(|_| invalid())?;
            return Ok(FunctionReference { region: Some(region), account: Some(account), name, qualifier });
        }
        let (region, rest) = match text.split_once(':') {
            Some((region, rest)) if is_region(region) => (Some(region.to_owned()), rest),
            _ => (None, text),
        };
        let (account, rest) = match rest.split_once(':') {
            Some((account, rest)) if is_account(account) => (Some(account.to_owned()), rest),
            _ => (None, rest),
        };
        let rest = rest.strip_prefix("function:").unwrap_or(rest);
        let (name, qualifier) = name_and_qualifier(rest).ok_or_else(invalid)?;
        Ok(FunctionReference { region, account, name, qualifier })
    }
}

/// `orders:live` is a name and a qualifier.
fn name_and_qualifier(text: &str) -> Option<(String, Option<String>)> {
    let (name, qualifier) = match text.split_once(':') {
        Some((name, qualifier)) => (name, Some(qualifier)),
        None => (text, None),
    };
    let is_name = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let is_qualifier = |text: &&str| is_name(text.strip_prefix('$').unwrap_or(text));
    (is_name(name) && qualifier.as_ref().is_none_or(is_qualifier)).then(|| (name.to_owned(), qualifier.map(str::to_owned)))
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `us-east-1`: two letters, words, a number.
fn is_region(text: &str) -> bool {
    let words: Vec<&str> = text.split('-').collect();
    match words.as_slice() {
        [area, words @ .., number] if !words.is_empty() => {
            area.len() == 2
                && words.iter().chain([area]).all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()))
                && number.len() == 1
                && number.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn resolved(text: &str) -> String {
        let reference: FunctionReference = text.parse().expect("a reference");
        reference.resolve("us-east-1", "000000000000").to_string()
    }

    // Lambda API reference, Invoke, FunctionName: name, function ARN, partial ARN, each with a version or alias.
    #[test]
    fn a_function_has_several_names() {
        let here = "arn:aws:lambda:us-east-1:000000000000:function:orders";
        assert_eq!(resolved("orders"), here);
        assert_eq!(resolved("orders:live"), format!("{here}:live"));
        assert_eq!(resolved("orders:$LATEST"), format!("{here}:$LATEST"));
        assert_eq!(resolved("function:orders"), here);
        assert_eq!(resolved("111122223333:function:orders"), "arn:aws:lambda:us-east-1:111122223333:function:orders");
        let there = "arn:aws:lambda:ap-northeast-1:111122223333:function:orders:7";
        assert_eq!(resolved(there), there);
        assert_eq!(resolved("eu-west-1:111122223333:function:f"), "arn:aws:lambda:eu-west-1:111122223333:function:f");
    }

    #[test]
    fn an_invocation_uri_names_its_function_by_arn() {
        let arn = "arn:aws:lambda:ap-northeast-1:111122223333:function:orders:live";
        let uri =
            |function: &str| format!("arn:aws:apigateway:ap-northeast-1:lambda:path/2015-03-31/functions/{function}/invocations");
        let function = FunctionArn::from_invocation_uri(&uri(arn)).expect("a function");
        assert_eq!((function.to_string().as_str(), function.name.as_str()), (arn, "orders"));
        for wrong in
            ["", arn, "arn:aws:apigateway:us-east-1:sqs:path/000000000000/orders", &uri("orders"), &uri("arn:aws:sqs:r:a:q")]
        {
            assert!(FunctionArn::from_invocation_uri(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_version_can_be_left_off() {
        let arn: FunctionArn = "arn:aws:lambda:us-east-1:000000000000:function:orders:live".parse().unwrap();
        assert_eq!(arn.qualifier.as_deref(), Some("live"));
        assert_eq!(arn.unqualified(), FunctionArn::new("us-east-1", "000000000000", "orders"));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", ":", "a b", "orders:", "arn:aws:lambda:us-east-1:1:function:f", "arn:aws:s3:::f", "a:b:c"] {
            assert!(text.parse::<FunctionReference>().is_err(), "{text}");
            assert!(text.parse::<FunctionArn>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_arn_is_read_as_it_was_written(name in "[A-Za-z0-9_-]{1,20}", qualifier in proptest::option::of("\\$?[A-Za-z0-9_-]{1,9}")) {
            let arn = FunctionArn { qualifier, ..FunctionArn::new("eu-west-1", "123456789012", &name) };
            prop_assert_eq!(arn.to_string().parse(), Ok(arn));
        }

        #[test]
        fn no_text_panics(text in "\\PC*|(arn:aws:lambda|us-east-1|000000000000|function|[:$]|[a-z]{0,3}){0,9}") {
            let _ = (text.parse::<FunctionReference>(), text.parse::<FunctionArn>());
        }
    }
}
