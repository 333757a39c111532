//! An HTTP backend on loopback that remembers its requests, and a gateway that can call it.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apigw_emulator::clock::{Change, MachineClock};
use apigw_emulator::gateway::Gateway;
use apigw_emulator::gateway::authorize::Trust;
use apigw_emulator::gateway::connections::Connections;
use apigw_emulator::gateway::faults::Faults;
use apigw_emulator::gateway::logs::Logs;
use apigw_emulator::gateway::vpc_link::VpcLinks;
use apigw_emulator::lambda::{Functions, Settings};
use apigw_emulator::log::RequestLog;
use apigw_emulator::net::client::HttpClient;
use apigw_emulator::runtime::Live;
use apigw_emulator::services::{Endpoints, Services};
use apigw_emulator::tasks::Tasks;
use aws_credential_types::Credentials;
use axum::Router;
use bytes::Bytes;
use http::{HeaderMap, Response};
use http_body_util::BodyExt;

/// A gateway to which every function is the Lambda at `lambda`.
pub(crate) fn gateway(lambda: Option<&Backend>) -> Gateway {
    gateway_with(lambda, &[], &[])
}

/// As [`gateway`], with endpoints of AWS services, `sqs=http://127.0.0.1:5000`, and of VPC links, `abc123=http://127.0.0.1:8080`.
pub(crate) fn gateway_with(lambda: Option<&Backend>, endpoints: &[String], vpc_links: &[String]) -> Gateway {
    let (live, tasks, http) = (Arc::<Live>::default(), Tasks::default(), HttpClient::default());
    let default_endpoint = lambda.map(|backend| backend.url("").parse().expect("a URL"));
    let settings = Settings { default_endpoint, ..Settings::default() };
    let functions = Functions::new(settings, Arc::clone(&live.accounts.clocks), tasks.clone(), http.clone());
    let services = services(endpoints, &http);
    let vpc_links: VpcLinks = vpc_links.iter().map(|link| link.parse().expect("ID=URL")).collect();
    let (connections, trust, logs) = (Connections::default(), Trust::default(), Logs::default());
    let (web_acls, faults, history) = (HashMap::default(), Faults::default(), Arc::default());
    Gateway {
        live,
        clock: MachineClock,
        tasks,
        http,
        functions,
        services,
        vpc_links,
        connections,
        trust,
        logs,
        request_log: RequestLog::default(),
        web_acls,
        faults,
        history,
    }
}

/// Moves the clocks of all accounts on.
pub(crate) fn advance(gateway: &Gateway, by: Duration) {
    gateway.live.accounts.clocks.change(None, Change::Advance(by)).expect("clocks can be advanced");
}

/// The AWS services at these endpoints.
pub(crate) fn services(endpoints: &[String], http: &HttpClient) -> Services {
    let endpoints = endpoints.iter().map(|endpoint| endpoint.parse().expect("SERVICE=URL"));
    let endpoints = Endpoints::new(endpoints, [], None).expect("addresses");
    Services::new(endpoints, Credentials::from_keys("test", "test", None), http.clone())
}

/// A request as a backend saw it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// The backend.
pub(crate) struct Backend {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Backend {
    /// Starts one that answers every request alike, after a while.
    pub(crate) async fn start(answer: Response<&'static str>, after: Duration) -> Self {
        Self::serve(move |_| answer.clone().map(str::to_owned), after).await
    }

    /// Starts one that looks at each request to answer it.
    pub(crate) async fn answering_each(answer: impl Fn(&Seen) -> Response<String> + Clone + Send + Sync + 'static) -> Self {
        Self::serve(answer, Duration::ZERO).await
    }

    async fn serve(answer: impl Fn(&Seen) -> Response<String> + Clone + Send + Sync + 'static, after: Duration) -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let remember = Arc::clone(&seen);
        let router = Router::new().fallback(async move |request: axum::extract::Request| {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.expect("the whole body").to_bytes();
            let target = parts.uri.to_string();
            let request = Seen { method: parts.method.to_string(), target, headers: parts.headers, body };
            let answer = answer(&request);
            remember.lock().unwrap().push(request);
            tokio::time::sleep(after).await;
            answer.map(axum::body::Body::from)
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        #[expect(clippy::disallowed_methods, reason = "the backend ends with its test's runtime")]
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, seen }
    }

    pub(crate) async fn answering(answer: Response<&'static str>) -> Self {
        Self::start(answer, Duration::ZERO).await
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The only request so far.
    #[track_caller]
    pub(crate) fn the_request(&self) -> Seen {
        let seen = self.seen.lock().unwrap();
        let [request] = &seen[..] else { panic!("one request, not {}", seen.len()) };
        request.clone()
    }

    /// All requests so far.
    pub(crate) fn requests(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub(crate) fn is_untouched(&self) -> bool {
        self.seen.lock().unwrap().is_empty()
    }
}
