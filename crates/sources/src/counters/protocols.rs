//! What each protocol has done since the network namespace began: packets, errors, retransmissions.
//!
//! Which counters there are differs between kernels, so they are lent one by one with the names that the kernel gives them.

use crate::proc_files::ProcFiles;
use model::Gap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use wire::proc_net::{snmp, snmp6};

/// A file of counters (proc_net(5)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CounterFile {
    /// `net/snmp`: IPv4, ICMP, UDP and UDP-Lite over it, and TCP over both IP versions.
    Snmp,
    /// `net/netstat`: what no MIB knows.
    Extensions,
    /// `net/snmp6`: IPv6, ICMPv6, UDP and UDP-Lite over it. A kernel without IPv6 has none.
    Snmp6,
    /// `net/sctp/snmp`. It is there while the kernel's sctp module is loaded.
    Sctp,
}

impl CounterFile {
    /// Its name below /proc.
    pub fn name(self) -> &'static str {
        match self {
            Self::Snmp => "net/snmp",
            Self::Extensions => "net/netstat",
            Self::Snmp6 => "net/snmp6",
            Self::Sctp => "net/sctp/snmp",
        }
    }
}

/// Takes counters one by one, in the order of the file.
pub trait CounterSink {
    /// The counters of a protocol begin. The title, such as `TcpExt` or `Udp6`, is lent, and untrusted.
    fn begin_protocol(&mut self, title: &[u8]);

    /// Takes a counter of the protocol that has begun. The name is lent, and untrusted; below zero a value is wrapped.
    fn accept(&mut self, name: &[u8], value: u64);
}

/// How far a file was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// To its end.
    Whole,
    /// Not to its end, or not at all.
    Partial(Gap),
    /// The kernel has no such file.
    Missing(Gap),
}

/// Lends the counters of a file.
pub fn read(files: &ProcFiles, file: CounterFile, sink: &mut impl CounterSink) -> Reading {
    let path = files.path(file.name());
    let gap = |reason: &dyn std::fmt::Display| {
        Gap::new(format!("reading counters from {}", path.display()), reason.to_string())
    };
    let text = match read_whole(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Reading::Missing(gap(&error)),
        Err(error) => return Reading::Partial(gap(&error)),
    };
    match file {
        CounterFile::Snmp | CounterFile::Extensions => {
            for section in snmp::sections(&text) {
                match section {
                    Ok(section) => lend_section(&section, sink),
                    Err(error) => return Reading::Partial(gap(&error)),
                }
            }
        }
        CounterFile::Snmp6 => lend_by_names(&text, sink),
        CounterFile::Sctp => {
            sink.begin_protocol(b"Sctp");
            snmp6::counters(&text).for_each(|(name, value)| sink.accept(name, value));
        }
    }
    Reading::Whole
}

/// The files of /proc do not tell their lengths, and would be read in small steps.
fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    const EXPECTED: usize = 16 * 1024;
    let mut text = Vec::with_capacity(EXPECTED);
    File::open(path)?.read_to_end(&mut text)?;
    Ok(text)
}

fn lend_section(section: &snmp::Section<'_>, sink: &mut impl CounterSink) {
    sink.begin_protocol(section.title);
    section.counters().for_each(|(name, value)| sink.accept(name, value));
}

/// A protocol lasts as long as names have its title in them. No name is empty, and so no title.
fn lend_by_names(text: &[u8], sink: &mut impl CounterSink) {
    let mut title: Option<&[u8]> = None;
    for (name, value) in snmp6::counters(text) {
        if title.is_none_or(|title| !name.windows(title.len()).any(|part| part == title)) {
            let begun = snmp6::protocol(name);
            sink.begin_protocol(begun);
            title = Some(begun);
        }
        sink.accept(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// What was lent: titles with a colon, counters with their values.
    #[derive(Default)]
    struct Lent(String);

    impl CounterSink for Lent {
        fn begin_protocol(&mut self, title: &[u8]) {
            self.0 += &format!("{}:", title.escape_ascii());
        }

        fn accept(&mut self, name: &[u8], value: u64) {
            self.0 += &format!(" {}={value} ", name.escape_ascii());
        }
    }

    /// A folder that stands for /proc and goes with its test.
    struct Folder(PathBuf);

    impl Folder {
        fn with(test: &str, name: &str, text: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("sockeye-counters-{test}-{}", std::process::id()));
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("make the folder");
            std::fs::write(path, text).expect("write the file");
            Self(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[track_caller]
    fn lends(test: &str, file: CounterFile, text: &str, expected: &str) -> Reading {
        let folder = Folder::with(test, file.name(), text);
        let mut lent = Lent::default();
        let reading = read(&folder.0.as_path().into(), file, &mut lent);
        assert_eq!(lent.0, expected);
        reading
    }

    #[test]
    fn sections_are_protocols() {
        let text = "Ip: a b\nIp: 1 2\nUdpLite: a\nUdpLite: 3\n";
        assert_eq!(lends("sections", CounterFile::Snmp, text, "Ip: a=1  b=2 UdpLite: a=3 "), Reading::Whole);
    }

    #[test]
    fn what_stands_before_a_broken_section_is_lent() {
        let text = "Ip: a\nIp: 1\nrubbish\nrubbish\n";
        let reading = lends("broken", CounterFile::Extensions, text, "Ip: a=1 ");
        let Reading::Partial(gap) = reading else { panic!("{reading:?}") };
        assert_eq!(gap.reason, "no title in the line \"rubbish\"");
    }

    #[test]
    fn names_without_the_title_are_another_protocol() {
        let text = "Ip6A 1\nIp6B 2\nUdp6A 3\nUdpLite6A 4\nUdp6B 5\nOdd 6\nTooOdd 7\n";
        let expected = "Ip6: Ip6A=1  Ip6B=2 Udp6: Udp6A=3 UdpLite6: UdpLite6A=4 Udp6: Udp6B=5 Odd: Odd=6  TooOdd=7 ";
        assert_eq!(lends("names", CounterFile::Snmp6, text, expected), Reading::Whole);
    }

    #[test]
    fn sctp_is_one_protocol_even_without_counters() {
        assert_eq!(lends("sctp", CounterFile::Sctp, "SctpShutdowns  \t4\n", "Sctp: SctpShutdowns=4 "), Reading::Whole);
        assert_eq!(lends("sctp-empty", CounterFile::Sctp, "", "Sctp:"), Reading::Whole);
    }

    #[test]
    fn a_file_that_is_not_there_is_missing() {
        let reading = read(&Path::new("/nonexistent").into(), CounterFile::Snmp6, &mut Lent::default());
        assert!(matches!(reading, Reading::Missing(_)), "{reading:?}");
    }
}
