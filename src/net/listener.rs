//! The listener: it accepts connections, serves HTTP/1.1 and HTTP/2 on them, and lets them end when asked to stop.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};

use crate::gateway::inbound::RequestHead;
use crate::net::edge::Edge;
use crate::net::recorded::{Recorded, Recording};
use crate::tasks::Tasks;

/// How long requests in flight may take to end after a stop was asked for: longer than any integration may run.
const DRAIN: Duration = Duration::from_secs(31);

/// How long to wait before accepting again when the process has no file descriptors left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// Serves until the process is asked to stop, then until requests in flight have ended.
pub async fn serve(listener: TcpListener, edge: Arc<Edge>, tasks: &Tasks) {
    let graceful = GracefulShutdown::new();
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).pipeline_flush(true);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => serve_connection(&builder, &graceful, stream, peer, &edge, tasks),
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
            () = tasks.stopping() => break,
        }
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still running after {} s and were cut off", DRAIN.as_secs());
    }
}

fn serve_connection(
    builder: &Builder<TokioExecutor>,
    graceful: &GracefulShutdown,
    stream: TcpStream,
    peer: SocketAddr,
    edge: &Arc<Edge>,
    tasks: &Tasks,
) {
    // Answers are small and complete; waiting to fill a packet only delays them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, %peer, "TCP_NODELAY could not be set");
    }
    let edge = Arc::clone(edge);
    let recording = Recording::default();
    let stream = Recorded::new(stream, recording.clone());
    let service = service_fn(move |mut request: Request<Incoming>| {
        let (edge, recording) = (Arc::clone(&edge), recording.clone());
        request.extensions_mut().insert(RequestHead::new(recording.stop()));
        async move {
            let answer = edge.answer(request, peer).await;
            recording.restart();
            Ok::<_, Infallible>(answer)
        }
    });
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service).into_owned();
    let connection = graceful.watch(connection);
    tasks.spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, %peer, "a connection ended badly");
        }
    });
}
