//! Walking a document along a path.

use super::parse::Token;
use super::{Document, Found, Item, Kind, MAX_STEPS, Missing};

/// Values inside each other that a search enters.
const MAX_DEPTH: usize = 512;

/// A search under way.
pub(super) struct Search<'d, D: Document> {
    pub(super) document: &'d D,
    pub(super) root: &'d D::Node,
    results: Vec<Item<D::Node>>,
    /// Whether the whole path is definite: then a property that is missing on the way ends the search.
    definite: bool,
    steps: usize,
    depth: usize,
}

pub(super) fn evaluate<D: Document>(tokens: &[Token], document: &D, root: &D::Node) -> Result<Found<D::Node>, Missing> {
    let definite = tokens.iter().all(Token::is_definite);
    let mut search = Search { document, root, results: Vec::new(), definite, steps: 0, depth: 0 };
    search.walk(tokens, root)?;
    if definite {
        search.results.into_iter().next().map(Found::One).ok_or(Missing::NotFound)
    } else {
        Ok(Found::Many(search.results))
    }
}

impl<D: Document> Search<'_, D> {
    /// The value of a definite path inside a filter.
    pub(super) fn value_of(&mut self, tokens: &[Token], start: &D::Node) -> Result<D::Node, Missing> {
        let outer = (std::mem::take(&mut self.results), std::mem::replace(&mut self.definite, true));
        let walked = self.walk(tokens, start);
        let found = std::mem::replace(&mut self.results, outer.0);
        self.definite = outer.1;
        walked?;
        match found.into_iter().next() {
            Some(Item::Node(node)) => Ok(node),
            Some(Item::Members(_)) => Err(Missing::Inapplicable),
            None => Err(Missing::NotFound),
        }
    }

    fn walk(&mut self, tokens: &[Token], node: &D::Node) -> Result<(), Missing> {
        let Some((token, rest)) = tokens.split_first() else {
            self.results.push(Item::Node(node.clone()));
            return Ok(());
        };
        self.steps += 1;
        if self.steps > MAX_STEPS || self.depth > MAX_DEPTH {
            return Err(Missing::TooMuch);
        }
        self.depth += 1;
        let result = self.step(token, rest, node);
        self.depth -= 1;
        result
    }

    fn step(&mut self, token: &Token, rest: &[Token], node: &D::Node) -> Result<(), Missing> {
        let kind = self.document.kind(node);
        let length = || i64::try_from(self.document.length(node)).unwrap_or(i64::MAX);
        match token {
            Token::Properties(names) => {
                if kind != Kind::Object {
                    return Err(Missing::NotFound);
                }
                match names.as_slice() {
                    [name] => self.property(name, rest, node),
                    names => self.members(names, rest, node),
                }
            }
            Token::Wildcard => self.wildcard(rest, node, kind),
            Token::Scan => self.scan(rest, node),
            Token::Filter(filter) => match kind {
                Kind::Object => {
                    if filter.accepts(self, node)? {
                        self.walk(rest, node)?;
                    }
                    Ok(())
                }
                Kind::Array => {
                    for index in 0..length() {
                        if let Some(element) = self.element(node, index)
                            && filter.accepts(self, &element)?
                        {
                            self.walk(rest, &element)?;
                        }
                    }
                    Ok(())
                }
                _ => Err(Missing::Inapplicable),
            },
            _ if kind == Kind::Null => Err(Missing::NotFound),
            _ if kind != Kind::Array => Err(Missing::Inapplicable),
            Token::Index(index) => self.index(*index, rest, node),
            Token::FromEnd(offset) => self.index(length().saturating_add(*offset), rest, node),
            Token::Indexes(indexes) => indexes.iter().try_for_each(|&index| self.index(index, rest, node)),
            Token::SliceFrom(from) => {
                let length = length();
                let from = if *from < 0 { length + from } else { *from }.max(0);
                (from..length).try_for_each(|index| self.index(index, rest, node))
            }
            Token::SliceTo(to) => {
                let length = length();
                let to = if *to < 0 { length + to } else { *to }.min(length);
                (0..to).try_for_each(|index| self.index(index, rest, node))
            }
            Token::Slice(from, to) => {
                let to = *to.min(&length());
                (*from..to).try_for_each(|index| self.index(index, rest, node))
            }
        }
    }

    fn property(&mut self, name: &str, rest: &[Token], node: &D::Node) -> Result<(), Missing> {
        match self.document.member(node, name) {
            Some(member) => self.walk(rest, &member),
            None if rest.is_empty() || self.definite => Err(Missing::NotFound),
            None => Ok(()),
        }
    }

    fn members(&mut self, names: &[String], rest: &[Token], node: &D::Node) -> Result<(), Missing> {
        if !rest.is_empty() {
            return Err(Missing::Inapplicable);
        }
        let members =
            names.iter().filter_map(|name| self.document.member(node, name).map(|member| (name.clone(), member))).collect();
        self.results.push(Item::Members(members));
        Ok(())
    }

    fn wildcard(&mut self, rest: &[Token], node: &D::Node, kind: Kind) -> Result<(), Missing> {
        match kind {
            Kind::Object => {
                for name in self.document.names(node) {
                    self.property(&name, rest, node)?;
                }
            }
            Kind::Array => {
                for index in 0..i64::try_from(self.document.length(node)).unwrap_or(i64::MAX) {
                    match self.index(index, rest, node) {
                        Ok(()) | Err(Missing::NotFound) => {}
                        Err(missing) => return Err(missing),
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn element(&self, node: &D::Node, index: i64) -> Option<D::Node> {
        usize::try_from(index).ok().and_then(|index| self.document.element(node, index))
    }

    fn index(&mut self, index: i64, rest: &[Token], node: &D::Node) -> Result<(), Missing> {
        let element = self.element(node, index).ok_or(Missing::NotFound)?;
        self.walk(rest, &element)
    }

    /// `..`: the next token wherever it fits. In an array that it fits, what follows it is tried on every element.
    fn scan(&mut self, rest: &[Token], node: &D::Node) -> Result<(), Missing> {
        let Some((target, after)) = rest.split_first() else { return Err(Missing::Inapplicable) };
        self.steps += 1;
        if self.steps > MAX_STEPS || self.depth > MAX_DEPTH {
            return Err(Missing::TooMuch);
        }
        let kind = self.document.kind(node);
        if !matches!(kind, Kind::Object | Kind::Array) {
            return Ok(());
        }
        let fits = match target {
            Token::Properties(names) => {
                kind == Kind::Object && names.iter().all(|name| self.document.member(node, name).is_some())
            }
            Token::Wildcard => true,
            Token::Filter(filter) => filter.accepts(self, node)?,
            Token::Scan => false,
            _ => kind == Kind::Array,
        };
        let children: Vec<D::Node> = if kind == Kind::Object {
            self.document.names(node).iter().filter_map(|name| self.document.member(node, name)).collect()
        } else {
            (0..self.document.length(node)).filter_map(|index| self.document.element(node, index)).collect()
        };
        if fits && (kind == Kind::Object || after.is_empty()) {
            self.walk(rest, node)?;
        } else if fits {
            for child in &children {
                self.walk(after, child)?;
            }
        }
        self.depth += 1;
        let result = children.iter().try_for_each(|child| self.scan(rest, child));
        self.depth -= 1;
        result
    }
}
