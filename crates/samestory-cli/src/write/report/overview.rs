//! The top of the page: what was read, what was found, and how sure it is.

use std::collections::BTreeSet;

use serde::Serialize;

use samestory::config::Pairs;
use samestory::corrections::Fingerprint;
use samestory::run::{RecordProblem, RunRecord};

use super::doubt::Doubts;
use super::events::{self, Head};
use super::material::Material;
use super::storylines;
use super::strings::Strings;
use super::views;
use super::words::{self, Sureness};

/// The top of the page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Overview {
    pub(super) title: String,
    pub(super) program: String,
    pub(super) inputs: Vec<String>,
    /// The days of the feed; empty when no article is dated.
    pub(super) period: String,
    pub(super) undated: usize,
    pub(super) tiles: Vec<Tile>,
    /// How many questions there are, in figures.
    pub(super) doubts: String,
    pub(super) sure: Sure,
    pub(super) rejected: u64,
    pub(super) rejects: Vec<RecordProblem>,
    pub(super) rejects_more: u64,
    pub(super) capped: Vec<String>,
    pub(super) unknown_preferred: Vec<String>,
    pub(super) corrections: Option<CorrectionsView>,
}

/// A number and what it counts.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Tile {
    pub(super) number: String,
    pub(super) name: String,
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
    pub(super) word: String,
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

pub(super) fn overview(
    material: &Material<'_>,
    heads: &[(usize, Head)],
    doubts: &Doubts,
) -> Overview {
    let run = material.run;
    let counts = &run.counts;
    let strings = material.strings;
    let [shared, singles] = events::counts(heads);
    let heads = || heads.iter().map(|(_, head)| head);
    let several = heads().filter(|head| head.independent > 1).count();
    let sources: BTreeSet<&str> = (material.articles.iter())
        .filter_map(|stored| stored.article.source.as_deref())
        .collect();
    let copies: usize = heads().map(|head| head.copies).sum();
    let of_several = storylines::of_several(material).count();
    let tile = |number: usize, name: &str, note: String| Tile {
        number: strings.number(number),
        name: strings.say(name),
        note,
    };
    let input_rejects = run.rejected_records.len() as u64;
    Overview {
        title: input_title(strings, run),
        program: run.program.clone(),
        inputs: run
            .inputs
            .iter()
            .map(|input| words::label(&input.name))
            .collect(),
        period: period(material),
        undated: (material.articles.iter())
            .filter(|stored| stored.article.published.is_none())
            .count(),
        doubts: strings.number(doubts.total),
        tiles: vec![
            tile(
                material.articles.len(),
                "figures.articles",
                strings.count("count.sources", sources.len()),
            ),
            tile(
                shared,
                "figures.shared",
                strings.count("figures.shared_note", several),
            ),
            tile(
                singles,
                "figures.singles",
                strings.say("figures.singles_note"),
            ),
            tile(
                copies,
                "figures.copies",
                strings.count("count.texts_reused", material.detection.families.len()),
            ),
            tile(
                material.detection.storylines.len(),
                "figures.storylines",
                strings.count("figures.storylines_note", of_several),
            ),
        ],
        sure: sure(material),
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
                let limit = words::label(&cap.cap.replace('_', " "));
                let pairs = usize::try_from(cap.pairs).unwrap_or(usize::MAX);
                strings.fill_count("figures.capped", pairs, &[("limit", &limit)])
            })
            .chain(unrecorded(run.config.pairs).map(|key| strings.say(key)))
            .collect(),
        unknown_preferred: counts.unknown_preferred.clone(),
        corrections: corrections(material),
    }
}

const SHOWN_REJECTS: usize = 50;

/// What the page lacks because the run recorded fewer pairs.
fn unrecorded(pairs: Pairs) -> Option<&'static str> {
    match pairs {
        Pairs::None => Some("figures.pairs_none"),
        Pairs::Tied => Some("figures.pairs_tied"),
        Pairs::Near | Pairs::All => None,
    }
}

/// The input's name with the folder it lies in; of several inputs, the folder that holds them.
fn input_title(strings: &Strings, run: &RunRecord) -> String {
    let parts = |name: &str| -> Vec<String> {
        let parts = name
            .split(['/', '\\'])
            .filter(|part| !matches!(*part, "" | "." | ".."));
        parts.map(words::label).collect()
    };
    let last_two = |parts: &[String]| parts[parts.len().saturating_sub(2)..].join("/");
    match &run.inputs[..] {
        [] => strings.say("name.no_input"),
        [one] if one.name == "-" => strings.say("name.stdin"),
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
                strings.count("count.inputs", rest.len() + 1)
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
    match (stamps().min(), stamps().max()) {
        (Some(first), Some(last)) => material.strings.days(first.day(), last.day()),
        _ => String::new(),
    }
}

fn sure(material: &Material<'_>) -> Sure {
    let strings = material.strings;
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
                word: class.word(strings),
                number: strings.number(number),
                x: start,
                width,
            }
        })
        .collect();
    let [certain, likely, uncertain, doubtful] = numbers;
    let weak = uncertain + doubtful;
    let key = match (placements, weak) {
        (0, _) => "figures.sure_none",
        (_, 0) => "figures.sure_all",
        _ => "figures.sure_some",
    };
    let sentence = strings.fill(
        key,
        &[
            ("articles", &strings.count("count.articles", placements)),
            ("certain", &strings.number(certain)),
            ("likely", &strings.number(likely)),
            ("weak", &strings.number(weak)),
        ],
    );
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
                material.strings.fill(
                    "figures.corrections_line",
                    &[
                        ("line", &unmatched.verdict),
                        ("verdict", &unmatched.name.replace('_', " ")),
                        ("contents", &missing.join(", ")),
                    ],
                )
            })
            .collect(),
    })
}
