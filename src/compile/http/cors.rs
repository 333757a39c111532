//! The CORS configuration of an API.

use ::http::header::HeaderValue;
use emulator_api::Doc;
use serde_json::Value;

use crate::compile::document::{flag, texts};
use crate::compile::http::Compiler;
use crate::runtime::http::cors::{Cors, Origins};

impl Compiler<'_> {
    pub(super) fn cors(&mut self, configuration: &Doc) -> Cors {
        let origins: Vec<&str> = texts(configuration, "allowOrigins").collect();
        Cors {
            allow_origins: Origins {
                any: origins.contains(&"*"),
                named: origins.iter().filter(|origin| **origin != "*").map(|origin| (*origin).into()).collect(),
            },
            allow_methods: self.header_list(configuration, "allowMethods"),
            allow_headers: self.header_list(configuration, "allowHeaders"),
            expose_headers: self.header_list(configuration, "exposeHeaders"),
            max_age: configuration.get("maxAge").and_then(Value::as_i64).map(HeaderValue::from),
            allow_credentials: flag(configuration, "allowCredentials"),
        }
    }

    /// A list as one header value; none when it is empty.
    fn header_list(&mut self, configuration: &Doc, member: &str) -> Option<HeaderValue> {
        let list = texts(configuration, member).collect::<Vec<_>>().join(",");
        if list.is_empty() {
            return None;
        }
        let value = HeaderValue::try_from(list);
        if value.is_err() {
            self.report("", format!("corsConfiguration.{member} cannot be sent in a header and is left out"));
        }
        value.ok()
    }
}
