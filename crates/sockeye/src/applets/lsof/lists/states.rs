//! TCP states behind `-s TCP:`, by the names that lsof prints. They hold for UDP too, whose sockets have states of TCP's kind.

use super::{Entry, InAndOut, Side, items};
use model::State;
use std::fmt;

/// TCP states that are wanted and such that are not.
pub(crate) type TcpStates = InAndOut<State>;

/// Each state with its name, by the kernel's number. Zero has a name too, although no socket is in it.
const NAMES: [(&str, State); 12] = [
    ("CLOSED", State::Other(0)),
    ("ESTABLISHED", State::Established),
    ("SYN_SENT", State::SynSent),
    ("SYN_RECV", State::SynRecv),
    ("FIN_WAIT1", State::FinWait1),
    ("FIN_WAIT2", State::FinWait2),
    ("TIME_WAIT", State::TimeWait),
    ("CLOSE", State::Close),
    ("CLOSE_WAIT", State::CloseWait),
    ("LAST_ACK", State::LastAck),
    ("LISTEN", State::Listen),
    ("CLOSING", State::Closing),
];

/// Why a list of states was not understood.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum StateError {
    /// No protocol before the colon, or none that has states.
    Protocol(String),
    /// UDP's own states, which Linux does not tell.
    UdpStates,
    /// Nothing, or nothing before a comma.
    Missing,
    Unknown(String),
    Repeated(&'static str),
    InAndOut(&'static str),
}

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Protocol(given) => write!(f, "-s takes TCP: and names of states, not {given}"),
            Self::UdpStates => f.write_str("-s UDP: is not possible, as states of UDP have no names on Linux"),
            Self::Missing => f.write_str("a name is missing in the states of -s"),
            Self::Unknown(name) => write!(f, "no TCP state is called {name}"),
            Self::Repeated(name) => write!(f, "the TCP state {name} is given twice"),
            Self::InAndOut(name) => write!(f, "the TCP state {name} is both wanted and left out"),
        }
    }
}

/// The name that lsof prints for a state, if it has one.
pub(crate) fn name_of(state: State) -> Option<&'static str> {
    NAMES.iter().find(|(_, other)| *other == state).map(|(name, _)| *name)
}

impl TcpStates {
    /// Adds `TCP:NAME,^NAME,…`, in any case of letters.
    ///
    /// # Errors
    /// Another protocol, and names that are missing, unknown, repeated or contradictory.
    pub(crate) fn add_list(&mut self, word: &[u8]) -> Result<(), StateError> {
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (protocol, list) = match word.iter().position(|byte| *byte == b':') {
            Some(colon) => (&word[..colon], &word[colon + 1..]),
            None => return Err(StateError::Protocol(shown(word))),
        };
        if protocol.eq_ignore_ascii_case(b"UDP") {
            return Err(StateError::UdpStates);
        }
        if !protocol.eq_ignore_ascii_case(b"TCP") {
            return Err(StateError::Protocol(shown(word)));
        }
        if list.is_empty() {
            return Err(StateError::Missing);
        }
        for (side, name) in items(list) {
            if name.is_empty() {
                return Err(StateError::Missing);
            }
            let known = NAMES.iter().find(|(known, _)| known.as_bytes().eq_ignore_ascii_case(name));
            let (known, state) = known.ok_or_else(|| StateError::Unknown(shown(name)))?;
            match self.add(*state, side) {
                Entry::New => {}
                Entry::Again => return Err(StateError::Repeated(known)),
                Entry::Contradiction => return Err(StateError::InAndOut(known)),
            }
        }
        Ok(())
    }

    /// Whether TCP and UDP sockets in this state are left out: because they are unwanted, or because others are wanted.
    pub(crate) fn leaves_out(&self, state: State) -> bool {
        match self.side_of(state) {
            Some(side) => side == Side::Out,
            None => self.selects(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(words: &[&str]) -> Result<TcpStates, StateError> {
        let mut states = TcpStates::default();
        words.iter().try_for_each(|word| states.add_list(word.as_bytes()))?;
        Ok(states)
    }

    #[test]
    fn wanted_states_leave_out_all_others() {
        let states = added(&["tcp:listen,CLOSE_WAIT", "TCP:^Established"]).unwrap();
        assert_eq!(states.included(), [State::Listen, State::CloseWait]);
        assert!(!states.leaves_out(State::Listen));
        assert!(states.leaves_out(State::Close));
        assert!(states.leaves_out(State::Established));
        let states = added(&["TCP:^Established"]).unwrap();
        assert!(!states.leaves_out(State::Close));
        assert!(states.leaves_out(State::Established));
        assert!(!TcpStates::default().leaves_out(State::Close));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (words, error) in [
            (&["LISTEN"][..], StateError::Protocol("LISTEN".into())),
            (&["XCP:LISTEN"], StateError::Protocol("XCP:LISTEN".into())),
            (&["UDP:Idle"], StateError::UdpStates),
            (&["TCP:"], StateError::Missing),
            (&["TCP:,LISTEN"], StateError::Missing),
            (&["TCP:^"], StateError::Missing),
            (&["TCP:ESTAB"], StateError::Unknown("ESTAB".into())),
            (&["TCP:listen,LISTEN"], StateError::Repeated("LISTEN")),
            (&["TCP:^LISTEN", "TCP:^LISTEN"], StateError::Repeated("LISTEN")),
            (&["TCP:LISTEN", "TCP:^LISTEN"], StateError::InAndOut("LISTEN")),
        ] {
            assert_eq!(added(words), Err(error), "{words:?}");
        }
    }
}
