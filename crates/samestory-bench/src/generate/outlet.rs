//! Outlets: made-up papers and wires, each with its own habits and footer.

use super::draws::Draws;
use super::names::Names;

/// How many outlets a feed has; low numbers publish most.
pub(super) const OUTLETS: usize = 400;
const WIRES: usize = 5;
const PAPERS: &str = "Courier|Herald|Times|Post|Tribune|Gazette|Chronicle|Echo|Observer|Mercury|Press|Daily|Star|Journal|Standard|\
Examiner|Dispatch|Monitor|Register|Sentinel|News|Online|Radio|Today";

/// How an outlet writes.
#[derive(Debug, Clone)]
pub(super) struct Outlet {
    /// Its name.
    pub(super) name: String,
    /// British spelling, day before month, `per cent`.
    pub(super) british: bool,
    /// Small numbers as words.
    pub(super) spells_numbers: bool,
    /// Curly quotation marks.
    pub(super) curly: bool,
    /// How it sets headlines.
    pub(super) headline: Headline,
    /// How its articles begin.
    pub(super) dateline: Dateline,
    /// What stands under each of its articles; empty for some.
    pub(super) footer: String,
    /// What parts its paragraphs.
    pub(super) paragraph: &'static str,
}

/// How an outlet sets headlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Headline {
    /// Like a sentence.
    Sentence,
    /// With Capitals on Most Words.
    Capitals,
}

/// How articles begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dateline {
    /// With the text.
    None,
    /// With the place.
    Place,
    /// With place, day and outlet.
    Full,
}

impl Outlet {
    /// The outlet of that number.
    pub(super) fn new(number: usize, names: &Names) -> Self {
        let mut draws = Draws::new(0x6f75_746c_6574, &[number as u64]);
        let papers: Vec<&str> = PAPERS.split('|').collect();
        let name = if number < WIRES {
            format!("{} Wire", names.product(draws.bits()))
        } else {
            format!("{} {}", names.place(draws.bits()), draws.pick(&papers))
        };
        let british = draws.chance(40);
        let footer = footer(&name, names, &mut draws);
        Self {
            british,
            spells_numbers: draws.chance(60),
            curly: draws.chance(50),
            headline: if !british && draws.chance(50) {
                Headline::Capitals
            } else {
                Headline::Sentence
            },
            dateline: *draws.pick(&[
                Dateline::None,
                Dateline::None,
                Dateline::Place,
                Dateline::Full,
            ]),
            footer: if draws.chance(60) {
                footer
            } else {
                String::new()
            },
            paragraph: if draws.chance(70) { "\n\n" } else { "\n" },
            name,
        }
    }
}

impl Outlet {
    /// The same habits of spelling, without dateline and footer: for prose inside other prose.
    pub(super) fn plain(&self) -> Self {
        Self {
            dateline: Dateline::None,
            footer: String::new(),
            ..self.clone()
        }
    }
}

fn footer(name: &str, names: &Names, draws: &mut Draws) -> String {
    let editor = format!("{} {}", names.first(draws.bits()), names.last(draws.bits()));
    let street = names.street(draws.bits());
    let parts = [
        format!("Sign up for the {name} morning letter and never miss a story."),
        format!("This report was first published by {name}."),
        format!("Reporting and editing by {editor} and the {street} newsroom."),
        format!("Follow {name} for updates, pictures and video throughout the day."),
        format!("All rights reserved; no part may be passed on without leave of {name}, {street}."),
        format!("Have you seen something? Call the {name} desk at {street}."),
        format!("{name} corrects its mistakes: write to {editor}, readers' editor."),
        "Read more stories like this in our app.".to_owned(),
    ];
    let mut order: Vec<usize> = (0..parts.len()).collect();
    draws.shuffle(&mut order);
    let count = draws.between(1, 3);
    let chosen: Vec<&str> = order[..count].iter().map(|&i| parts[i].as_str()).collect();
    chosen.join(" ")
}
