//! The curve of a plan as SVG: resemblance against the probability of being found.
//!
//! One self-contained picture that follows the reader's light or dark setting and carries its
//! title and description for screen readers.

use std::fmt::Write;

use samestory::config::CopyConfig;
use samestory::detect::copies::bands::Plan;

const LEFT: f64 = 60.0;
const TOP: f64 = 60.0;
const SIDE: f64 = 360.0;
const STEPS: u32 = 120;

/// Draws the curve, with the threshold and what is promised there.
pub(super) fn svg(plan: &Plan, config: &CopyConfig) -> String {
    let x = |resemblance: f64| LEFT + SIDE * resemblance;
    let y = |found: f64| TOP + SIDE * (1.0 - found);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 460 490\" width=\"460\" height=\"490\" \
         role=\"img\" aria-labelledby=\"title desc\">\n\
         <title id=\"title\">Probability of being found by resemblance</title>\n\
         <desc id=\"desc\">{} bands of {} rows find {:.4} of the pairs at resemblance {} and {:.4} at half of it.</desc>\n\
         <style>svg{{background:#fff;color:#1b1f24;font:13px system-ui,sans-serif}}text{{fill:currentColor}}\
         .grid{{stroke:currentColor;opacity:.15}}.axis{{stroke:currentColor;fill:none}}\
         .threshold{{stroke:currentColor;stroke-dasharray:5 4;opacity:.6}}\
         polyline{{fill:none;stroke:#0b62c4;stroke-width:2}}\
         @media(prefers-color-scheme:dark){{svg{{background:#14181d;color:#e3e8ee}}polyline{{stroke:#6fb1ff}}}}</style>\n\
         <text x=\"{LEFT}\" y=\"26\" font-size=\"16\" font-weight=\"600\">Threshold {}, recall {}</text>\n\
         <text x=\"{LEFT}\" y=\"46\">{} bands of {} rows</text>\n",
        plan.bands(),
        plan.rows(),
        plan.probability(config.threshold),
        config.threshold,
        plan.probability(config.threshold / 2.0),
        config.threshold,
        config.recall,
        plan.bands(),
        plan.rows(),
    );
    for step in 0..=4 {
        let at = f64::from(step) / 4.0;
        // Writing to a String cannot fail.
        let _ = writeln!(
            svg,
            "<path class=\"grid\" d=\"M{} {TOP}V{}M{LEFT} {}H{}\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{at}</text>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{at}</text>",
            x(at),
            TOP + SIDE,
            y(at),
            LEFT + SIDE,
            x(at),
            TOP + SIDE + 18.0,
            LEFT - 8.0,
            y(at) + 4.0,
        );
    }
    let points: Vec<String> = (0..=STEPS)
        .map(|step| f64::from(step) / f64::from(STEPS))
        .map(|at| format!("{:.1},{:.1}", x(at), y(plan.probability(at))))
        .collect();
    let _ = write!(
        svg,
        "<path class=\"axis\" d=\"M{LEFT} {TOP}V{}H{}\"/>\n\
         <path class=\"threshold\" d=\"M{} {TOP}V{}\"/>\n\
         <polyline points=\"{}\"/>\n\
         <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">resemblance</text>\n\
         <text transform=\"translate(18 {}) rotate(-90)\" text-anchor=\"middle\">share of pairs found</text>\n</svg>\n",
        TOP + SIDE,
        LEFT + SIDE,
        x(config.threshold),
        TOP + SIDE,
        points.join(" "),
        x(0.5),
        TOP + SIDE + 44.0,
        y(0.5),
    );
    svg
}
