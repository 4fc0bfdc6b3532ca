//! Every word that a reader of the report sees, one file a language.
//!
//! In: a message's key and what goes into it. Out: the message, with numbers, days and plural as the
//! language has them. Promise: every language has every key with the same placeholders, and no file
//! has a key that nothing uses (tests below). A language is a file in this folder, a variant of
//! [`ReportLang`] and a rule in `plural.rs`; `docs/report.md` tells a translator how.

use std::collections::BTreeMap;
use std::fmt::{Display, Write};
use std::sync::OnceLock;

use samestory::run::RunRecord;
use serde::{Deserialize, Serialize};

mod plural;
mod template;

use plural::Plural;
pub(super) use template::install;

/// The language that a report speaks. Article texts stay in theirs.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum ReportLang {
    /// English, the default.
    #[default]
    En,
    /// German.
    De,
    /// French.
    Fr,
    /// Spanish.
    Es,
    /// Russian.
    Ru,
    /// Chinese, in simplified characters.
    Zh,
}

impl ReportLang {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::En, Self::De, Self::Fr, Self::Es, Self::Ru, Self::Zh];

    /// The code that `--report-lang` takes and the page states: `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Fr => "fr",
            Self::Es => "es",
            Self::Ru => "ru",
            Self::Zh => "zh",
        }
    }

    /// The language that the report of a run was made in.
    pub fn of_run(run: &RunRecord) -> Self {
        let code = run.report_lang.as_deref();
        code.and_then(Self::of).unwrap_or_default()
    }

    /// The language of a code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    const fn file(self) -> &'static str {
        match self {
            Self::En => include_str!("en.toml"),
            Self::De => include_str!("de.toml"),
            Self::Fr => include_str!("fr.toml"),
            Self::Es => include_str!("es.toml"),
            Self::Ru => include_str!("ru.toml"),
            Self::Zh => include_str!("zh.toml"),
        }
    }
}

/// The words of one language.
#[derive(Debug, Deserialize)]
pub(in crate::write) struct Strings {
    #[serde(skip)]
    pub(super) lang: ReportLang,
    pub(super) format: Format,
    /// Messages by key, by section.
    #[serde(flatten)]
    sections: BTreeMap<String, BTreeMap<String, Message>>,
}

/// How the language writes numbers and days.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Format {
    /// The months as they stand in a date, January first.
    pub(super) months: [String; 12],
    /// Between groups of three digits.
    pub(super) group: String,
    /// Before the decimals.
    pub(super) decimal: String,
    /// Around quoted words.
    pub(super) quotes: [String; 2],
}

/// A message; where a number decides, one form for each kind of number that the language has.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Message {
    Plain(String),
    Plural(BTreeMap<Plural, String>),
}

/// Something that goes into a message.
pub(super) type Given<'a> = (&'a str, &'a dyn Display);

impl Strings {
    /// The words of a language, read once.
    pub(in crate::write) fn of(lang: ReportLang) -> &'static Self {
        static READ: [OnceLock<Strings>; ReportLang::ALL.len()] = [const { OnceLock::new() }; 6];
        READ[lang as usize].get_or_init(|| Self::read(lang))
    }

    #[expect(
        clippy::expect_used,
        reason = "the files are built in, and a test reads each"
    )]
    fn read(lang: ReportLang) -> Self {
        let read: Self = toml::from_str(lang.file()).expect("the strings of a language");
        Self { lang, ..read }
    }

    fn message(&self, key: &str) -> Option<&Message> {
        let (section, name) = key.split_once('.')?;
        self.sections.get(section)?.get(name)
    }

    /// The message as it stands. A key that is missing is shown in its place; tests keep that from
    /// happening.
    pub(in crate::write) fn say(&self, key: &str) -> String {
        self.fill(key, &[])
    }

    /// The message with its `{placeholders}` filled.
    pub(in crate::write) fn fill(&self, key: &str, given: &[Given<'_>]) -> String {
        filled(self.form(key, None), key, given)
    }

    /// `1 article`, `2 articles`: the form for a number, which fills `{n}`.
    pub(in crate::write) fn count(&self, key: &str, number: usize) -> String {
        self.fill_count(key, number, &[])
    }

    /// The form for a number, which fills `{n}`, with the other placeholders filled.
    pub(in crate::write) fn fill_count(
        &self,
        key: &str,
        number: usize,
        given: &[Given<'_>],
    ) -> String {
        let shown = self.number(number);
        let mut all: Vec<Given<'_>> = vec![("n", &shown)];
        all.extend_from_slice(given);
        filled(self.form(key, Some(number)), key, &all)
    }

    fn form(&self, key: &str, number: Option<usize>) -> Option<&str> {
        match self.message(key)? {
            Message::Plain(text) => Some(text),
            Message::Plural(forms) => {
                let plural = Plural::of(self.lang, number.unwrap_or_default());
                (forms.get(&plural).or_else(|| forms.get(&Plural::Other))).map(String::as_str)
            }
        }
    }

    /// `1,234,567`.
    pub(in crate::write) fn number(&self, number: usize) -> String {
        samestory::numerals::thousands(number).replace(',', &self.format.group)
    }

    /// The messages of the page's script, by key, as JSON.
    pub(super) fn for_script(&self) -> serde_json::Value {
        let told = |message: &Message| match message {
            Message::Plain(text) => serde_json::json!(text),
            Message::Plural(forms) => serde_json::json!(forms),
        };
        (self.sections.get("script").into_iter().flatten())
            .map(|(key, message)| (key.clone(), told(message)))
            .collect()
    }
}

fn filled(form: Option<&str>, key: &str, given: &[Given<'_>]) -> String {
    let mut rest = form.unwrap_or(key);
    let mut text = String::with_capacity(rest.len() + 32);
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
        if let Some((_, value)) = given.iter().find(|(known, _)| *known == name) {
            // Writing to a String cannot fail.
            let _ = write!(text, "{value}");
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn placeholders(text: &str) -> BTreeSet<&str> {
        let parts = text.split('{').skip(1);
        parts.filter_map(|part| part.split('}').next()).collect()
    }

    fn forms(message: &Message) -> Vec<&str> {
        match message {
            Message::Plain(text) => vec![text],
            Message::Plural(forms) => forms.values().map(String::as_str).collect(),
        }
    }

    fn keys(strings: &Strings) -> BTreeMap<String, &Message> {
        let sections = strings.sections.iter();
        let keys = sections.flat_map(|(section, messages)| {
            let named = move |(key, message)| (format!("{section}.{key}"), message);
            messages.iter().map(named)
        });
        keys.collect()
    }

    #[test]
    fn every_language_has_every_key_with_the_same_placeholders() {
        let english = keys(Strings::of(ReportLang::En));
        for lang in ReportLang::ALL {
            let own = keys(Strings::of(lang));
            let missing: Vec<_> = english
                .keys()
                .filter(|key| !own.contains_key(*key))
                .collect();
            let added: Vec<_> = own
                .keys()
                .filter(|key| !english.contains_key(*key))
                .collect();
            assert!(
                missing.is_empty() && added.is_empty(),
                "{lang:?}: missing {missing:?}, too many {added:?}"
            );
            for (key, message) in own {
                let wanted: BTreeSet<&str> = forms(english[&key])
                    .into_iter()
                    .flat_map(placeholders)
                    .collect();
                for form in forms(message) {
                    let mut found = placeholders(form);
                    // A form for one thing may say the number in words.
                    found.extend(
                        wanted
                            .get("n")
                            .filter(|_| matches!(message, Message::Plural(_))),
                    );
                    assert_eq!(found, wanted, "{lang:?} {key}: {form}");
                    assert!(
                        !form.contains('"'),
                        "{lang:?} {key}: \" would end an attribute"
                    );
                    assert!(!form.is_empty(), "{lang:?} {key}");
                }
                if let Message::Plural(forms) = message {
                    let own: Vec<Plural> = forms.keys().copied().collect();
                    assert_eq!(own, Plural::all(lang), "{lang:?} {key}: its plural forms");
                }
            }
        }
    }

    #[test]
    fn every_key_is_used_and_every_used_key_is_there() {
        let known = keys(Strings::of(ReportLang::En));
        let own = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/write");
        let mut sources = String::new();
        let mut folders = vec![own];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.to_string_lossy().into_owned();
                if path.is_dir() {
                    folders.push(path);
                } else if ["rs", "jinja", "js"].iter().any(|end| name.ends_with(end)) {
                    sources += &std::fs::read_to_string(path).unwrap();
                }
            }
        }
        let used = |key: &str| match key.strip_prefix("script.") {
            Some(name) => sources.contains(&format!("say.{name}")),
            None => sources.contains(&format!("\"{key}\"")),
        };
        let unused: Vec<&String> = known.keys().filter(|key| !used(key)).collect();
        assert!(unused.is_empty(), "nothing uses {unused:?}");
        let sections = Strings::of(ReportLang::En).sections.keys();
        for section in sections {
            let begin = if section == "script" {
                "say.".to_owned()
            } else {
                format!("\"{section}.")
            };
            for at in sources.split(&begin).skip(1) {
                let end =
                    at.find(|c: char| !c.is_ascii_lowercase() && c != '_' && !c.is_ascii_digit());
                let name = &at[..end.unwrap_or(at.len())];
                let key = format!("{section}.{name}");
                // A template's name, or this test itself.
                let template = matches!(name, "html" | "");
                assert!(
                    template || known.contains_key(&key),
                    "{key} is used and not there"
                );
            }
        }
    }

    #[test]
    fn messages_are_filled_and_numbers_choose_the_form() {
        let russian = Strings::of(ReportLang::Ru);
        let counted = [1, 2, 5, 21, 1234].map(|n| russian.count("count.articles", n));
        assert_eq!(
            counted,
            [
                "1 статья",
                "2 статьи",
                "5 статей",
                "21 статья",
                "1\u{a0}234 статьи"
            ]
        );
        assert_eq!(
            filled(Some("{a} and {b}{"), "", &[("a", &1), ("b", &"{a}")]),
            "1 and {a}"
        );
        assert_eq!(
            Strings::of(ReportLang::En).say("no.such_key"),
            "no.such_key"
        );
        assert_eq!(ReportLang::of("zh"), Some(ReportLang::Zh));
        assert_eq!(ReportLang::of("xx"), None);
    }
}
