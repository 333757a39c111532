//! What the writer remembers reads as what is stored.

use std::collections::BTreeMap;

use emulator_api::Doc;
use emulator_api::admin;
use proptest::prelude::*;
use serde_json::json;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::store::{Content, Extent, NewResource, Reading, Store, StoreError, Stored, Writing, path};

/// Two APIs whose paths begin alike, what is below them, and what lies above all branches.
const PATHS: [&str; 12] = [
    "/111111111111/r/account",
    "/111111111111/r/apis/a",
    "/111111111111/r/apis/a/x/1",
    "/111111111111/r/apis/a/x/1/y/2",
    "/111111111111/r/apis/a/x/1/y-/3",
    "/111111111111/r/apis/a/x/1-/y/2",
    "/111111111111/r/apis/a/x/2",
    "/111111111111/r/apis/a/x0/1",
    "/111111111111/r/apis/ab",
    "/111111111111/r/apis/ab/x/1",
    "/222222222222/r/apis/b",
    "/222222222222/r/apis/b/x/1",
];

/// Something that is done to the store.
#[derive(Clone, Debug)]
enum Step {
    Insert(&'static str, u8),
    Upsert(&'static str, u8),
    Put(&'static str, u8),
    Delete(&'static str),
    DeleteTree(&'static str),
    DeleteAccount,
    Commit,
    Drop,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let path = || prop::sample::select(PATHS.to_vec());
    let step = prop_oneof![
        6 => (path(), 0..3_u8).prop_map(|(path, number)| Step::Insert(path, number)),
        2 => (path(), 0..3_u8).prop_map(|(path, number)| Step::Upsert(path, number)),
        2 => (path(), 0..3_u8).prop_map(|(path, number)| Step::Put(path, number)),
        1 => path().prop_map(Step::Delete),
        1 => path().prop_map(|path| Step::DeleteTree(path::parent(path))),
        1 => Just(Step::DeleteAccount),
        3 => Just(Step::Commit),
        2 => Just(Step::Drop),
    ];
    prop::collection::vec(step, 1..40)
}

fn doc(number: u8) -> Doc {
    Doc::from_iter([("number".to_owned(), json!(number))])
}

/// The documents that there should be, by their paths.
type Model = BTreeMap<&'static str, u8>;

/// Whether `path` lies below `above`.
fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.starts_with('/'))
}

async fn perform(tx: &mut Writing, model: &mut Model, step: &Step) {
    match *step {
        Step::Insert(path, number) => {
            if model.contains_key(path) {
                assert!(matches!(tx.insert(path, "K", None, &doc(number)).await, Err(StoreError::Taken)));
            } else if number == 0 {
                tx.insert(path, "K", None, &doc(number)).await.unwrap();
            } else {
                tx.insert_later(&[NewResource { path, kind: "K", unique: None, doc: Content::Doc(&doc(number)) }]).unwrap();
            }
            model.entry(path).or_insert(number);
        }
        Step::Upsert(path, number) => {
            tx.upsert(path, "K", &doc(number)).unwrap();
            model.insert(path, number);
        }
        Step::Put(path, number) => {
            assert_eq!(tx.put(path, &doc(number)).await.unwrap(), model.contains_key(path));
            model.entry(path).and_modify(|before| *before = number);
        }
        Step::Delete(path) => {
            let was_there = model.contains_key(path);
            assert_eq!(tx.delete_existing(path).await.unwrap(), was_there);
            if was_there {
                model.retain(|other, _| *other != path && !is_below(other, path));
            }
        }
        Step::DeleteTree(path) => {
            tx.delete_tree(path);
            model.retain(|other, _| *other != path && !is_below(other, path));
        }
        Step::DeleteAccount => {
            let scope = admin::Scope { account: "111111111111".parse().ok(), region: None };
            tx.delete_extent(&Extent::of(&scope)).await.unwrap();
            model.retain(|path, _| path.starts_with("/2"));
        }
        Step::Commit | Step::Drop => {}
    }
}

/// Reads everything in each way that there is.
async fn reads_as(model: &Model, tx: &mut Reading) {
    let stored = |wanted: &dyn Fn(&str) -> bool| -> Vec<Stored> {
        let wanted = model.iter().filter(|(path, _)| wanted(path));
        wanted.map(|(path, number)| Stored { path: (*path).to_owned(), doc: doc(*number) }).collect()
    };
    for path in PATHS {
        assert_eq!(tx.get(path).await.unwrap(), model.get(path).map(|number| doc(*number)), "{path}");
        assert_eq!(tx.exists(path).await.unwrap(), model.contains_key(path), "{path}");
        for path in [path, path::parent(path)] {
            assert_eq!(tx.below(path).await.unwrap(), stored(&|other| is_below(other, path)), "below {path}");
        }
        let collection = path::parent(path);
        let children = stored(&|other| path::parent(other) == collection);
        assert_eq!(tx.children(collection, None, 9).await.unwrap(), children);
        assert_eq!(
            tx.children(collection, Some(path), 1).await.unwrap().first(),
            children.iter().find(|child| *child.path > *path)
        );
        let name = path::last(path);
        let held = stored(&|other| path::parent(other) == collection && (other == path || model[other] == 1));
        assert_eq!(tx.children_holding(collection, &name, "\"number\":1").await.unwrap(), held);
        let with = (model.get(collection).map(|number| doc(*number)), children);
        assert_eq!(tx.get_with(collection, collection).await.unwrap(), with);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_remembered_reads_as_what_is_stored(steps in steps()) {
        Runtime::new().unwrap().block_on(async {
            let store = Store::ephemeral().await.unwrap();
            let (mut committed, mut model) = (Model::new(), Model::new());
            let mut tx = store.begin_write().await.unwrap();
            for step in steps {
                perform(&mut tx, &mut model, &step).await;
                match step {
                    Step::Commit => {
                        drop(tx.commit().await.unwrap());
                        committed.clone_from(&model);
                        reads_as(&committed, &mut store.begin_read().await.unwrap()).await;
                        tx = store.begin_write().await.unwrap();
                    }
                    Step::Drop => {
                        drop(tx);
                        model.clone_from(&committed);
                        tx = store.begin_write().await.unwrap();
                    }
                    _ => {}
                }
                for path in PATHS {
                    let collection = path::parent(path);
                    let count = model.keys().filter(|other| path::parent(other) == collection).count();
                    assert_eq!(tx.count(collection).await.unwrap(), count, "in {collection}");
                }
                reads_as(&model, &mut tx).await;
            }
        });
    }
}

/// A document that takes so many bytes.
fn large(bytes: usize) -> Doc {
    Doc::from_iter([("text".to_owned(), json!("x".repeat(bytes)))])
}

#[tokio::test]
async fn a_branch_that_is_too_large_to_be_remembered_reads_as_any_other() {
    let store = Store::ephemeral().await.unwrap();
    for number in 0..30 {
        let mut tx = store.begin_write().await.unwrap();
        let path = format!("/a/r/apis/a/x/{number:02}");
        assert_eq!(tx.count("/a/r/apis/a/x").await.unwrap(), number);
        assert!(!tx.put(&path, &Doc::new()).await.unwrap());
        tx.insert(&path, "K", None, &large(200_000)).await.unwrap();
        assert!(matches!(tx.insert(&path, "K", None, &doc(1)).await, Err(StoreError::Taken)));
        assert!(tx.put(&path, &large(210_000)).await.unwrap());
        assert_eq!(tx.get(&path).await.unwrap(), Some(large(210_000)));
        assert_eq!(tx.below("/a/r/apis/a").await.unwrap().len(), number + 1);
        drop(tx.commit().await.unwrap());
    }
    let mut tx = store.begin_write().await.unwrap();
    assert!(tx.delete_existing("/a/r/apis/a/x/00").await.unwrap());
    assert_eq!(tx.children("/a/r/apis/a/x", None, 99).await.unwrap().len(), 29);
}

#[tokio::test]
async fn what_the_writer_has_written_it_does_not_ask_for() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("state.db");
    let store = Store::open(&file).await.unwrap();
    let api = "/a/r/apis/a";
    let mut tx = store.begin_write().await.unwrap();
    assert!(!tx.exists(api).await.unwrap());
    tx.insert_later(&[NewResource { path: api, kind: "K", unique: None, doc: Content::Doc(&doc(1)) }]).unwrap();
    drop(tx.commit().await.unwrap());
    // Behind its back, as nobody may.
    rusqlite::Connection::open(&file).unwrap().execute("UPDATE resource SET doc = '{\"number\":2}'", ()).unwrap();

    assert_eq!(store.begin_read().await.unwrap().get(api).await.unwrap(), Some(doc(2)));
    let mut tx = store.begin_write().await.unwrap();
    assert_eq!(tx.get(api).await.unwrap(), Some(doc(1)));
    assert!(!tx.exists("/a/r/apis/a/x/1").await.unwrap());
    // What is dropped may have been written in part: then it asks again.
    tx.upsert(api, "K", &doc(3)).unwrap();
    drop(tx);
    assert_eq!(store.begin_write().await.unwrap().get(api).await.unwrap(), Some(doc(2)));
}
