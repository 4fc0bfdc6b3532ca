//! Anchors: what a text says that can be compared by value.
//!
//! In: the scans of title and body, what is known of the publication. Out: anchors in reading
//! order, each with its place, section and value.

pub(crate) mod calendar;
pub(crate) mod dateline;
pub(crate) mod dates;
