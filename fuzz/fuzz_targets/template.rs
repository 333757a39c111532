//! Any template with any payload: nothing panics, hangs or exceeds its limits.
//!
//! The input is a template, and after a zero byte the payload.

#![no_main]

use std::borrow::Cow;

use apigw_emulator::gateway::mapping::{self, MappingInput, Pairs};
use apigw_emulator::vtl::{Limits, Template};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

struct Request {
    body: String,
    context: Value,
}

fn pair(name: &'static str, value: &'static str) -> Pairs<'static> {
    vec![(Cow::Borrowed(name), Cow::Borrowed(value))]
}

impl MappingInput for Request {
    fn body(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.body)
    }

    fn path_parameters(&self) -> Pairs<'_> {
        pair("id", "7")
    }

    fn query_parameters(&self) -> Pairs<'_> {
        pair("q", "it's")
    }

    fn headers(&self) -> Pairs<'_> {
        pair("X-H", "h")
    }

    fn context(&self) -> Cow<'_, Value> {
        Cow::Borrowed(&self.context)
    }

    fn stage_variables(&self) -> Pairs<'_> {
        pair("v", "1")
    }
}

fuzz_target!(|data: &[u8]| {
    let (template, body) = match data.iter().position(|&byte| byte == 0) {
        Some(end) => (&data[..end], &data[end + 1..]),
        None => (data, &data[..0]),
    };
    let Ok(template) = Template::parse(&String::from_utf8_lossy(template)) else { return };
    let context = json!({"stage": "s", "identity": {"sourceIp": "::1"}, "list": [1, {"a": "b"}]});
    let request = Request { body: String::from_utf8_lossy(body).into_owned(), context };
    if let Ok(rendered) = mapping::render(&template, &request) {
        assert!(rendered.text.len() <= Limits::default().output);
    }
});
