//! One report of one event, as one outlet writes it.

use super::Tables;
use super::draws::Draws;
use super::facts::{Event, Facts};
use super::kinds::Kind;
use super::outlet::{Dateline, Headline, Outlet};
use super::pattern::{Fill, Pattern};
use super::proposition::Proposition;
use super::spelling;
use samestory::time::Day;

/// Everything a report depends on.
#[derive(Debug, Clone)]
pub(super) struct Report<'a> {
    /// The event.
    pub(super) event: Event,
    /// The story's first kind.
    pub(super) kind: &'a Kind,
    /// The kind of a later event of the story; none for the first.
    pub(super) follower: Option<&'a Kind>,
    /// Seed of the propositions that the event's reports choose from.
    pub(super) propositions: u64,
    /// Seed of the writer's choices: order, words, what to leave out.
    pub(super) choices: u64,
    /// Who writes.
    pub(super) outlet: &'a Outlet,
    /// Day of publication.
    pub(super) published: Day,
    /// About how many words.
    pub(super) words: usize,
}

/// Propositions that an event offers to its reports.
const OFFERED: u64 = 24;

impl Report<'_> {
    /// Title and text.
    pub(super) fn write(&self, tables: &Tables) -> (String, String) {
        let mut draws = Draws::new(self.choices, &[1]);
        let mut facts = Facts {
            tables,
            kind: self.kind,
            event: self.event,
            outlet: self.outlet,
            published: self.published,
            named: Vec::new(),
        };
        let told = self.follower.unwrap_or(self.kind);
        let mut title = String::new();
        draws
            .pick(&told.titles)
            .render(&mut facts, &mut draws, &mut title);
        capitalise(&mut title, 0);
        facts.named.clear();

        let mut text = Body::new(self.outlet, self.words * 3 + 200);
        self.dateline(&mut facts, &mut text.out);
        text.sentence(draws.pick(&told.leads), &mut facts, &mut draws);
        let mut order: Vec<usize> = (0..told.facts.len()).collect();
        draws.shuffle(&mut order);
        // Most of the facts, most of them early; propositions between them.
        order.truncate(order.len() - draws.below(order.len() / 3 + 1));
        let mut offered: Vec<u64> = (0..OFFERED).collect();
        draws.shuffle(&mut offered);
        let background = Draws::new(self.event.pool, &[2]).bits();
        // Some writers follow the common material closely, others hardly.
        let closeness = draws.between(20, 85);
        let mut round = 0;
        while text.words < self.words && round < 2_000 {
            let fact = order.pop();
            match fact {
                Some(fact) if draws.chance(45) => {
                    text.sentence(draws.pick(&told.facts[fact]), &mut facts, &mut draws);
                }
                unused => {
                    order.extend(unused);
                    let seed = match offered.pop() {
                        Some(number) if draws.chance(closeness) => {
                            Draws::new(self.propositions, &[number]).bits()
                        }
                        // What only this writer adds, and what the story's reports keep repeating.
                        _ if draws.chance(80) => Draws::new(self.choices, &[3, round]).bits(),
                        _ => Draws::new(background, &[draws.bits() % 6]).bits(),
                    };
                    self.proposition(seed, tables, &mut facts, &mut draws, &mut text);
                }
            }
            round += 1;
        }
        let mut text = text.out;
        if self.outlet.british {
            title = spelling::british(&title);
            text = spelling::british(&text);
        }
        if self.outlet.headline == Headline::Capitals {
            title = headline_case(&title);
        }
        if self.outlet.curly {
            text = curly(&text);
        }
        if !self.outlet.footer.is_empty() {
            text.push_str(self.outlet.paragraph);
            text.push_str(&self.outlet.footer);
        }
        (title, text)
    }

    fn proposition(
        &self,
        seed: u64,
        tables: &Tables,
        facts: &mut Facts<'_>,
        draws: &mut Draws,
        text: &mut Body,
    ) {
        let mut proposition = Proposition::of(seed, self.kind, self.event.pool);
        if Draws::new(seed, &[9]).chance(25) {
            // Speech: its words belong to the proposition, who frames it how to the writer.
            let mut words = Draws::new(seed, &[10]);
            let mut quote = String::new();
            words.pick(&tables.quotes).render(
                &mut proposition.fill(tables, None),
                &mut words,
                &mut quote,
            );
            let mut speaker = String::new();
            proposition
                .fill(tables, Some(facts))
                .fill("speaker", draws, &mut speaker);
            let verb = *draws.pick(&[
                "said",
                "said",
                "told reporters",
                "added",
                "argued",
                "remarked",
            ]);
            let sentence = match draws.below(3) {
                0 => format!("{speaker} {verb}: \"{quote}.\""),
                _ if verb == "said" => format!("\"{quote},\" {verb} {speaker}."),
                _ => format!("\"{quote},\" {speaker} {verb}."),
            };
            text.push(&sentence, draws);
        } else {
            let form = draws.pick(&tables.forms);
            text.sentence(form, &mut proposition.fill(tables, Some(facts)), draws);
        }
    }

    fn dateline(&self, facts: &mut Facts<'_>, out: &mut String) {
        if self.outlet.dateline == Dateline::None {
            return;
        }
        let mut place = String::new();
        let slot = if self.follower.is_some() {
            "place4"
        } else {
            "place"
        };
        facts.fill(slot, &mut Draws::new(0, &[]), &mut place);
        out.push_str(&place.to_uppercase());
        if self.outlet.dateline == Dateline::Full {
            let (_, month, day) = self.published.ymd().unwrap_or((1970, 1, 1));
            let months = [
                "Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.",
                "Nov.", "Dec.",
            ];
            let month = months[usize::try_from(month - 1).unwrap_or(0)];
            out.extend([
                ", ",
                month,
                " ",
                &day.to_string(),
                " (",
                &self.outlet.name,
                ")",
            ]);
        }
        out.push_str(" - ");
    }
}

/// A text that grows by sentences.
struct Body {
    out: String,
    words: usize,
    paragraph: &'static str,
    sentences_left: usize,
}

impl Body {
    fn new(outlet: &Outlet, capacity: usize) -> Self {
        Self {
            out: String::with_capacity(capacity),
            words: 0,
            paragraph: outlet.paragraph,
            sentences_left: 2,
        }
    }

    fn sentence(&mut self, pattern: &Pattern, fill: &mut dyn Fill, draws: &mut Draws) {
        let mut sentence = String::with_capacity(160);
        pattern.render(fill, draws, &mut sentence);
        self.push(&sentence, draws);
    }

    fn push(&mut self, sentence: &str, draws: &mut Draws) {
        if !self.out.is_empty() && !self.out.ends_with("- ") {
            if self.sentences_left == 0 {
                self.out.push_str(self.paragraph);
                self.sentences_left = draws.between(1, 4);
            } else {
                self.out.push(' ');
            }
        }
        self.sentences_left = self.sentences_left.saturating_sub(1);
        let start = self.out.len();
        self.out.push_str(sentence);
        capitalise(&mut self.out, start);
        self.words += sentence.bytes().filter(|&b| b == b' ').count() + 1;
    }
}

/// Makes the first letter from byte `start` on a capital.
fn capitalise(text: &mut String, start: usize) {
    let Some((at, letter)) = text[start..]
        .char_indices()
        .find(|(_, c)| c.is_alphanumeric())
    else {
        return;
    };
    let at = start + at;
    let upper: String = letter.to_uppercase().collect();
    text.replace_range(at..at + letter.len_utf8(), &upper);
}

/// Capitals On All But The Smallest Words.
fn headline_case(title: &str) -> String {
    let small = [
        "a", "an", "and", "as", "at", "by", "for", "in", "of", "on", "the", "to",
    ];
    let words = title.split(' ').enumerate().map(|(at, word)| {
        let mut word = word.to_owned();
        if at == 0 || !small.contains(&word.as_str()) {
            capitalise(&mut word, 0);
        }
        word
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Typewriter quotes turned into typeset ones.
pub(super) fn curly(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 32);
    let mut open = false;
    for letter in text.chars() {
        match letter {
            '"' => {
                open = !open;
                out.push(if open { '\u{201c}' } else { '\u{201d}' });
            }
            '\'' => out.push('\u{2019}'),
            other => out.push(other),
        }
    }
    out
}
