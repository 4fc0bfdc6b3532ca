//! Copies: what becomes of an article on its way through other hands.

use super::draws::Draws;
use super::spelling;

/// What was done to an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edit {
    /// Nothing.
    Identical,
    /// A sentence in front of the text.
    InsertFront,
    /// Another first paragraph.
    NewLead,
    /// The last third is missing.
    CutTail,
    /// A footer of some forty words.
    AddedFooter,
    /// One word in a hundred replaced.
    Replaced1,
    /// Five words in a hundred replaced.
    Replaced5,
    /// Ten words in a hundred replaced.
    Replaced10,
    /// Twenty words in a hundred replaced.
    Replaced20,
    /// Paragraphs in another order.
    SwappedParagraphs,
    /// Another headline.
    NewHeadline,
    /// A dateline in front.
    Dateline,
    /// Letters misread: `rn` for `m`, `1` for `l`, a lost blank.
    OcrNoise,
    /// All capitals.
    Case,
    /// Typeset quotation marks and dashes.
    Quotes,
    /// British spelling.
    Spelling,
    /// Only the first fifth of its words.
    FirstFifth,
    /// Whole, in the middle of a text about five times as long.
    QuotedWhole,
    /// A later version: headline marked UPDATE, a paragraph added.
    Update,
    /// A later version: headline marked CORRECTED, one number changed.
    Corrected,
}

/// Every edit, in the order of the tables.
pub const EDITS: [Edit; 20] = [
    Edit::Identical,
    Edit::InsertFront,
    Edit::NewLead,
    Edit::CutTail,
    Edit::AddedFooter,
    Edit::Replaced1,
    Edit::Replaced5,
    Edit::Replaced10,
    Edit::Replaced20,
    Edit::SwappedParagraphs,
    Edit::NewHeadline,
    Edit::Dateline,
    Edit::OcrNoise,
    Edit::Case,
    Edit::Quotes,
    Edit::Spelling,
    Edit::FirstFifth,
    Edit::QuotedWhole,
    Edit::Update,
    Edit::Corrected,
];

impl Edit {
    /// Its name in the pairs file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::InsertFront => "insert_front",
            Self::NewLead => "new_lead",
            Self::CutTail => "cut_tail",
            Self::AddedFooter => "added_footer",
            Self::Replaced1 => "replaced_1",
            Self::Replaced5 => "replaced_5",
            Self::Replaced10 => "replaced_10",
            Self::Replaced20 => "replaced_20",
            Self::SwappedParagraphs => "swapped_paragraphs",
            Self::NewHeadline => "new_headline",
            Self::Dateline => "dateline",
            Self::OcrNoise => "ocr_noise",
            Self::Case => "case",
            Self::Quotes => "quotes",
            Self::Spelling => "spelling",
            Self::FirstFifth => "first_fifth",
            Self::QuotedWhole => "quoted_whole",
            Self::Update => "update",
            Self::Corrected => "corrected",
        }
    }

    /// Makes the copy of an article. `more` writes so many words of other news prose, in paragraphs.
    ///
    /// A text without words stays as it is, whatever the edit.
    pub fn apply(
        self,
        title: &str,
        text: &str,
        draws: &mut Draws,
        more: &dyn Fn(&mut Draws, usize) -> String,
    ) -> (String, String) {
        let paragraphs: Vec<&str> = text.split('\n').filter(|p| !p.is_empty()).collect();
        if paragraphs.is_empty() {
            return (title.to_owned(), text.to_owned());
        }
        let sentence = |draws: &mut Draws| first_sentence(&more(draws, 12));
        let mut title = title.to_owned();
        let text = match self {
            Self::Identical => text.to_owned(),
            Self::InsertFront => format!("{} {text}", sentence(draws)),
            Self::NewLead => {
                let rest = first_sentence_end(text);
                format!(
                    "{} {}",
                    first_sentence(&more(draws, 20)),
                    text[rest..].trim_start()
                )
            }
            Self::CutTail => first_words(text, 2, 3).to_owned(),
            Self::AddedFooter => format!("{text}\n\n{}", first_words(&more(draws, 60), 2, 3)),
            Self::Replaced1 => replace_words(text, 1, draws, more),
            Self::Replaced5 => replace_words(text, 5, draws, more),
            Self::Replaced10 => replace_words(text, 10, draws, more),
            Self::Replaced20 => replace_words(text, 20, draws, more),
            Self::SwappedParagraphs => swap_paragraphs(text, draws),
            Self::NewHeadline => {
                title = headline(&sentence(draws));
                text.to_owned()
            }
            Self::Dateline => {
                let word = sentence(draws);
                let place = word.split(' ').find(|w| w.len() > 4).unwrap_or("Anywhere");
                format!(
                    "{} (Wire) -- {text}",
                    place.trim_end_matches(['.', ',']).to_uppercase()
                )
            }
            Self::OcrNoise => misread(text, draws),
            Self::Case => {
                title = title.to_uppercase();
                text.to_uppercase()
            }
            Self::Quotes => super::compose::curly(text).replace(" - ", " \u{2014} "),
            Self::Spelling => {
                title = spelling::british(&title);
                spelling::british(text)
            }
            Self::FirstFifth => first_words(text, 1, 5).to_owned(),
            Self::QuotedWhole => {
                let words = count_words(text) * 2;
                title = headline(&sentence(draws));
                format!("{}\n\n{text}\n\n{}", more(draws, words), more(draws, words))
            }
            Self::Update => {
                title = format!("UPDATE {}-{title}", draws.between(1, 4));
                let at = first_sentence_end(text);
                format!(
                    "{} {}{}",
                    &text[..at],
                    more(draws, 30).replace('\n', " "),
                    &text[at..]
                )
            }
            Self::Corrected => {
                title = format!("CORRECTED-{title}");
                change_number(text, draws)
            }
        };
        (title, text)
    }
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Byte after the first sentence; the whole text when it has but one.
fn first_sentence_end(text: &str) -> usize {
    let end = text
        .match_indices(['.', '\n'])
        .find(|(at, mark)| *at > 40 && (*mark == "\n" || text[at + 1..].starts_with([' ', '\n'])));
    end.map_or(
        text.len(),
        |(at, mark)| if mark == "\n" { at } else { at + 1 },
    )
}

fn headline(sentence: &str) -> String {
    sentence.trim_end_matches('.').to_owned()
}

fn first_sentence(text: &str) -> String {
    text[..first_sentence_end(text)].to_owned()
}

/// The first `numerator / denominator` of the words.
fn first_words(text: &str, numerator: usize, denominator: usize) -> &str {
    let keep = (count_words(text) * numerator).div_ceil(denominator);
    let mut seen = 0;
    let mut inside = false;
    for (at, letter) in text.char_indices() {
        if letter.is_whitespace() {
            if inside && seen == keep {
                return &text[..at];
            }
            inside = false;
        } else if !inside {
            inside = true;
            seen += 1;
        }
    }
    text
}

/// Words with the whitespace that follows each.
fn pieces(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

fn replace_words(
    text: &str,
    percent: usize,
    draws: &mut Draws,
    more: &dyn Fn(&mut Draws, usize) -> String,
) -> String {
    let pieces = pieces(text);
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    draws.shuffle(&mut order);
    let count = (pieces.len() * percent).div_ceil(100);
    order.truncate(count);
    order.sort_unstable();
    let other = more(draws, count + 30);
    let mut others = other.split_whitespace().cycle();
    let mut out = String::with_capacity(text.len());
    let mut next = order.iter().peekable();
    for (at, piece) in pieces.iter().enumerate() {
        if next.peek() == Some(&&at) {
            next.next();
            let word = piece.trim_end();
            // A word is not replaced by itself.
            let new = others
                .by_ref()
                .find(|other| !other.eq_ignore_ascii_case(word));
            out.push_str(new.unwrap_or_default());
            out.push_str(&piece[word.len()..]);
        } else {
            out.push_str(piece);
        }
    }
    out
}

fn swap_paragraphs(text: &str, draws: &mut Draws) -> String {
    let mut paragraphs: Vec<&str> = text.split('\n').filter(|p| !p.is_empty()).collect();
    if paragraphs.len() > 2 {
        let first = draws.between(1, paragraphs.len() - 2);
        paragraphs[1..].rotate_left(first);
    } else {
        paragraphs.reverse();
    }
    paragraphs.join("\n\n")
}

fn misread(text: &str, draws: &mut Draws) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if !draws.chance(1) {
            out.push(letter);
            continue;
        }
        match letter {
            'm' => out.push_str("rn"),
            'l' => out.push('1'),
            'o' => out.push('0'),
            'e' => out.push('c'),
            'h' => out.push('b'),
            's' => out.push('5'),
            ' ' => {}
            other => out.push(other),
        }
    }
    out
}

/// Changes one number of the text by one or two; a text without numbers stays.
fn change_number(text: &str, draws: &mut Draws) -> String {
    let digits: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| c.is_ascii_digit() && *c < '8')
        .map(|(at, _)| at)
        .collect();
    if digits.is_empty() {
        return text.to_owned();
    }
    let at = *draws.pick(&digits);
    let new = text.as_bytes()[at] - b'0' + u8::from(draws.chance(50)) + 1;
    format!("{}{new}{}", &text[..at], &text[at + 1..])
}
