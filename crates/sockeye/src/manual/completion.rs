//! Which words may stand where: for the shells, by the placeholders of options and of the words that follow a command.

use super::{Subject, subjects, topics};
use crate::commands::{columns, explain};
use query::native::{FIELDS, WORDS, Word};

/// A word that may stand somewhere, and what it means, if there is anything to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The word.
    pub word: &'static str,
    /// What it means.
    pub about: &'static str,
}

/// What may stand for a placeholder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completion {
    /// The path of a file.
    File,
    /// The path of a directory.
    Directory,
    /// The name of an interface.
    Interface,
    /// The name of a network namespace.
    Namespace,
    /// The name of a user.
    User,
    /// One of the words of this set.
    Word(Set),
    /// Words of this set, separated by commas.
    List(Set),
}

/// A set of words, by what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Set {
    /// Commands and tools.
    Commands,
    /// What `sockeye explain` explains.
    Explained,
    /// Words and fields of a filter.
    Filter,
    /// States and classes of them.
    States,
    /// Columns of our own views.
    Columns,
    /// What can be read about: commands, tools, topics.
    Topics,
    /// Words of a filter of `ss`.
    SsFilter,
    /// States and classes of them, as `ss` names them.
    SsStates,
    /// Kinds of sockets, as `ss -A` names them.
    SsKinds,
    /// Address families, as `ss -f` names them.
    SsFamilies,
    /// Address families, as `netstat -A` names them.
    NetstatFamilies,
    /// Traffic classes, as `nc -T` names them.
    TrafficClasses,
    /// How TCP may find its pace, as `nc --congestion` names it.
    CongestionControls,
    /// These.
    These(&'static str),
}

/// What stands in a filter of ss(8) beside states.
const SS_FILTER: &[&str] =
    &["state", "exclude", "src", "dst", "sport", "dport", "dev", "fwmark", "cgroup", "autobound", "and", "or", "not"];
const SS_STATES: &[&str] = &[
    "established",
    "syn-sent",
    "syn-recv",
    "fin-wait-1",
    "fin-wait-2",
    "time-wait",
    "closed",
    "close-wait",
    "last-ack",
    "listening",
    "closing",
    "bound-inactive",
    "all",
    "connected",
    "synchronized",
    "bucket",
    "big",
];
const SS_KINDS: &[&str] = &[
    "all",
    "inet",
    "tcp",
    "mptcp",
    "udp",
    "raw",
    "unix",
    "unix_stream",
    "unix_dgram",
    "unix_seqpacket",
    "packet",
    "packet_raw",
    "packet_dgram",
    "netlink",
    "dccp",
    "sctp",
    "vsock",
    "vsock_stream",
    "vsock_dgram",
    "tipc",
    "xdp",
];
/// What a process can be ended by.
const SIGNALS: &str = "TERM|KILL|INT|HUP|QUIT|ABRT|USR1|USR2";
const SS_FAMILIES: &[&str] = &["inet", "inet6", "link", "unix", "netlink", "vsock", "tipc", "xdp"];
const NETSTAT_FAMILIES: &[&str] =
    &["inet", "inet6", "unix", "ipx", "ax25", "netrom", "ddp", "x25", "rose", "bluetooth"];

const TRAFFIC_CLASSES: &[&str] = &[
    "lowdelay",
    "throughput",
    "reliability",
    "lowcost",
    "critical",
    "inetcontrol",
    "netcontrol",
    "ef",
    "af11",
    "af12",
    "af13",
    "af21",
    "af22",
    "af23",
    "af31",
    "af32",
    "af33",
    "af41",
    "af42",
    "af43",
    "cs0",
    "cs1",
    "cs2",
    "cs3",
    "cs4",
    "cs5",
    "cs6",
    "cs7",
];
/// Words of ours, and what most kernels have; which of them one has stands in /proc.
const CONGESTION_CONTROLS: &[&str] = &["auto", "keep", "bbr", "cubic", "dctcp", "reno"];

impl Set {
    /// What it is called in scripts: letters and underscores.
    pub fn name(self) -> String {
        let name = match self {
            Self::Commands => "commands",
            Self::Explained => "explained",
            Self::Filter => "filter",
            Self::States => "states",
            Self::Columns => "columns",
            Self::Topics => "topics",
            Self::SsFilter => "ss_filter",
            Self::SsStates => "ss_states",
            Self::SsKinds => "ss_kinds",
            Self::SsFamilies => "ss_families",
            Self::NetstatFamilies => "netstat_families",
            Self::TrafficClasses => "traffic_classes",
            Self::CongestionControls => "congestion_controls",
            Self::These(words) => words,
        };
        name.replace(|letter: char| !letter.is_ascii_alphanumeric(), "_")
    }

    /// Its words, in the order in which they are listed.
    pub fn words(self) -> Vec<Candidate> {
        let bare = |words: &[&'static str]| words.iter().map(|&word| Candidate { word, about: "" }).collect();
        match self {
            Self::Commands => subjects().map(|Subject { name: word, about, .. }| Candidate { word, about }).collect(),
            Self::Explained => bare(&explain::words()),
            Self::Filter => filter(),
            Self::States => states().map(|word| Candidate { word: word.name, about: word.about }).collect(),
            Self::Columns => {
                columns::all().map(|column| Candidate { word: column.name, about: column.about }).collect()
            }
            Self::Topics => {
                let topics = topics().map(|topic| Candidate { word: topic.name, about: topic.about });
                Self::Commands.words().into_iter().chain(topics).collect()
            }
            Self::SsFilter => bare(SS_FILTER),
            Self::SsStates => bare(SS_STATES),
            Self::SsKinds => bare(SS_KINDS),
            Self::SsFamilies => bare(SS_FAMILIES),
            Self::NetstatFamilies => bare(NETSTAT_FAMILIES),
            Self::TrafficClasses => bare(TRAFFIC_CLASSES),
            Self::CongestionControls => bare(CONGESTION_CONTROLS),
            Self::These(words) => words.split('|').map(|word| Candidate { word, about: "" }).collect(),
        }
    }
}

impl Set {
    /// What may stand after some of its words, with or without a sign between: after a field of a filter, its operand.
    pub fn operands(self) -> Vec<(Vec<&'static str>, Completion)> {
        match self {
            Self::Filter => {
                FIELDS.iter().filter_map(|field| Some((field.names().collect(), operand(field.operand)?))).collect()
            }
            Self::SsFilter => {
                vec![(vec!["state", "exclude"], Completion::Word(Self::SsStates)), (vec!["dev"], Completion::Interface)]
            }
            _ => Vec::new(),
        }
    }
}

/// Words, fields, and what joins them.
fn filter() -> Vec<Candidate> {
    let words = WORDS.iter().map(|word| Candidate { word: word.name, about: word.about });
    let fields = FIELDS.iter().map(|field| Candidate { word: field.name, about: field.about });
    let joints = ["and", "or", "not"].map(|word| Candidate { word, about: "" });
    words.chain(fields).chain(joints).collect()
}

fn states() -> impl Iterator<Item = &'static Word> {
    WORDS.iter().filter(|word| word.is_state())
}

/// What may stand for the operand of a field.
fn operand(placeholder: &str) -> Option<Completion> {
    match placeholder {
        "STATE" => Some(Completion::Word(Set::States)),
        "INTERFACE" => Some(Completion::Interface),
        "USER" => Some(Completion::User),
        "PATH" => Some(Completion::File),
        _ => None,
    }
}

impl Completion {
    /// What may stand for a placeholder of a command's option, such as `FILE` or `table|json`; `None`: there is nothing to offer.
    /// Small letters between bars are the words themselves.
    pub fn of_value(subject: &Subject, placeholder: &'static str) -> Option<Self> {
        Some(match (subject.name, placeholder) {
            ("ss", "KINDS") => Self::List(Set::SsKinds),
            ("ss", "FAMILY") => Self::Word(Set::SsFamilies),
            ("ss", "FILTER") => Self::Word(Set::SsFilter),
            ("ss", "NAME") => Self::Namespace,
            // To lsof, a command is the name of a process.
            ("lsof", "COMMAND") => return None,
            ("netstat", "FAMILY") => Self::List(Set::NetstatFamilies),
            ("nc", "CLASS") => Self::Word(Set::TrafficClasses),
            ("nc", "CONTROL") => Self::Word(Set::CongestionControls),
            (_, "COLUMNS" | "COLUMN" | "ORDER") => Self::List(Set::Columns),
            (_, "FILTER") => Self::Word(Set::Filter),
            (_, "FILE" | "PATH") => Self::File,
            (_, "DIR" | "DIRECTORY") => Self::Directory,
            (_, "INTERFACE") => Self::Interface,
            (_, "USER") => Self::User,
            ("help", "COMMAND" | "TOPIC") => Self::Word(Set::Topics),
            (_, "SIGNAL") => Self::Word(Set::These(SIGNALS)),
            (_, "NAMESPACE") => Self::Namespace,
            (_, "COMMAND" | "TOOL") => Self::Word(Set::Commands),
            ("explain", "WORD") => Self::Word(Set::Explained),
            (_, words) if words.contains('|') && !words.contains(char::is_uppercase) => Self::Word(Set::These(words)),
            _ => return None,
        })
    }

    /// What may stand for the words that follow a command, all that its forms have placeholders for.
    pub fn of_words(subject: &Subject) -> Vec<Self> {
        let mut all = Vec::new();
        for form in subject.page().forms {
            let words = form.split(|sign: char| !sign.is_ascii_uppercase()).filter(|word| word.len() > 1);
            for found in words.filter_map(|word| Self::of_value(subject, word)) {
                if !all.contains(&found) {
                    all.push(found);
                }
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::applets::{nc, ss};
    use crate::manual::subject;

    #[test]
    fn placeholders_tell_what_may_stand_for_them() {
        let status = subject("status").expect("it is a command");
        assert_eq!(Completion::of_value(&status, "FILE"), Some(Completion::File));
        assert_eq!(Completion::of_value(&status, "table|json"), Some(Completion::Word(Set::These("table|json"))));
        assert_eq!(Completion::of_value(&status, "NUMBER"), None);
        let link = subject("link").expect("it is a command");
        assert_eq!(Completion::of_words(&link), [Completion::Directory]);
        assert_eq!(Set::These("a|b").words().len(), 2);
    }

    #[test]
    fn ss_understands_the_words_that_are_offered_for_it() {
        let understands = |words: &[&str]| ss::understands(words.iter().map(Into::into).collect());
        for word in SS_KINDS {
            assert!(understands(&["-A", word]), "-A {word}");
        }
        for word in SS_FAMILIES {
            assert!(understands(&["-f", word]), "-f {word}");
        }
    }

    #[test]
    fn nc_understands_the_words_that_are_offered_for_it() {
        for (option, words) in [("-T", TRAFFIC_CLASSES), ("--congestion", CONGESTION_CONTROLS)] {
            for word in words {
                let line = [option, word, "host", "1"];
                assert!(nc::understands(line.map(Into::into).to_vec()), "{option} {word}");
            }
        }
    }
}
