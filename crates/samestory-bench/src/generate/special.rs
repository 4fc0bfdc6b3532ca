//! Feeds that try one weakness each: chains, shared footers, identical articles, one hot band.

use std::collections::VecDeque;

use super::draws::Draws;
use super::feed::Feed;
use super::{Labelled, Options, Origin};
use samestory::article::Article;
use samestory::error::Error;
use samestory::time::Timestamp;

/// A feed made for one weakness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Special {
    /// Each article shares 0.8 of its shingles with the next; distant ones share none.
    Chain,
    /// Unrelated articles of one outlet under the same footer of 60 words.
    Footer,
    /// The same article again and again.
    Identical,
    /// Otherwise unrelated articles with one long passage in common: resemblance about 0.3.
    Hot,
}

/// Words of a chained article; a ninth of them changes from each to the next, so that
/// resemblance is (1 - 1/9) / (1 + 1/9) = 0.8.
const CHAIN_WORDS: usize = 360;
const CHAIN_STEP: usize = CHAIN_WORDS / 9;
/// Shared and own words of a hot article: 240 / (240 + 2 * 280) = 0.3.
const HOT_SHARED: usize = 240;
const HOT_OWN: usize = 280;
const FOOTER_WORDS: usize = 60;

type Articles = Box<dyn Iterator<Item = Result<Labelled, Error>>>;

impl Special {
    /// The articles, an hour apart.
    ///
    /// The gold follows the texts: identical articles are one family, every other article is its
    /// own family, event and storyline.
    ///
    /// # Errors
    /// As [`Options::check`].
    pub fn articles(self, options: Options) -> Result<Articles, Error> {
        let count = options.articles;
        // Only first reports are unrelated to one another; about a quarter of a feed is.
        let source = Options {
            articles: count.saturating_mul(8).max(400),
            ..options
        };
        let mut singles = Feed::new(source)?
            .filter_map(Result::ok)
            .filter(|labelled| labelled.origin == Origin::First)
            .map(|labelled| labelled.article);
        let ids = move |number: usize| {
            let bits = Draws::new(options.seed, &[99, number as u64]).bits();
            format!("{bits:016x}")
        };
        let mut words = Words {
            queue: VecDeque::new(),
        };
        let mut shared: Option<Article> = None;
        let articles = (0..count).map_while(move |number| {
            let mut article = match self {
                Self::Identical => match &shared {
                    Some(article) => article.clone(),
                    None => shared.insert(singles.next()?).clone(),
                },
                _ => singles.next()?,
            };
            match self {
                Self::Identical => {}
                Self::Footer => {
                    let footer = shared.get_or_insert_with(|| article.clone());
                    let footer: Vec<&str> = footer
                        .text
                        .split_whitespace()
                        .skip(20)
                        .take(FOOTER_WORDS)
                        .collect();
                    article.text = format!("{}\n\n{}", article.text, footer.join(" "));
                    article.source = Some("One Outlet".to_owned());
                }
                Self::Chain => {
                    article.text = words.slide(CHAIN_WORDS, CHAIN_STEP, &mut || {
                        singles.next().map(|article| article.text)
                    })?;
                    article.title = String::new();
                }
                Self::Hot => {
                    let passage = shared.get_or_insert_with(|| article.clone());
                    let passage: Vec<&str> =
                        passage.text.split_whitespace().take(HOT_SHARED).collect();
                    let own: Vec<&str> = article
                        .text
                        .split_whitespace()
                        .rev()
                        .take(HOT_OWN)
                        .collect();
                    let own: Vec<&str> = own.into_iter().rev().collect();
                    article.text = format!("{}\n\n{}", own.join(" "), passage.join(" "));
                }
            }
            article.id = ids(number);
            let hours = i64::try_from(number).unwrap_or(0) % (i64::from(options.days) * 24);
            let published = i64::from(options.start.number()) * 86_400 + hours * 3_600;
            article.published = match Timestamp::from_seconds(published) {
                Ok(published) => Some(published),
                Err(error) => return Some(Err(error)),
            };
            let cluster = match self {
                Self::Identical => ids(0),
                _ => article.id.clone(),
            };
            let copy = self == Self::Identical && number > 0;
            Some(Ok(Labelled {
                family: cluster.clone(),
                event: cluster.clone(),
                storyline: cluster.clone(),
                origin: if copy {
                    Origin::Copy(super::Edit::Identical)
                } else {
                    Origin::First
                },
                from: copy.then_some(cluster),
                article,
            }))
        });
        Ok(Box::new(articles))
    }
}

/// A window that slides over an endless text.
struct Words {
    queue: VecDeque<String>,
}

impl Words {
    /// The current window; moves on by `step` words. None when the text ends.
    fn slide(
        &mut self,
        width: usize,
        step: usize,
        more: &mut dyn FnMut() -> Option<String>,
    ) -> Option<String> {
        while self.queue.len() < width {
            let text = more()?;
            self.queue
                .extend(text.split_whitespace().map(str::to_owned));
        }
        let window: Vec<&str> = self.queue.iter().take(width).map(String::as_str).collect();
        let window = window.join(" ");
        self.queue.drain(..step);
        Some(window)
    }
}
