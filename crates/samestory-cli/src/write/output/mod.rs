//! Outputs that are whole or not there, whenever the process ends.
//!
//! In: a path and bytes. Out: a file or a folder of files. Promise: what is written lies in a hidden
//! [`staging`] folder beside its place until all of it is on disk, then moves there. One file or a
//! new folder appears by one rename. Several files, and folders that replace an earlier result,
//! appear by a [`commit`] record: until it is there the old result stands, from then on the new
//! one, and the next run at that place makes the moves that a dead one left undone ([`sweep`]).

mod commit;
mod folder;
mod line_file;
mod new_file;
mod place;
mod staging;
mod sweep;
mod target;
#[cfg(test)]
mod trial;

pub use folder::OutputFolder;
pub use line_file::LineFile;
pub use new_file::{NewFile, replace};
pub use staging::discard;
pub use sweep::complete;
pub use target::resolve;
