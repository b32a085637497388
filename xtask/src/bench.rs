//! `cargo xtask bench TOOL`: the original, ours and where there is one the floor under both, side by side over the same crowds.

use crate::run::{Outcome, cargo, finish, release_binary};
use crate::tools;
use std::process::Command;

const SIZES: &[&str] = &["0", "10000", "100000", "1000000"];
/// Memory that one TCP socket of the crowd takes in the kernel, about, in KiB: what both ends of a connection have allocated.
const KIB_PER_SOCKET: u64 = 6;
/// Open files are limited to 20,000 a process on some machines; this many processes hold a million sockets.
const PROCESSES: &str = "190";

/// What is measured of one tool.
struct Bench {
    tool: &'static str,
    /// Over an empty namespace, where starting up is all there is.
    over_nothing: &'static [Table],
    /// Over a mass of TCP sockets.
    over_tcp: &'static [Table],
    /// Over a mass of descriptors, most of which are no sockets.
    over_descriptors: &'static [Table],
}

/// What both are asked, and what does the least that an answer takes.
struct Table {
    arguments: &'static str,
    /// Of a command that no other tool has: what people run in its stead.
    instead: Option<&'static str>,
    floor: Option<Floor>,
    /// Beyond so many sockets the original does not end within minutes: then ours runs alone.
    most_sockets: u64,
    /// Whether ours is also run as where BPF is not permitted.
    without_bpf: bool,
}

/// What does the least that an answer takes.
#[derive(Clone, Copy)]
enum Floor {
    /// A process that does nothing.
    Start,
    /// Reading the kernel's dump and throwing it away.
    Drain(&'static str),
    /// Ours with other arguments: what they cost beside those.
    Ours(&'static str),
}

const fn table(arguments: &'static str, floor: Option<Floor>) -> Table {
    Table { arguments, instead: None, floor, most_sockets: u64::MAX, without_bpf: false }
}

const BENCHES: &[Bench] = &[
    Bench {
        tool: "ss",
        over_nothing: &[
            table("-tan", Some(Floor::Start)),
            table("-a", Some(Floor::Start)),
            table("-an", Some(Floor::Start)),
            table("-ane", Some(Floor::Start)),
            table("-x", Some(Floor::Start)),
            table("-0", Some(Floor::Start)),
            table("-s", Some(Floor::Start)),
            table("-tanp", Some(Floor::Start)),
        ],
        over_tcp: &[
            table("-tan", Some(Floor::Drain(""))),
            table("-tani", Some(Floor::Drain("info"))),
            table("-a", None),
            table("-tan sport = :1", None),
            // The original looks through all owners for each socket.
            Table { most_sockets: 100_000, without_bpf: true, ..table("-tanp", Some(Floor::Ours("-tan"))) },
        ],
        over_descriptors: &[Table { without_bpf: true, ..table("-tuanp", None) }],
    },
    Bench {
        tool: "netstat",
        over_nothing: &[
            table("-tan", Some(Floor::Start)),
            table("-tanp", Some(Floor::Start)),
            table("-a", Some(Floor::Start)),
            table("-x", Some(Floor::Start)),
        ],
        over_tcp: &[
            table("-tan", Some(Floor::Drain(""))),
            table("-tane", Some(Floor::Drain(""))),
            table("-tano", Some(Floor::Drain("info"))),
            table("-ta", None),
            table("-tln", Some(Floor::Start)),
            Table { most_sockets: 100_000, ..table("-tanp", Some(Floor::Ours("-tan"))) },
            Table { most_sockets: 100_000, ..table("-tlnp", None) },
        ],
        over_descriptors: &[table("-tuanp", None)],
    },
    Bench {
        tool: "lsof",
        over_nothing: &[table("-nP -i", Some(Floor::Start))],
        over_tcp: &[
            Table { without_bpf: true, ..table("-nP -i", Some(Floor::Drain(""))) },
            table("-nP -Q -iTCP:1", Some(Floor::Start)),
        ],
        over_descriptors: &[table("-nP -i", None), table("-nP -p 1", None)],
    },
    Bench {
        tool: OWN,
        over_nothing: &[own("", "ss -tudSanp"), own("list", "ss -A inet -anp"), own("count tcp", "netstat -nat")],
        over_tcp: &[
            Table { most_sockets: 100_000, ..own("", "ss -tudSanp") },
            Table { most_sockets: 100_000, ..own("list tcp", "ss -tanp") },
            Table { most_sockets: 100_000, ..own("list tcp -o ndjson", "ss -tanp") },
            own("list tcp and rtt > 1h", "ss -tani"),
            own("list process = nobody-has-this-name", "lsof -nP -i"),
            own("count tcp", "netstat -nat"),
            own("count tcp --by peer", "netstat -nat"),
            Table { most_sockets: 100_000, ..own("count tcp --by process", "netstat -natp") },
        ],
        over_descriptors: &[own("list", "ss -A inet -anp")],
    },
];
/// Our own commands, which go by no other tool's name.
const OWN: &str = "sockeye";

const fn own(arguments: &'static str, instead: &'static str) -> Table {
    Table { instead: Some(instead), ..table(arguments, None) }
}

const DESCRIPTORS: &str = "100000";
const DESCRIPTOR_HOLDERS: &str = "200";

/// What `sockeye watch` is measured over: connections in all, and how many of them a second; 0: as many as can be.
const LOADS: &[(&str, &str)] = &[("20000", "1000"), ("200000", "20000"), ("200000", "0")];

/// Octets of each run of nc: enough that starting it does not count.
const NC_OCTETS: &str = "2G";

/// Measures the tool of this name over crowds of these sizes, or of all that are usual.
pub(crate) fn run(tool: &str, sizes: &[&str]) -> Outcome {
    match tool {
        "watch" => return watch(sizes),
        "nc" => return nc(sizes),
        _ => (),
    }
    let Some(bench) = BENCHES.iter().find(|bench| bench.tool == tool) else {
        let names: Vec<_> = BENCHES.iter().map(|bench| bench.tool).chain(["watch", "nc"]).collect();
        return Err(format!("bench: nothing is measured of \"{tool}\", but of: {}", names.join(", ")));
    };
    be_ready()?;
    for size in if sizes.is_empty() { SIZES } else { sizes } {
        let count: u64 = size.parse().map_err(|_| format!("bench: \"{size}\" is not a number of sockets"))?;
        if count == 0 {
            inside(&["crowd", "empty"], bench, "no sockets", 0, bench.over_nothing)?;
        } else if count * KIB_PER_SOCKET > available_kib()? {
            println!("{count} sockets: NOT RUN, they would take about {} MiB", count * KIB_PER_SOCKET / 1024);
        } else {
            let crowd = ["crowd", "tcp", "--count", size, "--processes", PROCESSES];
            inside(&crowd, bench, &format!("{size} TCP sockets"), count, bench.over_tcp)?;
        }
    }
    let crowd = ["crowd", "descriptors", "--count", DESCRIPTORS, "--processes", DESCRIPTOR_HOLDERS];
    let over = format!("{DESCRIPTORS} descriptors of {DESCRIPTOR_HOLDERS} processes");
    inside(&crowd, bench, &over, 0, bench.over_descriptors)
}

/// Measures what watching costs and loses; over these loads alone (`COUNT@RATE`), if any are named.
fn watch(loads: &[&str]) -> Outcome {
    be_ready()?;
    let named = loads.iter().map(|load| load.split_once('@').unwrap_or((load, "0"))).collect::<Vec<_>>();
    let ours = release_binary("sockeye");
    for (count, rate) in if named.is_empty() { LOADS } else { &named } {
        let mut command = Command::new(release_binary("lab"));
        command.args(["load", "--count", count, "--rate", rate, "--ours"]).arg(&ours);
        finish(&mut command)?;
    }
    Ok(())
}

/// Measures how fast octets go through nc; so many of them (`512M`), if that is said.
fn nc(octets: &[&str]) -> Outcome {
    be_ready()?;
    let mut command = Command::new(release_binary("lab"));
    command.args(["nc", "speed", "--octets", octets.first().unwrap_or(&NC_OCTETS), "--ours"]);
    finish(command.arg(release_binary("sockeye")))
}

fn be_ready() -> Outcome {
    if !tools::am_root() {
        return Err("bench: crowds of sockets live in network namespaces, which only root can make; run as root".into());
    }
    tools::provide()?;
    cargo(["build", "--release", "--package", "sockeye", "--package", "sockeye-testkit"])
}

/// Makes a crowd and runs one table after the other over it.
fn inside(crowd: &[&str], bench: &Bench, over: &str, sockets: u64, tables: &[Table]) -> Outcome {
    let program = release_binary("bench").display().to_string();
    // One shell inside runs all the tables, each word passed on untouched.
    let mut words: Vec<String> = Vec::new();
    let mut script = String::new();
    for table in tables {
        let first = words.len();
        words.push(format!("{over}, {} {}", bench.tool, table.arguments).trim_end().to_owned());
        words.extend(contenders(bench.tool, table, sockets));
        let places: Vec<String> = (first + 1..=words.len()).map(|place| format!("\"${{{place}}}\"")).collect();
        script.push_str(&format!("\"$0\" {} || exit 1\n", places.join(" ")));
    }
    let mut command = Command::new(release_binary("lab"));
    command.args(crowd).args(["--", "sh", "-c", &script, &program]).args(words);
    finish(&mut command)
}

fn contenders(tool: &str, table: &Table, sockets: u64) -> Vec<String> {
    let arguments = table.arguments;
    let ours = release_binary("sockeye").display().to_string();
    let mut contenders = Vec::new();
    let original = table.instead.map_or_else(|| format!("{tool} {arguments}"), str::to_owned);
    if sockets <= table.most_sockets {
        contenders.push(format!("original: {}={original}", table.instead.unwrap_or(tool)));
    } else {
        println!("{sockets} sockets, {original}: NOT RUN by the original, which would take many minutes");
    }
    let ours = if tool == OWN { ours } else { format!("{ours} {tool}") };
    contenders.push(format!("sockeye={ours} {arguments}"));
    if table.without_bpf {
        contenders.push(format!("sockeye without BPF=env SOCKEYE_OWNERS=proc {ours} {arguments}"));
    }
    contenders.extend(table.floor.map(|floor| match floor {
        Floor::Start => "floor: true=true".to_owned(),
        Floor::Drain(asked) => format!("floor: bare drain={} {asked}", release_binary("drain").display()),
        Floor::Ours(arguments) => format!("floor: sockeye {arguments}={ours} {arguments}"),
    }));
    contenders
}

fn available_kib() -> Outcome<u64> {
    let table =
        std::fs::read_to_string("/proc/meminfo").map_err(|error| format!("bench: reading /proc/meminfo: {error}"))?;
    let line = table.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .ok_or_else(|| "bench: /proc/meminfo does not say what memory is available".to_owned())
}
