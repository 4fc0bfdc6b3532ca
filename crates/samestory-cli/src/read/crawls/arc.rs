//! The head of an ARC record: one line of fields with spaces between.
//!
//! Version 1 has address, host, date, type and length; version 2 puts others before the length. An
//! address may hold spaces, so what follows it is counted from the end.

/// What a head says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head<'h> {
    pub(super) address: &'h str,
    /// As digits: year to second.
    pub(super) date: &'h str,
    pub(super) kind: &'h str,
    /// Bytes of the payload.
    pub(super) length: u64,
}

impl<'h> Head<'h> {
    pub(super) fn of(line: &'h [u8]) -> Option<Self> {
        let line = line.strip_suffix(b"\n")?;
        let line = std::str::from_utf8(line).ok()?.trim_end();
        let (front, length) = line.rsplit_once(' ')?;
        let length = length.parse().ok()?;
        // Behind the date there are a type and, in version 2, four more.
        let starts = front
            .rmatch_indices(' ')
            .take(7)
            .map(|(space, _)| space + 1);
        let date_at = starts.into_iter().find(|&at| {
            let field = front[at..].split(' ').next().unwrap_or_default();
            field.len() == 14 && field.bytes().all(|b| b.is_ascii_digit())
        })?;
        let (address, _host) = front[..date_at - 1].rsplit_once(' ')?;
        let mut fields = front[date_at..].split(' ');
        address.contains("://").then_some(())?;
        Some(Self {
            address,
            date: fields.next()?,
            kind: fields.next().unwrap_or_default(),
            length,
        })
    }
}
