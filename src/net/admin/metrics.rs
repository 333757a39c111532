//! `/_emulator/metrics`: the metrics of all stages as Prometheus reads them, with AWS's names for what is counted and for
//! its dimensions, whose they are, and the process's own.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, NoLabelSet, text};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::exemplar::Exemplar;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Registry;
use tokio::runtime::Handle;

use super::Admin;
use super::problem::{Refusal, Result};
use super::routes::{Head, Routes};
use crate::control::Control;
use crate::runtime::metrics::{Histogram, MessageMetrics, RequestMetrics};
use crate::runtime::rest::RestStage;
use crate::runtime::{Api, Runtime, Stages};

/// The media type of what Prometheus reads.
const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What the metrics of stages are called. Those of single methods and routes have names of their own, so that a sum over all
/// series of a name counts each request once.
const OF_STAGE: &str = "aws_apigateway_";
const OF_METHOD: &str = "aws_apigateway_method_";
const OF_ROUTE: &str = "aws_apigateway_route_";

/// What tells whether something is left behind when all requests are answered.
const ALIVE_TASKS: (&str, &str) = ("tokio_alive_tasks", "Tasks of the emulator that have not ended");

/// How long the AWS CLI and SDKs wait for the emulator itself.
const CONTROL_PLANE: (&str, &str) =
    ("control_plane_milliseconds", "Requests to the control plane, from the last byte of one to its answer");

pub(super) fn routes(routes: Routes) -> Routes {
    routes.text(
        Head::get("/_emulator/metrics", "getMetrics", "The metrics of all stages and of the process, for Prometheus"),
        MEDIA_TYPE,
        metrics,
    )
}

fn metrics(admin: &Admin) -> Result<String> {
    let alive_tasks = Handle::current().metrics().num_alive_tasks();
    written(&admin.gateway.live.load(), &admin.control, alive_tasks)
        .map_err(|error| Refusal::failed("the metrics could not be written", &error))
}

/// The metrics of everything that is deployed, and of the process itself.
fn written(runtime: &Arc<Runtime>, control: &Arc<Control>, alive_tasks: usize) -> Result<String, fmt::Error> {
    let mut registry = Registry::default();
    let (name, help) = ALIVE_TASKS;
    registry.register(name, help, ConstGauge::new(i64::try_from(alive_tasks).unwrap_or(i64::MAX)));
    registry.register_collector(Box::new(Deployed { runtime: Arc::clone(runtime), control: Arc::clone(control) }));
    let mut written = String::new();
    text::encode(&mut written, &registry)?;
    Ok(written)
}

#[derive(Debug)]
struct Deployed {
    runtime: Arc<Runtime>,
    control: Arc<Control>,
}

impl Collector for Deployed {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let mut families = Families::default();
        for api in self.runtime.apis() {
            families.add_api(api);
        }
        let (name, help) = CONTROL_PLANE;
        families.add_times("", name, help, &Dimensions::new(), self.control.times());
        families.0.iter().try_for_each(|(name, family)| family.encode(name, &mut encoder))
    }
}

/// The dimensions of a metric, by name.
type Dimensions = Vec<(&'static str, String)>;

/// Everything that is counted, by name.
#[derive(Default)]
struct Families(BTreeMap<String, Family>);

/// All that is counted under one name.
struct Family {
    help: &'static str,
    samples: Vec<(Dimensions, Sample)>,
}

enum Sample {
    Count(u64),
    Times { count: u64, sum: f64, buckets: Vec<(f64, u64)> },
}

impl Families {
    fn add_api(&mut self, api: &Api) {
        let place = [("Account", api.account.to_string()), ("Region", api.region.to_string())];
        let of_stage = |name: &str| [&place[..], &[("ApiId", api.id.to_string()), ("Stage", name.to_owned())]].concat();
        let of_route = |name: &str, key: &str| [of_stage(name), vec![("Route", key.to_owned())]].concat();
        match &api.stages {
            Stages::Rest(stages) => {
                for stage in stages.values() {
                    self.add_rest(stage, &of_stage(&stage.name));
                }
            }
            Stages::Http(stages) => {
                for stage in stages.values() {
                    self.add_http_requests(OF_STAGE, &of_stage(&stage.name), &stage.metrics.stage);
                    for (key, metrics) in stage.metrics.parts() {
                        self.add_http_requests(OF_ROUTE, &of_route(&stage.name, &key), &metrics);
                    }
                }
            }
            Stages::WebSocket(stages) => {
                for stage in stages.values() {
                    self.add_messages(OF_STAGE, &of_stage(&stage.name), &stage.metrics.stage);
                    for (key, metrics) in stage.metrics.parts() {
                        self.add_messages(OF_ROUTE, &of_route(&stage.name, &key), &metrics);
                    }
                }
            }
        }
    }

    fn add_rest(&mut self, stage: &RestStage, of_stage: &Dimensions) {
        let of_stage = [vec![("ApiName", stage.api_name.to_string())], of_stage.clone()].concat();
        self.add_rest_requests(OF_STAGE, &of_stage, &stage.state.metrics.stage);
        for (method, metrics) in stage.state.metrics.parts() {
            let (verb, resource) = method.split_once(' ').unwrap_or((&method, ""));
            let of_method = vec![("Method", verb.to_owned()), ("Resource", resource.to_owned())];
            self.add_rest_requests(OF_METHOD, &[of_stage.clone(), of_method].concat(), &metrics);
        }
    }

    fn add_rest_requests(&mut self, prefix: &str, at: &Dimensions, metrics: &RequestMetrics) {
        self.add_requests(prefix, at, metrics);
        self.add_count(prefix, "4xx_error", "4XXError of REST APIs", at, metrics.client_errors.get());
        self.add_count(prefix, "5xx_error", "5XXError of REST APIs", at, metrics.server_errors.get());
        self.add_count(prefix, "cache_hit_count", "CacheHitCount of REST APIs", at, metrics.cache_hits.get());
        self.add_count(prefix, "cache_miss_count", "CacheMissCount of REST APIs", at, metrics.cache_misses.get());
    }

    fn add_http_requests(&mut self, prefix: &str, at: &Dimensions, metrics: &RequestMetrics) {
        self.add_requests(prefix, at, metrics);
        self.add_count(prefix, "4xx", "4xx of HTTP APIs", at, metrics.client_errors.get());
        self.add_count(prefix, "5xx", "5xx of HTTP APIs", at, metrics.server_errors.get());
        self.add_count(prefix, "data_processed_bytes", "DataProcessed of HTTP APIs", at, metrics.data_processed.get());
    }

    fn add_requests(&mut self, prefix: &str, at: &Dimensions, metrics: &RequestMetrics) {
        self.add_count(prefix, "count", "Count of requests", at, metrics.latency.count());
        self.add_times(prefix, "latency_milliseconds", "Latency", at, &metrics.latency);
        self.add_times(prefix, "integration_latency_milliseconds", "IntegrationLatency", at, &metrics.integration_latency);
    }

    fn add_messages(&mut self, prefix: &str, at: &Dimensions, metrics: &MessageMetrics) {
        self.add_count(prefix, "connect_count", "ConnectCount of WebSocket APIs", at, metrics.connects.get());
        self.add_count(prefix, "message_count", "MessageCount of WebSocket APIs", at, metrics.messages.get());
        let errors = metrics.integration_errors.get();
        self.add_count(prefix, "integration_error", "IntegrationError of WebSocket APIs", at, errors);
        self.add_count(prefix, "client_error", "ClientError of WebSocket APIs", at, metrics.client_errors.get());
        self.add_count(prefix, "execution_error", "ExecutionError of WebSocket APIs", at, metrics.execution_errors.get());
        self.add_times(prefix, "integration_latency_milliseconds", "IntegrationLatency", at, &metrics.integration_latency);
    }

    fn add_count(&mut self, prefix: &str, name: &str, help: &'static str, at: &Dimensions, count: u64) {
        self.add(prefix, name, help, at, Sample::Count(count));
    }

    fn add_times(&mut self, prefix: &str, name: &str, help: &'static str, at: &Dimensions, times: &Histogram) {
        let buckets = times.buckets();
        let count = buckets.iter().map(|(_, count)| count).sum();
        self.add(prefix, name, help, at, Sample::Times { count, sum: times.sum_millis(), buckets });
    }

    fn add(&mut self, prefix: &str, name: &str, help: &'static str, at: &Dimensions, sample: Sample) {
        let family = self.0.entry(format!("{prefix}{name}")).or_insert_with(|| Family { help, samples: Vec::new() });
        family.samples.push((at.clone(), sample));
    }
}

impl Family {
    fn encode(&self, name: &str, encoder: &mut DescriptorEncoder<'_>) -> fmt::Result {
        let is_count = matches!(self.samples.first(), Some((_, Sample::Count(_))));
        let kind = if is_count { MetricType::Counter } else { MetricType::Histogram };
        let mut encoder = encoder.encode_descriptor(name, self.help, None, kind)?;
        for (dimensions, sample) in &self.samples {
            let mut series = encoder.encode_family(dimensions)?;
            match sample {
                Sample::Count(count) => series.encode_counter(count, None::<&Exemplar<NoLabelSet, u64>>)?,
                Sample::Times { count, sum, buckets } => series.encode_histogram::<NoLabelSet>(*sum, *count, buckets, None)?,
            }
        }
        Ok(())
    }
}
