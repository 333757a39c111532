//! A parsed template. It borrows nothing and holds no rendering state, so that a deployment can share it.

use std::collections::HashMap;

use num_bigint::BigInt;

/// Index of a variable name in [`Names`].
pub(super) type Slot = usize;

/// The variable names of a template, each once.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<Box<str>>,
    slots: HashMap<Box<str>, Slot>,
}

impl Names {
    pub(super) fn slot(&mut self, name: &str) -> Slot {
        self.find(name).unwrap_or_else(|| {
            let slot = self.names.len();
            self.names.push(name.into());
            self.slots.insert(name.into(), slot);
            slot
        })
    }

    pub(super) fn find(&self, name: &str) -> Option<Slot> {
        self.slots.get(name).copied()
    }

    pub(super) fn name(&self, slot: Slot) -> &str {
        self.names.get(slot).map_or("", |name| name)
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }
}

pub(super) type Block = Vec<Statement>;

#[derive(Debug)]
pub(super) enum Statement {
    Text(String),
    Reference(Reference),
    Set(Box<Set>),
    If(Box<If>),
    Foreach(Box<Foreach>),
    Define(Define),
    Break { scope: Option<Expression>, at: usize },
    Stop { message: Option<Expression> },
}

#[derive(Debug)]
pub(super) struct Set {
    /// The variable, if the left side is nothing but a variable.
    pub(super) variable: Slot,
    pub(super) target: Reference,
    pub(super) value: Expression,
}

#[derive(Debug)]
pub(super) struct If {
    pub(super) branches: Vec<(Expression, Block)>,
    pub(super) otherwise: Block,
}

#[derive(Debug)]
pub(super) struct Foreach {
    pub(super) element: Slot,
    pub(super) source: LoopSource,
    pub(super) body: Block,
    /// Byte offset in the template.
    pub(super) at: usize,
}

#[derive(Debug)]
pub(super) enum LoopSource {
    /// What to iterate.
    Value(Expression),
    /// `#foreach($i [1])`: parses, renders nothing.
    Nothing,
    /// `#foreach()`: parses, fails when it is reached.
    Missing,
}

#[derive(Debug)]
pub(super) struct Define {
    pub(super) variable: Slot,
    pub(super) body: Block,
}

#[derive(Debug)]
pub(super) struct Reference {
    pub(super) root: Slot,
    pub(super) parts: Vec<Part>,
    pub(super) rendering: Rendering,
    /// Half of the backslashes in front.
    pub(super) escape_prefix: Box<str>,
    /// `$` and `#` in front that belong to no reference.
    pub(super) text_prefix: Box<str>,
    /// Byte offset in the template.
    pub(super) at: usize,
}

#[derive(Debug)]
pub(super) enum Rendering {
    /// Its value; the text is for a block that has no value because it contains itself too often.
    Value { literal: Box<str> },
    /// An odd number of backslashes: the reference as it is written.
    Escaped { literal: Box<str> },
    /// A name straight after a method or an index: itself.
    Bare { literal: Box<str> },
    /// `$\!x`: nothing, and no value in expressions.
    Uncomputable,
}

#[derive(Debug)]
pub(super) enum Part {
    Property(Box<str>),
    Method { name: Box<str>, arguments: Vec<Expression>, at: usize },
    Index { argument: Expression, at: usize },
}

#[derive(Debug)]
pub(super) enum Expression {
    String(Box<str>),
    Interpolated(Interpolated),
    Integer(i32),
    Long(i64),
    BigInteger(Box<BigInt>),
    Double(f64),
    Boolean(bool),
    List(Vec<Expression>),
    Map(Vec<(Expression, Expression)>),
    Range(Box<(Expression, Expression)>),
    Reference(Box<Reference>),
    Not(Box<Expression>),
    Operation(Box<Operation>),
}

/// A double-quoted string with references or directives in it.
#[derive(Debug)]
pub(super) struct Interpolated {
    pub(super) body: Block,
    /// It was parsed with one blank more, so that it could end in `$`; the last character is not part of it.
    pub(super) drop_last: bool,
}

/// Operators of one precedence, applied from the left. Flat, so that a long chain is not a deep tree.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) first: Expression,
    pub(super) steps: Vec<Step>,
}

#[derive(Debug)]
pub(super) struct Step {
    pub(super) operator: Operator,
    pub(super) right: Expression,
    /// How the operands are written: `+` prints that for an operand without a value, next to a string.
    pub(super) left_literal: Box<str>,
    pub(super) right_literal: Box<str>,
    pub(super) at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

impl Operator {
    /// How tightly it binds; operators of one level group from the left.
    pub(super) fn precedence(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::NotEqual => 3,
            Self::Less | Self::Greater | Self::LessOrEqual | Self::GreaterOrEqual => 4,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide | Self::Modulo => 6,
        }
    }
}
