//! The next place in a text where something holds, asked for from place to place.
//!
//! In: ascending places. Out: the first place at or behind each where the condition holds. Promise:
//! what a search from every place would find. Cost: one look at each token, however often and from
//! wherever it is asked, so that a paragraph of many megabytes costs what many short ones do.

/// Remembers the place found last: it holds until a later one is asked for.
#[derive(Debug, Default)]
pub(crate) struct Next {
    found: Option<usize>,
}

impl Next {
    /// The first place from `from` on, below `len`, where `holds`; `len` when there is none.
    ///
    /// `from` must not be less than in the call before, and `len` and `holds` the same.
    pub(crate) fn from(
        &mut self,
        from: usize,
        len: usize,
        holds: impl FnMut(&usize) -> bool,
    ) -> usize {
        match self.found {
            Some(found) if found >= from => found,
            _ => {
                let found = (from..len).find(holds).unwrap_or(len);
                *self.found.insert(found)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_place_is_looked_at_twice() {
        let (mut next, mut looks) = (Next::default(), 0);
        for from in 0..1000 {
            next.from(from, 1000, |_| {
                looks += 1;
                false
            });
        }
        assert_eq!(looks, 1000);
    }

    proptest! {
        #[test]
        fn it_finds_what_a_search_from_every_place_finds(places in prop::collection::vec(any::<bool>(), 0..40), step in 1_usize..5) {
            let mut next = Next::default();
            for from in (0..places.len() + 2).step_by(step) {
                let found = (from..places.len()).find(|&at| places[at]).unwrap_or(places.len());
                prop_assert_eq!(next.from(from, places.len(), |&at| places[at]), found);
            }
        }
    }
}
