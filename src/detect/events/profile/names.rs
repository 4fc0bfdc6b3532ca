//! Names: the words of a text that are written with a capital though no sentence begins there.
//!
//! In: an article and its [`Text`]. Out: its name words, folded, without accents, but not stemmed. Scripts without
//! capitals have names only where the anchors found some.

use ahash::AHashSet;

use crate::article::ArticleRef;
use crate::detect::text::{Section, Span, Text, Value, unaccented};
use crate::detection::Field;

use crate::detect::events::profile::facts::{key, surface};

/// Every name word of an article, in reading order: the hash of its folded form and where it is.
///
/// A capitalised word that opens a sentence counts when it stands inside a sentence elsewhere.
pub fn words(article: ArticleRef<'_>, text: &Text) -> Vec<(u64, Span, Section)> {
    let mut found = Vec::new();
    let mut openers = Vec::new();
    let mut inside = AHashSet::new();
    let mut folded = String::new();
    for word in text.words.iter().filter(|word| !word.function) {
        let written = surface(article, word.span);
        if !written.starts_with(char::is_uppercase) {
            continue;
        }
        folded.clear();
        folded.extend(written.chars().flat_map(char::to_lowercase));
        let name = (key(&unaccented(&folded)), word.span, word.section);
        if opens_sentence(article, word.span) {
            openers.push(name);
        } else {
            inside.insert(name.0);
            found.push(name);
        }
    }
    found.extend(openers.into_iter().filter(|name| inside.contains(&name.0)));
    if found.is_empty() {
        for anchor in &text.anchors {
            if let Value::Name(name) = &anchor.value {
                let parts = name.split_whitespace();
                found.extend(parts.map(|part| (key(part), anchor.span, anchor.section)));
            }
        }
    }
    found
}

/// Whether nothing but opening marks stands between a word and the end of the sentence before.
fn opens_sentence(article: ArticleRef<'_>, span: Span) -> bool {
    let field = match span.field {
        Field::Title => article.title,
        Field::Text => article.text,
    };
    let before = field.get(..span.start as usize).unwrap_or_default();
    let marks = |c: char| {
        matches!(
            c,
            '"' | '\'' | '“' | '‘' | '«' | '„' | '(' | '[' | ' ' | '\t'
        )
    };
    match before.trim_end_matches(marks).chars().next_back() {
        None => true,
        Some(c) => matches!(c, '.' | '!' | '?' | ':' | '\n' | '\r' | '•' | '…'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Article;
    use crate::detect::text::Word;

    fn names(text: &str) -> Vec<&str> {
        let article = Article {
            text: text.into(),
            ..Article::default()
        };
        let mut analysed = Text::default();
        crate::detect::text::tokenise::words(text, |_, range| {
            let bounds = [range.start, range.end].map(|b| u32::try_from(b).expect("short"));
            analysed.words.push(Word {
                term: 0,
                span: Span {
                    field: Field::Text,
                    start: bounds[0],
                    end: bounds[1],
                },
                section: Section::Lead,
                function: false,
            });
        });
        words(article.as_ref(), &analysed)
            .into_iter()
            .map(|(_, span, _)| &text[span.start as usize..span.end as usize])
            .collect()
    }

    #[test]
    fn a_capital_counts_inside_a_sentence_and_not_at_its_start() {
        assert_eq!(
            names("Trains stopped. Riders in Ostrava waited."),
            ["Ostrava"]
        );
        assert_eq!(
            names("Ostrava waited. The mayor of Ostrava spoke."),
            ["Ostrava", "Ostrava"]
        );
    }
}
