//! Copies of generated news: found by edit, named by relation, led by the rule asked for.

use std::collections::BTreeMap;

use samestory::Article;
use samestory::config::{Config, Keep};
use samestory::detection::Relation;
use samestory_bench::generate::{EDITS, Edit, Origin};

use super::{article, feed, find, id, real, relations};

#[test]
fn generated_copies_are_found_by_edit_and_templates_are_not_joined() {
    let labelled = feed(4000, 11);
    let articles: Vec<Article> = labelled.iter().map(|l| l.article.clone()).collect();
    let copies = find(&articles, &Config::default());
    let relations = relations(&copies);
    let family: BTreeMap<String, usize> = copies
        .families
        .iter()
        .enumerate()
        .flat_map(|(i, members)| members.iter().map(move |&rank| (rank, i)))
        .map(|(rank, i)| (id(&copies, rank), i))
        .collect();
    let mut by_edit: BTreeMap<Edit, (usize, usize)> = BTreeMap::new();
    let mut joined_templates = 0;
    for l in &labelled {
        let Some(from) = &l.from else { continue };
        let (a, b) = (from.clone(), l.article.id.clone());
        match l.origin {
            Origin::Copy(edit) => {
                let pair = relations
                    .get(&(a.clone(), b.clone()))
                    .or(relations.get(&(b, a)));
                let copy = pair.is_some_and(|(relation, _)| {
                    matches!(
                        relation,
                        Relation::Identical | Relation::NearCopy | Relation::Excerpt
                    )
                });
                let counts = by_edit.entry(edit).or_default();
                counts.0 += usize::from(copy);
                counts.1 += 1;
            }
            Origin::Template => joined_templates += usize::from(family[&a] == family[&b]),
            _ => {}
        }
    }
    assert_eq!(joined_templates, 0);
    for edit in EDITS {
        let (found, all) = by_edit.get(&edit).copied().unwrap_or_default();
        eprintln!("{:20} {found:5} of {all:5}", edit.name());
    }
    for edit in [
        Edit::FirstFifth,
        Edit::QuotedWhole,
        Edit::InsertFront,
        Edit::NewLead,
        Edit::Update,
        Edit::Corrected,
    ] {
        let (found, all) = by_edit[&edit];
        assert!(
            real(found) >= 0.99 * real(all),
            "{}: {found} of {all}",
            edit.name()
        );
    }
}

#[test]
fn an_excerpt_says_which_text_is_part_of_which() {
    let labelled = feed(60, 5);
    let words: Vec<&str> = labelled[0].article.text.split_whitespace().collect();
    let part = words[..words.len() / 5].join(" ");
    let articles = [article(0, &part), article(1, &labelled[0].article.text)];
    let copies = find(&articles, &Config::default());
    let pair = &copies.pairs[0];
    assert_eq!(pair.relation, Relation::Excerpt);
    assert!(pair.overlap.containment() > 0.95 && pair.overlap.containment_back() < 0.3);
    assert_eq!(copies.excerpts, [(0, 1)]);
    assert_eq!(copies.leads, [1], "the whole text stands for the family");
}

#[test]
fn the_lead_follows_the_rule_that_was_asked_for() {
    let labelled = feed(60, 5);
    let text = &labelled[0].article.text;
    let at = |id: usize, text: &str, day: &str| Article {
        published: Some(day.parse().expect("a day")),
        ..article(id, text)
    };
    let articles = [
        at(0, text, "2024-03-02"),
        at(
            1,
            &format!("{text} One more sentence, added by the desk at night."),
            "2024-03-03",
        ),
        at(2, text, "2024-03-01"),
        article(3, text),
    ];
    for (keep, lead) in [
        (Keep::Earliest, "0002"),
        (Keep::Latest, "0001"),
        (Keep::Longest, "0001"),
        (Keep::SourceOrder, "0000"),
    ] {
        let config = Config {
            keep,
            ..Config::default()
        };
        let copies = find(&articles, &config);
        assert_eq!(copies.leads.len(), 1);
        assert_eq!(id(&copies, copies.leads[0]), lead, "{keep:?}");
    }
}
