//! The output folder's own records: which files it holds, and how the run went that wrote them.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::config::Config;
use crate::corrections::Fingerprint;
use crate::cut;
use crate::detection::Counts;

/// Version of the output files; its number rises when a reader of the old ones would misread them.
pub const OUTPUT_SCHEMA: &str = "samestory-output/1";

/// Characters of a text that `articles.jsonl` keeps by default.
pub const STORED_TEXT_CHARS: usize = 20_000;

/// Hidden folders whose name begins so hold outputs that are being written.
pub const STAGING_PREFIX: &str = ".samestory-";

/// The hidden folder in an output folder from which a run replaces it.
pub const STAGING_OF_FOLDER: &str = ".samestory-run";

/// The file in such a folder that says that what else it holds is the result, and only has to be
/// moved to its place.
pub const STAGING_COMMIT: &str = "commit";

/// A file of an output folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResultFile {
    /// One [`crate::detection::Membership`] a line, input order.
    Memberships,
    /// One [`crate::detection::Event`] a line.
    Events,
    /// One [`crate::detection::Storyline`] a line.
    Storylines,
    /// One [`crate::detection::Family`] a line.
    Families,
    /// One [`crate::detection::Pair`] a line.
    Pairs,
    /// One [`StoredArticle`] a line, input order.
    Articles,
    /// The editors' report as one HTML page; a large one is in [`REPORT_FOLDER`] instead, and for very
    /// large feeds there is none.
    Report,
    /// The [`RunRecord`].
    Run,
}

impl ResultFile {
    /// Every file of an output folder, the run record last, as it is written.
    pub const ALL: [Self; 8] = [
        Self::Memberships,
        Self::Events,
        Self::Storylines,
        Self::Families,
        Self::Pairs,
        Self::Articles,
        Self::Report,
        Self::Run,
    ];

    /// Its name in the folder.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Memberships => "memberships.jsonl",
            Self::Events => "events.jsonl",
            Self::Storylines => "storylines.jsonl",
            Self::Families => "families.jsonl",
            Self::Pairs => "pairs.jsonl",
            Self::Articles => "articles.jsonl",
            Self::Report => "report.html",
            Self::Run => "run.json",
        }
    }
}

/// The folder, within an output folder, that holds a report of many pages.
pub const REPORT_FOLDER: &str = "report";

/// The page of it that leads to all others.
pub const REPORT_INDEX: &str = "index.html";

/// The page of the events without a date, in place of a day.
pub const UNDATED_PAGE: &str = "undated";

/// Whether a file of [`REPORT_FOLDER`] is a page of a report, by its name: that of a day, of a part
/// of one, or [`REPORT_INDEX`].
pub fn is_report_page(name: &str) -> bool {
    let stem = name.strip_suffix(".html");
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let day = |text: &str| {
        let parts: Vec<&str> = text.split('-').collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        text == UNDATED_PAGE || (lengths == [4, 2, 2] && parts.into_iter().all(digits))
    };
    name == REPORT_INDEX
        || stem.is_some_and(|stem| {
            let part = stem.rsplit_once('-');
            day(stem) || part.is_some_and(|(of, number)| day(of) && digits(number))
        })
}

/// Whether `folder` holds results of any version of samestory, or a killed run was about to put them
/// there.
pub fn is_output_folder(folder: &Path) -> bool {
    #[derive(Deserialize)]
    struct Head {
        schema: String,
    }
    let family = OUTPUT_SCHEMA.split('/').next().unwrap_or_default();
    let is_run = fs::read(folder.join(ResultFile::Run.name()))
        .ok()
        .and_then(|bytes| serde_json::from_slice::<Head>(&bytes).ok())
        .is_some_and(|head| head.schema.split('/').next() == Some(family));
    is_run
        || folder
            .join(STAGING_OF_FOLDER)
            .join(STAGING_COMMIT)
            .is_file()
}

/// How a run went: `run.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// [`OUTPUT_SCHEMA`] of all files in the folder.
    pub schema: String,
    /// Program and version that wrote them.
    pub program: String,
    /// The effective settings.
    pub config: Config,
    /// What was read, in input order.
    pub inputs: Vec<InputCount>,
    /// Records that were left out because they are bad, over all inputs.
    pub rejected: u64,
    /// The first of them, at most [`RunRecord::LISTED`].
    pub rejected_records: Vec<RecordProblem>,
    /// Problems of records that made an article nevertheless, such as a date that cannot be read.
    pub warnings: u64,
    /// The first of them, at most [`RunRecord::LISTED`].
    pub warned_records: Vec<RecordProblem>,
    /// Files that were found and not read.
    pub skipped: Vec<SkippedFile>,
    /// Records that are as they should be and make no article of their own, by reason: canceled items,
    /// earlier versions, pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// Which fields of the records were read as which fields of the articles.
    pub fields: Vec<FieldSource>,
    /// What was counted, chosen and capped; bands, rows and their recall are in it.
    pub counts: Counts,
    /// Characters of a text from which `articles.jsonl` shortens it.
    pub stored_text_chars: usize,
    /// Language of the report, as a code; none stands for English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_lang: Option<String>,
    /// Time and memory: the only part that differs between two runs of the same input and settings.
    pub performance: Performance,
}

impl RunRecord {
    /// How many rejected records, and how many with warnings, are listed one by one.
    pub const LISTED: usize = 1000;
}

/// What one input gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputCount {
    /// The file as named or found; `-` for stdin.
    pub name: String,
    /// What it was read as: `jsonl`, `json`, `csv`, `tsv`, `text`.
    pub format: String,
    /// Articles taken from it.
    pub articles: u64,
    /// Records of it that were rejected.
    pub rejected: u64,
}

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordProblem {
    /// The file; `-` for stdin.
    pub input: String,
    /// Line or record number, 1-based; none when the whole file was refused.
    pub record: Option<u64>,
    /// What is wrong with it.
    pub reason: String,
    /// How to repair it.
    pub repair: String,
}

/// A file that was found and not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedFile {
    /// The file.
    pub name: String,
    /// Why it was not read.
    pub reason: String,
}

/// How many records make no article for one reason, which is no fault of theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// `canceled`, `withheld`, `embargoed`, `unpublished`, `superseded`, `repeated`, `no_text` or
    /// `package`.
    pub reason: String,
    /// Number of records.
    pub records: u64,
}

/// Where a field of the articles was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldSource {
    /// The article's field: `id`, `title`, `text`, `date`, `source`, `url`, `lang` or `author`.
    pub field: String,
    /// The record's field; nested ones with dots.
    pub name: String,
    /// Number of articles that took it from there.
    pub articles: u64,
}

/// Time and memory of a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Performance {
    /// Threads used.
    pub jobs: usize,
    /// Seconds from start to the writing of this record.
    pub seconds: f64,
    /// Processor time of all threads, in seconds; none where the system does not tell.
    #[serde(default)]
    pub processor_seconds: Option<f64>,
    /// Bytes of the inputs as stored (compressed ones count compressed).
    pub input_bytes: u64,
    /// Stages in the order in which they ran.
    pub stages: Vec<StageTime>,
    /// Highest resident memory of the process, in bytes; none where the system does not tell.
    pub peak_memory_bytes: Option<u64>,
}

/// Wall time of a stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageTime {
    /// The stage.
    pub stage: String,
    /// Seconds it took.
    pub seconds: f64,
}

/// An article as `articles.jsonl` keeps it, so that results can be explained without the inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredArticle {
    /// The article; its text is cut when it is longer than the run's `stored_text_chars`.
    #[serde(flatten)]
    pub article: Article,
    /// ISO 639-1 code: what the feed states, else what the text tells; `und` when neither does.
    #[serde(default)]
    pub language: String,
    /// News agencies that it names as where its text comes from, sorted.
    #[serde(default)]
    pub credits: Vec<String>,
    /// Whether the text was cut.
    pub shortened: bool,
    /// [`crate::ArticleRef::fingerprint`] of the whole article.
    pub fingerprint: Fingerprint,
}

impl StoredArticle {
    /// Keeps at most `chars` characters of the article's text; offsets into what is kept stay
    /// right. Language and credits are for the caller to find in the whole text.
    pub fn new(article: Article, language: String, credits: Vec<String>, chars: usize) -> Self {
        let fingerprint = Fingerprint(article.as_ref().fingerprint());
        Self {
            article,
            language,
            credits,
            shortened: false,
            fingerprint,
        }
        .shorten(chars)
    }

    /// Keeps at most `chars` characters of what is left of the text.
    #[must_use]
    pub fn shorten(mut self, chars: usize) -> Self {
        if let (kept, true) = cut::to_chars(&self.article.text, chars) {
            let end = kept.len();
            self.article.text.truncate(end);
            self.article.text.shrink_to_fit();
            self.shortened = true;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_report_are_known_by_their_names() {
        for name in [
            "index.html",
            "2024-03-12.html",
            "2024-03-12-14.html",
            "undated.html",
            "undated-2.html",
        ] {
            assert!(is_report_page(name), "{name}");
        }
        for name in ["notes.html", "2024-03-12", "undated-x.html", ".html"] {
            assert!(!is_report_page(name), "{name}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_characters_and_says_so() {
        let article = Article {
            id: "a".into(),
            text: "äöü".into(),
            ..Article::default()
        };
        let whole = StoredArticle::new(article.clone(), "de".into(), Vec::new(), 3);
        assert!(!whole.shortened);
        assert_eq!(whole.article, article);
        let cut = StoredArticle::new(article, "de".into(), Vec::new(), 2);
        assert!(cut.shortened);
        assert_eq!(cut.article.text, "äö");
        assert_eq!(cut.fingerprint, whole.fingerprint, "of the whole article");
    }
}
