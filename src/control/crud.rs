//! Create, get, list, update and delete, once for every [`Kind`].

use std::iter;

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::model::{Location, OperationSpec, Shape};
use emulator_api::page::Page;
use emulator_api::patch::{self, PatchOperation};
use serde_json::Value;

use crate::store::{Content, NewResource, Reading, StoreError, Stored, path};

use super::call::{Effect, Read, Scope, Write, text};
use super::draft::Draft;
use super::kind::{Kind, Then};
use super::{paging, quota, tags};

/// Creates a resource and answers it.
pub(crate) async fn create(call: &mut Write, kind: &Kind, input: Input) -> Result<Output> {
    let doc = body(call.scope.spec, &input.members);
    let (_, doc) = insert(call, kind, &input.members, doc).await?;
    Ok(view(&call.scope, kind, doc))
}

/// Answers a resource.
pub(crate) async fn get(call: &mut Read, kind: &Kind, input: Input) -> Result<Output> {
    let doc = find(&call.scope, &mut call.tx, kind, &input.members).await?;
    Ok(view(&call.scope, kind, doc))
}

/// Answers one page of a collection.
pub(crate) async fn list(call: &mut Read, kind: &Kind, input: Input) -> Result<Output> {
    let page = Page::read(call.scope.spec, &input.members)?;
    require_owner(&call.scope, &mut call.tx, kind, &input.members).await?;
    let collection = kind.collection(&call.scope, &input.members);
    let after = page.after.map(|after| path::join(&collection, &after));
    // One more than asked for tells whether there are more.
    let stored = call.tx.children(&collection, after.as_deref(), page.limit + 1).await?;
    Ok(answer_page(&call.scope, kind, &input.members, page.limit, stored))
}

/// Answers one page of what `keep` keeps of a collection, in the order of what `key` makes of each and, where that is the same, of
/// their ids.
pub(crate) async fn list_by(
    call: &mut Read,
    kind: &Kind,
    input: Input,
    keep: impl Fn(&Doc) -> bool + Send,
    key: impl Fn(&Doc) -> String + Send,
) -> Result<Output> {
    let stored = all(&call.scope, &mut call.tx, kind, &input.members).await?;
    let kept = stored.into_iter().filter(|stored| keep(&stored.doc));
    let mut keyed: Vec<(String, Doc)> =
        kept.map(|stored| (format!("{}/{}", key(&stored.doc), path::last(&stored.path)), stored.doc)).collect();
    keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
    let shown = keyed.into_iter().map(|(key, mut doc)| {
        (kind.view)(&call.scope, &mut doc);
        (key, doc)
    });
    paging::page(call.scope.spec, &input.members, shown)
}

/// Answers one page of what `keep` keeps of a collection.
pub(crate) async fn list_where(call: &mut Read, kind: &Kind, input: Input, keep: impl Fn(&Doc) -> bool + Send) -> Result<Output> {
    let page = Page::read(call.scope.spec, &input.members)?;
    let collection = kind.collection(&call.scope, &input.members);
    let after = page.after.map(|after| path::join(&collection, &after));
    let mut stored = all(&call.scope, &mut call.tx, kind, &input.members).await?;
    stored.retain(|stored| after.as_ref().is_none_or(|after| stored.path > *after) && keep(&stored.doc));
    Ok(answer_page(&call.scope, kind, &input.members, page.limit, stored))
}

fn answer_page(scope: &Scope, kind: &Kind, input: &Doc, limit: usize, mut stored: Vec<Stored>) -> Output {
    let more = stored.len() > limit;
    stored.truncate(limit);
    let last = stored.last().map(|stored| path::last(&stored.path).into_owned()).filter(|_| more);
    let items = stored.into_iter().map(|mut stored| {
        (kind.view)(scope, &mut stored.doc);
        Value::Object(stored.doc)
    });
    Output::from(Page::answer(scope.spec, input, items.collect(), last.as_deref()))
}

/// Changes a v1 resource by its `patchOperations`, and answers it.
pub(crate) async fn patch(call: &mut Write, kind: &Kind, input: Input) -> Result<Output> {
    patch_with(call, kind, input, |_, _| Ok(())).await
}

/// The same; `adjust` gets the document as it was, and has the last word on the changed one.
pub(crate) async fn patch_with(
    call: &mut Write,
    kind: &Kind,
    input: Input,
    adjust: impl FnOnce(&Doc, &mut Doc) -> Result<()> + Send,
) -> Result<Output> {
    change(call, kind, &input.members, |spec, before, doc| {
        patch::apply_as(kind.refusals, kind.patch, doc, &PatchOperation::read(&input.members)?)?;
        adjust(before, doc)?;
        let draft = Draft::of(before, doc);
        (kind.check)(&draft)?;
        check_values(spec, &draft)
    })
    .await
}

/// Refuses values that a member of the answer cannot have: a patch has them as text, which no model is asked about. (In the form of
/// words that were recorded of other members.)
fn check_values(spec: &OperationSpec, doc: &Draft<'_>) -> Result<()> {
    for member in spec.output.into_iter().flat_map(|output| output.members) {
        let Shape::String(text) = member.shape else { continue };
        let value = doc.get(member.name).and_then(Value::as_str);
        let is_foreign = value.is_some_and(|value| !text.values.is_empty() && !text.values.contains(&value));
        if is_foreign && doc.sets(&[member.name]) {
            let (name, options) = (member.name, text.values.join(","));
            return Err(AwsError::bad_request(format!("Invalid {name} specified. Valid options are {options}")));
        }
    }
    Ok(())
}

/// Changes the members of a v2 resource that the request has, and answers it.
pub(crate) async fn merge(call: &mut Write, kind: &Kind, input: Input) -> Result<Output> {
    merge_with(call, kind, input, |_, _| Ok(())).await
}

/// The same; `adjust` gets the document as it was, and has the last word on the changed one.
pub(crate) async fn merge_with(
    call: &mut Write,
    kind: &Kind,
    input: Input,
    adjust: impl FnOnce(&Doc, &mut Doc) -> Result<()> + Send,
) -> Result<Output> {
    change(call, kind, &input.members, |spec, before, doc| {
        merge_members(spec, doc, body(spec, &input.members));
        adjust(before, doc)?;
        (kind.check)(&Draft::of(before, doc))
    })
    .await
}

async fn change(
    call: &mut Write,
    kind: &Kind,
    input: &Doc,
    edit: impl FnOnce(&OperationSpec, &Doc, &mut Doc) -> Result<()> + Send,
) -> Result<Output> {
    let before = find(&call.scope, &mut call.tx, kind, input).await?;
    let mut doc = before.clone();
    edit(call.scope.spec, &before, &mut doc)?;
    replace(call, kind, input, &doc).await?;
    Ok(view(&call.scope, kind, doc))
}

/// Deletes a resource and what is below it.
pub(crate) async fn delete(call: &mut Write, kind: &Kind, input: Input) -> Result<Output> {
    remove(call, kind, &input.members).await?;
    Ok(Output::default())
}

/// Adds a resource to the store, with its defaults, after its checks; its path and document.
pub(crate) async fn insert(call: &mut Write, kind: &Kind, input: &Doc, doc: Doc) -> Result<(String, Doc)> {
    insert_with(call, kind, input, doc, &[]).await
}

/// The same, with what is below it from the start, each by its path behind the resource's and as JSON.
pub(crate) async fn insert_with(
    call: &mut Write,
    kind: &Kind,
    input: &Doc,
    mut doc: Doc,
    below: &[(String, &str, String)],
) -> Result<(String, Doc)> {
    require_owner(&call.scope, &mut call.tx, kind, input).await?;
    (kind.defaults)(&call.scope, &mut doc);
    (kind.check)(&Draft::new(&doc))?;
    tags::check(&doc)?;
    let id = kind.id.assign(&mut doc)?;
    let collection = kind.collection(&call.scope, input);
    quota::check(&call.scope, &mut call.tx, kind, &collection, &doc).await?;
    let path = path::join(&collection, &id.text);
    let unique = kind.unique.map(|unique| unique.name(&call.scope, &doc));
    let paths: Vec<String> = below.iter().map(|(relative, ..)| format!("{path}{relative}")).collect();
    let first = NewResource { path: &path, kind: kind.name, unique: unique.as_deref(), doc: Content::Doc(&doc) };
    let below = paths.iter().zip(below).map(|(path, (_, kind, json))| {
        let doc = Content::Json(json);
        NewResource { path, kind, unique: None, doc }
    });
    let all = iter::once(first).chain(below).collect::<Vec<_>>();
    if id.is_new && kind.unique.is_none_or(|unique| unique.is_new(input)) {
        call.tx.insert_later(&all)?;
    } else {
        match call.tx.insert_all(&all).await {
            Err(StoreError::Taken) => return Err((kind.taken)(&doc)),
            outcome => outcome?,
        }
    }
    if kind.then == Then::Publish && api_of(&path) == Some(&path) {
        call.then(Effect::PublishNew(path.clone(), doc.clone()));
    } else {
        follow_up(call, kind, &path);
    }
    Ok((path, doc))
}

/// The document that the input names.
pub(crate) async fn find(scope: &Scope, tx: &mut Reading, kind: &Kind, input: &Doc) -> Result<Doc> {
    let found = tx.get(&kind.path(scope, input)).await?;
    found.ok_or_else(|| (kind.missing)(scope, input))
}

/// All of a collection, in the order of its ids.
pub(crate) async fn all(scope: &Scope, tx: &mut Reading, kind: &Kind, input: &Doc) -> Result<Vec<Stored>> {
    require_owner(scope, tx, kind, input).await?;
    Ok(tx.children(&kind.collection(scope, input), None, usize::MAX).await?)
}

/// Refuses a draft for the collection that the input names whose `key` another there has.
pub(crate) async fn require_own(call: &mut Write, kind: &Kind, input: &Doc, key: &str, draft: &Draft<'_>) -> Result<()> {
    if !draft.sets(&[key]) {
        return Ok(());
    }
    // What is not made yet has no id.
    let id = text(draft, kind.key);
    let all = call.tx.children(&kind.collection(&call.scope, input), None, usize::MAX).await?;
    let is_taken = all.iter().any(|other| path::last(&other.path) != id && text(&other.doc, key) == text(draft, key));
    if is_taken { Err((kind.taken)(draft)) } else { Ok(()) }
}

/// Puts a changed document in place of the one that the input names.
pub(crate) async fn replace(call: &mut Write, kind: &Kind, input: &Doc, doc: &Doc) -> Result<()> {
    let path = kind.path(&call.scope, input);
    if let Some(unique) = kind.unique {
        match call.tx.set_unique(&path, Some(&unique.name(&call.scope, doc))).await {
            Err(StoreError::Taken) => return Err((kind.taken)(doc)),
            outcome => outcome?,
        }
    }
    call.tx.put(&path, doc).await?;
    follow_up(call, kind, &path);
    Ok(())
}

/// Puts `doc` in place of the resource at `path`, with the defaults and after the checks of a new one.
pub(crate) async fn overwrite(call: &mut Write, kind: &Kind, path: &str, mut doc: Doc) -> Result<Doc> {
    (kind.defaults)(&call.scope, &mut doc);
    (kind.check)(&Draft::new(&doc))?;
    call.tx.put(path, &doc).await?;
    follow_up(call, kind, path);
    Ok(doc)
}

/// Removes what the input names.
pub(crate) async fn remove(call: &mut Write, kind: &Kind, input: &Doc) -> Result<()> {
    let path = kind.path(&call.scope, input);
    if !call.tx.delete_existing(&path).await? {
        return Err((kind.missing)(&call.scope, input));
    }
    follow_up(call, kind, &path);
    Ok(())
}

/// The members that a request has for the resource itself: all but those that its path, query and headers carry.
pub(crate) fn body(spec: &OperationSpec, input: &Doc) -> Doc {
    let carried = spec.input.members.iter().filter(|member| member.location == Location::Body);
    carried
        .filter_map(|member| {
            let value = input.get(member.name).filter(|value| !value.is_null())?;
            Some((member.name.to_owned(), value.clone()))
        })
        .collect()
}

/// The answer that shows `doc`.
pub(crate) fn view(scope: &Scope, kind: &Kind, mut doc: Doc) -> Output {
    (kind.view)(scope, &mut doc);
    Output::from(doc)
}

async fn require_owner(scope: &Scope, tx: &mut Reading, kind: &Kind, input: &Doc) -> Result<()> {
    let (Some(orphan), Some(owner)) = (kind.orphan, kind.owner(scope, input)) else { return Ok(()) };
    if tx.exists(&owner).await? { Ok(()) } else { Err(orphan(scope, input)) }
}

/// v2's way to change a map: an entry with an empty value goes, others come or change. All else is replaced whole.
fn merge_members(spec: &OperationSpec, doc: &mut Doc, changes: Doc) {
    for (name, change) in changes {
        let is_map = spec.input.member(&name).is_some_and(|member| matches!(member.shape, Shape::Map(_)));
        match (doc.get_mut(&name), change) {
            (Some(Value::Object(entries)), Value::Object(changes)) if is_map => {
                for (key, value) in changes {
                    if value == "" {
                        entries.shift_remove(&key);
                    } else {
                        entries.insert(key, value);
                    }
                }
            }
            (_, change) => {
                doc.insert(name, change);
            }
        }
    }
}

/// Notes what a change to the resource at `path` means for what is served.
fn follow_up(call: &mut Write, kind: &Kind, path: &str) {
    let Some(api) = api_of(path) else { return };
    match kind.then {
        Then::Nothing => {}
        Then::Publish => call.then(Effect::Publish(api.to_owned())),
        Then::AutoDeploy => call.then(Effect::AutoDeploy(api.to_owned())),
        Then::PublishUsagePlans => call.then(Effect::PublishUsagePlans(call.scope.root())),
    }
}

/// The path of the API that owns `path`: its first four parts, `/{account}/{region}/restapis/{id}`.
pub(crate) fn api_of(path: &str) -> Option<&str> {
    path::branch(path)
}
