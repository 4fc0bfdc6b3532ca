//! When an article was published, as its page says.

use samestory::time::{Day, Precision, Timestamp};

use super::place::Place;
use super::stated::Stated;

/// Names of `meta` elements, folded, best first.
const METAS: &[&str] = &[
    "articlepublishedtime",
    "ogarticlepublishedtime",
    "datepublished",
    "ogpublisheddate",
    "publisheddate",
    "publicationdate",
    "publicationtime",
    "publishdate",
    "publishtime",
    "publishedtime",
    "publishedattime",
    "parselypubdate",
    "cxenseparserecspublishtime",
    "cxenseparsepublishtime",
    "sailthrudate",
    "articlepublished",
    "articledateoriginal",
    "articlecreated",
    "originalpublicationdate",
    "pubdate",
    "citationpublicationdate",
    "citationdate",
    "dctermsissued",
    "dctermscreated",
    "dctermsdate",
    "dcdateissued",
    "dcdatecreated",
    "dcdate",
    "date",
    "displaydate",
    "datecreated",
    "created",
    "creationdate",
];

/// A date, and where it stands.
#[derive(Debug)]
pub(super) struct Published {
    pub(super) stamp: Timestamp,
    pub(super) place: Place,
}

/// The date, and none where the page states none that can be read.
///
/// JSON-LD comes first, then the metas, elements that name it, `<time>`, elements whose class says that
/// they are a date, and the address. Of two that name one day, that with a clock is taken.
pub(super) fn of(stated: &Stated, address: &str) -> Option<Published> {
    let metas = METAS
        .iter()
        .flat_map(|name| stated.metas(name))
        .map(|date| (Place::Meta, date));
    let named = stated
        .times
        .iter()
        .filter(|time| time.rank == 0)
        .map(|time| &*time.date);
    let items = [stated.item("datePublished"), stated.item("dateCreated")]
        .into_iter()
        .chain(named);
    let mut times: Vec<_> = stated.times.iter().filter(|time| time.rank > 0).collect();
    times.sort_by_key(|time| time.rank);
    let stated_dates = [
        (Place::Linked, &*stated.linked.published),
        (Place::Linked, &*stated.linked.created),
    ]
    .into_iter()
    .chain(metas)
    .chain(items.map(|date| (Place::Named, date)));
    let mut best: Option<(Published, bool)> = None;
    for (place, date) in stated_dates {
        let Some(stamp) = read(date) else {
            continue;
        };
        let is_sure = has_zone(date);
        match &best {
            None => best = Some((Published { stamp, place }, is_sure)),
            // The same moment said better: with a clock, or with its zone.
            Some((first, was_sure)) => {
                let is_near = (first.stamp.seconds() - stamp.seconds()).abs() < 36 * 3600;
                let is_better = is_sure && !was_sure
                    || first.stamp.precision() == Precision::Day
                        && stamp.precision() != Precision::Day;
                if is_near && is_better {
                    best = Some((Published { stamp, place }, is_sure));
                }
            }
        }
    }
    if let Some((published, _)) = best {
        return Some(published);
    }
    let times = times.into_iter().map(|time| (Place::Time, &*time.date));
    let dated = stated.dated.iter().map(|text| (Place::Dated, &**text));
    let found = times.chain(dated).find_map(|(place, date)| {
        Some(Published {
            stamp: read(date)?,
            place,
        })
    });
    found.or_else(|| {
        let stamp = Timestamp::from_day(in_address(address)?);
        Some(Published {
            stamp,
            place: Place::Address,
        })
    })
}

/// A date that may stand behind or in front of other words, as `Published:` and `o'clock` are.
fn read(text: &str) -> Option<Timestamp> {
    /// Words of which the date may be the rest.
    const WORDS: usize = 5;
    let text = text.trim();
    if text.is_empty() || text.len() > 120 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let starts = text
        .split_whitespace()
        .map(|word| word.as_ptr() as usize - text.as_ptr() as usize);
    for start in starts.take(WORDS) {
        let mut rest = &text[start..];
        for _ in 0..WORDS {
            if let Ok(stamp) = rest.parse::<Timestamp>() {
                return Some(stamp);
            }
            let Some((front, _)) = rest.rsplit_once(char::is_whitespace) else {
                break;
            };
            rest = front.trim_end_matches(|c: char| !c.is_alphanumeric());
        }
    }
    None
}

/// Whether a date names its zone.
fn has_zone(text: &str) -> bool {
    let Some(clock) = text.find(':') else {
        return false;
    };
    let rest = &text[clock..];
    rest.ends_with(['Z', 'z'])
        || rest.contains(['+', '-'])
        || rest.ends_with("GMT")
        || rest.ends_with("UTC")
}

/// The day in an address: `/2023/09/21/`, `/2023-09-21-`, `/20230921/`.
fn in_address(address: &str) -> Option<Day> {
    let path = address.split("://").nth(1)?.split(['?', '#']).next()?;
    let numbers: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    let day = |year: &str, month: &str, day: &str| {
        let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        (1990..2100)
            .contains(&year)
            .then(|| Day::from_ymd(year, month, day))?
    };
    let apart = numbers.windows(3).find_map(|parts| match parts {
        [y, m, d] if y.len() == 4 && (1..=2).contains(&m.len()) && (1..=2).contains(&d.len()) => {
            day(y, m, d)
        }
        _ => None,
    });
    let together = || {
        numbers.iter().find_map(|digits| {
            (digits.len() == 8).then(|| day(&digits[..4], &digits[4..6], &digits[6..]))?
        })
    };
    apart.or_else(together)
}
