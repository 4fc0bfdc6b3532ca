//! Why a page is no article: it is a front page, a wall, an error, or has no text.
//!
//! A page that says it is an article, and has any text, is one. Of others the address, the
//! headings that are links, and what the few words of the page are about decide.

use super::body::Body;
use super::stated::Stated;

pub(super) const FRONT: &str = "is a front page or a list of articles";
pub(super) const COOKIES: &str = "is a page that asks for consent, of cookies for example";
pub(super) const ERROR: &str = "is the page of an error";
pub(super) const BARRED: &str = "is a page that bars programs";
pub(super) const EMPTY: &str = "is a page without the text of an article";

/// Words from which a text is not only a notice.
const NOTICE: usize = 150;
/// Words that an article has, if the page does not say that it is one.
const FEW: usize = 40;
/// Headings that are links, in a list of articles.
const LINKED_HEADINGS: usize = 8;

/// What the title or a heading of an error says, and nothing else.
const ERRORS: &[&str] = &[
    "not found",
    "page not found",
    "does not exist",
    "doesn't exist",
    "no longer available",
    "access denied",
    "forbidden",
    "bad gateway",
    "service unavailable",
    "gateway time",
    "internal server error",
    "something went wrong",
    "unavailable",
    "bad request",
    "too many requests",
    "unauthorized",
    "error",
    "nicht gefunden",
    "fehler",
    "introuvable",
    "non trouvée",
    "erreur",
    "no encontrada",
    "no existe",
    "não encontrada",
    "non trovata",
    "niet gevonden",
    "hittades inte",
    "ikke fundet",
    "ikke funnet",
    "nie znaleziono",
    "не найдена",
    "не знайдено",
    "bulunamadı",
    "見つかりません",
    "找不到",
    "찾을 수 없",
];

const BARS: &[&str] = &[
    "just a moment",
    "attention required",
    "are you a robot",
    "not a robot",
    "verify you are",
    "verifying you are",
    "checking your browser",
    "enable javascript",
    "javascript is disabled",
    "javascript is required",
    "unusual traffic",
    "captcha",
    "enable cookies",
    "bot detection",
    "access to this page has been denied",
    "ddos protection",
];

const CONSENT: &[&str] = &[
    "cookie",
    "consent",
    "gdpr",
    "privacy",
    "datenschutz",
    "einwilligung",
    "zustimm",
    "confidentialité",
    "consentement",
    "privacidad",
    "consentimiento",
    "privacidade",
    "consentimento",
    "consenso",
    "toestemming",
    "samtycke",
    "samtykke",
    "zgod",
    "tracking",
];

/// # Errors
/// With the reason, when a page is no article.
pub(super) fn check(
    stated: &Stated,
    title: &str,
    body: &Body,
    is_dated: bool,
    url: &str,
) -> Result<(), &'static str> {
    let kind = stated.meta(&["ogtype"]).to_lowercase();
    let says_so = stated.linked.is_article
        || kind.ends_with("article")
        || !stated.item("headline").is_empty();
    let words = body.words;
    if is_front_address(url)
        && !kind.ends_with("article")
        && stated.linked_headings >= LINKED_HEADINGS / 2
    {
        return Err(FRONT);
    }
    let start: String = body
        .text
        .chars()
        .take(2000)
        .collect::<String>()
        .to_lowercase();
    let titles = [
        title,
        &stated.title,
        stated.headings.first().map_or("", String::as_str),
    ]
    .map(str::to_lowercase);
    if words < NOTICE && !(says_so && is_dated && words >= FEW) {
        if titles.iter().any(|title| is_error(title)) {
            return Err(ERROR);
        }
        let bars = |text: &str| BARS.iter().any(|bar| text.contains(bar));
        if titles.iter().any(|title| bars(title)) || words < FEW * 2 && bars(&start) {
            return Err(BARRED);
        }
    }
    if !says_so && words < NOTICE * 2 && speaks_of_consent(&titles[0], &start) {
        return Err(COOKIES);
    }
    if says_so || is_dated {
        let is_empty = words == 0 && stated.meta(&["ogdescription", "description"]).is_empty();
        return if is_empty { Err(EMPTY) } else { Ok(()) };
    }
    if stated.linked.is_list
        || stated.linked_headings >= LINKED_HEADINGS
        || body.linked * 2 > body.bytes
    {
        return Err(FRONT);
    }
    if words < FEW { Err(EMPTY) } else { Ok(()) }
}

/// Whether an address names no page of a site: `/`, `/index.html`, `/en/`.
fn is_front_address(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else {
        return false;
    };
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    let path = path
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_end_matches('/');
    path.len() <= 3 || path.starts_with("index.") || path.starts_with("home") && path.len() < 12
}

/// Whether a title says that there is an error, and hardly anything else.
fn is_error(title: &str) -> bool {
    let words = title.split_whitespace().count();
    let is_code = |word: &str| {
        matches!(
            word.trim_matches(|c: char| !c.is_alphanumeric()),
            "400"
                | "401"
                | "402"
                | "403"
                | "404"
                | "405"
                | "406"
                | "408"
                | "410"
                | "418"
                | "421"
                | "429"
                | "451"
                | "500"
                | "501"
                | "502"
                | "503"
                | "504"
                | "520"
                | "521"
                | "522"
                | "523"
                | "524"
        )
    };
    words <= 10
        && (ERRORS.iter().any(|error| title.contains(error))
            || title.split_whitespace().any(is_code))
}

/// Whether a short text is about consent: each third sentence speaks of it.
fn speaks_of_consent(title: &str, text: &str) -> bool {
    let speaks = |text: &str| CONSENT.iter().any(|word| text.contains(word));
    let sentences: Vec<&str> = text
        .split(['.', '!', '?', '\n'])
        .filter(|sentence| sentence.len() > 3)
        .collect();
    let speaking = sentences.iter().filter(|sentence| speaks(sentence)).count();
    speaking >= 2 && speaking * 3 >= sentences.len() || speaks(title) && speaking > 0
}
