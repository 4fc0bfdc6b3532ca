//! Writes what a run found, one file per format.
