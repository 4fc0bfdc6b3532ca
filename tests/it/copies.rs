//! The copy layer as a whole: against oracles, on feeds made for its weaknesses, in any order.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use samestory::config::{Config, Keep, Level, Profile};
use samestory::detect::copies::{self, Copies, exact, shingle};
use samestory::detection::{Flag, Membership, Relation};
use samestory::generate::{EDITS, Edit, Feed, Labelled, Options, Origin, Special};
use samestory::{Article, Corrections, Detection, Quiet, Role, detect};

#[expect(clippy::cast_precision_loss, reason = "counts lie far below 2^52")]
fn real(count: usize) -> f64 {
    count as f64
}

fn find(articles: &[Article], config: &Config) -> Copies {
    copies::find(articles, config, &Quiet).expect("articles in memory")
}

fn id(copies: &Copies, rank: u32) -> String {
    copies.roster.get(rank).id.to_string()
}

/// Families of two and more, as sets of ids.
fn families(copies: &Copies) -> BTreeSet<BTreeSet<String>> {
    let families = copies.families.iter().filter(|family| family.len() > 1);
    families
        .map(|family| family.iter().map(|&rank| id(copies, rank)).collect())
        .collect()
}

/// The relation of every judged pair, by ids in the total order.
fn relations(copies: &Copies) -> BTreeMap<(String, String), (Relation, f64)> {
    let pairs = copies.pairs.iter();
    pairs
        .map(|pair| {
            let ids = (id(copies, pair.a), id(copies, pair.b));
            (ids, (pair.relation, pair.overlap.resemblance))
        })
        .collect()
}

fn special(special: Special, articles: usize) -> Vec<Article> {
    let options = Options {
        articles,
        ..Options::default()
    };
    let labelled = special.articles(options).expect("in range");
    labelled.map(|l| l.expect("an article").article).collect()
}

fn feed(articles: usize, seed: u64) -> Vec<Labelled> {
    let options = Options {
        articles,
        seed,
        ..Options::default()
    };
    let feed = Feed::new(options).expect("in range");
    feed.map(|l| l.expect("an article")).collect()
}

fn article(id: usize, text: &str) -> Article {
    Article {
        id: format!("{id:04}"),
        text: text.to_owned(),
        ..Article::default()
    }
}

#[test]
fn a_chain_of_five_hundred_articles_ends_as_many_families() {
    let articles = special(Special::Chain, 500);
    let copies = find(&articles, &Config::default());
    assert!(copies.families.len() >= 100, "{}", copies.families.len());
    let largest = copies.families.iter().map(Vec::len).max();
    assert!(largest <= Some(6), "{largest:?}");
    assert!(copies.cohesion.iter().all(|c| c.min >= 0.3));
}

#[test]
fn a_shared_footer_makes_no_family() {
    for words in [60, 200] {
        let options = Options {
            articles: 1000,
            words,
            ..Options::default()
        };
        let labelled = Special::Footer.articles(options).expect("in range");
        let articles: Vec<Article> = labelled.map(|l| l.expect("an article").article).collect();
        let copies = find(&articles, &Config::default());
        assert_eq!(families(&copies), BTreeSet::new(), "{words} words");
    }
}

#[test]
fn a_hundred_thousand_identical_articles_are_one_family() {
    let articles = special(Special::Identical, 100_000);
    let copies = find(&articles, &Config::default());
    assert_eq!(copies.families.len(), 1);
    assert_eq!(copies.pairs.len(), 99_999);
    assert_eq!(copies.candidates, 0);
    assert_eq!(copies.capped.len(), 1, "{:?}", copies.capped);
    assert!(copies.cohesion[0].min > 0.999);
}

#[test]
fn a_hot_passage_makes_no_family_and_what_is_left_out_is_counted() {
    let articles = special(Special::Hot, 800);
    let copies = find(&articles, &Config::default());
    assert_eq!(families(&copies), BTreeSet::new());
}

#[test]
fn empty_and_tiny_texts_are_copies_of_identical_ones_only() {
    let texts = [
        "",
        "",
        " . ",
        "rain",
        "Rain!",
        "rain today",
        "rain toda",
        "\u{0}\u{0}",
        "\u{200b}",
    ];
    let articles: Vec<Article> = (0..).zip(texts).map(|(i, text)| article(i, text)).collect();
    let copies = find(&articles, &Config::default());
    let expected: BTreeSet<BTreeSet<String>> = [["0003", "0004"].map(str::to_owned).into()].into();
    assert_eq!(families(&copies), expected);
    assert!(find(&[], &Config::default()).families.is_empty());
}

#[test]
fn a_text_of_ten_megabytes_is_compared_like_any_other() {
    let labelled = feed(1, 3);
    let text = &labelled[0].article.text;
    let mut body = String::new();
    for i in 0..10_500_000 / text.len() {
        body.push_str(&i.to_string());
        body.extend([" ", text, " "]);
    }
    let articles = [article(0, &body), article(1, &body[body.len() / 5..])];
    let copies = find(&articles, &Config::default());
    assert_eq!(copies.pairs.len(), 1);
    assert_eq!(copies.pairs[0].relation, Relation::NearCopy);
}

#[test]
fn the_same_form_with_other_facts_is_no_copy() {
    let weather = |city: &str, day: &str, high: u32, wind: u32| {
        format!(
            "The weather service expects a dry {day} in {city} with light cloud in the morning and sunshine later. \
             Temperatures will climb to {high} degrees by the afternoon, and a breeze of {wind} kilometres an hour \
             will blow along the coast of {city}. The outlook for the days after {day} remains settled, forecasters \
             said, with little change before the weekend and no rain in sight."
        )
    };
    let earnings = |company: &str, profit: u32, share: &str, last: u32| {
        format!(
            "Quarterly profit at {company} came to {profit} million dollars, or {share} dollars a share, against \
             {last} million a year earlier, the manufacturer said. Analysts had expected a little less. Shares of \
             {company} were unchanged in early trading after the company published its figures and kept its \
             forecast for the full year unchanged, pointing to steady demand in its main markets."
        )
    };
    let articles = [
        article(0, &weather("Lisbon", "Tuesday", 24, 15)),
        article(1, &weather("Porto", "Friday", 19, 32)),
        article(2, &earnings("Arden Tools", 41, "0.82", 38)),
        article(3, &earnings("Bexley Motors", 107, "1.35", 96)),
        // One figure corrected is a copy.
        article(4, &earnings("Bexley Motors", 107, "1.35", 98)),
    ];
    let copies = find(&articles, &Config::default());
    let relations = relations(&copies);
    let relation = |a: &str, b: &str| relations[&(a.to_owned(), b.to_owned())].0;
    for (a, b) in [("0000", "0001"), ("0002", "0003")] {
        let other = matches!(relation(a, b), Relation::SameTemplate | Relation::Unrelated);
        assert!(other, "{:?}", relation(a, b));
    }
    assert_eq!(relation("0003", "0004"), Relation::NearCopy);
    let expected: BTreeSet<BTreeSet<String>> = [["0003", "0004"].map(str::to_owned).into()].into();
    assert_eq!(families(&copies), expected);
}

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
    assert!(pair.overlap.containment > 0.95 && pair.overlap.containment_back < 0.3);
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

/// Small feeds of overlapping texts: runs of words from one of a few long texts, now and then
/// with another word.
fn small_feed() -> impl Strategy<Value = Vec<Article>> {
    let piece = (0_usize..4, 0_usize..60, 20_usize..120, 0_usize..25);
    prop::collection::vec(piece, 1..14).prop_map(|pieces| {
        (0..)
            .zip(pieces)
            .map(|(i, (text, start, length, every))| {
                let words = (start..start + length).map(|at| match at {
                    at if every > 4 && at % every == 0 => format!("other{i}x{at}"),
                    at => format!("w{text}x{at}"),
                });
                article(i, &words.collect::<Vec<_>>().join(" "))
            })
            .collect()
    })
}

/// Naive shingle sets.
fn naive(articles: &[Article]) -> Vec<BTreeSet<Vec<String>>> {
    articles
        .iter()
        .map(|article| {
            let words: Vec<String> = article.text.split_whitespace().map(str::to_owned).collect();
            words
                .windows(shingle::WORDS)
                .map(<[String]>::to_vec)
                .collect()
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn judged_pairs_equal_an_all_pairs_oracle_with_naive_sets(articles in small_feed()) {
        let mut config = Config::default();
        config.copies.recall = 1.0 - 1e-9;
        config.copies.profile = Profile::Reference;
        let copies = find(&articles, &config);
        let found = relations(&copies);
        let sets = naive(&articles);
        for i in 0..sets.len() {
            for j in i + 1..sets.len() {
                let both = real(sets[i].intersection(&sets[j]).count());
                let resemblance = both / real(sets[i].union(&sets[j]).count());
                let ids = (articles[i].id.clone(), articles[j].id.clone());
                match found.get(&ids) {
                    Some((_, judged)) => prop_assert!((judged - resemblance).abs() < 1e-12),
                    None => prop_assert!(resemblance < config.copies.threshold, "{ids:?} {resemblance}"),
                }
            }
        }
        for pair in &copies.pairs {
            let (a, b) = (&sets[pair.a as usize], &sets[pair.b as usize]);
            let both = real(a.intersection(b).count());
            prop_assert!((pair.overlap.containment - both / real(a.len())).abs() < 1e-12);
            prop_assert!((pair.overlap.containment_back - both / real(b.len())).abs() < 1e-12);
        }
    }

    #[test]
    fn families_are_a_partition_that_no_order_or_thread_count_changes(articles in small_feed(), turn in 0_usize..14) {
        let config = Config::default();
        let copies = find(&articles, &config);
        let mut all: Vec<u32> = copies.families.concat();
        all.sort_unstable();
        prop_assert_eq!(all, (0..u32::try_from(articles.len()).expect("small")).collect::<Vec<_>>());
        prop_assert_eq!(copies.families.len(), copies.leads.len());
        for (members, lead) in copies.families.iter().zip(&copies.leads) {
            prop_assert!(members.contains(lead));
        }
        let mut turned = articles.clone();
        turned.rotate_left(turn % articles.len());
        turned.reverse();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(4).build().expect("a pool");
        let other = pool.install(|| find(&turned, &config));
        prop_assert_eq!(&copies.pairs, &other.pairs);
        prop_assert_eq!(&copies.families, &other.families);
        prop_assert_eq!(&copies.cohesion, &other.cohesion);
        prop_assert_eq!(&copies.excerpts, &other.excerpts);
    }

    #[test]
    fn an_unrelated_article_changes_no_family(articles in small_feed(), words in 0_usize..90) {
        let config = Config::default();
        let before = families(&find(&articles, &config));
        let mut more = articles.clone();
        let text: Vec<String> = (0..words).map(|at| format!("unrelated{at}")).collect();
        more.insert(articles.len() / 2, article(999, &text.join(" ")));
        prop_assert_eq!(before, families(&find(&more, &config)));
    }

    #[test]
    fn every_pair_of_copies_in_a_family_keeps_the_cohesion(articles in small_feed()) {
        let copies = find(&articles, &Config::default());
        let sets: Vec<Vec<u64>> = articles.iter().map(|article| {
            let mut set = Vec::new();
            shingle::Shingler::new(Profile::News, 0).shingle(article.as_ref(), &mut set);
            shingle::to_set(&mut set);
            set
        }).collect();
        let resemblance: BTreeMap<(usize, usize), f64> =
            exact::join(&sets, 1e-6).into_iter().map(|(i, j, r)| ((i, j), r)).collect();
        let hung: BTreeSet<u32> = copies.excerpts.iter().map(|x| x.0).collect();
        for (members, cohesion) in copies.families.iter().zip(&copies.cohesion) {
            prop_assert!(cohesion.min >= 0.3, "{cohesion:?}");
            let copies: Vec<usize> = members.iter().filter(|rank| !hung.contains(rank)).map(|&rank| rank as usize).collect();
            for (n, &i) in copies.iter().enumerate() {
                for &j in &copies[n + 1..] {
                    prop_assert!(resemblance.get(&(i, j)).is_some_and(|&r| r >= 0.3));
                }
            }
        }
    }
}

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
