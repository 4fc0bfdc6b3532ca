//! Makes labelled synthetic news from a seed.
