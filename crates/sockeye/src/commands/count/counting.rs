//! Counting sockets by what they have in some columns.

use crate::commands::columns::key::{self, Direction};
use crate::commands::columns::{Column, Manner, Row};
use crate::commands::gather::{Subject, SubjectSink};
use measure::count::Tally;
use render::value::Value;
use std::collections::HashMap;
use std::io;

/// What is written of one kind of sockets, made when the first is seen.
type Label = Box<[u8]>;

/// Counts sockets as they come.
pub(super) struct Counting<'a> {
    by: &'a [&'static Column],
    manner: &'a Manner,
    /// Makes what is written of sockets that are alike, from the first of them.
    label: &'a dyn Fn(&Row<'_>) -> Vec<u8>,
    tally: Tally<Vec<u8>>,
    labels: HashMap<Vec<u8>, Label>,
    /// Counts of the table that is being read, which may have to be read again.
    table: HashMap<Vec<u8>, u64>,
    key: Vec<u8>,
}

/// What was counted.
pub(super) struct Counts {
    tally: Tally<Vec<u8>>,
    labels: HashMap<Vec<u8>, Label>,
}

/// One kind of sockets, and how many there are of it.
pub(super) struct Counted<'a> {
    pub(super) label: &'a [u8],
    pub(super) count: u64,
}

impl<'a> Counting<'a> {
    pub(super) fn new(by: &'a [&'static Column], manner: &'a Manner, label: &'a dyn Fn(&Row<'_>) -> Vec<u8>) -> Self {
        let (tally, labels, table) = (Tally::new(), HashMap::new(), HashMap::new());
        Self { by, manner, label, tally, labels, table, key: Vec::new() }
    }

    /// Ends it.
    pub(super) fn finish(mut self) -> Counts {
        self.end_table();
        Counts { tally: self.tally, labels: self.labels }
    }

    fn end_table(&mut self) {
        for (key, count) in self.table.drain() {
            self.tally.add(&key, count);
        }
    }
}

impl SubjectSink for Counting<'_> {
    fn accept(&mut self, subject: &Subject<'_>) -> io::Result<()> {
        let row = Row::new(subject, self.manner);
        self.key.clear();
        let mut says_something = false;
        for column in self.by {
            let value = (column.value)(&row);
            says_something |= !matches!(value, Value::Absent | Value::Unknown(_) | Value::Nobody(_));
            key::push(&mut self.key, &value, Direction::Ascending);
        }
        // Keys of those that say nothing come last, and are told from others by their first octet.
        self.key.insert(0, u8::from(!says_something));
        match self.table.get_mut(&self.key) {
            Some(count) => *count += 1,
            None => {
                self.table.insert(self.key.clone(), 1);
                if !self.labels.contains_key(&self.key) {
                    self.labels.insert(self.key.clone(), (self.label)(&row).into());
                }
            }
        }
        Ok(())
    }

    fn begin_table(&mut self) {
        self.end_table();
    }

    fn forget_table(&mut self) -> bool {
        self.table.clear();
        true
    }
}

impl Counts {
    /// How many sockets were counted.
    pub(super) fn total(&self) -> u64 {
        self.tally.total()
    }

    /// How many kinds there are, that of which nothing is known too.
    pub(super) fn kinds(&self) -> usize {
        self.tally.distinct()
    }

    /// How many different ones there are, without those of which nothing is known.
    pub(super) fn distinct(&self) -> usize {
        self.labels.keys().filter(|key| key.first() == Some(&0)).count()
    }

    /// At most so many, the highest counts first, or by key.
    pub(super) fn sorted(&self, by_key: bool, most: usize) -> Vec<Counted<'_>> {
        let mut counted = if by_key { self.tally.sorted() } else { self.tally.top(most) };
        if by_key {
            counted.sort_by_key(|counted| counted.key);
            counted.truncate(most);
        }
        let labelled = counted.into_iter().map(|counted| {
            let label = self.labels.get(counted.key).map(|label| &**label).unwrap_or_default();
            Counted { label, count: counted.count }
        });
        labelled.collect()
    }
}
