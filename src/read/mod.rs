//! Reads files of every accepted format into articles.
