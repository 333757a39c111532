//! The Lambda Runtime API (version 2018-06-01) of one process, on a loopback port of its own, so that nothing has to
//! tell processes apart.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio_util::task::AbortOnDropHandle;

use crate::clock::Timestamp;
use crate::tasks::Tasks;

/// The most bytes that a function may return, as Lambda's own message has it.
pub(super) const MAX_RESPONSE: usize = 6_291_556;

const PREFIX: &str = "/2018-06-01/runtime/";

/// What a process is given when it asks for work.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) request_id: String,
    pub(super) function_arn: String,
    pub(super) trace_id: String,
    pub(super) client_context: Option<String>,
    pub(super) payload: Bytes,
    pub(super) log_tail: bool,
    /// Where the pieces of a streamed result go, for a caller that takes them as they come.
    pub(super) pieces: Option<mpsc::Sender<Bytes>>,
}

/// The invocation of this moment, if its caller takes the result as it comes.
#[derive(Clone, Debug, Default)]
struct Streamed(Arc<Mutex<Option<Wanted>>>);

/// Whose result goes where piece by piece.
#[derive(Debug)]
struct Wanted {
    request_id: String,
    pieces: mpsc::Sender<Bytes>,
}

impl Streamed {
    fn set(&self, wanted: Option<Wanted>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = wanted;
    }

    fn of(&self, request_id: &str) -> Option<mpsc::Sender<Bytes>> {
        let wanted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.as_ref().filter(|wanted| wanted.request_id == request_id).map(|wanted| wanted.pieces.clone())
    }
}

/// An event on its way to the process, with the time at which the invocation is given up.
#[derive(Debug)]
pub(super) struct Delivery {
    pub(super) event: Event,
    pub(super) deadline: Timestamp,
}

/// What a process says.
#[derive(Debug)]
pub(super) enum Message {
    /// It is ready for an event.
    Next(oneshot::Sender<Delivery>),
    /// It has something to tell about an invocation, or about its start when there is no request id.
    Report { request_id: Option<String>, report: Report, expected: oneshot::Sender<bool> },
}

#[derive(Debug)]
pub(super) enum Report {
    Response(Bytes),
    Error(Bytes),
    TooLarge,
}

/// The server side; dropping it closes the port and every connection.
#[derive(Debug)]
pub(super) struct RuntimeApi {
    pub(super) address: SocketAddr,
    pub(super) messages: mpsc::Receiver<Message>,
    streamed: Streamed,
    _server: AbortOnDropHandle<()>,
}

impl RuntimeApi {
    pub(super) async fn open(tasks: &Tasks) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let (sender, messages) = mpsc::channel(4);
        let streamed = Streamed::default();
        let server = AbortOnDropHandle::new(tasks.spawn(serve(listener, sender, streamed.clone())));
        Ok(Self { address, messages, streamed, _server: server })
    }

    /// Has the pieces of an event's result go to whoever waits for them, if someone does.
    pub(super) fn stream(&self, event: &Event) {
        self.streamed.set(event.pieces.clone().map(|pieces| Wanted { request_id: event.request_id.clone(), pieces }));
    }

    /// Has no more pieces go anywhere, so that whoever waits for them knows that there are no more.
    pub(super) fn stream_no_more(&self) {
        self.streamed.set(None);
    }
}

async fn serve(listener: TcpListener, sender: mpsc::Sender<Message>, streamed: Streamed) {
    let mut connections = JoinSet::new();
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!(%error, "a function's process could not connect to its Runtime API; if too many files are open, raise the limit (ulimit -n)");
                    continue;
                }
            },
            Some(_) = connections.join_next() => continue,
        };
        // Answers are small and waited for.
        let _ = stream.set_nodelay(true);
        let (sender, streamed) = (sender.clone(), streamed.clone());
        connections.spawn(async move {
            let service = service_fn(move |request| answer(request, sender.clone(), streamed.clone()));
            if let Err(error) = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await {
                tracing::debug!(%error, "a function's process broke off its connection");
            }
        });
    }
}

async fn answer(
    request: Request<Incoming>,
    sender: mpsc::Sender<Message>,
    streamed: Streamed,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path().to_owned();
    let steps: Vec<&str> = path.strip_prefix(PREFIX).unwrap_or_default().split('/').collect();
    Ok(match (request.method().clone(), steps.as_slice()) {
        (Method::GET, ["invocation", "next"]) => next_event(&sender).await,
        (Method::POST, ["invocation", id, "response"]) => match streamed.of(id).filter(|_| is_streamed(&request)) {
            Some(pieces) => stream(request, &sender, id, &pieces).await,
            None => report(request, &sender, Some(id), Report::Response).await,
        },
        (Method::POST, ["invocation", id, "error"]) => report(request, &sender, Some(id), Report::Error).await,
        (Method::POST, ["init", "error"]) => report(request, &sender, None, Report::Error).await,
        _ => status(StatusCode::NOT_FOUND, r#"{"errorMessage":"Not Found","errorType":"NotFound"}"#),
    })
}

async fn next_event(sender: &mpsc::Sender<Message>) -> Response<Full<Bytes>> {
    let (give, given) = oneshot::channel();
    // Both ends live as long as the process is wanted; the connection is closed when it is not.
    let sent = sender.send(Message::Next(give)).await;
    let (Ok(()), Ok(Delivery { event, deadline })) = (sent, given.await) else { return gone() };
    let mut response = Response::new(Full::new(event.payload));
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set("content-type", "application/json");
    set("lambda-runtime-aws-request-id", &event.request_id);
    set("lambda-runtime-deadline-ms", &deadline.as_millis().to_string());
    set("lambda-runtime-invoked-function-arn", &event.function_arn);
    set("lambda-runtime-trace-id", &event.trace_id);
    if let Some(client_context) = &event.client_context {
        set("lambda-runtime-client-context", client_context);
    }
    response
}

async fn report(
    request: Request<Incoming>,
    sender: &mpsc::Sender<Message>,
    request_id: Option<&str>,
    of_body: fn(Bytes) -> Report,
) -> Response<Full<Bytes>> {
    let report = match Limited::new(request.into_body(), MAX_RESPONSE).collect().await {
        Ok(body) => of_body(body.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => Report::TooLarge,
        Err(_) => return gone(),
    };
    tell(sender, request_id, report).await
}

/// Whether a process sends its response piece by piece.
fn is_streamed(request: &Request<Incoming>) -> bool {
    request.headers().get("lambda-runtime-function-response-mode").is_some_and(|mode| mode == "streaming")
}

/// Passes a response on as it comes. That the function failed meanwhile is told by trailers.
async fn stream(
    request: Request<Incoming>,
    sender: &mpsc::Sender<Message>,
    request_id: &str,
    pieces: &mpsc::Sender<Bytes>,
) -> Response<Full<Bytes>> {
    let mut body = request.into_body();
    let mut report = Report::Response(Bytes::new());
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return gone() };
        match frame.into_data() {
            // The process is heard to its end, also when nobody listens any more.
            Ok(piece) => drop(pieces.send(piece).await),
            Err(frame) => report = frame.into_trailers().ok().and_then(|trailers| failure(&trailers)).unwrap_or(report),
        }
    }
    tell(sender, Some(request_id), report).await
}

/// What trailers tell of a function that failed (Lambda developer guide, "Building a custom runtime": response streaming).
fn failure(trailers: &HeaderMap) -> Option<Report> {
    let error_type = trailers.get("lambda-runtime-function-error-type")?;
    let body = trailers.get("lambda-runtime-function-error-body").and_then(|body| STANDARD.decode(body.as_bytes()).ok());
    Some(Report::Error(body.map_or_else(|| Bytes::copy_from_slice(error_type.as_bytes()), Bytes::from)))
}

/// Hands a report over, and answers the process.
async fn tell(sender: &mpsc::Sender<Message>, request_id: Option<&str>, report: Report) -> Response<Full<Bytes>> {
    let too_large = matches!(report, Report::TooLarge);
    let (expected, was_expected) = oneshot::channel();
    let message = Message::Report { request_id: request_id.map(str::to_owned), report, expected };
    let (Ok(()), Ok(was_expected)) = (sender.send(message).await, was_expected.await) else { return gone() };
    match (was_expected, too_large) {
        (true, false) => status(StatusCode::ACCEPTED, r#"{"status":"OK"}"#),
        (true, true) => status(
            StatusCode::PAYLOAD_TOO_LARGE,
            r#"{"errorMessage":"Exceeded maximum allowed payload size (6291556 bytes).","errorType":"RequestEntityTooLarge"}"#,
        ),
        (false, _) => status(StatusCode::BAD_REQUEST, r#"{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}"#),
    }
}

fn status(status: StatusCode, body: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(body.as_bytes())));
    *response.status_mut() = status;
    response.headers_mut().insert("content-type", HeaderValue::from_static("application/json"));
    response
}

fn gone() -> Response<Full<Bytes>> {
    status(StatusCode::GONE, r#"{"errorMessage":"The execution environment has ended","errorType":"Gone"}"#)
}
