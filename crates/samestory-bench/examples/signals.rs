//! Every candidate pair of a feed with everything that is measured of it, as TSV, for research.
//!
//! `cargo run --release --example signals -- articles.jsonl > signals.tsv`; with `--clusters`, the
//! event and storyline of every article instead.

use std::io::Write;

use samestory::detection::Membership;
use samestory::{Article, Config, Corrections, Quiet, detect};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let clusters = arguments.iter().any(|a| a == "--clusters");
    let path = arguments.iter().find(|a| !a.starts_with("--"));
    let text = std::fs::read_to_string(path.ok_or("name a JSONL file of articles")?)?;
    let articles: Vec<Article> = text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let config = Config::default();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if clusters {
        let found = detect(&articles, &config, &Corrections::default(), &Quiet)?;
        for m in found.memberships {
            let Membership {
                id,
                event,
                storyline,
                score,
                family,
                ..
            } = m;
            writeln!(out, "{id}\t{event}\t{storyline}\t{score}\t{family}")?;
        }
        return Ok(());
    }
    let copies = detect::copies::find(&articles, &config, &Quiet)?;
    let none = Corrections::default();
    let storylines = detect::storylines(&articles, &copies, &config, &none, &Quiet)?;
    let judged = storylines.events.judged;
    writeln!(out, "a\tb\tlevel\tevent\tstoryline\tsignals")?;
    for pair in judged.pairs.list() {
        let id = |document: u32| {
            let lead = judged.profiles.documents.list[document as usize].lead;
            &copies.roster.get(lead).id
        };
        let signals = serde_json::to_string(&judged.scorer().features(pair.a, pair.b))?;
        let (a, b, strengths) = (id(pair.a), id(pair.b), pair.judgement);
        let level = judged.level;
        writeln!(
            out,
            "{a}\t{b}\t{level}\t{}\t{}\t{signals}",
            strengths.event, strengths.storyline
        )?;
    }
    Ok(())
}
