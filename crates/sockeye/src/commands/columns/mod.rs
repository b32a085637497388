//! The columns of our own views: one table, from which follow text, JSON, CSV, sorting, grouping, counting and their help.
//!
//! A [`Column`] says what it is called, what must be asked of the kernel for it, and which [`Value`] a socket has in it. What JSON
//! calls the same stands in its [`Field`]s: one as a rule, several where a column shows what belongs together (`local` is an address
//! and a port). Names in JSON are those of OpenTelemetry's semantic conventions where they exist
//! (<https://opentelemetry.io/docs/specs/semconv/registry/attributes/>), else those of the Elastic Common Schema, else ours, with the unit
//! at the end. The local end is `source`, the peer `destination`.

mod both_ends;
pub(crate) mod choice;
mod column;
mod community_id;
mod container;
mod endpoints;
mod ends;
mod health;
mod identity;
pub(crate) mod key;
#[cfg(test)]
pub(crate) mod made_up;
mod owner;
pub(crate) mod packed;
mod program;
mod queues;
mod row;
pub(crate) mod schema;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use column::{Column, Field, Kind};
pub(crate) use row::{Manner, Row};
pub(crate) use words::{state_names, state_word, transport_name, transport_word, unnamed_state};

/// Columns that belong together.
pub(crate) struct Group {
    /// What they are about.
    pub(crate) title: &'static str,
    /// Each of them.
    pub(crate) columns: &'static [Column],
}

/// Every column, by what it is about.
pub(crate) const GROUPS: &[Group] = &[
    Group { title: "endpoints", columns: endpoints::COLUMNS },
    Group { title: "who holds it", columns: owner::COLUMNS },
    Group { title: "what its process is", columns: program::COLUMNS },
    Group { title: "its container", columns: container::COLUMNS },
    Group { title: "the other end on this host", columns: both_ends::COLUMNS },
    Group { title: "queues and timers", columns: queues::COLUMNS },
    Group { title: "how a TCP connection does", columns: health::COLUMNS },
    Group { title: "identity", columns: identity::COLUMNS },
];

/// Every column, in the order in which they are listed.
pub(crate) fn all() -> impl Iterator<Item = &'static Column> {
    GROUPS.iter().flat_map(|group| group.columns)
}

/// What JSON and CSV have of these columns; what two of them have stands once.
pub(crate) fn fields_of(columns: &[&'static Column]) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for field in columns.iter().flat_map(|column| column.fields()) {
        if !fields.iter().any(|known| known.name == field.name) {
            fields.push(field);
        }
    }
    fields
}

/// The column of this name; hyphens and underscores are alike, and so are letters of either case.
pub(crate) fn by_name(name: &str) -> Option<&'static Column> {
    let folded = |octet: u8| if octet == b'_' { b'-' } else { octet.to_ascii_lowercase() };
    let is_same = |known: &str| known.bytes().eq(name.bytes().map(folded));
    all().find(|column| is_same(column.name) || column.aliases.iter().any(|alias| is_same(alias)))
}
