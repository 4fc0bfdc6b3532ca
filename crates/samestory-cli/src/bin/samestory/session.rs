//! How the program talks to the person who runs it: messages on stderr, results on stdout.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use crate::args::{SessionArgs, When};
use samestory_cli::shown;

/// What the session's flags ask for.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    quiet: bool,
    verbose: u8,
    color: ColorChoice,
    progress: bool,
}

impl Session {
    pub(crate) fn new(args: &SessionArgs) -> Self {
        let color = match args.color {
            When::Always => ColorChoice::Always,
            When::Never => ColorChoice::Never,
            When::Auto => AutoStream::choice(&io::stderr()),
        };
        let progress = match args.progress {
            When::Always => true,
            When::Never => false,
            When::Auto => io::stderr().is_terminal() && !args.quiet,
        };
        Self {
            quiet: args.quiet,
            verbose: args.verbose,
            color,
            progress,
        }
    }

    /// Whether a progress bar is wanted.
    pub(crate) fn shows_progress(&self) -> bool {
        self.progress
    }

    /// Whether `-v` asks for details.
    pub(crate) fn is_verbose(&self) -> bool {
        self.verbose > 0
    }

    /// Results in a data format go here, and only those, byte for byte; flush it before the command
    /// ends. What a person reads goes to [`Session::tell`].
    #[expect(
        clippy::unused_self,
        reason = "commands reach every stream through the session"
    )]
    pub(crate) fn results(&self) -> io::BufWriter<io::Stdout> {
        io::BufWriter::with_capacity(1 << 16, io::stdout())
    }

    /// Results that a person reads, line by line.
    #[expect(
        clippy::unused_self,
        reason = "commands reach every stream through the session"
    )]
    pub(crate) fn tell(&self, lines: &str) -> io::Result<()> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(shown::lines(lines).as_bytes())?;
        stdout.flush()
    }

    /// A line for the person, unless `-q`.
    pub(crate) fn say(&self, line: &str) {
        if !self.quiet {
            self.print("", line);
        }
    }

    /// Several lines of the program's own for the person, unless `-q`.
    pub(crate) fn say_lines(&self, lines: &str) {
        for line in lines.lines() {
            self.say(line);
        }
    }

    /// A line that `-v` asks for.
    pub(crate) fn detail(&self, line: &str) {
        if self.is_verbose() {
            self.print("", line);
        }
    }

    /// Something that is wrong but does not end the run, unless `-q`.
    pub(crate) fn warn(&self, line: &str) {
        if !self.quiet {
            self.print("\u{1b}[1;33mwarning\u{1b}[0m: ", line);
        }
    }

    /// What ended the run.
    pub(crate) fn error(&self, line: &str) {
        self.print("\u{1b}[1;31merror\u{1b}[0m: ", line);
    }

    /// A stderr that cannot be written to leaves nobody to tell.
    fn print(&self, mark: &str, line: &str) {
        let line = shown::line(line);
        let mut stderr = AutoStream::new(io::stderr().lock(), self.color);
        let _ = writeln!(stderr, "{mark}{line}");
    }
}
