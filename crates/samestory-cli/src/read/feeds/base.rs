//! Addresses that are not whole: what they are relative to.
//!
//! Source: XML Base; RFC 4287, section 2. A feed that gives no base is taken to mean its own link.

use std::borrow::Cow;

use quick_xml::events::BytesStart;
use url::Url;

use crate::read::xml::attribute;

/// What relative addresses begin with.
#[derive(Debug, Clone, Default)]
pub(super) struct Base {
    address: Option<Box<Url>>,
    /// Whether the feed says that it is the base.
    is_stated: bool,
}

impl Base {
    /// The base that an address gives.
    pub(super) fn at(address: &str) -> Self {
        Self {
            address: Url::parse(address.trim()).ok().map(Box::new),
            is_stated: false,
        }
    }

    /// The base inside of an element, which may state one of its own.
    pub(super) fn inside(&self, tag: &BytesStart<'_>) -> Cow<'_, Self> {
        match attribute(tag, "xml:base") {
            Some(own) => Cow::Owned(Self {
                is_stated: true,
                ..Self::at(&self.whole(&own))
            }),
            None => Cow::Borrowed(self),
        }
    }

    /// This base, or another one where there is none.
    pub(super) fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self.address.is_some() {
            self
        } else {
            other()
        }
    }

    /// A name that may be an address: made whole where it looks like one, and the base is stated.
    pub(super) fn stated<'a>(&self, name: &'a str) -> Cow<'a, str> {
        if self.is_stated && name.contains('/') {
            self.whole(name)
        } else {
            Cow::Borrowed(name.trim())
        }
    }

    /// An address as it is, or made whole where it is relative.
    pub(super) fn whole<'a>(&self, address: &'a str) -> Cow<'a, str> {
        let address = address.trim();
        // Most of all are whole, which is seen without reading them.
        let is_whole = address.starts_with("https://") || address.starts_with("http://");
        let Some(base) = self.address.as_ref().filter(|_| !is_whole) else {
            return Cow::Borrowed(address);
        };
        if Url::parse(address).is_ok() {
            return Cow::Borrowed(address);
        }
        match base.join(address) {
            Ok(whole) if !address.is_empty() => Cow::Owned(whole.into()),
            _ => Cow::Borrowed(address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Base;

    #[test]
    fn what_is_whole_stays_and_the_rest_is_made_so() {
        let base = Base::at("https://courier.example/news/feed.xml");
        for (address, whole) in [
            (
                "https://Gazette.example:443/x",
                "https://Gazette.example:443/x",
            ),
            ("ferry", "https://courier.example/news/ferry"),
            ("/ferry?id=7", "https://courier.example/ferry?id=7"),
            ("//gazette.example/x", "https://gazette.example/x"),
            ("tag:courier.example,2024:7", "tag:courier.example,2024:7"),
            ("", ""),
        ] {
            assert_eq!(base.whole(address), whole, "{address}");
            assert_eq!(Base::default().whole(address), address);
        }
    }
}
