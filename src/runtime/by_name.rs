//! What every request looks up by its name.

use std::collections::HashMap;

/// Things by their names. The names come from documents, so nobody gains from making them collide, and a fast hash does.
pub type ByName<V> = HashMap<Box<str>, V, Hasher>;

/// How names are hashed.
pub type Hasher = foldhash::fast::RandomState;
