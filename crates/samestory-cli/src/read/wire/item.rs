//! What an item of a news wire says of itself, whatever its format, and what that means here.
//!
//! In: the fields of an item. Out: an article in the draft, or the reason why the item makes none: it
//! was canceled or is withheld, its embargo is not over, it is a picture or a list of other items.
//! Each item tells which chain of versions it belongs to and where in it (`read/versions.rs`).

use samestory::time::Timestamp;

use crate::read::draft::Draft;
use crate::read::fields::{FEED_RANK, Field, Names, Target};
use crate::read::problem::{Remark, Standing};
use crate::read::version::Version;

/// An item of a news wire.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) text: Option<String>,
    /// What stands for the text where there is none.
    pub(super) summary: Option<String>,
    pub(super) date: Option<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) urgency: Option<String>,
    pub(super) note: Option<String>,
    /// `usable`, `canceled`, `withheld` and what else providers write.
    pub(super) status: Option<String>,
    /// When the embargo ends.
    pub(super) embargo: Option<String>,
    /// What all versions of the item share; its id where nothing else does.
    pub(super) chain: Option<String>,
    pub(super) version: Option<String>,
    /// Chains that this item puts an end to.
    pub(super) ends: Vec<String>,
    /// What the item is, as its format calls it: `text`, `picture`, `composite`.
    pub(super) class: Option<String>,
}

impl Item {
    /// Puts the item's article into the draft.
    ///
    /// # Errors
    /// When the item makes none; the version stands in the draft nevertheless.
    pub(super) fn deliver(mut self, names: &Names, draft: &mut Draft) -> Result<(), Remark> {
        self.title = self.title.filter(|title| !title.is_empty());
        self.text = self.text.filter(|text| !text.is_empty());
        if let Some(chain) = self.chain.as_ref().or(self.id.as_ref()) {
            let date = self.date.as_deref().and_then(|date| date.parse().ok());
            draft.version = Some(Version::new(chain, self.version.as_deref(), date));
        }
        for chain in &self.ends {
            draft.ends.push(Version::new(chain, None, None).chain);
        }
        for (name, value) in [
            ("urgency", &self.urgency),
            ("note", &self.note),
            ("status", &self.status),
            ("embargo", &self.embargo),
            ("version", &self.version),
        ] {
            if let Some(value) = value {
                draft.detail(name, value);
            }
        }
        if let Some(standing) = self.standing(draft.as_of) {
            draft.ends_chain = matches!(standing, Standing::Canceled | Standing::Withheld);
            let reason = match &self.status {
                Some(status) if draft.ends_chain => format!("its status is `{status}`"),
                _ => standing.reason().to_owned(),
            };
            return Err(Remark::aside(standing, reason));
        }
        let summary = self.text.is_none().then_some(&self.summary);
        for (field, name, value) in [
            (Field::Id, "guid", &self.id),
            (Field::Title, "headline", &self.title),
            (Field::Text, "body", &self.text),
            (Field::Text, "summary", summary.unwrap_or(&None)),
            (Field::Date, "version_created", &self.date),
            (Field::Source, "provider", &self.source),
            (Field::Url, "link", &self.url),
            (Field::Lang, "language", &self.lang),
            (Field::Author, "byline", &self.byline),
        ] {
            if let Some(value) = value {
                let known = names.child(name).and_then(|known| known.target);
                let target = known.filter(|target| target.field == field);
                draft.put(
                    target.unwrap_or(Target {
                        field,
                        rank: FEED_RANK,
                        is_sure: true,
                    }),
                    value,
                );
            }
        }
        draft.finish()
    }

    /// Why the item makes no article; none when it does.
    fn standing(&self, as_of: Option<Timestamp>) -> Option<Standing> {
        let status = self.status.as_deref().unwrap_or_default();
        let status = status.rsplit_once(':').map_or(status, |(_, code)| code);
        match status.to_ascii_lowercase().as_str() {
            "canceled" | "cancelled" | "killed" | "kill" | "retracted" | "recalled" => {
                return Some(Standing::Canceled);
            }
            "withheld" | "withhold" => return Some(Standing::Withheld),
            "draft" | "pending" | "private" | "trash" => return Some(Standing::Unpublished),
            // Without a time it stays closed.
            "embargoed" if self.embargo.is_none() => return Some(Standing::Embargoed),
            _ => {}
        }
        if let Some(embargo) = &self.embargo {
            match embargo.parse::<Timestamp>() {
                Ok(end) if as_of.is_none_or(|now| end <= now) => {}
                Ok(_) => return Some(Standing::Embargoed),
                Err(_) if status.eq_ignore_ascii_case("embargoed") => {
                    return Some(Standing::Embargoed);
                }
                // Some providers write a template where there is no embargo.
                Err(_) => {}
            }
        }
        let class = self.class.as_deref().unwrap_or_default();
        let class = class.rsplit_once(':').map_or(class, |(_, code)| code);
        match class.to_ascii_lowercase().as_str() {
            "picture" | "photo" | "graphic" | "animated" | "video" | "audio" | "image" => {
                Some(Standing::NoText)
            }
            "composite" | "package" if self.text.is_none() => Some(Standing::Package),
            _ if self.title.is_none() && self.text.is_none() && self.summary.is_none() => {
                Some(Standing::NoText)
            }
            _ => None,
        }
    }
}
