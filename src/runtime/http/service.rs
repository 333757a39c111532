//! First-class integrations of HTTP APIs with AWS services (developer guide, "Working with AWS service integrations for HTTP
//! APIs" and "Integration subtype reference").

use crate::runtime::http::mapping::Template;

/// A first-class integration.
#[derive(Debug)]
pub struct ServiceIntegration {
    /// What is asked of which service.
    pub subtype: Subtype,
    /// The values of its parameters, by their names.
    pub parameters: Parameters,
}

/// Parameters by their names.
pub type Parameters = Box<[(Box<str>, Template)]>;

/// What a first-class integration asks of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "AWS's own names; the guide's page describes each")]
pub enum Subtype {
    AppConfigGetConfiguration,
    EventBridgePutEvents,
    KinesisPutRecord,
    SqsDeleteMessage,
    SqsPurgeQueue,
    SqsReceiveMessage,
    SqsSendMessage,
    StepFunctionsStartExecution,
    StepFunctionsStartSyncExecution,
    StepFunctionsStopExecution,
}

/// The names of subtypes.
const NAMES: [(&str, Subtype); 10] = [
    ("AppConfig-GetConfiguration", Subtype::AppConfigGetConfiguration),
    ("EventBridge-PutEvents", Subtype::EventBridgePutEvents),
    ("Kinesis-PutRecord", Subtype::KinesisPutRecord),
    ("SQS-DeleteMessage", Subtype::SqsDeleteMessage),
    ("SQS-PurgeQueue", Subtype::SqsPurgeQueue),
    ("SQS-ReceiveMessage", Subtype::SqsReceiveMessage),
    ("SQS-SendMessage", Subtype::SqsSendMessage),
    ("StepFunctions-StartExecution", Subtype::StepFunctionsStartExecution),
    ("StepFunctions-StartSyncExecution", Subtype::StepFunctionsStartSyncExecution),
    ("StepFunctions-StopExecution", Subtype::StepFunctionsStopExecution),
];

impl Subtype {
    /// The subtype of this name.
    pub fn parse(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, subtype)| *subtype)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, subtype)| *subtype == self).map_or("", |(name, _)| name)
    }

    /// The service, as its host is called.
    pub fn service(self) -> &'static str {
        match self {
            Self::AppConfigGetConfiguration => "appconfig",
            Self::EventBridgePutEvents => "events",
            Self::KinesisPutRecord => "kinesis",
            Self::SqsDeleteMessage | Self::SqsPurgeQueue | Self::SqsReceiveMessage | Self::SqsSendMessage => "sqs",
            Self::StepFunctionsStartExecution | Self::StepFunctionsStartSyncExecution | Self::StepFunctionsStopExecution => {
                "states"
            }
        }
    }

    /// The parameters that an integration must have.
    pub fn required(self) -> &'static [&'static str] {
        match self {
            Self::AppConfigGetConfiguration => &["Application", "Environment", "Configuration", "ClientId"],
            Self::EventBridgePutEvents => &["Detail", "DetailType", "Source"],
            Self::KinesisPutRecord => &["StreamName", "Data", "PartitionKey"],
            Self::SqsDeleteMessage => &["ReceiptHandle", "QueueUrl"],
            Self::SqsPurgeQueue | Self::SqsReceiveMessage => &["QueueUrl"],
            Self::SqsSendMessage => &["QueueUrl", "MessageBody"],
            Self::StepFunctionsStartExecution | Self::StepFunctionsStartSyncExecution => &["StateMachineArn"],
            Self::StepFunctionsStopExecution => &["ExecutionArn"],
        }
    }

    /// The parameters that it may have.
    pub fn optional(self) -> &'static [&'static str] {
        match self {
            Self::AppConfigGetConfiguration => &["ClientConfigurationVersion", "Region"],
            Self::EventBridgePutEvents => &["Time", "EventBusName", "Resources", "Region", "TraceHeader"],
            Self::KinesisPutRecord => &["SequenceNumberForOrdering", "ExplicitHashKey", "Region"],
            Self::SqsDeleteMessage | Self::SqsPurgeQueue => &["Region"],
            Self::SqsReceiveMessage => &[
                "AttributeNames",
                "MaxNumberOfMessages",
                "MessageAttributeNames",
                "ReceiveRequestAttemptId",
                "VisibilityTimeout",
                "WaitTimeSeconds",
                "Region",
            ],
            Self::SqsSendMessage => &[
                "DelaySeconds",
                "MessageAttributes",
                "MessageDeduplicationId",
                "MessageGroupId",
                "MessageSystemAttributes",
                "Region",
            ],
            Self::StepFunctionsStartExecution => &["Name", "Input", "Region"],
            Self::StepFunctionsStartSyncExecution => &["Name", "Input", "Region", "TraceHeader"],
            Self::StepFunctionsStopExecution => &["Cause", "Error", "Region"],
        }
    }
}
