//! Tables: records with named fields.

pub(super) mod delimited;
pub(super) mod json;
mod quoted;
