//! Going back to an earlier state of a table, as long as nothing of it has been printed since.

use super::{Mark, Table};
use std::io::Write;

impl<W: Write> Table<W> {
    /// Where the table stands now, the open cell included.
    pub fn mark(&self) -> Mark {
        Mark {
            batch: self.batch,
            cursor: self.cursor,
            cell: self.cell.mark(),
            cells: self.lengths.len(),
            longest: self.longest.clone(),
            budget: self.budget,
        }
    }

    /// Forgets everything since `mark`. False, and nothing is forgotten, when some of it has been printed.
    #[must_use]
    pub fn rewind(&mut self, mark: &Mark) -> bool {
        if mark.batch != self.batch {
            return false;
        }
        self.cursor = mark.cursor;
        self.cell.rewind(mark.cell);
        self.lengths.truncate(mark.cells);
        self.longest.clone_from(&mark.longest);
        self.budget = mark.budget;
        true
    }
}
