//! Parquet: tables by column, packed.
//!
//! Its rows are read as lines of JSON (`rows.rs`, `json.rs`), so that columns may be nested and hold
//! lists; and passed on as they are (`copy.rs`).

mod copy;
mod json;
mod rows;

pub(in crate::read) use copy::{Part, copy};
pub(super) use rows::Rows;
