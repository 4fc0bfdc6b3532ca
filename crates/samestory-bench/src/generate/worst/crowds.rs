//! Feeds of many articles that are alike: copies, forms, events and names without end.

use std::io::{self, Write};

use super::feeds::feed;
use super::texts::word;
use super::{Article, Case, Draws, article, line};

pub(super) const CASES: &[Case] = &[
    feed("one-form", 2_500, one_form),
    feed("one-text-edited", 2_500, one_text_edited),
    feed("one-paragraph", 2_500, one_paragraph),
    feed("one-event", 1_000, one_event),
    feed("one-form-of-figures", 1_000, one_form_of_figures),
    feed("same-names", 1_000, same_names),
    feed("same-rare-words", 1_000, same_rare_words),
    feed("a-word-for-each-pair", 1_000, a_word_for_each_pair),
    feed("scattered-pairs", 1_000, scattered_pairs),
    feed("chain", 5_000, chain),
    feed("few-words", 5_000, few_words),
    feed("one-word-each", 10_000, one_word_each),
    feed("one-id", 10_000, one_id),
    feed("no-json", 50_000, no_json),
];

fn draws(id: usize) -> Draws {
    Draws::new(1, &[id as u64])
}

fn words(draws: &mut Draws, count: usize) -> String {
    let words: Vec<String> = (0..count).map(|_| word(draws, 'a')).collect();
    words.join(" ")
}

/// An article at one of a month's days.
fn dated(out: &mut dyn Write, id: usize, title: String, text: String) -> io::Result<()> {
    let published = format!("2024-05-{:02}", 1 + id % 28).parse().ok();
    let id = id.to_string();
    line(
        out,
        &Article {
            id,
            title,
            text,
            published,
            ..Article::default()
        },
    )
}

/// One form, filled with other names and figures each time.
fn one_form(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    (0..articles).try_for_each(|id| {
        let draws = &mut draws(id);
        let ship = word(draws, 'A');
        let [tonnes, hours, crew, berth] = [90_000, 96, 40, 60].map(|most| 2 + draws.below(most));
        let text = format!(
            "The freighter {ship} berthed at quay {berth} of the outer harbour this morning with \
             {tonnes} tonnes of grain on board. She had been due {hours} hours earlier and was kept \
             outside by the wind. Her crew of {crew} may go ashore once the port doctor has seen the \
             papers. Unloading takes two shifts as a rule, and the pilot station expects her to leave \
             with the tide after that."
        );
        dated(out, id, format!("{ship} at quay {berth}"), text)
    })
}

/// One text, in which a word or two dozen are others each time.
fn one_text_edited(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    let first = &mut draws(0);
    let base: Vec<String> = (0..150).map(|_| word(first, 'a')).collect();
    (0..articles).try_for_each(|id| {
        let draws = &mut draws(id + 1);
        let mut text = base.clone();
        for _ in 0..=draws.below(23) {
            let place = draws.below(150);
            text[place] = word(draws, 'a');
        }
        dated(out, id, String::new(), text.join(" "))
    })
}

/// A paragraph between two of each article's own.
fn one_paragraph(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    let shared = words(&mut draws(0), 60);
    (0..articles).try_for_each(|id| {
        let draws = &mut draws(id + 1);
        let (before, behind) = (words(draws, 40), words(draws, 40));
        dated(
            out,
            id,
            String::new(),
            format!("{before}.\n\n{shared}.\n\n{behind}."),
        )
    })
}

/// Reports of one event, each in its own choice of sentences and with its own figures; every other
/// article tells of something else.
fn one_event(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    let sentences: Vec<String> = (0..60).map(|id| words(&mut draws(id), 14)).collect();
    (0..articles).try_for_each(|id| {
        let draws = &mut draws(id + 100);
        let (title, body) = if id % 2 == 0 {
            let [dead, hurt] = [90, 400].map(|most| 10 + draws.below(most));
            let mut body = format!(
                "The landslide above Torvik killed {dead} people and injured {hurt} on 9 May 2024, \
                 Mayor Ilse Brandt said."
            );
            for _ in 0..8 {
                body.push(' ');
                body.push_str(&sentences[draws.below(60)]);
                body.push('.');
            }
            (format!("Landslide above Torvik kills {dead}"), body)
        } else {
            (words(draws, 6), words(draws, 120))
        };
        let published = "2024-05-09".parse().ok();
        let article = Article {
            id: id.to_string(),
            title,
            text: body,
            published,
            ..Article::default()
        };
        line(out, &article)
    })
}

/// Twenty times the same sentence in each article, never with the same figures.
fn one_form_of_figures(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    (0..articles).try_for_each(|id| {
        let draws = &mut draws(id);
        let sentence = |_| {
            let [dead, hurt, day] = [999, 999, 27].map(|most| 1 + draws.below(most));
            format!(
                "The flood at Lower Ambry left {dead} dead and {hurt} injured, said Ilse Brandt on \
                 {day} May 2024."
            )
        };
        let sentences: Vec<String> = (0..20).map(sentence).collect();
        article(out, id, "The flood at Lower Ambry", &sentences.join(" "))
    })
}

/// The same six names in each article, and nothing else in common.
fn same_names(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    (0..articles).try_for_each(|id| {
        let draws = &mut draws(id);
        let own = words(draws, 80);
        let text = format!(
            "Ilse Brandt and Marten Oake of Lower Ambry met Piet Solvang at Torvik Harbour on 9 May \
             2024. {own}."
        );
        dated(out, id, format!("Ilse Brandt meets Marten Oake {}", word(draws, 'a')), text)
    })
}

/// The same thirty rare words in each article, in another order.
fn same_rare_words(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    let rare: Vec<String> = (0..30).map(|id| word(&mut draws(id), 'a')).collect();
    (0..articles).try_for_each(|id| {
        let draws = &mut draws(id + 100);
        let mut order = rare.clone();
        draws.shuffle(&mut order);
        let text = format!("{}. {}.", order.join(" "), words(draws, 60));
        dated(out, id, order[..8].join(" "), text)
    })
}

/// In blocks of two hundred articles every two have a word to themselves.
fn a_word_for_each_pair(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    const BLOCK: usize = 200;
    (0..articles).try_for_each(|id| {
        let block = id / BLOCK * BLOCK;
        let others = (block..block + BLOCK).filter(|&other| other != id);
        let shared = others.map(|other| {
            let (first, second) = (id.min(other), id.max(other));
            word(&mut draws(first << 32 | second), 'a')
        });
        let shared: Vec<String> = shared.collect();
        dated(out, id, String::new(), shared.join(" "))
    })
}

/// Each article has a word in common with each of a hundred others, which lie anywhere in the feed.
fn scattered_pairs(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    const PAIRS: usize = 50;
    let apart = &mut draws(0);
    let apart: Vec<usize> = (0..PAIRS).map(|_| apart.below(articles)).collect();
    (0..articles).try_for_each(|id| {
        let shared = apart.iter().flat_map(|&apart| {
            let (before, behind) = ((id + articles - apart) % articles, (id + apart) % articles);
            [(before, id), (id, behind)].map(|(a, b)| word(&mut draws(a << 32 | b), 'a'))
        });
        let shared: Vec<String> = shared.collect();
        dated(out, id, shared[..8].join(" "), shared.join(" "))
    })
}

/// Each article is half of the one before it and half of the one behind it.
fn chain(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    const STEP: usize = 20;
    (0..articles).try_for_each(|id| {
        let text: Vec<String> = (id..id + 5)
            .map(|part| words(&mut draws(part), STEP))
            .collect();
        dated(out, id, String::new(), text.join(" "))
    })
}

/// Two words of five.
fn few_words(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    let words = ["rain", "over", "the", "bay", "again"];
    (0..articles).try_for_each(|id| {
        let draws = &mut draws(id);
        let text = format!("{} {}", draws.word(&words), draws.word(&words));
        article(out, id, "", &text)
    })
}

/// A word in each article that no other has.
fn one_word_each(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    (0..articles).try_for_each(|id| article(out, id, "", &format!("b{id}")))
}

/// One id for all articles.
fn one_id(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    (0..articles).try_for_each(|id| {
        let text = format!("the only report of {}", words(&mut draws(id), 3));
        article(out, 0, "", &text)
    })
}

/// Lines that are no records.
fn no_json(articles: usize, out: &mut dyn Write) -> io::Result<()> {
    (0..articles).try_for_each(|id| writeln!(out, "{{broken {id}"))
}
