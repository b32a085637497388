//! What a column is: fixed facts, and how a socket's value in it is found.

use super::Row;
use crate::commands::gather::Wants;
use render::grid::{self, Align, Cut, Screen};
use render::style::Style;
use render::value::Value;

/// Finds a value of a socket.
pub(crate) type ValueOf = for<'r> fn(&'r Row<'_>) -> Value<'r>;

/// One column of our own views.
pub(crate) struct Column {
    /// What chooses it.
    pub(crate) name: &'static str,
    /// Other names by which it is known.
    pub(crate) aliases: &'static [&'static str],
    /// What it shows, in one sentence.
    pub(crate) about: &'static str,
    /// What must be asked for, so that it has values.
    pub(crate) wants: Wants,
    /// Whether its values change with the time alone, so that a change of it is no news.
    pub(crate) is_clock: bool,
    /// What people read, and what rows are sorted, grouped and counted by.
    pub(crate) value: ValueOf,
    /// How it is coloured.
    pub(crate) style: fn(&Row<'_>) -> Style,
    /// What programs read.
    pub(crate) fields: Fields,
    /// How it stands in a table.
    pub(crate) shape: grid::Column,
}

/// What JSON has of a column.
pub(crate) enum Fields {
    /// Its value, by this name.
    Own(&'static str, Kind),
    /// These facts.
    Several(&'static [Field]),
}

/// One fact in JSON.
#[derive(Clone, Copy)]
pub(crate) struct Field {
    /// Its name.
    pub(crate) name: &'static str,
    /// What kind of value it is.
    pub(crate) kind: Kind,
    /// What it tells, in one sentence.
    pub(crate) about: &'static str,
    /// The value.
    value: ValueOf,
    /// Whether it is a fact of the process that holds the socket.
    is_of_holder: bool,
}

/// The one fact about a holder that has a reason where nobody is seen to hold a socket: it would be the same for all others.
const TELLS_WHY: &str = "process.pid";

impl Field {
    /// A field.
    pub(super) const fn new(name: &'static str, kind: Kind, about: &'static str, value: ValueOf) -> Self {
        Self { name, kind, about, value, is_of_holder: false }
    }

    fn of(self, column: &Column) -> Self {
        Self { is_of_holder: column.wants.owners && !column.wants.both_ends, ..self }
    }

    /// What JSON has of it. Where nobody is seen to hold the socket, `process.pid` says why, and all else about the process is left out.
    pub(crate) fn told<'r>(&self, row: &'r Row<'_>) -> Value<'r> {
        match (self.value)(row) {
            Value::Unknown(_) if self.is_of_holder && self.name != TELLS_WHY && row.is_unheld() => Value::Absent,
            value => value,
        }
    }
}

/// What kind of value a field has in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word of ours.
    Word,
    /// Text of strangers.
    Text,
    /// A number from zero.
    Number,
    /// An address, or the name that a socket has in its place; a number where the family has numbers.
    Address,
    /// A moment (RFC 3339, UTC).
    Moment,
    /// True or false.
    Truth,
    /// Several texts.
    Texts,
    /// Records of processes.
    Processes,
}

impl Column {
    /// A column at the left, of usual importance, that needs nothing asked for.
    pub(crate) const fn new(
        name: &'static str,
        title: &'static str,
        about: &'static str,
        value: ValueOf,
        fields: Fields,
    ) -> Self {
        Self {
            name,
            aliases: &[],
            about,
            wants: NOTHING,
            is_clock: false,
            value,
            style: plain,
            fields,
            shape: grid::Column::new(name, title),
        }
    }

    /// The same, also known by these names.
    #[must_use]
    pub(crate) const fn also(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    /// The same, with what must be asked for.
    #[must_use]
    pub(crate) const fn wanting(mut self, wants: Wants) -> Self {
        self.wants = wants;
        self
    }

    /// The same, at the right.
    #[must_use]
    pub(crate) const fn right(mut self) -> Self {
        self.shape = self.shape.align(Align::Right);
        self
    }

    /// The same, with its ports one below the other.
    #[must_use]
    pub(crate) const fn at_port(mut self) -> Self {
        self.shape = self.shape.align(Align::AtPort);
        self
    }

    /// The same, cut where necessary, down to `least` columns of the screen.
    #[must_use]
    pub(crate) const fn cut(mut self, cut: Cut, least: u16) -> Self {
        self.shape = self.shape.cut(cut, least);
        self
    }

    /// The same, with at most so many columns of a screen.
    #[must_use]
    pub(crate) const fn most(mut self, most: u16) -> Self {
        self.shape = self.shape.most(most);
        self
    }

    /// The same, of another importance.
    #[must_use]
    pub(crate) const fn importance(mut self, importance: u8) -> Self {
        self.shape = self.shape.importance(importance);
        self
    }

    /// The same, never left out.
    #[must_use]
    pub(crate) const fn essential(mut self) -> Self {
        self.shape = self.shape.essential();
        self
    }

    /// The same, shown on a screen only where it says something.
    #[must_use]
    pub(crate) const fn only_filled(mut self) -> Self {
        self.shape = self.shape.only_filled();
        self
    }

    /// The same, coloured so.
    #[must_use]
    pub(crate) const fn styled(mut self, style: fn(&Row<'_>) -> Style) -> Self {
        self.style = style;
        self
    }

    /// The same, where the time alone changes it.
    #[must_use]
    pub(crate) const fn clock(mut self) -> Self {
        self.is_clock = true;
        self
    }

    /// How it stands in a table on this screen. An end of a connection gets a quarter of it before it is cut: rather than that, less important
    /// columns are left out. It is at least as
    /// important as `importance`.
    pub(crate) fn shape_on(&self, screen: Screen, importance: u8) -> grid::Column {
        let shape = self.shape.importance(self.shape.importance.max(importance));
        match (shape.align, screen.width) {
            (Align::AtPort, Some(width)) => shape.cut(shape.cut, (width / 4).max(shape.least)),
            _ => shape,
        }
    }

    /// What JSON has of it.
    pub(crate) fn fields(&self) -> Vec<Field> {
        match self.fields {
            Fields::Own(name, kind) => vec![Field::new(name, kind, self.about, self.value).of(self)],
            Fields::Several(fields) => fields.iter().map(|field| field.of(self)).collect(),
        }
    }
}

/// Asks for nothing beyond the record.
pub(super) const NOTHING: Wants =
    Wants { tcp_info: false, memory: false, private: false, owners: false, both_ends: false };
/// Asks who holds it.
pub(super) const OWNERS: Wants = Wants { owners: true, ..NOTHING };
/// Asks for TCP's own account.
pub(super) const TCP_INFO: Wants = Wants { tcp_info: true, ..NOTHING };
/// Asks for what only administrators are told.
pub(super) const PRIVATE: Wants = Wants { private: true, ..NOTHING };
/// Asks who holds the other end.
pub(super) const BOTH_ENDS: Wants = Wants { owners: true, both_ends: true, ..NOTHING };

fn plain(_: &Row<'_>) -> Style {
    Style::Plain
}
