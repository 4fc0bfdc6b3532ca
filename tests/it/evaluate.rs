//! `samestory evaluate` as a person runs it: results and labels in files, measures out.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const GOLD: &str = "a\tx\nb\tx\nc\tx\nd\ty\ne\ty\nlost\ty\n";
const MEMBERSHIPS: &str = r#"{"id":"a","family":"f1","event":"e1","storyline":"s1","score":0.9,"storyline_score":1.0}
{"id":"b","family":"f2","event":"e1","storyline":"s1","score":0.9,"storyline_score":1.0}
{"id":"c","family":"f3","event":"e2","storyline":"s1","score":0.6,"storyline_score":1.0}
{"id":"d","family":"f4","event":"e2","storyline":"s1","score":0.6,"storyline_score":1.0}
{"id":"e","family":"f4","event":"e2","storyline":"s1","score":0.8,"storyline_score":1.0}
{"id":"new","family":"f5","event":"e3","storyline":"s2","score":1.0,"storyline_score":1.0}
"#;
const PAIRS: &str = r#"{"a":"a","b":"b","relation":"same_event","event_score":0.95,"storyline_score":0.97,"for":[],"against":[]}
{"a":"c","b":"d","relation":"same_event","event_score":0.65,"storyline_score":0.97,"for":[],"against":[]}
{"a":"d","b":"e","relation":"identical","event_score":null,"storyline_score":null,"for":[],"against":[]}
"#;

fn evaluate(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_samestory"))
        .arg("evaluate")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

fn room() -> tempfile::TempDir {
    let room = tempfile::tempdir().expect("a temporary folder");
    fs::write(room.path().join("gold.tsv"), GOLD).expect("gold");
    fs::create_dir(room.path().join("out")).expect("out");
    fs::write(room.path().join("out/memberships.jsonl"), MEMBERSHIPS).expect("memberships");
    fs::write(room.path().join("out/pairs.jsonl"), PAIRS).expect("pairs");
    room
}

fn json(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn an_output_folder_is_measured_with_its_pairs_and_scores() {
    let room = room();
    let measures = json(&evaluate(
        room.path(),
        &["--gold", "gold.tsv", "out", "--json"],
    ));
    let agreement = &measures["agreement"];
    assert_eq!(agreement["articles"], 5);
    assert_eq!(
        (&agreement["only_gold"], &agreement["only_found"]),
        (&1.into(), &1.into())
    );
    // True pairs ab, ac, bc, de; found ab, cd, ce, de.
    assert_eq!(agreement["pairwise"]["f1"], 0.5);
    assert_eq!(measures["pair_calibration"]["count"], 2);
    assert_eq!(measures["membership_calibration"]["count"], 5);
    // ab was judged, de are copies.
    assert_eq!(measures["coverage"]["covered"], 2);
    assert_eq!(measures["worst"]["merged"][0]["cluster"], "e2");
    assert_eq!(measures["worst"]["scattered"][0]["cluster"], "x");
}

#[test]
fn each_level_measures_its_own_clusters() {
    let room = room();
    let clusters = |level| {
        let arguments = ["--gold", "gold.tsv", "out", "--json", "--level", level];
        json(&evaluate(room.path(), &arguments))["agreement"]["found_clusters"].clone()
    };
    assert_eq!(clusters("family"), 4);
    assert_eq!(clusters("event"), 2);
    assert_eq!(clusters("storyline"), 1);
}

#[test]
fn a_table_of_ids_and_clusters_gives_the_same_agreement() {
    let room = room();
    let found = "a\te1\nb\te1\nc\te2\nd\te2\ne\te2\nnew\te3\n";
    fs::write(room.path().join("found.tsv"), found).expect("found");
    let one = json(&evaluate(
        room.path(),
        &["--gold", "gold.tsv", "out", "--json"],
    ));
    let other = json(&evaluate(
        room.path(),
        &["--gold", "gold.tsv", "found.tsv", "--json"],
    ));
    assert_eq!(one["agreement"], other["agreement"]);
    assert!(other["pair_calibration"].is_null() && other["membership_calibration"].is_null());
}

#[test]
fn a_reliability_plot_is_written_where_asked_and_needs_scored_pairs() {
    let room = room();
    let plotted = evaluate(
        room.path(),
        &["--gold", "gold.tsv", "out", "--plot", "plot.svg"],
    );
    assert!(plotted.status.success(), "{plotted:?}");
    let svg = fs::read_to_string(room.path().join("plot.svg")).expect("plot");
    assert!(
        svg.contains("Event score of judged pairs") && svg.contains("over 2 pairs<"),
        "{svg}"
    );
    let arguments = [
        "--gold",
        "gold.tsv",
        "out/memberships.jsonl",
        "--plot",
        "none.svg",
    ];
    assert_eq!(evaluate(room.path(), &arguments).status.code(), Some(2));
    assert!(!room.path().join("none.svg").exists());
}

#[test]
fn the_tables_name_what_was_not_compared_and_the_worst_clusters() {
    let room = room();
    let output = evaluate(room.path(), &["--gold", "gold.tsv", "out"]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    for line in [
        "5 articles compared: 2 found events, 2 in gold",
        "not compared: 1 articles only in gold, 1 only in the result",
        "true pairs listed    0.5000 (2 of 4), with 0.3 scored pairs an article",
        "False merges, worst first",
        " e2       3         2            y (2), x (1)",
    ] {
        let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(squeeze(&text).contains(&squeeze(line)), "{line}\n{text}");
    }
}

#[test]
fn bad_lines_are_counted_and_shown_and_strict_refuses_them() {
    let room = room();
    fs::write(room.path().join("gold.tsv"), format!("{GOLD}alone\n")).expect("gold");
    let output = evaluate(room.path(), &["--gold", "gold.tsv", "out", "--json"]);
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(
        said.contains("gold.tsv:7: line has no two columns"),
        "{said}"
    );
    let strict = evaluate(room.path(), &["--gold", "gold.tsv", "out", "--strict"]);
    assert_eq!(strict.status.code(), Some(1));
    assert!(strict.stdout.is_empty());
}

#[test]
fn labels_of_another_feed_and_missing_labels_are_usage_errors() {
    let room = room();
    fs::write(room.path().join("other.tsv"), "z\tx\n").expect("other");
    let output = evaluate(room.path(), &["--gold", "other.tsv", "out"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(said.contains("share no article id; help:"), "{said}");
    assert_eq!(evaluate(room.path(), &["out"]).status.code(), Some(2));
    assert_eq!(evaluate(room.path(), &[]).status.code(), Some(2));
    let missing = evaluate(room.path(), &["--gold", "nowhere.tsv", "out"]);
    assert_eq!(missing.status.code(), Some(1));
}

/// A set's name, its articles, and its gold files with their text.
type Set<'a> = (&'a str, &'a [serde_json::Value], &'a [(&'a str, &'a str)]);

/// Two sets with gold: a report of a bridge that two outlets carry, and one of a vote.
fn suite() -> tempfile::TempDir {
    let room = tempfile::tempdir().expect("a temporary folder");
    let bridge = "The old stone bridge over the river Alm at Grubach collapsed on Tuesday morning \
                  after two days of heavy rain, and two drivers were taken to hospital.";
    let vote = "The council of Merin voted on Monday evening to close three village schools at the \
                end of the summer term, against the wishes of many parents.";
    let article = |id: &str, title: &str, text: &str| {
        serde_json::json!({
            "id": id, "title": title, "text": text,
            "published": "2024-05-14T09:00:00Z", "source": format!("{id}.example"),
        })
    };
    let sets: [Set<'_>; 2] = [
        (
            "bridges",
            &[
                article("a", "Bridge at Grubach collapses", bridge),
                article("b", "Bridge at Grubach collapses", bridge),
                article("c", "Merin closes three schools", vote),
            ],
            &[
                ("events.gold.tsv", "a\tbridge\nb\tbridge\nc\tvote\n"),
                ("storylines.gold.tsv", "a\tx\nb\tx\nc\ty\n"),
                ("jaccard3-0.5.tsv", "a\tb\t1.0\n"),
            ],
        ),
        (
            "pairs",
            &[
                article("a", "Bridge", bridge),
                article("b", "Bridge", bridge),
                article("c", "Vote", vote),
            ],
            &[("pairs.tsv", "a\tb\tOK\na\tc\tBAD\n")],
        ),
    ];
    for (name, articles, files) in sets {
        let set = room.path().join("sets").join(name);
        fs::create_dir_all(&set).expect("set");
        let lines: Vec<String> = articles.iter().map(ToString::to_string).collect();
        fs::write(set.join("articles.jsonl"), lines.join("\n")).expect("articles");
        for (file, text) in files {
            fs::write(set.join(file), text).expect("gold");
        }
    }
    room
}

/// The part of a report that does not depend on the machine.
fn settled(report: &str) -> &str {
    report.split("## Time and memory").next().expect("text")
}

#[test]
fn a_suite_becomes_a_report_that_is_the_same_every_time() {
    let room = suite();
    let report = |jobs: &str, file: &str| {
        let output = evaluate(room.path(), &["--suite", "sets", "-o", file, "-j", jobs]);
        assert!(output.status.success(), "{output:?}");
        fs::read_to_string(room.path().join(file)).expect("report")
    };
    let one = report("1", "one/quality.md");
    let two = report("2", "two/quality.md");
    assert_eq!(settled(&one), settled(&two));
    assert!(
        one.len() > settled(&one).len(),
        "times and memory stand apart"
    );
}

#[test]
fn a_suite_as_json_holds_every_set_and_its_time() {
    let room = suite();
    let all = json(&evaluate(room.path(), &["--suite", "sets", "--json"]));
    let names: Vec<_> = all["report"]["sets"]
        .as_array()
        .expect("sets")
        .iter()
        .map(|set| set["name"].clone())
        .collect();
    assert_eq!(names, ["bridges", "pairs"]);
    assert_eq!(all["timings"][1]["set"], "pairs");
    assert!(all["timings"][0]["seconds"].as_f64().expect("seconds") > 0.0);
}

#[test]
fn what_generate_writes_is_a_set_of_a_suite() {
    let room = tempfile::tempdir().expect("room");
    let folder = room.path().join("sets/news");
    let generate = Command::new(env!("CARGO_BIN_EXE_samestory"))
        .args(["generate", "--articles", "40", "--words", "60"])
        .args(["--gold", "sets/news", "-o", "sets/news/articles.jsonl"])
        .current_dir(room.path())
        .status()
        .expect("run");
    assert!(generate.success());
    for file in ["families.gold.tsv", "origins.tsv"] {
        assert!(folder.join(file).is_file(), "{file}");
    }
    let all = json(&evaluate(room.path(), &["--suite", "sets", "--json"]));
    let set = &all["report"]["sets"][0];
    assert_eq!(set["name"], "news");
    for level in ["events", "storylines"] {
        assert!(set[level].is_object(), "{level}: {set}");
    }
}

#[test]
fn a_folder_without_sets_and_a_damaged_set_end_the_run() {
    let room = suite();
    fs::create_dir(room.path().join("empty")).expect("folder");
    let output = evaluate(room.path(), &["--suite", "empty"]);
    assert_eq!(output.status.code(), Some(2));
    fs::write(room.path().join("sets/pairs/pairs.tsv"), "a\tb\n").expect("pairs");
    let output = evaluate(room.path(), &["--suite", "sets"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(
        said.contains("pairs.tsv:1: line has no three columns"),
        "{said}"
    );
}

#[test]
fn questions_of_the_report_are_measured_by_the_false_merges_that_labels_show() {
    let room = tempfile::tempdir().expect("a temporary folder");
    crate::sample::cluster(
        room.path(),
        &crate::sample::loose_feed(),
        crate::sample::LOOSE,
    );
    // The inspector's finding is another event than the grounding.
    let gold = "wire-1\tground\ntown-1\tground\nport-1\tground\nwire-2\tfinding\nq-1\tprofit\n";
    fs::write(room.path().join("gold.tsv"), gold).expect("gold");
    let arguments = ["--gold", "gold.tsv", "--questions", "50", "out"];
    let told = evaluate(room.path(), &arguments);
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(
        told.contains("false merges         1, of which the first 1 questions of the report ask about 1 and part 1"),
        "{told}"
    );
    let measures = json(&evaluate(
        room.path(),
        &[&arguments[..], &["--json"]].concat(),
    ));
    assert_eq!(measures["questions"]["places"], serde_json::json!([1]));
    let storylines = [&arguments[..], &["--level", "storyline"]].concat();
    assert_eq!(evaluate(room.path(), &storylines).status.code(), Some(2));
}
