//! `formats`: what can be read, as the readers themselves say it.

use std::io::Write;

use samestory_cli::read;

use crate::args::FormatsArgs;
use crate::outcome::Outcome;
use crate::session::Session;

pub(crate) fn run(args: &FormatsArgs, session: &Session) -> anyhow::Result<Outcome> {
    let mut results = session.results();
    if args.json {
        for (format, about) in read::formats() {
            let mut line = serde_json::to_value(about)?;
            line["format"] = format.to_string().into();
            writeln!(results, "{line}")?;
        }
    } else if args.markdown {
        results.write_all(markdown().as_bytes())?;
    } else {
        for (format, about) in read::formats() {
            writeln!(results, "{} (--format {format})", about.name)?;
            for (what, words) in [
                ("told by", about.told),
                ("an article", about.article),
                ("taken", about.taken),
                ("left out", about.left_out),
                ("dedup gives", about.passed_on),
            ] {
                writeln!(results, "  {what:11}  {words}")?;
            }
        }
        writeln!(results, "\nEach also as .gz and .zst, whatever the name.")?;
    }
    results.flush()?;
    Ok(Outcome::Done)
}

/// The table of docs/reading.md.
fn markdown() -> String {
    let mut table = String::from(
        "| format | told by | an article is | taken from | left out | `dedup` writes |\n|---|---|---|---|---|---|\n",
    );
    for (_, about) in read::formats() {
        let cells = [
            about.name,
            about.told,
            about.article,
            about.taken,
            about.left_out,
            about.passed_on,
        ];
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        table.extend(["| ", &cells.join(" | "), " |\n"]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn the_documentation_has_the_table_of_the_readers() {
        let docs = include_str!("../../../../../docs/reading.md");
        assert!(
            docs.contains(&markdown()),
            "put this into docs/reading.md:\n{}",
            markdown()
        );
    }
}
