//! `dedup`: a feed without its copies, every other byte as it is.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use samestory::detection::Relation;
use samestory::numerals::thousands;
use samestory::run::RunRecord;
use samestory::{ArticleSource, Error};
use samestory_cli::read::{Feed, Mark};
use samestory_cli::repeats::{self, Repeats};
use samestory_cli::write::{self, Removal};

use crate::args::DedupArgs;
use crate::conclude::conclude;
use crate::outcome::{Outcome, UsageError};
use crate::places::Places;
use crate::progress::Progress;
use crate::record::record;
use crate::session::Session;
use crate::summary;
use crate::{feed, new_file, settings};

pub(crate) fn run(args: &DedupArgs, session: &Session) -> anyhow::Result<Outcome> {
    feed::expect_input(&args.input, session)?;
    check_stdin(args)?;
    check_places(args)?;
    let config = settings::effective(&args.settings)?;
    let corrections = settings::corrections(&args.settings)?;
    let [output, removed, rejects] = [&args.output, &args.removed, &args.rejects]
        .map(|path| path.as_deref().map(new_file::create).transpose());
    let (mut output, mut removed, mut rejects) = (output?, removed?, rejects?);

    let progress = Progress::new(session);
    let opened = feed::open(&args.input, &progress)?;
    let old = match &args.against[..] {
        [] => None,
        inputs => Some(feed::read(inputs, &args.input.reading, &progress)?),
    };
    if let Some(field) = &args.mark {
        opened.feed.check_mark(field)?;
    }
    let old = old.as_ref().map(|old| &old.feed);
    let repeats = Repeats {
        by: args.by.into(),
        among: args.among(),
        config: &config,
        corrections: &corrections,
        observer: &progress,
    };
    let (removals, counts) = match old {
        None => repeats.find(&opened.feed)?,
        Some(old) => repeats.find_beside(&opened.feed, old, |position| {
            Ok(old.provenance(position)?.path.display().to_string())
        })?,
    };
    progress.stage("write", 0);
    if let Some(file) = &mut removed {
        write::lines(file, &removals)?;
    }
    // What is written into cannot be taken back, so the account comes first: nothing is left out
    // that it does not tell of.
    if output.as_ref().is_none_or(|file| file.staging().is_none()) {
        new_file::finish(removed.take())?;
    }
    let mut stdout = session.results();
    let place: &mut (dyn Write + Send) = match &mut output {
        Some(file) => file,
        None => &mut stdout,
    };
    let rejected = rejects.as_mut().map(|file| file as &mut dyn Write);
    pass_on(args, &opened.feed, &removals, place, rejected)?;
    stdout.flush()?;
    new_file::finish([removed, output, rejects].into_iter().flatten())?;
    let mut run = record(config, &opened.feed, counts);
    let mut outcome = conclude(&mut run, &opened, &progress, session)?;
    if let Some(old) = old
        && summary::of_feed(old, session) == Outcome::Rejected
    {
        outcome = Outcome::Rejected;
    }
    summarise(args, &removals, &run, session);
    Ok(outcome)
}

/// Copies the records, without those that are left out or with a mark in them.
fn pass_on(
    args: &DedupArgs,
    feed: &Feed,
    removals: &[Removal],
    output: &mut (dyn Write + Send),
    rejects: Option<&mut dyn Write>,
) -> Result<(), Error> {
    if let Some(field) = &args.mark {
        let marks = repeats::marks(removals)?;
        let value = |position: usize| marks.get(&position).cloned();
        let mark = Mark {
            field,
            value: &value,
        };
        return feed.copy_marked(mark, output, rejects);
    }
    let mut left_out = vec![false; feed.len()];
    for removal in removals {
        left_out[removal.position] = true;
    }
    if args.list0 {
        return feed.list_without(&|position| left_out[position], output);
    }
    feed.copy_without(&|position| left_out[position], output, rejects)
}

/// Standard input can be read as one feed only.
fn check_stdin(args: &DedupArgs) -> Result<(), UsageError> {
    let is_stdin = |path: &&PathBuf| path.as_os_str() == "-";
    let old = args.against.iter().filter(is_stdin).count();
    let new = args.input.inputs.iter().filter(is_stdin).count();
    if old > 0 && (new > 0 || args.input.inputs.is_empty()) {
        return Err(UsageError(
            "standard input is both the feed and the old one; help: name a file for one of them"
                .to_owned(),
        ));
    }
    Ok(())
}

fn check_places(args: &DedupArgs) -> Result<(), UsageError> {
    let mut places = Places::default();
    places.reads_feed(&args.input.inputs);
    places.reads_archive(&args.against);
    places.reads(settings::files(&args.settings));
    places.writes(&args.output);
    places.writes(&args.removed);
    places.writes(&args.rejects);
    if args.output.is_none() {
        places.writes_stdout();
    }
    places.check()
}

/// Says what stays and what does not.
fn summarise(args: &DedupArgs, removals: &[Removal], run: &RunRecord, session: &Session) {
    summary::details(run, session);
    let articles = run.counts.articles;
    let count = |n: usize| thousands(n);
    session.say(&format!(
        "articles    {} from {}",
        count(articles),
        summary::plural(run.inputs.len(), "input")
    ));
    let rejected = match &args.rejects {
        Some(path) => format!("written to {}", path.display()),
        None => "passed on unchanged".to_owned(),
    };
    session.say(&format!(
        "rejected    {}, {rejected}",
        thousands(run.rejected)
    ));
    let marked = args.mark.is_some();
    let stay = articles - if marked { 0 } else { removals.len() };
    session.say(&format!(
        "{}    {}{}",
        if marked { "marked  " } else { "left out" },
        count(removals.len()),
        kinds(removals)
    ));
    session.say(&format!("stay        {}", count(stay)));
    match &args.removed {
        Some(path) => session.say(&format!("account     {}", path.display())),
        None if removals.is_empty() || marked => {}
        None => {
            session.say("account     none; --removed FILE tells of each one why it was left out");
        }
    }
    session.say(&format!("time        {}", summary::time(&run.performance)));
}

/// How many of each kind: `: 3 identical, 2 near copies`.
fn kinds(removals: &[Removal]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for removal in removals {
        let kind = match removal.relation.as_ref().map(|tie| tie.kind) {
            Some(Relation::Identical) => "identical",
            Some(Relation::NearCopy) => "near copies",
            Some(Relation::Excerpt) => "excerpts",
            Some(Relation::Rewrite) => "rewrites",
            _ => "other reports of an event",
        };
        *counts.entry(kind).or_default() += 1;
    }
    let list: Vec<_> = counts
        .iter()
        .map(|(kind, &n)| format!("{} {kind}", thousands(n)))
        .collect();
    if list.is_empty() {
        String::new()
    } else {
        format!(": {}", list.join(", "))
    }
}
