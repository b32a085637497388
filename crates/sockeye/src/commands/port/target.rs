//! What `sockeye port` is asked about: ports by number, range or service, and UNIX sockets by path or abstract name.

use super::super::shared::usage;
use crate::failure::Failure;
use model::Transport;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;

/// The transports that have ports, by the words for them.
const TRANSPORTS: [(&str, Transport); 6] = [
    ("tcp", Transport::Tcp),
    ("udp", Transport::Udp),
    ("udplite", Transport::UdpLite),
    ("sctp", Transport::Sctp),
    ("dccp", Transport::Dccp),
    ("mptcp", Transport::Mptcp),
];

/// The states to look at: those that are listed as a rule, and that of sockets which have a port and neither listen nor are connected.
const STATES: &str = "state all or state bound";

/// One thing that was asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Ports from the first to the last, of one transport or any.
    Ports { first: u16, last: u16, transport: Option<Transport> },
    /// UNIX sockets bound to one of these names: a path, or NUL and an abstract name.
    Unix(Vec<Vec<u8>>),
}

impl Target {
    /// Reads a word: `8080`, `8000-8100`, `ssh`, `:53/udp`, `/run/x.sock`, `unix:x.sock`, `@name`. `service` tells the port of a service.
    ///
    /// # Errors
    /// It is none of these.
    pub(super) fn read(word: &OsStr, service: impl Fn(&str, Transport) -> Option<u16>) -> Result<Vec<Self>, Failure> {
        let bytes = word.as_bytes();
        let unix = match bytes.strip_prefix(b"unix:") {
            Some(name) => Some(name),
            None => bytes.starts_with(b"/").then_some(bytes).or_else(|| bytes.starts_with(b"@").then_some(bytes)),
        };
        if let Some(name) = unix {
            return if name.is_empty() { Err(not_understood(word)) } else { Ok(vec![Self::Unix(spellings(name))]) };
        }
        let text = word.to_str().ok_or_else(|| not_understood(word))?;
        let text = text.strip_prefix(':').unwrap_or(text);
        let (ports, transport) = match text.rsplit_once('/') {
            Some((ports, name)) => (ports, Some(transport(name).ok_or_else(|| unknown_transport(name))?)),
            None => (text, None),
        };
        if let Some((first, last)) = numbers(ports) {
            let is_range = (1..=u64::from(u16::MAX)).contains(&first) && first <= last && last <= u64::from(u16::MAX);
            return match (u16::try_from(first), u16::try_from(last)) {
                (Ok(first), Ok(last)) if is_range => Ok(vec![Self::Ports { first, last, transport }]),
                _ => Err(usage(format!("\"{text}\": ports are 1 to 65535, and ranges go upward"))),
            };
        }
        let named = TRANSPORTS.into_iter().filter(|(_, known)| transport.is_none_or(|wanted| wanted == *known));
        let found: Vec<_> = named.filter_map(|(_, transport)| Some((service(ports, transport)?, transport))).collect();
        match found.as_slice() {
            [] => Err(not_understood(word)),
            // On one port, whatever the transport: as if its number had been given.
            [(port, _), rest @ ..] if rest.iter().all(|(other, _)| other == port) => {
                Ok(vec![Self::Ports { first: *port, last: *port, transport }])
            }
            several => {
                let port = |(port, transport): &(u16, Transport)| Self::Ports {
                    first: *port,
                    last: *port,
                    transport: Some(*transport),
                };
                Ok(several.iter().map(port).collect())
            }
        }
    }

    /// Whether this port is asked about.
    pub(super) fn has_port(&self, port: u16, transport: Transport) -> bool {
        match self {
            Self::Ports { first, last, transport: wanted } => {
                (*first..=*last).contains(&port) && wanted.is_none_or(|wanted| wanted == transport)
            }
            Self::Unix(_) => false,
        }
    }

    /// Whether the UNIX socket with this name is asked about.
    pub(super) fn has_name(&self, name: &[u8]) -> bool {
        matches!(self, Self::Unix(names) if names.iter().any(|known| known == name))
    }

    /// The words of a filter that lets through what has to do with it, perhaps more.
    pub(super) fn filter(&self) -> Vec<OsString> {
        let text = match self {
            Self::Ports { first, last, transport } => {
                let words = TRANSPORTS.into_iter().filter(|(_, known)| transport.is_none_or(|wanted| wanted == *known));
                let words = words.map(|(word, _)| word).collect::<Vec<_>>().join(" or ");
                format!("( ( {words} ) and port = {first}-{last} and ( {STATES} ) )")
            }
            Self::Unix(_) => "unix".to_owned(),
        };
        text.split(' ').map(OsString::from).collect()
    }
}

/// The words of a filter for all of them.
pub(super) fn filter(targets: &[Target]) -> Vec<OsString> {
    let filters: Vec<_> = targets.iter().map(Target::filter).collect();
    filters.join(&OsString::from("or"))
}

fn transport(word: &str) -> Option<Transport> {
    TRANSPORTS.into_iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|(_, transport)| transport)
}

/// The ends of a range, or one number as both. What is too long for a number is told as the highest.
pub(crate) fn numbers(text: &str) -> Option<(u64, u64)> {
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
        // What is too long for a number is too large for a port.
        is_number.then(|| text.parse().unwrap_or(u64::MAX))
    };
    match text.split_once('-') {
        Some((first, last)) => Some((number(first)?, number(last)?)),
        None => number(text).map(|port| (port, port)),
    }
}

/// The names as the kernel has them: an abstract one after NUL; a path as it was given, and as it is without links on the way.
fn spellings(name: &[u8]) -> Vec<Vec<u8>> {
    if let Some(name) = name.strip_prefix(b"@") {
        return vec![[b"\0", name].concat()];
    }
    let mut names = vec![name.to_vec()];
    names.extend(std::fs::canonicalize(OsStr::from_bytes(name)).map(|path| path.as_os_str().as_bytes().to_vec()));
    names.dedup();
    names
}

fn not_understood(word: &OsStr) -> Failure {
    let word = word.to_string_lossy();
    usage(format!("\"{word}\" is no port, range, service or socket's path (8080, 8000-8100, ssh, 53/udp, /run/x.sock)"))
}

fn unknown_transport(word: &str) -> Failure {
    let known = TRANSPORTS.map(|(word, _)| word).join(", ");
    usage(format!("\"{word}\" is no transport with ports: take one of {known}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(word: &str) -> Result<Vec<Target>, Failure> {
        Target::read(OsStr::new(word), |name, transport| match (name, transport) {
            ("ssh", Transport::Tcp) => Some(22),
            ("domain", Transport::Tcp | Transport::Udp) => Some(53),
            ("odd", Transport::Tcp) => Some(1),
            ("odd", Transport::Udp) => Some(2),
            _ => None,
        })
    }

    fn ports(first: u16, last: u16, transport: Option<Transport>) -> Target {
        Target::Ports { first, last, transport }
    }

    #[test]
    fn ports_are_numbers_ranges_and_services() {
        let (tcp, udp) = (Some(Transport::Tcp), Some(Transport::Udp));
        for (word, expected) in [
            ("8080", vec![ports(8080, 8080, None)]),
            (":8080", vec![ports(8080, 8080, None)]),
            ("8000-8100", vec![ports(8000, 8100, None)]),
            (":53/udp", vec![ports(53, 53, udp)]),
            ("443/TCP", vec![ports(443, 443, tcp)]),
            ("ssh", vec![ports(22, 22, None)]),
            ("domain", vec![ports(53, 53, None)]),
            ("domain/udp", vec![ports(53, 53, udp)]),
            ("odd", vec![ports(1, 1, tcp), ports(2, 2, udp)]),
        ] {
            assert_eq!(read(word).unwrap(), expected, "{word}");
        }
    }

    #[test]
    fn unix_sockets_are_paths_and_abstract_names() {
        let unix = |name: &str| vec![Target::Unix(vec![name.as_bytes().to_vec()])];
        for (word, expected) in [
            ("/nonexistent/x.sock", unix("/nonexistent/x.sock")),
            ("unix:x.nonexistent", unix("x.nonexistent")),
            ("@name/x", unix("\0name/x")),
            ("unix:@name", unix("\0name")),
        ] {
            assert_eq!(read(word).unwrap(), expected, "{word}");
        }
        let links = Target::Unix(spellings(b"/proc/self/root/"));
        assert!(links.has_name(b"/proc/self/root/") && links.has_name(b"/"));
    }

    #[test]
    fn what_is_neither_is_refused() {
        for word in
            ["", ":", "0", "65536", "99999999999999999999", "9-8", "8-", "ssh/ip", "ssh/udp", "nothing", "unix:"]
        {
            assert_eq!(read(word).unwrap_err().status(), 2, "{word}");
        }
        assert_eq!(Target::read(OsStr::from_bytes(b"\xff"), |_, _| None).unwrap_err().status(), 2);
    }

    #[test]
    fn a_filter_lets_through_every_target() {
        let words = filter(&[ports(53, 53, Some(Transport::Udp)), Target::Unix(Vec::new())]);
        assert_eq!(
            words.join(OsStr::new(" ")),
            "( ( udp ) and port = 53-53 and ( state all or state bound ) ) or unix"
        );
    }
}
