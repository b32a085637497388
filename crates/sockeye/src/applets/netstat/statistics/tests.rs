//! Counters as text, in English and in another language, on a pipe and on a terminal.
//!
//! What the original says of each counter is held by `crates/testkit/tests/netstat_statistics.rs`, with the original beside it.

use super::*;
use crate::applets::netstat::args::{Args, Table, Tables};
use crate::applets::netstat::phrases::CATALOGUES;
use crate::texts::Texts;
use crate::texts::choice::Choice;
use std::path::PathBuf;

const SNMP: &str = "Icmp: InMsgs InDestUnreachs InEchos OutMsgs OutEchos New\nIcmp: 9 0 8 7 6 5\nIcmpMsg: InType8\nIcmpMsg: 8\n\
    Tcp: RtoMin MaxConn CurrEstab\nTcp: 200 -1 4\n";

/// A folder that stands for /proc and goes with its test.
struct Folder(PathBuf);

impl Folder {
    fn with(test: &str, files: &[(&str, &str)]) -> Self {
        let folder = std::env::temp_dir().join(format!("sockeye-statistics-{test}-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("net")).expect("make the folder");
        for (name, text) in files {
            std::fs::write(folder.join(name), text).expect("write a file");
        }
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What a bare `-s` asks for.
fn all() -> Args {
    Args { tables: Tables::of(&[Table::Tcp, Table::Sctp, Table::Udp, Table::UdpLite, Table::Raw]), ..Args::default() }
}

fn setting(folder: &Folder, args: Args) -> Setting {
    Setting { args, texts: Texts::english(), files: folder.0.as_path().into(), is_terminal: false }
}

#[track_caller]
fn shows(setting: &Setting, expected: &str) {
    let mut out = Vec::new();
    list(setting, &mut out).expect("counters");
    assert_eq!(String::from_utf8_lossy(&out), expected);
}

#[test]
fn histograms_stand_below_their_headings() {
    let folder = Folder::with("histograms", &[("net/snmp", SNMP)]);
    let expected = "\
Icmp:
    9 ICMP messages received
    ICMP input histogram:
        echo requests: 8
    7 ICMP messages sent
    ICMP output histogram:
        echo requests: 6
        New: 5
IcmpMsg:
        InType8: 8
Tcp:
    4 connections established
";
    shows(&setting(&folder, all()), expected);
}

#[test]
fn options_choose_protocols_with_sentences_and_no_others() {
    let folder = Folder::with("options", &[("net/snmp", SNMP)]);
    let of = |table| setting(&folder, Args { tables: Tables::of(&[table]), ..Args::default() });
    shows(&of(Table::Tcp), "IcmpMsg:\n    InType8: 8\nTcp:\n    4 connections established\n");
    shows(&of(Table::UdpLite), "IcmpMsg:\n    InType8: 8\n");
}

#[test]
fn ipv6_has_tcp_of_both_versions() {
    let files = [
        ("net/snmp", SNMP),
        ("net/snmp6", "Ip6InDelivers 3\nUdpLite6New 2\n"),
        ("net/netstat", "TcpExt: TW\nTcpExt: 1\n"),
    ];
    let folder = Folder::with("ipv6", &files);
    let args = Args { families: vec![Family::Inet6], ..all() };
    let expected =
        "Ip6:\n    3 incoming packets delivered\nUdpLite6:\n    UdpLite6New: 2\nTcp:\n    4 connections established\n";
    shows(&setting(&folder, args), expected);
}

#[test]
fn names_are_escaped_on_a_terminal() {
    let folder = Folder::with("names", &[("net/snmp", "\x1b[2J: \u{9b}X\n: 1\n")]);
    let plain = setting(&folder, all());
    shows(&plain, "\x1b[2J:\n    \u{9b}X: 1\n");
    shows(&Setting { is_terminal: true, ..plain }, "\\x1b[2J:\n    \\u{9b}X: 1\n");
}

#[test]
fn other_languages_have_their_own_sentences_and_the_kernel_s_names() {
    let folder = Folder::with("french", &[("net/snmp", SNMP)]);
    let choice = Choice { languages: vec!["fr".into()], ascii_only: false };
    let expected = "\
Icmp:
    9 messages ICMP reçus
    Histogramme des messages ICMP reçus :
        requêtes echo : 8
    7 messages ICMP envoyés
    Histogramme des messages ICMP émis :
        requêtes echo : 6
        New: 5
IcmpMsg:
        InType8: 8
Tcp:
    4 connexions établies
";
    shows(&Setting { texts: Texts::of(CATALOGUES, &choice), ..setting(&folder, all()) }, expected);
}

#[test]
fn only_one_internet_family_has_counters() {
    let folder = Folder::with("families", &[]);
    let args = Args { families: vec![Family::Unix, Family::Inet], ..all() };
    let mut out = Vec::new();
    let ended = list(&setting(&folder, args), &mut out);
    assert!(matches!(ended, Err(Ended::Told(1))), "{ended:?}");
    assert_eq!(out, b"netstat: No statistics support for specified address family: unix,inet\n");
}
