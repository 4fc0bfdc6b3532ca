//! The report and the exports of a small result, as files: what must never be in them, and that
//! the same result gives the same bytes. How the page behaves is tested in a browser.

use std::collections::BTreeMap;

use samestory::corrections::{Fingerprint, Verdict};
use samestory::detect::text;
use samestory::run::{OUTPUT_SCHEMA, RunRecord, StoredArticle};
use samestory::{Article, Config, Corrections, Detection, Quiet, detect};
use samestory_cli::write::{self, FeedOptions, Length, Records, ReportFile, ReportOptions, Table};

use crate::sample;

const HOSTILE: &str = "<script>alert(1)</script>\"'></noscript></style><img src=x \
                       onerror=alert(2)>{{ 7*7 }}\u{202e}\u{0}";

fn article(id: &str, title: &str, text: &str, hour: u32) -> Article {
    Article {
        id: id.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        published: format!("2024-03-12T{hour:02}:00:00Z").parse().ok(),
        source: Some(format!("Source {id}")),
        url: Some(format!("https://news.example/{hour}?a=1&b=2")),
        lang: None,
        author: None,
    }
}

struct Found {
    run: RunRecord,
    detection: Detection,
    articles: Vec<StoredArticle>,
}

impl Found {
    fn new(articles: &[Article]) -> Self {
        Self::with(articles, &Config::default(), &Corrections::default())
    }

    fn with(articles: &[Article], config: &Config, corrections: &Corrections) -> Self {
        let detection = detect(articles, config, corrections, &Quiet).unwrap();
        let run = serde_json::json!({
            "schema": OUTPUT_SCHEMA, "program": "samestory test", "config": config, "inputs": [],
            "rejected": 0, "rejected_records": [], "warnings": 0, "warned_records": [],
            "skipped": [], "fields": [], "counts": detection.counts, "stored_text_chars": 20_000,
            "performance": {
                "jobs": 1, "seconds": 0.0, "input_bytes": 0, "stages": [], "peak_memory_bytes": null
            },
        });
        Self {
            run: serde_json::from_value(run).unwrap(),
            detection,
            articles: (articles.iter())
                .map(|article| {
                    let credits = text::credits(article.as_ref());
                    let credits = credits.into_iter().map(str::to_owned).collect();
                    StoredArticle::new(article.clone(), "en".to_owned(), credits, 20_000)
                })
                .collect(),
        }
    }

    fn records(&self) -> Records<'_> {
        Records {
            run: &self.run,
            detection: &self.detection,
            articles: &self.articles,
        }
    }
}

/// The report as one page.
fn one_page(found: &Found, options: &ReportOptions) -> Result<String, samestory::Error> {
    let mut whole = String::new();
    write::report(&found.records(), options, |file| {
        let ReportFile::Whole(page) = file else {
            panic!("many pages: {file:?}");
        };
        page.clone_into(&mut whole);
        Ok(())
    })?;
    Ok(whole)
}

fn library() -> Found {
    let text = "The old harbour library of Marwick burned on Tuesday morning. Two porters were \
                hurt, and the town's shipping registers, kept since 1790, are lost for good.";
    Found::new(&[
        article("one", "Library burns", text, 5),
        article("two", "Library burns in Marwick", text, 6),
        article("three", HOSTILE, HOSTILE, 7),
        article(HOSTILE, "", "", 8),
    ])
}

#[test]
fn the_report_never_holds_article_text_as_markup() {
    let found = library();
    let page = one_page(&found, &ReportOptions::default()).unwrap();
    assert!(!page.contains("<script>alert") && !page.contains("<img") && page.contains("7*7"));
    assert_eq!(page.matches("<script").count(), 1, "its own");
    assert!(!page.contains('\u{202e}') && !page.contains('\u{0}'));
    assert!(page.starts_with("<!doctype html>"));
    let again = one_page(&found, &ReportOptions::default()).unwrap();
    assert!(page == again, "the same bytes");
}

#[test]
fn the_best_placed_of_the_preferred_outlets_leads_and_the_page_says_why() {
    let text = "The old harbour library of Marwick burned on Tuesday morning. Two porters were \
                hurt, and the town's shipping registers, kept since 1790, are lost for good.";
    let longer = format!("{text} The mayor wept.");
    let articles = [
        article("one", "Library burns", text, 5),
        article("two", "Library burns", text, 6),
        article("three", "Library burns", &longer, 7),
    ];
    let config = Config {
        prefer: ["nobody.example", "SOURCE Three", "Source two"]
            .map(str::to_owned)
            .into(),
        ..Config::default()
    };
    let found = Found::with(&articles, &config, &Corrections::default());
    let page = one_page(&found, &ReportOptions::default()).unwrap();
    assert_eq!(found.detection.families[0].lead, "three");
    assert_eq!(found.detection.events[0].lead, "three");
    let removals = write::removals(&found.detection, &write::Rule::default());
    assert!(removals.len() == 2 && removals.iter().all(|removal| removal.kept == "three"));
    assert_eq!(found.detection.counts.unknown_preferred, ["nobody.example"]);
    assert!(page.contains("its outlet is preferred; its text is the longest"));
    assert!(page.contains("No article comes from <bdi>nobody.example</bdi>"));

    let found = Found::new(&articles);
    let page = one_page(&found, &ReportOptions::default()).unwrap();
    assert_eq!(found.detection.events[0].lead, "one");
    assert!(!page.contains("preferred"), "none is preferred unasked");
}

#[test]
fn every_event_has_its_reasons_in_one_page_or_in_many() {
    let articles: Vec<Article> = (0..1_900)
        .map(|n| {
            let mut article = article(
                &format!("n{n}"),
                &format!("Title {n}"),
                &format!("word{n} ").repeat(400),
                n % 24,
            );
            if n % 3 == 0 {
                article.published = None;
            }
            article
        })
        .collect();
    let found = Found::new(&articles);
    let files = |max_bytes| {
        let options = ReportOptions {
            max_bytes,
            ..ReportOptions::default()
        };
        let mut files = BTreeMap::new();
        let write = |file: ReportFile<'_>| {
            let (name, page) = match file {
                ReportFile::Whole(page) => ("report.html", page),
                ReportFile::Page(name, page) => (name, page),
            };
            files.insert(name.to_owned(), page.to_owned());
            Ok(())
        };
        write::report(&found.records(), &options, write).unwrap();
        files
    };
    let cards = |page: &String| page.matches("<details class=\"event").count();
    for max_bytes in [5_000_000, 8_000_000] {
        let one = files(max_bytes);
        let page = &one["report.html"];
        assert!(one.len() == 1 && page.len() <= max_bytes, "{}", page.len());
        assert!(page.contains("are cut there") && page.contains("Shortened here."));
        assert_eq!(cards(page), 1_900);
    }
    let many = files(2_000_000);
    let names: Vec<&str> = many.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "2024-03-12-2.html",
            "2024-03-12.html",
            "index.html",
            "undated.html"
        ]
    );
    assert_eq!(many.values().map(cards).sum::<usize>(), 1_900);
    let anchor = format!("e-{}", found.detection.events[0].event.replace(':', "-"));
    let holder = many
        .iter()
        .find(|(_, page)| page.contains(&format!("id=\"{anchor}\"")));
    let link = format!("{}#{anchor}", holder.unwrap().0);
    assert!(
        many["index.html"].contains(&format!("\"href\":\"{link}\"")),
        "{link}"
    );
    assert!(files(2_000_000) == many, "the same bytes");
}

#[test]
fn records_that_name_what_is_not_there_are_an_error_and_no_panic() {
    let mut found = library();
    found.detection.events[0].members.push("gone".to_owned());
    let error = one_page(&found, &ReportOptions::default()).unwrap_err();
    assert!(error.to_string().contains("gone"), "{error}");
    found.articles.pop();
    assert!(one_page(&found, &ReportOptions::default()).is_err());
}

#[test]
fn every_table_has_a_row_for_each_record() {
    let found = library();
    for (table, rows) in [
        (
            Table::memberships(&found.detection),
            found.detection.memberships.len(),
        ),
        (
            Table::events(&found.detection),
            found.detection.events.len(),
        ),
        (Table::pairs(&found.detection), found.detection.pairs.len()),
    ] {
        assert_eq!(table.rows(), rows, "{}", table.name);
        let mut bytes = Vec::new();
        write::csv(&mut bytes, &table, write::Cells::Inert).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        assert_eq!(reader.records().map(Result::unwrap).count(), rows);
        assert_eq!(reader.headers().unwrap().len(), table.columns.len());
    }
}

#[test]
fn the_feeds_hold_one_item_an_event_and_parse() {
    let found = library();
    let events = found.detection.events.len();
    let feed = write::json_feed(&found.records(), &FeedOptions::default()).unwrap();
    let feed: serde_json::Value = serde_json::from_str(&feed).unwrap();
    assert_eq!(feed["items"].as_array().unwrap().len(), events);
    let rss = write::rss(&found.records(), &FeedOptions::default()).unwrap();
    assert_eq!(rss.matches("<item>").count(), events);
    assert!(!rss.contains("<script>") && !rss.contains('\u{0}'));
    assert!(rss.contains("<pubDate>Tue, 12 Mar 2024 07:00:00 +0000</pubDate>"));
    let fewer = FeedOptions {
        items: Some(1),
        ..FeedOptions::default()
    };
    assert_eq!(
        write::rss(&found.records(), &fewer)
            .unwrap()
            .matches("<item>")
            .count(),
        1
    );
}

#[test]
fn ninjs_names_event_and_storyline_of_every_article() {
    let found = library();
    let mut bytes = Vec::new();
    write::ninjs(&mut bytes, &found.records()).unwrap();
    let items: Vec<serde_json::Value> = (String::from_utf8(bytes).unwrap().lines())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(items.len(), 4);
    for (item, membership) in items.iter().zip(&found.detection.memberships) {
        assert_eq!(
            item["events"][0]["uri"],
            format!("urn:samestory:{}", membership.event)
        );
        assert_eq!(item["events"][1]["rel"], "storyline");
        assert!(item["subjects"][0]["confidence"].as_i64().unwrap() <= 100);
    }
}

#[test]
fn the_summary_is_short_and_its_words_are_no_markup() {
    let found = library();
    let summary =
        write::markdown(&found.records(), &ReportOptions::default(), Length::Chat).unwrap();
    assert!(
        summary.chars().count() < 4_000 && !summary.contains("<script>"),
        "{summary}"
    );
    assert!(summary.starts_with("**"));
}

#[test]
fn reports_that_credit_one_agency_are_not_independent_and_the_page_says_why() {
    let told = |id: &str, text: &str, hour| article(id, "Library burns in Marwick", text, hour);
    let articles = [
        told(
            "one",
            "MARWICK (AP) — The old harbour library of Marwick burned on Tuesday morning. Two porters were hurt.",
            5,
        ),
        told(
            "two",
            "Shipping registers from 1790 are ashes after Tuesday's fire in Marwick's harbour library.\nThe Associated Press contributed to this report.",
            6,
        ),
        told(
            "three",
            "Fire took the harbour library of Marwick on Tuesday. The mayor told AP that he was sad.",
            7,
        ),
    ];
    let said = |a: usize, b: usize| Verdict::SameEvent {
        a: Fingerprint(articles[a].as_ref().fingerprint()),
        b: Fingerprint(articles[b].as_ref().fingerprint()),
    };
    let verdicts = vec![said(0, 1).into(), said(1, 2).into()];
    let found = Found::with(&articles, &Config::default(), &Corrections { verdicts });
    assert_eq!(found.detection.events.len(), 1);
    let page = one_page(&found, &ReportOptions::default()).unwrap();
    assert!(
        page.contains("3 articles from 3 sources; 2 of them are independent."),
        "{page}"
    );
    assert!(page.contains("<bdi>Source one, Source two (AP credited)</bdi>"));
}

#[test]
fn copies_of_one_time_have_no_known_direction() {
    let text = "The old harbour library of Marwick burned on Tuesday morning. Two porters were hurt, \
                and the town's shipping registers are lost for good, its librarian said.";
    let found = Found::new(&[
        article("one", "Library burns", text, 5),
        article("two", "Library burns", text, 5),
    ]);
    let page = one_page(&found, &ReportOptions::default()).unwrap();
    assert!(page.contains("same words as Source one; which came first is not known"));
    assert!(page.contains("Source two gives the same time, so nobody can say who was first."));
}

#[test]
fn the_report_made_again_from_the_records_is_the_same() {
    let room = tempfile::tempdir().unwrap();
    let out = sample::cluster(room.path(), sample::FEED, &["--pairs", "all"]);
    let pairs = sample::lines(&out, "pairs.jsonl");
    assert!(
        pairs
            .iter()
            .any(|pair| pair.contains("\"explained\":false"))
    );
    let written = std::fs::read(out.join("report.html")).unwrap();
    sample::samestory(room.path())
        .args(["report", "out", "-o", "again.html"])
        .assert()
        .success();
    let again = std::fs::read(room.path().join("again.html")).unwrap();
    assert!(written == again, "the page differs");
}

#[test]
fn every_export_is_written_and_parquet_says_so_where_it_is_not_built_in() {
    let room = tempfile::tempdir().unwrap();
    sample::cluster(room.path(), sample::FEED, &[]);
    let export = |arguments: &[&str]| {
        let run = sample::samestory(room.path()).arg("export").args(arguments);
        run.assert().get_output().clone()
    };
    for (arguments, begins) in [
        (&["memberships", "out"][..], "id,"),
        (&["events", "out"], "event,"),
        (&["pairs", "out"], "a,b,"),
        (&["events", "out", "--format", "ninjs"], "{\"altids\":"),
        (&["leads", "out"], "<?xml"),
        (&["leads", "out", "--format", "json-feed"], "{"),
        (&["summary", "out"], "**"),
    ] {
        let output = export(arguments);
        assert!(output.status.success(), "{arguments:?}");
        assert!(
            output.stdout.starts_with(begins.as_bytes()),
            "{arguments:?}"
        );
    }
    for what in ["memberships", "events", "pairs"] {
        let output = export(&[what, "out", "--format", "parquet"]);
        #[cfg(feature = "parquet")]
        assert_eq!(
            parquet_cells(output.stdout),
            csv_cells(&export(&[what, "out"]).stdout),
            "{what}"
        );
        #[cfg(not(feature = "parquet"))]
        {
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2));
            assert!(said.contains("--features parquet"), "{said}");
        }
    }
}

/// The head and the rows of a table; a missing value is empty, a number is read as one.
#[cfg(feature = "parquet")]
type Cells = Vec<Vec<String>>;

#[cfg(feature = "parquet")]
fn csv_cells(bytes: &[u8]) -> Cells {
    let mut reader = csv::Reader::from_reader(bytes);
    let head = reader.headers().unwrap().clone();
    let rows = reader.records().map(Result::unwrap);
    let cell = |cell: &str| match cell.parse::<f64>() {
        Ok(number) => number.to_string(),
        Err(_) => cell.to_owned(),
    };
    let cells = |row: csv::StringRecord| row.iter().map(cell).collect();
    std::iter::once(head).chain(rows).map(cells).collect()
}

#[cfg(feature = "parquet")]
fn parquet_cells(bytes: Vec<u8>) -> Cells {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    let fields = reader.metadata().file_metadata().schema().get_fields();
    let head = fields.iter().map(|field| field.name().to_owned()).collect();
    let cell = |(_, field): (&String, &Field)| match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Long(number) => number.to_string(),
        Field::Double(number) => number.to_string(),
        other => panic!("{other:?} is in no table"),
    };
    let rows = reader.get_row_iter(None).unwrap().map(Result::unwrap);
    let rows = rows.map(|row| row.get_column_iter().map(cell).collect());
    std::iter::once(head).chain(rows).collect()
}
