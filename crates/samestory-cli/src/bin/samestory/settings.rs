//! The effective settings: a flag wins over the config file, the file over the default.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use samestory::{Config, Corrections, Error};
use samestory_cli::read::read_corrections;

use crate::args::SettingsArgs;
use crate::outcome::UsageError;

/// The files that they are read from.
pub(crate) fn files(args: &SettingsArgs) -> impl Iterator<Item = &PathBuf> {
    let given = [&args.config, &args.corrections, &args.boilerplate];
    given.into_iter().flatten()
}

/// Puts the settings together, checks them, and starts the threads that `--jobs` asks for.
pub(crate) fn effective(args: &SettingsArgs) -> anyhow::Result<Config> {
    let mut config = from_file(args.config.as_deref())?;
    let copies = &mut config.copies;
    copies.threshold = args.threshold.unwrap_or(copies.threshold);
    copies.recall = args.recall.unwrap_or(copies.recall);
    copies.profile = args.profile.map_or(copies.profile, Into::into);
    let events = &mut config.events;
    events.level = args.level.map_or(events.level, Into::into);
    events.threshold = args.event_threshold.unwrap_or(events.threshold);
    events.storyline_threshold = args
        .storyline_threshold
        .unwrap_or(events.storyline_threshold);
    events.window_hours = args.window.unwrap_or(events.window_hours);
    config.keep = args.keep.map_or(config.keep, Into::into);
    if let Some(prefer) = &args.prefer {
        config.prefer.clone_from(prefer);
    }
    if let Some(path) = &args.boilerplate {
        let text = fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        config.boilerplate = phrases(&text);
    }
    config.seed = args.seed.unwrap_or(config.seed);
    config.check()?;
    start_threads(args.jobs)?;
    Ok(config)
}

/// The phrases of a file: its paragraphs, or its lines where no empty line parts paragraphs.
fn phrases(text: &str) -> Vec<String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let paragraphs = lines.contains(&"");
    let parts: Vec<String> = if paragraphs {
        let paragraphs = lines.split(|line| line.is_empty());
        paragraphs.map(|lines| lines.join(" ")).collect()
    } else {
        lines.into_iter().map(str::to_owned).collect()
    };
    parts
        .into_iter()
        .filter(|phrase| !phrase.is_empty())
        .collect()
}

/// The verdicts of `--corrections`; a line that is none is an error, since a verdict must not be
/// lost silently.
pub(crate) fn corrections(args: &SettingsArgs) -> anyhow::Result<Corrections> {
    let Some(path) = &args.corrections else {
        return Ok(Corrections::default());
    };
    let mut file = read_corrections(path)?;
    if file.rejected.is_empty() {
        Ok(file.corrections)
    } else {
        Err(file.rejected.swap_remove(0).into())
    }
}

/// The settings of a file; the defaults without one. Ranges are not checked.
pub(crate) fn from_file(path: Option<&Path>) -> anyhow::Result<Config> {
    let Some(path) = path else {
        return Ok(Config::default());
    };
    let text = fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
    toml::from_str(&text).map_err(|error| {
        let line = error
            .span()
            .map(|span| text[..span.start].matches('\n').count() + 1);
        let place = line.map_or_else(
            || path.display().to_string(),
            |line| format!("{}:{line}", path.display()),
        );
        UsageError(format!(
            "{place}: {}; help: `samestory config show` prints every setting",
            error.message().replace('\n', " ")
        ))
        .into()
    })
}

/// Threads for each core from which more only get into one another's way.
const THREADS_A_CORE: usize = 4;

/// Starts the threads that `--jobs` asks for, four a core at most; all cores without it.
pub(crate) fn start_threads(jobs: Option<u16>) -> anyhow::Result<()> {
    let most = THREADS_A_CORE * std::thread::available_parallelism().map_or(1, usize::from);
    rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, |jobs| most.min(usize::from(jobs))))
        .build_global()
        .context("the threads cannot be started; help: ask for fewer with --jobs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_lines_or_paragraphs() {
        assert_eq!(phrases("\u{feff}one two\r\n three\n"), ["one two", "three"]);
        assert_eq!(phrases("one\ntwo\n\n\n three\n"), ["one two", "three"]);
        assert!(phrases("\n").is_empty());
    }
}
