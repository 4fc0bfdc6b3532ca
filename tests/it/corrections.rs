//! What a person corrects is obeyed by the next run, whatever else has changed meanwhile.

use std::fs;
use std::path::Path;

use samestory::corrections::{Correction, Fingerprint, Verdict};
use samestory_cli::write::SCHEMAS;
use serde_json::{Value, json};

use crate::sample;

/// The sample clustered without and with corrections.
struct Rerun {
    room: tempfile::TempDir,
    articles: Vec<Value>,
    flags: &'static [&'static str],
}

impl Rerun {
    fn new() -> Self {
        Self::with(sample::FEED, &[])
    }

    fn with(feed: &str, flags: &'static [&'static str]) -> Self {
        let room = tempfile::tempdir().unwrap();
        let out = sample::cluster(room.path(), feed, flags);
        let articles = records(&out, "articles.jsonl");
        Self {
            room,
            articles,
            flags,
        }
    }

    /// The fingerprint of an article of the first run.
    fn of(&self, id: &str) -> String {
        let article = self.articles.iter().find(|a| a["id"] == id).unwrap();
        article["fingerprint"].as_str().unwrap().to_owned()
    }

    fn event(&self, id: &str) -> Value {
        event(&self.room.path().join("out"), id)
    }

    /// Runs `feed` again with corrections, and returns what was said on stderr.
    fn obey(&self, feed: &str, corrections: &[Value]) -> String {
        // A blank line is no verdict, but it counts as a line.
        let lines = format!("\n{}", json_lines(corrections));
        fs::write(self.room.path().join("corrections.jsonl"), lines).unwrap();
        fs::write(self.room.path().join("feed.jsonl"), feed).unwrap();
        let run = sample::samestory(self.room.path())
            .args(["cluster", "feed.jsonl", "-o", "out", "--corrections"])
            .arg("corrections.jsonl")
            .args(self.flags)
            .assert()
            .success();
        String::from_utf8(run.get_output().stderr.clone()).unwrap()
    }
}

fn json_lines(records: &[Value]) -> String {
    let mut lines: Vec<String> = records.iter().map(Value::to_string).collect();
    lines.push(String::new());
    lines.join("\n")
}

fn records(out: &Path, file: &str) -> Vec<Value> {
    let lines = sample::lines(out, file);
    lines
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The event that holds an article.
fn event(out: &Path, id: &str) -> Value {
    let has = |event: &Value| event["members"].as_array().unwrap().contains(&json!(id));
    records(out, "events.jsonl").into_iter().find(has).unwrap()
}

fn members(event: &Value) -> Vec<&str> {
    let mut ids: Vec<&str> = event["members"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    ids.sort_unstable();
    ids
}

#[test]
fn an_event_is_renamed_and_gets_the_lead_that_was_pinned() {
    let rerun = Rerun::new();
    assert_ne!(rerun.event("wire-1")["lead"], "port-1");
    rerun.obey(sample::FEED, &[
        json!({"verdict": "rename_event", "article": rerun.of("town-1"), "title": "The Solveig aground"}),
        json!({"verdict": "pin_lead", "article": rerun.of("port-1"), "note": "the fuller report"}),
    ]);
    let event = rerun.event("wire-1");
    assert_eq!(event["title"], "The Solveig aground");
    assert_eq!(event["lead"], "port-1");
    let memberships = records(&rerun.room.path().join("out"), "memberships.jsonl");
    let of = |id: &str| memberships.iter().find(|m| m["id"] == id).unwrap();
    assert_eq!(of("port-1")["role"], "lead");
    assert_eq!(of("wire-1")["lead"], "port-1");
}

#[test]
fn a_split_parts_what_was_one_event_and_nothing_else() {
    let rerun = Rerun::new();
    assert!(members(&rerun.event("wire-1")).contains(&"port-1"));
    rerun.obey(
        sample::FEED,
        &[json!({
            "verdict": "split",
            "articles": [rerun.of("port-1")],
            "from": [rerun.of("wire-1"), rerun.of("town-1"), rerun.of("brief-1")],
        })],
    );
    let stays = rerun.event("wire-1");
    assert!(!members(&stays).contains(&"port-1"));
    assert!(
        ["town-1", "brief-1"]
            .iter()
            .all(|id| members(&stays).contains(id))
    );
}

#[test]
fn events_are_merged_and_a_locked_one_takes_nothing_more() {
    let rerun = Rerun::new();
    assert_ne!(
        rerun.event("wire-1")["event"],
        rerun.event("undated-1")["event"]
    );
    rerun.obey(
        sample::FEED,
        &[
            json!({"verdict": "merge", "articles": [rerun.of("undated-1"), rerun.of("q-1")]}),
            json!({"verdict": "lock_event", "articles": [rerun.of("port-1")]}),
        ],
    );
    assert_eq!(members(&rerun.event("q-1")), ["q-1", "undated-1"]);
    assert_eq!(
        members(&rerun.event("port-1")),
        ["port-1"],
        "it would be joined otherwise"
    );
}

#[test]
fn verdicts_hold_in_another_order_with_other_ids_and_among_other_articles() {
    let rerun = Rerun::new();
    let corrections = [
        json!({"verdict": "not_the_same", "a": rerun.of("wire-1"), "b": rerun.of("port-1")}),
        json!({"verdict": "same_event", "a": rerun.of("q-1"), "b": rerun.of("undated-1")}),
        json!({"verdict": "same_storyline_only", "a": rerun.of("q-2"), "b": rerun.of("tiny-1")}),
    ];
    let mut lines: Vec<String> = (sample::FEED.lines())
        .map(|line| {
            line.replacen("\"id\":\"", "\"id\":\"new-", 1).replacen(
                "\"id\": \"",
                "\"id\": \"new-",
                1,
            )
        })
        .collect();
    lines.reverse();
    lines.push(json!({"id": "more", "title": "A kite festival", "text": "Kites filled the sky over Lower Firth."}).to_string());
    let said = rerun.obey(&(lines.join("\n") + "\n"), &corrections);
    assert!(
        !said.contains("correction"),
        "all of them were obeyed: {said}"
    );
    let id = |id: &str, what: &str| rerun.event(id)[what].clone();
    assert_ne!(id("new-wire-1", "event"), id("new-port-1", "event"));
    assert_ne!(id("new-wire-1", "storyline"), id("new-port-1", "storyline"));
    assert_eq!(id("new-q-1", "event"), id("new-undated-1", "event"));
    assert_ne!(id("new-q-2", "event"), id("new-tiny-1", "event"));
    assert_eq!(id("new-q-2", "storyline"), id("new-tiny-1", "storyline"));
}

#[test]
fn a_contradiction_is_told_with_its_chain_and_unknown_articles_are_listed() {
    let rerun = Rerun::new();
    let said = rerun.obey(
        sample::FEED,
        &[
            json!({"verdict": "same_event", "a": rerun.of("wire-1"), "b": rerun.of("port-1")}),
            json!({"verdict": "same_event", "a": rerun.of("port-1"), "b": rerun.of("q-1")}),
            json!({"verdict": "not_the_same", "a": rerun.of("wire-1"), "b": rerun.of("q-1")}),
            json!({"verdict": "pin_lead", "article": "0123456789abcdef"}),
        ],
    );
    let chain = "line 4 says that `wire-1` and `q-1` do not belong together; left out, because line 2 \
                 says that `wire-1` and `port-1` report one event, and line 3 says that `port-1` and \
                 `q-1` report one event";
    assert!(said.contains(chain), "{said}");
    assert!(
        said.contains(
            "line 5 of the corrections (pin_lead) names articles that the feed does not have: 0123456789abcdef"
        ),
        "{said}"
    );
    let out = rerun.room.path().join("out");
    let run: Value =
        serde_json::from_str(&fs::read_to_string(out.join("run.json")).unwrap()).unwrap();
    let outcome = &run["counts"]["corrections"];
    assert_eq!(outcome["given"], 4);
    assert_eq!(outcome["contradictions"][0]["verdict"], 4);
    assert_eq!(
        outcome["unmatched"][0]["fingerprints"],
        json!(["0123456789abcdef"])
    );
    let page = fs::read_to_string(out.join("report.html")).unwrap();
    assert!(page.contains("4 corrections were given") && page.contains("left out, because line 2"));
    assert!(page.contains("no article has the content 0123456789abcdef"));
}

#[test]
fn evaluate_takes_corrections_as_gold_pairs() {
    let rerun = Rerun::new();
    let corrections = [
        json!({"verdict": "same_event", "a": rerun.of("wire-1"), "b": rerun.of("port-1")}),
        json!({"verdict": "same_event", "a": rerun.of("q-1"), "b": rerun.of("undated-1")}),
        json!({"verdict": "not_the_same", "a": rerun.of("wire-1"), "b": rerun.of("zh-1")}),
    ];
    let measure = || {
        let run = sample::samestory(rerun.room.path())
            .args(["evaluate", "--gold", "gold.jsonl", "out"])
            .assert()
            .success();
        String::from_utf8(run.get_output().stdout.clone()).unwrap()
    };
    let lines = json_lines(&corrections);
    fs::write(rerun.room.path().join("gold.jsonl"), lines).unwrap();
    let before = measure();
    assert!(
        before.contains("pairs      3 (2 together, 1 apart)"),
        "{before}"
    );
    assert!(
        before.contains("as given   2 (0.667)") && before.contains("parted     q-1  undated-1"),
        "{before}"
    );
    rerun.obey(sample::FEED, &corrections);
    let after = measure();
    assert!(after.contains("as given   3 (1.000)"), "{after}");
}

#[test]
fn the_schema_of_corrections_takes_every_verdict_and_what_it_refuses_is_not_read() {
    let schema = SCHEMAS
        .iter()
        .find(|schema| schema.name == "correction")
        .unwrap();
    let schema: Value = serde_json::from_str(schema.text).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let [a, b] = [Fingerprint(1), Fingerprint(0xfedc_ba98_7654_3210)];
    let verdicts = [
        Verdict::SameEvent { a, b },
        Verdict::NotTheSame { a, b },
        Verdict::SameStorylineOnly { a, b },
        Verdict::Split {
            articles: vec![a],
            from: vec![b],
        },
        Verdict::Merge {
            articles: vec![a, b],
        },
        Verdict::PinLead { article: a },
        Verdict::RenameEvent {
            article: a,
            title: "The fire".to_owned(),
        },
        Verdict::LockEvent { articles: vec![a] },
    ];
    for verdict in verdicts {
        for note in [None, Some("why".to_owned())] {
            let line = serde_json::to_value(Correction {
                verdict: verdict.clone(),
                note,
                line: None,
            })
            .unwrap();
            assert!(validator.is_valid(&line), "{line}");
            assert!(serde_json::from_value::<Correction>(line).is_ok());
        }
    }
    let print = "0000000000000001";
    for line in [
        json!({"verdict": "same_event", "a": print}),
        json!({"verdict": "same_event", "a": print, "b": "1"}),
        json!({"verdict": "merge", "article": print}),
        json!({"verdict": "rename_event", "article": print}),
        json!({"verdict": "perhaps", "a": print, "b": print}),
        json!({"a": print, "b": print}),
    ] {
        assert!(!validator.is_valid(&line), "{line}");
        assert!(
            serde_json::from_value::<Correction>(line.clone()).is_err(),
            "{line}"
        );
    }
}

#[test]
fn a_part_that_the_report_suggests_is_an_event_of_its_own_in_the_next_run() {
    let feed = sample::loose_feed();
    let rerun = Rerun::with(&feed, sample::LOOSE);
    let before = rerun.event("wire-2");
    assert!(members(&before).contains(&"wire-1"));
    let page = fs::read_to_string(rerun.room.path().join("out/report.html")).unwrap();
    let parts: Vec<Vec<&str>> = (page.split("data-fps=\"").skip(1))
        .map(|rest| rest.split('"').next().unwrap().split(' ').collect())
        .collect();
    let [rest, part] = &parts[..] else {
        panic!("one question with two parts: {parts:?}")
    };
    assert_eq!(part[..], [rerun.of("wire-2")]);
    let said = rerun.obey(
        &feed,
        &[json!({"verdict": "split", "articles": part, "from": rest})],
    );
    assert!(!said.contains("correction"), "it was obeyed: {said}");
    assert_eq!(members(&rerun.event("wire-2")), ["wire-2"]);
    assert_eq!(members(&rerun.event("wire-1")).len(), rest.len());
}
