//! `fixtures/vtl/`: one file a case. Its README says what the sections are.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use apigw_emulator::gateway::mapping::{self, GivenInput, Overrides};
use apigw_emulator::vtl::Template;
use serde_json::{Value, json};

#[test]
fn every_fixture_renders_what_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/vtl");
    let mut files = Vec::new();
    collect(&folder, &mut files);
    assert!(files.len() > 50, "only {} fixtures in {}", files.len(), folder.display());
    let failures: Vec<String> = files.iter().filter_map(|file| check(file).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, files);
        } else if entry.extension().is_some_and(|extension| extension == "txt") {
            files.push(entry);
        }
    }
}

fn check(file: &Path) -> Result<(), String> {
    let text = fs::read_to_string(file).unwrap();
    let sections = sections(&text);
    let json = |name: &str| sections.get(name).map_or(json!({}), |text| serde_json::from_str::<Value>(text).unwrap());
    let input = GivenInput {
        body: sections.get("body").copied().unwrap_or_default().to_owned(),
        params: json("params"),
        context: json("context"),
        stage_variables: json("stageVariables"),
    };
    let rendered = Template::parse(sections["template"])
        .map_err(|error| error.to_string())
        .and_then(|template| mapping::render(&template, &input).map_err(|error| error.to_string()));
    let mismatch = |expected: &dyn std::fmt::Debug, got: &dyn std::fmt::Debug| {
        Err(format!("{}\n  expected {expected:?}\n  got      {got:?}", file.display()))
    };
    match (rendered, sections.get("output"), sections.get("error")) {
        (Ok(rendered), Some(expected), None) if rendered.text != *expected => mismatch(expected, &rendered.text),
        (Err(error), None, Some(expected)) if error != *expected => mismatch(expected, &error),
        (Ok(rendered), None, Some(expected)) => mismatch(expected, &rendered.text),
        (Err(error), Some(expected), None) => mismatch(expected, &error),
        (Ok(rendered), Some(_), None) => match sections.get("overrides") {
            Some(expected) if written(&rendered.overrides) != serde_json::from_str::<Value>(expected).unwrap() => {
                mismatch(expected, &rendered.overrides)
            }
            _ => Ok(()),
        },
        (Err(_), None, Some(_)) => Ok(()),
        (_, output, error) => Err(format!("{}: a case has an output or an error, not {output:?} and {error:?}", file.display())),
    }
}

/// What a template has assigned, as a fixture writes it.
fn written(overrides: &Overrides) -> Value {
    let object = |pairs: &[(String, String)]| pairs.iter().map(|(name, value)| (name.clone(), json!(value))).collect::<Value>();
    json!({
        "requestOverride": {
            "header": object(&overrides.request_headers),
            "path": object(&overrides.request_path),
            "querystring": object(&overrides.request_query),
        },
        "responseOverride": {"header": object(&overrides.response_headers), "status": overrides.response_status},
    })
}

/// The text between a line `--- name` and the newline before the next such line, or the last newline of the file.
fn sections(text: &str) -> HashMap<&str, &str> {
    let mut sections = HashMap::new();
    let mut rest = text;
    while let Some(start) = rest.find("--- ") {
        let (name, body) = rest[start + 4..].split_once('\n').unwrap_or((&rest[start + 4..], ""));
        let (content, after) = match body.find("\n--- ") {
            _ if body.starts_with("--- ") => ("", body),
            Some(end) => (&body[..end], &body[end + 1..]),
            None => (body.strip_suffix('\n').unwrap_or(body), ""),
        };
        sections.insert(name, content);
        rest = after;
    }
    sections
}
