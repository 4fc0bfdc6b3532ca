//! `generate`: labelled synthetic news from a seed.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use samestory::Error;
use samestory_bench::generate::{Feed, Labelled, Options, Special};
use samestory_cli::write::NewFile;

use crate::args::{GenerateArgs, SetArg};
use crate::new_file;
use crate::outcome::Outcome;
use crate::places::Places;
use crate::session::Session;

pub(crate) fn run(args: &GenerateArgs, session: &Session) -> anyhow::Result<Outcome> {
    let default = Options::default();
    let options = Options {
        articles: args.articles,
        seed: args.seed,
        start: args.start.unwrap_or(default.start),
        days: args.days,
        words: args.words,
    };
    let articles: Box<dyn Iterator<Item = Result<Labelled, Error>>> = match args.set {
        SetArg::Feed => Box::new(Feed::new(options)?),
        SetArg::Chain => Special::Chain.articles(options)?,
        SetArg::Footer => Special::Footer.articles(options)?,
        SetArg::Identical => Special::Identical.articles(options)?,
        SetArg::Hot => Special::Hot.articles(options)?,
    };
    check_places(args)?;
    let mut gold = args.gold.as_deref().map(Gold::create).transpose()?;
    let mut output = args.output.as_deref().map(new_file::create).transpose()?;
    if let Some(file) = &mut output {
        write(articles, file, gold.as_mut())?;
    } else {
        let mut results = session.results();
        write(articles, &mut results, gold.as_mut())?;
        results.flush()?;
    }
    new_file::finish(gold.into_iter().flat_map(Gold::files).chain(output))?;
    Ok(Outcome::Done)
}

fn check_places(args: &GenerateArgs) -> anyhow::Result<()> {
    let mut places = Places::default();
    let gold = args.gold.iter();
    let gold: Vec<_> = gold
        .flat_map(|folder| GOLD.map(|name| folder.join(name)))
        .collect();
    places.writes(&gold);
    match &args.output {
        Some(file) => places.writes([file]),
        None => places.writes_stdout(),
    }
    Ok(places.check()?)
}

fn write(
    articles: impl Iterator<Item = Result<Labelled, Error>>,
    out: &mut dyn Write,
    mut gold: Option<&mut Gold>,
) -> anyhow::Result<()> {
    let mut line = Vec::with_capacity(8 << 10);
    for labelled in articles {
        let labelled = labelled?;
        line.clear();
        serde_json::to_writer(&mut line, &labelled.article)?;
        line.push(b'\n');
        out.write_all(&line)?;
        if let Some(gold) = gold.as_deref_mut() {
            gold.add(&labelled)?;
        }
    }
    Ok(())
}

/// Names of the gold files.
const GOLD: [&str; 4] = [
    "families.gold.tsv",
    "events.gold.tsv",
    "storylines.gold.tsv",
    "origins.tsv",
];

/// The gold files, named as `evaluate --suite` looks for them: one `id TAB cluster` file a level;
/// and which article was made from which other, and how.
struct Gold {
    families: NewFile,
    events: NewFile,
    storylines: NewFile,
    origins: NewFile,
}

impl Gold {
    fn create(folder: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
        let [families, events, storylines, origins] =
            GOLD.map(|name| new_file::create(&folder.join(name)));
        Ok(Self {
            families: families?,
            events: events?,
            storylines: storylines?,
            origins: origins?,
        })
    }

    fn add(&mut self, labelled: &Labelled) -> std::io::Result<()> {
        let id = &labelled.article.id;
        writeln!(self.families, "{id}\t{}", labelled.family)?;
        writeln!(self.events, "{id}\t{}", labelled.event)?;
        writeln!(self.storylines, "{id}\t{}", labelled.storyline)?;
        if let Some(from) = &labelled.from {
            writeln!(self.origins, "{from}\t{id}\t{}", labelled.origin.name())?;
        }
        Ok(())
    }

    fn files(self) -> [NewFile; 4] {
        [self.families, self.events, self.storylines, self.origins]
    }
}
