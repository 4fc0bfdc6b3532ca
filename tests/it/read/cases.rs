//! The cases of `corpus/reading.toml`: what is written there is read as it says.

use std::fs;

use samestory_cli::read::{self, Input, Options};
use serde::Deserialize;

use super::articles;

/// An input and what it holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    why: String,
    /// Name of the file; none where the content alone must tell.
    file: Option<String>,
    content: String,
    /// What further files hold.
    #[serde(default)]
    more: Vec<String>,
    /// Why records make no article though they are as they should be, in the order of the reasons.
    #[serde(default)]
    asides: Vec<String>,
    /// What each article holds, as far as the case is about it.
    #[serde(default)]
    articles: Vec<Expected>,
    /// A part of each warning, in order.
    #[serde(default)]
    warnings: Vec<String>,
    /// A part of the error that refuses the input.
    refused: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    id: Option<String>,
    title: Option<String>,
    text: Option<String>,
    /// Empty where the article is undated.
    published: Option<String>,
    source: Option<String>,
    url: Option<String>,
    lang: Option<String>,
    author: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[test]
fn every_case_is_read_as_it_says() {
    let path = crate::sample::root().join("corpus/reading.toml");
    let cases: Cases = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let wrong: Vec<_> = cases.case.iter().flat_map(check).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check(case: &Case) -> Vec<String> {
    assert!(!case.why.is_empty(), "{} says no reason", case.name);
    let mut wrong = Vec::new();
    for memory_bytes in [0, 1 << 20] {
        let options = Options {
            memory_bytes,
            as_of: "2024-06-01".parse().ok(),
            ..Options::default()
        };
        let file = case.file.as_deref().unwrap_or("-");
        let contents = std::iter::once(&case.content).chain(&case.more);
        let inputs: Vec<_> = contents
            .map(|content| Input::bytes(file, content))
            .collect();
        let feed = match read::open(&inputs, &options, &|_| {}) {
            Ok(feed) => feed,
            Err(error) => {
                let error = error.to_string();
                match &case.refused {
                    Some(part) if error.contains(part) => {}
                    _ => wrong.push(format!("{}: {error}", case.name)),
                }
                continue;
            }
        };
        if let Some(part) = &case.refused {
            wrong.push(format!("{}: not refused with `{part}`", case.name));
        }
        for problem in feed.rejected().first() {
            wrong.push(format!("{}: rejected: {problem}", case.name));
        }
        let asides: Vec<_> = (feed.asides().counts().iter())
            .flat_map(|(standing, &count)| (0..count).map(|_| standing.name()))
            .collect();
        if asides != case.asides {
            wrong.push(format!("{}: left out: {asides:?}", case.name));
        }
        let warnings: Vec<_> = (feed.warnings().first().iter())
            .map(|problem| problem.reason.clone())
            .collect();
        let agree = warnings.len() == case.warnings.len()
            && (warnings.iter().zip(&case.warnings)).all(|(found, part)| found.contains(part));
        if !agree {
            wrong.push(format!("{}: warnings: {warnings:?}", case.name));
        }
        let found = articles(&feed);
        if found.len() != case.articles.len() {
            wrong.push(format!(
                "{}: {} articles: {found:?}",
                case.name,
                found.len()
            ));
        }
        for (found, expected) in found.iter().zip(&case.articles) {
            let published = found.published.map(|p| p.to_string()).unwrap_or_default();
            let or_none = |value: &Option<String>| value.clone().unwrap_or_default();
            for (found, expected) in [
                (found.id.clone(), &expected.id),
                (found.title.clone(), &expected.title),
                (found.text.clone(), &expected.text),
                (published, &expected.published),
                (or_none(&found.source), &expected.source),
                (or_none(&found.url), &expected.url),
                (or_none(&found.lang), &expected.lang),
                (or_none(&found.author), &expected.author),
            ] {
                if expected.as_ref().is_some_and(|expected| *expected != found) {
                    wrong.push(format!("{}: {expected:?} is {found:?}", case.name));
                }
            }
        }
    }
    wrong
}
