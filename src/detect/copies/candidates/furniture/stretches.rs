//! Where furniture stands in an article.
//!
//! In: an article and the shingles that are furniture. Out: [`Stretches`]: its other shingles, how
//! many words are left, and the bytes that furniture takes. Cost: one pass over the text.

use std::ops::Range;

use super::verdict::STRETCH;
use crate::article::ArticleRef;
use crate::config::Profile;
use crate::detect::copies::scan::shingle::{Amount, Shingler, WORDS};
use crate::detect::text::tokenise;

/// Words between two pieces of furniture that go with them.
const GAP: usize = 2;

/// The furniture of one article.
#[derive(Debug, Default)]
pub(in crate::detect::copies) struct Stretches {
    /// Shingles that are left, in text order.
    pub(in crate::detect::copies) own: Vec<u64>,
    /// Words, those of the title among them, that are left.
    pub(in crate::detect::copies) words: u32,
    /// Ranges of words that are furniture.
    taken: Vec<Range<usize>>,
}

impl Stretches {
    /// None where an article has no furniture.
    pub(in crate::detect::copies) fn of(
        article: ArticleRef<'_>,
        furniture: &[u64],
        profile: Profile,
        seed: u64,
    ) -> Option<Self> {
        let mut shingles = Vec::new();
        let shingled = Shingler::new(profile, seed).shingle(article, &mut shingles);
        if shingled.amount != Amount::Full {
            return None;
        }
        // A headline that stands in other articles' sidebars is no furniture of its own article.
        let title = title_words(article);
        let mut taken: Vec<Range<usize>> = Vec::new();
        for (at, shingle) in shingles.iter().enumerate().skip(title) {
            if furniture.binary_search(shingle).is_err() {
                continue;
            }
            match taken.last_mut() {
                Some(last) if at <= last.end + GAP => last.end = at + WORDS,
                _ => taken.push(at..at + WORDS),
            }
        }
        taken.retain(|words| words.len() >= STRETCH + WORDS - 1);
        if taken.is_empty() {
            return None;
        }
        let left_out: usize = taken.iter().map(ExactSizeIterator::len).sum();
        let (mut at, mut piece) = (0, 0);
        shingles.retain(|_| {
            while taken.get(piece).is_some_and(|words| words.end < at + WORDS) {
                piece += 1;
            }
            let is_own = taken.get(piece).is_none_or(|words| at < words.start);
            at += 1;
            is_own
        });
        Some(Self {
            own: shingles,
            words: shingled
                .words
                .saturating_sub(u32::try_from(left_out).unwrap_or(0)),
            taken,
        })
    }

    /// The bytes of the article's text that are furniture, ascending.
    pub(in crate::detect::copies) fn bytes(&self, article: ArticleRef<'_>) -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = Vec::with_capacity(self.taken.len());
        let (mut at, mut piece, mut open) = (title_words(article), 0, false);
        tokenise::words(article.text, |_, range| {
            while self.taken.get(piece).is_some_and(|taken| taken.end <= at) {
                piece += 1;
                open = false;
            }
            if self
                .taken
                .get(piece)
                .is_some_and(|taken| taken.contains(&at))
            {
                match ranges.last_mut().filter(|_| open) {
                    Some(last) => last.end = last.end.max(range.end),
                    None => ranges.push(range),
                }
                open = true;
            }
            at += 1;
        });
        ranges
    }
}

fn title_words(article: ArticleRef<'_>) -> usize {
    let mut words = 0;
    tokenise::words(article.title, |_, _| words += 1);
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(prefix: char, words: usize) -> String {
        let words: Vec<String> = (0..words).map(|i| format!("{prefix}{i}")).collect();
        words.join(" ")
    }

    proptest! {
        #[test]
        fn what_is_left_is_every_word_but_the_notice(
            title in 0_usize..6,
            before in 0_usize..30,
            notice in STRETCH + WORDS - 1..60,
            after in 0_usize..30,
        ) {
            let notice = text('n', notice);
            let article = crate::Article {
                title: text('t', title),
                text: format!("{}. {notice}. {}", text('b', before), text('a', after)),
                ..crate::Article::default()
            };
            let article = article.as_ref();
            let mut furniture = Vec::new();
            let alone = crate::Article { text: notice.clone(), ..crate::Article::default() };
            let shingled = Shingler::new(Profile::News, 0).shingle(alone.as_ref(), &mut furniture);
            prop_assume!(shingled.amount == Amount::Full);
            furniture.sort_unstable();
            prop_assume!(title + before + after + shingled.words as usize >= 12);
            let found = Stretches::of(article, &furniture, Profile::News, 0).expect("a notice");
            prop_assert_eq!(found.words as usize, title + before + after);
            let bytes = found.bytes(article);
            prop_assert_eq!(bytes.len(), 1);
            prop_assert_eq!(&article.text[bytes[0].clone()], notice.as_str());
            let mut all = Vec::new();
            Shingler::new(Profile::News, 0).shingle(article, &mut all);
            all.retain(|shingle| furniture.binary_search(shingle).is_err());
            prop_assert_eq!(found.own, all);
        }
    }
}
