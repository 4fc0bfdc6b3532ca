//! `compare`: how two articles relate, with every signal.

use std::io::Write;
use std::path::Path;

use samestory::detect::{Comparison, compare};
use samestory::run::ResultFile;
use samestory::{Article, ArticleSource, Scan};
use samestory_cli::read::{self, Feed, Input};
use samestory_cli::reasons;
use serde_json::Value;

use crate::args::CompareArgs;
use crate::outcome::{Outcome, UsageError};
use crate::session::Session;
use crate::{feed, results, settings};
use samestory_cli::shown::Lines;

pub(crate) fn run(args: &CompareArgs, session: &Session) -> anyhow::Result<Outcome> {
    let config = settings::effective(&args.settings)?;
    let [a, b] = articles(args)?;
    let comparison = compare(&a, &b, &config)?;
    if args.json {
        let mut results = session.results();
        samestory_cli::write::lines(&mut results, [&comparison])?;
        results.flush()?;
    } else {
        session.tell(told(&comparison, [&a, &b])?.as_str())?;
    }
    Ok(Outcome::Done)
}

/// Two files of one article each, or two articles of the feed that `--in` names.
fn articles(args: &CompareArgs) -> anyhow::Result<[Article; 2]> {
    if args.inputs.is_empty() {
        let both = [&args.a, &args.b].map(Input::from);
        let feed = read::open(&both, &feed::options(&args.reading)?, &|_| {})?;
        let one_each = feed.len() == 2 && feed.files().all(|file| file.articles == 1);
        if !one_each {
            return Err(UsageError(format!(
                "`{}` and `{}` hold {} articles, where one each is expected; \
                 help: name two ids and the feed that holds them: compare ID ID --in FILE",
                args.a,
                args.b,
                feed.len()
            ))
            .into());
        }
        return Ok([feed.article(0)?, feed.article(1)?]);
    }
    let inputs: Vec<Input> = args
        .inputs
        .iter()
        .map(|input| stored(input).into())
        .collect();
    let feed = read::open(&inputs, &feed::options(&args.reading)?, &|_| {})?;
    Ok([named(&feed, &args.a)?, named(&feed, &args.b)?])
}

/// The articles of an output folder; any other input is itself.
fn stored(input: &Path) -> std::path::PathBuf {
    results::complete(input);
    if input.join(ResultFile::Run.name()).is_file() {
        input.join(ResultFile::Articles.name())
    } else {
        input.to_owned()
    }
}

fn named(feed: &Feed, id: &str) -> anyhow::Result<Article> {
    let ids = feed.scan(|_, article| article.id == id)?;
    match ids.iter().position(|is| *is) {
        Some(position) => Ok(feed.article(position)?),
        None => Err(UsageError(format!(
            "no article of the input is called `{id}`; help: without --in, name two files"
        ))
        .into()),
    }
}

fn told(comparison: &Comparison, articles: [&Article; 2]) -> anyhow::Result<Lines> {
    let pair = &comparison.pair;
    let title = |id: &str| {
        let article = articles.iter().find(|article| article.id == id);
        article.map_or("", |article| match article.title.trim() {
            "" => article.text.trim_start().lines().next().unwrap_or_default(),
            title => title,
        })
    };
    let mut text = reasons::told(pair, [&pair.a, &pair.b].map(|id| title(id)), usize::MAX, "");
    text.add(format_args!("signals"));
    if let Value::Object(signals) = serde_json::to_value(comparison.signals)? {
        for (signal, value) in signals {
            let value = match value {
                Value::Null => "not known".to_owned(),
                Value::String(word) => word.replace('_', " "),
                Value::Number(number) if number.is_f64() => {
                    format!("{:.3}", number.as_f64().unwrap_or_default())
                }
                other => other.to_string(),
            };
            text.add(format_args!("  {:20} {value}", signal.replace('_', " ")));
        }
    }
    Ok(text)
}
