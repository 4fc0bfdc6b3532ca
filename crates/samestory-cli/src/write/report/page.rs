//! Puts the page together: templates, security policy, and how much of it fits.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use rayon::prelude::*;

use samestory::cut;
use samestory::error::{Error, ErrorKind};

use super::ReportOptions;
use super::doubt;
use super::events::{self, Head};
use super::material::Material;
use super::overview;
use super::storylines;
use super::words;
use crate::write::Records;

const STYLE: &str = include_str!("report.css");
const SCRIPT: &str = include_str!("report.js");
/// SHA-256 of the two, in base64, so that the page runs and wears nothing else.
const STYLE_HASH: &str = "ipYAV5InLkgHfw3DrZ2eOnuGlRSta/sMaDmVDUFGp7A=";
const SCRIPT_HASH: &str = "O0tFVfbTJXlTUYY6gIKAqVoS2bOQocfo+dIoesdv6AE=";

/// Lengths to which texts are cut, in characters; the longest that fits is taken.
const TEXT_CHARS: [usize; 6] = [20_000, 8_000, 4_000, 2_000, 1_000, 400];
/// Share of the page's size that texts may take.
const TEXT_SHARE: usize = 2;
/// Storylines that are shown; the rest is counted.
const SHOWN_STORYLINES: usize = 500;
/// Events named at the top.
const TOP: usize = 4;

/// Renders the whole page.
///
/// # Errors
/// When a record names something that is not there.
pub(super) fn render(input: &Records<'_>, options: &ReportOptions) -> Result<String, Error> {
    let material = Material::new(input)?;
    let environment = environment()?;
    let heads = events::ordered(&material, &options.owners);
    let doubts = doubt::doubts(&material);
    let mut stories = storylines::storylines(&material);
    let stories_left_out = stories.len().saturating_sub(SHOWN_STORYLINES);
    stories.truncate(SHOWN_STORYLINES);
    let text_chars = text_chars(&material, options.max_bytes);
    let only_heads: Vec<&Head> = heads.iter().map(|(_, head)| head).collect();
    let events = Events::render(&environment, &material, options, &heads, text_chars)?;
    let overview = {
        let heads: Vec<Head> = heads.iter().map(|(_, head)| head.clone()).collect();
        overview::overview(&material, &heads, &doubts)
    };
    let shared = only_heads.iter().filter(|head| !head.single).count();
    let singles = only_heads.len() - shared;
    let page = environment
        .get_template("page.html")
        .and_then(|template| {
            template.render(context! {
                report_id => report_id(&material),
                policy => policy(),
                style => Value::from_safe_string(STYLE.to_owned()),
                script => Value::from_safe_string(SCRIPT.to_owned()),
                sentence => sentence(&material, shared, singles),
                nothing => nothing(&material),
                top => Value::from(Serde(top(&only_heads))),
                shortening => shortening(text_chars, &events),
                shared_events => Value::from_safe_string(events.shared),
                single_events => Value::from_safe_string(events.single),
                left_out => events.left_out,
                storylines => Value::from(Serde(&stories)),
                overview => Value::from(Serde(&overview)),
                doubts => Value::from(Serde(&doubts)),
                shared, singles, stories_left_out,
            })
        })
        .map_err(template_error)?;
    Ok(page)
}

/// The cards of all events, rendered.
struct Events {
    shared: String,
    single: String,
    /// Events shown without texts and reasons.
    short: usize,
    /// Events not shown at all.
    left_out: usize,
}

impl Events {
    fn render(
        environment: &Environment<'_>,
        material: &Material<'_>,
        options: &ReportOptions,
        heads: &[(usize, Head)],
        text_chars: usize,
    ) -> Result<Self, Error> {
        let body = environment
            .get_template("body.html")
            .map_err(template_error)?;
        let card = environment
            .get_template("event.html")
            .map_err(template_error)?;
        let render = |event: usize, head: &Head, chars: Option<usize>| {
            let event = &material.detection.events[event];
            let view = events::body(material, &options.owners, event, chars);
            let body = body.render(Value::from(Serde(&view)))?;
            card.render(context! {
                body => Value::from_safe_string(body),
                ..Value::from(Serde(head))
            })
        };
        let room = options.max_bytes.saturating_sub(RESERVED_BYTES);
        let full = fitting(heads, room, |event, head| {
            render(event, head, Some(text_chars))
        })?;
        if full.len() == heads.len() {
            return Ok(Self::of(heads, full, 0));
        }
        // Not all fit with texts and reasons: as many as fit in short, in the order of the list;
        // then, from the top, texts and reasons for as many as the rest of the room allows.
        let mut cards = fitting(heads, room, |event, head| render(event, head, None))?;
        let mut used: usize = cards.iter().map(String::len).sum();
        let mut short = cards.len();
        for (card, full) in cards.iter_mut().zip(full) {
            if used - card.len() + full.len() <= room {
                used = used - card.len() + full.len();
                *card = full;
                short -= 1;
            }
        }
        Ok(Self::of(heads, cards, short))
    }

    fn of(heads: &[(usize, Head)], mut cards: Vec<String>, short: usize) -> Self {
        let left_out = heads.len() - cards.len();
        let shared = heads.iter().take_while(|(_, head)| !head.single).count();
        let singles = cards.split_off(shared.min(cards.len()));
        Self {
            shared: cards.concat(),
            single: singles.concat(),
            short,
            left_out,
        }
    }
}

/// The cards from the top of the list that fit into so many bytes, rendered in parallel batches.
fn fitting(
    heads: &[(usize, Head)],
    room: usize,
    render: impl Fn(usize, &Head) -> Result<String, minijinja::Error> + Sync,
) -> Result<Vec<String>, Error> {
    const BATCH: usize = 64;
    let mut cards: Vec<String> = Vec::new();
    let mut used = 0;
    for batch in heads.chunks(BATCH) {
        let rendered: Vec<_> = (batch.par_iter())
            .map(|(event, head)| render(*event, head))
            .collect();
        for card in rendered {
            let card = card.map_err(template_error)?;
            if used + card.len() > room {
                return Ok(cards);
            }
            used += card.len();
            cards.push(card);
        }
    }
    Ok(cards)
}

/// Room for everything that is not an event.
const RESERVED_BYTES: usize = 1_500_000;

fn top<'a>(heads: &[&'a Head]) -> Vec<&'a Head> {
    let shared = heads.iter().filter(|head| !head.single);
    shared.take(TOP).copied().collect()
}

/// The longest cut with which all texts together take their share of the page.
fn text_chars(material: &Material<'_>, max_bytes: usize) -> usize {
    let fits = |chars: &usize| {
        let bytes: usize = (material.articles.par_iter())
            .map(|stored| cut::to_chars(&stored.article.text, *chars).0.len())
            .sum();
        bytes <= max_bytes / TEXT_SHARE
    };
    let most = super::report_text_chars(material.articles.len());
    (TEXT_CHARS
        .into_iter()
        .map(|chars| chars.min(most))
        .find(fits))
    .unwrap_or(TEXT_CHARS[TEXT_CHARS.len() - 1])
}

fn shortening(text_chars: usize, events: &Events) -> String {
    let mut rule = vec![format!(
        "Texts longer than {} characters are cut there; the length is chosen so that the page \
         stays small.",
        words::thousands(text_chars)
    )];
    if events.short > 0 {
        let short = words::count(events.short, "event", "events");
        rule.push(format!(
            "In {short}, the last of the list, texts and reasons are left out."
        ));
    }
    if events.left_out > 0 {
        let left_out = words::count(events.left_out, "event is", "events are");
        rule.push(format!("{left_out} not shown at all."));
    }
    rule.join(" ")
}

fn sentence(material: &Material<'_>, shared: usize, singles: usize) -> String {
    if material.articles.is_empty() {
        return "No article was read.".to_owned();
    }
    format!(
        "{} came in. They report {}: {} by more than one article, and {} by one alone.",
        words::count(material.articles.len(), "article", "articles"),
        words::count(shared + singles, "event", "events"),
        words::thousands(shared),
        words::thousands(singles),
    )
}

fn nothing(material: &Material<'_>) -> &'static str {
    match material.articles.len() {
        0 => "There are no articles: nothing was read from the input.",
        1 => "There is only one article, so there is nothing to compare it with.",
        _ => "No two articles report one event.",
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

fn policy() -> String {
    format!(
        "default-src 'none'; script-src 'sha256-{SCRIPT_HASH}'; style-src 'sha256-{STYLE_HASH}'; \
         img-src data:; base-uri 'none'; form-action 'none'"
    )
}

fn environment() -> Result<Environment<'static>, Error> {
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
    for (name, source) in [
        ("macros.html", include_str!("macros.html.jinja")),
        ("body.html", include_str!("body.html.jinja")),
        ("event.html", include_str!("event.html.jinja")),
        ("page.html", include_str!("page.html.jinja")),
    ] {
        environment
            .add_template(name, source)
            .map_err(template_error)?;
    }
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
    use base64::Engine;
    use sha2::{Digest, Sha256};

    #[test]
    fn the_policy_names_the_style_and_the_script_of_the_page() {
        for (text, hash) in [(STYLE, STYLE_HASH), (SCRIPT, SCRIPT_HASH)] {
            let wanted = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text));
            assert_eq!(hash, wanted, "put the new hash into this file");
        }
        assert!(!SCRIPT.contains("</script") && !STYLE.contains("</style"));
    }
}
