//! Holds that nobody adds a word to a layout and forgets to explain it.
//!
//! Headings, states, keys and flags stand in the layouts as literals, so this reads the literals: what a socket of the lab happens
//! to show would be only some of them. What no tool prints, or what is a part of a value, is named in [`NOT_WORDS`].

use super::lookup;
use regex::Regex;
use std::path::{Path, PathBuf};

/// Literals of the layouts that are no words for a reader: units, names of protocols and ciphers that stand behind their key, and
/// parts of a message.
const NOT_WORDS: &[&str] = &[
    "ms",
    "min",
    "sec",
    "k",
    "x",
    "x0",
    "q",
    "if",
    "hw",
    "sw",
    "hw-record",
    "aes-gcm-128",
    "aes-gcm-256",
    "conn",
    "link",
    "yes",
    "null",
    "queue",
    "full",
    "fill",
    "ring",
    "empty",
    "invalid",
    "dropped",
    "filter",
    "abcdef",
    "MmJjBbecv",
    "tumem",
];

fn applets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/applets")
}

/// The sources of a file, or of all files in a folder, up to their tests.
fn sources(place: &str) -> String {
    let path = applets().join(place);
    let files: Vec<PathBuf> = match std::fs::read_dir(&path) {
        Ok(folder) => folder.map(|entry| entry.expect("the folder can be read").path()).collect(),
        Err(_) => vec![path],
    };
    let rust = files.iter().filter(|file| file.extension().is_some_and(|end| end == "rs"));
    let text: String = rust
        .map(|file| std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display())))
        .map(|text| text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned())
        .collect();
    assert!(!text.is_empty(), "{place} is gone: where do its words stand now?");
    text
}

/// What the first group of the pattern finds in a place.
fn found(place: &str, pattern: &str) -> Vec<String> {
    let pattern = Regex::new(pattern).expect("a pattern");
    let text = sources(place);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let found: Vec<String> = pattern.captures_iter(&lines).map(|found| found[1].to_owned()).collect();
    assert!(!found.is_empty(), "{place}: no word was found, so nothing was checked");
    found
}

fn assert_explained(place: &str, words: impl IntoIterator<Item = String>) {
    let groups = super::groups();
    let missing: Vec<String> = words
        .into_iter()
        .filter(|word| !NOT_WORDS.contains(&word.as_str()) && lookup::find(&groups, word).is_empty())
        .collect();
    assert!(missing.is_empty(), "{place} prints what no text in explain/texts explains: {missing:?}");
}

/// Words within a literal: letters, digits and hyphens, beginning with a letter.
fn words(literals: Vec<String>) -> Vec<String> {
    let word = Regex::new("[A-Za-z][A-Za-z0-9_-]*").expect("a pattern");
    literals.iter().flat_map(|literal| word.find_iter(literal).map(|found| found.as_str().to_owned())).collect()
}

#[test]
fn every_key_of_ss_is_explained() {
    let place = "ss/layout";
    let literals = found(place, r#"b"([^"]*)""#).into_iter().map(|text| text.replace("\\n", " ").replace("\\t", " "));
    assert_explained(place, words(literals.collect()));
}

#[test]
fn every_kind_and_state_of_ss_is_explained() {
    for place in ["ss/layout/head.rs", "ss/layout/sctp.rs"] {
        assert_explained(place, found(place, r#"=> "([^"]+)""#));
    }
}

#[test]
fn every_column_of_ss_is_explained() {
    let headings = found("ss/layout/columns.rs", r#"column\("([^"]+)""#);
    assert_explained("ss/layout/columns.rs", headings.iter().map(|heading| heading.trim_end_matches(':').to_owned()));
}

#[test]
fn every_heading_of_netstat_is_explained() {
    for place in
        ["netstat/sockets/headings.rs", "netstat/routes/columns.rs", "netstat/routes/ipv6.rs", "netstat/groups/mod.rs"]
    {
        let headings = found(place, r#"Phrase::new\("[^"]+", "([^"]+)"\)"#);
        let titles = ["Active", "(servers", "(only", "(w/o", "Kernel", "IPv6/IPv4"];
        assert_explained(
            place,
            headings.into_iter().filter(|heading| !titles.iter().any(|title| heading.starts_with(title))),
        );
    }
    let counted = found("netstat/interfaces/short.rs", r#"COUNTED: &str = "([^"]+)""#);
    assert_explained("netstat/interfaces/short.rs", counted[0].split_whitespace().map(str::to_owned));
    assert_explained("netstat/interfaces/short.rs", ["Iface", "MTU", "Flg"].map(str::to_owned));
}

#[test]
fn every_state_and_type_of_netstat_is_explained() {
    for place in ["netstat/sockets/internet.rs", "netstat/sockets/unix.rs"] {
        assert_explained(place, found(place, r#"=> b"([A-Za-z][^" ]*)""#));
    }
    let circuits = found("netstat/sockets/circuits.rs", r#""([A-Z][A-Z_]+(?: [A-Z]+)?)""#);
    assert_explained("netstat/sockets/circuits.rs", circuits);
    assert_explained("netstat/sockets/timer.rs", found("netstat/sockets/timer.rs", r#"b"([a-z]+)"#));
}

#[test]
fn every_letter_of_netstat_is_explained() {
    for place in ["netstat/interfaces/flags.rs", "netstat/routes/flags.rs"] {
        assert_explained(place, found(place, "b'(.)'"));
    }
    assert_explained(
        "netstat/interfaces/flags.rs",
        found("netstat/interfaces/flags.rs", r#"(?:0x[0-9]+), "([A-Z]+)""#),
    );
}

#[test]
fn every_column_of_lsof_is_explained() {
    assert_explained("lsof/table.rs", found("lsof/table.rs", r#"=> "([A-Z/-]+) *""#));
}

#[test]
fn every_kind_state_and_flag_of_lsof_is_explained() {
    assert_explained("lsof/listing.rs", found("lsof/listing.rs", r#"=> "([A-Za-z_]+)""#));
    let states = found("lsof/sockets/shown.rs", r#"State::\w+(?:\(0\))? => "([A-Z_0-9]+)""#);
    assert_explained("lsof/sockets/shown.rs", states);
    assert_explained("lsof/line.rs", found("lsof/line.rs", r#"0o[0-7_]+, "([A-Z]+)""#));
}

#[test]
fn every_reason_without_an_owner_is_explained() {
    use model::{NoOwner, Privilege};
    let reasons = [
        NoOwner::TimeWait,
        NoOwner::Orphan,
        NoOwner::NotAccepted,
        NoOwner::Kernel,
        NoOwner::NoDescriptor,
        NoOwner::NeedsPrivilege(Privilege::ExamineProcesses),
        NoOwner::NeedsPrivilege(Privilege::SeeProcesses),
        NoOwner::OtherPidNamespace,
        NoOwner::LostRace,
    ];
    assert_explained("NoOwner", reasons.map(|reason| reason.to_string()));
}

#[test]
fn every_exposure_is_explained() {
    use model::Exposure;
    assert_explained(
        "Exposure",
        [Exposure::Loopback, Exposure::OneInterface, Exposure::World].map(|it| it.word().to_owned()),
    );
}

#[test]
fn every_word_of_watch_is_explained() {
    let place = "../commands/watch/words.rs";
    assert_explained(place, found(place, r#"=> "([^"]+)""#));
}

#[test]
fn every_heading_of_our_own_views_is_explained() {
    let mut folders = vec![applets().join("../commands")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the commands are there") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source is text");
                assert_explained(&path.to_string_lossy(), headings(&text));
            }
        }
    }
}

/// The titles of the columns that a source makes. Those of [`columns`](crate::commands::columns) explain themselves.
fn headings(text: &str) -> Vec<String> {
    let column = Regex::new(r#"Column::new\(\s*"[^"]+",\s*"([A-Z][^"]*)""#).expect("a pattern");
    column.captures_iter(text).map(|found| found[1].to_owned()).collect()
}

/// Its columns explain themselves ([`tables`](super::tables)).
#[test]
fn every_word_of_our_own_views_is_explained() {
    let place = "../commands/columns/words.rs";
    assert_explained(place, found(place, r#"=> (?:Some\()?\(?"([^"]+)""#));
}

#[test]
fn every_sentence_of_netstats_counters_is_explained() {
    for file in ["icmp", "ip", "sctp", "tcp", "tcp_extensions", "udp"] {
        let place = format!("netstat/statistics/protocols/{file}.rs");
        let sentences = found(&place, r#""([^"]*\{count\}[^"]*)""#);
        assert_explained(&place, sentences.iter().map(|sentence| sentence.replace("{count}", "12")));
    }
}
