//! Reads files of every accepted format into articles.

mod results;

pub use results::{Results, results};
