//! What the writer knows of the tree. Nobody else writes, so what it has read or written holds until it writes anew, and reading it
//! again asks nobody.
//!
//! It knows whole *branches*: all that an account has at one name in a region, such as an API and everything below it. Of a branch that it
//! knows, it knows too what is not there.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use memchr::memmem::Finder;

use crate::store::path;

/// The most bytes of branches that are remembered: some dozen small APIs, or one with all the resources that it may have.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// What a document, or a branch, takes besides its text.
const OVERHEAD: usize = 128;

/// The most collections whose counts are remembered.
const MOST_COUNTS: usize = 1000;

/// Branches, and how many documents there are in collections outside of them.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// By their paths; none for one that is too large to be known.
    branches: HashMap<String, Option<Branch>>,
    /// About how many bytes they take.
    bytes: usize,
    counts: HashMap<String, usize>,
}

/// The documents of a branch, as JSON.
#[derive(Debug, Default)]
pub(in crate::store) struct Branch {
    /// By the paths of their collections and by their names.
    collections: BTreeMap<String, BTreeMap<String, Arc<str>>>,
    bytes: usize,
}

impl Memory {
    /// Whether the branch at `root` has been asked for.
    pub(super) fn has(&self, root: &str) -> bool {
        self.branches.contains_key(root)
    }

    /// The branch at `root`, if it is known.
    pub(super) fn branch(&self, root: &str) -> Option<&Branch> {
        self.branches.get(root)?.as_ref()
    }

    /// Takes note of the branch at `root`; none is one that is too large.
    pub(super) fn learn(&mut self, root: &str, branch: Option<Branch>) {
        self.make_room(OVERHEAD + root.len() + branch.as_ref().map_or(0, |branch| branch.bytes));
        self.branches.insert(root.to_owned(), branch);
    }

    /// Takes note of a document that is added.
    pub(super) fn add(&mut self, path: &str, document: &Arc<str>) {
        if let Some(count) = self.counts.get_mut(path::parent(path)) {
            *count += 1;
        }
        self.put(path, document);
    }

    /// Takes note of a document that stands in the place of another.
    pub(super) fn put(&mut self, path: &str, document: &Arc<str>) {
        let branch = path::branch(path).and_then(|root| self.branches.get_mut(root)?.as_mut());
        if let Some(branch) = branch {
            let (parent, name) = path::split(path);
            let before = branch.bytes;
            branch.put(parent, name, Arc::clone(document));
            let more = branch.bytes - before;
            self.make_room(more);
        }
    }

    /// Takes note that the document at `path`, if there was one, and everything below it is gone.
    pub(super) fn remove(&mut self, path: &str) {
        self.counts.clear();
        match path::branch(path) {
            None => self.branches.clear(),
            Some(root) => {
                if let Some(Some(branch)) = self.branches.get_mut(root) {
                    branch.remove(path);
                }
            }
        }
    }

    /// How many documents are directly below `collection`, if that is known.
    pub(super) fn count(&self, collection: &str) -> Option<usize> {
        self.counts.get(collection).copied()
    }

    /// Takes note of how many documents are directly below `collection`.
    pub(super) fn learn_count(&mut self, collection: &str, count: usize) {
        if self.counts.len() == MOST_COUNTS {
            self.counts.clear();
        }
        self.counts.insert(collection.to_owned(), count);
    }

    /// Does not know any more how many documents are directly below `collection`.
    pub(super) fn forget_count(&mut self, collection: &str) {
        self.counts.remove(collection);
    }

    /// Knows nothing any more.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Forgets all branches when they would take too much with so many more bytes.
    fn make_room(&mut self, more: usize) {
        self.bytes += more;
        if self.bytes > MOST_BYTES {
            self.branches.clear();
            self.bytes = more;
        }
    }
}

impl Branch {
    /// The most bytes of a branch that can be known.
    pub(super) const MOST_BYTES: usize = MOST_BYTES / 2;

    /// About how many bytes it takes.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The document at `path`.
    pub(in crate::store) fn get(&self, path: &str) -> Option<&str> {
        let (parent, name) = path::split(path);
        self.collections.get(parent)?.get(name).map(AsRef::as_ref)
    }

    /// How many documents are directly below `collection`.
    pub(in crate::store) fn count(&self, collection: &str) -> usize {
        self.collections.get(collection).map_or(0, BTreeMap::len)
    }

    /// The names and documents directly below `collection`, in the order of their names.
    pub(in crate::store) fn children(&self, collection: &str) -> impl Iterator<Item = (&str, &str)> {
        let children = self.collections.get(collection).into_iter().flatten();
        children.map(|(name, document)| (name.as_str(), &**document))
    }

    /// Those directly below `collection` that are named `name` or hold `text`.
    pub(in crate::store) fn children_holding(
        &self,
        collection: &str,
        name: &str,
        text: &str,
    ) -> impl Iterator<Item = (&str, &str)> {
        let text = Finder::new(text);
        let held = move |document: &str| text.find(document.as_bytes()).is_some();
        self.children(collection).filter(move |(other, document)| *other == name || held(document))
    }

    /// The paths and documents below `path`, in the order of their paths.
    pub(in crate::store) fn below(&self, path: &str) -> Vec<(String, &str)> {
        let directly = self.collections.get_key_value(path);
        let collections = directly.into_iter().chain(self.collections.range(deeper(path)));
        let documents = collections.flat_map(|(parent, children)| {
            children.iter().map(move |(name, document)| (format!("{parent}/{name}"), &**document))
        });
        let mut documents: Vec<(String, &str)> = documents.collect();
        documents.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        documents
    }

    /// Puts a document directly below `collection`.
    pub(super) fn put(&mut self, collection: &str, name: &str, document: Arc<str>) {
        self.bytes += OVERHEAD + collection.len() + name.len() + document.len();
        match self.collections.get_mut(collection) {
            Some(children) => drop(children.insert(name.to_owned(), document)),
            None => {
                let children = BTreeMap::from([(name.to_owned(), document)]);
                self.collections.insert(collection.to_owned(), children);
            }
        }
    }

    fn remove(&mut self, path: &str) {
        let (parent, name) = path::split(path);
        if let Some(children) = self.collections.get_mut(parent) {
            children.remove(name);
        }
        self.collections.remove(path);
        self.collections.extract_if(deeper(path), |_, _| true).for_each(drop);
    }
}

/// The collections that lie below `path`, and not directly.
fn deeper(path: &str) -> (Bound<String>, Bound<String>) {
    let (start, end) = path::range(path);
    (Bound::Excluded(start), Bound::Excluded(end))
}
