//! The hidden folder in which outputs are written, and the lock that says its process lives.
//!
//! Every staging folder holds a lock file. The system drops the lock when the process ends, however
//! it ends; so a staging folder whose lock can be had belongs to nobody any more.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use samestory::run::{STAGING_COMMIT, STAGING_PREFIX};

/// What a staging folder may hold, and nothing else.
pub(super) const FILES: &str = "files";
const LOCK: &str = "lock";
/// A commit record that is being written.
const PART: &str = "commit.part";
/// Names the staging folder that holds the commit record for this one.
pub(super) const LEADER: &str = "leader";

/// A staging folder that this process holds. Dropped without a commit record, it goes.
#[derive(Debug)]
pub(super) struct Staging {
    path: PathBuf,
    /// Held, not read.
    _lock: File,
    /// Whether the folder stays when this value goes.
    released: bool,
}

/// Who holds a staging folder.
#[derive(Debug)]
pub(super) enum Claim {
    /// This process, from now on.
    Ours(Staging),
    /// A process that lives.
    Taken,
    /// It is not there any more.
    Gone,
}

impl Staging {
    /// A new one in `place`, whose name no other run has.
    pub(super) fn beside(place: &Path) -> io::Result<Self> {
        for _ in 0..ATTEMPTS {
            let made = tempfile::Builder::new()
                .prefix(STAGING_PREFIX)
                .tempdir_in(place)?
                .keep();
            // A run that sweeps may take it for a dead one's before it is locked.
            if let Claim::Ours(staging) = claim(&made, Unlockable::IsOurs)? {
                return staging.with_files();
            }
        }
        Err(busy())
    }

    /// The one at `path`, whether it is there or not; none when another run holds it.
    pub(super) fn at(path: &Path) -> io::Result<Option<Self>> {
        for _ in 0..ATTEMPTS {
            match private_folder(path) {
                Err(e) if e.kind() != io::ErrorKind::AlreadyExists => return Err(e),
                _ => {}
            }
            match claim(path, Unlockable::IsOurs)? {
                Claim::Ours(staging) => return Ok(Some(staging)),
                Claim::Taken => return Ok(None),
                Claim::Gone => {}
            }
        }
        Err(busy())
    }

    /// One that an earlier run left, when that run is dead for certain.
    pub(super) fn of_the_dead(path: &Path) -> io::Result<Claim> {
        claim(path, Unlockable::IsTaken)
    }

    /// Begins anew: without the files of an earlier run.
    pub(super) fn with_files(self) -> io::Result<Self> {
        let files = self.files();
        match fs::remove_dir_all(&files) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
            _ => fs::create_dir(&files)?,
        }
        Ok(self)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Where the outputs are written: a folder within, because this one is private to its owner.
    pub(super) fn files(&self) -> PathBuf {
        self.path.join(FILES)
    }

    /// The folder that the outputs are for.
    pub(super) fn place(&self) -> &Path {
        super::target::parent(&self.path)
    }

    pub(super) fn has_commit(&self) -> bool {
        self.path.join(STAGING_COMMIT).exists()
    }

    /// Writes the record that makes the staged files the result.
    pub(super) fn write_commit(&self, bytes: &[u8]) -> io::Result<()> {
        let part = self.path.join(PART);
        write_durably(&part, bytes)?;
        sync_folder(&self.files())?;
        sync_folder(self.place())?;
        fs::rename(part, self.path.join(STAGING_COMMIT))?;
        sync_folder(&self.path)
    }

    /// Lets go of it and leaves it as it is.
    pub(super) fn release(mut self) -> PathBuf {
        self.released = true;
        self.path.clone()
    }

    /// Says where the commit record for these files will lie.
    pub(super) fn follow(&self, leader: &Self) -> io::Result<()> {
        let leader = std::path::absolute(&leader.path)?;
        let bytes = leader.as_os_str().as_encoded_bytes();
        write_durably(&self.path.join(LEADER), bytes)?;
        sync_folder(&self.files())?;
        sync_folder(&self.path)?;
        sync_folder(self.place())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.released {
            discard(&self.path);
        }
    }
}

/// Removes what an output was being written to, unless only its moves are left to make: then the
/// next run at that place makes them.
///
/// For whoever ends the process without dropping the output, such as an interrupt.
pub fn discard(staging: &Path) {
    if staging.join(STAGING_COMMIT).exists() {
        return;
    }
    // What cannot be removed stays hidden, for the next run to remove; there is nobody to tell.
    for name in [PART, LEADER] {
        let _ = fs::remove_file(staging.join(name));
    }
    let _ = fs::remove_dir_all(staging.join(FILES));
    // The lock goes last: until then no other run may take the folder for its own.
    let _ = fs::remove_file(staging.join(LOCK));
    let _ = fs::remove_dir(staging);
}

/// Whether everything in a folder is what a staging folder holds.
pub(super) fn is_staging(folder: &Path) -> bool {
    let ours = [FILES, LOCK, PART, LEADER, STAGING_COMMIT];
    fs::read_dir(folder).is_ok_and(|mut entries| {
        entries.all(|entry| entry.is_ok_and(|e| ours.iter().any(|name| e.file_name() == *name)))
    })
}

/// What a file system without locks makes of a staging folder.
#[derive(Clone, Copy, PartialEq)]
enum Unlockable {
    IsOurs,
    IsTaken,
}

/// Times that another run may remove a staging folder between two steps here.
const ATTEMPTS: usize = 100;

fn claim(path: &Path, unlockable: Unlockable) -> io::Result<Claim> {
    let found = match fs::symlink_metadata(path) {
        Ok(found) => found,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Claim::Gone),
        Err(e) => return Err(e),
    };
    if !found.is_dir() {
        return Err(io::Error::other(format!(
            "{} is in the way",
            path.display()
        )));
    }
    let place = path.join(LOCK);
    let opened = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&place);
    let lock = match opened {
        Ok(lock) => lock,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Claim::Gone),
        Err(e) => return Err(e),
    };
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => return Ok(Claim::Taken),
        Err(TryLockError::Error(_)) if unlockable == Unlockable::IsTaken => {
            return Ok(Claim::Taken);
        }
        // Without locks two runs at one place cannot be told apart; one can still be served.
        Ok(()) | Err(TryLockError::Error(_)) => {}
    }
    // Whoever held it may have removed it meanwhile: a lock on what is no longer there is none.
    if !is_at(&lock, &place) {
        return Ok(Claim::Gone);
    }
    Ok(Claim::Ours(Staging {
        path: path.to_owned(),
        _lock: lock,
        released: false,
    }))
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |found: fs::Metadata| (found.dev(), found.ino());
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(held), Ok(there)) => identity(held) == identity(there),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

fn private_folder(path: &Path) -> io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(path)
}

fn busy() -> io::Error {
    io::Error::other("other runs keep removing the temporary folder")
}

fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    io::Write::write_all(&mut file, bytes)?;
    file.sync_all()
}

/// Makes names in a folder last, where the system can.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Ok(folder) = File::open(folder) {
        use io::ErrorKind::{InvalidInput, Unsupported};
        return match folder.sync_all() {
            Err(e) if !matches!(e.kind(), InvalidInput | Unsupported) => Err(e),
            _ => Ok(()),
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_staging_folder_has_one_holder_and_goes_with_it() {
        let room = tempfile::tempdir().unwrap();
        let path = room.path().join(".samestory-one");
        let held = Staging::at(&path).unwrap().unwrap();
        assert!(Staging::at(&path).unwrap().is_none());
        assert!(matches!(Staging::of_the_dead(&path), Ok(Claim::Taken)));
        drop(held);
        assert!(matches!(Staging::of_the_dead(&path), Ok(Claim::Gone)));
        assert!(Staging::at(&path).unwrap().is_some());
        assert_eq!(fs::read_dir(room.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_or_link_in_its_place_is_not_touched() {
        let room = tempfile::tempdir().unwrap();
        let path = room.path().join(".samestory-run");
        fs::write(&path, "mine").unwrap();
        assert!(Staging::at(&path).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    }
}
