//! Writes what a run found, one file per format.

mod lines;

pub use lines::lines;
