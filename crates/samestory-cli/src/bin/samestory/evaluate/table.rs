//! The measures of one result as tables for a person.

use std::io::{self, Write};

use comfy_table::{CellAlignment, Table, presets};
use samestory_bench::evaluate::bootstrap::Interval;
use samestory_bench::evaluate::calibration::Reliability;
use samestory_bench::evaluate::worst::Fault;
use samestory_bench::evaluate::{Level, Prf};

use super::measures::Measures;

/// Parts of a bad cluster that are named; the rest is counted.
const NAMED_PARTS: usize = 4;

pub(super) fn write(to: &mut impl Write, measures: &Measures) -> io::Result<()> {
    let level = match measures.level {
        Level::Family => "families",
        Level::Event => "events",
        Level::Storyline => "storylines",
    };
    let clusters = &measures.clusters;
    let a = &clusters.agreement;
    writeln!(
        to,
        "{} articles compared: {} found {level}, {} in gold",
        a.articles, a.found_clusters, a.gold_clusters
    )?;
    if a.only_gold + a.only_found > 0 {
        writeln!(
            to,
            "not compared: {} articles only in gold, {} only in the result",
            a.only_gold, a.only_found
        )?;
    }
    let mut table = plain(["", "precision", "recall", "F1", "95% interval of F1"]);
    table.add_row(scores(
        "pairwise",
        &a.pairwise,
        clusters.pairwise_f1_interval,
    ));
    table.add_row(scores("B-cubed", &a.b_cubed, clusters.b_cubed_f1_interval));
    writeln!(to, "\n{}\n", table.trim_fmt())?;
    writeln!(to, "adjusted Rand index  {:.4}", a.adjusted_rand)?;
    writeln!(
        to,
        "V-measure            {:.4} (homogeneity {:.4}, completeness {:.4})",
        a.v_measure, a.homogeneity, a.completeness
    )?;
    if let Some(coverage) = &measures.coverage {
        writeln!(
            to,
            "true pairs listed    {:.4} ({} of {}), with {:.1} scored pairs an article",
            coverage.recall, coverage.covered, coverage.true_pairs, coverage.judged_per_article
        )?;
    }
    if let Some(questions) = &measures.questions {
        writeln!(
            to,
            "false merges         {}, of which the first {} questions of the report ask about {} and part {}",
            questions.false_merges, questions.first, questions.asked, questions.parted
        )?;
    }
    calibration(to, "pair scores", measures.pair_calibration.as_ref())?;
    calibration(
        to,
        "membership scores",
        measures.membership_calibration.as_ref(),
    )?;
    faults(
        to,
        "False merges, worst first",
        "gold clusters in it",
        &clusters.worst.merged,
    )?;
    faults(
        to,
        "Misses, worst first",
        "found clusters that hold it",
        &clusters.worst.scattered,
    )
}

fn plain<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(header);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn scores(name: &str, prf: &Prf, interval: Option<Interval>) -> [String; 5] {
    [
        name.to_owned(),
        format!("{:.4}", prf.precision),
        format!("{:.4}", prf.recall),
        format!("{:.4}", prf.f1),
        interval.map_or_else(String::new, |i| format!("{:.3} to {:.3}", i.low, i.high)),
    ]
}

fn calibration(
    to: &mut impl Write,
    name: &str,
    reliability: Option<&Reliability>,
) -> io::Result<()> {
    let Some(reliability) = reliability else {
        return Ok(());
    };
    writeln!(
        to,
        "\n{name}: expected calibration error {:.4} over {}; {} from 0.05 to 0.95{}; Brier {:.4}",
        reliability.expected_error,
        reliability.count,
        reliability.unsure,
        reliability
            .unsure_expected_error
            .map_or_else(String::new, |error| format!(", error {error:.4}")),
        reliability.brier,
    )?;
    let mut table = plain(["stated", "mean", "true", "count"]);
    for bin in reliability.bins.iter().filter(|b| b.count > 0) {
        table.add_row([
            format!("{:.1} to {:.1}", bin.from, bin.to),
            format!("{:.3}", bin.mean_score),
            format!("{:.3}", bin.true_share),
            bin.count.to_string(),
        ]);
    }
    writeln!(to, "{}", table.trim_fmt())
}

fn faults(to: &mut impl Write, title: &str, parts: &str, faults: &[Fault]) -> io::Result<()> {
    if faults.is_empty() {
        return Ok(());
    }
    let mut table = plain(["cluster", "articles", "wrong pairs", parts]);
    if let Some(column) = table.column_mut(3) {
        column.set_cell_alignment(CellAlignment::Left);
    }
    for fault in faults {
        let mut named: Vec<String> = fault
            .parts
            .iter()
            .take(NAMED_PARTS)
            .map(|(name, articles)| format!("{name} ({articles})"))
            .collect();
        let rest = fault.parts.len().saturating_sub(NAMED_PARTS);
        if rest > 0 {
            named.push(format!("{rest} more"));
        }
        table.add_row([
            fault.cluster.clone(),
            fault.articles.to_string(),
            fault.pairs.to_string(),
            named.join(", "),
        ]);
    }
    writeln!(to, "\n{title}\n{}", table.trim_fmt())
}
