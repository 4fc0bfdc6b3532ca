//! The names of the files of which something stays, for programs that take files.

use std::io::Write;

use samestory::error::{Error, ErrorKind};

use super::copy::Fate;
use super::feed::Feed;

impl Feed {
    /// Writes the name of every file of which a record stays when the articles that `is_left_out` names
    /// by position do not, each with a NUL byte behind it. Records that could not be read stay. Files of
    /// all formats may be among them; members of archives are called `archive.zip:dir/file`.
    ///
    /// # Errors
    /// When the output refuses the bytes.
    pub fn list_without(
        &self,
        is_left_out: &dyn Fn(usize) -> bool,
        output: &mut dyn Write,
    ) -> Result<(), Error> {
        for file in self.parts() {
            let mut records = self.records(file, is_left_out);
            if records.all(|(_, fate)| fate == Fate::LeftOut) {
                continue;
            }
            let mut name = file.name.as_os_str().as_encoded_bytes().to_vec();
            name.push(b'\0');
            output.write_all(&name).map_err(|error| {
                Error::new(ErrorKind::Io, format!("cannot write the names: {error}")).because(error)
            })?;
        }
        Ok(())
    }
}
