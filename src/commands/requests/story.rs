//! A request's story for a person to read.

use std::fmt::Write;

use emulator_api::admin::requests::{
    AuthorizerStory, BackendStory, Headers, Payload, PolicyStory, ReceivedResponse, RecordedRequest, SentRequest,
};
use serde_json::Value;

use super::what;

/// The whole story.
pub(super) fn readable(story: &RecordedRequest) -> String {
    let mut page = Page::default();
    let summary = &story.summary;
    let path = summary.path.as_deref().unwrap_or_default();
    page.line(0, &format!("{} {path}  {}  in {:.3} ms", what(summary), summary.status, summary.millis));
    page.member("id", Some(&summary.request_id));
    page.member("time", Some(&summary.time));
    let owner = [&summary.account, &summary.region].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    page.member("api", summary.api_id.as_ref().map(|api| format!("{api} ({owner})")).as_deref());
    page.member("stage", summary.stage.as_deref());
    page.member("route", summary.route.as_deref());
    page.member("connection", story.connection_id.as_deref());
    page.member("caller", story.source_ip.as_deref());
    page.member("api key", story.api_key_id.as_deref());
    page.member("cached", story.cache_hit.map(|hit| if hit { "hit" } else { "miss" }));
    if let Some(refusal) = &story.refusal {
        page.heading("refused");
        page.member("why", Some(&refusal.detail));
        page.member("type", refusal.kind.as_deref());
        page.member("told", refusal.message.as_deref());
    }
    page.heading("steps");
    story.steps.iter().for_each(|step| page.line(1, &format!("{:<20}{:>10.3} ms", word(&step.step), step.millis)));
    if let Some(request) = &story.request {
        page.heading("request");
        page.sent(request);
    }
    if let Some(authorizer) = &story.authorizer {
        page.authorizer(authorizer);
    }
    story.policies.iter().for_each(|policy| page.policy(policy));
    for template in &story.templates {
        page.heading(&format!("template of the {}", word(&template.maps).to_lowercase()));
        page.payload("in", &template.input);
        page.member("error", template.error.as_deref());
        if let Some(output) = &template.output {
            page.payload("out", output);
        }
    }
    if let Some(integration) = &story.integration {
        page.heading("integration");
        page.backend(integration);
    }
    if let Some(response) = &story.response {
        page.heading("response");
        page.received(response);
    }
    page.0
}

/// A value's word on the wire.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[derive(Default)]
struct Page(String);

impl Page {
    fn line(&mut self, depth: usize, text: &str) {
        for line in text.lines() {
            // Writing to a text never fails.
            let _ = writeln!(self.0, "{:indent$}{line}", "", indent = 2 * depth);
        }
    }

    fn heading(&mut self, name: &str) {
        self.0.push('\n');
        self.line(0, name);
    }

    fn member(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.line(1, &format!("{name:<12}{value}"));
        }
    }

    fn headers(&mut self, headers: &Headers) {
        for (name, values) in headers {
            values.iter().for_each(|value| self.line(1, &format!("{name}: {value}")));
        }
    }

    fn payload(&mut self, name: &str, payload: &Payload) {
        let Some(text) = payload.text.as_deref() else {
            return self.line(1, &format!("{name}: {} bytes that are no text", payload.bytes));
        };
        if payload.bytes == 0 {
            return;
        }
        let cut = if payload.cut { format!(" (the beginning of {} bytes)", payload.bytes) } else { String::new() };
        self.line(1, &format!("{name}{cut}:"));
        self.line(2, text);
    }

    fn sent(&mut self, request: &SentRequest) {
        let words = [request.method.as_deref(), request.uri.as_deref()];
        self.line(1, &words.into_iter().flatten().collect::<Vec<_>>().join(" "));
        self.headers(&request.headers);
        self.payload("body", &request.body);
    }

    fn received(&mut self, response: &ReceivedResponse) {
        if let Some(status) = response.status {
            self.line(1, &status.to_string());
        }
        self.headers(&response.headers);
        self.payload("body", &response.body);
    }

    fn backend(&mut self, call: &BackendStory) {
        self.sent(&call.request);
        let after = call.millis.map(|millis| format!("after {millis:.3} ms")).unwrap_or_default();
        if let Some(response) = &call.response {
            self.line(1, &format!("answered {after}"));
            self.received(response);
        }
        if let Some(error) = &call.error {
            self.line(1, &format!("no answer {after}: {error}"));
        }
    }

    fn authorizer(&mut self, authorizer: &AuthorizerStory) {
        self.heading("authorizer");
        self.member("type", Some(&authorizer.kind));
        self.member("id", authorizer.id.as_deref());
        self.member("answer", authorizer.from_cache.then_some("kept from before"));
        self.member("caller", authorizer.caller.as_ref().map(Value::to_string).as_deref());
        if let Some(call) = &authorizer.call {
            self.backend(call);
        }
    }

    fn policy(&mut self, policy: &PolicyStory) {
        self.heading(&format!("policy ({})", word(&policy.policy)));
        self.member("decision", Some(&word(&policy.decision)));
        self.member("statement", policy.position.map(|position| position.to_string()).as_deref());
        self.member("", policy.statement.as_ref().map(Value::to_string).as_deref());
        self.member("asked", Some(&format!("{} on {}", policy.action, policy.resource)));
    }
}
