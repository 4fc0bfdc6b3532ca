//! Scores: what two articles come to.

pub mod features;
pub mod order;
pub mod penalties;
pub mod strength;
