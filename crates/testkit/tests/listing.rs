//! `sockeye list` and `sockeye count` over the lab's sockets: they say what the original tools and the pipelines around them say.
//!
//! Needs root. The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Stands between what two commands printed.
const MARK: &str = "=== next";

/// What netstat calls a state and we call otherwise.
const STATES: &[(&str, &str)] =
    &[("SYN_RECV", "SYN-RECEIVED"), ("FIN_WAIT1", "FIN-WAIT-1"), ("FIN_WAIT2", "FIN-WAIT-2")];

/// What each of these command lines prints, run by a shell among the sockets of the scene. `$S` is our binary.
fn run<const N: usize>(test: &str, commands: [&str; N]) -> [String; N] {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("listing");
    fs::create_dir_all(&folder).expect("make a folder");
    let path = folder.join(format!("{test}.sh"));
    let mut script = format!("S={}\nexport HOME=/nonexistent\n", binary::sockeye().display());
    for command in commands {
        script.push_str(&format!("{command}\necho; echo '{MARK}'\n"));
    }
    fs::write(&path, script).expect("write the script");
    let output = support::lab(&["crowd", "scene", "--", "sh", &path.to_string_lossy()]);
    assert!(output.status.success(), "{}", support::told(&output));
    let told = String::from_utf8(output.stdout).expect("all output is UTF-8");
    let parts: Vec<String> = told.split(MARK).take(N).map(|part| part.trim().to_owned()).collect();
    parts.try_into().unwrap_or_else(|_| panic!("not every command ran: {told}"))
}

/// Counts by key, as `uniq -c` prints them: the count first.
fn of_uniq(text: &str) -> BTreeMap<String, u64> {
    let pairs = text.lines().filter_map(|line| line.trim().split_once(' '));
    pairs.map(|(count, key)| (key.trim().to_owned(), count.parse().expect("a count"))).collect()
}

/// Counts by key, as ours in CSV: the count last. What says nothing has no key.
fn of_ours(text: &str) -> BTreeMap<String, u64> {
    let pairs = text.lines().filter_map(|line| line.rsplit_once(','));
    let known = pairs.filter(|(key, _)| !key.is_empty() && *key != "?");
    known.map(|(key, count)| (key.to_owned(), count.parse().expect("a count"))).collect()
}

fn as_ours(state: &str) -> String {
    let known = STATES.iter().find(|(theirs, _)| *theirs == state);
    known.map_or_else(|| state.replace('_', "-"), |(_, ours)| (*ours).to_owned()).to_lowercase().replace('-', "_")
}

#[test]
fn counts_are_those_of_the_pipelines() {
    let [states, ours, peers, our_peers, established, our_established, one, our_one, distinct, our_distinct] = run(
        "pipelines",
        [
            "netstat -nat | awk 'NR>2{print $6}' | sort | uniq -c | sort -n",
            "$S count -o csv --no-header tcp",
            // Addresses of IPv6 have colons, which cut takes for those before ports.
            "netstat -nat | awk 'NR>2 && $6!=\"LISTEN\"{print $5}' | sed 's/::ffff://' | grep -v '.*:.*:' | cut -d: -f1 | sort | uniq -c",
            "$S count --by peer -o csv --no-header tcp | grep -v :",
            "netstat -nat | grep ESTABLISHED | awk '{print $5}' | sed 's/::ffff://' | grep -v '.*:.*:' | cut -d: -f1 | sort | uniq -c",
            "$S count --by peer -o csv --no-header tcp established | grep -v :",
            "netstat -nat | awk '$5 ~ /^(::ffff:)?10[.]9[.]0[.]2:/' | wc -l",
            "$S list -o csv --no-header tcp peer 10.9.0.2 | wc -l",
            "netstat -nat | awk 'NR>2 && $6!=\"LISTEN\"{print $5}' | sed 's/::ffff://; s/:[0-9]*$//' | sort -u | wc -l",
            "$S count --by peer --distinct tcp",
        ],
    );
    let expected: BTreeMap<_, _> =
        of_uniq(&states).into_iter().map(|(state, count)| (as_ours(&state), count)).collect();
    assert!(expected.len() > 5, "{states}");
    assert_eq!(of_ours(&ours), expected);
    assert!(of_uniq(&peers).len() > 2, "{peers}");
    assert_eq!(of_ours(&our_peers), of_uniq(&peers));
    assert_eq!(of_ours(&our_established), of_uniq(&established));
    assert_ne!(one, "0");
    assert_eq!(our_one, one);
    assert_eq!(our_distinct, distinct);
}

#[test]
fn rows_are_those_of_ss_in_every_format() {
    let [ss, ours, csv, ndjson, json, unix, our_unix, template] = run(
        "rows",
        [
            "ss -tanHO | awk '{print $4, $5}' | sed 's/\\[::ffff:\\([0-9.]*\\)\\]/\\1/g' | sort",
            "$S list --no-header --columns local,peer tcp | awk '{print $1, $2}' | sort",
            // A name in the scene has a line end in it, which CSV keeps.
            "$S list -o csv --no-header --columns local,pid tcp | wc -l",
            "$S list -o ndjson tcp",
            "$S list -o json tcp",
            // So has a path, which ss writes as it is.
            "ss -xanH | grep -c ^u_",
            "$S list --no-header unix | wc -l",
            "$S list --format '{local} {peer}' tcp | sort | wc -l",
        ],
    );
    // Where there is no peer, ss writes any, and an address with its interface even where the family implies it.
    let ends = |text: &str| -> Vec<String> {
        text.lines()
            .filter(|line| !line.contains('%') && !line.contains('*') && !line.ends_with(" -"))
            .map(str::to_owned)
            .collect()
    };
    assert!(ends(&ss).len() > 20, "{ss}");
    assert_eq!(ends(&ours), ends(&ss));
    let rows = ss.lines().count().to_string();
    assert_eq!(ours.lines().count().to_string(), rows);
    assert_eq!(csv, rows);
    assert_eq!(template, rows);
    assert_eq!(our_unix, unix);
    assert_eq!(ndjson.lines().count().to_string(), rows);
    for line in ndjson.lines() {
        let socket: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        assert!(socket["source.address"].is_string(), "{line}");
        assert!(socket["process.pid"].is_u64() || socket["no_process"].is_string(), "{line}");
    }
    let document: serde_json::Value = serde_json::from_str(&json).expect("a document is JSON");
    assert_eq!(document["sockets"].as_array().map(|sockets| sockets.len().to_string()), Some(rows));
}

#[test]
fn both_ends_of_a_connection_are_named() {
    let [rows, unix, closed, gone] = run(
        "ends",
        [
            "$S list --no-header --columns local-port,peer-port,process,pid,peer-process,peer-pid tcp loopback",
            "$S list --format '{pid} {peer-pid}' unix established | grep -c '^[0-9, ]* [0-9]' || true",
            // A reader who has gone away is no failure.
            "$S list tcp | head -1 > /dev/null; $S list tcp > /dev/full; echo $?",
            "unshare -n $S list; echo $?",
        ],
    );
    let mut ends: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for line in rows.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let [local, peer, process, pid, peer_process, peer_pid] = words[..] {
            let facts = [process, pid, peer_process, peer_pid].map(str::to_owned).to_vec();
            ends.insert((local.into(), peer.into()), facts);
        }
    }
    let mut named = BTreeSet::new();
    for ((local, peer), facts) in &ends {
        let Some(other) = ends.get(&(peer.clone(), local.clone())) else { continue };
        if facts[2] != "-" && other[0] != "-" {
            assert_eq!(facts[2..], other[..2], "{local} {peer}");
            named.insert(facts[0].clone());
        }
    }
    assert!(named.contains("tuned") && named.contains("mptcpd"), "{rows}");
    assert_ne!(unix, "0");
    assert_eq!(closed, "1");
    assert!(gone.ends_with('0'), "{gone}");
}
