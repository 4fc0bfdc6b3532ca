//! How the report puts things: numbers, times and relations in words for a person.

use samestory::cut;
use samestory::detection::Flag;
use samestory::time::{Day, Precision, Timestamp};

use super::strings::{Given, Strings};

/// Longest title or name that is shown whole, in characters.
const LONGEST_LABEL: usize = 240;

/// A probability in words; the bounds are stated in the report itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Sureness {
    /// Below 0.6.
    Doubtful,
    /// From 0.6.
    Uncertain,
    /// From 0.8.
    Likely,
    /// From 0.95.
    NearCertain,
}

impl Sureness {
    pub(super) const ALL: [Self; 4] = [
        Self::NearCertain,
        Self::Likely,
        Self::Uncertain,
        Self::Doubtful,
    ];

    pub(super) fn of(probability: f64) -> Self {
        match probability {
            p if p >= 0.95 => Self::NearCertain,
            p if p >= 0.8 => Self::Likely,
            p if p >= 0.6 => Self::Uncertain,
            _ => Self::Doubtful,
        }
    }

    pub(super) fn word(self, strings: &Strings) -> String {
        strings.say(match self {
            Self::NearCertain => "sure.near_certain",
            Self::Likely => "sure.likely",
            Self::Uncertain => "sure.uncertain",
            Self::Doubtful => "sure.doubtful",
        })
    }
}

impl Strings {
    /// `97%`; never rounds up to all or down to nothing.
    pub(in crate::write) fn percent(&self, share: f64) -> String {
        match share * 100.0 {
            p if p > 0.0 && p < 1.0 => self.say("share.little"),
            p if p > 99.0 && p < 100.0 => self.say("share.nearly_all"),
            p => self.fill("share.percent", &[("n", &format!("{p:.0}"))]),
        }
    }

    /// `0.93`.
    pub(super) fn probability(&self, probability: f64) -> String {
        match probability {
            p if p > 0.99 && p < 1.0 => self.say("sure.nearly_one"),
            p => format!("{p:.2}").replace('.', &self.format.decimal),
        }
    }

    pub(in crate::write) fn day(&self, day: Day) -> String {
        day.ymd().map_or_else(String::new, |(year, month, day)| {
            let month = self.month(month);
            self.fill(
                "time.day",
                &[("day", &day), ("month", &month), ("year", &year)],
            )
        })
    }

    fn month(&self, month: i8) -> &str {
        &self.format.months[usize::try_from(month - 1).unwrap_or_default()]
    }

    /// `2 May 2020, 10:04`, always UTC; only the day when only the day is known.
    pub(in crate::write) fn time(&self, stamp: Timestamp) -> String {
        let day = self.day(stamp.day());
        if knows_its_hour(stamp) {
            self.fill("time.stamp", &[("day", &day), ("clock", &clock(stamp))])
        } else {
            day
        }
    }

    /// The same, or that there is none.
    pub(in crate::write) fn time_or_none(&self, stamp: Option<Timestamp>) -> String {
        stamp.map_or_else(|| self.say("time.none"), |stamp| self.time(stamp))
    }

    /// `2 May 2020`, `2–4 May 2020`, `30 April – 2 May 2020`.
    pub(in crate::write) fn days(&self, from: Day, to: Day) -> String {
        let (Some((y1, m1, d1)), Some((y2, m2, d2))) = (from.ymd(), to.ymd()) else {
            return String::new();
        };
        let (month, to_month) = (self.month(m1), self.month(m2));
        if from == to {
            self.day(from)
        } else if (y1, m1) == (y2, m2) {
            let given: [Given<'_>; 4] =
                [("from", &d1), ("to", &d2), ("month", &month), ("year", &y1)];
            self.fill("time.days_of_month", &given)
        } else if y1 == y2 {
            let given: [Given<'_>; 5] = [
                ("from", &d1),
                ("from_month", &month),
                ("to", &d2),
                ("to_month", &to_month),
                ("year", &y1),
            ];
            self.fill("time.days_of_year", &given)
        } else {
            let (from, to) = (self.day(from), self.day(to));
            self.fill("time.days", &[("from", &from), ("to", &to)])
        }
    }

    /// The days from one time to another, or that there are none.
    pub(super) fn days_or_none(&self, from: Option<Timestamp>, to: Option<Timestamp>) -> String {
        match (from, to) {
            (Some(from), Some(to)) => self.days(from.day(), to.day()),
            _ => self.say("time.none"),
        }
    }

    /// `Alpha, Beta and 3 more`: at most so many names, and how many there are beside.
    pub(in crate::write) fn first_of(&self, names: &[&str], most: usize) -> String {
        let named: Vec<String> = names.iter().take(most).map(|name| label(name)).collect();
        let named = named.join(", ");
        match names.len().saturating_sub(most) {
            0 => named,
            more => self.fill_count("list.and_more", more, &[("list", &named)]),
        }
    }

    /// `18 minutes`, `3 hours`, `2 days`: the largest unit that is not nought, cut, not rounded.
    pub(in crate::write) fn span(&self, seconds: i64) -> String {
        let unit = |size: i64, key: &str| {
            self.count(key, usize::try_from(seconds / size).unwrap_or_default())
        };
        match seconds {
            ..60 => self.say("time.under_a_minute"),
            60..3_600 => unit(60, "count.minutes"),
            3_600..172_800 => unit(3_600, "count.hours"),
            _ => unit(86_400, "count.days"),
        }
    }

    /// A value on which reports differ, as a person writes it: `2 May 2020`, `1,500,000`, `Ann O'Day`.
    pub(super) fn value(&self, text: &str) -> String {
        if let Ok(date) = text.parse::<Day>() {
            return self.day(date);
        }
        match text.parse::<usize>() {
            Ok(number) if text.len() > 4 => self.number(number),
            _ if text.contains(char::is_numeric) => label(text),
            _ => capitals(&label(text)),
        }
    }

    /// Prose in which days stand as `2020-05-02`, with the days as a person writes them.
    pub(super) fn days_in_words(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let digits = rest[at..].find(|c: char| !c.is_ascii_digit() && c != '-');
            let end = digits.map_or(rest.len(), |length| at + length);
            shown.push_str(&rest[..at]);
            match rest[at..end].parse::<Day>() {
                Ok(date) => shown.push_str(&self.day(date)),
                Err(_) => shown.push_str(&rest[at..end]),
            }
            rest = &rest[end..];
        }
        shown + rest
    }

    pub(in crate::write) fn flag(&self, flag: Flag) -> String {
        self.say(match flag {
            Flag::Empty => "flag.empty",
            Flag::ShortText => "flag.short_text",
            Flag::Undated => "flag.undated",
            Flag::Conflict => "flag.conflict",
            Flag::Undecided => "flag.undecided",
            Flag::Version => "flag.version",
            Flag::Template => "flag.template",
            Flag::Bridge => "flag.bridge",
            Flag::Corrected => "flag.corrected",
        })
    }
}

/// Whether a time says more than its day. A stamp of exactly midnight is taken for one that knows
/// only its day, which it mostly is.
pub(in crate::write) fn knows_its_hour(stamp: Timestamp) -> bool {
    stamp.precision() == Precision::Second && stamp.seconds().rem_euclid(86_400) != 0
}

/// Names are compared folded; here each part gets its capital back.
pub(super) fn capitals(folded: &str) -> String {
    let mut shown = String::with_capacity(folded.len());
    let mut letters = 0;
    for c in folded.chars() {
        let starts = letters == 0 || (letters == 1 && shown.ends_with(['\'', '’']));
        if starts && c.is_alphabetic() {
            shown.extend(c.to_uppercase());
        } else {
            shown.push(c);
        }
        letters = match c {
            ' ' | '-' => 0,
            c => letters + usize::from(c.is_alphabetic()),
        };
    }
    shown
}

/// `10:04`.
pub(in crate::write) fn clock(stamp: Timestamp) -> String {
    let minutes = stamp.seconds().rem_euclid(86_400) / 60;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A title or name as shown: control characters replaced, cut when very long.
pub(in crate::write) fn label(text: &str) -> String {
    let text = clean(text.trim());
    match cut::to_chars(&text, LONGEST_LABEL) {
        (head, true) => format!("{head}…"),
        (_, false) => text,
    }
}

/// Text with the control characters replaced that HTML does not allow, and without those that
/// embed, override or isolate writing directions: an isolate left open would swallow the end of
/// the element that isolates the text, and turn round the page after it.
pub(in crate::write) fn clean(text: &str) -> String {
    let directs = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars()
        .filter(|c| !directs(c))
        .map(|c| match c {
            '\n' | '\t' => c,
            '\r' => '\n',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// The address, if it is one that a browser may open from the report.
pub(in crate::write) fn link(url: Option<&str>) -> Option<&str> {
    url.filter(|url| {
        let scheme = url.split_once("://").map(|(scheme, _)| scheme);
        scheme.is_some_and(|s| s.eq_ignore_ascii_case("http") || s.eq_ignore_ascii_case("https"))
            && url.len() <= 2_000
            && !url.contains(|c: char| c.is_control() || c.is_whitespace())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> &'static Strings {
        Strings::of(super::super::ReportLang::En)
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn times_and_spans_read_like_a_person_would_say_them() {
        assert_eq!(
            english().time(at("2020-05-02T10:04:59Z")),
            "2 May 2020, 10:04"
        );
        assert_eq!(english().time(at("2020-05-02")), "2 May 2020");
        let range = |a, b| english().days(at(a).day(), at(b).day());
        assert_eq!(range("2020-05-02", "2020-05-04"), "2–4 May 2020");
        assert_eq!(range("2020-04-30", "2020-05-02"), "30 April – 2 May 2020");
        assert_eq!(
            range("2019-12-31", "2020-01-01"),
            "31 December 2019 – 1 January 2020"
        );
        assert_eq!(english().span(59), "under a minute");
        assert_eq!(english().span(60), "1 minute");
        assert_eq!(english().span(172_800), "2 days");
    }

    #[test]
    fn midnight_is_a_day_and_days_in_prose_are_put_into_words() {
        assert_eq!(english().time(at("2020-05-02T00:00:00Z")), "2 May 2020");
        assert_eq!(
            english().days_in_words("dates 2020-05-02 and 2020-04-20, 11-9 votes, 7 more"),
            "dates 2 May 2020 and 20 April 2020, 11-9 votes, 7 more"
        );
    }

    #[test]
    fn values_are_written_as_a_person_would() {
        for (folded, shown) in [
            ("2020-05-02", "2 May 2020"),
            ("1500000", "1,500,000"),
            ("1987", "1987"),
            ("4.8", "4.8"),
            ("ann o'day", "Ann O'Day"),
            ("jean-paul d’or", "Jean-Paul D’Or"),
            ("新地铁", "新地铁"),
        ] {
            assert_eq!(english().value(folded), shown, "{folded}");
        }
    }

    #[test]
    fn shares_never_claim_all_or_nothing_wrongly() {
        for (share, words) in [
            (0.0, "0%"),
            (0.001, "under 1%"),
            (0.999, "over 99%"),
            (1.0, "100%"),
        ] {
            assert_eq!(english().percent(share), words);
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert!(link(Some("https://example.org/a?b=c")).is_some());
        for url in [
            "javascript:alert(1)",
            "JAVASCRIPT://x/%0aalert(1)",
            "data:text/html,x",
            "//x",
            "http://a b",
            "",
        ] {
            assert!(link(Some(url)).is_none(), "{url}");
        }
    }

    #[test]
    fn labels_lose_what_html_does_not_allow_and_are_cut() {
        assert_eq!(label(" a\u{0}b "), "a\u{fffd}b");
        assert_eq!(label("\u{202e}a\u{2066}\u{200f}b"), "a\u{200f}b");
        assert_eq!(
            label(&"x".repeat(1_000_000)).chars().count(),
            LONGEST_LABEL + 1
        );
    }
}
