//! Pages: how right they are read, and how fast.
//!
//! `cargo bench --bench pages -- EXPECTED.jsonl FOLDER [EXTRACTOR]` reads every page that a line of the first names
//! (`html`, a path below the second) and compares title, text and day with the line's own (`title`,
//! `text`, `published`; what a line leaves out is not compared), set by set (`set`). Then it prints
//! the speed on one thread beside `dom_smoothie` alone; that of a packed crawl of the same texts beside
//! unpacking it, and that of one of the pages beside unpacking it and `dom_smoothie`. The data are not part of the repository; without arguments nothing is done.

#![expect(clippy::print_stdout, reason = "a bench reports to who runs it")]

mod crawl;
mod shingles;
mod speed;

/// As the program has it.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use samestory::{Article, ArticleSource};
use samestory_cli::read::{self, Extractor, Input, Options};

use shingles::Score;

/// A line of the expected articles.
#[derive(serde::Deserialize)]
struct Expected {
    id: String,
    html: PathBuf,
    set: String,
    title: Option<String>,
    text: Option<String>,
    published: Option<String>,
}

/// What was found of one set.
#[derive(Default)]
struct Tally {
    pages: usize,
    /// With the reasons.
    refused: Vec<String>,
    texts: Vec<Score>,
    titles: (usize, usize),
    days: (usize, usize),
}

fn main() {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(1);
    threads.build_global().expect("one thread");
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    let (expected, folder, extractor) = match &arguments[..] {
        [expected, folder] => (expected, folder, Extractor::default()),
        [expected, folder, name] => (expected, folder, name.parse().expect("an extractor")),
        _ => {
            println!("give EXPECTED.jsonl and FOLDER behind `--`");
            return;
        }
    };
    let options = Options {
        extractor,
        ..Options::default()
    };
    let lines = fs::read_to_string(expected).expect("the expected articles");
    let expected: Vec<Expected> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    let folder = Path::new(folder);
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for page in &expected {
        tally(
            tallies.entry(&page.set).or_default(),
            page,
            folder,
            &options,
        );
    }
    for (set, tally) in &tallies {
        print(set, tally);
    }
    let paths: Vec<PathBuf> = expected
        .iter()
        .map(|page| folder.join(&page.html))
        .collect();
    speed::print(&paths, &options);
}

fn read(path: &Path, options: &Options) -> Result<Article, String> {
    let feed = read::open(&[Input::from(path)], options, &|_| {});
    let feed = feed.map_err(|error| error.to_string())?;
    match feed.len() {
        1 => feed.article(0).map_err(|error| error.to_string()),
        _ => Err(feed
            .rejected()
            .first()
            .first()
            .map_or_else(String::new, |p| p.reason.clone())),
    }
}

fn tally(tally: &mut Tally, page: &Expected, folder: &Path, options: &Options) {
    tally.pages += 1;
    let article = read(&folder.join(&page.html), options).unwrap_or_else(|reason| {
        tally.refused.push(format!("{}: {reason}", page.id));
        Article::default()
    });
    if let Some(text) = &page.text {
        tally.texts.push(Score::of(text, &article.text));
    }
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(title) = &page.title {
        tally.titles.0 += usize::from(line(title) == line(&article.title));
        tally.titles.1 += 1;
    }
    if let Some(published) = &page.published {
        let expected: samestory::Timestamp = published.parse().expect("a date");
        let found = article.published.map(samestory::Timestamp::day);
        tally.days.0 += usize::from(found == Some(expected.day()));
        tally.days.1 += 1;
    }
}

fn print(set: &str, tally: &Tally) {
    let (precision, recall, f1) = shingles::mean(&tally.texts);
    println!(
        "{set}: {} pages, {} refused",
        tally.pages,
        tally.refused.len()
    );
    println!("  text   F1 {f1:.4}, precision {precision:.4}, recall {recall:.4}");
    let share = |name: &str, (right, all): (usize, usize)| {
        if all > 0 {
            println!("  {name} right {right} of {all}");
        }
    };
    share("title ", tally.titles);
    share("day   ", tally.days);
    for refused in &tally.refused {
        println!("  refused {refused}");
    }
}
