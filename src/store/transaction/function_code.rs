//! The zip archives of Lambda functions, kept once each however many functions have them.

use sqlx::Row;

use super::{Reading, Writing};
use crate::store::error::StoreError;

impl Reading {
    /// The archive with this digest.
    pub async fn function_code(&mut self, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let row = sqlx::query("SELECT archive FROM function_code WHERE sha256 = $1")
            .bind(sha256)
            .fetch_optional(self.on.connection().await?)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }
}

impl Writing {
    /// Gives the function at `path` this archive, in place of the one that it had.
    pub async fn put_function_code(&mut self, path: &str, sha256: &str, archive: &[u8]) -> Result<(), StoreError> {
        sqlx::query(
            self.reading
                .on
                .writing("INSERT INTO function_code (sha256, archive) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING")
                .await?,
        )
        .bind(sha256)
        .bind(archive)
        .execute(self.reading.on.begun())
        .await?;
        sqlx::query(
            self.reading
                .on
                .writing(
                    "INSERT INTO function_code_use (path, sha256) VALUES ($1, $2) \
             ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256",
                )
                .await?,
        )
        .bind(path)
        .bind(sha256)
        .execute(self.reading.on.begun())
        .await?;
        self.delete_unused_function_code().await
    }

    /// Takes the archive from the function at `path`.
    pub async fn delete_function_code(&mut self, path: &str) -> Result<(), StoreError> {
        sqlx::query(self.reading.on.writing("DELETE FROM function_code_use WHERE path = $1").await?)
            .bind(path)
            .execute(self.reading.on.begun())
            .await?;
        self.delete_unused_function_code().await
    }

    pub(super) async fn delete_unused_function_code(&mut self) -> Result<(), StoreError> {
        sqlx::query(
            self.reading
                .on
                .writing(
                    "DELETE FROM function_code WHERE NOT EXISTS \
             (SELECT 1 FROM function_code_use WHERE function_code_use.sha256 = function_code.sha256) AND NOT EXISTS \
             (SELECT 1 FROM state_snapshot_function_code AS saved WHERE saved.sha256 = function_code.sha256)",
                )
                .await?,
        )
        .execute(self.reading.on.begun())
        .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::store::Store;

    #[tokio::test]
    async fn code_lasts_as_long_as_a_function_has_it() {
        let store = Store::ephemeral().await.unwrap();
        let mut tx = store.begin_write().await.unwrap();
        tx.put_function_code("/f", "one", b"archive one").await.unwrap();
        tx.put_function_code("/g", "one", b"archive one").await.unwrap();
        tx.put_function_code("/f", "two", b"archive two").await.unwrap();
        assert_eq!(tx.function_code("one").await.unwrap().as_deref(), Some(b"archive one".as_slice()));
        tx.delete_function_code("/g").await.unwrap();
        assert_eq!(tx.function_code("one").await.unwrap(), None);
        assert_eq!(tx.function_code("two").await.unwrap().as_deref(), Some(b"archive two".as_slice()));
        drop(tx.commit().await.unwrap());
    }
}
