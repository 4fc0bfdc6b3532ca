//! Structures that many stages need, each under the name that the field gives it.

pub(in crate::detect) mod numbers;
pub mod partition;
pub mod sparse;
