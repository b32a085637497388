//! Rows that cannot be written yet, because they must be sorted or counted first: one behind the other, without an allocation for each.

use super::changes::Identity;
use std::ops::Range;

/// Rows, as they were packed.
#[derive(Default)]
pub(super) struct Kept {
    /// Of each row its key, then what was packed of it.
    octets: Vec<u8>,
    rows: Vec<KeptRow>,
    /// Where the present table begins.
    table: (usize, usize),
}

/// A row that is kept.
#[derive(Clone, Copy)]
pub(super) struct KeptRow {
    start: usize,
    /// Octets of the key that are its group's.
    group: u32,
    key: u32,
    packed: u32,
    /// What tells it from others, where changes are looked for.
    pub(super) identity: Option<Identity>,
}

impl Kept {
    /// Keeps a row: `write` appends its key, says how much of that is its group's, and appends what is packed of it behind.
    pub(super) fn push(
        &mut self,
        identity: Option<Identity>,
        key: impl FnOnce(&mut Vec<u8>) -> usize,
        pack: impl FnOnce(&mut Vec<u8>),
    ) -> &KeptRow {
        let start = self.octets.len();
        let group = key(&mut self.octets);
        let key_end = self.octets.len();
        pack(&mut self.octets);
        let length = |range: Range<usize>| u32::try_from(range.len()).unwrap_or(u32::MAX);
        let row = KeptRow {
            start,
            group: length(0..group),
            key: length(start..key_end),
            packed: length(key_end..self.octets.len()),
            identity,
        };
        self.rows.push(row);
        &self.rows[self.rows.len() - 1]
    }

    /// A table begins.
    pub(super) fn begin_table(&mut self) {
        self.table = (self.rows.len(), self.octets.len());
    }

    /// Forgets the rows of the table that began last.
    pub(super) fn forget_table(&mut self) {
        let (rows, octets) = self.table;
        self.rows.truncate(rows);
        self.octets.truncate(octets);
    }

    /// Puts the rows in the order of their keys; of equals the one that came first stands first.
    pub(super) fn sort(&mut self) {
        let octets = &self.octets;
        self.rows.sort_by(|one, other| octets[one.key_range()].cmp(&octets[other.key_range()]));
    }

    /// The rows in their order.
    pub(super) fn rows(&self) -> &[KeptRow] {
        &self.rows
    }

    /// The key of a row's group.
    pub(super) fn group(&self, row: &KeptRow) -> &[u8] {
        &self.octets[row.start..row.start + row.group as usize]
    }

    /// What was packed of a row.
    pub(super) fn packed(&self, row: &KeptRow) -> &[u8] {
        let start = row.start + row.key as usize;
        &self.octets[start..start + row.packed as usize]
    }
}

impl KeptRow {
    fn key_range(&self) -> Range<usize> {
        self.start..self.start + self.key as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keep(kept: &mut Kept, group: &[u8], sort: &[u8], packed: &[u8]) {
        let key = |out: &mut Vec<u8>| {
            out.extend_from_slice(group);
            out.extend_from_slice(sort);
            group.len()
        };
        kept.push(None, key, |out| out.extend_from_slice(packed));
    }

    #[test]
    fn rows_are_sorted_within_their_groups_and_equals_stay_as_they_came() {
        let mut kept = Kept::default();
        kept.begin_table();
        keep(&mut kept, b"b", b"1", b"first");
        keep(&mut kept, b"a", b"2", b"second");
        kept.begin_table();
        keep(&mut kept, b"x", b"0", b"forgotten");
        kept.forget_table();
        keep(&mut kept, b"a", b"1", b"third");
        keep(&mut kept, b"a", b"2", b"fourth");
        kept.sort();
        let rows: Vec<_> = kept.rows().iter().map(|row| (kept.group(row), kept.packed(row))).collect();
        let expected: [(&[u8], &[u8]); 4] = [(b"a", b"third"), (b"a", b"second"), (b"a", b"fourth"), (b"b", b"first")];
        assert_eq!(rows, expected);
    }
}
