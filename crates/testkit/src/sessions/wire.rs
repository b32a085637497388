//! What passes between those who play, as packet(7) shows it on the loopback interface: connections, how each side opens and ends them, and
//! the fields that options of a tool set (RFC 791, RFC 8200, RFC 9293, RFC 2385).

use std::collections::BTreeSet;
use std::os::fd::AsRawFd;
use std::time::Duration;

use anyhow::{Context, Result};
use nix::errno::Errno;
use nix::sys::socket::sockopt::RcvBufForce;
use nix::sys::socket::{LinkAddr, recvfrom, setsockopt};
use socket2::{Domain, Protocol, Socket, Type};

use super::record::Event;
use super::stage::{PORTS, Scene};

const TCP: u8 = 6;
const UDP: u8 = 17;
/// MD5 signature (RFC 2385).
const OPTION_SIGNATURE: u8 = 19;
const FIN: u8 = 1;
const SYN: u8 = 2;
const RST: u8 = 4;
/// How long to wait for a packet until it is seen whether all is over.
const LOOK: Duration = Duration::from_millis(20);
/// So much may be waiting: a transfer must not push out what ends it.
const BUFFER: usize = 64 << 20;

/// A packet between a client and a listener.
#[derive(Clone, Debug)]
pub(super) struct Packet {
    pub(super) at: Duration,
    /// Of the client, and the listener.
    ports: (u16, u16),
    is_from_client: bool,
    protocol: u8,
    /// Time to live, and type of service, or what they are called in IPv6.
    look: (u8, u8),
    octets: usize,
    /// Of TCP: where it begins in the stream, in sequence numbers.
    sequence: u32,
    flags: u8,
    is_signed: bool,
}

/// What passed between one client's port and one listener's.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    /// How it was opened and ended, and of UDP each datagram.
    pub(super) events: Vec<Event>,
    /// What else is known of it, each in a line.
    pub(super) facts: Vec<String>,
}

/// Sees every packet of a network namespace.
pub(super) struct Sniffer(Socket);

impl Sniffer {
    pub(super) fn open() -> Result<Self> {
        let every = Protocol::from(i32::from((libc::ETH_P_ALL as u16).to_be()));
        let socket = Socket::new(Domain::PACKET, Type::DGRAM, Some(every)).context("open a packet socket")?;
        socket.set_read_timeout(Some(LOOK))?;
        // More than the limit that others have; where that is refused, what is there will do.
        let _ = setsockopt(&socket, RcvBufForce, &BUFFER);
        Ok(Self(socket))
    }

    /// Keeps what passes until all is over.
    pub(super) fn listen(&self, scene: &Scene) -> Result<Vec<Packet>> {
        let mut packets = Vec::new();
        // Headers are enough, and tell how long the rest is.
        let mut buffer = [0; 256];
        loop {
            match recvfrom::<LinkAddr>(self.0.as_raw_fd(), &mut buffer) {
                // Each packet passes twice, there and back.
                Ok((_, Some(sender))) if sender.pkttype() == libc::PACKET_OUTGOING => (),
                Ok((length, _)) => packets.extend(packet(&buffer[..length.min(buffer.len())], scene.now())),
                Err(Errno::EAGAIN | Errno::EINTR) if scene.is_over() => return Ok(packets),
                Err(Errno::EAGAIN | Errno::EINTR | Errno::ENETDOWN) => (),
                Err(error) => return Err(error).context("receive packets"),
            }
        }
    }
}

fn word(octets: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes([*octets.get(at)?, *octets.get(at + 1)?]))
}

/// Reads a packet, if it is one between a client and a listener of a scenario.
fn packet(octets: &[u8], at: Duration) -> Option<Packet> {
    let (protocol, look, length, rest) = match octets.first()? >> 4 {
        4 => {
            let header = usize::from(octets[0] & 15) * 4;
            let length = usize::from(word(octets, 2)?).checked_sub(header)?;
            (*octets.get(9)?, (*octets.get(8)?, *octets.get(1)?), length, octets.get(header..)?)
        }
        6 => {
            let class = (word(octets, 0)? >> 4) as u8;
            (*octets.get(6)?, (*octets.get(7)?, class), usize::from(word(octets, 4)?), octets.get(40..)?)
        }
        _ => return None,
    };
    let (source, destination) = (word(rest, 0)?, word(rest, 2)?);
    let is_from_client = !PORTS.contains(&source);
    if protocol != TCP && protocol != UDP || is_from_client != PORTS.contains(&destination) {
        return None;
    }
    let ports = if is_from_client { (source, destination) } else { (destination, source) };
    let header = if protocol == TCP { usize::from(*rest.get(12)? >> 4) * 4 } else { 8 };
    let flags = if protocol == TCP { *rest.get(13)? } else { 0 };
    let sequence = u32::from(word(rest, 4)?) << 16 | u32::from(word(rest, 6)?);
    let is_signed = protocol == TCP && has_option(rest.get(20..header).unwrap_or_default(), OPTION_SIGNATURE);
    Some(Packet {
        at,
        ports,
        is_from_client,
        protocol,
        look,
        octets: length.checked_sub(header)?,
        sequence,
        flags,
        is_signed,
    })
}

/// Whether an option of this kind is among the options of TCP.
fn has_option(mut options: &[u8], wanted: u8) -> bool {
    while let Some((&kind, rest)) = options.split_first() {
        if kind == wanted {
            return true;
        }
        let length = match kind {
            0 => return false,
            1 => 0,
            _ => usize::from(rest.first().copied().unwrap_or(0)).max(2) - 1,
        };
        options = rest.get(length..).unwrap_or_default();
    }
    false
}

/// Sorts packets by who exchanged them, in the order in which they began.
pub(super) fn flows(packets: impl Iterator<Item = Packet>) -> Vec<Flow> {
    let mut flows: Vec<(Packet, Vec<Packet>)> = Vec::new();
    for packet in packets {
        let is_its =
            |(first, _): &&mut (Packet, Vec<Packet>)| first.ports == packet.ports && first.protocol == packet.protocol;
        match flows.iter_mut().find(is_its) {
            Some((_, all)) => all.push(packet),
            None => flows.push((packet.clone(), vec![packet])),
        }
    }
    flows.into_iter().map(|(first, packets)| flow(&first, &packets)).collect()
}

fn flow(first: &Packet, packets: &[Packet]) -> Flow {
    let mut flow = Flow::default();
    let protocol = if first.protocol == TCP { "TCP" } else { "UDP" };
    flow.facts.push(format!("{protocol} to port {}", first.ports.1));
    for is_from_client in [true, false] {
        let side = if is_from_client { "client" } else { "listener" };
        let of_side = || packets.iter().filter(move |packet| packet.is_from_client == is_from_client);
        // A reset belongs to no socket, and looks as the system has it.
        let looks: BTreeSet<_> = of_side().filter(|packet| packet.flags & RST == 0).map(|packet| packet.look).collect();
        if let Some(open) = of_side().find(|packet| packet.flags & SYN != 0) {
            // What was sent again, or to probe a closed window, does not count twice.
            let end =
                |packet: &Packet| packet.sequence.wrapping_sub(open.sequence.wrapping_add(1)) as usize + packet.octets;
            let octets = of_side().filter(|packet| packet.octets > 0).map(end).max().unwrap_or_default();
            flow.facts.push(format!("{side} sent {octets} octets"));
        }
        flow.facts.extend(looks.into_iter().map(|(ttl, tos)| format!("{side} has time to live {ttl}, class {tos}")));
        if of_side().any(|packet| packet.is_signed) {
            flow.facts.push(format!("{side} signs"));
        }
        for (flag, name) in [(SYN, "opens"), (FIN, "finishes"), (RST, "resets")] {
            if let Some(packet) = of_side().find(|packet| packet.flags & flag != 0) {
                flow.events.push(Event { what: format!("{side} {name}"), at: packet.at });
            }
        }
    }
    if first.protocol == UDP {
        flow.events.extend(packets.iter().map(|packet| {
            let side = if packet.is_from_client { "client" } else { "listener" };
            Event { what: format!("{side} sends {} octets", packet.octets), at: packet.at }
        }));
    }
    flow.events.sort_by_key(|event| event.at);
    flow
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An IPv4 packet of TCP with these flags, options and octets.
    fn tcp(ports: (u16, u16), sequence: u32, flags: u8, options: &[u8], octets: usize) -> Vec<u8> {
        let header = 20 + options.len();
        let total = (20 + header + octets) as u16;
        let mut packet = vec![0x45, 0x10];
        packet.extend(total.to_be_bytes());
        packet.extend([0, 0, 0, 0, 9, TCP, 0, 0, 127, 0, 0, 1, 127, 0, 0, 1]);
        packet.extend(ports.0.to_be_bytes());
        packet.extend(ports.1.to_be_bytes());
        packet.extend(sequence.to_be_bytes());
        packet.extend([0; 4]);
        packet.extend([(header / 4 * 16) as u8, flags, 0, 0, 0, 0, 0, 0]);
        packet.extend(options);
        packet.extend(vec![b'x'; octets]);
        packet
    }

    fn read(packets: &[Vec<u8>]) -> Vec<Packet> {
        packets.iter().filter_map(|octets| packet(octets, Duration::ZERO)).collect()
    }

    #[test]
    fn what_is_sent_again_counts_once() {
        let packets = read(&[
            tcp((40_000, 7001), u32::MAX, SYN, &[1, 1, 1, OPTION_SIGNATURE], 0),
            tcp((7001, 40_000), 5, SYN, &[], 0),
            tcp((40_000, 7001), 0, 0, &[], 100),
            tcp((40_000, 7001), 0, 0, &[], 100),
            tcp((40_000, 7001), 100, FIN, &[], 20),
        ]);
        let flows = flows(packets.into_iter());
        let [flow] = flows.as_slice() else { panic!("{flows:?}") };
        let expected = [
            "TCP to port 7001",
            "client sent 120 octets",
            "client has time to live 9, class 16",
            "client signs",
            "listener sent 0 octets",
            "listener has time to live 9, class 16",
        ];
        assert_eq!(flow.facts, expected);
        let events: Vec<&str> = flow.events.iter().map(|event| event.what.as_str()).collect();
        assert_eq!(events, ["client opens", "client finishes", "listener opens"]);
    }

    #[test]
    fn what_is_none_of_the_scenario_is_passed_over() {
        assert!(
            read(&[tcp((40_000, 80), 1, SYN, &[], 0), vec![], vec![0x45], vec![0x60; 39], vec![0xff; 60]]).is_empty()
        );
        let whole = tcp((40_000, 7001), 1, SYN, &[1; 4], 0);
        for length in 0..whole.len() {
            // Cut anywhere, it is read or passed over.
            let _ = packet(&whole[..length], Duration::ZERO);
        }
    }
}
