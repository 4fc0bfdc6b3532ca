//! Shows how far a run is, and remembers how long each stage took.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use samestory::run::StageTime;
use samestory::{Observer, Stage};

use crate::session::Session;

/// A progress bar on stderr where one is wanted, and a stopwatch.
#[derive(Debug)]
pub(crate) struct Progress<'a> {
    session: &'a Session,
    bar: ProgressBar,
    stages: Mutex<Vec<(&'static str, Instant)>>,
    start: Instant,
}

impl<'a> Progress<'a> {
    pub(crate) fn new(session: &'a Session) -> Self {
        let target = if session.shows_progress() {
            ProgressDrawTarget::stderr_with_hz(10)
        } else {
            ProgressDrawTarget::hidden()
        };
        Self {
            session,
            bar: ProgressBar::with_draw_target(None, target),
            stages: Mutex::default(),
            start: Instant::now(),
        }
    }

    /// A stage begins; `total` counts its units of work, 0 when unknown.
    pub(crate) fn stage(&self, name: &'static str, total: u64) {
        self.stages
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((name, Instant::now()));
        self.bar.reset();
        self.bar
            .set_style(style("{human_pos}/{human_len} {per_sec} ETA {eta}", total));
        self.bar.set_message(name);
        if total > 0 {
            self.bar.set_length(total);
        } else {
            self.bar.unset_length();
            self.bar.tick();
        }
        // A log file gets a line a stage in place of a bar.
        if self.session.shows_progress() && self.bar.is_hidden() {
            self.session.say(&format!("{name} ..."));
        }
    }

    /// The first pass over the inputs has read so many bytes.
    pub(crate) fn bytes(&self, bytes: u64, total: Option<u64>) {
        if let Some(total) = total
            && self.bar.length() != Some(total)
        {
            self.bar.set_style(style(
                "{bytes}/{total_bytes} {bytes_per_sec} ETA {eta}",
                total,
            ));
            self.bar.set_length(total);
        }
        self.bar.set_position(bytes);
    }

    /// Removes the bar; seconds since the start, and those of each stage in order.
    pub(crate) fn finish(&self) -> (f64, Vec<StageTime>) {
        self.bar.finish_and_clear();
        let now = Instant::now();
        let stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = stages.iter().skip(1).map(|(_, begin)| *begin).chain([now]);
        let times = stages
            .iter()
            .zip(ends)
            .map(|((stage, begin), end)| StageTime {
                stage: (*stage).to_owned(),
                seconds: milliseconds(end.duration_since(*begin).as_secs_f64()),
            })
            .collect();
        (
            milliseconds(now.duration_since(self.start).as_secs_f64()),
            times,
        )
    }
}

impl Observer for Progress<'_> {
    fn begin(&self, stage: Stage, total: u64) {
        self.stage(stage.name(), total);
    }

    fn advance(&self, units: u64) {
        self.bar.inc(units);
    }
}

fn style(position: &str, total: u64) -> ProgressStyle {
    let template = if total > 0 {
        format!("{{msg:16}} {{bar:30}} {position}")
    } else {
        "{msg:16} {spinner} {human_pos}".to_owned()
    };
    ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

/// Finer times would only record noise.
fn milliseconds(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}
