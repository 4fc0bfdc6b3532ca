//! The report on a suite as Markdown: `docs/quality.md`.
//!
//! In: a [`Report`]. Out: text that is the same for the same report. Figures that depend on the
//! machine are not in a report; the caller adds them below.

use super::clusters::ClusterMeasures;
use super::suite::{Apart, Mean, Report, SetReport, THRESHOLDS, b_cubed_f1, pairwise_f1};
use table::{Table, bold, dash, number, optional, range};

mod scores;
mod table;

/// Folder of the plots, beside the report.
pub const IMAGES: &str = "images";

/// The report; `command` is how a reader makes it again.
pub fn markdown(report: &Report, command: &str) -> String {
    let mut text = format!(
        "# Quality\n\n\
         Made by `{command}`; do not edit. Every set is run with the same settings, the defaults \
         unless the command names others. A set is a folder with `articles.jsonl` and gold labels; \
         the sets themselves are not part of the project. Intervals are 95%, by resampling gold \
         events ({} draws): they say how a figure would vary with other events of the same kind, \
         not with another feed.\n",
        super::bootstrap::DRAWS
    );
    events(&mut text, report);
    scores::scores(&mut text, report);
    candidates(&mut text, report);
    storylines(&mut text, report);
    verdicts(&mut text, report);
    copies(&mut text, report);
    shapes(&mut text, report);
    text
}

/// The plots that the report shows: file name and SVG.
pub fn plots(report: &Report) -> Vec<(String, String)> {
    scores::plots(report)
}

fn events(text: &mut String, report: &Report) {
    let mut table = Table::new(&[
        "set",
        "articles",
        "gold",
        "found",
        "P",
        "R",
        "**B-cubed F1**",
        "95%",
        "floor",
        "left out",
        "**pairwise F1**",
        "95%",
        "floor",
    ]);
    for set in report.with_events(Apart::Included) {
        let Some(measures) = &set.events else {
            continue;
        };
        let a = &measures.agreement;
        let floor = report.floor(&set.name);
        table.row(&[
            mark_apart(report, set),
            a.articles.to_string(),
            a.gold_clusters.to_string(),
            a.found_clusters.to_string(),
            number(a.b_cubed.precision),
            number(a.b_cubed.recall),
            bold(a.b_cubed.f1),
            range(measures.b_cubed_f1_interval),
            optional(floor.map(|f| f.b_cubed_f1)),
            set.events_held_out.as_ref().map_or_else(dash, |held| {
                let f1 = held.measures.agreement.b_cubed.f1;
                format!("{f1:.3} at {}", held.threshold)
            }),
            bold(a.pairwise.f1),
            range(measures.pairwise_f1_interval),
            optional(floor.map(|f| f.pairwise_f1)),
        ]);
    }
    mean_row(&mut table, report, Apart::Excluded);
    if report.with_events(Apart::Included).count() > report.with_events(Apart::Excluded).count() {
        mean_row(&mut table, report, Apart::Included);
    }
    table.section(
        text,
        "Events",
        "B-cubed weighs articles, pairwise weighs pairs. Floor: the figure to beat (TF-IDF cosine, \
         average linkage, one threshold). Left out: the same set at \
         the event threshold that is best on the other sets. The weights and shares behind the scores \
         were chosen while looking at the development sets and are not left out, so for those sets \
         every figure is one of development.",
    );
    thresholds(text, report);
    if report.with_events(Apart::Included).count() > report.with_events(Apart::Excluded).count() {
        text.push_str("\n\\* Titles with one line of text; apart from the first mean.\n");
    }
}

/// How much depends on the threshold.
fn thresholds(text: &mut String, report: &Report) {
    if report.by_threshold.is_empty() {
        return;
    }
    let tried: Vec<String> = THRESHOLDS.iter().map(ToString::to_string).collect();
    let header: Vec<&str> = std::iter::once("event threshold")
        .chain(tried.iter().map(String::as_str))
        .collect();
    let mut table = Table::new(&header);
    let means = report.by_threshold.iter().map(|mean| number(*mean));
    let row: Vec<String> = std::iter::once("mean B-cubed F1".to_owned())
        .chain(means)
        .collect();
    table.row(&row);
    text.push('\n');
    table.write(text);
}

fn mean_row(table: &mut Table, report: &Report, apart: Apart) {
    let shipped = || report.with_events(apart).filter_map(|s| s.events.as_ref());
    let held = report
        .with_events(apart)
        .filter_map(|s| Some(&s.events_held_out.as_ref()?.measures));
    let floors = |figure: fn(&super::floors::Floor) -> f64| {
        let known: Option<Vec<f64>> = report
            .with_events(apart)
            .map(|s| report.floor(&s.name).map(figure))
            .collect();
        let known = known.filter(|k| !k.is_empty())?;
        Some(known.iter().sum::<f64>() / super::agreement::real(known.len() as u64))
    };
    let (Some(b_cubed), Some(pairwise)) = (
        Report::mean(shipped(), b_cubed_f1),
        Report::mean(shipped(), pairwise_f1),
    ) else {
        return;
    };
    let held = Report::mean(held, b_cubed_f1).filter(|mean| mean.sets == b_cubed.sets);
    let empty = String::new;
    table.row(&[
        format!("mean of {}", b_cubed.sets),
        empty(),
        empty(),
        empty(),
        empty(),
        empty(),
        bold(b_cubed.value),
        range(b_cubed.interval),
        optional(floors(|f| f.b_cubed_f1)),
        optional(held.map(|mean: Mean| mean.value)),
        bold(pairwise.value),
        range(pairwise.interval),
        optional(floors(|f| f.pairwise_f1)),
    ]);
}

fn candidates(text: &mut String, report: &Report) {
    let mut table = Table::new(&[
        "set",
        "true pairs",
        "**recall**",
        "pairs judged per article",
    ]);
    for set in &report.sets {
        let Some(coverage) = &set.coverage else {
            continue;
        };
        table.row(&[
            set.name.clone(),
            coverage.true_pairs.to_string(),
            format!("**{:.4}**", coverage.recall),
            format!("{:.1}", coverage.judged_per_article),
        ]);
    }
    table.section(
        text,
        "Candidates",
        "Share of the gold same-event pairs that were judged at all (or are copies): no later step \
         can find the others. Judged pairs are pairs of families.",
    );
}

fn storylines(text: &mut String, report: &Report) {
    let mut table = Table::new(&[
        "set",
        "gold",
        "found",
        "P",
        "R",
        "**B-cubed F1**",
        "95%",
        "pairwise F1",
    ]);
    for set in &report.sets {
        let Some(ClusterMeasures {
            agreement: a,
            b_cubed_f1_interval,
            ..
        }) = &set.storylines
        else {
            continue;
        };
        table.row(&[
            set.name.clone(),
            a.gold_clusters.to_string(),
            a.found_clusters.to_string(),
            number(a.b_cubed.precision),
            number(a.b_cubed.recall),
            bold(a.b_cubed.f1),
            range(*b_cubed_f1_interval),
            number(a.pairwise.f1),
        ]);
    }
    table.section(
        text,
        "Storylines",
        "Gold topics are coarser than storylines where a topic is a whole section of a paper.",
    );
}

fn verdicts(text: &mut String, report: &Report) {
    let mut table = Table::new(&[
        "set",
        "pairs",
        "same event",
        "**accuracy in the feed**",
        "missed",
        "merged",
        "**accuracy as a feed of two**",
        "missed",
        "merged",
    ]);
    for set in &report.sets {
        let Some(verdicts) = &set.verdicts else {
            continue;
        };
        let (feed, alone) = (&verdicts.in_feed, &verdicts.alone);
        table.row(&[
            set.name.clone(),
            feed.pairs.to_string(),
            feed.same.to_string(),
            feed.accuracy().map_or_else(dash, bold),
            feed.missed.len().to_string(),
            feed.merged.len().to_string(),
            alone.accuracy().map_or_else(dash, bold),
            alone.missed.len().to_string(),
            alone.merged.len().to_string(),
        ]);
    }
    table.section(
        text,
        "Labelled pairs",
        "Same event or not, as people labelled pairs that are hard; a pair counts as the same when \
         both articles are put into one event.",
    );
}

fn copies(text: &mut String, report: &Report) {
    let mut table = Table::new(&[
        "set",
        "pairs",
        "**recall, reference profile**",
        "**recall, default profile**",
        "listed",
        "missing",
        "not listed",
        "largest difference",
    ]);
    for set in &report.sets {
        let Some(copies) = &set.copies else { continue };
        let equality = &copies.equality;
        table.row(&[
            set.name.clone(),
            copies.reference.pairs.to_string(),
            format!("**{:.4}**", copies.reference.recall),
            format!("**{:.4}**", copies.default.recall),
            equality.shared.to_string(),
            equality.missing.len().to_string(),
            equality.extra.len().to_string(),
            format!("{:.1e}", equality.largest_difference),
        ]);
    }
    table.section(
        text,
        "Copies",
        "Against every pair with an exact word-3-shingle resemblance of at least 0.5. Recall: both in \
         one family. The last four columns compare the pairs that `--profile reference` lists and \
         their resemblance with the exact list; the default profile leaves page furniture out, so it \
         counts other shingles. What becomes of each kind of edit stands in [edits.md](edits.md).",
    );
}

fn shapes(text: &mut String, report: &Report) {
    let mut table = Table::new(&[
        "set",
        "articles",
        "copies",
        "events of 2+",
        "largest",
        "with a bridge",
        "storylines of 2+",
        "largest (events)",
        "undecided pairs",
    ]);
    for SetReport { name, shape, .. } in &report.sets {
        table.row(&[
            name.clone(),
            shape.articles.to_string(),
            shape.copies.to_string(),
            shape.events.to_string(),
            shape.largest_event.to_string(),
            shape.bridged_events.to_string(),
            shape.storylines.to_string(),
            shape.largest_storyline.to_string(),
            shape.undecided_pairs.to_string(),
        ]);
    }
    table.section(
        text,
        "What was found",
        "A bridge is an article without which its event falls apart.",
    );
}

fn mark_apart(report: &Report, set: &SetReport) -> String {
    match report.floor(&set.name) {
        Some(floor) if floor.apart => format!("{}\\*", set.name),
        _ => set.name.clone(),
    }
}
