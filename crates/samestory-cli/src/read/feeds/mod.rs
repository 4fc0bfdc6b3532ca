//! RSS, RDF and Atom: an `item` or `entry` an article.
//!
//! Items are cut out by their tags (`framing.rs`), so that one that is ill-formed costs no other,
//! and read one by one (`item.rs`) by the names of their elements, which are looked up as the keys
//! of JSON are: `content:encoded` before `description`, `pubDate`, `dc:date`, `guid`, `link`. What
//! the feed says of all of them (`head.rs`) holds where an item says nothing: its title is the
//! source, its language the language.
//!
//! Source: the specifications of RSS 0.9 to 2.0 and its modules, RFC 4287.

mod framing;
mod head;
mod item;

pub(super) use framing::Items;
pub(super) use head::Head;
pub(super) use item::parse;

/// A name without its prefix.
fn local(name: &[u8]) -> &[u8] {
    match memchr::memchr(b':', name) {
        Some(at) => &name[at + 1..],
        None => name,
    }
}
