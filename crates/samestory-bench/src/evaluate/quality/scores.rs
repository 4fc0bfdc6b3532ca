//! The part of the report on scores as probabilities, with its plots.

use std::fmt::Write;

use super::IMAGES;
use super::table::{Table, bold, dash, number, optional};
use crate::evaluate::calibrate::Platt;
use crate::evaluate::calibration::{Judged, Reliability};
use crate::evaluate::plot::{self, Series};
use crate::evaluate::suite::{Report, ScoreReport, SetReport};

/// One of the two scores.
#[derive(Debug, Clone, Copy)]
struct Kind {
    /// In the plot's file name.
    file: &'static str,
    title: &'static str,
    of: fn(&SetReport) -> Option<&ScoreReport>,
    map: fn(&Report) -> Option<Platt>,
}

const KINDS: [Kind; 2] = [
    Kind {
        file: "event",
        title: "Event score",
        of: |set| set.event_scores.as_ref(),
        map: |report| report.event_map,
    },
    Kind {
        file: "storyline",
        title: "Storyline score",
        of: |set| set.storyline_scores.as_ref(),
        map: |report| report.storyline_map,
    },
];

/// The plots of a report: file name and SVG.
pub(super) fn plots(report: &Report) -> Vec<(String, String)> {
    KINDS
        .into_iter()
        .filter_map(|kind| {
            let scores = || report.sets.iter().filter_map(kind.of);
            let shipped = pooled(scores().map(|s| s.judged.as_slice()))?;
            let held_out =
                pooled(scores().filter_map(|s| s.held_out.as_ref().map(|h| h.judged.as_slice())));
            let mut series = vec![Series {
                name: "as shipped",
                reliability: &shipped,
            }];
            series.extend(held_out.as_ref().map(|reliability| Series {
                name: "each set left out",
                reliability,
            }));
            Some((
                format!("reliability-{}.svg", kind.file),
                plot::reliability(&format!("{} of judged pairs", kind.title), &series),
            ))
        })
        .collect()
}

fn pooled<'a>(sets: impl Iterator<Item = &'a [Judged]>) -> Option<Reliability> {
    Reliability::of(&sets.flatten().copied().collect::<Vec<_>>())
}

pub(super) fn scores(text: &mut String, report: &Report) {
    text.push_str(
        "\n## Scores as probabilities\n\n\
         Expected calibration error (ECE) in ten bins of equal width. Most judged pairs are easy and \
         lie near 0 or 1, which alone makes an ECE small; so the ECE of the pairs scored 0.05 to 0.95 \
         stands beside it. Left out: the scores mapped by the \
         logistic map of their log-odds, and of whether grouping put the pair together, that fits \
         the other sets; a score of exactly 0 or 1 stays.\n",
    );
    for kind in KINDS {
        score(text, report, kind);
    }
    memberships(text, report);
}

fn memberships(text: &mut String, report: &Report) {
    let memberships: Vec<(&SetReport, &Reliability)> = report
        .sets
        .iter()
        .filter_map(|s| Some((s, s.memberships.as_ref()?)))
        .collect();
    if memberships.is_empty() {
        return;
    }
    text.push_str(
        "\n### Membership score\n\nHeld against the share of the event's other articles that gold \
         puts together with this one; single articles have none.\n\n",
    );
    let mut table = Table::new(&["set", "memberships", "right", "**ECE**", "Brier"]);
    for (set, reliability) in memberships {
        table.row(&[
            set.name.clone(),
            reliability.count.to_string(),
            number(reliability.base_rate),
            bold(reliability.expected_error),
            number(reliability.brier),
        ]);
    }
    table.write(text);
}

fn score(text: &mut String, report: &Report, kind: Kind) {
    let Kind {
        file, title, of, ..
    } = kind;
    let scored: Vec<(&SetReport, &ScoreReport)> = report
        .sets
        .iter()
        .filter_map(|s| Some((s, of(s)?)))
        .collect();
    if scored.is_empty() {
        return;
    }
    let _ = write!(text, "\n### {title}\n\n");
    let mut table = Table::new(&[
        "set",
        "pairs",
        "true",
        "**ECE**",
        "0.05 to 0.95",
        "ECE of these",
        "**ECE left out**",
        "of 0.05 to 0.95",
        "map left out",
    ]);
    for (set, scores) in &scored {
        let shipped = &scores.calibration;
        let held = scores.held_out.as_ref();
        table.row(&[
            set.name.clone(),
            shipped.count.to_string(),
            number(shipped.base_rate),
            bold(shipped.expected_error),
            shipped.unsure.to_string(),
            optional(shipped.unsure_expected_error),
            held.map_or_else(dash, |h| bold(h.calibration.expected_error)),
            optional(held.and_then(|h| h.calibration.unsure_expected_error)),
            held.map_or_else(dash, |h| formula(h.map)),
        ]);
    }
    let mean = |figure: &dyn Fn(&ScoreReport) -> Option<f64>| {
        let all: Option<Vec<f64>> = scored.iter().map(|(_, s)| figure(s)).collect();
        all.map(|all| all.iter().sum::<f64>() / crate::evaluate::agreement::real(all.len() as u64))
    };
    let held = |figure: fn(&Reliability) -> Option<f64>| {
        move |s: &ScoreReport| figure(&s.held_out.as_ref()?.calibration)
    };
    table.row(&[
        "mean".to_owned(),
        String::new(),
        String::new(),
        mean(&|s| Some(s.calibration.expected_error)).map_or_else(dash, bold),
        String::new(),
        optional(mean(&|s| s.calibration.unsure_expected_error)),
        mean(&held(|r| Some(r.expected_error))).map_or_else(dash, bold),
        optional(mean(&held(|r| r.unsure_expected_error))),
        String::new(),
    ]);
    table.write(text);
    if let Some(map) = (kind.map)(report) {
        let _ = write!(
            text,
            "\nThe map that fits all sets, each weighing the same: {} (log-odds × 1 + 0 would mean \
             that the shipped scores fit already; `t` is 1 for pairs that were put together).\n",
            formula(map)
        );
    }
    let _ = write!(
        text,
        "\n![{title}: stated probability against the share that is true]({IMAGES}/reliability-{file}.svg)\n"
    );
}

/// A map as a reader would write it.
fn formula(map: Platt) -> String {
    format!(
        "{:.2}x {:+.2}t {:+.2}",
        map.slope, map.together, map.intercept
    )
}
