//! Tables: records with named fields.

#[cfg(feature = "arrow")]
mod arrow;
pub(super) mod delimited;
pub(super) mod json;
#[cfg(feature = "parquet")]
pub(super) mod parquet;
mod quoted;
#[cfg(feature = "sqlite")]
mod sqlite;
pub(super) mod stored;
