//! Writes what a run found, one file per format.

mod folder;
mod lines;

pub use folder::OutputFolder;
pub use lines::lines;
