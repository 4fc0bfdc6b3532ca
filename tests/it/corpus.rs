//! The corpus: its gold labels fit its articles, every case is judged rightly, and the whole comes out
//! as the gold says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use samestory::detect::compare;
use samestory::detection::{Flag, Membership};
use samestory::{Article, Config, Corrections, Quiet, Relation, Timestamp, detect};
use serde::Deserialize;

/// The corpus of this repository.
pub(crate) fn folder() -> PathBuf {
    crate::sample::root().join("corpus")
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

/// Two texts, what a careful reader sees between them, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// Acceptable relations, the most exact first.
    expected: Vec<Relation>,
    why: String,
    /// For an excerpt: which text is (mostly) inside the other.
    direction: Option<Direction>,
    /// Whether one is to be flagged as a version of the other.
    #[serde(default)]
    version: bool,
    /// Least and most resemblance.
    resemblance: Option<[f64; 2]>,
    /// Least and most event score.
    event_score: Option<[f64; 2]>,
    a: Side,
    b: Side,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Direction {
    AInB,
    BInA,
}

/// An article of the corpus by its id, or a text of the case's own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Side {
    article: Option<String>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    published: Option<Timestamp>,
    source: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

impl Side {
    fn article(&self, id: &str, corpus: &BTreeMap<String, Article>) -> Article {
        match &self.article {
            Some(name) => corpus
                .get(name)
                .unwrap_or_else(|| panic!("no article {name}"))
                .clone(),
            None => Article {
                id: id.to_owned(),
                title: self.title.clone(),
                text: self.text.trim().to_owned(),
                published: self.published,
                source: self.source.clone(),
                ..Article::default()
            },
        }
    }
}

impl Case {
    /// What the program says instead of what was expected.
    fn wrong(&self, corpus: &BTreeMap<String, Article>) -> Vec<String> {
        let a = self.a.article("a", corpus);
        let b = self.b.article("b", corpus);
        let config = Config::default();
        let pair = compare(&a, &b, &config).expect(&self.name).pair;
        let mut wrong = Vec::new();
        if !self.expected.contains(&pair.relation) {
            wrong.push(format!(
                "expected {:?}, got {:?}",
                self.expected, pair.relation
            ));
        }
        let within = |range: Option<[f64; 2]>, value: f64| {
            range.is_none_or(|[least, most]| (least..=most).contains(&value))
        };
        if !within(self.resemblance, pair.resemblance) {
            wrong.push(format!(
                "resemblance {:.3}, not in {:?}",
                pair.resemblance, self.resemblance
            ));
        }
        let reasons = pair.evidence_for.iter().chain(&pair.evidence_against);
        let mut told = BTreeSet::new();
        for reason in reasons.filter(|reason| reason.signal != "conflict") {
            if !told.insert(&reason.signal) {
                wrong.push(format!("the reason {} is told twice", reason.signal));
            }
        }
        // Where only texts were compared there is no event score to hold against the case.
        if let Some(score) = pair.event_score
            && !within(self.event_score, score)
        {
            wrong.push(format!(
                "event score {score:.3}, not in {:?}",
                self.event_score
            ));
        }
        // The pair's own a is the earlier article, which need not be the case's.
        let (a_in_b, b_in_a) = if pair.a == a.id {
            (pair.containment, pair.containment_back)
        } else {
            (pair.containment_back, pair.containment)
        };
        let held = match self.direction {
            Some(Direction::AInB) => a_in_b > b_in_a,
            Some(Direction::BInA) => b_in_a > a_in_b,
            None => true,
        };
        if !held {
            wrong.push(format!("a in b {a_in_b:.3}, b in a {b_in_a:.3}"));
        }
        if self.version {
            let both = [a, b];
            let found = detect(&both[..], &config, &Corrections::default(), &Quiet).unwrap();
            if !found
                .memberships
                .iter()
                .any(|m| m.flags.contains(&Flag::Version))
            {
                wrong.push("no version flag".to_owned());
            }
        }
        wrong
    }
}

#[test]
fn every_case_is_judged_as_a_careful_reader_would() {
    let corpus: BTreeMap<String, Article> = articles()
        .into_iter()
        .map(|article| (article.id.clone(), article))
        .collect();
    let mut files: Vec<PathBuf> = fs::read_dir(folder().join("cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut relations = BTreeSet::new();
    let mut failures = Vec::new();
    let mut count = 0;
    for file in files {
        let cases: Cases = toml::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        for case in cases.case {
            count += 1;
            assert!(!case.why.is_empty(), "{}: why?", case.name);
            relations.extend(case.expected.first().copied());
            for wrong in case.wrong(&corpus) {
                let file = file.file_name().unwrap_or_default().display();
                failures.push(format!("{file}: {}: {wrong}", case.name));
            }
        }
    }
    assert!(count >= 40, "{count} cases");
    assert_eq!(relations.len(), 8, "{relations:?}");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Names a member's cluster at a level.
type Cluster = fn(&Membership) -> &str;

#[test]
fn the_whole_corpus_comes_out_as_its_gold_says() {
    let articles = articles();
    let found = detect(
        &articles,
        &Config::default(),
        &Corrections::default(),
        &Quiet,
    )
    .unwrap();
    let levels: [(&str, Cluster); 3] = [
        ("families", |m| &m.family),
        ("events", |m| &m.event),
        ("storylines", |m| &m.storyline),
    ];
    let mut failures = Vec::new();
    for (level, cluster) in levels {
        let gold = gold(level);
        for (at, one) in found.memberships.iter().enumerate() {
            for other in &found.memberships[..at] {
                let expected = gold[&one.id] == gold[&other.id];
                let together = cluster(one) == cluster(other);
                if expected != together {
                    let verb = if together { "joined" } else { "parted" };
                    failures.push(format!("{level}: {} and {} are {verb}", other.id, one.id));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
