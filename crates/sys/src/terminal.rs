//! Whether an output is a terminal, and how wide it is.

use std::os::fd::AsFd;

/// How the output shows text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// A pipe or file: programs read it.
    Plain,
    /// A terminal of so many columns; `None` where it does not tell.
    Terminal {
        /// Columns, never zero.
        columns: Option<std::num::NonZeroU16>,
    },
}

impl Output {
    /// Looks at a descriptor. Only the terminal's own answer (`TIOCGWINSZ`) counts, not `COLUMNS`.
    pub fn of(descriptor: impl AsFd) -> Self {
        if !rustix::termios::isatty(&descriptor) {
            return Self::Plain;
        }
        let columns = rustix::termios::tcgetwinsize(&descriptor).ok();
        Self::Terminal { columns: columns.and_then(|size| std::num::NonZeroU16::new(size.ws_col)) }
    }
}
