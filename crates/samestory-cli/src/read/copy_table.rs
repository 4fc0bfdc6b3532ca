//! Copies tables that are no text without some of their rows, into one table of the same schema.

use std::io::Write;

use super::copy::Fate;
use super::feed::Feed;
use super::tables::parquet::{self, Part};
use samestory::error::{Error, ErrorKind};

impl Feed {
    /// Copies the rows that stay. Rejected rows go to `rejects` as JSON, where that is given.
    pub(super) fn copy_table(
        &self,
        is_left_out: &dyn Fn(usize) -> bool,
        output: &mut (dyn Write + Send),
        mut rejects: Option<&mut dyn Write>,
    ) -> Result<(), Error> {
        let failed = |error: std::io::Error| {
            Error::new(ErrorKind::Io, format!("cannot write the records: {error}")).because(error)
        };
        let mut parts = Vec::new();
        for file in self.parts() {
            let mut stays = Vec::new();
            for (range, fate) in self.records(file, is_left_out) {
                stays.push(match (fate, &mut rejects) {
                    (Fate::Stays(_), _) | (Fate::Rejected, None) => true,
                    (Fate::LeftOut, _) => false,
                    (Fate::Rejected, Some(rejects)) => {
                        let length = usize::try_from(range.end - range.start).unwrap_or(usize::MAX);
                        let row = file.content.read(range.start, length, self.spool())?;
                        rejects.write_all(&row).map_err(failed)?;
                        rejects.write_all(b"\n").map_err(failed)?;
                        false
                    }
                });
            }
            let bytes = (file.content.seekable()).map_err(|error| error.at_path(&file.name))?;
            parts.push(Part { bytes, stays });
        }
        parquet::copy(parts, output).map_err(|error| {
            Error::new(ErrorKind::Io, format!("cannot write the table: {error}"))
                .help("write the rows as JSON lines with `samestory read` instead")
                .because(error)
        })
    }
}
