//! The one error of the library: what was wrong, where, and how to repair it.

use std::fmt;
use std::path::PathBuf;

/// What kind of trouble an [`Error`] reports; the program picks its exit code by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The operating system refused to read or write.
    Io,
    /// An input record or file does not have the form it claims.
    Input,
    /// A setting is out of range or two settings contradict each other.
    Config,
    /// The library was called with arguments that do not fit.
    Usage,
    /// Two stored things that may not be mixed, such as sketches of different schemes.
    Incompatible,
}

/// Where in the input an [`Error`] arose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// File, when one is known.
    pub path: Option<PathBuf>,
    /// Line (1-based) or record number in that file.
    pub record: Option<u64>,
    /// Article id, when one is known.
    pub article: Option<String>,
}

/// An error of any stage: kind, place, what was found, how to repair, and the cause.
///
/// One pointer wide, so that the many functions that can fail return it cheaply.
#[derive(Debug)]
pub struct Error(Box<Report>);

#[derive(Debug)]
struct Report {
    kind: ErrorKind,
    place: Place,
    message: String,
    help: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// A new error of `kind`; `message` is lower case, without a full stop.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Report {
            kind,
            place: Place::default(),
            message: message.into(),
            help: None,
            source: None,
        }))
    }

    /// An [`ErrorKind::Usage`] error.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Usage, message)
    }

    /// An [`ErrorKind::Config`] error.
    pub fn config(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    /// An [`ErrorKind::Input`] error.
    pub fn input(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Input, message)
    }

    /// An [`ErrorKind::Io`] error about `path`.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::new(ErrorKind::Io, source.to_string())
            .at_path(path)
            .because(source)
    }

    /// Adds the file.
    #[must_use]
    pub fn at_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.0.place.path = Some(path.into());
        self
    }

    /// Adds the line or record number (1-based).
    #[must_use]
    pub fn at_record(mut self, record: u64) -> Self {
        self.0.place.record = Some(record);
        self
    }

    /// Adds the article's id.
    #[must_use]
    pub fn at_article(mut self, id: impl Into<String>) -> Self {
        self.0.place.article = Some(id.into());
        self
    }

    /// Adds how to repair it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Adds the cause.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// What kind of trouble it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Where it arose.
    pub fn place(&self) -> &Place {
        &self.0.place
    }

    /// How to repair it, when that is known.
    pub fn repair(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    /// The message alone, without place and repair.
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.0.place.path {
            write!(f, "{}", path.display())?;
            if let Some(record) = self.0.place.record {
                write!(f, ":{record}")?;
            }
            f.write_str(": ")?;
        } else if let Some(record) = self.0.place.record {
            write!(f, "record {record}: ")?;
        }
        if let Some(id) = &self.0.place.article {
            write!(f, "article `{id}`: ")?;
        }
        f.write_str(&self.0.message)?;
        if let Some(help) = &self.0.help {
            write!(f, "; help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|e| e as _)
    }
}
