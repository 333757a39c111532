//! One list of what the emulator's own API can do: the router and the OpenAPI document are made of it, so that neither has
//! what the other has not. What an operation takes and answers is said once, by the types of its handler.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::error::Error;
use std::future::ready;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use axum::{Json, Router};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::{FutureExt, Stream, StreamExt};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{Method, Request, StatusCode, Uri};
use http_body_util::LengthLimitError;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::Admin;
use super::problem::{Refusal, Result};

/// The longest body of a request.
const BODY_LIMIT: usize = 1024 * 1024;

/// The media type of events that a server sends.
const EVENTS: &str = "text/event-stream";

/// Makes the schema of a type, and of those that it names.
pub(super) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

/// The operations.
pub(super) struct Routes {
    router: Router<Arc<Admin>>,
    operations: Vec<Operation>,
}

/// An operation as its document tells it.
pub(super) struct Operation {
    pub(super) head: Head,
    /// What it takes: in the query where it reads or deletes, else in a body of JSON.
    pub(super) input: Option<SchemaOf>,
    pub(super) answer: Answer,
}

/// Where an operation is, and what it is called.
pub(super) struct Head {
    pub(super) method: Method,
    pub(super) path: &'static str,
    /// `operationId`.
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
}

impl Head {
    /// An operation that reads; what it takes stands in the query.
    pub(super) const fn get(path: &'static str, id: &'static str, summary: &'static str) -> Self {
        Self { method: Method::GET, path, id, summary }
    }

    /// An operation that does something; what it takes stands in a body of JSON, and an absent one is empty.
    pub(super) const fn post(path: &'static str, id: &'static str, summary: &'static str) -> Self {
        Self { method: Method::POST, path, id, summary }
    }

    /// An operation that sets something; what it takes stands in a body of JSON.
    pub(super) const fn put(path: &'static str, id: &'static str, summary: &'static str) -> Self {
        Self { method: Method::PUT, path, id, summary }
    }

    /// An operation that removes something; what it takes stands in the query.
    pub(super) const fn delete(path: &'static str, id: &'static str, summary: &'static str) -> Self {
        Self { method: Method::DELETE, path, id, summary }
    }
}

/// What an operation answers.
pub(super) enum Answer {
    /// JSON of this form.
    Json(SchemaOf),
    /// A text of this media type.
    Text(&'static str),
}

/// A request for an operation.
#[derive(Debug)]
pub(super) struct Call<T> {
    pub(super) admin: Arc<Admin>,
    /// The names in its path.
    pub(super) names: BTreeMap<String, String>,
    /// What the caller said.
    pub(super) input: T,
}

impl<T> Call<T> {
    /// The name that stands in the path's place `{place}`.
    pub(super) fn name(&self, place: &str) -> &str {
        self.names.get(place).map_or("", String::as_str)
    }
}

/// What an operation takes.
pub(super) trait Input: DeserializeOwned + JsonSchema + Send + 'static {}

impl<T: DeserializeOwned + JsonSchema + Send + 'static> Input for T {}

/// What an operation answers.
pub(super) trait Told: Serialize + JsonSchema + 'static {}

impl<A: Serialize + JsonSchema + 'static> Told for A {}

/// What performs an operation: a function that takes a call, and gives its answer some time.
pub(super) trait Performs<T, A>: Clone + Send + Sync + 'static {
    fn perform(&self, call: Call<T>) -> BoxFuture<'static, Result<A>>;
}

impl<T, A, F, W> Performs<T, A> for F
where
    F: Fn(Call<T>) -> W + Clone + Send + Sync + 'static,
    W: Future<Output = Result<A>> + Send + 'static,
{
    fn perform(&self, call: Call<T>) -> BoxFuture<'static, Result<A>> {
        self(call).boxed()
    }
}

impl Routes {
    pub(super) fn new() -> Self {
        Self { router: Router::new(), operations: Vec::new() }
    }

    /// An operation that answers in JSON.
    pub(super) fn json<T: Input, A: Told>(self, head: Head, handler: impl Performs<T, A>) -> Self {
        self.json_with_status(head, handler, |_| StatusCode::OK)
    }

    /// The same, with a status that depends on the answer.
    pub(super) fn json_with_status<T: Input, A: Told>(
        self,
        head: Head,
        handler: impl Performs<T, A>,
        status: fn(&A) -> StatusCode,
    ) -> Self {
        let (input, answer) = (Some(T::json_schema as SchemaOf), Answer::Json(|schemas| schemas.subschema_for::<A>()));
        self.add(Operation { head, input, answer }, move |admin, names, request| {
            let handler = handler.clone();
            let work = async move {
                let answer = handler.perform(read(admin, names, request).await?).await?;
                Ok((status(&answer), Json(answer)).into_response())
            };
            work.boxed()
        })
    }

    /// An operation that tells what happens as it happens, in events that a server sends (HTML, "Server-sent events").
    pub(super) fn events<T: Input, S: Stream<Item = Bytes> + Send + 'static>(
        self,
        head: Head,
        handler: fn(Call<T>) -> Result<S>,
    ) -> Self {
        let (input, answer) = (Some(T::json_schema as SchemaOf), Answer::Text(EVENTS));
        self.add(Operation { head, input, answer }, move |admin, names, request| {
            let work = async move {
                let events = handler(read(admin, names, request).await?)?.map(Ok::<_, Infallible>);
                let headers = [(CONTENT_TYPE, EVENTS), (CACHE_CONTROL, "no-cache")];
                Ok((headers, Body::from_stream(events)).into_response())
            };
            work.boxed()
        })
    }

    /// An operation that takes nothing, and answers with a text of this media type.
    pub(super) fn text(self, head: Head, media_type: &'static str, handler: fn(&Admin) -> Result<String>) -> Self {
        let operation = Operation { head, input: None, answer: Answer::Text(media_type) };
        self.add(operation, move |admin, _names, _request| {
            ready(handler(&admin).map(|text| ([(CONTENT_TYPE, media_type)], text).into_response())).boxed()
        })
    }

    fn add(
        self,
        operation: Operation,
        handler: impl Fn(Arc<Admin>, Named, Request<Body>) -> Answering + Send + Sync + 'static,
    ) -> Self {
        self.add_any(operation, Arc::new(handler))
    }

    /// The router knows all handlers by one type: else all that stands behind a route would be compiled for each of them.
    fn add_any(mut self, operation: Operation, handler: Handler) -> Self {
        let filter = MethodFilter::try_from(operation.head.method.clone()).unwrap_or(MethodFilter::GET);
        let route = on(filter, move |State(admin): State<Arc<Admin>>, names: Named, request: Request<Body>| {
            handler(admin, names, request)
        });
        self.router = self.router.route(operation.head.path, route);
        self.operations.push(operation);
        self
    }

    /// What there is, for the document.
    pub(super) fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The router, which says in the API's own form what is not there.
    pub(super) fn router(self, admin: Admin) -> Router {
        let unknown = |uri: Uri| async move {
            Refusal::not_found(format!("there is nothing at {}; /_emulator/openapi.json lists what there is", uri.path()))
        };
        let wrong_method = |method: Method, uri: Uri| async move { Refusal::method_not_allowed(&method, uri.path()) };
        self.router.fallback(unknown).method_not_allowed_fallback(wrong_method).with_state(Arc::new(admin))
    }
}

/// What performs an operation.
type Handler = Arc<dyn Fn(Arc<Admin>, Named, Request<Body>) -> Answering + Send + Sync>;

/// An operation that is performed.
type Answering = BoxFuture<'static, Result<Response>>;

type Named = std::result::Result<Path<BTreeMap<String, String>>, PathRejection>;

/// Whether what a method takes stands in the query.
pub(super) fn takes_query(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::DELETE)
}

/// Reads what the caller said. Nothing of it is passed over: a scope in the wrong place would otherwise mean everything.
async fn read<T: DeserializeOwned>(admin: Arc<Admin>, names: Named, request: Request<Body>) -> Result<Call<T>> {
    let Path(names) = names.map_err(|error| Refusal::bad_request(error.body_text()))?;
    let (parts, body) = request.into_parts();
    let body = whole(body).await?;
    let input = if takes_query(&parts.method) || parts.method == Method::HEAD {
        if !body.is_empty() {
            return Err(Refusal::bad_request(format!("{} takes its members in the query, not in a body", parts.method)));
        }
        Query::try_from_uri(&parts.uri).map_err(|error| Refusal::bad_request(error.body_text()))?.0
    } else {
        if parts.uri.query().is_some_and(|query| !query.is_empty()) {
            return Err(Refusal::bad_request(format!("{} takes its members in a body of JSON, not in the query", parts.method)));
        }
        members(&body).map_err(|error| Refusal::bad_request(format!("the body is not what it should be: {error}")))?
    };
    Ok(Call { admin, names, input })
}

/// What stands in a body, which has to be an object: serde would take an array for one.
fn members<T: DeserializeOwned>(body: &[u8]) -> serde_json::Result<T> {
    let members: Map<String, Value> = if body.is_empty() { Map::new() } else { serde_json::from_slice(body)? };
    T::deserialize(Value::Object(members))
}

async fn whole(body: Body) -> Result<Bytes> {
    to_bytes(body, BODY_LIMIT).await.map_err(|error| {
        let is_too_long = error.source().is_some_and(|cause| cause.is::<LengthLimitError>());
        if is_too_long { Refusal::too_long(BODY_LIMIT) } else { Refusal::bad_request("the request ended before its body did") }
    })
}
