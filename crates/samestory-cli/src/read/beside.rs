//! A feed, and another one that is only looked up.
//!
//! In: two feeds. Out: one source, the articles of the second behind those of the first. Promise: ids
//! of both may be the same; those of the second get a name in front that no id of the first has.
//! Cost: that of reading either.

use samestory::article::{Article, ArticleRef, ArticleSource, Scan, Visit};
use samestory::error::Error;

/// Two feeds as one source.
#[derive(Debug)]
pub struct Beside<'a, A, B> {
    feed: &'a A,
    other: &'a B,
    prefix: String,
}

impl<'a, A: ArticleSource, B: ArticleSource> Beside<'a, A, B> {
    /// The articles of `feed`, and behind them those of `other`.
    ///
    /// # Errors
    /// When an article can no longer be read.
    pub fn new(feed: &'a A, other: &'a B) -> Result<Self, Error> {
        // As many colons as no id of the feed has behind the name.
        let colons = feed.scan(|_, article| {
            let rest = article.id.strip_prefix(NAME).unwrap_or_default();
            rest.bytes().take_while(|&b| b == b':').count()
        })?;
        let colons = colons.into_iter().max().unwrap_or(0) + 1;
        Ok(Self {
            feed,
            other,
            prefix: NAME.to_owned() + &":".repeat(colons),
        })
    }

    /// The id that an article of the other feed has there, told from the one it has here.
    pub fn id_in_other<'i>(&self, id: &'i str) -> &'i str {
        id.strip_prefix(&self.prefix).unwrap_or(id)
    }

    fn named<T>(&self, article: ArticleRef<'_>, stage: impl FnOnce(ArticleRef<'_>) -> T) -> T {
        let id = format!("{}{}", self.prefix, article.id);
        stage(ArticleRef { id: &id, ..article })
    }
}

/// What ids of the other feed begin with, colons behind it.
const NAME: &str = "old";

impl<A: ArticleSource, B: ArticleSource> ArticleSource for Beside<'_, A, B> {
    fn len(&self) -> usize {
        self.feed.len() + self.other.len()
    }

    fn article(&self, position: usize) -> Result<Article, Error> {
        let Some(behind) = position.checked_sub(self.feed.len()) else {
            return self.feed.article(position);
        };
        let article = self.other.article(behind)?;
        Ok(self.named(article.as_ref(), |article| article.to_article()))
    }

    fn visit(&self, positions: &[u32], visit: &Visit<'_>) -> Result<(), Error> {
        let first = u32::try_from(self.feed.len()).unwrap_or(u32::MAX);
        let (mut of_feed, mut of_other) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
        for (place, &position) in positions.iter().enumerate() {
            let (side, position) = match position.checked_sub(first) {
                Some(behind) => (&mut of_other, behind),
                None => (&mut of_feed, position),
            };
            side.0.push(position);
            side.1.push(place);
        }
        self.feed
            .visit(&of_feed.0, &|at, article| visit(of_feed.1[at], article))?;
        self.other.visit(&of_other.0, &|at, article| {
            self.named(article, |article| visit(of_other.1[at], article));
        })
    }
}
