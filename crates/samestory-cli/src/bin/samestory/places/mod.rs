//! Everything that a command reads and writes, checked before it does either: no output replaces
//! an input, lies where a later run would read it, or is another output.

mod identity;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use samestory::run::{ResultFile, is_output_folder};
use samestory_cli::write::resolve;
use walkdir::WalkDir;

use crate::outcome::UsageError;
use identity::{Identity, Spot, identity};

/// What a command was told to read and to write.
#[derive(Debug, Default)]
pub(crate) struct Places {
    inputs: Vec<Input>,
    outputs: Vec<Output>,
}

#[derive(Debug)]
struct Input {
    name: PathBuf,
    spot: Spot,
    tree: Tree,
}

/// What is read below an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tree {
    /// Nothing: it is a file.
    None,
    /// Every file, and those that come to it.
    Closed,
    /// Every file, and those that come to it are welcome.
    Growing,
}

#[derive(Debug)]
struct Output {
    name: PathBuf,
    spot: Spot,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    /// A file that belongs into a folder of results.
    Report,
    Folder,
    Stdout,
}

impl Places {
    /// A feed: files, folders with everything below them, `-` or none for stdin.
    pub(crate) fn reads_feed(&mut self, inputs: &[PathBuf]) {
        if inputs.is_empty() {
            self.reads_stdin();
        }
        self.reads_all(inputs, Tree::Closed);
    }

    /// An older feed, to which what is new in this one may be added.
    pub(crate) fn reads_archive(&mut self, inputs: &[PathBuf]) {
        self.reads_all(inputs, Tree::Growing);
    }

    fn reads_all(&mut self, inputs: &[PathBuf], tree: Tree) {
        for input in inputs {
            if input.as_os_str() == "-" {
                self.reads_stdin();
            } else {
                self.inputs.push(Input {
                    name: input.clone(),
                    spot: Spot::of(input),
                    tree: if input.is_dir() { tree } else { Tree::None },
                });
            }
        }
    }

    /// A file, such as settings.
    pub(crate) fn reads<'a>(&mut self, files: impl IntoIterator<Item = &'a PathBuf>) {
        for file in files {
            self.inputs.push(Input {
                name: file.clone(),
                spot: Spot::of(file),
                tree: Tree::None,
            });
        }
    }

    /// The results in an output folder, and the feed that they came from as far as it is there.
    pub(crate) fn reads_results(&mut self, folder: &Path) {
        let own = ResultFile::ALL.map(|file| folder.join(file.name()));
        let own = own
            .iter()
            .filter(|own| !own.ends_with(ResultFile::Report.name()));
        self.reads(own);
        self.reads(&feed_of(folder));
    }

    fn reads_stdin(&mut self) {
        #[cfg(unix)]
        if let Ok(spot) = Spot::of_stream(&io::stdin()) {
            self.inputs.push(Input {
                name: "-".into(),
                spot,
                tree: Tree::None,
            });
        }
    }

    /// A file that is replaced or made.
    pub(crate) fn writes<'a>(&mut self, files: impl IntoIterator<Item = &'a PathBuf>) {
        for file in files {
            self.output(file, Kind::File);
        }
    }

    /// The editors' report, which may be that of an output folder.
    pub(crate) fn writes_report(&mut self, file: &Path) {
        self.output(file, Kind::Report);
    }

    /// An output folder.
    pub(crate) fn writes_folder(&mut self, folder: &Path) {
        self.output(folder, Kind::Folder);
    }

    /// Results on stdout, which may be a file that the shell opened.
    pub(crate) fn writes_stdout(&mut self) {
        #[cfg(unix)]
        if let Ok(spot) = Spot::of_stream(&io::stdout()) {
            self.outputs.push(Output {
                name: "standard output".into(),
                spot,
                kind: Kind::Stdout,
            });
        }
    }

    fn output(&mut self, path: &Path, kind: Kind) {
        self.outputs.push(Output {
            name: path.to_owned(),
            spot: Spot::of(path),
            kind,
        });
    }

    /// Refuses what would change an input or mix two things; nothing was touched so far.
    pub(crate) fn check(&self) -> Result<(), UsageError> {
        for (at, output) in self.outputs.iter().enumerate() {
            for input in &self.inputs {
                check_apart(output, input)?;
            }
            check_results(output)?;
            let earlier = &self.outputs[..at];
            if let Some(same) = earlier
                .iter()
                .find(|other| other.spot.is_same(&output.spot))
            {
                return Err(UsageError(format!(
                    "{} and {} are one file; help: name a file for each output",
                    same.name.display(),
                    output.name.display()
                )));
            }
        }
        for tree in self.inputs.iter().filter(|input| input.tree != Tree::None) {
            self.check_below(tree)?;
        }
        Ok(())
    }

    /// Looks for outputs in a folder that links or further names of files lead to.
    fn check_below(&self, tree: &Input) -> Result<(), UsageError> {
        let wanted: BTreeSet<&Identity> = (self.outputs.iter())
            .filter(|output| output.spot.is_kept || output.spot.itself.is_none())
            .flat_map(|output| output.spot.itself.iter().chain(&output.spot.around))
            .collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let is_hidden = |name: &OsStr| name.as_encoded_bytes().starts_with(b".");
        let below = WalkDir::new(&tree.name)
            .follow_links(true)
            .min_depth(1)
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()));
        for entry in below.flatten() {
            if !may_be(&entry, &wanted) {
                continue;
            }
            let Some(found) = identity(entry.path()).filter(|found| wanted.contains(found)) else {
                continue;
            };
            for output in &self.outputs {
                if output.spot.itself.as_ref() == Some(&found) && !entry.file_type().is_dir() {
                    return Err(is_input(output, entry.path()));
                }
                if tree.tree == Tree::Closed
                    && output.spot.is_within(&found)
                    && output.kind != Kind::Stdout
                {
                    return Err(lies_in(output, &tree.name));
                }
            }
        }
        Ok(())
    }
}

/// Whether an entry can be one of those that are looked for, as far as its folder tells.
#[cfg(unix)]
fn may_be(entry: &walkdir::DirEntry, wanted: &BTreeSet<&Identity>) -> bool {
    use walkdir::DirEntryExt;
    wanted.iter().any(|Identity::Inode { inode, .. }| *inode == entry.ino())
        // The folder knows the inode below a mount point, not that of what is mounted there.
        || entry.file_type().is_dir()
}

#[cfg(not(unix))]
fn may_be(_: &walkdir::DirEntry, _: &BTreeSet<&Identity>) -> bool {
    true
}

fn check_apart(output: &Output, input: &Input) -> Result<(), UsageError> {
    let Some(itself) = input.spot.itself.as_ref().filter(|_| input.spot.is_kept) else {
        return Ok(());
    };
    if output.kind == Kind::Folder {
        let holds_it = |folder: &Identity| input.spot.is_within(folder);
        let mut results = ResultFile::ALL
            .iter()
            .map(|file| output.name.join(file.name()));
        let one_in_another = (output.spot.is_within(itself) && input.tree != Tree::None)
            || output.spot.itself.as_ref().is_some_and(holds_it)
            || results.any(|result| identity(&result).as_ref() == Some(itself));
        if one_in_another {
            return Err(UsageError(format!(
                "{}: the output folder and the input {} lie in one another; \
                 help: inputs are never changed, name an output folder apart from them",
                output.name.display(),
                input.name.display()
            )));
        }
    }
    if output.spot.itself.as_ref() == Some(itself) {
        return Err(is_input(output, &input.name));
    }
    if input.tree == Tree::Closed && output.spot.is_within(itself) {
        return Err(lies_in(output, &input.name));
    }
    Ok(())
}

/// Refuses to put a foreign file in the place of one of a result's own.
fn check_results(output: &Output) -> Result<(), UsageError> {
    let Ok(place) = resolve(&output.name) else {
        return Ok(());
    };
    let own = ResultFile::ALL
        .into_iter()
        .find(|file| place.ends_with(file.name()));
    let Some(own) = own.filter(|_| matches!(output.kind, Kind::File | Kind::Report)) else {
        return Ok(());
    };
    let folder = match place.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if (output.kind == Kind::Report && own == ResultFile::Report) || !is_output_folder(folder) {
        return Ok(());
    }
    Err(UsageError(format!(
        "{} is part of the results in {}; help: they stay as one run wrote them, name another file",
        output.name.display(),
        folder.display()
    )))
}

fn is_input(output: &Output, input: &Path) -> UsageError {
    UsageError(format!(
        "{} is the input {}; help: inputs are never changed, name another file",
        output.name.display(),
        input.display()
    ))
}

fn lies_in(output: &Output, tree: &Path) -> UsageError {
    UsageError(format!(
        "{} lies in the input folder {}, where later runs would read it; \
         help: name a place outside of that folder",
        output.name.display(),
        tree.display()
    ))
}

/// The files that a result came from, wherever its run may have been started.
fn feed_of(folder: &Path) -> Vec<PathBuf> {
    #[derive(serde::Deserialize)]
    struct Run {
        inputs: Vec<Named>,
    }
    #[derive(serde::Deserialize)]
    struct Named {
        name: PathBuf,
    }
    let run = fs::read(folder.join(ResultFile::Run.name())).unwrap_or_default();
    let Ok(run) = serde_json::from_slice::<Run>(&run) else {
        return Vec::new();
    };
    let mut starts = vec![PathBuf::new()];
    if let Ok(real) = folder.canonicalize() {
        starts.extend(real.ancestors().map(Path::to_owned));
    }
    let names = run
        .inputs
        .iter()
        .filter(|input| input.name.as_os_str() != "-");
    names
        .flat_map(|input| starts.iter().map(|start| start.join(&input.name)))
        .filter(|path| path.exists())
        .collect()
}
