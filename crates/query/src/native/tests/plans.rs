//! Where a filter looks, what it must know for that, and what is left of it for each table.

use super::super::{Needs, Part, parse};
use super::select;
use crate::fixtures::Host;
use crate::ss::{FamilySet, Table};
use model::{Family, StateSet};

#[test]
fn tables_families_and_states_follow_from_the_filter() {
    use Table::{Dccp, Mptcp, Raw, Sctp, Tcp, Udp, UdpLite, UnixDatagram, UnixSeqpacket, UnixStream};
    let inet = vec![Raw, Udp, UdpLite, Tcp, Dccp, Sctp, Mptcp];
    let unix = [UnixDatagram, UnixStream, UnixSeqpacket];
    let all = StateSet::ALL.bits();
    let cases: Vec<(&str, Vec<Table>, u32)> = vec![
        ("", inet.clone(), all),
        ("tcp", vec![Tcp], all),
        ("tcp or udp", vec![Udp, Tcp], all),
        ("not tcp", vec![Raw, Udp, UdpLite, Dccp, Sctp, Mptcp], all),
        ("tcp listening", vec![Tcp], 1 << 10),
        ("listening", inet.clone(), 1 << 10),
        ("tcp and ( established or listening )", vec![Tcp], 1 << 10 | 1 << 1),
        ("state established state listening", inet.clone(), 1 << 10 | 1 << 1),
        ("tcp not listening", vec![Tcp], 0xBFE),
        ("port 443", inet.clone(), all),
        ("process = a", inet.clone(), all),
        ("unix", unix.to_vec(), all),
        ("path = /run/*", unix.to_vec(), all),
        ("unix-stream or tcp", vec![UnixStream, Tcp], all),
        ("not unix", inet.clone(), all),
        ("unix or port 80", [&unix[..], &inet[..]].concat(), all),
        ("rtt > 5ms", vec![Tcp], 0xBFE),
        ("backlog > 5", inet.clone(), 1 << 10),
        ("exposed", inet.clone(), 1 << 10 | 1 << 7),
        ("exposed udp", vec![Udp], 1 << 10 | 1 << 7),
        ("bound", vec![Tcp], 1 << 13 | 1 << 7),
        ("bound or ( udp established )", vec![Udp, Tcp], 1 << 13 | 1 << 7 | 1 << 1),
        ("tcp bound", vec![Tcp], 1 << 13 | 1 << 7),
        ("src unix:x", unix.to_vec(), all),
        ("congestion bbr", vec![Tcp], all),
    ];
    for (words, tables, states) in cases {
        let scope = select(words).scope;
        assert_eq!(scope.tables_to_list().collect::<Vec<_>>(), tables, "{words}");
        assert_eq!(scope.states, StateSet::from_bits(states), "{words}: {:#x}", scope.states.bits());
    }
    assert_eq!(select("tcp src inet6:[::1]").scope.families, Family::Inet6.into());
    assert_eq!(select("tcp ipv4").scope.families, FamilySet::INET, "mapped addresses are IPv4 too");
}

#[test]
fn each_table_is_asked_for_what_is_open_about_it() {
    let parts = |words: &str| -> Vec<_> {
        let described = |part: Part| {
            let filter = part.filter.map(|filter| filter.to_string());
            (part.table, part.scope.states.bits(), filter.unwrap_or_default())
        };
        select(words).parts().map(described).collect()
    };
    assert_eq!(parts("tcp listening"), [(Table::Tcp, 1 << 10, String::new())]);
    assert_eq!(
        parts("( tcp listening ) or ( udp port :53 )"),
        [
            (Table::Udp, StateSet::ALL.bits(), "( src *:53 or dst *:53 )".to_owned()),
            (Table::Tcp, 1 << 10, String::new())
        ]
    );
    assert_eq!(parts("unix-stream").len(), 1);
}

#[test]
fn what_must_be_known_is_said() {
    let none = Needs::default();
    let cases = [
        ("tcp port 443 established", none),
        ("rtt > 5", Needs { tcp_info: true, ..none }),
        ("drops > 0", Needs { memory: true, ..none }),
        ("congestion bbr", Needs { congestion: true, ..none }),
        ("process a", Needs { owners: true, ..none }),
        ("pid 5", Needs { owners: true, ..none }),
        ("user root", Needs { owners: true, processes: true, ..none }),
        ("not ( tcp or unit a )", Needs { owners: true, processes: true, ..none }),
        ("netns blue", Needs { namespaces: true, ..none }),
    ];
    for (words, needs) in cases {
        assert_eq!(select(words).needs, needs, "{words}");
    }
}

#[test]
fn no_words_choose_what_is_over_ip() {
    let selection = parse::<&str>(&[], &Host).unwrap();
    assert_eq!((selection.filter.is_none(), selection.needs), (true, Needs::default()));
    assert_eq!(selection.parts().count(), 7);
    assert!(selection.parts().all(|part| part.filter.is_none()));
}
