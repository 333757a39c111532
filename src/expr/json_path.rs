//! JSONPath as Jayway's JsonPath 2.0 understands it, which `$input.path` and `$input.json` are built on.
//!
//! A path is definite if it names one place at most (`$.a[0].b`) and then finds that value or nothing; otherwise it
//! finds a list. The document is anything that implements [`Document`].

use std::fmt;

use parse::Token;

mod evaluate;
mod filter;
mod parse;
#[cfg(test)]
mod tests;

/// A compiled path.
#[derive(Clone, Debug)]
pub struct JsonPath {
    tokens: Vec<Token>,
    /// `length()` at the end.
    length: bool,
}

/// A path that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPath(String);

impl fmt::Display for InvalidPath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "InvalidPathException: {}", self.0)
    }
}

impl std::error::Error for InvalidPath {}

/// Why a path finds nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// There is nothing at that place.
    NotFound,
    /// A step does not fit what it is applied to, such as an index to an object.
    Inapplicable,
    /// A filter compares a number with text that is none: Java throws here.
    NotANumber(String),
    /// The document is nested too deeply, or the search takes too many steps.
    TooMuch,
}

/// What kind of value a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean,
    /// A number of any size.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A JSON document that paths can search.
pub trait Document {
    /// A value in the document.
    type Node: Clone;

    /// What a node is.
    fn kind(&self, node: &Self::Node) -> Kind;
    /// A member of an object.
    fn member(&self, node: &Self::Node, name: &str) -> Option<Self::Node>;
    /// The names of an object's members, in order.
    fn names(&self, node: &Self::Node) -> Vec<String>;
    /// The length of an array.
    fn length(&self, node: &Self::Node) -> usize;
    /// An element of an array.
    fn element(&self, node: &Self::Node, index: usize) -> Option<Self::Node>;
    /// A boolean, number or string as text.
    fn text(&self, node: &Self::Node) -> String;
}

/// A value that a path found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item<N> {
    /// A value of the document.
    Node(N),
    /// A new object of some members: `['a','b']`.
    Members(Vec<(String, N)>),
}

/// What a path found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<N> {
    /// The one value of a definite path.
    One(Item<N>),
    /// The values of an indefinite path.
    Many(Vec<Item<N>>),
    /// What `length()` counted.
    Length(usize),
}

/// Steps after which a search is given up.
pub const MAX_STEPS: usize = 2_000_000;

impl JsonPath {
    /// Compiles a path. Without `$` in front, `$.` is implied.
    ///
    /// # Errors
    /// If it is no path.
    pub fn parse(path: &str) -> Result<Self, InvalidPath> {
        parse::parse(path).map(|tokens| Self { tokens, length: false })
    }

    /// Compiles a path that may end in `.length()`, the number of elements, members or characters.
    ///
    /// # Errors
    /// If it is no path.
    pub fn parse_with_length(path: &str) -> Result<Self, InvalidPath> {
        let path = path.trim();
        match path.strip_suffix(".length()") {
            Some(inner) => Ok(Self { tokens: parse::parse(inner)?, length: true }),
            None => Self::parse(path),
        }
    }

    /// Whether it names one place at most.
    #[must_use]
    pub fn is_definite(&self) -> bool {
        self.tokens.iter().all(Token::is_definite)
    }

    /// Searches a document.
    ///
    /// # Errors
    /// Why nothing was found.
    pub fn find<D: Document>(&self, document: &D, root: &D::Node) -> Result<Found<D::Node>, Missing> {
        let found = evaluate::evaluate(&self.tokens, document, root)?;
        if !self.length {
            return Ok(found);
        }
        Ok(match found {
            Found::Many(items) => Found::Length(items.len()),
            Found::One(Item::Members(members)) => Found::Length(members.len()),
            Found::One(Item::Node(node)) => Found::Length(match document.kind(&node) {
                Kind::Array => document.length(&node),
                Kind::Object => document.names(&node).len(),
                Kind::String => document.text(&node).encode_utf16().count(),
                _ => return Err(Missing::Inapplicable),
            }),
            length @ Found::Length(_) => length,
        })
    }
}

impl Document for serde_json::Value {
    type Node = serde_json::Value;

    fn kind(&self, node: &Self::Node) -> Kind {
        match node {
            Self::Null => Kind::Null,
            Self::Bool(_) => Kind::Boolean,
            Self::Number(_) => Kind::Number,
            Self::String(_) => Kind::String,
            Self::Array(_) => Kind::Array,
            Self::Object(_) => Kind::Object,
        }
    }

    fn member(&self, node: &Self::Node, name: &str) -> Option<Self::Node> {
        node.get(name).cloned()
    }

    fn names(&self, node: &Self::Node) -> Vec<String> {
        node.as_object().map(|members| members.keys().cloned().collect()).unwrap_or_default()
    }

    fn length(&self, node: &Self::Node) -> usize {
        node.as_array().map_or(0, Vec::len)
    }

    fn element(&self, node: &Self::Node, index: usize) -> Option<Self::Node> {
        node.get(index).cloned()
    }

    fn text(&self, node: &Self::Node) -> String {
        node.as_str().map_or_else(|| node.to_string(), str::to_owned)
    }
}
