//! One output folder against corrections as gold pairs.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use samestory_bench::evaluate::Level;
use samestory_bench::evaluate::corrected::gold_pairs;
use samestory_bench::evaluate::verdicts::Verdicts;
use samestory_cli::read;

use crate::args::EvaluateArgs;
use crate::outcome::{Outcome, UsageError};
use crate::results;
use crate::session::Session;
use samestory_cli::shown::Lines;

/// Whether the gold labels are a corrections file rather than a TSV.
pub(super) fn is_corrections(gold: &Path) -> bool {
    gold.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("jsonl"))
}

pub(super) fn run(
    args: &EvaluateArgs,
    folder: &Path,
    gold: &Path,
    session: &Session,
) -> anyhow::Result<Outcome> {
    let level: Level = args.level.into();
    if level == Level::Family || !folder.is_dir() {
        return Err(UsageError(
            "corrections speak of events and storylines, by what articles say; \
             help: name an output folder, and --level event or storyline"
                .to_owned(),
        )
        .into());
    }
    let mut file = read::read_corrections(gold)?;
    if args.strict && !file.rejected.is_empty() {
        return Err(file.rejected.swap_remove(0).into());
    }
    for error in &file.rejected {
        session.warn(&error.to_string());
    }
    let results = results::open(folder)?;
    let mut fingerprints = Vec::new();
    let mut ids = Vec::new();
    for article in results.articles()? {
        let stored = article?;
        fingerprints.push(stored.fingerprint.0);
        ids.push(stored.article.id);
    }
    let detection = results.detection()?;
    let resolved = file.corrections.resolve(&fingerprints);
    let cluster: HashMap<&str, &str> = (detection.memberships.iter())
        .map(|m| match level {
            Level::Storyline => (m.id.as_str(), m.storyline.as_str()),
            _ => (m.id.as_str(), m.event.as_str()),
        })
        .collect();
    let verdicts = Verdicts::of(&gold_pairs(&resolved, &ids, level), |pair| {
        Some(cluster.get(pair.a.as_str())? == cluster.get(pair.b.as_str())?)
    });
    if args.json {
        let mut out = session.results();
        serde_json::to_writer_pretty(&mut out, &verdicts)?;
        writeln!(out)?;
        out.flush()?;
    } else {
        let mut out = Lines::default();
        let share = verdicts
            .accuracy()
            .map_or("none".to_owned(), |a| format!("{a:.3}"));
        out.add(format_args!(
            "pairs      {} ({} together, {} apart)",
            verdicts.pairs,
            verdicts.same,
            verdicts.pairs - verdicts.same
        ));
        out.add(format_args!("as given   {} ({share})", verdicts.right));
        for (what, pairs) in [("parted", &verdicts.missed), ("merged", &verdicts.merged)] {
            for (a, b) in pairs.iter().take(args.worst) {
                out.add(format_args!("{what}     {a}  {b}"));
            }
        }
        out.add(format_args!(
            "not counted: {} contradictions, {} that name unknown articles",
            resolved.contradictions.len(),
            resolved.unmatched.len()
        ));
        session.tell(out.as_str())?;
    }
    Ok(if file.rejected.is_empty() {
        Outcome::Done
    } else {
        Outcome::Rejected
    })
}
