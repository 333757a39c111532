//! The dependency rule of ARCHITECTURE.md, checked: who may import whom, and who may use which library.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room of `src/` with the rooms that it may import. `client` stands for `net::client` alone.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("ids", &[]),
    ("tasks", &[]),
    ("vtl", &[]),
    ("expr", &[]),
    ("policy", &[]),
    ("store", &["clock"]),
    ("runtime", &["vtl", "expr", "policy", "clock"]),
    ("compile", &["runtime", "vtl", "expr", "policy"]),
    ("control", &["store", "compile", "runtime", "expr", "vtl", "policy", "clock", "ids", "tasks"]),
    ("lambda", &["clock", "ids", "tasks", "client"]),
    ("gateway", &["runtime", "lambda", "vtl", "expr", "policy", "clock", "ids", "tasks", "client"]),
    ("net", &["control", "gateway", "runtime", "clock", "ids", "tasks", "client"]),
    ("app", &["cli", "clock", "control", "gateway", "lambda", "net", "client", "runtime", "store", "tasks"]),
    ("cli", &["gateway", "lambda", "template_command"]),
    ("commands", &["app", "cli", "control", "net", "client", "template_command"]),
    ("template_command", &["vtl", "gateway"]),
];

/// Libraries that have one home.
const HOMES: &[(&str, &[&str])] =
    &[("sqlx", &["store"]), ("rusqlite", &["store"]), ("axum", &["net"]), ("clap", &["cli", "main", "template_command"])];

#[test]
fn every_room_imports_only_what_it_may() {
    let mut broken = BTreeSet::new();
    for (room, file, code) in sources() {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else { continue };
        for imported in imports(&code) {
            if imported != room && !allowed.contains(&imported.as_str()) {
                broken.insert(format!("{}: `{room}` must not import `{imported}`", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", report(&broken));
}

#[test]
fn every_library_stays_in_its_home() {
    let mut broken = BTreeSet::new();
    for (room, file, code) in sources() {
        for (library, homes) in HOMES {
            let used = code.contains(&format!("{library}::")) || code.contains(&format!("use {library};"));
            if used && !homes.contains(&room.as_str()) {
                broken.insert(format!("{}: `{library}` belongs to {homes:?}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", report(&broken));
}

#[test]
fn the_table_names_every_room() {
    let known: BTreeSet<&str> = MAY_IMPORT.iter().map(|(room, _)| *room).chain(["lib", "main"]).collect();
    let unknown: BTreeSet<String> = sources().map(|(room, ..)| room).filter(|room| !known.contains(room.as_str())).collect();
    assert!(unknown.is_empty(), "say in MAY_IMPORT what these may import: {unknown:?}");
}

/// Every source file of the emulator: its room, its path, its code without comments.
fn sources() -> impl Iterator<Item = (String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.into_iter().map(move |file| {
        let relative = file.strip_prefix(&root).unwrap().to_path_buf();
        let first = relative.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let room = first.trim_end_matches(".rs").to_owned();
        let code = without_comments(&fs::read_to_string(&file).unwrap());
        (room, relative, code)
    })
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn without_comments(code: &str) -> String {
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The rooms that a file names after `crate::`; `crate::net::client` counts as `client`.
fn imports(code: &str) -> BTreeSet<String> {
    let path_after = |start: usize| -> Vec<String> {
        code[start..]
            .split("::")
            .take(2)
            .map(|part| part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
            .collect()
    };
    code.match_indices("crate::")
        .filter(|(at, _)| !code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$'))
        .map(|(at, marker)| path_after(at + marker.len()))
        .map(|parts| match parts.as_slice() {
            [first, second] if first == "net" && second == "client" => "client".to_owned(),
            [first, ..] => first.clone(),
            [] => String::new(),
        })
        .filter(|room| !room.is_empty() && room.chars().all(|c| c.is_lowercase() || c == '_'))
        .collect()
}

fn report(broken: &BTreeSet<String>) -> String {
    broken.iter().cloned().collect::<Vec<_>>().join("\n")
}
