//! An edition as a page for paper.
//!
//! Promise: nothing in it runs or is fetched, and article text is never taken for markup.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};

use super::Edition;
use crate::write::report::charts::Chart;
use crate::write::report::page;
use crate::write::report::strings::{self, Strings};
use samestory::error::{Error, ErrorKind};

const STYLE: &str = include_str!("print.css");

pub(super) fn render(
    edition: &Edition,
    charts: &[Chart],
    strings: &'static Strings,
) -> Result<String, Error> {
    let failed = |cause: minijinja::Error| {
        Error::new(
            ErrorKind::Usage,
            format!("the template of the edition failed: {cause:#}"),
        )
    };
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    strings::install(&mut environment, strings);
    let template = include_str!("print.html.jinja");
    environment
        .add_template("print.html", template)
        .map_err(failed)?;
    (environment.get_template("print.html"))
        .and_then(|template| {
            template.render(context! {
                style => Value::from_safe_string(STYLE.to_owned()),
                policy => policy(),
                charts => Value::from(Serde(charts)),
                ..Value::from(Serde(edition))
            })
        })
        .map_err(failed)
}

/// The page wears nothing but its style.
fn policy() -> String {
    let source = page::source(STYLE);
    format!("default-src 'none'; style-src '{source}'; base-uri 'none'; form-action 'none'")
}
