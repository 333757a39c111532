//! The corpus of templates with the answers of the real engine, which lies beside the repository where it is tested.

use std::fs;
use std::path::Path;

use apigw_emulator::gateway::mapping::{self, GivenInput};
use apigw_emulator::vtl::Template;
use serde_json::Value;

#[test]
fn every_template_of_the_corpus_renders_as_the_real_engine_does() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vtl/corpus");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: there is no {}", folder.display());
        return;
    };
    let mut failures = Vec::new();
    let mut cases = 0;
    for entry in entries {
        for line in fs::read_to_string(entry.unwrap().path()).unwrap().lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            cases += 1;
            let rendered = render(&case);
            let agrees = match (&rendered, case["expected"].get("output")) {
                (Ok(text), Some(expected)) => expected == text.as_str(),
                (Err(_), None) => true,
                _ => false,
            };
            if !agrees {
                failures.push(format!("{}: {rendered:?}, expected {}", case["id"], case["expected"]));
            }
        }
    }
    assert!(failures.is_empty(), "{} of {cases}\n{}", failures.len(), failures.join("\n"));
}

fn render(case: &Value) -> Result<String, String> {
    let input = GivenInput {
        body: case["body"].as_str().unwrap_or_default().to_owned(),
        params: case["params"].clone(),
        context: case["context"].clone(),
        stage_variables: case["stageVariables"].clone(),
    };
    let template = Template::parse(case["template"].as_str().unwrap()).map_err(|error| error.to_string())?;
    mapping::render_as_given(&template, &input).map_err(|error| error.to_string())
}
