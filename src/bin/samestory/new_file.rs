//! A file that appears under its name only when it is complete.

use std::io::{BufWriter, IntoInnerError};
use std::path::{Path, PathBuf};

use anyhow::Context;
use tempfile::NamedTempFile;

use crate::interrupt;

/// A file being written beside its final place. Dropped before [`NewFile::finish`], it leaves nothing.
pub(crate) struct NewFile {
    pub(crate) writer: BufWriter<NamedTempFile>,
    path: PathBuf,
}

impl NewFile {
    pub(crate) fn create(path: &Path) -> anyhow::Result<Self> {
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut file = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // What a file gets that is made in the usual way; the mask of the process applies.
            file.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = file
            .prefix(".samestory-")
            .tempfile_in(folder)
            .with_context(|| format!("cannot write to {}", folder.display()))?;
        interrupt::removes(file.path())?;
        Ok(Self {
            writer: BufWriter::with_capacity(1 << 16, file),
            path: path.to_owned(),
        })
    }

    pub(crate) fn finish(self) -> anyhow::Result<()> {
        let written = || format!("cannot write {}", self.path.display());
        let file = self
            .writer
            .into_inner()
            .map_err(IntoInnerError::into_error)
            .with_context(written)?;
        interrupt::waits(|| file.persist(&self.path)).with_context(written)?;
        Ok(())
    }
}
