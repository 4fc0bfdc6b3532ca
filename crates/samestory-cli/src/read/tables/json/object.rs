//! JSON records: an object an article.
//!
//! Known fields are read by name, in any order, the others are skipped without being kept. Strings
//! go straight into the draft's buffer.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::mend;
use crate::read::draft::Draft;
use crate::read::fields::{Names, Target};
use crate::read::problem::Remark;

/// Lists inside lists that are looked into.
const LISTS: u8 = 3;

/// Reads one record. What is not JSON but can only mean one thing is mended first, with a remark.
pub(super) fn parse(record: &[u8], names: &Names, draft: &mut Draft) -> Result<(), Remark> {
    let failed = match std::str::from_utf8(record) {
        Ok(text) => match take(text, names, draft) {
            Ok(()) => return draft.finish(),
            Err(error) if error.is_syntax() => refusal(&error),
            Err(error) => return Err(refusal(&error)),
        },
        Err(error) => Remark::new(
            format!(
                "invalid UTF-8 at byte {} of the record",
                error.valid_up_to()
            ),
            "convert the file to UTF-8, for example with iconv",
        ),
    };
    let Some(mended) = mend::mend(record) else {
        return Err(failed);
    };
    if take(&mended.text, names, draft).is_err() {
        return Err(failed);
    }
    draft.remarks.extend(mended.remarks);
    draft.finish()
}

fn take(text: &str, names: &Names, draft: &mut Draft) -> Result<(), serde_json::Error> {
    let mut parser = serde_json::Deserializer::from_str(text);
    draft.start();
    Object { names, draft }
        .deserialize(&mut parser)
        .and_then(|()| parser.end())
}

/// The parser's message without its line, which is always 1 here.
fn refusal(error: &serde_json::Error) -> Remark {
    let message = error.to_string();
    let what = message
        .rsplit_once(" at line ")
        .map_or(&*message, |(what, _)| what);
    if error.is_eof() {
        Remark::new(
            format!("the JSON ends too early, after {} bytes", error.column()),
            "the record seems cut off; write it again",
        )
    } else if error.is_data() {
        Remark::new(what.to_owned(), "write one JSON object an article")
    } else {
        Remark::new(
            format!("not JSON: {what} at column {}", error.column()),
            "write one JSON object a line, or name the format with --format",
        )
    }
}

/// An object whose keys are looked up among the known names.
struct Object<'n, 'd> {
    names: &'n Names,
    draft: &'d mut Draft,
}

impl<'de> DeserializeSeed<'de> for Object<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the fields of an article")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(known) = map.next_key_seed(Key(self.names))? {
            match known {
                Some(names) => map.next_value_seed(Value {
                    names,
                    draft: &mut *self.draft,
                    lists: 0,
                })?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// A key: what is known of it.
struct Key<'n>(&'n Names);

impl<'de, 'n> DeserializeSeed<'de> for Key<'n> {
    type Value = Option<&'n Names>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'n> Visitor<'_> for Key<'n> {
    type Value = Option<&'n Names>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        // Tools that lay nested records out in columns write paths as keys.
        let path = || key.contains('.').then(|| self.0.at(key)).flatten();
        Ok(self.0.child(key).or_else(path))
    }
}

/// The value of a known key.
struct Value<'n, 'd> {
    names: &'n Names,
    draft: &'d mut Draft,
    /// Lists that it stands in.
    lists: u8,
}

impl Value<'_, '_> {
    fn put(self, put: impl FnOnce(&mut Draft, Target)) {
        if let Some(target) = self.names.target {
            put(self.draft, target);
        }
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field of an article")
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.put(|draft, target| draft.put(target, value));
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.put(|draft, target| draft.put_number(target, value));
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.put(|draft, target| draft.put_number(target, value));
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.put(|draft, target| draft.put_number(target, value));
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.put(|draft, target| draft.put_wrong(target, "a truth value"));
        Ok(())
    }

    /// Null states the field as empty.
    fn visit_unit<E>(self) -> Result<(), E> {
        self.put(|draft, target| draft.put(target, ""));
        Ok(())
    }

    /// The elements of a list, each by itself. What a list of wrappers holds is no part of the
    /// article.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        if self.lists == LISTS || self.names.is_wrapper() {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        let values = self.draft.values();
        self.draft.open_list();
        let mut elements = 0;
        loop {
            let element = Value {
                names: self.names.element(elements),
                draft: &mut *self.draft,
                lists: self.lists + 1,
            };
            if seq.next_element_seed(element)?.is_none() {
                break;
            }
            elements += 1;
        }
        self.draft.close_list();
        if elements == 0 {
            self.put(|draft, target| draft.put(target, ""));
        } else if self.draft.values() == values {
            self.put(|draft, target| draft.put_wrong(target, "a list without a text"));
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let values = self.draft.values();
        if self.names.has_children() {
            Object {
                names: self.names,
                draft: &mut *self.draft,
            }
            .visit_map(map)?;
        } else {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        }
        if self.draft.values() == values {
            self.put(|draft, target| draft.put_wrong(target, "an object"));
        }
        Ok(())
    }
}
