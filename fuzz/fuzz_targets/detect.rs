//! A small feed through the whole pipeline.
#![no_main]

mod feeds;

use std::collections::{BTreeMap, BTreeSet};

use libfuzzer_sys::fuzz_target;
use samestory::config::Level;
use samestory::detection::{Detection, Membership};
use samestory::{Article, Config, Corrections, Quiet, Relation, Role, detect};
use samestory_cli::write::{By, Removal, Rule, removals};

fuzz_target!(|bytes: &[u8]| {
    let (articles, config) = feeds::feed(bytes);
    let found = run(&articles, &config);
    every_article_has_one_place(&articles, &found);
    families_lie_within_events(&found);
    scores_are_probabilities(&found);
    for by in [By::Family, By::Event] {
        if by == By::Family || config.events.level == Level::Events {
            what_is_left_out_has_one_that_stays(&found, by);
        }
    }
    order_does_not_matter(&articles, &config, &found);
});

fn run(articles: &[Article], config: &Config) -> Detection {
    let found = detect(articles, config, &Corrections::default(), &Quiet);
    found.expect("articles in memory can be read, and the settings are in range")
}

fn every_article_has_one_place(articles: &[Article], found: &Detection) {
    let ids: Vec<&str> = articles.iter().map(|a| a.id.as_str()).collect();
    let placed: Vec<&str> = found.memberships.iter().map(|m| m.id.as_str()).collect();
    assert_eq!(ids, placed);
    let groups = |of: fn(&Membership) -> &str| {
        let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for membership in &found.memberships {
            groups
                .entry(of(membership))
                .or_default()
                .insert(&membership.id);
        }
        groups
    };
    let families = groups(|m| &m.family);
    for family in &found.families {
        let members: BTreeSet<&str> = family.members.iter().map(String::as_str).collect();
        assert_eq!(families[family.family.as_str()], members);
        assert_eq!(members.len(), family.members.len());
    }
    let listed: BTreeSet<&str> = found.families.iter().map(|f| f.family.as_str()).collect();
    for (family, members) in &families {
        assert_eq!(listed.contains(family), members.len() > 1);
    }
    let events = groups(|m| &m.event);
    assert_eq!(events.len(), found.events.len());
    for event in &found.events {
        let members: BTreeSet<&str> = event.members.iter().map(String::as_str).collect();
        assert_eq!(events[event.event.as_str()], members);
        assert!(members.contains(event.lead.as_str()));
    }
    let storylines = groups(|m| &m.storyline);
    assert_eq!(storylines.len(), found.storylines.len());
    let told: usize = found.storylines.iter().map(|s| s.events.len()).sum();
    assert_eq!(told, found.events.len());
}

fn families_lie_within_events(found: &Detection) {
    let mut events: BTreeMap<&str, &str> = BTreeMap::new();
    let mut storylines: BTreeMap<&str, &str> = BTreeMap::new();
    for of in &found.memberships {
        assert_eq!(*events.entry(&of.family).or_insert(&of.event), of.event);
        assert_eq!(
            *storylines.entry(&of.event).or_insert(&of.storyline),
            of.storyline
        );
        assert_eq!(
            of.lead == of.id,
            matches!(of.role, Role::Lead | Role::Single)
        );
    }
}

fn scores_are_probabilities(found: &Detection) {
    let check = |score: f64| assert!((0.0..=1.0).contains(&score), "{score}");
    for of in &found.memberships {
        check(of.score);
        check(of.storyline_score);
        assert!((-1.0..=1.0).contains(&of.margin), "{}", of.margin);
        if let Some(tie) = &of.relation {
            [tie.resemblance, tie.containment, tie.containment_back]
                .into_iter()
                .for_each(check);
        }
    }
    for pair in &found.pairs {
        let shares = [pair.resemblance, pair.containment, pair.containment_back];
        let scores = [pair.event_score, pair.storyline_score];
        shares
            .into_iter()
            .chain(scores.into_iter().flatten())
            .for_each(check);
        for evidence in pair.evidence_for.iter().chain(&pair.evidence_against) {
            assert!(evidence.weight.is_finite());
        }
    }
    for cohesion in found
        .families
        .iter()
        .map(|f| &f.cohesion)
        .chain(found.events.iter().map(|e| &e.cohesion))
    {
        check(cohesion.min);
        check(cohesion.mean);
    }
}

fn what_is_left_out_has_one_that_stays(found: &Detection, by: By) {
    let rule = Rule {
        by,
        ..Rule::default()
    };
    let removals: Vec<Removal> = removals(found, &rule);
    let left_out: BTreeMap<&str, &Removal> = removals.iter().map(|r| (r.id.as_str(), r)).collect();
    assert_eq!(left_out.len(), removals.len());
    let of: BTreeMap<&str, &Membership> = found
        .memberships
        .iter()
        .map(|m| (m.id.as_str(), m))
        .collect();
    for removal in &removals {
        let (gone, kept) = (of[removal.id.as_str()], of[removal.kept.as_str()]);
        assert!(!left_out.contains_key(removal.kept.as_str()), "{removal:?}");
        match by {
            By::Family => carried(removal, found),
            By::Event => assert_eq!(gone.event, kept.event),
        }
    }
}

/// The text stands in the kept article itself, or in one of the same words as either.
fn carried(removal: &Removal, found: &Detection) {
    let tie = removal
        .relation
        .as_ref()
        .expect("a copy is tied to what carries it");
    assert!(tie.containment > 0.0, "{removal:?}");
    let identical = |a: &str, b: &str| {
        a == b
            || found.pairs.iter().any(|pair| {
                pair.relation == Relation::Identical
                    && [(a, b), (b, a)].contains(&(pair.a.as_str(), pair.b.as_str()))
            })
    };
    let (to, kept) = (tie.to.as_str(), removal.kept.as_str());
    assert!(
        identical(to, kept) || identical(to, &removal.id),
        "{removal:?}"
    );
}

/// The same feed backwards, where no setting asks for its order.
fn order_does_not_matter(articles: &[Article], config: &Config, found: &Detection) {
    let mut backwards = articles.to_vec();
    backwards.reverse();
    let mut again = run(&backwards, config);
    again.memberships.reverse();
    assert_eq!(again, *found);
}
