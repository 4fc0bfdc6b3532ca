//! An article of a feed, and where articles come from.

use std::sync::OnceLock;

use rayon::prelude::*;

use crate::error::Error;
use crate::time::Timestamp;

/// One item of a feed, owning its texts.
///
/// `title` and `text` are the raw strings as they came; every offset that the library reports
/// counts bytes in one of these two. Only `id` must be non-empty and unique in its feed.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Article {
    /// Unique name of the article in its feed.
    pub id: String,
    /// Headline; empty when the feed gives none.
    #[serde(default)]
    pub title: String,
    /// Body text; may be empty.
    #[serde(default)]
    pub text: String,
    /// When the article was published, as far as the feed tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Timestamp>,
    /// Outlet or publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Address of the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Language code (ISO 639-1) as the feed states it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Who wrote it, several with commas between.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
}

/// A borrowed [`Article`]: what the stages read, so that a feed need not be held in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArticleRef<'a> {
    /// Unique name of the article in its feed.
    pub id: &'a str,
    /// Headline, possibly empty.
    pub title: &'a str,
    /// Body text, possibly empty.
    pub text: &'a str,
    /// When the article was published.
    pub published: Option<Timestamp>,
    /// Outlet or publisher.
    pub source: Option<&'a str>,
    /// Address of the article.
    pub url: Option<&'a str>,
    /// Stated language code.
    pub lang: Option<&'a str>,
    /// Stated authors.
    pub author: Option<&'a str>,
}

impl Article {
    /// Borrows the article.
    pub fn as_ref(&self) -> ArticleRef<'_> {
        ArticleRef {
            id: &self.id,
            title: &self.title,
            text: &self.text,
            published: self.published,
            source: self.source.as_deref(),
            url: self.url.as_deref(),
            lang: self.lang.as_deref(),
            author: self.author.as_deref(),
        }
    }
}

impl ArticleRef<'_> {
    /// Copies the article out of what it borrows from.
    pub fn to_article(&self) -> Article {
        Article {
            id: self.id.to_owned(),
            title: self.title.to_owned(),
            text: self.text.to_owned(),
            published: self.published,
            source: self.source.map(str::to_owned),
            url: self.url.map(str::to_owned),
            lang: self.lang.map(str::to_owned),
            author: self.author.map(str::to_owned),
        }
    }

    /// A 64-bit fingerprint of what the article is known by, which is everything but id, language
    /// and author: same content, same value, on every machine.
    ///
    /// Source: XXH3 with its default seed over the length-prefixed fields.
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        let published = self.published.map(|t| t.to_string()).unwrap_or_default();
        for field in [
            self.title,
            self.text,
            published.as_str(),
            self.source.unwrap_or_default(),
            self.url.unwrap_or_default(),
        ] {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field.as_bytes());
        }
        hasher.digest()
    }
}

/// Hears an article: first which of the wanted ones it is, counted from 0.
pub type Visit<'a> = dyn Fn(usize, ArticleRef<'_>) + Sync + 'a;

/// Somewhere articles can be read from more than once, by position.
///
/// A slice of articles is one; a feed on disk is another, which reads a text again when it is
/// asked for and so keeps memory independent of the size of the texts.
pub trait ArticleSource: Sync {
    /// Number of articles; positions are `0..len()`, in input order.
    fn len(&self) -> usize;

    /// Whether there are no articles.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads one article again.
    ///
    /// # Errors
    /// When the article can no longer be read (the file changed or vanished meanwhile); also when
    /// `position` is not below [`ArticleSource::len`].
    fn article(&self, position: usize) -> Result<Article, Error>;

    /// What identifies an article that was read from `position`: its [`ArticleRef::fingerprint`], unless
    /// the source gives articles otherwise than they are in the feed.
    fn fingerprint(&self, position: usize, article: ArticleRef<'_>) -> u64 {
        let _ = position;
        article.fingerprint()
    }

    /// Shows each of the articles at `positions` once to `visit`, with its place in `positions`, in any
    /// order and from any thread of the current rayon pool. A source that can read many articles cheaper
    /// than one by one, or without copying them, says so here.
    ///
    /// # Errors
    /// As [`ArticleSource::article`].
    fn visit(&self, positions: &[u32], visit: &Visit<'_>) -> Result<(), Error> {
        (positions.par_iter().enumerate()).try_for_each(|(place, &position)| {
            visit(place, self.article(position as usize)?.as_ref());
            Ok(())
        })
    }
}

/// Articles that are scanned before their results are joined to the others: results may be large, and they
/// are held twice while they are joined.
const AT_ONCE: usize = 1 << 16;

/// What is made of many articles of a source, whatever source it is.
pub trait Scan: ArticleSource {
    /// Runs `stage` once on every article and its position, in parallel on the current rayon pool, and
    /// returns the results in input order.
    ///
    /// # Errors
    /// As [`ArticleSource::article`].
    fn scan<T, F>(&self, stage: F) -> Result<Vec<T>, Error>
    where
        T: Send + Sync,
        F: Fn(usize, ArticleRef<'_>) -> T + Sync,
    {
        let positions: Vec<u32> = (0..).take(self.len()).collect();
        let mut results = Vec::with_capacity(positions.len());
        for positions in positions.chunks(AT_ONCE) {
            results.append(&mut self.scan_some(positions, &stage)?);
        }
        Ok(results)
    }

    /// Runs `stage` on the articles at `positions`, in parallel, and returns the results in the
    /// order of `positions`.
    ///
    /// # Errors
    /// As [`ArticleSource::article`].
    fn scan_some<T, F>(&self, positions: &[u32], stage: F) -> Result<Vec<T>, Error>
    where
        T: Send + Sync,
        F: Fn(usize, ArticleRef<'_>) -> T + Sync,
    {
        let slots: Vec<OnceLock<T>> = positions.iter().map(|_| OnceLock::new()).collect();
        self.visit(positions, &|place, article| {
            // What is shown twice is the same twice.
            let _ = slots[place].set(stage(positions[place] as usize, article));
        })?;
        let results = positions.iter().zip(slots).map(|(position, slot)| {
            let missing = || Error::usage(format!("the article at {position} was not shown"));
            slot.into_inner().ok_or_else(missing)
        });
        results.collect()
    }
}

impl<S: ArticleSource + ?Sized> Scan for S {}

impl<S: ArticleSource + ?Sized> ArticleSource for &S {
    fn len(&self) -> usize {
        (**self).len()
    }

    fn article(&self, position: usize) -> Result<Article, Error> {
        (**self).article(position)
    }

    fn fingerprint(&self, position: usize, article: ArticleRef<'_>) -> u64 {
        (**self).fingerprint(position, article)
    }

    fn visit(&self, positions: &[u32], visit: &Visit<'_>) -> Result<(), Error> {
        (**self).visit(positions, visit)
    }
}

impl ArticleSource for [Article] {
    fn len(&self) -> usize {
        <[Article]>::len(self)
    }

    fn article(&self, position: usize) -> Result<Article, Error> {
        at(self, position).cloned()
    }

    fn visit(&self, positions: &[u32], visit: &Visit<'_>) -> Result<(), Error> {
        (positions.par_iter().enumerate()).try_for_each(|(place, &position)| {
            visit(place, at(self, position as usize)?.as_ref());
            Ok(())
        })
    }
}

fn at(articles: &[Article], position: usize) -> Result<&Article, Error> {
    articles.get(position).ok_or_else(|| {
        Error::usage(format!(
            "no article at position {position}: the feed has {}",
            articles.len()
        ))
    })
}

impl ArticleSource for Vec<Article> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn article(&self, position: usize) -> Result<Article, Error> {
        self.as_slice().article(position)
    }

    fn visit(&self, positions: &[u32], visit: &Visit<'_>) -> Result<(), Error> {
        self.as_slice().visit(positions, visit)
    }
}
