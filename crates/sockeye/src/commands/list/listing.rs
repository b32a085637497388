//! One listing: rows are written as they come, or kept until they are in order.

use super::changes::{Identity, Shown, SocketId};
use super::kept::Kept;
use super::order::Order;
use super::output::{Mark, Output};
use crate::commands::columns::{Column, Manner, Row};
use crate::commands::gather::{Subject, SubjectSink};
use measure::changes::{Change, Changes};
use render::time::Clock;
use std::collections::HashMap;
use std::io;

/// What a listing is made by.
pub(super) struct Terms<'a> {
    /// How things are called.
    pub(super) manner: &'a Manner,
    /// What is shown, as far as changes of it are looked for.
    pub(super) columns: &'a [&'static Column],
    /// How rows stand.
    pub(super) order: &'a Order,
    /// How many are shown at most.
    pub(super) limit: u64,
    /// The reader's clock.
    pub(super) clock: &'a Clock,
}

/// Takes sockets, and writes them.
pub(super) struct Listing<'a> {
    terms: &'a Terms<'a>,
    output: &'a mut dyn Output,
    /// `None`: rows are written as they come.
    kept: Option<Kept>,
    watches: bool,
    headings: HashMap<Vec<u8>, Heading>,
    written: u64,
    left_out: u64,
    scratch: Vec<u8>,
    /// Whether a row of the present table is out of hand.
    has_told: bool,
    /// Whether the reader has gone away.
    pub(super) is_closed: bool,
}

/// A group of rows.
struct Heading {
    text: Vec<u8>,
    count: u64,
}

/// How many sockets are new, changed and gone since the listing before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Turnover {
    pub(super) new: u64,
    pub(super) changed: u64,
    pub(super) gone: u64,
}

impl<'a> Listing<'a> {
    /// A listing to this output. Where changes are to be marked, all rows are kept.
    pub(super) fn new(terms: &'a Terms<'a>, output: &'a mut dyn Output, watches: bool) -> Self {
        let kept = (watches || !terms.order.is_none()).then(Kept::default);
        Self {
            terms,
            output,
            kept,
            watches,
            headings: HashMap::new(),
            written: 0,
            left_out: 0,
            scratch: Vec::new(),
            has_told: false,
            is_closed: false,
        }
    }

    /// Writes what was kept, and says how many rows were left out.
    pub(super) fn write_kept(&mut self) -> io::Result<u64> {
        if let Some(mut kept) = self.kept.take() {
            kept.sort();
            self.count_groups(&kept);
            let mut group: Option<Vec<u8>> = None;
            for row in kept.rows() {
                self.begin_group(&mut group, kept.group(row))?;
                self.write(kept.packed(row), Mark::None)?;
            }
        }
        Ok(self.left_out)
    }

    /// Writes a line above everything.
    pub(super) fn heading(&mut self, text: &[u8]) -> io::Result<()> {
        self.output.heading(text)
    }

    /// What changed, of the rows that were kept.
    pub(super) fn marks(&mut self, changes: &mut Changes<SocketId, Shown>) -> (Vec<Mark>, Turnover) {
        let (mut marks, mut turnover) = (Vec::new(), Turnover::default());
        let Some(kept) = &mut self.kept else { return (marks, turnover) };
        kept.sort();
        let is_first = changes.is_first();
        for row in kept.rows() {
            let Some(identity) = row.identity else { continue };
            let shown = Shown { looks: identity.looks, packed: kept.packed(row).into() };
            marks.push(match changes.see(identity.socket, shown) {
                Change::New if is_first => Mark::None,
                Change::New => {
                    turnover.new += 1;
                    Mark::New
                }
                Change::Changed(_) => {
                    turnover.changed += 1;
                    Mark::Changed
                }
                Change::Same => Mark::None,
            });
        }
        turnover.gone = changes.gone().len() as u64;
        (marks, turnover)
    }

    /// Writes the rows that were kept with these marks, or those alone that have one, and then what is gone.
    pub(super) fn write_marked(
        &mut self,
        marks: &[Mark],
        changes: &Changes<SocketId, Shown>,
        only_marked: bool,
    ) -> io::Result<u64> {
        let Some(kept) = self.kept.take() else { return Ok(self.left_out) };
        self.count_groups(&kept);
        let mut group: Option<Vec<u8>> = None;
        for (row, mark) in kept.rows().iter().zip(marks) {
            if !only_marked || *mark != Mark::None {
                self.begin_group(&mut group, kept.group(row))?;
                self.write(kept.packed(row), *mark)?;
            }
        }
        for (_, shown) in changes.gone() {
            self.output.write(&shown.packed, Mark::Gone)?;
        }
        Ok(self.left_out)
    }

    fn count_groups(&mut self, kept: &Kept) {
        for row in kept.rows() {
            if let Some(heading) = self.headings.get_mut(kept.group(row)) {
                heading.count += 1;
            }
        }
    }

    fn begin_group(&mut self, present: &mut Option<Vec<u8>>, group: &[u8]) -> io::Result<()> {
        if self.terms.order.group_by.is_empty() || present.as_deref() == Some(group) || self.is_full() {
            return Ok(());
        }
        if let Some(Heading { text, count }) = self.headings.get(group) {
            let text = [text, format!(" ({count})").as_bytes()].concat();
            self.output.heading(&text)?;
        }
        *present = Some(group.to_vec());
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.written >= self.terms.limit
    }

    fn write(&mut self, packed: &[u8], mark: Mark) -> io::Result<()> {
        if self.is_full() {
            self.left_out += 1;
            return Ok(());
        }
        self.written += 1;
        self.output.write(packed, mark)
    }

    fn take(&mut self, subject: &Subject<'_>) -> io::Result<()> {
        let terms = self.terms;
        let row = Row::new(subject, terms.manner);
        let Some(kept) = &mut self.kept else {
            if self.is_full() {
                self.left_out += 1;
                return Ok(());
            }
            self.has_told = true;
            let mut packed = std::mem::take(&mut self.scratch);
            packed.clear();
            self.output.pack(&row, &mut packed);
            let written = self.write(&packed, Mark::None);
            self.scratch = packed;
            return written;
        };
        let identity = self.watches.then(|| Identity::of(&row, terms.columns, &mut self.scratch));
        let output = &self.output;
        let place = *kept.push(identity, |key| terms.order.push_key(key, &row), |packed| output.pack(&row, packed));
        if !terms.order.group_by.is_empty() && !self.headings.contains_key(kept.group(&place)) {
            let mut text = Vec::new();
            terms.order.push_heading(&mut text, &row, terms.clock);
            self.headings.insert(kept.group(&place).to_vec(), Heading { text, count: 0 });
        }
        Ok(())
    }
}

impl SubjectSink for Listing<'_> {
    fn accept(&mut self, subject: &Subject<'_>) -> io::Result<()> {
        let taken = self.take(subject);
        self.is_closed |= matches!(&taken, Err(error) if error.kind() == io::ErrorKind::BrokenPipe);
        taken
    }

    fn begin_table(&mut self) {
        self.has_told = false;
        if let Some(kept) = &mut self.kept {
            kept.begin_table();
        }
    }

    fn forget_table(&mut self) -> bool {
        match &mut self.kept {
            Some(kept) => {
                kept.forget_table();
                true
            }
            None => !self.has_told,
        }
    }
}
