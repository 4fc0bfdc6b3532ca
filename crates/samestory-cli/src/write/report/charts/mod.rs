//! What is looked at rather than read: events over time, how large they are, outlets by what they
//! write themselves, and the way of one text between outlets.
//!
//! In: the records. Out: drawings as inline SVG, each with a title, a description and the same
//! numbers as a table. Promise: the same records give the same bytes.

mod bars;
mod drawing;
mod flow;
mod outlets;
mod sizes;
mod timeline;

use serde::Serialize;

use self::drawing::Drawing;
use super::material::Material;
use super::strings::Strings;

/// A drawing, and what it says as a table.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Chart {
    id: &'static str,
    title: String,
    /// What it shows, in a sentence.
    lede: String,
    /// Safe to put into a page: its words are escaped.
    svg: String,
    keys: [Key; 2],
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// What a shade stands for.
#[derive(Debug, Clone, Serialize)]
struct Key {
    class: &'static str,
    words: String,
}

/// What a chart says beside its drawing.
struct Told {
    id: &'static str,
    title: String,
    lede: String,
    /// What the dark and the light shade stand for.
    keys: [String; 2],
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Chart {
    fn new(strings: &Strings, drawing: Drawing, told: Told) -> Self {
        let described = strings.fill("chart.described", &[("lede", &told.lede)]);
        let [dark, light] = told.keys;
        let key = |class, words| Key { class, words };
        Self {
            id: told.id,
            svg: drawing.finish(&format!("chart-{}", told.id), &told.title, &described),
            title: told.title,
            lede: told.lede,
            keys: [key("dark", dark), key("light", light)],
            head: told.head,
            rows: told.rows,
        }
    }
}

/// All charts that the records give something to draw for.
pub(super) fn charts(material: &Material<'_>) -> Vec<Chart> {
    let charts = [
        timeline::timeline(material.strings, &material.detection.events),
        sizes::sizes(material),
        outlets::outlets(material),
        flow::flow(material),
    ];
    charts.into_iter().flatten().collect()
}
