//! What is known of characters, worked out a page at a time as texts need it.
//!
//! In: a character. Out: what a function says of it. Tables of Unicode are searched by range, which is too slow
//! for every letter of a text; here a page of 256 characters is asked for once a run. Memory: the pages that
//! were met, of the first plane only. Cost: one look-up.

use std::array;
use std::sync::OnceLock;

/// Characters of a page, and pages of the first plane.
const PAGE: usize = 256;

pub(super) struct ByCharacter<T> {
    look_up: fn(char) -> T,
    /// In boxes, as the program's file would hold room for all of them.
    pages: [OnceLock<Box<[T; PAGE]>>; PAGE],
}

impl<T: Copy> ByCharacter<T> {
    pub(super) const fn new(look_up: fn(char) -> T) -> Self {
        Self {
            look_up,
            pages: [const { OnceLock::new() }; PAGE],
        }
    }

    pub(super) fn get(&self, c: char) -> T {
        let code = c as u32;
        let (page, at) = (code as usize / PAGE, code as usize % PAGE);
        let Some(known) = self.pages.get(page) else {
            return (self.look_up)(c);
        };
        known.get_or_init(|| {
            let mut codes = code & !0xff..;
            // No character is half of a surrogate pair, so nobody asks for those.
            let of = |code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            Box::new(array::from_fn(|_| {
                (self.look_up)(codes.next().map_or('\0', of))
            }))
        })[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_as_the_function_says() {
        static CODES: ByCharacter<u32> = ByCharacter::new(|c| c as u32);
        for c in '\0'..=char::MAX {
            assert_eq!(CODES.get(c), c as u32);
        }
    }
}
