//! Standing lines: what an outlet prints again and again, week after week, whatever its articles tell of.
//!
//! In: the leads of a feed, and how long an event may last. Out: [`Standing`], the lines that come back in three
//! documents and more over a longer time: teasers as they stood on the day a site was copied, notices, rubrics
//! ("Weather"), paragraphs of history. They are no event's own, so its terms do without them; a headline among
//! them is none. Nothing of an outlet or address need be known. Promise: a feed that lasts no longer than an event may has none;
//! the order of the articles changes nothing. Cost: another pass over the texts, eight bytes a line, and a sort.
//!
//! It misleads where a line of an event is quoted in later ones: both are then told apart by the rest of their words.

use std::ops::Range;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::article::{ArticleRef, ArticleSource, Scan};
use crate::error::Error;
use crate::time::Timestamp;

/// Documents from which a line stands.
const DOCUMENTS: usize = 3;
/// Bits of a record of a line that hold the hour; the others hold its hash.
const HOUR_BITS: u32 = 24;

/// The standing lines of a feed.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// Upper bits of their hashes, ascending.
    lines: Vec<u64>,
}

impl Standing {
    /// Learns them from documents by the positions of their leads; the undated ones do not count.
    ///
    /// # Errors
    /// When an article can no longer be read.
    pub fn learn(
        source: &dyn ArticleSource,
        leads: &[(u32, Option<Timestamp>)],
        window_hours: u32,
    ) -> Result<Self, Error> {
        let dated: Vec<(u32, u64)> = (leads.iter())
            .filter_map(|&(position, published)| Some((position, hour(published?))))
            .collect();
        let window = u64::from(window_hours);
        let hours = || dated.iter().map(|&(_, hour)| hour);
        let lasts = hours().max().zip(hours().min());
        if lasts.is_none_or(|(last, first)| last - first <= window) {
            return Ok(Self::default());
        }
        let positions: Vec<u32> = dated.iter().map(|&(position, _)| position).collect();
        let lines = source.scan_some(&positions, |_, article| {
            let mut lines: Vec<u64> = std::iter::once(article.title)
                .chain(article.text.lines())
                .filter_map(hash)
                .collect();
            lines.sort_unstable();
            lines.dedup();
            lines
        })?;
        let mut records: Vec<u64> = (lines.iter().zip(&dated))
            .flat_map(|(lines, &(_, hour))| lines.iter().map(move |line| line << HOUR_BITS | hour))
            .collect();
        drop(lines);
        records.par_sort_unstable();
        let lines = records
            .chunk_by(|a, b| a >> HOUR_BITS == b >> HOUR_BITS)
            .filter(|line| line.len() >= DOCUMENTS && line[line.len() - 1] - line[0] > window)
            .map(|line| line[0] >> HOUR_BITS);
        Ok(Self {
            lines: lines.collect(),
        })
    }

    /// The article without a headline that stands; an article of nothing else keeps it.
    pub fn without_title<'a>(&self, article: ArticleRef<'a>) -> ArticleRef<'a> {
        if self.holds(article.title) && !article.text.trim().is_empty() {
            ArticleRef {
                title: "",
                ..article
            }
        } else {
            article
        }
    }

    /// The bytes of a text that are standing lines, ascending and apart; none where there is nothing else.
    pub fn bytes(&self, text: &str) -> Vec<Range<usize>> {
        if self.lines.is_empty() {
            return Vec::new();
        }
        let mut start = 0;
        let mut other = false;
        let mut found = Vec::new();
        for line in text.split_inclusive('\n') {
            let range = start..start + line.len();
            start = range.end;
            if self.holds(line) {
                found.push(range);
            } else {
                other |= hash(line).is_some();
            }
        }
        if other { found } else { Vec::new() }
    }

    fn holds(&self, line: &str) -> bool {
        !self.lines.is_empty()
            && hash(line).is_some_and(|line| self.lines.binary_search(&line).is_ok())
    }
}

/// The hash of a line as records hold it; none of an empty one.
fn hash(line: &str) -> Option<u64> {
    let line = line.trim();
    (!line.is_empty()).then(|| xxh3_64(line.as_bytes()) >> HOUR_BITS)
}

/// Hours since 1970, within what a record holds.
fn hour(time: Timestamp) -> u64 {
    u64::try_from(time.seconds() / 3600)
        .unwrap_or(0)
        .min((1 << HOUR_BITS) - 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Article;

    const WINDOW: u32 = 720;

    fn article(id: usize, title: &str, text: &str, day: Option<i64>) -> Article {
        Article {
            id: id.to_string(),
            title: title.to_owned(),
            text: text.to_owned(),
            published: day
                .map(|day| Timestamp::from_seconds(1_700_000_000 + day * 86_400).unwrap()),
            ..Article::default()
        }
    }

    fn learn(articles: &[Article]) -> Standing {
        let leads: Vec<_> = (0..)
            .zip(articles.iter().map(|article| article.published))
            .collect();
        Standing::learn(&articles, &leads, WINDOW).unwrap()
    }

    #[test]
    fn a_line_stands_when_three_documents_have_it_for_longer_than_an_event_may_last() {
        let notice = "Read on with a subscription";
        let feed = |days: &[Option<i64>]| -> Vec<Article> {
            let article =
                |(id, &day)| article(id, "", &format!("Own words {id}\n {notice}\nMore"), day);
            days.iter().enumerate().map(article).collect()
        };
        for (days, stands) in [
            (vec![Some(0), Some(10), Some(40)], true),
            (vec![Some(0), Some(10), Some(30)], false),
            (vec![Some(0), Some(40)], false),
            (vec![Some(0), Some(10), None, None], false),
            (vec![], false),
        ] {
            let articles = feed(&days);
            let standing = learn(&articles);
            let text = "Own\nRead on with a subscription\nMore to say";
            let found: Vec<&str> = (standing.bytes(text).into_iter())
                .map(|range| &text[range])
                .collect();
            let expected: &[&str] = if stands {
                &["Read on with a subscription\n"]
            } else {
                &[]
            };
            assert_eq!(found, expected, "{days:?}");
        }
    }

    #[test]
    fn a_headline_that_stands_is_none_unless_there_is_nothing_else() {
        let feed: Vec<Article> = [0, 20, 40]
            .map(|day| {
                article(
                    day,
                    "Weather",
                    &format!("Day {day} is fine"),
                    i64::try_from(day).ok(),
                )
            })
            .into();
        let standing = learn(&feed);
        assert_eq!(standing.without_title(feed[0].as_ref()).title, "");
        let bare = article(3, "Weather", " ", None);
        assert_eq!(standing.without_title(bare.as_ref()).title, "Weather");
        assert!(
            standing.bytes("Weather\n").is_empty(),
            "nothing would be left"
        );
    }

    proptest! {
        #[test]
        fn the_order_of_articles_changes_nothing_and_lines_are_apart(
            texts in prop::collection::vec("[ab]{1,2}(\n[ab]{0,2}){0,3}", 1..12),
        ) {
            let day = |id: usize| i64::try_from(id * 17 % 90).ok();
            let mut feed: Vec<Article> = texts.iter().enumerate().map(|(id, text)| article(id, "", text, day(id))).collect();
            let standing = learn(&feed);
            feed.reverse();
            prop_assert_eq!(&standing.lines, &learn(&feed).lines);
            for text in &texts {
                let bytes = standing.bytes(text);
                prop_assert!(bytes.windows(2).all(|two| two[0].end <= two[1].start));
                prop_assert!(bytes.iter().all(|range| text.get(range.clone()).is_some()));
            }
        }
    }
}
