//! Which route of an HTTP API takes a request.
//!
//! Follows the developer guide, "Routing API requests": a full match, then a greedy match, then `$default`; what is more specific
//! wins, and on one path a method wins over `ANY`.

use std::borrow::Cow;

use http::Method;
use percent_encoding::percent_decode_str;

use crate::runtime::http::Route;

/// The routes of a stage, as a tree over the segments of their paths.
#[derive(Debug, Default)]
pub struct RouteTable {
    routes: Vec<Route>,
    root: Node,
    default: Option<usize>,
}

/// A route with this key is there already; it is kept, the new one is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken;

#[derive(Debug, Default)]
struct Node {
    /// Sorted by segment.
    literals: Vec<(Box<str>, Node)>,
    variable: Option<Box<Node>>,
    /// Routes whose path ends here.
    ending: Methods,
    /// Routes with a greedy variable from here on.
    greedy: Methods,
}

#[derive(Debug, Default)]
struct Methods {
    named: Vec<(Method, usize)>,
    any: Option<usize>,
}

/// A route key, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteKey<'k> {
    /// `$default`.
    Default,
    /// `GET /pets/{id}`.
    Path {
        /// The method; none is `ANY`.
        method: Option<Method>,
        /// The path, from its slash.
        path: &'k str,
    },
}

impl<'k> RouteKey<'k> {
    /// Reads a route key; none when it is not one.
    pub fn parse(key: &'k str) -> Option<Self> {
        if key == "$default" {
            return Some(Self::Default);
        }
        let (method, path) = key.split_once(' ')?;
        if !path.starts_with('/') {
            return None;
        }
        let method = match method {
            "ANY" => None,
            named => Some(Method::from_bytes(named.as_bytes()).ok()?),
        };
        Some(Self::Path { method, path })
    }
}

/// The segments of a path, without its first slash; none for `/` alone.
fn segments(path: &str) -> Option<&str> {
    path.strip_prefix('/').filter(|rest| !rest.is_empty())
}

/// The first segment of what is left of a path, and what is left after it.
fn cut(rest: &str) -> (&str, Option<&str>) {
    match rest.split_once('/') {
        Some((segment, rest)) => (segment, Some(rest)),
        None => (rest, None),
    }
}

/// The name in `{name}` or `{name+}`, and whether it is greedy.
pub(crate) fn variable(segment: &str) -> Option<(&str, bool)> {
    let name = segment.strip_prefix('{')?.strip_suffix('}')?;
    Some(name.strip_suffix('+').map_or((name, false), |name| (name, true)))
}

impl RouteTable {
    /// Adds a route under its key.
    ///
    /// # Errors
    /// `Taken` when an equal key has a route; names of variables do not tell keys apart.
    pub fn insert(&mut self, key: &RouteKey<'_>, route: Route) -> Result<(), Taken> {
        let index = self.routes.len();
        match key {
            RouteKey::Default => occupy(&mut self.default, index)?,
            RouteKey::Path { method, path } => self.root.methods_at(segments(path)).insert(method.as_ref(), index)?,
        }
        self.routes.push(route);
        Ok(())
    }

    /// The route for a request, by its method and its path below the stage, percent-encoded as sent.
    pub fn choose(&self, method: &Method, path: &str) -> Option<&Route> {
        let rest = segments(path);
        let index = self
            .root
            .full_match(rest, method)
            .or_else(|| self.root.greedy_match(rest.or(Some("")), method).map(|(_, index)| index))
            .or(self.default)?;
        self.routes.get(index)
    }

    /// All routes, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Route> {
        self.routes.iter()
    }
}

impl Node {
    /// The methods at the end of a route's path; nodes on the way are made.
    fn methods_at(&mut self, rest: Option<&str>) -> &mut Methods {
        let Some(rest) = rest else { return &mut self.ending };
        let (segment, rest) = cut(rest);
        let child = match variable(segment) {
            Some((_, true)) => return &mut self.greedy,
            Some((_, false)) => self.variable.get_or_insert_default().as_mut(),
            None => {
                let at = match self.literals.binary_search_by(|(known, _)| (**known).cmp(segment)) {
                    Ok(at) => at,
                    Err(at) => {
                        self.literals.insert(at, (segment.into(), Self::default()));
                        at
                    }
                };
                &mut self.literals[at].1
            }
        };
        child.methods_at(rest)
    }

    fn literal(&self, segment: &str) -> Option<&Self> {
        let decoded =
            if segment.contains('%') { percent_decode_str(segment).decode_utf8_lossy() } else { Cow::Borrowed(segment) };
        let at = self.literals.binary_search_by(|(known, _)| (**known).cmp(&*decoded)).ok()?;
        self.literals.get(at).map(|(_, child)| child)
    }

    /// A variable takes one segment, and not an empty one.
    fn variable(&self, segment: &str) -> Option<&Self> {
        self.variable.as_deref().filter(|_| !segment.is_empty())
    }

    /// The route that takes the whole path without a greedy variable; at every segment a literal goes before a variable.
    fn full_match(&self, rest: Option<&str>, method: &Method) -> Option<usize> {
        let Some(rest) = rest else { return self.ending.find(method) };
        let (segment, rest) = cut(rest);
        let literal = self.literal(segment).and_then(|child| child.full_match(rest, method));
        literal.or_else(|| self.variable(segment)?.full_match(rest, method))
    }

    /// The greedy route with the longest way to its variable, and how many segments that way has.
    /// What is left for the variable may be empty (`/pets/` for `/pets/{proxy+}`), but its slash must be there.
    fn greedy_match(&self, rest: Option<&str>, method: &Method) -> Option<(usize, usize)> {
        let rest = rest?;
        let (segment, after) = cut(rest);
        let deeper = |child: &Self| child.greedy_match(after, method).map(|(depth, index)| (depth + 1, index));
        let literal = self.literal(segment).and_then(deeper);
        let variable = self.variable(segment).and_then(deeper);
        let longest = match (literal, variable) {
            (Some(literal), Some(variable)) if variable.0 > literal.0 => Some(variable),
            (literal, variable) => literal.or(variable),
        };
        longest.or_else(|| self.greedy.find(method).map(|index| (0, index)))
    }
}

fn occupy(place: &mut Option<usize>, index: usize) -> Result<(), Taken> {
    match place {
        Some(_) => Err(Taken),
        None => {
            *place = Some(index);
            Ok(())
        }
    }
}

impl Methods {
    fn insert(&mut self, method: Option<&Method>, index: usize) -> Result<(), Taken> {
        match method {
            None => occupy(&mut self.any, index),
            Some(method) if self.named.iter().any(|(known, _)| known == method) => Err(Taken),
            Some(method) => {
                self.named.push((method.clone(), index));
                Ok(())
            }
        }
    }

    fn find(&self, method: &Method) -> Option<usize> {
        self.named.iter().find(|(known, _)| known == method).map(|(_, index)| *index).or(self.any)
    }
}

/// Where a route's variable is found in a request's path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathVariable {
    /// Its name, without braces and plus sign.
    pub name: Box<str>,
    /// Which segment it takes, from 0.
    pub segment: usize,
    /// Whether it takes all segments from there on.
    pub greedy: bool,
}

impl PathVariable {
    /// The variables of a route's path.
    pub fn of(path: &str) -> Box<[Self]> {
        path.split('/')
            .skip(1)
            .enumerate()
            .filter_map(|(segment, text)| {
                let (name, greedy) = variable(text)?;
                Some(Self { name: name.into(), segment, greedy })
            })
            .collect()
    }

    /// The variable's value in the path of a request that its route took, percent-encoded as sent.
    pub fn value<'p>(&self, path: &'p str) -> &'p str {
        let mut rest = path.strip_prefix('/').unwrap_or(path);
        for _ in 0..self.segment {
            rest = rest.split_once('/').map_or("", |(_, rest)| rest);
        }
        if self.greedy { rest } else { rest.split('/').next().unwrap_or(rest) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::auth::AuthRule;
    use crate::runtime::http::{Authorization, Integration};

    fn table(keys: &[&str]) -> RouteTable {
        let mut table = RouteTable::default();
        for key in keys {
            let parsed = RouteKey::parse(key).expect("a route key");
            let path = if let RouteKey::Path { path, .. } = parsed { path } else { "" };
            let route = Route {
                metrics: None,
                key: (*key).into(),
                variables: PathVariable::of(path),
                authorization: Authorization::Rule(AuthRule::Open),
                throttle: None,
                integration: Integration::refusing("nothing"),
            };
            table.insert(&parsed, route).expect("a new route");
        }
        table
    }

    #[track_caller]
    fn check(keys: &[&str], method: &str, path: &str, chosen: Option<&str>) {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        assert_eq!(table(keys).choose(&method, path).map(|route| &*route.key), chosen, "{method} {path}");
    }

    #[track_caller]
    fn check_values(key: &str, path: &str, values: &[(&str, &str)]) {
        let table = table(&[key]);
        let route = table.choose(&Method::GET, path).expect("a route");
        let found: Vec<_> = route.variables.iter().map(|variable| (&*variable.name, variable.value(path))).collect();
        assert_eq!(found, values);
    }

    // Developer guide, "Routing API requests": its routes and its table.
    #[test]
    fn the_guides_example_is_routed_as_it_says() {
        let keys = ["GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default"];
        check(&keys, "GET", "/pets/dog/1", Some("GET /pets/dog/1"));
        check(&keys, "GET", "/pets/dog/2", Some("GET /pets/dog/{id}"));
        check(&keys, "GET", "/pets/cat/1", Some("GET /pets/{proxy+}"));
        check(&keys, "POST", "/test/5", Some("ANY /{proxy+}"));
    }

    #[test]
    fn default_takes_what_no_other_route_takes() {
        check(&["GET /pets", "$default"], "GET", "/", Some("$default"));
        check(&["GET /pets", "$default"], "POST", "/pets", Some("$default"));
        check(&["GET /pets"], "POST", "/pets", None);
    }

    #[test]
    fn a_method_wins_over_any_on_the_same_path() {
        let keys = ["ANY /pets", "GET /pets", "ANY /{proxy+}", "GET /{proxy+}"];
        check(&keys, "GET", "/pets", Some("GET /pets"));
        check(&keys, "PUT", "/pets", Some("ANY /pets"));
        check(&keys, "GET", "/a/b", Some("GET /{proxy+}"));
    }

    #[test]
    fn a_full_match_of_any_wins_over_a_greedy_match_of_the_method() {
        check(&["ANY /pets/{id}", "GET /pets/{proxy+}"], "GET", "/pets/1", Some("ANY /pets/{id}"));
    }

    #[test]
    fn the_longest_way_to_a_greedy_variable_wins() {
        let keys = ["ANY /{proxy+}", "ANY /pets/{proxy+}", "ANY /{kind}/dog/{proxy+}"];
        check(&keys, "GET", "/pets/cat/1", Some("ANY /pets/{proxy+}"));
        check(&keys, "GET", "/pets/dog/1", Some("ANY /{kind}/dog/{proxy+}"));
        check(&keys, "GET", "/cars/1", Some("ANY /{proxy+}"));
    }

    #[test]
    fn a_literal_that_leads_nowhere_does_not_hide_a_variable() {
        check(&["GET /pets/dog/toys", "GET /pets/{id}/food"], "GET", "/pets/dog/food", Some("GET /pets/{id}/food"));
        check(&["POST /pets/dog", "GET /pets/{id}"], "GET", "/pets/dog", Some("GET /pets/{id}"));
    }

    // storacha/w3infra pull request 166: `/metrics/` was not found by `GET /metrics`, and was by `GET /metrics/{proxy+}`.
    #[test]
    fn a_trailing_slash_makes_another_path() {
        check(&["GET /metrics"], "GET", "/metrics/", None);
        check(&["GET /metrics/{proxy+}"], "GET", "/metrics/", Some("GET /metrics/{proxy+}"));
        check(&["GET /metrics/{id}"], "GET", "/metrics/", None);
    }

    // aws/aws-lambda-dotnet, `ApiGatewayRouteConfigServiceTests`.
    #[test]
    fn a_greedy_variable_takes_the_root_but_not_its_own_parent() {
        check(&["ANY /{proxy+}"], "GET", "/", Some("ANY /{proxy+}"));
        check(&["ANY /resource/{id}/{proxy+}"], "GET", "/resource/123", None);
        check(&["ANY /resource/{id}"], "GET", "/resource/123/foo", None);
    }

    #[test]
    fn an_encoded_segment_is_the_segment_it_stands_for() {
        check(&["GET /pets"], "GET", "/%70ets", Some("GET /pets"));
    }

    #[test]
    fn equal_keys_are_refused_whatever_their_variables_are_called() {
        let mut table = table(&["GET /pets/{id}"]);
        let key = RouteKey::parse("GET /pets/{name}").expect("a route key");
        let route = Route {
            metrics: None,
            key: "GET /pets/{name}".into(),
            variables: Box::default(),
            authorization: Authorization::Rule(AuthRule::Open),
            throttle: None,
            integration: Integration::refusing("nothing"),
        };
        assert_eq!(table.insert(&key, route), Err(Taken));
    }

    #[test]
    fn variables_take_their_segments() {
        check_values("GET /a/{b}/c/{d}", "/a/1/c/x%2Fy", &[("b", "1"), ("d", "x%2Fy")]);
        check_values("ANY /a/{b}/{rest+}", "/a/1/2/3/", &[("b", "1"), ("rest", "2/3/")]);
        check_values("ANY /{proxy+}", "/", &[("proxy", "")]);
    }
}
