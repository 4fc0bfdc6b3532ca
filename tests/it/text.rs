//! Text: dates, numbers, names and furniture of whole articles, as tables of cases; and what
//! holds for any Unicode.

use proptest::prelude::*;
use samestory::detect::text::{
    Anchor, DateBasis, Section, Span, Text, Value, analyse, event_date, event_weekday,
};
use samestory::detection::Field;
use samestory::{Article, Day};

/// Words behind a phrase, so that it is not the whole article.
const PROSE: &str = "The council heard reports from several departments and agreed that the work \
    should go on as planned, while members asked for more time to study the figures.";

fn article(title: &str, text: &str, published: &str, lang: &str) -> Article {
    Article {
        id: "1".to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
        published: (!published.is_empty()).then(|| published.parse().expect(published)),
        lang: Some(lang.to_owned()),
        ..Article::default()
    }
}

fn read(phrase: &str, published: &str, lang: &str) -> Text {
    analyse(article("", &format!("{phrase} {PROSE}"), published, lang).as_ref())
}

/// `2023-09-20`, `2023-09-22..2023-09-23`; days of the dates, in reading order.
fn dates(text: &Text) -> Vec<String> {
    text.anchors
        .iter()
        .filter_map(|anchor| match anchor.value {
            Value::Date(date) if date.from == date.to => Some(date.from.to_string()),
            Value::Date(date) => Some(format!("{}..{}", date.from, date.to)),
            _ => None,
        })
        .collect()
}

/// Phrase, publication date, expected days separated by blanks.
const DATES: &[(&str, &str, &str)] = &[
    // Stated in full.
    ("On September 20, 2023, the council met.", "", "2023-09-20"),
    ("On 20 September 2023 the council met.", "", "2023-09-20"),
    (
        "On the 25th September 2023 the council met.",
        "",
        "2023-09-25",
    ),
    (
        "On the 25th of September, 2023, the council met.",
        "",
        "2023-09-25",
    ),
    ("It met on Sept. 20, 2023.", "", "2023-09-20"),
    ("It met on Sep 20 2023 in town.", "", "2023-09-20"),
    ("It met on 2023-09-20 in town.", "", "2023-09-20"),
    ("It met on 2023/09/20 in town.", "", "2023-09-20"),
    ("It met on 09/20/2023 in town.", "", "2023-09-20"),
    ("It met on 20/09/2023 in town.", "", "2023-09-20"),
    ("It met on 20.09.2023 in town.", "", "2023-09-20"),
    ("The page says May-25-2023 somewhere.", "", "2023-05-25"),
    (
        "Wednesday, September 20, 2023, was a day of talks.",
        "",
        "2023-09-20",
    ),
    (
        "It met from September 22 to 23, 2023, in town.",
        "",
        "2023-09-22..2023-09-23",
    ),
    (
        "It met on 22nd to 23rd September 2023 in town.",
        "",
        "2023-09-22..2023-09-23",
    ),
    (
        "It met on 20-23 September 2023 in town.",
        "",
        "2023-09-20..2023-09-23",
    ),
    (
        "It met from 28 August to 3 September 2023 in town.",
        "",
        "2023-08-28..2023-09-03",
    ),
    (
        "It met from August 28 to September 3, 2023, in town.",
        "",
        "2023-08-28..2023-09-03",
    ),
    // The year is filled in.
    (
        "It met on September 20 in town.",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "It met from Sept 5 to 8 in town.",
        "2023-09-21",
        "2023-09-05..2023-09-08",
    ),
    ("It met on December 21 in town.", "2023-05-25", "2022-12-21"),
    ("It met on December 30 in town.", "2024-01-02", "2023-12-30"),
    (
        "It will meet on January 5 in town.",
        "2023-12-28",
        "2024-01-05",
    ),
    (
        "It met on September 20, as in 2019.",
        "",
        "2019-09-20 2019-01-01..2019-12-31",
    ),
    (
        "It met on Wednesday, September 20.",
        "2024-08-01",
        "2023-09-20",
    ),
    ("It met on September 20 in town.", "", ""),
    // Weekdays: backwards, unless the words look ahead.
    ("It met on Wednesday in town.", "2023-09-21", "2023-09-20"),
    ("It met on Wednesday in town.", "2023-09-20", "2023-09-20"),
    (
        "It met on Wednesday night in town.",
        "2023-09-22",
        "2023-09-20",
    ),
    ("It met last Wednesday in town.", "2023-09-20", "2023-09-13"),
    (
        "It meets next Wednesday in town.",
        "2023-09-20",
        "2023-09-27",
    ),
    (
        "The council will meet on Friday in town.",
        "2023-09-20",
        "2023-09-22",
    ),
    (
        "The mayor said on Monday he will resign.",
        "2023-09-20",
        "2023-09-18",
    ),
    (
        "Hearings are scheduled for Monday in town.",
        "2023-09-20",
        "2023-09-25",
    ),
    ("It met on Wednesday in town.", "", ""),
    // Relative.
    ("It met yesterday in town.", "2023-09-21", "2023-09-20"),
    ("It met today in town.", "2023-09-21", "2023-09-21"),
    ("It met last night in town.", "2023-09-21", "2023-09-20"),
    ("It meets tomorrow in town.", "2023-09-21", "2023-09-22"),
    (
        "It met last week in town.",
        "2023-09-21",
        "2023-09-11..2023-09-17",
    ),
    (
        "It met earlier this month in town.",
        "2023-09-21",
        "2023-09-01..2023-09-30",
    ),
    (
        "It met last month in town.",
        "2023-01-21",
        "2022-12-01..2022-12-31",
    ),
    (
        "It met last year in town.",
        "2023-09-21",
        "2022-01-01..2022-12-31",
    ),
    ("It met three days ago in town.", "2023-09-21", "2023-09-18"),
    ("It met 3 days ago in town.", "2023-09-21", "2023-09-18"),
    (
        "It met over the weekend in town.",
        "2023-09-21",
        "2023-09-16..2023-09-17",
    ),
    ("It met yesterday in town.", "", ""),
    // Months, quarters, years.
    (
        "It met in December in town.",
        "2023-05-25",
        "2022-12-01..2022-12-31",
    ),
    (
        "It met in May in town.",
        "2023-05-25",
        "2023-05-01..2023-05-31",
    ),
    (
        "It met in March 2021 in town.",
        "2023-05-25",
        "2021-03-01..2021-03-31",
    ),
    (
        "Growth in the fourth quarter of 2022 was slow.",
        "",
        "2022-10-01..2022-12-31",
    ),
    ("Growth in Q2 2022 was slow.", "", "2022-04-01..2022-06-30"),
    (
        "In the first eight months of 2023 it grew.",
        "",
        "2023-01-01..2023-08-31",
    ),
    ("It opened in 2019 in town.", "", "2019-01-01..2019-12-31"),
    (
        "Since the 2008 financial crisis it grew.",
        "",
        "2008-01-01..2008-12-31",
    ),
    // Not dates.
    ("It may rain, and 20 people may come.", "2023-09-21", ""),
    ("Prime minister Theresa May said so.", "2023-09-21", ""),
    ("Theresa May 3 times said so.", "2023-09-21", ""),
    (
        "Officers march on, and the march went well.",
        "2023-09-21",
        "",
    ),
    ("The March for Life went well.", "2023-09-21", ""),
    ("The Sun reported that it met.", "2023-09-21", ""),
    ("The Sunday Times reported that it met.", "2023-09-21", ""),
    ("Shoppers waited for Black Friday deals.", "2023-09-21", ""),
    ("USA Today reported that it met.", "2023-09-21", ""),
    ("It was the second of the talks.", "2023-09-21", ""),
    ("It was one of the best.", "2023-09-21", ""),
    ("It cost 2019 dollars and 2,019 euros.", "2023-09-21", ""),
    ("There were 2000 people in the hall.", "2023-09-21", ""),
    ("The score was 21-14 at half-time.", "2023-09-21", ""),
    ("It met on 05/06/2023 in town.", "2023-09-21", ""),
    ("The rate is 3.5.2 in version terms.", "2023-09-21", ""),
    ("February 30 is no day.", "2023-09-21", ""),
    ("Call 419-255-1111 now.", "2023-09-21", ""),
];

#[test]
fn english_dates_are_read_and_resolved() {
    let mut wrong = Vec::new();
    for (phrase, published, expected) in DATES {
        let found = dates(&read(phrase, published, "en")).join(" ");
        if found != *expected {
            wrong.push(format!(
                "{phrase} ({published}): {found:?}, not {expected:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Language, phrase, publication date, expected days.
const OTHER_LANGUAGES: &[(&str, &str, &str, &str)] = &[
    (
        "de",
        "Der Rat traf sich am 20. September 2023 in Berlin.",
        "",
        "2023-09-20",
    ),
    (
        "de",
        "Der Rat traf sich am Mittwoch in Berlin.",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "de",
        "Der Rat traf sich gestern in Berlin.",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "de",
        "Der Rat traf sich am 20.09.2023 in Berlin.",
        "",
        "2023-09-20",
    ),
    (
        "fr",
        "Le conseil s'est réuni le 20 septembre 2023 à Paris.",
        "",
        "2023-09-20",
    ),
    (
        "fr",
        "Le conseil s'est réuni mercredi à Paris.",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "fr",
        "Le conseil s'est réuni le 1er octobre 2023 à Paris.",
        "",
        "2023-10-01",
    ),
    (
        "es",
        "El consejo se reunió el 20 de septiembre de 2023.",
        "",
        "2023-09-20",
    ),
    (
        "es",
        "El consejo se reunió el miércoles en Madrid.",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "pt",
        "O conselho reuniu-se em 20 de setembro de 2023.",
        "",
        "2023-09-20",
    ),
    (
        "it",
        "Il consiglio si è riunito il 20 settembre 2023.",
        "",
        "2023-09-20",
    ),
    (
        "it",
        "Il consiglio si è riunito mercoledì a Roma.",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "nl",
        "De raad kwam op 20 september 2023 bijeen.",
        "",
        "2023-09-20",
    ),
    (
        "nl",
        "De raad kwam woensdag bijeen.",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "ru",
        "Совет собрался 20 сентября 2023 года в Москве.",
        "",
        "2023-09-20",
    ),
    (
        "ru",
        "Совет собрался в пятницу в Москве.",
        "2023-09-23",
        "2023-09-22",
    ),
    ("zh", "会议于2023年9月20日在北京举行。", "", "2023-09-20"),
    (
        "zh",
        "会议于9月20日在北京举行。",
        "2023-09-21",
        "2023-09-20",
    ),
    (
        "zh",
        "会议于9月22日至23日在北京举行。",
        "2023-09-25",
        "2023-09-22..2023-09-23",
    ),
    ("zh", "会议周三在北京举行。", "2023-09-21", "2023-09-20"),
    (
        "ar",
        "اجتمع المجلس في 20 سبتمبر 2023 في القاهرة.",
        "",
        "2023-09-20",
    ),
];

#[test]
fn dates_of_other_languages_are_read_and_resolved() {
    for (lang, phrase, published, expected) in OTHER_LANGUAGES {
        let text = analyse(article("", phrase, published, lang).as_ref());
        assert_eq!(dates(&text).join(" "), *expected, "{phrase} ({published})");
    }
}

/// Phrase, expected `value unit` pairs.
const NUMBERS: &[(&str, &[&str])] = &[
    ("It grew by 3.9 percent.", &["3.9 %"]),
    ("It grew by 3.9 per cent.", &["3.9 %"]),
    ("It grew by 3.9% at last.", &["3.9 %"]),
    ("It cost $3bn to build.", &["3000000000 usd"]),
    ("It cost $137.3 billion to build.", &["137300000000 usd"]),
    ("It cost 1.2 million euros to build.", &["1200000 eur"]),
    ("It cost £20m to build.", &["20000000 gbp"]),
    ("It cost A$30 and a $40 fee.", &["30 aud", "40 usd"]),
    ("It sold 1,200 tonnes of grain.", &["1200 ton"]),
    (
        "Seventeen specific measures were put forward.",
        &["17 measur"],
    ),
    ("It took twenty-five days.", &["25 day"]),
    ("It took two hundred and fifty soldiers.", &["250 soldier"]),
    ("At least 4 people were killed.", &["4 dead"]),
    (
        "The blast killed four and injured 10.",
        &["4 dead", "10 injured"],
    ),
    (
        "The blast left 12 dead and 30 wounded.",
        &["12 dead", "30 injured"],
    ),
    ("The death toll rose to 12 by night.", &["12 dead"]),
    ("One person was killed.", &["1 dead"]),
    ("Three suspects were arrested.", &["3 arrested"]),
    ("A father of four killed his dog.", &[]),
    ("A magnitude 6.1 quake struck.", &["6.1 magnitude"]),
    ("A 6.1-magnitude quake struck.", &["6.1 magnitude"]),
    (
        "Smith, 25, and a 17-year-old boy ran.",
        &["25 year-old", "17 year-old"],
    ),
    (
        "A dozen ships and two dozen boats left.",
        &["12 ship", "24 boat"],
    ),
    ("It was one of the best, the second of its kind.", &[]),
    ("COVID-19 came at 6:15 p.m. and at 5 p.m. again.", &[]),
    ("Call 419-255-1111 now.", &[]),
    ("It met on September 20, 2023.", &[]),
];

#[test]
fn numbers_are_read_with_what_they_count() {
    let mut wrong = Vec::new();
    for (phrase, expected) in NUMBERS {
        let text = read(phrase, "", "en");
        // What is counted is what is tested; a bare number has no unit to compare.
        let found: Vec<String> = (text.anchors.iter())
            .filter_map(|anchor| match &anchor.value {
                Value::Number { value, unit } if !unit.is_empty() => {
                    Some(format!("{value} {unit}"))
                }
                _ => None,
            })
            .collect();
        if found != *expected {
            wrong.push(format!("{phrase}: {found:?}, not {expected:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}",
        wrong.join(
            "
"
        )
    );
}

/// Phrase, expected names, places, roles (`role=holder`) and slots, each in reading order.
const NAMES: &[(&str, &str, &str, &str, &str)] = &[
    (
        "Talks were led by Premier Li Qiang of the State Council.",
        "li qiang, state council",
        "",
        "premier=li qiang",
        "",
    ),
    (
        "They met Chinese President Xi Jinping, and Xi spoke.",
        "chinese, xi jinping, xi jinping",
        "",
        "president=xi jinping",
        "",
    ),
    (
        "The news came from Qin Hailin, the chief engineer of the plant.",
        "qin hailin",
        "",
        "chief engineer=qin hailin",
        "",
    ),
    (
        "They met Speaker John A. Boehner and a major Irish firm.",
        "john a boehner, irish",
        "",
        "speaker=john a boehner",
        "",
    ),
    (
        "They spoke with Mr. Smith and Dr. Jerome H. Kim.",
        "smith, jerome h kim",
        "",
        "",
        "",
    ),
    (
        "They flew to Rio de Janeiro and met in Tokyo.",
        "rio de janeiro, tokyo",
        "tokyo",
        "",
        "",
    ),
    (
        "BEIJING, September 20 – They met at the Ministry of Industry and Information Technology.",
        "beijing, ministry of industry and information technology",
        "beijing",
        "",
        "",
    ),
    (
        "WASHINGTON (AP) -- The house met once more.",
        "washington",
        "washington",
        "",
        "",
    ),
    (
        "It went on to Week 5 and Day 21, then the second round.",
        "",
        "",
        "",
        "week 5, day 21, round 2",
    ),
    (
        "Profit rose in Q2 and the fourth quarter.",
        "",
        "",
        "",
        "q2, q4",
    ),
    ("Officials said so. Firefighters came.", "", "", "", ""),
    (
        "They met Recep Tayyip Erdoğan there.",
        "recep tayyip erdogan",
        "",
        "",
        "",
    ),
    (
        "South Korea sent Moon Jae-in there.",
        "south korea, moon jae-in",
        "",
        "",
        "",
    ),
];

#[test]
fn names_places_roles_and_slots_are_told_apart() {
    let mut wrong = Vec::new();
    for (phrase, names, places, roles, slots) in NAMES {
        let text = read(phrase, "2023-09-21", "en");
        let of = |pick: &dyn Fn(&Value) -> Option<String>| {
            let found: Vec<String> = text.anchors.iter().filter_map(|a| pick(&a.value)).collect();
            found.join(", ")
        };
        let found = [
            of(&|value| match value {
                Value::Name(name) => Some(name.clone()),
                _ => None,
            }),
            of(&|value| match value {
                Value::Place(place) => Some(place.clone()),
                _ => None,
            }),
            of(&|value| match value {
                Value::Role { role, holder } => {
                    Some(format!("{role}={}", holder.as_deref().unwrap_or_default()))
                }
                _ => None,
            }),
            of(&|value| match value {
                Value::Slot(slot) => Some(slot.clone()),
                _ => None,
            }),
        ];
        let expected = [*names, *places, *roles, *slots];
        if found != expected {
            wrong.push(format!("{phrase}: {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn quotations_are_read_in_every_style() {
    let cases = [
        (
            "He said: “We will not yield.” Then he left.",
            "we will not yield",
        ),
        (
            "He said: \"We will not yield.\" Then he left.",
            "we will not yield",
        ),
        (
            "Er sagte: „Wir geben nicht nach.“ Dann ging er.",
            "wir geben nicht nach",
        ),
        (
            "Il a dit : « Nous ne céderons pas. » Puis il partit.",
            "nous ne céderons pas",
        ),
        (
            "She was told to ‘take it slow’ by the players’ union.",
            "take it slow",
        ),
        ("It is the ship's captain and the boys' mate.", ""),
        ("The so-called “chain” broke.", ""),
    ];
    for (phrase, expected) in cases {
        let text = read(phrase, "", "en");
        let found: Vec<&str> = (text.anchors.iter())
            .filter_map(|anchor| match &anchor.value {
                Value::Quotation(words) => Some(words.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(found.join(" | "), expected, "{phrase}");
    }
}

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

/// What holds for every article.
fn check(article: &Article, text: &Text) {
    let raw = |span: &Span| match span.field {
        Field::Title => &article.title,
        Field::Text => &article.text,
    };
    let inside = |span: &Span| raw(span).get(span.start as usize..span.end as usize);
    for word in &text.words {
        assert!(
            inside(&word.span).is_some_and(|w| !w.is_empty()),
            "{:?}",
            word.span
        );
    }
    for anchor in &text.anchors {
        assert!(
            inside(&anchor.span).is_some_and(|w| !w.is_empty()),
            "{anchor:?}"
        );
    }
    for span in &text.furniture {
        assert!(inside(span).is_some_and(|w| !w.is_empty()), "{span:?}");
        let overlaps = |word: &Span| {
            word.field == span.field && word.start < span.end && span.start < word.end
        };
        assert!(!text.words.iter().any(|w| overlaps(&w.span)), "{span:?}");
    }
    assert!(
        text.words
            .is_sorted_by_key(|w| (w.span.field, w.span.start))
    );
    assert!(text.anchors.is_sorted_by_key(|a| a.span));
}

proptest! {
    #[test]
    fn any_unicode_is_analysed_with_spans_inside(title in ".{0,60}", body in "(?s).{0,300}", lang in "(en|de|zh|fr|)") {
        let mut article = article(&title, &body, "2023-09-21", &lang);
        article.lang = (!lang.is_empty()).then_some(lang);
        check(&article, &analyse(article.as_ref()));
    }

    #[test]
    fn any_mixture_of_news_pieces_is_analysed_with_spans_inside(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
        separators in prop::collection::vec(prop::sample::select(&["", " ", "\n", "\n\n", ". ", ", ", "-"][..]), 40),
    ) {
        let body: String = pieces.iter().zip(&separators).flat_map(|(a, b)| [*a, *b]).collect();
        let article = article("", &body, "", "en");
        check(&article, &analyse(article.as_ref()));
    }

    #[test]
    fn furniture_around_an_article_moves_no_offset(count in 1_usize..4) {
        let before = "Share this article\n\n".repeat(count);
        let plain = format!("The council met on Monday in Tokyo. {PROSE}");
        let framed = format!("{before}{plain}\n\nPost time: May-25-2023");
        let alone = analyse(article("A vote", &plain, "2023-09-21", "en").as_ref());
        let inside = analyse(article("A vote", &framed, "2023-09-21", "en").as_ref());
        let moved = u32::try_from(before.len()).expect("short");
        let words = |text: &Text, by: u32| -> Vec<(u64, u32)> {
            let body = text.words.iter().filter(|w| w.span.field == Field::Text);
            body.map(|w| (w.term, w.span.start - by)).collect()
        };
        prop_assert_eq!(words(&alone, 0), words(&inside, moved));
    }
}

/// Pieces that the grammars look for, to be put together in any order.
const PIECES: &[&str] = &[
    "September",
    "20",
    "2023",
    "th",
    "to",
    "Wednesday",
    "on",
    "May",
    "5",
    "%",
    "$",
    "million",
    "(AP)",
    "–",
    "“",
    "”",
    "'",
    "Premier",
    "Li Qiang",
    "the",
    "of",
    "State",
    "Ministry",
    "killed",
    "people",
    "Post time:",
    "page_banner",
    "news",
    "Updated:",
    "2023-09-20",
    "17:52",
    "9月",
    "日",
    "年",
    "周三",
    "Dr.",
    "J.",
    "U.S.",
    "p.m.",
    "Week",
    "Q2",
    "first",
    "quarter",
    "ago",
    "last",
    "week",
    ",",
    ".",
    "BEIJING",
    ":",
    "by",
    "in",
    "Tokyo",
    "é",
    "ß",
    "\u{301}",
    "\u{200b}",
    "😀",
    "٣",
    "http://x.y",
    "@",
    "dozen",
    "one",
    "and",
    "hundred",
    "year-old",
    "-",
    "1,200.5",
    "12/13/2014",
    "By Jane Doe",
    "©",
];
