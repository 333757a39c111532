//! Where lists, maps and other objects of one rendering live. Values refer to them by number, so dropping a heap is
//! flat however the values refer to each other, and one place counts what a rendering costs.

use std::collections::HashMap;
use std::rc::Rc;

use super::ast::Define;
use super::error::Failure;
use super::hash;
use super::value::{ListId, MapId, ObjectId, Text, Value, View};

/// What one rendering may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of output.
    pub output: usize,
    /// Evaluated nodes, and work of methods in proportion; some 100 of them take a microsecond.
    pub steps: u64,
    /// Bytes of values made while rendering, whether or not they are still in use.
    pub memory: usize,
}

impl Default for Limits {
    /// 10 MB of output as API Gateway's payload limit, 30 million steps, 256 MB of values.
    fn default() -> Self {
        Self { output: 10 * 1024 * 1024, steps: 30_000_000, memory: 256 * 1024 * 1024 }
    }
}

/// Lists and maps inside each other, when they are printed, compared, hashed or parsed.
pub const MAX_VALUE_DEPTH: usize = 256;

#[derive(Debug, Default)]
pub(super) struct List<'t> {
    pub(super) items: Vec<Value<'t>>,
    /// It came from JSON and prints as JSON.
    pub(super) json: bool,
    /// Changes of its length, which iterators notice.
    pub(super) changes: u32,
}

/// In which order a map iterates, and how it prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapKind {
    /// `java.util.LinkedHashMap`: as inserted.
    Linked,
    /// `java.util.HashMap`: by hash.
    Hash,
    /// A `HashMap` that prints as nothing: `$context`.
    Silent,
}

#[derive(Debug)]
pub(super) struct Map<'t> {
    pub(super) entries: Vec<(Value<'t>, Value<'t>)>,
    /// Positions of the string keys, once there are many.
    index: Option<HashMap<Rc<str>, usize>>,
    pub(super) kind: MapKind,
    /// The size that Java's hash table would have.
    pub(super) buckets: u32,
    pub(super) changes: u32,
}

/// Entries above which string keys are found by hash; below, comparing them all is faster.
const INDEX_FROM: usize = 48;

#[derive(Debug)]
pub(super) enum Object<'t> {
    /// A Java array; the class name says of what.
    Array {
        items: Vec<Value<'t>>,
        class: &'static str,
    },
    Entry {
        map: MapId,
        key: Value<'t>,
        value: Value<'t>,
    },
    Sublist(Sublist),
    Iterator(Cursor<'t>),
    /// A `#define` block and how many of its renderings are under way.
    Block {
        define: &'t Define,
        depth: u8,
    },
    Scope(Scope),
}

/// A part of a list, which becomes invalid when the list changes behind its back.
#[derive(Clone, Debug)]
pub(super) struct Sublist {
    pub(super) list: ListId,
    pub(super) parent: Option<ObjectId>,
    pub(super) offset: usize,
    pub(super) length: usize,
    pub(super) changes: u32,
}

/// An iterator: the position in a list, array or map, and the number of changes it has seen.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'t> {
    pub(super) source: Value<'t>,
    pub(super) position: usize,
    pub(super) changes: u32,
    /// For maps: whether there was a next entry when the iterator last moved.
    pub(super) has_next: bool,
    /// For maps that iterate by hash: the positions of the entries.
    pub(super) order: Option<Rc<[usize]>>,
}

/// `$foreach`.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) index: i32,
    pub(super) has_next: bool,
    pub(super) parent: Option<ObjectId>,
    /// What `$foreach` was before, if that was no loop.
    pub(super) replaced: Option<ReplacedValue>,
    /// What the template put into it.
    pub(super) own: Option<MapId>,
    /// Which loop it belongs to.
    pub(super) owner: u64,
}

/// Index of a saved value in [`Heap::replaced`].
pub(super) type ReplacedValue = usize;

/// The objects of one rendering and what it may still cost.
#[derive(Debug)]
pub struct Heap<'t> {
    pub(super) lists: Vec<List<'t>>,
    pub(super) maps: Vec<Map<'t>>,
    pub(super) objects: Vec<Object<'t>>,
    pub(super) replaced: Vec<Value<'t>>,
    steps_left: u64,
    memory_left: usize,
}

impl<'t> Heap<'t> {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            lists: Vec::new(),
            maps: Vec::new(),
            objects: Vec::new(),
            replaced: Vec::new(),
            steps_left: limits.steps,
            memory_left: limits.memory,
        }
    }

    /// Counts work.
    ///
    /// # Errors
    /// [`Failure::TooManySteps`] if the rendering has used up its steps.
    pub fn spend(&mut self, steps: usize) -> Result<(), Failure> {
        self.steps_left = self.steps_left.checked_sub(steps as u64).ok_or(Failure::TooManySteps)?;
        Ok(())
    }

    /// Counts memory.
    ///
    /// # Errors
    /// [`Failure::OutOfMemory`] if the rendering has used up its memory.
    pub fn allocate(&mut self, bytes: usize) -> Result<(), Failure> {
        self.memory_left = self.memory_left.checked_sub(bytes).ok_or(Failure::OutOfMemory)?;
        self.spend(bytes / 64)
    }

    /// A string value.
    ///
    /// # Errors
    /// If memory is used up.
    pub fn string(&mut self, text: String) -> Result<Value<'t>, Failure> {
        self.allocate(text.len())?;
        Ok(Value::String(Text::from(text)))
    }

    /// A new list; `json` lists print as JSON.
    ///
    /// # Errors
    /// If memory is used up.
    pub fn list(&mut self, items: Vec<Value<'t>>, json: bool) -> Result<ListId, Failure> {
        self.allocate(size_of::<List<'_>>() + items.len() * size_of::<Value<'_>>())?;
        self.lists.push(List { items, json, changes: 0 });
        Ok(ListId(number(self.lists.len())?))
    }

    /// A new empty map.
    ///
    /// # Errors
    /// If memory is used up.
    pub fn map(&mut self, kind: MapKind) -> Result<MapId, Failure> {
        self.allocate(size_of::<Map<'_>>())?;
        self.maps.push(Map { entries: Vec::new(), index: None, kind, buckets: 16, changes: 0 });
        Ok(MapId(number(self.maps.len())?))
    }

    pub(super) fn object(&mut self, object: Object<'t>) -> Result<Value<'t>, Failure> {
        let items = if let Object::Array { items, .. } = &object { items.len() } else { 0 };
        self.allocate(size_of::<Object<'_>>() + items * size_of::<Value<'_>>())?;
        self.objects.push(object);
        Ok(Value::Object(ObjectId(number(self.objects.len())?)))
    }

    pub(super) fn at(&self, id: ObjectId) -> &Object<'t> {
        &self.objects[id.0 as usize]
    }

    pub(super) fn at_mut(&mut self, id: ObjectId) -> &mut Object<'t> {
        &mut self.objects[id.0 as usize]
    }

    pub(super) fn list_at(&self, id: ListId) -> &List<'t> {
        &self.lists[id.0 as usize]
    }

    pub(super) fn list_at_mut(&mut self, id: ListId) -> &mut List<'t> {
        &mut self.lists[id.0 as usize]
    }

    pub(super) fn map_at(&self, id: MapId) -> &Map<'t> {
        &self.maps[id.0 as usize]
    }

    /// The items of a list.
    #[must_use]
    pub fn items(&self, id: ListId) -> &[Value<'t>] {
        &self.list_at(id).items
    }

    /// The entries of a map, in the order in which they were inserted.
    #[must_use]
    pub fn entries(&self, id: MapId) -> &[(Value<'t>, Value<'t>)] {
        &self.map_at(id).entries
    }

    /// The value of a string key.
    #[must_use]
    pub fn get(&self, id: MapId, key: &str) -> Option<&Value<'t>> {
        let map = self.map_at(id);
        map.find_text(key).map(|position| &map.entries[position].1)
    }

    /// Puts a value; returns the one it replaces.
    ///
    /// # Errors
    /// If memory or steps are used up.
    pub fn put(&mut self, id: MapId, key: Value<'t>, value: Value<'t>) -> Result<Option<Value<'t>>, Failure> {
        if let Some(position) = self.find(id, &key)? {
            return Ok(Some(std::mem::replace(&mut self.maps[id.0 as usize].entries[position].1, value)));
        }
        self.allocate(2 * size_of::<Value<'_>>())?;
        let map = &mut self.maps[id.0 as usize];
        if let (Some(index), Value::String(text)) = (&mut map.index, &key) {
            index.insert(Rc::from(&**text), map.entries.len());
        }
        map.entries.push((key, value));
        map.changes += 1;
        while map.entries.len() > map.buckets as usize / 4 * 3 {
            map.buckets *= 2;
        }
        if map.index.is_none() && map.entries.len() > INDEX_FROM {
            let length = map.entries.len();
            map.reindex();
            self.spend(length)?;
        }
        Ok(None)
    }

    /// Puts a value under a string key.
    ///
    /// # Errors
    /// If memory or steps are used up.
    pub fn put_text(&mut self, id: MapId, key: impl Into<Text<'t>>, value: Value<'t>) -> Result<(), Failure> {
        self.put(id, Value::String(key.into()), value)?;
        Ok(())
    }

    pub(super) fn find(&mut self, id: MapId, key: &Value<'t>) -> Result<Option<usize>, Failure> {
        if let Value::String(text) = key {
            return Ok(self.map_at(id).find_text(text));
        }
        let length = self.map_at(id).entries.len();
        self.spend(length)?;
        for position in 0..length {
            let known = self.map_at(id).entries[position].0.clone();
            if self.equals(&known, key, 0)? {
                return Ok(Some(position));
            }
        }
        Ok(None)
    }

    pub(super) fn remove(&mut self, id: MapId, position: usize) -> Result<Value<'t>, Failure> {
        let map = &mut self.maps[id.0 as usize];
        let (_, value) = map.entries.remove(position);
        map.changes += 1;
        map.index = None;
        let length = map.entries.len();
        if length > INDEX_FROM {
            map.reindex();
            self.spend(length)?;
        }
        Ok(value)
    }

    pub(super) fn clear_map(&mut self, id: MapId) {
        let map = &mut self.maps[id.0 as usize];
        map.entries.clear();
        map.index = None;
        map.changes += 1;
    }

    /// Positions of the entries in the order in which Java iterates them; `None` if that is the order of insertion.
    pub(super) fn order(&mut self, id: MapId) -> Result<Option<Rc<[usize]>>, Failure> {
        let map = self.map_at(id);
        if map.kind == MapKind::Linked || map.entries.len() < 2 {
            return Ok(None);
        }
        let buckets = map.buckets;
        let keys: Vec<Value<'t>> = map.entries.iter().map(|(key, _)| key.clone()).collect();
        self.spend(keys.len() * 4)?;
        let mut order = Vec::with_capacity(keys.len());
        for (position, key) in keys.iter().enumerate() {
            let hash = self.hash(key, 0)?.cast_unsigned();
            order.push(((hash ^ (hash >> 16)) & (buckets - 1), position));
        }
        order.sort_unstable();
        Ok(Some(order.into_iter().map(|(_, position)| position).collect()))
    }

    /// What a view shows, in the order of iteration.
    pub(super) fn view_items(&mut self, id: MapId, view: View) -> Result<Vec<Value<'t>>, Failure> {
        let order = self.order(id)?;
        let length = self.map_at(id).entries.len();
        self.spend(length)?;
        let mut items = Vec::with_capacity(length);
        for number in 0..length {
            let position = order.as_ref().map_or(number, |order| order[number]);
            items.push(self.view_item(id, view, position)?);
        }
        Ok(items)
    }

    pub(super) fn view_item(&mut self, id: MapId, view: View, position: usize) -> Result<Value<'t>, Failure> {
        let (key, value) = &self.map_at(id).entries[position];
        match view {
            View::Keys => Ok(key.clone()),
            View::Values => Ok(value.clone()),
            View::Entries => {
                let entry = Object::Entry { map: id, key: key.clone(), value: value.clone() };
                self.object(entry)
            }
        }
    }

    /// The value of a map entry now.
    pub(super) fn entry(&mut self, id: ObjectId) -> Result<Option<(Value<'t>, Value<'t>)>, Failure> {
        let Object::Entry { map, key, value } = self.at(id) else { return Ok(None) };
        let (map, key, mut value) = (*map, key.clone(), value.clone());
        if let Some(position) = self.find(map, &key)? {
            value = self.map_at(map).entries[position].1.clone();
        }
        Ok(Some((key, value)))
    }

    /// Java's `equals`.
    pub(super) fn equals(&mut self, left: &Value<'t>, right: &Value<'t>, depth: usize) -> Result<bool, Failure> {
        hash::equals(self, left, right, depth)
    }

    /// Java's `hashCode`.
    pub(super) fn hash(&mut self, value: &Value<'t>, depth: usize) -> Result<i32, Failure> {
        hash::hash_code(self, value, depth)
    }
}

impl Map<'_> {
    fn find_text(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(key).copied(),
            None => self.entries.iter().position(|(known, _)| matches!(known, Value::String(known) if **known == *key)),
        }
    }

    fn reindex(&mut self) {
        let texts = self.entries.iter().enumerate().filter_map(|(position, (key, _))| match key {
            Value::String(text) => Some((Rc::from(&**text), position)),
            _ => None,
        });
        self.index = Some(texts.collect());
    }
}

fn number(length: usize) -> Result<u32, Failure> {
    u32::try_from(length - 1).map_err(|_| Failure::OutOfMemory)
}
