//! Feeds made for the weaknesses of copy search: chains, footers, hot passages, tiny and huge texts.

use std::collections::BTreeSet;

use samestory::Article;
use samestory::config::Config;
use samestory::detection::Relation;
use samestory_bench::generate::{Options, Special};

use super::{article, families, feed, find, relations};

fn special(special: Special, articles: usize) -> Vec<Article> {
    let options = Options {
        articles,
        ..Options::default()
    };
    let labelled = special.articles(options).expect("in range");
    labelled.map(|l| l.expect("an article").article).collect()
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
