//! Compares the judged pairs of a set with a list of its exact resemblances.
//!
//! Usage: `cargo run --release --example reference_pairs FOLDER...`. Each folder holds
//! `articles.jsonl` and `jaccard3-0.5.tsv` (id, id, resemblance of lower-cased `\w+` word triples of
//! title and text). Fails when fewer than 0.999 of the listed pairs are judged with that resemblance.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;

use samestory::config::{Config, Profile};
use samestory::{Article, Quiet, detect::copies};

#[expect(clippy::print_stdout, reason = "an example reports to its user")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut failed = false;
    for folder in std::env::args().skip(1) {
        let (listed, found, agreeing, report) = measure(Path::new(&folder))?;
        #[expect(
            clippy::cast_precision_loss,
            reason = "counts of pairs lie far below 2^52"
        )]
        let share = agreeing as f64 / listed as f64;
        println!(
            "{folder}: {listed} listed, {found} judged, {agreeing} with the same resemblance: {share:.4}\n{report}"
        );
        failed |= share < 0.999;
    }
    if failed {
        return Err("fewer than 0.999 of the pairs agree".into());
    }
    Ok(())
}

fn measure(folder: &Path) -> Result<(usize, usize, usize, String), Box<dyn Error>> {
    let articles: Vec<Article> = std::fs::read_to_string(folder.join("articles.jsonl"))?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let mut config = Config::default();
    config.copies.profile = Profile::Reference;
    let copies = copies::find(&articles, &config, &Quiet)?;
    let id = |rank| &*copies.roster.get(rank).id;
    let judged: HashMap<(&str, &str), f64> = copies
        .pairs
        .iter()
        .flat_map(|pair| {
            let (a, b) = (id(pair.a), id(pair.b));
            [
                ((a, b), pair.overlap.resemblance()),
                ((b, a), pair.overlap.resemblance()),
            ]
        })
        .collect();
    let (mut listed, mut found, mut agreeing) = (0, 0, 0);
    for line in std::fs::read_to_string(folder.join("jaccard3-0.5.tsv"))?.lines() {
        let mut fields = line.split('\t');
        let (Some(a), Some(b), Some(value)) = (fields.next(), fields.next(), fields.next()) else {
            return Err(format!("not three fields: {line}").into());
        };
        listed += 1;
        if let Some(resemblance) = judged.get(&(a, b)) {
            found += 1;
            // The list gives four decimals.
            agreeing += usize::from((resemblance - value.parse::<f64>()?).abs() < 5.1e-5);
        }
    }
    let mut relations: HashMap<String, usize> = HashMap::new();
    for pair in &copies.pairs {
        *relations.entry(format!("{:?}", pair.relation)).or_default() += 1;
    }
    let families = copies.families.iter().filter(|family| family.len() > 1);
    let least = copies.cohesion.iter().map(|c| c.min).fold(1.0, f64::min);
    let bands = copies.bands.ok_or("no bands")?;
    Ok((
        listed,
        found,
        agreeing,
        format!(
            "  {} candidates; {relations:?}; {} families, least cohesion {least:.3}; {} bands of {}; measured recall {:?} on {} pairs; {:?}",
            copies.candidates,
            families.count(),
            bands.bands,
            bands.rows,
            bands.measured_recall,
            bands.measured_pairs,
            copies.capped,
        ),
    ))
}
