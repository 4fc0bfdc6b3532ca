//! Candidates: which articles are worth judging against one another.

pub mod blocking;
pub mod window;

pub use blocking::nearest;
