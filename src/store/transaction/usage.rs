//! What API keys have used of their quotas, day by day.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{Reading, Writing};
use crate::clock::Day;
use crate::store::error::StoreError;
use crate::store::path;

/// A key's day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageDay {
    /// Where the key is in its plan.
    pub path: String,
    /// The day.
    pub day: Day,
    /// How many calls it made.
    pub used: i32,
    /// How many it had left.
    pub remaining: i32,
}

impl Reading {
    /// The days that are kept of keys below `path`, from `first` to `last`, in their order for each key.
    pub async fn usage(&mut self, path: &str, first: Day, last: Day) -> Result<Vec<UsageDay>, StoreError> {
        let (start, end) = path::range(path);
        let rows = sqlx::query(
            "SELECT path, day, used, remaining FROM usage \
             WHERE path > $1 AND path < $2 AND day BETWEEN $3 AND $4 ORDER BY path, day",
        )
        .bind(start)
        .bind(end)
        .bind(first.number())
        .bind(last.number())
        .fetch_all(self.on.connection().await?)
        .await?;
        rows.iter().map(usage_day).collect()
    }

    /// The last day until `today` that is kept of each key below `path`. Later ones are there when the clock was turned back.
    pub async fn last_usage(&mut self, path: &str, today: Day) -> Result<Vec<UsageDay>, StoreError> {
        let (start, end) = path::range(path);
        let rows = sqlx::query(
            "SELECT path, day, used, remaining FROM usage \
             WHERE path > $1 AND path < $2 \
             AND day = (SELECT MAX(day) FROM usage AS other WHERE other.path = usage.path AND other.day <= $3)",
        )
        .bind(start)
        .bind(end)
        .bind(today.number())
        .fetch_all(self.on.connection().await?)
        .await?;
        rows.iter().map(usage_day).collect()
    }
}

impl Writing {
    /// Keeps a key's day, in place of what was kept of it.
    pub async fn put_usage(&mut self, usage: &UsageDay) -> Result<(), StoreError> {
        sqlx::query(
            self.reading
                .on
                .writing(
                    "INSERT INTO usage (path, day, used, remaining) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (path, day) DO UPDATE SET used = excluded.used, remaining = excluded.remaining",
                )
                .await?,
        )
        .bind(&usage.path)
        .bind(usage.day.number())
        .bind(usage.used)
        .bind(usage.remaining)
        .execute(self.reading.on.begun())
        .await?;
        Ok(())
    }
}

fn usage_day(row: &SqliteRow) -> Result<UsageDay, StoreError> {
    let day = Day::from_number(row.try_get(1)?);
    Ok(UsageDay { path: row.try_get(0)?, day, used: row.try_get(2)?, remaining: row.try_get(3)? })
}

#[cfg(test)]
mod tests {
    use emulator_api::Doc;

    use super::*;
    use crate::store::Store;

    fn used(path: &str, day: i32, used: i32) -> UsageDay {
        UsageDay { path: path.to_owned(), day: Day::from_number(day), used, remaining: 100 - used }
    }

    #[tokio::test]
    async fn a_day_is_kept_once_and_goes_with_its_key() {
        let store = Store::ephemeral().await.unwrap();
        let mut tx = store.begin_write().await.unwrap();
        tx.insert("/p/1/keys/a", "K", None, &Doc::new()).await.unwrap();
        for usage in [used("/p/1/keys/a", 7, 1), used("/p/1/keys/a", 8, 1), used("/p/1/keys/a", 8, 5), used("/p/1/keys/b", 7, 2)]
        {
            tx.put_usage(&usage).await.unwrap();
        }
        let (day_7, day_8) = (Day::from_number(7), Day::from_number(8));
        let all = [used("/p/1/keys/a", 7, 1), used("/p/1/keys/a", 8, 5), used("/p/1/keys/b", 7, 2)];
        assert_eq!(tx.usage("/p/1", day_7, day_8).await.unwrap(), all);
        assert_eq!(tx.usage("/p/1", day_8, day_8).await.unwrap(), all[1..2]);
        assert_eq!(tx.last_usage("/p", day_8).await.unwrap(), all[1..]);
        assert_eq!(tx.last_usage("/p", day_7).await.unwrap(), [all[0].clone(), all[2].clone()]);
        tx.delete_tree("/p/1/keys/a");
        assert_eq!(tx.usage("/p/1", day_7, day_8).await.unwrap(), all[2..]);
    }
}
