//! First-class integrations with AWS services.

use emulator_api::Doc;
use serde_json::Value;

use crate::compile::Snapshot;
use crate::compile::http::Compiler;
use crate::compile::http::mapping::Message;
use crate::runtime::http::mapping::{Piece, Template};
use crate::runtime::http::routes::PathVariable;
use crate::runtime::http::service::{Parameters, ServiceIntegration, Subtype};

/// Checks the parameters of a first-class integration as far as they are right or wrong whatever route and stage they will
/// have.
///
/// # Errors
/// AWS's refusal.
pub fn check_service_parameters(subtype: Subtype, integration: &Doc) -> Result<(), String> {
    require_parameters(subtype, integration)?;
    let (snapshot, stage) = (Snapshot::default(), Doc::new());
    let compiler = Compiler::new(&snapshot, &stage, None);
    // As users saw it, of a source: terraform-provider-aws issue 17348.
    let refusal = |error| format!("Invalid selection expression specified: Validation Result: warnings : [], errors : [{error}]");
    compiler.parameters(subtype, integration, &Message::AnyRequest).map(|_| ()).map_err(refusal)
}

impl Compiler<'_> {
    /// Compiles a first-class integration for a route with these variables in its path.
    pub(super) fn service(
        &self,
        subtype: &str,
        integration: &Doc,
        variables: &[PathVariable],
    ) -> Result<ServiceIntegration, String> {
        let subtype = Subtype::parse(subtype).ok_or_else(|| format!("integrationSubtype {subtype} does not exist"))?;
        require_parameters(subtype, integration)?;
        let parameters = self.parameters(subtype, integration, &Message::Request { variables })?;
        Ok(ServiceIntegration { subtype, parameters })
    }

    fn parameters(&self, subtype: Subtype, integration: &Doc, message: &Message<'_>) -> Result<Parameters, String> {
        let known = |name: &String| subtype.required().iter().chain(subtype.optional()).any(|known| known == name);
        let compiled = given(integration).map(|(name, value)| {
            if !known(name) {
                return Err(format!("Invalid destination: {name}"));
            }
            let source = value.as_str().unwrap_or("");
            let template = self.template(source, message).ok().filter(|template| is_allowed(name, template));
            let template = template.ok_or_else(|| format!("Invalid source: {source} specified for destination: {name}"))?;
            Ok((name.as_str().into(), template))
        });
        compiled.collect()
    }
}

/// "You must configure all required parameters to create an integration." AWS's words were seen in a deployment
/// (badmintoncryer/cdk-preflight).
fn require_parameters(subtype: Subtype, integration: &Doc) -> Result<(), String> {
    let required = subtype.required();
    if required.iter().all(|required| given(integration).any(|(name, _)| name == required)) {
        return Ok(());
    }
    let (subtype, required) = (subtype.name(), required.join(", "));
    Err(format!(
        "Operation: {subtype} requires enabling passthrough, or defining all of the following parameters in the parameter mapping: [{required}]"
    ))
}

fn given(integration: &Doc) -> impl Iterator<Item = (&String, &Value)> {
    integration.get("requestParameters").and_then(Value::as_object).into_iter().flatten()
}

/// Attributes of messages cannot be constants (as users saw it: terraform-provider-aws issue 17348).
fn is_allowed(name: &str, template: &Template) -> bool {
    !matches!(name, "MessageAttributes" | "MessageSystemAttributes")
        || template.0.iter().any(|piece| matches!(piece, Piece::Variable(_)))
}
