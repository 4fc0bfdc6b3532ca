//! One item of a feed.

use super::base::Base;
use super::head::Head;
use super::wordpress::Post;
use crate::read::draft::Draft;
use crate::read::fields::{FEED_RANK, Field, Names, Target};
use crate::read::problem::Remark;
use crate::read::version::Version;
use crate::read::xml::{Element, Elements, decoded, local, text_of, value_of};

/// Reads one item.
pub(super) fn parse(
    record: &[u8],
    head: &Head,
    names: &Names,
    draft: &mut Draft,
) -> Result<(), Remark> {
    draft.start();
    let (text, remark) = decoded(record, head.encoding);
    draft.remarks.extend(remark);
    for (field, value) in [(Field::Source, &head.title), (Field::Lang, &head.lang)] {
        draft.put(of_feed(field), value);
    }
    let Some(item) = Element::around(&text) else {
        return Err(Remark::new(
            "is no element that can be read",
            "check the feed with a validator",
        ));
    };
    if !item.is_whole {
        draft.remarks.push(Remark::new(
            "the feed is cut off in this item, which was read as far as it goes",
            "fetch the feed again",
        ));
    }
    for (name, field) in [
        ("rdf:about", Field::Id),
        ("xml:lang", Field::Lang),
        // Of channels in the Channel Definition Format.
        ("href", Field::Url),
        ("lastmod", Field::Date),
    ] {
        if let Some(value) = item.attribute(name) {
            draft.put(of_feed(field), &value);
        }
    }
    let base = head.base.inside(&item.tag);
    let mut post = Post::default();
    let mut updated = None;
    for element in Elements::of(item.source) {
        post.take(&element.name, element.source);
        if matches!(local(element.name.as_bytes()), b"updated" | b"modified") {
            updated = text_of(element.source).trim().parse().ok();
        }
        take(&element, names, head, &base, draft);
    }
    if draft.is_without_words() {
        // Its element says that it is an item: a picture, perhaps, or a link.
        draft.put(of_feed(Field::Title), "");
        draft.remarks.push(Remark::new(
            "the item has neither a title nor a text, so it is compared with nothing",
            "leave it out, or name its elements with --title-field and --text-field",
        ));
    }
    let date = updated.or_else(|| draft.value(Field::Date)?.parse().ok());
    let (id, url) = (draft.value(Field::Id), draft.value(Field::Url));
    draft.version = Version::of_item(id, url, &head.title, date);
    if let Some(standing) = post.standing() {
        return Err(Remark::aside(standing, post.reason()));
    }
    draft.finish()
}

/// The place of a value that holds where an item has none of its own.
fn of_feed(field: Field) -> Target {
    Target {
        field,
        rank: FEED_RANK,
        is_sure: false,
    }
}

/// Takes what an element of an item says.
fn take(element: &Element<'_>, names: &Names, head: &Head, base: &Base, draft: &mut Draft) {
    let Some(known) = look_up(&element.name, names, head) else {
        return;
    };
    if let (Some(target), Some(address)) = (known.target, element.attribute("href")) {
        // Atom: the page itself, not the feed, a reply or a picture.
        let relation = element.attribute("rel");
        if target.field == Field::Url && relation.is_none_or(|rel| rel == "alternate") {
            draft.put(target, &base.inside(&element.tag).whole(&address));
        }
        return;
    }
    let has_elements = element.has_elements();
    if has_elements && known.has_children() {
        for inner in Elements::of(element.source) {
            let target = look_up(&inner.name, known, head).and_then(|known| known.target);
            if let Some(target) = target {
                draft.put(target, value_of(&inner).trim());
            }
        }
    }
    let Some(target) = known.target else {
        return;
    };
    let value = value_of(element);
    let base = base.inside(&element.tag);
    match target.field {
        Field::Url => draft.put(target, &base.whole(&value)),
        Field::Id => {
            draft.put(target, &base.stated(&value));
            // In RSS the page as well, unless it says that it is none.
            let is_page = element.name.eq_ignore_ascii_case("guid")
                && value.trim_start().starts_with("http")
                && element
                    .attribute("isPermaLink")
                    .is_none_or(|is| is != "false");
            if is_page {
                draft.put(of_feed(Field::Url), value.trim());
            }
        }
        // Mark-up in them is a part of what they say; an author is not the mark-up around a name.
        Field::Title | Field::Text => draft.put(target, value.trim()),
        _ if has_elements => {}
        _ => draft.put(target, value.trim()),
    }
}

fn look_up<'n>(name: &str, names: &'n Names, head: &Head) -> Option<&'n Names> {
    if let Some(usual) = head.prefixes.usual(name) {
        return names.child(&usual);
    }
    names.child(name).or_else(|| {
        // Prefixes of the feed's own names; those of modules are part of the name.
        let (prefix, local) = name.split_once(':')?;
        matches!(
            prefix,
            "atom" | "atom10" | "a" | "a10" | "rss" | "rss1" | "feed"
        )
        .then(|| names.child(local))?
    })
}
