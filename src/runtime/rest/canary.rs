//! The releases of a stage: a canary takes a share of its requests.

use crate::runtime::rest::RestStage;

/// Which release of its stage a compiled stage is (developer guide, "Set up an API Gateway canary release deployment").
#[derive(Debug)]
pub enum Release {
    /// The stage has no canary.
    Only,
    /// The production release, beside a canary.
    Production(Canary),
    /// The canary.
    Canary,
}

/// A canary release.
#[derive(Debug)]
pub struct Canary {
    /// How many of a hundred requests it gets.
    pub percent: f64,
    /// The stage with the canary's deployment and variables.
    pub stage: Box<RestStage>,
}

impl Release {
    /// `$context.isCanaryRequest`; none where the stage has no canary.
    pub fn is_canary_request(&self) -> Option<bool> {
        match self {
            Self::Only => None,
            Self::Production(_) => Some(false),
            Self::Canary => Some(true),
        }
    }
}

impl RestStage {
    /// Its releases: itself, and its canary if it has one.
    pub fn releases(&self) -> impl Iterator<Item = &Self> {
        let canary = match &self.release {
            Release::Production(canary) => Some(&*canary.stage),
            Release::Only | Release::Canary => None,
        };
        std::iter::once(self).chain(canary)
    }

    /// The release that answers a request: the canary when `draw`, a number from 0 up to 1 that is drawn where there is one,
    /// falls in its share.
    pub fn release(&self, draw: impl FnOnce() -> f64) -> &Self {
        match &self.release {
            Release::Production(canary) if draw() * 100.0 < canary.percent => &canary.stage,
            Release::Production(_) | Release::Only | Release::Canary => self,
        }
    }
}
