//! Holds the filter language to what ss accepts and refuses: one row of `acceptance.txt` per case.

use model::{CgroupId, Family, InterfaceIndex, NetlinkProtocol, Transport, UserId};
use sockeye_query::Resolver;
use sockeye_query::ast::PortRange;
use sockeye_query::native;
use sockeye_query::ss::{ScopeBuilder, Table, read_query};
use std::net::IpAddr;
use std::path::Path;

const CASES: &str = include_str!("acceptance.txt");

#[test]
fn filters_are_accepted_and_refused_as_ss_does() {
    let mut failures = Vec::new();
    for case in CASES.lines().filter(|line| !line.starts_with('#')) {
        let [status, options, filter] = case.split('\t').collect::<Vec<_>>()[..] else { panic!("bad row: {case}") };
        let ours = match read_query(scope(options), &[filter], &Observed) {
            Ok(_) => 0,
            Err(error) => error.status(),
        };
        if ours.to_string() != status {
            failures.push(format!("{case}: ours {ours}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What ss takes and our own language calls a mistake: ports that do not exist, an order without a number, and an escape
/// within a keyword.
const MISTAKES: [&str; 18] = [
    "sport = :99999",
    "sport < :99999",
    "sport > :99999",
    "sport = :-1",
    "sport = :-2",
    "sport >= :-1",
    "sport = [22]",
    "sport = *:22",
    "sport = :",
    r"s\rc 127.0.0.1",
    "sport >= 65536",
    "sport <= 65536",
    "sport <= 65558",
    "sport > *",
    "sport < *",
    "sport >= *",
    "sport <= *",
    "sport != *",
];

#[test]
fn our_own_language_takes_every_filter_that_ss_takes() {
    let mut failures = Vec::new();
    for case in CASES.lines().filter(|line| !line.starts_with('#')) {
        let [status, options, filter] = case.split('\t').collect::<Vec<_>>()[..] else { panic!("bad row: {case}") };
        if status == "0" && options == "-t -a" {
            let error = native::parse(&[filter], &Observed).err();
            if error.is_some() != MISTAKES.contains(&filter) {
                failures.push(format!("{filter}: {error:?}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn scope(options: &str) -> ScopeBuilder {
    let mut builder = ScopeBuilder::default();
    let mut words = options.split(' ');
    while let Some(word) = words.next() {
        match word {
            "-t" => builder.add_table(Table::Tcp),
            "-4" => builder.add_family(Family::Inet),
            "-6" => builder.add_family(Family::Inet6),
            "-x" => builder.add_family(Family::Unix),
            "-0" => builder.add_family(Family::Packet),
            "-a" => builder.choose_all_states(),
            "-f" => builder.add_family_named(words.next().unwrap()).unwrap(),
            "-A" => builder.add_tables_named(words.next().unwrap()).unwrap(),
            other => panic!("unknown option {other}"),
        }
    }
    builder
}

/// The names that the cases use, as the host knew them on which they were observed.
struct Observed;

impl Resolver for Observed {
    fn service(&self, name: &str, transport: Transport) -> Option<u16> {
        match (name, transport) {
            ("ssh", Transport::Tcp) => Some(22),
            ("http", Transport::Tcp) => Some(80),
            ("domain", _) => Some(53),
            _ => None,
        }
    }

    fn addresses(&self, host: &str, family: Family) -> Vec<IpAddr> {
        match (host, family) {
            ("localhost", Family::Inet) => vec![IpAddr::from([127, 0, 0, 1])],
            // The C library takes a lone number for an address.
            ("8080", Family::Inet) => vec![IpAddr::from(8080_u32.to_be_bytes())],
            _ => Vec::new(),
        }
    }

    fn interface(&self, name: &str) -> Option<InterfaceIndex> {
        (name == "lo").then_some(InterfaceIndex(1))
    }

    fn cgroup(&self, path: &Path) -> Option<CgroupId> {
        path.starts_with("/sys/fs/cgroup/unified").then_some(CgroupId(1))
    }

    fn user(&self, _name: &str) -> Option<UserId> {
        None
    }

    fn netlink_protocol(&self, name: &str) -> Option<NetlinkProtocol> {
        ["rtnl", "genl"].iter().position(|known| *known == name).map(|index| NetlinkProtocol(index as u8 * 16))
    }

    fn ethernet_protocol(&self, name: &str) -> Option<u16> {
        match name.to_ascii_lowercase().as_str() {
            "ip" => Some(0x0800),
            "all" => Some(3),
            _ => None,
        }
    }

    fn local_ports(&self) -> PortRange {
        PortRange { first: 32768, last: 60999 }
    }
}
