//! Reasons in the language of the report.
//!
//! In: a reason as the records tell it, in English. Out: the same in the report's words. Records hold
//! whole sentences, so each kind of sentence is known by its fixed parts here; one that is not known
//! (records of another version, a person's words) is shown as it stands. A test holds this list
//! against what the detection says of the articles in this repository.

use super::strings::{Given, Strings};

/// The sentences of the records, and the message that says each.
const SENTENCES: [(&str, &str); 28] = [
    ("title and lead share {words}", "reason.lead_words"),
    ("all of the text share {words}", "reason.body_words"),
    (
        "no telling word of title and lead is shared",
        "reason.lead_no_words",
    ),
    (
        "no telling word of all of the text is shared",
        "reason.body_no_words",
    ),
    ("both name {names}", "reason.names"),
    ("no whole name is shared", "reason.no_name_shared"),
    ("neither article shows a name", "reason.no_names"),
    (
        "little of this likeness is usual between articles of this feed",
        "reason.little_usual",
    ),
    (
        "part of this likeness is usual between articles of this feed",
        "reason.partly_usual",
    ),
    ("a publication date is missing", "reason.no_publication"),
    (
        "published {n} days apart, further than reports of one event are",
        "reason.too_far_apart",
    ),
    ("published {n} days apart", "reason.days_apart"),
    ("both give {day} as the day of the event", "reason.same_day"),
    (
        "the event is dated {one} in one and {other} in the other",
        "reason.other_day",
    ),
    (
        "one follows up on the other: it tells of {one}, the other of {other}",
        "reason.follow_up",
    ),
    (
        "one gives {one}, the other {other}; that settles nothing",
        "reason.unclear_days",
    ),
    (
        "only one gives the day of the event, {day}",
        "reason.one_day",
    ),
    ("neither gives the day of the event", "reason.no_day"),
    ("both are about “{what}”", "reason.both_about"),
    (
        "one is about “{one}”, the other about “{other}”",
        "reason.about_other",
    ),
    (
        "both are of a kind that recurs: one is about {one}, the other about {other}",
        "reason.other_edition",
    ),
    ("one outlet published both", "reason.one_outlet"),
    (
        "one form filled with other facts: {words} % of the wording without names and figures is shared, {facts} % of the facts",
        "reason.same_form",
    ),
    (
        "few articles stand for this event: each tells of a day of its own, as far apart as the publications",
        "reason.few_day",
    ),
    (
        "few articles stand for this event: no date or place ties the two, and {one} % and {other} % of what their headlines say is told by the other",
        "reason.few_headline",
    ),
    (
        "few articles stand for this event: no name, place, figure or quotation is in both",
        "reason.few_nothing",
    ),
    (
        "few articles stand for this event: one form with other facts",
        "reason.few_form",
    ),
    (
        "{all} % of all word sequences are shared; {one} % of the first and {other} % of the second",
        "reason.shared_text",
    ),
];

/// What the offices that two people hold are told by; its fixed parts are too short to look for first.
const ROLES: (&str, &str) = (
    "{role}: “{one}” in one, “{other}” in the other",
    "reason.role_differs",
);

/// The reason in the report's words.
pub(super) fn reason(strings: &Strings, detail: &str) -> String {
    match known(detail) {
        Some((key, parts)) => say(strings, key, &parts),
        None => strings.days_in_words(detail),
    }
}

/// The message for a reason, and what stands at its placeholders.
fn known(detail: &str) -> Option<(&'static str, Vec<(&str, &str)>)> {
    (SENTENCES.iter().chain([&ROLES]))
        .find_map(|(sentence, key)| Some((*key, parts(sentence, detail)?)))
}

fn say(strings: &Strings, key: &str, parts: &[(&str, &str)]) -> String {
    let shown: Vec<(&str, String)> = (parts.iter())
        .map(|&(name, part)| (name, shown(strings, name, part)))
        .collect();
    let given: Vec<Given<'_>> = (shown.iter())
        .map(|(name, part)| (*name, part as &dyn std::fmt::Display))
        .collect();
    match parts {
        [("n", number)] => strings.fill_count(key, number.parse().unwrap_or_default(), &[]),
        _ => strings.fill(key, &given),
    }
}

/// What stands in a placeholder: days and lists in the report's language, everything else as it is.
fn shown(strings: &Strings, name: &str, part: &str) -> String {
    match (name, part.split_once(" to ")) {
        ("words" | "names", _) if part.starts_with('“') => list(strings, part),
        ("day" | "one" | "other", Some((from, to))) => match (from.parse(), to.parse()) {
            (Ok(from), Ok(to)) => strings.days(from, to),
            _ => strings.days_in_words(part),
        },
        _ => strings.days_in_words(part),
    }
}

/// `“ferry” (in no other article), “rocks” and 3 more`.
fn list(strings: &Strings, part: &str) -> String {
    let only = format!(" ({})", strings.say("reason.only_here"));
    let [open, close] = &strings.format.quotes;
    let part = part.replace(" (in no other article)", &only);
    let part = part.replace('“', open).replace('”', close);
    let more = part
        .strip_suffix(" more")
        .and_then(|part| part.rsplit_once(" and "));
    match more.and_then(|(list, more)| Some((list, more.parse::<usize>().ok()?))) {
        Some((list, more)) => strings.fill_count("list.and_more", more, &[("list", &list)]),
        None => part,
    }
}

/// What stands at the placeholders of a sentence, if `text` is one of its kind.
fn parts<'a>(sentence: &'a str, text: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let mut pieces = sentence.split('{');
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut parts = Vec::new();
    for piece in pieces {
        let (name, fixed) = piece.split_once('}')?;
        let end = if fixed.is_empty() {
            rest.len()
        } else if sentence.ends_with(fixed) && text.ends_with(fixed) && rest.len() >= fixed.len() {
            rest.len() - fixed.len()
        } else {
            rest.find(fixed)?
        };
        parts.push((name, &rest[..end]));
        rest = &rest[end + fixed.len()..];
    }
    rest.is_empty().then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::report::ReportLang;
    use samestory::config::Pairs;
    use samestory::{Article, Config, Corrections, Quiet, detect};
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn told(lang: ReportLang, detail: &str) -> String {
        reason(Strings::of(lang), detail)
    }

    #[test]
    fn every_reason_that_the_detection_gives_is_known() {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let corpus = fs::read_dir(project.join("corpus/articles")).unwrap();
        let files = corpus.map(|entry| entry.unwrap().path());
        let files = files.chain([project.join("tests/it/sample.jsonl")]);
        let mut told = BTreeSet::new();
        for file in files {
            let text = fs::read_to_string(file).unwrap();
            let articles: Vec<Article> = (text.lines())
                .map(|line| serde_json::from_str(line).unwrap())
                .collect();
            let config = Config {
                pairs: Pairs::All,
                ..Config::default()
            };
            let found = detect(&articles, &config, &Corrections::default(), &Quiet).unwrap();
            for pair in &found.pairs {
                for reason in pair.evidence_for.iter().chain(&pair.evidence_against) {
                    let known = known(&reason.detail);
                    told.insert(known.expect(&reason.detail).0);
                }
            }
        }
        assert!(told.len() > 20, "nearly every kind of reason: {told:?}");
    }

    #[test]
    fn sentences_of_the_records_are_told_in_the_language_of_the_report() {
        use ReportLang::{De, En};
        for (lang, detail, wanted) in [
            (En, "published 1 days apart", "Published 1 day apart"),
            (
                En,
                "both give 2020-05-02 as the day of the event",
                "Both date the event 2 May 2020",
            ),
            (
                En,
                "one gives 2020-05-02 to 2020-05-04, the other 2020-05-05; that settles nothing",
                "One gives 2–4 May 2020, the other 5 May 2020; that settles nothing",
            ),
            (
                De,
                "title and lead share “ferry” (in no other article), “rocks” and 3 more",
                "Titel und Anfang teilen „ferry“ (in keinem anderen Artikel), „rocks“ und 3 weitere",
            ),
            (
                En,
                "mayor: “Ann Day” in one, “Jo: May” in the other",
                "mayor: “Ann Day” in one, “Jo: May” in the other",
            ),
            (
                De,
                "whatever a person wrote on 2020-05-02",
                "whatever a person wrote on 2. Mai 2020",
            ),
        ] {
            assert_eq!(told(lang, detail), wanted);
        }
    }
}
