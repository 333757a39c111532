//! Resources: the tree of a REST API's paths.

use std::collections::HashMap;

use emulator_api::codec::{Doc, Input, Output};
use emulator_api::error::{AwsError, Result};
use emulator_api::model::Service;
use emulator_api::patch::PatchOp::Replace;
use emulator_api::patch::{self, PatchOperation, PatchRule, PatchValue, Refusals};
use serde_json::{Map, Value, json};

use crate::control::call::{Read, Scope, Write, text};
use crate::control::kind::no_rest_api;
use crate::control::paging;
use crate::control::quota::Quota;
use crate::control::rest::method;
use crate::ids;
use crate::store::{Content, NewResource, Reading, Stored, path};

/// The kind's name in the store.
pub(crate) const KIND: &str = "Resource";

/// What UpdateResource accepts (API reference, "Patch operations").
pub(crate) const PATCH: &[PatchRule] =
    &[PatchRule::new("/parentId", &[Replace], PatchValue::String), PatchRule::new("/pathPart", &[Replace], PatchValue::String)];

/// The document of a root resource, as JSON.
pub(crate) fn root(id: &str) -> String {
    format!(r#"{{"id":"{id}","path":"/"}}"#)
}

/// Says that there is no such resource; also where the API is not there (recorded from AWS).
pub(crate) fn missing() -> AwsError {
    AwsError::not_found("Invalid Resource identifier specified")
}

/// The path in the store of the resource that the input names.
pub(crate) fn path_of(scope: &Scope, input: &Doc) -> String {
    path::join(&collection(scope, input), text(input, "resourceId"))
}

/// Creates a resource below another.
pub(crate) async fn create(call: &mut Write, input: Input) -> Result<Output> {
    let collection = collection(&call.scope, &input.members);
    let (parent, part) = (text(&input.members, "parentId"), text(&input.members, "pathPart"));
    let tree = Tree::around(&mut call.tx, &collection, parent, part).await?;
    let id = ids::lower_alphanumeric(6);
    tree.check_place(&id, parent, part)?;
    // The root is there without being created.
    let count = call.tx.count(&collection).await?;
    call.scope.quotas.check(Service::ApiGateway, Quota::Resources, count.saturating_sub(1))?;

    let doc: Doc = [
        ("id".to_owned(), json!(id)),
        ("parentId".to_owned(), json!(parent)),
        ("pathPart".to_owned(), json!(part)),
        ("path".to_owned(), json!(below(tree.path(parent), part))),
    ]
    .into_iter()
    .collect();
    call.tx.insert_later(&[NewResource {
        path: &path::join(&collection, &id),
        kind: KIND,
        unique: None,
        doc: Content::Doc(&doc),
    }])?;
    Ok(Output::from(doc))
}

/// Answers a resource with the methods that it has.
pub(crate) async fn get(call: &mut Read, input: Input) -> Result<Output> {
    let path = path_of(&call.scope, &input.members);
    let mut doc = call.tx.get(&path).await?.ok_or_else(missing)?;
    let below = call.tx.below(&path).await?;
    add_methods(&mut doc, &path, &below, embeds_methods(&input.members));
    Ok(Output::from(doc))
}

/// Answers a page of the resources of an API, in the order of their paths.
pub(crate) async fn list(call: &mut Read, input: Input) -> Result<Output> {
    let collection = collection(&call.scope, &input.members);
    if !call.tx.exists(path::parent(&collection)).await? {
        return Err(no_rest_api(&call.scope, &input.members));
    }
    let stored = call.tx.below(&collection).await?;
    let embed = embeds_methods(&input.members);
    let mut resources: Vec<(String, Doc)> = Vec::new();
    for Stored { path, doc } in &stored {
        if path::parent(path) == collection {
            let start = stored.partition_point(|other| other.path.as_str() <= path.as_str());
            let below = stored.get(start..).unwrap_or_default();
            let mut doc = doc.clone();
            add_methods(&mut doc, path, below, embed);
            resources.push((text(&doc, "path").to_owned(), doc));
        }
    }
    resources.sort_by(|(one, _), (other, _)| one.cmp(other));
    paging::page(call.scope.spec, &input.members, resources)
}

/// Moves or renames a resource, and with it everything below it.
pub(crate) async fn update(call: &mut Write, input: Input) -> Result<Output> {
    let collection = collection(&call.scope, &input.members);
    let mut tree = Tree::read(&mut call.tx, &collection).await?;
    let id = text(&input.members, "resourceId");
    let mut doc = tree.resources.get(id).cloned().ok_or_else(missing)?;
    let operations = PatchOperation::read(&input.members)?;
    if text(&doc, "path") == "/" {
        for operation in &operations {
            match operation.path.as_str() {
                "/pathPart" => return Err(AwsError::bad_request("Root resource cannot update its pathPart.")),
                "/parentId" => return Err(AwsError::bad_request("Root resource cannot update its parentId.")),
                _ => {}
            }
        }
    }
    patch::apply_as(Refusals::ListsPaths, PATCH, &mut doc, &operations)?;
    tree.check_place(id, text(&doc, "parentId"), text(&doc, "pathPart"))?;

    tree.resources.insert(id.to_owned(), doc);
    for moved in tree.subtree(id) {
        let Some(resource) = tree.resources.get(&moved) else { continue };
        let place = below(tree.path(text(resource, "parentId")), text(resource, "pathPart"));
        let Some(resource) = tree.resources.get_mut(&moved) else { continue };
        resource.insert("path".to_owned(), json!(place));
        call.tx.put(&path::join(&collection, &moved), resource).await?;
    }
    let path = path_of(&call.scope, &input.members);
    let mut doc = tree.resources.remove(id).ok_or_else(missing)?;
    let below = call.tx.below(&path).await?;
    add_methods(&mut doc, &path, &below, false);
    Ok(Output::from(doc))
}

/// Deletes a resource and everything below it.
pub(crate) async fn delete(call: &mut Write, input: Input) -> Result<Output> {
    let collection = collection(&call.scope, &input.members);
    let tree = Tree::read(&mut call.tx, &collection).await?;
    let id = text(&input.members, "resourceId");
    let doc = tree.resources.get(id).ok_or_else(missing)?;
    if text(doc, "path") == "/" {
        return Err(AwsError::bad_request("Root resource cannot be deleted."));
    }
    for gone in tree.subtree(id) {
        call.tx.delete_tree(&path::join(&collection, &gone));
    }
    Ok(Output::default())
}

/// The resources of one API by id.
struct Tree {
    resources: HashMap<String, Doc>,
}

impl Tree {
    /// What decides whether `part` may stand below `parent`: the parent, and what is below it of the same name or, where `part` is a
    /// variable, a variable. Creating a resource reads no others, however many there are.
    async fn around(tx: &mut Reading, collection: &str, parent: &str, part: &str) -> Result<Tree> {
        let rival = if is_variable(part) { "\"{".to_owned() } else { json!(part).to_string() };
        // The two members stand together in every resource's document.
        let members = format!("\"parentId\":{},\"pathPart\":{rival}", json!(parent));
        Ok(Tree::of(tx.children_holding(collection, parent, &members).await?))
    }

    fn of(stored: Vec<Stored>) -> Tree {
        Tree { resources: stored.into_iter().map(|stored| (path::last(&stored.path).into_owned(), stored.doc)).collect() }
    }

    async fn read(tx: &mut Reading, collection: &str) -> Result<Tree> {
        Ok(Tree::of(tx.children(collection, None, usize::MAX).await?))
    }

    /// The path that requests to a resource have.
    fn path(&self, id: &str) -> &str {
        self.resources.get(id).map_or("", |resource| text(resource, "path"))
    }

    /// The ids of a resource and of all below it, from the top down.
    fn subtree(&self, id: &str) -> Vec<String> {
        let mut found = vec![id.to_owned()];
        let mut next = 0;
        while let Some(parent) = found.get(next).cloned() {
            next += 1;
            let children = self.resources.iter().filter(|(_, resource)| text(resource, "parentId") == parent);
            found.extend(children.map(|(id, _)| id.clone()));
        }
        found
    }

    /// Refuses what AWS does not let stand below `parent` as `part`.
    fn check_place(&self, id: &str, parent: &str, part: &str) -> Result<()> {
        let parent_doc = self.resources.get(parent).ok_or_else(missing)?;
        if self.subtree(id).iter().any(|below| below == parent) {
            return Err(AwsError::bad_request("Resources cannot be cyclical."));
        }
        let parent_part = text(parent_doc, "pathPart");
        if parent_part.ends_with("+}") {
            return Err(AwsError::bad_request(format!(
                "Cannot create a child of a resource with a greedy path variable: {parent_part}"
            )));
        }
        if !is_path_part(part) {
            return Err(AwsError::bad_request(
                "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
            ));
        }
        let siblings = self.resources.iter().filter(|(other, resource)| *other != id && text(resource, "parentId") == parent);
        for (_, sibling) in siblings {
            let sibling = text(sibling, "pathPart");
            if sibling == part {
                return Err(AwsError::conflict(format!("Another resource with the same parent already has this name: {part}")));
            }
            if is_variable(sibling) && is_variable(part) {
                return Err(AwsError::bad_request(format!(
                    "A sibling ({sibling}) of this resource already has a variable path part -- only one is allowed"
                )));
            }
        }
        Ok(())
    }
}

fn collection(scope: &Scope, input: &Doc) -> String {
    format!("{}/resources", path::join(&format!("{}/restapis", scope.root()), text(input, "restApiId")))
}

fn is_variable(part: &str) -> bool {
    part.starts_with('{')
}

/// Letters, digits, `._-:`, and for a variable the same in braces, greedy with a `+`.
fn is_path_part(part: &str) -> bool {
    let name = match part.strip_prefix('{') {
        Some(rest) => match rest.strip_suffix('}') {
            Some(name) => name.strip_suffix('+').unwrap_or(name),
            None => return false,
        },
        None => part,
    };
    // `$`, `,`, `@` and a percent escape are allowed by AWS's console and importer, too.
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-:$,@%~*".contains(&byte))
}

fn below(parent: &str, part: &str) -> String {
    if parent == "/" { format!("/{part}") } else { format!("{parent}/{part}") }
}

fn embeds_methods(input: &Doc) -> bool {
    input.get("embed").and_then(Value::as_array).is_some_and(|embed| embed.iter().any(|name| name == "methods"))
}

/// Adds `resourceMethods`: the methods' names, or all of them. `below` begins with what is below `path`.
fn add_methods(doc: &mut Doc, path: &str, below: &[Stored], embed: bool) {
    let start = format!("{path}/methods/");
    let mut methods = Map::new();
    for (at, stored) in below.iter().enumerate().take_while(|(_, stored)| stored.path.starts_with(&start)) {
        let Some(name) = stored.path.get(start.len()..).filter(|name| !name.contains('/')) else { continue };
        let shown = if embed {
            method::assemble(&stored.path, stored.doc.clone(), below.get(at + 1..).unwrap_or_default())
        } else {
            Doc::new()
        };
        methods.insert(name.to_owned(), Value::Object(shown));
    }
    if !methods.is_empty() {
        doc.insert("resourceMethods".to_owned(), Value::Object(methods));
    }
}
