//! Numbers, names, places, roles and quotations.

use samestory::detect::text::Value;

use super::read;

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
