//! `read`: the articles as they were read, one JSON object a line, and where each came from.

use std::io::Write;

use samestory::{Article, ArticleSource, Error, Scan};
use samestory_cli::read::{Feed, Provenance};
use samestory_cli::write;
use serde::Serialize;

use crate::args::ReadArgs;
use crate::outcome::Outcome;
use crate::progress::Progress;
use crate::session::Session;
use crate::{feed, summary};

pub(crate) fn run(args: &ReadArgs, session: &Session) -> anyhow::Result<Outcome> {
    feed::expect_input(&args.input, session)?;
    let progress = Progress::new(session);
    let opened = feed::open(&args.input, &progress)?;
    progress.finish();
    let mut results = session.results();
    let positions: Vec<u32> = (0..).take(opened.feed.len()).collect();
    for some in positions.chunks(READ_TOGETHER) {
        let lines = opened.feed.scan_some(some, |position, article| {
            line(&opened.feed, position, article.to_article())
        })?;
        let lines = lines.into_iter().collect::<Result<Vec<_>, Error>>()?;
        write::lines(&mut results, &lines)?;
    }
    results.flush()?;
    let outcome = summary::of_feed(&opened.feed, session);
    summary::read(&opened.feed, session);
    Ok(outcome)
}

/// Articles that are read again and written together.
const READ_TOGETHER: usize = 1024;

/// An article, as `cluster` reads it back.
#[derive(Debug, Serialize)]
struct Line {
    /// What looks like HTML in a title or text is meant as it is.
    text_type: &'static str,
    #[serde(flatten)]
    article: Article,
    from: From,
}

/// Where an article came from.
#[derive(Debug, Serialize)]
struct From {
    input: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<u64>,
    format: String,
}

fn line(feed: &Feed, position: usize, article: Article) -> Result<Line, Error> {
    let Provenance {
        path,
        record,
        format,
    } = feed.provenance(position)?;
    let from = From {
        input: path.display().to_string(),
        record,
        format: format.to_string(),
    };
    Ok(Line {
        text_type: "plain",
        article,
        from,
    })
}
