//! One result against one file of gold labels.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use samestory::Error;
use samestory::run::ResultFile;
use samestory_bench::evaluate::calibration::Reliability;
use samestory_bench::evaluate::clusters::ClusterMeasures;
use samestory_bench::evaluate::coverage::Coverage;
use samestory_bench::evaluate::memberships::{self, ScoredMembership};
use samestory_bench::evaluate::pairs::{self, Score, ScoredPair};
use samestory_bench::evaluate::plot::{self, Series};
use samestory_bench::evaluate::{Labels, Level};

use super::measures::Measures;
use super::{questions, table};
use crate::args::EvaluateArgs;
use crate::outcome::{Outcome, UsageError};
use crate::session::Session;
use crate::{new_file, results};

pub(super) fn run(
    args: &EvaluateArgs,
    memberships: &Path,
    gold: &Path,
    session: &Session,
) -> anyhow::Result<Outcome> {
    let measures = if memberships.is_dir() {
        results::read_whole(memberships, || measure(args, memberships, gold))?
    } else {
        measure(args, memberships, gold)?
    };
    for line in &measures.rejected {
        session.warn(line);
    }
    if let Some(path) = &args.plot {
        plot(path, &measures)?;
    }
    if args.json {
        let mut results = session.results();
        serde_json::to_writer_pretty(&mut results, &measures)?;
        writeln!(results)?;
        results.flush()?;
    } else {
        let mut told = Vec::new();
        table::write(&mut told, &measures)?;
        session.tell(&String::from_utf8_lossy(&told))?;
    }
    Ok(if measures.rejected.is_empty() {
        Outcome::Done
    } else {
        Outcome::Rejected
    })
}

fn plot(path: &Path, measures: &Measures) -> anyhow::Result<()> {
    let Some(reliability) = &measures.pair_calibration else {
        return Err(UsageError(
            "no scored pairs to plot; help: give --pairs, or an output folder, and the level event \
             or storyline"
                .into(),
        )
        .into());
    };
    let title = match measures.level {
        Level::Storyline => "Storyline score of judged pairs",
        _ => "Event score of judged pairs",
    };
    let series = Series {
        name: "judged pairs",
        reliability,
    };
    new_file::write(path, plot::reliability(title, &[series]).as_bytes())
}

fn measure(args: &EvaluateArgs, found_path: &Path, gold_path: &Path) -> anyhow::Result<Measures> {
    let level: Level = args.level.into();
    let folder = found_path;
    let (found_path, pairs_path) = files(found_path, args.pairs.as_deref());
    let mut rejects = Rejects::new(args.strict);
    let mut gold = Labels::parse(&read(gold_path)?, Level::Event);
    rejects.take(gold_path, std::mem::take(&mut gold.rejected))?;
    let text = read(&found_path)?;
    let mut found = Labels::parse(&text, level);
    rejects.take(&found_path, std::mem::take(&mut found.rejected))?;
    let Some(clusters) = ClusterMeasures::of(&gold, &found, 0, args.worst) else {
        return Err(UsageError(format!(
            "{} and {} share no article id; help: give labels and results of one feed",
            gold_path.display(),
            found_path.display()
        ))
        .into());
    };
    // Bad lines are counted above; a line without scores has nothing to calibrate.
    let scored: Vec<ScoredMembership> = text
        .lines()
        .filter_map(|line| ScoredMembership::parse(line).ok())
        .collect();
    let judged = match &pairs_path {
        Some(path) => read_pairs(path, &mut rejects)?,
        None => Vec::new(),
    };
    let score = match level {
        Level::Family => None,
        Level::Event => Some(Score::Event),
        Level::Storyline => Some(Score::Storyline),
    };
    let families = Labels::parse(&text, Level::Family);
    let questions = (args.questions)
        .map(|first| questions::of(folder, level, &gold, &found, first))
        .transpose()?;
    let listed = judged
        .iter()
        .filter(|pair| pair.event_score.is_some())
        .map(|pair| (pair.a.as_str(), pair.b.as_str()));
    Ok(Measures {
        level,
        clusters,
        pair_calibration: score
            .and_then(|score| Reliability::of(&pairs::judged(&judged, &gold, &found, score))),
        membership_calibration: Reliability::of(&memberships::judged(&scored, &gold, level)),
        coverage: (score.is_some() && !judged.is_empty() && !families.is_empty())
            .then(|| Coverage::of(&gold, &families, listed)),
        questions,
        rejected: rejects.lines,
    })
}

/// The memberships, and the pairs that lie beside them in an output folder or are named.
fn files(found: &Path, pairs: Option<&Path>) -> (PathBuf, Option<PathBuf>) {
    if !found.is_dir() {
        return (found.to_owned(), pairs.map(Path::to_owned));
    }
    let beside = found.join(ResultFile::Pairs.name());
    (
        found.join(ResultFile::Memberships.name()),
        pairs
            .map(Path::to_owned)
            .or_else(|| beside.is_file().then_some(beside)),
    )
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|e| Error::io(path, e))
}

/// Reads line by line: the evidence in `pairs.jsonl` can be larger than memory.
fn read_pairs(path: &Path, rejects: &mut Rejects) -> Result<Vec<ScoredPair>, Error> {
    let file = File::open(path).map_err(|e| Error::io(path, e))?;
    let mut pairs = Vec::new();
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line.map_err(|e| Error::io(path, e).at_record(number))?;
        match ScoredPair::parse(&line) {
            Ok(pair) => pairs.push(pair),
            Err(error) => rejects.take(path, vec![error.at_record(number)])?,
        }
    }
    Ok(pairs)
}

/// Lines that could not be read; the first is an error when the command is strict.
struct Rejects {
    strict: bool,
    lines: Vec<String>,
}

impl Rejects {
    fn new(strict: bool) -> Self {
        Self {
            strict,
            lines: Vec::new(),
        }
    }

    fn take(&mut self, path: &Path, errors: Vec<Error>) -> Result<(), Error> {
        for error in errors {
            let error = error.at_path(path);
            if self.strict {
                return Err(error);
            }
            self.lines.push(error.to_string());
        }
        Ok(())
    }
}
