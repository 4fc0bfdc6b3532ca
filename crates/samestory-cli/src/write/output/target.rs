//! What the path of an output names: a file to replace, or something to write into.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Where an output goes.
#[derive(Debug)]
pub(super) enum Target {
    /// A regular file or none yet, at a path that is no link: replaced as a whole.
    File(PathBuf),
    /// A pipe, a device or an open stream such as `/dev/stdout`: written into.
    Stream(File),
}

impl Target {
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(found) if !found.is_file() => open(path).map(Self::Stream),
            // A regular file behind an open stream: whoever opened it goes on writing to it.
            Ok(_) if leads_through_streams(path) => open(path).map(Self::Stream),
            Ok(_) => resolve(path).map(Self::File),
            Err(e) if e.kind() == io::ErrorKind::NotFound => resolve(path).map(Self::File),
            Err(e) => Err(e),
        }
    }
}

/// Where a path leads when its last name is a link, to a link, and so on; it need not exist.
///
/// # Errors
/// When links lead round in a circle.
pub fn resolve(path: &Path) -> io::Result<PathBuf> {
    hops(path)?
        .pop()
        .ok_or_else(|| io::ErrorKind::InvalidInput.into())
}

/// The folder that a path lies in.
pub(super) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Links that lead to one another at most, as the system allows.
const MOST_HOPS: usize = 40;

/// The path, and every one that its links lead to.
fn hops(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut hops = vec![path.to_owned()];
    while let Some(last) = hops.last() {
        let Ok(next) = fs::read_link(last) else {
            return Ok(hops);
        };
        if hops.len() > MOST_HOPS {
            break;
        }
        hops.push(parent(last).join(next));
    }
    Err(io::Error::other("links lead round in a circle"))
}

fn leads_through_streams(path: &Path) -> bool {
    let is_stream = |hop: &PathBuf| {
        let folder = parent(hop).canonicalize();
        folder.is_ok_and(|folder| folder.starts_with("/proc") || folder == Path::new("/dev/fd"))
    };
    hops(path).is_ok_and(|hops| hops.iter().any(is_stream))
}

/// Opens to add to what is there; the program's own output goes on where it is.
fn open(path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    if leads_through_streams(path) {
        use std::os::fd::AsFd;
        use std::os::unix::fs::MetadataExt;
        let named = fs::metadata(path)?;
        for stream in [io::stdout().as_fd(), io::stderr().as_fd()] {
            let stream = File::from(stream.try_clone_to_owned()?);
            let is = stream.metadata()?;
            if (is.dev(), is.ino()) == (named.dev(), named.ino()) {
                return Ok(stream);
            }
        }
    }
    File::options().append(true).open(path)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_lead_to_their_end_whether_it_exists_or_not() {
        let room = tempfile::tempdir().unwrap();
        let at = |name: &str| room.path().join(name);
        symlink("second", at("first")).unwrap();
        symlink(at("end"), at("second")).unwrap();
        symlink("round", at("round")).unwrap();
        assert_eq!(resolve(&at("first")).unwrap(), at("end"));
        assert!(matches!(Target::of(&at("first")), Ok(Target::File(path)) if path == at("end")));
        assert!(resolve(&at("round")).is_err());
        assert!(Target::of(room.path()).is_err());
    }

    #[test]
    fn devices_and_open_streams_are_written_into() {
        assert!(matches!(
            Target::of(Path::new("/dev/null")),
            Ok(Target::Stream(_))
        ));
        let file = tempfile::NamedTempFile::new().unwrap();
        let stream = format!("/dev/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&file));
        assert!(matches!(
            Target::of(Path::new(&stream)),
            Ok(Target::Stream(_))
        ));
    }
}
