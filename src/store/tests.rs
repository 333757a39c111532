use emulator_api::Doc;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;

fn doc(value: Value) -> Doc {
    let Value::Object(doc) = value else { panic!("a document is an object") };
    doc
}

#[tokio::test]
async fn what_was_committed_is_there_after_opening_again() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("below/state.db");
    let store = Store::open(&file).await.unwrap();
    let mut tx = store.begin_write().await.unwrap();
    tx.insert("/a/r/restapis/x", "RestApi", Some("api/x"), &doc(json!({"z": 1, "a": 2}))).await.unwrap();
    drop(tx.commit().await.unwrap());
    store.close().await;
    drop(store);

    let store = Store::open(&file).await.unwrap();
    let found = store.begin_read().await.unwrap().get("/a/r/restapis/x").await.unwrap().unwrap();
    assert_eq!(serde_json::to_string(&found).unwrap(), r#"{"z":1,"a":2}"#, "members keep their order");
}

#[tokio::test]
async fn what_was_not_committed_leaves_no_trace() {
    let store = Store::ephemeral().await.unwrap();
    let mut tx = store.begin_write().await.unwrap();
    tx.insert("/a", "K", None, &Doc::new()).await.unwrap();
    assert!(tx.exists("/a").await.unwrap(), "a transaction sees its own writes");
    drop(tx);
    let mut tx = store.begin_write().await.unwrap();
    assert!(!tx.exists("/a").await.unwrap());
}

#[tokio::test]
async fn a_path_and_a_unique_name_are_taken_once() {
    let store = Store::ephemeral().await.unwrap();
    let mut tx = store.begin_write().await.unwrap();
    tx.insert("/1/restapis/x", "RestApi", Some("api/x"), &Doc::new()).await.unwrap();
    let again = tx.insert("/1/restapis/x", "RestApi", None, &Doc::new()).await;
    assert!(matches!(again, Err(StoreError::Taken)));
    let elsewhere = tx.insert("/2/restapis/x", "RestApi", Some("api/x"), &Doc::new()).await;
    assert!(matches!(elsewhere, Err(StoreError::Taken)));
    assert!(!tx.exists("/2/restapis/x").await.unwrap());
}

#[tokio::test]
async fn what_is_added_later_is_there_for_every_statement_that_follows() {
    let store = Store::ephemeral().await.unwrap();
    let (first, second) = (doc(json!({"n": 1})), doc(json!({"n": 2})));
    let resource = |path, doc| NewResource { path, kind: "K", unique: None, doc: Content::Doc(doc) };
    let mut tx = store.begin_write().await.unwrap();
    tx.insert_later(&[resource("/x/a", &first), resource("/x/b", &first)]).unwrap();
    assert!(tx.put("/x/b", &second).await.unwrap());
    tx.insert_later(&[resource("/x/c", &first)]).unwrap();
    assert_eq!(tx.children("/x", None, 9).await.unwrap().len(), 3);
    drop(tx.commit().await.unwrap());
    assert_eq!(store.begin_read().await.unwrap().get("/x/b").await.unwrap(), Some(second));
}

#[tokio::test]
async fn what_is_added_last_lasts_with_its_transaction_or_leaves_no_trace() {
    let store = Store::ephemeral().await.unwrap();
    let none = Doc::new();
    let resource = |path| NewResource { path, kind: "K", unique: None, doc: Content::Doc(&none) };
    let mut dropped = store.begin_write().await.unwrap();
    dropped.insert_later(&[resource("/x/dropped")]).unwrap();
    drop(dropped);
    for (written, last) in [(None, "/x/alone"), (Some("/x/first"), "/x/after")] {
        let mut tx = store.begin_write().await.unwrap();
        if let Some(path) = written {
            tx.insert(path, "K", None, &none).await.unwrap();
        }
        tx.insert_later(&[resource(last)]).unwrap();
        drop(tx.commit().await.unwrap());
    }
    let mut refused = store.begin_write().await.unwrap();
    refused.insert("/x/refused", "K", None, &none).await.unwrap();
    refused.insert_later(&[resource("/x/new"), resource("/x/alone")]).unwrap();
    assert!(matches!(refused.commit().await, Err(StoreError::Taken)));
    let left = store.begin_write().await.unwrap().children("/x", None, 9).await.unwrap();
    let left: Vec<&str> = left.iter().map(|stored| stored.path.as_str()).collect();
    assert_eq!(left, ["/x/after", "/x/alone", "/x/first"]);
}

#[tokio::test]
async fn more_resources_are_added_than_one_statement_takes() {
    let store = Store::ephemeral().await.unwrap();
    let none = Doc::new();
    let paths: Vec<String> = (0..7000).map(|at| format!("/x/{at}")).collect();
    let all: Vec<_> = paths.iter().map(|path| NewResource { path, kind: "K", unique: None, doc: Content::Doc(&none) }).collect();
    let mut tx = store.begin_write().await.unwrap();
    tx.insert_later(&all).unwrap();
    drop(tx.commit().await.unwrap());
    assert_eq!(store.begin_write().await.unwrap().count("/x").await.unwrap(), 7000);
}

#[tokio::test]
async fn what_waits_does_not_share_the_fate_of_what_is_refused() {
    let store = Store::ephemeral().await.unwrap();
    let none = Doc::new();
    let mut tx = store.begin_write().await.unwrap();
    tx.insert("/x/a", "K", None, &none).await.unwrap();
    tx.insert_later(&[NewResource { path: "/x/b", kind: "K", unique: None, doc: Content::Doc(&none) }]).unwrap();
    assert!(matches!(tx.insert("/x/a", "K", None, &none).await, Err(StoreError::Taken)));
    drop(tx.commit().await.unwrap());
    assert!(store.begin_read().await.unwrap().exists("/x/b").await.unwrap());
}

#[tokio::test]
async fn a_count_is_true_after_whatever_happened_since() {
    let store = Store::ephemeral().await.unwrap();
    let none = Doc::new();
    let mut tx = store.begin_write().await.unwrap();
    assert_eq!(tx.count("/x").await.unwrap(), 0);
    tx.insert("/x/a", "K", None, &none).await.unwrap();
    tx.insert_later(&[NewResource { path: "/x/b", kind: "K", unique: None, doc: Content::Doc(&none) }]).unwrap();
    assert_eq!(tx.count("/x").await.unwrap(), 2);
    assert!(tx.insert("/x/b", "K", None, &none).await.is_err());
    assert_eq!(tx.count("/x").await.unwrap(), 2, "after one that was refused");
    drop(tx.commit().await.unwrap());
    let mut dropped = store.begin_write().await.unwrap();
    dropped.insert("/x/c", "K", None, &none).await.unwrap();
    assert_eq!(dropped.count("/x").await.unwrap(), 3);
    drop(dropped);
    let mut tx = store.begin_write().await.unwrap();
    assert_eq!(tx.count("/x").await.unwrap(), 2, "after one that was undone");
    tx.upsert("/x/d", "K", &none).unwrap();
    assert_eq!(tx.count("/x").await.unwrap(), 3);
    assert!(tx.delete_existing("/x/a").await.unwrap());
    assert_eq!(tx.count("/x").await.unwrap(), 2);
}

#[tokio::test]
async fn deleting_a_tree_spares_its_neighbours() {
    let store = Store::ephemeral().await.unwrap();
    let mut tx = store.begin_write().await.unwrap();
    for path in ["/x/ab", "/x/ab/c", "/x/ab/c/d", "/x/ab-c", "/x/ab0", "/x/abc/d"] {
        tx.insert(path, "K", None, &Doc::new()).await.unwrap();
    }
    tx.put_snapshot("/x/ab/c", "{}");
    assert!(tx.delete_existing("/x/ab").await.unwrap());
    assert!(!tx.delete_existing("/x/ab").await.unwrap());
    let left: Vec<String> = tx.below("/x").await.unwrap().into_iter().map(|stored| stored.path).collect();
    assert_eq!(left, ["/x/ab-c", "/x/ab0", "/x/abc/d"]);
    assert_eq!(tx.snapshot("/x/ab/c").await.unwrap(), None);
}

#[tokio::test]
async fn children_are_one_level_and_page_by_page() {
    let store = Store::ephemeral().await.unwrap();
    let mut tx = store.begin_write().await.unwrap();
    for path in ["/x/a", "/x/a/deep", "/x/b", "/x/c", "/y/a"] {
        tx.insert(path, "K", None, &Doc::new()).await.unwrap();
    }
    let page: Vec<String> = tx.children("/x", None, 2).await.unwrap().into_iter().map(|s| s.path).collect();
    assert_eq!(page, ["/x/a", "/x/b"]);
    let page: Vec<String> = tx.children("/x", Some("/x/b"), 2).await.unwrap().into_iter().map(|s| s.path).collect();
    assert_eq!(page, ["/x/c"]);
}

#[tokio::test]
async fn a_write_dropped_half_way_is_undone_before_the_next() {
    let store = Store::ephemeral().await.unwrap();
    let mut dropped = store.begin_write().await.unwrap();
    dropped.insert("/dropped", "K", None, &Doc::new()).await.unwrap();
    drop(dropped);
    let mut next = store.begin_write().await.unwrap();
    assert!(!next.exists("/dropped").await.unwrap());
    next.insert("/next", "K", None, &Doc::new()).await.unwrap();
    drop(next.commit().await.unwrap());
    let mut reader = store.begin_read().await.unwrap();
    assert!(reader.exists("/next").await.unwrap() && !reader.exists("/dropped").await.unwrap());
}

#[tokio::test]
async fn resources_are_added_all_at_once_or_not_at_all() {
    let store = Store::ephemeral().await.unwrap();
    let mut tx = store.begin_write().await.unwrap();
    let doc = Doc::new();
    let resource = |path: &'static str| NewResource { path, kind: "K", unique: None, doc: Content::Doc(&doc) };
    tx.insert_all(&[resource("/x/a"), resource("/x/b")]).await.unwrap();
    let taken = tx.insert_all(&[resource("/x/c"), resource("/x/a")]).await;
    assert!(matches!(taken, Err(StoreError::Taken)));
    let (missing, children) = tx.get_with("/x", "/x").await.unwrap();
    assert!(missing.is_none());
    assert_eq!(children.iter().map(|stored| &*stored.path).collect::<Vec<_>>(), ["/x/a", "/x/b"]);
    let (found, children) = tx.get_with("/x/a", "/nothing").await.unwrap();
    assert!(found.is_some() && children.is_empty());
}

#[tokio::test]
async fn a_second_writer_waits_until_the_first_ends_its_turn() {
    let store = Store::ephemeral().await.unwrap();
    let turn = store.begin_write().await.unwrap().commit().await.unwrap();
    let second = store.begin_write();
    tokio::pin!(second);
    assert!(tokio::time::timeout(Duration::from_millis(20), &mut second).await.is_err());
    drop(turn);
    tokio::time::timeout(Duration::from_secs(5), second).await.expect("its turn has come").unwrap();
}

#[tokio::test]
async fn a_reader_keeps_seeing_the_state_it_began_with() {
    let store = Store::ephemeral().await.unwrap();
    let mut reader = store.begin_read().await.unwrap();
    assert!(!reader.exists("/a").await.unwrap());
    let mut tx = store.begin_write().await.unwrap();
    tx.insert("/a", "K", None, &Doc::new()).await.unwrap();
    drop(tx.commit().await.unwrap());
    assert!(!reader.exists("/a").await.unwrap());
    assert!(store.begin_read().await.unwrap().exists("/a").await.unwrap());
}

/// A closed state file with something in it.
async fn state_file(directory: &TempDir) -> PathBuf {
    let file = directory.path().join("state.db");
    let store = Store::open(&file).await.unwrap();
    let mut tx = store.begin_write().await.unwrap();
    for number in 0..200 {
        let text = json!({"text": "x".repeat(500)});
        tx.insert(&format!("/x/{number}"), "K", Some(&format!("k/{number}")), &doc(text)).await.unwrap();
    }
    drop(tx.commit().await.unwrap());
    store.close().await;
    file
}

/// Every file in the directory but the lock, with its bytes.
fn contents(directory: &TempDir) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(directory.path())
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .filter(|(name, _)| !name.ends_with("-lock"))
        .collect();
    files.sort();
    files
}

async fn refusal(directory: &TempDir, file: &Path) -> OpenError {
    let before = contents(directory);
    let error = Store::open(file).await.expect_err("the file must be refused");
    assert!(contents(directory) == before, "a refused file is left as it was, and nothing is left beside it");
    error
}

#[tokio::test]
async fn a_damaged_file_is_refused_and_left_untouched() {
    let directory = TempDir::new().unwrap();
    let file = state_file(&directory).await;
    let mut bytes = std::fs::read(&file).unwrap();
    for byte in &mut bytes[8192..8192 + 2048] {
        *byte = 0xff;
    }
    std::fs::write(&file, bytes).unwrap();
    assert!(matches!(refusal(&directory, &file).await, OpenError::Damaged { .. }));
}

/// The folder of an emulator that was killed after it had written `/y`, which is in the log beside the file.
async fn crashed() -> TempDir {
    let directory = TempDir::new().unwrap();
    let file = state_file(&directory).await;
    let crashed = TempDir::new().unwrap();
    let store = Store::open(&file).await.unwrap();
    let mut tx = store.begin_write().await.unwrap();
    tx.insert("/y", "K", None, &Doc::new()).await.unwrap();
    drop(tx.commit().await.unwrap());
    for suffix in ["", "-wal"] {
        std::fs::copy(beside(&file, suffix), crashed.path().join(format!("state.db{suffix}"))).unwrap();
    }
    crashed
}

#[tokio::test]
async fn a_damaged_file_with_a_log_beside_it_is_refused_and_left_untouched() {
    let crashed = crashed().await;
    let copy = crashed.path().join("state.db");
    let mut bytes = std::fs::read(&copy).unwrap();
    for byte in &mut bytes[4 * 4096..12 * 4096] {
        *byte = 0xff;
    }
    std::fs::write(&copy, bytes).unwrap();
    assert!(matches!(refusal(&crashed, &copy).await, OpenError::Damaged { .. }));
}

#[tokio::test]
async fn the_log_of_a_killed_emulator_is_read() {
    let crashed = crashed().await;
    let store = Store::open(&crashed.path().join("state.db")).await.unwrap();
    assert!(store.begin_read().await.unwrap().exists("/y").await.unwrap());
}

#[tokio::test]
async fn a_file_cut_short_is_refused_and_left_untouched() {
    let directory = TempDir::new().unwrap();
    let file = state_file(&directory).await;
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    assert!(matches!(refusal(&directory, &file).await, OpenError::Damaged { .. }));
}

// A start that is cut off before its first write leaves an empty file, and never a log.
#[tokio::test]
async fn an_empty_file_is_a_new_one_unless_there_is_a_log_beside_it() {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("state.db");
    std::fs::write(&file, []).unwrap();
    std::fs::write(beside(&file, "-wal"), [0; 32]).unwrap();
    assert!(matches!(refusal(&directory, &file).await, OpenError::Damaged { .. }));
    std::fs::remove_file(beside(&file, "-wal")).unwrap();
    assert!(Store::open(&file).await.is_ok());
}

#[tokio::test]
async fn a_file_from_a_newer_version_is_refused_and_left_untouched() {
    let directory = TempDir::new().unwrap();
    let file = state_file(&directory).await;
    rusqlite::Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = refusal(&directory, &file).await;
    assert!(matches!(error, OpenError::Newer { found: 99, .. }), "{error}");
}

#[tokio::test]
async fn a_file_that_is_not_ours_is_refused_and_left_untouched() {
    let directory = TempDir::new().unwrap();
    let text = directory.path().join("notes.txt");
    std::fs::write(&text, "dear diary").unwrap();
    assert!(matches!(refusal(&directory, &text).await, OpenError::NotOurs { .. }));
    let other = directory.path().join("other.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(refusal(&directory, &other).await, OpenError::NotOurs { .. }));
}

#[tokio::test]
async fn a_file_in_use_is_refused() {
    let directory = TempDir::new().unwrap();
    let file = state_file(&directory).await;
    let _open = Store::open(&file).await.unwrap();
    assert!(matches!(Store::open(&file).await, Err(OpenError::InUse { .. })));
}

fn beside(file: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", file.display()))
}
