//! The headline that an event bears.
//!
//! In: the headlines of its articles, that of the lead first. Out: which of them says best what
//! happened: the one that shares most words with the others, among those that are clear (not very
//! short or long, no question, no live blog, not in capitals). Promise: of two that are as good the
//! earlier in the list wins, so that with one or two headlines the lead's stands if it is clear.
//! Cost: grows with the words of the headlines, of which at most [`COMPARED`] are looked at.

use std::collections::{BTreeMap, BTreeSet};

/// Headlines that are compared; more do not change which is the most central.
pub(super) const COMPARED: usize = 100;
/// Words of a clear headline; a letter of a script without spaces counts as one.
const CLEAR_WORDS: std::ops::RangeInclusive<usize> = 4..=26;
/// Words that mark a running page or a rubric rather than news, folded; in the report's languages.
const RUNNING: [&str; 18] = [
    "live:",
    "live blog",
    "liveblog",
    "live updates",
    "as it happened",
    "live ticker",
    "liveticker",
    "newsticker",
    "ticker:",
    "en direct",
    "direct :",
    "en directo",
    "en vivo",
    "minuto a minuto",
    "онлайн-трансляция",
    "прямая трансляция",
    "直播",
    "滚动",
];

/// The position of the headline; none when there is none at all.
pub(super) fn choose(headlines: &[&str]) -> Option<usize> {
    let words: Vec<BTreeSet<String>> = headlines.iter().map(|line| words(line)).collect();
    let mut held: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words.iter().flatten() {
        *held.entry(word).or_default() += 1;
    }
    // What a headline shares with the others, a word by how many have it, for each of its own words.
    let centrality = |own: &BTreeSet<String>| {
        if headlines.len() < 3 {
            return 0.0;
        }
        let shared: usize = own.iter().map(|word| held[word.as_str()] - 1).sum();
        #[expect(clippy::cast_precision_loss, reason = "headlines hold few words")]
        let (shared, length) = (shared as f64, own.len().max(1) as f64);
        shared / length.sqrt()
    };
    let candidates = (0..headlines.len()).filter(|&at| !words[at].is_empty());
    let best = candidates.max_by(|&one, &other| {
        let clear = |at: usize| is_clear(headlines[at]);
        (clear(one).cmp(&clear(other)))
            .then_with(|| centrality(&words[one]).total_cmp(&centrality(&words[other])))
            .then(other.cmp(&one))
    });
    best.or(if headlines.is_empty() { None } else { Some(0) })
}

fn is_clear(headline: &str) -> bool {
    let folded = headline.to_lowercase();
    let letters = headline.chars().filter(|c| c.is_alphabetic());
    let (mut all, mut upper) = (0, 0);
    for c in letters {
        all += 1;
        upper += usize::from(c.is_uppercase());
    }
    CLEAR_WORDS.contains(&length(headline))
        && !headline.trim_end().ends_with(['?', '？', '؟'])
        && !RUNNING.iter().any(|mark| folded.contains(mark))
        && (all == 0 || upper * 2 < all)
}

fn length(headline: &str) -> usize {
    let words = headline.split_whitespace().count();
    let letters = headline.chars().filter(|&c| stands_alone(c)).count();
    words.max(letters)
}

/// The words of a headline that say something, folded; letters of scripts without spaces in pairs.
fn words(headline: &str) -> BTreeSet<String> {
    let folded = headline.to_lowercase();
    let mut found = BTreeSet::new();
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        let letters: Vec<char> = word.chars().collect();
        if letters.iter().any(|&c| stands_alone(c)) {
            found.extend(
                letters
                    .windows(2)
                    .map(|pair| pair.iter().collect::<String>()),
            );
        } else if letters.len() > 2 || word.chars().any(|c| c.is_ascii_digit()) {
            found.insert(word.to_owned());
        }
    }
    found
}

fn stands_alone(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{2e80}'..='\u{a4cf}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_central_of_the_clear_headlines_is_chosen() {
        for (headlines, chosen) in [
            (&["Ferry hits rocks", "Fire!"][..], Some(0)),
            (
                &[
                    "What we know about the night at Kellan Head",
                    "Ferry with 84 aboard hits rocks at Kellan Head",
                    "All 84 rescued as ferry hits rocks at Kellan Head",
                    "Ferry hits rocks off Kellan, all 84 aboard rescued",
                ],
                Some(2),
            ),
            (
                &[
                    "LIVE: ferry hits rocks at Kellan Head, latest updates",
                    "Why did the ferry hit the rocks at Kellan Head?",
                    "FERRY HITS ROCKS AT KELLAN HEAD",
                    "Ferry runs onto rocks at Kellan Head",
                ],
                Some(3),
            ),
            (
                &["新地铁线路周一开通", "十二座车站的地铁新线路开通"],
                Some(0),
            ),
            (&["", "Kites"], Some(1)),
            (&["", ""], Some(0)),
            (&[], None),
        ] {
            assert_eq!(choose(headlines), chosen, "{headlines:?}");
        }
    }
}
