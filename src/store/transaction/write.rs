//! What a transaction writes to the tree.

use std::sync::Arc;

use emulator_api::Doc;

use super::{Content, NewResource, Turn, Writing, print};
use crate::store::error::StoreError;
use crate::store::path;
use crate::store::writer::{NewRow, Statement};

impl Writing {
    /// How many documents there are directly below `collection`.
    pub async fn count(&mut self, collection: &str) -> Result<usize, StoreError> {
        Ok(self.reading.on.count(collection).await?)
    }

    /// Adds a resource. [`StoreError::Taken`] when its path or its unique name has one already.
    pub async fn insert(&mut self, path: &str, kind: &str, unique: Option<&str>, doc: &Doc) -> Result<(), StoreError> {
        self.insert_all(&[NewResource { path, kind, unique, doc: Content::Doc(doc) }]).await
    }

    /// Adds resources, all at once. [`StoreError::Taken`] when the path or the unique name of one has one already.
    pub async fn insert_all(&mut self, resources: &[NewResource<'_>]) -> Result<(), StoreError> {
        match self.are_free(resources).await? {
            Some(true) => self.insert_later(resources),
            Some(false) => Err(StoreError::Taken),
            None => {
                let rows = rows(resources)?;
                // What waits does not share the fate of these.
                self.reading.on.connection().await?;
                self.reading.on.write(|writer| writer.add(rows));
                self.reading.on.connection().await?;
                Ok(())
            }
        }
    }

    /// Whether resources can be added; none when only the database knows.
    async fn are_free(&mut self, resources: &[NewResource<'_>]) -> Result<Option<bool>, StoreError> {
        for NewResource { path, unique, .. } in resources {
            let branch = if unique.is_none() { self.reading.on.branch(path).await? } else { None };
            match branch {
                None => return Ok(None),
                Some(branch) if branch.get(path).is_some() => return Ok(Some(false)),
                Some(_) => {}
            }
        }
        Ok(Some(true))
    }

    /// The same for resources whose paths and unique names no other has: they are added with whatever follows, which costs less.
    /// Nobody sees a difference but for the errors of the database, which come when they are added.
    pub fn insert_later(&mut self, resources: &[NewResource<'_>]) -> Result<(), StoreError> {
        let rows = rows(resources)?;
        self.reading.on.write(|writer| writer.add(rows));
        Ok(())
    }

    /// Adds a resource, or replaces the document that is at its path.
    pub fn upsert(&mut self, path: &str, kind: &str, doc: &Doc) -> Result<(), StoreError> {
        let document = print(path, doc)?;
        self.reading.on.write(|writer| writer.upsert(path, kind, document.into()));
        Ok(())
    }

    /// Replaces the document at `path`; false when there is none.
    pub async fn put(&mut self, path: &str, doc: &Doc) -> Result<bool, StoreError> {
        let is_there = self.exists(path).await?;
        if is_there {
            let document = print(path, doc)?;
            self.reading.on.write(|writer| writer.put(path, document.into()));
        }
        Ok(is_there)
    }

    /// Gives the resource at `path` another unique name. [`StoreError::Taken`] when it is not free.
    pub async fn set_unique(&mut self, path: &str, unique: Option<&str>) -> Result<(), StoreError> {
        let (parent, name) = path::split(path);
        sqlx::query(self.reading.on.writing("UPDATE resource SET uniq = $3 WHERE parent = $1 AND name = $2").await?)
            .bind(parent)
            .bind(name)
            .bind(unique)
            .execute(self.reading.on.begun())
            .await?;
        Ok(())
    }

    /// Removes the resource at `path` and everything below it; false when there was none at `path`.
    pub async fn delete_existing(&mut self, path: &str) -> Result<bool, StoreError> {
        let is_there = self.exists(path).await?;
        if is_there {
            self.delete_tree(path);
        }
        Ok(is_there)
    }

    /// Removes the resource at `path`, if there is one, and everything below it.
    pub fn delete_tree(&mut self, path: &str) {
        self.reading.on.write(|writer| writer.remove(path));
    }

    /// Forgets what the deployment, or the version of documentation, at `path` froze; itself it stays.
    pub fn delete_snapshot(&mut self, path: &str) {
        let delete = Statement::new("DELETE FROM deployment_snapshot WHERE path = ?", [path]);
        self.reading.on.write(|writer| writer.write_later(delete));
    }

    /// Keeps what the deployment, or the version of documentation, at `path` froze.
    pub fn put_snapshot(&mut self, path: &str, documents: &str) {
        let put = Statement::new("INSERT INTO deployment_snapshot (path, documents) VALUES (?, ?)", [path, documents]);
        self.reading.on.write(|writer| writer.write_later(put));
    }

    /// Makes all of it last, and keeps the writer's turn for publishing it.
    pub async fn commit(mut self) -> Result<Turn, StoreError> {
        self.reading.on.commit().await?;
        Ok(Turn { _writer: self.reading.on })
    }
}

fn rows(resources: &[NewResource<'_>]) -> Result<Vec<NewRow>, StoreError> {
    let row = |resource: &NewResource<'_>| {
        Ok(NewRow {
            path: resource.path.to_owned(),
            kind: resource.kind.into(),
            unique: resource.unique.map(Arc::from),
            document: match resource.doc {
                Content::Doc(doc) => print(resource.path, doc)?.into(),
                Content::Json(json) => json.into(),
            },
        })
    };
    resources.iter().map(row).collect()
}
