//! A zip archive of text files.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;

/// The files of an archive, with their paths.
#[derive(Default)]
pub(super) struct Archive(Vec<(String, String)>);

impl Archive {
    pub(super) fn add(&mut self, path: impl Into<String>, content: impl Into<String>) {
        self.0.push((path.into(), content.into()));
    }

    pub(super) fn finish(self) -> ZipResult<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (path, content) in self.0 {
            writer.start_file(path, SimpleFileOptions::default())?;
            writer.write_all(content.as_bytes())?;
        }
        Ok(writer.finish()?.into_inner())
    }
}
