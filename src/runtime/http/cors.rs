//! Which other origins may use an HTTP API, and what a browser is told about it.
//!
//! Follows the developer guide, "Configuring CORS for an HTTP API".

use ::http::header::HeaderValue;

/// The CORS configuration of an API.
#[derive(Debug, Default)]
pub struct Cors {
    /// The origins that may call.
    pub allow_origins: Origins,
    /// `access-control-allow-methods` of a preflight answer.
    pub allow_methods: Option<HeaderValue>,
    /// `access-control-allow-headers` of a preflight answer.
    pub allow_headers: Option<HeaderValue>,
    /// `access-control-expose-headers` of any other answer.
    pub expose_headers: Option<HeaderValue>,
    /// `access-control-max-age` of a preflight answer, in seconds.
    pub max_age: Option<HeaderValue>,
    /// Whether the answer says that credentials may be sent.
    pub allow_credentials: bool,
}

/// The origins that may call.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Origins {
    /// `*` is among them.
    pub any: bool,
    /// The others; one that ends with `*` stands for all that begin alike (`https://*`).
    pub named: Box<[Box<str>]>,
}

impl Origins {
    /// What `access-control-allow-origin` says to a caller from `origin`; none when it may not call.
    pub fn allow(&self, origin: &HeaderValue) -> Option<HeaderValue> {
        if self.any {
            return Some(HeaderValue::from_static("*"));
        }
        let text = origin.to_str().ok()?;
        let matches = |known: &str| match known.strip_suffix('*') {
            Some(start) => text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)),
            None => text.eq_ignore_ascii_case(known),
        };
        self.named.iter().any(|known| matches(known)).then(|| origin.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origins(named: &[&str]) -> Origins {
        Origins { any: false, named: named.iter().map(|origin| (*origin).into()).collect() }
    }

    #[track_caller]
    fn check(origins: &Origins, origin: &'static str, allowed: Option<&'static str>) {
        assert_eq!(origins.allow(&HeaderValue::from_static(origin)), allowed.map(HeaderValue::from_static));
    }

    #[test]
    fn a_named_origin_is_told_its_own_name() {
        let named = origins(&["https://www.example.com", "http://localhost:3000"]);
        check(&named, "http://localhost:3000", Some("http://localhost:3000"));
        check(&named, "http://localhost:3001", None);
        check(&named, "https://www.example.com.evil.test", None);
    }

    // Amazon API Gateway V2 API reference, model Cors: `allowOrigins` may be `http://*` and `https://*`.
    #[test]
    fn a_scheme_may_stand_for_all_its_origins() {
        let https = origins(&["https://*"]);
        check(&https, "https://a.test", Some("https://a.test"));
        check(&https, "http://a.test", None);
    }

    #[test]
    fn an_asterisk_allows_everyone_by_itself() {
        check(&Origins { any: true, named: Box::default() }, "https://a.test", Some("*"));
    }
}
