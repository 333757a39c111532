//! What waits to be sent with the next statement.

use std::borrow::Cow;
use std::sync::Arc;

use crate::store::path;

/// The most resources of one statement: SQLite takes 32,766 values.
const ROWS: usize = 500;

/// A resource to be added.
#[derive(Debug)]
pub(in crate::store) struct NewRow {
    pub(in crate::store) path: String,
    pub(in crate::store) kind: Arc<str>,
    pub(in crate::store) unique: Option<Arc<str>>,
    pub(in crate::store) document: Arc<str>,
}

/// A statement that writes, and the values for its `?`.
#[derive(Debug)]
pub(in crate::store) struct Statement {
    pub(super) sql: Cow<'static, str>,
    pub(super) values: Vec<Option<Arc<str>>>,
}

/// What waits, in its order. Resources that are added one behind the other are one statement.
#[derive(Debug, Default)]
pub(super) struct Waiting(Vec<Write>);

#[derive(Debug)]
enum Write {
    Add(Vec<NewRow>),
    Other(Statement),
}

impl Statement {
    pub(in crate::store) fn new<const N: usize>(sql: &'static str, values: [&str; N]) -> Self {
        Self::sharing(sql, values.map(Arc::from))
    }

    pub(super) fn sharing<const N: usize>(sql: &'static str, values: [Arc<str>; N]) -> Self {
        Self { sql: Cow::Borrowed(sql), values: values.into_iter().map(Some).collect() }
    }

    fn insert(rows: impl Iterator<Item = NewRow>) -> Self {
        let mut values = Vec::new();
        for NewRow { path, kind, unique, document } in rows {
            let (parent, name) = path::split(&path);
            values.extend([Some(parent.into()), Some(name.into()), Some(kind), unique, Some(document)]);
        }
        let places = vec!["(?, ?, ?, ?, ?)"; values.len() / 5].join(", ");
        Self { sql: format!("INSERT INTO resource (parent, name, kind, uniq, doc) VALUES {places}").into(), values }
    }
}

impl Waiting {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn add(&mut self, rows: Vec<NewRow>) {
        match self.0.last_mut() {
            Some(Write::Add(before)) => before.extend(rows),
            _ => self.0.push(Write::Add(rows)),
        }
    }

    pub(super) fn push(&mut self, statement: Statement) {
        self.0.push(Write::Other(statement));
    }

    pub(super) fn into_statements(self) -> Vec<Statement> {
        let mut statements = Vec::new();
        for write in self.0 {
            match write {
                Write::Other(statement) => statements.push(statement),
                Write::Add(rows) => {
                    let mut rows = rows.into_iter().peekable();
                    while rows.peek().is_some() {
                        statements.push(Statement::insert(rows.by_ref().take(ROWS)));
                    }
                }
            }
        }
        statements
    }
}
