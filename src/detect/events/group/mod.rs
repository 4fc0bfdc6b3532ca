//! Events: units that belong together.

pub mod agglomerative;
pub mod bridges;
pub mod cohesion;
pub mod prune;
