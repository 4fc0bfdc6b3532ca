//! What a run says that looks for copies alone.

use samestory::config::{Config, Level};
use samestory::detection::{Flag, Membership, Relation};
use samestory::{Article, Corrections, Detection, Quiet, Role, detect};

use super::feed;

/// What a run that looks for copies alone says of articles with these texts.
fn alone(texts: &[&str]) -> Detection {
    let articles: Vec<Article> = texts
        .iter()
        .zip(1..)
        .map(|(text, number)| Article {
            id: format!("{number}"),
            text: (*text).to_owned(),
            ..Article::default()
        })
        .collect();
    let mut config = Config::default();
    config.events.level = Level::Copies;
    detect(&articles, &config, &Corrections::default(), &Quiet).expect("articles in memory")
}

const REPORT: &str = "The car ferry Solveig ran aground on a sandbank off Marnholm early on \
    Tuesday with 212 passengers on board, and nobody was hurt, the harbour authority said.";

#[test]
fn at_the_level_of_copies_only_articles_of_few_words_are_flagged_as_short() {
    let found = alone(&[REPORT, "Ferry runs aground off Marnholm", ""]);
    let short = |m: &Membership| m.flags.contains(&Flag::ShortText);
    let flagged: Vec<bool> = found.memberships.iter().map(short).collect();
    assert_eq!(flagged, [false, true, false]);
    assert_eq!((found.counts.short, found.counts.empty), (2, 1));
}

#[test]
fn each_family_is_one_event_and_storyline_where_only_copies_are_looked_for() {
    let other = "Orchard owners in the Veld valley expect a late harvest after cold nights, and \
        prices are likely to rise until the autumn, growers told their union on Friday.";
    let found = alone(&[REPORT, other, &REPORT.replace("car ferry", "ferry")]);
    assert_eq!(found.families.len(), 1);
    assert_eq!(found.events.len(), 2);
    for (event, storyline) in found.events.iter().zip(&found.storylines) {
        assert_eq!(event.families, 1);
        assert_eq!(storyline.events, std::slice::from_ref(&event.event));
        assert_eq!(storyline.articles, event.members.len());
        assert_eq!(storyline.title, event.title);
    }
    assert_eq!(found.events[0].members, ["1", "3"]);
    assert!(found.events[1].title.starts_with("Orchard owners"));
    let copy = &found.memberships[2];
    assert_eq!((copy.role, copy.lead.as_str()), (Role::NearCopy, "1"));
    assert_eq!(copy.event, found.events[0].event);
}

#[test]
fn an_article_quoted_whole_is_tied_to_the_longer_one_as_an_excerpt_of_it() {
    let quoted = feed(1, 3).remove(0).article;
    let around = feed(1, 4).remove(0).article;
    let longer = format!("{} {} {}", around.text, quoted.text, around.text);
    let found = alone(&[&longer, &quoted.text]);
    let tie = found.memberships[1].relation.as_ref().expect("a tie");
    assert_eq!((tie.kind, tie.to.as_str()), (Relation::Excerpt, "1"));
    assert!(tie.containment > 0.99 && tie.containment_back < 0.8);
    assert_eq!(found.memberships[1].role, Role::Excerpt);
}
