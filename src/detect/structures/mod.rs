//! Structures that many stages need, each under the name that the field gives it.

pub mod sparse;
