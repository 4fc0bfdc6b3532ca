//! Some articles of a source, as a source of their own.
//!
//! In: a source and positions in it. Out: those articles, in the same order, numbered anew. Cost: that
//! of reading them, and a search for each.

use samestory::article::{Article, ArticleRef, ArticleSource, Visit};
use samestory::error::Error;

/// Articles of a source that stay when the others are left out.
#[derive(Debug)]
pub struct Selected<'a, S: ?Sized> {
    source: &'a S,
    /// Ascending.
    positions: Vec<u32>,
}

impl<'a, S: ArticleSource + ?Sized> Selected<'a, S> {
    /// The articles of `source` at positions that `stays` takes.
    pub fn new(source: &'a S, stays: impl Fn(usize) -> bool) -> Self {
        let all = (0..).take(source.len());
        Self {
            source,
            positions: all.filter(|&position| stays(position as usize)).collect(),
        }
    }

    /// The position in the source of an article that is here at `position`.
    ///
    /// # Panics
    /// When `position` is not below the number of articles.
    pub fn position_in_source(&self, position: usize) -> usize {
        self.positions[position] as usize
    }
}

impl<S: ArticleSource + ?Sized> ArticleSource for Selected<'_, S> {
    fn len(&self) -> usize {
        self.positions.len()
    }

    fn fingerprint(&self, position: usize, article: ArticleRef<'_>) -> u64 {
        self.source
            .fingerprint(self.position_in_source(position), article)
    }

    fn article(&self, position: usize) -> Result<Article, Error> {
        // A position that is not here is none of the source either.
        let in_source = self.positions.get(position).map(|&p| p as usize);
        self.source.article(in_source.unwrap_or(self.source.len()))
    }

    fn visit(&self, positions: &[u32], visit: &Visit<'_>) -> Result<(), Error> {
        let in_source: Vec<u32> = (positions.iter())
            .map(|&position| self.positions[position as usize])
            .collect();
        self.source.visit(&in_source, visit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use samestory::Scan;

    #[test]
    fn what_stays_is_numbered_anew_in_its_order() {
        let articles: Vec<Article> = (0..5)
            .map(|id| Article {
                id: id.to_string(),
                ..Article::default()
            })
            .collect();
        let selected = Selected::new(articles.as_slice(), |position| position % 2 == 0);
        let named = |position: usize, article: ArticleRef<'_>| format!("{position}:{}", article.id);
        assert_eq!(selected.scan(named).unwrap(), ["0:0", "1:2", "2:4"]);
        assert_eq!(selected.scan_some(&[2, 0], named).unwrap(), ["2:4", "0:0"]);
        assert_eq!(selected.article(1).unwrap().id, "2");
        assert_eq!(selected.position_in_source(2), 4);
        assert!(selected.article(3).is_err());
    }
}
