//! What compiling found in what is published: settings that AWS would refuse, or that do nothing here.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// One such setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The stage that serves it, where stages do.
    pub stage: Option<Box<str>>,
    /// Where it is, as a path below its owner: `/resources/abc123/methods/GET/integration`.
    pub path: String,
    /// What is wrong and what to do about it.
    pub message: String,
    /// Whether a strict emulator takes it too: AWS demands it, or it changes nothing there either.
    pub tolerated: bool,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            formatter.write_str(&self.message)
        } else {
            write!(formatter, "{}: {}", self.path, self.message)
        }
    }
}

/// What has settings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The API with this id.
    Api(String),
    /// The custom domain name.
    Domain(String),
    /// The usage plans of an account in a region.
    UsagePlans {
        /// The account, 12 digits.
        account: String,
        /// The region.
        region: String,
    },
}

impl fmt::Display for Owner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(id) => write!(formatter, "API {id}"),
            Self::Domain(name) => write!(formatter, "domain name {name}"),
            Self::UsagePlans { .. } => formatter.write_str("usage plans"),
        }
    }
}

/// What was found of one owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Whose settings they are.
    pub owner: Owner,
    /// The owner's account.
    pub account: String,
    /// The owner's region.
    pub region: String,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// All that was found of what is published now. Asked while publishing and by who wants to know, not while serving.
#[derive(Debug, Default)]
pub struct Findings(Mutex<BTreeMap<Owner, Found>>);

impl Findings {
    /// Puts what was found of an owner in the place of what was before.
    pub fn put(&self, found: Found) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if found.findings.is_empty() {
            known.remove(&found.owner);
        } else {
            known.insert(found.owner.clone(), found);
        }
    }

    /// Forgets an owner that is no more.
    pub fn remove(&self, owner: &Owner) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(owner);
    }

    /// What of `found` was not found at the last publish.
    pub fn news<'f>(&self, found: &'f Found) -> Vec<&'f Finding> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get(&found.owner).map_or(&[][..], |known| &known.findings);
        found.findings.iter().filter(|finding| !known.contains(finding)).collect()
    }

    /// All of it.
    pub fn all(&self) -> Vec<Found> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(messages: &[&str]) -> Found {
        let finding = |message: &&str| Finding {
            stage: None,
            path: "/routes/r".to_owned(),
            message: (*message).to_owned(),
            tolerated: false,
        };
        Found {
            owner: Owner::Api("abc".to_owned()),
            account: "000000000000".to_owned(),
            region: "us-east-1".to_owned(),
            findings: messages.iter().map(finding).collect(),
        }
    }

    #[test]
    fn what_is_of_the_owner_itself_is_told_without_a_path() {
        let finding = |path: &str| Finding { stage: None, path: path.to_owned(), message: "it".to_owned(), tolerated: false };
        assert_eq!([finding("/a"), finding("")].map(|finding| finding.to_string()), ["/a: it", "it"]);
    }

    #[test]
    fn what_was_found_before_is_no_news() {
        let findings = Findings::default();
        assert_eq!(findings.news(&found(&["a"])).len(), 1);
        findings.put(found(&["a"]));
        assert!(findings.news(&found(&["a"])).is_empty());
        let more = found(&["a", "b"]);
        assert_eq!(findings.news(&more).iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>(), ["b"]);
        findings.put(found(&[]));
        assert_eq!(findings.news(&found(&["a"])).len(), 1, "it was put right in between");
    }
}
