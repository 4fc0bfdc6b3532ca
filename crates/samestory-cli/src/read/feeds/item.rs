//! One item of a feed.

use super::element::{Element, Elements, decoded, text_of};
use super::head::Head;
use crate::read::draft::Draft;
use crate::read::fields::{FEED_RANK, Field, Names, Target};
use crate::read::problem::Remark;

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
    let mut elements = Elements::of(&text);
    let Some(item) = elements.next() else {
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
    for (name, field) in [("rdf:about", Field::Id), ("xml:lang", Field::Lang)] {
        if let Some(value) = item.attribute(name) {
            draft.put(of_feed(field), &value);
        }
    }
    for element in Elements::of(item.source) {
        take(&element, names, draft);
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
fn take(element: &Element<'_>, names: &Names, draft: &mut Draft) {
    let Some(known) = look_up(&element.name, names) else {
        return;
    };
    if let (Some(target), Some(address)) = (known.target, element.attribute("href")) {
        // Atom: the page itself, not the feed, a reply or a picture.
        let relation = element.attribute("rel");
        if target.field == Field::Url && relation.is_none_or(|rel| rel == "alternate") {
            draft.put(target, &address);
        }
        return;
    }
    let has_children = known.has_children() && Elements::of(element.source).next().is_some();
    if has_children {
        for inner in Elements::of(element.source) {
            let target = look_up(&inner.name, known).and_then(|known| known.target);
            if let Some(target) = target {
                draft.put(target, text_of(inner.source).trim());
            }
        }
    }
    if let Some(target) = known.target {
        // An author or a source is not the mark-up that is in it.
        if !has_children || target.field == Field::Text {
            draft.put(target, text_of(element.source).trim());
        }
    }
}

fn look_up<'n>(name: &str, names: &'n Names) -> Option<&'n Names> {
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
