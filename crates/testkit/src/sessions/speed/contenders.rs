//! Who is measured, and how each is told to send, to receive, and to serve many.

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result};

use super::ends::WORD;
use super::{Ground, Work};
use crate::sessions::tool::NAME;

/// One who is measured. Words stand between blanks; `CONTROL` and `OCTETS` stand for what is measured.
pub(super) struct Contender {
    pub(super) name: &'static str,
    program: Program,
    /// Connects to 127.0.0.1, port 7001, and sends its input.
    sends: Option<&'static str>,
    /// Listens there, and writes what one client sends.
    receives: Option<&'static str>,
    /// The same for one client after the other.
    serves: Option<&'static str>,
    /// Whether it speaks a protocol of its own, so that it can only be measured with itself.
    is_alone: bool,
}

enum Program {
    Original,
    Ours,
    /// This program, with its parts in [`super::ends`].
    Bare,
    Installed(&'static str),
}

pub(super) const CONTENDERS: &[Contender] = &[
    Contender {
        name: super::ORIGINAL,
        program: Program::Original,
        sends: Some("-N 127.0.0.1 7001"),
        receives: Some("-l 127.0.0.1 7001"),
        serves: Some("-lk 127.0.0.1 7001"),
        is_alone: false,
    },
    Contender {
        name: "sockeye",
        program: Program::Ours,
        sends: Some("--congestion keep -N 127.0.0.1 7001"),
        receives: Some("--congestion keep -l 127.0.0.1 7001"),
        serves: Some("--congestion keep -lk 127.0.0.1 7001"),
        is_alone: false,
    },
    Contender {
        name: "sockeye, as it chooses",
        program: Program::Ours,
        sends: Some("-N 127.0.0.1 7001"),
        receives: Some("-l 127.0.0.1 7001"),
        serves: None,
        is_alone: false,
    },
    Contender {
        name: super::FLOOR,
        program: Program::Bare,
        sends: Some("send"),
        receives: Some("receive"),
        serves: Some("serve"),
        is_alone: false,
    },
    Contender {
        name: "ncat",
        program: Program::Installed("ncat"),
        sends: Some("--send-only 127.0.0.1 7001"),
        receives: Some("--recv-only -l 127.0.0.1 7001"),
        serves: Some("--recv-only -lk 127.0.0.1 7001"),
        is_alone: false,
    },
    Contender {
        name: "socat",
        program: Program::Installed("socat"),
        sends: Some("-u STDIN TCP:127.0.0.1:7001"),
        receives: Some("-u TCP-LISTEN:7001,bind=127.0.0.1,reuseaddr STDOUT"),
        serves: Some("-u TCP-LISTEN:7001,bind=127.0.0.1,reuseaddr,fork STDOUT"),
        is_alone: false,
    },
    Contender {
        name: "iperf3",
        program: Program::Installed("iperf3"),
        sends: Some("-c 127.0.0.1 -p 7001 -C CONTROL -n OCTETS"),
        receives: Some("-s -1 -B 127.0.0.1 -p 7001"),
        serves: None,
        is_alone: true,
    },
    Contender {
        name: "iperf3 -Z",
        program: Program::Installed("iperf3"),
        sends: Some("-Z -c 127.0.0.1 -p 7001 -C CONTROL -n OCTETS"),
        receives: Some("-s -1 -B 127.0.0.1 -p 7001"),
        serves: None,
        is_alone: true,
    },
];

impl Contender {
    /// Whether it can do this.
    pub(super) fn can(&self, work: Work) -> bool {
        let words = match work {
            Work::FileToSocket | Work::PipeToSocket => self.sends,
            Work::SocketToNull | Work::SocketToPipe => self.receives.and(self.sends_otherwise_than_it_receives()),
            Work::FileToNull => self.sends.and(self.receives),
            Work::Hundred => self.serves,
        };
        words.is_some() && (work == Work::FileToNull || !self.is_alone)
    }

    /// Nothing of one that is there for its way of sending alone: what it receives is measured elsewhere.
    fn sends_otherwise_than_it_receives(&self) -> Option<&'static str> {
        self.serves
    }

    pub(super) fn sending(&self, ground: &Ground) -> Result<Command> {
        self.command(self.sends, ground)
    }

    pub(super) fn receiving(&self, ground: &Ground) -> Result<Command> {
        self.command(self.receives, ground)
    }

    pub(super) fn serving(&self, ground: &Ground) -> Result<Command> {
        self.command(self.serves, ground)
    }

    fn command(&self, words: Option<&str>, ground: &Ground) -> Result<Command> {
        let mut command = match self.program {
            Program::Original => Command::new(&ground.original),
            Program::Ours => Command::new(&ground.ours),
            Program::Bare => Command::new(std::env::current_exe().context("finding this program's own path")?),
            Program::Installed(name) => Command::new(name),
        };
        match self.program {
            Program::Bare => drop(command.arg(WORD)),
            Program::Installed(_) => (),
            Program::Original | Program::Ours => drop(command.arg0(NAME)),
        }
        for word in words.context("it cannot do this")?.split(' ') {
            match word {
                "CONTROL" => command.arg(ground.control),
                "OCTETS" => command.arg(ground.octets.to_string()),
                _ => command.arg(word),
            };
        }
        Ok(command)
    }
}
