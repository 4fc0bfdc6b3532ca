//! Structures that many stages need, each under the name that the field gives it.
//!
//! What lies here knows of articles no more than their numbers.

pub(in crate::detect) mod articulation;
pub(in crate::detect) mod numbers;
pub(in crate::detect) mod pairs;
pub mod partition;
pub(in crate::detect) mod rows;
pub(in crate::detect) mod sets;
pub(in crate::detect) mod sort;
pub mod sparse;
pub(in crate::detect) mod union_find;
