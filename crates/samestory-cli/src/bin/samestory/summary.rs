//! The six lines at the end of a run, and what else a person should know then.

use std::collections::BTreeMap;

use samestory::corrections::Fingerprint;
use samestory::detection::CorrectionOutcome;
use samestory::numerals::thousands;
use samestory::run::{Performance, RecordProblem, RunRecord};
use samestory::{ArticleSource, Error, Scan};
use samestory_cli::read::Feed;

use crate::outcome::Outcome;
use crate::record;
use crate::session::Session;

/// How many problems are named one by one unless `-v` asks for all that are listed.
const SHOWN: usize = 10;

/// Names what was wrong with the input: rejected records, records with warnings, skipped files.
pub(crate) fn problems(run: &RunRecord, session: &Session) {
    list(&run.rejected_records, run.rejected, "rejected", session);
    list(&run.warned_records, run.warnings, "taken as it is", session);
    skipped(
        run.skipped
            .iter()
            .map(|s| (s.name.clone(), s.reason.as_str())),
        session,
    );
    for left_out in &run.left_out {
        left_out_records(&left_out.reason, left_out.records, session);
    }
    for name in &run.counts.unknown_preferred {
        session.warn(&format!(
            "no article comes from `{name}`, which `prefer` names; \
             help: name sources as the feed does (`source` in articles.jsonl)"
        ));
    }
    missing(run, session);
    fields(
        run.fields
            .iter()
            .map(|f| (f.field.as_str(), f.name.as_str(), f.articles)),
        session,
    );
}

/// Which field was taken for what, for those who ask.
fn fields<'a>(fields: impl Iterator<Item = (&'a str, &'a str, u64)>, session: &Session) {
    for (field, name, articles) in fields {
        let articles = usize::try_from(articles).unwrap_or(usize::MAX);
        let articles = plural(articles, "article");
        session.detail(&format!("{field} read from `{name}` in {articles}"));
    }
}

/// Says when most articles lack what the comparison lives on.
fn missing(run: &RunRecord, session: &Session) {
    let articles = run.counts.articles;
    for (field, noun, without, flag) in [
        (
            "text",
            "text",
            ["only its title is compared", "only titles are compared"],
            "--text-field",
        ),
        (
            "date",
            "date that can be read",
            [
                "it is taken to be of any time",
                "they are taken to be of any time",
            ],
            "--date-field",
        ),
    ] {
        let taken = run.fields.iter().filter(|taken| taken.field == field);
        let having = taken.map(|taken| taken.articles).sum::<u64>();
        let lacking = articles.saturating_sub(usize::try_from(having).unwrap_or(usize::MAX));
        if lacking * 2 > articles {
            let (have, without) = match lacking {
                1 => ("has", without[0]),
                _ => ("have", without[1]),
            };
            session.warn(&format!(
                "{} of {} {have} no {noun}: {without}; help: if the feed has it, name the field with {flag}",
                thousands(lacking),
                plural(articles, "article")
            ));
        }
    }
}

/// The same for a command that writes no run record.
pub(crate) fn of_feed(feed: &Feed, session: &Session) -> Outcome {
    let (rejected, warnings) = (feed.rejected(), feed.warnings());
    list(
        &record::problems(rejected),
        rejected.count(),
        "rejected",
        session,
    );
    list(
        &record::problems(warnings),
        warnings.count(),
        "taken as it is",
        session,
    );
    skipped(
        feed.skipped()
            .iter()
            .map(|s| (s.path.display().to_string(), s.reason.as_str())),
        session,
    );
    fields(
        feed.mapping()
            .iter()
            .map(|mapped| (mapped.field, mapped.name.as_str(), mapped.articles)),
        session,
    );
    for (standing, &records) in feed.asides().counts() {
        left_out_records(standing.name(), records, session);
    }
    for problem in feed.asides().first() {
        let place = problem.record.map(|line| format!(":{line}"));
        session.detail(&format!(
            "{}{}: left out: {}",
            problem.path.display(),
            place.unwrap_or_default(),
            problem.reason
        ));
    }
    match rejected.count() {
        0 => Outcome::Done,
        _ => Outcome::Rejected,
    }
}

/// Says what was read, in two lines.
pub(crate) fn read(feed: &Feed, session: &Session) {
    let inputs = plural(feed.files().len(), "input");
    session.say(&format!(
        "articles    {} from {inputs}",
        thousands(feed.len())
    ));
    session.say(&format!(
        "rejected    {}",
        thousands(feed.rejected().count())
    ));
}

fn skipped<'a>(files: impl ExactSizeIterator<Item = (String, &'a str)>, session: &Session) {
    if files.len() > 0 && !session.is_verbose() {
        let files = plural(files.len(), "file");
        session.warn(&format!("{files} skipped; help: -v names them"));
    }
    for (name, reason) in files {
        session.detail(&format!("skipped {name}: {reason}"));
    }
}

/// Says how many records make no article though nothing is wrong with them.
fn left_out_records(reason: &str, records: u64, session: &Session) {
    let records = plural(usize::try_from(records).unwrap_or(usize::MAX), "record");
    let why = match reason {
        "canceled" | "withheld" => format!("{reason} by their publisher"),
        "embargoed" => "under embargo".to_owned(),
        "unpublished" => "not published".to_owned(),
        "superseded" => "earlier versions of items".to_owned(),
        "repeated" => "items that were delivered before".to_owned(),
        "no_text" => "without a text".to_owned(),
        "package" => "lists of other items".to_owned(),
        "no_page" => "records of a crawl without a page".to_owned(),
        "no_article" => "pages of a crawl without an article".to_owned(),
        other => other.replace('_', " "),
    };
    session.warn(&format!("{records} left out: {why}"));
}

fn list(listed: &[RecordProblem], count: u64, outcome: &str, session: &Session) {
    let shown = if session.is_verbose() {
        listed.len()
    } else {
        SHOWN
    };
    for problem in listed.iter().take(shown) {
        let line = problem.record.map(|line| format!(":{line}"));
        session.warn(&format!(
            "{}{}: {outcome}: {}; help: {}",
            problem.input,
            line.unwrap_or_default(),
            problem.reason,
            problem.repair
        ));
    }
    let unnamed = count - listed.len().min(shown) as u64;
    if unnamed > 0 {
        session.warn(&format!(
            "{} more {outcome}; help: -v names up to {}",
            thousands(unnamed),
            thousands(RunRecord::LISTED)
        ));
    }
}

/// Names the corrections that could not be obeyed.
pub(crate) fn corrections<S: ArticleSource + ?Sized>(
    outcome: &CorrectionOutcome,
    feed: &S,
    session: &Session,
) -> Result<(), Error> {
    if outcome.unmatched.is_empty() && outcome.contradictions.is_empty() {
        return Ok(());
    }
    let ids: BTreeMap<u64, String> = feed
        .scan(|_, article| (article.fingerprint(), article.id.to_owned()))?
        .into_iter()
        .collect();
    let name = |article: Fingerprint| {
        let id = ids.get(&article.0);
        id.map_or_else(|| article.to_string(), |id| format!("`{id}`"))
    };
    for verdict in &outcome.unmatched {
        let missing: Vec<_> = verdict.fingerprints.iter().copied().map(name).collect();
        session.warn(&format!(
            "line {} of the corrections ({}) names articles that the feed does not have: {}",
            verdict.verdict,
            verdict.name,
            missing.join(", ")
        ));
    }
    for contradiction in &outcome.contradictions {
        let words = contradiction.explain(name);
        session.warn(&format!("a correction was left out: {words}"));
    }
    Ok(())
}

/// What stages took, for those who ask, and what caps left out.
pub(crate) fn details(run: &RunRecord, session: &Session) {
    for stage in &run.performance.stages {
        session.detail(&format!("{:16} {:.3} s", stage.stage, stage.seconds));
    }
    for cap in &run.counts.capped {
        let under = match cap.keys {
            0 => String::new(),
            keys => format!(" under {}", plural(keys, "key")),
        };
        session.warn(&format!(
            "the cap on {} left out {}{under}",
            cap.cap.replace('_', " "),
            plural(usize::try_from(cap.pairs).unwrap_or(usize::MAX), "pair"),
        ));
    }
}

/// Says what was found, in six lines.
pub(crate) fn print(run: &RunRecord, session: &Session) {
    details(run, session);
    let counts = &run.counts;
    let count = |n: usize| thousands(n);
    session.say(&format!(
        "articles    {} from {}",
        count(counts.articles),
        plural(run.inputs.len(), "input")
    ));
    session.say(&format!("rejected    {}", thousands(run.rejected)));
    session.say(&format!(
        "copies      {} in {}",
        count(counts.copies),
        plural(counts.families, "family")
    ));
    session.say(&format!(
        "events      {}, {} of them with one text only",
        count(counts.events),
        count(counts.single_events)
    ));
    session.say(&format!("storylines  {}", count(counts.storylines)));
    session.say(&format!("time        {}", time(&run.performance)));
}

#[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
pub(crate) fn time(performance: &Performance) -> String {
    let megabytes = performance.input_bytes as f64 / 1e6;
    let rate = megabytes / performance.seconds.max(0.001);
    let memory = performance.peak_memory_bytes.map_or_else(
        || "not known here".to_owned(),
        |bytes| format!("{:.0} MB", bytes as f64 / 1e6),
    );
    format!(
        "{:.1} s, {rate:.1} MB/s, peak memory {memory}",
        performance.seconds
    )
}

/// `1 family`, `2 families`, `1,234 inputs`.
pub(crate) fn plural(n: usize, noun: &str) -> String {
    let noun = match noun.strip_suffix('y') {
        _ if n == 1 => noun.to_owned(),
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    };
    format!("{} {noun}", thousands(n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_agree_with_their_number() {
        assert_eq!(plural(1, "family"), "1 family");
        assert_eq!(plural(2, "family"), "2 families");
        assert_eq!(plural(0, "input"), "0 inputs");
        assert_eq!(plural(3, "key"), "3 keys");
    }
}
