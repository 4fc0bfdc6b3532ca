//! Rows with a bar each, in one or two shades.

use super::drawing::{Drawing, Side, WIDTH, scaled};
use crate::write::report::strings::Strings;
use samestory::cut;

/// A row: its name, and how much of each shade.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) dark: usize,
    pub(super) light: usize,
}

/// Draws them; names stand above their bars, so that long ones have room.
pub(super) fn bars(strings: &Strings, rows: &[Row]) -> Drawing {
    const ROW: usize = 27;
    const LETTERS: usize = 52;
    const LONGEST: usize = WIDTH - 60;
    let most = rows
        .iter()
        .map(|row| row.dark + row.light)
        .max()
        .unwrap_or(1);
    let mut drawing = Drawing::default();
    for (number, row) in rows.iter().enumerate() {
        let y = number * ROW;
        let total = strings.number(row.dark + row.light);
        let told = format!("{}: {total}", row.name);
        let (dark, light) = (
            scaled(row.dark, most, LONGEST),
            scaled(row.light, most, LONGEST),
        );
        drawing.words(
            [0, y + 10],
            Side::After,
            &cut::with_ellipsis(&row.name, LETTERS),
        );
        drawing.bar("dark", [0, y + 14, dark, 9], &told);
        drawing.bar("light", [dark, y + 14, light, 9], &told);
        drawing.words([dark + light + 5, y + 22], Side::After, &total);
    }
    drawing
}
