//! The octets of a session in hexadecimal, for people (--hex-dump).
//!
//! Whatever is sent or received at once has a heading as tcpdump has one of a packet: the time, both ends with the sign between them
//! pointing the way, how many octets they are, and how many went the same way before. What the octets say is then shown as
//! `tcpdump -X` shows it, by the offset in the stream.

use super::ends::{self, Ends};
use super::sink::Sink;
use relay::address::Address;
use relay::traffic::{Direction, OctetTap};
use render::escape::escape;
use render::hexdump;
use render::time::Clock;
use std::io::{self, Write};
use std::rc::Rc;
use std::time::SystemTime;

/// Digits of a second behind the point: as many as tcpdump writes.
const DIGITS: u8 = 6;

/// Writes a dump of one connection.
pub(super) struct HexDump {
    sink: Rc<Sink>,
    clock: Clock,
    local: Vec<u8>,
    peer: Vec<u8>,
    sent: u64,
    received: u64,
    /// Kept so as not to be made anew each time.
    text: Vec<u8>,
}

impl HexDump {
    /// Of a connection between these ends, with times by this clock.
    pub(super) fn new(sink: Rc<Sink>, clock: Clock, ends: &Ends) -> Self {
        let named = |end: &Option<Address>| match end {
            Some(address) => escape(&ends::whole(address)).into_owned(),
            None => b"*".to_vec(),
        };
        Self { sink, clock, local: named(&ends.local), peer: named(&ends.peer), sent: 0, received: 0, text: Vec::new() }
    }

    fn dump(&mut self, moment: SystemTime, direction: Direction, octets: &[u8]) -> io::Result<()> {
        let (sign, passed) = match direction {
            Direction::Sent => (&b" > "[..], &mut self.sent),
            Direction::Received => (&b" < "[..], &mut self.received),
        };
        let text = &mut self.text;
        text.clear();
        self.clock.push(text, moment, DIGITS);
        for part in [b" ", self.local.as_slice(), sign, &self.peer] {
            text.extend_from_slice(part);
        }
        let unit = if octets.len() == 1 { "octet" } else { "octets" };
        // Writing to a Vec cannot fail.
        let _ = writeln!(text, ": {} {unit}, offset {passed}", octets.len());
        hexdump::push_lines(text, *passed, octets);
        *passed += octets.len() as u64;
        self.sink.write(text)
    }
}

impl OctetTap for HexDump {
    fn passed(&mut self, direction: Direction, octets: &[u8]) -> io::Result<()> {
        self.dump(SystemTime::now(), direction, octets)
    }
}

#[cfg(test)]
mod tests;
