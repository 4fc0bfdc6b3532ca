//! The cases of each language: `cases.txt` in its folder, read as articles are.

use super::{Edition, Text, Value, analyse, credits, furniture, language};
use crate::article::ArticleRef;
use crate::languages::{LANGUAGES, Language};

/// The first article of a language with a text, published on Friday, 17 May 2024.
fn article<'t>(language: &'static Language, text: &'t str) -> ArticleRef<'t> {
    ArticleRef {
        id: "a",
        title: "",
        text,
        published: "2024-05-17".parse().ok(),
        source: None,
        url: None,
        lang: Some(language.code),
        author: None,
    }
}

/// Every case of a list that gives other than it says.
fn wrong(list: &str, give: impl Fn(&'static Language, &str) -> Vec<String>) {
    let mut wrong = Vec::new();
    for language in &LANGUAGES {
        for line in language.cases(list) {
            let (text, expected) = line.rsplit_once(" =").expect(line);
            let expected = expected.trim();
            let given = give(language, &text.replace(" / ", "\n"));
            let fits = given.iter().any(|given| given == expected)
                || (expected.is_empty() && given.is_empty());
            if !fits {
                wrong.push(format!(
                    "{} {text}\n    {given:?} and not {expected}",
                    language.code
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{list}:\n{}", wrong.join("\n"));
}

fn anchors(text: &Text, of: impl Fn(&Value) -> Option<String>) -> Vec<String> {
    text.anchors
        .iter()
        .filter_map(|anchor| of(&anchor.value))
        .collect()
}

#[test]
fn dates_are_read_in_every_language() {
    wrong("dates", |language, text| {
        anchors(&analyse(article(language, text)), |value| match value {
            Value::Date(date) if date.from == date.to => Some(date.from.to_string()),
            Value::Date(date) => Some(format!("{}..{}", date.from, date.to)),
            _ => None,
        })
    });
}

#[test]
fn numbers_are_read_with_what_they_count_in_every_language() {
    wrong("numbers", |language, text| {
        anchors(&analyse(article(language, text)), |value| match value {
            Value::Number { value, unit } => Some(format!("{value} {unit}").trim().to_owned()),
            _ => None,
        })
    });
}

#[test]
fn headlines_of_what_recurs_are_told_in_every_language() {
    wrong("recurring", |language, title| {
        let article = ArticleRef {
            title,
            ..article(language, "")
        };
        let edition = analyse(article).edition;
        let told = edition.map(|Edition { kind, from, to, .. }| {
            let kind = format!("{kind:?}").to_lowercase();
            if from == to {
                format!("{kind} {from}")
            } else {
                format!("{kind} {from}..{to}")
            }
        });
        told.into_iter().collect()
    });
}

#[test]
fn agencies_are_credited_in_every_language() {
    wrong("agencies", |language, text| {
        let credits = credits(article(language, text));
        credits.into_iter().map(str::to_owned).collect()
    });
}

#[test]
fn languages_are_told_by_their_text() {
    for language in &LANGUAGES {
        for text in language.cases("language") {
            assert_eq!(language::detect(None, "", text), language.code, "{text}");
            // A headline may tell nothing, then it is read as English; it never tells another.
            let told = language::by_words(None, text, "");
            assert!(
                [language.code, "en"].contains(&told.as_str()),
                "{text}: {told}"
            );
        }
    }
}

#[test]
fn page_furniture_is_left_out_in_every_language() {
    const PROSE: &str = "The council met at length and agreed to raise the levy on waste, which \
        residents had opposed for months. It will now be put to a vote.";
    for language in &LANGUAGES {
        for line in language.cases("furniture") {
            let text = format!("{PROSE}\n\n{PROSE}\n\n{line}");
            let spans = furniture::find(&text).spans;
            let gone: Vec<&str> = spans.into_iter().map(|span| &text[span]).collect();
            assert_eq!(gone, [line], "{}", language.code);
        }
    }
}
