//! Measures clusters against gold labels.
