//! Markdown tables and the forms of their numbers.

use std::fmt::Write;

use crate::evaluate::bootstrap::Interval;

pub(super) fn number(value: f64) -> String {
    format!("{value:.3}")
}

pub(super) fn bold(value: f64) -> String {
    format!("**{value:.3}**")
}

pub(super) fn optional(value: Option<f64>) -> String {
    value.map_or_else(dash, number)
}

pub(super) fn range(interval: Option<Interval>) -> String {
    interval.map_or_else(dash, |i| format!("{:.3}-{:.3}", i.low, i.high))
}

pub(super) fn dash() -> String {
    "–".to_owned()
}

/// A Markdown table; the first column is text, the others numbers.
pub(super) struct Table {
    rows: Vec<String>,
}

impl Table {
    pub(super) fn new(header: &[&str]) -> Self {
        let rule = header
            .iter()
            .enumerate()
            .map(|(i, _)| if i == 0 { "---" } else { "---:" });
        Self {
            rows: vec![
                format!("| {} |", header.join(" | ")),
                format!("| {} |", rule.collect::<Vec<_>>().join(" | ")),
            ],
        }
    }

    pub(super) fn row(&mut self, cells: &[String]) {
        self.rows.push(format!("| {} |", cells.join(" | ")));
    }

    pub(super) fn write(&self, text: &mut String) {
        for row in &self.rows {
            text.push_str(row);
            text.push('\n');
        }
    }

    /// Writes the table under a heading, unless it has no row.
    pub(super) fn section(&self, text: &mut String, title: &str, about: &str) {
        if self.rows.len() > 2 {
            let _ = write!(text, "\n## {title}\n\n{about}\n\n");
            self.write(text);
        }
    }
}
