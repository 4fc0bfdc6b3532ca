//! Feeds of many articles that are alike: what is found stays right, and records stay few.

use samestory::config::Pairs;
use samestory::detection::Detection;
use samestory::{Article, Config, Corrections, Quiet, Relation, detect};
use samestory_bench::generate::worst;
use serde_json::Value;

use crate::sample;

fn worst_feed(name: &str, articles: usize) -> Vec<Article> {
    let mut lines = Vec::new();
    worst::case(name)
        .unwrap()
        .write(articles, &mut lines)
        .unwrap();
    let lines = String::from_utf8(lines).unwrap();
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn found(feed: &[Article], pairs: Pairs) -> Detection {
    let config = Config {
        pairs,
        ..Config::default()
    };
    detect(feed, &config, &Corrections::default(), &Quiet).unwrap()
}

#[test]
fn many_items_of_one_form_are_no_copies_and_a_true_copy_among_them_is_one() {
    let mut feed = worst_feed("one-form", 250);
    let copy = Article {
        id: "copy".into(),
        text: feed[125].text.replace("outer harbour", "outer port"),
        ..feed[125].clone()
    };
    feed.push(copy);
    let found = found(&feed, Pairs::Near);
    let families: Vec<_> = found
        .families
        .iter()
        .map(|family| &family.members)
        .collect();
    assert_eq!(families, [&vec!["125".to_owned(), "copy".to_owned()]]);
}

#[test]
fn many_versions_of_one_text_are_one_family() {
    let found = found(&worst_feed("one-text-edited", 250), Pairs::Near);
    let largest = found
        .families
        .iter()
        .map(|family| family.members.len())
        .max();
    assert!(largest > Some(100), "{largest:?}");
    assert!(found.families.len() < 4);
}

#[test]
fn records_of_pairs_grow_with_the_articles_and_what_is_left_out_is_counted() {
    let feed = worst_feed("one-text-edited", 200);
    for pairs in [Pairs::Near, Pairs::All] {
        let found = found(&feed, pairs);
        let counts = found.counts.pairs;
        assert_eq!(counts.recorded, found.pairs.len() as u64);
        if pairs == Pairs::Near {
            assert!(
                counts.recorded <= 200 * 72 && counts.beyond_cap > 0,
                "{counts:?}"
            );
        } else {
            assert_eq!(counts.recorded, counts.judged);
        }
    }
}

#[test]
fn scores_are_recorded_with_four_decimals() {
    let room = tempfile::tempdir().unwrap();
    let out = sample::cluster(room.path(), sample::FEED, &["--pairs", "all"]);
    for file in [
        "pairs.jsonl",
        "memberships.jsonl",
        "events.jsonl",
        "families.jsonl",
        "storylines.jsonl",
    ] {
        for line in sample::lines(&out, file) {
            check_decimals(&serde_json::from_str(&line).unwrap(), file);
        }
    }
}

fn check_decimals(value: &Value, file: &str) {
    match value {
        Value::Number(number) if number.is_f64() => {
            let text = number.to_string();
            let decimals = text
                .split_once('.')
                .map_or(0, |(_, decimals)| decimals.len());
            assert!(decimals <= 4, "{file}: {text}");
        }
        Value::Array(values) => values.iter().for_each(|value| check_decimals(value, file)),
        Value::Object(fields) => fields
            .values()
            .for_each(|value| check_decimals(value, file)),
        _ => {}
    }
}

#[test]
fn whatever_pairs_are_recorded_the_report_can_be_made_again_and_articles_explained() {
    let mut before = usize::MAX;
    for pairs in ["all", "near", "tied", "none"] {
        let room = tempfile::tempdir().unwrap();
        let out = sample::cluster(room.path(), sample::FEED, &["--pairs", pairs]);
        let lines = sample::lines(&out, "pairs.jsonl");
        assert!(lines.len() <= before, "{pairs}");
        before = lines.len();
        for line in &lines {
            let relation: Value = serde_json::from_str(line).unwrap();
            let relation: Relation = serde_json::from_value(relation["relation"].clone()).unwrap();
            assert!(
                pairs != "tied" || relation <= Relation::SameStoryline,
                "{line}"
            );
        }
        let run: Value =
            serde_json::from_str(&std::fs::read_to_string(out.join("run.json")).unwrap()).unwrap();
        assert_eq!(run["config"]["pairs"], pairs);
        assert_eq!(run["counts"]["pairs"]["recorded"], lines.len());
        let page = std::fs::read_to_string(out.join("report.html")).unwrap();
        sample::samestory(room.path())
            .args(["report", "out"])
            .assert()
            .success();
        assert_eq!(
            page,
            std::fs::read_to_string(out.join("report.html")).unwrap()
        );
        assert_eq!(page.contains("--pairs none"), pairs == "none");
        let explained = sample::samestory(room.path())
            .args(["explain", "wire-1"])
            .assert()
            .success();
        let told = String::from_utf8(explained.get_output().stdout.clone()).unwrap();
        assert_eq!(told.contains("--pairs none"), pairs == "none", "{told}");
    }
    assert_eq!(before, 0);
}
