//! Which function an ARN means. A look-up takes no lock and allocates nothing.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use arc_swap::ArcSwap;
use imbl::HashMap;

use super::endpoint::Endpoint;
use super::function::Function;
use super::invocation::InvokeError;
use super::{Code, Definition, Settings};
use emulator_api::admin::Scope;
use emulator_api::arn::FunctionArn;

#[derive(Debug)]
pub(super) struct Registry {
    /// All functions of a name, whatever their account and region.
    functions: ArcSwap<HashMap<String, Arc<[Arc<Function>]>>>,
    endpoints: std::collections::HashMap<String, Endpoint>,
    default_endpoint: Option<Endpoint>,
    /// Whether an ARN means the function with its account and region alone.
    strict: bool,
    /// The account of callers who name none.
    account: String,
    /// Pairs of an ARN and a function of another account or region that the log has told about, by their hashes.
    told: ArcSwap<HashMap<u64, Elsewhere>>,
}

/// A function that stands for an ARN of another account or region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The ARN.
    pub arn: FunctionArn,
    /// The function's account.
    pub account: String,
    /// The function's region.
    pub region: String,
    /// The function's name.
    pub name: String,
}

/// What serves a function.
#[derive(Clone, Debug)]
pub(super) enum Target {
    Here(Arc<Function>),
    Endpoint(Endpoint),
}

impl Registry {
    pub(super) fn new(settings: &Settings) -> Self {
        let endpoints = settings.endpoints.iter();
        Self {
            functions: ArcSwap::default(),
            endpoints: endpoints.map(|mapped| (mapped.name.clone(), Endpoint::mapped(mapped))).collect(),
            default_endpoint: settings.default_endpoint.clone().map(Endpoint::lambda_api),
            strict: settings.strict,
            account: settings.account.clone(),
            told: ArcSwap::default(),
        }
    }

    /// What is published last comes first: a function that is created hides the folder of the same name.
    pub(super) fn publish(&self, function: &Arc<Function>) {
        let Definition { account, region, name, .. } = &function.definition;
        let origin = Origin::of(function);
        self.functions.rcu(|functions| {
            let others: Vec<_> = others_of(functions, account, region, name, origin).collect();
            for hidden in others.iter().filter(|other| belongs_to(other, account, region)) {
                hidden.was_hidden.store(true, Ordering::Release);
            }
            functions.update(name.clone(), [Arc::clone(function)].into_iter().chain(others).collect())
        });
    }

    /// Puts a function that was stored in service, in the place of the one that is there. Where there is none, a folder of its name
    /// comes before it, unless one that was created has hidden it.
    pub(super) fn restore(&self, function: &Arc<Function>) {
        let Definition { account, region, name, .. } = &function.definition;
        let is_of_place = |other: &Arc<Function>| belongs_to(other, account, region);
        self.functions.rcu(|functions| {
            let there: Vec<_> = functions.get(name).map(|functions| functions.to_vec()).unwrap_or_default();
            let replaced = there.iter().position(|other| is_of_place(other) && Origin::of(other) == Origin::Created);
            let folder = there.iter().position(|other| is_of_place(other) && !other.was_hidden.load(Ordering::Acquire));
            let at = replaced.or(folder.map(|folder| folder + 1)).unwrap_or(0);
            let mut restored = there;
            restored.splice(at..at + usize::from(replaced.is_some()), [Arc::clone(function)]);
            functions.update(name.clone(), restored.into())
        });
    }

    /// Takes away a function that was created; a folder stays.
    pub(super) fn remove(&self, account: &str, region: &str, name: &str) {
        self.keep_elsewhere(|used| used.name != name);
        self.functions.rcu(|functions| {
            let others: Arc<[_]> = others_of(functions, account, region, name, Origin::Created).collect();
            if others.is_empty() { functions.without(name) } else { functions.update(name.to_owned(), others) }
        });
    }

    /// The function of an account, a region and a name that was created.
    pub(super) fn created(&self, account: &str, region: &str, name: &str) -> Option<Arc<Function>> {
        let functions = self.functions.load();
        let mut same_name = functions.get(name)?.iter();
        same_name.find(|function| belongs_to(function, account, region) && Origin::of(function) == Origin::Created).cloned()
    }

    /// A function as it is now: one that was created may have other code.
    pub(super) fn latest(&self, function: Arc<Function>) -> Arc<Function> {
        let Definition { account, region, name, .. } = &function.definition;
        let created = self.created(account, region, name).filter(|_| Origin::of(&function) == Origin::Created);
        created.unwrap_or(function)
    }

    /// Forgets which functions stood for ARNs of a scope.
    pub(super) fn forget_elsewhere(&self, scope: &Scope) {
        let stays = |used: &Elsewhere| !scope.covers(&used.arn.account, &used.arn.region);
        self.keep_elsewhere(stays);
    }

    fn keep_elsewhere(&self, stays: impl Fn(&Elsewhere) -> bool) {
        self.told.rcu(|told| {
            told.iter().filter(|(_, used)| stays(used)).map(|(pair, used)| (*pair, used.clone())).collect::<HashMap<_, _>>()
        });
    }

    /// A function that is here, then a mapped endpoint, then the endpoint for everything.
    pub(super) fn resolve(&self, arn: &FunctionArn) -> Result<Target, InvokeError> {
        if let Some(functions) = self.functions.load().get(arn.name.as_str()) {
            let of_arn = functions.iter().find(|function| belongs_to(function, &arn.account, &arn.region));
            if let Some(function) = of_arn.or_else(|| self.of_elsewhere(functions)) {
                self.tell_about_another_place(arn, function);
                return function.serves(arn).map(|()| Target::Here(function.clone()));
            }
        }
        let endpoint = self.endpoints.get(&arn.name).or(self.default_endpoint.as_ref());
        endpoint.cloned().map(Target::Endpoint).ok_or_else(|| InvokeError::NotFound {
            arn: arn.to_string(),
            reason: format!(
                "no function {} was created or given by --function, and no Lambda endpoint is configured for it",
                arn.name
            ),
        })
    }

    /// The function that stands for an ARN of another account or region: a folder, or one that was created in the account of
    /// callers who name none. What others created is theirs.
    fn of_elsewhere<'f>(&self, functions: &'f [Arc<Function>]) -> Option<&'f Arc<Function>> {
        let is_anyones =
            |function: &&Arc<Function>| Origin::of(function) == Origin::Folder || function.definition.account == self.account;
        functions.iter().find(is_anyones).filter(|_| !self.strict)
    }

    /// The functions that stand for ARNs of another account or region, so far.
    pub(super) fn used_from_elsewhere(&self) -> Vec<Elsewhere> {
        self.told.load().values().cloned().collect()
    }

    /// The names of functions that are behind endpoints; `*` are all that are not here.
    pub(super) fn behind_endpoints(&self) -> impl Iterator<Item = &str> {
        self.endpoints.keys().map(String::as_str).chain(self.default_endpoint.is_some().then_some("*"))
    }

    pub(super) fn for_each_function(&self, mut visit: impl FnMut(&Function)) {
        for functions in self.functions.load().values() {
            functions.iter().for_each(|function| visit(function));
        }
    }

    fn tell_about_another_place(&self, arn: &FunctionArn, function: &Function) {
        if belongs_to(function, &arn.account, &arn.region) {
            return;
        }
        let Definition { account, region, name, .. } = &function.definition;
        let mut hasher = DefaultHasher::new();
        (&arn.account, &arn.region, account, region, name).hash(&mut hasher);
        let pair = hasher.finish();
        if !self.told.load().contains_key(&pair) {
            let used = Elsewhere { arn: arn.clone(), account: account.clone(), region: region.clone(), name: name.clone() };
            self.told.rcu(|told| told.update(pair, used.clone()));
            tracing::warn!(
                %arn,
                account,
                region,
                "the function {name} of another account or region is used for this ARN, which AWS would not find; name its own place in \
                 the ARN, or that of --function folders with --account and --region"
            );
        }
    }
}

fn belongs_to(function: &Function, account: &str, region: &str) -> bool {
    function.definition.account == account && function.definition.region == region
}

/// How a function came to be here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Created,
    Folder,
}

impl Origin {
    fn of(function: &Function) -> Self {
        match function.definition.code {
            Code::Archive(_) => Self::Created,
            Code::Folder(_) => Self::Folder,
        }
    }
}

fn others_of<'f>(
    functions: &'f HashMap<String, Arc<[Arc<Function>]>>,
    account: &'f str,
    region: &'f str,
    name: &str,
    origin: Origin,
) -> impl Iterator<Item = Arc<Function>> + 'f {
    let same_name = functions.get(name).into_iter().flat_map(|functions| functions.iter());
    same_name.filter(move |function| !belongs_to(function, account, region) || Origin::of(function) != origin).cloned()
}
