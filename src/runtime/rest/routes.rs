//! Which resource and method a path and verb mean: a tree of path parts, tried from the most specific branch on.

use http::Method;

use crate::runtime::rest::{Resource, RestMethod, place};

/// The resources of an API by their paths.
#[derive(Debug, Default)]
pub struct RouteTable {
    root: Node,
}

#[derive(Debug, Default)]
struct Node {
    /// Fixed parts, sorted.
    literals: Vec<(Box<str>, Node)>,
    /// `{name}`: any one part.
    parameter: Option<Box<(Box<str>, Node)>>,
    /// `{name+}`: all parts that are left, at least one.
    greedy: Option<Box<(Box<str>, Resource)>>,
    resource: Option<Resource>,
}

/// A resource and method that answer a request.
#[derive(Debug)]
pub struct RouteMatch<'t, 'p> {
    /// The resource.
    pub resource: &'t Resource,
    /// Its method.
    pub method: &'t RestMethod,
    /// The values of the resource's path parameters as they were sent. AWS does not decode them (recorded:
    /// test_lambda_aws_proxy_integration, invocation-payload-with-path-encoded-email).
    pub path_parameters: Vec<(&'t str, &'p str)>,
}

impl RouteTable {
    /// Adds a resource at its path.
    pub fn insert(&mut self, resource: Resource) {
        let path = resource.path.clone();
        let mut node = &mut self.root;
        for part in path.split('/').filter(|part| !part.is_empty()) {
            match place(part) {
                Some((name, true)) => {
                    node.greedy = Some(Box::new((name.into(), resource)));
                    return;
                }
                Some((name, false)) => {
                    node = &mut node.parameter.get_or_insert_with(|| Box::new((name.into(), Node::default()))).1;
                }
                None => {
                    let at = match node.literals.binary_search_by(|(literal, _)| (**literal).cmp(part)) {
                        Ok(at) => at,
                        Err(at) => {
                            node.literals.insert(at, (part.into(), Node::default()));
                            at
                        }
                    };
                    node = &mut node.literals[at].1;
                }
            }
        }
        node.resource = Some(resource);
    }

    /// The resource with this id. It looks at all of them: for tests, not for serving.
    pub fn resource(&self, id: &str) -> Option<&Resource> {
        self.root.resource(id)
    }

    /// All resources.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        let mut nodes = vec![&self.root];
        std::iter::from_fn(move || {
            let node = nodes.pop()?;
            nodes.extend(node.literals.iter().map(|(_, below)| below));
            nodes.extend(node.parameter.as_deref().map(|(_, below)| below));
            Some(node.resource.iter().chain(node.greedy.as_deref().map(|(_, resource)| resource)))
        })
        .flatten()
    }

    /// Finds what answers `verb` on `path` (below the stage, as sent). Slashes around the path mean nothing (recorded:
    /// test_lambda_aws_proxy_integration, with-trailing-slash and with-prepended-slash).
    pub fn find<'t, 'p>(&'t self, path: &'p str, verb: &Method) -> Option<RouteMatch<'t, 'p>> {
        let mut path_parameters = Vec::new();
        let (resource, method) = self.root.find(path.trim_matches('/'), verb, &mut path_parameters)?;
        Some(RouteMatch { resource, method, path_parameters })
    }
}

impl Node {
    fn resource(&self, id: &str) -> Option<&Resource> {
        let greedy = self.greedy.as_deref().map(|(_, resource)| resource);
        let own = self.resource.iter().chain(greedy).find(|resource| *resource.id == *id);
        let parameter = self.parameter.as_deref().map(|(_, node)| node);
        own.or_else(|| self.literals.iter().map(|(_, node)| node).chain(parameter).find_map(|node| node.resource(id)))
    }

    /// A branch that has the path but not the verb gives way to a less specific one (recorded:
    /// test_proxy_routing_with_hardcoded_resource_sibling).
    fn find<'t, 'p>(
        &'t self,
        path: &'p str,
        verb: &Method,
        parameters: &mut Vec<(&'t str, &'p str)>,
    ) -> Option<(&'t Resource, &'t RestMethod)> {
        if path.is_empty() {
            let resource = self.resource.as_ref()?;
            return Some((resource, resource.method(verb)?));
        }
        let (part, rest) = path.split_once('/').unwrap_or((path, ""));
        if let Some(found) = self.literal(part).and_then(|node| node.find(rest, verb, parameters)) {
            return Some(found);
        }
        if let Some((name, node)) = self.parameter.as_deref().filter(|_| !part.is_empty()) {
            parameters.push((name, part));
            if let Some(found) = node.find(rest, verb, parameters) {
                return Some(found);
            }
            parameters.pop();
        }
        let (name, resource) = self.greedy.as_deref()?;
        let method = resource.method(verb)?;
        parameters.push((name, path));
        Some((resource, method))
    }

    fn literal(&self, part: &str) -> Option<&Self> {
        let at = self.literals.binary_search_by(|(literal, _)| (**literal).cmp(part)).ok()?;
        self.literals.get(at).map(|(_, node)| node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::auth::MethodAuthorization;
    use crate::runtime::rest::validation::RequestValidation;
    use crate::runtime::rest::{Integration, MethodSettings};

    fn table(routes: &[&str]) -> RouteTable {
        let mut table = RouteTable::default();
        let mut resources: Vec<Resource> = Vec::new();
        for route in routes {
            let (verb, path) = route.split_once(' ').expect("a verb and a path");
            let method = RestMethod {
                authorization: MethodAuthorization::Open,
                api_key: None,
                settings: MethodSettings::default(),
                settings_of_verbs: [].into(),
                operation_name: None,
                validation: RequestValidation::default(),
                caches: [].into(),
                integration: Integration::refusing("a test"),
            };
            let at = resources.iter().position(|resource| *resource.path == *path).unwrap_or_else(|| {
                resources.push(Resource { id: path.into(), path: path.into(), methods: Vec::new(), any: None });
                resources.len() - 1
            });
            match verb {
                "ANY" => resources[at].any = Some(method),
                verb => resources[at].methods.push((verb.parse().expect("a verb"), method)),
            }
        }
        resources.into_iter().for_each(|resource| table.insert(resource));
        table
    }

    /// The path of the resource that answers, with its parameters' values.
    fn find(table: &RouteTable, route: &str) -> Option<String> {
        let (verb, path) = route.split_once(' ').expect("a verb and a path");
        let found = table.find(path, &verb.parse().expect("a verb"))?;
        let values: Vec<String> = found.path_parameters.iter().map(|(name, value)| format!(" {name}={value}")).collect();
        Some(format!("{}{}", found.resource.path, values.concat()))
    }

    fn check(routes: &[&str], cases: &[(&str, Option<&str>)]) {
        let table = table(routes);
        for (route, expected) in cases {
            assert_eq!(find(&table, route).as_deref(), *expected, "{route}");
        }
    }

    // Recorded: test_proxy_routing_with_hardcoded_resource_sibling.
    #[test]
    fn a_resource_without_the_verb_gives_way_to_a_greedy_one_with_it() {
        check(
            &["POST /test", "ANY /test/any", "OPTIONS /{proxy+}"],
            &[
                ("OPTIONS /test", Some("/{proxy+} proxy=test")),
                ("POST /test", Some("/test")),
                ("OPTIONS /test/any", Some("/test/any")),
                ("GET /test/any", Some("/test/any")),
                ("GET /test", None),
            ],
        );
    }

    // Recorded: test_routing_with_hardcoded_resource_sibling_order.
    #[test]
    fn a_fixed_part_beats_a_parameter_and_leads_back_when_it_ends_nowhere() {
        check(
            &["GET /part1", "GET /{param+}", "GET /part1/hardcoded-value"],
            &[
                ("GET /part1", Some("/part1")),
                ("GET /part1/hardcoded-value", Some("/part1/hardcoded-value")),
                ("GET /part1/random-value", Some("/{param+} param=part1/random-value")),
            ],
        );
    }

    #[test]
    fn a_parameter_beats_a_greedy_one_and_leaves_no_value_behind_when_it_fails() {
        check(
            &["GET /orders/{id}", "GET /orders/{id}/items", "GET /{proxy+}"],
            &[
                ("GET /orders/42", Some("/orders/{id} id=42")),
                ("GET /orders/42/items", Some("/orders/{id}/items id=42")),
                ("GET /orders/42/other", Some("/{proxy+} proxy=orders/42/other")),
            ],
        );
    }

    // Developer guide, "Set up a proxy integration with a proxy resource": the parent is not its own child.
    #[test]
    fn a_greedy_parameter_does_not_take_nothing() {
        check(
            &["ANY /{proxy+}", "ANY /files/{key+}"],
            &[("GET /", None), ("GET /files", Some("/{proxy+} proxy=files")), ("GET /files/", Some("/{proxy+} proxy=files"))],
        );
    }

    // Recorded: test_lambda_aws_proxy_integration.
    #[test]
    fn slashes_around_the_path_mean_nothing_and_those_within_stay() {
        check(
            &["ANY /{proxy+}", "ANY /hardcoded"],
            &[
                ("GET /proxy-value/", Some("/{proxy+} proxy=proxy-value")),
                ("GET //proxy-value", Some("/{proxy+} proxy=proxy-value")),
                ("GET /proxy-value//double-slash", Some("/{proxy+} proxy=proxy-value//double-slash")),
                ("GET //hardcoded", Some("/hardcoded")),
            ],
        );
    }

    #[test]
    fn a_methods_own_verb_beats_any_and_any_covers_seven_verbs() {
        let table = table(&["GET /", "ANY /"]);
        let got = table.find("/", &Method::GET).expect("a method");
        assert!(std::ptr::eq(got.method, &raw const got.resource.methods[0].1));
        let got = table.find("/", &Method::PATCH).expect("a method");
        assert!(std::ptr::eq(got.method, got.resource.any.as_ref().expect("ANY")));
        assert!(table.find("/", &Method::TRACE).is_none());
    }
}
