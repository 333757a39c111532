//! Whatever the template and the payload are: nothing panics, nothing exceeds its limits, everything ends.

use std::collections::BTreeMap;

use apigw_emulator::expr::json_path::{Found, Item, JsonPath};
use apigw_emulator::gateway::mapping::{self, GivenInput};
use apigw_emulator::vtl::{Limits, Template};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Pieces of the language; random sequences of them reach far more than random characters do.
const PIECES: &[&str] = &[
    "$",
    "$!",
    "${",
    "$!{",
    "}",
    "{",
    "#",
    "##",
    "#*",
    "*#",
    "#[[",
    "]]#",
    "#if(",
    "#elseif(",
    "#else",
    "#{else}",
    "#end",
    "#set(",
    "#set($a = ",
    "#foreach($c in ",
    "#define($d)",
    "#macro(m)",
    "#break",
    "#stop",
    "#foo(",
    "#@b(",
    "#literal()",
    "(",
    ")",
    "[",
    "]",
    ".",
    "..",
    ",",
    ":",
    "=",
    "==",
    "&&",
    "||",
    "!",
    "+",
    "-",
    "*",
    "/",
    "%",
    "<",
    ">",
    "a",
    "b",
    "true",
    "false",
    "in",
    "1",
    "-1",
    "1.5",
    "2147483647",
    "\"",
    "'",
    "\\",
    "\\\\",
    " ",
    "\n",
    "\r\n",
    "$a",
    "$b",
    "$a.b(",
    "$a.size()",
    "$a[0]",
    "$a[",
    "$d",
    "text",
    "é",
    "😀",
    "\\u0041",
    "\"$a\"",
    "'k'",
    "$foreach.index",
    "$util.parseJson(",
    "$input.path('$')",
    "$input.json('$..*')",
    "$input.path(",
    "'$[?(@.a > 1)]'",
    "$context.requestOverride.header.h",
    "[1..3]",
    "{'k': 1}",
    "[]",
    "{}",
    "$a.put('k', $a)",
    "$a.add($a)",
    "$a.split('')",
    "$a.replaceAll('(.)', '$1$1')",
    "$a.subList(0, 1)",
    "$a.iterator()",
    "$a.entrySet()",
    "$a.matches('(a|b)*c')",
];

fn template() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
        1 => prop::collection::vec(any::<u8>(), 0..200).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ]
}

fn payload() -> impl Strategy<Value = String> {
    let pieces: &[&str] = &[
        "{", "}", "[", "]", ",", ":", "\"", "'", "\\", "\\u00e9", "\\ud800", "a", "1", "-", "1e999", "1.5", "null", "true", " ",
        "\u{1a}", "é",
    ];
    prop_oneof![
        1 => json_value().prop_map(|value| value.to_string()),
        1 => prop::collection::vec(prop::sample::select(pieces), 0..30).prop_map(|pieces| pieces.concat()),
        1 => prop::collection::vec(any::<u8>(), 0..100).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ]
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-c '\\\\.]{0,3}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-d]", inner, 0..4).prop_map(|members: BTreeMap<String, Value>| json!(members)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_template_parses_or_says_where_not(source in template()) {
        if let Err(error) = Template::parse(&source) {
            let lines = source.matches('\n').count() + 1;
            prop_assert!((1..=lines).contains(&error.line), "{error}");
            prop_assert!(error.column >= 1 && !error.expected.is_empty());
        }
    }

    #[test]
    fn any_template_renders_any_payload_within_its_limits(source in template(), body in payload()) {
        if let Ok(template) = Template::parse(&source) {
            let context = json!({"stage": "s", "identity": {"sourceIp": "::1"}});
            let input = GivenInput { body, context, ..GivenInput::default() };
            if let Ok(rendered) = mapping::render(&template, &input) {
                prop_assert!(rendered.text.len() <= Limits::default().output);
            }
        }
    }

    #[test]
    fn text_without_dollars_hashes_and_backslashes_is_constant(text in "[^$#\\\\]*") {
        let template = Template::parse(&text).unwrap();
        prop_assert_eq!(template.constant(), Some(text.as_str()));
    }

    #[test]
    fn any_text_comes_back_from_a_text_block(text in "[^]$#]*") {
        let template = Template::parse(&format!("#[[{text}]]#")).unwrap();
        prop_assert_eq!(template.constant(), Some(text.as_str()));
    }

    #[test]
    fn base64_and_url_encoding_come_back(text in "[^\"$#\\\\\u{1a}]*") {
        let input = GivenInput { body: text.clone(), ..GivenInput::default() };
        let template = "$util.base64Decode($util.base64Encode($input.body))|$util.urlDecode($util.urlEncode($input.body))";
        let rendered = mapping::render(&Template::parse(template).unwrap(), &input).unwrap().text;
        let text = if text.is_empty() { "{}".to_owned() } else { text };
        prop_assert_eq!(rendered, format!("{text}|{text}"));
    }

    #[test]
    fn a_json_payload_comes_back_from_input_json(value in json_value()) {
        prop_assume!(!value.is_null());
        let input = GivenInput { body: value.to_string(), ..GivenInput::default() };
        let rendered = mapping::render(&Template::parse("$input.json('$')").unwrap(), &input).unwrap().text;
        prop_assert_eq!(serde_json::from_str::<Value>(&rendered).unwrap(), value);
    }

    #[test]
    fn any_text_is_a_path_or_is_refused(path in "[$@.a\\[\\]*?()'0-9:,\\- &|=<>~/!]{0,20}", document in json_value()) {
        if let Ok(path) = JsonPath::parse(&path) {
            let _ = path.find(&document, &document);
        }
    }

    #[test]
    fn every_place_of_a_document_is_found_by_its_path(document in json_value()) {
        for (path, value) in places(&document) {
            let compiled = JsonPath::parse(&path).unwrap();
            prop_assert!(compiled.is_definite());
            prop_assert_eq!(compiled.find(&document, &document), Ok(Found::One(Item::Node(value))), "{}", path);
        }
    }

    #[test]
    fn a_deep_scan_for_all_finds_every_place_but_the_root(document in json_value()) {
        let Ok(Found::Many(found)) = JsonPath::parse("$..*").unwrap().find(&document, &document) else {
            return Err(TestCaseError::fail("a scan finds a list"));
        };
        prop_assert_eq!(found.len(), places(&document).len() - 1);
    }

    #[test]
    fn slices_are_those_of_the_list(length in 0_usize..6, from in -7_i64..7, to in -7_i64..7) {
        let items: Vec<usize> = (0..length).collect();
        let document = json!(items);
        let find = |path: String| match JsonPath::parse(&path).unwrap().find(&document, &document) {
            Ok(Found::Many(found)) => found.into_iter().map(|item| match item {
                Item::Node(node) => usize::try_from(node.as_u64().unwrap()).unwrap(),
                Item::Members(_) => usize::MAX,
            }).collect(),
            _ => Vec::new(),
        };
        let end = i64::try_from(length).unwrap();
        let clamp = |index: i64| usize::try_from(if index < 0 { index + end } else { index }.clamp(0, end)).unwrap();
        prop_assert_eq!(find(format!("$[{from}:]")), items[clamp(from)..].to_vec());
        prop_assert_eq!(find(format!("$[:{to}]")), items[..clamp(to)].to_vec());
        if from >= 0 && to >= 0 {
            let (start, stop) = (clamp(from), clamp(to));
            prop_assert_eq!(find(format!("$[{from}:{to}]")), items[start..stop.max(start)].to_vec());
        }
    }
}

/// Every value of a document with its path.
fn places(document: &Value) -> Vec<(String, Value)> {
    let mut found = vec![("$".to_owned(), document.clone())];
    let mut next = 0;
    while let Some((path, value)) = found.get(next).cloned() {
        match value {
            Value::Array(items) => found.extend(items.into_iter().enumerate().map(|(at, item)| (format!("{path}[{at}]"), item))),
            Value::Object(members) => {
                found.extend(members.into_iter().map(|(name, member)| (format!("{path}['{name}']"), member)))
            }
            _ => {}
        }
        next += 1;
    }
    found
}
