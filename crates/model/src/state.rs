//! Connection states, numbered as the kernel numbers them (`include/net/tcp_states.h`).

/// A socket's state. Families without connections use the TCP states by analogy: UNCONN is `Close`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Data can pass both ways.
    Established,
    /// A connection request was sent.
    SynSent,
    /// A connection request was received and answered.
    SynRecv,
    /// Closed here; the peer has not acknowledged it.
    FinWait1,
    /// Closed here and acknowledged; the peer has not closed.
    FinWait2,
    /// Closed on both sides; kept so that late segments are recognised.
    TimeWait,
    /// Not connected.
    Close,
    /// The peer closed; the program here has not.
    CloseWait,
    /// Closed here after the peer; waiting for its acknowledgement.
    LastAck,
    /// Waits for connections.
    Listen,
    /// Both sides closed at once.
    Closing,
    /// A half-open connection that is not yet a full socket (kernel-internal; shown as SYN-RECV).
    NewSynRecv,
    /// Bound to a port, neither listening nor connected (kernel 6.8 and later, asked for by state bit 13).
    BoundInactive,
    /// A number that this program does not know, kept as it came.
    Other(u8),
}

impl State {
    /// The state with this kernel number.
    pub fn from_kernel(number: u8) -> Self {
        match number {
            1 => Self::Established,
            2 => Self::SynSent,
            3 => Self::SynRecv,
            4 => Self::FinWait1,
            5 => Self::FinWait2,
            6 => Self::TimeWait,
            7 => Self::Close,
            8 => Self::CloseWait,
            9 => Self::LastAck,
            10 => Self::Listen,
            11 => Self::Closing,
            12 => Self::NewSynRecv,
            13 => Self::BoundInactive,
            other => Self::Other(other),
        }
    }

    /// The kernel's number of this state.
    pub fn to_kernel(self) -> u8 {
        match self {
            Self::Established => 1,
            Self::SynSent => 2,
            Self::SynRecv => 3,
            Self::FinWait1 => 4,
            Self::FinWait2 => 5,
            Self::TimeWait => 6,
            Self::Close => 7,
            Self::CloseWait => 8,
            Self::LastAck => 9,
            Self::Listen => 10,
            Self::Closing => 11,
            Self::NewSynRecv => 12,
            Self::BoundInactive => 13,
            Self::Other(number) => number,
        }
    }
}

/// A set of states as the kernel takes it: bit N stands for the state numbered N.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StateSet(u32);

/// A word that names neither a state nor a class of states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownState;

impl StateSet {
    /// No state.
    pub const EMPTY: Self = Self(0);
    /// Bits 0 to 11: every state that ss 6.1 asks for, with the unused bit 0 as it sends it.
    pub const ALL: Self = Self(0xFFF);
    /// Every state with a peer: all but listening, closed, SYN-RECV and TIME-WAIT (and the unused bit 0).
    pub const CONNECTED: Self = Self(Self::ALL.0 & !(1 << 7 | 1 << 10 | 1 << 6 | 1 << 3));
    /// Listening or unconnected: what `-l` shows.
    pub const LISTENING: Self = Self(1 << 10 | 1 << 7);

    /// The set of exactly one state.
    pub const fn of_kernel_number(number: u8) -> Self {
        Self(if number < 32 { 1 << number } else { 0 })
    }

    /// The set with this kernel bit mask.
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// The kernel's bit mask of this set.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether the set has no state at all.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the set has more than one state.
    pub const fn is_plural(self) -> bool {
        self.0.count_ones() > 1
    }

    /// Whether this state is in the set.
    pub fn contains(self, state: State) -> bool {
        self.0 & Self::of_kernel_number(state.to_kernel()).0 != 0
    }

    /// The states of both sets.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The states that both sets have.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The states of this set that the other has not.
    #[must_use]
    pub const fn difference(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl From<State> for StateSet {
    fn from(state: State) -> Self {
        Self::of_kernel_number(state.to_kernel())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kernel_number_survives_the_round_trip() {
        for number in 0..=u8::MAX {
            assert_eq!(State::from_kernel(number).to_kernel(), number);
        }
    }

    #[test]
    fn an_unknown_state_beyond_the_mask_is_in_no_set() {
        assert!(!StateSet::from_bits(u32::MAX).contains(State::Other(200)));
    }
}
