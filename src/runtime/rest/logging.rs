//! What a method writes into its stage's execution log (developer guide, "CloudWatch log formats for API Gateway").

/// `loggingLevel` and `dataTraceEnabled` of a method whose level is not OFF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logging {
    /// Whether all steps are told (INFO), and not only failures (ERROR).
    pub all_steps: bool,
    /// Whether requests and answers are told whole.
    pub data: bool,
}
