//! Messages in the templates: `{{ t("event.text") }}`, `{{ t("count.articles", n=3) }}`.
//!
//! Promise: what is filled in is escaped, unless a template made it; the message itself is ours.

use minijinja::value::Kwargs;
use minijinja::{Environment, Error, HtmlEscape, Value};

use super::{Given, Strings};

/// Makes `t` known to the templates, and `lang`, the code of the language.
pub(in crate::write::report) fn install(
    environment: &mut Environment<'_>,
    strings: &'static Strings,
) {
    environment.add_global("lang", strings.lang.code());
    environment.add_function("t", move |key: &str, given: Kwargs| {
        message(strings, key, &given)
    });
}

fn message(strings: &Strings, key: &str, given: &Kwargs) -> Result<Value, Error> {
    let mut number = None;
    let mut shown: Vec<(&str, String)> = Vec::new();
    for name in given.args() {
        let value: Value = given.get(name)?;
        if name == "n" {
            number = value.as_usize();
        }
        shown.push((name, insert(strings, &value)));
    }
    let given: Vec<Given<'_>> = (shown
        .iter()
        .filter(|(name, _)| *name != "n" || number.is_none()))
    .map(|(name, value)| (*name, value as &dyn std::fmt::Display))
    .collect();
    let text = match number {
        Some(number) => strings.fill_count(key, number, &given),
        None => strings.fill(key, &given),
    };
    Ok(Value::from_safe_string(text))
}

fn insert(strings: &Strings, value: &Value) -> String {
    match (value.as_usize(), value.as_str()) {
        (Some(number), _) => strings.number(number),
        (_, Some(text)) if !value.is_safe() => HtmlEscape(text).to_string(),
        _ => value.to_string(),
    }
}
