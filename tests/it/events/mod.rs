//! Events and storylines through the library's front door: what belongs together, why, and that
//! neither order, threads nor unrelated articles change it.

mod recurring;

use std::collections::BTreeMap;

use proptest::prelude::*;
use samestory::config::{Level, Pairs};
use samestory::corrections::{Correction, Fingerprint, Verdict};
use samestory::detect::{Batch, Kind, Sink};
use samestory::detection::{Detection, Flag, Pair, Role};
use samestory::{Article, Config, Corrections, Error, Quiet, Relation, detect, detect_streaming};

use crate::corpus;

fn article(id: &str, title: &str, text: &str) -> Article {
    Article {
        id: id.into(),
        title: title.into(),
        text: text.into(),
        ..Article::default()
    }
}

/// A council sitting told three times, once with the wrong premier and once by weekday only; a
/// conference on the same matter some days later; something else.
fn sitting() -> Vec<Article> {
    vec![
        article(
            "named",
            "Premier Osk leads cabinet sitting on harbour renewal",
            "VARNHOLM, May 14, 2024 - Premier Lena Osk chaired a cabinet sitting on May 14, 2024 \
             that took up the renewal of the country's harbours. The cabinet adopted a plan to \
             settle unpaid invoices of dredging firms and approved a draft rule on night work of \
             young dockers. Ministers heard a report on how the spring inspection of quays went. \
             Osk asked the provinces to clear the unpaid invoices first and to report each month.",
        ),
        article(
            "misnamed",
            "Cabinet sitting takes up harbour renewal",
            "On May 14, 2024, Premier Piet Harrow presided over a sitting of the cabinet about the \
             renewal of harbours. The sitting adopted a plan for clearing the unpaid invoices that \
             dredging firms are owed, and a draft rule on young dockers working at night. It also \
             heard how the inspection of quays in spring had gone. Provinces are to clear invoices \
             first, the cabinet in Varnholm said.",
        ),
        article(
            "weekday",
            "Varnholm wants faster renewal of harbours",
            "VARNHOLM - The renewal of harbours should go faster, a cabinet sitting chaired by \
             Premier Lena Osk decided on Tuesday. Ministers were told how the inspection of quays \
             had gone, and adopted a plan to clear unpaid invoices of dredging firms. Young \
             dockers are to work less at night under a draft rule.",
        ),
        article(
            "conference",
            "President's letter opens national conference on harbour renewal",
            "A national conference on the renewal of harbours met in Varnholm on May 17 and 18, \
             2024. President Ruta Almgren wrote in a letter read to delegates that the country \
             lives by its harbours. Shipowners, unions and mayors of forty coastal towns argued \
             over tariffs and dredged depths. Premier Lena Osk spoke on the second day and named \
             cranes, rail links and training as tasks.",
        ),
        article(
            "other",
            "Rare orchid flowers in the botanic garden",
            "Visitors queued for hours to smell a rare orchid that flowers once in nine years. \
             Gardeners expect the bloom to last until Sunday evening at best.",
        ),
    ]
}

fn run(articles: &[Article], corrections: &Corrections) -> Detection {
    detect(articles, &Config::default(), corrections, &Quiet).expect("a detection")
}

fn plain(articles: &[Article]) -> Detection {
    run(articles, &Corrections::default())
}

/// The members of every event, sorted.
fn events(found: &Detection) -> Vec<Vec<&str>> {
    let mut events: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for membership in &found.memberships {
        let members = events.entry(&membership.event).or_default();
        members.push(&membership.id);
    }
    let mut events: Vec<Vec<&str>> = events.into_values().collect();
    for members in &mut events {
        members.sort_unstable();
    }
    events.sort_unstable();
    events
}

fn said(verdict: Verdict) -> Corrections {
    Corrections {
        verdicts: vec![Correction::from(verdict)],
    }
}

fn fingerprint(article: &Article) -> Fingerprint {
    Fingerprint(article.as_ref().fingerprint())
}

#[test]
fn nothing_in_gives_nothing_out_and_one_article_stands_alone() {
    let none = plain(&[]);
    assert!(none.memberships.is_empty() && none.events.is_empty() && none.storylines.is_empty());
    let one = plain(&sitting()[..1]);
    assert_eq!(one.memberships[0].role, Role::Single);
    assert_eq!((one.events.len(), one.storylines.len()), (1, 1));
    assert!(one.memberships[0].flags.contains(&Flag::Undated));
}

#[test]
fn reports_of_one_sitting_are_one_event_and_the_conference_is_another_of_its_storyline() {
    let articles = sitting();
    let found = plain(&articles);
    assert_eq!(
        events(&found),
        [
            vec!["conference"],
            vec!["misnamed", "named", "weekday"],
            vec!["other"]
        ]
    );
    let storyline = |id: &str| {
        let membership = found.memberships.iter().find(|m| m.id == id);
        membership.map(|m| m.storyline.clone())
    };
    assert_eq!(storyline("conference"), storyline("named"));
    assert_ne!(storyline("other"), storyline("named"));
}

#[test]
fn the_wrong_name_is_shown_as_a_conflict_of_the_event() {
    let found = plain(&sitting());
    let event = found.events.iter().find(|event| event.families == 3);
    let conflicts = &event.expect("the sitting").conflicts;
    let premier = conflicts
        .iter()
        .find(|c| c.field == "premier")
        .expect("a conflict");
    assert_eq!(premier.values.len(), 2);
    assert_eq!(premier.values[1].articles, ["misnamed"]);
}

#[test]
fn comparing_two_articles_says_what_binds_and_what_parts_them() {
    let articles = sitting();
    let config = Config::default();
    let alike = detect::compare(&articles[0], &articles[1], &config).expect("compared");
    assert_eq!(alike.pair.relation, Relation::SameEvent);
    let quoted = |evidence: &[samestory::detection::Evidence]| {
        evidence.iter().flat_map(|e| &e.quotes).all(|quote| {
            let article = articles.iter().find(|a| a.id == quote.article);
            let field = match quote.field {
                samestory::detection::Field::Title => &article.expect("quoted").title,
                samestory::detection::Field::Text => &article.expect("quoted").text,
            };
            field.get(quote.start..quote.end) == Some(quote.text.as_str())
        })
    };
    assert!(quoted(&alike.pair.evidence_for) && quoted(&alike.pair.evidence_against));
    let strongest = &alike.pair.evidence_for[..2];
    assert!(
        strongest.iter().any(|e| e.signal == "lead"),
        "{strongest:?}"
    );
    let conflict = alike
        .pair
        .evidence_against
        .iter()
        .find(|e| e.signal == "conflict");
    assert!(conflict.expect("the premier").detail.starts_with("premier"));

    let apart = detect::compare(&articles[0], &articles[3], &config).expect("compared");
    let dates = apart
        .pair
        .evidence_against
        .iter()
        .find(|e| e.signal == "event_date");
    let dates = dates.expect("dates part them");
    assert!(dates.weight < 0.0 && dates.quotes.len() == 2, "{dates:?}");
    assert!(dates.detail.contains("2024-05-14") && dates.detail.contains("2024-05-17"));
}

#[test]
fn a_person_may_part_and_join_what_scores_say_otherwise() {
    let articles = sitting();
    let [named, misnamed, weekday, conference, other] = [0, 1, 2, 3, 4].map(|at| &articles[at]);
    let parted = run(
        &articles,
        &said(Verdict::NotTheSame {
            a: fingerprint(named),
            b: fingerprint(misnamed),
        }),
    );
    let together = |found: &Detection, a: &Article, b: &Article| {
        events(found)
            .iter()
            .any(|e| e.contains(&a.id.as_str()) && e.contains(&b.id.as_str()))
    };
    assert!(together(&plain(&articles), named, misnamed));
    assert!(!together(&parted, named, misnamed));
    let joined = run(
        &articles,
        &said(Verdict::Merge {
            articles: vec![fingerprint(conference), fingerprint(other)],
        }),
    );
    assert!(together(&joined, conference, other) && together(&joined, named, weekday));
    let locked = run(
        &articles,
        &said(Verdict::LockEvent {
            articles: vec![fingerprint(named), fingerprint(misnamed)],
        }),
    );
    assert!(together(&locked, named, misnamed) && !together(&locked, named, weekday));
}

#[test]
fn every_judged_pair_is_recorded_and_explained_where_that_can_matter() {
    let config = Config {
        pairs: Pairs::All,
        ..Config::default()
    };
    let found = detect(
        &corpus::articles()[..],
        &config,
        &Corrections::default(),
        &Quiet,
    );
    let found = found.expect("a detection");
    let judged = found.pairs.iter().filter(|p| p.event_score.is_some());
    assert_eq!(judged.count(), found.counts.event_candidates);
    assert!(found.counts.capped.is_empty(), "{:?}", found.counts.capped);
    let (explained, passed_over): (Vec<_>, Vec<_>) =
        found.pairs.iter().partition(|pair| pair.explained);
    assert!(!explained.is_empty() && !passed_over.is_empty());
    for pair in explained {
        let reasons = pair.evidence_for.len() + pair.evidence_against.len();
        assert!(reasons > 0, "{} and {}", pair.a, pair.b);
    }
    for pair in passed_over {
        assert!(pair.evidence_for.is_empty() && pair.evidence_against.is_empty());
        assert!(
            pair.relation > Relation::SameStoryline && pair.event_score < Some(Pair::NEAR_MISS),
            "{} and {} are tied",
            pair.a,
            pair.b
        );
    }
}

/// Takes records of one kind, or refuses them.
struct Only {
    kind: Kind,
    taken: Detection,
    refuses: bool,
}

impl Sink for Only {
    fn wants(&self, kind: Kind) -> bool {
        kind == self.kind
    }

    fn take(&mut self, batch: Batch) -> Result<(), Error> {
        if self.refuses {
            return Err(Error::input("no room"));
        }
        self.taken.take(batch)
    }
}

#[test]
fn records_that_are_handed_over_are_those_that_would_be_collected() {
    let articles = corpus::articles();
    for level in [Level::Copies, Level::Events] {
        let mut config = Config::default();
        config.events.level = level;
        let none = Corrections::default();
        let collected = detect(&articles, &config, &none, &Quiet).expect("a detection");
        let only = |kind, refuses| {
            let taken = Detection::default();
            let mut sink = Only {
                kind,
                taken,
                refuses,
            };
            let counts = detect_streaming(&articles, &config, &none, &Quiet, &mut sink);
            counts.map(|counts| (counts, sink.taken))
        };
        let (counts, pairs) = only(Kind::Pairs, false).expect("pairs");
        assert_eq!(counts, collected.counts);
        assert_eq!(pairs.pairs, collected.pairs);
        assert!(pairs.memberships.is_empty() && pairs.events.is_empty());
        let (_, members) = only(Kind::Memberships, false).expect("memberships");
        assert_eq!(members.memberships, collected.memberships);
        assert!(members.pairs.is_empty() && members.storylines.is_empty());
        let refused = only(Kind::Events, true).expect_err("refused");
        assert_eq!(refused.message(), "no room");
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let articles = corpus::articles();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("a pool").install(|| plain(&articles))
    };
    assert_eq!(with(1), with(4));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn events_and_storylines_are_partitions_whatever_the_order(
        order in prop::sample::subsequence(corpus::articles(), 20..60).prop_shuffle()
    ) {
        let found = plain(&order);
        prop_assert_eq!(found.memberships.len(), order.len());
        let mut seen: Vec<&str> = found
            .events
            .iter()
            .flat_map(|event| event.members.iter().map(String::as_str))
            .collect();
        seen.sort_unstable();
        let mut all: Vec<&str> = order.iter().map(|article| article.id.as_str()).collect();
        all.sort_unstable();
        prop_assert_eq!(seen, all);
        let held = found.storylines.iter().map(|storyline| storyline.events.len());
        prop_assert_eq!(held.sum::<usize>(), found.events.len());
        for membership in &found.memberships {
            prop_assert!((0.0..=1.0).contains(&membership.score));
            prop_assert!((0.0..=1.0).contains(&membership.storyline_score));
        }
        for event in &found.events {
            let first = found.storylines.iter().find(|s| s.events.contains(&event.event));
            prop_assert_eq!(first.map(|s| &s.storyline), Some(&event.storyline));
        }
        let mut sorted = order.clone();
        sorted.sort_by(|a, b| a.id.cmp(&b.id));
        let again = plain(&sorted);
        prop_assert_eq!(&found.events, &again.events);
        prop_assert_eq!(&found.storylines, &again.storylines);
        prop_assert_eq!(&found.pairs, &again.pairs);
    }
}
