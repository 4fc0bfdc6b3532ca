//! `generate`: labelled synthetic news from a seed.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use samestory::Error;
use samestory::generate::{Feed, Labelled, Options, Special};

use crate::args::{GenerateArgs, SetArg};
use crate::new_file::NewFile;
use crate::outcome::Outcome;
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
    let mut gold = args.gold.as_deref().map(Gold::create).transpose()?;
    if let Some(path) = &args.output {
        let mut file = NewFile::create(path)?;
        write(articles, &mut file.writer, gold.as_mut())?;
        file.finish()?;
    } else {
        let mut results = session.results();
        write(articles, &mut results, gold.as_mut())?;
        results.flush()?;
    }
    gold.map_or(Ok(()), Gold::finish)?;
    Ok(Outcome::Done)
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
        let file = |name: &str| NewFile::create(&folder.join(name));
        Ok(Self {
            families: file("families.gold.tsv")?,
            events: file("events.gold.tsv")?,
            storylines: file("storylines.gold.tsv")?,
            origins: file("origins.tsv")?,
        })
    }

    fn add(&mut self, labelled: &Labelled) -> std::io::Result<()> {
        let id = &labelled.article.id;
        writeln!(self.families.writer, "{id}\t{}", labelled.family)?;
        writeln!(self.events.writer, "{id}\t{}", labelled.event)?;
        writeln!(self.storylines.writer, "{id}\t{}", labelled.storyline)?;
        if let Some(from) = &labelled.from {
            writeln!(
                self.origins.writer,
                "{from}\t{id}\t{}",
                labelled.origin.name()
            )?;
        }
        Ok(())
    }

    fn finish(self) -> anyhow::Result<()> {
        for file in [self.families, self.events, self.storylines, self.origins] {
            file.finish()?;
        }
        Ok(())
    }
}
