//! The state that an emulator starts with: OpenAPI documents, which are imported and deployed, and then scripts, which find an
//! emulator that serves. What fails is told and leaves the emulator unready; the rest is done all the same, as LocalStack does
//! it (its documentation, "Initialization Hooks").

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
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
}

impl Init {
    /// Looks for documents and scripts in `folder`, and where LocalStack has them.
    ///
    /// # Errors
    /// A folder cannot be read.
    pub(super) fn find(folder: Option<&Path>) -> io::Result<Self> {
        let mut init = Self::default();
        let neighbours = Some(Path::new(READY_FOLDER)).filter(|folder| folder.is_dir());
        for folder in folder.into_iter().chain(neighbours) {
            for file in files_below(&folder.canonicalize()?)? {
                init.add(file);
            }
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
        self.documents.is_empty() && self.scripts.is_empty()
    }

    /// Does it all, and tells `readiness` what failed, and that it is over.
    async fn run(&self, importer: &Importer, environment: &Environment, readiness: &Readiness) {
        let failed = |file: &Path, why: &str| {
            tracing::error!(file = %file.display(), "the emulator starts without this: {why}");
            readiness.fail(format!("{}: {why}", file.display()));
        };
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
    let Some(document) = Document::read(file, &text, importer.account(), importer.region()) else {
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

/// The files of a folder by name, then those of its folders.
fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    let (mut folders, mut files): (Vec<PathBuf>, Vec<PathBuf>) = entries.into_iter().partition(|path| path.is_dir());
    folders.sort();
    files.sort();
    for folder in folders {
        files.extend(files_below(&folder)?);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_by_name_before_those_of_folders() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("a")).unwrap();
        for file in ["b.sh", "a/1.sh", "a.json", "c.txt", "d.py"] {
            fs::write(folder.path().join(file), "").unwrap();
        }
        let init = Init::find(Some(folder.path())).unwrap();
        let names = |files: &[PathBuf]| -> Vec<String> {
            let root = folder.path().canonicalize().unwrap();
            files.iter().map(|file| file.strip_prefix(&root).unwrap().display().to_string()).collect()
        };
        assert_eq!(
            (names(&init.documents), names(&init.scripts)),
            (vec!["a.json".to_owned()], vec!["b.sh".to_owned(), "a/1.sh".to_owned()])
        );
    }
}
