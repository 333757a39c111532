//! Operations and shapes of `apigatewayv2`. Made by `tests/codegen.rs` from `models/apigatewayv2.json`.

use crate::model::*;

/// The service's operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operation {
    /// `POST /v2/apis`
    CreateApi,
    /// `POST /v2/domainnames/{domainName}/apimappings`
    CreateApiMapping,
    /// `POST /v2/apis/{apiId}/authorizers`
    CreateAuthorizer,
    /// `POST /v2/apis/{apiId}/deployments`
    CreateDeployment,
    /// `POST /v2/domainnames`
    CreateDomainName,
    /// `POST /v2/apis/{apiId}/integrations`
    CreateIntegration,
    /// `POST /v2/apis/{apiId}/integrations/{integrationId}/integrationresponses`
    CreateIntegrationResponse,
    /// `POST /v2/apis/{apiId}/models`
    CreateModel,
    /// `POST /v2/portals`
    CreatePortal,
    /// `POST /v2/portalproducts`
    CreatePortalProduct,
    /// `POST /v2/portalproducts/{portalProductId}/productpages`
    CreateProductPage,
    /// `POST /v2/portalproducts/{portalProductId}/productrestendpointpages`
    CreateProductRestEndpointPage,
    /// `POST /v2/apis/{apiId}/routes`
    CreateRoute,
    /// `POST /v2/apis/{apiId}/routes/{routeId}/routeresponses`
    CreateRouteResponse,
    /// `POST /v2/domainnames/{domainName}/routingrules`
    CreateRoutingRule,
    /// `POST /v2/apis/{apiId}/stages`
    CreateStage,
    /// `POST /v2/vpclinks`
    CreateVpcLink,
    /// `DELETE /v2/apis/{apiId}/stages/{stageName}/accesslogsettings`
    DeleteAccessLogSettings,
    /// `DELETE /v2/apis/{apiId}`
    DeleteApi,
    /// `DELETE /v2/domainnames/{domainName}/apimappings/{apiMappingId}`
    DeleteApiMapping,
    /// `DELETE /v2/apis/{apiId}/authorizers/{authorizerId}`
    DeleteAuthorizer,
    /// `DELETE /v2/apis/{apiId}/cors`
    DeleteCorsConfiguration,
    /// `DELETE /v2/apis/{apiId}/deployments/{deploymentId}`
    DeleteDeployment,
    /// `DELETE /v2/domainnames/{domainName}`
    DeleteDomainName,
    /// `DELETE /v2/apis/{apiId}/integrations/{integrationId}`
    DeleteIntegration,
    /// `DELETE /v2/apis/{apiId}/integrations/{integrationId}/integrationresponses/{integrationResponseId}`
    DeleteIntegrationResponse,
    /// `DELETE /v2/apis/{apiId}/models/{modelId}`
    DeleteModel,
    /// `DELETE /v2/portals/{portalId}`
    DeletePortal,
    /// `DELETE /v2/portalproducts/{portalProductId}`
    DeletePortalProduct,
    /// `DELETE /v2/portalproducts/{portalProductId}/sharingpolicy`
    DeletePortalProductSharingPolicy,
    /// `DELETE /v2/portalproducts/{portalProductId}/productpages/{productPageId}`
    DeleteProductPage,
    /// `DELETE /v2/portalproducts/{portalProductId}/productrestendpointpages/{productRestEndpointPageId}`
    DeleteProductRestEndpointPage,
    /// `DELETE /v2/apis/{apiId}/routes/{routeId}`
    DeleteRoute,
    /// `DELETE /v2/apis/{apiId}/routes/{routeId}/requestparameters/{requestParameterKey}`
    DeleteRouteRequestParameter,
    /// `DELETE /v2/apis/{apiId}/routes/{routeId}/routeresponses/{routeResponseId}`
    DeleteRouteResponse,
    /// `DELETE /v2/apis/{apiId}/stages/{stageName}/routesettings/{routeKey}`
    DeleteRouteSettings,
    /// `DELETE /v2/domainnames/{domainName}/routingrules/{routingRuleId}`
    DeleteRoutingRule,
    /// `DELETE /v2/apis/{apiId}/stages/{stageName}`
    DeleteStage,
    /// `DELETE /v2/vpclinks/{vpcLinkId}`
    DeleteVpcLink,
    /// `GET /v2/apis/{apiId}/exports/{specification}`
    ExportApi,
    /// `DELETE /v2/portals/{portalId}/publish`
    DisablePortal,
    /// `DELETE /v2/apis/{apiId}/stages/{stageName}/cache/authorizers`
    ResetAuthorizersCache,
    /// `GET /v2/apis/{apiId}`
    GetApi,
    /// `GET /v2/domainnames/{domainName}/apimappings/{apiMappingId}`
    GetApiMapping,
    /// `GET /v2/domainnames/{domainName}/apimappings`
    GetApiMappings,
    /// `GET /v2/apis`
    GetApis,
    /// `GET /v2/apis/{apiId}/authorizers/{authorizerId}`
    GetAuthorizer,
    /// `GET /v2/apis/{apiId}/authorizers`
    GetAuthorizers,
    /// `GET /v2/apis/{apiId}/deployments/{deploymentId}`
    GetDeployment,
    /// `GET /v2/apis/{apiId}/deployments`
    GetDeployments,
    /// `GET /v2/domainnames/{domainName}`
    GetDomainName,
    /// `GET /v2/domainnames`
    GetDomainNames,
    /// `GET /v2/apis/{apiId}/integrations/{integrationId}`
    GetIntegration,
    /// `GET /v2/apis/{apiId}/integrations/{integrationId}/integrationresponses/{integrationResponseId}`
    GetIntegrationResponse,
    /// `GET /v2/apis/{apiId}/integrations/{integrationId}/integrationresponses`
    GetIntegrationResponses,
    /// `GET /v2/apis/{apiId}/integrations`
    GetIntegrations,
    /// `GET /v2/apis/{apiId}/models/{modelId}`
    GetModel,
    /// `GET /v2/apis/{apiId}/models/{modelId}/template`
    GetModelTemplate,
    /// `GET /v2/apis/{apiId}/models`
    GetModels,
    /// `GET /v2/portals/{portalId}`
    GetPortal,
    /// `GET /v2/portalproducts/{portalProductId}`
    GetPortalProduct,
    /// `GET /v2/portalproducts/{portalProductId}/sharingpolicy`
    GetPortalProductSharingPolicy,
    /// `GET /v2/portalproducts/{portalProductId}/productpages/{productPageId}`
    GetProductPage,
    /// `GET /v2/portalproducts/{portalProductId}/productrestendpointpages/{productRestEndpointPageId}`
    GetProductRestEndpointPage,
    /// `GET /v2/apis/{apiId}/routes/{routeId}`
    GetRoute,
    /// `GET /v2/apis/{apiId}/routes/{routeId}/routeresponses/{routeResponseId}`
    GetRouteResponse,
    /// `GET /v2/apis/{apiId}/routes/{routeId}/routeresponses`
    GetRouteResponses,
    /// `GET /v2/apis/{apiId}/routes`
    GetRoutes,
    /// `GET /v2/domainnames/{domainName}/routingrules/{routingRuleId}`
    GetRoutingRule,
    /// `GET /v2/domainnames/{domainName}/routingrules`
    ListRoutingRules,
    /// `GET /v2/apis/{apiId}/stages/{stageName}`
    GetStage,
    /// `GET /v2/apis/{apiId}/stages`
    GetStages,
    /// `GET /v2/tags/{resource-arn}`
    GetTags,
    /// `GET /v2/vpclinks/{vpcLinkId}`
    GetVpcLink,
    /// `GET /v2/vpclinks`
    GetVpcLinks,
    /// `PUT /v2/apis`
    ImportApi,
    /// `GET /v2/portalproducts`
    ListPortalProducts,
    /// `GET /v2/portals`
    ListPortals,
    /// `GET /v2/portalproducts/{portalProductId}/productpages`
    ListProductPages,
    /// `GET /v2/portalproducts/{portalProductId}/productrestendpointpages`
    ListProductRestEndpointPages,
    /// `POST /v2/portals/{portalId}/preview`
    PreviewPortal,
    /// `POST /v2/portals/{portalId}/publish`
    PublishPortal,
    /// `PUT /v2/portalproducts/{portalProductId}/sharingpolicy`
    PutPortalProductSharingPolicy,
    /// `PUT /v2/domainnames/{domainName}/routingrules/{routingRuleId}`
    PutRoutingRule,
    /// `PUT /v2/apis/{apiId}`
    ReimportApi,
    /// `POST /v2/tags/{resource-arn}`
    TagResource,
    /// `DELETE /v2/tags/{resource-arn}`
    UntagResource,
    /// `PATCH /v2/apis/{apiId}`
    UpdateApi,
    /// `PATCH /v2/domainnames/{domainName}/apimappings/{apiMappingId}`
    UpdateApiMapping,
    /// `PATCH /v2/apis/{apiId}/authorizers/{authorizerId}`
    UpdateAuthorizer,
    /// `PATCH /v2/apis/{apiId}/deployments/{deploymentId}`
    UpdateDeployment,
    /// `PATCH /v2/domainnames/{domainName}`
    UpdateDomainName,
    /// `PATCH /v2/apis/{apiId}/integrations/{integrationId}`
    UpdateIntegration,
    /// `PATCH /v2/apis/{apiId}/integrations/{integrationId}/integrationresponses/{integrationResponseId}`
    UpdateIntegrationResponse,
    /// `PATCH /v2/apis/{apiId}/models/{modelId}`
    UpdateModel,
    /// `PATCH /v2/portals/{portalId}`
    UpdatePortal,
    /// `PATCH /v2/portalproducts/{portalProductId}`
    UpdatePortalProduct,
    /// `PATCH /v2/portalproducts/{portalProductId}/productpages/{productPageId}`
    UpdateProductPage,
    /// `PATCH /v2/portalproducts/{portalProductId}/productrestendpointpages/{productRestEndpointPageId}`
    UpdateProductRestEndpointPage,
    /// `PATCH /v2/apis/{apiId}/routes/{routeId}`
    UpdateRoute,
    /// `PATCH /v2/apis/{apiId}/routes/{routeId}/routeresponses/{routeResponseId}`
    UpdateRouteResponse,
    /// `PATCH /v2/apis/{apiId}/stages/{stageName}`
    UpdateStage,
    /// `PATCH /v2/vpclinks/{vpcLinkId}`
    UpdateVpcLink,
}

impl Operation {
    /// Every operation, in the model's order.
    pub const ALL: [Operation; 103] = [
        Operation::CreateApi,
        Operation::CreateApiMapping,
        Operation::CreateAuthorizer,
        Operation::CreateDeployment,
        Operation::CreateDomainName,
        Operation::CreateIntegration,
        Operation::CreateIntegrationResponse,
        Operation::CreateModel,
        Operation::CreatePortal,
        Operation::CreatePortalProduct,
        Operation::CreateProductPage,
        Operation::CreateProductRestEndpointPage,
        Operation::CreateRoute,
        Operation::CreateRouteResponse,
        Operation::CreateRoutingRule,
        Operation::CreateStage,
        Operation::CreateVpcLink,
        Operation::DeleteAccessLogSettings,
        Operation::DeleteApi,
        Operation::DeleteApiMapping,
        Operation::DeleteAuthorizer,
        Operation::DeleteCorsConfiguration,
        Operation::DeleteDeployment,
        Operation::DeleteDomainName,
        Operation::DeleteIntegration,
        Operation::DeleteIntegrationResponse,
        Operation::DeleteModel,
        Operation::DeletePortal,
        Operation::DeletePortalProduct,
        Operation::DeletePortalProductSharingPolicy,
        Operation::DeleteProductPage,
        Operation::DeleteProductRestEndpointPage,
        Operation::DeleteRoute,
        Operation::DeleteRouteRequestParameter,
        Operation::DeleteRouteResponse,
        Operation::DeleteRouteSettings,
        Operation::DeleteRoutingRule,
        Operation::DeleteStage,
        Operation::DeleteVpcLink,
        Operation::ExportApi,
        Operation::DisablePortal,
        Operation::ResetAuthorizersCache,
        Operation::GetApi,
        Operation::GetApiMapping,
        Operation::GetApiMappings,
        Operation::GetApis,
        Operation::GetAuthorizer,
        Operation::GetAuthorizers,
        Operation::GetDeployment,
        Operation::GetDeployments,
        Operation::GetDomainName,
        Operation::GetDomainNames,
        Operation::GetIntegration,
        Operation::GetIntegrationResponse,
        Operation::GetIntegrationResponses,
        Operation::GetIntegrations,
        Operation::GetModel,
        Operation::GetModelTemplate,
        Operation::GetModels,
        Operation::GetPortal,
        Operation::GetPortalProduct,
        Operation::GetPortalProductSharingPolicy,
        Operation::GetProductPage,
        Operation::GetProductRestEndpointPage,
        Operation::GetRoute,
        Operation::GetRouteResponse,
        Operation::GetRouteResponses,
        Operation::GetRoutes,
        Operation::GetRoutingRule,
        Operation::ListRoutingRules,
        Operation::GetStage,
        Operation::GetStages,
        Operation::GetTags,
        Operation::GetVpcLink,
        Operation::GetVpcLinks,
        Operation::ImportApi,
        Operation::ListPortalProducts,
        Operation::ListPortals,
        Operation::ListProductPages,
        Operation::ListProductRestEndpointPages,
        Operation::PreviewPortal,
        Operation::PublishPortal,
        Operation::PutPortalProductSharingPolicy,
        Operation::PutRoutingRule,
        Operation::ReimportApi,
        Operation::TagResource,
        Operation::UntagResource,
        Operation::UpdateApi,
        Operation::UpdateApiMapping,
        Operation::UpdateAuthorizer,
        Operation::UpdateDeployment,
        Operation::UpdateDomainName,
        Operation::UpdateIntegration,
        Operation::UpdateIntegrationResponse,
        Operation::UpdateModel,
        Operation::UpdatePortal,
        Operation::UpdatePortalProduct,
        Operation::UpdateProductPage,
        Operation::UpdateProductRestEndpointPage,
        Operation::UpdateRoute,
        Operation::UpdateRouteResponse,
        Operation::UpdateStage,
        Operation::UpdateVpcLink,
    ];

    /// What the model says of the operation.
    pub const fn spec(self) -> &'static OperationSpec {
        &SPECS[self as usize]
    }
}

static SPECS: [OperationSpec; 103] = [
    OperationSpec {
        name: "CreateApi",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("apis")],
        query: None,
        status: 201,
        input: &CREATE_API_REQUEST,
        output: Some(&CREATE_API_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "CreateApiMapping",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("apimappings")],
        query: None,
        status: 201,
        input: &CREATE_API_MAPPING_REQUEST,
        output: Some(&CREATE_API_MAPPING_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "CreateAuthorizer",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("authorizers")],
        query: None,
        status: 201,
        input: &CREATE_AUTHORIZER_REQUEST,
        output: Some(&CREATE_AUTHORIZER_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "CreateDeployment",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("deployments")],
        query: None,
        status: 201,
        input: &CREATE_DEPLOYMENT_REQUEST,
        output: Some(&CREATE_DEPLOYMENT_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "CreateDomainName",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames")],
        query: None,
        status: 201,
        input: &CREATE_DOMAIN_NAME_REQUEST,
        output: Some(&CREATE_DOMAIN_NAME_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "CreateIntegration",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("integrations")],
        query: None,
        status: 201,
        input: &CREATE_INTEGRATION_REQUEST,
        output: Some(&CREATE_INTEGRATION_RESULT),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "CreateIntegrationResponse",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("integrations"), Segment::Label("integrationId"), Segment::Literal("integrationresponses")],
        query: None,
        status: 201,
        input: &CREATE_INTEGRATION_RESPONSE_REQUEST,
        output: Some(&CREATE_INTEGRATION_RESPONSE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "CreateModel",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("models")],
        query: None,
        status: 201,
        input: &CREATE_MODEL_REQUEST,
        output: Some(&CREATE_MODEL_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "CreatePortal",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("portals")],
        query: None,
        status: 201,
        input: &CREATE_PORTAL_REQUEST,
        output: Some(&CREATE_PORTAL_RESPONSE),
        errors: &["TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "CreatePortalProduct",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts")],
        query: None,
        status: 201,
        input: &CREATE_PORTAL_PRODUCT_REQUEST,
        output: Some(&CREATE_PORTAL_PRODUCT_RESPONSE),
        errors: &["TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "CreateProductPage",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId"), Segment::Literal("productpages")],
        query: None,
        status: 201,
        input: &CREATE_PRODUCT_PAGE_REQUEST,
        output: Some(&CREATE_PRODUCT_PAGE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "CreateProductRestEndpointPage",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId"), Segment::Literal("productrestendpointpages")],
        query: None,
        status: 201,
        input: &CREATE_PRODUCT_REST_ENDPOINT_PAGE_REQUEST,
        output: Some(&CREATE_PRODUCT_REST_ENDPOINT_PAGE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "CreateRoute",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("routes")],
        query: None,
        status: 201,
        input: &CREATE_ROUTE_REQUEST,
        output: Some(&CREATE_ROUTE_RESULT),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "CreateRouteResponse",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("routes"), Segment::Label("routeId"), Segment::Literal("routeresponses")],
        query: None,
        status: 201,
        input: &CREATE_ROUTE_RESPONSE_REQUEST,
        output: Some(&CREATE_ROUTE_RESPONSE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "CreateRoutingRule",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("routingrules")],
        query: None,
        status: 201,
        input: &CREATE_ROUTING_RULE_REQUEST,
        output: Some(&CREATE_ROUTING_RULE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "CreateStage",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("stages")],
        query: None,
        status: 201,
        input: &CREATE_STAGE_REQUEST,
        output: Some(&CREATE_STAGE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "CreateVpcLink",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("vpclinks")],
        query: None,
        status: 201,
        input: &CREATE_VPC_LINK_REQUEST,
        output: Some(&CREATE_VPC_LINK_RESPONSE),
        errors: &["BadRequestException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteAccessLogSettings",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("stages"), Segment::Label("stageName"), Segment::Literal("accesslogsettings")],
        query: None,
        status: 204,
        input: &DELETE_ACCESS_LOG_SETTINGS_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteApi",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId")],
        query: None,
        status: 204,
        input: &DELETE_API_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteApiMapping",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("apimappings"), Segment::Label("apiMappingId")],
        query: None,
        status: 204,
        input: &DELETE_API_MAPPING_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "DeleteAuthorizer",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("authorizers"), Segment::Label("authorizerId")],
        query: None,
        status: 204,
        input: &DELETE_AUTHORIZER_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteCorsConfiguration",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("cors")],
        query: None,
        status: 204,
        input: &DELETE_CORS_CONFIGURATION_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteDeployment",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("deployments"), Segment::Label("deploymentId")],
        query: None,
        status: 204,
        input: &DELETE_DEPLOYMENT_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteDomainName",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames"), Segment::Label("domainName")],
        query: None,
        status: 204,
        input: &DELETE_DOMAIN_NAME_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteIntegration",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("integrations"), Segment::Label("integrationId")],
        query: None,
        status: 204,
        input: &DELETE_INTEGRATION_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteIntegrationResponse",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("integrations"), Segment::Label("integrationId"), Segment::Literal("integrationresponses"), Segment::Label("integrationResponseId")],
        query: None,
        status: 204,
        input: &DELETE_INTEGRATION_RESPONSE_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteModel",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("models"), Segment::Label("modelId")],
        query: None,
        status: 204,
        input: &DELETE_MODEL_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeletePortal",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("portals"), Segment::Label("portalId")],
        query: None,
        status: 204,
        input: &DELETE_PORTAL_REQUEST,
        output: None,
        errors: &["TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "DeletePortalProduct",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId")],
        query: None,
        status: 204,
        input: &DELETE_PORTAL_PRODUCT_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "DeletePortalProductSharingPolicy",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId"), Segment::Literal("sharingpolicy")],
        query: None,
        status: 204,
        input: &DELETE_PORTAL_PRODUCT_SHARING_POLICY_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "DeleteProductPage",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId"), Segment::Literal("productpages"), Segment::Label("productPageId")],
        query: None,
        status: 204,
        input: &DELETE_PRODUCT_PAGE_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "DeleteProductRestEndpointPage",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId"), Segment::Literal("productrestendpointpages"), Segment::Label("productRestEndpointPageId")],
        query: None,
        status: 204,
        input: &DELETE_PRODUCT_REST_ENDPOINT_PAGE_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "DeleteRoute",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("routes"), Segment::Label("routeId")],
        query: None,
        status: 204,
        input: &DELETE_ROUTE_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteRouteRequestParameter",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("routes"), Segment::Label("routeId"), Segment::Literal("requestparameters"), Segment::Label("requestParameterKey")],
        query: None,
        status: 204,
        input: &DELETE_ROUTE_REQUEST_PARAMETER_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteRouteResponse",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("routes"), Segment::Label("routeId"), Segment::Literal("routeresponses"), Segment::Label("routeResponseId")],
        query: None,
        status: 204,
        input: &DELETE_ROUTE_RESPONSE_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteRouteSettings",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("stages"), Segment::Label("stageName"), Segment::Literal("routesettings"), Segment::Label("routeKey")],
        query: None,
        status: 204,
        input: &DELETE_ROUTE_SETTINGS_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteRoutingRule",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("routingrules"), Segment::Label("routingRuleId")],
        query: None,
        status: 204,
        input: &DELETE_ROUTING_RULE_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "DeleteStage",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("stages"), Segment::Label("stageName")],
        query: None,
        status: 204,
        input: &DELETE_STAGE_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "DeleteVpcLink",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("vpclinks"), Segment::Label("vpcLinkId")],
        query: None,
        status: 202,
        input: &DELETE_VPC_LINK_REQUEST,
        output: Some(&DELETE_VPC_LINK_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "ExportApi",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("exports"), Segment::Label("specification")],
        query: None,
        status: 200,
        input: &EXPORT_API_REQUEST,
        output: Some(&EXPORT_API_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "DisablePortal",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("portals"), Segment::Label("portalId"), Segment::Literal("publish")],
        query: None,
        status: 204,
        input: &DISABLE_PORTAL_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "ResetAuthorizersCache",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("stages"), Segment::Label("stageName"), Segment::Literal("cache"), Segment::Literal("authorizers")],
        query: None,
        status: 204,
        input: &RESET_AUTHORIZERS_CACHE_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetApi",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId")],
        query: None,
        status: 200,
        input: &GET_API_REQUEST,
        output: Some(&GET_API_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetApiMapping",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("apimappings"), Segment::Label("apiMappingId")],
        query: None,
        status: 200,
        input: &GET_API_MAPPING_REQUEST,
        output: Some(&GET_API_MAPPING_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "GetApiMappings",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("apimappings")],
        query: None,
        status: 200,
        input: &GET_API_MAPPINGS_REQUEST,
        output: Some(&GET_API_MAPPINGS_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "GetApis",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis")],
        query: None,
        status: 200,
        input: &GET_APIS_REQUEST,
        output: Some(&GET_APIS_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "GetAuthorizer",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("authorizers"), Segment::Label("authorizerId")],
        query: None,
        status: 200,
        input: &GET_AUTHORIZER_REQUEST,
        output: Some(&GET_AUTHORIZER_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetAuthorizers",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("authorizers")],
        query: None,
        status: 200,
        input: &GET_AUTHORIZERS_REQUEST,
        output: Some(&GET_AUTHORIZERS_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "GetDeployment",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("deployments"), Segment::Label("deploymentId")],
        query: None,
        status: 200,
        input: &GET_DEPLOYMENT_REQUEST,
        output: Some(&GET_DEPLOYMENT_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetDeployments",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("deployments")],
        query: None,
        status: 200,
        input: &GET_DEPLOYMENTS_REQUEST,
        output: Some(&GET_DEPLOYMENTS_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "GetDomainName",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames"), Segment::Label("domainName")],
        query: None,
        status: 200,
        input: &GET_DOMAIN_NAME_REQUEST,
        output: Some(&GET_DOMAIN_NAME_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetDomainNames",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames")],
        query: None,
        status: 200,
        input: &GET_DOMAIN_NAMES_REQUEST,
        output: Some(&GET_DOMAIN_NAMES_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "GetIntegration",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("integrations"), Segment::Label("integrationId")],
        query: None,
        status: 200,
        input: &GET_INTEGRATION_REQUEST,
        output: Some(&GET_INTEGRATION_RESULT),
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetIntegrationResponse",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("integrations"), Segment::Label("integrationId"), Segment::Literal("integrationresponses"), Segment::Label("integrationResponseId")],
        query: None,
        status: 200,
        input: &GET_INTEGRATION_RESPONSE_REQUEST,
        output: Some(&GET_INTEGRATION_RESPONSE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetIntegrationResponses",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("integrations"), Segment::Label("integrationId"), Segment::Literal("integrationresponses")],
        query: None,
        status: 200,
        input: &GET_INTEGRATION_RESPONSES_REQUEST,
        output: Some(&GET_INTEGRATION_RESPONSES_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "GetIntegrations",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("integrations")],
        query: None,
        status: 200,
        input: &GET_INTEGRATIONS_REQUEST,
        output: Some(&GET_INTEGRATIONS_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "GetModel",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("models"), Segment::Label("modelId")],
        query: None,
        status: 200,
        input: &GET_MODEL_REQUEST,
        output: Some(&GET_MODEL_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetModelTemplate",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("models"), Segment::Label("modelId"), Segment::Literal("template")],
        query: None,
        status: 200,
        input: &GET_MODEL_TEMPLATE_REQUEST,
        output: Some(&GET_MODEL_TEMPLATE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetModels",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("models")],
        query: None,
        status: 200,
        input: &GET_MODELS_REQUEST,
        output: Some(&GET_MODELS_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "GetPortal",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("portals"), Segment::Label("portalId")],
        query: None,
        status: 200,
        input: &GET_PORTAL_REQUEST,
        output: Some(&GET_PORTAL_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "GetPortalProduct",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId")],
        query: None,
        status: 200,
        input: &GET_PORTAL_PRODUCT_REQUEST,
        output: Some(&GET_PORTAL_PRODUCT_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "GetPortalProductSharingPolicy",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId"), Segment::Literal("sharingpolicy")],
        query: None,
        status: 200,
        input: &GET_PORTAL_PRODUCT_SHARING_POLICY_REQUEST,
        output: Some(&GET_PORTAL_PRODUCT_SHARING_POLICY_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "GetProductPage",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId"), Segment::Literal("productpages"), Segment::Label("productPageId")],
        query: None,
        status: 200,
        input: &GET_PRODUCT_PAGE_REQUEST,
        output: Some(&GET_PRODUCT_PAGE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "GetProductRestEndpointPage",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId"), Segment::Literal("productrestendpointpages"), Segment::Label("productRestEndpointPageId")],
        query: None,
        status: 200,
        input: &GET_PRODUCT_REST_ENDPOINT_PAGE_REQUEST,
        output: Some(&GET_PRODUCT_REST_ENDPOINT_PAGE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "GetRoute",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("routes"), Segment::Label("routeId")],
        query: None,
        status: 200,
        input: &GET_ROUTE_REQUEST,
        output: Some(&GET_ROUTE_RESULT),
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetRouteResponse",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("routes"), Segment::Label("routeId"), Segment::Literal("routeresponses"), Segment::Label("routeResponseId")],
        query: None,
        status: 200,
        input: &GET_ROUTE_RESPONSE_REQUEST,
        output: Some(&GET_ROUTE_RESPONSE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetRouteResponses",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("routes"), Segment::Label("routeId"), Segment::Literal("routeresponses")],
        query: None,
        status: 200,
        input: &GET_ROUTE_RESPONSES_REQUEST,
        output: Some(&GET_ROUTE_RESPONSES_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "GetRoutes",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("routes")],
        query: None,
        status: 200,
        input: &GET_ROUTES_REQUEST,
        output: Some(&GET_ROUTES_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "GetRoutingRule",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("routingrules"), Segment::Label("routingRuleId")],
        query: None,
        status: 200,
        input: &GET_ROUTING_RULE_REQUEST,
        output: Some(&GET_ROUTING_RULE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "ListRoutingRules",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("routingrules")],
        query: None,
        status: 200,
        input: &LIST_ROUTING_RULES_REQUEST,
        output: Some(&LIST_ROUTING_RULES_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "GetStage",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("stages"), Segment::Label("stageName")],
        query: None,
        status: 200,
        input: &GET_STAGE_REQUEST,
        output: Some(&GET_STAGE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetStages",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("stages")],
        query: None,
        status: 200,
        input: &GET_STAGES_REQUEST,
        output: Some(&GET_STAGES_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
    OperationSpec {
        name: "GetTags",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("tags"), Segment::Label("resourceArn")],
        query: None,
        status: 200,
        input: &GET_TAGS_REQUEST,
        output: Some(&GET_TAGS_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "GetVpcLink",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("vpclinks"), Segment::Label("vpcLinkId")],
        query: None,
        status: 200,
        input: &GET_VPC_LINK_REQUEST,
        output: Some(&GET_VPC_LINK_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "GetVpcLinks",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("vpclinks")],
        query: None,
        status: 200,
        input: &GET_VPC_LINKS_REQUEST,
        output: Some(&GET_VPC_LINKS_RESPONSE),
        errors: &["BadRequestException", "TooManyRequestsException"],
    },
    OperationSpec {
        name: "ImportApi",
        service: Service::ApiGatewayV2,
        method: "PUT",
        path: &[Segment::Literal("v2"), Segment::Literal("apis")],
        query: None,
        status: 201,
        input: &IMPORT_API_REQUEST,
        output: Some(&IMPORT_API_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "ListPortalProducts",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts")],
        query: None,
        status: 200,
        input: &LIST_PORTAL_PRODUCTS_REQUEST,
        output: Some(&LIST_PORTAL_PRODUCTS_RESPONSE),
        errors: &["TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "ListPortals",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("portals")],
        query: None,
        status: 200,
        input: &LIST_PORTALS_REQUEST,
        output: Some(&LIST_PORTALS_RESPONSE),
        errors: &["TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "ListProductPages",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId"), Segment::Literal("productpages")],
        query: None,
        status: 200,
        input: &LIST_PRODUCT_PAGES_REQUEST,
        output: Some(&LIST_PRODUCT_PAGES_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "ListProductRestEndpointPages",
        service: Service::ApiGatewayV2,
        method: "GET",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId"), Segment::Literal("productrestendpointpages")],
        query: None,
        status: 200,
        input: &LIST_PRODUCT_REST_ENDPOINT_PAGES_REQUEST,
        output: Some(&LIST_PRODUCT_REST_ENDPOINT_PAGES_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "PreviewPortal",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("portals"), Segment::Label("portalId"), Segment::Literal("preview")],
        query: None,
        status: 202,
        input: &PREVIEW_PORTAL_REQUEST,
        output: Some(&PREVIEW_PORTAL_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "PublishPortal",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("portals"), Segment::Label("portalId"), Segment::Literal("publish")],
        query: None,
        status: 202,
        input: &PUBLISH_PORTAL_REQUEST,
        output: Some(&PUBLISH_PORTAL_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "PutPortalProductSharingPolicy",
        service: Service::ApiGatewayV2,
        method: "PUT",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId"), Segment::Literal("sharingpolicy")],
        query: None,
        status: 200,
        input: &PUT_PORTAL_PRODUCT_SHARING_POLICY_REQUEST,
        output: Some(&PUT_PORTAL_PRODUCT_SHARING_POLICY_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "PutRoutingRule",
        service: Service::ApiGatewayV2,
        method: "PUT",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("routingrules"), Segment::Label("routingRuleId")],
        query: None,
        status: 200,
        input: &PUT_ROUTING_RULE_REQUEST,
        output: Some(&PUT_ROUTING_RULE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "ReimportApi",
        service: Service::ApiGatewayV2,
        method: "PUT",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId")],
        query: None,
        status: 201,
        input: &REIMPORT_API_REQUEST,
        output: Some(&REIMPORT_API_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "TagResource",
        service: Service::ApiGatewayV2,
        method: "POST",
        path: &[Segment::Literal("v2"), Segment::Literal("tags"), Segment::Label("resourceArn")],
        query: None,
        status: 201,
        input: &TAG_RESOURCE_REQUEST,
        output: Some(&TAG_RESOURCE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "UntagResource",
        service: Service::ApiGatewayV2,
        method: "DELETE",
        path: &[Segment::Literal("v2"), Segment::Literal("tags"), Segment::Label("resourceArn")],
        query: None,
        status: 204,
        input: &UNTAG_RESOURCE_REQUEST,
        output: None,
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "UpdateApi",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId")],
        query: None,
        status: 200,
        input: &UPDATE_API_REQUEST,
        output: Some(&UPDATE_API_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "UpdateApiMapping",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames"), Segment::Label("domainName"), Segment::Literal("apimappings"), Segment::Label("apiMappingId")],
        query: None,
        status: 200,
        input: &UPDATE_API_MAPPING_REQUEST,
        output: Some(&UPDATE_API_MAPPING_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "UpdateAuthorizer",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("authorizers"), Segment::Label("authorizerId")],
        query: None,
        status: 200,
        input: &UPDATE_AUTHORIZER_REQUEST,
        output: Some(&UPDATE_AUTHORIZER_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "UpdateDeployment",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("deployments"), Segment::Label("deploymentId")],
        query: None,
        status: 200,
        input: &UPDATE_DEPLOYMENT_REQUEST,
        output: Some(&UPDATE_DEPLOYMENT_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "UpdateDomainName",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("domainnames"), Segment::Label("domainName")],
        query: None,
        status: 200,
        input: &UPDATE_DOMAIN_NAME_REQUEST,
        output: Some(&UPDATE_DOMAIN_NAME_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "UpdateIntegration",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("integrations"), Segment::Label("integrationId")],
        query: None,
        status: 200,
        input: &UPDATE_INTEGRATION_REQUEST,
        output: Some(&UPDATE_INTEGRATION_RESULT),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "UpdateIntegrationResponse",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("integrations"), Segment::Label("integrationId"), Segment::Literal("integrationresponses"), Segment::Label("integrationResponseId")],
        query: None,
        status: 200,
        input: &UPDATE_INTEGRATION_RESPONSE_REQUEST,
        output: Some(&UPDATE_INTEGRATION_RESPONSE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "UpdateModel",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("models"), Segment::Label("modelId")],
        query: None,
        status: 200,
        input: &UPDATE_MODEL_REQUEST,
        output: Some(&UPDATE_MODEL_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "UpdatePortal",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("portals"), Segment::Label("portalId")],
        query: None,
        status: 200,
        input: &UPDATE_PORTAL_REQUEST,
        output: Some(&UPDATE_PORTAL_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "UpdatePortalProduct",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId")],
        query: None,
        status: 200,
        input: &UPDATE_PORTAL_PRODUCT_REQUEST,
        output: Some(&UPDATE_PORTAL_PRODUCT_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "UpdateProductPage",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId"), Segment::Literal("productpages"), Segment::Label("productPageId")],
        query: None,
        status: 200,
        input: &UPDATE_PRODUCT_PAGE_REQUEST,
        output: Some(&UPDATE_PRODUCT_PAGE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "UpdateProductRestEndpointPage",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("portalproducts"), Segment::Label("portalProductId"), Segment::Literal("productrestendpointpages"), Segment::Label("productRestEndpointPageId")],
        query: None,
        status: 200,
        input: &UPDATE_PRODUCT_REST_ENDPOINT_PAGE_REQUEST,
        output: Some(&UPDATE_PRODUCT_REST_ENDPOINT_PAGE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "AccessDeniedException"],
    },
    OperationSpec {
        name: "UpdateRoute",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("routes"), Segment::Label("routeId")],
        query: None,
        status: 200,
        input: &UPDATE_ROUTE_REQUEST,
        output: Some(&UPDATE_ROUTE_RESULT),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "UpdateRouteResponse",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("routes"), Segment::Label("routeId"), Segment::Literal("routeresponses"), Segment::Label("routeResponseId")],
        query: None,
        status: 200,
        input: &UPDATE_ROUTE_RESPONSE_REQUEST,
        output: Some(&UPDATE_ROUTE_RESPONSE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "UpdateStage",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("apis"), Segment::Label("apiId"), Segment::Literal("stages"), Segment::Label("stageName")],
        query: None,
        status: 200,
        input: &UPDATE_STAGE_REQUEST,
        output: Some(&UPDATE_STAGE_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException", "ConflictException"],
    },
    OperationSpec {
        name: "UpdateVpcLink",
        service: Service::ApiGatewayV2,
        method: "PATCH",
        path: &[Segment::Literal("v2"), Segment::Literal("vpclinks"), Segment::Label("vpcLinkId")],
        query: None,
        status: 200,
        input: &UPDATE_VPC_LINK_REQUEST,
        output: Some(&UPDATE_VPC_LINK_RESPONSE),
        errors: &["NotFoundException", "TooManyRequestsException", "BadRequestException"],
    },
];

static ACMMANAGED: Structure = Structure {
    name: "ACMManaged",
    members: &[
        Member { name: "certificateArn", wire: "certificateArn", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN10_MAX2048) },
        Member { name: "domainName", wire: "domainName", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN3_MAX256) },
    ],
};

static ACCESS_LOG_SETTINGS: Structure = Structure {
    name: "AccessLogSettings",
    members: &[
        Member { name: "destinationArn", wire: "destinationArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "format", wire: "format", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND1024) },
    ],
};

static API: Structure = Structure {
    name: "Api",
    members: &[
        Member { name: "apiEndpoint", wire: "apiEndpoint", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "apiId", wire: "apiId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiKeySelectionExpression", wire: "apiKeySelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "corsConfiguration", wire: "corsConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&CORS) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "disableSchemaValidation", wire: "disableSchemaValidation", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "disableExecuteApiEndpoint", wire: "disableExecuteApiEndpoint", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "importInfo", wire: "importInfo", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "ipAddressType", wire: "ipAddressType", location: Location::Body, required: false, shape: Shape::String(&IP_ADDRESS_TYPE) },
        Member { name: "name", wire: "name", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "protocolType", wire: "protocolType", location: Location::Body, required: true, shape: Shape::String(&PROTOCOL_TYPE) },
        Member { name: "routeSelectionExpression", wire: "routeSelectionExpression", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
        Member { name: "version", wire: "version", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "warnings", wire: "warnings", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static API_MAPPING: Structure = Structure {
    name: "ApiMapping",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "apiMappingId", wire: "apiMappingId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiMappingKey", wire: "apiMappingKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "stage", wire: "stage", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static AUTHORIZATION: Structure = Structure {
    name: "Authorization",
    members: &[
        Member { name: "cognitoConfig", wire: "cognitoConfig", location: Location::Body, required: false, shape: Shape::Structure(&COGNITO_CONFIG) },
        Member { name: "none", wire: "none", location: Location::Body, required: false, shape: Shape::Structure(&NONE) },
    ],
};

static AUTHORIZATION_SCOPES: List = List { member: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64), length: Range::FREE };

static AUTHORIZATION_TYPE: Text = Text { values: &["JWT", "CUSTOM", "AWS_IAM", "NONE"], length: Range::FREE, pattern: None };

static AUTHORIZER: Structure = Structure {
    name: "Authorizer",
    members: &[
        Member { name: "authorizerCredentialsArn", wire: "authorizerCredentialsArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerPayloadFormatVersion", wire: "authorizerPayloadFormatVersion", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "authorizerResultTtlInSeconds", wire: "authorizerResultTtlInSeconds", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(0), max: Some(3600) }) },
        Member { name: "authorizerType", wire: "authorizerType", location: Location::Body, required: false, shape: Shape::String(&AUTHORIZER_TYPE) },
        Member { name: "authorizerUri", wire: "authorizerUri", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "enableSimpleResponses", wire: "enableSimpleResponses", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "identitySource", wire: "identitySource", location: Location::Body, required: false, shape: Shape::List(&IDENTITY_SOURCE_LIST) },
        Member { name: "identityValidationExpression", wire: "identityValidationExpression", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "jwtConfiguration", wire: "jwtConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&JWTCONFIGURATION) },
        Member { name: "name", wire: "name", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static AUTHORIZER_TYPE: Text = Text { values: &["JWT", "REQUEST"], length: Range::FREE, pattern: None };

static COGNITO_CONFIG: Structure = Structure {
    name: "CognitoConfig",
    members: &[
        Member { name: "appClientId", wire: "appClientId", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX256) },
        Member { name: "userPoolArn", wire: "userPoolArn", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "userPoolDomain", wire: "userPoolDomain", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN20_MAX2048) },
    ],
};

static CONNECTION_TYPE: Text = Text { values: &["INTERNET", "VPC_LINK"], length: Range::FREE, pattern: None };

static CONTENT_HANDLING_STRATEGY: Text = Text { values: &["CONVERT_TO_TEXT", "CONVERT_TO_BINARY"], length: Range::FREE, pattern: None };

static CORS: Structure = Structure {
    name: "Cors",
    members: &[
        Member { name: "allowCredentials", wire: "allowCredentials", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "allowHeaders", wire: "allowHeaders", location: Location::Body, required: false, shape: Shape::List(&CORS_HEADER_LIST) },
        Member { name: "allowMethods", wire: "allowMethods", location: Location::Body, required: false, shape: Shape::List(&CORS_METHOD_LIST) },
        Member { name: "allowOrigins", wire: "allowOrigins", location: Location::Body, required: false, shape: Shape::List(&CORS_ORIGIN_LIST) },
        Member { name: "exposeHeaders", wire: "exposeHeaders", location: Location::Body, required: false, shape: Shape::List(&CORS_HEADER_LIST) },
        Member { name: "maxAge", wire: "maxAge", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(-1), max: Some(86400) }) },
    ],
};

static CORS_HEADER_LIST: List = List { member: Shape::String(&TEXT), length: Range::FREE };

static CORS_METHOD_LIST: List = List { member: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64), length: Range::FREE };

static CORS_ORIGIN_LIST: List = List { member: Shape::String(&TEXT), length: Range::FREE };

static CREATE_API_MAPPING_REQUEST: Structure = Structure {
    name: "CreateApiMappingRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "apiMappingKey", wire: "apiMappingKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "domainName", wire: "domainName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stage", wire: "stage", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static CREATE_API_MAPPING_RESPONSE: Structure = Structure {
    name: "CreateApiMappingResponse",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiMappingId", wire: "apiMappingId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiMappingKey", wire: "apiMappingKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "stage", wire: "stage", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static CREATE_API_REQUEST: Structure = Structure {
    name: "CreateApiRequest",
    members: &[
        Member { name: "apiKeySelectionExpression", wire: "apiKeySelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "corsConfiguration", wire: "corsConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&CORS) },
        Member { name: "credentialsArn", wire: "credentialsArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "disableSchemaValidation", wire: "disableSchemaValidation", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "disableExecuteApiEndpoint", wire: "disableExecuteApiEndpoint", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "ipAddressType", wire: "ipAddressType", location: Location::Body, required: false, shape: Shape::String(&IP_ADDRESS_TYPE) },
        Member { name: "name", wire: "name", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "protocolType", wire: "protocolType", location: Location::Body, required: true, shape: Shape::String(&PROTOCOL_TYPE) },
        Member { name: "routeKey", wire: "routeKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeSelectionExpression", wire: "routeSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
        Member { name: "target", wire: "target", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "version", wire: "version", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
    ],
};

static CREATE_API_RESPONSE: Structure = Structure {
    name: "CreateApiResponse",
    members: &[
        Member { name: "apiEndpoint", wire: "apiEndpoint", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "apiId", wire: "apiId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiKeySelectionExpression", wire: "apiKeySelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "corsConfiguration", wire: "corsConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&CORS) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "disableSchemaValidation", wire: "disableSchemaValidation", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "disableExecuteApiEndpoint", wire: "disableExecuteApiEndpoint", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "importInfo", wire: "importInfo", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "ipAddressType", wire: "ipAddressType", location: Location::Body, required: false, shape: Shape::String(&IP_ADDRESS_TYPE) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "protocolType", wire: "protocolType", location: Location::Body, required: false, shape: Shape::String(&PROTOCOL_TYPE) },
        Member { name: "routeSelectionExpression", wire: "routeSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
        Member { name: "version", wire: "version", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "warnings", wire: "warnings", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static CREATE_AUTHORIZER_REQUEST: Structure = Structure {
    name: "CreateAuthorizerRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "authorizerCredentialsArn", wire: "authorizerCredentialsArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerPayloadFormatVersion", wire: "authorizerPayloadFormatVersion", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "authorizerResultTtlInSeconds", wire: "authorizerResultTtlInSeconds", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(0), max: Some(3600) }) },
        Member { name: "authorizerType", wire: "authorizerType", location: Location::Body, required: true, shape: Shape::String(&AUTHORIZER_TYPE) },
        Member { name: "authorizerUri", wire: "authorizerUri", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "enableSimpleResponses", wire: "enableSimpleResponses", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "identitySource", wire: "identitySource", location: Location::Body, required: true, shape: Shape::List(&IDENTITY_SOURCE_LIST) },
        Member { name: "identityValidationExpression", wire: "identityValidationExpression", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "jwtConfiguration", wire: "jwtConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&JWTCONFIGURATION) },
        Member { name: "name", wire: "name", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static CREATE_AUTHORIZER_RESPONSE: Structure = Structure {
    name: "CreateAuthorizerResponse",
    members: &[
        Member { name: "authorizerCredentialsArn", wire: "authorizerCredentialsArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerPayloadFormatVersion", wire: "authorizerPayloadFormatVersion", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "authorizerResultTtlInSeconds", wire: "authorizerResultTtlInSeconds", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(0), max: Some(3600) }) },
        Member { name: "authorizerType", wire: "authorizerType", location: Location::Body, required: false, shape: Shape::String(&AUTHORIZER_TYPE) },
        Member { name: "authorizerUri", wire: "authorizerUri", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "enableSimpleResponses", wire: "enableSimpleResponses", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "identitySource", wire: "identitySource", location: Location::Body, required: false, shape: Shape::List(&IDENTITY_SOURCE_LIST) },
        Member { name: "identityValidationExpression", wire: "identityValidationExpression", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "jwtConfiguration", wire: "jwtConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&JWTCONFIGURATION) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static CREATE_DEPLOYMENT_REQUEST: Structure = Structure {
    name: "CreateDeploymentRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "stageName", wire: "stageName", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static CREATE_DEPLOYMENT_RESPONSE: Structure = Structure {
    name: "CreateDeploymentResponse",
    members: &[
        Member { name: "autoDeployed", wire: "autoDeployed", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "deploymentStatus", wire: "deploymentStatus", location: Location::Body, required: false, shape: Shape::String(&DEPLOYMENT_STATUS) },
        Member { name: "deploymentStatusMessage", wire: "deploymentStatusMessage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
    ],
};

static CREATE_DOMAIN_NAME_REQUEST: Structure = Structure {
    name: "CreateDomainNameRequest",
    members: &[
        Member { name: "domainName", wire: "domainName", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND512) },
        Member { name: "domainNameConfigurations", wire: "domainNameConfigurations", location: Location::Body, required: false, shape: Shape::List(&DOMAIN_NAME_CONFIGURATIONS) },
        Member { name: "mutualTlsAuthentication", wire: "mutualTlsAuthentication", location: Location::Body, required: false, shape: Shape::Structure(&MUTUAL_TLS_AUTHENTICATION_INPUT) },
        Member { name: "routingMode", wire: "routingMode", location: Location::Body, required: false, shape: Shape::String(&ROUTING_MODE) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static CREATE_DOMAIN_NAME_RESPONSE: Structure = Structure {
    name: "CreateDomainNameResponse",
    members: &[
        Member { name: "apiMappingSelectionExpression", wire: "apiMappingSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "domainName", wire: "domainName", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND512) },
        Member { name: "domainNameArn", wire: "domainNameArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "domainNameConfigurations", wire: "domainNameConfigurations", location: Location::Body, required: false, shape: Shape::List(&DOMAIN_NAME_CONFIGURATIONS) },
        Member { name: "mutualTlsAuthentication", wire: "mutualTlsAuthentication", location: Location::Body, required: false, shape: Shape::Structure(&MUTUAL_TLS_AUTHENTICATION) },
        Member { name: "routingMode", wire: "routingMode", location: Location::Body, required: false, shape: Shape::String(&ROUTING_MODE) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static CREATE_INTEGRATION_REQUEST: Structure = Structure {
    name: "CreateIntegrationRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "connectionId", wire: "connectionId", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND1024) },
        Member { name: "connectionType", wire: "connectionType", location: Location::Body, required: false, shape: Shape::String(&CONNECTION_TYPE) },
        Member { name: "contentHandlingStrategy", wire: "contentHandlingStrategy", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
        Member { name: "credentialsArn", wire: "credentialsArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "integrationMethod", wire: "integrationMethod", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "integrationSubtype", wire: "integrationSubtype", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "integrationType", wire: "integrationType", location: Location::Body, required: true, shape: Shape::String(&INTEGRATION_TYPE) },
        Member { name: "integrationUri", wire: "integrationUri", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "passthroughBehavior", wire: "passthroughBehavior", location: Location::Body, required: false, shape: Shape::String(&PASSTHROUGH_BEHAVIOR) },
        Member { name: "payloadFormatVersion", wire: "payloadFormatVersion", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&INTEGRATION_PARAMETERS) },
        Member { name: "requestTemplates", wire: "requestTemplates", location: Location::Body, required: false, shape: Shape::Map(&TEMPLATE_MAP) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&RESPONSE_PARAMETERS) },
        Member { name: "templateSelectionExpression", wire: "templateSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "timeoutInMillis", wire: "timeoutInMillis", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(50), max: Some(30000) }) },
        Member { name: "tlsConfig", wire: "tlsConfig", location: Location::Body, required: false, shape: Shape::Structure(&TLS_CONFIG_INPUT) },
    ],
};

static CREATE_INTEGRATION_RESPONSE_REQUEST: Structure = Structure {
    name: "CreateIntegrationResponseRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "contentHandlingStrategy", wire: "contentHandlingStrategy", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
        Member { name: "integrationId", wire: "integrationId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "integrationResponseKey", wire: "integrationResponseKey", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&INTEGRATION_PARAMETERS) },
        Member { name: "responseTemplates", wire: "responseTemplates", location: Location::Body, required: false, shape: Shape::Map(&TEMPLATE_MAP) },
        Member { name: "templateSelectionExpression", wire: "templateSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static CREATE_INTEGRATION_RESPONSE_RESPONSE: Structure = Structure {
    name: "CreateIntegrationResponseResponse",
    members: &[
        Member { name: "contentHandlingStrategy", wire: "contentHandlingStrategy", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
        Member { name: "integrationResponseId", wire: "integrationResponseId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "integrationResponseKey", wire: "integrationResponseKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&INTEGRATION_PARAMETERS) },
        Member { name: "responseTemplates", wire: "responseTemplates", location: Location::Body, required: false, shape: Shape::Map(&TEMPLATE_MAP) },
        Member { name: "templateSelectionExpression", wire: "templateSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static CREATE_INTEGRATION_RESULT: Structure = Structure {
    name: "CreateIntegrationResult",
    members: &[
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "connectionId", wire: "connectionId", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND1024) },
        Member { name: "connectionType", wire: "connectionType", location: Location::Body, required: false, shape: Shape::String(&CONNECTION_TYPE) },
        Member { name: "contentHandlingStrategy", wire: "contentHandlingStrategy", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
        Member { name: "credentialsArn", wire: "credentialsArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "integrationId", wire: "integrationId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "integrationMethod", wire: "integrationMethod", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "integrationResponseSelectionExpression", wire: "integrationResponseSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "integrationSubtype", wire: "integrationSubtype", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "integrationType", wire: "integrationType", location: Location::Body, required: false, shape: Shape::String(&INTEGRATION_TYPE) },
        Member { name: "integrationUri", wire: "integrationUri", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "passthroughBehavior", wire: "passthroughBehavior", location: Location::Body, required: false, shape: Shape::String(&PASSTHROUGH_BEHAVIOR) },
        Member { name: "payloadFormatVersion", wire: "payloadFormatVersion", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&INTEGRATION_PARAMETERS) },
        Member { name: "requestTemplates", wire: "requestTemplates", location: Location::Body, required: false, shape: Shape::Map(&TEMPLATE_MAP) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&RESPONSE_PARAMETERS) },
        Member { name: "templateSelectionExpression", wire: "templateSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "timeoutInMillis", wire: "timeoutInMillis", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(50), max: Some(30000) }) },
        Member { name: "tlsConfig", wire: "tlsConfig", location: Location::Body, required: false, shape: Shape::Structure(&TLS_CONFIG) },
    ],
};

static CREATE_MODEL_REQUEST: Structure = Structure {
    name: "CreateModelRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "contentType", wire: "contentType", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND256) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "name", wire: "name", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "schema", wire: "schema", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND32_K) },
    ],
};

static CREATE_MODEL_RESPONSE: Structure = Structure {
    name: "CreateModelResponse",
    members: &[
        Member { name: "contentType", wire: "contentType", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND256) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "modelId", wire: "modelId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "schema", wire: "schema", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND32_K) },
    ],
};

static CREATE_PORTAL_PRODUCT_REQUEST: Structure = Structure {
    name: "CreatePortalProductRequest",
    members: &[
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX1024) },
        Member { name: "displayName", wire: "displayName", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX255) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static CREATE_PORTAL_PRODUCT_RESPONSE: Structure = Structure {
    name: "CreatePortalProductResponse",
    members: &[
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX1024) },
        Member { name: "displayName", wire: "displayName", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX255) },
        Member { name: "displayOrder", wire: "displayOrder", location: Location::Body, required: false, shape: Shape::Structure(&DISPLAY_ORDER) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "portalProductArn", wire: "portalProductArn", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static CREATE_PORTAL_REQUEST: Structure = Structure {
    name: "CreatePortalRequest",
    members: &[
        Member { name: "authorization", wire: "authorization", location: Location::Body, required: true, shape: Shape::Structure(&AUTHORIZATION) },
        Member { name: "endpointConfiguration", wire: "endpointConfiguration", location: Location::Body, required: true, shape: Shape::Structure(&ENDPOINT_CONFIGURATION_REQUEST) },
        Member { name: "includedPortalProductArns", wire: "includedPortalProductArns", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING_MIN20_MAX2048) },
        Member { name: "logoUri", wire: "logoUri", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX1092) },
        Member { name: "portalContent", wire: "portalContent", location: Location::Body, required: true, shape: Shape::Structure(&PORTAL_CONTENT) },
        Member { name: "rumAppMonitorName", wire: "rumAppMonitorName", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX255) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static CREATE_PORTAL_RESPONSE: Structure = Structure {
    name: "CreatePortalResponse",
    members: &[
        Member { name: "authorization", wire: "authorization", location: Location::Body, required: false, shape: Shape::Structure(&AUTHORIZATION) },
        Member { name: "endpointConfiguration", wire: "endpointConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&ENDPOINT_CONFIGURATION_RESPONSE) },
        Member { name: "includedPortalProductArns", wire: "includedPortalProductArns", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING_MIN20_MAX2048) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "lastPublished", wire: "lastPublished", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "lastPublishedDescription", wire: "lastPublishedDescription", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX1024) },
        Member { name: "portalArn", wire: "portalArn", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "portalContent", wire: "portalContent", location: Location::Body, required: false, shape: Shape::Structure(&PORTAL_CONTENT) },
        Member { name: "portalId", wire: "portalId", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
        Member { name: "publishStatus", wire: "publishStatus", location: Location::Body, required: false, shape: Shape::String(&PUBLISH_STATUS) },
        Member { name: "rumAppMonitorName", wire: "rumAppMonitorName", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX255) },
        Member { name: "statusException", wire: "statusException", location: Location::Body, required: false, shape: Shape::Structure(&STATUS_EXCEPTION) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static CREATE_PRODUCT_PAGE_REQUEST: Structure = Structure {
    name: "CreateProductPageRequest",
    members: &[
        Member { name: "displayContent", wire: "displayContent", location: Location::Body, required: true, shape: Shape::Structure(&DISPLAY_CONTENT) },
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static CREATE_PRODUCT_PAGE_RESPONSE: Structure = Structure {
    name: "CreateProductPageResponse",
    members: &[
        Member { name: "displayContent", wire: "displayContent", location: Location::Body, required: false, shape: Shape::Structure(&DISPLAY_CONTENT) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "productPageArn", wire: "productPageArn", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "productPageId", wire: "productPageId", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
    ],
};

static CREATE_PRODUCT_REST_ENDPOINT_PAGE_REQUEST: Structure = Structure {
    name: "CreateProductRestEndpointPageRequest",
    members: &[
        Member { name: "displayContent", wire: "displayContent", location: Location::Body, required: false, shape: Shape::Structure(&ENDPOINT_DISPLAY_CONTENT) },
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "restEndpointIdentifier", wire: "restEndpointIdentifier", location: Location::Body, required: true, shape: Shape::Structure(&REST_ENDPOINT_IDENTIFIER) },
        Member { name: "tryItState", wire: "tryItState", location: Location::Body, required: false, shape: Shape::String(&TRY_IT_STATE) },
    ],
};

static CREATE_PRODUCT_REST_ENDPOINT_PAGE_RESPONSE: Structure = Structure {
    name: "CreateProductRestEndpointPageResponse",
    members: &[
        Member { name: "displayContent", wire: "displayContent", location: Location::Body, required: false, shape: Shape::Structure(&ENDPOINT_DISPLAY_CONTENT_RESPONSE) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "productRestEndpointPageArn", wire: "productRestEndpointPageArn", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "productRestEndpointPageId", wire: "productRestEndpointPageId", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
        Member { name: "restEndpointIdentifier", wire: "restEndpointIdentifier", location: Location::Body, required: false, shape: Shape::Structure(&REST_ENDPOINT_IDENTIFIER) },
        Member { name: "status", wire: "status", location: Location::Body, required: false, shape: Shape::String(&STATUS) },
        Member { name: "statusException", wire: "statusException", location: Location::Body, required: false, shape: Shape::Structure(&STATUS_EXCEPTION) },
        Member { name: "tryItState", wire: "tryItState", location: Location::Body, required: false, shape: Shape::String(&TRY_IT_STATE) },
    ],
};

static CREATE_ROUTE_REQUEST: Structure = Structure {
    name: "CreateRouteRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "apiKeyRequired", wire: "apiKeyRequired", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "authorizationScopes", wire: "authorizationScopes", location: Location::Body, required: false, shape: Shape::List(&AUTHORIZATION_SCOPES) },
        Member { name: "authorizationType", wire: "authorizationType", location: Location::Body, required: false, shape: Shape::String(&AUTHORIZATION_TYPE) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "modelSelectionExpression", wire: "modelSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "operationName", wire: "operationName", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "requestModels", wire: "requestModels", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_MODELS) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_PARAMETERS) },
        Member { name: "routeKey", wire: "routeKey", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseSelectionExpression", wire: "routeResponseSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "target", wire: "target", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static CREATE_ROUTE_RESPONSE_REQUEST: Structure = Structure {
    name: "CreateRouteResponseRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "modelSelectionExpression", wire: "modelSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "responseModels", wire: "responseModels", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_MODELS) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_PARAMETERS) },
        Member { name: "routeId", wire: "routeId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseKey", wire: "routeResponseKey", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
    ],
};

static CREATE_ROUTE_RESPONSE_RESPONSE: Structure = Structure {
    name: "CreateRouteResponseResponse",
    members: &[
        Member { name: "modelSelectionExpression", wire: "modelSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "responseModels", wire: "responseModels", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_MODELS) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_PARAMETERS) },
        Member { name: "routeResponseId", wire: "routeResponseId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseKey", wire: "routeResponseKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static CREATE_ROUTE_RESULT: Structure = Structure {
    name: "CreateRouteResult",
    members: &[
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "apiKeyRequired", wire: "apiKeyRequired", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "authorizationScopes", wire: "authorizationScopes", location: Location::Body, required: false, shape: Shape::List(&AUTHORIZATION_SCOPES) },
        Member { name: "authorizationType", wire: "authorizationType", location: Location::Body, required: false, shape: Shape::String(&AUTHORIZATION_TYPE) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "modelSelectionExpression", wire: "modelSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "operationName", wire: "operationName", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "requestModels", wire: "requestModels", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_MODELS) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_PARAMETERS) },
        Member { name: "routeId", wire: "routeId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeKey", wire: "routeKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseSelectionExpression", wire: "routeResponseSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "target", wire: "target", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static CREATE_ROUTING_RULE_REQUEST: Structure = Structure {
    name: "CreateRoutingRuleRequest",
    members: &[
        Member { name: "actions", wire: "actions", location: Location::Body, required: true, shape: Shape::List(&LIST_OF_ROUTING_RULE_ACTION) },
        Member { name: "conditions", wire: "conditions", location: Location::Body, required: true, shape: Shape::List(&LIST_OF_ROUTING_RULE_CONDITION) },
        Member { name: "domainName", wire: "domainName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameId", wire: "domainNameId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "priority", wire: "priority", location: Location::Body, required: true, shape: Shape::Integer(Range { min: Some(1), max: Some(1000000) }) },
    ],
};

static CREATE_ROUTING_RULE_RESPONSE: Structure = Structure {
    name: "CreateRoutingRuleResponse",
    members: &[
        Member { name: "actions", wire: "actions", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_ROUTING_RULE_ACTION) },
        Member { name: "conditions", wire: "conditions", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_ROUTING_RULE_CONDITION) },
        Member { name: "priority", wire: "priority", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(1), max: Some(1000000) }) },
        Member { name: "routingRuleArn", wire: "routingRuleArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routingRuleId", wire: "routingRuleId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static CREATE_STAGE_REQUEST: Structure = Structure {
    name: "CreateStageRequest",
    members: &[
        Member { name: "accessLogSettings", wire: "accessLogSettings", location: Location::Body, required: false, shape: Shape::Structure(&ACCESS_LOG_SETTINGS) },
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "autoDeploy", wire: "autoDeploy", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "clientCertificateId", wire: "clientCertificateId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "defaultRouteSettings", wire: "defaultRouteSettings", location: Location::Body, required: false, shape: Shape::Structure(&ROUTE_SETTINGS) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "routeSettings", wire: "routeSettings", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_SETTINGS_MAP) },
        Member { name: "stageName", wire: "stageName", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "stageVariables", wire: "stageVariables", location: Location::Body, required: false, shape: Shape::Map(&STAGE_VARIABLES_MAP) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static CREATE_STAGE_RESPONSE: Structure = Structure {
    name: "CreateStageResponse",
    members: &[
        Member { name: "accessLogSettings", wire: "accessLogSettings", location: Location::Body, required: false, shape: Shape::Structure(&ACCESS_LOG_SETTINGS) },
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "autoDeploy", wire: "autoDeploy", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "clientCertificateId", wire: "clientCertificateId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "defaultRouteSettings", wire: "defaultRouteSettings", location: Location::Body, required: false, shape: Shape::Structure(&ROUTE_SETTINGS) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "lastDeploymentStatusMessage", wire: "lastDeploymentStatusMessage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "lastUpdatedDate", wire: "lastUpdatedDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "routeSettings", wire: "routeSettings", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_SETTINGS_MAP) },
        Member { name: "stageName", wire: "stageName", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "stageVariables", wire: "stageVariables", location: Location::Body, required: false, shape: Shape::Map(&STAGE_VARIABLES_MAP) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static CREATE_VPC_LINK_REQUEST: Structure = Structure {
    name: "CreateVpcLinkRequest",
    members: &[
        Member { name: "name", wire: "name", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "securityGroupIds", wire: "securityGroupIds", location: Location::Body, required: false, shape: Shape::List(&SECURITY_GROUP_ID_LIST) },
        Member { name: "subnetIds", wire: "subnetIds", location: Location::Body, required: true, shape: Shape::List(&SUBNET_ID_LIST) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static CREATE_VPC_LINK_RESPONSE: Structure = Structure {
    name: "CreateVpcLinkResponse",
    members: &[
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "securityGroupIds", wire: "securityGroupIds", location: Location::Body, required: false, shape: Shape::List(&SECURITY_GROUP_ID_LIST) },
        Member { name: "subnetIds", wire: "subnetIds", location: Location::Body, required: false, shape: Shape::List(&SUBNET_ID_LIST) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
        Member { name: "vpcLinkId", wire: "vpcLinkId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "vpcLinkStatus", wire: "vpcLinkStatus", location: Location::Body, required: false, shape: Shape::String(&VPC_LINK_STATUS) },
        Member { name: "vpcLinkStatusMessage", wire: "vpcLinkStatusMessage", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "vpcLinkVersion", wire: "vpcLinkVersion", location: Location::Body, required: false, shape: Shape::String(&VPC_LINK_VERSION) },
    ],
};

static CUSTOM_COLORS: Structure = Structure {
    name: "CustomColors",
    members: &[
        Member { name: "accentColor", wire: "accentColor", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX16) },
        Member { name: "backgroundColor", wire: "backgroundColor", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX16) },
        Member { name: "errorValidationColor", wire: "errorValidationColor", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX16) },
        Member { name: "headerColor", wire: "headerColor", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX16) },
        Member { name: "navigationColor", wire: "navigationColor", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX16) },
        Member { name: "textColor", wire: "textColor", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX16) },
    ],
};

static DELETE_ACCESS_LOG_SETTINGS_REQUEST: Structure = Structure {
    name: "DeleteAccessLogSettingsRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stageName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_API_MAPPING_REQUEST: Structure = Structure {
    name: "DeleteApiMappingRequest",
    members: &[
        Member { name: "apiMappingId", wire: "apiMappingId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainName", wire: "domainName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_API_REQUEST: Structure = Structure {
    name: "DeleteApiRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_AUTHORIZER_REQUEST: Structure = Structure {
    name: "DeleteAuthorizerRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_CORS_CONFIGURATION_REQUEST: Structure = Structure {
    name: "DeleteCorsConfigurationRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_DEPLOYMENT_REQUEST: Structure = Structure {
    name: "DeleteDeploymentRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_DOMAIN_NAME_REQUEST: Structure = Structure {
    name: "DeleteDomainNameRequest",
    members: &[
        Member { name: "domainName", wire: "domainName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_INTEGRATION_REQUEST: Structure = Structure {
    name: "DeleteIntegrationRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "integrationId", wire: "integrationId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_INTEGRATION_RESPONSE_REQUEST: Structure = Structure {
    name: "DeleteIntegrationResponseRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "integrationId", wire: "integrationId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "integrationResponseId", wire: "integrationResponseId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_MODEL_REQUEST: Structure = Structure {
    name: "DeleteModelRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "modelId", wire: "modelId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_PORTAL_PRODUCT_REQUEST: Structure = Structure {
    name: "DeletePortalProductRequest",
    members: &[
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_PORTAL_PRODUCT_SHARING_POLICY_REQUEST: Structure = Structure {
    name: "DeletePortalProductSharingPolicyRequest",
    members: &[
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_PORTAL_REQUEST: Structure = Structure {
    name: "DeletePortalRequest",
    members: &[
        Member { name: "portalId", wire: "portalId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_PRODUCT_PAGE_REQUEST: Structure = Structure {
    name: "DeleteProductPageRequest",
    members: &[
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "productPageId", wire: "productPageId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_PRODUCT_REST_ENDPOINT_PAGE_REQUEST: Structure = Structure {
    name: "DeleteProductRestEndpointPageRequest",
    members: &[
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "productRestEndpointPageId", wire: "productRestEndpointPageId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_ROUTE_REQUEST: Structure = Structure {
    name: "DeleteRouteRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "routeId", wire: "routeId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_ROUTE_REQUEST_PARAMETER_REQUEST: Structure = Structure {
    name: "DeleteRouteRequestParameterRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "requestParameterKey", wire: "requestParameterKey", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "routeId", wire: "routeId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_ROUTE_RESPONSE_REQUEST: Structure = Structure {
    name: "DeleteRouteResponseRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "routeId", wire: "routeId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseId", wire: "routeResponseId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_ROUTE_SETTINGS_REQUEST: Structure = Structure {
    name: "DeleteRouteSettingsRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "routeKey", wire: "routeKey", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stageName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_ROUTING_RULE_REQUEST: Structure = Structure {
    name: "DeleteRoutingRuleRequest",
    members: &[
        Member { name: "domainName", wire: "domainName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameId", wire: "domainNameId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routingRuleId", wire: "routingRuleId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_STAGE_REQUEST: Structure = Structure {
    name: "DeleteStageRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stageName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_VPC_LINK_REQUEST: Structure = Structure {
    name: "DeleteVpcLinkRequest",
    members: &[
        Member { name: "vpcLinkId", wire: "vpcLinkId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DELETE_VPC_LINK_RESPONSE: Structure = Structure {
    name: "DeleteVpcLinkResponse",
    members: &[
    ],
};

static DEPLOYMENT: Structure = Structure {
    name: "Deployment",
    members: &[
        Member { name: "autoDeployed", wire: "autoDeployed", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "deploymentStatus", wire: "deploymentStatus", location: Location::Body, required: false, shape: Shape::String(&DEPLOYMENT_STATUS) },
        Member { name: "deploymentStatusMessage", wire: "deploymentStatusMessage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
    ],
};

static DEPLOYMENT_STATUS: Text = Text { values: &["DEPLOYED", "PENDING", "FAILED"], length: Range::FREE, pattern: None };

static DISABLE_PORTAL_REQUEST: Structure = Structure {
    name: "DisablePortalRequest",
    members: &[
        Member { name: "portalId", wire: "portalId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static DISPLAY_CONTENT: Structure = Structure {
    name: "DisplayContent",
    members: &[
        Member { name: "body", wire: "body", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX32768) },
        Member { name: "title", wire: "title", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX255) },
    ],
};

static DISPLAY_CONTENT_OVERRIDES: Structure = Structure {
    name: "DisplayContentOverrides",
    members: &[
        Member { name: "body", wire: "body", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX32768) },
        Member { name: "endpoint", wire: "endpoint", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX1024) },
        Member { name: "operationName", wire: "operationName", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX255) },
    ],
};

static DISPLAY_ORDER: Structure = Structure {
    name: "DisplayOrder",
    members: &[
        Member { name: "contents", wire: "contents", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_SECTION) },
        Member { name: "overviewPageArn", wire: "overviewPageArn", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "productPageArns", wire: "productPageArns", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING_MIN20_MAX2048) },
    ],
};

static DOMAIN_NAME: Structure = Structure {
    name: "DomainName",
    members: &[
        Member { name: "apiMappingSelectionExpression", wire: "apiMappingSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "domainName", wire: "domainName", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND512) },
        Member { name: "domainNameArn", wire: "domainNameArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "domainNameConfigurations", wire: "domainNameConfigurations", location: Location::Body, required: false, shape: Shape::List(&DOMAIN_NAME_CONFIGURATIONS) },
        Member { name: "mutualTlsAuthentication", wire: "mutualTlsAuthentication", location: Location::Body, required: false, shape: Shape::Structure(&MUTUAL_TLS_AUTHENTICATION) },
        Member { name: "routingMode", wire: "routingMode", location: Location::Body, required: false, shape: Shape::String(&ROUTING_MODE) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static DOMAIN_NAME_CONFIGURATION: Structure = Structure {
    name: "DomainNameConfiguration",
    members: &[
        Member { name: "apiGatewayDomainName", wire: "apiGatewayDomainName", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "certificateArn", wire: "certificateArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "certificateName", wire: "certificateName", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "certificateUploadDate", wire: "certificateUploadDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "domainNameStatus", wire: "domainNameStatus", location: Location::Body, required: false, shape: Shape::String(&DOMAIN_NAME_STATUS) },
        Member { name: "domainNameStatusMessage", wire: "domainNameStatusMessage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "endpointType", wire: "endpointType", location: Location::Body, required: false, shape: Shape::String(&ENDPOINT_TYPE) },
        Member { name: "hostedZoneId", wire: "hostedZoneId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "ipAddressType", wire: "ipAddressType", location: Location::Body, required: false, shape: Shape::String(&IP_ADDRESS_TYPE) },
        Member { name: "securityPolicy", wire: "securityPolicy", location: Location::Body, required: false, shape: Shape::String(&SECURITY_POLICY) },
        Member { name: "ownershipVerificationCertificateArn", wire: "ownershipVerificationCertificateArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static DOMAIN_NAME_CONFIGURATIONS: List = List { member: Shape::Structure(&DOMAIN_NAME_CONFIGURATION), length: Range::FREE };

static DOMAIN_NAME_STATUS: Text = Text { values: &["UPDATING", "PENDING_CERTIFICATE_REIMPORT", "AVAILABLE", "PENDING_OWNERSHIP_VERIFICATION"], length: Range::FREE, pattern: None };

static ENDPOINT_CONFIGURATION_REQUEST: Structure = Structure {
    name: "EndpointConfigurationRequest",
    members: &[
        Member { name: "acmManaged", wire: "acmManaged", location: Location::Body, required: false, shape: Shape::Structure(&ACMMANAGED) },
        Member { name: "none", wire: "none", location: Location::Body, required: false, shape: Shape::Structure(&NONE) },
    ],
};

static ENDPOINT_CONFIGURATION_RESPONSE: Structure = Structure {
    name: "EndpointConfigurationResponse",
    members: &[
        Member { name: "certificateArn", wire: "certificateArn", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN10_MAX2048) },
        Member { name: "domainName", wire: "domainName", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN3_MAX256) },
        Member { name: "portalDefaultDomainName", wire: "portalDefaultDomainName", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN3_MAX256) },
        Member { name: "portalDomainHostedZoneId", wire: "portalDomainHostedZoneId", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX64) },
    ],
};

static ENDPOINT_DISPLAY_CONTENT: Structure = Structure {
    name: "EndpointDisplayContent",
    members: &[
        Member { name: "none", wire: "none", location: Location::Body, required: false, shape: Shape::Structure(&NONE) },
        Member { name: "overrides", wire: "overrides", location: Location::Body, required: false, shape: Shape::Structure(&DISPLAY_CONTENT_OVERRIDES) },
    ],
};

static ENDPOINT_DISPLAY_CONTENT_RESPONSE: Structure = Structure {
    name: "EndpointDisplayContentResponse",
    members: &[
        Member { name: "body", wire: "body", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX32768) },
        Member { name: "endpoint", wire: "endpoint", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX1024) },
        Member { name: "operationName", wire: "operationName", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX255) },
    ],
};

static ENDPOINT_TYPE: Text = Text { values: &["EDGE", "REGIONAL"], length: Range::FREE, pattern: None };

static EXPORT_API_REQUEST_OUTPUT_TYPE: Text = Text { values: &["YAML", "JSON"], length: Range::FREE, pattern: None };

static EXPORT_API_REQUEST_SPECIFICATION: Text = Text { values: &["OAS30"], length: Range::FREE, pattern: None };

static EXPORT_API_REQUEST: Structure = Structure {
    name: "ExportApiRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "exportVersion", wire: "exportVersion", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "includeExtensions", wire: "includeExtensions", location: Location::Query, required: false, shape: Shape::Boolean },
        Member { name: "outputType", wire: "outputType", location: Location::Query, required: true, shape: Shape::String(&EXPORT_API_REQUEST_OUTPUT_TYPE) },
        Member { name: "specification", wire: "specification", location: Location::Uri, required: true, shape: Shape::String(&EXPORT_API_REQUEST_SPECIFICATION) },
        Member { name: "stageName", wire: "stageName", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static EXPORT_API_RESPONSE: Structure = Structure {
    name: "ExportApiResponse",
    members: &[
        Member { name: "body", wire: "body", location: Location::Payload, required: false, shape: Shape::Blob },
    ],
};

static GET_API_MAPPING_REQUEST: Structure = Structure {
    name: "GetApiMappingRequest",
    members: &[
        Member { name: "apiMappingId", wire: "apiMappingId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainName", wire: "domainName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_API_MAPPING_RESPONSE: Structure = Structure {
    name: "GetApiMappingResponse",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiMappingId", wire: "apiMappingId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiMappingKey", wire: "apiMappingKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "stage", wire: "stage", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static GET_API_MAPPINGS_REQUEST: Structure = Structure {
    name: "GetApiMappingsRequest",
    members: &[
        Member { name: "domainName", wire: "domainName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_API_MAPPINGS_RESPONSE: Structure = Structure {
    name: "GetApiMappingsResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_API_MAPPING) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_API_REQUEST: Structure = Structure {
    name: "GetApiRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_API_RESPONSE: Structure = Structure {
    name: "GetApiResponse",
    members: &[
        Member { name: "apiEndpoint", wire: "apiEndpoint", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "apiId", wire: "apiId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiKeySelectionExpression", wire: "apiKeySelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "corsConfiguration", wire: "corsConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&CORS) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "disableSchemaValidation", wire: "disableSchemaValidation", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "disableExecuteApiEndpoint", wire: "disableExecuteApiEndpoint", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "importInfo", wire: "importInfo", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "ipAddressType", wire: "ipAddressType", location: Location::Body, required: false, shape: Shape::String(&IP_ADDRESS_TYPE) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "protocolType", wire: "protocolType", location: Location::Body, required: false, shape: Shape::String(&PROTOCOL_TYPE) },
        Member { name: "routeSelectionExpression", wire: "routeSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
        Member { name: "version", wire: "version", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "warnings", wire: "warnings", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static GET_APIS_REQUEST: Structure = Structure {
    name: "GetApisRequest",
    members: &[
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_APIS_RESPONSE: Structure = Structure {
    name: "GetApisResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_API) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_AUTHORIZER_REQUEST: Structure = Structure {
    name: "GetAuthorizerRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_AUTHORIZER_RESPONSE: Structure = Structure {
    name: "GetAuthorizerResponse",
    members: &[
        Member { name: "authorizerCredentialsArn", wire: "authorizerCredentialsArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerPayloadFormatVersion", wire: "authorizerPayloadFormatVersion", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "authorizerResultTtlInSeconds", wire: "authorizerResultTtlInSeconds", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(0), max: Some(3600) }) },
        Member { name: "authorizerType", wire: "authorizerType", location: Location::Body, required: false, shape: Shape::String(&AUTHORIZER_TYPE) },
        Member { name: "authorizerUri", wire: "authorizerUri", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "enableSimpleResponses", wire: "enableSimpleResponses", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "identitySource", wire: "identitySource", location: Location::Body, required: false, shape: Shape::List(&IDENTITY_SOURCE_LIST) },
        Member { name: "identityValidationExpression", wire: "identityValidationExpression", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "jwtConfiguration", wire: "jwtConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&JWTCONFIGURATION) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static GET_AUTHORIZERS_REQUEST: Structure = Structure {
    name: "GetAuthorizersRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_AUTHORIZERS_RESPONSE: Structure = Structure {
    name: "GetAuthorizersResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_AUTHORIZER) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_DEPLOYMENT_REQUEST: Structure = Structure {
    name: "GetDeploymentRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_DEPLOYMENT_RESPONSE: Structure = Structure {
    name: "GetDeploymentResponse",
    members: &[
        Member { name: "autoDeployed", wire: "autoDeployed", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "deploymentStatus", wire: "deploymentStatus", location: Location::Body, required: false, shape: Shape::String(&DEPLOYMENT_STATUS) },
        Member { name: "deploymentStatusMessage", wire: "deploymentStatusMessage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
    ],
};

static GET_DEPLOYMENTS_REQUEST: Structure = Structure {
    name: "GetDeploymentsRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_DEPLOYMENTS_RESPONSE: Structure = Structure {
    name: "GetDeploymentsResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_DEPLOYMENT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_DOMAIN_NAME_REQUEST: Structure = Structure {
    name: "GetDomainNameRequest",
    members: &[
        Member { name: "domainName", wire: "domainName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_DOMAIN_NAME_RESPONSE: Structure = Structure {
    name: "GetDomainNameResponse",
    members: &[
        Member { name: "apiMappingSelectionExpression", wire: "apiMappingSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "domainName", wire: "domainName", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND512) },
        Member { name: "domainNameArn", wire: "domainNameArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "domainNameConfigurations", wire: "domainNameConfigurations", location: Location::Body, required: false, shape: Shape::List(&DOMAIN_NAME_CONFIGURATIONS) },
        Member { name: "mutualTlsAuthentication", wire: "mutualTlsAuthentication", location: Location::Body, required: false, shape: Shape::Structure(&MUTUAL_TLS_AUTHENTICATION) },
        Member { name: "routingMode", wire: "routingMode", location: Location::Body, required: false, shape: Shape::String(&ROUTING_MODE) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static GET_DOMAIN_NAMES_REQUEST: Structure = Structure {
    name: "GetDomainNamesRequest",
    members: &[
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_DOMAIN_NAMES_RESPONSE: Structure = Structure {
    name: "GetDomainNamesResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_DOMAIN_NAME) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_INTEGRATION_REQUEST: Structure = Structure {
    name: "GetIntegrationRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "integrationId", wire: "integrationId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_INTEGRATION_RESPONSE_REQUEST: Structure = Structure {
    name: "GetIntegrationResponseRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "integrationId", wire: "integrationId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "integrationResponseId", wire: "integrationResponseId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_INTEGRATION_RESPONSE_RESPONSE: Structure = Structure {
    name: "GetIntegrationResponseResponse",
    members: &[
        Member { name: "contentHandlingStrategy", wire: "contentHandlingStrategy", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
        Member { name: "integrationResponseId", wire: "integrationResponseId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "integrationResponseKey", wire: "integrationResponseKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&INTEGRATION_PARAMETERS) },
        Member { name: "responseTemplates", wire: "responseTemplates", location: Location::Body, required: false, shape: Shape::Map(&TEMPLATE_MAP) },
        Member { name: "templateSelectionExpression", wire: "templateSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_INTEGRATION_RESPONSES_REQUEST: Structure = Structure {
    name: "GetIntegrationResponsesRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "integrationId", wire: "integrationId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_INTEGRATION_RESPONSES_RESPONSE: Structure = Structure {
    name: "GetIntegrationResponsesResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_INTEGRATION_RESPONSE) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_INTEGRATION_RESULT: Structure = Structure {
    name: "GetIntegrationResult",
    members: &[
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "connectionId", wire: "connectionId", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND1024) },
        Member { name: "connectionType", wire: "connectionType", location: Location::Body, required: false, shape: Shape::String(&CONNECTION_TYPE) },
        Member { name: "contentHandlingStrategy", wire: "contentHandlingStrategy", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
        Member { name: "credentialsArn", wire: "credentialsArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "integrationId", wire: "integrationId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "integrationMethod", wire: "integrationMethod", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "integrationResponseSelectionExpression", wire: "integrationResponseSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "integrationSubtype", wire: "integrationSubtype", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "integrationType", wire: "integrationType", location: Location::Body, required: false, shape: Shape::String(&INTEGRATION_TYPE) },
        Member { name: "integrationUri", wire: "integrationUri", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "passthroughBehavior", wire: "passthroughBehavior", location: Location::Body, required: false, shape: Shape::String(&PASSTHROUGH_BEHAVIOR) },
        Member { name: "payloadFormatVersion", wire: "payloadFormatVersion", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&INTEGRATION_PARAMETERS) },
        Member { name: "requestTemplates", wire: "requestTemplates", location: Location::Body, required: false, shape: Shape::Map(&TEMPLATE_MAP) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&RESPONSE_PARAMETERS) },
        Member { name: "templateSelectionExpression", wire: "templateSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "timeoutInMillis", wire: "timeoutInMillis", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(50), max: Some(30000) }) },
        Member { name: "tlsConfig", wire: "tlsConfig", location: Location::Body, required: false, shape: Shape::Structure(&TLS_CONFIG) },
    ],
};

static GET_INTEGRATIONS_REQUEST: Structure = Structure {
    name: "GetIntegrationsRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_INTEGRATIONS_RESPONSE: Structure = Structure {
    name: "GetIntegrationsResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_INTEGRATION) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_MODEL_REQUEST: Structure = Structure {
    name: "GetModelRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "modelId", wire: "modelId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_MODEL_RESPONSE: Structure = Structure {
    name: "GetModelResponse",
    members: &[
        Member { name: "contentType", wire: "contentType", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND256) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "modelId", wire: "modelId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "schema", wire: "schema", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND32_K) },
    ],
};

static GET_MODEL_TEMPLATE_REQUEST: Structure = Structure {
    name: "GetModelTemplateRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "modelId", wire: "modelId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_MODEL_TEMPLATE_RESPONSE: Structure = Structure {
    name: "GetModelTemplateResponse",
    members: &[
        Member { name: "value", wire: "value", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_MODELS_REQUEST: Structure = Structure {
    name: "GetModelsRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_MODELS_RESPONSE: Structure = Structure {
    name: "GetModelsResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_MODEL) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_PORTAL_PRODUCT_REQUEST: Structure = Structure {
    name: "GetPortalProductRequest",
    members: &[
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceOwnerAccountId", wire: "resourceOwnerAccountId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_PORTAL_PRODUCT_RESPONSE: Structure = Structure {
    name: "GetPortalProductResponse",
    members: &[
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX1024) },
        Member { name: "displayName", wire: "displayName", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX255) },
        Member { name: "displayOrder", wire: "displayOrder", location: Location::Body, required: false, shape: Shape::Structure(&DISPLAY_ORDER) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "portalProductArn", wire: "portalProductArn", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static GET_PORTAL_PRODUCT_SHARING_POLICY_REQUEST: Structure = Structure {
    name: "GetPortalProductSharingPolicyRequest",
    members: &[
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_PORTAL_PRODUCT_SHARING_POLICY_RESPONSE: Structure = Structure {
    name: "GetPortalProductSharingPolicyResponse",
    members: &[
        Member { name: "policyDocument", wire: "policyDocument", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX307200) },
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
    ],
};

static GET_PORTAL_REQUEST: Structure = Structure {
    name: "GetPortalRequest",
    members: &[
        Member { name: "portalId", wire: "portalId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_PORTAL_RESPONSE: Structure = Structure {
    name: "GetPortalResponse",
    members: &[
        Member { name: "authorization", wire: "authorization", location: Location::Body, required: false, shape: Shape::Structure(&AUTHORIZATION) },
        Member { name: "endpointConfiguration", wire: "endpointConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&ENDPOINT_CONFIGURATION_RESPONSE) },
        Member { name: "includedPortalProductArns", wire: "includedPortalProductArns", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING_MIN20_MAX2048) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "lastPublished", wire: "lastPublished", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "lastPublishedDescription", wire: "lastPublishedDescription", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX1024) },
        Member { name: "portalArn", wire: "portalArn", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "portalContent", wire: "portalContent", location: Location::Body, required: false, shape: Shape::Structure(&PORTAL_CONTENT) },
        Member { name: "portalId", wire: "portalId", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
        Member { name: "preview", wire: "preview", location: Location::Body, required: false, shape: Shape::Structure(&PREVIEW) },
        Member { name: "publishStatus", wire: "publishStatus", location: Location::Body, required: false, shape: Shape::String(&PUBLISH_STATUS) },
        Member { name: "rumAppMonitorName", wire: "rumAppMonitorName", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX255) },
        Member { name: "statusException", wire: "statusException", location: Location::Body, required: false, shape: Shape::Structure(&STATUS_EXCEPTION) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static GET_PRODUCT_PAGE_REQUEST: Structure = Structure {
    name: "GetProductPageRequest",
    members: &[
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "productPageId", wire: "productPageId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceOwnerAccountId", wire: "resourceOwnerAccountId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_PRODUCT_PAGE_RESPONSE: Structure = Structure {
    name: "GetProductPageResponse",
    members: &[
        Member { name: "displayContent", wire: "displayContent", location: Location::Body, required: false, shape: Shape::Structure(&DISPLAY_CONTENT) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "productPageArn", wire: "productPageArn", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "productPageId", wire: "productPageId", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
    ],
};

static GET_PRODUCT_REST_ENDPOINT_PAGE_REQUEST: Structure = Structure {
    name: "GetProductRestEndpointPageRequest",
    members: &[
        Member { name: "includeRawDisplayContent", wire: "includeRawDisplayContent", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "productRestEndpointPageId", wire: "productRestEndpointPageId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceOwnerAccountId", wire: "resourceOwnerAccountId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_PRODUCT_REST_ENDPOINT_PAGE_RESPONSE: Structure = Structure {
    name: "GetProductRestEndpointPageResponse",
    members: &[
        Member { name: "displayContent", wire: "displayContent", location: Location::Body, required: false, shape: Shape::Structure(&ENDPOINT_DISPLAY_CONTENT_RESPONSE) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "productRestEndpointPageArn", wire: "productRestEndpointPageArn", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "productRestEndpointPageId", wire: "productRestEndpointPageId", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
        Member { name: "rawDisplayContent", wire: "rawDisplayContent", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "restEndpointIdentifier", wire: "restEndpointIdentifier", location: Location::Body, required: false, shape: Shape::Structure(&REST_ENDPOINT_IDENTIFIER) },
        Member { name: "status", wire: "status", location: Location::Body, required: false, shape: Shape::String(&STATUS) },
        Member { name: "statusException", wire: "statusException", location: Location::Body, required: false, shape: Shape::Structure(&STATUS_EXCEPTION) },
        Member { name: "tryItState", wire: "tryItState", location: Location::Body, required: false, shape: Shape::String(&TRY_IT_STATE) },
    ],
};

static GET_ROUTE_REQUEST: Structure = Structure {
    name: "GetRouteRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "routeId", wire: "routeId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_ROUTE_RESPONSE_REQUEST: Structure = Structure {
    name: "GetRouteResponseRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "routeId", wire: "routeId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseId", wire: "routeResponseId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_ROUTE_RESPONSE_RESPONSE: Structure = Structure {
    name: "GetRouteResponseResponse",
    members: &[
        Member { name: "modelSelectionExpression", wire: "modelSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "responseModels", wire: "responseModels", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_MODELS) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_PARAMETERS) },
        Member { name: "routeResponseId", wire: "routeResponseId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseKey", wire: "routeResponseKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_ROUTE_RESPONSES_REQUEST: Structure = Structure {
    name: "GetRouteResponsesRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeId", wire: "routeId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_ROUTE_RESPONSES_RESPONSE: Structure = Structure {
    name: "GetRouteResponsesResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_ROUTE_RESPONSE) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_ROUTE_RESULT: Structure = Structure {
    name: "GetRouteResult",
    members: &[
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "apiKeyRequired", wire: "apiKeyRequired", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "authorizationScopes", wire: "authorizationScopes", location: Location::Body, required: false, shape: Shape::List(&AUTHORIZATION_SCOPES) },
        Member { name: "authorizationType", wire: "authorizationType", location: Location::Body, required: false, shape: Shape::String(&AUTHORIZATION_TYPE) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "modelSelectionExpression", wire: "modelSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "operationName", wire: "operationName", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "requestModels", wire: "requestModels", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_MODELS) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_PARAMETERS) },
        Member { name: "routeId", wire: "routeId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeKey", wire: "routeKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseSelectionExpression", wire: "routeResponseSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "target", wire: "target", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static GET_ROUTES_REQUEST: Structure = Structure {
    name: "GetRoutesRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_ROUTES_RESPONSE: Structure = Structure {
    name: "GetRoutesResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_ROUTE) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_ROUTING_RULE_REQUEST: Structure = Structure {
    name: "GetRoutingRuleRequest",
    members: &[
        Member { name: "domainName", wire: "domainName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameId", wire: "domainNameId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routingRuleId", wire: "routingRuleId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_ROUTING_RULE_RESPONSE: Structure = Structure {
    name: "GetRoutingRuleResponse",
    members: &[
        Member { name: "actions", wire: "actions", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_ROUTING_RULE_ACTION) },
        Member { name: "conditions", wire: "conditions", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_ROUTING_RULE_CONDITION) },
        Member { name: "priority", wire: "priority", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(1), max: Some(1000000) }) },
        Member { name: "routingRuleArn", wire: "routingRuleArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routingRuleId", wire: "routingRuleId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_STAGE_REQUEST: Structure = Structure {
    name: "GetStageRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stageName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_STAGE_RESPONSE: Structure = Structure {
    name: "GetStageResponse",
    members: &[
        Member { name: "accessLogSettings", wire: "accessLogSettings", location: Location::Body, required: false, shape: Shape::Structure(&ACCESS_LOG_SETTINGS) },
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "autoDeploy", wire: "autoDeploy", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "clientCertificateId", wire: "clientCertificateId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "defaultRouteSettings", wire: "defaultRouteSettings", location: Location::Body, required: false, shape: Shape::Structure(&ROUTE_SETTINGS) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "lastDeploymentStatusMessage", wire: "lastDeploymentStatusMessage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "lastUpdatedDate", wire: "lastUpdatedDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "routeSettings", wire: "routeSettings", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_SETTINGS_MAP) },
        Member { name: "stageName", wire: "stageName", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "stageVariables", wire: "stageVariables", location: Location::Body, required: false, shape: Shape::Map(&STAGE_VARIABLES_MAP) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static GET_STAGES_REQUEST: Structure = Structure {
    name: "GetStagesRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_STAGES_RESPONSE: Structure = Structure {
    name: "GetStagesResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STAGE) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_TAGS_REQUEST: Structure = Structure {
    name: "GetTagsRequest",
    members: &[
        Member { name: "resourceArn", wire: "resource-arn", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_TAGS_RESPONSE: Structure = Structure {
    name: "GetTagsResponse",
    members: &[
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static GET_VPC_LINK_REQUEST: Structure = Structure {
    name: "GetVpcLinkRequest",
    members: &[
        Member { name: "vpcLinkId", wire: "vpcLinkId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static GET_VPC_LINK_RESPONSE: Structure = Structure {
    name: "GetVpcLinkResponse",
    members: &[
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "securityGroupIds", wire: "securityGroupIds", location: Location::Body, required: false, shape: Shape::List(&SECURITY_GROUP_ID_LIST) },
        Member { name: "subnetIds", wire: "subnetIds", location: Location::Body, required: false, shape: Shape::List(&SUBNET_ID_LIST) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
        Member { name: "vpcLinkId", wire: "vpcLinkId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "vpcLinkStatus", wire: "vpcLinkStatus", location: Location::Body, required: false, shape: Shape::String(&VPC_LINK_STATUS) },
        Member { name: "vpcLinkStatusMessage", wire: "vpcLinkStatusMessage", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "vpcLinkVersion", wire: "vpcLinkVersion", location: Location::Body, required: false, shape: Shape::String(&VPC_LINK_VERSION) },
    ],
};

static GET_VPC_LINKS_REQUEST: Structure = Structure {
    name: "GetVpcLinksRequest",
    members: &[
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static GET_VPC_LINKS_RESPONSE: Structure = Structure {
    name: "GetVpcLinksResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_VPC_LINK) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static IDENTIFIER_PARTS: Structure = Structure {
    name: "IdentifierParts",
    members: &[
        Member { name: "method", wire: "method", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX20) },
        Member { name: "path", wire: "path", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX4096) },
        Member { name: "restApiId", wire: "restApiId", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX50) },
        Member { name: "stage", wire: "stage", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX128) },
    ],
};

static IDENTITY_SOURCE_LIST: List = List { member: Shape::String(&TEXT), length: Range::FREE };

static IMPORT_API_REQUEST: Structure = Structure {
    name: "ImportApiRequest",
    members: &[
        Member { name: "basepath", wire: "basepath", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "body", wire: "body", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "failOnWarnings", wire: "failOnWarnings", location: Location::Query, required: false, shape: Shape::Boolean },
    ],
};

static IMPORT_API_RESPONSE: Structure = Structure {
    name: "ImportApiResponse",
    members: &[
        Member { name: "apiEndpoint", wire: "apiEndpoint", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "apiId", wire: "apiId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiKeySelectionExpression", wire: "apiKeySelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "corsConfiguration", wire: "corsConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&CORS) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "disableSchemaValidation", wire: "disableSchemaValidation", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "disableExecuteApiEndpoint", wire: "disableExecuteApiEndpoint", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "importInfo", wire: "importInfo", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "ipAddressType", wire: "ipAddressType", location: Location::Body, required: false, shape: Shape::String(&IP_ADDRESS_TYPE) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "protocolType", wire: "protocolType", location: Location::Body, required: false, shape: Shape::String(&PROTOCOL_TYPE) },
        Member { name: "routeSelectionExpression", wire: "routeSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
        Member { name: "version", wire: "version", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "warnings", wire: "warnings", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static INTEGRATION: Structure = Structure {
    name: "Integration",
    members: &[
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "connectionId", wire: "connectionId", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND1024) },
        Member { name: "connectionType", wire: "connectionType", location: Location::Body, required: false, shape: Shape::String(&CONNECTION_TYPE) },
        Member { name: "contentHandlingStrategy", wire: "contentHandlingStrategy", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
        Member { name: "credentialsArn", wire: "credentialsArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "integrationId", wire: "integrationId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "integrationMethod", wire: "integrationMethod", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "integrationResponseSelectionExpression", wire: "integrationResponseSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "integrationSubtype", wire: "integrationSubtype", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "integrationType", wire: "integrationType", location: Location::Body, required: false, shape: Shape::String(&INTEGRATION_TYPE) },
        Member { name: "integrationUri", wire: "integrationUri", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "passthroughBehavior", wire: "passthroughBehavior", location: Location::Body, required: false, shape: Shape::String(&PASSTHROUGH_BEHAVIOR) },
        Member { name: "payloadFormatVersion", wire: "payloadFormatVersion", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&INTEGRATION_PARAMETERS) },
        Member { name: "requestTemplates", wire: "requestTemplates", location: Location::Body, required: false, shape: Shape::Map(&TEMPLATE_MAP) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&RESPONSE_PARAMETERS) },
        Member { name: "templateSelectionExpression", wire: "templateSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "timeoutInMillis", wire: "timeoutInMillis", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(50), max: Some(30000) }) },
        Member { name: "tlsConfig", wire: "tlsConfig", location: Location::Body, required: false, shape: Shape::Structure(&TLS_CONFIG) },
    ],
};

static INTEGRATION_PARAMETERS: Map = Map { key: &TEXT, value: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND512), length: Range::FREE };

static INTEGRATION_RESPONSE: Structure = Structure {
    name: "IntegrationResponse",
    members: &[
        Member { name: "contentHandlingStrategy", wire: "contentHandlingStrategy", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
        Member { name: "integrationResponseId", wire: "integrationResponseId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "integrationResponseKey", wire: "integrationResponseKey", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&INTEGRATION_PARAMETERS) },
        Member { name: "responseTemplates", wire: "responseTemplates", location: Location::Body, required: false, shape: Shape::Map(&TEMPLATE_MAP) },
        Member { name: "templateSelectionExpression", wire: "templateSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static INTEGRATION_TYPE: Text = Text { values: &["HTTP", "MOCK", "AWS_PROXY", "HTTP_PROXY", "AWS"], length: Range::FREE, pattern: None };

static IP_ADDRESS_TYPE: Text = Text { values: &["ipv4", "dualstack"], length: Range::FREE, pattern: None };

static JWTCONFIGURATION: Structure = Structure {
    name: "JWTConfiguration",
    members: &[
        Member { name: "audience", wire: "audience", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "issuer", wire: "issuer", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
    ],
};

static LIST_PORTAL_PRODUCTS_REQUEST: Structure = Structure {
    name: "ListPortalProductsRequest",
    members: &[
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "resourceOwner", wire: "resourceOwner", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static LIST_PORTAL_PRODUCTS_RESPONSE: Structure = Structure {
    name: "ListPortalProductsResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PORTAL_PRODUCT_SUMMARY) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX2048) },
    ],
};

static LIST_PORTALS_REQUEST: Structure = Structure {
    name: "ListPortalsRequest",
    members: &[
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static LIST_PORTALS_RESPONSE: Structure = Structure {
    name: "ListPortalsResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PORTAL_SUMMARY) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX2048) },
    ],
};

static LIST_PRODUCT_PAGES_REQUEST: Structure = Structure {
    name: "ListProductPagesRequest",
    members: &[
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceOwnerAccountId", wire: "resourceOwnerAccountId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static LIST_PRODUCT_PAGES_RESPONSE: Structure = Structure {
    name: "ListProductPagesResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PRODUCT_PAGE_SUMMARY_NO_BODY) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX2048) },
    ],
};

static LIST_PRODUCT_REST_ENDPOINT_PAGES_REQUEST: Structure = Structure {
    name: "ListProductRestEndpointPagesRequest",
    members: &[
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "resourceOwnerAccountId", wire: "resourceOwnerAccountId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static LIST_PRODUCT_REST_ENDPOINT_PAGES_RESPONSE: Structure = Structure {
    name: "ListProductRestEndpointPagesResponse",
    members: &[
        Member { name: "items", wire: "items", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_PRODUCT_REST_ENDPOINT_PAGE_SUMMARY_NO_BODY) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static LIST_ROUTING_RULES_REQUEST: Structure = Structure {
    name: "ListRoutingRulesRequest",
    members: &[
        Member { name: "domainName", wire: "domainName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameId", wire: "domainNameId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "maxResults", wire: "maxResults", location: Location::Query, required: false, shape: Shape::Integer(Range { min: Some(1), max: Some(100) }) },
        Member { name: "nextToken", wire: "nextToken", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
    ],
};

static LIST_ROUTING_RULES_RESPONSE: Structure = Structure {
    name: "ListRoutingRulesResponse",
    members: &[
        Member { name: "nextToken", wire: "nextToken", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routingRules", wire: "routingRules", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_ROUTING_RULE) },
    ],
};

static LOGGING_LEVEL: Text = Text { values: &["ERROR", "INFO", "OFF"], length: Range::FREE, pattern: None };

static MODEL: Structure = Structure {
    name: "Model",
    members: &[
        Member { name: "contentType", wire: "contentType", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND256) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "modelId", wire: "modelId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "schema", wire: "schema", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND32_K) },
    ],
};

static MUTUAL_TLS_AUTHENTICATION: Structure = Structure {
    name: "MutualTlsAuthentication",
    members: &[
        Member { name: "truststoreUri", wire: "truststoreUri", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "truststoreVersion", wire: "truststoreVersion", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "truststoreWarnings", wire: "truststoreWarnings", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static MUTUAL_TLS_AUTHENTICATION_INPUT: Structure = Structure {
    name: "MutualTlsAuthenticationInput",
    members: &[
        Member { name: "truststoreUri", wire: "truststoreUri", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "truststoreVersion", wire: "truststoreVersion", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
    ],
};

static NONE: Structure = Structure {
    name: "None",
    members: &[
    ],
};

static PARAMETER_CONSTRAINTS: Structure = Structure {
    name: "ParameterConstraints",
    members: &[
        Member { name: "required", wire: "required", location: Location::Body, required: false, shape: Shape::Boolean },
    ],
};

static PASSTHROUGH_BEHAVIOR: Text = Text { values: &["WHEN_NO_TEMPLATES", "NEVER", "WHEN_NO_MATCH"], length: Range::FREE, pattern: None };

static PORTAL_CONTENT: Structure = Structure {
    name: "PortalContent",
    members: &[
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX1024) },
        Member { name: "displayName", wire: "displayName", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN3_MAX255) },
        Member { name: "theme", wire: "theme", location: Location::Body, required: true, shape: Shape::Structure(&PORTAL_THEME) },
    ],
};

static PORTAL_PRODUCT_SUMMARY: Structure = Structure {
    name: "PortalProductSummary",
    members: &[
        Member { name: "description", wire: "description", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN0_MAX1024) },
        Member { name: "displayName", wire: "displayName", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX255) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: true, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "portalProductArn", wire: "portalProductArn", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static PORTAL_SUMMARY: Structure = Structure {
    name: "PortalSummary",
    members: &[
        Member { name: "authorization", wire: "authorization", location: Location::Body, required: true, shape: Shape::Structure(&AUTHORIZATION) },
        Member { name: "endpointConfiguration", wire: "endpointConfiguration", location: Location::Body, required: true, shape: Shape::Structure(&ENDPOINT_CONFIGURATION_RESPONSE) },
        Member { name: "includedPortalProductArns", wire: "includedPortalProductArns", location: Location::Body, required: true, shape: Shape::List(&LIST_OF_STRING_MIN20_MAX2048) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: true, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "lastPublished", wire: "lastPublished", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "lastPublishedDescription", wire: "lastPublishedDescription", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX1024) },
        Member { name: "portalArn", wire: "portalArn", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "portalContent", wire: "portalContent", location: Location::Body, required: true, shape: Shape::Structure(&PORTAL_CONTENT) },
        Member { name: "portalId", wire: "portalId", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
        Member { name: "preview", wire: "preview", location: Location::Body, required: false, shape: Shape::Structure(&PREVIEW) },
        Member { name: "publishStatus", wire: "publishStatus", location: Location::Body, required: false, shape: Shape::String(&PUBLISH_STATUS) },
        Member { name: "rumAppMonitorName", wire: "rumAppMonitorName", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX255) },
        Member { name: "statusException", wire: "statusException", location: Location::Body, required: false, shape: Shape::Structure(&STATUS_EXCEPTION) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static PORTAL_THEME: Structure = Structure {
    name: "PortalTheme",
    members: &[
        Member { name: "customColors", wire: "customColors", location: Location::Body, required: true, shape: Shape::Structure(&CUSTOM_COLORS) },
        Member { name: "logoLastUploaded", wire: "logoLastUploaded", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
    ],
};

static PREVIEW: Structure = Structure {
    name: "Preview",
    members: &[
        Member { name: "previewStatus", wire: "previewStatus", location: Location::Body, required: true, shape: Shape::String(&PREVIEW_STATUS) },
        Member { name: "previewUrl", wire: "previewUrl", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "statusException", wire: "statusException", location: Location::Body, required: false, shape: Shape::Structure(&STATUS_EXCEPTION) },
    ],
};

static PREVIEW_PORTAL_REQUEST: Structure = Structure {
    name: "PreviewPortalRequest",
    members: &[
        Member { name: "portalId", wire: "portalId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static PREVIEW_PORTAL_RESPONSE: Structure = Structure {
    name: "PreviewPortalResponse",
    members: &[
    ],
};

static PREVIEW_STATUS: Text = Text { values: &["PREVIEW_READY", "PREVIEW_IN_PROGRESS", "PREVIEW_FAILED"], length: Range::FREE, pattern: None };

static PRODUCT_PAGE_SUMMARY_NO_BODY: Structure = Structure {
    name: "ProductPageSummaryNoBody",
    members: &[
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: true, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "pageTitle", wire: "pageTitle", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX255) },
        Member { name: "productPageArn", wire: "productPageArn", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "productPageId", wire: "productPageId", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
    ],
};

static PRODUCT_REST_ENDPOINT_PAGE_SUMMARY_NO_BODY: Structure = Structure {
    name: "ProductRestEndpointPageSummaryNoBody",
    members: &[
        Member { name: "endpoint", wire: "endpoint", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX1024) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: true, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "operationName", wire: "operationName", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX255) },
        Member { name: "productRestEndpointPageArn", wire: "productRestEndpointPageArn", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "productRestEndpointPageId", wire: "productRestEndpointPageId", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
        Member { name: "restEndpointIdentifier", wire: "restEndpointIdentifier", location: Location::Body, required: true, shape: Shape::Structure(&REST_ENDPOINT_IDENTIFIER) },
        Member { name: "status", wire: "status", location: Location::Body, required: true, shape: Shape::String(&STATUS) },
        Member { name: "statusException", wire: "statusException", location: Location::Body, required: false, shape: Shape::Structure(&STATUS_EXCEPTION) },
        Member { name: "tryItState", wire: "tryItState", location: Location::Body, required: true, shape: Shape::String(&TRY_IT_STATE) },
    ],
};

static PROTOCOL_TYPE: Text = Text { values: &["WEBSOCKET", "HTTP"], length: Range::FREE, pattern: None };

static PUBLISH_PORTAL_REQUEST: Structure = Structure {
    name: "PublishPortalRequest",
    members: &[
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX1024) },
        Member { name: "portalId", wire: "portalId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static PUBLISH_PORTAL_RESPONSE: Structure = Structure {
    name: "PublishPortalResponse",
    members: &[
    ],
};

static PUBLISH_STATUS: Text = Text { values: &["PUBLISH_FAILED", "PUBLISHED", "DISABLE_IN_PROGRESS", "DISABLE_FAILED", "PUBLISH_IN_PROGRESS", "DISABLED"], length: Range::FREE, pattern: None };

static PUT_PORTAL_PRODUCT_SHARING_POLICY_REQUEST: Structure = Structure {
    name: "PutPortalProductSharingPolicyRequest",
    members: &[
        Member { name: "policyDocument", wire: "policyDocument", location: Location::Body, required: true, shape: Shape::String(&STRING_MIN1_MAX307200) },
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static PUT_PORTAL_PRODUCT_SHARING_POLICY_RESPONSE: Structure = Structure {
    name: "PutPortalProductSharingPolicyResponse",
    members: &[
    ],
};

static PUT_ROUTING_RULE_REQUEST: Structure = Structure {
    name: "PutRoutingRuleRequest",
    members: &[
        Member { name: "actions", wire: "actions", location: Location::Body, required: true, shape: Shape::List(&LIST_OF_ROUTING_RULE_ACTION) },
        Member { name: "conditions", wire: "conditions", location: Location::Body, required: true, shape: Shape::List(&LIST_OF_ROUTING_RULE_CONDITION) },
        Member { name: "domainName", wire: "domainName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameId", wire: "domainNameId", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "priority", wire: "priority", location: Location::Body, required: true, shape: Shape::Integer(Range { min: Some(1), max: Some(1000000) }) },
        Member { name: "routingRuleId", wire: "routingRuleId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static PUT_ROUTING_RULE_RESPONSE: Structure = Structure {
    name: "PutRoutingRuleResponse",
    members: &[
        Member { name: "actions", wire: "actions", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_ROUTING_RULE_ACTION) },
        Member { name: "conditions", wire: "conditions", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_ROUTING_RULE_CONDITION) },
        Member { name: "priority", wire: "priority", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(1), max: Some(1000000) }) },
        Member { name: "routingRuleArn", wire: "routingRuleArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routingRuleId", wire: "routingRuleId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static REIMPORT_API_REQUEST: Structure = Structure {
    name: "ReimportApiRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "basepath", wire: "basepath", location: Location::Query, required: false, shape: Shape::String(&TEXT) },
        Member { name: "body", wire: "body", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "failOnWarnings", wire: "failOnWarnings", location: Location::Query, required: false, shape: Shape::Boolean },
    ],
};

static REIMPORT_API_RESPONSE: Structure = Structure {
    name: "ReimportApiResponse",
    members: &[
        Member { name: "apiEndpoint", wire: "apiEndpoint", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "apiId", wire: "apiId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiKeySelectionExpression", wire: "apiKeySelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "corsConfiguration", wire: "corsConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&CORS) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "disableSchemaValidation", wire: "disableSchemaValidation", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "disableExecuteApiEndpoint", wire: "disableExecuteApiEndpoint", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "importInfo", wire: "importInfo", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "ipAddressType", wire: "ipAddressType", location: Location::Body, required: false, shape: Shape::String(&IP_ADDRESS_TYPE) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "protocolType", wire: "protocolType", location: Location::Body, required: false, shape: Shape::String(&PROTOCOL_TYPE) },
        Member { name: "routeSelectionExpression", wire: "routeSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
        Member { name: "version", wire: "version", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "warnings", wire: "warnings", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static RESET_AUTHORIZERS_CACHE_REQUEST: Structure = Structure {
    name: "ResetAuthorizersCacheRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageName", wire: "stageName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static RESPONSE_PARAMETERS: Map = Map { key: &TEXT, value: Shape::Map(&INTEGRATION_PARAMETERS), length: Range::FREE };

static REST_ENDPOINT_IDENTIFIER: Structure = Structure {
    name: "RestEndpointIdentifier",
    members: &[
        Member { name: "identifierParts", wire: "identifierParts", location: Location::Body, required: false, shape: Shape::Structure(&IDENTIFIER_PARTS) },
    ],
};

static ROUTE: Structure = Structure {
    name: "Route",
    members: &[
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "apiKeyRequired", wire: "apiKeyRequired", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "authorizationScopes", wire: "authorizationScopes", location: Location::Body, required: false, shape: Shape::List(&AUTHORIZATION_SCOPES) },
        Member { name: "authorizationType", wire: "authorizationType", location: Location::Body, required: false, shape: Shape::String(&AUTHORIZATION_TYPE) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "modelSelectionExpression", wire: "modelSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "operationName", wire: "operationName", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "requestModels", wire: "requestModels", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_MODELS) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_PARAMETERS) },
        Member { name: "routeId", wire: "routeId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeKey", wire: "routeKey", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseSelectionExpression", wire: "routeResponseSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "target", wire: "target", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static ROUTE_MODELS: Map = Map { key: &TEXT, value: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128), length: Range::FREE };

static ROUTE_PARAMETERS: Map = Map { key: &TEXT, value: Shape::Structure(&PARAMETER_CONSTRAINTS), length: Range::FREE };

static ROUTE_RESPONSE: Structure = Structure {
    name: "RouteResponse",
    members: &[
        Member { name: "modelSelectionExpression", wire: "modelSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "responseModels", wire: "responseModels", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_MODELS) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_PARAMETERS) },
        Member { name: "routeResponseId", wire: "routeResponseId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseKey", wire: "routeResponseKey", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
    ],
};

static ROUTE_SETTINGS: Structure = Structure {
    name: "RouteSettings",
    members: &[
        Member { name: "dataTraceEnabled", wire: "dataTraceEnabled", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "detailedMetricsEnabled", wire: "detailedMetricsEnabled", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "loggingLevel", wire: "loggingLevel", location: Location::Body, required: false, shape: Shape::String(&LOGGING_LEVEL) },
        Member { name: "throttlingBurstLimit", wire: "throttlingBurstLimit", location: Location::Body, required: false, shape: Shape::Integer(Range::FREE) },
        Member { name: "throttlingRateLimit", wire: "throttlingRateLimit", location: Location::Body, required: false, shape: Shape::Double },
    ],
};

static ROUTE_SETTINGS_MAP: Map = Map { key: &TEXT, value: Shape::Structure(&ROUTE_SETTINGS), length: Range::FREE };

static ROUTING_MODE: Text = Text { values: &["API_MAPPING_ONLY", "ROUTING_RULE_THEN_API_MAPPING", "ROUTING_RULE_ONLY"], length: Range::FREE, pattern: None };

static ROUTING_RULE: Structure = Structure {
    name: "RoutingRule",
    members: &[
        Member { name: "actions", wire: "actions", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_ROUTING_RULE_ACTION) },
        Member { name: "conditions", wire: "conditions", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_ROUTING_RULE_CONDITION) },
        Member { name: "priority", wire: "priority", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(1), max: Some(1000000) }) },
        Member { name: "routingRuleArn", wire: "routingRuleArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routingRuleId", wire: "routingRuleId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static ROUTING_RULE_ACTION: Structure = Structure {
    name: "RoutingRuleAction",
    members: &[
        Member { name: "invokeApi", wire: "invokeApi", location: Location::Body, required: true, shape: Shape::Structure(&ROUTING_RULE_ACTION_INVOKE_API) },
    ],
};

static ROUTING_RULE_ACTION_INVOKE_API: Structure = Structure {
    name: "RoutingRuleActionInvokeApi",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stage", wire: "stage", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "stripBasePath", wire: "stripBasePath", location: Location::Body, required: false, shape: Shape::Boolean },
    ],
};

static ROUTING_RULE_CONDITION: Structure = Structure {
    name: "RoutingRuleCondition",
    members: &[
        Member { name: "matchBasePaths", wire: "matchBasePaths", location: Location::Body, required: false, shape: Shape::Structure(&ROUTING_RULE_MATCH_BASE_PATHS) },
        Member { name: "matchHeaders", wire: "matchHeaders", location: Location::Body, required: false, shape: Shape::Structure(&ROUTING_RULE_MATCH_HEADERS) },
    ],
};

static ROUTING_RULE_MATCH_BASE_PATHS: Structure = Structure {
    name: "RoutingRuleMatchBasePaths",
    members: &[
        Member { name: "anyOf", wire: "anyOf", location: Location::Body, required: true, shape: Shape::List(&LIST_OF_SELECTION_KEY) },
    ],
};

static ROUTING_RULE_MATCH_HEADER_VALUE: Structure = Structure {
    name: "RoutingRuleMatchHeaderValue",
    members: &[
        Member { name: "header", wire: "header", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "valueGlob", wire: "valueGlob", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
    ],
};

static ROUTING_RULE_MATCH_HEADERS: Structure = Structure {
    name: "RoutingRuleMatchHeaders",
    members: &[
        Member { name: "anyOf", wire: "anyOf", location: Location::Body, required: true, shape: Shape::List(&LIST_OF_ROUTING_RULE_MATCH_HEADER_VALUE) },
    ],
};

static SECTION: Structure = Structure {
    name: "Section",
    members: &[
        Member { name: "productRestEndpointPageArns", wire: "productRestEndpointPageArns", location: Location::Body, required: true, shape: Shape::List(&LIST_OF_STRING_MIN20_MAX2048) },
        Member { name: "sectionName", wire: "sectionName", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
    ],
};

static SECURITY_GROUP_ID_LIST: List = List { member: Shape::String(&TEXT), length: Range::FREE };

static SECURITY_POLICY: Text = Text { values: &["TLS_1_2", "TLS_1_0"], length: Range::FREE, pattern: None };

static STAGE: Structure = Structure {
    name: "Stage",
    members: &[
        Member { name: "accessLogSettings", wire: "accessLogSettings", location: Location::Body, required: false, shape: Shape::Structure(&ACCESS_LOG_SETTINGS) },
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "autoDeploy", wire: "autoDeploy", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "clientCertificateId", wire: "clientCertificateId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "defaultRouteSettings", wire: "defaultRouteSettings", location: Location::Body, required: false, shape: Shape::Structure(&ROUTE_SETTINGS) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "lastDeploymentStatusMessage", wire: "lastDeploymentStatusMessage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "lastUpdatedDate", wire: "lastUpdatedDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "routeSettings", wire: "routeSettings", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_SETTINGS_MAP) },
        Member { name: "stageName", wire: "stageName", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "stageVariables", wire: "stageVariables", location: Location::Body, required: false, shape: Shape::Map(&STAGE_VARIABLES_MAP) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static STAGE_VARIABLES_MAP: Map = Map { key: &TEXT, value: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND2048), length: Range::FREE };

static STATUS: Text = Text { values: &["IN_PROGRESS", "AVAILABLE", "FAILED"], length: Range::FREE, pattern: None };

static STATUS_EXCEPTION: Structure = Structure {
    name: "StatusException",
    members: &[
        Member { name: "exception", wire: "exception", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX256) },
        Member { name: "message", wire: "message", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX2048) },
    ],
};

static STRING_WITH_LENGTH_BETWEEN0_AND1024: Text = Text { values: &[], length: Range { min: Some(0), max: Some(1024) }, pattern: None };

static STRING_WITH_LENGTH_BETWEEN0_AND2048: Text = Text { values: &[], length: Range { min: Some(0), max: Some(2048) }, pattern: None };

static STRING_WITH_LENGTH_BETWEEN0_AND32_K: Text = Text { values: &[], length: Range { min: Some(0), max: Some(32768) }, pattern: None };

static STRING_WITH_LENGTH_BETWEEN1_AND1024: Text = Text { values: &[], length: Range { min: Some(1), max: Some(1024) }, pattern: None };

static STRING_WITH_LENGTH_BETWEEN1_AND128: Text = Text { values: &[], length: Range { min: Some(1), max: Some(128) }, pattern: None };

static STRING_WITH_LENGTH_BETWEEN1_AND1600: Text = Text { values: &[], length: Range { min: Some(1), max: Some(1600) }, pattern: None };

static STRING_WITH_LENGTH_BETWEEN1_AND256: Text = Text { values: &[], length: Range { min: Some(1), max: Some(256) }, pattern: None };

static STRING_WITH_LENGTH_BETWEEN1_AND512: Text = Text { values: &[], length: Range { min: Some(1), max: Some(512) }, pattern: None };

static STRING_WITH_LENGTH_BETWEEN1_AND64: Text = Text { values: &[], length: Range { min: Some(1), max: Some(64) }, pattern: None };

static SUBNET_ID_LIST: List = List { member: Shape::String(&TEXT), length: Range::FREE };

static TAG_RESOURCE_REQUEST: Structure = Structure {
    name: "TagResourceRequest",
    members: &[
        Member { name: "resourceArn", wire: "resource-arn", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static TAG_RESOURCE_RESPONSE: Structure = Structure {
    name: "TagResourceResponse",
    members: &[
    ],
};

static TAGS: Map = Map { key: &TEXT, value: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND1600), length: Range::FREE };

static TEMPLATE_MAP: Map = Map { key: &TEXT, value: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND32_K), length: Range::FREE };

static TLS_CONFIG: Structure = Structure {
    name: "TlsConfig",
    members: &[
        Member { name: "serverNameToVerify", wire: "serverNameToVerify", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND512) },
    ],
};

static TLS_CONFIG_INPUT: Structure = Structure {
    name: "TlsConfigInput",
    members: &[
        Member { name: "serverNameToVerify", wire: "serverNameToVerify", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND512) },
    ],
};

static TRY_IT_STATE: Text = Text { values: &["ENABLED", "DISABLED"], length: Range::FREE, pattern: None };

static UNTAG_RESOURCE_REQUEST: Structure = Structure {
    name: "UntagResourceRequest",
    members: &[
        Member { name: "resourceArn", wire: "resource-arn", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "tagKeys", wire: "tagKeys", location: Location::Query, required: true, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static UPDATE_API_MAPPING_REQUEST: Structure = Structure {
    name: "UpdateApiMappingRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "apiMappingId", wire: "apiMappingId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "apiMappingKey", wire: "apiMappingKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "domainName", wire: "domainName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stage", wire: "stage", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static UPDATE_API_MAPPING_RESPONSE: Structure = Structure {
    name: "UpdateApiMappingResponse",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiMappingId", wire: "apiMappingId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiMappingKey", wire: "apiMappingKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "stage", wire: "stage", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static UPDATE_API_REQUEST: Structure = Structure {
    name: "UpdateApiRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "apiKeySelectionExpression", wire: "apiKeySelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "corsConfiguration", wire: "corsConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&CORS) },
        Member { name: "credentialsArn", wire: "credentialsArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "disableSchemaValidation", wire: "disableSchemaValidation", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "disableExecuteApiEndpoint", wire: "disableExecuteApiEndpoint", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "ipAddressType", wire: "ipAddressType", location: Location::Body, required: false, shape: Shape::String(&IP_ADDRESS_TYPE) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "routeKey", wire: "routeKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeSelectionExpression", wire: "routeSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "target", wire: "target", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "version", wire: "version", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
    ],
};

static UPDATE_API_RESPONSE: Structure = Structure {
    name: "UpdateApiResponse",
    members: &[
        Member { name: "apiEndpoint", wire: "apiEndpoint", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "apiId", wire: "apiId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "apiKeySelectionExpression", wire: "apiKeySelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "corsConfiguration", wire: "corsConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&CORS) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "disableSchemaValidation", wire: "disableSchemaValidation", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "disableExecuteApiEndpoint", wire: "disableExecuteApiEndpoint", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "importInfo", wire: "importInfo", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
        Member { name: "ipAddressType", wire: "ipAddressType", location: Location::Body, required: false, shape: Shape::String(&IP_ADDRESS_TYPE) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "protocolType", wire: "protocolType", location: Location::Body, required: false, shape: Shape::String(&PROTOCOL_TYPE) },
        Member { name: "routeSelectionExpression", wire: "routeSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
        Member { name: "version", wire: "version", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "warnings", wire: "warnings", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING) },
    ],
};

static UPDATE_AUTHORIZER_REQUEST: Structure = Structure {
    name: "UpdateAuthorizerRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "authorizerCredentialsArn", wire: "authorizerCredentialsArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "authorizerPayloadFormatVersion", wire: "authorizerPayloadFormatVersion", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "authorizerResultTtlInSeconds", wire: "authorizerResultTtlInSeconds", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(0), max: Some(3600) }) },
        Member { name: "authorizerType", wire: "authorizerType", location: Location::Body, required: false, shape: Shape::String(&AUTHORIZER_TYPE) },
        Member { name: "authorizerUri", wire: "authorizerUri", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "enableSimpleResponses", wire: "enableSimpleResponses", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "identitySource", wire: "identitySource", location: Location::Body, required: false, shape: Shape::List(&IDENTITY_SOURCE_LIST) },
        Member { name: "identityValidationExpression", wire: "identityValidationExpression", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "jwtConfiguration", wire: "jwtConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&JWTCONFIGURATION) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static UPDATE_AUTHORIZER_RESPONSE: Structure = Structure {
    name: "UpdateAuthorizerResponse",
    members: &[
        Member { name: "authorizerCredentialsArn", wire: "authorizerCredentialsArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "authorizerPayloadFormatVersion", wire: "authorizerPayloadFormatVersion", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "authorizerResultTtlInSeconds", wire: "authorizerResultTtlInSeconds", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(0), max: Some(3600) }) },
        Member { name: "authorizerType", wire: "authorizerType", location: Location::Body, required: false, shape: Shape::String(&AUTHORIZER_TYPE) },
        Member { name: "authorizerUri", wire: "authorizerUri", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "enableSimpleResponses", wire: "enableSimpleResponses", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "identitySource", wire: "identitySource", location: Location::Body, required: false, shape: Shape::List(&IDENTITY_SOURCE_LIST) },
        Member { name: "identityValidationExpression", wire: "identityValidationExpression", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "jwtConfiguration", wire: "jwtConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&JWTCONFIGURATION) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static UPDATE_DEPLOYMENT_REQUEST: Structure = Structure {
    name: "UpdateDeploymentRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
    ],
};

static UPDATE_DEPLOYMENT_RESPONSE: Structure = Structure {
    name: "UpdateDeploymentResponse",
    members: &[
        Member { name: "autoDeployed", wire: "autoDeployed", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "deploymentStatus", wire: "deploymentStatus", location: Location::Body, required: false, shape: Shape::String(&DEPLOYMENT_STATUS) },
        Member { name: "deploymentStatusMessage", wire: "deploymentStatusMessage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
    ],
};

static UPDATE_DOMAIN_NAME_REQUEST: Structure = Structure {
    name: "UpdateDomainNameRequest",
    members: &[
        Member { name: "domainName", wire: "domainName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "domainNameConfigurations", wire: "domainNameConfigurations", location: Location::Body, required: false, shape: Shape::List(&DOMAIN_NAME_CONFIGURATIONS) },
        Member { name: "mutualTlsAuthentication", wire: "mutualTlsAuthentication", location: Location::Body, required: false, shape: Shape::Structure(&MUTUAL_TLS_AUTHENTICATION_INPUT) },
        Member { name: "routingMode", wire: "routingMode", location: Location::Body, required: false, shape: Shape::String(&ROUTING_MODE) },
    ],
};

static UPDATE_DOMAIN_NAME_RESPONSE: Structure = Structure {
    name: "UpdateDomainNameResponse",
    members: &[
        Member { name: "apiMappingSelectionExpression", wire: "apiMappingSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "domainName", wire: "domainName", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND512) },
        Member { name: "domainNameArn", wire: "domainNameArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "domainNameConfigurations", wire: "domainNameConfigurations", location: Location::Body, required: false, shape: Shape::List(&DOMAIN_NAME_CONFIGURATIONS) },
        Member { name: "mutualTlsAuthentication", wire: "mutualTlsAuthentication", location: Location::Body, required: false, shape: Shape::Structure(&MUTUAL_TLS_AUTHENTICATION) },
        Member { name: "routingMode", wire: "routingMode", location: Location::Body, required: false, shape: Shape::String(&ROUTING_MODE) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static UPDATE_INTEGRATION_REQUEST: Structure = Structure {
    name: "UpdateIntegrationRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "connectionId", wire: "connectionId", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND1024) },
        Member { name: "connectionType", wire: "connectionType", location: Location::Body, required: false, shape: Shape::String(&CONNECTION_TYPE) },
        Member { name: "contentHandlingStrategy", wire: "contentHandlingStrategy", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
        Member { name: "credentialsArn", wire: "credentialsArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "integrationId", wire: "integrationId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "integrationMethod", wire: "integrationMethod", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "integrationSubtype", wire: "integrationSubtype", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "integrationType", wire: "integrationType", location: Location::Body, required: false, shape: Shape::String(&INTEGRATION_TYPE) },
        Member { name: "integrationUri", wire: "integrationUri", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "passthroughBehavior", wire: "passthroughBehavior", location: Location::Body, required: false, shape: Shape::String(&PASSTHROUGH_BEHAVIOR) },
        Member { name: "payloadFormatVersion", wire: "payloadFormatVersion", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&INTEGRATION_PARAMETERS) },
        Member { name: "requestTemplates", wire: "requestTemplates", location: Location::Body, required: false, shape: Shape::Map(&TEMPLATE_MAP) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&RESPONSE_PARAMETERS) },
        Member { name: "templateSelectionExpression", wire: "templateSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "timeoutInMillis", wire: "timeoutInMillis", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(50), max: Some(30000) }) },
        Member { name: "tlsConfig", wire: "tlsConfig", location: Location::Body, required: false, shape: Shape::Structure(&TLS_CONFIG_INPUT) },
    ],
};

static UPDATE_INTEGRATION_RESPONSE_REQUEST: Structure = Structure {
    name: "UpdateIntegrationResponseRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "contentHandlingStrategy", wire: "contentHandlingStrategy", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
        Member { name: "integrationId", wire: "integrationId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "integrationResponseId", wire: "integrationResponseId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "integrationResponseKey", wire: "integrationResponseKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&INTEGRATION_PARAMETERS) },
        Member { name: "responseTemplates", wire: "responseTemplates", location: Location::Body, required: false, shape: Shape::Map(&TEMPLATE_MAP) },
        Member { name: "templateSelectionExpression", wire: "templateSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static UPDATE_INTEGRATION_RESPONSE_RESPONSE: Structure = Structure {
    name: "UpdateIntegrationResponseResponse",
    members: &[
        Member { name: "contentHandlingStrategy", wire: "contentHandlingStrategy", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
        Member { name: "integrationResponseId", wire: "integrationResponseId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "integrationResponseKey", wire: "integrationResponseKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&INTEGRATION_PARAMETERS) },
        Member { name: "responseTemplates", wire: "responseTemplates", location: Location::Body, required: false, shape: Shape::Map(&TEMPLATE_MAP) },
        Member { name: "templateSelectionExpression", wire: "templateSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static UPDATE_INTEGRATION_RESULT: Structure = Structure {
    name: "UpdateIntegrationResult",
    members: &[
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "connectionId", wire: "connectionId", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND1024) },
        Member { name: "connectionType", wire: "connectionType", location: Location::Body, required: false, shape: Shape::String(&CONNECTION_TYPE) },
        Member { name: "contentHandlingStrategy", wire: "contentHandlingStrategy", location: Location::Body, required: false, shape: Shape::String(&CONTENT_HANDLING_STRATEGY) },
        Member { name: "credentialsArn", wire: "credentialsArn", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "integrationId", wire: "integrationId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "integrationMethod", wire: "integrationMethod", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "integrationResponseSelectionExpression", wire: "integrationResponseSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "integrationSubtype", wire: "integrationSubtype", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "integrationType", wire: "integrationType", location: Location::Body, required: false, shape: Shape::String(&INTEGRATION_TYPE) },
        Member { name: "integrationUri", wire: "integrationUri", location: Location::Body, required: false, shape: Shape::String(&URI_WITH_LENGTH_BETWEEN1_AND2048) },
        Member { name: "passthroughBehavior", wire: "passthroughBehavior", location: Location::Body, required: false, shape: Shape::String(&PASSTHROUGH_BEHAVIOR) },
        Member { name: "payloadFormatVersion", wire: "payloadFormatVersion", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&INTEGRATION_PARAMETERS) },
        Member { name: "requestTemplates", wire: "requestTemplates", location: Location::Body, required: false, shape: Shape::Map(&TEMPLATE_MAP) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&RESPONSE_PARAMETERS) },
        Member { name: "templateSelectionExpression", wire: "templateSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "timeoutInMillis", wire: "timeoutInMillis", location: Location::Body, required: false, shape: Shape::Integer(Range { min: Some(50), max: Some(30000) }) },
        Member { name: "tlsConfig", wire: "tlsConfig", location: Location::Body, required: false, shape: Shape::Structure(&TLS_CONFIG) },
    ],
};

static UPDATE_MODEL_REQUEST: Structure = Structure {
    name: "UpdateModelRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "contentType", wire: "contentType", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND256) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "modelId", wire: "modelId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "schema", wire: "schema", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND32_K) },
    ],
};

static UPDATE_MODEL_RESPONSE: Structure = Structure {
    name: "UpdateModelResponse",
    members: &[
        Member { name: "contentType", wire: "contentType", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND256) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "modelId", wire: "modelId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "schema", wire: "schema", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND32_K) },
    ],
};

static UPDATE_PORTAL_PRODUCT_REQUEST: Structure = Structure {
    name: "UpdatePortalProductRequest",
    members: &[
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX1024) },
        Member { name: "displayName", wire: "displayName", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX255) },
        Member { name: "displayOrder", wire: "displayOrder", location: Location::Body, required: false, shape: Shape::Structure(&DISPLAY_ORDER) },
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static UPDATE_PORTAL_PRODUCT_RESPONSE: Structure = Structure {
    name: "UpdatePortalProductResponse",
    members: &[
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX1024) },
        Member { name: "displayName", wire: "displayName", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN1_MAX255) },
        Member { name: "displayOrder", wire: "displayOrder", location: Location::Body, required: false, shape: Shape::Structure(&DISPLAY_ORDER) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "portalProductArn", wire: "portalProductArn", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static UPDATE_PORTAL_REQUEST: Structure = Structure {
    name: "UpdatePortalRequest",
    members: &[
        Member { name: "authorization", wire: "authorization", location: Location::Body, required: false, shape: Shape::Structure(&AUTHORIZATION) },
        Member { name: "endpointConfiguration", wire: "endpointConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&ENDPOINT_CONFIGURATION_REQUEST) },
        Member { name: "includedPortalProductArns", wire: "includedPortalProductArns", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING_MIN20_MAX2048) },
        Member { name: "logoUri", wire: "logoUri", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX1092) },
        Member { name: "portalContent", wire: "portalContent", location: Location::Body, required: false, shape: Shape::Structure(&PORTAL_CONTENT) },
        Member { name: "portalId", wire: "portalId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "rumAppMonitorName", wire: "rumAppMonitorName", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX255) },
    ],
};

static UPDATE_PORTAL_RESPONSE: Structure = Structure {
    name: "UpdatePortalResponse",
    members: &[
        Member { name: "authorization", wire: "authorization", location: Location::Body, required: false, shape: Shape::Structure(&AUTHORIZATION) },
        Member { name: "endpointConfiguration", wire: "endpointConfiguration", location: Location::Body, required: false, shape: Shape::Structure(&ENDPOINT_CONFIGURATION_RESPONSE) },
        Member { name: "includedPortalProductArns", wire: "includedPortalProductArns", location: Location::Body, required: false, shape: Shape::List(&LIST_OF_STRING_MIN20_MAX2048) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "lastPublished", wire: "lastPublished", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "lastPublishedDescription", wire: "lastPublishedDescription", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX1024) },
        Member { name: "portalArn", wire: "portalArn", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "portalContent", wire: "portalContent", location: Location::Body, required: false, shape: Shape::Structure(&PORTAL_CONTENT) },
        Member { name: "portalId", wire: "portalId", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
        Member { name: "preview", wire: "preview", location: Location::Body, required: false, shape: Shape::Structure(&PREVIEW) },
        Member { name: "publishStatus", wire: "publishStatus", location: Location::Body, required: false, shape: Shape::String(&PUBLISH_STATUS) },
        Member { name: "rumAppMonitorName", wire: "rumAppMonitorName", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN0_MAX255) },
        Member { name: "statusException", wire: "statusException", location: Location::Body, required: false, shape: Shape::Structure(&STATUS_EXCEPTION) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static UPDATE_PRODUCT_PAGE_REQUEST: Structure = Structure {
    name: "UpdateProductPageRequest",
    members: &[
        Member { name: "displayContent", wire: "displayContent", location: Location::Body, required: false, shape: Shape::Structure(&DISPLAY_CONTENT) },
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "productPageId", wire: "productPageId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static UPDATE_PRODUCT_PAGE_RESPONSE: Structure = Structure {
    name: "UpdateProductPageResponse",
    members: &[
        Member { name: "displayContent", wire: "displayContent", location: Location::Body, required: false, shape: Shape::Structure(&DISPLAY_CONTENT) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "productPageArn", wire: "productPageArn", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "productPageId", wire: "productPageId", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
    ],
};

static UPDATE_PRODUCT_REST_ENDPOINT_PAGE_REQUEST: Structure = Structure {
    name: "UpdateProductRestEndpointPageRequest",
    members: &[
        Member { name: "displayContent", wire: "displayContent", location: Location::Body, required: false, shape: Shape::Structure(&ENDPOINT_DISPLAY_CONTENT) },
        Member { name: "portalProductId", wire: "portalProductId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "productRestEndpointPageId", wire: "productRestEndpointPageId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "tryItState", wire: "tryItState", location: Location::Body, required: false, shape: Shape::String(&TRY_IT_STATE) },
    ],
};

static UPDATE_PRODUCT_REST_ENDPOINT_PAGE_RESPONSE: Structure = Structure {
    name: "UpdateProductRestEndpointPageResponse",
    members: &[
        Member { name: "displayContent", wire: "displayContent", location: Location::Body, required: false, shape: Shape::Structure(&ENDPOINT_DISPLAY_CONTENT_RESPONSE) },
        Member { name: "lastModified", wire: "lastModified", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "productRestEndpointPageArn", wire: "productRestEndpointPageArn", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN20_MAX2048) },
        Member { name: "productRestEndpointPageId", wire: "productRestEndpointPageId", location: Location::Body, required: false, shape: Shape::String(&STRING_MIN10_MAX30_PATTERN_AZ09) },
        Member { name: "restEndpointIdentifier", wire: "restEndpointIdentifier", location: Location::Body, required: false, shape: Shape::Structure(&REST_ENDPOINT_IDENTIFIER) },
        Member { name: "status", wire: "status", location: Location::Body, required: false, shape: Shape::String(&STATUS) },
        Member { name: "statusException", wire: "statusException", location: Location::Body, required: false, shape: Shape::Structure(&STATUS_EXCEPTION) },
        Member { name: "tryItState", wire: "tryItState", location: Location::Body, required: false, shape: Shape::String(&TRY_IT_STATE) },
    ],
};

static UPDATE_ROUTE_REQUEST: Structure = Structure {
    name: "UpdateRouteRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "apiKeyRequired", wire: "apiKeyRequired", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "authorizationScopes", wire: "authorizationScopes", location: Location::Body, required: false, shape: Shape::List(&AUTHORIZATION_SCOPES) },
        Member { name: "authorizationType", wire: "authorizationType", location: Location::Body, required: false, shape: Shape::String(&AUTHORIZATION_TYPE) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "modelSelectionExpression", wire: "modelSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "operationName", wire: "operationName", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "requestModels", wire: "requestModels", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_MODELS) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_PARAMETERS) },
        Member { name: "routeId", wire: "routeId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "routeKey", wire: "routeKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseSelectionExpression", wire: "routeResponseSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "target", wire: "target", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static UPDATE_ROUTE_RESPONSE_REQUEST: Structure = Structure {
    name: "UpdateRouteResponseRequest",
    members: &[
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "modelSelectionExpression", wire: "modelSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "responseModels", wire: "responseModels", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_MODELS) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_PARAMETERS) },
        Member { name: "routeId", wire: "routeId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseId", wire: "routeResponseId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseKey", wire: "routeResponseKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static UPDATE_ROUTE_RESPONSE_RESPONSE: Structure = Structure {
    name: "UpdateRouteResponseResponse",
    members: &[
        Member { name: "modelSelectionExpression", wire: "modelSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "responseModels", wire: "responseModels", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_MODELS) },
        Member { name: "responseParameters", wire: "responseParameters", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_PARAMETERS) },
        Member { name: "routeResponseId", wire: "routeResponseId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseKey", wire: "routeResponseKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
    ],
};

static UPDATE_ROUTE_RESULT: Structure = Structure {
    name: "UpdateRouteResult",
    members: &[
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "apiKeyRequired", wire: "apiKeyRequired", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "authorizationScopes", wire: "authorizationScopes", location: Location::Body, required: false, shape: Shape::List(&AUTHORIZATION_SCOPES) },
        Member { name: "authorizationType", wire: "authorizationType", location: Location::Body, required: false, shape: Shape::String(&AUTHORIZATION_TYPE) },
        Member { name: "authorizerId", wire: "authorizerId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "modelSelectionExpression", wire: "modelSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "operationName", wire: "operationName", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND64) },
        Member { name: "requestModels", wire: "requestModels", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_MODELS) },
        Member { name: "requestParameters", wire: "requestParameters", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_PARAMETERS) },
        Member { name: "routeId", wire: "routeId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeKey", wire: "routeKey", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "routeResponseSelectionExpression", wire: "routeResponseSelectionExpression", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "target", wire: "target", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
    ],
};

static UPDATE_STAGE_REQUEST: Structure = Structure {
    name: "UpdateStageRequest",
    members: &[
        Member { name: "accessLogSettings", wire: "accessLogSettings", location: Location::Body, required: false, shape: Shape::Structure(&ACCESS_LOG_SETTINGS) },
        Member { name: "apiId", wire: "apiId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "autoDeploy", wire: "autoDeploy", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "clientCertificateId", wire: "clientCertificateId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "defaultRouteSettings", wire: "defaultRouteSettings", location: Location::Body, required: false, shape: Shape::Structure(&ROUTE_SETTINGS) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "routeSettings", wire: "routeSettings", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_SETTINGS_MAP) },
        Member { name: "stageName", wire: "stageName", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
        Member { name: "stageVariables", wire: "stageVariables", location: Location::Body, required: false, shape: Shape::Map(&STAGE_VARIABLES_MAP) },
    ],
};

static UPDATE_STAGE_RESPONSE: Structure = Structure {
    name: "UpdateStageResponse",
    members: &[
        Member { name: "accessLogSettings", wire: "accessLogSettings", location: Location::Body, required: false, shape: Shape::Structure(&ACCESS_LOG_SETTINGS) },
        Member { name: "apiGatewayManaged", wire: "apiGatewayManaged", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "autoDeploy", wire: "autoDeploy", location: Location::Body, required: false, shape: Shape::Boolean },
        Member { name: "clientCertificateId", wire: "clientCertificateId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "defaultRouteSettings", wire: "defaultRouteSettings", location: Location::Body, required: false, shape: Shape::Structure(&ROUTE_SETTINGS) },
        Member { name: "deploymentId", wire: "deploymentId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "description", wire: "description", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "lastDeploymentStatusMessage", wire: "lastDeploymentStatusMessage", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "lastUpdatedDate", wire: "lastUpdatedDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "routeSettings", wire: "routeSettings", location: Location::Body, required: false, shape: Shape::Map(&ROUTE_SETTINGS_MAP) },
        Member { name: "stageName", wire: "stageName", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "stageVariables", wire: "stageVariables", location: Location::Body, required: false, shape: Shape::Map(&STAGE_VARIABLES_MAP) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
    ],
};

static UPDATE_VPC_LINK_REQUEST: Structure = Structure {
    name: "UpdateVpcLinkRequest",
    members: &[
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "vpcLinkId", wire: "vpcLinkId", location: Location::Uri, required: true, shape: Shape::String(&TEXT) },
    ],
};

static UPDATE_VPC_LINK_RESPONSE: Structure = Structure {
    name: "UpdateVpcLinkResponse",
    members: &[
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "name", wire: "name", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "securityGroupIds", wire: "securityGroupIds", location: Location::Body, required: false, shape: Shape::List(&SECURITY_GROUP_ID_LIST) },
        Member { name: "subnetIds", wire: "subnetIds", location: Location::Body, required: false, shape: Shape::List(&SUBNET_ID_LIST) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
        Member { name: "vpcLinkId", wire: "vpcLinkId", location: Location::Body, required: false, shape: Shape::String(&TEXT) },
        Member { name: "vpcLinkStatus", wire: "vpcLinkStatus", location: Location::Body, required: false, shape: Shape::String(&VPC_LINK_STATUS) },
        Member { name: "vpcLinkStatusMessage", wire: "vpcLinkStatusMessage", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "vpcLinkVersion", wire: "vpcLinkVersion", location: Location::Body, required: false, shape: Shape::String(&VPC_LINK_VERSION) },
    ],
};

static URI_WITH_LENGTH_BETWEEN1_AND2048: Text = Text { values: &[], length: Range { min: Some(1), max: Some(2048) }, pattern: None };

static VPC_LINK: Structure = Structure {
    name: "VpcLink",
    members: &[
        Member { name: "createdDate", wire: "createdDate", location: Location::Body, required: false, shape: Shape::Timestamp(TimestampFormat::Iso8601) },
        Member { name: "name", wire: "name", location: Location::Body, required: true, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN1_AND128) },
        Member { name: "securityGroupIds", wire: "securityGroupIds", location: Location::Body, required: true, shape: Shape::List(&SECURITY_GROUP_ID_LIST) },
        Member { name: "subnetIds", wire: "subnetIds", location: Location::Body, required: true, shape: Shape::List(&SUBNET_ID_LIST) },
        Member { name: "tags", wire: "tags", location: Location::Body, required: false, shape: Shape::Map(&TAGS) },
        Member { name: "vpcLinkId", wire: "vpcLinkId", location: Location::Body, required: true, shape: Shape::String(&TEXT) },
        Member { name: "vpcLinkStatus", wire: "vpcLinkStatus", location: Location::Body, required: false, shape: Shape::String(&VPC_LINK_STATUS) },
        Member { name: "vpcLinkStatusMessage", wire: "vpcLinkStatusMessage", location: Location::Body, required: false, shape: Shape::String(&STRING_WITH_LENGTH_BETWEEN0_AND1024) },
        Member { name: "vpcLinkVersion", wire: "vpcLinkVersion", location: Location::Body, required: false, shape: Shape::String(&VPC_LINK_VERSION) },
    ],
};

static VPC_LINK_STATUS: Text = Text { values: &["DELETING", "AVAILABLE", "INACTIVE", "PENDING", "FAILED"], length: Range::FREE, pattern: None };

static VPC_LINK_VERSION: Text = Text { values: &["V2"], length: Range::FREE, pattern: None };

static LIST_OF_API: List = List { member: Shape::Structure(&API), length: Range::FREE };

static LIST_OF_API_MAPPING: List = List { member: Shape::Structure(&API_MAPPING), length: Range::FREE };

static LIST_OF_AUTHORIZER: List = List { member: Shape::Structure(&AUTHORIZER), length: Range::FREE };

static LIST_OF_DEPLOYMENT: List = List { member: Shape::Structure(&DEPLOYMENT), length: Range::FREE };

static LIST_OF_DOMAIN_NAME: List = List { member: Shape::Structure(&DOMAIN_NAME), length: Range::FREE };

static LIST_OF_INTEGRATION: List = List { member: Shape::Structure(&INTEGRATION), length: Range::FREE };

static LIST_OF_INTEGRATION_RESPONSE: List = List { member: Shape::Structure(&INTEGRATION_RESPONSE), length: Range::FREE };

static LIST_OF_MODEL: List = List { member: Shape::Structure(&MODEL), length: Range::FREE };

static LIST_OF_PORTAL_PRODUCT_SUMMARY: List = List { member: Shape::Structure(&PORTAL_PRODUCT_SUMMARY), length: Range::FREE };

static LIST_OF_PORTAL_SUMMARY: List = List { member: Shape::Structure(&PORTAL_SUMMARY), length: Range::FREE };

static LIST_OF_PRODUCT_PAGE_SUMMARY_NO_BODY: List = List { member: Shape::Structure(&PRODUCT_PAGE_SUMMARY_NO_BODY), length: Range::FREE };

static LIST_OF_PRODUCT_REST_ENDPOINT_PAGE_SUMMARY_NO_BODY: List = List { member: Shape::Structure(&PRODUCT_REST_ENDPOINT_PAGE_SUMMARY_NO_BODY), length: Range::FREE };

static LIST_OF_ROUTE: List = List { member: Shape::Structure(&ROUTE), length: Range::FREE };

static LIST_OF_ROUTE_RESPONSE: List = List { member: Shape::Structure(&ROUTE_RESPONSE), length: Range::FREE };

static LIST_OF_ROUTING_RULE: List = List { member: Shape::Structure(&ROUTING_RULE), length: Range::FREE };

static LIST_OF_ROUTING_RULE_ACTION: List = List { member: Shape::Structure(&ROUTING_RULE_ACTION), length: Range::FREE };

static LIST_OF_ROUTING_RULE_CONDITION: List = List { member: Shape::Structure(&ROUTING_RULE_CONDITION), length: Range::FREE };

static LIST_OF_ROUTING_RULE_MATCH_HEADER_VALUE: List = List { member: Shape::Structure(&ROUTING_RULE_MATCH_HEADER_VALUE), length: Range::FREE };

static LIST_OF_SECTION: List = List { member: Shape::Structure(&SECTION), length: Range::FREE };

static LIST_OF_SELECTION_KEY: List = List { member: Shape::String(&TEXT), length: Range::FREE };

static LIST_OF_STAGE: List = List { member: Shape::Structure(&STAGE), length: Range::FREE };

static LIST_OF_VPC_LINK: List = List { member: Shape::Structure(&VPC_LINK), length: Range::FREE };

static LIST_OF_STRING: List = List { member: Shape::String(&TEXT), length: Range::FREE };

static LIST_OF_STRING_MIN20_MAX2048: List = List { member: Shape::String(&STRING_MIN20_MAX2048), length: Range::FREE };

static STRING_MIN0_MAX1024: Text = Text { values: &[], length: Range { min: Some(0), max: Some(1024) }, pattern: None };

static STRING_MIN0_MAX1092: Text = Text { values: &[], length: Range { min: Some(0), max: Some(1092) }, pattern: None };

static STRING_MIN0_MAX255: Text = Text { values: &[], length: Range { min: Some(0), max: Some(255) }, pattern: None };

static STRING_MIN10_MAX2048: Text = Text { values: &[], length: Range { min: Some(10), max: Some(2048) }, pattern: None };

static STRING_MIN10_MAX30_PATTERN_AZ09_PATTERN: Pattern = Pattern::new("^[a-z0-9]+$");

static STRING_MIN10_MAX30_PATTERN_AZ09: Text = Text { values: &[], length: Range { min: Some(10), max: Some(30) }, pattern: Some(&STRING_MIN10_MAX30_PATTERN_AZ09_PATTERN) };

static STRING_MIN1_MAX1024: Text = Text { values: &[], length: Range { min: Some(1), max: Some(1024) }, pattern: None };

static STRING_MIN1_MAX128: Text = Text { values: &[], length: Range { min: Some(1), max: Some(128) }, pattern: None };

static STRING_MIN1_MAX16: Text = Text { values: &[], length: Range { min: Some(1), max: Some(16) }, pattern: None };

static STRING_MIN1_MAX20: Text = Text { values: &[], length: Range { min: Some(1), max: Some(20) }, pattern: None };

static STRING_MIN1_MAX2048: Text = Text { values: &[], length: Range { min: Some(1), max: Some(2048) }, pattern: None };

static STRING_MIN1_MAX255: Text = Text { values: &[], length: Range { min: Some(1), max: Some(255) }, pattern: None };

static STRING_MIN1_MAX256: Text = Text { values: &[], length: Range { min: Some(1), max: Some(256) }, pattern: None };

static STRING_MIN1_MAX307200: Text = Text { values: &[], length: Range { min: Some(1), max: Some(307200) }, pattern: None };

static STRING_MIN1_MAX32768: Text = Text { values: &[], length: Range { min: Some(1), max: Some(32768) }, pattern: None };

static STRING_MIN1_MAX4096: Text = Text { values: &[], length: Range { min: Some(1), max: Some(4096) }, pattern: None };

static STRING_MIN1_MAX50: Text = Text { values: &[], length: Range { min: Some(1), max: Some(50) }, pattern: None };

static STRING_MIN1_MAX64: Text = Text { values: &[], length: Range { min: Some(1), max: Some(64) }, pattern: None };

static STRING_MIN20_MAX2048: Text = Text { values: &[], length: Range { min: Some(20), max: Some(2048) }, pattern: None };

static STRING_MIN3_MAX255: Text = Text { values: &[], length: Range { min: Some(3), max: Some(255) }, pattern: None };

static STRING_MIN3_MAX256: Text = Text { values: &[], length: Range { min: Some(3), max: Some(256) }, pattern: None };

