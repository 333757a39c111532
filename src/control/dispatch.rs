//! Which handler an operation has. The matches are exhaustive: an operation that AWS adds does not compile until it is
//! in its place, and one that is not emulated yet is `Missing`, which answers 501 and names it.

use std::future::ready;

use emulator_api::admin::{Operations, ServiceOperations};
use emulator_api::codec::{Doc, Input};
use emulator_api::error::{AwsError, Result};
use emulator_api::model::lambda as lambda_model;
use emulator_api::model::{Operation, Service, apigateway, apigatewaymanagementapi, apigatewayv2};
use emulator_api::validate::validate;
use futures_util::future::BoxFuture;

use super::call::{Answer, Read, Scope, Write};
use super::{Control, crud, domain, lambda, management, rest, tags, v2};

/// What does an operation.
pub(crate) enum Handler {
    /// It reads the store.
    Read(for<'a> fn(&'a mut Read, Input) -> Answer<'a>),
    /// It writes to the store, and may publish.
    Write(for<'a> fn(&'a mut Write, Input) -> Answer<'a>),
    /// It reads what it is given, or makes what it will write, which may take long, before its turn to write comes.
    ReadFirst(fn(Scope, Input) -> BoxFuture<'static, Result<Work>>),
    /// It reaches something live, and may write after that.
    Live(for<'a> fn(&'a Control, Scope, Input) -> Answer<'a>),
    /// It is not emulated yet.
    #[expect(dead_code, reason = "none is missing now; what a newer service model adds is, until someone writes it")]
    Missing,
}

/// What an operation does in its turn to write.
pub(crate) type Work = Box<dyn for<'a> FnOnce(&'a mut Write) -> Answer<'a> + Send>;

/// What there is of each service, in the models' order.
pub fn coverage() -> Operations {
    let of = |service: Service| {
        let (missing, there): (Vec<Operation>, Vec<Operation>) =
            Operation::of(service).partition(|operation| matches!(handler(*operation), Handler::Missing));
        let names = |operations: Vec<Operation>| operations.iter().map(|operation| operation.spec().name.to_owned()).collect();
        ServiceOperations { service: service.name().to_owned(), there: names(there), missing: names(missing) }
    };
    Operations { services: Service::ALL.into_iter().map(of).collect() }
}

/// Does an operation as a part of another: with the checks, the handler and the scope that it has by itself.
pub(crate) async fn perform(call: &mut Write, operation: Operation, members: Doc) -> Result<Doc> {
    match handler(operation) {
        Handler::Write(run) => perform_by(call, operation, members, run).await,
        Handler::ReadFirst(read) => {
            perform_by(call, operation, members, |call, input| {
                Box::pin(async move { read(call.scope.clone(), input).await?(call).await })
            })
            .await
        }
        Handler::Read(_) | Handler::Live(_) | Handler::Missing => Err(AwsError::not_implemented(operation.spec().name)),
    }
}

/// The same, by what is left of an operation once it has read what it reads first.
pub(crate) async fn perform_by(
    call: &mut Write,
    operation: Operation,
    members: Doc,
    run: impl for<'a> FnOnce(&'a mut Write, Input) -> Answer<'a> + Send,
) -> Result<Doc> {
    let spec = operation.spec();
    validate(spec, &members)?;
    let whole = std::mem::replace(&mut call.scope.spec, spec);
    let output = run(call, Input { members, payload: None }).await;
    call.scope.spec = whole;
    Ok(output?.members)
}

/// The handler of an operation.
pub(crate) fn handler(operation: Operation) -> Handler {
    match operation {
        Operation::ApiGateway(operation) => rest_handler(operation),
        Operation::ApiGatewayV2(operation) => v2_handler(operation),
        Operation::Management(operation) => management_handler(operation),
        Operation::Lambda(operation) => lambda_handler(operation),
    }
}

/// `reads!(resource::get)` by hand, `reads!(get, MODEL)` by the kind.
macro_rules! reads {
    ($by_kind:ident, $kind:ident) => {
        Handler::Read(|call, input| Box::pin(crud::$by_kind(call, &$kind, input)))
    };
    ($by_hand:expr) => {
        Handler::Read(|call, input| Box::pin($by_hand(call, input)))
    };
}

/// The same for what takes long over its input before it writes.
macro_rules! reads_first {
    ($by_hand:expr) => {
        Handler::ReadFirst(|scope, input| Box::pin($by_hand(scope, input)))
    };
}

/// The same for what writes.
macro_rules! writes {
    ($by_kind:ident, $kind:ident) => {
        Handler::Write(|call, input| Box::pin(crud::$by_kind(call, &$kind, input)))
    };
    ($by_hand:expr) => {
        Handler::Write(|call, input| Box::pin($by_hand(call, input)))
    };
}

fn rest_handler(operation: apigateway::Operation) -> Handler {
    use apigateway::Operation as Op;
    use domain::{association, mapping, name};
    use rest::api::{self, REST_API};
    use rest::client_certificate::{self, CLIENT_CERTIFICATE};
    use rest::deployment::{self, DEPLOYMENT};
    use rest::documentation::{self, PART, VERSION};
    use rest::kinds::{self, AUTHORIZER, MODEL, REQUEST_VALIDATOR};
    use rest::stage::{self, STAGE};
    use rest::usage_plan::{self, USAGE_PLAN};
    use rest::usage_plan_key::{self, USAGE_PLAN_KEY};
    use rest::vpc_link::{self, VPC_LINK};
    use rest::{
        account, api_key, export, gateway_response, import, integration, method, resource, response, sdk, test_invoke, usage,
    };

    match operation {
        Op::CreateRestApi => writes!(api::create),
        Op::GetRestApi => reads!(api::get),
        Op::GetRestApis => reads!(list, REST_API),
        Op::UpdateRestApi => writes!(api::update),
        Op::DeleteRestApi => writes!(api::delete),
        Op::ImportRestApi => reads_first!(import::create),
        Op::PutRestApi => reads_first!(import::put),
        Op::GetExport => reads!(export::get),

        Op::CreateResource => writes!(resource::create),
        Op::GetResource => reads!(resource::get),
        Op::GetResources => reads!(resource::list),
        Op::UpdateResource => writes!(resource::update),
        Op::DeleteResource => writes!(resource::delete),

        Op::PutMethod => writes!(method::put),
        Op::GetMethod => reads!(method::get),
        Op::UpdateMethod => writes!(method::update),
        Op::TestInvokeMethod => Handler::Live(|control, scope, input| Box::pin(test_invoke::test_method(control, scope, input))),
        Op::TestInvokeAuthorizer => {
            Handler::Live(|control, scope, input| Box::pin(test_invoke::test_authorizer(control, scope, input)))
        }
        Op::DeleteMethod => writes!(method::delete),

        Op::PutIntegration => writes!(integration::put),
        Op::GetIntegration => reads!(integration::get),
        Op::UpdateIntegration => writes!(integration::update),
        Op::DeleteIntegration => writes!(integration::delete),

        Op::PutMethodResponse => writes!(response::put_method_response),
        Op::GetMethodResponse => reads!(response::get_method_response),
        Op::UpdateMethodResponse => writes!(response::update_method_response),
        Op::DeleteMethodResponse => writes!(response::delete_method_response),
        Op::PutIntegrationResponse => writes!(response::put_integration_response),
        Op::GetIntegrationResponse => reads!(response::get_integration_response),
        Op::UpdateIntegrationResponse => writes!(response::update_integration_response),
        Op::DeleteIntegrationResponse => writes!(response::delete_integration_response),

        Op::CreateDeployment => writes!(deployment::create),
        Op::GetDeployment => reads!(deployment::get),
        Op::GetDeployments => reads!(list, DEPLOYMENT),
        Op::UpdateDeployment => writes!(patch, DEPLOYMENT),
        Op::DeleteDeployment => writes!(deployment::delete),

        Op::CreateStage => writes!(stage::create),
        Op::GetStage => reads!(get, STAGE),
        Op::GetStages => reads!(stage::list),
        Op::UpdateStage => writes!(stage::update),
        Op::DeleteStage => writes!(stage::delete),
        Op::FlushStageCache => Handler::Live(|control, scope, input| Box::pin(stage::flush(control, scope, input))),
        Op::FlushStageAuthorizersCache => {
            Handler::Live(|control, scope, input| Box::pin(stage::flush_authorizers(control, scope, input)))
        }

        Op::CreateModel => writes!(create, MODEL),
        Op::GetModel => reads!(kinds::model),
        Op::GetModels => reads!(list, MODEL),
        Op::GetModelTemplate => reads!(kinds::model_template),
        Op::UpdateModel => writes!(kinds::update_model),
        Op::DeleteModel => writes!(kinds::delete_model),

        Op::CreateAuthorizer => writes!(create, AUTHORIZER),
        Op::GetAuthorizer => reads!(get, AUTHORIZER),
        Op::GetAuthorizers => reads!(list, AUTHORIZER),
        Op::UpdateAuthorizer => writes!(patch, AUTHORIZER),
        Op::DeleteAuthorizer => writes!(kinds::delete_authorizer),

        Op::CreateRequestValidator => writes!(create, REQUEST_VALIDATOR),
        Op::GetRequestValidator => reads!(get, REQUEST_VALIDATOR),
        Op::GetRequestValidators => reads!(list, REQUEST_VALIDATOR),
        Op::UpdateRequestValidator => writes!(patch, REQUEST_VALIDATOR),
        Op::DeleteRequestValidator => writes!(kinds::delete_request_validator),

        Op::PutGatewayResponse => writes!(gateway_response::put),
        Op::GetGatewayResponse => reads!(gateway_response::get),
        Op::GetGatewayResponses => reads!(gateway_response::list),
        Op::UpdateGatewayResponse => writes!(gateway_response::update),
        Op::DeleteGatewayResponse => writes!(gateway_response::delete),

        Op::CreateDocumentationPart => writes!(documentation::create_part),
        Op::GetDocumentationPart => reads!(get, PART),
        Op::GetDocumentationParts => reads!(documentation::list_parts),
        Op::UpdateDocumentationPart => writes!(patch, PART),
        Op::DeleteDocumentationPart => writes!(documentation::delete_part),
        Op::ImportDocumentationParts => reads_first!(import::documentation_parts),
        Op::CreateDocumentationVersion => writes!(documentation::create_version),
        Op::GetDocumentationVersion => reads!(get, VERSION),
        Op::GetDocumentationVersions => reads!(list, VERSION),
        Op::UpdateDocumentationVersion => writes!(patch, VERSION),
        Op::DeleteDocumentationVersion => writes!(delete, VERSION),

        Op::CreateApiKey => writes!(api_key::create),
        Op::ImportApiKeys => writes!(api_key::import::import),
        Op::GetApiKey => reads!(api_key::get),
        Op::GetApiKeys => reads!(api_key::list),
        Op::UpdateApiKey => writes!(api_key::update),
        Op::DeleteApiKey => writes!(api_key::delete),
        Op::CreateUsagePlan => writes!(usage_plan::create),
        Op::GetUsagePlan => reads!(get, USAGE_PLAN),
        Op::GetUsagePlans => reads!(usage_plan::list),
        Op::UpdateUsagePlan => writes!(usage_plan::update),
        Op::DeleteUsagePlan => writes!(usage_plan::delete),
        Op::CreateUsagePlanKey => writes!(usage_plan_key::create),
        Op::GetUsagePlanKey => reads!(get, USAGE_PLAN_KEY),
        Op::GetUsagePlanKeys => reads!(usage_plan_key::list),
        Op::DeleteUsagePlanKey => writes!(delete, USAGE_PLAN_KEY),
        Op::GetUsage => Handler::Live(|control, scope, input| Box::pin(usage::get(control, scope, input))),
        Op::UpdateUsage => Handler::Live(|control, scope, input| Box::pin(usage::update(control, scope, input))),

        Op::GenerateClientCertificate => reads_first!(client_certificate::generate),
        Op::GetClientCertificate => reads!(get, CLIENT_CERTIFICATE),
        Op::GetClientCertificates => reads!(list, CLIENT_CERTIFICATE),
        Op::UpdateClientCertificate => writes!(patch, CLIENT_CERTIFICATE),
        Op::DeleteClientCertificate => writes!(client_certificate::delete),

        Op::CreateVpcLink => writes!(create, VPC_LINK),
        Op::GetVpcLink => reads!(get, VPC_LINK),
        Op::GetVpcLinks => reads!(list, VPC_LINK),
        Op::UpdateVpcLink => writes!(patch, VPC_LINK),
        Op::DeleteVpcLink => writes!(vpc_link::delete),

        Op::CreateDomainName => reads_first!(name::create),
        Op::GetDomainName => reads!(name::get),
        Op::GetDomainNames => reads!(name::list),
        Op::UpdateDomainName => Handler::Live(|control, scope, input| Box::pin(name::update(control, scope, input))),
        Op::DeleteDomainName => writes!(name::delete),
        Op::CreateDomainNameAccessAssociation => writes!(association::create),
        Op::GetDomainNameAccessAssociations => reads!(association::list),
        Op::DeleteDomainNameAccessAssociation => writes!(association::delete),
        Op::RejectDomainNameAccessAssociation => writes!(association::reject),
        Op::CreateBasePathMapping => writes!(mapping::create),
        Op::GetBasePathMapping => reads!(mapping::get),
        Op::GetBasePathMappings => reads!(mapping::list),
        Op::UpdateBasePathMapping => writes!(mapping::update),
        Op::DeleteBasePathMapping => writes!(mapping::delete),

        Op::GetSdkTypes => reads!(sdk::list_types),
        Op::GetSdkType => reads!(sdk::get_type),
        Op::GetSdk => reads!(sdk::get),

        Op::GetAccount => reads!(account::get),
        Op::UpdateAccount => writes!(account::update),

        Op::GetTags => reads!(tags::get),
        Op::TagResource => writes!(tags::tag),
        Op::UntagResource => writes!(tags::untag),
    }
}

fn v2_handler(operation: apigatewayv2::Operation) -> Handler {
    use apigatewayv2::Operation as Op;
    use domain::{mapping, name, name_v2, routing_rule};
    use v2::api::{self, API};
    use v2::authorizer::{self, AUTHORIZER};
    use v2::deployment::{self, DEPLOYMENT};
    use v2::integration::{self, INTEGRATION};
    use v2::kinds::{self, INTEGRATION_RESPONSE, MODEL, ROUTE_RESPONSE, VPC_LINK};
    use v2::portal::{self, PORTAL};
    use v2::portal_product::{self, PORTAL_PRODUCT};
    use v2::product_page::{self, PRODUCT_PAGE, REST_ENDPOINT_PAGE};
    use v2::route::{self, ROUTE};
    use v2::stage::{self, STAGE};
    use v2::{export, import};

    match operation {
        Op::CreateApi => writes!(api::create),
        Op::GetApi => reads!(get, API),
        Op::GetApis => reads!(list, API),
        Op::UpdateApi => writes!(api::update),
        Op::DeleteApi => writes!(api::delete),
        Op::ImportApi => reads_first!(import::create),
        Op::ReimportApi => reads_first!(import::put),
        Op::ExportApi => reads!(export::get),
        Op::DeleteCorsConfiguration => writes!(api::delete_cors),

        Op::CreateRoute => writes!(route::create),
        Op::GetRoute => reads!(get, ROUTE),
        Op::GetRoutes => reads!(list, ROUTE),
        Op::UpdateRoute => writes!(route::update),
        Op::DeleteRoute => writes!(route::delete),
        Op::DeleteRouteRequestParameter => writes!(route::delete_request_parameter),

        Op::CreateRouteResponse => writes!(kinds::create_route_response),
        Op::GetRouteResponse => reads!(get, ROUTE_RESPONSE),
        Op::GetRouteResponses => reads!(list, ROUTE_RESPONSE),
        Op::UpdateRouteResponse => writes!(kinds::update_route_response),
        Op::DeleteRouteResponse => writes!(delete, ROUTE_RESPONSE),

        Op::CreateIntegration => writes!(integration::create),
        Op::GetIntegration => reads!(get, INTEGRATION),
        Op::GetIntegrations => reads!(list, INTEGRATION),
        Op::UpdateIntegration => writes!(integration::update),
        Op::DeleteIntegration => writes!(integration::delete),

        Op::CreateIntegrationResponse => writes!(kinds::create_integration_response),
        Op::GetIntegrationResponse => reads!(get, INTEGRATION_RESPONSE),
        Op::GetIntegrationResponses => reads!(list, INTEGRATION_RESPONSE),
        Op::UpdateIntegrationResponse => writes!(kinds::update_integration_response),
        Op::DeleteIntegrationResponse => writes!(delete, INTEGRATION_RESPONSE),

        Op::CreateDeployment => writes!(deployment::create),
        Op::GetDeployment => reads!(get, DEPLOYMENT),
        Op::GetDeployments => reads!(list, DEPLOYMENT),
        Op::UpdateDeployment => writes!(merge, DEPLOYMENT),
        Op::DeleteDeployment => writes!(deployment::delete),

        Op::CreateStage => writes!(stage::create),
        Op::GetStage => reads!(get, STAGE),
        Op::GetStages => reads!(list, STAGE),
        Op::UpdateStage => writes!(stage::update),
        Op::DeleteStage => writes!(stage::delete),
        Op::DeleteRouteSettings => writes!(stage::delete_route_settings),
        Op::DeleteAccessLogSettings => writes!(stage::delete_access_log_settings),
        Op::ResetAuthorizersCache => {
            Handler::Live(|control, scope, input| Box::pin(stage::reset_authorizers_cache(control, scope, input)))
        }

        Op::CreateAuthorizer => Handler::Live(|control, scope, input| Box::pin(authorizer::create(control, scope, input))),
        Op::GetAuthorizer => reads!(get, AUTHORIZER),
        Op::GetAuthorizers => reads!(list, AUTHORIZER),
        Op::UpdateAuthorizer => Handler::Live(|control, scope, input| Box::pin(authorizer::update(control, scope, input))),
        Op::DeleteAuthorizer => writes!(authorizer::delete),

        Op::CreateModel => writes!(kinds::create_model),
        Op::GetModel => reads!(get, MODEL),
        Op::GetModels => reads!(list, MODEL),
        Op::UpdateModel => writes!(kinds::update_model),
        Op::DeleteModel => writes!(delete, MODEL),
        Op::GetModelTemplate => reads!(kinds::model_template),

        Op::CreateDomainName => reads_first!(name_v2::create),
        Op::GetDomainName => reads!(name::get),
        Op::GetDomainNames => reads!(name_v2::list),
        Op::UpdateDomainName => Handler::Live(|control, scope, input| Box::pin(name_v2::update(control, scope, input))),
        Op::DeleteDomainName => writes!(name::delete),
        Op::CreateApiMapping => writes!(mapping::create_v2),
        Op::GetApiMapping => reads!(mapping::get_v2),
        Op::GetApiMappings => reads!(mapping::list_v2),
        Op::UpdateApiMapping => writes!(mapping::update_v2),
        Op::DeleteApiMapping => writes!(mapping::delete_v2),
        Op::CreateRoutingRule => writes!(routing_rule::create),
        Op::GetRoutingRule => reads!(routing_rule::get),
        Op::ListRoutingRules => reads!(routing_rule::list),
        Op::PutRoutingRule => writes!(routing_rule::put),
        Op::DeleteRoutingRule => writes!(routing_rule::delete),

        Op::CreateVpcLink => writes!(create, VPC_LINK),
        Op::GetVpcLink => reads!(get, VPC_LINK),
        Op::GetVpcLinks => reads!(list, VPC_LINK),
        Op::UpdateVpcLink => writes!(merge, VPC_LINK),
        Op::DeleteVpcLink => writes!(kinds::delete_vpc_link),

        Op::GetTags => reads!(tags::get),
        Op::TagResource => writes!(tags::tag),
        Op::UntagResource => writes!(tags::untag),

        Op::CreatePortal => writes!(portal::create),
        Op::GetPortal => reads!(get, PORTAL),
        Op::ListPortals => reads!(list, PORTAL),
        Op::UpdatePortal => writes!(portal::update),
        Op::PublishPortal => writes!(portal::publish),
        Op::PreviewPortal => writes!(portal::preview),
        Op::DisablePortal => writes!(portal::disable),
        Op::DeletePortal => writes!(portal::delete),

        Op::CreatePortalProduct => writes!(create, PORTAL_PRODUCT),
        Op::GetPortalProduct => reads!(portal_product::get),
        Op::ListPortalProducts => reads!(portal_product::list),
        Op::UpdatePortalProduct => writes!(portal_product::update),
        Op::DeletePortalProduct => writes!(portal_product::delete),
        Op::PutPortalProductSharingPolicy => writes!(portal_product::put_policy),
        Op::GetPortalProductSharingPolicy => reads!(portal_product::get_policy),
        Op::DeletePortalProductSharingPolicy => writes!(portal_product::delete_policy),
        Op::CreateProductPage => writes!(product_page::create),
        Op::GetProductPage => reads!(product_page::get),
        Op::ListProductPages => reads!(product_page::list),
        Op::UpdateProductPage => writes!(product_page::update),
        Op::DeleteProductPage => writes!(delete, PRODUCT_PAGE),
        Op::CreateProductRestEndpointPage => writes!(product_page::create_rest_endpoint),
        Op::GetProductRestEndpointPage => reads!(product_page::get_rest_endpoint),
        Op::ListProductRestEndpointPages => reads!(product_page::list_rest_endpoints),
        Op::UpdateProductRestEndpointPage => writes!(product_page::update_rest_endpoint),
        Op::DeleteProductRestEndpointPage => writes!(delete, REST_ENDPOINT_PAGE),
    }
}

fn management_handler(operation: apigatewaymanagementapi::Operation) -> Handler {
    use apigatewaymanagementapi::Operation as Op;

    match operation {
        Op::PostToConnection => {
            Handler::Live(|control, scope, input| Box::pin(ready(management::post_to_connection(control, scope, input))))
        }
        Op::GetConnection => {
            Handler::Live(|control, scope, input| Box::pin(ready(management::get_connection(control, scope, &input))))
        }
        Op::DeleteConnection => {
            Handler::Live(|control, scope, input| Box::pin(ready(management::delete_connection(control, scope, &input))))
        }
    }
}

fn lambda_handler(operation: lambda_model::Operation) -> Handler {
    use lambda::{function, invoke, permission, tags};
    use lambda_model::Operation as Op;

    match operation {
        Op::CreateFunction => writes!(function::create),
        Op::GetFunction => reads!(function::get),
        Op::GetFunctionConfiguration => reads!(function::get_configuration),
        Op::ListFunctions => reads!(function::list),
        Op::UpdateFunctionCode => writes!(function::update_code),
        Op::UpdateFunctionConfiguration => writes!(function::update_configuration),
        Op::DeleteFunction => writes!(function::delete),

        Op::AddPermission => writes!(permission::add),
        Op::GetPolicy => reads!(permission::get),
        Op::RemovePermission => writes!(permission::remove),

        Op::ListTags => reads!(tags::list),
        Op::TagResource => writes!(tags::tag),
        Op::UntagResource => writes!(tags::untag),

        Op::Invoke => Handler::Live(|control, scope, input| Box::pin(invoke::invoke(control, scope, input))),
    }
}
