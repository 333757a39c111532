//! Finds one value in a JSON text without making the others: most messages are read for their route alone.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::{BodyIsNotJson, Step};

/// What was found: nearly always a text, which need not be copied.
pub(super) enum Found<'t> {
    Text(Cow<'t, str>),
    Other(Value),
}

/// What a JSON text has at the end of these steps; none when it has nothing there. Of several members of one name the last
/// counts.
///
/// # Errors
/// The text is not JSON.
pub(super) fn find<'t>(text: &'t str, steps: &[Step]) -> Result<Option<Found<'t>>, BodyIsNotJson> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let found = Seek { steps }.deserialize(&mut deserializer);
    let found = found.and_then(|found| deserializer.end().map(|()| found));
    found.map_err(|_| BodyIsNotJson)
}

struct Seek<'s> {
    steps: &'s [Step],
}

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = Option<Found<'de>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if self.steps.is_empty() { deserializer.deserialize_any(Take).map(Some) } else { deserializer.deserialize_any(self) }
    }
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = Option<Found<'de>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let (wanted, deeper) = match self.steps.split_first() {
            Some((Step::Member(name), deeper)) => (Some(&**name), deeper),
            Some((Step::Element(_), _)) | None => (None, self.steps),
        };
        let mut found = None;
        while let Some(is_wanted) = members.next_key_seed(Is(wanted))? {
            if is_wanted {
                found = members.next_value_seed(Seek { steps: deeper })?;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        if let Some((Step::Element(index), deeper)) = self.steps.split_first() {
            for _ in 0..*index {
                if items.next_element::<IgnoredAny>()?.is_none() {
                    return Ok(None);
                }
            }
            found = items.next_element_seed(Seek { steps: deeper })?.flatten();
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(found)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// Takes what the steps lead to.
struct Take;

impl<'de> Visitor<'de> for Take {
    type Value = Found<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Found::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Found::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Found::Other(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Found::Other(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Found::Other(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Found::Other(value.into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Found::Other(Value::Null))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(members)).map(Found::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(items)).map(Found::Other)
    }
}

/// Whether a member's name is this one.
struct Is<'n>(Option<&'n str>);

impl<'de> DeserializeSeed<'de> for Is<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Is<'_> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<bool, E> {
        Ok(self.0 == Some(name))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BodyPath, stringify};
    use super::*;

    #[test]
    fn it_finds_what_the_whole_document_has_there() {
        let text =
            r#"{"a": 0, "b": {"c": [1, {"d": "é"}], "e": null}, "f": 1.5, "g": true, "h": -1, "i": "x", "a": {"b": "last"}}"#;
        let document: Value = serde_json::from_str(text).expect("JSON");
        for path in [
            "",
            ".a",
            ".a.b",
            ".b",
            ".b.c",
            ".b.c[0]",
            ".b.c[1].d",
            ".b.c[2]",
            ".b.c.d",
            ".b[0]",
            ".b.e",
            ".f.x",
            ".g.x",
            ".h",
            ".i.x",
            ".z",
        ] {
            let path = BodyPath::parse(path).expect("a path");
            let found = path.text_in(text).expect("a path of names").expect("JSON");
            assert_eq!(found.as_deref(), path.text(&document).as_deref(), "{path:?}");
        }
        assert_eq!(stringify(&document["a"]), "{b=last}");
    }

    #[test]
    fn what_is_not_json_to_its_end_is_not_json() {
        let path = BodyPath::parse(".a").expect("a path");
        for text in ["", "x", r#"{"a": 1"#, r#"{"a": 1} x"#, r#"{"b": nul, "a": 1}"#, r#"{"a": 1,}"#] {
            assert_eq!(path.text_in(text), Some(Err(BodyIsNotJson)), "{text}");
        }
    }
}
