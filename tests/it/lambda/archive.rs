use std::io::{Cursor, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use apigw_emulator::lambda::{Archive, Code, CodeSource};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{define, failed, functions, invoke, succeeded};

#[derive(Debug)]
struct InMemory {
    bytes: Bytes,
    loads: AtomicUsize,
}

impl CodeSource for InMemory {
    fn load<'a>(&'a self, _sha256: &'a str) -> BoxFuture<'a, Result<Bytes, String>> {
        self.loads.fetch_add(1, Ordering::Relaxed);
        Box::pin(async { Ok(self.bytes.clone()) })
    }
}

pub(super) fn zipped(files: &[(&str, u32, &str)]) -> Bytes {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, mode, text) in files {
        archive.start_file(*name, SimpleFileOptions::default().unix_permissions(*mode)).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner().into()
}

/// A zip archive with one file.
pub(super) fn archive_of(name: &str, text: &str) -> Code {
    Code::Archive(Archive { sha256: text.to_owned(), source: source(zipped(&[(name, 0o644, text)])) })
}

fn source(bytes: Bytes) -> Arc<InMemory> {
    Arc::new(InMemory { bytes, loads: AtomicUsize::new(0) })
}

#[tokio::test]
async fn code_from_an_archive_is_extracted_and_run() {
    let bytes = zipped(&[
        ("src/app.py", 0o644, "import os\ndef handler(event, context): return [os.access('run.sh', os.X_OK), os.getcwd()]"),
        ("run.sh", 0o755, "#!/bin/sh"),
    ]);
    let source = source(bytes);
    let functions = functions();
    let archive = Archive { sha256: "same".to_owned(), source: source.clone() };
    let (first, _) = define("python3.11", "src/app.handler", &[]);
    let second = super::Definition { name: "g".to_owned(), ..first.clone() };
    for definition in [first, second] {
        functions.publish(super::Definition { code: Code::Archive(archive.clone()), ..definition });
    }
    let one = succeeded(&invoke(&functions, "f", "{}").await);
    let two = succeeded(&invoke(&functions, "g", "{}").await);
    assert_eq!(one[0], json!(true), "permissions must be kept");
    assert_eq!(one, two, "equal code must share one folder");
    assert_eq!(source.loads.load(Ordering::Relaxed), 1);
    functions.remove(super::ACCOUNT, super::REGION, "f");
    functions.remove(super::ACCOUNT, super::REGION, "g");
    assert!(!std::path::Path::new(one[1].as_str().unwrap()).exists(), "the folder must go with its last function");
}

#[tokio::test]
async fn an_entry_that_leads_out_of_the_folder_is_refused() {
    let outside = format!("escaped-{}.txt", std::process::id());
    let bytes = zipped(&[("app.py", 0o644, "handler = print"), (&format!("../{outside}"), 0o644, "out")]);
    let functions = functions();
    let (definition, _) = define("python3.11", "app.handler", &[]);
    let code = Code::Archive(Archive { sha256: "slip".to_owned(), source: source(bytes) });
    functions.publish(super::Definition { code, ..definition });
    let error = failed(&invoke(&functions, "f", "{}").await);
    assert_eq!(error["errorType"], "Runtime.InvalidEntrypoint");
    assert!(!std::env::temp_dir().join(outside).exists());
}
