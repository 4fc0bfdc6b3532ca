//! What every page of the report is made from: templates, security policy, and what stands around
//! the events.

use base64::Engine;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, merge_maps};
use minijinja::{AutoEscape, Environment, Value, context};
use sha2::{Digest, Sha256};

use samestory::error::{Error, ErrorKind};

use super::charts;
use super::doubt::{self, Doubts};
use super::events::{self, Head};
use super::facets::Facet;
use super::material::Material;
use super::overview::{self, Overview};
use super::storylines;
use super::strings::{self, Strings};

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");
const TEMPLATES: [(&str, &str); 12] = [
    ("about.html", include_str!("templates/about.html.jinja")),
    ("body.html", include_str!("templates/body.html.jinja")),
    ("charts.html", include_str!("templates/charts.html.jinja")),
    ("doubts.html", include_str!("templates/doubts.html.jinja")),
    ("event.html", include_str!("templates/event.html.jinja")),
    ("figures.html", include_str!("templates/figures.html.jinja")),
    ("macros.html", include_str!("templates/macros.html.jinja")),
    ("page.html", include_str!("templates/page.html.jinja")),
    ("row.html", include_str!("templates/row.html.jinja")),
    ("list.html", include_str!("templates/list.html.jinja")),
    (
        "storylines.html",
        include_str!("templates/storylines.html.jinja"),
    ),
    ("tools.html", include_str!("templates/tools.html.jinja")),
];

/// Storylines that are shown; the rest is counted.
const SHOWN_STORYLINES: usize = 500;

/// What the pages of a report have in common.
pub(super) struct Frame<'a> {
    environment: &'a Environment<'static>,
    material: &'a Material<'a>,
    doubts: Doubts,
    overview: Overview,
    id: String,
}

impl<'a> Frame<'a> {
    pub(super) fn new(
        environment: &'a Environment<'static>,
        material: &'a Material<'a>,
        heads: &[(usize, Head)],
    ) -> Self {
        let doubts = doubt::doubts(material, heads);
        Self {
            environment,
            material,
            overview: overview::overview(material, heads, &doubts),
            doubts,
            id: report_id(material),
        }
    }

    /// The parts of a page that are about all events of the report.
    pub(super) fn all_events(&self) -> Value {
        let stories = storylines::storylines(self.material, SHOWN_STORYLINES);
        let stories_left_out = storylines::of_several(self.material).count() - stories.len();
        context! {
            all_events => true,
            storylines => Value::from(Serde(&stories)),
            doubts => Value::from(Serde(&self.doubts)),
            charts => Value::from(Serde(&charts::charts(self.material))),
            stories => self.material.strings.number(stories.len() + stories_left_out),
            stories_left_out,
        }
    }

    /// A page with these events: of a day, or of the whole time.
    pub(super) fn page(
        &self,
        heads: &[(usize, Head)],
        facets: &[Facet],
        day: Option<&str>,
        its: Value,
    ) -> Result<String, Error> {
        let strings = self.material.strings;
        let [shared, singles] = events::counts(heads);
        let absent = context! {
            all_events => false, rows => (), index => (), pages => (), neighbours => (),
            shared_events => "", single_events => "",
        };
        let page = context! {
            report_id => self.id.as_str(),
            policy => policy(),
            style => Value::from_safe_string(STYLE.to_owned()),
            script => Value::from_safe_string(SCRIPT.to_owned()),
            script_strings => strings.for_script().to_string(),
            headline => headline(
                &self.overview,
                strings,
                day.unwrap_or(&self.overview.period),
                heads.iter().map(|(_, head)| head.articles).sum(),
                [shared, singles],
            ),
            nothing => nothing(self.material, shared),
            shared => strings.number(shared),
            singles => strings.number(singles),
            facets => Value::from(Serde(facets)),
            overview => Value::from(Serde(&self.overview)),
            ..merge_maps([absent, its])
        };
        let template = self.environment.get_template("page.html");
        template
            .and_then(|template| template.render(page))
            .map_err(template_error)
    }
}

/// What happened in the feed, or on a day of it, in one sentence.
pub(super) fn headline(
    overview: &Overview,
    strings: &Strings,
    when: &str,
    articles: usize,
    [shared, singles]: [usize; 2],
) -> String {
    let key = match (articles, when.is_empty()) {
        (0, _) => "page.headline_empty",
        (_, true) => "page.headline_undated",
        (_, false) => "page.headline",
    };
    let told = match shared {
        0 => strings.say("page.headline_none"),
        shared => strings.count("page.headline_shared", shared),
    };
    strings.fill(
        key,
        &[
            ("feed", &overview.title),
            ("when", &when),
            ("articles", &strings.count("count.articles", articles)),
            ("events", &strings.count("count.events", shared + singles)),
            ("shared", &told),
        ],
    )
}

/// Key of what the list says when it is empty.
fn nothing(material: &Material<'_>, shared: usize) -> &'static str {
    match (material.articles.len(), shared) {
        (0, _) => "page.no_articles",
        (1, _) => "page.one_article",
        (_, 0) => "page.none_shared",
        _ => "",
    }
}

/// Names the content of the report, whatever its order, so that marks of one report do not show in another.
fn report_id(material: &Material<'_>) -> String {
    let positions = 0..material.articles.len();
    let mut articles: Vec<u64> = positions.map(|at| material.fingerprint(at).0).collect();
    articles.sort_unstable();
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    for article in articles {
        hasher.update(&article.to_le_bytes());
    }
    format!("{:016x}", hasher.digest())
}

/// The page runs and wears nothing but the script and the style that these hashes name.
fn policy() -> String {
    format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data:; base-uri 'none'; \
         form-action 'none'",
        source(SCRIPT),
        source(STYLE)
    )
}

/// What a security policy calls a script or a style: by its hash.
pub(super) fn source(text: &str) -> String {
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text));
    format!("sha256-{hash}")
}

pub(super) fn environment(strings: &'static Strings) -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    // Stated, not left to the file names: everything is HTML, and everything is escaped.
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
        .map_err(template_error)?;
    environment.set_syntax(syntax);
    for (name, source) in TEMPLATES {
        environment
            .add_template(name, source)
            .map_err(template_error)?;
    }
    strings::install(&mut environment, strings);
    Ok(environment)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "used as a function of map_err"
)]
pub(super) fn template_error(cause: minijinja::Error) -> Error {
    Error::new(
        ErrorKind::Usage,
        format!("the report's template failed: {cause:#}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_and_script_do_not_end_their_elements() {
        assert!(!SCRIPT.contains("</script") && !STYLE.contains("</style"));
    }
}
