//! A document that is about to be stored, beside what is stored in its place. An update is refused for what it sets, and not for what
//! was there before: what an earlier version took, or what was right when it was made.

use std::ops::Deref;

use emulator_api::codec::Doc;
use serde_json::Value;

/// A document that is about to be stored; it reads as the document itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draft<'d> {
    doc: &'d Doc,
    before: Option<&'d Doc>,
}

impl<'d> Draft<'d> {
    /// A new document.
    pub(crate) fn new(doc: &'d Doc) -> Self {
        Self { doc, before: None }
    }

    /// A document in place of one that is stored.
    pub(crate) fn of(before: &'d Doc, doc: &'d Doc) -> Self {
        Self { doc, before: Some(before) }
    }

    /// Whether one of these members is new, or is not what it was.
    pub(crate) fn sets(&self, members: &[&str]) -> bool {
        members.iter().any(|member| self.sets_value(|doc| doc.get(*member)))
    }

    /// Whether a part of it is new, or is not what it was.
    pub(crate) fn sets_value(&self, part: impl Fn(&Doc) -> Option<&Value>) -> bool {
        self.before.is_none_or(|before| part(before) != part(self.doc))
    }

    /// The same of the part that a member is, when both are documents.
    pub(crate) fn part(&self, member: &str) -> Option<Draft<'d>> {
        let part = |doc: &'d Doc| doc.get(member).and_then(Value::as_object);
        part(self.doc).map(|doc| Draft { doc, before: self.before.and_then(part) })
    }
}

impl Deref for Draft<'_> {
    type Target = Doc;

    fn deref(&self) -> &Doc {
        self.doc
    }
}
