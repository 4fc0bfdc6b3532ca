//! A reliability plot as SVG: stated probability against the share that is true.
//!
//! In: a [`Reliability`] for each series. Out: one self-contained SVG that follows the reader's
//! light or dark setting, needs no colour to be read (each series has its own mark), and carries
//! its title and description for screen readers. Below the plot, bars on a logarithmic scale show
//! how many pairs each range holds, for a point that rests on few pairs says little.

use std::fmt::Write;

use super::agreement::real;
use super::calibration::{Bin, Reliability};

/// One line of the plot.
#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    /// What the legend calls it.
    pub name: &'a str,
    /// What it shows.
    pub reliability: &'a Reliability,
}

/// The three series that marks and colours are made for; more are not drawn.
const MARKS: usize = 3;
const LEFT: f64 = 64.0;
const TOP: f64 = 64.0;
const SIDE: f64 = 360.0;
const GAP: f64 = 28.0;
const BARS: f64 = 70.0;
const WIDTH: f64 = LEFT + SIDE + 24.0;

const STYLE: &str = "\
svg{background:#fff;color:#1b1f24;font:13px system-ui,sans-serif}\
text{fill:currentColor}.axis{stroke:currentColor;fill:none}.grid{stroke:currentColor;opacity:.15}\
.ideal{stroke:currentColor;stroke-dasharray:5 4;opacity:.6}\
.s0{stroke:#0b62c4;fill:#0b62c4}.s1{stroke:#b3450b;fill:#b3450b}.s2{stroke:#2c7a3f;fill:#2c7a3f}\
polyline{fill:none!important;stroke-width:1.5}.bar{opacity:.75;stroke:none!important}\
@media(prefers-color-scheme:dark){svg{background:#14181d;color:#e3e8ee}\
.s0{stroke:#6fb1ff;fill:#6fb1ff}.s1{stroke:#f2a36b;fill:#f2a36b}.s2{stroke:#7fd095;fill:#7fd095}}";

/// Draws up to three series; ranges without any pair have no point.
pub fn reliability(title: &str, series: &[Series<'_>]) -> String {
    let series = &series[..series.len().min(MARKS)];
    let legend = real(series.len() as u64) * 18.0;
    let bars_top = TOP + SIDE + GAP;
    let height = bars_top + BARS + 44.0 + legend;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         width=\"{WIDTH}\" height=\"{height}\" role=\"img\" aria-labelledby=\"title desc\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n<style>{STYLE}</style>\n\
         <text x=\"{LEFT}\" y=\"28\" font-size=\"16\" font-weight=\"600\">{}</text>\n\
         <text x=\"{LEFT}\" y=\"48\">Dashed: every probability means what it says</text>\n",
        escape(title),
        escape(&description(series)),
        escape(title),
    );
    frame(&mut svg, bars_top);
    let most = series
        .iter()
        .flat_map(|s| &s.reliability.bins)
        .map(|b| b.count)
        .max()
        .unwrap_or(0);
    for (i, one) in series.iter().enumerate() {
        line(&mut svg, i, &one.reliability.bins);
        bars(
            &mut svg,
            i,
            series.len(),
            &one.reliability.bins,
            bars_top,
            most,
        );
        let y = bars_top + BARS + 58.0 + real(i as u64) * 18.0;
        mark(&mut svg, i, LEFT + 6.0, y - 4.0);
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{y:.1}\">{}: calibration error {:.3} over {} pairs</text>",
            LEFT + 18.0,
            escape(one.name),
            one.reliability.expected_error,
            one.reliability.count,
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{LEFT}\" y=\"{:.1}\" text-anchor=\"end\" dx=\"-8\" dy=\"4\">{most}</text>\n\
         <text x=\"16\" y=\"{:.1}\" transform=\"rotate(-90 16 {:.1})\" text-anchor=\"middle\">pairs (log)</text>\n</svg>",
        bars_top,
        bars_top + BARS / 2.0,
        bars_top + BARS / 2.0,
    );
    svg
}

fn description(series: &[Series<'_>]) -> String {
    let mut text = String::from("Stated probability against the share of pairs that is true.");
    for one in series {
        let _ = write!(
            text,
            " {}: expected calibration error {:.3} over {} pairs.",
            one.name, one.reliability.expected_error, one.reliability.count
        );
        for bin in one.reliability.bins.iter().filter(|b| b.count > 0) {
            let _ = write!(
                text,
                " {:.1} to {:.1}: mean {:.2}, true {:.2}, {} pairs.",
                bin.from, bin.to, bin.mean_score, bin.true_share, bin.count
            );
        }
    }
    text
}

/// Axes, grid, their labels and the diagonal.
fn frame(svg: &mut String, bars_top: f64) {
    for i in 0..=5_u32 {
        let share = f64::from(i) / 5.0;
        let (x, y) = (across(share), up(share));
        let _ = writeln!(
            svg,
            "<path class=\"grid\" d=\"M{x:.1} {TOP}V{:.1}M{LEFT} {y:.1}H{:.1}\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{share:.1}</text>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{share:.1}</text>",
            TOP + SIDE,
            LEFT + SIDE,
            bars_top + BARS + 16.0,
            LEFT - 8.0,
            y + 4.0,
        );
    }
    let _ = writeln!(
        svg,
        "<rect class=\"axis\" x=\"{LEFT}\" y=\"{TOP}\" width=\"{SIDE}\" height=\"{SIDE}\"/>\n\
         <path class=\"ideal\" d=\"M{LEFT} {:.1}L{:.1} {TOP}\"/>\n\
         <path class=\"axis\" d=\"M{LEFT} {bars_top}V{:.1}H{:.1}\"/>\n\
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">stated probability</text>\n\
         <text x=\"16\" y=\"{:.1}\" transform=\"rotate(-90 16 {:.1})\" text-anchor=\"middle\">share that is true</text>",
        TOP + SIDE,
        LEFT + SIDE,
        bars_top + BARS,
        LEFT + SIDE,
        across(0.5),
        bars_top + BARS + 34.0,
        up(0.5),
        up(0.5),
    );
}

/// Points with their 95% intervals, joined.
fn line(svg: &mut String, series: usize, bins: &[Bin]) {
    let filled = || bins.iter().filter(|b| b.count > 0);
    let points: Vec<String> = filled()
        .map(|b| format!("{:.1},{:.1}", across(b.mean_score), up(b.true_share)))
        .collect();
    let _ = writeln!(
        svg,
        "<polyline class=\"s{series}\" points=\"{}\"/>",
        points.join(" ")
    );
    for bin in filled() {
        let x = across(bin.mean_score);
        let _ = writeln!(
            svg,
            "<path class=\"s{series}\" d=\"M{x:.1} {:.1}V{:.1}\"/>",
            up(bin.low),
            up(bin.high)
        );
        mark(svg, series, x, up(bin.true_share));
    }
}

/// Circle, square or diamond.
fn mark(svg: &mut String, series: usize, x: f64, y: f64) {
    let path = match series {
        0 => format!("M{:.1} {y:.1}a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", x - 4.0),
        1 => format!("M{:.1} {:.1}h8v8h-8z", x - 4.0, y - 4.0),
        _ => format!("M{x:.1} {:.1}l5 5-5 5-5-5z", y - 5.0),
    };
    let _ = writeln!(svg, "<path class=\"s{series}\" d=\"{path}\"/>");
}

fn bars(svg: &mut String, series: usize, of: usize, bins: &[Bin], top: f64, most: u64) {
    let slot = SIDE / real(bins.len() as u64);
    let width = (slot - 4.0) / real(of as u64);
    let full = real(most + 1).ln();
    for (i, bin) in bins.iter().enumerate().filter(|(_, b)| b.count > 0) {
        let height = BARS * real(bin.count + 1).ln() / full;
        let x = LEFT + real(i as u64) * slot + 2.0 + real(series as u64) * width;
        let _ = writeln!(
            svg,
            "<rect class=\"bar s{series}\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>",
            top + BARS - height
        );
    }
}

fn across(share: f64) -> f64 {
    LEFT + SIDE * share
}

fn up(share: f64) -> f64 {
    TOP + SIDE * (1.0 - share)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::calibration::Judged;

    #[test]
    fn the_plot_has_a_point_for_each_filled_range_and_says_what_it_shows() {
        let judged: Vec<Judged> = (0..40)
            .map(|i| Judged {
                score: f64::from(i % 4) / 4.0 + 0.05,
                together: false,
                truth: f64::from(u8::from(i % 8 > 3)),
            })
            .collect();
        let measured = Reliability::of(&judged).expect("scores");
        let series = Series {
            name: "one <set>",
            reliability: &measured,
        };
        let svg = reliability("Event & score", &[series, series]);
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
        assert!(svg.contains("<title id=\"title\">Event &amp; score</title>"));
        assert!(svg.contains("one &lt;set&gt;: expected calibration error"));
        assert_eq!(svg.matches("class=\"bar s0\"").count(), 4);
        assert_eq!(svg.matches("class=\"bar s1\"").count(), 4);
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }

    #[test]
    fn a_plot_without_series_is_only_its_frame() {
        let svg = reliability("Nothing", &[]);
        assert!(svg.contains("stated probability") && !svg.contains("polyline class"));
    }
}
