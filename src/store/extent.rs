//! A part of the tree: what an account has in a region, or all of them.

use emulator_api::admin::{AccountId, RegionName, Scope};
use sqlx::Sqlite;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;

/// The paths that a scope covers, as statements compare them: `OF_RESOURCES` and `OF_PATHS` take its four
/// values as `$1` to `$4`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    parent: String,
    start: String,
    end: String,
    glob: String,
}

impl Extent {
    /// Which rows of a table with `parent` and `name` it covers.
    pub(super) const OF_RESOURCES: &str = "(parent = $1 OR (parent > $2 AND parent < $3)) AND parent || '/' || name GLOB $4";

    /// Which rows of a table with `path` it covers. A path is never a parent's own.
    pub(super) const OF_PATHS: &str = "(path = $1 OR (path > $2 AND path < $3)) AND path GLOB $4";

    /// Gives a statement the first four of its values.
    pub(super) fn bind<'q>(&'q self, query: Query<'q, Sqlite, SqliteArguments>) -> Query<'q, Sqlite, SqliteArguments> {
        query.bind(&self.parent).bind(&self.start).bind(&self.end).bind(&self.glob)
    }

    /// The whole tree.
    pub fn everything() -> Extent {
        Extent::below("")
    }

    /// Everything below a path, without the resource at the path itself.
    pub fn below(parent: &str) -> Extent {
        Extent { parent: parent.to_owned(), start: format!("{parent}/"), end: format!("{parent}0"), glob: "*".to_owned() }
    }

    /// What a scope covers.
    pub fn of(Scope { account, region }: &Scope) -> Extent {
        match (account.as_ref().map(AccountId::as_str), region.as_ref().map(RegionName::as_str)) {
            (None, None) => Extent::everything(),
            (Some(account), None) => Extent::below(&format!("/{account}")),
            (Some(account), Some(region)) => Extent::below(&format!("/{account}/{region}")),
            // An account has 12 digits, and no region's name has a character that means something to GLOB.
            (None, Some(region)) => Extent { glob: format!("/????????????/{region}/*"), ..Extent::everything() },
        }
    }
}
