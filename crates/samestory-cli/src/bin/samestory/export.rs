//! `export`: an output folder in the formats of other programs.

use std::io::Write;

use samestory::Detection;
use samestory_cli::write::{
    self, Cells, FeedOptions, Length, Records, ReportLang, ReportOptions, Table,
};

use crate::args::{ExportArg as What, ExportArgs, ExportFormat as Format};
use crate::outcome::{Outcome, UsageError};
use crate::places::Places;
use crate::session::Session;
use crate::{new_file, report, results};

pub(crate) fn run(args: &ExportArgs, session: &Session) -> anyhow::Result<Outcome> {
    let format = format(args)?;
    check_places(args)?;
    let results = results::open(&args.dir)?;
    let (articles, detection) = match args.what {
        What::Summary => report::reported(&results)?,
        what => {
            let pairs = match what {
                What::Pairs => results.pairs()?.collect::<Result<_, _>>()?,
                _ => Vec::new(),
            };
            let detection = Detection {
                pairs,
                ..results.detection()?
            };
            (results.articles()?.collect::<Result<_, _>>()?, detection)
        }
    };
    let records = Records {
        run: &results.run,
        articles: &articles,
        detection: &detection,
    };
    let bytes = export(&records, args, format)?;
    if let Some(path) = &args.output {
        new_file::write(path, &bytes)?;
        session.say(&path.display().to_string());
    } else {
        let mut out = session.results();
        out.write_all(&bytes)?;
        out.flush()?;
    }
    Ok(Outcome::Done)
}

fn check_places(args: &ExportArgs) -> Result<(), UsageError> {
    let mut places = Places::default();
    places.reads_results(&args.dir);
    match &args.output {
        Some(file) => places.writes([file]),
        None => places.writes_stdout(),
    }
    places.check()
}

/// The format asked for, when it is one of those that fit.
fn format(args: &ExportArgs) -> Result<Format, UsageError> {
    let accepted: &[Format] = match args.what {
        What::Memberships | What::Pairs => &[Format::Csv, Format::Parquet],
        What::Events => &[
            Format::Csv,
            Format::Parquet,
            Format::Ninjs,
            Format::Rss,
            Format::Atom,
            Format::JsonFeed,
        ],
        What::Leads => &[Format::Rss, Format::Atom, Format::JsonFeed],
        What::Summary => &[Format::Markdown],
    };
    let format = args.format.unwrap_or(accepted[0]);
    if accepted.contains(&format) {
        if args.raw && format != Format::Csv {
            return Err(UsageError(
                "only CSV has cells that --raw leaves as they are; help: leave it out".to_owned(),
            ));
        }
        return Ok(format);
    }
    let name = |format: &Format| {
        use clap::ValueEnum;
        let value = format.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    };
    let names: Vec<String> = accepted.iter().map(name).collect();
    Err(UsageError(format!(
        "the format {} does not fit; help: it takes {}",
        name(&format),
        names.join(" or ")
    )))
}

fn export(records: &Records<'_>, args: &ExportArgs, format: Format) -> anyhow::Result<Vec<u8>> {
    let table = || match args.what {
        What::Memberships => Table::memberships(records.detection),
        What::Pairs => Table::pairs(records.detection),
        _ => Table::events(records.detection),
    };
    let feed = || FeedOptions {
        items: args.items,
        title: args
            .title
            .clone()
            .unwrap_or_else(|| FeedOptions::default().title),
        link: args
            .link
            .clone()
            .unwrap_or_else(|| FeedOptions::default().link),
    };
    let cells = if args.raw { Cells::Raw } else { Cells::Inert };
    let mut bytes = Vec::new();
    match format {
        Format::Csv => write::csv(&mut bytes, &table(), cells)?,
        Format::Parquet => parquet(&mut bytes, &table())?,
        Format::Ninjs => write::ninjs(&mut bytes, records)?,
        Format::Rss => bytes = write::rss(records, &feed())?.into_bytes(),
        Format::Atom => bytes = write::atom(records, &feed())?.into_bytes(),
        Format::JsonFeed => bytes = write::json_feed(records, &feed())?.into_bytes(),
        Format::Markdown => {
            let options = ReportOptions {
                lang: ReportLang::of_run(records.run),
                ..ReportOptions::default()
            };
            bytes = write::markdown(records, &options, Length::Chat)?.into_bytes();
        }
    }
    Ok(bytes)
}

#[cfg(feature = "parquet")]
fn parquet(bytes: &mut Vec<u8>, table: &Table) -> anyhow::Result<()> {
    Ok(write::parquet(bytes, table)?)
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &mut Vec<u8>, _: &Table) -> anyhow::Result<()> {
    Err(UsageError(
        "this program was built without Parquet; help: build it with --features parquet, or export csv"
            .to_owned(),
    )
    .into())
}
