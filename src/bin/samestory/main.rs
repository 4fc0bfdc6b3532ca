//! The samestory program.

fn main() {}
