//! Moves octets between a peer and two descriptors until the session is over.
//!
//! Two lanes share one loop (`session`): `sending` from the input to the peer, `receiving` from the peer to the output. Neither ever waits
//! for the other: each says what it waits for, and `waiting` waits for both with one poll(2). Descriptors that were handed to the process
//! keep their flags, because `O_NONBLOCK` would also be set for whoever else has them open; `descriptor` knows how to use each without it.
//!
//! The course of a session is that of OpenBSD's nc as Debian builds it, observed from outside:
//! * An input that ends, fails or is a directory ends sending, and with it, under -N and -q, the writing side of the connection.
//! * A client ends when both lanes have ended, a listener when its peer has ended and nothing taken from the input is unsent.
//! * An output that takes no more ends receiving, an error of the connection ends both lanes: silently and with success.
//! * Under -q the end of sending ends receiving too, of a listener and of datagrams; the session of a client over a stream goes on until its
//!   peer ends it. The time given with -q only puts off the end of the process.
//! * The last read that -W allows ends the input too.
//! * The pause of -i follows a line that was sent, and puts off whatever comes after it, the end too. Receiving goes on meanwhile, unlike the
//!   original's.

mod buffer;
mod descriptor;
mod gathering;
mod in_kernel;
mod line_ends;
mod link;
mod receiving;
mod sending;
mod session;
mod telnet;
mod waiting;

use crate::carrier::Carrier;
use crate::rules::Rules;
use crate::traffic::{OctetTap, Totals};
use session::Session;
use std::fmt;
use std::io;
use std::os::fd::BorrowedFd;
use std::time::Duration;

/// How a session ended. None of this is a failure to nc(1), which ends with success.
#[derive(Debug)]
pub struct Ending {
    /// What ended it.
    pub cause: Cause,
    /// How long to wait, the connection being closed, before the process ends (-q). It ends then even where another peer could come (-k).
    pub quits_after: Option<Duration>,
    /// What went wrong on the way, if anything did.
    pub troubles: Troubles,
}

/// What ended a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Nothing more can pass in either direction.
    BothEnded,
    /// Nothing more will come from the peer of a listener.
    PeerEnded,
    /// Nothing has passed for too long (-w).
    Idle,
}

/// Errors that ended one direction, which the original passes over in silence.
#[derive(Debug, Default)]
pub struct Troubles {
    /// Reading the input.
    pub input: Option<io::Error>,
    /// Writing to the output: what came from the peer was not all kept.
    pub output: Option<io::Error>,
    /// Sending to the peer: what came from the input was not all sent.
    pub sending: Option<io::Error>,
    /// Receiving from the peer.
    pub receiving: Option<io::Error>,
}

/// Why a session could not go on.
#[derive(Debug)]
pub enum Failed {
    /// poll(2) failed.
    Waiting(io::Error),
    /// Someone who was to see the octets could not ([`OctetTap`]).
    Tap(io::Error),
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Waiting(error) => write!(formatter, "waiting for octets: {error}"),
            Self::Tap(error) => write!(formatter, "recording octets: {error}"),
        }
    }
}

impl std::error::Error for Failed {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Waiting(error) | Self::Tap(error) => Some(error),
        }
    }
}

/// Lets a session run its course between a peer and two descriptors, which stay open. SIGPIPE must be ignored.
///
/// # Errors
/// Those of waiting, and those of `taps`. What goes wrong with the connection or the two descriptors ends the session instead
/// ([`Ending::troubles`]).
pub fn run(
    carrier: &mut dyn Carrier,
    input: BorrowedFd<'_>,
    output: BorrowedFd<'_>,
    rules: &Rules,
    totals: &Totals,
    taps: &mut [Box<dyn OctetTap>],
) -> Result<Ending, Failed> {
    Session::new(carrier, input, output, rules, totals, taps).run()
}

#[cfg(test)]
mod tests;
