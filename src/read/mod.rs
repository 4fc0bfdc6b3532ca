//! Reads files of every accepted format into articles.

mod corrections;
mod results;

pub use corrections::{CorrectionsFile, read_corrections};
pub use results::{Results, results};
