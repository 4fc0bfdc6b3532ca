//! Which addresses are one: those that differ only in how a reader came there.
//!
//! In: an address as a feed gives it. Out: its canonical form, the same for all addresses of one
//! article: without campaign and session parameters, AMP and mobile parts, fragment, port and
//! password, `http` as `https`, the parameters in order. What is folded is data (`folded.tsv`).
//!
//! Promise: the canonical form of a canonical form is itself. It is a key, not meant to be opened.
//! Cost: n log n in the length of the address.
//!
//! Source: the URL standard for what may be written in several ways; the documentation of those who
//! set the parameters.

use url::Url;

mod table;

use table::Table;

/// The canonical form of an address; none when it is no whole address on the web.
///
/// # Examples
/// ```
/// use samestory_cli::address::canonical;
///
/// let one = canonical("http://m.courier.example/news/ferry/amp?utm_source=mail&id=7#comments");
/// let other = canonical("https://www.courier.example/news/ferry/?id=7");
/// assert_eq!(one, other);
/// assert_eq!(one.as_deref(), Some("https://courier.example/news/ferry?id=7"));
/// assert_eq!(canonical("tag:courier.example,2024:7"), None);
/// ```
pub fn canonical(address: &str) -> Option<String> {
    let table = table::folded();
    let mut url = web(address.trim())?;
    let mut caches = 0;
    while let Some(kept) = table.cached(url.host_str()?, url.path()) {
        let query = url.query().map(|query| format!("?{query}"));
        let inner = format!("https://{kept}{}", query.unwrap_or_default());
        url = web(&inner)?;
        // A cache may hold what another one holds, but not on and on.
        caches += 1;
        if caches > 3 {
            return None;
        }
    }
    let host = host(url.host_str()?, table);
    let port = match url.port() {
        // The usual one of the other scheme: both are one here.
        None | Some(80 | 443) => String::new(),
        Some(port) => format!(":{port}"),
    };
    let path = path(url.path(), table);
    let query = query(url.query().unwrap_or_default(), table);
    // Some sites name their articles behind the mark.
    let route = url
        .fragment()
        .filter(|fragment| fragment.starts_with(['!', '/']));
    let route = route.map(|route| format!("#{route}")).unwrap_or_default();
    Some(format!("https://{host}{port}{path}{query}{route}"))
}

fn web(address: &str) -> Option<Url> {
    // Feeds leave the scheme out where it is that of the page.
    let whole = address
        .strip_prefix("//")
        .map(|rest| format!("https://{rest}"));
    let url = Url::parse(whole.as_deref().unwrap_or(address)).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// The host without labels that say for which device it is.
fn host(host: &str, table: &Table) -> String {
    let host = host.trim_end_matches('.');
    let labels: Vec<&str> = host.split('.').collect();
    let kept: Vec<&str> = (labels.iter().enumerate())
        // `amp.dev` and `m.me` are sites of their own.
        .filter(|(at, label)| labels.len() - at <= 2 || !table.is_host_label(label))
        .map(|(_, label)| *label)
        .collect();
    kept.join(".")
}

/// The path without marks of AMP and sessions, without a slash at its end.
fn path(path: &str, table: &Table) -> String {
    let written = unescaped(path);
    let mut steps: Vec<&str> = (written.split('/'))
        // `;jsessionid=…` and the like.
        .map(|step| match step.split_once(';') {
            Some((step, parameter)) if table.is_parameter(parameter) => step,
            _ => step,
        })
        .filter(|step| !step.is_empty())
        .collect();
    while let Some(last) = steps.last_mut() {
        let stem = table.without_ending(last);
        if table.is_page(stem) || table.is_segment(stem) {
            steps.pop();
        } else if stem.len() < last.len() {
            *last = stem;
        } else {
            break;
        }
    }
    let marks = steps
        .iter()
        .take_while(|step| table.is_segment(step))
        .count();
    steps[marks..]
        .iter()
        .fold(String::new(), |path, step| path + "/" + step)
}

/// The parameters that name the article, in order.
fn query(query: &str, table: &Table) -> String {
    let written = unescaped(query);
    let mut kept: Vec<&str> = (written.split('&'))
        // Some feeds escape the ampersand once more.
        .map(|parameter| parameter.trim_start_matches("amp;"))
        .filter(|parameter| !parameter.is_empty() && !table.is_parameter(parameter))
        .collect();
    kept.sort_unstable();
    kept.dedup();
    if kept.is_empty() {
        String::new()
    } else {
        format!("?{}", kept.join("&"))
    }
}

/// Escapes as they are written best: letters and digits bare, others in capitals.
fn unescaped(text: &str) -> String {
    let digit = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
    let bytes = text.as_bytes();
    let mut written = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'%', &bytes[at..]) {
        written.push_str(&text[at..at + found]);
        at += found;
        let (Some(high), Some(low)) = (digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) else {
            written.push_str("%25");
            at += 1;
            continue;
        };
        match char::from_u32(high * 16 + low) {
            Some(c) if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~') => {
                written.push(c);
            }
            _ => written.push_str(&text[at..at + 3].to_ascii_uppercase()),
        }
        at += 3;
    }
    written.push_str(&text[at..]);
    written
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::canonical;

    const FERRY: &str = "https://courier.example/2024/03/ferry-aground";

    #[test]
    fn ways_to_one_article_are_one_address() {
        for address in [
            FERRY,
            "http://courier.example/2024/03/ferry-aground",
            "HTTPS://Www.Courier.Example:443/2024/03/ferry-aground/",
            "//courier.example/2024/03/ferry-aground",
            " https://courier.example/2024/03/ferry-aground#comments ",
            "https://courier.example/2024/03/ferry-aground?utm_source=rss&utm_medium=feed&UTM_id=3",
            "https://courier.example/2024/03/ferry-aground?fbclid=IwAR0&amp;gclid=x",
            "https://m.courier.example/2024/03/ferry-aground",
            "https://amp.courier.example/2024/03/ferry-aground",
            "https://courier.example/2024/03/ferry-aground/amp/",
            "https://courier.example/amp/2024/03/ferry-aground",
            "https://courier.example/2024/03/ferry-aground.amp",
            "https://courier.example/2024/03/ferry-aground?outputType=amp-type",
            "https://courier.example/2024/03/ferry-aground;jsessionid=0A1B",
            "https://courier.example/2024/03/ferry-aground?PHPSESSID=9",
            "https://courier.example/2024/03/%66erry%2daground",
            "https://courier.example/2024/03//ferry-aground/index.html",
            "https://www.google.com/amp/s/courier.example/2024/03/ferry-aground",
            "https://courier-example.cdn.ampproject.org/c/s/courier.example/2024/03/ferry-aground?amp_js_v=0.1&usqp=mq",
            "https://reader:word@courier.example/2024/03/ferry-aground?",
        ] {
            assert_eq!(canonical(address).as_deref(), Some(FERRY), "{address}");
        }
    }

    #[test]
    fn what_names_an_article_stays() {
        for (address, expected) in [
            (
                "https://a.example/?p=12&utm_source=x",
                "https://a.example?p=12",
            ),
            (
                "https://a.example/story?page=2&id=7",
                "https://a.example/story?id=7&page=2",
            ),
            (
                "https://a.example/story?id=7&id=7",
                "https://a.example/story?id=7",
            ),
            (
                "https://a.example/story?ref=1234",
                "https://a.example/story?ref=1234",
            ),
            (
                "https://a.example/story?sid=04/05",
                "https://a.example/story?sid=04/05",
            ),
            ("https://a.example/Story", "https://a.example/Story"),
            ("https://a.example/amplifier", "https://a.example/amplifier"),
            ("https://a.example/amp", "https://a.example"),
            ("https://amp.dev/story", "https://amp.dev/story"),
            (
                "https://en.m.wiki.example/wiki/Ferry",
                "https://en.wiki.example/wiki/Ferry",
            ),
            ("https://news.a.example/x", "https://news.a.example/x"),
            ("https://a.example:8080/x", "https://a.example:8080/x"),
            (
                "https://a.example/#!/story/7",
                "https://a.example#!/story/7",
            ),
            ("https://a.example/a;b=c/d", "https://a.example/a;b=c/d"),
            ("https://a.example/caf%c3%a9", "https://a.example/caf%C3%A9"),
            ("https://a.example/café", "https://a.example/caf%C3%A9"),
            ("https://a.example/100%25", "https://a.example/100%25"),
            (
                "https://münchen.example/x",
                "https://xn--mnchen-3ya.example/x",
            ),
        ] {
            assert_eq!(canonical(address).as_deref(), Some(expected), "{address}");
        }
        for none in [
            "",
            "ferry",
            "/2024/ferry",
            "urn:newsml:a.example:7",
            "mailto:a@b.example",
        ] {
            assert_eq!(canonical(none), None, "{none}");
        }
    }

    proptest! {
        #[test]
        fn a_canonical_form_is_its_own(
            address in "https?://(www\\.|m\\.|amp\\.){0,3}[a-z]{1,3}\\.[a-z]{2}(/(amp|a;b|index\\.html|c%2[0-9a-f]|x\\.amp)){0,4}/?(\\?((utm_x|id|amp|[a-z%]{1,3})=[a-z%0-9]{0,3}&?){0,3})?(#.{0,4})?",
        ) {
            if let Some(once) = canonical(&address) {
                prop_assert_eq!(canonical(&once), Some(once.clone()));
            }
        }

        #[test]
        fn any_text_is_taken(address in ".{0,80}") {
            let _ = canonical(&address);
        }
    }
}
