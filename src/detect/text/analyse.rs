//! One article in, its words and anchors out: the order of the text stage's steps.

use std::ops::Range;

use super::anchors::calendar::{self, Mention};
use super::anchors::dateline::{self, Dateline};
use super::anchors::dates::{self, Reference, Years};
use super::anchors::{self, Source, editions, span};
use super::furniture;
use super::language::{self, UNDETERMINED};
use super::lexicon::{self, Lexicon};
use super::scan::Scan;
use super::sections::{self, Sections};
use super::stem::Terms;
use super::tokenise;
use super::{
    Anchor, DateBasis, DateValue, Granularity, PublishedBasis, READ_BYTES, Section, Span, Text,
    Value, Word,
};
use crate::article::ArticleRef;
use crate::detection::Field;
use crate::time::{Day, Timestamp};

/// Analyses one article: its language, words and anchors, each with its place.
///
/// Every span lies inside the raw title or text on char boundaries. Words and anchors come in
/// reading order, title first. An article without words gives an empty [`Text`]. Of a title or text
/// of more than [`READ_BYTES`] the first of them are read.
pub fn analyse(article: ArticleRef<'_>) -> Text {
    analyse_without(article, &[])
}

/// The same without some bytes of the text, ascending, which are furniture.
pub(crate) fn analyse_without(article: ArticleRef<'_>, left_out: &[Range<usize>]) -> Text {
    let article = ArticleRef {
        title: head(article.title),
        text: head(article.text),
        ..article
    };
    let lang = language::detect(article.lang, article.title, article.text);
    // Undetermined texts are mostly headlines too short to tell; English dates and stems do no harm there.
    let known = if lang == UNDETERMINED { "en" } else { &lang };
    let lexicon = lexicon::of(known);
    let suffix = furniture::title_suffix(article.title, article.source);
    let title_furniture: Vec<Range<usize>> = suffix.into_iter().collect();
    let mut furniture = furniture::find(article.text);
    furniture.add(left_out, article.text.len());
    let title = Scan::new(article.title, &title_furniture, lexicon);
    let body = Scan::new(article.text, &furniture.spans, lexicon);

    let mut sections = Sections::of(&body, title.len() > 0);
    let title_mentions = calendar::mentions(&title);
    let mentions = calendar::mentions(&body);
    let dateline = dateline::find(&body, &mentions, sections.prose_start());
    let metadata = furniture.published.as_ref().map(|(day, _)| *day);
    let (published, basis) = published(&article, metadata, dateline.as_ref(), &mentions);
    let reference_day = published.map(Timestamp::day);

    let values = resolve_all(&mentions, reference_day, &[]);
    let title_values = resolve_all(&title_mentions, reference_day, &mentions);
    mark_background(&body, &mut sections, &mentions, &values);

    let terms = Terms::new(known);
    let title_source = Source {
        scan: &title,
        field: Field::Title,
        dates: &title_mentions,
        values: &title_values,
        dateline: None,
        section: &|_| Section::Title,
    };
    let body_source = Source {
        scan: &body,
        field: Field::Text,
        dates: &mentions,
        values: &values,
        dateline: dateline.as_ref(),
        section: &|index| sections.at(index),
    };
    let mut anchors = anchors::collect(&title_source, &body_source, &terms);
    if let Some((day, place)) = &furniture.published {
        anchors.push(metadata_anchor(*day, place));
    }
    // Stable: of anchors in one place, the order in which they were found stands.
    anchors.sort_by_key(|anchor| anchor.span);

    let mut words = Vec::with_capacity(body.len() + title.len());
    let title_sections = [(0, Section::Title)];
    push_words(
        article.title,
        Field::Title,
        &title_furniture,
        &title_sections,
        &terms,
        lexicon,
        &mut words,
    );
    let starts = sections.bytes(&body);
    push_words(
        article.text,
        Field::Text,
        &furniture.spans,
        &starts,
        &terms,
        lexicon,
        &mut words,
    );

    if let Some(line) = &dateline {
        file_away(line, &body, &mut words);
    }

    let spans = |field, ranges: &[Range<usize>]| -> Vec<Span> {
        ranges.iter().map(|range| span(field, range)).collect()
    };
    let mut left_out = spans(Field::Title, &title_furniture);
    left_out.extend(spans(Field::Text, &furniture.spans));
    Text {
        lang,
        words,
        anchors,
        published,
        published_basis: basis,
        edition: editions::find(&title, &title_values, published),
        furniture: left_out,
    }
}

/// What is read of a title or text.
fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(READ_BYTES)]
}

/// Takes a dateline's words for no content, its place apart: when it was filed and by which agency
/// says nothing of what happened.
fn file_away(line: &Dateline, scan: &Scan<'_>, words: &mut [Word]) {
    let bytes = |tokens: &Range<usize>| span(Field::Text, &scan.span(tokens.clone()));
    let all = bytes(&line.tokens);
    let place = line.place.as_ref().map(bytes);
    for word in words {
        if all.holds(word.span) && !place.is_some_and(|place| place.holds(word.span)) {
            word.function = true;
        }
    }
}

/// The feed's date, else a metadata line's, else a dateline with its year.
fn published(
    article: &ArticleRef<'_>,
    metadata: Option<Day>,
    dateline: Option<&Dateline>,
    mentions: &[Mention],
) -> (Option<Timestamp>, PublishedBasis) {
    if article.published.is_some() {
        return (article.published, PublishedBasis::Feed);
    }
    if let Some(day) = metadata {
        return (Some(Timestamp::from_day(day)), PublishedBasis::Metadata);
    }
    let filed = dateline.and_then(|line| line.mention).and_then(|index| {
        let year = Years::of(mentions).nearest(mentions[index].tokens.start);
        dates::resolve(mentions[index].stated, Reference { day: None, year })
    });
    match filed {
        Some(value) if value.granularity == Granularity::Day => (
            Some(Timestamp::from_day(value.from)),
            PublishedBasis::Dateline,
        ),
        _ => (None, PublishedBasis::Missing),
    }
}

/// The value of each mention; `elsewhere` may lend its years to mentions without one.
fn resolve_all(
    mentions: &[Mention],
    day: Option<Day>,
    elsewhere: &[Mention],
) -> Vec<Option<DateValue>> {
    let years = Years::of(mentions);
    // Of another string's years the one nearest to its first date.
    let lent = elsewhere
        .first()
        .and_then(|first| Years::of(elsewhere).nearest(first.tokens.start));
    let resolved = mentions.iter().map(|mention| {
        let year = years.nearest(mention.tokens.start).or(lent);
        dates::resolve(mention.stated, Reference { day, year })
    });
    resolved.collect()
}

fn metadata_anchor(day: Day, place: &Range<usize>) -> Anchor {
    Anchor {
        value: Value::Date(DateValue {
            from: day,
            to: day,
            granularity: Granularity::Day,
            basis: DateBasis::Metadata,
        }),
        span: span(Field::Text, place),
        section: Section::Lead,
    }
}

/// Marks paragraphs behind the lead that speak of earlier times throughout.
fn mark_background(
    scan: &Scan<'_>,
    sections: &mut Sections,
    mentions: &[Mention],
    values: &[Option<DateValue>],
) {
    let body_start = (0..scan.len()).find(|&index| sections.at(index) == Section::Body);
    let Some(body_start) = body_start else { return };
    let latest = (mentions.iter().zip(values))
        .filter(|(mention, _)| mention.tokens.start < body_start)
        .filter_map(|(_, value)| value.filter(|v| v.granularity == Granularity::Day))
        .map(|value| value.from)
        .max();
    for paragraph in sections::paragraphs(scan, body_start) {
        let from = mentions.partition_point(|m| m.tokens.start < paragraph.start);
        let mut dated = (mentions[from..].iter().zip(&values[from..]))
            .take_while(|(mention, _)| mention.tokens.start < paragraph.end)
            .filter_map(|(_, value)| *value)
            .peekable();
        let old = match latest {
            Some(latest) => dated.peek().is_some() && dated.all(|value| value.to.plus(30) < latest),
            None => false,
        };
        if old || speaks_of_before(scan, paragraph.clone()) {
            sections.mark_background(paragraph);
        }
    }
}

/// "has been ... since", "previously" at the head of a paragraph.
fn speaks_of_before(scan: &Scan<'_>, tokens: Range<usize>) -> bool {
    let word = |index: usize| scan.word(index);
    let start = tokens.start;
    matches!(word(start), "previously" | "historically" | "background")
        || (word(start) == "last" && matches!(word(start + 1), "year" | "month"))
        || (word(start) == "in"
            && matches!(
                (word(start + 1), word(start + 2)),
                ("the", "past") | ("recent", "years")
            ))
}

fn push_words(
    raw: &str,
    field: Field,
    furniture: &[Range<usize>],
    sections: &[(usize, Section)],
    terms: &Terms,
    lexicon: &Lexicon,
    words: &mut Vec<Word>,
) {
    terms.remembered(lexicon, |known| {
        let mut place = 0;
        let mut piece = |from: usize, to: usize| {
            tokenise::words(&raw[from..to], |folded, range| {
                let at = from + range.start..from + range.end;
                while sections
                    .get(place + 1)
                    .is_some_and(|(start, _)| *start <= at.start)
                {
                    place += 1;
                }
                let section = sections
                    .get(place)
                    .map_or(Section::Body, |(_, section)| *section);
                // "US" is a country, "us" is not.
                let (term, function) = known(folded, &raw[at.clone()]);
                let function = function && &raw[at.clone()] != "US";
                words.push(Word {
                    term,
                    span: span(field, &at),
                    section,
                    function,
                });
            });
        };
        let mut at = 0;
        for skipped in furniture {
            piece(at, skipped.start);
            at = skipped.end;
        }
        piece(at, raw.len());
    });
}
