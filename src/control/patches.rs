//! AWS's table "Patch operations" (API reference): which paths each update accepts. Each kind has its rows; they are gathered
//! here.

use emulator_api::model::apigateway::Operation;
use emulator_api::patch::PatchRule;

use super::domain::{mapping, name};
use super::rest::{
    account, api, api_key, client_certificate, deployment, documentation, gateway_response, integration, kinds, method, resource,
    response, stage, usage, usage_plan, vpc_link,
};

/// What an operation accepts in its `patchOperations`; `None` when it takes none.
pub fn patch_rules(operation: Operation) -> Option<&'static [PatchRule]> {
    use Operation as Op;
    Some(match operation {
        Op::UpdateAccount => account::PATCH,
        Op::UpdateApiKey => api_key::API_KEY.patch,
        Op::UpdateAuthorizer => kinds::AUTHORIZER.patch,
        Op::UpdateBasePathMapping => mapping::PATCH,
        Op::UpdateClientCertificate => client_certificate::CLIENT_CERTIFICATE.patch,
        Op::UpdateDeployment => deployment::DEPLOYMENT.patch,
        Op::UpdateDocumentationPart => documentation::PART.patch,
        Op::UpdateDocumentationVersion => documentation::VERSION.patch,
        Op::UpdateDomainName => name::DOMAIN_NAME.patch,
        Op::UpdateGatewayResponse => gateway_response::PATCH,
        Op::UpdateIntegration => integration::PATCH,
        Op::UpdateIntegrationResponse => response::INTEGRATION_PATCH,
        Op::UpdateMethod => method::PATCH,
        Op::UpdateMethodResponse => response::METHOD_PATCH,
        Op::UpdateModel => kinds::MODEL.patch,
        Op::UpdateRequestValidator => kinds::REQUEST_VALIDATOR.patch,
        Op::UpdateResource => resource::PATCH,
        Op::UpdateRestApi => api::REST_API.patch,
        Op::UpdateStage => stage::STAGE.patch,
        Op::UpdateUsage => usage::PATCH,
        Op::UpdateUsagePlan => usage_plan::USAGE_PLAN.patch,
        Op::UpdateVpcLink => vpc_link::VPC_LINK.patch,
        _ => return None,
    })
}
