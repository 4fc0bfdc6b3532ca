//! The record by which several files become the result at once, and what it asks to be done.
//!
//! In: staged files and what of an earlier result must go. Out: the files in their places. Promise:
//! every step can be made again, so that whoever finds the record can finish what it asks for.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::staging::{Claim, FILES, Staging, sync_folder};
use super::target::{self, Target};
use samestory::run::STAGING_COMMIT;

/// Something that a commit record asks for. Names are those of files in the staged folder and, the
/// same, beside the staging folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// The earlier file goes; none of the new result has this name.
    Remove(PathBuf),
    /// The earlier file goes, and its successor comes last of all: by it readers know a result.
    Seal(PathBuf),
    /// The staged file takes its place.
    Move(PathBuf),
    /// What another staging folder holds takes its place, too.
    Join(PathBuf),
}

impl Step {
    const MARKS: [u8; 4] = *b"-!=+";

    fn parts(&self) -> (u8, &Path) {
        match self {
            Self::Remove(path) => (Self::MARKS[0], path),
            Self::Seal(path) => (Self::MARKS[1], path),
            Self::Move(path) => (Self::MARKS[2], path),
            Self::Join(path) => (Self::MARKS[3], path),
        }
    }

    fn read(line: &[u8]) -> io::Result<Self> {
        let damaged = || io::Error::other("the commit record is damaged");
        let (&mark, path) = line.split_first().ok_or_else(damaged)?;
        let path = path_of(path).ok_or_else(damaged)?;
        let makes: [fn(PathBuf) -> Self; 4] = [Self::Remove, Self::Seal, Self::Move, Self::Join];
        let at = Self::MARKS.iter().position(|&known| known == mark);
        at.map(|at| makes[at](path)).ok_or_else(damaged)
    }
}

/// Writes the record: from here on the staged files are the result.
pub(super) fn commit(staging: &Staging, steps: &[Step]) -> io::Result<()> {
    let mut bytes = Vec::new();
    for (mark, path) in steps.iter().map(Step::parts) {
        bytes.push(mark);
        bytes.extend(path.as_os_str().as_encoded_bytes());
        // The one byte that no path holds.
        bytes.push(0);
    }
    staging.write_commit(&bytes)
}

/// Does what the record in `staging` asks for, whatever of it was done before, and removes it.
/// Other staging folders that it names are `held`, or nobody's.
pub(super) fn carry_out(staging: &Staging, held: &[Staging]) -> io::Result<()> {
    let record = staging.path().join(STAGING_COMMIT);
    let bytes = fs::read(&record)?;
    let steps: Vec<Step> = bytes
        .split(|&byte| byte == 0)
        .filter(|line| !line.is_empty())
        .map(Step::read)
        .collect::<io::Result<_>>()?;
    for act in acts(staging, &steps) {
        act.make(held)?;
    }
    sync_folder(staging.place())?;
    fs::remove_file(record)?;
    sync_folder(staging.path())
}

/// One change to the file system.
#[derive(Debug)]
pub(super) enum Act {
    /// The file goes, if it is there.
    Remove(PathBuf),
    /// The file goes, while its successor is still staged.
    Unseal { staged: PathBuf, place: PathBuf },
    /// The file takes its place, if it is still staged.
    Move { staged: PathBuf, place: PathBuf },
    /// All files of a staging folder take their places.
    Join(PathBuf),
}

/// What the steps mean, in the order in which it is safe.
pub(super) fn acts(staging: &Staging, steps: &[Step]) -> Vec<Act> {
    let both = |name: &Path| (staging.files().join(name), staging.place().join(name));
    let (mut before, mut moves, mut after) = (Vec::new(), Vec::new(), Vec::new());
    for step in steps {
        match step {
            Step::Remove(name) => moves.push(Act::Remove(staging.place().join(name))),
            Step::Move(name) => {
                let (staged, place) = both(name);
                moves.push(Act::Move { staged, place });
            }
            Step::Join(other) => moves.push(Act::Join(other.clone())),
            Step::Seal(name) => {
                let (staged, place) = both(name);
                before.push(Act::Unseal {
                    staged: staged.clone(),
                    place: place.clone(),
                });
                after.push(Act::Move { staged, place });
            }
        }
    }
    before.append(&mut moves);
    before.append(&mut after);
    before
}

impl Act {
    pub(super) fn make(&self, held: &[Staging]) -> io::Result<()> {
        match self {
            Self::Remove(place) => remove(place),
            Self::Unseal { staged, place } if staged.exists() => {
                remove(place)?;
                sync_folder(target::parent(place))
            }
            Self::Move { staged, place } if staged.exists() => {
                let folder = target::parent(place);
                if !folder.exists() {
                    fs::create_dir(folder)?;
                }
                put(staged, place)?;
                sync_folder(folder)
            }
            Self::Unseal { .. } | Self::Move { .. } => Ok(()),
            Self::Join(other) => match held.iter().find(|held| held.path() == other) {
                Some(held) => put_all(held),
                None => match Staging::of_the_dead(other)? {
                    Claim::Ours(other) => put_all(&other),
                    Claim::Gone => Ok(()),
                    Claim::Taken => Err(io::Error::other("another run holds it")),
                },
            },
        }
    }
}

/// Moves all staged files beside their staging folder.
pub(super) fn put_all(staging: &Staging) -> io::Result<()> {
    for entry in fs::read_dir(staging.path().join(FILES))? {
        let entry = entry?;
        put(&entry.path(), &staging.place().join(entry.file_name()))?;
    }
    sync_folder(staging.place())
}

/// Moves a staged file to its place: to where a link there leads, into what is no regular file.
pub(super) fn put(staged: &Path, place: &Path) -> io::Result<()> {
    let place = match Target::of(place)? {
        Target::File(place) => place,
        Target::Stream(mut stream) => {
            io::copy(&mut File::open(staged)?, &mut stream)?;
            return fs::remove_file(staged);
        }
    };
    match fs::rename(staged, &place) {
        Err(e) if e.kind() == io::ErrorKind::CrossesDevices => {
            let beside = Staging::beside(target::parent(&place))?;
            let copied = beside
                .files()
                .join(place.file_name().unwrap_or(OsStr::new("file")));
            fs::copy(staged, &copied)?;
            File::open(&copied)?.sync_all()?;
            fs::rename(copied, &place)?;
            sync_folder(target::parent(&place))?;
            fs::remove_file(staged)
        }
        other => other,
    }
}

fn remove(place: &Path) -> io::Result<()> {
    match fs::remove_file(place) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

/// A path as it was written by [`Path::as_os_str`] and its bytes.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "on other systems it can fail")]
pub(super) fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    Some(OsStr::from_bytes(bytes).into())
}

#[cfg(not(unix))]
pub(super) fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    std::str::from_utf8(bytes).ok().map(PathBuf::from)
}
