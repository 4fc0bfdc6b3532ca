//! Which places, companies and people events name, as a list of them shows it.
//!
//! In: the lead of each event. Out: its names, by their folded form, each as it is shown. Promise: the same for any
//! order of the events. A name is written in one way in all of them, and a part of one ("Zealand" where a
//! sentence begins with "New", a person's last name) goes by the whole where the feed leaves no doubt which.

use std::collections::BTreeMap;
use std::ops::Range;

use samestory::ArticleRef;
use samestory::cut;
use samestory::detect::text::{self, Anchor, Value};
use samestory::detection::{Event, Field};

use super::material::Material;
use super::words;

/// The names of an event by what they are compared by, and how they are shown.
pub(super) type Values = BTreeMap<String, String>;

/// Characters of a text that are searched for names: headline and lead are what an event is about.
const SEARCHED: usize = 600;

/// The names in headline and beginning of an event's lead.
pub(super) fn of(material: &Material<'_>, event: &Event) -> Values {
    let article = material.article(material.position(&event.lead));
    let (beginning, _) = cut::to_chars(&article.text, SEARCHED);
    let read = ArticleRef {
        text: beginning,
        ..article.as_ref()
    };
    let outlet = article.source.as_deref().unwrap_or_default().to_lowercase();
    let anchors = text::analyse(read).anchors;
    let place = |anchor: &Anchor| -> (Field, Range<u32>) {
        (anchor.span.field, anchor.span.start..anchor.span.end)
    };
    let figures: Vec<(Field, Range<u32>)> = (anchors.iter())
        .filter(|anchor| {
            !matches!(
                anchor.value,
                Value::Name(_) | Value::Place(_) | Value::Role { .. }
            )
        })
        .map(place)
        .collect();
    // "March", "Rs": part of a date or an amount.
    let of_figure = |anchor: &Anchor| {
        let (field, span) = place(anchor);
        (figures.iter()).any(|(other, figure)| {
            *other == field && span.start < figure.end && figure.start < span.end
        })
    };
    (anchors.iter())
        .filter(|anchor| !of_figure(anchor))
        .filter_map(|anchor| {
            let name = match &anchor.value {
                Value::Name(name) | Value::Place(name) => name,
                Value::Role { holder, .. } => holder.as_ref()?,
                _ => return None,
            };
            let whole = match anchor.span.field {
                Field::Title => read.title,
                Field::Text => read.text,
            };
            let written = whole.get(anchor.span.start as usize..anchor.span.end as usize)?;
            // A role's words hold more than the name: then the folded name gets its capitals back.
            let shown = if written.to_lowercase() == *name {
                words::label(written)
            } else {
                words::capitals(name)
            };
            (*name != outlet && says_something(&shown)).then(|| (name.clone(), shown))
        })
        .collect()
}

/// One letter is no name, and two are one only as an acronym.
fn says_something(name: &str) -> bool {
    match name.chars().count() {
        0 | 1 => false,
        2 => !name.chars().any(char::is_lowercase),
        _ => true,
    }
}

/// Brings the names of all events to one form.
pub(super) fn fold(named: &mut [Values]) {
    let (wholes, forms) = (wholes(named), forms(named));
    for values in named {
        let folded = std::mem::take(values).into_keys().map(|name| {
            let name = wholes.get(&name).cloned().unwrap_or(name);
            let shown = forms.get(&name).cloned().unwrap_or_else(|| name.clone());
            (name, shown)
        });
        *values = folded.collect();
    }
}

/// The way to write each name: one that is not in capitals throughout where there is one, the most used.
fn forms(named: &[Values]) -> BTreeMap<String, String> {
    let mut counted: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (name, shown) in named.iter().flatten() {
        *counted.entry(name).or_default().entry(shown).or_default() += 1;
    }
    let best = |forms: BTreeMap<&str, usize>| {
        let best = (forms.into_iter())
            .max_by_key(|&(form, count)| (form.chars().any(char::is_lowercase), count));
        match best {
            Some((form, _)) if form.contains(' ') && !form.chars().any(char::is_lowercase) => {
                words::capitals(&form.to_lowercase())
            }
            Some((form, _)) => form.to_owned(),
            None => String::new(),
        }
    };
    (counted.into_iter())
        .map(|(name, forms)| (name.to_owned(), best(forms)))
        .collect()
}

/// The longer name that each last word of names stands for: the one that most events which name a longer
/// one have, unless the word is a name of its own that far more have.
fn wholes(named: &[Values]) -> BTreeMap<String, String> {
    let mut events: BTreeMap<&str, usize> = BTreeMap::new();
    for name in named.iter().flat_map(BTreeMap::keys) {
        *events.entry(name).or_default() += 1;
    }
    let mut longer: BTreeMap<&str, Vec<(&str, usize)>> = BTreeMap::new();
    for (&name, &count) in &events {
        if let Some((_, last)) = name.rsplit_once(' ') {
            longer.entry(last).or_default().push((name, count));
        }
    }
    let whole = |(last, names): (&str, Vec<(&str, usize)>)| {
        let all: usize = names.iter().map(|(_, count)| count).sum();
        let (name, count) = names.into_iter().max_by_key(|&(_, count)| count)?;
        let alone = events.get(last).copied().unwrap_or_default();
        (count > 1 && 2 * count > all.max(alone)).then(|| (last.to_owned(), name.to_owned()))
    };
    longer.into_iter().filter_map(whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(events: &[&[&str]]) -> Vec<Vec<String>> {
        let values = |names: &&[&str]| -> Values {
            (names.iter())
                .map(|name| (name.to_lowercase(), (*name).to_owned()))
                .collect()
        };
        let mut named: Vec<Values> = events.iter().map(values).collect();
        fold(&mut named);
        named
            .into_iter()
            .map(|values| values.into_values().collect())
            .collect()
    }

    #[test]
    fn a_part_goes_by_the_whole_where_most_events_mean_the_same_one() {
        let events: [&[&str]; 4] = [
            &["New Zealand"],
            &["New Zealand"],
            &["Zealand"],
            &["Lake Zealand"],
        ];
        assert_eq!(
            folded(&events),
            [
                ["New Zealand"],
                ["New Zealand"],
                ["New Zealand"],
                ["Lake Zealand"]
            ]
        );
        let doubtful: [&[&str]; 3] = [&["Ada Kern"], &["Bo Kern"], &["Kern"]];
        assert_eq!(folded(&doubtful)[2], ["Kern"]);
    }

    #[test]
    fn capitals_throughout_give_way_to_the_usual_form() {
        let events: [&[&str]; 3] = [&["LONDON", "UN"], &["LONDON"], &["London", "NEW DELHI"]];
        assert_eq!(
            folded(&events),
            [
                vec!["London", "UN"],
                vec!["London"],
                vec!["London", "New Delhi"]
            ]
        );
    }

    #[test]
    fn two_letters_are_a_name_only_as_an_acronym() {
        for (name, says) in [
            ("UK", true),
            ("Rs", false),
            ("U", false),
            ("Ada", true),
            ("中国", true),
        ] {
            assert_eq!(says_something(name), says, "{name}");
        }
    }
}
