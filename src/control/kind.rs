//! What the generic operations know of a kind of resource: where it lives, how it is named, what AWS says of it.

use emulator_api::codec::Doc;
use emulator_api::error::{AwsError, Result};
use emulator_api::patch::{PatchRule, Refusals};

use crate::ids;
use crate::store::path;

use super::call::{Scope, text};
use super::draft::Draft;

/// A kind of resource that is created, read, listed, changed and deleted as most are.
#[derive(Debug)]
pub(crate) struct Kind {
    /// Its name in the store.
    pub(crate) name: &'static str,
    /// The path of its collection below account and region; `{parameter}` stands for a member of the input.
    pub(crate) collection: &'static str,
    /// The input's member that names one of them.
    pub(crate) key: &'static str,
    /// Where its id comes from.
    pub(crate) id: Id,
    /// What AWS says when the collection's owner does not exist; `None` when the account owns it.
    pub(crate) orphan: Option<fn(&Scope, &Doc) -> AwsError>,
    /// What AWS says when it does not exist.
    pub(crate) missing: fn(&Scope, &Doc) -> AwsError,
    /// What AWS says when one of that id is there already.
    pub(crate) taken: fn(&Doc) -> AwsError,
    /// A name that no two of them have, wherever they are.
    pub(crate) unique: Option<Unique>,
    /// What AWS fills in at creation.
    pub(crate) defaults: fn(&Scope, &mut Doc),
    /// What AWS refuses, after creation's defaults, and of changes by patches and by members what they set.
    pub(crate) check: fn(&Draft<'_>) -> Result<()>,
    /// What an update may change: of a v1 resource.
    pub(crate) patch: &'static [PatchRule],
    /// How it words the refusal of a change.
    pub(crate) refusals: Refusals,
    /// What becomes of the document before it is answered.
    pub(crate) view: fn(&Scope, &mut Doc),
    /// What a change to one means for what is served.
    pub(crate) then: Then,
}

/// What a change to a resource means for what is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// Nothing, until the API is deployed.
    Nothing,
    /// It is served at once.
    Publish,
    /// The stages that deploy on their own get a deployment; else nothing, until the API is deployed.
    AutoDeploy,
    /// Calls are counted by the account's usage plans as they are now, at once.
    PublishUsagePlans,
}

/// A name that no two resources have, made of a document.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unique {
    /// Made of the id: it is free when the id is.
    OfId(fn(&Doc) -> String),
    /// Made of what a caller may choose: new when the input has no such member.
    Chosen {
        /// The member.
        member: &'static str,
        /// The name.
        name: fn(&Scope, &Doc) -> String,
    },
}

impl Unique {
    /// Whether the name of a new resource is one that nobody chose.
    pub(crate) fn is_new(self, input: &Doc) -> bool {
        match self {
            Unique::OfId(_) => true,
            Unique::Chosen { member, .. } => text(input, member).is_empty(),
        }
    }

    /// The name of a resource.
    pub(crate) fn name(self, scope: &Scope, doc: &Doc) -> String {
        match self {
            Unique::OfId(name) => name(doc),
            Unique::Chosen { name, .. } => name(scope, doc),
        }
    }
}

/// Where a resource's id comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Id {
    /// Made here, or chosen with the tag `_custom_id_`; kept in `member`.
    Made {
        /// The member that holds it.
        member: &'static str,
        /// Its length.
        length: usize,
    },
    /// A member that the caller gives.
    Given(&'static str),
}

impl Kind {
    /// The path of the collection that the input names.
    pub(crate) fn collection(&self, scope: &Scope, input: &Doc) -> String {
        let mut collection = scope.root();
        for segment in self.collection.split('/').skip(1) {
            collection.push('/');
            match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                Some(parameter) => collection.push_str(&path::part(text(input, parameter))),
                None => collection.push_str(segment),
            }
        }
        collection
    }

    /// The path of the resource that the input names.
    pub(crate) fn path(&self, scope: &Scope, input: &Doc) -> String {
        path::join(&self.collection(scope, input), text(input, self.key))
    }

    /// The path of the collection's owner, when that is not the account.
    pub(crate) fn owner(&self, scope: &Scope, input: &Doc) -> Option<String> {
        self.orphan?;
        let collection = self.collection(scope, input);
        let literals = self.collection.rsplit('/').take_while(|segment| !segment.starts_with('{')).count();
        let owner = collection.rsplitn(literals + 1, '/').last();
        owner.map(str::to_owned)
    }
}

impl Id {
    /// The id of a new resource, which it also puts into the document.
    pub(crate) fn assign(self, doc: &mut Doc) -> Result<Assigned> {
        match self {
            Id::Given(member) => Ok(Assigned { text: text(doc, member).to_owned(), is_new: false }),
            Id::Made { member, length } => {
                let id = match custom_id(doc)? {
                    Some(text) => Assigned { text, is_new: false },
                    None => Assigned { text: ids::lower_alphanumeric(length), is_new: true },
                };
                doc.shift_insert(0, member.to_owned(), id.text.clone().into());
                Ok(id)
            }
        }
    }
}

/// The id of a new resource.
#[derive(Debug)]
pub(crate) struct Assigned {
    pub(crate) text: String,
    /// Whether it was made just now, so that no other resource has it.
    pub(crate) is_new: bool,
}

/// The tag with which a caller chooses the id of what it creates.
pub(crate) const CUSTOM_ID: &str = "_custom_id_";

fn custom_id(doc: &Doc) -> Result<Option<String>> {
    let Some(id) = doc.get("tags").and_then(|tags| tags.get(CUSTOM_ID)).and_then(|id| id.as_str()) else {
        return Ok(None);
    };
    let well_formed =
        !id.is_empty() && id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if well_formed {
        Ok(Some(id.to_owned()))
    } else {
        Err(AwsError::bad_request(format!("Invalid {CUSTOM_ID} '{id}': up to 64 letters, digits, '-' and '_' make an id")))
    }
}

/// Says what AWS says of an API that there is not.
pub(crate) fn no_rest_api(scope: &Scope, input: &Doc) -> AwsError {
    no_api(scope, text(input, "restApiId"))
}

/// The same, for the second API.
pub(crate) fn no_v2_api(scope: &Scope, input: &Doc) -> AwsError {
    no_api(scope, text(input, "apiId")).with_member("resourceType", "Api")
}

fn no_api(scope: &Scope, id: &str) -> AwsError {
    AwsError::not_found(format!("Invalid API identifier specified {}:{id}", scope.caller.account))
}

/// No default.
pub(crate) fn nothing(_: &Scope, _: &mut Doc) {}

/// No objection.
pub(crate) fn fine(_: &Draft<'_>) -> Result<()> {
    Ok(())
}
