//! Which file a path is, whatever it is called: device and inode where the system has them.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};

use samestory_cli::write::resolve;

/// A file or folder that exists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Identity {
    #[cfg(unix)]
    Inode { device: u64, inode: u64 },
    #[cfg(not(unix))]
    Path(PathBuf),
}

/// What a path names, and where it lies.
#[derive(Debug)]
pub(super) struct Spot {
    /// Of the file itself, when it exists.
    pub(super) itself: Option<Identity>,
    /// Whether that is a file that holds bytes, or a folder: not a pipe, a terminal or `/dev/null`.
    pub(super) is_kept: bool,
    /// Whether any number of outputs may go there, as to a terminal.
    pub(super) is_shared: bool,
    /// Of the folders around it that exist, the nearest first: those around the link, too, should
    /// the path be one.
    pub(super) around: Vec<Identity>,
    /// The nearest folder that exists and the rest of the path, when the file does not exist.
    missing: Option<(Identity, PathBuf)>,
}

impl Spot {
    pub(super) fn of(path: &Path) -> Self {
        let found = fs::metadata(path).ok();
        let target = resolve(path).unwrap_or_else(|_| path.to_owned());
        let mut around = folders(&target);
        let mut missing = None;
        if found.is_none()
            && let Some((nearest, rest)) = nearest(&target)
        {
            missing = Some((nearest, rest));
        }
        if target != path {
            around.extend(folders(path));
        }
        Self {
            itself: identity(path),
            is_kept: found.as_ref().is_some_and(|f| f.is_file() || f.is_dir()),
            is_shared: found.as_ref().is_some_and(is_shared),
            around,
            missing,
        }
    }

    /// What an open stream of the process leads to.
    #[cfg(unix)]
    pub(super) fn of_stream(stream: &impl std::os::fd::AsFd) -> io::Result<Self> {
        let found = File::from(stream.as_fd().try_clone_to_owned()?).metadata()?;
        Ok(Self {
            itself: Some(inode(&found)),
            is_kept: found.is_file(),
            is_shared: is_shared(&found),
            around: Vec::new(),
            missing: None,
        })
    }

    /// Whether two outputs there would be one file.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (&self.itself, &other.itself) {
            (Some(one), Some(two)) => one == two && !self.is_shared,
            (None, None) => self.missing.is_some() && self.missing == other.missing,
            _ => false,
        }
    }

    /// Whether it is that file or folder, or lies in it.
    pub(super) fn is_within(&self, folder: &Identity) -> bool {
        self.itself.as_ref() == Some(folder) || self.around.contains(folder)
    }
}

#[cfg(unix)]
fn inode(found: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    Identity::Inode {
        device: found.dev(),
        inode: found.ino(),
    }
}

/// Of what the path leads to by links.
#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    fs::metadata(path).ok().as_ref().map(inode)
}

#[cfg(not(unix))]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    path.canonicalize().ok().map(Identity::Path)
}

#[cfg(unix)]
fn is_shared(found: &Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_char_device(&found.file_type())
}

#[cfg(not(unix))]
fn is_shared(_: &Metadata) -> bool {
    false
}

/// Of the folders around a path.
fn folders(path: &Path) -> Vec<Identity> {
    let Some((folder, _)) = existing(path) else {
        return Vec::new();
    };
    folder.ancestors().filter_map(identity).collect()
}

fn nearest(path: &Path) -> Option<(Identity, PathBuf)> {
    let (folder, rest) = existing(path)?;
    Some((identity(&folder)?, rest))
}

/// The nearest folder around a path that exists, without links and `..`, and the rest of the path.
fn existing(path: &Path) -> Option<(PathBuf, PathBuf)> {
    let path = std::path::absolute(path).ok()?;
    let mut rest = PathBuf::from(path.file_name()?);
    for folder in path.ancestors().skip(1) {
        if let Ok(folder) = folder.canonicalize() {
            return Some((folder, plain(&rest)));
        }
        rest = Path::new(folder.components().next_back()?.as_os_str()).join(rest);
    }
    None
}

/// A path that does not exist, without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => drop(plain.pop()),
            std::path::Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_file_is_the_same_by_any_of_its_names() {
        let room = tempfile::tempdir().unwrap();
        let at = |name: &str| room.path().join(name);
        fs::create_dir_all(at("in/deep")).unwrap();
        fs::write(at("in/a"), "").unwrap();
        fs::hard_link(at("in/a"), at("hard")).unwrap();
        symlink("in", at("link")).unwrap();
        symlink("in/a", at("soft")).unwrap();
        for name in ["hard", "soft", "link/a", "in/deep/../a", "./in/./a"] {
            assert!(
                Spot::of(&at(name)).is_same(&Spot::of(&at("in/a"))),
                "{name}"
            );
        }
        let folder = identity(&at("in")).unwrap();
        for name in ["link/new", "in/x/y", "in/deep/../new", "in/x/../../in/y"] {
            assert!(Spot::of(&at(name)).is_within(&folder), "{name}");
        }
        assert!(Spot::of(&at("link/x/../y")).is_same(&Spot::of(&at("in/y"))));
        assert!(!Spot::of(&at("in/x")).is_same(&Spot::of(&at("in/y"))));
        let null = Spot::of(Path::new("/dev/null"));
        assert!(!null.is_kept && !null.is_same(&null));
    }
}
