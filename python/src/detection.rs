//! What a run found, as Python asks for it.

use std::path::PathBuf;

use pyo3::prelude::*;
use samestory::detect::compare;
use samestory::detection::Pair;
use samestory::{ArticleSource, Corrections, Detection, Error, detect};
use samestory_cli::read::read_corrections;
use samestory_cli::reasons;
use samestory_cli::repeats::Repeats;
use samestory_cli::write::{Among, By, Removal};

use crate::articles::{Opened, Source};
use crate::run::detached;
use crate::table::{Table, lines};
use crate::{schema, settings};

/// The records of a run.
#[pyclass(frozen)]
#[derive(Debug)]
pub(crate) struct Found {
    found: Detection,
}

#[pymethods]
impl Found {
    fn memberships(&self) -> PyResult<Table> {
        Table::of(&self.found.memberships, schema::memberships())
    }

    fn families(&self) -> PyResult<Table> {
        Table::of(&self.found.families, schema::families())
    }

    fn events(&self) -> PyResult<Table> {
        Table::of(&self.found.events, schema::events())
    }

    fn storylines(&self) -> PyResult<Table> {
        Table::of(&self.found.storylines, schema::storylines())
    }

    fn pairs(&self) -> PyResult<Table> {
        Table::of(&self.found.pairs, schema::pairs())
    }

    /// What was counted, as a line of JSON.
    fn counts(&self) -> PyResult<String> {
        lines([&self.found.counts])
    }

    /// The pair that is recorded of two articles, as a line of JSON, and in words; none where none is,
    /// or where its reasons are not.
    fn explained(
        &self,
        a: &str,
        b: &str,
        titles: [String; 2],
    ) -> PyResult<Option<(String, String)>> {
        let both = |pair: &&Pair| (pair.a == a && pair.b == b) || (pair.a == b && pair.b == a);
        let pair = self.found.pairs.iter().find(both);
        pair.filter(|pair| pair.explained)
            .map(|pair| told(pair, a, &titles))
            .transpose()
    }
}

/// Finds copies, events and storylines.
#[pyfunction]
pub(crate) fn cluster(
    py: Python<'_>,
    source: &Source,
    config: &str,
    corrections: Option<PathBuf>,
    jobs: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Found> {
    let found = detached(py, jobs, progress.as_ref(), |watch| {
        let config = settings::config(config)?;
        detect(&source.opened, &config, &verdicts(corrections)?, watch)
    })?;
    Ok(Found { found })
}

/// What a deduplicated feed leaves out: the removals, and the positions of the articles that stay.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "those of the Python function")]
pub(crate) fn dedup(
    py: Python<'_>,
    source: &Source,
    against: Option<&Source>,
    by: &str,
    among: &str,
    config: &str,
    corrections: Option<PathBuf>,
    jobs: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<(Table, Vec<usize>, String)> {
    let (removals, counts) = detached(py, jobs, progress.as_ref(), |watch| {
        let repeats = Repeats {
            by: repetition(by)?,
            among: bound(among)?,
            config: &settings::config(config)?,
            corrections: &verdicts(corrections)?,
            observer: watch,
        };
        match against {
            None => repeats.find(&source.opened),
            Some(old) => {
                repeats.find_beside(&source.opened, &old.opened, |at| old.opened.place(at))
            }
        }
    })?;
    let kept = kept(&source.opened, &removals);
    let counts = lines([&counts])?;
    Ok((Table::of(&removals, schema::removals())?, kept, counts))
}

fn kept(source: &Opened, removals: &[Removal]) -> Vec<usize> {
    let mut stays = vec![true; source.len()];
    for removal in removals {
        stays[removal.position] = false;
    }
    let positions = stays.into_iter().enumerate();
    positions
        .filter_map(|(at, stays)| stays.then_some(at))
        .collect()
}

/// Judges two articles alone: the pair as a line of JSON, and in words.
#[pyfunction]
pub(crate) fn compared(
    py: Python<'_>,
    source: &Source,
    a: usize,
    b: usize,
    config: &str,
    titles: [String; 2],
) -> PyResult<(String, String)> {
    let (pair, a) = detached(py, Some(1), None, |_| {
        let [a, b] = [source.opened.article(a)?, source.opened.article(b)?];
        Ok((compare(&a, &b, &settings::config(config)?)?.pair, a.id))
    })?;
    told(&pair, &a, &titles)
}

/// A pair as a line of JSON, and in words; `titles` are those of `a` and of the other.
fn told(pair: &Pair, a: &str, titles: &[String; 2]) -> PyResult<(String, String)> {
    let [first, other] = titles;
    let titles = if pair.a == a {
        [first, other]
    } else {
        [other, first]
    };
    let words = reasons::told(pair, titles.map(String::as_str), usize::MAX, "");
    Ok((lines([pair])?, words.as_str().to_owned()))
}

/// The verdicts of a file of corrections; a line that is none is an error, as in the program.
fn verdicts(path: Option<PathBuf>) -> Result<Corrections, Error> {
    let Some(path) = path else {
        return Ok(Corrections::default());
    };
    let mut file = read_corrections(&path)?;
    if file.rejected.is_empty() {
        Ok(file.corrections)
    } else {
        Err(file.rejected.swap_remove(0))
    }
}

fn repetition(by: &str) -> Result<By, Error> {
    match by {
        "family" => Ok(By::Family),
        "event" => Ok(By::Event),
        _ => Err(Error::config(format!("by is `{by}`")).help("give family or event")),
    }
}

fn bound(among: &str) -> Result<Among, Error> {
    match among {
        "all" => Ok(Among::All),
        "within source" => Ok(Among::OneSource),
        "across source" => Ok(Among::OtherSources),
        _ => {
            Err(Error::config(format!("among is `{among}`"))
                .help("give source for within or across"))
        }
    }
}
