//! Bad records: rejected alone, with the reason, and counted up to the limit that is set.

use samestory::ArticleSource;
use samestory_cli::read::{self, Input, OnBadRecord, Options};

use super::{GOOD, LAST, ids, open};

/// A good record, a bad one, a good one: the bad one alone is rejected, for the reason given.
fn assert_rejected(name: &str, bytes: &[u8], line: u64, reason: &str) {
    for memory_bytes in [0, 1 << 20] {
        let options = Options {
            memory_bytes,
            record_bytes: 1000,
            ..Options::default()
        };
        let feed = open(Input::bytes(name, bytes), &options).unwrap();
        assert_eq!(ids(&feed), ["good", "last"], "{reason}");
        assert_eq!(feed.rejected().count(), 1, "{:?}", feed.rejected());
        let problem = &feed.rejected().first()[0];
        assert_eq!(problem.record, Some(line), "{problem}");
        assert!(
            problem.reason.contains(reason),
            "`{problem}` does not say `{reason}`"
        );
        assert!(!problem.repair.is_empty(), "{problem}");
    }
    let strict = Options {
        on_bad_record: OnBadRecord::Fail,
        record_bytes: 1000,
        ..Options::default()
    };
    let error = open(Input::bytes(name, bytes), &strict).unwrap_err();
    assert!(error.to_string().contains(reason), "{error}");
    assert!(
        error.to_string().starts_with(&format!("{name}:{line}: ")),
        "{error}"
    );
}

#[test]
fn a_bad_line_of_json_is_rejected_alone() {
    let long = format!("{{\"text\":\"{}\"}}", "x".repeat(3000));
    let cases: [(&[u8], &str); 14] = [
        (b"{\"id\":1,\"text\":\"cut off", "ends too early"),
        (b"{\"id\":1,\"text\":", "ends too early"),
        (b"{", "ends too early"),
        (b"nonsense", "not JSON"),
        (b"{\"text\":\"a\"} {\"text\":\"b\"}", "trailing characters"),
        (b"{'text':'a'}", "not JSON"),
        (b"\0\0\0\0", "not JSON"),
        (b"5", "invalid type: integer"),
        (b"[{\"text\":\"a\"}]", "invalid type"),
        (b"{\"id\":1,\"text\":5}", "the text is a number"),
        (b"{\"id\":[{}],\"text\":\"a\"}", "the id is an object"),
        (
            b"{\"id\":1,\"title\":{},\"text\":\"a\"}",
            "the title is an object",
        ),
        (b"{\"id\":1,\"name\":\"a\"}", "neither a title nor a text"),
        (long.as_bytes(), "longer than 1000 bytes"),
    ];
    for (bad, reason) in cases {
        let bytes = [GOOD.as_bytes(), b"\n", bad, b"\n\n", LAST.as_bytes()].concat();
        assert_rejected("feed.jsonl", &bytes, 2, reason);
    }
}

#[test]
fn what_is_not_quite_json_costs_at_most_its_field() {
    let cases: [(&[u8], &str, &str); 9] = [
        (b"{\"text\":\"a\",\"score\":NaN}", "a", "NaN"),
        (
            b"{\"text\":\"a\",\"url\":-Infinity,\"n\":[NaN,-1]}",
            "a",
            "Infinity",
        ),
        (
            b"{\"text\":\"half \\ud83d a pair \\ud83d\\ude00\"}",
            "half \u{fffd} a pair \u{1f600}",
            "surrogate",
        ),
        (b"{\"text\":\"a\tb\"}", "a\tb", "control character"),
        (b"{\"text\":\"a\0b\"}", "a\0b", "control character"),
        (b"{\"text\":\"C:\\x\"}", "C:\\x", "backslash"),
        (b"{\"text\":\"\\u12\"}", "\\u12", "backslash"),
        (
            b"{\"text\":\"\x93caf\xe9\x94\"}",
            "\u{201c}caf\u{e9}\u{201d}",
            "windows-1252",
        ),
        (
            b"{\"text\":\"\xc3\xa9 \xff\"}",
            "\u{e9} \u{fffd}",
            "not UTF-8",
        ),
    ];
    for (record, text, warning) in cases {
        let bytes = [GOOD.as_bytes(), b"\n", record, b"\n", LAST.as_bytes()].concat();
        for memory_bytes in [0, 1 << 20] {
            let options = Options {
                memory_bytes,
                ..Options::default()
            };
            let feed = open(Input::bytes("feed.jsonl", &bytes), &options).unwrap();
            assert_eq!(feed.rejected().first(), []);
            assert_eq!(feed.article(1).unwrap().text, text);
            let found = feed.warnings().first();
            assert_eq!((found.len(), found[0].record), (1, Some(2)), "{found:?}");
            assert!(found[0].reason.contains(warning), "{}", found[0]);
            assert_eq!(feed.record(1).unwrap(), record, "the record stays");
        }
    }
}

#[test]
fn a_bad_element_of_a_json_array_is_rejected_alone() {
    let long = format!("{{\"text\":\"{}\"}}", "x".repeat(3000));
    let cases = [
        ("{\"text\":5}", "the text is a number"),
        ("17", "invalid type: integer"),
        ("{\"text\" \"a\"}", "not JSON"),
        ("nonsense", "not JSON"),
        (&long, "longer than 1000 bytes"),
    ];
    for (bad, reason) in cases {
        let bytes = format!("[\n{GOOD},\n{bad},{LAST}\n]\n");
        assert_rejected("feed.json", bytes.as_bytes(), 2, reason);
    }
}

#[test]
fn a_bad_line_of_csv_is_rejected_alone() {
    let long = format!("1,{}", "x".repeat(3000));
    let cases = [
        ("only one field", "has 1 fields where the header has 2"),
        ("1,2,3", "has 3 fields where the header has 2"),
        (&long, "longer than 1000 bytes"),
    ];
    for (bad, reason) in cases {
        let bytes = format!("id,text\ngood,\"It\nrained.\"\n\n{bad}\nlast,It snowed.\n");
        assert_rejected("feed.csv", bytes.as_bytes(), 5, reason);
    }
}

#[test]
fn a_quote_that_is_never_closed_takes_no_other_line_along() {
    let many = "last,It snowed.\n".repeat(100);
    for (rest, articles) in [("last,It snowed.\n", 2), (many.as_str(), 101)] {
        let bytes = format!("id,text\ngood,It rained.\nbad,\"never closed\n{rest}");
        let options = Options {
            record_bytes: 1000,
            ..Options::default()
        };
        let feed = open(Input::bytes("feed.csv", bytes), &options).unwrap();
        assert_eq!(feed.len(), articles);
        let problem = &feed.rejected().first()[0];
        assert_eq!(problem.record, Some(3), "{problem}");
        assert!(problem.reason.contains("never closed"), "{problem}");
        assert_eq!(feed.rejected().count(), 1);
    }
}

#[test]
fn a_bad_field_that_is_not_needed_leaves_the_article_and_warns() {
    let cases = [
        ("\"date\":\"soon\"", "`soon` is not a date"),
        ("\"date\":\"9999-01-01\"", "out of range"),
        ("\"date\":\"2023-02-30\"", "out of range"),
        ("\"date\":99999999999999999999", "date"),
        ("\"date\":-1e300", "date"),
        ("\"date\":true", "the date is a truth value"),
        ("\"url\":[{}]", "the url is an object"),
        ("\"lang\":{\"of\":\"en\"}", "the lang is an object"),
    ];
    for (field, reason) in cases {
        let line = format!("{{\"id\":\"good\",\"text\":\"a\",{field}}}\n");
        let feed = open(Input::bytes("a.jsonl", &line), &Options::default()).unwrap();
        let article = feed.article(0).unwrap();
        assert_eq!(
            (article.published, article.url, article.lang),
            (None, None, None)
        );
        assert_eq!(feed.rejected().count(), 0, "{field}");
        let warning = feed.warnings().first()[0].to_string();
        assert!(
            warning.contains(reason),
            "`{warning}` does not say `{reason}`"
        );
        let strict = Options {
            on_bad_record: OnBadRecord::Fail,
            ..Options::default()
        };
        let error = open(Input::bytes("a.jsonl", line), &strict).unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
    }
}

#[test]
fn too_many_bad_records_end_the_run_where_a_limit_is_set() {
    let lines = format!("{GOOD}\nbad\nworse\n{LAST}\n");
    for (limit, passes) in [(0, false), (1, false), (2, true)] {
        let options = Options {
            on_bad_record: OnBadRecord::FailAfter(limit),
            ..Options::default()
        };
        let result = open(Input::bytes("a.jsonl", &lines), &options);
        assert_eq!(result.is_ok(), passes, "{limit}");
        if let Err(error) = result {
            assert!(error.to_string().contains("a.jsonl:2"), "{error}");
        }
    }
}

#[test]
fn a_million_bad_records_are_all_counted_and_the_first_are_listed() {
    let lines = "x\n".repeat(1_000_000);
    let feed = open(Input::bytes("a.jsonl", lines), &Options::default()).unwrap();
    assert_eq!(feed.rejected().count(), 1_000_000);
    assert_eq!(feed.rejected().first().len(), read::Problems::LISTED);
    assert_eq!(feed.rejected().first()[9].record, Some(10));
}
