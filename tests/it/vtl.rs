//! Mapping templates: cases as files, the shared corpus, and properties of arbitrary templates.

mod corpus;
mod fixtures;
mod limits;
mod properties;
