//! Events by the time of their first report: by the hour where the feed is of a few days and most
//! of it knows its hour, by the day otherwise, or by several days taken together.

use std::collections::BTreeMap;

use super::drawing::{Drawing, Side, WIDTH, scaled};
use super::{Chart, Told};
use crate::write::report::strings::Strings;
use crate::write::report::words;
use samestory::detection::Event;
use samestory::time::{Day, Timestamp};

/// Columns that are drawn; of more, some are taken together.
const MOST: i64 = 72;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// Events of one column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Column {
    shared: usize,
    single: usize,
}

/// None when no event is dated.
pub(super) fn timeline(strings: &Strings, events: &[Event]) -> Option<Chart> {
    const HEIGHT: usize = 110;
    let step = step(events)?;
    let by_hour = step < DAY;
    let (columns, left_out) = columns(events, step);
    let (&first, &last) = (columns.keys().next()?, columns.keys().next_back()?);
    let most = columns.values().map(|c| c.shared + c.single).max()?;
    let count = usize::try_from(last - first).ok()? + 1;
    // Few columns are no wider than they need be.
    let pitch = (WIDTH / count).clamp(4, 40);
    let mut drawing = Drawing::default();
    drawing.words([0, 9], Side::After, &strings.number(most));
    drawing.line([0, 14], [count * pitch, 14]);
    for (&at, column) in &columns {
        let x = usize::try_from(at - first).ok()? * pitch;
        let told = strings.fill(
            "figures.days_bar",
            &[
                ("day", &name(strings, at, step)),
                (
                    "events",
                    &strings.count("count.events", column.shared + column.single),
                ),
                ("shared", &strings.number(column.shared)),
            ],
        );
        let shared = scaled(column.shared, most, HEIGHT);
        let single = scaled(column.single, most, HEIGHT);
        let floor = HEIGHT + 14;
        let width = pitch - 1;
        let top = (floor - shared).saturating_sub(single);
        let (from, to) = days(at, step)?;
        drawing.days(from, to, |drawing| {
            drawing.bar("dark", [x, floor - shared, width, shared], &told);
            drawing.bar("light", [x, top, width, floor - shared - top], &told);
        });
    }
    let floor = HEIGHT + 15;
    drawing.line([0, floor], [count * pitch, floor]);
    drawing.words([0, floor + 14], Side::After, &name(strings, first, step));
    if count * pitch > WIDTH / 2 {
        let right = count * pitch;
        drawing.words(
            [right, floor + 14],
            Side::Before,
            &name(strings, last, step),
        );
    }
    let mut rows: Vec<Vec<String>> = (columns.iter())
        .map(|(&at, column)| {
            let all = strings.number(column.shared + column.single);
            vec![name(strings, at, step), all, strings.number(column.shared)]
        })
        .collect();
    let keys = if by_hour {
        ["chart.by_hour", "chart.hour", "chart.no_hour"]
    } else {
        ["chart.by_day", "figures.day", "time.none"]
    };
    let [lede, unit, without] = keys.map(|key| strings.say(key));
    if left_out > 0 {
        rows.push(vec![without, strings.number(left_out), String::new()]);
    }
    let told = Told {
        id: "timeline",
        title: strings.say("chart.timeline"),
        lede,
        keys: ["figures.days_shared", "figures.days_single"].map(|key| strings.say(key)),
        head: vec![
            unit,
            strings.say("figures.events"),
            strings.say("figures.shared_column"),
        ],
        rows,
    };
    Some(Chart::new(strings, drawing, told))
}

/// Seconds that a column stands for.
fn step(events: &[Event]) -> Option<i64> {
    let times = || events.iter().filter_map(|event| event.first_published);
    let (first, last) = (times().min()?, times().max()?);
    let length = last.seconds() - first.seconds();
    let knowing = times().filter(|time| words::knows_its_hour(*time)).count();
    if length < MOST * HOUR && length > 0 && knowing * 2 > times().count() {
        return Some(HOUR);
    }
    let days = i64::from(last.day().number() - first.day().number()) + 1;
    Some((days + MOST - 1) / MOST * DAY)
}

/// Columns by number, with those in between, and the events that have no place in one.
fn columns(events: &[Event], step: i64) -> (BTreeMap<i64, Column>, usize) {
    let mut columns: BTreeMap<i64, Column> = BTreeMap::new();
    let mut left_out = 0;
    for event in events {
        let time = event.first_published;
        let placed = time.filter(|&time| step >= DAY || words::knows_its_hour(time));
        let Some(time) = placed else {
            left_out += 1;
            continue;
        };
        let column = columns.entry(number(time, step)).or_default();
        *(if event.members.len() > 1 {
            &mut column.shared
        } else {
            &mut column.single
        }) += 1;
    }
    if let (Some(&first), Some(&last)) = (columns.keys().next(), columns.keys().next_back()) {
        for at in first..=last {
            columns.entry(at).or_default();
        }
    }
    (columns, left_out)
}

fn number(time: Timestamp, step: i64) -> i64 {
    time.seconds().div_euclid(step)
}

/// The first and the last day of a column.
fn days(at: i64, step: i64) -> Option<(Day, Day)> {
    let day = |seconds: i64| i32::try_from(seconds.div_euclid(DAY)).ok();
    let (from, to) = (day(at * step)?, day(at * step + step - 1)?);
    Some((Day::from_number(from), Day::from_number(to)))
}

fn name(strings: &Strings, at: i64, step: i64) -> String {
    let Some((from, to)) = days(at, step) else {
        return String::new();
    };
    if step < DAY {
        let hour = (at * step).rem_euclid(DAY) / HOUR;
        let clock = format!("{hour:02}:00");
        let day = strings.day(from);
        return strings.fill("time.stamp", &[("day", &day), ("clock", &clock)]);
    }
    strings.days(from, to)
}
