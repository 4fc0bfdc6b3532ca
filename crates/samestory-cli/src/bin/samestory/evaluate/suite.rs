//! The whole pipeline on every labelled set of a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use samestory::config::{self, Pairs, Profile};
use samestory::detect::copies;
use samestory::detect::events::{candidates, profile};
use samestory::{
    Article, ArticleRef, ArticleSource, Config, Corrections, Detection, Error, Scan, detect,
};
use samestory_bench::evaluate::coverage::Coverage;
use samestory_bench::evaluate::floors::Floor;
use samestory_bench::evaluate::overlaps::{Equality, Overlaps};
use samestory_bench::evaluate::pairs::GoldPair;
use samestory_bench::evaluate::suite::{
    CopyReport, Gold, Report, SetReport, THRESHOLDS, VerdictReport,
};
use samestory_bench::evaluate::verdicts::Verdicts;
use samestory_bench::evaluate::{Labels, Level, quality};
use samestory_cli::read::{self, Feed, Input, OnBadRecord, Options};

use super::timing::{self, Timing};
use crate::args::EvaluateArgs;
use crate::outcome::{Outcome, UsageError};
use crate::progress::Progress;
use crate::session::Session;
use crate::{new_file, settings};

/// The project's own figures to beat.
const FLOORS: &str = include_str!("../../../../../../docs/floors.tsv");
/// What makes a folder a set.
const ARTICLES: &str = "articles.jsonl";
const EVENTS: &str = "events.gold.tsv";
const STORYLINES: &str = "storylines.gold.tsv";
const VERDICTS: &str = "pairs.tsv";
const OVERLAPS: &str = "jaccard3-0.5.tsv";
const FILES: [&str; 5] = [ARTICLES, EVENTS, STORYLINES, VERDICTS, OVERLAPS];
/// Words below which an article has no pair in the exact list.
const LISTED_WORDS: usize = 20;

/// A folder of the suite.
struct LabelledSet {
    name: String,
    path: PathBuf,
    feed: Feed,
    gold: Gold,
}

pub(super) fn run(
    args: &EvaluateArgs,
    folder: &Path,
    session: &Session,
) -> anyhow::Result<Outcome> {
    let config = settings::from_file(args.suite.config.as_deref())?;
    settings::start_threads(args.suite.jobs)?;
    let floors = match &args.suite.floors {
        Some(path) => Floor::parse_all(&text_of(path)?).map_err(|e| e.at_path(path))?,
        None => Floor::parse_all(FLOORS)?,
    };
    let progress = Progress::new(session);
    let paths = set_folders(folder)?;
    let mut report = Report {
        floors,
        ..Report::default()
    };
    let mut timings = Vec::new();
    for path in &paths {
        let set = LabelledSet::read(path)?;
        session.detail(&format!("{}: {} articles", set.name, set.feed.len()));
        report.sets.push(measure(&set, &config, &progress)?);
        timings.push(timing::time(&set.name, &set.path, &set.feed, &args.suite)?);
    }
    report.fit();
    progress.finish();
    write(args, folder, &report, &timings, session)?;
    Ok(Outcome::Done)
}

/// The files that the sets below `folder` may hold.
pub(super) fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let sets = set_folders(folder)?;
    let files = sets.iter().flat_map(|set| FILES.map(|name| set.join(name)));
    Ok(files.collect())
}

/// The sets below `folder`, by name; `folder` itself when it is one.
fn set_folders(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let holds_articles = |path: &Path| path.join(ARTICLES).is_file();
    if holds_articles(folder) {
        return Ok(vec![folder.to_owned()]);
    }
    let mut sets = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| Error::io(folder, e))? {
        let path = entry.map_err(|e| Error::io(folder, e))?.path();
        if holds_articles(&path) {
            sets.push(path);
        }
    }
    sets.sort();
    if sets.is_empty() {
        return Err(UsageError(format!(
            "{}: no folder in it holds articles.jsonl; help: give a folder of labelled sets",
            folder.display()
        ))
        .into());
    }
    Ok(sets)
}

impl LabelledSet {
    fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(ARTICLES);
        let options = Options {
            on_bad_record: OnBadRecord::Fail,
            ..Options::default()
        };
        Ok(Self {
            name: folder.file_name().map_or_else(
                || folder.display().to_string(),
                |name| name.to_string_lossy().into_owned(),
            ),
            feed: read::open(&[Input::from(&path)], &options, &|_| {})?,
            gold: Gold {
                events: labels(&folder.join(EVENTS))?,
                storylines: labels(&folder.join(STORYLINES))?,
                verdicts: gold_pairs(&folder.join(VERDICTS))?,
                overlaps: gold_pairs(&folder.join(OVERLAPS))?,
            },
            path,
        })
    }
}

fn text_of(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|e| Error::io(path, e))
}

/// Gold labels that a set may lack; wrong ones would falsify every figure, so they end the run.
fn labels(path: &Path) -> Result<Option<Labels>, Error> {
    if !path.exists() {
        return Ok(None);
    }
    let mut labels = Labels::parse(&text_of(path)?, Level::Event);
    match labels.rejected.pop() {
        Some(error) => Err(error.at_path(path)),
        None => Ok(Some(labels)),
    }
}

fn gold_pairs(path: &Path) -> Result<Vec<GoldPair>, Error> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    GoldPair::parse_all(&text_of(path)?).map_err(|e| e.at_path(path))
}

fn run_on<S: ArticleSource>(
    articles: &S,
    config: &Config,
    progress: &Progress<'_>,
) -> Result<Detection, Error> {
    // Scores are measured on every judged pair.
    let config = Config {
        pairs: Pairs::All,
        ..config.clone()
    };
    detect(articles, &config, &Corrections::default(), progress)
}

fn measure(
    set: &LabelledSet,
    config: &Config,
    progress: &Progress<'_>,
) -> Result<SetReport, Error> {
    let found = run_on(&set.feed, config, progress)?;
    let mut report = SetReport::of(&set.name, &set.gold, &found);
    if let Some(gold) = &set.gold.events {
        report.coverage = Some(coverage(set, gold, config, progress)?);
        for threshold in THRESHOLDS {
            let mut config = config.clone();
            config.events.threshold = threshold;
            report.add_threshold(&set.gold, &run_on(&set.feed, &config, progress)?);
        }
    }
    if !set.gold.verdicts.is_empty() {
        report.verdicts = Some(verdicts(set, &found, config, progress)?);
    }
    if !set.gold.overlaps.is_empty() {
        report.copies = Some(overlaps(set, &found, config, progress)?);
    }
    Ok(report)
}

fn verdicts(
    set: &LabelledSet,
    found: &Detection,
    config: &Config,
    progress: &Progress<'_>,
) -> Result<VerdictReport, Error> {
    let in_feed = Labels::of_memberships(&found.memberships, Level::Event);
    let ids = set.feed.scan(|_, article| article.id.to_owned())?;
    let position: BTreeMap<&str, usize> = ids.iter().map(String::as_str).zip(0..).collect();
    let mut alone = Vec::new();
    for pair in &set.gold.verdicts {
        let two: Vec<Article> = [&pair.a, &pair.b]
            .into_iter()
            .filter_map(|id| position.get(id.as_str()))
            .map(|&position| set.feed.article(position))
            .collect::<Result<_, Error>>()?;
        let found = run_on(&two, config, progress)?;
        alone.push(Labels::of_memberships(&found.memberships, Level::Event));
    }
    let together =
        |labels: &Labels, pair: &GoldPair| Some(labels.get(&pair.a)? == labels.get(&pair.b)?);
    Ok(VerdictReport {
        in_feed: Verdicts::of(&set.gold.verdicts, |pair| together(&in_feed, pair)),
        alone: Verdicts::of(&set.gold.verdicts, |pair| {
            alone.iter().find_map(|labels| together(labels, pair))
        }),
    })
}

fn overlaps(
    set: &LabelledSet,
    found: &Detection,
    config: &Config,
    progress: &Progress<'_>,
) -> Result<CopyReport, Error> {
    let mut config = config.clone();
    config.copies.profile = Profile::Reference;
    config.events.level = config::Level::Copies;
    let reference = run_on(&set.feed, &config, progress)?;
    let families = |found: &Detection| Labels::of_memberships(&found.memberships, Level::Family);
    let short = set
        .feed
        .scan(|_, article| (words(article) < LISTED_WORDS).then(|| article.id.to_owned()))?;
    let short: BTreeSet<String> = short.into_iter().flatten().collect();
    Ok(CopyReport {
        default: Overlaps::of(&set.gold.overlaps, &families(found)),
        reference: Overlaps::of(&set.gold.overlaps, &families(&reference)),
        equality: Equality::of(&set.gold.overlaps, &reference.pairs, |id| {
            !short.contains(id)
        }),
    })
}

/// Words as the exact list counts them: runs of letters, digits and underscores.
fn words(article: ArticleRef<'_>) -> usize {
    [article.title, article.text]
        .into_iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .filter(|word| !word.is_empty())
        .count()
}

/// Which of the true pairs the event layer judges, strong or weak: more than a result lists.
fn coverage(
    set: &LabelledSet,
    gold: &Labels,
    config: &Config,
    progress: &Progress<'_>,
) -> Result<Coverage, Error> {
    let copies = copies::find(&set.feed, config, progress)?;
    let profiles = profile::read(
        &set.feed,
        &copies,
        config,
        &Corrections::default(),
        progress,
    )?;
    let met = candidates::find(&profiles, config, progress);
    let id = |rank| &*copies.roster.get(rank).id;
    let families: Labels = copies
        .families
        .iter()
        .zip(&copies.leads)
        .flat_map(|(members, &lead)| {
            members
                .iter()
                .map(move |&member| (id(member).to_owned(), id(lead).to_owned()))
        })
        .collect();
    let lead = |document: u32| id(profiles.documents.list[document as usize].lead);
    let judged = met.pairs.iter().map(|&(a, b)| (lead(a), lead(b)));
    Ok(Coverage::of(gold, &families, judged))
}

fn write(
    args: &EvaluateArgs,
    folder: &Path,
    report: &Report,
    timings: &[Timing],
    session: &Session,
) -> anyhow::Result<()> {
    if args.json {
        let mut results = session.results();
        let all = serde_json::json!({ "report": report, "timings": timings });
        serde_json::to_writer_pretty(&mut results, &all)?;
        writeln!(results)?;
        results.flush()?;
    }
    let command = "samestory evaluate --suite DIR -o docs/quality.md";
    let text = quality::markdown(report, command) + &timing::markdown(timings);
    match &args.suite.output {
        Some(path) => {
            let parent = match path.parent() {
                Some(parent) if !parent.as_os_str().is_empty() => parent,
                _ => Path::new("."),
            };
            let images = parent.join(quality::IMAGES);
            fs::create_dir_all(&images).map_err(|e| Error::io(&images, e))?;
            for (name, svg) in quality::plots(report) {
                new_file::write(&images.join(name), svg.as_bytes())?;
            }
            new_file::write(path, text.as_bytes())?;
            session.say(&format!(
                "{}: {} sets of {}",
                path.display(),
                report.sets.len(),
                folder.display()
            ));
        }
        None if args.json => {}
        None => session.tell(&text)?,
    }
    Ok(())
}
