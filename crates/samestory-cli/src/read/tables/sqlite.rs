//! `SQLite`: the rows that a query gives.
//!
//! In: a data base and a query that only reads. Out: a stream, a row a line of JSON. The data base is
//! opened for reading only, and nothing is put beside it. Cost: some lines are held.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};
use serde_json::{Map, Value};

/// A stream of lines, which another thread asks for.
pub(super) struct Rows {
    lines: Receiver<io::Result<Vec<u8>>>,
    line: Vec<u8>,
    read: usize,
}

impl Rows {
    /// Runs a query.
    ///
    /// # Errors
    /// When the data base cannot be opened, or the query is none that reads.
    pub(super) fn open(path: &Path, query: &str) -> io::Result<Self> {
        let base = connect(path).map_err(damage)?;
        let is_reading = base.prepare(query).map_err(damage)?.readonly();
        if !is_reading {
            return Err(damage("the query would change the data base"));
        }
        let query = query.to_owned();
        let (sender, lines) = sync_channel(256);
        std::thread::spawn(move || {
            if let Err(error) = send(&base, &query, &sender) {
                // Nobody listens any more when the run ended.
                let _ = sender.send(Err(damage(error)));
            }
        });
        Ok(Self {
            lines,
            line: Vec::new(),
            read: 0,
        })
    }
}

/// The tables of a data base, by name.
pub(super) fn tables(path: &Path) -> Vec<String> {
    const TABLES: &str =
        "select name from sqlite_master where type in ('table', 'view') order by name";
    let names = connect(path).and_then(|base| {
        let mut query = base.prepare(TABLES)?;
        let names = query.query_map([], |row| row.get(0))?;
        names.collect()
    });
    names.unwrap_or_default()
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let mut beside = path.as_os_str().to_owned();
    beside.push("-wal");
    let is_written = PathBuf::from(beside)
        .metadata()
        .is_ok_and(|log| log.len() > 0);
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let address = url::Url::from_file_path(whole).ok();
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    match address {
        // Without a log, nobody writes: nothing is locked and nothing put beside the file.
        Some(mut address) if !is_written => {
            address.set_query(Some("immutable=1"));
            Connection::open_with_flags(address.as_str(), flags)
        }
        _ => Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY),
    }
}

fn send(
    base: &Connection,
    query: &str,
    sender: &SyncSender<io::Result<Vec<u8>>>,
) -> rusqlite::Result<()> {
    let mut query = base.prepare(query)?;
    let names: Vec<String> = query.column_names().map(str::to_owned).collect();
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if sender.send(Ok(line(row, &names)?)).is_err() {
            break;
        }
    }
    Ok(())
}

fn line(row: &Row<'_>, names: &[String]) -> rusqlite::Result<Vec<u8>> {
    let mut object = Map::new();
    for (at, name) in names.iter().enumerate() {
        let value = match row.get_ref(at)? {
            ValueRef::Null | ValueRef::Blob(_) => continue,
            ValueRef::Integer(value) => value.into(),
            ValueRef::Real(value) => value.into(),
            ValueRef::Text(value) => Value::from(String::from_utf8_lossy(value)),
        };
        object.insert(name.clone(), value);
    }
    let mut line = Value::Object(object).to_string().into_bytes();
    line.push(b'\n');
    Ok(line)
}

fn damage(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}

impl Read for Rows {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.line.len() {
            let Ok(line) = self.lines.recv() else {
                return Ok(0);
            };
            self.line = line?;
            self.read = 0;
        }
        let rest = &self.line[self.read..];
        let taken = rest.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&rest[..taken]);
        self.read += taken;
        Ok(taken)
    }
}
