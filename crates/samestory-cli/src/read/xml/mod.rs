//! XML as far as formats share it: what a document is, its encoding, where its items lie.

mod element;
mod encoding;
mod framing;
mod root;

pub(super) use element::{Element, Elements, attribute, inside, lenient, text_of, value_of};
pub(super) use encoding::{declared, decoded};
pub(super) use framing::Items;
pub(super) use root::{local, root};
