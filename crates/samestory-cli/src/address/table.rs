//! The table of what is folded.

use std::sync::OnceLock;

/// The table in the words of its file.
const FOLDED: &str = include_str!("folded.tsv");

/// What is folded, by kind.
#[derive(Debug, Default)]
pub(super) struct Table {
    parameters: Vec<&'static str>,
    hosts: Vec<&'static str>,
    segments: Vec<&'static str>,
    endings: Vec<&'static str>,
    pages: Vec<&'static str>,
    caches: Vec<(&'static str, &'static str)>,
}

/// The table of the file.
pub(super) fn folded() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| Table::of(FOLDED))
}

impl Table {
    fn of(lines: &'static str) -> Self {
        let mut table = Self::default();
        for line in lines.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(kind), Some(pattern)) = (cells.next(), cells.next()) else {
                continue;
            };
            match kind {
                "parameter" => table.parameters.push(pattern),
                "host" => table.hosts.push(pattern),
                "segment" => table.segments.push(pattern),
                "ending" => table.endings.push(pattern),
                "page" => table.pages.push(pattern),
                "cache" => table
                    .caches
                    .extend(pattern.find('/').map(|at| pattern.split_at(at))),
                _ => {}
            }
        }
        // The longest that fits is the one.
        table
            .endings
            .sort_unstable_by_key(|ending| std::cmp::Reverse(ending.len()));
        table
    }

    /// Whether a parameter, with or without a value, does not name the article.
    pub(super) fn is_parameter(&self, parameter: &str) -> bool {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        self.parameters
            .iter()
            .any(|pattern| match pattern.split_once('=') {
                Some((its_name, its_value)) => is_like(name, its_name) && is_like(value, its_value),
                None => is_like(name, pattern),
            })
    }

    pub(super) fn is_host_label(&self, label: &str) -> bool {
        self.hosts.contains(&label)
    }

    pub(super) fn is_segment(&self, step: &str) -> bool {
        self.segments
            .iter()
            .any(|segment| step.eq_ignore_ascii_case(segment))
    }

    pub(super) fn is_page(&self, step: &str) -> bool {
        self.pages
            .iter()
            .any(|page| step.eq_ignore_ascii_case(page))
    }

    /// A step of a path without its folded ending.
    pub(super) fn without_ending<'s>(&self, step: &'s str) -> &'s str {
        let stem = self.endings.iter().find_map(|ending| {
            let stem = step.len().checked_sub(ending.len())?;
            let (stem, end) = (step.get(..stem)?, step.get(stem..)?);
            (!stem.is_empty() && end.eq_ignore_ascii_case(ending)).then_some(stem)
        });
        stem.unwrap_or(step)
    }

    /// Host and path that a cache keeps at its own host and path.
    pub(super) fn cached<'p>(&self, host: &str, path: &'p str) -> Option<&'p str> {
        self.caches.iter().find_map(|(its_host, its_path)| {
            let fits = match its_host.split_once('*') {
                Some((front, back)) => host.starts_with(front) && host.ends_with(back),
                None => host == *its_host,
            };
            path.strip_prefix(its_path)
                .filter(|kept| fits && !kept.is_empty())
        })
    }
}

/// Whether a value is like a pattern, in any case; a star at its end stands for any rest.
fn is_like(value: &str, pattern: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(front) => value
            .get(..front.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(front)),
        None => value.eq_ignore_ascii_case(pattern),
    }
}

#[cfg(test)]
mod tests {
    use super::{FOLDED, folded};

    #[test]
    fn every_line_of_the_table_is_of_a_known_kind() {
        let table = folded();
        let lines = FOLDED.lines().filter(|line| !line.starts_with('#'));
        assert!(lines.clone().all(|line| line.split('\t').count() == 3));
        let known = table.parameters.len()
            + table.hosts.len()
            + table.segments.len()
            + table.endings.len()
            + table.pages.len()
            + table.caches.len();
        assert_eq!(lines.count(), known);
    }
}
