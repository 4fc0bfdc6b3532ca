//! American spelling turned into British, and back.

/// Beginnings of words: American, British.
const STEMS: [(&str, &str); 26] = [
    ("analyz", "analys"),
    ("canceled", "cancelled"),
    ("catalog", "catalogue"),
    ("center", "centre"),
    ("color", "colour"),
    ("counselor", "counsellor"),
    ("defense", "defence"),
    ("favor", "favour"),
    ("fiber", "fibre"),
    ("gray", "grey"),
    ("harbor", "harbour"),
    ("honor", "honour"),
    ("labor", "labour"),
    ("license", "licence"),
    ("liter", "litre"),
    ("meter", "metre"),
    ("modeling", "modelling"),
    ("neighbor", "neighbour"),
    ("paralyz", "paralys"),
    ("plow", "plough"),
    ("program", "programme"),
    ("rumor", "rumour"),
    ("skeptic", "sceptic"),
    ("theater", "theatre"),
    ("traveler", "traveller"),
    ("epicenter", "epicentre"),
];
/// Longer words that begin like a stem but are spelled alike in both.
const EXCEPTIONS: [&str; 6] = [
    "laborator",
    "literat",
    "literal",
    "catalogue",
    "programme",
    "colorado",
];
const ENDINGS: [&str; 7] = [
    "ize", "ized", "izes", "izing", "ization", "izations", "izers",
];
const NOT_ENDINGS: [&str; 6] = ["size", "sized", "prize", "prizes", "seize", "seized"];

/// British spelling, capitals kept.
pub(super) fn british(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphabetic()) {
        let (before, word) = rest.split_at(start);
        out.push_str(before);
        let end = word
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(word.len());
        push_word(&word[..end], &mut out);
        rest = &word[end..];
    }
    out.push_str(rest);
    out
}

fn push_word(word: &str, out: &mut String) {
    let starts = |stem: &str| {
        word.len() >= stem.len()
            && word.as_bytes()[..stem.len()].eq_ignore_ascii_case(stem.as_bytes())
    };
    if word.len() >= 4
        && let Some((stem, british)) = STEMS.iter().find(|(stem, _)| starts(stem))
        && !EXCEPTIONS.iter().any(|stem| starts(stem))
    {
        // The first letter keeps its case; both spellings begin alike.
        out.push_str(&word[..1]);
        out.push_str(&british[1..]);
        out.push_str(&word[stem.len()..]);
        return;
    }
    let lower = word
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b == word.as_bytes()[0]);
    if word.len() > 5
        && lower
        && ENDINGS.iter().any(|ending| word.ends_with(ending))
        && !NOT_ENDINGS.iter().any(|whole| word.ends_with(whole))
        && let Some(at) = word.rfind('z')
    {
        out.push_str(&word[..at]);
        out.push('s');
        out.push_str(&word[at + 1..]);
        return;
    }
    out.push_str(word);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn american_words_become_british_and_others_stay() {
        assert_eq!(
            british(
                "Organizers honored the Labor program; the laboratory's prize, size and Organization."
            ),
            "Organisers honoured the Labour programme; the laboratory's prize, size and Organisation."
        );
    }
}
