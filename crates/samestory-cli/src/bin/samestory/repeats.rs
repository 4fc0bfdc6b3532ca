//! Which articles of a feed repeat others, and what `dedup` says of them.

use std::path::PathBuf;

use ahash::AHashMap;
use samestory::detect::{Batch, Kind, Sink};
use samestory::detection::{Counts, Relation};
use samestory::{ArticleSource, Config, Corrections, Detection, Error, detect_streaming};
use samestory_cli::read::{Beside, Feed, Selected};
use samestory_cli::write::{self, Among, By, Removal, Rule};
use serde::Serialize;

use crate::args::DedupArgs;
use crate::progress::Progress;

/// What is left out of `feed`, also for what stands in `old`, and what was counted on the way.
pub(crate) fn find(
    args: &DedupArgs,
    feed: &Feed,
    old: Option<&Feed>,
    config: &Config,
    corrections: &Corrections,
    progress: &Progress<'_>,
) -> Result<(Vec<Removal>, Counts), Error> {
    let run = Run {
        by: args.by.into(),
        among: args.among(),
        config,
        corrections,
        progress,
    };
    let Some(old) = old else {
        return run.removals(feed, feed.len());
    };
    let both = Beside::new(feed, old)?;
    let (mut removals, mut counts) = run.removals(&both, feed.len())?;
    counts.articles = feed.len();
    let files = Files::of(old);
    for removal in &mut removals {
        if let Some(position) = removal.kept_position.checked_sub(feed.len()) {
            removal.kept = both.id_in_other(&removal.kept).to_owned();
            removal.kept_in = Some(files.name(position));
        }
    }
    Ok((removals, counts))
}

/// What decides about repetitions.
struct Run<'a> {
    by: By,
    among: Among,
    config: &'a Config,
    corrections: &'a Corrections,
    progress: &'a Progress<'a>,
}

/// How many times what stays is looked at again; ordinary feeds need three or four.
const ROUNDS: usize = 12;

impl Run<'_> {
    /// What is left out of the first `fresh` articles of `source`, so that a second run over what stays
    /// leaves nothing out.
    fn removals<S: ArticleSource>(
        &self,
        source: &S,
        fresh: usize,
    ) -> Result<(Vec<Removal>, Counts), Error> {
        let (mut removals, counts) = self.once(source, fresh)?;
        if self.by == By::Family {
            // Whether two articles are copies hangs on these two.
            return Ok((removals, counts));
        }
        // Which reports are of one event hangs on how usual their words are in the whole feed.
        for _ in 0..ROUNDS {
            let mut left_out = vec![false; source.len()];
            for removal in &removals {
                left_out[removal.position] = true;
            }
            let staying = Selected::new(source, |position| !left_out[position]);
            let (mut more, _) = self.once(&staying, fresh - removals.len())?;
            if more.is_empty() {
                break;
            }
            for removal in &mut more {
                removal.position = staying.position_in_source(removal.position);
                removal.kept_position = staying.position_in_source(removal.kept_position);
            }
            write::add_round(&mut removals, more);
        }
        Ok((removals, counts))
    }

    fn once<S: ArticleSource>(
        &self,
        source: &S,
        fresh: usize,
    ) -> Result<(Vec<Removal>, Counts), Error> {
        let mut ties = Ties {
            by: self.by,
            found: Detection::default(),
        };
        let counts = detect_streaming(
            source,
            self.config,
            self.corrections,
            self.progress,
            &mut ties,
        )?;
        let sources = match self.among {
            Among::All => Vec::new(),
            Among::OneSource | Among::OtherSources => {
                source.scan(|_, article| article.source.map(str::to_owned))?
            }
        };
        let rule = Rule {
            by: self.by,
            among: self.among,
            sources: &sources,
            fresh,
        };
        Ok((write::removals(&ties.found, &rule), counts))
    }
}

/// What says which articles repeat others.
struct Ties {
    by: By,
    found: Detection,
}

impl Sink for Ties {
    fn wants(&self, kind: Kind) -> bool {
        match kind {
            Kind::Memberships => true,
            Kind::Pairs | Kind::Families => self.by == By::Family,
            Kind::Events => self.by == By::Event,
            Kind::Storylines => false,
        }
    }

    fn take(&mut self, batch: Batch) -> Result<(), Error> {
        self.found.take(batch)
    }
}

/// The files of a feed by the positions of their articles.
struct Files(Vec<(usize, PathBuf)>);

impl Files {
    fn of(feed: &Feed) -> Self {
        let mut first = 0;
        let files = feed.files().filter(|file| file.articles > 0);
        let named = files.map(|file| {
            first += file.articles;
            (first - file.articles, file.path)
        });
        Self(named.collect())
    }

    fn name(&self, position: usize) -> String {
        let after = self.0.partition_point(|(first, _)| *first <= position);
        let (_, path) = &self.0[after - 1];
        path.display().to_string()
    }
}

/// What each left out article is marked with, as JSON, by position.
pub(crate) fn marks(removals: &[Removal]) -> Result<AHashMap<usize, String>, Error> {
    let mark = |removal: &Removal| {
        let mut line = Vec::new();
        let mark = Mark {
            kept: &removal.kept,
            kept_in: removal.kept_in.as_deref(),
            relation: removal
                .relation
                .as_ref()
                .map_or(Relation::SameEvent, |tie| tie.kind),
            score: removal.score,
        };
        write::lines(&mut line, [mark]).map_err(|cause| Error::io("-", cause))?;
        let json = String::from_utf8_lossy(&line).trim_end().to_owned();
        Ok((removal.position, json))
    };
    removals.iter().map(mark).collect()
}

/// The value of the field that `--mark` names.
#[derive(Serialize)]
struct Mark<'a> {
    kept: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kept_in: Option<&'a str>,
    relation: Relation,
    score: f64,
}
