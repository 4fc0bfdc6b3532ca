//! Compressed rows: numbers filed under others, such as the groups that an article stands in.
//!
//! In: (key, number) entries. Out: the numbers of each key, in the order of the entries. Cost: two
//! passes over the entries and no sort; 8 bytes a key and 4 an entry.

/// The numbers of every key.
#[derive(Debug)]
pub(in crate::detect) struct Rows {
    /// Where the numbers of each key begin, and the end of the last.
    begin: Vec<usize>,
    numbers: Vec<u32>,
}

impl Rows {
    /// Files entries under keys below `keys`.
    pub(in crate::detect) fn new(
        keys: usize,
        entries: impl Iterator<Item = (u32, u32)> + Clone,
    ) -> Self {
        let mut begin = vec![0; keys + 1];
        for (key, _) in entries.clone() {
            begin[key as usize + 1] += 1;
        }
        for key in 0..keys {
            begin[key + 1] += begin[key];
        }
        let mut next = begin.clone();
        let mut numbers = vec![0; begin[keys]];
        for (key, number) in entries {
            let place = &mut next[key as usize];
            numbers[*place] = number;
            *place += 1;
        }
        Self { begin, numbers }
    }

    pub(in crate::detect) fn get(&self, key: u32) -> &[u32] {
        let key = key as usize;
        &self.numbers[self.begin[key]..self.begin[key + 1]]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_key_has_its_numbers_in_the_order_of_the_entries(
            entries in prop::collection::vec((0_u32..9, any::<u32>()), 0..40),
        ) {
            let rows = Rows::new(9, entries.iter().copied());
            for key in 0..9 {
                let of_key = entries.iter().filter(|entry| entry.0 == key);
                let expected: Vec<u32> = of_key.map(|entry| entry.1).collect();
                prop_assert_eq!(rows.get(key), expected);
            }
        }
    }
}
