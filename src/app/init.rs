//! The state that an emulator starts with: OpenAPI documents, which are imported and deployed, and then scripts, which find an
//! emulator that serves. What fails is told and leaves the emulator unready; the rest is done all the same, as LocalStack does
//! it (its documentation, "Initialization Hooks").

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::document::Document;
use self::import::Imported;
pub(super) use self::import::Importer;
pub(super) use self::script::Environment;
use crate::net::admin::Readiness;
use crate::tasks::Tasks;

mod document;
mod import;
mod script;

/// Where images of LocalStack look for scripts to run when they are ready.
const READY_FOLDER: &str = "/etc/localstack/init/ready.d";

/// All that the beginning of an emulator needs.
#[derive(Debug)]
pub(super) struct Beginning {
    pub(super) init: Init,
    pub(super) importer: Importer,
    pub(super) environment: Environment,
    pub(super) readiness: Arc<Readiness>,
}

impl Beginning {
    /// Does beside requests what there is to do; until then, or a stop, the emulator is not ready.
    pub(super) fn begin(self, tasks: &Tasks) {
        let Self { init, importer, environment, readiness } = self;
        if init.is_empty() {
            return readiness.complete();
        }
        let stopping = tasks.clone();
        tasks.spawn(async move {
            tokio::select! {
                () = init.run(&importer, &environment, &readiness) => {}
                () = stopping.stopping() => {}
            }
        });
    }
}

/// What there is to do at start.
#[derive(Debug, Default)]
pub(super) struct Init {
    documents: Vec<PathBuf>,
    scripts: Vec<PathBuf>,
    /// What nobody has named, and cannot be looked at.
    unreadable: Option<Unreadable>,
}

/// A folder that cannot be read.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) folder: PathBuf,
    pub(super) source: io::Error,
}

impl Init {
    /// Looks for documents and scripts in `folder`, and where LocalStack has them.
    ///
    /// # Errors
    /// `folder`, or one in it, cannot be read.
    pub(super) fn find(folder: Option<&Path>) -> Result<Self, Unreadable> {
        Self::find_in(folder, Path::new(READY_FOLDER))
    }

    fn find_in(folder: Option<&Path>, neighbours: &Path) -> Result<Self, Unreadable> {
        let (mut init, mut walked) = (Self::default(), BTreeSet::new());
        let mut files = match folder {
            Some(folder) => files_below(folder, &mut walked)?,
            None => Vec::new(),
        };
        match files_below(neighbours, &mut walked) {
            Ok(more) => files.extend(more),
            Err(absent) if absent.source.kind() == io::ErrorKind::NotFound && absent.folder == neighbours => {}
            Err(unreadable) => init.unreadable = Some(unreadable),
        }
        for file in files {
            init.add(file);
        }
        Ok(init)
    }

    fn add(&mut self, file: PathBuf) {
        match file.extension().and_then(OsStr::to_str) {
            Some("json" | "yaml" | "yml") => self.documents.push(file),
            Some("sh") => self.scripts.push(file),
            Some("py" | "tf") => {
                tracing::warn!(file = %file.display(), "only documents and *.sh are taken at start; a script can run this");
            }
            _ => tracing::info!(file = %file.display(), "neither a document nor a script, and left alone"),
        }
    }

    fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.scripts.is_empty() && self.unreadable.is_none()
    }

    /// Does it all, and tells `readiness` what failed, and that it is over.
    async fn run(&self, importer: &Importer, environment: &Environment, readiness: &Readiness) {
        let failed = |file: &Path, why: &str| {
            tracing::error!(file = %file.display(), "the emulator starts without this: {why}");
            readiness.fail(format!("{}: {why}", file.display()));
        };
        if let Some(Unreadable { folder, source }) = &self.unreadable {
            failed(folder, &source.to_string());
        }
        let mut files: BTreeMap<String, &Path> = BTreeMap::new();
        for file in &self.documents {
            if let Err(why) = import(importer, file, &mut files).await {
                failed(file, &why);
            }
        }
        for script in &self.scripts {
            match script::run(script, environment).await {
                Ok(output) => tracing::info!(script = %script.display(), output = output.trim_end(), "the script has run"),
                Err(why) => failed(script, &why),
            }
        }
        readiness.complete();
    }
}

/// Imports one file, if it is an OpenAPI document. `files` are those of the ids so far.
async fn import<'f>(importer: &Importer, file: &'f Path, files: &mut BTreeMap<String, &'f Path>) -> Result<(), String> {
    let text = tokio::fs::read(file).await.map_err(|error| error.to_string())?;
    let read = Document::read(file, &text, importer.account(), importer.region());
    let Some(document) = read.map_err(|malformed| malformed.to_string())? else {
        tracing::info!(file = %file.display(), "no OpenAPI document, and left alone");
        return Ok(());
    };
    let (id, stage) = (document.id.clone(), document.stage.clone());
    if let Some(other) = files.insert(id.clone(), file) {
        return Err(format!("its API would have the id {id}, as that of {} has", other.display()));
    }
    match importer.import(&document).await? {
        Imported::Unchanged => tracing::info!(file = %file.display(), api = id, "the API has this document already"),
        Imported::Deployed(warnings) => {
            for warning in warnings {
                tracing::warn!(file = %file.display(), api = id, "AWS would import this with a warning: {warning}");
            }
            tracing::info!(file = %file.display(), api = id, stage, "imported and deployed");
        }
    }
    Ok(())
}

/// The files of a folder by name, then those of its folders. A folder that was walked through already has none more: links lead
/// to it, or it is named twice.
fn files_below(folder: &Path, walked: &mut BTreeSet<PathBuf>) -> Result<Vec<PathBuf>, Unreadable> {
    let unreadable = |source| Unreadable { folder: folder.to_owned(), source };
    let place = folder.canonicalize().map_err(unreadable)?;
    let entries = fs::read_dir(&place).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(unreadable)?;
    if !walked.insert(place) {
        return Ok(Vec::new());
    }
    let (hidden, shown): (Vec<PathBuf>, Vec<PathBuf>) = entries.iter().map(DirEntry::path).partition(|path| is_hidden(path));
    for path in hidden {
        tracing::info!(file = %path.display(), "its name begins with a dot, and it is left alone");
    }
    let (mut folders, mut files): (Vec<PathBuf>, Vec<PathBuf>) = shown.into_iter().partition(|path| path.is_dir());
    folders.sort();
    files.sort();
    for folder in folders {
        files.extend(files_below(&folder, walked)?);
    }
    Ok(files)
}

/// Such names have what a desktop, a version control or Kubernetes (`..data`) keeps beside the files that are meant.
fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// What is found, each path without the folder's.
    fn found(folder: &Path, init: &Init) -> (Vec<String>, Vec<String>) {
        let root = folder.canonicalize().unwrap();
        let names = |files: &[PathBuf]| -> Vec<String> {
            files.iter().map(|file| file.strip_prefix(&root).unwrap().display().to_string()).collect()
        };
        (names(&init.documents), names(&init.scripts))
    }

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn files_come_by_name_before_those_of_folders() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("a")).unwrap();
        for file in ["b.sh", "a/1.sh", "a.json", "c.txt", "d.py"] {
            fs::write(folder.path().join(file), "").unwrap();
        }
        let init = Init::find_in(Some(folder.path()), Path::new("/nowhere")).unwrap();
        assert_eq!(found(folder.path(), &init), (owned(&["a.json"]), owned(&["b.sh", "a/1.sh"])));
        assert!(init.unreadable.is_none());
    }

    // Kubernetes' documentation, "ConfigMaps": files are links into `..data`, which is a link to a folder of a date.
    #[test]
    fn no_file_is_taken_twice() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for made in ["..2026_11_20", "below"] {
            fs::create_dir(at(made)).unwrap();
        }
        for file in ["..2026_11_20/orders.yaml", "._pets.yaml", "pets.yaml", "below/a.sh"] {
            fs::write(at(file), "").unwrap();
        }
        for (target, link) in
            [("..2026_11_20", "..data"), ("..data/orders.yaml", "orders.yaml"), (".", "again"), ("below", "same")]
        {
            symlink(target, at(link)).unwrap();
        }
        let once = (owned(&["orders.yaml", "pets.yaml"]), owned(&["below/a.sh"]));
        // Also not when the folder is the one where LocalStack has them, or holds that.
        for neighbours in [folder.path(), &at("below"), Path::new("/nowhere")] {
            assert_eq!(found(folder.path(), &Init::find_in(Some(folder.path()), neighbours).unwrap()), once);
        }
    }

    #[test]
    fn a_folder_that_nobody_named_is_no_reason_not_to_start() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let init = Init::find_in(None, file.path()).unwrap();
        assert_eq!(init.unreadable.as_ref().map(|unreadable| &*unreadable.folder), Some(file.path()));
        assert!(!init.is_empty(), "it is told");
        assert_eq!(Init::find_in(Some(file.path()), Path::new("/nowhere")).unwrap_err().folder, file.path());
        assert!(Init::find_in(None, Path::new("/nowhere")).unwrap().is_empty());
    }
}
