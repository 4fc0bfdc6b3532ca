//! Figures to beat, set by set.
//!
//! In: a TSV of set, B-cubed F1, pairwise F1 and, where a set is left out of the mean, `apart`;
//! lines that begin with `#` are comments.

use serde::Serialize;

use samestory::error::Error;

/// What a set's figures must not fall below.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Floor {
    /// The set.
    pub set: String,
    /// Least B-cubed F1.
    pub b_cubed_f1: f64,
    /// Least pairwise F1.
    pub pairwise_f1: f64,
    /// Whether the set is of another kind and left out of the mean.
    pub apart: bool,
}

impl Floor {
    /// Reads all lines.
    ///
    /// # Errors
    /// At the first line of another form, naming its number.
    pub fn parse_all(text: &str) -> Result<Vec<Self>, Error> {
        (1..)
            .zip(text.lines())
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
            .map(|(number, line)| {
                Self::parse(line).ok_or_else(|| {
                    Error::input(format!("`{line}` is not a floor"))
                        .at_record(number)
                        .help("write set, a tab, B-cubed F1, a tab, pairwise F1, and `apart` for a set outside the mean")
                })
            })
            .collect()
    }

    fn parse(line: &str) -> Option<Self> {
        let mut columns = line.split('\t');
        let floor = Self {
            set: columns.next()?.to_owned(),
            b_cubed_f1: columns.next()?.trim().parse().ok()?,
            pairwise_f1: columns.next()?.trim().parse().ok()?,
            apart: match columns.next() {
                None => false,
                Some("apart") => true,
                Some(_) => return None,
            },
        };
        Some(floor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_are_read_and_other_lines_refused() {
        let floors = Floor::parse_all("# set\tB\tP\nnews\t0.9\t0.8\n\nsnippets\t0.7\t0.6\tapart\n")
            .expect("floors");
        assert_eq!(floors.len(), 2);
        assert!(!floors[0].apart && floors[1].apart);
        for bad in ["news", "news\t0.9", "news\tx\t0.8", "news\t0.9\t0.8\tfar"] {
            let error = Floor::parse_all(&format!("#\n{bad}\n")).expect_err(bad);
            assert_eq!(error.place().record, Some(2), "{bad}");
        }
    }
}
