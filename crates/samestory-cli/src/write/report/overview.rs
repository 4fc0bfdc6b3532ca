//! The top of the page: what was read, what was found, and how sure it is.

use std::collections::BTreeSet;

use serde::Serialize;

use samestory::config::Pairs;
use samestory::corrections::Fingerprint;
use samestory::run::{RecordProblem, RunRecord};

use super::doubt::Doubts;
use super::events::Head;
use super::material::Material;
use super::strip::{self, Timeline};
use super::views;
use super::words::{self, Sureness};

/// The top of the page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Overview {
    pub(super) title: String,
    pub(super) program: String,
    pub(super) inputs: Vec<String>,
    pub(super) period: String,
    pub(super) tiles: Vec<Tile>,
    pub(super) numbers: Numbers,
    pub(super) sure: Sure,
    pub(super) timeline: Option<Timeline>,
    pub(super) rejected: u64,
    pub(super) rejects: Vec<RecordProblem>,
    pub(super) rejects_more: u64,
    pub(super) capped: Vec<String>,
    pub(super) contradicted: usize,
    pub(super) languages: Vec<String>,
    pub(super) unknown_preferred: Vec<String>,
    pub(super) corrections: Option<CorrectionsView>,
}

/// Numbers as they stand beside the parts of the page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Numbers {
    pub(super) shared: String,
    pub(super) singles: String,
    pub(super) doubts: String,
}

/// A number and what it counts.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Tile {
    pub(super) number: String,
    pub(super) name: &'static str,
    pub(super) note: String,
}

/// How sure the tool is of the placements that it could get wrong.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Sure {
    pub(super) placements: usize,
    pub(super) classes: Vec<SureClass>,
    pub(super) sentence: String,
}

/// Placements of one class of sureness.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SureClass {
    pub(super) class: Sureness,
    pub(super) word: &'static str,
    /// How many there are, in figures.
    pub(super) number: String,
    /// Where its part of the bar begins and how wide it is, 0 to 1000.
    pub(super) x: usize,
    pub(super) width: usize,
}

/// What became of the corrections that the run was given.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CorrectionsView {
    pub(super) given: usize,
    pub(super) contradictions: Vec<String>,
    pub(super) unmatched: Vec<String>,
}

pub(super) fn overview(material: &Material<'_>, heads: &[Head], doubts: &Doubts) -> Overview {
    let run = material.run;
    let counts = &run.counts;
    let singles = heads.iter().filter(|head| head.single).count();
    let several = heads.iter().filter(|head| head.independent > 1).count();
    let sources: BTreeSet<&str> = (material.articles.iter())
        .filter_map(|stored| stored.article.source.as_deref())
        .collect();
    let copies: usize = heads.iter().map(|head| head.copies).sum();
    let storylines = (material.detection.storylines.iter())
        .filter(|storyline| storyline.events.len() > 1)
        .count();
    let tile = |number: usize, name, note: String| Tile {
        number: words::thousands(number),
        name,
        note,
    };
    let languages: BTreeSet<String> = (0..material.articles.len())
        .map(|position| views::lang(material, position))
        .filter(|lang| !lang.is_empty())
        .collect();
    let input_rejects = run.rejected_records.len() as u64;
    Overview {
        title: input_title(run),
        program: run.program.clone(),
        inputs: run
            .inputs
            .iter()
            .map(|input| words::label(&input.name))
            .collect(),
        period: period(material),
        numbers: Numbers {
            shared: words::thousands(heads.len() - singles),
            singles: words::thousands(singles),
            doubts: words::thousands(doubts.total),
        },
        tiles: vec![
            tile(
                material.articles.len(),
                "articles",
                words::count(sources.len(), "source", "sources"),
            ),
            tile(
                heads.len() - singles,
                "shared events",
                format!("{several} with independent sources"),
            ),
            tile(
                singles,
                "single reports",
                "nothing else reports it".to_owned(),
            ),
            tile(
                copies,
                "copies",
                words::count(material.detection.families.len(), "text", "texts") + " reused",
            ),
            tile(storylines, "storylines", "of two or more events".to_owned()),
        ],
        sure: sure(material),
        timeline: strip::timeline(&material.detection.events),
        rejected: run.rejected,
        rejects_more: run
            .rejected
            .saturating_sub(input_rejects.min(SHOWN_REJECTS as u64)),
        rejects: run
            .rejected_records
            .iter()
            .take(SHOWN_REJECTS)
            .cloned()
            .collect(),
        capped: (counts.capped.iter())
            .map(|cap| {
                format!(
                    "{} left out {} pairs",
                    words::label(&cap.cap.replace('_', " ")),
                    cap.pairs
                )
            })
            .chain(unrecorded(run.config.pairs).map(str::to_owned))
            .collect(),
        contradicted: heads.iter().filter(|head| head.conflicts > 0).count(),
        languages: languages.into_iter().collect(),
        unknown_preferred: counts.unknown_preferred.clone(),
        corrections: corrections(material),
    }
}

const SHOWN_REJECTS: usize = 50;

/// What the page lacks because the run recorded fewer pairs.
fn unrecorded(pairs: Pairs) -> Option<&'static str> {
    match pairs {
        Pairs::None => Some(
            "the run recorded no pairs (--pairs none), so reasons, near misses and who has the text from whom are missing",
        ),
        Pairs::Tied => {
            Some("the run recorded tied pairs only (--pairs tied), so near misses are missing")
        }
        Pairs::Near | Pairs::All => None,
    }
}

/// The input's name with the folder it lies in; of several inputs, the folder that holds them.
fn input_title(run: &RunRecord) -> String {
    let parts = |name: &str| -> Vec<String> {
        let parts = name
            .split(['/', '\\'])
            .filter(|part| !matches!(*part, "" | "." | ".."));
        parts.map(words::label).collect()
    };
    let last_two = |parts: &[String]| parts[parts.len().saturating_sub(2)..].join("/");
    match &run.inputs[..] {
        [] => "no input".to_owned(),
        [one] if one.name == "-" => "standard input".to_owned(),
        [one] => last_two(&parts(&one.name)),
        [first, rest @ ..] => {
            let mut common = parts(&first.name);
            common.pop();
            for other in rest {
                let same = |(a, b): &(&String, String)| *a == b;
                let kept = common
                    .iter()
                    .zip(parts(&other.name))
                    .take_while(same)
                    .count();
                common.truncate(kept);
            }
            if common.is_empty() {
                words::count(rest.len() + 1, "input", "inputs")
            } else {
                last_two(&common)
            }
        }
    }
}

fn period(material: &Material<'_>) -> String {
    let stamps = || {
        material
            .articles
            .iter()
            .filter_map(|stored| stored.article.published)
    };
    let undated = material.articles.len() - stamps().count();
    let dated = match (stamps().min(), stamps().max()) {
        (Some(first), Some(last)) => words::days(first.day(), last.day()),
        _ if material.articles.is_empty() => return String::new(),
        _ => return "no article gives a date".to_owned(),
    };
    match undated {
        0 => dated,
        undated => format!("{dated}, {} undated", words::thousands(undated)),
    }
}

fn sure(material: &Material<'_>) -> Sure {
    let mut numbers = [0usize; 4];
    for (position, membership) in material.detection.memberships.iter().enumerate() {
        let event = material.event_of(position);
        if event.members.len() > 1 && event.lead != membership.id {
            let class = Sureness::of(membership.score);
            if let Some(at) = Sureness::ALL.iter().position(|&known| known == class) {
                numbers[at] += 1;
            }
        }
    }
    let placements: usize = numbers.iter().sum();
    let mut x = 0;
    let classes = (Sureness::ALL.iter().zip(numbers))
        .map(|(&class, number)| {
            let width = number * 1_000 / placements.max(1);
            let start = x;
            x += width;
            SureClass {
                class,
                word: class.word(),
                number: words::thousands(number),
                x: start,
                width,
            }
        })
        .collect();
    let [certain, likely, uncertain, doubtful] = numbers;
    let weak = uncertain + doubtful;
    let sentence = if placements == 0 {
        "No two articles were put together, so there is nothing to be unsure of here.".to_owned()
    } else if weak == 0 {
        format!(
            "Of {} that were put together with another, {} are near certain and {} likely; none is doubtful.",
            words::count(placements, "article", "articles"),
            words::thousands(certain),
            words::thousands(likely),
        )
    } else {
        format!(
            "Of {} that were put together with another, {} are near certain, {} likely, and {} should be looked at.",
            words::count(placements, "article", "articles"),
            words::thousands(certain),
            words::thousands(likely),
            words::thousands(weak),
        )
    };
    Sure {
        placements,
        classes,
        sentence,
    }
}

fn corrections(material: &Material<'_>) -> Option<CorrectionsView> {
    let outcome = &material.run.counts.corrections;
    // Of articles with the very same content the first in time is named.
    let mut order: Vec<usize> = if outcome.contradictions.is_empty() {
        Vec::new()
    } else {
        (0..material.articles.len()).collect()
    };
    let key = |position: usize| material.fingerprint(position).0;
    order.sort_by_key(|&position| (key(position), material.time_key(position)));
    let name = |fingerprint: Fingerprint| {
        let at = order.partition_point(|&position| key(position) < fingerprint.0);
        let named = order
            .get(at)
            .filter(|&&position| key(position) == fingerprint.0);
        named.map_or_else(
            || fingerprint.to_string(),
            |&position| {
                format!(
                    "“{}” ({})",
                    views::title(material, position),
                    views::source(material, position)
                )
            },
        )
    };
    (outcome.given > 0).then(|| CorrectionsView {
        given: outcome.given,
        contradictions: outcome
            .contradictions
            .iter()
            .map(|c| c.explain(name))
            .collect(),
        unmatched: (outcome.unmatched.iter())
            .map(|unmatched| {
                let missing: Vec<String> = unmatched
                    .fingerprints
                    .iter()
                    .map(ToString::to_string)
                    .collect();
                format!(
                    "line {} ({}): no article has the content {}",
                    unmatched.verdict,
                    unmatched.name.replace('_', " "),
                    missing.join(", ")
                )
            })
            .collect(),
    })
}
