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
    ("log", &["clock", "tasks"]),
    ("vtl", &[]),
    ("expr", &[]),
    ("policy", &[]),
    ("waf", &["policy"]),
    ("store", &["clock"]),
    ("runtime", &["vtl", "expr", "policy", "clock"]),
    ("compile", &["runtime", "vtl", "expr", "policy"]),
    ("control", &["store", "compile", "runtime", "expr", "vtl", "policy", "clock", "ids", "tasks"]),
    ("services", &["clock", "client"]),
    ("lambda", &["clock", "ids", "tasks", "client", "services", "policy"]),
    ("gateway", &["runtime", "lambda", "services", "vtl", "expr", "policy", "clock", "ids", "tasks", "log", "client", "waf"]),
    ("net", &["control", "gateway", "runtime", "clock", "ids", "tasks", "log", "client"]),
    (
        "app",
        &["cli", "clock", "control", "gateway", "lambda", "log", "net", "client", "runtime", "services", "store", "tasks", "waf"],
    ),
    ("cli", &["control", "gateway", "lambda", "log", "runtime", "services", "template_command", "waf"]),
    ("config", &["cli", "services"]),
    ("commands", &["app", "cli", "config", "control", "log", "net", "client", "template_command"]),
    ("template_command", &["vtl", "gateway"]),
];

/// Libraries that have one home.
const HOMES: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("rusqlite", &["store"]),
    ("axum", &["net"]),
    ("clap", &["cli", "config", "template_command"]),
    ("toml", &["config"]),
    ("tracing_subscriber", &["log"]),
];

#[test]
fn every_room_imports_only_what_it_may() {
    let mut broken = BTreeSet::new();
    for (room, file, code) in sources() {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else { continue };
        for imported in imports(&file, &code) {
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

/// The rooms that a file names: after `crate::`, also in braces, and after `super::` in a room's own top file.
/// `crate::net::client` counts as `client`.
fn imports(relative: &Path, code: &str) -> BTreeSet<String> {
    let is_top = relative.components().count() == 1;
    let roots = ["crate::"].into_iter().chain(is_top.then_some("super::"));
    roots
        .flat_map(|root| code.match_indices(root).map(move |(at, root)| (at, at + root.len())))
        .filter(|(at, _)| !code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$' || c == ':'))
        .flat_map(|(_, after)| paths(&code[after..]))
        .map(
            |path| {
                if path.starts_with("net::client") {
                    "client".to_owned()
                } else {
                    path.split("::").next().unwrap_or("").to_owned()
                }
            },
        )
        .filter(|room| !room.is_empty() && room.chars().all(|c| c.is_lowercase() || c == '_'))
        .collect()
}

/// The paths that `rest`, which follows `crate::`, begins with: one, or those of a list in braces.
fn paths(rest: &str) -> Vec<String> {
    let path =
        |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':')).collect::<String>();
    let Some(list) = rest.strip_prefix('{') else { return vec![path(rest)] };
    let mut depth = 1;
    let end = list.find(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth == 0
    });
    let mut depth = 0;
    let items = list[..end.unwrap_or(list.len())].split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    items.map(path).collect()
}

#[test]
fn imports_are_found_however_they_are_written() {
    let found = |file: &str, code: &str| imports(Path::new(file), code).into_iter().collect::<Vec<_>>();
    assert_eq!(found("gateway/rest.rs", "use crate::control::Kind; fn f() -> crate::store::Store {}"), ["control", "store"]);
    assert_eq!(
        found("gateway/rest.rs", "use crate::{control, net::client::HttpClient, store::{Store, path}};"),
        ["client", "control", "store"]
    );
    assert_eq!(found("gateway.rs", "use super::control;"), ["control"]);
    assert_eq!(found("gateway/rest.rs", "use super::control;"), Vec::<String>::new());
}

fn report(broken: &BTreeSet<String>) -> String {
    broken.iter().cloned().collect::<Vec<_>>().join("\n")
}
