//! The day of an event, the day of publication, and the parts of an article.

use samestory::Day;
use samestory::detect::text::{
    Anchor, DateBasis, Section, Value, analyse, event_date, event_weekday,
};

use super::{PROSE, article, read};

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

#[test]
fn the_event_date_is_the_day_that_the_lead_tells() {
    // Title, text, publication date, from, to; empty when there is none.
    let cases = [
        (
            "",
            "On September 20, 2023, the premier led a meeting.",
            "",
            "2023-09-20",
            "2023-09-20",
        ),
        (
            "Premier leads meeting",
            "date 2023-09-21 Premier leads meeting\n\nbeijing, September 20 – The premier led a \
             meeting on September 20 to discuss the plan.",
            "",
            "2023-09-20",
            "2023-09-20",
        ),
        (
            "",
            "BEIJING: The plan was discussed at a meeting on Wednesday.",
            "",
            "",
            "",
        ),
        (
            "",
            "25th September 2023 – (Beijing) The president gave instructions for the new plan.\n\n\
             A meeting on it was held from 22nd to 23rd September.",
            "",
            "2023-09-22",
            "2023-09-23",
        ),
        (
            "",
            "page_banner\n\nThe ministry issued a notice on December 21 for the whole of industry. \
             It speaks of growth in the fourth quarter of 2022.\n\nPost time: May-25-2023",
            "",
            "2022-12-21",
            "2022-12-21",
        ),
        (
            "",
            "The mayor resigned on Friday after talks.",
            "2023-09-24",
            "2023-09-22",
            "2023-09-22",
        ),
        (
            "",
            "The mayor resigned after long talks.",
            "2023-09-24",
            "",
            "",
        ),
    ];
    for (title, body, published, from, to) in cases {
        let text = analyse(article(title, &format!("{body}\n\n{PROSE}"), published, "en").as_ref());
        let found = event_date(&text).map(|(date, confidence)| {
            assert!((0.0..=1.0).contains(&confidence), "{body}");
            (date.from, date.to)
        });
        let expected = (!from.is_empty()).then(|| (day(from), day(to)));
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn a_weekday_without_any_date_stays_a_weekday() {
    let text = read(
        "The plan was discussed at a meeting on Wednesday.",
        "",
        "en",
    );
    assert_eq!(event_weekday(&text), Some(2));
    assert_eq!(event_date(&text), None);
}

#[test]
fn metadata_lines_give_a_publication_date_that_is_no_event_date() {
    let body = format!("{PROSE}\n\nPost time: May-25-2023");
    let text = analyse(article("", &body, "", "en").as_ref());
    assert_eq!(
        text.published.map(|p| p.to_string()).as_deref(),
        Some("2023-05-25")
    );
    assert_eq!(event_date(&text), None);
    let metadata =
        |a: &&Anchor| matches!(a.value, Value::Date(d) if d.basis == DateBasis::Metadata);
    assert_eq!(text.anchors.iter().filter(metadata).count(), 1);
    let stated = analyse(article("", &body, "2023-01-01", "en").as_ref());
    assert_eq!(
        stated.published.map(|p| p.to_string()).as_deref(),
        Some("2023-01-01")
    );
}

#[test]
fn sections_are_title_lead_body_and_background() {
    let body = format!(
        "Council votes on levy\n\nThe council voted on Monday to raise the levy. {PROSE} {PROSE} \
         {PROSE} {PROSE}\n\n{PROSE}\n\nIn 2019 the council had voted against the levy after a \
         long debate in March 2018.\n\nThe vote was close."
    );
    let text = analyse(article("", &body, "2023-09-21", "en").as_ref());
    let section_of = |phrase: &str| {
        let at = u32::try_from(body.find(phrase).expect(phrase)).expect("short");
        text.words
            .iter()
            .find(|w| w.span.start >= at)
            .expect(phrase)
            .section
    };
    assert_eq!(section_of("Council votes"), Section::Title);
    assert_eq!(section_of("voted on Monday"), Section::Lead);
    assert_eq!(section_of("had voted against"), Section::Background);
    assert_eq!(section_of("The vote was close"), Section::Body);
}

#[test]
fn a_dateline_has_no_content_but_its_place() {
    // The head of a text, and the content words of it.
    let cases = [
        ("KOSHAT, Nov. 19 (Norden Wire) - ", "KOSHAT"),
        ("WASHINGTON (AP) -- ", "WASHINGTON"),
        ("25th September 2023 – (Beijing) ", "Beijing"),
        ("", ""),
    ];
    for (head, expected) in cases {
        let raw = format!("{head}{PROSE}");
        let text = analyse(article("", &raw, "2023-09-20", "en").as_ref());
        let found: Vec<&str> = text
            .words
            .iter()
            .filter(|word| !word.function && (word.span.end as usize) <= head.len())
            .map(|word| &raw[word.span.start as usize..word.span.end as usize])
            .collect();
        assert_eq!(found.join(" "), expected, "{head}");
    }
}
