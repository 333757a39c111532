//! Custom domain names: a host, and which stage serves which part of its paths.

use std::sync::Arc;

/// A custom domain name.
#[derive(Debug)]
pub struct Domain {
    /// The name, in lower case; `*.example.com` stands for every name one label longer.
    pub name: Arc<str>,
    mappings: Box<[Mapping]>,
}

/// What serves the paths below a base path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The base path without slashes at its ends; empty for all paths.
    pub base_path: Box<str>,
    /// The API's id.
    pub api: Arc<str>,
    /// Its stage; `None` when the path's next segment names it.
    pub stage: Option<Box<str>>,
}

impl Domain {
    /// A domain with these mappings.
    pub fn new(name: Arc<str>, mappings: impl IntoIterator<Item = Mapping>) -> Self {
        let mut mappings: Vec<Mapping> = mappings.into_iter().collect();
        mappings.sort_by_key(|mapping| std::cmp::Reverse(mapping.base_path.len()));
        Self { name, mappings: mappings.into() }
    }

    /// The mapping with the longest base path that `path` begins with, and how many bytes of `path` that is.
    pub fn find(&self, path: &str) -> Option<(&Mapping, usize)> {
        self.mappings.iter().find_map(|mapping| {
            if mapping.base_path.is_empty() {
                return Some((mapping, 0));
            }
            let rest = path.strip_prefix('/')?.strip_prefix(&*mapping.base_path)?;
            (rest.is_empty() || rest.starts_with('/')).then_some((mapping, path.len() - rest.len()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(base_path: &str, api: &str) -> Mapping {
        Mapping { base_path: base_path.into(), api: api.into(), stage: None }
    }

    // Developer guide, rest-api-mappings: requests go to the longest matching path.
    #[test]
    fn the_longest_base_path_wins() {
        let domain = Domain::new("a".into(), [mapping("", "all"), mapping("orders", "orders"), mapping("orders/v2", "second")]);
        for (path, api, below) in [
            ("/orders/v2/items", "second", "/items"),
            ("/orders/v1/items", "orders", "/v1/items"),
            ("/orders", "orders", ""),
            ("/ordersx", "all", "/ordersx"),
        ] {
            let (mapping, used) = domain.find(path).expect("a mapping");
            assert_eq!((&*mapping.api, &path[used..]), (api, below));
        }
    }

    #[test]
    fn a_path_without_a_mapping_leads_nowhere() {
        assert!(Domain::new("a".into(), [mapping("orders", "orders")]).find("/pets").is_none());
    }
}
