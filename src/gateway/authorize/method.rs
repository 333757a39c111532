//! The authorization of a REST API's method (developer guide, "How API Gateway resource policies affect authorization
//! workflow"), and what routes of HTTP and WebSocket APIs share with it.

use std::sync::Arc;

use emulator_api::admin::requests::PolicyKind;
use http::StatusCode;

use crate::gateway::Gateway;
use crate::gateway::authorize::function::{self, FunctionRequest};
use crate::gateway::authorize::resource_policy::{self, RequestFacts};
use crate::gateway::authorize::{Caller, Permit, Signer, signature, unchecked, user_pool};
use crate::gateway::error::{GatewayError, GatewayResponseType};
use crate::gateway::observed;
use crate::gateway::recorder::Recorder;
use crate::policy::{self, Decision, Policy, Question};
use crate::runtime::Api;
use crate::runtime::auth::function::FunctionAuthorizer;
use crate::runtime::auth::{Check, Guard, MethodAuthorization};
use crate::runtime::domain::PrivateDomain;

/// The action of every call.
const INVOKE: &str = "execute-api:Invoke";

/// The action of those who have an answer of a stage's cache made anew.
const INVALIDATE_CACHE: &str = "execute-api:InvalidateCache";

/// The most bytes of the ARN of a method that is authorized; a longer path is 414 (developer guide, "Output from an Amazon
/// API Gateway Lambda authorizer").
const LONGEST_ARN: usize = 1600;

/// What authorization reads of a request for a method or route. Nothing is made before it is asked for.
pub trait MethodRequest: FunctionRequest {
    /// The API that is called.
    fn api(&self) -> &Api;
    /// `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{METHOD}/{path}`, the path as it was sent; of WebSocket APIs the
    /// route's key in its place.
    fn method_arn(&self) -> String;
}

/// Checks a call of a method. An open method costs nothing.
///
/// # Errors
/// The refusal that AWS gives. A rule that cannot be checked here refuses every call.
pub async fn authorize_method(
    gateway: &Gateway,
    rule: &MethodAuthorization,
    request: &dyn MethodRequest,
) -> Result<Permit, GatewayError> {
    match rule {
        MethodAuthorization::Open => Ok(Permit(())),
        // Apart, so that the future of every request is not as large as that of one with an authorizer.
        MethodAuthorization::Guarded(guard) => Box::pin(check(gateway, guard, request)).await,
        MethodAuthorization::Refuses { why } => Err(unchecked(why)),
    }
}

async fn check(gateway: &Gateway, guard: &Guard, request: &dyn MethodRequest) -> Result<Permit, GatewayError> {
    let method_arn = request.method_arn();
    if method_arn.len() > LONGEST_ARN {
        let failure = GatewayError::new(GatewayResponseType::Default4xx, "the method's ARN has too many bytes");
        return Err(failure.with_status(StatusCode::URI_TOO_LONG).with_message("Request URI too long"));
    }
    let facts = facts(request, None);
    let question = may_anyone_invoke(&method_arn, &facts);
    let recorder = &request.inbound().recorder;
    let resource_policy = guard.resource_policy.as_deref();
    let of_api = resource_policy.map(|policy| (PolicyKind::Resource, policy));
    let authorize = |decide: &dyn Fn() -> Result<Permit, GatewayError>| noted(gateway, &request.checks().authorize, decide);
    if let Some(call) = request.inbound().private_call() {
        authorize(&|| by_domain(&call.domain, &facts, recorder))?;
    }
    match &guard.check {
        Check::Nothing => authorize(&|| policy_alone(of_api, &question, recorder)),
        Check::Function(authorizer) => with_function(gateway, authorizer, resource_policy, request, &question).await,
        Check::UserPools(rule) => {
            // "If authentication is successful, the resource policy is evaluated independently".
            let started = gateway.clock.instant();
            let checked = user_pool::check(gateway, rule, request).await;
            request.checks().authorizer.ended(gateway.clock, started, &checked);
            checked?;
            authorize(&|| policy_alone(of_api, &question, recorder))
        }
        Check::Iam => by_signature(gateway, resource_policy, request, &question),
    }
}

fn facts<'f>(request: &'f dyn MethodRequest, signer: Option<&'f Signer>) -> RequestFacts<'f> {
    RequestFacts { inbound: request.inbound(), signer, now: request.api().shared.clock.now() }
}

/// What is asked as long as nobody knows who calls.
fn may_anyone_invoke<'q>(arn: &'q str, facts: &'q RequestFacts<'_>) -> Question<'q> {
    Question { caller: policy::Caller::Anonymous, action: INVOKE, resource: arn, facts }
}

/// Makes a check that waits for nothing, and notes how it ends.
fn noted<T>(
    gateway: &Gateway,
    check: &observed::Check,
    decide: impl FnOnce() -> Result<T, GatewayError>,
) -> Result<T, GatewayError> {
    let started = gateway.clock.instant();
    let result = decide();
    check.ended(gateway.clock, started, &result);
    result
}

/// "API Gateway resource policy only": an explicit allow is needed.
fn policy_alone(
    policy: Option<(PolicyKind, &Policy)>,
    question: &Question<'_>,
    recorder: &Recorder,
) -> Result<Permit, GatewayError> {
    let refused = |explicit| Err(resource_policy::refusal("anonymous", question, explicit));
    match policy.map(|(kind, policy)| decide(kind, policy, question, recorder)) {
        None | Some(Decision::Allowed { .. }) => Ok(Permit(())),
        Some(Decision::Denied { .. }) => refused(true),
        Some(Decision::Silent) => refused(false),
    }
}

/// What a policy says, which is recorded.
fn decide(kind: PolicyKind, policy: &Policy, question: &Question<'_>, recorder: &Recorder) -> Decision {
    let decision = policy.decide(question);
    recorder.policy(kind, decision, question, || policy.statement(decision).map(Into::into));
    decision
}

/// The policy of a private custom domain name decides before that of the API; both have to allow.
fn by_domain(domain: &PrivateDomain, facts: &RequestFacts<'_>, recorder: &Recorder) -> Result<Permit, GatewayError> {
    match &domain.policy {
        Ok(policy) => policy_alone(Some((PolicyKind::DomainName, policy)), &may_anyone_invoke(&domain.arn, facts), recorder),
        Err(why) => Err(unchecked(why)),
    }
}

/// "Lambda authorizer and resource policy": whom the resource policy denies is not even asked who they are; then one
/// allow is enough, and one deny too much.
async fn with_function(
    gateway: &Gateway,
    authorizer: &FunctionAuthorizer,
    resource_policy: Option<&Policy>,
    request: &dyn MethodRequest,
    question: &Question<'_>,
) -> Result<Permit, GatewayError> {
    let recorder = &request.inbound().recorder;
    let by_resource = resource_policy.map_or(Decision::Silent, |policy| decide(PolicyKind::Resource, policy, question, recorder));
    let authorize = &request.checks().authorize;
    if let Decision::Denied { .. } = by_resource {
        return noted(gateway, authorize, || Err(resource_policy::refusal("anonymous", question, true)));
    }
    let started = gateway.clock.instant();
    let result = function::ask(gateway, authorizer, request, question.resource).await;
    request.checks().authorizer.ended(gateway.clock, started, &result);
    let result = result?;
    let by_authorizer = result.verdict.decide(question);
    recorder.policy(PolicyKind::Authorizer, by_authorizer, question, || result.verdict.statement(by_authorizer).map(Into::into));
    noted(gateway, authorize, || both(by_authorizer, by_resource))
}

/// What an authorizer's policy and a resource policy say together.
fn both(by_authorizer: Decision, by_resource: Decision) -> Result<Permit, GatewayError> {
    let denied = |detail| GatewayError::new(GatewayResponseType::AccessDenied, detail);
    match (by_authorizer, by_resource) {
        (Decision::Denied { .. }, _) => Err(denied("the authorizer's policy denies it")
            .with_message("User is not authorized to access this resource with an explicit deny")),
        (Decision::Allowed { .. }, _) | (Decision::Silent, Decision::Allowed { .. }) => Ok(Permit(())),
        (Decision::Silent, _) => Err(denied("the authorizer does not allow it")),
    }
}

/// Asks the authorizer of a route (developer guide, "Creating a Lambda REQUEST authorizer function" and "Working with AWS Lambda
/// authorizers for HTTP APIs"). HTTP and WebSocket APIs have no resource policies.
///
/// # Errors
/// The refusal that AWS gives.
pub async fn authorize_by_function(
    gateway: &Gateway,
    authorizer: &FunctionAuthorizer,
    request: &dyn MethodRequest,
) -> Result<Permit, GatewayError> {
    let route_arn = request.method_arn();
    let facts = facts(request, None);
    let question = may_anyone_invoke(&route_arn, &facts);
    with_function(gateway, authorizer, None, request, &question).await
}

/// Checks the signature of a request for a route, and what its signer may do (developer guide, "Using IAM authorization").
///
/// # Errors
/// The refusal that AWS gives.
pub fn authorize_by_signature(gateway: &Gateway, request: &dyn MethodRequest) -> Result<Permit, GatewayError> {
    let route_arn = request.method_arn();
    let facts = facts(request, None);
    let question = may_anyone_invoke(&route_arn, &facts);
    by_signature(gateway, None, request, &question)
}

/// Finds out who signed, and asks whether they may.
fn by_signature(
    gateway: &Gateway,
    resource_policy: Option<&Policy>,
    request: &dyn MethodRequest,
    question: &Question<'_>,
) -> Result<Permit, GatewayError> {
    let checks = request.checks();
    request.inbound().recorder.authorizer("AWS_IAM", None);
    let signer = noted(gateway, &checks.authenticate, || {
        signature::verify(&gateway.trust.signers, request.inbound(), Some(&request.api().region), gateway.clock.machine_now())
    })?;
    request.identified(Caller::Iam(Arc::clone(&signer)));
    noted(gateway, &checks.authorize, || with_signature(&signer, resource_policy, request, question))
}

/// "IAM authentication and resource policy": within an account one allow is enough; between accounts both sides have to
/// allow.
fn with_signature(
    signer: &Signer,
    resource_policy: Option<&Policy>,
    request: &dyn MethodRequest,
    question: &Question<'_>,
) -> Result<Permit, GatewayError> {
    let api = request.api();
    let facts = facts(request, Some(signer));
    let caller = policy::Caller::Principal { account: &signer.account, arn: &signer.arn };
    let question = Question { caller, facts: &facts, ..*question };
    match of_signer(signer, api, resource_policy, &question, &request.inbound().recorder) {
        Verdict::Allowed => Ok(Permit(())),
        Verdict::Refused { explicitly } => Err(resource_policy::refusal(&signer.arn, &question, explicitly)),
    }
}

/// Whether the signer of a request may have an answer of the stage's cache made anew. "Cross-account cache invalidation is not
/// supported" (developer guide, "Invalidate an API Gateway cache entry").
pub fn may_invalidate_cache(rule: &MethodAuthorization, request: &dyn MethodRequest, signer: &Signer) -> bool {
    let MethodAuthorization::Guarded(guard) = rule else { return false };
    let (api, method_arn) = (request.api(), request.method_arn());
    let facts = facts(request, Some(signer));
    let caller = policy::Caller::Principal { account: &signer.account, arn: &signer.arn };
    let question = Question { caller, action: INVALIDATE_CACHE, resource: &method_arn, facts: &facts };
    let recorder = &request.inbound().recorder;
    *signer.account == *api.account
        && of_signer(signer, api, guard.resource_policy.as_deref(), &question, recorder) == Verdict::Allowed
}

/// What a signer's policies and a resource policy say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Allowed,
    Refused { explicitly: bool },
}

pub(super) fn of_signer(
    signer: &Signer,
    api: &Api,
    resource_policy: Option<&Policy>,
    question: &Question<'_>,
    recorder: &Recorder,
) -> Verdict {
    let by_identity = by_identity(signer, question, recorder);
    let by_resource = resource_policy.map_or(Decision::Silent, |policy| decide(PolicyKind::Resource, policy, question, recorder));
    let allows = |decision| matches!(decision, Decision::Allowed { .. });
    let allowed = if *signer.account == *api.account {
        allows(by_identity) || allows(by_resource)
    } else {
        allows(by_identity) && allows(by_resource)
    };
    let denied = [by_identity, by_resource].iter().any(|decision| matches!(decision, Decision::Denied { .. }));
    if allowed && !denied { Verdict::Allowed } else { Verdict::Refused { explicitly: denied } }
}

/// What the policies of a principal say together. Of a principal without known policies nothing is asked.
pub(super) fn by_identity(signer: &Signer, question: &Question<'_>, recorder: &Recorder) -> Decision {
    let Some(policies) = &signer.policies else { return Decision::Allowed { statement: 0 } };
    let decisions = policies.iter().map(|policy| decide(PolicyKind::Identity, policy, question, recorder));
    decisions.fold(Decision::Silent, |sofar, next| match (sofar, next) {
        (Decision::Denied { .. }, _) | (_, Decision::Silent) => sofar,
        (_, next @ Decision::Denied { .. }) => next,
        (Decision::Silent, next) => next,
        (Decision::Allowed { .. }, Decision::Allowed { .. }) => sofar,
    })
}
