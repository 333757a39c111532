//! How much there may be of what (developer guide, "Quotas"), and what AWS says when there is no more room.

use std::fmt;
use std::str::FromStr;

use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use emulator_api::model::Service;

use crate::runtime::{Api, EndpointType};
use crate::store::Writing;

use super::call::Scope;
use super::domain::name::DOMAIN_NAME;
use super::domain::private;
use super::kind::Kind;
use super::publish::endpoint_type;

/// What there may be only so many of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quota {
    /// REST APIs with a regional endpoint, HTTP and WebSocket APIs of an account in one region.
    RegionalApis,
    /// Edge-optimized REST APIs of an account in one region.
    EdgeApis,
    /// Private REST APIs of an account in one region.
    PrivateApis,
    /// Resources of a REST API, its root apart.
    Resources,
    /// Stages of a REST API.
    Stages,
    /// Authorizers of a REST API.
    Authorizers,
    /// Documentation parts of a REST API.
    DocumentationParts,
    /// API keys of an account in one region.
    ApiKeys,
    /// Usage plans of an account in one region.
    UsagePlans,
    /// Usage plans that one API key is in.
    UsagePlansPerKey,
    /// Client certificates of an account in one region.
    ClientCertificates,
    /// Public custom domain names of an account in one region.
    DomainNames,
    /// Private custom domain names of an account in one region.
    PrivateDomainNames,
    /// Domain name access associations of an account.
    AccessAssociations,
    /// Routing rules of a custom domain name.
    RoutingRules,
    /// API mappings of a custom domain name whose keys have several levels.
    MultiLevelMappings,
    /// VPC links for REST APIs of an account in one region.
    VpcLinks,
    /// Variables of a stage.
    StageVariables,
    /// Methods that a usage plan has limits for, of one stage.
    MethodThrottles,
    /// Routes of an HTTP or WebSocket API.
    Routes,
    /// Integrations of an HTTP or WebSocket API.
    Integrations,
    /// Stages of an HTTP or WebSocket API.
    HttpStages,
    /// Authorizers of an HTTP or WebSocket API.
    HttpAuthorizers,
    /// VPC links for HTTP APIs of an account in one region.
    HttpVpcLinks,
}

/// One quota: its name on the command line, AWS's number, what AWS calls the things in its refusal, and the collection that
/// they are in, as its kind has it; none where they are counted in another way.
struct Row {
    quota: Quota,
    name: &'static str,
    number: u32,
    things: &'static str,
    collection: Option<&'static str>,
}

const fn row(quota: Quota, name: &'static str, number: u32, things: &'static str, collection: Option<&'static str>) -> Row {
    Row { quota, name, number, things, collection }
}

/// How many quotas there are.
const COUNT: usize = 24;

const ROWS: [Row; COUNT] = [
    row(Quota::RegionalApis, "regional-apis", 600, "APIs", None),
    row(Quota::EdgeApis, "edge-apis", 120, "APIs", None),
    row(Quota::PrivateApis, "private-apis", 600, "APIs", None),
    row(Quota::Resources, "resources", 300, "Resources", None),
    row(Quota::Stages, "stages", 10, "Stages", Some("/restapis/{restApiId}/stages")),
    row(Quota::Authorizers, "authorizers", 10, "Authorizers", Some("/restapis/{restApiId}/authorizers")),
    row(
        Quota::DocumentationParts,
        "documentation-parts",
        2000,
        "Documentation Parts",
        Some("/restapis/{restApiId}/documentation/parts"),
    ),
    row(Quota::ApiKeys, "api-keys", 10_000, "API Keys", Some("/apikeys")),
    row(Quota::UsagePlans, "usage-plans", 300, "Usage Plans", Some("/usageplans")),
    row(Quota::UsagePlansPerKey, "usage-plans-per-key", 10, "Usage Plans", None),
    row(Quota::ClientCertificates, "client-certificates", 60, "Client Certificates", Some("/clientcertificates")),
    row(Quota::DomainNames, "domain-names", 120, "Domain Names", None),
    row(Quota::PrivateDomainNames, "private-domain-names", 50, "Domain Names", None),
    row(
        Quota::AccessAssociations,
        "access-associations",
        100,
        "Domain Name Access Associations",
        Some("/domainnameaccessassociations"),
    ),
    row(Quota::RoutingRules, "routing-rules", 50, "Routing Rules", Some("/domainnames/{domainName}/routingrules")),
    row(Quota::MultiLevelMappings, "multi-level-mappings", 200, "Multi-level API Mappings", None),
    row(Quota::VpcLinks, "vpc-links", 20, "VPC Links", Some("/vpclinks")),
    row(Quota::StageVariables, "stage-variables", 100, "Stage Variables", None),
    row(Quota::MethodThrottles, "method-throttles", 20, "Method Throttle Settings", None),
    row(Quota::Routes, "routes", 300, "Routes", Some("/apis/{apiId}/routes")),
    row(Quota::Integrations, "integrations", 300, "Integrations", Some("/apis/{apiId}/integrations")),
    row(Quota::HttpStages, "http-stages", 10, "Stages", Some("/apis/{apiId}/stages")),
    row(Quota::HttpAuthorizers, "http-authorizers", 10, "Authorizers", Some("/apis/{apiId}/authorizers")),
    row(Quota::HttpVpcLinks, "http-vpc-links", 10, "VPC Links", Some("/v2/vpclinks")),
];

impl Quota {
    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// The quota of what a kind keeps in `collection`.
    fn of_collection(collection: &str) -> Option<Quota> {
        ROWS.iter().find(|row| row.collection == Some(collection)).map(|row| row.quota)
    }
}

/// The quotas of one emulator; AWS's own unless the command line says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas([u32; COUNT]);

impl Default for Quotas {
    fn default() -> Self {
        Quotas(ROWS.map(|row| row.number))
    }
}

impl FromIterator<QuotaSetting> for Quotas {
    fn from_iter<T: IntoIterator<Item = QuotaSetting>>(settings: T) -> Self {
        let mut quotas = Quotas::default();
        for QuotaSetting { quota, number } in settings {
            quotas.0[quota as usize] = number;
        }
        quotas
    }
}

/// A quota with another number than AWS's: `resources=1000` on the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotaSetting {
    quota: Quota,
    number: u32,
}

impl FromStr for QuotaSetting {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let (name, number) = text.split_once('=').ok_or("NAME=NUMBER is a quota and how many there may be, resources=1000")?;
        let row = ROWS.iter().find(|row| row.name == name).ok_or_else(|| {
            let known: Vec<&str> = ROWS.iter().map(|row| row.name).collect();
            format!("there is no quota {name}; there are {}", known.join(", "))
        })?;
        let number = number.parse().map_err(|_| format!("{number} is not a number"))?;
        Ok(QuotaSetting { quota: row.quota, number })
    }
}

impl fmt::Display for QuotaSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.quota.row().name, self.number)
    }
}

impl Quotas {
    /// Those that are not AWS's: their names, their numbers here, and AWS's.
    pub(crate) fn changed(&self) -> impl Iterator<Item = (&'static str, u32, u32)> {
        let here = ROWS.iter().zip(self.0);
        here.filter(|(row, number)| row.number != *number).map(|(row, number)| (row.name, number, row.number))
    }

    /// How many there may be.
    pub(crate) fn of(&self, quota: Quota) -> usize {
        usize::try_from(self.0[quota as usize]).unwrap_or(usize::MAX)
    }

    /// Refuses one more where there are `count`.
    pub(crate) fn check(&self, service: Service, quota: Quota, count: usize) -> Result<()> {
        if count < self.of(quota) { Ok(()) } else { Err(self.reached(service, quota)) }
    }

    /// Refuses more than there may be.
    pub(crate) fn check_total(&self, service: Service, quota: Quota, total: usize) -> Result<()> {
        if total <= self.of(quota) { Ok(()) } else { Err(self.reached(service, quota)) }
    }

    /// What AWS says. Seen of the first API in terraform-provider-aws 37605 and boto3 1296, of the second in sst 4522 and
    /// terraform-provider-aws 40500.
    fn reached(&self, service: Service, quota: Quota) -> AwsError {
        let Row { things, collection, .. } = quota.row();
        if quota == Quota::HttpVpcLinks {
            let limit = self.of(quota);
            return AwsError::bad_request(format!("There are too many Vpc Links defined for this account. Limit is {limit}."));
        }
        let of_api = quota == Quota::Resources || collection.is_some_and(|collection| collection.contains("Id}/"));
        let owner = if of_api { " for this API" } else { "" };
        if service == Service::ApiGatewayV2 {
            let message = format!(
                "Maximum number of {things}{owner} has been reached. Please contact AWS if you need additional {things}."
            );
            return AwsError::limit_exceeded(message);
        }
        // Two spaces, and a member that is null.
        let message =
            format!("Maximum number of {things}{owner} has been reached.  Please contact AWS if you need additional {things}.");
        AwsError::limit_exceeded(message).with_member("retryAfterSeconds", serde_json::Value::Null)
    }
}

/// Refuses one more of a kind where its collection is full.
pub(crate) async fn check(scope: &Scope, tx: &mut Writing, kind: &Kind, collection: &str, doc: &Doc) -> Result<()> {
    if matches!(kind.collection, "/restapis" | "/apis") {
        return check_apis(scope, doc);
    }
    if kind.collection == DOMAIN_NAME.collection {
        return check_names(scope, tx, collection, doc).await;
    }
    // A quick create makes the first integration, route and stage of its API: there is nothing to count.
    if scope.spec.name == "CreateApi" {
        return Ok(());
    }
    let Some(quota) = Quota::of_collection(kind.collection) else { return Ok(()) };
    scope.quotas.check(scope.spec.service, quota, tx.count(collection).await?)
}

/// Refuses one more custom domain name like this one: public and private ones are counted apart.
async fn check_names(scope: &Scope, tx: &mut Writing, collection: &str, name: &Doc) -> Result<()> {
    let private = private::is_private(name);
    let quota = if private { Quota::PrivateDomainNames } else { Quota::DomainNames };
    if tx.count(collection).await? < scope.quotas.of(quota) {
        return Ok(());
    }
    let names = tx.children(collection, None, usize::MAX).await?;
    let alike = names.iter().filter(|known| private::is_private(&known.doc) == private);
    scope.quotas.check(scope.spec.service, quota, alike.count())
}

/// Refuses one more API like this one. It counts what is published, which is all that there is, and only when all accounts
/// together have so many: creating an API asks the store for nothing.
pub(crate) fn check_apis(scope: &Scope, api: &Doc) -> Result<()> {
    let endpoint = endpoint_type(api);
    let quota = match endpoint {
        EndpointType::Regional => Quota::RegionalApis,
        EndpointType::Edge => Quota::EdgeApis,
        EndpointType::Private => Quota::PrivateApis,
    };
    let runtime = scope.live.load();
    if runtime.api_count() < scope.quotas.of(quota) {
        return Ok(());
    }
    let is_like =
        |api: &Api| api.endpoint == endpoint && *api.account == *scope.caller.account && *api.region == *scope.caller.region;
    scope.quotas.check(scope.spec.service, quota, runtime.apis().filter(|api| is_like(api)).count())
}

/// The most characters of a resource policy.
pub(crate) const POLICY: usize = 8192;

/// The most bytes of a definition that is imported: "the maximum size of the API definition file is 6 MB".
pub(crate) const DEFINITION: usize = 6 * 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_in_the_order_of_quotas() {
        for (at, row) in ROWS.iter().enumerate() {
            assert_eq!(row.quota as usize, at, "{}", row.name);
        }
    }

    #[test]
    fn a_setting_names_a_quota_and_a_number() {
        let setting: QuotaSetting = "resources=1000".parse().unwrap();
        assert_eq!(setting.to_string(), "resources=1000");
        assert_eq!(Quotas::from_iter([setting]).of(Quota::Resources), 1000);
        assert_eq!(Quotas::from_iter([setting]).of(Quota::Stages), 10);
        assert!("pets=1".parse::<QuotaSetting>().unwrap_err().starts_with("there is no quota pets; there are regional-apis, "));
        for wrong in ["resources", "resources=", "resources=-1"] {
            assert!(wrong.parse::<QuotaSetting>().is_err(), "{wrong}");
        }
    }
}
