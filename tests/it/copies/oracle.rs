//! Small feeds of overlapping texts against naive oracles, in any order and for any threads.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use samestory::Article;
use samestory::config::{Config, Profile};
use samestory::detect::copies::{exact, shingle};

use super::{article, families, find, real, relations};

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
            prop_assert!((pair.overlap.containment() - both / real(a.len())).abs() < 1e-12);
            prop_assert!((pair.overlap.containment_back() - both / real(b.len())).abs() < 1e-12);
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
