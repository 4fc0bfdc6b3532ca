//! Writes what a run found, one file per format.

mod folder;
mod lines;
mod schema;

pub use folder::OutputFolder;
pub use lines::lines;
pub use schema::{SCHEMAS, Schema};
