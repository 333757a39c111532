//! How often operations may be called (developer guide, "Quotas for creating, deploying and managing an API in API Gateway"), and
//! what AWS says to who calls more often. Strict emulators say it too; others tell the log what AWS would say, once.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use emulator_api::admin;
use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use emulator_api::model::Service;
use serde_json::Value;

use crate::runtime::throttle::{Throttle, ThrottleLimits};

use super::call::Scope;

/// One rate: what it is of, and so many calls in so many seconds.
struct Row {
    operation: &'static str,
    service: Service,
    calls: u32,
    seconds: u32,
}

const fn v1(operation: &'static str, calls: u32, seconds: u32) -> Row {
    Row { operation, service: Service::ApiGateway, calls, seconds }
}

const fn v2(operation: &'static str, calls: u32, seconds: u32) -> Row {
    Row { operation, service: Service::ApiGatewayV2, calls, seconds }
}

/// Of what makes REST APIs those with a regional or private endpoint; edge-optimized ones are in [`EDGE`].
const ROWS: [Row; 19] = [
    v1("CreateApiKey", 5, 1),
    v1("CreateDeployment", 1, 5),
    v1("CreateDocumentationVersion", 1, 20),
    v1("CreateDomainName", 1, 30),
    v1("CreateResource", 5, 1),
    v1("CreateRestApi", 1, 3),
    v1("DeleteApiKey", 5, 1),
    v1("DeleteDomainName", 1, 30),
    v1("DeleteResource", 5, 1),
    v1("DeleteRestApi", 1, 30),
    v1("GetResources", 5, 2),
    v1("ImportDocumentationParts", 1, 30),
    v1("ImportRestApi", 1, 3),
    v1("PutRestApi", 1, 1),
    v1("UpdateAccount", 1, 20),
    v1("UpdateDomainName", 1, 30),
    v1("UpdateUsagePlan", 1, 20),
    v2("CreateVpcLink", 1, 15),
    v2("DeleteVpcLink", 1, 30),
];

/// Edge-optimized REST APIs: one in 30 seconds.
const EDGE: [Row; 2] = [v1("CreateRestApi", 1, 30), v1("ImportRestApi", 1, 30)];

/// "10 requests per second with a burst quota of 40 requests per second."
const ALL: ThrottleLimits = ThrottleLimits { rate: 10.0, burst: 40 };

/// How often the accounts of one emulator have called. An account has its buckets in each region.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    accounts: Mutex<HashMap<(String, String), Arc<Buckets>>>,
}

#[derive(Debug)]
struct Buckets {
    of_operations: [Bucket; ROWS.len()],
    of_edge: [Bucket; EDGE.len()],
    of_all: Bucket,
}

/// The calls of one rate.
#[derive(Debug)]
struct Bucket {
    throttle: Throttle,
    /// Whether it was told that there are too many.
    told: AtomicBool,
}

impl Bucket {
    fn new(limits: ThrottleLimits) -> Self {
        Self { throttle: Throttle::new(limits), told: AtomicBool::new(false) }
    }

    /// Counts a call. True when it is one too many, which only strict emulators say each time.
    fn has_to_tell(&self, scope: &Scope) -> bool {
        !self.throttle.allows(scope.now) && (scope.strictness.is_strict() || !self.told.swap(true, Ordering::Relaxed))
    }
}

impl Default for Buckets {
    fn default() -> Self {
        Self { of_operations: ROWS.map(|row| row.bucket()), of_edge: EDGE.map(|row| row.bucket()), of_all: Bucket::new(ALL) }
    }
}

impl Row {
    fn bucket(&self) -> Bucket {
        Bucket::new(ThrottleLimits { rate: f64::from(self.calls) / f64::from(self.seconds), burst: self.calls })
    }

    /// `1 in 5 seconds`
    fn said(&self) -> String {
        let seconds = if self.seconds == 1 { "a second".to_owned() } else { format!("in {} seconds", self.seconds) };
        format!("{} of {} {seconds}", self.calls, self.operation)
    }
}

impl Rates {
    /// Counts a call of an operation.
    ///
    /// # Errors
    /// AWS's refusal where it is one too many, if the emulator is strict.
    pub(crate) fn count(&self, scope: &Scope, members: &Doc) -> Result<()> {
        let spec = scope.spec;
        if !matches!(spec.service, Service::ApiGateway | Service::ApiGatewayV2) {
            return Ok(());
        }
        let buckets = self.buckets(scope);
        if buckets.of_all.has_to_tell(scope) {
            return too_many(scope, "10 operations a second, 40 at once");
        }
        let is_meant = |row: &Row| row.operation == spec.name && row.service == spec.service;
        if let Some(at) = EDGE.iter().position(is_meant).filter(|_| is_edge(members)) {
            if buckets.of_edge[at].has_to_tell(scope) {
                return too_many(scope, &format!("{}, edge-optimized", EDGE[at].said()));
            }
        } else if let Some(at) = ROWS.iter().position(is_meant)
            && buckets.of_operations[at].has_to_tell(scope)
        {
            return too_many(scope, &ROWS[at].said());
        }
        Ok(())
    }

    /// Forgets what was called in a scope.
    pub(crate) fn forget(&self, scope: &admin::Scope) {
        self.accounts().retain(|(account, region), _| !scope.covers(account, region));
    }

    fn buckets(&self, scope: &Scope) -> Arc<Buckets> {
        Arc::clone(self.accounts().entry((scope.caller.account.clone(), scope.caller.region.clone())).or_default())
    }

    fn accounts(&self) -> MutexGuard<'_, HashMap<(String, String), Arc<Buckets>>> {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether an operation makes an edge-optimized REST API, as it does when nothing else is said.
fn is_edge(members: &Doc) -> bool {
    let created = members.get("endpointConfiguration").and_then(|configuration| configuration["types"][0].as_str());
    let imported = || members.get("parameters")?.get("endpointConfigurationTypes").and_then(Value::as_str);
    created.or_else(imported).is_none_or(|kind| kind == "EDGE")
}

/// What AWS says: `TooManyRequestsException` with these words (as users saw it: aws-sdk-js issue 1014).
fn too_many(scope: &Scope, rate: &str) -> Result<()> {
    let what = format!("more than {rate}");
    scope.refused_by_aws(&what, AwsError::too_many_requests("Too Many Requests"), "call less often, or retry")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn doc(value: Value) -> Doc {
        let Value::Object(doc) = value else { panic!("a document is an object") };
        doc
    }

    // API reference, CreateRestApi: endpointConfiguration; the default of an account is an edge-optimized API.
    #[test]
    fn an_api_is_edge_optimized_unless_it_says_otherwise() {
        for (members, edge) in [
            (json!({}), true),
            (json!({"endpointConfiguration": {"types": ["EDGE"]}}), true),
            (json!({"endpointConfiguration": {"types": ["REGIONAL"]}}), false),
            (json!({"endpointConfiguration": {"types": ["PRIVATE"]}}), false),
            (json!({"parameters": {"endpointConfigurationTypes": "REGIONAL"}}), false),
            (json!({"parameters": {"ignore": "documentation"}}), true),
        ] {
            assert_eq!(is_edge(&doc(members.clone())), edge, "{members}");
        }
    }

    #[test]
    fn every_row_names_an_operation() {
        for row in ROWS.iter().chain(&EDGE) {
            let known = emulator_api::Operation::all().any(|operation| {
                let spec = operation.spec();
                spec.name == row.operation && spec.service == row.service
            });
            assert!(known, "{}", row.operation);
        }
    }
}
