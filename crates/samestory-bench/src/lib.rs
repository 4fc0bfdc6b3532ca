//! What the library [`samestory`] is measured with: [`generate`] makes feeds whose truth is known,
//! [`evaluate`] says how well a clustering agrees with labels. Neither knows the other.

pub mod evaluate;
pub mod generate;
