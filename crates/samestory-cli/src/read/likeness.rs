//! Whether two texts at one address are versions of one article, or two that stood there in turn.
//!
//! They are versions when their headlines are the same, or a quarter of the shorter text stands in the
//! other, by stretches of a few letters: scripts without spaces have these as well.

use ahash::AHashSet;
use samestory::article::ArticleRef;
use xxhash_rust::xxh3::xxh3_64;

use crate::line::one_line;

/// Bytes of a stretch: two or three words, four Chinese characters.
const STRETCH: usize = 12;
/// One of so many stretches must be shared.
const SHARED: usize = 4;

/// What is compared of an article.
#[derive(Debug)]
pub(super) struct Likeness {
    title: String,
    stretches: AHashSet<u64>,
}

impl Likeness {
    pub(super) fn of(article: ArticleRef<'_>) -> Self {
        let text = one_line(article.text);
        Self {
            title: article.title.trim().to_lowercase(),
            stretches: text.as_bytes().windows(STRETCH).map(xxh3_64).collect(),
        }
    }

    pub(super) fn is_like(&self, other: &Self) -> bool {
        if !self.title.is_empty() && self.title == other.title {
            return true;
        }
        let (few, many) = if self.stretches.len() < other.stretches.len() {
            (&self.stretches, &other.stretches)
        } else {
            (&other.stretches, &self.stretches)
        };
        let shared = few.iter().filter(|stretch| many.contains(stretch)).count();
        !few.is_empty() && shared * SHARED >= few.len()
    }
}

#[cfg(test)]
mod tests {
    use samestory::article::Article;

    use super::Likeness;

    #[test]
    fn versions_share_words_or_the_headline() {
        let of = |title: &str, text: &str| {
            let article = Article {
                title: title.to_owned(),
                text: text.to_owned(),
                ..Article::default()
            };
            Likeness::of(article.as_ref())
        };
        let first = of(
            "A ferry runs aground",
            "A ferry ran aground off Orla. All passengers are safe.",
        );
        for (title, text, is_version) in [
            (
                "Ferry aground: all safe",
                "A ferry ran  aground off Orla\non Tuesday. Tugs are on their way, the harbour says.",
                true,
            ),
            ("A FERRY runs aground", "It was refloated.", true),
            (
                "Schools close",
                "The council of Orla closes two schools for want of teachers.",
                false,
            ),
            ("", "", false),
        ] {
            let other = of(title, text);
            assert_eq!(first.is_like(&other), is_version, "{title}");
            assert_eq!(other.is_like(&first), is_version, "{title}");
        }
    }
}
