//! Ports and their services: services(5), answered as getservbyport(3) and getservbyname(3) answer from that file.
//!
//! Why not through those functions: they read the file anew for each port that has no name, and this is asked for
//! every socket.

use crate::number;
use crate::read::{is_blank, read_told, words};
use model::Gap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The services of this host, read at the first question. Names are untrusted bytes.
///
/// Protocols are those of the file: `tcp`, `udp`, `sctp`, `dccp`, …; no protocol means any.
#[derive(Debug)]
pub struct Services {
    path: PathBuf,
    table: OnceLock<Table>,
}

/// One line of the file. Everything but the port is untrusted bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its port.
    pub port: u16,
    /// The protocol that carries it.
    pub protocol: Vec<u8>,
    /// What it is called.
    pub name: Vec<u8>,
    /// What it is called, too.
    pub aliases: Vec<Vec<u8>>,
    /// What the file says of it behind `#`, without blanks around it; mostly nothing.
    pub comment: Vec<u8>,
}

impl Services {
    /// Where services(5) are.
    pub const PATH: &'static str = "/etc/services";

    /// The services in this file. A missing file has none.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), table: OnceLock::new() }
    }

    /// The services in a text of the file's form.
    pub fn of_text(text: &[u8]) -> Self {
        Self { path: PathBuf::new(), table: OnceLock::from(Table::parse(text)) }
    }

    /// The name of the first service on this port.
    pub fn name(&self, port: u16, protocol: Option<&str>) -> Option<&[u8]> {
        self.table().name(port, protocol)
    }

    /// The port of the first service that has this name or alias.
    pub fn port(&self, name: &[u8], protocol: Option<&str>) -> Option<u16> {
        self.table().port(name, protocol)
    }

    /// All of them, in the order of the file.
    pub fn all(&self) -> &[Service] {
        &self.table().entries
    }

    /// Why some are missing, if the file could not be read to its end.
    pub fn gap(&self) -> Option<Gap> {
        let reason = self.table().unread.as_ref()?;
        Some(Gap::new(format!("reading the names of services from {}", self.path.display()), reason))
    }

    fn table(&self) -> &Table {
        self.table.get_or_init(|| {
            let (text, error) = read_told(&self.path);
            Table { unread: error.map(|error| error.to_string()), ..Table::parse(&text) }
        })
    }
}

#[derive(Debug)]
struct Table {
    /// In the order of the file.
    entries: Vec<Service>,
    /// Port and place in `entries`, sorted.
    by_port: Vec<(u16, usize)>,
    /// Why the file was not read to its end.
    unread: Option<String>,
}

impl Table {
    fn parse(text: &[u8]) -> Self {
        let entries: Vec<Service> = text.split(|byte| *byte == b'\n').filter_map(Service::parse).collect();
        let mut by_port: Vec<_> = entries.iter().enumerate().map(|(place, entry)| (entry.port, place)).collect();
        by_port.sort_unstable();
        Self { entries, by_port, unread: None }
    }

    fn name(&self, port: u16, protocol: Option<&str>) -> Option<&[u8]> {
        let first = self.by_port.partition_point(|(other, _)| *other < port);
        let on_port = self.by_port[first..].iter().take_while(|(other, _)| *other == port);
        let mut entries = on_port.map(|(_, place)| &self.entries[*place]);
        entries.find(|entry| entry.speaks(protocol)).map(|entry| entry.name.as_slice())
    }

    fn port(&self, name: &[u8], protocol: Option<&str>) -> Option<u16> {
        let is_named = |entry: &&Service| entry.name == name || entry.aliases.iter().any(|alias| alias == name);
        self.entries.iter().filter(|entry| entry.speaks(protocol)).find(is_named).map(|entry| entry.port)
    }
}

impl Service {
    /// `name port/protocol alias…`, blanks before it, a comment behind it. As in the C library, a port wraps at 16
    /// bits and more than one slash may stand behind it.
    fn parse(line: &[u8]) -> Option<Self> {
        let (line, comment) = line.split_at(line.iter().position(|byte| *byte == b'#').unwrap_or(line.len()));
        let line = &line[line.iter().take_while(|byte| is_blank(**byte)).count()..];
        let (name, rest) = line.split_at(line.iter().position(|byte| is_blank(*byte))?);
        let (port, rest) = number::prefix(rest)?;
        let rest = rest.strip_prefix(b"/")?;
        let rest = &rest[rest.iter().take_while(|byte| **byte == b'/').count()..];
        let (protocol, aliases) = rest.split_at(rest.iter().position(|byte| is_blank(*byte)).unwrap_or(rest.len()));
        Some(Self {
            port: port as u16,
            protocol: protocol.to_vec(),
            name: name.to_vec(),
            aliases: words(aliases).map(<[u8]>::to_vec).collect(),
            comment: comment.strip_prefix(b"#").unwrap_or_default().trim_ascii().to_vec(),
        })
    }

    fn speaks(&self, protocol: Option<&str>) -> bool {
        protocol.is_none_or(|protocol| self.protocol == protocol.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn udp(text: &str, port: u16) -> Option<String> {
        let table = Table::parse(text.as_bytes());
        table.name(port, Some("udp")).map(|name| String::from_utf8_lossy(name).into_owned())
    }

    /// Each text gives this name to UDP port 22 in `ss -u` with the C library of Debian 12.
    #[test]
    fn lines_are_read_as_the_c_library_reads_them() {
        for (text, name) in [
            ("first 22/udp\nsecond 22/udp\n", "first"),
            ("other 22/tcp\na 22/udp b c # x\n", "a"),
            (" lead 22/udp\n", "lead"),
            ("\t tab\t0x16/udp\n", "tab"),
            ("octal 026/udp\n", "octal"),
            ("return 22/udp\r\n", "return"),
            ("comment 22/udp#x\n", "comment"),
            ("slashes 22//udp\n", "slashes"),
            ("plus +22/udp /y\n", "plus"),
            ("wraps 65558/udp\n", "wraps"),
            ("vertical \x0b22/udp\x0b\n", "vertical"),
            ("last 22/udp", "last"),
        ] {
            assert_eq!(udp(text, 22).as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn what_the_c_library_passes_over_has_no_name() {
        for text in [
            "up 22/UDP",
            "tcp 22/tcp",
            "apart 22 /udp",
            "apart 22/ udp",
            "22/udp",
            "more 22/udpx",
            "two 22/udp,tcp",
            "octal 022/udp",
            "big 4294967318/udp",
            "two 22/udp/x",
            "bare 22",
            "comm#ent 22/udp",
            "none /udp",
            "letters 22x/udp",
        ] {
            assert_eq!(udp(text, 22), None, "{text}");
        }
        assert_eq!(udp("negative -1/udp", 65535), None);
    }

    #[test]
    fn names_and_aliases_have_ports() {
        let table = Table::parse(b"domain 53/tcp\ndomain 5353/udp dns\nnames 54/udp domain\n");
        assert_eq!(table.port(b"domain", Some("tcp")), Some(53));
        assert_eq!(table.port(b"domain", Some("udp")), Some(5353));
        assert_eq!(table.port(b"dns", None), Some(5353));
        assert_eq!(table.port(b"dns", Some("tcp")), None);
    }

    #[test]
    fn no_protocol_means_any() {
        let table = Table::parse(b"one 22/sctp\ntwo 22/tcp\n");
        assert_eq!(table.name(22, None), Some(&b"one"[..]));
        assert_eq!(table.name(22, Some("tcp")), Some(&b"two"[..]));
    }

    #[test]
    fn a_line_is_told_whole() {
        let services = Services::of_text(b"http 80/tcp www web # # World Wide Web \r\nx 1/udp\n# y 2/udp\n");
        let words = |texts: &[&str]| texts.iter().map(|text| text.as_bytes().to_vec()).collect::<Vec<_>>();
        let [http, x] = services.all() else { panic!("{services:?}") };
        assert_eq!((http.port, &http.protocol[..], &http.name[..]), (80, &b"tcp"[..], &b"http"[..]));
        assert_eq!((&http.aliases, &http.comment[..]), (&words(&["www", "web"]), &b"# World Wide Web"[..]));
        assert_eq!((&x.aliases, &x.comment[..]), (&words(&[]), &b""[..]));
        assert_eq!(services.gap(), None);
    }

    #[test]
    fn a_missing_file_has_no_services() {
        let services = Services::new(Path::new("/nonexistent"));
        assert_eq!(services.all(), []);
        let gap = services.gap().expect("it was not read").to_string();
        assert!(gap.starts_with("reading the names of services from /nonexistent: No such file"), "{gap}");
        assert_eq!(services.name(22, None), None);
        assert_eq!(services.port(b"ssh", Some("tcp")), None);
    }

    proptest! {
        #[test]
        fn any_file_can_be_read(text in "[ -~\\t\\n]{0,200}", port: u16) {
            Table::parse(text.as_bytes()).name(port, None);
        }

        #[test]
        fn any_bytes_can_be_read(text: Vec<u8>) {
            Table::parse(&text);
        }
    }
}
