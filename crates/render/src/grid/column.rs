//! What a column of a grid is: fixed facts, known before the first row.

/// Where in its column a cell stands that is narrower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left: names, words.
    Left,
    /// At the right: numbers and what has a unit.
    Right,
    /// With the last colon of `address:port` below that of the others, so that an eye runs down the ports. A cell without port
    /// stands at the left.
    AtPort,
}

/// Whether, and where, a cell may be cut when the screen is narrow. The cut is marked with `…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Not before everything else has failed: numbers, short words. One long cell then costs other columns their place.
    Never,
    /// At the end: names.
    End,
    /// In the middle: addresses, paths, host names, whose both ends say most. The port of an address stays.
    Middle,
}

/// A column of a grid.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What chooses it (`--columns NAME`), and what it is called where it had to be left out.
    pub name: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// Where its cells stand.
    pub align: Align,
    /// Whether its cells may be cut.
    pub cut: Cut,
    /// On a narrow screen the more important column has the first choice of the room, of equals the left one; what finds none is
    /// left out, an [`Column::ESSENTIAL`] one never.
    pub importance: u8,
    /// How far it may be narrowed, in columns of the screen.
    pub least: u16,
    /// What it takes of a screen at most, if it may be cut, in columns of the screen.
    pub most: u16,
    /// What it takes at least even if its cells are shorter, in columns of the screen: for rows that come over time, whose
    /// widths are not known when the first is printed.
    pub reserved: u16,
    /// Whether a screen is spared the column when none of its cells says anything.
    pub only_filled: bool,
}

impl Column {
    /// The importance of what is never left out.
    pub const ESSENTIAL: u8 = u8::MAX;
    /// The importance of a column of which nothing else is said.
    pub const USUAL: u8 = 100;

    /// A column at the left, cut never, of usual importance.
    pub const fn new(name: &'static str, title: &'static str) -> Self {
        Self {
            name,
            title,
            align: Align::Left,
            cut: Cut::Never,
            importance: Self::USUAL,
            least: 1,
            most: u16::MAX,
            reserved: 0,
            only_filled: false,
        }
    }

    /// The same, standing elsewhere.
    #[must_use]
    pub const fn align(mut self, align: Align) -> Self {
        self.align = align;
        self
    }

    /// The same, of another importance.
    #[must_use]
    pub const fn importance(mut self, importance: u8) -> Self {
        self.importance = importance;
        self
    }

    /// The same, never left out.
    #[must_use]
    pub const fn essential(self) -> Self {
        self.importance(Self::ESSENTIAL)
    }

    /// The same, cut where necessary down to `least` columns of the screen.
    #[must_use]
    pub const fn cut(mut self, cut: Cut, least: u16) -> Self {
        self.cut = cut;
        self.least = least;
        self
    }

    /// The same, with at most so many columns of a screen, if it may be cut.
    #[must_use]
    pub const fn most(mut self, most: u16) -> Self {
        self.most = most;
        self
    }

    /// The same, with room for what is yet to come.
    #[must_use]
    pub const fn reserved(mut self, reserved: u16) -> Self {
        self.reserved = reserved;
        self
    }

    /// The same, shown on a screen only if one of its cells says something.
    #[must_use]
    pub const fn only_filled(mut self) -> Self {
        self.only_filled = true;
        self
    }
}
