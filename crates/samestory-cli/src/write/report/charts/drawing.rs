//! A drawing as inline SVG: shapes with classes, which the style of the page colours.
//!
//! In: shapes in units of a 360-unit wide field, so that letters are readable on a phone. Out: one `svg`
//! element with title and description. Promise: words are escaped, numbers are whole; no style, no
//! script and no address is in it.

use std::fmt::Write;

use samestory::time::Day;

/// Width of every drawing.
pub(super) const WIDTH: usize = 360;

/// Shapes so far.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    shapes: String,
    height: usize,
}

/// Where words stand from their point.
#[derive(Debug, Clone, Copy)]
pub(super) enum Side {
    After,
    Before,
}

impl Drawing {
    /// A box; what it is of is told where the pointer rests.
    pub(super) fn bar(&mut self, class: &str, [x, y, width, height]: [usize; 4], told: &str) {
        self.grow(y + height);
        let told = escape(told);
        self.add(format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"><title>{told}</title></rect>"
        ));
    }

    /// Shapes that filter the events by their days when they are clicked.
    pub(super) fn days(&mut self, from: Day, to: Day, shapes: impl FnOnce(&mut Self)) {
        self.add(format_args!(
            "<g data-do=\"day\" data-since=\"{from}\" data-until=\"{to}\">"
        ));
        shapes(self);
        self.add(format_args!("</g>"));
    }

    pub(super) fn words(&mut self, [x, y]: [usize; 2], side: Side, words: &str) {
        self.grow(y + 4);
        let words = escape(words);
        let anchor = match side {
            Side::After => "start",
            Side::Before => "end",
        };
        self.add(format_args!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>"
        ));
    }

    pub(super) fn dot(&mut self, class: &str, [x, y]: [usize; 2], told: &str) {
        self.grow(y + 5);
        let told = escape(told);
        self.add(format_args!(
            "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"4\"><title>{told}</title></circle>"
        ));
    }

    /// From one point down, then across to the other.
    pub(super) fn elbow(&mut self, [x, y]: [usize; 2], [to_x, to_y]: [usize; 2]) {
        self.add(format_args!(
            "<path class=\"flow\" d=\"M{x} {y}V{to_y}H{to_x}\"/>"
        ));
    }

    pub(super) fn line(&mut self, [x, y]: [usize; 2], [to_x, to_y]: [usize; 2]) {
        self.grow(y.max(to_y) + 1);
        self.add(format_args!(
            "<path class=\"axis-line\" d=\"M{x} {y}L{to_x} {to_y}\"/>"
        ));
    }

    /// The element; `id` must be its own in the page.
    pub(super) fn finish(self, id: &str, title: &str, description: &str) -> String {
        let (title, description) = (escape(title), escape(description));
        format!(
            "<svg class=\"drawing\" viewBox=\"0 0 {WIDTH} {}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\
             <title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{description}</desc>{}</svg>",
            self.height.max(1),
            self.shapes
        )
    }

    fn grow(&mut self, to: usize) {
        self.height = self.height.max(to);
    }

    fn add(&mut self, shape: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.shapes.write_fmt(shape);
    }
}

/// A length in proportion, at least 1 where there is anything.
pub(super) fn scaled(part: usize, of: usize, length: usize) -> usize {
    if part == 0 {
        0
    } else {
        (part * length / of.max(1)).max(1)
    }
}

fn escape(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_articles_are_no_markup_and_little_is_still_seen() {
        let mut drawing = Drawing::default();
        drawing.bar("own", [0, 0, 10, 10], "\"><script>");
        drawing.words([0, 20], Side::After, "</text><b>'&");
        let svg = drawing.finish("c", "<i>", "</desc>");
        for hostile in ["<script", "<b>", "<i>", "</desc></desc>"] {
            assert!(!svg.contains(hostile), "{svg}");
        }
        assert_eq!(scaled(1, 1_000_000, 100), 1);
        assert_eq!(scaled(0, 5, 100), 0);
    }
}
