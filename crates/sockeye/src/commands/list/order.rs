//! In which order rows stand, and which belong together.

use crate::commands::columns::key::{self, Direction};
use crate::commands::columns::{Column, Row};
use render::time::Clock;
use render::value::text;

/// What is asked of the order of rows.
pub(super) struct Order {
    /// Rows that are alike in these stand together.
    pub(super) group_by: Vec<&'static Column>,
    /// Within that, rows are sorted by these; of equals the one that came first.
    pub(super) sort: Vec<(&'static Column, Direction)>,
}

impl Order {
    /// Whether rows stand as they come.
    pub(super) fn is_none(&self) -> bool {
        self.group_by.is_empty() && self.sort.is_empty()
    }

    /// Appends the key of a row; how much of it is that of its group is returned.
    pub(super) fn push_key(&self, key: &mut Vec<u8>, row: &Row<'_>) -> usize {
        let start = key.len();
        for column in &self.group_by {
            key::push(key, &(column.value)(row), Direction::Ascending);
        }
        let group = key.len() - start;
        for (column, direction) in &self.sort {
            key::push(key, &(column.value)(row), *direction);
        }
        group
    }

    /// Appends what the group of a row is called.
    pub(super) fn push_heading(&self, out: &mut Vec<u8>, row: &Row<'_>, clock: &Clock) {
        for (place, column) in self.group_by.iter().enumerate() {
            if place > 0 {
                out.extend_from_slice(b", ");
            }
            out.extend_from_slice(column.name.as_bytes());
            out.push(b' ');
            text::push(out, &(column.value)(row), clock);
        }
    }
}
