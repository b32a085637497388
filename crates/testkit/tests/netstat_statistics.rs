//! `sockeye netstat -s` against the installed `netstat` over the same counters: files made by hand in the place of /proc, because live
//! counters move between two runs and most of them never do anything.
//!
//! Needs root. The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use sockeye_testkit::differential::{Output, Tool};
use sockeye_testkit::proc_folder::with_proc_folder;

/// Counters by their protocols; the file says where they belong.
const COUNTERS: &str = include_str!("../cases/netstat-counters.txt");

/// Argument lists, a line each.
const ARGUMENTS: &str = include_str!("../cases/netstat-statistics.txt");

/// Every choice of protocols.
const CHOICES: [&str; 15] = [
    "-s", "-st", "-su", "-sw", "-sU", "-sS", "-stuw", "-suS", "-s --ip", "-s6", "-s6t", "-s6u", "-s6w", "-s6U",
    "-s6tuwS",
];

/// Files below /proc by their names, each with its text.
type Files<'a> = Vec<(&'a str, Vec<u8>)>;

/// The two tools, and the folder that both take for /proc.
struct Replay {
    folder: PathBuf,
    original: Tool,
    ours: Tool,
}

impl Replay {
    /// Compares what both print for each line of words.
    fn compare(&self, files: &Files<'_>, lines: &[&str]) -> Result<()> {
        self.write(files)?;
        for words in lines {
            for output in [Output::Pipe, Output::Terminal(80)] {
                self.compare_once(files, words, output)?;
            }
        }
        Ok(())
    }

    fn compare_once(&self, files: &Files<'_>, words: &str, output: Output) -> Result<()> {
        let arguments: Vec<_> = words.split_whitespace().map(str::to_owned).collect();
        let original = self.original.run_in(&[], &arguments, output)?;
        let ours = self.ours.run_in(&[], &arguments, output)?;
        let said = |text: &[u8]| String::from_utf8_lossy(text).into_owned();
        ensure!(
            (&original.stdout, original.code()) == (&ours.stdout, ours.code()),
            "netstat {words} {output}, statuses {} and {}\n--- the original\n{}--- ours\n{}--- stderr\n{}--- of\n{}",
            original.code(),
            ours.code(),
            said(&original.stdout),
            said(&ours.stdout),
            said(&ours.stderr),
            files.iter().map(|(name, text)| format!("{name}\n{}", said(text))).collect::<String>(),
        );
        ensure!(
            original.stderr.is_empty() == ours.stderr.is_empty(),
            "netstat {words} {output}: the original says {:?}, ours {:?}",
            said(&original.stderr),
            said(&ours.stderr)
        );
        Ok(())
    }

    fn write(&self, files: &Files<'_>) -> Result<()> {
        // The folder itself is what is mounted, so it stays.
        let net = self.folder.join("net");
        let _ = fs::remove_dir_all(&net);
        for (name, text) in files {
            let path = self.folder.join(name);
            fs::create_dir_all(path.parent().context("a file is in a folder")?)?;
            fs::write(path, text)?;
        }
        Ok(())
    }
}

/// Does `work` where /proc is a folder of its own. Fails when not root: a test that could not run must not look as if it had passed.
#[track_caller]
fn replay(test: &str, work: impl FnOnce(&Replay) -> Result<()> + Send) {
    let sockeye = binary::sockeye();
    let below = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("netstat-statistics-{test}"));
    let _ = fs::remove_dir_all(&below);
    let folder = below.join("proc");
    fs::create_dir_all(&folder).expect("make the folder");
    let original = Tool::original("netstat").expect("the original");
    let ours = Tool::ours(&sockeye, "netstat", &below.join("links")).expect("ours");
    let replay = Replay { folder: folder.clone(), original, ours };
    with_proc_folder(&folder, || work(&replay)).unwrap_or_else(|error| panic!("{error:?}"));
}

/// The protocols with their counters.
fn protocols() -> Vec<(&'static str, Vec<&'static str>)> {
    let lines = COUNTERS.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.split_once(':').expect("a line has a title"))
        .map(|(title, names)| (title, names.split_whitespace().collect()))
        .collect()
}

/// The file that a protocol's counters belong to.
fn file_of(title: &str) -> &'static str {
    match title {
        "Sctp" => "net/sctp/snmp",
        _ if title.ends_with('6') => "net/snmp6",
        _ if title.ends_with("Ext") => "net/netstat",
        _ => "net/snmp",
    }
}

/// The text that a protocol has in its file, with a value for each counter.
fn text(title: &str, counters: &[(&str, u64)]) -> Vec<u8> {
    let text = match file_of(title) {
        "net/snmp" | "net/netstat" => section(title, counters),
        _ => counters.iter().map(|(name, value)| format!("{name:<32}\t{value}\n")).collect(),
    };
    text.into_bytes()
}

fn section(title: &str, counters: &[(&str, u64)]) -> String {
    let names: String = counters.iter().map(|(name, _)| format!(" {name}")).collect();
    let values: String = counters.iter().map(|(_, value)| format!(" {value}")).collect();
    format!("{title}:{names}\n{title}:{values}\n")
}

/// The files with all counters, each with the value that is found for its place.
fn all(value: impl Fn(usize) -> u64) -> Files<'static> {
    let mut files: Files<'_> =
        ["net/snmp", "net/netstat", "net/snmp6", "net/sctp/snmp"].map(|name| (name, Vec::new())).into();
    let mut values = (1..).map(value);
    for (title, names) in protocols() {
        let counters: Vec<_> = names.into_iter().zip(&mut values).collect();
        let file = files.iter_mut().find(|(name, _)| *name == file_of(title)).expect("all files are there");
        file.1.extend(text(title, &counters));
    }
    files
}

/// Files that both of IPv4 and IPv6 need to be there, with one of them filled.
fn only(file: &'static str, text: impl Into<Vec<u8>>) -> Files<'static> {
    let mut files: Files<'_> = ["net/snmp", "net/netstat", "net/snmp6"].map(|name| (name, Vec::new())).into();
    files.retain(|(name, _)| *name != file);
    files.push((file, text.into()));
    files
}

fn words_for(file: &str) -> &'static str {
    if file == "net/snmp6" { "-s6" } else { "-s" }
}

#[test]
fn all_counters_together_for_every_choice_of_protocols() {
    replay("all", |replay| {
        for value in [|_| 0, |_| 1, |place| 1000 + place as u64, |place| u64::MAX - place as u64] {
            replay.compare(&all(value), &CHOICES)?;
        }
        Ok(())
    });
}

#[test]
fn every_argument_list() {
    let lines: Vec<_> = ARGUMENTS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    replay("arguments", |replay| replay.compare(&all(|place| place as u64), &lines));
}

#[test]
fn the_counters_of_this_kernel() {
    let files: Vec<_> = ["net/snmp", "net/netstat", "net/snmp6", "net/sctp/snmp"]
        .into_iter()
        .filter_map(|name| Some((name, fs::read(Path::new("/proc").join(name)).ok()?)))
        .collect();
    assert!(files.len() >= 2, "this kernel has no counters");
    replay("live", |replay| replay.compare(&files, &CHOICES));
}

#[test]
fn each_counter_alone_and_behind_histograms() {
    replay("each", |replay| {
        for (title, names) in protocols() {
            let file = file_of(title);
            for name in names {
                for value in [0, 7] {
                    let own = text(title, &[(name, value), ("Unknown", 5)]);
                    replay.write(&only(file, own.clone()))?;
                    replay.compare_once(&only(file, own.clone()), words_for(file), Output::Pipe)?;
                    if file == "net/snmp" {
                        let behind =
                            [&b"Icmp: InEchos\nIcmp: 3\n"[..], &own, b"IcmpMsg: OutType8\nIcmpMsg: 2\n"].concat();
                        replay.write(&only(file, behind.clone()))?;
                        replay.compare_once(&only(file, behind), "-s", Output::Pipe)?;
                    }
                }
            }
        }
        Ok(())
    });
}

#[test]
fn every_sentence_under_every_title() {
    replay("titles", |replay| {
        let names: Vec<_> = protocols().into_iter().flat_map(|(_, names)| names).collect();
        let counters: Vec<_> = names.iter().enumerate().map(|(at, name)| (*name, at as u64)).collect();
        for (title, _) in protocols().into_iter().filter(|(title, _)| !title.ends_with('6')) {
            for file in ["net/snmp", "net/netstat"] {
                replay.compare(&only(file, section(title, &counters)), &["-s", "-s6"])?;
            }
        }
        replay.compare(&only("net/sctp/snmp", text("Sctp", &counters)), &["-s"])?;
        replay.compare(&only("net/snmp6", text("Ip6", &counters)), &["-s6"])
    });
}

#[test]
fn protocols_in_another_order_and_twice() {
    let icmp = "Icmp: InEchos OutEchos InMsgs New\nIcmp: 1 2 3 4\n";
    let (ip, tcp) = ("Ip: InReceives New\nIp: 5 6\n", "Tcp: New InSegs RtoMin New\nTcp: 7 8 9 10\n");
    let (unknown, udp) = ("UdpLite: InDatagrams\nUdpLite: 11\n", "Udp: NoPorts\nUdp: 12\n");
    let histogram = "Icmp: OutEchos InEchos\nIcmp: 0 1\n";
    replay("order", |replay| {
        for order in [
            [icmp, unknown, tcp, ip, udp, icmp],
            [histogram, unknown, histogram, ip, unknown, tcp],
            [histogram, tcp, unknown, icmp, histogram, unknown],
            [unknown, unknown, histogram, udp, unknown, ip],
        ] {
            replay.compare(&only("net/snmp", order.concat()), &CHOICES)?;
            replay.compare(&only("net/netstat", order.concat()), &CHOICES)?;
        }
        for names in [
            "Icmp6InEchos 1\nIp6New 2\nFoo6New 3\nIcmp6InEchos 4\nFoo6New 5\nIcmp6New 6\nIcmp6InMsgs 7\nIcmp6New 8\n",
            "Udp6New 1\nUdpLite6New 2\nUdp6InErrors 3\nUdpLite6InErrors 4\nTcp6New 5\nIp6InDelivers 6\n",
            "Abc 1\nAbc6InDelivers 2\nUdp6NoPorts 3\nOdd 4\nOddest6 5\n6 6\n66 7\na6b6 8\n",
            "Icmp6InEchos 1\nTcp6New 1\nFoo 2\n",
        ] {
            let mut files = only("net/snmp6", names);
            files.retain(|(name, _)| *name != "net/snmp");
            files.push((
                "net/snmp",
                b"TcpNew: New\nTcpNew: 1\nIp: New\nIp: 2\nTcpNew: New\nTcpNew: 3\nTcp: New\nTcp: 4\n".to_vec(),
            ));
            replay.compare(&files, &CHOICES)?;
        }
        Ok(())
    });
}

#[test]
fn values_of_every_kind() {
    let values = [
        "-1",
        "-2",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999999",
        "-99999999999999999999",
        "+5",
        "007",
        "0x10",
        "abc",
        "5abc",
        "1.5",
        "-0",
        "3-5",
        "+-5",
        "-",
        "",
        "5\x0b6",
    ];
    replay("values", |replay| {
        for value in values {
            let table = format!("Udp: NoPorts New InErrors\nUdp: {value} {value} {value}\n");
            replay.compare(&only("net/snmp", table), &["-s"])?;
        }
        for value in &values[..8] {
            replay.compare(&only("net/snmp6", format!("Ip6InDelivers {value}\nIp6New {value}\n")), &["-s6"])?;
            replay.compare(&only("net/sctp/snmp", format!("SctpCurrEstab {value}\nSctpNew {value}\n")), &["-s"])?;
        }
        Ok(())
    });
}

#[test]
fn tables_that_no_kernel_writes() {
    let tables = [
        "",
        "\n",
        "\n\n",
        "Udp: NoPorts\n",
        "Udp: NoPorts",
        "Udp: NoPorts\nUdp: 5",
        "Udp: NoPorts\nTcp: 5\n",
        "Udp: NoPorts InErrors New\nUdp: 5\n",
        "Udp: NoPorts\nUdp: 5 6\n",
        "Udp NoPorts\nUdp 5\n",
        "Udp:\nUdp:\n",
        "Udp:NoPorts\nUdp:5\n",
        "Udp:  NoPorts   New \nUdp:\t5\t6 \n",
        " Udp: NoPorts\n Udp: 5\n",
        "Udp : New\nUdp : 5\n",
        "Udp: a\nUdp: 5\nrubbish\nUdp: a\nUdp: 6\n",
        "rubbish\nrubbish\n",
        "rubbish\n",
        "Udp: a:b c\nUdp: 1 2\n",
        ": x\n: 5\n",
        "Udp: NoPorts\n\nUdp: 5\n",
        "Udp: NoPorts New\0New\nUdp: 5 6\0 7\n",
        "Udp: NoPorts\nUdp\n",
        "Udp: \nUdp: 5\n",
        "Udp: a\n\n\nTcp: b\nTcp: 3\n",
        "\n\nTcp: b\nTcp: 3\n",
        "\0\n\0\n",
        " \n \n",
    ];
    replay("odd", |replay| {
        for table in tables {
            for file in ["net/snmp", "net/netstat"] {
                replay.compare(&only(file, table), &["-s", "-su"])?;
            }
        }
        let long = |separator| vec!["New"; 20_000].join(separator);
        let table = format!("Udp: {}\nUdp: {}\nTcp: InSegs\nTcp: 2\n", long(" "), vec!["1"; 20_000].join(" "));
        replay.compare(&only("net/snmp", table), &["-s"])?;
        replay.compare(&only("net/snmp", format!("Udp: {}\nUdp: 1\nTcp: InSegs\nTcp: 2\n", long(""))), &["-s"])
    });
}

#[test]
fn files_that_are_not_there() {
    let files: [(&str, &str); 4] = [
        ("net/snmp", "Tcp: InSegs\nTcp: 1\n"),
        ("net/netstat", "TcpExt: TW\nTcpExt: 2\n"),
        ("net/snmp6", "Ip6InDelivers 3\n"),
        ("net/sctp/snmp", "SctpCurrEstab 4\n"),
    ];
    replay("missing", |replay| {
        for present in 0..16 {
            let there = files.iter().enumerate().filter(|(at, _)| present >> at & 1 == 1);
            let there: Files<'_> = there.map(|(_, (name, text))| (*name, text.as_bytes().to_vec())).collect();
            replay.compare(&there, &CHOICES)?;
        }
        Ok(())
    });
}
