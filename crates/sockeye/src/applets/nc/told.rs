//! What is told on standard error: that somebody answered or did not, and who has come.
//!
//! Scripts look for these lines, so they are the original's to the letter. Names in them may be strangers' (a name server's), so control
//! characters are escaped.

use super::outcome::Stop;
use names::Services;
use relay::address::UnixName;
use relay::resolve;
use relay::rules::Kind;
use std::ffi::OsStr;
use std::fmt::Display;
use std::io::Write;
use std::net::SocketAddr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Why there is no connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotConnected<'a> {
    /// For this reason.
    Failed(&'a str),
    /// Nothing was heard in time.
    TimedOut,
}

/// Who tells, and how much.
pub(super) struct Told {
    /// The name by which the program was called.
    program: &'static str,
    /// Whether more is told than what went wrong (-v).
    pub(super) is_verbose: bool,
    /// Whether hosts and services are shown as numbers (-n).
    pub(super) is_numeric: bool,
    services: Services,
}

impl Told {
    /// As a command line asks for.
    pub(super) fn new(is_verbose: bool, is_numeric: bool) -> Self {
        Self { program: called_as(), is_verbose, is_numeric, services: Services::new(Path::new(Services::PATH)) }
    }

    /// That there is a connection to this port of a host.
    pub(super) fn connection(&self, host: &OsStr, address: Option<&SocketAddr>, port: u16, kind: Kind) -> String {
        let protocol = transport(kind);
        let service = if self.is_numeric { None } else { self.services.name(port, Some(protocol)) };
        let service = service.map_or("*".into(), String::from_utf8_lossy);
        let host = self.host_and_address(host, address);
        format!("Connection to {host} {port} port [{protocol}/{service}] succeeded!")
    }

    /// That there is none to this port of a host, both as they were written, and to this address.
    pub(super) fn no_connection(
        &self,
        host: &OsStr,
        address: Option<&SocketAddr>,
        port: &dyn Display,
        kind: Kind,
        why: NotConnected<'_>,
    ) -> String {
        let (how, reason) = match why {
            NotConnected::Failed(reason) => ("failed", reason),
            // What the original finds in errno(3) then.
            NotConnected::TimedOut => ("timed out", "Operation now in progress"),
        };
        let (program, protocol) = (self.program, transport(kind));
        let host = self.host_and_address(host, address);
        format!("{program}: connect to {host} port {port} ({protocol}) {how}: {reason}")
    }

    /// A host as it was written, and its address where that says more.
    fn host_and_address(&self, host: &OsStr, address: Option<&SocketAddr>) -> String {
        let host = host.to_string_lossy();
        let digits = address.filter(|_| !self.is_numeric).and_then(|address| resolve::host_name(address, true).ok());
        match digits {
            Some(digits) if digits != host => format!("{host} ({digits})"),
            _ => host.into_owned(),
        }
    }

    /// What an address of the Internet is called, after what has happened there. Where nobody can say, that is told.
    pub(super) fn at_address(&self, what: &str, address: &SocketAddr) {
        if self.is_verbose {
            match resolve::host_name(address, self.is_numeric) {
                Ok(host) => self.line(&format!("{what} {host} {}", address.port())),
                Err(error) => self.say(&format!("getnameinfo: {error}")),
            }
        }
    }

    /// The name of a UNIX socket, after what has happened there.
    pub(super) fn at_name(&self, what: &str, name: &UnixName) {
        if self.is_verbose {
            self.line(&format!("{what} {}", of_unix(name)));
        }
    }

    /// Tells a line.
    pub(super) fn line(&self, line: &str) {
        self.lines(&[line]);
    }

    /// Tells lines, in one write: those of several programs do not mix.
    pub(super) fn lines<L: AsRef<str>>(&self, lines: &[L]) {
        // Where standard error takes nothing there is nobody to tell.
        let _ = std::io::stderr().write_all(&shown(lines));
    }

    /// Says a line in the name of the program.
    pub(super) fn say(&self, line: &str) {
        self.line(&format!("{}: {line}", self.program));
    }

    /// Says why the run ends.
    pub(super) fn stopped(&self, Stop(why): &Stop) {
        self.say(why);
    }
}

/// Lines as they are written out: line ends within one would be a stranger's, and are escaped too.
fn shown<L: AsRef<str>>(lines: &[L]) -> Vec<u8> {
    let mut text = Vec::new();
    for line in lines {
        text.extend_from_slice(&render::escape::escape(line.as_ref().as_bytes()));
        text.push(b'\n');
    }
    text
}

/// The name of a UNIX socket as it is written.
pub(super) fn of_unix(name: &UnixName) -> String {
    match name {
        UnixName::Path(path) => String::from_utf8_lossy(path.as_os_str().as_bytes()).into_owned(),
        UnixName::Abstract(name) => format!("@{}", String::from_utf8_lossy(name)),
    }
}

fn transport(kind: Kind) -> &'static str {
    match kind {
        Kind::Stream => "tcp",
        Kind::Datagram => "udp",
    }
}

/// The name by which this applet was called: as the program, or as its first word.
fn called_as() -> &'static str {
    let mut words = std::env::args_os();
    let program = words.next().unwrap_or_default();
    let by_link = Path::new(&program).file_name().and_then(crate::applets::by_name);
    let name = by_link.and_then(|_| Path::new(&program).file_name().map(OsStr::to_owned)).or_else(|| words.next());
    if name.is_some_and(|name| name == "netcat") { "netcat" } else { "nc" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(is_numeric: bool) -> Told {
        let services = Services::of_text(b"afs3-callback 7001/udp\nssh 22/tcp\n");
        Told { program: "nc", is_verbose: true, is_numeric, services }
    }

    fn address(text: &str) -> SocketAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn connections_are_told_as_the_original_tells_them() {
        let line = |is_numeric, host: &str, address: &SocketAddr, kind| {
            told(is_numeric).connection(OsStr::new(host), Some(address), address.port(), kind)
        };
        let (ssh, other) = (address("127.0.0.1:22"), address("[::1]:7001"));
        assert_eq!(
            line(false, "localhost", &ssh, Kind::Stream),
            "Connection to localhost (127.0.0.1) 22 port [tcp/ssh] succeeded!"
        );
        assert_eq!(
            line(false, "127.0.0.1", &ssh, Kind::Stream),
            "Connection to 127.0.0.1 22 port [tcp/ssh] succeeded!"
        );
        assert_eq!(line(true, "127.1", &ssh, Kind::Stream), "Connection to 127.1 22 port [tcp/*] succeeded!");
        assert_eq!(line(false, "::1", &other, Kind::Stream), "Connection to ::1 7001 port [tcp/*] succeeded!");
        assert_eq!(
            line(false, "::1", &other, Kind::Datagram),
            "Connection to ::1 7001 port [udp/afs3-callback] succeeded!"
        );
    }

    #[test]
    fn so_are_those_that_do_not_come_about() {
        let line = |host: &str, why| {
            told(false).no_connection(OsStr::new(host), Some(&address("127.0.0.1:1")), &1, Kind::Stream, why)
        };
        assert_eq!(
            line("localhost", NotConnected::Failed("Connection refused")),
            "nc: connect to localhost (127.0.0.1) port 1 (tcp) failed: Connection refused"
        );
        assert_eq!(
            line("127.0.0.1", NotConnected::TimedOut),
            "nc: connect to 127.0.0.1 port 1 (tcp) timed out: Operation now in progress"
        );
    }

    #[test]
    fn strangers_write_no_lines_of_their_own() {
        assert_eq!(shown(&["one", "two\nthree\x1b[2J"]), b"one\ntwo\\nthree\\x1b[2J\n");
    }

    #[test]
    fn names_of_unix_sockets_are_shown_as_written() {
        assert_eq!(of_unix(&UnixName::Path("/run/x".into())), "/run/x");
        assert_eq!(of_unix(&UnixName::Abstract(b"x".to_vec())), "@x");
    }
}
