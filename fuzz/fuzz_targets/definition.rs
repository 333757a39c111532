//! Any text as an OpenAPI definition: reading it ends, nothing panics.

#![no_main]

use apigw_emulator::control::openapi::http::HttpDefinition;
use apigw_emulator::control::openapi::rest::{Options, RestDefinition};
use apigw_emulator::control::openapi::source::{self, Variables};
use apigw_emulator::control::openapi::{BasePath, Definition};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let variables = Variables { account: "111122223333", partition: "aws", region: "us-east-1" };
    let Ok(root) = source::read(data, &variables) else { return };
    let Some(definition) = Definition::new(root) else { return };
    for base_path in [BasePath::Ignore, BasePath::Prepend, BasePath::Split] {
        RestDefinition::read(&definition, Options { base_path, documentation: true });
        HttpDefinition::read(&definition, base_path);
    }
});
