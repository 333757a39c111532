//! The values of a rendering: Java's, as templates see them.

use std::ops::Deref;
use std::rc::Rc;

use num_bigint::BigInt;

use super::decimal::Decimal;
use super::error::Failure;
use super::eval::Machine;

/// A string: borrowed from the template or its input where possible.
#[derive(Clone, Debug)]
pub enum Text<'t> {
    /// From the template or its input.
    Borrowed(&'t str),
    /// Made while rendering.
    Shared(Rc<str>),
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Shared(text) => text,
        }
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self::Shared(text.into())
    }
}

impl<'t> From<&'t str> for Text<'t> {
    fn from(text: &'t str) -> Self {
        Self::Borrowed(text)
    }
}

/// A list on the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListId(pub(super) u32);

/// A map on the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapId(pub(super) u32);

/// Any other object on the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectId(pub(super) u32);

/// Which live view of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// `keySet()`
    Keys,
    /// `values()`
    Values,
    /// `entrySet()`
    Entries,
}

/// One value. Lists, maps and other objects live on the [`Heap`](super::Heap), so that cycles and depth are harmless.
#[derive(Clone)]
pub enum Value<'t> {
    /// Java's null. References never yield it, they yield an empty string.
    Null,
    /// `java.lang.Boolean`
    Boolean(bool),
    /// `java.lang.Integer`
    Integer(i32),
    /// `java.lang.Long`
    Long(i64),
    /// `java.math.BigInteger`
    BigInteger(Rc<BigInt>),
    /// `java.lang.Double`
    Double(f64),
    /// `java.math.BigDecimal`
    Decimal(Rc<Decimal>),
    /// `java.lang.Character`, a UTF-16 unit.
    Character(u16),
    /// `java.lang.String`
    String(Text<'t>),
    /// A list.
    List(ListId),
    /// A map.
    Map(MapId),
    /// A view of a map.
    View(MapId, View),
    /// An array, an iterator, a map entry, a part of a list, a `#define` block, a `$foreach`.
    Object(ObjectId),
    /// `java.lang.Class`, by name.
    Class(&'static str),
    /// An object of the embedding program.
    Host(Rc<dyn HostObject<'t> + 't>),
}

impl<'t> Value<'t> {
    /// A string that was made while rendering.
    #[must_use]
    pub fn text(text: impl Into<Text<'t>>) -> Self {
        Self::String(text.into())
    }

    /// The empty string, as which every null shows.
    #[must_use]
    pub fn empty() -> Self {
        Self::String(Text::Borrowed(""))
    }

    /// A whole number of any size, from its digits.
    #[must_use]
    pub fn big_integer(digits: &str) -> Option<Self> {
        BigInt::parse_bytes(digits.as_bytes(), 10).map(|value| Self::BigInteger(Rc::new(value)))
    }

    /// Whether it is a number.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Integer(_) | Self::Long(_) | Self::BigInteger(_) | Self::Double(_) | Self::Decimal(_))
    }
}

impl std::fmt::Debug for Value<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => out.write_str("Null"),
            Self::Boolean(value) => write!(out, "Boolean({value})"),
            Self::Integer(value) => write!(out, "Integer({value})"),
            Self::Long(value) => write!(out, "Long({value})"),
            Self::BigInteger(value) => write!(out, "BigInteger({value})"),
            Self::Double(value) => write!(out, "Double({value})"),
            Self::Decimal(value) => write!(out, "Decimal({value})"),
            Self::Character(value) => write!(out, "Character({value})"),
            Self::String(value) => write!(out, "String({:?})", &**value),
            Self::List(id) => write!(out, "{id:?}"),
            Self::Map(id) => write!(out, "{id:?}"),
            Self::View(id, view) => write!(out, "View({id:?}, {view:?})"),
            Self::Object(id) => write!(out, "{id:?}"),
            Self::Class(name) => write!(out, "Class({name})"),
            Self::Host(host) => write!(out, "Host({})", host.class_name()),
        }
    }
}

/// The variables that a template finds in its context before it sets any.
pub trait Host<'t> {
    /// The variable of that name; asked once a rendering, at the first use.
    ///
    /// # Errors
    /// If the value cannot be made.
    fn variable(&self, name: &str, machine: &mut Machine<'t>) -> Result<Option<Value<'t>>, Failure>;
}

/// An object of the embedding program: `$input`, `$util`.
pub trait HostObject<'t> {
    /// Its Java class name.
    fn class_name(&self) -> &'static str;

    /// The property of that name; `None` if there is none.
    ///
    /// # Errors
    /// If reading it throws.
    fn property(&self, name: &str, machine: &mut Machine<'t>) -> Result<Option<Value<'t>>, Failure>;

    /// Calls the method of that name; `None` if there is none for these arguments.
    ///
    /// # Errors
    /// If the method throws.
    fn call(&self, name: &str, arguments: &[Value<'t>], machine: &mut Machine<'t>) -> Result<Option<Value<'t>>, Failure>;
}
