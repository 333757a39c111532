use serde_json::{Value, json};

use super::{Found, Item, JsonPath, Missing};

/// The developer guide's pets, and what its examples leave out.
fn document() -> Value {
    json!({
        "pets": [{"id": 1, "type": "dog", "price": 249.99}, {"id": 2, "type": "cat", "price": 124.99}, {"id": 3, "type": null}],
        "a b": {"c.d": "x"},
    })
}

fn found(path: &str) -> Result<Value, Missing> {
    let document = document();
    let value = |item: Item<Value>| match item {
        Item::Node(value) => value,
        Item::Members(members) => members.into_iter().collect(),
    };
    let found = JsonPath::parse_with_length(path).unwrap().find(&document, &document)?;
    Ok(match found {
        Found::One(item) => value(item),
        Found::Many(items) => items.into_iter().map(value).collect(),
        Found::Length(length) => json!(length),
    })
}

// Expected values are those of Jayway JsonPath 2.0.0, but for length(), which is younger.
#[test]
fn paths_find_what_jayway_finds() {
    for (path, expected) in [
        ("$.pets[0].type", json!("dog")),
        ("pets[1].id", json!(2)),
        ("@.pets[1]['id']", json!(2)),
        ("$['a b']['c.d']", json!("x")),
        ("$.pets[0]['id','type','nope']", json!({"id": 1, "type": "dog"})),
        ("$.pets[(@.length-1)].id", json!(3)),
        ("$.pets[2].type", json!(null)),
        ("$.pets[*].id", json!([1, 2, 3])),
        ("$.pets[*].price", json!([249.99, 124.99])),
        ("$.nope[*].id", json!([])),
        ("$..id", json!([1, 2, 3])),
        ("$.pets[0,2].id", json!([1, 3])),
        ("$.pets[-2:].id", json!([2, 3])),
        ("$.pets[?(@.price)].id", json!([1, 2])),
        ("$.pets[?(!@.price)].id", json!([3])),
        ("$.pets[?(@.price > 200 || @.id == 3)].id", json!([1, 3])),
        ("$.pets[?(@.type == 'cat' && @.id <= 2)].id", json!([2])),
        ("$.pets[?(@.type == null)].id", json!([3])),
        ("$.pets[?(@.type =~ /DOG|x/i)].id", json!([1])),
        ("$.pets[?(@.id == $.pets[1].id)].type", json!(["cat"])),
        ("$.pets.length()", json!(3)),
        ("$.pets[0].type.length()", json!(3)),
        ("$.pets[*].id.length()", json!(3)),
    ] {
        assert_eq!(found(path), Ok(expected), "{path}");
    }
}

#[test]
fn what_is_not_there_is_missing() {
    for path in ["$.nope", "$.pets.id", "$.pets[3]", "$.pets[-1]", "$.pets[0:2].nope", "$.nope.length()"] {
        assert_eq!(found(path), Err(Missing::NotFound), "{path}");
    }
    assert_eq!(found("$.pets[0][0]"), Err(Missing::Inapplicable));
    assert_eq!(found("$.pets[?(@.id == 'x')]"), Err(Missing::NotANumber("x".to_owned())));
}

#[test]
fn what_is_no_path_is_refused() {
    for path in ["", "$.", "$..", "$a", "$.a b", "$.a[", "$.a[]", "$.a[x]", "$[?(@.a ==]", "$[?(@..a == 1)]"] {
        assert!(JsonPath::parse(path).is_err(), "{path}");
    }
}

// JsonPath 2.0.0 has no functions: there it is the name of a member.
#[test]
fn length_is_a_name_unless_it_is_asked_for() {
    let document = json!({"length()": 7});
    let found = JsonPath::parse("$.length()").unwrap().find(&document, &document);
    assert_eq!(found, Ok(Found::One(Item::Node(json!(7)))));
}
