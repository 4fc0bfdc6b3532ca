//! One file, written whole or not at all.

use std::io::Write;
use std::path::Path;

use crate::error::Error;

/// Writes `bytes` to `path`, replacing what is there in one step; a failure leaves it as it was.
///
/// # Errors
/// When the folder is missing or cannot be written to, or the disk is full.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let folder = parent.unwrap_or(Path::new("."));
    let write = || {
        let mut file = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // What a file gets that is made in the usual way; the mask of the process applies.
            file.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let mut file = file.prefix(".samestory-").tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|cause| {
        Error::io(path, cause).help("name a file in a folder that can be written to")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_else_remains() {
        let room = tempfile::tempdir().unwrap();
        let path = room.path().join("page.html");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(room.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_is_named_with_a_repair() {
        let room = tempfile::tempdir().unwrap();
        let error = replace(&room.path().join("no/page.html"), b"x").unwrap_err();
        assert!(error.to_string().contains("page.html") && error.repair().is_some());
    }
}
