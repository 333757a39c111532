//! Who may call a method or route, as compiled. Enforcement lives in `gateway::authorize`.

/// The authorization of one method or route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthRule {
    /// `NONE`: anyone.
    Open,
    /// Declared, but this emulator cannot check it yet; it refuses every call and names what is missing.
    NotEmulated {
        /// What is declared, in the words of the API: `authorizationType AWS_IAM`.
        what: Box<str>,
    },
}
