//! The events of Lambda authorizers.

use std::borrow::Cow;

use bytes::Bytes;
use emulator_api::event::authorizer::http::{EventV1, EventV2, REQUEST};
use emulator_api::event::v1::Parameters;
use emulator_api::event::v2::{HttpApiEvent, Pairs};

use crate::gateway::http::{Call, event};
use crate::runtime::auth::function::{AuthorizerKind, HttpFormat};

/// Writes the event of an authorizer whose identity sources have these values.
pub(super) fn write(call: &Call<'_>, kind: &AuthorizerKind, route_arn: &str, identity: &[Cow<'_, str>]) -> Bytes {
    match kind {
        AuthorizerKind::HttpRequest { format: HttpFormat::V2 | HttpFormat::V2Simple, .. } => v2(call, route_arn, identity),
        AuthorizerKind::HttpRequest { format: HttpFormat::V1, .. }
        | AuthorizerKind::Request { .. }
        | AuthorizerKind::Token { .. } => v1(call, route_arn, identity),
    }
}

fn v1(call: &Call<'_>, method_arn: &str, identity: &[Cow<'_, str>]) -> Bytes {
    let path = call.path_in_v1();
    let headers = event::headers_for_authorizer(call);
    let path_parameters = event::path_parameters(call);
    let path_parameters: Vec<(&str, &str)> = path_parameters.iter().map(|(name, value)| (&**name, &**value)).collect();
    let (source_ip, received) = (call.source_ip(), call.record.received.in_common_log_format());
    let identity_source = identity.join(",");
    let event = EventV1 {
        version: EventV1::VERSION,
        r#type: REQUEST,
        method_arn,
        identity_source: &identity_source,
        authorization_token: &identity_source,
        resource: call.route.path(),
        path: &path,
        http_method: call.inbound.parts.method.as_str(),
        headers: &event::headers_v1(&headers, call.inbound),
        query_string_parameters: &Parameters::from_query(call.query()),
        path_parameters: &path_parameters,
        stage_variables: &call.stage.stage_variables,
        request_context: event::request_context_v1(call, &path, source_ip, &received),
    };
    event::written(&event, 0)
}

fn v2(call: &Call<'_>, route_arn: &str, identity_source: &[Cow<'_, str>]) -> Bytes {
    let path = call.path_with_stage();
    let headers = event::headers_for_authorizer(call);
    let description = event::DescriptionV2::of(call, &path);
    let event = EventV2 {
        version: HttpApiEvent::VERSION,
        r#type: REQUEST,
        route_arn,
        identity_source,
        request: description.request(call, &headers),
        stage_variables: Pairs(&call.stage.stage_variables),
    };
    event::written(&event, 0)
}
