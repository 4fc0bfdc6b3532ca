//! Articles of records that take long to parse, kept on disk so that they are parsed once.

use samestory::article::{Article, ArticleRef};
use samestory::error::Error;

use super::spool::Spool;

/// Bytes of articles that stay in memory.
const MEMORY_BYTES: u64 = 4 << 20;

#[derive(Debug)]
pub(super) struct Larder(Spool);

/// Where an article lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    start: u64,
    bytes: usize,
}

impl Larder {
    pub(super) fn new() -> Self {
        Self(Spool::new(MEMORY_BYTES))
    }

    /// # Errors
    /// When the temporary folder has no room.
    pub(super) fn put(&self, article: ArticleRef<'_>) -> std::io::Result<Place> {
        let bytes = serde_json::to_vec(&article.to_article())?;
        let start = self.0.append(&bytes)?;
        Ok(Place {
            start,
            bytes: bytes.len(),
        })
    }

    /// # Errors
    /// When the temporary file cannot be read.
    pub(super) fn get(&self, place: Place) -> Result<Article, Error> {
        let mut bytes = vec![0; place.bytes];
        self.0.read(place.start, &mut bytes)?;
        serde_json::from_slice(&bytes).map_err(|error| Error::io("temporary file", error.into()))
    }
}
