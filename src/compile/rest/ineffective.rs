//! What AWS acts upon and nothing here does, though no caller can tell by an answer: it is told when it is published.

use emulator_api::Doc;
use serde_json::Value;

use crate::compile::Diagnostic;
use crate::compile::document::{flag, object, text};
use crate::compile::rest::Compiler;

/// A member that has no effect, and why.
type Ineffective = (&'static str, &'static str);

const API: [Ineffective; 2] = [
    ("securityPolicy", "the listener decides the versions and ciphers of TLS"),
    ("endpointAccessMode", "the listener speaks no TLS, so no host but that of the header is asked for"),
];

const METHOD_SETTING: [Ineffective; 1] = [("cacheDataEncrypted", "the cache is in memory")];

const ROLE: &str = "credentials has no effect here: backends are called without a role";

/// What belongs to integrations that map, or to those with a link to a VPC.
const PROXY: [Ineffective; 1] = [("contentHandling", "a proxy integration passes payloads as they are")];
const WITHOUT_VPC_LINK: [Ineffective; 1] = [("integrationTarget", "it belongs to the connection type VPC_LINK")];

/// Tells what has no effect of an API and a stage.
pub(super) fn report_stage(compiler: &mut Compiler<'_>, api: &Doc) {
    let stage = compiler.stage;
    report(compiler, "", "", api, &API);
    if flag(stage, "tracingEnabled") {
        compiler.report("", "the stage's tracingEnabled makes and passes on trace ids; nothing is sent to X-Ray");
    }
    for (method, setting) in object(stage, "methodSettings").into_iter().flatten() {
        if let Some(setting) = setting.as_object() {
            report(compiler, "", &format!("methodSettings {method}: "), setting, &METHOD_SETTING);
        }
    }
}

/// Tells what has no effect of the integration at `at`.
pub(super) fn report_integration(compiler: &mut Compiler<'_>, at: &str) {
    let Some(integration) = compiler.snapshot.get(at) else { return };
    if integration.get("credentials").is_some_and(is_set) {
        // AWS takes integrations with services other than Lambda with a role alone.
        let is_of_service = text(integration, "type") == Some("AWS");
        let needs_role = is_of_service && text(integration, "uri").is_some_and(|uri| !uri.contains(":lambda:path"));
        compiler.diagnostics.push(Diagnostic::new(at, ROLE).tolerated(needs_role));
    }
    if text(integration, "type").is_some_and(|kind| kind.ends_with("_PROXY")) {
        report(compiler, at, "", integration, &PROXY);
    }
    if text(integration, "connectionType") != Some("VPC_LINK") {
        report(compiler, at, "", integration, &WITHOUT_VPC_LINK);
    }
}

fn report(compiler: &mut Compiler<'_>, at: &str, whose: &str, document: &Doc, members: &[Ineffective]) {
    for (member, why) in members {
        if document.get(*member).is_some_and(is_set) {
            compiler.report(at, format!("{whose}{member} has no effect here: {why}"));
        }
    }
}

fn is_set(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(on) => *on,
        Value::String(text) => !text.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    }
}
