//! A small feed made of bytes, so that what the fuzzer changes is what articles differ in.

use samestory::config::{CopyConfig, EventConfig, Keep, Level, Profile};
use samestory::{Article, Config, Timestamp};

/// Most articles of a feed; more make a run slow, not different.
const MOST: usize = 12;

/// The first byte chooses the settings; each 0x01 begins an article, each 0x02 another field of it:
/// text, title, day, source, copy of an earlier one. Bytes that are no UTF-8 stand for themselves.
pub fn feed(bytes: &[u8]) -> (Vec<Article>, Config) {
    let (settings, bytes) = bytes.split_first().unwrap_or((&0, &[]));
    let mut articles: Vec<Article> = Vec::new();
    for part in bytes.split(|&b| b == 1).take(MOST) {
        let fields: Vec<String> = part
            .split(|&b| b == 2)
            .map(|field| String::from_utf8_lossy(field).into_owned())
            .collect();
        let field = |at: usize| fields.get(at).cloned().unwrap_or_default();
        let copied = part
            .len()
            .checked_rem(articles.len().max(1))
            .and_then(|at| articles.get(at));
        // A feed in which texts meet: the fuzzer need not write them twice.
        let text = match (fields.get(4), copied) {
            (Some(change), Some(of)) => format!("{}{}{change}", of.text, field(0)),
            _ => field(0),
        };
        articles.push(Article {
            id: articles.len().to_string(),
            title: field(1),
            text,
            published: field(2).parse::<Timestamp>().ok(),
            source: fields.get(3).cloned(),
            ..Article::default()
        });
    }
    (articles, config(*settings))
}

fn config(settings: u8) -> Config {
    Config {
        copies: CopyConfig {
            profile: if settings & 1 == 0 {
                Profile::News
            } else {
                Profile::Reference
            },
            threshold: if settings & 2 == 0 { 0.5 } else { 0.8 },
            ..CopyConfig::default()
        },
        events: EventConfig {
            level: if settings & 4 == 0 {
                Level::Events
            } else {
                Level::Copies
            },
            ..EventConfig::default()
        },
        keep: match settings >> 3 & 3 {
            0 => Keep::Longest,
            1 => Keep::Latest,
            _ => Keep::Earliest,
        },
        boilerplate: if settings & 32 == 0 {
            Vec::new()
        } else {
            vec!["all rights reserved".to_owned()]
        },
        ..Config::default()
    }
}
