//! What is done with all that an extent covers, at once.

use sqlx::{AssertSqlSafe, Row};

use super::{Reading, Stored, Writing, stored};
use crate::store::error::StoreError;
use crate::store::extent::Extent;
use crate::store::writer::Writer;

impl Reading {
    /// All documents of these kinds, each with its kind. It reads the whole extent.
    pub async fn of_kinds(&mut self, extent: &Extent, kinds: &[&str]) -> Result<Vec<(String, Stored)>, StoreError> {
        let places: Vec<String> = (5..5 + kinds.len()).map(|number| format!("${number}")).collect();
        let query = format!(
            "SELECT parent, name, doc, kind FROM resource WHERE {} AND kind IN ({}) ORDER BY parent, name",
            Extent::OF_RESOURCES,
            places.join(", ")
        );
        let query = extent.bind(sqlx::query(AssertSqlSafe(query)));
        let query = kinds.iter().fold(query, |query, kind| query.bind(*kind));
        let rows = query.fetch_all(self.on.connection().await?).await?;
        rows.iter().map(|row| Ok((row.try_get(3)?, stored(row)?))).collect()
    }
}

impl Writing {
    /// Removes everything that the extent covers.
    pub async fn delete_extent(&mut self, extent: &Extent) -> Result<(), StoreError> {
        self.reading.on.write(Writer::forget);
        self.execute(extent, &format!("DELETE FROM resource WHERE {}", Extent::OF_RESOURCES)).await?;
        for table in ["deployment_snapshot", "usage", "function_code_use"] {
            self.execute(extent, &format!("DELETE FROM {table} WHERE {}", Extent::OF_PATHS)).await?;
        }
        self.delete_unused_function_code().await
    }

    async fn execute(&mut self, extent: &Extent, statement: &str) -> Result<(), StoreError> {
        let statement = self.reading.on.writing(statement).await?;
        extent.bind(sqlx::query(statement)).execute(self.reading.on.begun()).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use emulator_api::Doc;
    use emulator_api::admin::Scope;
    use serde_json::json;

    use super::*;
    use crate::clock::Day;
    use crate::store::{Store, UsageDay};

    const ONE: &str = "111111111111";
    const TWO: &str = "222222222222";

    /// The roots whose things are still there after what `scope` covers was removed.
    async fn left(scope: serde_json::Value) -> Vec<String> {
        let store = Store::ephemeral().await.unwrap();
        let mut tx = store.begin_write().await.unwrap();
        let roots = [(ONE, "us-east-1"), (ONE, "us-east-1-x"), (ONE, "us-east-2"), (TWO, "us-east-1"), (TWO, "US-EAST-1")];
        let roots = roots.map(|(account, region)| format!("/{account}/{region}"));
        for root in &roots {
            // A name that looks like another root's is a part like any other.
            for path in
                [format!("{root}/account"), format!("{root}/restapis/us-east-1"), format!("{root}/restapis/us-east-1/stages/s")]
            {
                tx.insert(&path, "K", None, &Doc::new()).await.unwrap();
                tx.put_snapshot(&path, "{}");
                tx.put_function_code(&path, root, b"archive").await.unwrap();
                let usage = UsageDay { path, day: Day::from_number(1), used: 1, remaining: 1 };
                tx.put_usage(&usage).await.unwrap();
            }
        }
        let scope: Scope = serde_json::from_value(scope).unwrap();
        tx.delete_extent(&Extent::of(&scope)).await.unwrap();
        let mut left = Vec::new();
        for root in roots {
            let path = format!("{root}/restapis/us-east-1/stages/s");
            let kept = [
                tx.exists(&format!("{root}/account")).await.unwrap(),
                tx.exists(&path).await.unwrap(),
                tx.snapshot(&path).await.unwrap().is_some(),
                !tx.last_usage(&root, Day::from_number(1)).await.unwrap().is_empty(),
                tx.function_code(&root).await.unwrap().is_some(),
            ];
            assert!(kept.iter().all(|one| *one == kept[0]), "{root}: {kept:?}");
            if kept[0] {
                left.push(root);
            }
        }
        left
    }

    #[tokio::test]
    async fn an_extent_ends_where_its_scope_does() {
        assert_eq!(left(json!({})).await, Vec::<String>::new());
        assert_eq!(left(json!({"account": ONE})).await, [format!("/{TWO}/us-east-1"), format!("/{TWO}/US-EAST-1")]);
        let other = [format!("/{TWO}/us-east-1"), format!("/{TWO}/US-EAST-1")];
        let without_one_region = [vec![format!("/{ONE}/us-east-1-x"), format!("/{ONE}/us-east-2")], other.to_vec()].concat();
        assert_eq!(left(json!({"account": ONE, "region": "us-east-1"})).await, without_one_region);
        let without_region = [format!("/{ONE}/us-east-1-x"), format!("/{ONE}/us-east-2"), format!("/{TWO}/US-EAST-1")];
        assert_eq!(left(json!({"region": "us-east-1"})).await, without_region);
        assert_eq!(left(json!({"account": "333333333333"})).await.len(), 5);
    }
}
