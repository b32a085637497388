//! Options in order, and the tables, families and states that ss then asks for.

use super::{FamilySet, Scope, ScopeBuilder, ScopeError, Table};
use crate::fixtures::{Host, netlink, packet, tcp, tipc, unix};
use crate::ss::{QueryError, read_query};
use Table::{Dccp, Mptcp, Netlink, PacketDatagram, PacketRaw, Raw, Sctp, Tcp, Udp};
use model::{Family, StateSet};

/// Options and state words as on a command line.
fn scope(line: &str) -> Result<Scope, QueryError> {
    let mut builder = ScopeBuilder::default();
    let mut words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
    while words.first().is_some_and(|word| word.starts_with('-')) {
        match words.remove(0) {
            "-t" => builder.add_table(Tcp),
            "-u" => builder.add_table(Udp),
            "-4" => builder.add_family(Family::Inet),
            "-6" => builder.add_family(Family::Inet6),
            "-x" => builder.add_family(Family::Unix),
            "-0" => builder.add_family(Family::Packet),
            "-a" => builder.choose_all_states(),
            "-l" => builder.choose_listening_states(),
            "-f" => builder.add_family_named(words.remove(0)).unwrap(),
            "-A" => builder.add_tables_named(words.remove(0)).unwrap(),
            other => panic!("{other}"),
        }
    }
    read_query(builder, &words, &Host).map(|query| query.scope)
}

#[test]
fn states_are_those_that_ss_asks_the_kernel_for() {
    // Observed in the requests of iproute2 6.1.0.
    let cases = [
        ("", 0xb37),
        ("-a", 0xfff),
        ("-l", 0x480),
        ("-l -a", 0xfff),
        ("-a -l", 0x480),
        ("-t", 0xb37),
        ("-u", 0x2),
        ("-t -u", 0xb37),
        ("-x", 0xb37),
        ("-0", 0x80),
        ("-0 -4", 0xbb7),
        ("-A udp", 0xb37),
        ("-A udp -l", 0x480),
        ("-l -A udp", 0x480),
        ("-u -A udp", 0xb37),
        ("-f netlink", 0x80),
        ("-A netlink", 0xb37),
        ("-t state established", 0x2),
        ("-t state established state listening", 0x402),
        ("-a state listening", 0x400),
        ("-t exclude listening", 0xbff),
        ("-t exclude bucket state bucket", 0xfff),
        ("-t state listening exclude listening", 0xb37),
        ("exclude all", 0xb37),
        ("-u exclude all", 0x2),
        ("-l exclude all", 0xb37),
        ("-u state unknown", 0x1),
        ("-t state bound-inactive", 0x2000),
        ("state connected", 0xb7f),
        ("state synchronized", 0xb7b),
        ("state bucket", 0x48),
        ("state big", 0xfb7),
        ("state CLOSED", 0x80),
        ("state syn-rcv", 0x8),
    ];
    for (line, states) in cases {
        assert_eq!(scope(line).unwrap().states, StateSet::from_bits(states), "{line}");
    }
}

#[test]
fn tables_are_listed_as_ss_lists_them() {
    let inet = vec![Raw, Udp, Tcp, Dccp, Sctp, Mptcp];
    let cases = [
        ("-t", vec![Tcp]),
        ("-u -t", vec![Udp, Tcp]),
        ("-4", inet.clone()),
        ("-4 -u", vec![Udp]),
        ("-A inet,!udp", vec![Raw, Tcp, Dccp, Sctp, Mptcp]),
        ("-t -A udp", vec![Udp]),
        ("-A udp -t", vec![Udp, Tcp]),
        ("-A udp -A tcp", vec![Udp, Tcp]),
        ("-0", vec![PacketDatagram, PacketRaw]),
        ("-A p_raw -a", vec![PacketRaw]),
        // Sockets without a state count as unconnected.
        ("-A packet", vec![]),
        ("-f netlink state established", vec![]),
        ("-f netlink -l", vec![Netlink]),
        ("-f netlink -t", vec![Tcp]),
        ("-a src inet:1.2.3.4", inet),
        ("-t src unix:x", vec![]),
    ];
    for (line, tables) in cases {
        let states = if line == "-f netlink -t" { "state established" } else { "" };
        let scope = scope(&format!("{line} {states}")).unwrap();
        assert_eq!(scope.tables_to_list().collect::<Vec<_>>(), tables, "{line}");
    }
}

#[test]
fn the_kernel_is_asked_for_the_family_named_last() {
    const BOTH: &[Family] = &[Family::Inet, Family::Inet6];
    let cases: [(&str, &[Family], FamilySet); 8] = [
        ("-t", BOTH, FamilySet::INET),
        ("-4", &[Family::Inet], Family::Inet.into()),
        ("-6 -4", &[Family::Inet], FamilySet::INET),
        ("-4 -6", &[Family::Inet6], FamilySet::INET),
        ("-4 -x", BOTH, FamilySet::from(Family::Inet).union(Family::Unix.into())),
        ("-t sport = inet6:22", &[Family::Inet6], Family::Inet6.into()),
        ("-4 -6 sport = 22", &[Family::Inet6], Family::Inet6.into()),
        ("-t src [::1]", BOTH, FamilySet::INET),
    ];
    for (line, asked, shown) in cases {
        let scope = scope(line).unwrap();
        assert_eq!(scope.inet_families_to_ask(), asked, "{line}");
        assert_eq!(scope.families, shown, "{line}");
    }
}

#[test]
fn rows_are_shown_by_family_and_table() {
    let (tcp4, tcp6) = (tcp(("127.0.0.1", 1), ("127.0.0.1", 2)), tcp(("::1", 1), ("::1", 2)));
    let v4 = scope("-4").unwrap();
    assert!(v4.shows(&tcp4) && !v4.shows(&tcp6));
    let datagrams = scope("-A u_dgr,p_dgr,netlink -a").unwrap();
    assert!(!datagrams.shows(&unix(1, None)));
    assert!(datagrams.shows(&packet(3, 0)), "ss does not tell its packet tables apart");
    assert!(datagrams.shows(&netlink(0, 1)));
    assert!(!datagrams.shows(&tipc()) && scope("-A tipc").unwrap().shows(&tipc()));
}

#[test]
fn several_tables_make_a_plural() {
    assert!(!scope("-t").unwrap().tables.is_plural());
    assert!(scope("-x").unwrap().tables.is_plural());
    assert!(!scope("-t state listening").unwrap().states.is_plural());
}

#[test]
fn nothing_left_is_no_error_to_the_shell() {
    for line in ["-A !tcp", "-A tcp,!tcp", "-t -A !udp", "-A all,!all"] {
        assert_eq!(scope(line).unwrap_err().status(), 0, "{line}");
    }
}

#[test]
fn unknown_names_are_told() {
    let mut builder = ScopeBuilder::default();
    let tables = |list: &str, builder: &mut ScopeBuilder| builder.add_tables_named(list).unwrap_err();
    assert_eq!(tables("tcp,foo", &mut builder), ScopeError::UnknownTable("foo".into()));
    assert_eq!(tables("tcp,", &mut builder), ScopeError::UnknownTable(String::new()));
    assert_eq!(tables("!!tcp", &mut builder), ScopeError::UnknownTable("!tcp".into()));
    assert_eq!(tables("TCP", &mut builder), ScopeError::UnknownTable("TCP".into()));
    assert_eq!(builder.add_family_named("INET"), Err(ScopeError::UnknownFamily("INET".into())));
}
