//! Pieces of a kind that recurs: one event a day and a place, however alike their words are.

use samestory::{Article, Config, Corrections, detect};

use super::{article, run};

/// A piece on the weather, which says the same as every other one.
fn weather(id: &str, title: &str, text: &str) -> Article {
    Article {
        published: "2024-05-17T06:00:00Z".parse().ok(),
        source: Some(id.into()),
        lang: Some("en".into()),
        ..article(id, title, text)
    }
}

#[test]
fn what_recurs_is_one_event_a_day_and_a_place() {
    let articles = [
        weather(
            "one",
            "Weather forecast for Saturday, May 18, in Varnholm",
            "Showers reach Varnholm from the west, forecasters say. Temperatures reach 18 degrees, a moderate wind blows from \
             the southwest, and the night stays clear. Take an umbrella along.",
        ),
        weather(
            "other outlet",
            "Varnholm weather: forecast for May 18",
            "For Varnholm forecasters expect showers from the west, a moderate southwest wind and temperatures of 18 degrees. \
             Umbrella weather by day, then a clear night.",
        ),
        weather(
            "next day",
            "Weather forecast for Sunday, May 19, in Varnholm",
            "A clear night in Varnholm follows showers from the west. Temperatures of 18 degrees are what forecasters expect, with \
             moderate wind from the southwest: an umbrella helps.",
        ),
        weather(
            "elsewhere",
            "Weather forecast for Saturday, May 18, in Osterby",
            "Expect an umbrella day in Osterby: showers, moderate wind out of the southwest, temperatures up to 18 degrees, and \
             a night that stays clear, according to forecasters watching the west.",
        ),
    ];
    let found = run(&articles, &Corrections::default());
    let event = |id: &str| {
        let of = found.memberships.iter().find(|m| m.id == id);
        of.expect("a member").event.clone()
    };
    assert_eq!(event("one"), event("other outlet"));
    for other in ["next day", "elsewhere"] {
        assert_ne!(event("one"), event(other), "{other}");
        assert_ne!(event("other outlet"), event(other), "{other}");
    }
    let config = Config::default();
    for (other, told) in [
        (2, ["2024-05-18", "2024-05-19"]),
        (3, ["Varnholm", "Osterby"]),
    ] {
        let apart = detect::compare(&articles[0], &articles[other], &config).expect("compared");
        let against = apart.pair.evidence_against.iter();
        let said = against.filter(|e| e.signal == "edition").map(|e| &e.detail);
        let said: Vec<&String> = said.collect();
        assert!(
            said.iter()
                .any(|said| told.iter().all(|told| said.contains(told))),
            "{said:?}"
        );
    }
}
