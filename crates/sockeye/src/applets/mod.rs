//! The compatible tools, one folder each and one row in the table.

pub(crate) mod lsof;
pub(crate) mod nc;
pub(crate) mod netstat;
pub mod ss;

use crate::failure::Failure;
use crate::manual::Page;
use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

/// A tool that we stand in for.
pub(crate) struct Applet {
    /// Its name, as the first word or as the name of a link to us.
    pub(crate) name: &'static str,
    /// Other names by which it goes, as links to us.
    pub(crate) aliases: &'static [&'static str],
    /// What it is for.
    pub(crate) about: &'static str,
    /// Runs it with the words after its name.
    pub(crate) run: fn(Vec<OsString>) -> Result<ExitCode, Failure>,
    /// What there is to tell of it, beside its own `--help`: its man page and its completions come from here.
    pub(crate) page: fn() -> Page,
}

/// Every applet.
pub(crate) const APPLETS: &[Applet] = &[
    Applet { name: "ss", aliases: &[], about: "sockets, as iproute2's ss prints them", run: ss::run, page: ss::page },
    Applet {
        name: "lsof",
        aliases: &[],
        about: "open files and who holds them, as lsof prints them",
        run: lsof::run,
        page: lsof::page,
    },
    Applet {
        name: "netstat",
        aliases: &[],
        about: "sockets, routes, interfaces and counters, as net-tools' netstat prints them",
        run: netstat::run,
        page: netstat::page,
    },
    Applet {
        name: "nc",
        aliases: &["netcat"],
        about: "connects, listens and sends, as OpenBSD's nc does",
        run: nc::run,
        page: nc::page,
    },
];

/// The applet with this name.
pub(crate) fn by_name(name: &OsStr) -> Option<&'static Applet> {
    APPLETS.iter().find(|applet| applet.names().any(|own| name == own))
}

/// Every name by which an applet answers.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    APPLETS.iter().flat_map(Applet::names)
}

impl Applet {
    /// Its name, and the others by which it goes.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }
}
