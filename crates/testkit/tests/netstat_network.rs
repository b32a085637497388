//! `sockeye netstat` against the installed `netstat` over routes, interfaces and groups: in a network full of them, and over tables made
//! by hand in the place of /proc.
//!
//! Needs root. The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;

use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Result, ensure};
use sockeye_testkit::differential::cases::{self, Case};
use sockeye_testkit::differential::tool::Outcome;
use sockeye_testkit::differential::{Output, Tool};
use sockeye_testkit::network::{add_untrusted, with_empty_network, with_network};
use sockeye_testkit::proc_folder::with_proc_folder;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/cases/netstat-network.txt");

/// How often a comparison is made again because a counter moved.
const MOST_REPEATS: usize = 20;

/// The two tools, and a folder for what they are shown.
struct Tools {
    original: Tool,
    ours: Tool,
    folder: PathBuf,
}

impl Tools {
    /// Fails when there is nothing to compare: a test that could not run must not look as if it had passed.
    fn new(test: &str) -> Self {
        let below = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("netstat-network-{test}"));
        let _ = fs::remove_dir_all(&below);
        let folder = below.join("files");
        fs::create_dir_all(&folder).expect("make the folder");
        let original = Tool::original("netstat").expect("the original");
        let ours = Tool::ours(&binary::sockeye(), "netstat", &below.join("links")).expect("ours");
        Self { original, ours, folder }
    }

    /// Compares what both print, over the same counters: when the original prints the same before and after.
    fn compare(&self, case: &Case, output: Output) -> Result<()> {
        for repeat in 0.. {
            let run = |tool: &Tool| tool.run_in(&[], &case.arguments, output);
            let (before, ours, after) = (run(&self.original)?, run(&self.ours)?, run(&self.original)?);
            let is_at_rest = before.stdout == after.stdout;
            ensure!(
                is_at_rest || repeat < MOST_REPEATS,
                "netstat {}: the original never says the same twice",
                case.text
            );
            if is_at_rest {
                return agree(case, output, &before, &ours);
            }
            sleep(Duration::from_millis(100));
        }
        Ok(())
    }
}

fn agree(case: &Case, output: Output, original: &Outcome, ours: &Outcome) -> Result<()> {
    let same_stdout = match case.own_words {
        true => original.stdout.is_empty() == ours.stdout.is_empty(),
        false => original.stdout == ours.stdout,
    };
    let said = |text: &[u8]| String::from_utf8_lossy(text).into_owned();
    ensure!(
        same_stdout && original.code() == ours.code() && original.stderr.is_empty() == ours.stderr.is_empty(),
        "netstat {} {output}, statuses {} and {}\n--- the original\n{}--- ours\n{}--- stderr of the original\n{}--- of ours\n{}",
        case.text,
        original.code(),
        ours.code(),
        said(&original.stdout),
        said(&ours.stdout),
        said(&original.stderr),
        said(&ours.stderr),
    );
    Ok(())
}

fn case(words: &str) -> Case {
    cases::parse(words).expect("words").remove(0)
}

#[test]
fn every_argument_list_in_a_network() {
    let tools = Tools::new("live");
    let cases = cases::read(Path::new(CASES)).expect("the cases");
    let compared = with_network(&tools.folder, || {
        for case in &cases {
            for output in [Output::Pipe, Output::Terminal(80)] {
                tools.compare(case, output)?;
            }
        }
        Ok(())
    });
    compared.unwrap_or_else(|error| panic!("{error:?}"));
    println!("{} cases", cases.len());
}

#[test]
fn an_empty_network() {
    let tools = Tools::new("empty");
    let compared = with_empty_network(|| {
        ["-r", "-rn", "-rne", "-rn6", "-rn46", "-rnC", "-i", "-ia", "-ie", "-iae", "-gn", "-gn6"]
            .iter()
            .try_for_each(|words| tools.compare(&case(words), Output::Pipe))
    });
    compared.unwrap_or_else(|error| panic!("{error:?}"));
}

#[test]
fn names_of_interfaces_never_command_a_terminal() {
    let tools = Tools::new("untrusted");
    let compared = with_network(&tools.folder, || {
        add_untrusted()?;
        for words in ["-ia", "-iae", "-gn"] {
            tools.compare(&case(words), Output::Pipe)?;
            let shown = tools.ours.run_in(&[], &case(words).arguments, Output::Terminal(80))?;
            let text = String::from_utf8(shown.stdout)?;
            ensure!(!text.chars().any(|letter| letter.is_control() && letter != '\n'), "netstat {words}: {text:?}");
        }
        Ok(())
    });
    compared.unwrap_or_else(|error| panic!("{error:?}"));
}

/// Rows of /proc/net/route with each flag, and with large numbers.
fn ipv4_routes() -> String {
    let mut table = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n".to_owned();
    for bit in 0..32 {
        for more in [0, 0x1, 0x201] {
            let flags = 1u32 << bit | more;
            table += &format!("va0\t{bit:08X}\t0200090A\t{flags:04X}\t0\t0\t0\t00FFFFFF\t0\t0\t0\n");
        }
    }
    for number in [0, 1, 12, 123, 1234, 12345, 123_456, 1_234_567, 2_147_483_647u32, u32::MAX] {
        for flags in [0x3, 0x205, u32::MAX] {
            table += &format!(
                "fifteen-octets-\t0005090A\t0200090A\t{flags:X}\t{number}\t{number}\t{number}\t00F0FFFF\t{number}\t{number}\t{number}\n"
            );
        }
    }
    // With more columns, and between blanks.
    table
        + "b\t0005090A\t00000000\t3\t0\t0\t0\t00FFFFFF\t0\t0\t0\t9\t9\n c 0005090A 00000000 3 0 0 0 00FFFFFF 0 0 0\n\n"
}

/// The same of /proc/net/ipv6_route.
fn ipv6_routes() -> String {
    const ADDRESS: &str = "fd090000000000000000000000000002";
    const NONE: &str = "00000000000000000000000000000000";
    let row = |prefix: u32, number: u32, flags: u32| {
        format!(
            "{ADDRESS} {prefix:02x} {NONE} 00 {ADDRESS} {number:08x} {number:08x} {number:08x} {flags:08x}      va0\n"
        )
    };
    let flags = (0..32).flat_map(|bit| [0, 0x1, 0x201].map(|more| row(bit, 1024, 1 << bit | more)));
    let numbers = [0, 1, 12, 123, 1234, 12345, 123_456, 1_234_567, 2_147_483_647, u32::MAX];
    let addresses = [NONE, "00000000000000000000ffff01020304", "20010db8ffffffffffffffffffffffff"].map(|address| {
        format!("{address} 80 {NONE} 00 {address} 00000400 00000010 00000000 00000003 fifteen-octets-\n")
    });
    flags.chain(numbers.into_iter().map(|number| row(255, number, 3))).chain(addresses).collect()
}

const IGMP: &str = "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n\
    1\tlo        :     1      V3\n\t\t\t\t010000E0     1 0:00000000\t\t0\n\
    2\tfifteen-octets-:     2      V3\n\t\t\t\t010000E0 1234567 0:00000000\t\t0\n\t\t\t\tFB0000E0    12 1:0000FFFF\t\t1\n\
    3\tnone      :     0      V2\n";
const IGMP6: &str = "1    lo              ff020000000000000000000000000001     1 0000000C 0\n\
    2    fifteen-octets- ff0200000000000000000001ff08636a 12345678 0000000C 0\n";

#[test]
fn tables_with_every_flag_and_large_numbers() {
    let tools = Tools::new("tables");
    let net = tools.folder.join("net");
    fs::create_dir_all(&net).expect("make the folder");
    for (name, text) in
        [("route", ipv4_routes()), ("ipv6_route", ipv6_routes()), ("igmp", IGMP.into()), ("igmp6", IGMP6.into())]
    {
        fs::write(net.join(name), text).expect("write a table");
    }
    let compare = |words: &[&str]| words.iter().try_for_each(|words| tools.compare(&case(words), Output::Pipe));
    let compared = with_proc_folder(&tools.folder, || {
        compare(&["-rn", "-rne", "-rnee", "-rneee", "-rn6", "-rn6FC", "-rn46", "-gn"])?;
        fs::remove_file(net.join("ipv6_route"))?;
        fs::remove_file(net.join("igmp6"))?;
        compare(&["-rn6", "-rn46", "-rn64", "-rnC", "-rn6C", "-gn"])?;
        fs::write(
            net.join("route"),
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n",
        )?;
        fs::write(net.join("ipv6_route"), "")?;
        fs::write(net.join("igmp"), "")?;
        compare(&["-rn", "-rn6", "-gn"])?;
        fs::write(net.join("route"), "")?;
        compare(&["-rn", "-rne", "-rn46"])?;
        fs::remove_dir_all(&net)?;
        compare(&["-rn", "-rn6", "-gn", "-rnC"])
    });
    compared.unwrap_or_else(|error| panic!("{error:?}"));
}
