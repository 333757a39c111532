//! The listener: it accepts connections, serves HTTP/1.1 and HTTP/2 on them, and lets them end when asked to stop.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, StatusCode, Version};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;

use crate::gateway::body::AnswerBody;
use crate::gateway::inbound::{Recorded, Recording, RequestHead};
use crate::gateway::observed::CutOff;
use crate::net::edge::Edge;
use crate::tasks::{self, Tasks};

/// How long requests in flight may take to end after a stop was asked for: longer than any integration may run.
const DRAIN: Duration = Duration::from_secs(31);

/// How long the last answers may take to leave once all are there. A connection that has only begun a request is not waited for.
const LAST_BYTES: Duration = Duration::from_secs(1);

/// How long to wait before accepting again when the process has no file descriptors left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves until the process is asked to stop, then until requests in flight have ended.
pub async fn serve(listener: TcpListener, edge: Arc<Edge>, tasks: &Tasks) {
    let serving = Serving::new(edge, tasks.clone());
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => serving.begin(stream, peer),
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted; if too many files are open, raise the limit (ulimit -n)");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
            () = tasks.stopping() => break,
        }
    }
    drop(listener);
    serving.drain().await;
}

/// The connections that are open, and what is in flight on them.
struct Serving {
    protocol: Builder<TokioExecutor>,
    graceful: GracefulShutdown,
    requests: TaskTracker,
    cut_off: CancellationToken,
    edge: Arc<Edge>,
    tasks: Tasks,
}

impl Serving {
    fn new(edge: Arc<Edge>, tasks: Tasks) -> Self {
        let mut protocol = Builder::new(TokioExecutor::new());
        protocol.http1().timer(TokioTimer::new());
        Self {
            protocol,
            graceful: GracefulShutdown::new(),
            requests: TaskTracker::new(),
            cut_off: CancellationToken::new(),
            edge,
            tasks,
        }
    }

    /// Serves one connection beside the others.
    fn begin(&self, stream: TcpStream, peer: SocketAddr) {
        // Answers are small and complete; waiting to fill a packet only delays them.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, %peer, "TCP_NODELAY could not be set");
        }
        let (edge, requests) = (Arc::clone(&self.edge), self.requests.clone());
        let recording = Recording::default();
        let stream = Recorded::new(stream, recording.clone());
        let service = service_fn(move |request: Request<Incoming>| {
            let (edge, recording, in_flight) = (Arc::clone(&edge), recording.clone(), requests.token());
            let head = RequestHead::new(recording.stop());
            let is_textual = request.version() < Version::HTTP_2;
            async move {
                let answer = edge.answer(request, head, peer).await;
                tasks::others_first().await;
                if is_textual && answer.status() != StatusCode::SWITCHING_PROTOCOLS {
                    recording.restart();
                }
                if let Some(cut) = answer.extensions().get::<CutOff>() {
                    return Err(*cut);
                }
                Ok(answer.map(|body| until_its_end(body, in_flight)))
            }
        });
        let connection = self.protocol.serve_connection_with_upgrades(TokioIo::new(stream), service).into_owned();
        let connection = self.graceful.watch(connection);
        let cut_off = self.cut_off.clone();
        self.tasks.spawn(async move {
            let ended = cut_off.run_until_cancelled(connection).await;
            if let Some(Err(error)) = ended {
                tracing::debug!(%error, %peer, "a connection ended badly");
            }
        });
    }

    /// Lets what is in flight end, and cuts off the rest.
    async fn drain(self) {
        self.requests.close();
        let answered = async {
            self.requests.wait().await;
            tokio::time::sleep(LAST_BYTES).await;
        };
        let drained = async {
            tokio::select! {
                () = self.graceful.shutdown() => {}
                () = answered => {}
            }
        };
        if tokio::time::timeout(DRAIN, drained).await.is_err() {
            tracing::warn!(
                "requests were still running after {} s and were cut off; integrations with a shorter timeout end before a stop",
                DRAIN.as_secs()
            );
        }
        self.cut_off.cancel();
    }
}

/// A body that is streamed is in flight until its end.
fn until_its_end(body: AnswerBody, in_flight: TaskTrackerToken) -> AnswerBody {
    match body {
        AnswerBody::Whole(whole) => AnswerBody::Whole(whole),
        AnswerBody::Streamed(streamed) => {
            let streamed = streamed.map_frame(move |frame| {
                let _ends_with_the_body = &in_flight;
                frame
            });
            AnswerBody::Streamed(streamed.boxed_unsync())
        }
    }
}
