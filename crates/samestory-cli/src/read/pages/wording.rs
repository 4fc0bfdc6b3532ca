//! Which words of one text are in another.

use ahash::AHashSet;

/// Words in a row that are looked up as one.
const IN_A_ROW: usize = 4;

/// Every four words in a row of a text.
pub(super) struct Wording {
    runs: AHashSet<u64>,
    hasher: ahash::RandomState,
}

impl Wording {
    pub(super) fn of(text: &str) -> Self {
        let hasher = ahash::RandomState::with_seeds(1, 2, 3, 4);
        let runs = runs(text, &hasher).collect();
        Self { runs, hasher }
    }

    /// How much of another text is in this one, 0 to 1; 1 for a text without words.
    pub(super) fn share_of(&self, text: &str) -> f64 {
        let (mut all, mut met) = (0_u32, 0_u32);
        for run in runs(text, &self.hasher) {
            all += 1;
            met += u32::from(self.runs.contains(&run));
        }
        if all == 0 {
            1.0
        } else {
            f64::from(met) / f64::from(all)
        }
    }
}

/// Hashes of the words in a row; of fewer words than that, of all of them.
fn runs<'t>(text: &'t str, hasher: &'t ahash::RandomState) -> impl Iterator<Item = u64> + 't {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let count = if words.is_empty() {
        0
    } else {
        words.len().saturating_sub(IN_A_ROW - 1).max(1)
    };
    (0..count).map(move |at| hasher.hash_one(&words[at..words.len().min(at + IN_A_ROW)]))
}
