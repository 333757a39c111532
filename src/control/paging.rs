//! Pages of a collection.

use emulator_api::codec::{Doc, Output};
use emulator_api::error::Result;
use emulator_api::model::OperationSpec;
use emulator_api::page::Page;
use serde_json::Value;

/// The page that the input asks for, of items in the order of their keys.
pub(crate) fn page(spec: &OperationSpec, input: &Doc, items: impl IntoIterator<Item = (String, Doc)>) -> Result<Output> {
    let page = Page::read(spec, input)?;
    let mut rest = items.into_iter().skip_while(|(key, _)| page.after.as_ref().is_some_and(|after| key <= after));
    let mut shown: Vec<(String, Doc)> = rest.by_ref().take(page.limit).collect();
    let last = match (shown.last(), rest.next()) {
        (Some((key, _)), Some(_)) => Some(key.clone()),
        _ => None,
    };
    let items = shown.drain(..).map(|(_, doc)| Value::Object(doc)).collect();
    Ok(Output::from(Page::answer(spec, input, items, last.as_deref())))
}
