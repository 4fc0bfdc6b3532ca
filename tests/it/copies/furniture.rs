//! Text that articles share although each tells of something else: notices, sidebars, paywalls.

use std::collections::BTreeSet;

use samestory::config::{Config, Level};
use samestory::{Article, Corrections, Quiet, detect};
use samestory_cli::write::{Rule, removals};

use super::{families, feed, find};

/// Headlines and the teasers below them, none about the same matter.
const TEASERS: [(&str, &str); 12] = [
    (
        "Harbour crane falls into dock",
        "A loading crane toppled into the northern dock of Vellmar on Thursday morning; the driver jumped clear and swam ashore with a broken wrist.",
    ),
    (
        "School choir wins radio prize",
        "Forty pupils from the valley of Orsk sang their way to first place in the national radio contest, ahead of two cathedral choirs and a conservatory.",
    ),
    (
        "Bees return to the botanic garden",
        "Gardeners counted eleven wild colonies this spring, three times as many as before the old greenhouse was pulled down and sown with clover.",
    ),
    (
        "Tram line nine reopens",
        "After fourteen months of work the trams run again between the mint and the abbey, every six minutes, with two stops fewer than in the past.",
    ),
    (
        "Painter Lund shows early work",
        "The museum hangs sixty drawings that Astrid Lund made as a nurse, most of them on the backs of hospital forms, until the end of September.",
    ),
    (
        "Vineyards fear a late frost",
        "Growers along the Sarre lit candles between their vines on two nights, for buds opened three weeks early and the forecast speaks of minus four.",
    ),
    (
        "Goalkeeper Petrov retires at 38",
        "Ilya Petrov played his last match in front of nineteen thousand, saved a penalty and left the pitch with both his daughters on his shoulders.",
    ),
    (
        "Court lifts ban on market stalls",
        "Judges found that the town of Kessel may not close its weekly market for building work without offering traders another square nearby.",
    ),
    (
        "Library lends out telescopes",
        "Anyone with a reader's card may take home one of twelve telescopes for a week; the first were gone within an hour, said the head of the branch.",
    ),
    (
        "Ferry company orders electric ships",
        "Two vessels that run on batteries will cross the strait from next summer, each with room for eighty cars and a charging pause of nine minutes.",
    ),
    (
        "Salt mine becomes an archive",
        "Film reels from five studios are moving into galleries three hundred metres below ground, where the air has stayed dry since the last shift in 1968.",
    ),
    (
        "Doctors warn of tick season",
        "Clinics in the hill country treated twice as many bites in March as a year ago and ask walkers to wear long socks and search their skin at night.",
    ),
];

const NOTICE: &str = "Your privacy is important to us and to the companies that we work with. With your consent we \
    keep small files on your phone or computer and read them again on later visits, so that pages load faster, offers \
    suit your taste and we learn which parts of our site are used most. You can change your mind whenever you like in \
    the settings at the foot of each page, where you will also find the list of all companies and what each does with \
    the data. If you decline, you will still see adverts, but they will be picked at random.";

const SIDEBAR: &str = "Read by others today\nCouncillor Hanne Voss quits over parking row in Tessin\nSeven soups for cold \
    evenings\nTram line nine reopens\nWhy the Brandt sisters sold their island (with pictures)\nWrite to the editor, or \
    ring the night desk in Mill Street. Our letter brings you the best stories each evening at seven, free of charge and \
    without any advertising. Copyright Tessin Courier, all rights reserved, reproduction only with permission of the \
    publisher.";

#[derive(Debug, Clone, Copy)]
enum Place {
    Before,
    After,
    Around,
}

#[derive(Debug, Clone, Copy)]
enum Outlet {
    None,
    One,
    Several,
}

#[derive(Debug, Clone, Copy)]
enum Headline {
    None,
    Title,
    Repeated,
}

fn place(own: &str, shared: &str, place: Place) -> String {
    let middle = shared[..shared.len() / 2].rfind(' ').unwrap_or(0);
    match place {
        Place::Before => format!("{shared}\n\n{own}"),
        Place::After => format!("{own}\n\n{shared}"),
        Place::Around => format!("{}\n\n{own}\n\n{}", &shared[..middle], &shared[middle..]),
    }
}

fn teasers(n: usize, shared: &str, at: Place, outlet: Outlet, headline: Headline) -> Vec<Article> {
    let teasers = TEASERS.iter().take(n).enumerate();
    teasers
        .map(|(i, (title, own))| {
            let text = place(own, shared, at);
            Article {
                id: format!("{i:02}"),
                title: match headline {
                    Headline::None => String::new(),
                    _ => (*title).to_owned(),
                },
                text: match headline {
                    Headline::Repeated => format!("{title}\n{text}"),
                    _ => text,
                },
                published: format!("2024-04-{:02}", 1 + i).parse().ok(),
                source: match outlet {
                    Outlet::None => None,
                    Outlet::One => Some("courier.example".to_owned()),
                    Outlet::Several => Some(format!("paper{i}.example")),
                },
                ..Article::default()
            }
        })
        .collect()
}

fn assert_apart(articles: &[Article], what: &str) {
    let found = detect(
        articles,
        &Config::default(),
        &Corrections::default(),
        &Quiet,
    )
    .unwrap();
    let families: BTreeSet<&str> = found
        .memberships
        .iter()
        .map(|m| m.family.as_str())
        .collect();
    let events: BTreeSet<&str> = found.memberships.iter().map(|m| m.event.as_str()).collect();
    assert_eq!(families.len(), articles.len(), "families, {what}");
    assert_eq!(events.len(), articles.len(), "events, {what}");
    assert_eq!(removals(&found, &Rule::default()), [], "{what}");
}

#[test]
fn teasers_under_one_notice_are_each_their_own_family_and_event() {
    for n in [2, 3, 4, 12] {
        for outlet in [Outlet::None, Outlet::One, Outlet::Several] {
            for at in [Place::Before, Place::After, Place::Around] {
                for headline in [Headline::Title, Headline::Repeated] {
                    let articles = teasers(n, NOTICE, at, outlet, headline);
                    assert_apart(&articles, &format!("{n} {outlet:?} {at:?} {headline:?}"));
                }
            }
        }
    }
}

#[test]
fn teasers_without_headlines_are_told_by_what_they_have_for_themselves() {
    for n in [2, 3, 12] {
        for outlet in [Outlet::None, Outlet::One] {
            for at in [Place::Before, Place::After, Place::Around] {
                let articles = teasers(n, NOTICE, at, outlet, Headline::None);
                assert_apart(&articles, &format!("{n} {outlet:?} {at:?}"));
            }
        }
    }
}

#[test]
fn a_sidebar_that_names_one_of_the_articles_is_outvoted() {
    for at in [Place::Before, Place::After] {
        let articles = teasers(12, SIDEBAR, at, Outlet::One, Headline::Title);
        assert_apart(&articles, &format!("{at:?}"));
    }
}

#[test]
fn too_little_text_beside_a_notice_is_short_and_no_copy() {
    let own = ["Rain at noon.", "Snow above.", "Wind drops.", "Fog lifts."];
    let articles: Vec<Article> = own
        .iter()
        .zip(["Coast", "Hills", "Islands", "Moors"])
        .enumerate()
        .map(|(i, (own, title))| Article {
            id: i.to_string(),
            title: format!("{title}: {own}"),
            text: format!("{own}\n\n{NOTICE}"),
            ..Article::default()
        })
        .collect();
    let config = Config {
        events: samestory::config::EventConfig {
            level: Level::Copies,
            ..Config::default().events
        },
        ..Config::default()
    };
    let found = detect(&articles[..], &config, &Corrections::default(), &Quiet).unwrap();
    assert!(found.families.is_empty());
    let short = |m: &samestory::detection::Membership| {
        m.flags.contains(&samestory::detection::Flag::ShortText)
    };
    assert!(found.memberships.iter().all(short));
}

/// A wire report, long enough that footers do not matter.
const REPORT: &str = "Engineers shut the Carrow dam on Friday after a crack was found in its eastern wall. The water board \
    of Dunmere said that the reservoir would be lowered by nine metres within a week and that no village was in danger. \
    Some 400 people who live below the wall were told to be ready to leave. The crack is two metres long and was seen by \
    a diver during a routine check, said chief engineer Owen Hale. Repairs will cost about 12 million and last until \
    autumn. The dam was built in 1931 and supplies three towns with water.";

const FOOTERS: [&str; 4] = [
    "The Dunmere Herald is read in sixty thousand homes. Support local reporting with a gift of your choice.",
    "Do you know more about this? Tell the newsroom of Channel Four by post, or come to our open day in May.",
    "Lakeland Weekly has appeared since 1902 and is owned by its readers, who meet each spring to elect the board.",
    "More from our region, sport, weather and the crossword puzzle: take the Evening Globe for a month and pay half.",
];

#[test]
fn a_report_under_several_headlines_and_footers_stays_a_family() {
    let headlines = [
        "Crack found in Carrow dam",
        "Dunmere reservoir to be lowered by nine metres",
        "Hundreds told to be ready to leave below dam",
        "Diver spots two-metre crack during routine check",
    ];
    for n in 2..=4 {
        for outlet in [Outlet::None, Outlet::Several] {
            let articles: Vec<Article> = (headlines.iter().zip(FOOTERS).take(n).enumerate())
                .map(|(i, (title, footer))| Article {
                    id: i.to_string(),
                    title: (*title).to_owned(),
                    text: format!("{REPORT}\n\n{footer}"),
                    source: matches!(outlet, Outlet::Several).then(|| format!("paper{i}.example")),
                    ..Article::default()
                })
                .collect();
            let copies = find(&articles, &Config::default());
            assert_eq!(copies.families.len(), 1, "{n} {outlet:?}");
        }
    }
}

#[test]
fn a_live_report_that_grows_under_new_headlines_stays_a_family() {
    let sentences: Vec<&str> = REPORT.split_inclusive(". ").collect();
    let headlines = [
        "Live: Carrow dam shut after crack",
        "Live: reservoir to be lowered, 400 told to be ready",
        "Live: repairs of Carrow dam to cost 12 million",
    ];
    let articles: Vec<Article> = (headlines.iter().enumerate())
        .map(|(i, title)| Article {
            id: i.to_string(),
            title: (*title).to_owned(),
            text: sentences[..sentences.len() - 2 + i].concat(),
            source: Some("globe.example".to_owned()),
            ..Article::default()
        })
        .collect();
    assert_eq!(find(&articles, &Config::default()).families.len(), 1);
}

#[test]
fn copies_of_a_teaser_are_found_under_different_notices() {
    let mut articles = teasers(6, NOTICE, Place::After, Outlet::One, Headline::Title);
    let mut others = teasers(6, SIDEBAR, Place::After, Outlet::One, Headline::Title);
    for (i, other) in others.iter_mut().enumerate() {
        other.id = format!("other {i}");
        other.source = Some("tessin.example".to_owned());
        // One is the same teaser, the others are others.
        if i > 0 {
            let (title, own) = TEASERS[6 + i];
            other.title = title.to_owned();
            other.text = place(own, SIDEBAR, Place::After);
        }
    }
    articles.extend(others);
    let copies = find(&articles, &Config::default());
    let expected: BTreeSet<BTreeSet<String>> = [["00", "other 0"].map(str::to_owned).into()].into();
    assert_eq!(families(&copies), expected);
}

#[test]
fn an_excerpt_is_in_the_family_whatever_else_is_in_the_feed() {
    let lead: String = REPORT.split_inclusive(". ").take(2).collect();
    let article = |id: &str, title: &str, text: String| Article {
        id: id.to_owned(),
        title: title.to_owned(),
        text,
        ..Article::default()
    };
    let whole = article(
        "a",
        "Crack found in Carrow dam",
        format!("DUNMERE (NWA) \u{2014} {REPORT}"),
    );
    let local = article(
        "b",
        "Reservoir at Carrow lowered in 2024 by nine metres",
        format!("By Nora Finch\n\n{REPORT}"),
    );
    let part = article("c", "Dam shut", format!("DUNMERE (NWA) \u{2014} {lead}"));
    for feed in [vec![whole.clone(), part.clone()], vec![whole, local, part]] {
        assert_eq!(
            find(&feed, &Config::default()).families.len(),
            1,
            "{}",
            feed.len()
        );
    }
}

#[test]
fn one_form_with_other_facts_is_as_many_events() {
    let mills = [
        (211, "Osk"),
        (214, "Varn"),
        (219, "Lower Tamm"),
        (223, "Hale"),
    ];
    let articles: Vec<Article> = mills
        .iter()
        .map(|(number, parish)| Article {
            id: number.to_string(),
            text: format!("Parish Mill {number} (PM {number}) grinds corn for {parish} Parish."),
            ..Article::default()
        })
        .collect();
    assert_apart(&articles, "mills");
}

#[test]
fn deduplicating_what_was_deduplicated_leaves_nothing_out() {
    let config = Config {
        events: samestory::config::EventConfig {
            level: Level::Copies,
            ..Config::default().events
        },
        ..Config::default()
    };
    let left_out = |articles: &[Article]| -> Vec<usize> {
        let found = detect(articles, &config, &Corrections::default(), &Quiet).unwrap();
        let removed = removals(&found, &Rule::default());
        removed.iter().map(|removal| removal.position).collect()
    };
    for seed in 0..4 {
        let mut articles: Vec<Article> = feed(400, seed).into_iter().map(|l| l.article).collect();
        let removed = left_out(&articles);
        assert!(!removed.is_empty());
        for position in removed.into_iter().rev() {
            articles.remove(position);
        }
        assert_eq!(left_out(&articles), [0; 0], "seed {seed}");
    }
}
