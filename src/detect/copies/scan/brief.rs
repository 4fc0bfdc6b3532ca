//! Short texts: headlines and one-liners, in which a single word can be the news.
//!
//! In: an article of fewer than [`WORDS`] words. Out: a [`Brief`], its words in their parts. Promise: two
//! short texts say the same only if their content words are the same in the same order. What may differ is
//! what desks change without changing the news: spelling and writing, articles, a function word left out
//! or put in (but no negation), a label set off by a mark at either end (an outlet, a place, "UPDATE 1-"),
//! and an end that an ellipsis cuts off. Another verb, name, noun, figure or order is other news; no list
//! says which words are opposites.
//!
//! Equal short texts are one text only on one occasion: what an outlet prints again a day later under the
//! same few words ("Morning briefing") is a rubric, and its next instalment.
//!
//! Cost: a few microseconds, for short articles alone. What can mislead: an editor's synonym makes two
//! texts of one headline; they can still be reports of one event.

use super::version;
use crate::article::ArticleRef;
use crate::config::Profile;
use crate::detect::text::furniture;
use crate::detect::text::language;
use crate::detect::text::lexicon::{self, Lexicon, Sense};
use crate::detect::text::normalise::WordRule;
use crate::detect::text::{stem, tokenise};
use crate::time::Timestamp;

/// From so many words on a text is not short.
pub(crate) const WORDS: usize = 20;
/// Seconds after which equal words of one outlet are its next instalment: a daily one comes at about the
/// same hour.
const INSTALMENT: u64 = 18 * 60 * 60;
/// Seconds within which a headline of another outlet is a copy: agencies' customers print on the days after.
const SYNDICATION: u64 = 72 * 60 * 60;

/// A short text, ready to be compared.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Brief {
    words: Vec<Word>,
    /// The end is cut off.
    cut: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Word {
    folded: Box<str>,
    /// May be left out without changing what is said.
    function: bool,
    /// Which part of the text, as marks part it, from 0.
    part: usize,
}

impl Brief {
    /// The short text of an article; none for one of `words` words that is not short.
    pub(crate) fn new(article: ArticleRef<'_>, profile: Profile, words: usize) -> Option<Self> {
        if words >= WORDS || profile == Profile::Reference {
            return None;
        }
        let lexicon = lexicon::of(&language::by_words(
            article.lang,
            article.title,
            article.text,
        ));
        let title = headline(article);
        let mut brief = Self {
            words: Vec::with_capacity(words),
            cut: [title, article.text]
                .map(str::trim_end)
                .iter()
                .any(|s| is_cut(s)),
        };
        let mut part = 0;
        for text in [title, article.text] {
            brief.read(text, &mut part, lexicon);
            part += 1;
        }
        if version::is_marked(article.title, article.text) {
            brief.drop_mark();
        }
        Some(brief)
    }

    fn read(&mut self, text: &str, part: &mut usize, lexicon: &Lexicon) {
        let mut before = 0;
        tokenise::words_by(text, WordRule::Compared, |word, place| {
            let between = text.get(before..place.start).unwrap_or_default();
            if parts(between) {
                *part += 1;
            }
            before = place.end;
            let sense = lexicon.sense(word);
            if !sense.is(Sense::ARTICLE) {
                self.words.push(Word {
                    folded: plain(word).into(),
                    function: sense.is(Sense::FUNCTION) && !sense.is(Sense::NEGATION),
                    part: *part,
                });
            }
        });
    }

    /// Drops a leading "UPDATE 1".
    fn drop_mark(&mut self) {
        if self
            .words
            .first()
            .is_some_and(|word| version::is_mark(&word.folded))
        {
            self.words.remove(0);
            let number = |word: &Word| word.folded.bytes().all(|b| b.is_ascii_digit());
            if self.words.first().is_some_and(number) {
                self.words.remove(0);
            }
        }
    }

    /// Whether both say the same.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let (a, b) = (&self.words[..], &other.words[..]);
        if (self.cut && begins(a, b)) || (other.cut && begins(b, a)) {
            return true;
        }
        // A label at one end of one of the two; two labels in one place may be the news.
        let headless =
            |a, b| heads(a).any(|own| agree(own, b)) || heads(b).any(|own| agree(a, own));
        tails(a).any(|own| headless(own, b)) || tails(b).any(|own| headless(a, own))
    }

    /// Whether both are one form with other words in a few of its places.
    pub(crate) fn fills_the_form_of(&self, other: &Self) -> bool {
        let (own, others) = (content(&self.words), content(&other.words));
        let equal = own.iter().zip(&others).filter(|(x, y)| x == y).count();
        own.len() == others.len() && (3..own.len()).contains(&equal) && equal * 2 >= own.len()
    }
}

/// The title without the outlet's name behind it. Only a short end of a long title is taken for one: behind
/// a heading ("Results | ...") may stand the news.
fn headline(article: ArticleRef<'_>) -> &str {
    let words = |text: &str| text.split_whitespace().count();
    let title = article.title;
    match furniture::title_suffix(title, article.source) {
        Some(suffix) if words(&title[..suffix.start]) >= 2 * words(&title[suffix.clone()]) => {
            &title[..suffix.start]
        }
        _ => title,
    }
}

/// The words whole, and without their last part, their last two, and so on.
fn tails(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    let last = words.len();
    let ends = (1..=last).filter(move |&at| at == last || words[at - 1].part < words[at].part);
    ends.map(|at| &words[..at])
}

/// The words whole, and without their first part, their first two, and so on.
fn heads(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    let starts = (0..words.len()).filter(|&at| at == 0 || words[at - 1].part < words[at].part);
    starts.map(|at| &words[at..])
}

/// Whether the content words are the same in order, and between them one side only has further words.
fn agree(a: &[Word], b: &[Word]) -> bool {
    let (own, others) = (content(a), content(b));
    !own.is_empty()
        && own == others
        && (a
            .split(|word| !word.function)
            .zip(b.split(|word| !word.function)))
        .all(|(x, y)| holds(x, y) || holds(y, x))
}

/// The words that carry what is said.
fn content(words: &[Word]) -> Vec<&str> {
    let content = words.iter().filter(|word| !word.function);
    content.map(|word| &*word.folded).collect()
}

/// Whether `part` is `whole` with words left out.
fn holds(whole: &[Word], part: &[Word]) -> bool {
    let mut whole = whole.iter();
    part.iter()
        .all(|word| whole.any(|other| other.folded == word.folded))
}

/// Whether `cut`, whose end is cut off, is how `whole` begins.
fn begins(cut: &[Word], whole: &[Word]) -> bool {
    let Some((last, before)) = cut.split_last() else {
        return false;
    };
    before.len() < whole.len()
        && before.iter().zip(whole).all(|(x, y)| x.folded == y.folded)
        && whole[before.len()].folded.starts_with(&*last.folded)
}

/// Whether what stands between two words parts a label from the rest, or a sentence from the next.
fn parts(between: &str) -> bool {
    between.contains([
        '|', ':', ';', '(', ')', '[', ']', '/', '\n', '.', '!', '?', '–', '—', '·', '•', '…', '。',
        '！', '？', '：', '｜', '【', '】',
    ]) || between.contains(" -")
        || between.contains("- ")
}

fn is_cut(text: &str) -> bool {
    let text = text.trim_end_matches([']', ')']);
    text.ends_with('…') || text.ends_with("...")
}

/// A word as it is compared: American spelling, a figure without the currency or unit written to it.
fn plain(word: &str) -> &str {
    if word.starts_with(char::is_numeric) || word.ends_with(char::is_numeric) {
        word.trim_matches(|c: char| !c.is_numeric())
    } else {
        stem::american(word)
    }
}

/// When and where a text of few words was published.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Issue<'a> {
    pub(crate) published: Option<Timestamp>,
    pub(crate) source: Option<&'a str>,
}

impl Issue<'_> {
    /// Whether the same few words in both are one text rather than two instalments of a rubric. An outlet
    /// that is not named is taken for the same one; what is undated for published at the same time.
    pub(crate) fn is_of(self, other: Self) -> bool {
        let (Some(a), Some(b)) = (self.published, other.published) else {
            return true;
        };
        let across = self.source.is_some() && other.source.is_some() && self.source != other.source;
        let within = if across { SYNDICATION } else { INSTALMENT };
        a.seconds().abs_diff(b.seconds()) < within
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Article;

    fn brief(title: &str) -> Brief {
        let article = Article {
            title: title.to_owned(),
            ..Article::default()
        };
        Brief::new(article.as_ref(), Profile::News, 10).expect("short")
    }

    fn same(a: &str, b: &str) -> bool {
        let (a, b) = (brief(a), brief(b));
        assert_eq!(a.says_the_same(&b), b.says_the_same(&a));
        a.says_the_same(&b)
    }

    const HEADLINE: &str = "Ferry line to Ostrand drops its night crossing";

    #[test]
    fn what_desks_change_makes_no_other_news() {
        for other in [
            HEADLINE,
            "FERRY LINE TO OSTRAND DROPS NIGHT CROSSING",
            "The ferry line to Ostrand drops its night crossing",
            "Ferry line to Ostrand drops its night crossing | Coast News",
            "Ferry line to Ostrand drops its night crossing (video)",
            "UPDATE 3-Ferry line to Ostrand drops its night crossing",
            "Breaking: Ferry line to Ostrand drops its night crossing",
            "OSTRAND - Ferry line to Ostrand drops its night crossing",
            "Ferry line to Ostrand drops its night cros…",
            "Ferry line to Ostrand drops its...",
        ] {
            assert!(same(HEADLINE, other), "{other}");
        }
        assert!(same(
            "Coloured harbour seal returns",
            "Colored harbor seal returns"
        ));
        assert!(same(
            "Yacht for $US600 held by crew",
            "Yacht for $600 held by crew"
        ));
        assert!(same(
            "Große Brücke bei Lohn gesperrt",
            "Grosse Bruecke bei Lohn gesperrt"
        ));
    }

    #[test]
    fn a_word_can_be_the_news() {
        for other in [
            "Ferry line to Ostrand adds its night crossing",
            "Ferry line to Ostrand drops its day crossing",
            "Ferry line to Westrand drops its night crossing",
            "Ferry line to Ostrand never drops its night crossing",
            "Ferry line to Ostrand denies it drops its night crossing",
            "Ostrand line to ferry drops its night crossing",
            "Breaking: Ferry line to Ostrand keeps its night crossing",
            "Ferry line to Ostrand keeps its...",
            "Ferry line to Ostrand drops its night crossing on trial",
            "Line to Ostrand drops its night crossing",
        ] {
            assert!(!same(HEADLINE, other), "{other}");
        }
        assert!(!same(
            "Votes counted: Brandt wins",
            "Votes counted: Brandt loses"
        ));
        assert!(!same("Results | Stowe", "Results | Larkhill"));
    }

    #[test]
    fn a_form_has_most_of_its_words_in_place() {
        let form = |a: &str, b: &str| brief(a).fills_the_form_of(&brief(b));
        assert!(form(
            "Court upholds ruling on dam",
            "Court overturns ruling on dam"
        ));
        assert!(!form(HEADLINE, HEADLINE));
        assert!(!form(HEADLINE, "Night crossing of Ostrand ferry line ends"));
    }

    #[test]
    fn equal_words_are_one_text_for_hours_and_across_outlets_for_days() {
        let issue = |published: &str, source| Issue {
            published: published.parse().ok(),
            source,
        };
        let first = issue("2024-03-05T06:00:00Z", Some("a"));
        for (published, source, of_it) in [
            ("2024-03-05T15:00:00Z", Some("a"), true),
            ("2024-03-06T06:00:00Z", Some("a"), false),
            ("2024-03-06T06:00:00Z", None, false),
            ("2024-03-06T06:00:00Z", Some("b"), true),
            ("2024-03-12T06:00:00Z", Some("b"), false),
            ("", Some("a"), true),
        ] {
            assert_eq!(
                first.is_of(issue(published, source)),
                of_it,
                "{published} {source:?}"
            );
        }
    }
}
