//! Who calls the control plane, by the credential of the request's signature.

use emulator_api::admin::RegionName;
use emulator_api::router::SigningScope;
use http::header::HOST;
use http::request::Parts;

use crate::control::{ApiStage, Caller};
use crate::gateway::authorize::{Credential, Signer, Signers, invalid_region};
use crate::gateway::error::GatewayError;

/// Who a caller is whose signature does not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defaults {
    /// The account of access keys that are not themselves an account.
    pub account: String,
    /// The region of requests that are not signed.
    pub region: String,
}

/// The caller that a request claims to have: the account is that of its access key, region and service are its signature's.
///
/// # Errors
/// AWS's refusal of a signature for what cannot be a region.
pub fn claimed(
    parts: &Parts,
    api_stage: Option<ApiStage>,
    signers: &Signers,
    defaults: &Defaults,
) -> Result<Caller, GatewayError> {
    let credential = Credential::claimed(parts);
    let credential = credential.as_ref();
    let account = credential.and_then(|credential| signers.account_of(&credential.key));
    let region = credential.map(|credential| &*credential.region).filter(|region| !region.is_empty());
    if let Some(region) = region.filter(|region| RegionName::try_from((*region).to_owned()).is_err()) {
        return Err(invalid_region(region));
    }
    Ok(Caller {
        account: account.unwrap_or(&defaults.account).to_owned(),
        region: region.unwrap_or(&defaults.region).to_owned(),
        scope: credential.map(|credential| SigningScope::from_service_name(&credential.service)),
        api_stage,
        is_emulator: false,
        host: parts.headers.get(HOST).and_then(|host| host.to_str().ok()).map(ToOwned::to_owned),
    })
}

/// The caller of a request that `signer` has signed.
pub fn verified(claimed: Caller, signer: &Signer) -> Caller {
    Caller { account: (*signer.account).to_owned(), ..claimed }
}

#[cfg(test)]
mod tests {
    use http::Request;
    use http::header::AUTHORIZATION;

    use super::*;

    fn caller_of(uri: &str, authorization: Option<&str>) -> Caller {
        caller_among(&Signers::default(), uri, authorization)
    }

    fn caller_among(signers: &Signers, uri: &str, authorization: Option<&str>) -> Caller {
        claimed_among(signers, uri, authorization).unwrap()
    }

    fn claimed_among(signers: &Signers, uri: &str, authorization: Option<&str>) -> Result<Caller, GatewayError> {
        let mut request = Request::get(uri);
        if let Some(value) = authorization {
            request = request.header(AUTHORIZATION, value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        claimed(&parts, None, signers, &Defaults { account: "000000000000".to_owned(), region: "us-east-1".to_owned() })
    }

    #[test]
    fn a_key_of_twelve_digits_is_the_account() {
        let signed = "AWS4-HMAC-SHA256 Credential=111122223333/20261101/eu-west-1/apigateway/aws4_request, SignedHeaders=host, Signature=0";
        let caller = caller_of("/restapis", Some(signed));
        assert_eq!((caller.account.as_str(), caller.region.as_str()), ("111122223333", "eu-west-1"));
        assert_eq!(caller.scope, Some(SigningScope::ApiGateway));
    }

    // As the check of signatures reads it: other parameters that end alike are none of its.
    #[test]
    fn a_parameter_that_ends_like_a_credential_is_none() {
        let signed = "AWS4-HMAC-SHA256 XCredential=222222222222/20261101/eu-west-1/lambda/aws4_request, \
                      Credential=111122223333/20261101/us-east-1/apigateway/aws4_request, SignedHeaders=host, Signature=0";
        let caller = caller_of("/restapis", Some(signed));
        assert_eq!((caller.account.as_str(), caller.region.as_str()), ("111122223333", "us-east-1"));
        assert_eq!(caller.scope, Some(SigningScope::ApiGateway));
    }

    #[test]
    fn whoever_signed_is_the_caller() {
        let caller = verified(caller_of("/restapis", None), &Signer::of_account("111122223333", "AKIAPETS"));
        assert_eq!(caller.account, "111122223333");
    }

    #[test]
    fn any_other_key_belongs_to_the_default_account() {
        let signed = "AWS4-HMAC-SHA256 Credential=test/20261101/eu-west-1/lambda/aws4_request, SignedHeaders=host, Signature=0";
        assert_eq!(caller_of("/restapis", Some(signed)).account, "000000000000");
    }

    #[test]
    fn a_key_of_the_credentials_file_belongs_to_its_principals_account() {
        let file = r#"{"credentials": [{"accessKeyId": "AKIAPETS", "secretAccessKey": "s", "principalArn": "arn:aws:iam::111122223333:user/ann"}]}"#;
        let signers = Signers::from_json(file).unwrap();
        for (key, account) in [("AKIAPETS", "111122223333"), ("AKIADOGS", "000000000000"), ("444455556666", "444455556666")] {
            let signed = format!("AWS4-HMAC-SHA256 Credential={key}/20261101/us-east-1/apigateway/aws4_request, Signature=0");
            assert_eq!(caller_among(&signers, "/restapis", Some(&signed)).account, account);
        }
    }

    // Nobody who resets or saves state could name it.
    #[test]
    fn what_cannot_be_a_region_is_refused() {
        for region in ["EU", "us_east_1", "us east 1"] {
            let signed = format!(
                "AWS4-HMAC-SHA256 Credential=test/20261101/{region}/apigateway/aws4_request, SignedHeaders=host, Signature=0"
            );
            let refusal = claimed_among(&Signers::default(), "/restapis", Some(&signed)).expect_err(region);
            let message = format!("Credential should be scoped to a valid region, not '{region}'. ");
            assert_eq!(refusal.message(), Some(&*message));
        }
    }

    #[test]
    fn a_presigned_query_names_the_caller_too() {
        let caller =
            caller_of("/restapis?X-Amz-Credential=111122223333%2F20261101%2Feu-west-1%2Fapigateway%2Faws4_request", None);
        assert_eq!((caller.account.as_str(), caller.region.as_str()), ("111122223333", "eu-west-1"));
    }

    #[test]
    fn an_unsigned_or_broken_signature_is_the_defaults() {
        for authorization in [None, Some("Bearer x"), Some("AWS4-HMAC-SHA256 Credential=")] {
            let caller = caller_of("/restapis", authorization);
            assert_eq!((caller.account.as_str(), caller.region.as_str()), ("000000000000", "us-east-1"));
        }
    }
}
