//! How a session goes: when it half-closes, waits, and ends (nc(1): -d, -N, -q, -w, -i, -W, -C, -t, -l).

use std::num::NonZeroU32;
use std::time::Duration;

/// Which end of the connection this is. They end differently: a listener ends when its peer has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It has connected.
    Client,
    /// It was connected to.
    Listener,
}

/// What the end of the input means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputEnd {
    /// Nothing: the session goes on until the peer ends it.
    Stay,
    /// The peer is told that nothing more will come (-N).
    HalfClose,
    /// The same, and of a listener and of datagrams the session ends with it. The process ends when so much time has passed after the
    /// session, however that ended (-q).
    HalfCloseAndQuit(Duration),
}

/// What passes the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Octets without boundaries.
    Stream,
    /// One datagram a read, and one a write.
    Datagram,
}

/// The rules of one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Which end this is.
    pub role: Role,
    /// What passes.
    pub kind: Kind,
    /// Whether the input is read at all (not with -d).
    pub reads_input: bool,
    /// What its end means.
    pub input_end: InputEnd,
    /// The session ends when nothing has passed for so long (-w).
    pub idle_limit: Option<Duration>,
    /// Pause after each line that is sent (-i).
    pub interval: Option<Duration>,
    /// The session ends after so many reads from the network (-W).
    pub receive_limit: Option<NonZeroU32>,
    /// Whether LF becomes CR LF on the way to the peer (-C).
    pub line_ends_crlf: bool,
    /// Whether telnet's requests are refused in its own way (-t; RFC 854).
    pub refuses_telnet_options: bool,
}
