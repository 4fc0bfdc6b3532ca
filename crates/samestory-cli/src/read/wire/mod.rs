//! News wires: items as agencies send them, with a status, an embargo and versions.
//!
//! Each format reads its fields into one `Item` (`item.rs`), which says what becomes of it. XML is
//! taken apart once (`tree.rs`) and its bodies are laid out as text (`body.rs`).

mod body;
mod document;
mod item;
mod mail;
mod newsml1;
mod newsml2;
mod ninjs;
mod nitf;
mod teletype;
mod tree;

pub(super) use document::{NewsXml, format_of};
pub(super) use mail::Mail;
pub(super) use ninjs::Ninjs;
pub(super) use teletype::Teletype;
