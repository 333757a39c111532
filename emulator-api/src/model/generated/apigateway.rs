//! Operations and shapes of `apigateway`. Made by `tests/codegen.rs` from `models/apigateway.json`.

use crate::model::*;

/// The service's operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operation {
    /// `POST /apikeys`
    CreateApiKey,
    /// `POST /restapis/{restapi_id}/authorizers`
    CreateAuthorizer,
    /// `POST /domainnames/{domain_name}/basepathmappings`
    CreateBasePathMapping,
    /// `POST /restapis/{restapi_id}/deployments`
    CreateDeployment,
    /// `POST /restapis/{restapi_id}/documentation/parts`
    CreateDocumentationPart,
    /// `POST /restapis/{restapi_id}/documentation/versions`
    CreateDocumentationVersion,
    /// `POST /domainnames`
    CreateDomainName,
    /// `POST /domainnameaccessassociations`
    CreateDomainNameAccessAssociation,
    /// `POST /restapis/{restapi_id}/models`
    CreateModel,
    /// `POST /restapis/{restapi_id}/requestvalidators`
    CreateRequestValidator,
    /// `POST /restapis/{restapi_id}/resources/{parent_id}`
    CreateResource,
    /// `POST /restapis`
    CreateRestApi,
    /// `POST /restapis/{restapi_id}/stages`
    CreateStage,
    /// `POST /usageplans`
    CreateUsagePlan,
    /// `POST /usageplans/{usageplanId}/keys`
    CreateUsagePlanKey,
    /// `POST /vpclinks`
    CreateVpcLink,
    /// `DELETE /apikeys/{api_Key}`
    DeleteApiKey,
    /// `DELETE /restapis/{restapi_id}/authorizers/{authorizer_id}`
    DeleteAuthorizer,
    /// `DELETE /domainnames/{domain_name}/basepathmappings/{base_path}`
    DeleteBasePathMapping,
    /// `DELETE /clientcertificates/{clientcertificate_id}`
    DeleteClientCertificate,
    /// `DELETE /restapis/{restapi_id}/deployments/{deployment_id}`
    DeleteDeployment,
    /// `DELETE /restapis/{restapi_id}/documentation/parts/{part_id}`
    DeleteDocumentationPart,
    /// `DELETE /restapis/{restapi_id}/documentation/versions/{doc_version}`
    DeleteDocumentationVersion,
    /// `DELETE /domainnames/{domain_name}`
    DeleteDomainName,
    /// `DELETE /domainnameaccessassociations/{domain_name_access_association_arn}`
    DeleteDomainNameAccessAssociation,
    /// `DELETE /restapis/{restapi_id}/gatewayresponses/{response_type}`
    DeleteGatewayResponse,
    /// `DELETE /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration`
    DeleteIntegration,
    /// `DELETE /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration/responses/{status_code}`
    DeleteIntegrationResponse,
    /// `DELETE /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}`
    DeleteMethod,
    /// `DELETE /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/responses/{status_code}`
    DeleteMethodResponse,
    /// `DELETE /restapis/{restapi_id}/models/{model_name}`
    DeleteModel,
    /// `DELETE /restapis/{restapi_id}/requestvalidators/{requestvalidator_id}`
    DeleteRequestValidator,
    /// `DELETE /restapis/{restapi_id}/resources/{resource_id}`
    DeleteResource,
    /// `DELETE /restapis/{restapi_id}`
    DeleteRestApi,
    /// `DELETE /restapis/{restapi_id}/stages/{stage_name}`
    DeleteStage,
    /// `DELETE /usageplans/{usageplanId}`
    DeleteUsagePlan,
    /// `DELETE /usageplans/{usageplanId}/keys/{keyId}`
    DeleteUsagePlanKey,
    /// `DELETE /vpclinks/{vpclink_id}`
    DeleteVpcLink,
    /// `DELETE /restapis/{restapi_id}/stages/{stage_name}/cache/authorizers`
    FlushStageAuthorizersCache,
    /// `DELETE /restapis/{restapi_id}/stages/{stage_name}/cache/data`
    FlushStageCache,
    /// `POST /clientcertificates`
    GenerateClientCertificate,
    /// `GET /account`
    GetAccount,
    /// `GET /apikeys/{api_Key}`
    GetApiKey,
    /// `GET /apikeys`
    GetApiKeys,
    /// `GET /restapis/{restapi_id}/authorizers/{authorizer_id}`
    GetAuthorizer,
    /// `GET /restapis/{restapi_id}/authorizers`
    GetAuthorizers,
    /// `GET /domainnames/{domain_name}/basepathmappings/{base_path}`
    GetBasePathMapping,
    /// `GET /domainnames/{domain_name}/basepathmappings`
    GetBasePathMappings,
    /// `GET /clientcertificates/{clientcertificate_id}`
    GetClientCertificate,
    /// `GET /clientcertificates`
    GetClientCertificates,
    /// `GET /restapis/{restapi_id}/deployments/{deployment_id}`
    GetDeployment,
    /// `GET /restapis/{restapi_id}/deployments`
    GetDeployments,
    /// `GET /restapis/{restapi_id}/documentation/parts/{part_id}`
    GetDocumentationPart,
    /// `GET /restapis/{restapi_id}/documentation/parts`
    GetDocumentationParts,
    /// `GET /restapis/{restapi_id}/documentation/versions/{doc_version}`
    GetDocumentationVersion,
    /// `GET /restapis/{restapi_id}/documentation/versions`
    GetDocumentationVersions,
    /// `GET /domainnames/{domain_name}`
    GetDomainName,
    /// `GET /domainnameaccessassociations`
    GetDomainNameAccessAssociations,
    /// `GET /domainnames`
    GetDomainNames,
    /// `GET /restapis/{restapi_id}/stages/{stage_name}/exports/{export_type}`
    GetExport,
    /// `GET /restapis/{restapi_id}/gatewayresponses/{response_type}`
    GetGatewayResponse,
    /// `GET /restapis/{restapi_id}/gatewayresponses`
    GetGatewayResponses,
    /// `GET /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration`
    GetIntegration,
    /// `GET /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration/responses/{status_code}`
    GetIntegrationResponse,
    /// `GET /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}`
    GetMethod,
    /// `GET /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/responses/{status_code}`
    GetMethodResponse,
    /// `GET /restapis/{restapi_id}/models/{model_name}`
    GetModel,
    /// `GET /restapis/{restapi_id}/models/{model_name}/default_template`
    GetModelTemplate,
    /// `GET /restapis/{restapi_id}/models`
    GetModels,
    /// `GET /restapis/{restapi_id}/requestvalidators/{requestvalidator_id}`
    GetRequestValidator,
    /// `GET /restapis/{restapi_id}/requestvalidators`
    GetRequestValidators,
    /// `GET /restapis/{restapi_id}/resources/{resource_id}`
    GetResource,
    /// `GET /restapis/{restapi_id}/resources`
    GetResources,
    /// `GET /restapis/{restapi_id}`
    GetRestApi,
    /// `GET /restapis`
    GetRestApis,
    /// `GET /restapis/{restapi_id}/stages/{stage_name}/sdks/{sdk_type}`
    GetSdk,
    /// `GET /sdktypes/{sdktype_id}`
    GetSdkType,
    /// `GET /sdktypes`
    GetSdkTypes,
    /// `GET /restapis/{restapi_id}/stages/{stage_name}`
    GetStage,
    /// `GET /restapis/{restapi_id}/stages`
    GetStages,
    /// `GET /tags/{resource_arn}`
    GetTags,
    /// `GET /usageplans/{usageplanId}/usage`
    GetUsage,
    /// `GET /usageplans/{usageplanId}`
    GetUsagePlan,
    /// `GET /usageplans/{usageplanId}/keys/{keyId}`
    GetUsagePlanKey,
    /// `GET /usageplans/{usageplanId}/keys`
    GetUsagePlanKeys,
    /// `GET /usageplans`
    GetUsagePlans,
    /// `GET /vpclinks/{vpclink_id}`
    GetVpcLink,
    /// `GET /vpclinks`
    GetVpcLinks,
    /// `POST /apikeys?mode=import`
    ImportApiKeys,
    /// `PUT /restapis/{restapi_id}/documentation/parts`
    ImportDocumentationParts,
    /// `POST /restapis?mode=import`
    ImportRestApi,
    /// `PUT /restapis/{restapi_id}/gatewayresponses/{response_type}`
    PutGatewayResponse,
    /// `PUT /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration`
    PutIntegration,
    /// `PUT /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration/responses/{status_code}`
    PutIntegrationResponse,
    /// `PUT /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}`
    PutMethod,
    /// `PUT /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/responses/{status_code}`
    PutMethodResponse,
    /// `PUT /restapis/{restapi_id}`
    PutRestApi,
    /// `POST /rejectdomainnameaccessassociations`
    RejectDomainNameAccessAssociation,
    /// `PUT /tags/{resource_arn}`
    TagResource,
    /// `POST /restapis/{restapi_id}/authorizers/{authorizer_id}`
    TestInvokeAuthorizer,
    /// `POST /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}`
    TestInvokeMethod,
    /// `DELETE /tags/{resource_arn}`
    UntagResource,
    /// `PATCH /account`
    UpdateAccount,
    /// `PATCH /apikeys/{api_Key}`
    UpdateApiKey,
    /// `PATCH /restapis/{restapi_id}/authorizers/{authorizer_id}`
    UpdateAuthorizer,
    /// `PATCH /domainnames/{domain_name}/basepathmappings/{base_path}`
    UpdateBasePathMapping,
    /// `PATCH /clientcertificates/{clientcertificate_id}`
    UpdateClientCertificate,
    /// `PATCH /restapis/{restapi_id}/deployments/{deployment_id}`
    UpdateDeployment,
    /// `PATCH /restapis/{restapi_id}/documentation/parts/{part_id}`
    UpdateDocumentationPart,
    /// `PATCH /restapis/{restapi_id}/documentation/versions/{doc_version}`
    UpdateDocumentationVersion,
    /// `PATCH /domainnames/{domain_name}`
    UpdateDomainName,
    /// `PATCH /restapis/{restapi_id}/gatewayresponses/{response_type}`
    UpdateGatewayResponse,
    /// `PATCH /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration`
    UpdateIntegration,
    /// `PATCH /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/integration/responses/{status_code}`
    UpdateIntegrationResponse,
    /// `PATCH /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}`
    UpdateMethod,
    /// `PATCH /restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}/responses/{status_code}`
    UpdateMethodResponse,
    /// `PATCH /restapis/{restapi_id}/models/{model_name}`
    UpdateModel,
    /// `PATCH /restapis/{restapi_id}/requestvalidators/{requestvalidator_id}`
    UpdateRequestValidator,
    /// `PATCH /restapis/{restapi_id}/resources/{resource_id}`
    UpdateResource,
    /// `PATCH /restapis/{restapi_id}`
    UpdateRestApi,
    /// `PATCH /restapis/{restapi_id}/stages/{stage_name}`
    UpdateStage,
    /// `PATCH /usageplans/{usageplanId}/keys/{keyId}/usage`
    UpdateUsage,
    /// `PATCH /usageplans/{usageplanId}`
    UpdateUsagePlan,
    /// `PATCH /vpclinks/{vpclink_id}`
    UpdateVpcLink,
}

impl Operation {
    /// Every operation, in the model's order.
    pub const ALL: [Operation; 124] = [
        Operation::CreateApiKey,
        Operation::CreateAuthorizer,
        Operation::CreateBasePathMapping,
        Operation::CreateDeployment,
        Operation::CreateDocumentationPart,
        Operation::CreateDocumentationVersion,
        Operation::CreateDomainName,
        Operation::CreateDomainNameAccessAssociation,
        Operation::CreateModel,
        Operation::CreateRequestValidator,
        Operation::CreateResource,
        Operation::CreateRestApi,
        Operation::CreateStage,
        Operation::CreateUsagePlan,
        Operation::CreateUsagePlanKey,
        Operation::CreateVpcLink,
        Operation::DeleteApiKey,
        Operation::DeleteAuthorizer,
        Operation::DeleteBasePathMapping,
        Operation::DeleteClientCertificate,
        Operation::DeleteDeployment,
        Operation::DeleteDocumentationPart,
        Operation::DeleteDocumentationVersion,
        Operation::DeleteDomainName,
        Operation::DeleteDomainNameAccessAssociation,
        Operation::DeleteGatewayResponse,
        Operation::DeleteIntegration,
        Operation::DeleteIntegrationResponse,
        Operation::DeleteMethod,
        Operation::DeleteMethodResponse,
        Operation::DeleteModel,
        Operation::DeleteRequestValidator,
        Operation::DeleteResource,
        Operation::DeleteRestApi,
        Operation::DeleteStage,
        Operation::DeleteUsagePlan,
        Operation::DeleteUsagePlanKey,
        Operation::DeleteVpcLink,
        Operation::FlushStageAuthorizersCache,
        Operation::FlushStageCache,
        Operation::GenerateClientCertificate,
        Operation::GetAccount,
        Operation::GetApiKey,
        Operation::GetApiKeys,
        Operation::GetAuthorizer,
        Operation::GetAuthorizers,
        Operation::GetBasePathMapping,
        Operation::GetBasePathMappings,
        Operation::GetClientCertificate,
        Operation::GetClientCertificates,
        Operation::GetDeployment,
        Operation::GetDeployments,
        Operation::GetDocumentationPart,
        Operation::GetDocumentationParts,
        Operation::GetDocumentationVersion,
        Operation::GetDocumentationVersions,
        Operation::GetDomainName,
        Operation::GetDomainNameAccessAssociations,
        Operation::GetDomainNames,
        Operation::GetExport,
        Operation::GetGatewayResponse,
        Operation::GetGatewayResponses,
        Operation::GetIntegration,
        Operation::GetIntegrationResponse,
        Operation::GetMethod,
        Operation::GetMethodResponse,
        Operation::GetModel,
        Operation::GetModelTemplate,
        Operation::GetModels,
        Operation::GetRequestValidator,
        Operation::GetRequestValidators,
        Operation::GetResource,
        Operation::GetResources,
        Operation::GetRestApi,
        Operation::GetRestApis,
        Operation::GetSdk,
        Operation::GetSdkType,
        Operation::GetSdkTypes,
        Operation::GetStage,
        Operation::GetStages,
        Operation::GetTags,
        Operation::GetUsage,
        Operation::GetUsagePlan,
        Operation::GetUsagePlanKey,
        Operation::GetUsagePlanKeys,
        Operation::GetUsagePlans,
        Operation::GetVpcLink,
        Operation::GetVpcLinks,
        Operation::ImportApiKeys,
        Operation::ImportDocumentationParts,
        Operation::ImportRestApi,
        Operation::PutGatewayResponse,
        Operation::PutIntegration,
        Operation::PutIntegrationResponse,
        Operation::PutMethod,
        Operation::PutMethodResponse,
        Operation::PutRestApi,
        Operation::RejectDomainNameAccessAssociation,
        Operation::TagResource,
        Operation::TestInvokeAuthorizer,
        Operation::TestInvokeMethod,
        Operation::UntagResource,
        Operation::UpdateAccount,
        Operation::UpdateApiKey,
        Operation::UpdateAuthorizer,
        Operation::UpdateBasePathMapping,
        Operation::UpdateClientCertificate,
        Operation::UpdateDeployment,
        Operation::UpdateDocumentationPart,
        Operation::UpdateDocumentationVersion,
        Operation::UpdateDomainName,
        Operation::UpdateGatewayResponse,
        Operation::UpdateIntegration,
        Operation::UpdateIntegrationResponse,
        Operation::UpdateMethod,
        Operation::UpdateMethodResponse,
        Operation::UpdateModel,
        Operation::UpdateRequestValidator,
        Operation::UpdateResource,
        Operation::UpdateRestApi,
        Operation::UpdateStage,
        Operation::UpdateUsage,
        Operation::UpdateUsagePlan,
        Operation::UpdateVpcLink,
    ];

    /// What the model says of the operation.
    pub const fn spec(self) -> &'static OperationSpec {
        &SPECS[self as usize]
    }
}

static SPECS: [OperationSpec; 124] = [
    OperationSpec {
        name: "CreateApiKey",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("apikeys")],
        query: None,
        status: 201,
        input: &CREATE_API_KEY_REQUEST,
        output: Some(&API_KEY),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "CreateAuthorizer",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("authorizers")],
        query: None,
        status: 201,
        input: &CREATE_AUTHORIZER_REQUEST,
        output: Some(&AUTHORIZER),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "CreateBasePathMapping",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("basepathmappings")],
        query: None,
        status: 201,
        input: &CREATE_BASE_PATH_MAPPING_REQUEST,
        output: Some(&BASE_PATH_MAPPING),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "CreateDeployment",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("deployments")],
        query: None,
        status: 201,
        input: &CREATE_DEPLOYMENT_REQUEST,
        output: Some(&DEPLOYMENT),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException", "ServiceUnavailableException"],
    },
    OperationSpec {
        name: "CreateDocumentationPart",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("documentation"), Segment::Literal("parts")],
        query: None,
        status: 201,
        input: &CREATE_DOCUMENTATION_PART_REQUEST,
        output: Some(&DOCUMENTATION_PART),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "CreateDocumentationVersion",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("documentation"), Segment::Literal("versions")],
        query: None,
        status: 201,
        input: &CREATE_DOCUMENTATION_VERSION_REQUEST,
        output: Some(&DOCUMENTATION_VERSION),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "CreateDomainName",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("domainnames")],
        query: None,
        status: 201,
        input: &CREATE_DOMAIN_NAME_REQUEST,
        output: Some(&DOMAIN_NAME),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "CreateDomainNameAccessAssociation",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("domainnameaccessassociations")],
        query: None,
        status: 201,
        input: &CREATE_DOMAIN_NAME_ACCESS_ASSOCIATION_REQUEST,
        output: Some(&DOMAIN_NAME_ACCESS_ASSOCIATION),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "CreateModel",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("models")],
        query: None,
        status: 201,
        input: &CREATE_MODEL_REQUEST,
        output: Some(&MODEL),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "CreateRequestValidator",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("requestvalidators")],
        query: None,
        status: 201,
        input: &CREATE_REQUEST_VALIDATOR_REQUEST,
        output: Some(&REQUEST_VALIDATOR),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "CreateResource",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("parentId")],
        query: None,
        status: 201,
        input: &CREATE_RESOURCE_REQUEST,
        output: Some(&RESOURCE),
        errors: &["UnauthorizedException", "NotFoundException", "ConflictException", "LimitExceededException", "BadRequestException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "CreateRestApi",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("restapis")],
        query: None,
        status: 201,
        input: &CREATE_REST_API_REQUEST,
        output: Some(&REST_API),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "CreateStage",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("stages")],
        query: None,
        status: 201,
        input: &CREATE_STAGE_REQUEST,
        output: Some(&STAGE),
        errors: &["UnauthorizedException", "BadRequestException", "NotFoundException", "ConflictException", "LimitExceededException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "CreateUsagePlan",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("usageplans")],
        query: None,
        status: 201,
        input: &CREATE_USAGE_PLAN_REQUEST,
        output: Some(&USAGE_PLAN),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "CreateUsagePlanKey",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("usageplans"), Segment::Label("usagePlanId"), Segment::Literal("keys")],
        query: None,
        status: 201,
        input: &CREATE_USAGE_PLAN_KEY_REQUEST,
        output: Some(&USAGE_PLAN_KEY),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "CreateVpcLink",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("vpclinks")],
        query: None,
        status: 202,
        input: &CREATE_VPC_LINK_REQUEST,
        output: Some(&VPC_LINK),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteApiKey",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("apikeys"), Segment::Label("apiKey")],
        query: None,
        status: 202,
        input: &DELETE_API_KEY_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteAuthorizer",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("authorizers"), Segment::Label("authorizerId")],
        query: None,
        status: 202,
        input: &DELETE_AUTHORIZER_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteBasePathMapping",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("basepathmappings"), Segment::Label("basePath")],
        query: None,
        status: 202,
        input: &DELETE_BASE_PATH_MAPPING_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteClientCertificate",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("clientcertificates"), Segment::Label("clientCertificateId")],
        query: None,
        status: 202,
        input: &DELETE_CLIENT_CERTIFICATE_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteDeployment",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("deployments"), Segment::Label("deploymentId")],
        query: None,
        status: 202,
        input: &DELETE_DEPLOYMENT_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteDocumentationPart",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("documentation"), Segment::Literal("parts"), Segment::Label("documentationPartId")],
        query: None,
        status: 202,
        input: &DELETE_DOCUMENTATION_PART_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteDocumentationVersion",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("documentation"), Segment::Literal("versions"), Segment::Label("documentationVersion")],
        query: None,
        status: 202,
        input: &DELETE_DOCUMENTATION_VERSION_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteDomainName",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("domainnames"), Segment::Label("domainName")],
        query: None,
        status: 202,
        input: &DELETE_DOMAIN_NAME_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteDomainNameAccessAssociation",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("domainnameaccessassociations"), Segment::Label("domainNameAccessAssociationArn")],
        query: None,
        status: 202,
        input: &DELETE_DOMAIN_NAME_ACCESS_ASSOCIATION_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteGatewayResponse",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("gatewayresponses"), Segment::Label("responseType")],
        query: None,
        status: 202,
        input: &DELETE_GATEWAY_RESPONSE_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteIntegration",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod"), Segment::Literal("integration")],
        query: None,
        status: 204,
        input: &DELETE_INTEGRATION_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteIntegrationResponse",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod"), Segment::Literal("integration"), Segment::Literal("responses"), Segment::Label("statusCode")],
        query: None,
        status: 204,
        input: &DELETE_INTEGRATION_RESPONSE_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteMethod",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod")],
        query: None,
        status: 204,
        input: &DELETE_METHOD_REQUEST,
        output: None,
        errors: &["UnauthorizedException", "NotFoundException", "TooManyRequestsException", "ConflictException"],
    },
    OperationSpec {
        name: "DeleteMethodResponse",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod"), Segment::Literal("responses"), Segment::Label("statusCode")],
        query: None,
        status: 204,
        input: &DELETE_METHOD_RESPONSE_REQUEST,
        output: None,
        errors: &["UnauthorizedException", "NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "DeleteModel",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("models"), Segment::Label("modelName")],
        query: None,
        status: 202,
        input: &DELETE_MODEL_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteRequestValidator",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("requestvalidators"), Segment::Label("requestValidatorId")],
        query: None,
        status: 202,
        input: &DELETE_REQUEST_VALIDATOR_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteResource",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId")],
        query: None,
        status: 202,
        input: &DELETE_RESOURCE_REQUEST,
        output: None,
        errors: &["UnauthorizedException", "NotFoundException", "BadRequestException", "ConflictException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteRestApi",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId")],
        query: None,
        status: 202,
        input: &DELETE_REST_API_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteStage",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("stages"), Segment::Label("stageName")],
        query: None,
        status: 202,
        input: &DELETE_STAGE_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteUsagePlan",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("usageplans"), Segment::Label("usagePlanId")],
        query: None,
        status: 202,
        input: &DELETE_USAGE_PLAN_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteUsagePlanKey",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("usageplans"), Segment::Label("usagePlanId"), Segment::Literal("keys"), Segment::Label("keyId")],
        query: None,
        status: 202,
        input: &DELETE_USAGE_PLAN_KEY_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteVpcLink",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("vpclinks"), Segment::Label("vpcLinkId")],
        query: None,
        status: 202,
        input: &DELETE_VPC_LINK_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "FlushStageAuthorizersCache",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("stages"), Segment::Label("stageName"), Segment::Literal("cache"), Segment::Literal("authorizers")],
        query: None,
        status: 202,
        input: &FLUSH_STAGE_AUTHORIZERS_CACHE_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "FlushStageCache",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("stages"), Segment::Label("stageName"), Segment::Literal("cache"), Segment::Literal("data")],
        query: None,
        status: 202,
        input: &FLUSH_STAGE_CACHE_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GenerateClientCertificate",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("clientcertificates")],
        query: None,
        status: 201,
        input: &GENERATE_CLIENT_CERTIFICATE_REQUEST,
        output: Some(&CLIENT_CERTIFICATE),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetAccount",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("account")],
        query: None,
        status: 200,
        input: &GET_ACCOUNT_REQUEST,
        output: Some(&ACCOUNT),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetApiKey",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("apikeys"), Segment::Label("apiKey")],
        query: None,
        status: 200,
        input: &GET_API_KEY_REQUEST,
        output: Some(&API_KEY),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetApiKeys",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("apikeys")],
        query: None,
        status: 200,
        input: &GET_API_KEYS_REQUEST,
        output: Some(&API_KEYS),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetAuthorizer",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("authorizers"), Segment::Label("authorizerId")],
        query: None,
        status: 200,
        input: &GET_AUTHORIZER_REQUEST,
        output: Some(&AUTHORIZER),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetAuthorizers",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("authorizers")],
        query: None,
        status: 200,
        input: &GET_AUTHORIZERS_REQUEST,
        output: Some(&AUTHORIZERS),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetBasePathMapping",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("basepathmappings"), Segment::Label("basePath")],
        query: None,
        status: 200,
        input: &GET_BASE_PATH_MAPPING_REQUEST,
        output: Some(&BASE_PATH_MAPPING),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetBasePathMappings",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("basepathmappings")],
        query: None,
        status: 200,
        input: &GET_BASE_PATH_MAPPINGS_REQUEST,
        output: Some(&BASE_PATH_MAPPINGS),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetClientCertificate",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("clientcertificates"), Segment::Label("clientCertificateId")],
        query: None,
        status: 200,
        input: &GET_CLIENT_CERTIFICATE_REQUEST,
        output: Some(&CLIENT_CERTIFICATE),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetClientCertificates",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("clientcertificates")],
        query: None,
        status: 200,
        input: &GET_CLIENT_CERTIFICATES_REQUEST,
        output: Some(&CLIENT_CERTIFICATES),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetDeployment",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("deployments"), Segment::Label("deploymentId")],
        query: None,
        status: 200,
        input: &GET_DEPLOYMENT_REQUEST,
        output: Some(&DEPLOYMENT),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException", "ServiceUnavailableException"],
    },
    OperationSpec {
        name: "GetDeployments",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("deployments")],
        query: None,
        status: 200,
        input: &GET_DEPLOYMENTS_REQUEST,
        output: Some(&DEPLOYMENTS),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException", "ServiceUnavailableException"],
    },
    OperationSpec {
        name: "GetDocumentationPart",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("documentation"), Segment::Literal("parts"), Segment::Label("documentationPartId")],
        query: None,
        status: 200,
        input: &GET_DOCUMENTATION_PART_REQUEST,
        output: Some(&DOCUMENTATION_PART),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetDocumentationParts",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("documentation"), Segment::Literal("parts")],
        query: None,
        status: 200,
        input: &GET_DOCUMENTATION_PARTS_REQUEST,
        output: Some(&DOCUMENTATION_PARTS),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetDocumentationVersion",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("documentation"), Segment::Literal("versions"), Segment::Label("documentationVersion")],
        query: None,
        status: 200,
        input: &GET_DOCUMENTATION_VERSION_REQUEST,
        output: Some(&DOCUMENTATION_VERSION),
        errors: &["UnauthorizedException", "NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetDocumentationVersions",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("documentation"), Segment::Literal("versions")],
        query: None,
        status: 200,
        input: &GET_DOCUMENTATION_VERSIONS_REQUEST,
        output: Some(&DOCUMENTATION_VERSIONS),
        errors: &["BadRequestException", "UnauthorizedException", "NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetDomainName",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("domainnames"), Segment::Label("domainName")],
        query: None,
        status: 200,
        input: &GET_DOMAIN_NAME_REQUEST,
        output: Some(&DOMAIN_NAME),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetDomainNameAccessAssociations",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("domainnameaccessassociations")],
        query: None,
        status: 200,
        input: &GET_DOMAIN_NAME_ACCESS_ASSOCIATIONS_REQUEST,
        output: Some(&DOMAIN_NAME_ACCESS_ASSOCIATIONS),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetDomainNames",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("domainnames")],
        query: None,
        status: 200,
        input: &GET_DOMAIN_NAMES_REQUEST,
        output: Some(&DOMAIN_NAMES),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetExport",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("stages"), Segment::Label("stageName"), Segment::Literal("exports"), Segment::Label("exportType")],
        query: None,
        status: 200,
        input: &GET_EXPORT_REQUEST,
        output: Some(&EXPORT_RESPONSE),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetGatewayResponse",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("gatewayresponses"), Segment::Label("responseType")],
        query: None,
        status: 200,
        input: &GET_GATEWAY_RESPONSE_REQUEST,
        output: Some(&GATEWAY_RESPONSE),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetGatewayResponses",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("gatewayresponses")],
        query: None,
        status: 200,
        input: &GET_GATEWAY_RESPONSES_REQUEST,
        output: Some(&GATEWAY_RESPONSES),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetIntegration",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod"), Segment::Literal("integration")],
        query: None,
        status: 200,
        input: &GET_INTEGRATION_REQUEST,
        output: Some(&INTEGRATION),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetIntegrationResponse",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod"), Segment::Literal("integration"), Segment::Literal("responses"), Segment::Label("statusCode")],
        query: None,
        status: 200,
        input: &GET_INTEGRATION_RESPONSE_REQUEST,
        output: Some(&INTEGRATION_RESPONSE),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetMethod",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod")],
        query: None,
        status: 200,
        input: &GET_METHOD_REQUEST,
        output: Some(&METHOD),
        errors: &["UnauthorizedException", "NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetMethodResponse",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod"), Segment::Literal("responses"), Segment::Label("statusCode")],
        query: None,
        status: 200,
        input: &GET_METHOD_RESPONSE_REQUEST,
        output: Some(&METHOD_RESPONSE),
        errors: &["UnauthorizedException", "NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetModel",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("models"), Segment::Label("modelName")],
        query: None,
        status: 200,
        input: &GET_MODEL_REQUEST,
        output: Some(&MODEL),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetModelTemplate",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("models"), Segment::Label("modelName"), Segment::Literal("default_template")],
        query: None,
        status: 200,
        input: &GET_MODEL_TEMPLATE_REQUEST,
        output: Some(&TEMPLATE),
        errors: &["UnauthorizedException", "NotFoundException", "BadRequestException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetModels",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("models")],
        query: None,
        status: 200,
        input: &GET_MODELS_REQUEST,
        output: Some(&MODELS),
        errors: &["BadRequestException", "UnauthorizedException", "NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetRequestValidator",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("requestvalidators"), Segment::Label("requestValidatorId")],
        query: None,
        status: 200,
        input: &GET_REQUEST_VALIDATOR_REQUEST,
        output: Some(&REQUEST_VALIDATOR),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetRequestValidators",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("requestvalidators")],
        query: None,
        status: 200,
        input: &GET_REQUEST_VALIDATORS_REQUEST,
        output: Some(&REQUEST_VALIDATORS),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetResource",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId")],
        query: None,
        status: 200,
        input: &GET_RESOURCE_REQUEST,
        output: Some(&RESOURCE),
        errors: &["UnauthorizedException", "NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetResources",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources")],
        query: None,
        status: 200,
        input: &GET_RESOURCES_REQUEST,
        output: Some(&RESOURCES),
        errors: &["BadRequestException", "UnauthorizedException", "NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetRestApi",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId")],
        query: None,
        status: 200,
        input: &GET_REST_API_REQUEST,
        output: Some(&REST_API),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetRestApis",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis")],
        query: None,
        status: 200,
        input: &GET_REST_APIS_REQUEST,
        output: Some(&REST_APIS),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetSdk",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("stages"), Segment::Label("stageName"), Segment::Literal("sdks"), Segment::Label("sdkType")],
        query: None,
        status: 200,
        input: &GET_SDK_REQUEST,
        output: Some(&SDK_RESPONSE),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetSdkType",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("sdktypes"), Segment::Label("id")],
        query: None,
        status: 200,
        input: &GET_SDK_TYPE_REQUEST,
        output: Some(&SDK_TYPE),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetSdkTypes",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("sdktypes")],
        query: None,
        status: 200,
        input: &GET_SDK_TYPES_REQUEST,
        output: Some(&SDK_TYPES),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetStage",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("stages"), Segment::Label("stageName")],
        query: None,
        status: 200,
        input: &GET_STAGE_REQUEST,
        output: Some(&STAGE),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetStages",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("stages")],
        query: None,
        status: 200,
        input: &GET_STAGES_REQUEST,
        output: Some(&STAGES),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetTags",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("tags"), Segment::Label("resourceArn")],
        query: None,
        status: 200,
        input: &GET_TAGS_REQUEST,
        output: Some(&TAGS),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetUsage",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("usageplans"), Segment::Label("usagePlanId"), Segment::Literal("usage")],
        query: None,
        status: 200,
        input: &GET_USAGE_REQUEST,
        output: Some(&USAGE),
        errors: &["BadRequestException", "UnauthorizedException", "NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetUsagePlan",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("usageplans"), Segment::Label("usagePlanId")],
        query: None,
        status: 200,
        input: &GET_USAGE_PLAN_REQUEST,
        output: Some(&USAGE_PLAN),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetUsagePlanKey",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("usageplans"), Segment::Label("usagePlanId"), Segment::Literal("keys"), Segment::Label("keyId")],
        query: None,
        status: 200,
        input: &GET_USAGE_PLAN_KEY_REQUEST,
        output: Some(&USAGE_PLAN_KEY),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetUsagePlanKeys",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("usageplans"), Segment::Label("usagePlanId"), Segment::Literal("keys")],
        query: None,
        status: 200,
        input: &GET_USAGE_PLAN_KEYS_REQUEST,
        output: Some(&USAGE_PLAN_KEYS),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetUsagePlans",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("usageplans")],
        query: None,
        status: 200,
        input: &GET_USAGE_PLANS_REQUEST,
        output: Some(&USAGE_PLANS),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetVpcLink",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("vpclinks"), Segment::Label("vpcLinkId")],
        query: None,
        status: 200,
        input: &GET_VPC_LINK_REQUEST,
        output: Some(&VPC_LINK),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetVpcLinks",
        service: Service::ApiGateway,
        method: "GET",
        path: &[Segment::Literal("vpclinks")],
        query: None,
        status: 200,
        input: &GET_VPC_LINKS_REQUEST,
        output: Some(&VPC_LINKS),
        errors: &["BadRequestException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "ImportApiKeys",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("apikeys")],
        query: Some(("mode", "import")),
        status: 201,
        input: &IMPORT_API_KEYS_REQUEST,
        output: Some(&API_KEY_IDS),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "ImportDocumentationParts",
        service: Service::ApiGateway,
        method: "PUT",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("documentation"), Segment::Literal("parts")],
        query: None,
        status: 200,
        input: &IMPORT_DOCUMENTATION_PARTS_REQUEST,
        output: Some(&DOCUMENTATION_PART_IDS),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "ImportRestApi",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("restapis")],
        query: Some(("mode", "import")),
        status: 201,
        input: &IMPORT_REST_API_REQUEST,
        output: Some(&REST_API),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "PutGatewayResponse",
        service: Service::ApiGateway,
        method: "PUT",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("gatewayresponses"), Segment::Label("responseType")],
        query: None,
        status: 201,
        input: &PUT_GATEWAY_RESPONSE_REQUEST,
        output: Some(&GATEWAY_RESPONSE),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "PutIntegration",
        service: Service::ApiGateway,
        method: "PUT",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod"), Segment::Literal("integration")],
        query: None,
        status: 201,
        input: &PUT_INTEGRATION_REQUEST,
        output: Some(&INTEGRATION),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "PutIntegrationResponse",
        service: Service::ApiGateway,
        method: "PUT",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod"), Segment::Literal("integration"), Segment::Literal("responses"), Segment::Label("statusCode")],
        query: None,
        status: 201,
        input: &PUT_INTEGRATION_RESPONSE_REQUEST,
        output: Some(&INTEGRATION_RESPONSE),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "PutMethod",
        service: Service::ApiGateway,
        method: "PUT",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod")],
        query: None,
        status: 201,
        input: &PUT_METHOD_REQUEST,
        output: Some(&METHOD),
        errors: &["BadRequestException", "UnauthorizedException", "NotFoundException", "ConflictException", "LimitExceededException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "PutMethodResponse",
        service: Service::ApiGateway,
        method: "PUT",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod"), Segment::Literal("responses"), Segment::Label("statusCode")],
        query: None,
        status: 201,
        input: &PUT_METHOD_RESPONSE_REQUEST,
        output: Some(&METHOD_RESPONSE),
        errors: &["UnauthorizedException", "NotFoundException", "ConflictException", "LimitExceededException", "BadRequestException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "PutRestApi",
        service: Service::ApiGateway,
        method: "PUT",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId")],
        query: None,
        status: 200,
        input: &PUT_REST_API_REQUEST,
        output: Some(&REST_API),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "RejectDomainNameAccessAssociation",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("rejectdomainnameaccessassociations")],
        query: None,
        status: 202,
        input: &REJECT_DOMAIN_NAME_ACCESS_ASSOCIATION_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "TagResource",
        service: Service::ApiGateway,
        method: "PUT",
        path: &[Segment::Literal("tags"), Segment::Label("resourceArn")],
        query: None,
        status: 204,
        input: &TAG_RESOURCE_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "TestInvokeAuthorizer",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("authorizers"), Segment::Label("authorizerId")],
        query: None,
        status: 200,
        input: &TEST_INVOKE_AUTHORIZER_REQUEST,
        output: Some(&TEST_INVOKE_AUTHORIZER_RESPONSE),
        errors: &["BadRequestException", "UnauthorizedException", "NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "TestInvokeMethod",
        service: Service::ApiGateway,
        method: "POST",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod")],
        query: None,
        status: 200,
        input: &TEST_INVOKE_METHOD_REQUEST,
        output: Some(&TEST_INVOKE_METHOD_RESPONSE),
        errors: &["BadRequestException", "UnauthorizedException", "NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UntagResource",
        service: Service::ApiGateway,
        method: "DELETE",
        path: &[Segment::Literal("tags"), Segment::Label("resourceArn")],
        query: None,
        status: 204,
        input: &UNTAG_RESOURCE_REQUEST,
        output: None,
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateAccount",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("account")],
        query: None,
        status: 200,
        input: &UPDATE_ACCOUNT_REQUEST,
        output: Some(&ACCOUNT),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateApiKey",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("apikeys"), Segment::Label("apiKey")],
        query: None,
        status: 200,
        input: &UPDATE_API_KEY_REQUEST,
        output: Some(&API_KEY),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateAuthorizer",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("authorizers"), Segment::Label("authorizerId")],
        query: None,
        status: 200,
        input: &UPDATE_AUTHORIZER_REQUEST,
        output: Some(&AUTHORIZER),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateBasePathMapping",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("basepathmappings"), Segment::Label("basePath")],
        query: None,
        status: 200,
        input: &UPDATE_BASE_PATH_MAPPING_REQUEST,
        output: Some(&BASE_PATH_MAPPING),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateClientCertificate",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("clientcertificates"), Segment::Label("clientCertificateId")],
        query: None,
        status: 200,
        input: &UPDATE_CLIENT_CERTIFICATE_REQUEST,
        output: Some(&CLIENT_CERTIFICATE),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateDeployment",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("deployments"), Segment::Label("deploymentId")],
        query: None,
        status: 200,
        input: &UPDATE_DEPLOYMENT_REQUEST,
        output: Some(&DEPLOYMENT),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException", "ServiceUnavailableException"],
    },
    OperationSpec {
        name: "UpdateDocumentationPart",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("documentation"), Segment::Literal("parts"), Segment::Label("documentationPartId")],
        query: None,
        status: 200,
        input: &UPDATE_DOCUMENTATION_PART_REQUEST,
        output: Some(&DOCUMENTATION_PART),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateDocumentationVersion",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("documentation"), Segment::Literal("versions"), Segment::Label("documentationVersion")],
        query: None,
        status: 200,
        input: &UPDATE_DOCUMENTATION_VERSION_REQUEST,
        output: Some(&DOCUMENTATION_VERSION),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateDomainName",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("domainnames"), Segment::Label("domainName")],
        query: None,
        status: 200,
        input: &UPDATE_DOMAIN_NAME_REQUEST,
        output: Some(&DOMAIN_NAME),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateGatewayResponse",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("gatewayresponses"), Segment::Label("responseType")],
        query: None,
        status: 200,
        input: &UPDATE_GATEWAY_RESPONSE_REQUEST,
        output: Some(&GATEWAY_RESPONSE),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateIntegration",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod"), Segment::Literal("integration")],
        query: None,
        status: 200,
        input: &UPDATE_INTEGRATION_REQUEST,
        output: Some(&INTEGRATION),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateIntegrationResponse",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod"), Segment::Literal("integration"), Segment::Literal("responses"), Segment::Label("statusCode")],
        query: None,
        status: 200,
        input: &UPDATE_INTEGRATION_RESPONSE_REQUEST,
        output: Some(&INTEGRATION_RESPONSE),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateMethod",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod")],
        query: None,
        status: 200,
        input: &UPDATE_METHOD_REQUEST,
        output: Some(&METHOD),
        errors: &["UnauthorizedException", "NotFoundException", "BadRequestException", "ConflictException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateMethodResponse",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId"), Segment::Literal("methods"), Segment::Label("httpMethod"), Segment::Literal("responses"), Segment::Label("statusCode")],
        query: None,
        status: 201,
        input: &UPDATE_METHOD_RESPONSE_REQUEST,
        output: Some(&METHOD_RESPONSE),
        errors: &["UnauthorizedException", "NotFoundException", "ConflictException", "LimitExceededException", "BadRequestException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateModel",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("models"), Segment::Label("modelName")],
        query: None,
        status: 200,
        input: &UPDATE_MODEL_REQUEST,
        output: Some(&MODEL),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateRequestValidator",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("requestvalidators"), Segment::Label("requestValidatorId")],
        query: None,
        status: 200,
        input: &UPDATE_REQUEST_VALIDATOR_REQUEST,
        output: Some(&REQUEST_VALIDATOR),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateResource",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("resources"), Segment::Label("resourceId")],
        query: None,
        status: 200,
        input: &UPDATE_RESOURCE_REQUEST,
        output: Some(&RESOURCE),
        errors: &["UnauthorizedException", "NotFoundException", "ConflictException", "BadRequestException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateRestApi",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId")],
        query: None,
        status: 200,
        input: &UPDATE_REST_API_REQUEST,
        output: Some(&REST_API),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateStage",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("restapis"), Segment::Label("restApiId"), Segment::Literal("stages"), Segment::Label("stageName")],
        query: None,
        status: 200,
        input: &UPDATE_STAGE_REQUEST,
        output: Some(&STAGE),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateUsage",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("usageplans"), Segment::Label("usagePlanId"), Segment::Literal("keys"), Segment::Label("keyId"), Segment::Literal("usage")],
        query: None,
        status: 200,
        input: &UPDATE_USAGE_REQUEST,
        output: Some(&USAGE),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateUsagePlan",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("usageplans"), Segment::Label("usagePlanId")],
        query: None,
        status: 200,
        input: &UPDATE_USAGE_PLAN_REQUEST,
        output: Some(&USAGE_PLAN),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "UpdateVpcLink",
        service: Service::ApiGateway,
        method: "PATCH",
        path: &[Segment::Literal("vpclinks"), Segment::Label("vpcLinkId")],
        query: None,
        status: 200,
        input: &UPDATE_VPC_LINK_REQUEST,
        output: Some(&VPC_LINK),
        errors: &["BadRequestException", "ConflictException", "LimitExceededException", "NotFoundException", "UnauthorizedException", "TooManyRequestsException"],
    },
];

static ACCESS_ASSOCIATION_SOURCE_TYPE: Text = Text { values: &["VPCE"], length: Range::FREE, pattern: None };

static ACCESS_LOG_SETTINGS: Structure = Structure {
    name: "AccessLogSettings",
    members: &[
        Member { name: "format", wire: "format", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "destinationArn", wire: "destinationArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static ACCOUNT: Structure = Structure {
    name: "Account",
    members: &[
        Member { name: "cloudwatchRoleArn", wire: "cloudwatchRoleArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "throttleSettings", wire: "throttleSettings", location: Location::Body, required: false, shape: Shape::Structure(&THROTTLE_SETTINGS) },
        Member { name: "features", wire: "features", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "apiKeyVersion", wire: "apiKeyVersion", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static API_KEY: Structure = Structure {
    name: "ApiKey",
    members: &[
        Member { name: "id", wire: "id", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "value", wire: "value", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "customerId", wire: "customerId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "enabled", wire: "enabled", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::UnixTimestamp) },
        Member { name: "lastUpdatedDate", wire: "lastUpdatedDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::UnixTimestamp) },
        Member { name: "stageKeys", wire: "stageKeys", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static API_KEY_IDS: Structure = Structure {
    name: "ApiKeyIds",
    members: &[
        Member { name: "ids", wire: "ids", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "warnings", wire: "warnings", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static API_KEY_SOURCE_TYPE: Text = Text { values: &["AUTHORIZER", "HEADER"], length: Range::FREE, pattern: None };

static API_KEYS: Structure = Structure {
    name: "ApiKeys",
    members: &[
        Member { name: "warnings", wire: "warnings", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_API_KEY) },
    ],
};

static API_KEYS_FORMAT: Text = Text { values: &["csv"], length: Range::FREE, pattern: None };

static API_STAGE: Structure = Structure {
    name: "ApiStage",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "stage", wire: "stage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "throttle", wire: "throttle", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_API_STAGE_THROTTLE_SETTINGS) },
    ],
};

static API_STATUS: Text = Text { values: &["UPDATING", "AVAILABLE", "PENDING", "FAILED"], length: Range::FREE, pattern: None };

static AUTHORIZER: Structure = Structure {
    name: "Authorizer",
    members: &[
        Member { name: "id", wire: "id", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "type", wire: "type", location: Location::Body, required: false, shape: Shape::String(&AUTHORIZER_TYPE) },
        Member { name: "providerARNs", wire: "providerARNs", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_ARNS) },
        Member { name: "authType", wire: "authType", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerUri", wire: "authorizerUri", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerCredentials", wire: "authorizerCredentials", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "identitySource", wire: "identitySource", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "identityValidationExpression", wire: "identityValidationExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerResultTtlInSeconds", wire: "authorizerResultTtlInSeconds", location: Location::Body, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static AUTHORIZER_TYPE: Text = Text { values: &["REQUEST", "COGNITO_USER_POOLS", "TOKEN"], length: Range::FREE, pattern: None };

static AUTHORIZERS: Structure = Structure {
    name: "Authorizers",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_AUTHORIZER) },
    ],
};

static BASE_PATH_MAPPING: Structure = Structure {
    name: "BasePathMapping",
    members: &[
        Member { name: "basePath", wire: "basePath", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "restApiId", wire: "restApiId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "stage", wire: "stage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static BASE_PATH_MAPPINGS: Structure = Structure {
    name: "BasePathMappings",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_BASE_PATH_MAPPING) },
    ],
};

static CACHE_CLUSTER_SIZE: Text = Text { values: &["58.2", "13.5", "28.4", "237", "0.5", "118", "6.1", "1.6"], length: Range::FREE, pattern: None };

static CACHE_CLUSTER_STATUS: Text = Text { values: &["CREATE_IN_PROGRESS", "AVAILABLE", "FLUSH_IN_PROGRESS", "DELETE_IN_PROGRESS", "NOT_AVAILABLE"], length: Range::FREE, pattern: None };

static CANARY_SETTINGS: Structure = Structure {
    name: "CanarySettings",
    members: &[
        Member { name: "percentTraffic", wire: "percentTraffic", location: Location::Body, required: false, shape: Shape::Double },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "stageVariableOverrides", wire: "stageVariableOverrides", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "useStageCache", wire: "useStageCache", location: Location::Body, required: false, shape: Shape::Boolean },
    ],
};

static CLIENT_CERTIFICATE: Structure = Structure {
    name: "ClientCertificate",
    members: &[
        Member { name: "clientCertificateId", wire: "clientCertificateId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "pemEncodedCertificate", wire: "pemEncodedCertificate", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::UnixTimestamp) },
        Member { name: "expirationDate", wire: "expirationDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::UnixTimestamp) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static CLIENT_CERTIFICATES: Structure = Structure {
    name: "ClientCertificates",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_CLIENT_CERTIFICATE) },
    ],
};

static CONNECTION_TYPE: Text = Text { values: &["INTERNET", "VPC_LINK"], length: Range::FREE, pattern: None };

static CONTENT_HANDLING_STRATEGY: Text = Text { values: &["CONVERT_TO_TEXT", "CONVERT_TO_BINARY"], length: Range::FREE, pattern: None };

static CREATE_API_KEY_REQUEST: Structure = Structure {
    name: "CreateApiKeyRequest",
    members: &[
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "enabled", wire: "enabled", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "generateDistinctId", wire: "generateDistinctId", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "value", wire: "value", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "stageKeys", wire: "stageKeys", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STAGE_KEYS) },
        Member { name: "customerId", wire: "customerId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static CREATE_AUTHORIZER_REQUEST: Structure = Structure {
    name: "CreateAuthorizerRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "type", wire: "type", location: Location::Body, required: true, shape: Shape::String(&AUTHORIZER_TYPE) },
        Member { name: "providerARNs", wire: "providerARNs", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_ARNS) },
        Member { name: "authType", wire: "authType", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerUri", wire: "authorizerUri", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerCredentials", wire: "authorizerCredentials", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "identitySource", wire: "identitySource", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "identityValidationExpression", wire: "identityValidationExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerResultTtlInSeconds", wire: "authorizerResultTtlInSeconds", location: Location::Body, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static CREATE_BASE_PATH_MAPPING_REQUEST: Structure = Structure {
    name: "CreateBasePathMappingRequest",
    members: &[
        Member { name: "domainName", wire: "domain_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameId", wire: "domainNameId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "basePath", wire: "basePath", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "restApiId", wire: "restApiId", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stage", wire: "stage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static CREATE_DEPLOYMENT_REQUEST: Structure = Structure {
    name: "CreateDeploymentRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stageName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "stageDescription", wire: "stageDescription", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "cacheClusterEnabled", wire: "cacheClusterEnabled", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "cacheClusterSize", wire: "cacheClusterSize", location: Location::Body, required: false, shape: Shape::String(&CACHE_CLUSTER_SIZE) },
        Member { name: "variables", wire: "variables", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "canarySettings", wire: "canarySettings", location: Location::Body, required: false, shape: Shape::Structure(&DEPLOYMENT_CANARY_SETTINGS) },
        Member { name: "tracingEnabled", wire: "tracingEnabled", location: Location::Body, required: false, shape: Shape::Boolean },
    ],
};

static CREATE_DOCUMENTATION_PART_REQUEST: Structure = Structure {
    name: "CreateDocumentationPartRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "location", wire: "location", location: Location::Body, required: true, shape: Shape::Structure(&DOCUMENTATION_PART_LOCATION) },
        Member { name: "properties", wire: "properties", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
    ],
};

static CREATE_DOCUMENTATION_VERSION_REQUEST: Structure = Structure {
    name: "CreateDocumentationVersionRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "documentationVersion", wire: "documentationVersion", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stageName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static CREATE_DOMAIN_NAME_ACCESS_ASSOCIATION_REQUEST: Structure = Structure {
    name: "CreateDomainNameAccessAssociationRequest",
    members: &[
        Member { name: "domainNameArn", wire: "domainNameArn", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "accessAssociationSourceType", wire: "accessAssociationSourceType", location: Location::Body, required: true, shape: Shape::String(&ACCESS_ASSOCIATION_SOURCE_TYPE) },
        Member { name: "accessAssociationSource", wire: "accessAssociationSource", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static CREATE_DOMAIN_NAME_REQUEST: Structure = Structure {
    name: "CreateDomainNameRequest",
    members: &[
        Member { name: "domainName", wire: "domainName", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "certificateName", wire: "certificateName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "certificateBody", wire: "certificateBody", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "certificatePrivateKey", wire: "certificatePrivateKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "certificateChain", wire: "certificateChain", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "certificateArn", wire: "certificateArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "regionalCertificateName", wire: "regionalCertificateName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "regionalCertificateArn", wire: "regionalCertificateArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "endpointConfiguration", wire: "endpointConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&ENDPOINT_CONFIGURATION) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "securityPolicy", wire: "securityPolicy", location: Location::Body, required: false, shape: Shape::String(&SECURITY_POLICY) },
        Member { name: "endpointAccessMode", wire: "endpointAccessMode", location: Location::Body, required: false, shape: Shape::String(&ENDPOINT_ACCESS_MODE) },
        Member { name: "mutualTlsAuthentication", wire: "mutualTlsAuthentication", location: Location::Body, required: false, shape: Shape::Structure(&MUTUAL_TLS_AUTHENTICATION_INPUT) },
        Member { name: "ownershipVerificationCertificateArn", wire: "ownershipVerificationCertificateArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "policy", wire: "policy", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routingMode", wire: "routingMode", location: Location::Body, required: false, shape: Shape::String(&ROUTING_MODE) },
    ],
};

static CREATE_MODEL_REQUEST: Structure = Structure {
    name: "CreateModelRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "schema", wire: "schema", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "contentType", wire: "contentType", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
    ],
};

static CREATE_REQUEST_VALIDATOR_REQUEST: Structure = Structure {
    name: "CreateRequestValidatorRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "validateRequestBody", wire: "validateRequestBody", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "validateRequestParameters", wire: "validateRequestParameters", location: Location::Body, required: false, shape: Shape::Boolean },
    ],
};

static CREATE_RESOURCE_REQUEST: Structure = Structure {
    name: "CreateResourceRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "parentId", wire: "parent_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "pathPart", wire: "pathPart", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
    ],
};

static CREATE_REST_API_REQUEST: Structure = Structure {
    name: "CreateRestApiRequest",
    members: &[
        Member { name: "name", wire: "name", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "version", wire: "version", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "cloneFrom", wire: "cloneFrom", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "binaryMediaTypes", wire: "binaryMediaTypes", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "minimumCompressionSize", wire: "minimumCompressionSize", location: Location::Body, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "apiKeySource", wire: "apiKeySource", location: Location::Body, required: false, shape: Shape::String(&API_KEY_SOURCE_TYPE) },
        Member { name: "endpointConfiguration", wire: "endpointConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&ENDPOINT_CONFIGURATION) },
        Member { name: "policy", wire: "policy", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "disableExecuteApiEndpoint", wire: "disableExecuteApiEndpoint", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "securityPolicy", wire: "securityPolicy", location: Location::Body, required: false, shape: Shape::String(&SECURITY_POLICY) },
        Member { name: "endpointAccessMode", wire: "endpointAccessMode", location: Location::Body, required: false, shape: Shape::String(&ENDPOINT_ACCESS_MODE) },
    ],
};

static CREATE_STAGE_REQUEST: Structure = Structure {
    name: "CreateStageRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stageName", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "cacheClusterEnabled", wire: "cacheClusterEnabled", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "cacheClusterSize", wire: "cacheClusterSize", location: Location::Body, required: false, shape: Shape::String(&CACHE_CLUSTER_SIZE) },
        Member { name: "variables", wire: "variables", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "documentationVersion", wire: "documentationVersion", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "canarySettings", wire: "canarySettings", location: Location::Body, required: false, shape: Shape::Structure(&CANARY_SETTINGS) },
        Member { name: "tracingEnabled", wire: "tracingEnabled", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static CREATE_USAGE_PLAN_KEY_REQUEST: Structure = Structure {
    name: "CreateUsagePlanKeyRequest",
    members: &[
        Member { name: "usagePlanId", wire: "usageplanId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "keyId", wire: "keyId", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "keyType", wire: "keyType", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
    ],
};

static CREATE_USAGE_PLAN_REQUEST: Structure = Structure {
    name: "CreateUsagePlanRequest",
    members: &[
        Member { name: "name", wire: "name", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiStages", wire: "apiStages", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_API_STAGE) },
        Member { name: "throttle", wire: "throttle", location: Location::Body, required: false, shape: Shape::Structure(&THROTTLE_SETTINGS) },
        Member { name: "quota", wire: "quota", location: Location::Body, required: false, shape: Shape::Structure(&QUOTA_SETTINGS) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static CREATE_VPC_LINK_REQUEST: Structure = Structure {
    name: "CreateVpcLinkRequest",
    members: &[
        Member { name: "name", wire: "name", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "targetArns", wire: "targetArns", location: Location::Body, required: true, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static DELETE_API_KEY_REQUEST: Structure = Structure {
    name: "DeleteApiKeyRequest",
    members: &[
        Member { name: "apiKey", wire: "api_Key", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_AUTHORIZER_REQUEST: Structure = Structure {
    name: "DeleteAuthorizerRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "authorizerId", wire: "authorizer_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_BASE_PATH_MAPPING_REQUEST: Structure = Structure {
    name: "DeleteBasePathMappingRequest",
    members: &[
        Member { name: "domainName", wire: "domain_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameId", wire: "domainNameId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "basePath", wire: "base_path", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_CLIENT_CERTIFICATE_REQUEST: Structure = Structure {
    name: "DeleteClientCertificateRequest",
    members: &[
        Member { name: "clientCertificateId", wire: "clientcertificate_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_DEPLOYMENT_REQUEST: Structure = Structure {
    name: "DeleteDeploymentRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "deploymentId", wire: "deployment_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_DOCUMENTATION_PART_REQUEST: Structure = Structure {
    name: "DeleteDocumentationPartRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "documentationPartId", wire: "part_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_DOCUMENTATION_VERSION_REQUEST: Structure = Structure {
    name: "DeleteDocumentationVersionRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "documentationVersion", wire: "doc_version", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_DOMAIN_NAME_ACCESS_ASSOCIATION_REQUEST: Structure = Structure {
    name: "DeleteDomainNameAccessAssociationRequest",
    members: &[
        Member { name: "domainNameAccessAssociationArn", wire: "domain_name_access_association_arn", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_DOMAIN_NAME_REQUEST: Structure = Structure {
    name: "DeleteDomainNameRequest",
    members: &[
        Member { name: "domainName", wire: "domain_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameId", wire: "domainNameId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_GATEWAY_RESPONSE_REQUEST: Structure = Structure {
    name: "DeleteGatewayResponseRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "responseType", wire: "response_type", location: Location::Uri, required: true, shape: Shape::String(&GATEWAY_RESPONSE_TYPE) },
    ],
};

static DELETE_INTEGRATION_REQUEST: Structure = Structure {
    name: "DeleteIntegrationRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_INTEGRATION_RESPONSE_REQUEST: Structure = Structure {
    name: "DeleteIntegrationResponseRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "statusCode", wire: "status_code", location: Location::Uri, required: true, shape: Shape::String(&STATUS_CODE) },
    ],
};

static DELETE_METHOD_REQUEST: Structure = Structure {
    name: "DeleteMethodRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_METHOD_RESPONSE_REQUEST: Structure = Structure {
    name: "DeleteMethodResponseRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "statusCode", wire: "status_code", location: Location::Uri, required: true, shape: Shape::String(&STATUS_CODE) },
    ],
};

static DELETE_MODEL_REQUEST: Structure = Structure {
    name: "DeleteModelRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "modelName", wire: "model_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_REQUEST_VALIDATOR_REQUEST: Structure = Structure {
    name: "DeleteRequestValidatorRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "requestValidatorId", wire: "requestvalidator_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_RESOURCE_REQUEST: Structure = Structure {
    name: "DeleteResourceRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_REST_API_REQUEST: Structure = Structure {
    name: "DeleteRestApiRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_STAGE_REQUEST: Structure = Structure {
    name: "DeleteStageRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stage_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_USAGE_PLAN_KEY_REQUEST: Structure = Structure {
    name: "DeleteUsagePlanKeyRequest",
    members: &[
        Member { name: "usagePlanId", wire: "usageplanId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "keyId", wire: "keyId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_USAGE_PLAN_REQUEST: Structure = Structure {
    name: "DeleteUsagePlanRequest",
    members: &[
        Member { name: "usagePlanId", wire: "usageplanId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_VPC_LINK_REQUEST: Structure = Structure {
    name: "DeleteVpcLinkRequest",
    members: &[
        Member { name: "vpcLinkId", wire: "vpclink_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DEPLOYMENT: Structure = Structure {
    name: "Deployment",
    members: &[
        Member { name: "id", wire: "id", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::UnixTimestamp) },
        Member { name: "apiSummary", wire: "apiSummary", location: Location::Body, required: false, shape: Shape::Map(&PATH_TO_MAP_OF_METHOD_SNAPSHOT) },
    ],
};

static DEPLOYMENT_CANARY_SETTINGS: Structure = Structure {
    name: "DeploymentCanarySettings",
    members: &[
        Member { name: "percentTraffic", wire: "percentTraffic", location: Location::Body, required: false, shape: Shape::Double },
        Member { name: "stageVariableOverrides", wire: "stageVariableOverrides", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "useStageCache", wire: "useStageCache", location: Location::Body, required: false, shape: Shape::Boolean },
    ],
};

static DEPLOYMENTS: Structure = Structure {
    name: "Deployments",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_DEPLOYMENT) },
    ],
};

static DOCUMENTATION_PART: Structure = Structure {
    name: "DocumentationPart",
    members: &[
        Member { name: "id", wire: "id", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "location", wire: "location", location: Location::Body, required: false, shape: Shape::Structure(&DOCUMENTATION_PART_LOCATION) },
        Member { name: "properties", wire: "properties", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static DOCUMENTATION_PART_IDS: Structure = Structure {
    name: "DocumentationPartIds",
    members: &[
        Member { name: "ids", wire: "ids", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "warnings", wire: "warnings", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static DOCUMENTATION_PART_LOCATION: Structure = Structure {
    name: "DocumentationPartLocation",
    members: &[
        Member { name: "type", wire: "type", location: Location::Body, required: true, shape: Shape::String(&DOCUMENTATION_PART_TYPE) },
        Member { name: "path", wire: "path", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "method", wire: "method", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "statusCode", wire: "statusCode", location: Location::Body, required: false, shape: Shape::String(&DOCUMENTATION_PART_LOCATION_STATUS_CODE) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static DOCUMENTATION_PART_LOCATION_STATUS_CODE_PATTERN: Pattern = Pattern::new("^([1-5]\\d\\d|\\*|\\s*)$");

static DOCUMENTATION_PART_LOCATION_STATUS_CODE: Text = Text { values: &[], length: Range::FREE, pattern: Some(&DOCUMENTATION_PART_LOCATION_STATUS_CODE_PATTERN) };

static DOCUMENTATION_PART_TYPE: Text = Text { values: &["RESPONSE_BODY", "RESPONSE", "METHOD", "MODEL", "AUTHORIZER", "RESPONSE_HEADER", "RESOURCE", "PATH_PARAMETER", "REQUEST_BODY", "QUERY_PARAMETER", "API", "REQUEST_HEADER"], length: Range::FREE, pattern: None };

static DOCUMENTATION_PARTS: Structure = Structure {
    name: "DocumentationParts",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_DOCUMENTATION_PART) },
    ],
};

static DOCUMENTATION_VERSION: Structure = Structure {
    name: "DocumentationVersion",
    members: &[
        Member { name: "version", wire: "version", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::UnixTimestamp) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static DOCUMENTATION_VERSIONS: Structure = Structure {
    name: "DocumentationVersions",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_DOCUMENTATION_VERSION) },
    ],
};

static DOMAIN_NAME: Structure = Structure {
    name: "DomainName",
    members: &[
        Member { name: "domainName", wire: "domainName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "domainNameId", wire: "domainNameId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "domainNameArn", wire: "domainNameArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "certificateName", wire: "certificateName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "certificateArn", wire: "certificateArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "certificateUploadDate", wire: "certificateUploadDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::UnixTimestamp) },
        Member { name: "regionalDomainName", wire: "regionalDomainName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "regionalHostedZoneId", wire: "regionalHostedZoneId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "regionalCertificateName", wire: "regionalCertificateName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "regionalCertificateArn", wire: "regionalCertificateArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "distributionDomainName", wire: "distributionDomainName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "distributionHostedZoneId", wire: "distributionHostedZoneId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "endpointConfiguration", wire: "endpointConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&ENDPOINT_CONFIGURATION) },
        Member { name: "domainNameStatus", wire: "domainNameStatus", location: Location::Body, required: false, shape: Shape::String(&DOMAIN_NAME_STATUS) },
        Member { name: "domainNameStatusMessage", wire: "domainNameStatusMessage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "securityPolicy", wire: "securityPolicy", location: Location::Body, required: false, shape: Shape::String(&SECURITY_POLICY) },
        Member { name: "endpointAccessMode", wire: "endpointAccessMode", location: Location::Body, required: false, shape: Shape::String(&ENDPOINT_ACCESS_MODE) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "mutualTlsAuthentication", wire: "mutualTlsAuthentication", location: Location::Body, required: false, shape: Shape::Structure(&MUTUAL_TLS_AUTHENTICATION) },
        Member { name: "ownershipVerificationCertificateArn", wire: "ownershipVerificationCertificateArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "managementPolicy", wire: "managementPolicy", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "policy", wire: "policy", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routingMode", wire: "routingMode", location: Location::Body, required: false, shape: Shape::String(&ROUTING_MODE) },
    ],
};

static DOMAIN_NAME_ACCESS_ASSOCIATION: Structure = Structure {
    name: "DomainNameAccessAssociation",
    members: &[
        Member { name: "domainNameAccessAssociationArn", wire: "domainNameAccessAssociationArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "domainNameArn", wire: "domainNameArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "accessAssociationSourceType", wire: "accessAssociationSourceType", location: Location::Body, required: false, shape: Shape::String(&ACCESS_ASSOCIATION_SOURCE_TYPE) },
        Member { name: "accessAssociationSource", wire: "accessAssociationSource", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static DOMAIN_NAME_ACCESS_ASSOCIATIONS: Structure = Structure {
    name: "DomainNameAccessAssociations",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_DOMAIN_NAME_ACCESS_ASSOCIATION) },
    ],
};

static DOMAIN_NAME_STATUS: Text = Text { values: &["UPDATING", "PENDING_CERTIFICATE_REIMPORT", "AVAILABLE", "PENDING_OWNERSHIP_VERIFICATION", "PENDING", "FAILED"], length: Range::FREE, pattern: None };

static DOMAIN_NAMES: Structure = Structure {
    name: "DomainNames",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_DOMAIN_NAME) },
    ],
};

static ENDPOINT_ACCESS_MODE: Text = Text { values: &["STRICT", "BASIC"], length: Range::FREE, pattern: None };

static ENDPOINT_CONFIGURATION: Structure = Structure {
    name: "EndpointConfiguration",
    members: &[
        Member { name: "types", wire: "types", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_ENDPOINT_TYPE) },
        Member { name: "ipAddressType", wire: "ipAddressType", location: Location::Body, required: false, shape: Shape::String(&IP_ADDRESS_TYPE) },
        Member { name: "vpcEndpointIds", wire: "vpcEndpointIds", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static ENDPOINT_TYPE: Text = Text { values: &["PRIVATE", "EDGE", "REGIONAL"], length: Range::FREE, pattern: None };

static EXPORT_RESPONSE: Structure = Structure {
    name: "ExportResponse",
    members: &[
        Member { name: "contentType", wire: "Content-Type", location: Location::Header, required: false, shape: Shape::String(&TEXT) },
        Member { name: "contentDisposition", wire: "Content-Disposition", location: Location::Header, required: false, shape: Shape::String(&TEXT) },
        Member { name: "body", wire: "body", location: Location::Payload, required: false, shape: Shape::Blob },
    ],
};

static FLUSH_STAGE_AUTHORIZERS_CACHE_REQUEST: Structure = Structure {
    name: "FlushStageAuthorizersCacheRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stage_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static FLUSH_STAGE_CACHE_REQUEST: Structure = Structure {
    name: "FlushStageCacheRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stage_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GATEWAY_RESPONSE: Structure = Structure {
    name: "GatewayResponse",
    members: &[
        Member { name: "responseType", wire: "responseType", location: Location::Body, required: false, shape: Shape::String(&GATEWAY_RESPONSE_TYPE) },
        Member { name: "statusCode", wire: "statusCode", location: Location::Body, required: false, shape: Shape::String(&STATUS_CODE) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "responseTemplates", wire: "responseTemplates", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "defaultResponse", wire: "defaultResponse", location: Location::Body, required: false, shape: Shape::Boolean },
    ],
};

static GATEWAY_RESPONSE_TYPE: Text = Text { values: &["REQUEST_TOO_LARGE", "RESOURCE_NOT_FOUND", "AUTHORIZER_CONFIGURATION_ERROR", "MISSING_AUTHENTICATION_TOKEN", "BAD_REQUEST_BODY", "INVALID_SIGNATURE", "INVALID_API_KEY", "BAD_REQUEST_PARAMETERS", "AUTHORIZER_FAILURE", "UNAUTHORIZED", "INTEGRATION_TIMEOUT", "ACCESS_DENIED", "DEFAULT_4XX", "DEFAULT_5XX", "WAF_FILTERED", "QUOTA_EXCEEDED", "THROTTLED", "API_CONFIGURATION_ERROR", "UNSUPPORTED_MEDIA_TYPE", "INTEGRATION_FAILURE", "EXPIRED_TOKEN"], length: Range::FREE, pattern: None };

static GATEWAY_RESPONSES: Structure = Structure {
    name: "GatewayResponses",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_GATEWAY_RESPONSE) },
    ],
};

static GENERATE_CLIENT_CERTIFICATE_REQUEST: Structure = Structure {
    name: "GenerateClientCertificateRequest",
    members: &[
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static GET_ACCOUNT_REQUEST: Structure = Structure {
    name: "GetAccountRequest",
    members: &[
    ],
};

static GET_API_KEY_REQUEST: Structure = Structure {
    name: "GetApiKeyRequest",
    members: &[
        Member { name: "apiKey", wire: "api_Key", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "includeValue", wire: "includeValue", location: Location::Query, required: false, shape: Shape::Boolean },
    ],
};

static GET_API_KEYS_REQUEST: Structure = Structure {
    name: "GetApiKeysRequest",
    members: &[
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "nameQuery", wire: "name", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "customerId", wire: "customerId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "includeValues", wire: "includeValues", location: Location::Query, required: false, shape: Shape::Boolean },
    ],
};

static GET_AUTHORIZER_REQUEST: Structure = Structure {
    name: "GetAuthorizerRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "authorizerId", wire: "authorizer_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_AUTHORIZERS_REQUEST: Structure = Structure {
    name: "GetAuthorizersRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static GET_BASE_PATH_MAPPING_REQUEST: Structure = Structure {
    name: "GetBasePathMappingRequest",
    members: &[
        Member { name: "domainName", wire: "domain_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameId", wire: "domainNameId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "basePath", wire: "base_path", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_BASE_PATH_MAPPINGS_REQUEST: Structure = Structure {
    name: "GetBasePathMappingsRequest",
    members: &[
        Member { name: "domainName", wire: "domain_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameId", wire: "domainNameId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static GET_CLIENT_CERTIFICATE_REQUEST: Structure = Structure {
    name: "GetClientCertificateRequest",
    members: &[
        Member { name: "clientCertificateId", wire: "clientcertificate_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_CLIENT_CERTIFICATES_REQUEST: Structure = Structure {
    name: "GetClientCertificatesRequest",
    members: &[
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static GET_DEPLOYMENT_REQUEST: Structure = Structure {
    name: "GetDeploymentRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "deploymentId", wire: "deployment_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "embed", wire: "embed", location: Location::Query, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static GET_DEPLOYMENTS_REQUEST: Structure = Structure {
    name: "GetDeploymentsRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static GET_DOCUMENTATION_PART_REQUEST: Structure = Structure {
    name: "GetDocumentationPartRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "documentationPartId", wire: "part_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_DOCUMENTATION_PARTS_REQUEST: Structure = Structure {
    name: "GetDocumentationPartsRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "type", wire: "type", location: Location::Query, required: false, shape: Shape::String(&DOCUMENTATION_PART_TYPE) },
        Member { name: "nameQuery", wire: "name", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "path", wire: "path", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "locationStatus", wire: "locationStatus", location: Location::Query, required: false, shape: Shape::String(&LOCATION_STATUS_TYPE) },
    ],
};

static GET_DOCUMENTATION_VERSION_REQUEST: Structure = Structure {
    name: "GetDocumentationVersionRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "documentationVersion", wire: "doc_version", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_DOCUMENTATION_VERSIONS_REQUEST: Structure = Structure {
    name: "GetDocumentationVersionsRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static GET_DOMAIN_NAME_ACCESS_ASSOCIATIONS_REQUEST: Structure = Structure {
    name: "GetDomainNameAccessAssociationsRequest",
    members: &[
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "resourceOwner", wire: "resourceOwner", location: Location::Query, required: false, shape: Shape::String(&RESOURCE_OWNER) },
    ],
};

static GET_DOMAIN_NAME_REQUEST: Structure = Structure {
    name: "GetDomainNameRequest",
    members: &[
        Member { name: "domainName", wire: "domain_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameId", wire: "domainNameId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_DOMAIN_NAMES_REQUEST: Structure = Structure {
    name: "GetDomainNamesRequest",
    members: &[
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "resourceOwner", wire: "resourceOwner", location: Location::Query, required: false, shape: Shape::String(&RESOURCE_OWNER) },
    ],
};

static GET_EXPORT_REQUEST: Structure = Structure {
    name: "GetExportRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stage_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "exportType", wire: "export_type", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "parameters", wire: "parameters", location: Location::Query, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "accepts", wire: "Accept", location: Location::Header, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_GATEWAY_RESPONSE_REQUEST: Structure = Structure {
    name: "GetGatewayResponseRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "responseType", wire: "response_type", location: Location::Uri, required: true, shape: Shape::String(&GATEWAY_RESPONSE_TYPE) },
    ],
};

static GET_GATEWAY_RESPONSES_REQUEST: Structure = Structure {
    name: "GetGatewayResponsesRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static GET_INTEGRATION_REQUEST: Structure = Structure {
    name: "GetIntegrationRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_INTEGRATION_RESPONSE_REQUEST: Structure = Structure {
    name: "GetIntegrationResponseRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "statusCode", wire: "status_code", location: Location::Uri, required: true, shape: Shape::String(&STATUS_CODE) },
    ],
};

static GET_METHOD_REQUEST: Structure = Structure {
    name: "GetMethodRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_METHOD_RESPONSE_REQUEST: Structure = Structure {
    name: "GetMethodResponseRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "statusCode", wire: "status_code", location: Location::Uri, required: true, shape: Shape::String(&STATUS_CODE) },
    ],
};

static GET_MODEL_REQUEST: Structure = Structure {
    name: "GetModelRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "modelName", wire: "model_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "flatten", wire: "flatten", location: Location::Query, required: false, shape: Shape::Boolean },
    ],
};

static GET_MODEL_TEMPLATE_REQUEST: Structure = Structure {
    name: "GetModelTemplateRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "modelName", wire: "model_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_MODELS_REQUEST: Structure = Structure {
    name: "GetModelsRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static GET_REQUEST_VALIDATOR_REQUEST: Structure = Structure {
    name: "GetRequestValidatorRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "requestValidatorId", wire: "requestvalidator_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_REQUEST_VALIDATORS_REQUEST: Structure = Structure {
    name: "GetRequestValidatorsRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static GET_RESOURCE_REQUEST: Structure = Structure {
    name: "GetResourceRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "embed", wire: "embed", location: Location::Query, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static GET_RESOURCES_REQUEST: Structure = Structure {
    name: "GetResourcesRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "embed", wire: "embed", location: Location::Query, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static GET_REST_API_REQUEST: Structure = Structure {
    name: "GetRestApiRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_REST_APIS_REQUEST: Structure = Structure {
    name: "GetRestApisRequest",
    members: &[
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static GET_SDK_REQUEST: Structure = Structure {
    name: "GetSdkRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stage_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "sdkType", wire: "sdk_type", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "parameters", wire: "parameters", location: Location::Query, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static GET_SDK_TYPE_REQUEST: Structure = Structure {
    name: "GetSdkTypeRequest",
    members: &[
        Member { name: "id", wire: "sdktype_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_SDK_TYPES_REQUEST: Structure = Structure {
    name: "GetSdkTypesRequest",
    members: &[
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static GET_STAGE_REQUEST: Structure = Structure {
    name: "GetStageRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stage_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_STAGES_REQUEST: Structure = Structure {
    name: "GetStagesRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_TAGS_REQUEST: Structure = Structure {
    name: "GetTagsRequest",
    members: &[
        Member { name: "resourceArn", wire: "resource_arn", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static GET_USAGE_PLAN_KEY_REQUEST: Structure = Structure {
    name: "GetUsagePlanKeyRequest",
    members: &[
        Member { name: "usagePlanId", wire: "usageplanId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "keyId", wire: "keyId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_USAGE_PLAN_KEYS_REQUEST: Structure = Structure {
    name: "GetUsagePlanKeysRequest",
    members: &[
        Member { name: "usagePlanId", wire: "usageplanId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "nameQuery", wire: "name", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_USAGE_PLAN_REQUEST: Structure = Structure {
    name: "GetUsagePlanRequest",
    members: &[
        Member { name: "usagePlanId", wire: "usageplanId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_USAGE_PLANS_REQUEST: Structure = Structure {
    name: "GetUsagePlansRequest",
    members: &[
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "keyId", wire: "keyId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static GET_USAGE_REQUEST: Structure = Structure {
    name: "GetUsageRequest",
    members: &[
        Member { name: "usagePlanId", wire: "usageplanId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "keyId", wire: "keyId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "startDate", wire: "startDate", location: Location::Query, required: true, shape: Shape::String(&TEXT) },
        Member { name: "endDate", wire: "endDate", location: Location::Query, required: true, shape: Shape::String(&TEXT) },
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static GET_VPC_LINK_REQUEST: Structure = Structure {
    name: "GetVpcLinkRequest",
    members: &[
        Member { name: "vpcLinkId", wire: "vpclink_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_VPC_LINKS_REQUEST: Structure = Structure {
    name: "GetVpcLinksRequest",
    members: &[
        Member { name: "position", wire: "position", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "limit", wire: "limit", location: Location::Query, required: false, shape: Shape::Integer(Range::FREE) },
    ],
};

static IMPORT_API_KEYS_REQUEST: Structure = Structure {
    name: "ImportApiKeysRequest",
    members: &[
        Member { name: "body", wire: "body", location: Location::Payload, required: true, shape: Shape::Blob },
        Member { name: "format", wire: "format", location: Location::Query, required: true, shape: Shape::String(&API_KEYS_FORMAT) },
        Member { name: "failOnWarnings", wire: "failonwarnings", location: Location::Query, required: false, shape: Shape::Boolean },
    ],
};

static IMPORT_DOCUMENTATION_PARTS_REQUEST: Structure = Structure {
    name: "ImportDocumentationPartsRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "mode", wire: "mode", location: Location::Query, required: false, shape: Shape::String(&PUT_MODE) },
        Member { name: "failOnWarnings", wire: "failonwarnings", location: Location::Query, required: false, shape: Shape::Boolean },
        Member { name: "body", wire: "body", location: Location::Payload, required: true, shape: Shape::Blob },
    ],
};

static IMPORT_REST_API_REQUEST: Structure = Structure {
    name: "ImportRestApiRequest",
    members: &[
        Member { name: "failOnWarnings", wire: "failonwarnings", location: Location::Query, required: false, shape: Shape::Boolean },
        Member { name: "parameters", wire: "parameters", location: Location::Query, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "body", wire: "body", location: Location::Payload, required: true, shape: Shape::Blob },
    ],
};

static INTEGRATION: Structure = Structure {
    name: "Integration",
    members: &[
        Member { name: "type", wire: "type", location: Location::Body, required: false, shape: Shape::String(&INTEGRATION_TYPE) },
        Member { name: "httpMethod", wire: "httpMethod", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "uri", wire: "uri", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "connectionType", wire: "connectionType", location: Location::Body, required: false, shape: Shape::String(&CONNECTION_TYPE) },
        Member { name: "connectionId", wire: "connectionId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "credentials", wire: "credentials", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "requestTemplates", wire: "requestTemplates", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "passthroughBehavior", wire: "passthroughBehavior", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "contentHandling", wire: "contentHandling", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
        Member { name: "timeoutInMillis", wire: "timeoutInMillis", location: Location::Body, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "cacheNamespace", wire: "cacheNamespace", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "cacheKeyParameters", wire: "cacheKeyParameters", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "integrationResponses", wire: "integrationResponses", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_INTEGRATION_RESPONSE) },
        Member { name: "tlsConfig", wire: "tlsConfig", location: Location::Body, required: false, shape: Shape::Structure(&TLS_CONFIG) },
        Member { name: "responseTransferMode", wire: "responseTransferMode", location: Location::Body, required: false, shape: Shape::String(&RESPONSE_TRANSFER_MODE) },
        Member { name: "integrationTarget", wire: "integrationTarget", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static INTEGRATION_RESPONSE: Structure = Structure {
    name: "IntegrationResponse",
    members: &[
        Member { name: "statusCode", wire: "statusCode", location: Location::Body, required: false, shape: Shape::String(&STATUS_CODE) },
        Member { name: "selectionPattern", wire: "selectionPattern", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "responseTemplates", wire: "responseTemplates", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "contentHandling", wire: "contentHandling", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
    ],
};

static INTEGRATION_TYPE: Text = Text { values: &["HTTP", "MOCK", "AWS_PROXY", "HTTP_PROXY", "AWS"], length: Range::FREE, pattern: None };

static IP_ADDRESS_TYPE: Text = Text { values: &["ipv4", "dualstack"], length: Range::FREE, pattern: None };

static LIST_OF_ARNS: List = List { member: Shape::String(&TEXT), length: Range::FREE };

static LIST_OF_API_KEY: List = List { member: Shape::Structure(&API_KEY), length: Range::FREE };

static LIST_OF_API_STAGE: List = List { member: Shape::Structure(&API_STAGE), length: Range::FREE };

static LIST_OF_AUTHORIZER: List = List { member: Shape::Structure(&AUTHORIZER), length: Range::FREE };

static LIST_OF_BASE_PATH_MAPPING: List = List { member: Shape::Structure(&BASE_PATH_MAPPING), length: Range::FREE };

static LIST_OF_CLIENT_CERTIFICATE: List = List { member: Shape::Structure(&CLIENT_CERTIFICATE), length: Range::FREE };

static LIST_OF_DEPLOYMENT: List = List { member: Shape::Structure(&DEPLOYMENT), length: Range::FREE };

static LIST_OF_DOCUMENTATION_PART: List = List { member: Shape::Structure(&DOCUMENTATION_PART), length: Range::FREE };

static LIST_OF_DOCUMENTATION_VERSION: List = List { member: Shape::Structure(&DOCUMENTATION_VERSION), length: Range::FREE };

static LIST_OF_DOMAIN_NAME: List = List { member: Shape::Structure(&DOMAIN_NAME), length: Range::FREE };

static LIST_OF_DOMAIN_NAME_ACCESS_ASSOCIATION: List = List { member: Shape::Structure(&DOMAIN_NAME_ACCESS_ASSOCIATION), length: Range::FREE };

static LIST_OF_ENDPOINT_TYPE: List = List { member: Shape::String(&ENDPOINT_TYPE), length: Range::FREE };

static LIST_OF_GATEWAY_RESPONSE: List = List { member: Shape::Structure(&GATEWAY_RESPONSE), length: Range::FREE };

static LIST_OF_LONG: List = List { member: Shape::Long, length: Range::FREE };

static LIST_OF_MODEL: List = List { member: Shape::Structure(&MODEL), length: Range::FREE };

static LIST_OF_PATCH_OPERATION: List = List { member: Shape::Structure(&PATCH_OPERATION), length: Range::FREE };

static LIST_OF_REQUEST_VALIDATOR: List = List { member: Shape::Structure(&REQUEST_VALIDATOR), length: Range::FREE };

static LIST_OF_RESOURCE: List = List { member: Shape::Structure(&RESOURCE), length: Range::FREE };

static LIST_OF_REST_API: List = List { member: Shape::Structure(&REST_API), length: Range::FREE };

static LIST_OF_SDK_CONFIGURATION_PROPERTY: List = List { member: Shape::Structure(&SDK_CONFIGURATION_PROPERTY), length: Range::FREE };

static LIST_OF_SDK_TYPE: List = List { member: Shape::Structure(&SDK_TYPE), length: Range::FREE };

static LIST_OF_STAGE: List = List { member: Shape::Structure(&STAGE), length: Range::FREE };

static LIST_OF_STAGE_KEYS: List = List { member: Shape::Structure(&STAGE_KEY), length: Range::FREE };

static LIST_OF_STRING: List = List { member: Shape::String(&TEXT), length: Range::FREE };

static LIST_OF_USAGE: List = List { member: Shape::List(&LIST_OF_LONG), length: Range::FREE };

static LIST_OF_USAGE_PLAN: List = List { member: Shape::Structure(&USAGE_PLAN), length: Range::FREE };

static LIST_OF_USAGE_PLAN_KEY: List = List { member: Shape::Structure(&USAGE_PLAN_KEY), length: Range::FREE };

static LIST_OF_VPC_LINK: List = List { member: Shape::Structure(&VPC_LINK), length: Range::FREE };

static LOCATION_STATUS_TYPE: Text = Text { values: &["UNDOCUMENTED", "DOCUMENTED"], length: Range::FREE, pattern: None };

static MAP_OF_API_STAGE_THROTTLE_SETTINGS: Map = Map { key: &TEXT, value: Shape::Structure(&THROTTLE_SETTINGS), length: Range::FREE };

static MAP_OF_INTEGRATION_RESPONSE: Map = Map { key: &TEXT, value: Shape::Structure(&INTEGRATION_RESPONSE), length: Range::FREE };

static MAP_OF_KEY_USAGES: Map = Map { key: &TEXT, value: Shape::List(&LIST_OF_USAGE), length: Range::FREE };

static MAP_OF_METHOD: Map = Map { key: &TEXT, value: Shape::Structure(&METHOD), length: Range::FREE };

static MAP_OF_METHOD_RESPONSE: Map = Map { key: &TEXT, value: Shape::Structure(&METHOD_RESPONSE), length: Range::FREE };

static MAP_OF_METHOD_SETTINGS: Map = Map { key: &TEXT, value: Shape::Structure(&METHOD_SETTING), length: Range::FREE };

static MAP_OF_METHOD_SNAPSHOT: Map = Map { key: &TEXT, value: Shape::Structure(&METHOD_SNAPSHOT), length: Range::FREE };

static MAP_OF_STRING_TO_BOOLEAN: Map = Map { key: &TEXT, value: Shape::Boolean, length: Range::FREE };

static MAP_OF_STRING_TO_LIST: Map = Map { key: &TEXT, value: Shape::List(&LIST_OF_STRING), length: Range::FREE };

static MAP_OF_STRING_TO_STRING: Map = Map { key: &TEXT, value: Shape::String(&TEXT), length: Range::FREE };

static METHOD: Structure = Structure {
    name: "Method",
    members: &[
        Member { name: "httpMethod", wire: "httpMethod", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizationType", wire: "authorizationType", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiKeyRequired", wire: "apiKeyRequired", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "requestValidatorId", wire: "requestValidatorId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "operationName", wire: "operationName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_BOOLEAN) },
        Member { name: "requestModels", wire: "requestModels", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "methodResponses", wire: "methodResponses", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_METHOD_RESPONSE) },
        Member { name: "methodIntegration", wire: "methodIntegration", location: Location::Body, required: false, shape: Shape::Structure(&INTEGRATION) },
        Member { name: "authorizationScopes", wire: "authorizationScopes", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static METHOD_RESPONSE: Structure = Structure {
    name: "MethodResponse",
    members: &[
        Member { name: "statusCode", wire: "statusCode", location: Location::Body, required: false, shape: Shape::String(&STATUS_CODE) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_BOOLEAN) },
        Member { name: "responseModels", wire: "responseModels", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static METHOD_SETTING: Structure = Structure {
    name: "MethodSetting",
    members: &[
        Member { name: "metricsEnabled", wire: "metricsEnabled", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "loggingLevel", wire: "loggingLevel", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "dataTraceEnabled", wire: "dataTraceEnabled", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "throttlingBurstLimit", wire: "throttlingBurstLimit", location: Location::Body, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "throttlingRateLimit", wire: "throttlingRateLimit", location: Location::Body, required: false, shape: Shape::Double },
        Member { name: "cachingEnabled", wire: "cachingEnabled", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "cacheTtlInSeconds", wire: "cacheTtlInSeconds", location: Location::Body, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "cacheDataEncrypted", wire: "cacheDataEncrypted", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "requireAuthorizationForCacheControl", wire: "requireAuthorizationForCacheControl", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "unauthorizedCacheControlHeaderStrategy", wire: "unauthorizedCacheControlHeaderStrategy", location: Location::Body, required: false, shape: Shape::String(&UNAUTHORIZED_CACHE_CONTROL_HEADER_STRATEGY) },
    ],
};

static METHOD_SNAPSHOT: Structure = Structure {
    name: "MethodSnapshot",
    members: &[
        Member { name: "authorizationType", wire: "authorizationType", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiKeyRequired", wire: "apiKeyRequired", location: Location::Body, required: false, shape: Shape::Boolean },
    ],
};

static MODEL: Structure = Structure {
    name: "Model",
    members: &[
        Member { name: "id", wire: "id", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "schema", wire: "schema", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "contentType", wire: "contentType", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static MODELS: Structure = Structure {
    name: "Models",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_MODEL) },
    ],
};

static MUTUAL_TLS_AUTHENTICATION: Structure = Structure {
    name: "MutualTlsAuthentication",
    members: &[
        Member { name: "truststoreUri", wire: "truststoreUri", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "truststoreVersion", wire: "truststoreVersion", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "truststoreWarnings", wire: "truststoreWarnings", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static MUTUAL_TLS_AUTHENTICATION_INPUT: Structure = Structure {
    name: "MutualTlsAuthenticationInput",
    members: &[
        Member { name: "truststoreUri", wire: "truststoreUri", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "truststoreVersion", wire: "truststoreVersion", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static OP: Text = Text { values: &["add", "remove", "move", "test", "replace", "copy"], length: Range::FREE, pattern: None };

static PATCH_OPERATION: Structure = Structure {
    name: "PatchOperation",
    members: &[
        Member { name: "op", wire: "op", location: Location::Body, required: false, shape: Shape::String(&OP) },
        Member { name: "path", wire: "path", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "value", wire: "value", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "from", wire: "from", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static PATH_TO_MAP_OF_METHOD_SNAPSHOT: Map = Map { key: &TEXT, value: Shape::Map(&MAP_OF_METHOD_SNAPSHOT), length: Range::FREE };

static PUT_GATEWAY_RESPONSE_REQUEST: Structure = Structure {
    name: "PutGatewayResponseRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "responseType", wire: "response_type", location: Location::Uri, required: true, shape: Shape::String(&GATEWAY_RESPONSE_TYPE) },
        Member { name: "statusCode", wire: "statusCode", location: Location::Body, required: false, shape: Shape::String(&STATUS_CODE) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "responseTemplates", wire: "responseTemplates", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static PUT_INTEGRATION_REQUEST: Structure = Structure {
    name: "PutIntegrationRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "type", wire: "type", location: Location::Body, required: true, shape: Shape::String(&INTEGRATION_TYPE) },
        Member { name: "integrationHttpMethod", wire: "httpMethod", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "uri", wire: "uri", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "connectionType", wire: "connectionType", location: Location::Body, required: false, shape: Shape::String(&CONNECTION_TYPE) },
        Member { name: "connectionId", wire: "connectionId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "credentials", wire: "credentials", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "requestTemplates", wire: "requestTemplates", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "passthroughBehavior", wire: "passthroughBehavior", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "cacheNamespace", wire: "cacheNamespace", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "cacheKeyParameters", wire: "cacheKeyParameters", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "contentHandling", wire: "contentHandling", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
        Member { name: "timeoutInMillis", wire: "timeoutInMillis", location: Location::Body, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "tlsConfig", wire: "tlsConfig", location: Location::Body, required: false, shape: Shape::Structure(&TLS_CONFIG) },
        Member { name: "responseTransferMode", wire: "responseTransferMode", location: Location::Body, required: false, shape: Shape::String(&RESPONSE_TRANSFER_MODE) },
        Member { name: "integrationTarget", wire: "integrationTarget", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static PUT_INTEGRATION_RESPONSE_REQUEST: Structure = Structure {
    name: "PutIntegrationResponseRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "statusCode", wire: "status_code", location: Location::Uri, required: true, shape: Shape::String(&STATUS_CODE) },
        Member { name: "selectionPattern", wire: "selectionPattern", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "responseTemplates", wire: "responseTemplates", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "contentHandling", wire: "contentHandling", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
    ],
};

static PUT_METHOD_REQUEST: Structure = Structure {
    name: "PutMethodRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "authorizationType", wire: "authorizationType", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiKeyRequired", wire: "apiKeyRequired", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "operationName", wire: "operationName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_BOOLEAN) },
        Member { name: "requestModels", wire: "requestModels", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "requestValidatorId", wire: "requestValidatorId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizationScopes", wire: "authorizationScopes", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static PUT_METHOD_RESPONSE_REQUEST: Structure = Structure {
    name: "PutMethodResponseRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "statusCode", wire: "status_code", location: Location::Uri, required: true, shape: Shape::String(&STATUS_CODE) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_BOOLEAN) },
        Member { name: "responseModels", wire: "responseModels", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static PUT_MODE: Text = Text { values: &["overwrite", "merge"], length: Range::FREE, pattern: None };

static PUT_REST_API_REQUEST: Structure = Structure {
    name: "PutRestApiRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "mode", wire: "mode", location: Location::Query, required: false, shape: Shape::String(&PUT_MODE) },
        Member { name: "failOnWarnings", wire: "failonwarnings", location: Location::Query, required: false, shape: Shape::Boolean },
        Member { name: "parameters", wire: "parameters", location: Location::Query, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "body", wire: "body", location: Location::Payload, required: true, shape: Shape::Blob },
    ],
};

static QUOTA_PERIOD_TYPE: Text = Text { values: &["MONTH", "WEEK", "DAY"], length: Range::FREE, pattern: None };

static QUOTA_SETTINGS: Structure = Structure {
    name: "QuotaSettings",
    members: &[
        Member { name: "limit", wire: "limit", location: Location::Body, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "offset", wire: "offset", location: Location::Body, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "period", wire: "period", location: Location::Body, required: false, shape: Shape::String(&QUOTA_PERIOD_TYPE) },
    ],
};

static REJECT_DOMAIN_NAME_ACCESS_ASSOCIATION_REQUEST: Structure = Structure {
    name: "RejectDomainNameAccessAssociationRequest",
    members: &[
        Member { name: "domainNameAccessAssociationArn", wire: "domainNameAccessAssociationArn", location: Location::Query, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameArn", wire: "domainNameArn", location: Location::Query, required: true, shape: Shape::String(&TEXT) },
    ],
};

static REQUEST_VALIDATOR: Structure = Structure {
    name: "RequestValidator",
    members: &[
        Member { name: "id", wire: "id", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "validateRequestBody", wire: "validateRequestBody", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "validateRequestParameters", wire: "validateRequestParameters", location: Location::Body, required: false, shape: Shape::Boolean },
    ],
};

static REQUEST_VALIDATORS: Structure = Structure {
    name: "RequestValidators",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_REQUEST_VALIDATOR) },
    ],
};

static RESOURCE: Structure = Structure {
    name: "Resource",
    members: &[
        Member { name: "id", wire: "id", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "parentId", wire: "parentId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "pathPart", wire: "pathPart", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "path", wire: "path", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "resourceMethods", wire: "resourceMethods", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_METHOD) },
    ],
};

static RESOURCE_OWNER: Text = Text { values: &["SELF", "OTHER_ACCOUNTS"], length: Range::FREE, pattern: None };

static RESOURCES: Structure = Structure {
    name: "Resources",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_RESOURCE) },
    ],
};

static RESPONSE_TRANSFER_MODE: Text = Text { values: &["STREAM", "BUFFERED"], length: Range::FREE, pattern: None };

static REST_API: Structure = Structure {
    name: "RestApi",
    members: &[
        Member { name: "id", wire: "id", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::UnixTimestamp) },
        Member { name: "version", wire: "version", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "warnings", wire: "warnings", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "binaryMediaTypes", wire: "binaryMediaTypes", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "minimumCompressionSize", wire: "minimumCompressionSize", location: Location::Body, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "apiKeySource", wire: "apiKeySource", location: Location::Body, required: false, shape: Shape::String(&API_KEY_SOURCE_TYPE) },
        Member { name: "endpointConfiguration", wire: "endpointConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&ENDPOINT_CONFIGURATION) },
        Member { name: "policy", wire: "policy", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "disableExecuteApiEndpoint", wire: "disableExecuteApiEndpoint", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "rootResourceId", wire: "rootResourceId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "securityPolicy", wire: "securityPolicy", location: Location::Body, required: false, shape: Shape::String(&SECURITY_POLICY) },
        Member { name: "endpointAccessMode", wire: "endpointAccessMode", location: Location::Body, required: false, shape: Shape::String(&ENDPOINT_ACCESS_MODE) },
        Member { name: "apiStatus", wire: "apiStatus", location: Location::Body, required: false, shape: Shape::String(&API_STATUS) },
        Member { name: "apiStatusMessage", wire: "apiStatusMessage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static REST_APIS: Structure = Structure {
    name: "RestApis",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_REST_API) },
    ],
};

static ROUTING_MODE: Text = Text { values: &["BASE_PATH_MAPPING_ONLY", "ROUTING_RULE_THEN_BASE_PATH_MAPPING", "ROUTING_RULE_ONLY"], length: Range::FREE, pattern: None };

static SDK_CONFIGURATION_PROPERTY: Structure = Structure {
    name: "SdkConfigurationProperty",
    members: &[
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "friendlyName", wire: "friendlyName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "required", wire: "required", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "defaultValue", wire: "defaultValue", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static SDK_RESPONSE: Structure = Structure {
    name: "SdkResponse",
    members: &[
        Member { name: "contentType", wire: "Content-Type", location: Location::Header, required: false, shape: Shape::String(&TEXT) },
        Member { name: "contentDisposition", wire: "Content-Disposition", location: Location::Header, required: false, shape: Shape::String(&TEXT) },
        Member { name: "body", wire: "body", location: Location::Payload, required: false, shape: Shape::Blob },
    ],
};

static SDK_TYPE: Structure = Structure {
    name: "SdkType",
    members: &[
        Member { name: "id", wire: "id", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "friendlyName", wire: "friendlyName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "configurationProperties", wire: "configurationProperties", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_SDK_CONFIGURATION_PROPERTY) },
    ],
};

static SDK_TYPES: Structure = Structure {
    name: "SdkTypes",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_SDK_TYPE) },
    ],
};

static SECURITY_POLICY: Text = Text { values: &["TLS_1_2", "SecurityPolicy_TLS12_2018_EDGE", "SecurityPolicy_TLS12_PFS_2025_EDGE", "SecurityPolicy_TLS13_2025_EDGE", "SecurityPolicy_TLS13_1_2_PQ_2025_09", "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_3_FIPS_2025_09", "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_2021_06", "SecurityPolicy_TLS13_1_3_2025_09", "TLS_1_0"], length: Range::FREE, pattern: None };

static STAGE: Structure = Structure {
    name: "Stage",
    members: &[
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "clientCertificateId", wire: "clientCertificateId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stageName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "cacheClusterEnabled", wire: "cacheClusterEnabled", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "cacheClusterSize", wire: "cacheClusterSize", location: Location::Body, required: false, shape: Shape::String(&CACHE_CLUSTER_SIZE) },
        Member { name: "cacheClusterStatus", wire: "cacheClusterStatus", location: Location::Body, required: false, shape: Shape::String(&CACHE_CLUSTER_STATUS) },
        Member { name: "methodSettings", wire: "methodSettings", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_METHOD_SETTINGS) },
        Member { name: "variables", wire: "variables", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "documentationVersion", wire: "documentationVersion", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "accessLogSettings", wire: "accessLogSettings", location: Location::Body, required: false, shape: Shape::Structure(&ACCESS_LOG_SETTINGS) },
        Member { name: "canarySettings", wire: "canarySettings", location: Location::Body, required: false, shape: Shape::Structure(&CANARY_SETTINGS) },
        Member { name: "tracingEnabled", wire: "tracingEnabled", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "webAclArn", wire: "webAclArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::UnixTimestamp) },
        Member { name: "lastUpdatedDate", wire: "lastUpdatedDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::UnixTimestamp) },
    ],
};

static STAGE_KEY: Structure = Structure {
    name: "StageKey",
    members: &[
        Member { name: "restApiId", wire: "restApiId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stageName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static STAGES: Structure = Structure {
    name: "Stages",
    members: &[
        Member { name: "item", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STAGE) },
    ],
};

static STATUS_CODE_PATTERN: Pattern = Pattern::new("[1-5]\\d\\d");

static STATUS_CODE: Text = Text { values: &[], length: Range::FREE, pattern: Some(&STATUS_CODE_PATTERN) };

static TAG_RESOURCE_REQUEST: Structure = Structure {
    name: "TagResourceRequest",
    members: &[
        Member { name: "resourceArn", wire: "resource_arn", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: true, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static TAGS: Structure = Structure {
    name: "Tags",
    members: &[
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static TEMPLATE: Structure = Structure {
    name: "Template",
    members: &[
        Member { name: "value", wire: "value", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static TEST_INVOKE_AUTHORIZER_REQUEST: Structure = Structure {
    name: "TestInvokeAuthorizerRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "authorizerId", wire: "authorizer_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "headers", wire: "headers", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "multiValueHeaders", wire: "multiValueHeaders", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_LIST) },
        Member { name: "pathWithQueryString", wire: "pathWithQueryString", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "body", wire: "body", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "stageVariables", wire: "stageVariables", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "additionalContext", wire: "additionalContext", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static TEST_INVOKE_AUTHORIZER_RESPONSE: Structure = Structure {
    name: "TestInvokeAuthorizerResponse",
    members: &[
        Member { name: "clientStatus", wire: "clientStatus", location: Location::Body, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "log", wire: "log", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "latency", wire: "latency", location: Location::Body, required: false, shape: Shape::Long },
        Member { name: "principalId", wire: "principalId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "policy", wire: "policy", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorization", wire: "authorization", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_LIST) },
        Member { name: "claims", wire: "claims", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static TEST_INVOKE_METHOD_REQUEST: Structure = Structure {
    name: "TestInvokeMethodRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "pathWithQueryString", wire: "pathWithQueryString", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "body", wire: "body", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "headers", wire: "headers", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "multiValueHeaders", wire: "multiValueHeaders", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_LIST) },
        Member { name: "clientCertificateId", wire: "clientCertificateId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "stageVariables", wire: "stageVariables", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static TEST_INVOKE_METHOD_RESPONSE: Structure = Structure {
    name: "TestInvokeMethodResponse",
    members: &[
        Member { name: "status", wire: "status", location: Location::Body, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "body", wire: "body", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "headers", wire: "headers", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
        Member { name: "multiValueHeaders", wire: "multiValueHeaders", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_LIST) },
        Member { name: "log", wire: "log", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "latency", wire: "latency", location: Location::Body, required: false, shape: Shape::Long },
    ],
};

static THROTTLE_SETTINGS: Structure = Structure {
    name: "ThrottleSettings",
    members: &[
        Member { name: "burstLimit", wire: "burstLimit", location: Location::Body, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "rateLimit", wire: "rateLimit", location: Location::Body, required: false, shape: Shape::Double },
    ],
};

static TLS_CONFIG: Structure = Structure {
    name: "TlsConfig",
    members: &[
        Member { name: "insecureSkipVerification", wire: "insecureSkipVerification", location: Location::Body, required: false, shape: Shape::Boolean },
    ],
};

static UNAUTHORIZED_CACHE_CONTROL_HEADER_STRATEGY: Text = Text { values: &["SUCCEED_WITH_RESPONSE_HEADER", "SUCCEED_WITHOUT_RESPONSE_HEADER", "FAIL_WITH_403"], length: Range::FREE, pattern: None };

static UNTAG_RESOURCE_REQUEST: Structure = Structure {
    name: "UntagResourceRequest",
    members: &[
        Member { name: "resourceArn", wire: "resource_arn", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "tagKeys", wire: "tagKeys", location: Location::Query, required: true, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static UPDATE_ACCOUNT_REQUEST: Structure = Structure {
    name: "UpdateAccountRequest",
    members: &[
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_API_KEY_REQUEST: Structure = Structure {
    name: "UpdateApiKeyRequest",
    members: &[
        Member { name: "apiKey", wire: "api_Key", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_AUTHORIZER_REQUEST: Structure = Structure {
    name: "UpdateAuthorizerRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "authorizerId", wire: "authorizer_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_BASE_PATH_MAPPING_REQUEST: Structure = Structure {
    name: "UpdateBasePathMappingRequest",
    members: &[
        Member { name: "domainName", wire: "domain_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameId", wire: "domainNameId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "basePath", wire: "base_path", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_CLIENT_CERTIFICATE_REQUEST: Structure = Structure {
    name: "UpdateClientCertificateRequest",
    members: &[
        Member { name: "clientCertificateId", wire: "clientcertificate_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_DEPLOYMENT_REQUEST: Structure = Structure {
    name: "UpdateDeploymentRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "deploymentId", wire: "deployment_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_DOCUMENTATION_PART_REQUEST: Structure = Structure {
    name: "UpdateDocumentationPartRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "documentationPartId", wire: "part_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_DOCUMENTATION_VERSION_REQUEST: Structure = Structure {
    name: "UpdateDocumentationVersionRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "documentationVersion", wire: "doc_version", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_DOMAIN_NAME_REQUEST: Structure = Structure {
    name: "UpdateDomainNameRequest",
    members: &[
        Member { name: "domainName", wire: "domain_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameId", wire: "domainNameId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_GATEWAY_RESPONSE_REQUEST: Structure = Structure {
    name: "UpdateGatewayResponseRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "responseType", wire: "response_type", location: Location::Uri, required: true, shape: Shape::String(&GATEWAY_RESPONSE_TYPE) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_INTEGRATION_REQUEST: Structure = Structure {
    name: "UpdateIntegrationRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_INTEGRATION_RESPONSE_REQUEST: Structure = Structure {
    name: "UpdateIntegrationResponseRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "statusCode", wire: "status_code", location: Location::Uri, required: true, shape: Shape::String(&STATUS_CODE) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_METHOD_REQUEST: Structure = Structure {
    name: "UpdateMethodRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_METHOD_RESPONSE_REQUEST: Structure = Structure {
    name: "UpdateMethodResponseRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "httpMethod", wire: "http_method", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "statusCode", wire: "status_code", location: Location::Uri, required: true, shape: Shape::String(&STATUS_CODE) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_MODEL_REQUEST: Structure = Structure {
    name: "UpdateModelRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "modelName", wire: "model_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_REQUEST_VALIDATOR_REQUEST: Structure = Structure {
    name: "UpdateRequestValidatorRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "requestValidatorId", wire: "requestvalidator_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_RESOURCE_REQUEST: Structure = Structure {
    name: "UpdateResourceRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceId", wire: "resource_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_REST_API_REQUEST: Structure = Structure {
    name: "UpdateRestApiRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_STAGE_REQUEST: Structure = Structure {
    name: "UpdateStageRequest",
    members: &[
        Member { name: "restApiId", wire: "restapi_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stage_name", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_USAGE_PLAN_REQUEST: Structure = Structure {
    name: "UpdateUsagePlanRequest",
    members: &[
        Member { name: "usagePlanId", wire: "usageplanId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_USAGE_REQUEST: Structure = Structure {
    name: "UpdateUsageRequest",
    members: &[
        Member { name: "usagePlanId", wire: "usageplanId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "keyId", wire: "keyId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static UPDATE_VPC_LINK_REQUEST: Structure = Structure {
    name: "UpdateVpcLinkRequest",
    members: &[
        Member { name: "vpcLinkId", wire: "vpclink_id", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "patchOperations", wire: "patchOperations", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PATCH_OPERATION) },
    ],
};

static USAGE: Structure = Structure {
    name: "Usage",
    members: &[
        Member { name: "usagePlanId", wire: "usagePlanId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "startDate", wire: "startDate", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "endDate", wire: "endDate", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "values", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_KEY_USAGES) },
    ],
};

static USAGE_PLAN: Structure = Structure {
    name: "UsagePlan",
    members: &[
        Member { name: "id", wire: "id", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiStages", wire: "apiStages", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_API_STAGE) },
        Member { name: "throttle", wire: "throttle", location: Location::Body, required: false, shape: Shape::Structure(&THROTTLE_SETTINGS) },
        Member { name: "quota", wire: "quota", location: Location::Body, required: false, shape: Shape::Structure(&QUOTA_SETTINGS) },
        Member { name: "productCode", wire: "productCode", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static USAGE_PLAN_KEY: Structure = Structure {
    name: "UsagePlanKey",
    members: &[
        Member { name: "id", wire: "id", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "type", wire: "type", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "value", wire: "value", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static USAGE_PLAN_KEYS: Structure = Structure {
    name: "UsagePlanKeys",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_USAGE_PLAN_KEY) },
    ],
};

static USAGE_PLANS: Structure = Structure {
    name: "UsagePlans",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_USAGE_PLAN) },
    ],
};

static VPC_LINK: Structure = Structure {
    name: "VpcLink",
    members: &[
        Member { name: "id", wire: "id", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "targetArns", wire: "targetArns", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "status", wire: "status", location: Location::Body, required: false, shape: Shape::String(&VPC_LINK_STATUS) },
        Member { name: "statusMessage", wire: "statusMessage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&MAP_OF_STRING_TO_STRING) },
    ],
};

static VPC_LINK_STATUS: Text = Text { values: &["DELETING", "AVAILABLE", "PENDING", "FAILED"], length: Range::FREE, pattern: None };

static VPC_LINKS: Structure = Structure {
    name: "VpcLinks",
    members: &[
        Member { name: "position", wire: "position", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "items", wire: "item", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_VPC_LINK) },
    ],
};

