//! Roles of text, and the colours that they have on a terminal.
//!
//! A view says what a text is (a title, a state, something that is gone), never how it looks: the looks stand here once. Only
//! the 16 colours of the terminal are used, because its user chose them for its background, and of these neither yellow, white,
//! black nor blue, which vanish on light or dark ones; nor green and cyan in bold, which many terminals brighten. What steps back is
//! dim. No meaning rests on colour alone: a view reads the same without.
//!
//! Codes: ECMA-48, SGR. Who decides on colour: <https://no-color.org>, <https://bixense.com/clicolors>.

use model::State;
use std::ffi::OsString;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Style {
    /// Nothing in particular.
    #[default]
    Plain,
    /// The heading of a part of a view.
    Title,
    /// What steps back: headings of columns, what is absent, hints.
    Muted,
    /// The name of a process, container or host.
    Name,
    /// A socket that waits for others.
    Listening,
    /// A connection over which data can pass.
    Established,
    /// A connection that is being made.
    Opening,
    /// A connection that is being taken down, and needs nobody.
    Closing,
    /// What failed.
    Trouble,
    /// What deserves a look.
    Warning,
    /// What was not there before.
    New,
    /// What is no longer there.
    Gone,
    /// What has another value than before.
    Changed,
}

/// Whether text is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// No code is written: pipes, files, terminals without colours.
    Never,
    /// Each styled text stands between the codes that switch its style on and off.
    Always,
}

/// What was asked for (`--color`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// What the output and the environment say.
    #[default]
    Auto,
    /// Colours wherever the output goes.
    Always,
    /// None.
    Never,
}

/// Switches every style off.
const RESET: &[u8] = b"\x1b[0m";

impl Style {
    /// The style of a connection's state, in every view the same.
    pub fn of_state(state: State) -> Self {
        match state {
            State::Listen => Self::Listening,
            State::Established => Self::Established,
            State::SynSent | State::SynRecv | State::NewSynRecv => Self::Opening,
            State::FinWait1 | State::FinWait2 | State::TimeWait | State::LastAck | State::Closing => Self::Closing,
            // It is the program here that has not closed, and many of them are its mistake.
            State::CloseWait => Self::Warning,
            State::Close | State::BoundInactive | State::Other(_) => Self::Plain,
        }
    }

    /// The code that switches the style on; empty for [`Style::Plain`].
    fn code(self) -> &'static [u8] {
        match self {
            Self::Plain => b"",
            Self::Title | Self::Name | Self::Changed => b"\x1b[1m",
            Self::Muted | Self::Closing => b"\x1b[2m",
            Self::Listening => b"\x1b[36m",
            Self::Established | Self::New => b"\x1b[32m",
            Self::Opening => b"\x1b[35m",
            Self::Trouble => b"\x1b[1;31m",
            Self::Warning => b"\x1b[1;35m",
            Self::Gone => b"\x1b[31m",
        }
    }
}

impl Colours {
    /// What the choice, the output and the environment come to. `variable` looks up a variable of the environment.
    ///
    /// An explicit choice wins. Otherwise `NO_COLOR` (not empty) forbids, `CLICOLOR_FORCE` (not empty, not `0`) commands, and
    /// a terminal gets colours unless `TERM` is `dumb` or unset, or `CLICOLOR` is `0`.
    pub fn decide(choice: Choice, is_terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> Self {
        let value = |name| variable(name).filter(|value| !value.is_empty());
        let is_coloured = match choice {
            Choice::Always => true,
            Choice::Never => false,
            Choice::Auto if value("NO_COLOR").is_some() => false,
            Choice::Auto if value("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
            Choice::Auto => {
                is_terminal
                    && value("TERM").is_some_and(|terminal| terminal != "dumb")
                    && value("CLICOLOR").is_none_or(|value| value != "0")
            }
        };
        if is_coloured { Self::Always } else { Self::Never }
    }

    /// Appends text in a style. The text must be fit for the output: what strangers chose goes through
    /// [`crate::escape::escape`] before.
    #[inline]
    pub fn paint(self, out: &mut Vec<u8>, style: Style, text: &[u8]) {
        self.begin(out, style);
        out.extend_from_slice(text);
        self.end(out, style);
    }

    /// Switches a style on, for text that is appended piece by piece.
    #[inline]
    pub fn begin(self, out: &mut Vec<u8>, style: Style) {
        if self == Self::Always {
            out.extend_from_slice(style.code());
        }
    }

    /// Switches the style off again.
    #[inline]
    pub fn end(self, out: &mut Vec<u8>, style: Style) {
        if self == Self::Always && style != Style::Plain {
            out.extend_from_slice(RESET);
        }
    }
}

impl Choice {
    /// The choice of this name: `auto`, `always` or `never`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "auto" => Some(Self::Auto),
            "always" => Some(Self::Always),
            "never" => Some(Self::Never),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_the_environment_and_the_output_decide_in_this_order() {
        type Environment = &'static [(&'static str, &'static str)];
        let cases: &[(Choice, bool, Environment, Colours)] = &[
            (Choice::Auto, true, &[("TERM", "xterm")], Colours::Always),
            (Choice::Auto, false, &[("TERM", "xterm")], Colours::Never),
            (Choice::Auto, true, &[], Colours::Never),
            (Choice::Auto, true, &[("TERM", "dumb")], Colours::Never),
            (Choice::Auto, true, &[("TERM", "xterm"), ("NO_COLOR", "1")], Colours::Never),
            (Choice::Auto, true, &[("TERM", "xterm"), ("NO_COLOR", "")], Colours::Always),
            (Choice::Auto, true, &[("TERM", "xterm"), ("CLICOLOR", "0")], Colours::Never),
            (Choice::Auto, false, &[("CLICOLOR_FORCE", "1")], Colours::Always),
            (Choice::Auto, false, &[("CLICOLOR_FORCE", "0")], Colours::Never),
            (Choice::Auto, false, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], Colours::Never),
            (Choice::Always, false, &[("NO_COLOR", "1")], Colours::Always),
            (Choice::Never, true, &[("TERM", "xterm"), ("CLICOLOR_FORCE", "1")], Colours::Never),
        ];
        for (choice, is_terminal, environment, expected) in cases {
            let variable =
                |name: &str| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
            assert_eq!(Colours::decide(*choice, *is_terminal, variable), *expected, "{choice:?} {environment:?}");
        }
    }

    #[test]
    fn codes_stand_around_styled_text_only() {
        let painted = |colours: Colours, style| {
            let mut out = Vec::new();
            colours.paint(&mut out, style, b"x");
            String::from_utf8(out).unwrap()
        };
        assert_eq!(painted(Colours::Always, Style::Muted), "\x1b[2mx\x1b[0m");
        assert_eq!(painted(Colours::Always, Style::Plain), "x");
        assert_eq!(painted(Colours::Never, Style::Trouble), "x");
    }
}
