//! The community id of a flow, version 1: the same text for both directions, by which tools that know the flow otherwise find it again.
//!
//! SHA-1 over seed, addresses, protocol and ports in network order, the lower end first. Its definition:
//! <https://github.com/corelight/community-id-spec>.

use super::ends::has_peer;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::{InetEndpoint, Transport};
use sha1::{Digest, Sha1};
use std::net::IpAddr;

/// Before the text, so that versions are told apart.
const VERSION: &str = "1:";
/// What sites may choose so as to have ids of their own; nobody does by default.
const SEED: u16 = 0;

/// The id of the flow between two ends; `None` for what is no flow, or of a protocol that has no ports.
pub(super) fn of(transport: Transport, local: InetEndpoint, peer: InetEndpoint) -> Option<String> {
    let protocol: u8 = match transport {
        // What goes over the wire is TCP.
        Transport::Tcp | Transport::Mptcp => 6,
        Transport::Udp => 17,
        Transport::Sctp => 132,
        _ => return None,
    };
    if !has_peer(peer) || local.port == 0 || peer.port == 0 {
        return None;
    }
    let mut ends = [local, peer].map(|end| (octets(end.address), end.port));
    if ends[0].0.len() != ends[1].0.len() {
        return None;
    }
    ends.sort();
    let [(low, low_port), (high, high_port)] = ends;
    let mut digest = Sha1::new();
    digest.update(SEED.to_be_bytes());
    digest.update(&low);
    digest.update(&high);
    digest.update([protocol, 0]);
    digest.update(low_port.to_be_bytes());
    digest.update(high_port.to_be_bytes());
    let mut text = VERSION.to_owned();
    STANDARD.encode_string(digest.finalize(), &mut text);
    Some(text)
}

/// An address as it is on the wire.
fn octets(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets().to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(transport: Transport, local: &str, peer: &str) -> Option<String> {
        let end = |text: &str| {
            let end: std::net::SocketAddr = text.parse().unwrap();
            InetEndpoint { address: end.ip(), port: end.port() }
        };
        of(transport, end(local), end(peer))
    }

    #[test]
    fn ids_are_those_of_the_definition() {
        let (one, other) = ("128.232.110.120:34855", "66.35.250.204:80");
        let expected = Some("1:LQU9qZlK+B5F3KDmev6m5PMibrg=".to_owned());
        assert_eq!(id(Transport::Tcp, one, other), expected);
        assert_eq!(id(Transport::Tcp, other, one), expected);
        assert_eq!(id(Transport::Tcp, "[::ffff:128.232.110.120]:34855", "[::ffff:66.35.250.204]:80"), expected);
        let udp = id(Transport::Udp, "192.168.1.52:54585", "8.8.8.8:53");
        assert_eq!(udp, Some("1:d/FP5EW3wiY1vCndhwleRRKHowQ=".to_owned()));
        assert!(id(Transport::Tcp, "[fe80::1]:1", "[fe80::2]:2").is_some());
    }

    #[test]
    fn what_is_no_flow_has_none() {
        assert_eq!(id(Transport::Tcp, "0.0.0.0:22", "0.0.0.0:0"), None);
        assert_eq!(id(Transport::Raw, "10.0.0.1:1", "10.0.0.2:2"), None);
        assert_eq!(id(Transport::Udp, "10.0.0.1:1", "10.0.0.2:0"), None);
    }
}
