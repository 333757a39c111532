//! Who may call a route.

use emulator_api::Doc;

use crate::compile::http::{Compiler, text};
use crate::runtime::auth::AuthRule;

impl Compiler<'_> {
    /// The rule of a route. What is declared and cannot be checked refuses every call.
    pub(super) fn authorization(&mut self, at: &str, route: &Doc) -> AuthRule {
        match text(route, "authorizationType").unwrap_or("NONE") {
            "NONE" => AuthRule::Open,
            other => {
                let what = format!("authorizationType {other}");
                self.report(at, format!("{what} is not emulated yet, every call of the route is refused"));
                AuthRule::NotEmulated { what: what.into() }
            }
        }
    }
}
