//! Parameter mappings at work. All values are looked up before anything is changed.

use std::borrow::Cow;
use std::cell::OnceCell;

use ::http::header::{HeaderMap, HeaderName, HeaderValue};
use ::http::response;
use emulator_api::event::v1::Parameters;
use emulator_api::event::v2::joined;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

use crate::expr::selection::BodyPath;
use crate::gateway::http::{Call, event};
use crate::gateway::inbound::Inbound;
use crate::net::client::RESERVED;
use crate::runtime::http::mapping::{Change, ContextVariable, Piece, RequestMappings, Template, Variable};

/// Paths into bodies see this many bytes of them (developer guide, "Request parameter mapping values").
const READABLE_BODY: usize = 100 * 1024;
/// What a value cannot have in a path.
const PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}');

/// Changes of headers whose values are known.
#[derive(Default)]
pub(super) struct HeaderChanges(Vec<(HeaderName, Known<HeaderValue>)>);

enum Known<T> {
    Append(T),
    Overwrite(T),
    Remove,
}

impl HeaderChanges {
    pub(super) fn apply(self, headers: &mut HeaderMap) {
        for (name, change) in self.0 {
            match change {
                Known::Append(value) => {
                    headers.append(name, value);
                }
                Known::Overwrite(value) => {
                    headers.insert(name, value);
                }
                Known::Remove => {
                    headers.remove(name);
                }
            }
        }
    }
}

/// Changes the path and the query of a request; what is to be changed in its headers is handed back.
pub(super) fn change_request(call: &mut Call<'_>, mappings: &RequestMappings) -> HeaderChanges {
    if mappings.is_empty() {
        return HeaderChanges::default();
    }
    let scope = Scope::new(call, None, BodyPath::text);
    let headers = scope.header_changes(&mappings.headers);
    let query = (!mappings.query.is_empty()).then(|| scope.changed_query(&mappings.query));
    let path = mappings.path.as_ref().and_then(|template| scope.fill(template));
    let path = path.map(|path| format!("/{}", utf8_percent_encode(path.trim_start_matches('/'), PATH)));
    call.query = query;
    call.path = path;
    headers
}

/// Changes an answer by the mappings for its status.
pub(super) fn change_response(call: &Call<'_>, answer: &mut response::Parts, body: &[u8]) {
    let mappings = &call.route.integration.response_mappings;
    let Some((_, mappings)) = mappings.iter().find(|(status, _)| *status == answer.status) else { return };
    let scope = Scope::new(call, Some((&answer.headers, body)), BodyPath::text);
    let changes = scope.header_changes(&mappings.headers);
    changes.apply(&mut answer.headers);
    answer.status = mappings.status.unwrap_or(answer.status);
}

/// The values of the parameters of a service call, in which objects and lists are JSON.
///
/// # Errors
/// The first parameter whose template finds nothing.
pub(super) fn values<'p>(call: &Call<'_>, parameters: &'p [(Box<str>, Template)]) -> Result<Vec<(&'p str, String)>, &'p str> {
    let scope = Scope::new(call, None, BodyPath::json);
    parameters.iter().map(|(name, template)| Ok((&**name, scope.fill(template).ok_or(&**name)?))).collect()
}

/// What templates look things up in.
struct Scope<'c> {
    call: &'c Call<'c>,
    response: Option<(&'c HeaderMap, &'c [u8])>,
    query: OnceCell<Parameters<'c>>,
    body: OnceCell<Option<Value>>,
    /// How a value within a body is written.
    written: for<'v> fn(&BodyPath, &'v Value) -> Option<Cow<'v, str>>,
}

impl<'c> Scope<'c> {
    fn new(
        call: &'c Call<'c>,
        response: Option<(&'c HeaderMap, &'c [u8])>,
        written: for<'v> fn(&BodyPath, &'v Value) -> Option<Cow<'v, str>>,
    ) -> Self {
        Self { call, response, query: OnceCell::new(), body: OnceCell::new(), written }
    }

    /// The text of a template; none when nothing of it is there, and then nothing is changed.
    fn fill(&self, template: &Template) -> Option<String> {
        let mut filled = String::new();
        for piece in &template.0 {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Variable(variable) => filled.push_str(&self.look_up(variable).unwrap_or_default()),
            }
        }
        (!filled.is_empty()).then_some(filled)
    }

    fn known(&self, change: &Change) -> Option<Known<String>> {
        Some(match change {
            Change::Append(template) => Known::Append(self.fill(template)?),
            Change::Overwrite(template) => Known::Overwrite(self.fill(template)?),
            Change::Remove => Known::Remove,
        })
    }

    fn header_changes(&self, changes: &[(HeaderName, Change)]) -> HeaderChanges {
        let known = changes.iter().filter_map(|(name, change)| {
            let change = match self.known(change)? {
                Known::Append(text) => Known::Append(HeaderValue::try_from(text).ok()?),
                Known::Overwrite(text) => Known::Overwrite(HeaderValue::try_from(text).ok()?),
                Known::Remove => Known::Remove,
            };
            Some((name.clone(), change))
        });
        HeaderChanges(known.collect())
    }

    /// The query with its changes; what no change names stays as it was sent.
    fn changed_query(&self, changes: &[(Box<str>, Change)]) -> String {
        let changes: Vec<_> = changes.iter().filter_map(|(name, change)| Some((name, self.known(change)?))).collect();
        let replaced =
            |name: &str| changes.iter().any(|(changed, change)| ***changed == *name && !matches!(change, Known::Append(_)));
        let query = self.call.inbound.query();
        let kept = query.split('&').filter(|pair| {
            let name = pair.split('=').next().unwrap_or(pair);
            !pair.is_empty() && !replaced(&percent_decode_str(name).decode_utf8_lossy())
        });
        let added = changes.iter().filter_map(|(name, change)| match change {
            Known::Append(value) | Known::Overwrite(value) => {
                Some(format!("{}={}", utf8_percent_encode(name, RESERVED), utf8_percent_encode(value, RESERVED)))
            }
            Known::Remove => None,
        });
        kept.map(Cow::Borrowed).chain(added.map(Cow::Owned)).collect::<Vec<_>>().join("&")
    }

    fn look_up(&self, variable: &Variable) -> Option<Cow<'_, str>> {
        let inbound = &*self.call.inbound;
        match variable {
            Variable::RequestHeader(name) => header(&inbound.parts.headers, name),
            Variable::RequestQuery(name) => {
                joined_values(self.query.get_or_init(|| Parameters::from_query(self.call.inbound.query())), name)
            }
            Variable::RequestBody(path) => self.body(&inbound.body, path.as_ref()),
            Variable::RequestPath => Some(percent_decode_str(inbound.path()).decode_utf8_lossy()),
            Variable::PathVariable(variable) => Some(percent_decode_str(variable.value(inbound.path())).decode_utf8_lossy()),
            Variable::ResponseHeader(name) => self.response.and_then(|(headers, _)| header(headers, name)),
            Variable::ResponseBody(path) => self.response.and_then(|(_, body)| self.body(body, path.as_ref())),
            Variable::Context(variable) => context(self.call, variable),
        }
    }

    fn body<'b>(&'b self, body: &'b [u8], path: Option<&BodyPath>) -> Option<Cow<'b, str>> {
        let Some(path) = path else { return Some(String::from_utf8_lossy(body)) };
        let readable = body.get(..READABLE_BODY).unwrap_or(body);
        let parsed = self.body.get_or_init(|| serde_json::from_slice(readable).ok()).as_ref()?;
        (self.written)(path, parsed)
    }
}

fn header<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<Cow<'h, str>> {
    headers.contains_key(name).then(|| joined(headers, name))
}

/// All values of a query parameter, joined by commas.
pub(super) fn query_parameter<'q>(inbound: &Inbound, name: &str) -> Option<Cow<'q, str>> {
    joined_values(&Parameters::from_query(inbound.query()), name)
}

fn joined_values<'v>(query: &Parameters<'_>, name: &str) -> Option<Cow<'v, str>> {
    let values: Vec<&str> = query.all(name).collect();
    (!values.is_empty()).then(|| Cow::Owned(values.join(",")))
}

/// The value of a `$context` variable.
pub(super) fn context<'c>(call: &'c Call<'_>, variable: &ContextVariable) -> Option<Cow<'c, str>> {
    Some(match variable {
        ContextVariable::AccountId => Cow::Borrowed(&*call.api.account),
        ContextVariable::ApiId => Cow::Borrowed(&*call.api.id),
        ContextVariable::Authorizer(name) => call.record.caller.get()?.authorizer_value(name)?,
        ContextVariable::ClientCertificate(name) => Cow::Borrowed(call.inbound.client_certificate()?.context_value(name)?),
        ContextVariable::DomainName => Cow::Borrowed(call.inbound.domain_name()),
        ContextVariable::DomainPrefix => Cow::Borrowed(call.inbound.domain_prefix()),
        ContextVariable::ExtendedRequestId | ContextVariable::RequestId => Cow::Borrowed(&*call.record.request_id),
        ContextVariable::HttpMethod => Cow::Borrowed(call.inbound.parts.method.as_str()),
        ContextVariable::Identity(name) => Cow::Borrowed(call.record.caller.get()?.signer()?.identity_value(name)?),
        ContextVariable::Path => call.path_with_stage(),
        ContextVariable::Protocol => Cow::Borrowed(call.inbound.protocol()),
        ContextVariable::RequestTime => Cow::Owned(call.record.received.in_common_log_format()),
        ContextVariable::RequestTimeEpoch => Cow::Owned(call.record.received.as_millis().to_string()),
        ContextVariable::RouteKey => Cow::Borrowed(&*call.route.key),
        ContextVariable::SourceIp => Cow::Borrowed(call.source_ip()),
        ContextVariable::Stage => Cow::Borrowed(&*call.stage.name),
        ContextVariable::UserAgent => Cow::Borrowed(event::user_agent(call.inbound)),
    })
}
