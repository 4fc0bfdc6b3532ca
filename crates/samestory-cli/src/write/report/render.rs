//! The report as one page, or as an index and a page for each day.
//!
//! In: the records of a run. Out: its pages, one after the other, so that a large report is never held
//! as a whole. Promise: every event is in it, with its reasons; one page where that stays small.

use minijinja::value::Serde;
use minijinja::{Value, context};

use samestory::error::Error;
use samestory::run::REPORT_INDEX;

use super::cards::Printer;
use super::events::{self, Head};
use super::facets::{self, Facet, Found};
use super::index;
use super::material::Material;
use super::page::{self, Frame};
use super::pages::{self, Page};
use super::{ReportFile, ReportOptions};
use crate::write::Records;

/// Events that the first of many pages lists without its script.
const LISTED: usize = 200;

/// Takes a file of the report.
pub(super) type Write<'a> = dyn FnMut(ReportFile<'_>) -> Result<(), Error> + 'a;

/// Renders the report, page by page.
///
/// # Errors
/// When a record names something that is not there, or `write` fails.
pub(super) fn render(
    input: &Records<'_>,
    options: &ReportOptions,
    write: &mut Write<'_>,
) -> Result<(), Error> {
    let mut material = Material::new(input, options.lang)?;
    let environment = page::environment(material.strings)?;
    let mut heads = events::ordered(&material, &options.owners);
    let found = facets::found(&material, &heads);
    let facets = facets::facets(&found.iter().collect::<Vec<_>>(), &mut heads);
    let printer = Printer {
        environment: &environment,
        material: &material,
        options,
    };
    if let Some(page) = whole(&printer, &heads, &facets)? {
        return write(ReportFile::Whole(&page));
    }
    let pages = pages::pages(&material, &heads);
    material.place(pages::of_events(&pages, &heads));
    for (event, head) in &mut heads {
        head.href = material.event_href(&material.detection.events[*event]);
    }
    let printer = Printer {
        environment: &environment,
        material: &material,
        options,
    };
    many(&printer, &heads, (&facets, &found), &pages, write)
}

/// The report as one page, if it fits.
fn whole(
    printer: &Printer<'_>,
    heads: &[(usize, Head)],
    facets: &[Facet],
) -> Result<Option<String>, Error> {
    let Some(cards) = printer.one_page(heads)? else {
        return Ok(None);
    };
    let frame = Frame::new(printer.environment, printer.material, heads);
    let [shared, singles] = cards.split(events::counts(heads)[0]);
    let its = context! {
        shared_events => Value::from_safe_string(shared),
        single_events => Value::from_safe_string(singles),
        shortening => cards.shortening(printer.material),
        ..frame.all_events()
    };
    frame.page(heads, facets, None, its).map(Some)
}

/// The report as an index and a page for each day.
fn many(
    printer: &Printer<'_>,
    heads: &[(usize, Head)],
    (facets, found): (&[Facet], &[Found]),
    pages: &[Page],
    write: &mut Write<'_>,
) -> Result<(), Error> {
    let material = printer.material;
    let frame = Frame::new(printer.environment, material, heads);
    let listed: Vec<&Head> = heads.iter().take(LISTED).map(|(_, head)| head).collect();
    let link = |page: &Page| {
        context! {
            href => page.name.as_str(), label => page.label.as_str(), events => page.events.len()
        }
    };
    let its = context! {
        rows => Value::from(Serde(&listed)),
        index => Value::from_safe_string(index::index(material, heads)),
        pages => pages.iter().map(link).collect::<Vec<Value>>(),
        shortening => material.strings.count("about.shortening_many", pages.len()),
        ..frame.all_events()
    };
    write(ReportFile::Page(
        REPORT_INDEX,
        &frame.page(heads, facets, None, its)?,
    ))?;
    for (at, page) in pages.iter().enumerate() {
        let own = page.events.iter().map(|&event| heads[event].clone());
        let mut own: Vec<(usize, Head)> = own.collect();
        let its_found: Vec<&Found> = page.events.iter().map(|&event| &found[event]).collect();
        let facets = facets::facets(&its_found, &mut own);
        let cards = printer.page_of_many(&own)?;
        let [shared, singles] = cards.split(events::counts(&own)[0]);
        let neighbours = [at.checked_sub(1), Some(at + 1)];
        let neighbours = neighbours.map(|at| at.and_then(|at| pages.get(at)).map(link));
        let its = context! {
            neighbours,
            shared_events => Value::from_safe_string(shared),
            single_events => Value::from_safe_string(singles),
            shortening => cards.shortening(material),
        };
        let html = frame.page(&own, &facets, Some(&page.label), its)?;
        write(ReportFile::Page(&page.name, &html))?;
    }
    Ok(())
}
