//! `accessLogSettings` of a stage.

use emulator_api::Doc;

use crate::compile::Diagnostic;
use crate::runtime::access_log::{AccessLog, AccessLogFormat, LogDestination};

/// Variables that always have a value on AWS where it applies (developer guide, "Variables for access logging for API Gateway"), and why
/// they have none here.
const WITHOUT_VALUE: [(&str, &str); 3] = [
    ("cipherSuite", "the listener speaks no TLS"),
    ("identity.vpcId", "which VPC an endpoint is in is not known"),
    ("tlsVersion", "the listener speaks no TLS"),
];

/// The access log of a stage; none when it is not set whole, which AWS stores and does not act upon. What becomes of it
/// otherwise than on AWS is told.
pub(super) fn compile(stage: &Doc, diagnostics: &mut Vec<Diagnostic>) -> Option<AccessLog> {
    let settings = stage.get("accessLogSettings")?.as_object()?;
    let text = |name: &str| settings.get(name)?.as_str().filter(|text| !text.is_empty());
    let (arn, format) = (text("destinationArn")?, text("format")?);
    let mut report = |message: String| diagnostics.push(Diagnostic::new("", message));
    let Some(destination) = LogDestination::parse(arn) else {
        report(format!("accessLogSettings: {arn} is no log group and no delivery stream; no access log is written"));
        return None;
    };
    if let LogDestination::DeliveryStream { name } = &destination {
        report(format!("accessLogSettings: the delivery stream {name} gets nothing; lines go where --access-log says"));
    }
    let format = AccessLogFormat::parse(format);
    for (name, why) in format.variables().filter_map(|name| WITHOUT_VALUE.iter().find(|(known, _)| *known == name)) {
        report(format!("accessLogSettings: $context.{name} is always a dash here: {why}"));
    }
    Some(AccessLog { format, destination })
}
