//! Puts the page together: templates, security policy, and how much of it fits.

use base64::Engine;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use samestory::cut;
use samestory::error::{Error, ErrorKind};
use samestory::run::StoredArticle;

use super::ReportOptions;
use super::charts;
use super::doubt;
use super::events::{self, Head};
use super::facets;
use super::material::Material;
use super::overview::{self, Overview};
use super::storylines;
use super::strings::{self, Strings};
use crate::write::Records;

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");
const TEMPLATES: [(&str, &str); 10] = [
    ("about.html", include_str!("templates/about.html.jinja")),
    ("body.html", include_str!("templates/body.html.jinja")),
    ("charts.html", include_str!("templates/charts.html.jinja")),
    ("doubts.html", include_str!("templates/doubts.html.jinja")),
    ("event.html", include_str!("templates/event.html.jinja")),
    ("figures.html", include_str!("templates/figures.html.jinja")),
    ("macros.html", include_str!("templates/macros.html.jinja")),
    ("page.html", include_str!("templates/page.html.jinja")),
    (
        "storylines.html",
        include_str!("templates/storylines.html.jinja"),
    ),
    ("tools.html", include_str!("templates/tools.html.jinja")),
];

/// Lengths to which texts are cut, in characters; the longest with which all events fit is taken.
const TEXT_CHARS: [usize; 7] = [20_000, 8_000, 4_000, 2_000, 1_000, 400, 200];
/// Storylines that are shown; the rest is counted.
const SHOWN_STORYLINES: usize = 500;

/// Renders the whole page.
///
/// # Errors
/// When a record names something that is not there.
pub(super) fn render(input: &Records<'_>, options: &ReportOptions) -> Result<String, Error> {
    let material = Material::new(input, options.lang)?;
    let strings = material.strings;
    let environment = environment(strings)?;
    let mut heads = events::ordered(&material, &options.owners);
    let facets = facets::facets(&material, &mut heads);
    let doubts = doubt::doubts(&material, &heads);
    let stories = storylines::storylines(&material, SHOWN_STORYLINES);
    let stories_left_out = storylines::of_several(&material).count() - stories.len();
    let cards = Cards::fitting(&environment, &material, options, &heads)?;
    let overview = {
        let heads: Vec<Head> = heads.iter().map(|(_, head)| head.clone()).collect();
        overview::overview(&material, &heads, &doubts)
    };
    let shared = heads.iter().filter(|(_, head)| !head.single).count();
    let singles = heads.len() - shared;
    let headline = headline(
        &overview,
        strings,
        material.articles.len(),
        [shared, singles],
    );
    let (shared_events, single_events) = cards.split(shared);
    environment
        .get_template("page.html")
        .and_then(|template| {
            template.render(context! {
                report_id => report_id(&material),
                policy => policy(),
                style => Value::from_safe_string(STYLE.to_owned()),
                script => Value::from_safe_string(SCRIPT.to_owned()),
                script_strings => strings.for_script().to_string(),
                headline,
                nothing => nothing(&material, shared),
                shortening => cards.shortening(&material),
                shared_events => Value::from_safe_string(shared_events),
                single_events => Value::from_safe_string(single_events),
                facets => Value::from(Serde(&facets)),
                storylines => Value::from(Serde(&stories)),
                overview => Value::from(Serde(&overview)),
                doubts => Value::from(Serde(&doubts)),
                charts => Value::from(Serde(&charts::charts(&material))),
                stories_left_out,
            })
        })
        .map_err(template_error)
}

/// The cards of all events, rendered, in the order of the list.
struct Cards {
    cards: Vec<String>,
    text_chars: usize,
}

impl Cards {
    /// With the longest texts with which all fit.
    fn fitting(
        environment: &Environment<'_>,
        material: &Material<'_>,
        options: &ReportOptions,
        heads: &[(usize, Head)],
    ) -> Result<Self, Error> {
        let room = options.max_bytes.saturating_sub(RESERVED_BYTES);
        let most = super::report_text_chars(material.articles.len());
        let lengths = TEXT_CHARS.map(|chars| chars.min(most));
        for text_chars in lengths {
            // Every text stands in the page at least once.
            let texts: usize = (material.articles.par_iter())
                .map(|stored| cut::to_chars(&stored.article.text, text_chars).0.len())
                .sum();
            if texts <= room
                && let Some(cards) = fitting(heads, room, |event, head| {
                    card(environment, material, options, (event, head), text_chars)
                })?
            {
                return Ok(Self { cards, text_chars });
            }
        }
        let text_chars = lengths[lengths.len() - 1];
        let cards = fitting(heads, usize::MAX, |event, head| {
            card(environment, material, options, (event, head), text_chars)
        })?;
        Ok(Self {
            cards: cards.unwrap_or_default(),
            text_chars,
        })
    }

    fn split(&self, shared: usize) -> (String, String) {
        let (shared, singles) = self.cards.split_at(shared);
        (shared.concat(), singles.concat())
    }

    fn shortening(&self, material: &Material<'_>) -> String {
        let cut = |stored: &StoredArticle| {
            stored.shortened || cut::to_chars(&stored.article.text, self.text_chars).1
        };
        if material.articles.iter().any(cut) {
            material
                .strings
                .count("about.shortening_text", self.text_chars)
        } else {
            material.strings.say("about.shortening_none")
        }
    }
}

fn card(
    environment: &Environment<'_>,
    material: &Material<'_>,
    options: &ReportOptions,
    (event, head): (usize, &Head),
    text_chars: usize,
) -> Result<String, minijinja::Error> {
    let event = &material.detection.events[event];
    let view = events::body(material, &options.owners, event, text_chars);
    let body = environment
        .get_template("body.html")?
        .render(Value::from(Serde(&view)))?;
    environment.get_template("event.html")?.render(context! {
        body => Value::from_safe_string(body),
        ..Value::from(Serde(head))
    })
}

/// All cards if they fit into so many bytes, rendered in parallel batches.
fn fitting(
    heads: &[(usize, Head)],
    room: usize,
    render: impl Fn(usize, &Head) -> Result<String, minijinja::Error> + Sync,
) -> Result<Option<Vec<String>>, Error> {
    const BATCH: usize = 64;
    let mut cards: Vec<String> = Vec::with_capacity(heads.len());
    let mut used = 0;
    for batch in heads.chunks(BATCH) {
        let rendered: Vec<_> = (batch.par_iter())
            .map(|(event, head)| render(*event, head))
            .collect();
        for card in rendered {
            let card = card.map_err(template_error)?;
            used += card.len();
            if used > room {
                return Ok(None);
            }
            cards.push(card);
        }
    }
    Ok(Some(cards))
}

/// Room for everything that is not an event.
const RESERVED_BYTES: usize = 1_500_000;

/// What happened in the feed, in one sentence.
pub(super) fn headline(
    overview: &Overview,
    strings: &Strings,
    articles: usize,
    events: [usize; 2],
) -> String {
    let [shared, singles] = events;
    let key = match (articles, overview.period.is_empty()) {
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
            ("when", &overview.period),
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
    let hash = |text: &str| base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; \
         base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(STYLE)
    )
}

fn environment(strings: &'static Strings) -> Result<Environment<'static>, Error> {
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
fn template_error(cause: minijinja::Error) -> Error {
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
