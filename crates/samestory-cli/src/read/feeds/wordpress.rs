//! What an export of WordPress says of an item: which kind of post it is, and its status.
//!
//! Only published posts and pages are articles; attachments, menu entries, drafts and what is in the
//! bin are counted.
//!
//! Source: the export format of WordPress, WXR 1.0 to 1.2.

use crate::read::problem::Standing;
use crate::read::xml::text_of;

/// A post.
#[derive(Debug, Default)]
pub(super) struct Post {
    kind: Option<String>,
    status: Option<String>,
}

impl Post {
    /// Takes what an element of the item says of it.
    pub(super) fn take(&mut self, name: &str, source: &str) {
        let place = match name {
            "wp:post_type" => &mut self.kind,
            "wp:status" => &mut self.status,
            _ => return,
        };
        *place = Some(text_of(source).trim().to_ascii_lowercase());
    }

    /// Why it is no article; none when it is.
    pub(super) fn standing(&self) -> Option<Standing> {
        match (self.kind.as_deref(), self.status.as_deref()) {
            (Some("attachment" | "nav_menu_item" | "revision" | "custom_css"), _) => {
                Some(Standing::NoText)
            }
            (_, Some("future")) => Some(Standing::Embargoed),
            (Some(_), Some("trash")) => Some(Standing::Canceled),
            (Some(_), Some("draft" | "auto-draft" | "pending" | "private")) => {
                Some(Standing::Unpublished)
            }
            _ => None,
        }
    }

    /// The same in words.
    pub(super) fn reason(&self) -> String {
        let of = |value: &Option<String>| value.clone().unwrap_or_default();
        format!(
            "a post of type `{}` with status `{}`",
            of(&self.kind),
            of(&self.status)
        )
    }
}
