//! Generated news: the same everywhere, labelled truly, and shaped like news where it matters.

use std::collections::{BTreeMap, BTreeSet};

use samestory_bench::generate::{Draws, EDITS, Edit, Feed, Labelled, Options, Origin, Special};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

fn feed(articles: usize, seed: u64) -> Vec<Labelled> {
    let options = Options {
        articles,
        seed,
        ..Options::default()
    };
    Feed::new(options)
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

fn special(set: Special, articles: usize) -> Vec<Labelled> {
    let options = Options {
        articles,
        ..Options::default()
    };
    set.articles(options)
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

/// The word 3-shingles of a text.
fn shingles(text: &str) -> BTreeSet<u64> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words
        .windows(3)
        .map(|three| xxh3_64(three.join(" ").as_bytes()))
        .collect()
}

/// Shared shingles over all shingles, in thousandths.
fn resemblance(a: &BTreeSet<u64>, b: &BTreeSet<u64>) -> usize {
    let shared = a.intersection(b).count();
    shared * 1000 / (a.len() + b.len() - shared).max(1)
}

#[test]
fn a_feed_has_the_asked_size_in_order_of_time_within_its_days() {
    for articles in [0, 1, 7, 300] {
        let feed = feed(articles, 3);
        assert_eq!(feed.len(), articles);
        assert!(feed.is_sorted_by_key(|labelled| labelled.article.published));
        let ids: BTreeSet<&str> = feed.iter().map(|l| l.article.id.as_str()).collect();
        assert_eq!(ids.len(), articles);
        let start = Options::default().start;
        for labelled in &feed {
            let day = labelled.article.published.unwrap().day();
            assert!((start..start.plus(30)).contains(&day), "{day}");
        }
    }
}

#[test]
fn the_same_options_give_the_same_bytes_on_every_machine() {
    let mut digest = Xxh3::new();
    for labelled in feed(200, 1) {
        digest.update(serde_json::to_string(&labelled.article).unwrap().as_bytes());
        digest.update(labelled.event.as_bytes());
    }
    // Changes whenever the prose does; then figures measured before no longer compare.
    assert_eq!(digest.digest(), DIGEST, "{:#x}", digest.digest());
    assert_ne!(feed(50, 1), feed(50, 2));
}

/// Of the first 200 articles of seed 1.
const DIGEST: u64 = 0x6b6b_6a2f_4b5e_29cf;

#[test]
fn labels_nest_and_every_made_article_names_an_earlier_one() {
    let feed = feed(1_500, 5);
    let mut seen: BTreeMap<&str, &Labelled> = BTreeMap::new();
    let mut event_of: BTreeMap<&str, &str> = BTreeMap::new();
    let mut storyline_of: BTreeMap<&str, &str> = BTreeMap::new();
    let by_id: BTreeMap<&str, &Labelled> =
        feed.iter().map(|l| (l.article.id.as_str(), l)).collect();
    for labelled in &feed {
        seen.insert(&labelled.article.id, labelled);
        assert_eq!(
            *event_of.entry(&labelled.family).or_insert(&labelled.event),
            labelled.event
        );
        assert_eq!(
            *storyline_of
                .entry(&labelled.event)
                .or_insert(&labelled.storyline),
            labelled.storyline
        );
        let Some(from) = labelled.from.as_deref().map(|id| by_id[id]) else {
            assert_eq!(labelled.origin, Origin::First);
            continue;
        };
        let same_family = from.family == labelled.family;
        let same_event = from.event == labelled.event;
        let same_storyline = from.storyline == labelled.storyline;
        let expected = match labelled.origin {
            Origin::Copy(_) => {
                assert!(from.article.published <= labelled.article.published);
                (true, true, true)
            }
            Origin::Rewrite => (false, true, true),
            Origin::FollowUp => (false, false, true),
            _ => (false, false, false),
        };
        assert_eq!(
            (same_family, same_event, same_storyline),
            expected,
            "{:?}",
            labelled.origin
        );
    }
    assert_eq!(seen.len(), feed.len());
}

#[test]
fn unrelated_articles_share_next_to_nothing_and_rewrites_far_less_than_copies() {
    let feed = feed(1_200, 9);
    let shingled: BTreeMap<&str, BTreeSet<u64>> = feed
        .iter()
        .map(|l| (l.article.id.as_str(), shingles(&l.article.text)))
        .collect();
    let mut unrelated = Vec::new();
    for pair in feed.chunks(2) {
        if let [a, b] = pair
            && a.storyline != b.storyline
        {
            unrelated.push(resemblance(
                &shingled[&*a.article.id],
                &shingled[&*b.article.id],
            ));
        }
    }
    unrelated.sort_unstable();
    assert!(
        unrelated.iter().sum::<usize>() < 15 * unrelated.len(),
        "mean of unrelated pairs"
    );
    assert!(unrelated[unrelated.len() - 1] < 150);
    for labelled in &feed {
        let Some(from) = labelled.from.as_deref() else {
            continue;
        };
        let found = resemblance(&shingled[from], &shingled[&*labelled.article.id]);
        match labelled.origin {
            Origin::Rewrite => assert!(found < 350, "{found}"),
            Origin::FollowUp => assert!(found < 150, "{found}"),
            _ => {}
        }
    }
}

#[test]
fn every_edit_leaves_as_much_of_a_text_as_its_name_says() {
    let single = feed(40, 2)
        .into_iter()
        .find(|l| l.article.text.len() > 1_500)
        .unwrap();
    let other = feed(40, 4)
        .into_iter()
        .map(|l| l.article.text)
        .collect::<Vec<_>>()
        .join("\n\n");
    let (title, text) = (single.article.title, single.article.text);
    let original = shingles(&text);
    let words_of_others: Vec<&str> = other.split(' ').collect();
    let more = |draws: &mut Draws, words: usize| {
        let start = draws.below(words_of_others.len() - words);
        words_of_others[start..start + words].join(" ")
    };
    for edit in EDITS {
        let mut draws = Draws::new(1, &[]);
        let (new_title, copy) = edit.apply(&title, &text, &mut draws, &more);
        let found = resemblance(&original, &shingles(&copy));
        let expected = match edit {
            Edit::Identical | Edit::Case | Edit::Quotes | Edit::NewHeadline => 1000..=1000,
            Edit::FirstFifth => 150..=240,
            Edit::QuotedWhole => 150..=300,
            Edit::Replaced20 => 250..=450,
            Edit::Replaced10 => 450..=650,
            Edit::CutTail => 600..=720,
            Edit::OcrNoise => 600..=950,
            _ => 700..=1000,
        };
        assert!(expected.contains(&found), "{}: {found}", edit.name());
        assert_eq!(new_title.starts_with("UPDATE"), edit == Edit::Update);
        let nothing = edit.apply("", "", &mut draws, &more);
        assert_eq!(nothing, (String::new(), String::new()), "{}", edit.name());
    }
}

#[test]
fn a_chain_is_alike_from_each_to_the_next_and_not_beyond() {
    let chain: Vec<BTreeSet<u64>> = special(Special::Chain, 60)
        .iter()
        .map(|l| shingles(&l.article.text))
        .collect();
    assert_eq!(chain.len(), 60);
    for two in chain.windows(2) {
        assert!((760..=840).contains(&resemblance(&two[0], &two[1])));
    }
    assert!(
        chain
            .windows(12)
            .all(|few| resemblance(&few[0], &few[11]) < 60)
    );
}

#[test]
fn special_sets_are_what_they_claim() {
    let identical = special(Special::Identical, 20);
    assert!(
        identical
            .iter()
            .all(|l| l.article.text == identical[0].article.text)
    );
    assert!(identical.iter().all(|l| l.family == identical[0].family));

    let footer = special(Special::Footer, 20);
    let tail = |l: &Labelled| l.article.text.rsplit("\n\n").next().unwrap().to_owned();
    assert_eq!(tail(&footer[0]).split(' ').count(), 60);
    assert!(footer.iter().all(|l| tail(l) == tail(&footer[0])));
    assert!(
        footer
            .iter()
            .all(|l| l.article.source == footer[0].article.source)
    );

    let hot = special(Special::Hot, 20);
    let hot: Vec<BTreeSet<u64>> = hot.iter().map(|l| shingles(&l.article.text)).collect();
    for two in hot.windows(2) {
        let found = resemblance(&two[0], &two[1]);
        assert!((200..=420).contains(&found), "{found}");
    }
}
