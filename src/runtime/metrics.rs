//! What is counted of requests while a stage serves (developer guide, "Amazon API Gateway dimensions and metrics", "Working
//! with metrics for HTTP APIs" and "Monitoring WebSocket API execution with CloudWatch metrics"). Counting is a few atomic
//! additions: nothing waits, and nothing is looked up.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::StatusCode;

/// The upper bounds of a histogram's buckets in microseconds; the last one has none.
const BOUNDS: [u64; 12] = [500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 5_000_000, 30_000_000];

/// A number that only grows.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// Counts one more.
    pub fn increment(&self) {
        self.add(1);
    }

    /// Counts `amount` more.
    pub fn add(&self, amount: u64) {
        self.0.fetch_add(amount, Ordering::Relaxed);
    }

    /// The number so far.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// How long things took.
#[derive(Debug, Default)]
pub struct Histogram {
    buckets: [Counter; BOUNDS.len() + 1],
    sum_micros: Counter,
}

impl Histogram {
    /// Counts one time.
    pub fn observe(&self, time: Duration) {
        let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let at = BOUNDS.iter().position(|bound| micros <= *bound).unwrap_or(BOUNDS.len());
        self.buckets[at].increment();
        self.sum_micros.add(micros);
    }

    /// How many times were counted.
    pub fn count(&self) -> u64 {
        self.buckets.iter().map(Counter::get).sum()
    }

    /// All times together, in milliseconds.
    #[expect(clippy::cast_precision_loss, reason = "a sum of milliseconds is told in whole microseconds for 285 years")]
    pub fn sum_millis(&self) -> f64 {
        self.sum_micros.get() as f64 / 1_000.0
    }

    /// How many times were in each bucket, with its upper bound in milliseconds.
    #[expect(clippy::cast_precision_loss, reason = "the bounds are small")]
    pub fn buckets(&self) -> Vec<(f64, u64)> {
        let bounds = BOUNDS.iter().map(|bound| *bound as f64 / 1_000.0).chain([f64::INFINITY]);
        bounds.zip(self.buckets.iter().map(Counter::get)).collect()
    }
}

/// What is counted of the requests of a REST or HTTP API.
#[derive(Debug, Default)]
pub struct RequestMetrics {
    /// `Latency`; how many there are is `Count`.
    pub latency: Histogram,
    /// `IntegrationLatency`.
    pub integration_latency: Histogram,
    /// `4XXError`, of HTTP APIs `4xx`.
    pub client_errors: Counter,
    /// `5XXError`, of HTTP APIs `5xx`.
    pub server_errors: Counter,
    /// `CacheHitCount`, of REST APIs.
    pub cache_hits: Counter,
    /// `CacheMissCount`, of REST APIs.
    pub cache_misses: Counter,
    /// `DataProcessed`, of HTTP APIs.
    pub data_processed: Counter,
}

impl RequestMetrics {
    /// Counts a request that has its answer.
    pub fn answered(&self, status: StatusCode, latency: Duration, integration_latency: Option<Duration>) {
        self.latency.observe(latency);
        if let Some(latency) = integration_latency {
            self.integration_latency.observe(latency);
        }
        if status.is_client_error() {
            self.client_errors.increment();
        } else if status.is_server_error() {
            self.server_errors.increment();
        }
    }
}

/// What is counted of the messages of a WebSocket API.
#[derive(Debug, Default)]
pub struct MessageMetrics {
    /// `ConnectCount`.
    pub connects: Counter,
    /// `MessageCount`, in both directions.
    pub messages: Counter,
    /// `IntegrationError`.
    pub integration_errors: Counter,
    /// `ClientError`.
    pub client_errors: Counter,
    /// `ExecutionError`.
    pub execution_errors: Counter,
    /// `IntegrationLatency`.
    pub integration_latency: Histogram,
}

/// What is counted of a stage, and of those of its methods or routes that have detailed metrics. A publish keeps it.
#[derive(Debug, Default)]
pub struct StageMetrics<M> {
    /// Of the whole stage.
    pub stage: M,
    parts: Mutex<BTreeMap<Box<str>, Arc<M>>>,
}

impl<M: Default> StageMetrics<M> {
    /// What is counted of one method or route. Asked while compiling, not while serving.
    pub fn of_part(&self, name: &str) -> Arc<M> {
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(parts.entry(name.into()).or_default())
    }

    /// All methods or routes that were asked for.
    pub fn parts(&self) -> Vec<(Box<str>, Arc<M>)> {
        let parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        parts.iter().map(|(name, metrics)| (name.clone(), Arc::clone(metrics))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_counted_in_the_bucket_of_their_bound() {
        let histogram = Histogram::default();
        for micros in [499, 500, 501, 31_000_000] {
            histogram.observe(Duration::from_micros(micros));
        }
        let counted: Vec<_> = histogram.buckets().into_iter().filter(|(_, count)| *count > 0).collect();
        assert_eq!(counted, [(0.5, 2), (1.0, 1), (f64::INFINITY, 1)]);
        assert_eq!((histogram.count(), histogram.sum_millis()), (4, 31_001.5));
    }

    #[test]
    fn errors_are_counted_by_their_class() {
        let metrics = RequestMetrics::default();
        for status in [200, 302, 403, 404, 502] {
            metrics.answered(StatusCode::from_u16(status).unwrap(), Duration::ZERO, None);
        }
        assert_eq!((metrics.latency.count(), metrics.integration_latency.count()), (5, 0));
        assert_eq!((metrics.client_errors.get(), metrics.server_errors.get()), (2, 1));
    }

    #[test]
    fn a_part_that_is_asked_for_again_is_the_same() {
        let metrics = StageMetrics::<RequestMetrics>::default();
        metrics.of_part("GET /a").client_errors.increment();
        assert_eq!(metrics.of_part("GET /a").client_errors.get(), 1);
        assert_eq!(metrics.parts().len(), 1);
    }
}
