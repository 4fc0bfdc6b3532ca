//! The corpus: its gold labels fit its articles.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use samestory::Article;

/// The corpus of this repository.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// All articles, files in the order of their names.
pub(crate) fn articles() -> Vec<Article> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder().join("articles"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
    texts
        .flat_map(|text| {
            let lines = text
                .lines()
                .map(|line| serde_json::from_str(line).expect(line));
            lines.collect::<Vec<Article>>()
        })
        .collect()
}

/// Cluster of every article at a level: `families`, `events` or `storylines`.
pub(crate) fn gold(level: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(folder().join(format!("gold/{level}.tsv"))).unwrap();
    let rows = text.lines().map(|line| line.split_once('\t').expect(line));
    rows.map(|(id, cluster)| (id.to_owned(), cluster.to_owned()))
        .collect()
}

#[test]
fn every_article_has_one_gold_cluster_a_level_and_levels_nest() {
    let articles = articles();
    let ids: BTreeSet<&str> = articles.iter().map(|article| article.id.as_str()).collect();
    assert_eq!(ids.len(), articles.len(), "an id occurs twice");
    let levels = ["families", "events", "storylines"].map(gold);
    for level in &levels {
        assert!(level.keys().map(String::as_str).eq(ids.iter().copied()));
    }
    for (finer, coarser) in [(0, 1), (1, 2)] {
        let mut within: BTreeMap<&str, &str> = BTreeMap::new();
        for (id, cluster) in &levels[finer] {
            let outer = within.entry(cluster).or_insert(&levels[coarser][id]);
            assert_eq!(
                *outer, levels[coarser][id],
                "{cluster} is torn apart at {id}"
            );
        }
    }
}

#[test]
fn the_corpus_is_as_large_and_varied_as_promised() {
    let articles = articles();
    assert!(articles.len() >= 60, "{}", articles.len());
    let languages: BTreeSet<&str> = articles.iter().filter_map(|a| a.lang.as_deref()).collect();
    for lang in ["ar", "cs", "de", "en", "es", "ru", "th", "zh"] {
        assert!(languages.contains(lang), "{lang}");
    }
    assert!(articles.iter().any(|article| article.text.is_empty()));
    assert!(articles.iter().any(|article| article.published.is_none()));
}
