//! What a transaction reads of the tree. What the writer knows already is read from memory.

use emulator_api::Doc;
use sqlx::Row;

use super::{Reading, Stored, parse, stored};
use crate::store::error::StoreError;
use crate::store::path;

impl Reading {
    /// The document at `path`.
    pub async fn get(&mut self, path: &str) -> Result<Option<Doc>, StoreError> {
        if let Some(branch) = self.on.branch(path).await? {
            return branch.get(path).map(|document| parse(path, document)).transpose();
        }
        let (parent, name) = path::split(path);
        let row = sqlx::query("SELECT doc FROM resource WHERE parent = $1 AND name = $2")
            .bind(parent)
            .bind(name)
            .fetch_optional(self.on.connection().await?)
            .await?;
        row.map(|row| parse(path, row.try_get(0)?)).transpose()
    }

    /// The document at `path`, if there is one, and those directly below the `collection` below it, in the order of their paths.
    pub async fn get_with(&mut self, path: &str, collection: &str) -> Result<(Option<Doc>, Vec<Stored>), StoreError> {
        if self.on.branch(path).await?.is_some() {
            return Ok((self.get(path).await?, self.children(collection, None, usize::MAX).await?));
        }
        let (parent, name) = path::split(path);
        let query =
            "SELECT parent, name, doc FROM resource WHERE (parent = $1 AND name = $2) OR parent = $3 ORDER BY parent, name";
        let rows = sqlx::query(query).bind(parent).bind(name).bind(collection).fetch_all(self.on.connection().await?).await?;
        let mut children = rows.iter().map(stored).collect::<Result<Vec<Stored>, StoreError>>()?;
        let at = children.iter().position(|stored| stored.path == path);
        Ok((at.map(|at| children.remove(at).doc), children))
    }

    /// Whether there is a document at `path`.
    pub async fn exists(&mut self, path: &str) -> Result<bool, StoreError> {
        if let Some(branch) = self.on.branch(path).await? {
            return Ok(branch.get(path).is_some());
        }
        let (parent, name) = path::split(path);
        let row = sqlx::query("SELECT 1 FROM resource WHERE parent = $1 AND name = $2")
            .bind(parent)
            .bind(name)
            .fetch_optional(self.on.connection().await?)
            .await?;
        Ok(row.is_some())
    }

    /// Up to `limit` documents directly below `collection`, in the order of their paths, from behind the path `after`.
    pub async fn children(&mut self, collection: &str, after: Option<&str>, limit: usize) -> Result<Vec<Stored>, StoreError> {
        let after = after.map_or("", |after| path::split(after).1);
        if let Some(branch) = self.on.branch(collection).await? {
            let children = branch.children(collection).filter(|(name, _)| *name > after).take(limit);
            return children.map(|child| child_of(collection, child)).collect();
        }
        let query = "SELECT parent, name, doc FROM resource WHERE parent = $1 AND name > $2 ORDER BY name LIMIT $3";
        let rows = sqlx::query(query)
            .bind(collection)
            .bind(after)
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .fetch_all(self.on.connection().await?)
            .await?;
        rows.iter().map(stored).collect()
    }

    /// Of the documents directly below `collection` those that are named `name` or whose JSON holds `members`, given as they are
    /// written: `"parentId":"abc"`. It gives back no others, however many there are.
    pub async fn children_holding(&mut self, collection: &str, name: &str, members: &str) -> Result<Vec<Stored>, StoreError> {
        let name = path::part(name);
        if let Some(branch) = self.on.branch(collection).await? {
            let held = branch.children_holding(collection, &name, members);
            return held.map(|child| child_of(collection, child)).collect();
        }
        let query = "SELECT parent, name, doc FROM resource WHERE parent = $1 AND (name = $2 OR instr(doc, $3) > 0)";
        let query = sqlx::query(query).bind(collection).bind(&*name).bind(members);
        query.fetch_all(self.on.connection().await?).await?.iter().map(stored).collect()
    }

    /// How many documents of this name there are below `path`, not directly.
    pub async fn count_named(&mut self, path: &str, name: &str) -> Result<usize, StoreError> {
        let (start, end) = path::range(path);
        let query = sqlx::query("SELECT count(*) FROM resource WHERE parent > $1 AND parent < $2 AND name = $3");
        let row = query.bind(start).bind(end).bind(path::part(name).into_owned()).fetch_one(self.on.connection().await?).await?;
        let count: i64 = row.try_get(0)?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// All documents below `path`, without the one at `path` itself, in the order of their paths.
    pub async fn below(&mut self, path: &str) -> Result<Vec<Stored>, StoreError> {
        if let Some(branch) = self.on.branch(path).await? {
            let below = branch.below(path).into_iter();
            return below.map(|(path, document)| Ok(Stored { doc: parse(&path, document)?, path })).collect();
        }
        let (start, end) = path::range(path);
        let query = "SELECT parent, name, doc FROM resource WHERE parent = $1 OR (parent > $2 AND parent < $3) \
             ORDER BY parent || '/' || name";
        let rows = sqlx::query(query).bind(path).bind(start).bind(end).fetch_all(self.on.connection().await?).await?;
        rows.iter().map(stored).collect()
    }

    /// What the deployment at `path` froze, as JSON.
    pub async fn snapshot(&mut self, path: &str) -> Result<Option<String>, StoreError> {
        let row = sqlx::query("SELECT documents FROM deployment_snapshot WHERE path = $1")
            .bind(path)
            .fetch_optional(self.on.connection().await?)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }
}

fn child_of(collection: &str, (name, document): (&str, &str)) -> Result<Stored, StoreError> {
    let path = format!("{collection}/{name}");
    Ok(Stored { doc: parse(&path, document)?, path })
}
