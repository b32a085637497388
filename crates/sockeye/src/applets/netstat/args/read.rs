//! Reads the words of a command line into [`Args`], and settles what they choose together.

use super::{Args, ArgsError, CommandLine, Family, Numeric, RouteSources, States, Table, Tables, Task, Versions, View};
use crate::applets::netstat::options::{Meaning, OPTIONS};
use crate::options::{self, ArgumentError, Given};
use std::ffi::OsString;

/// All protocols over IP, which a bare `-4`, `-6` or `-s` means.
const PROTOCOLS: Tables = Tables::of(&Table::INTERNET);

/// Leaves the loop over options early: whatever follows is not looked at.
enum Stop {
    At(Task),
    With(ArgsError),
}

impl From<ArgumentError> for Stop {
    fn from(error: ArgumentError) -> Self {
        Self::With(error.into())
    }
}

/// What was read so far.
#[derive(Default)]
struct Reader {
    args: Args,
    views: u32,
    listening: bool,
    needs_selinux: bool,
    has_idle_tcpip: bool,
}

/// Reads the words after the program's name. Words that are no options are ignored, as the original ignores them.
pub(in crate::applets::netstat) fn read(arguments: impl IntoIterator<Item = OsString>) -> CommandLine {
    let mut reader = Reader::default();
    let task = match options::parse_named(OPTIONS, arguments, |given| reader.take(given)) {
        Err(Stop::At(task)) => Ok(task),
        Err(Stop::With(error)) => Err(error),
        Ok(_) if reader.views > 1 => Err(ArgsError::SeveralViews),
        Ok(_) => Ok(Task::Show(reader.settled())),
    };
    CommandLine { needs_selinux: reader.needs_selinux, has_idle_tcpip: reader.has_idle_tcpip, task }
}

impl Reader {
    fn take(&mut self, given: Given<'_, Meaning>) -> Result<(), Stop> {
        let args = &mut self.args;
        match *given.meaning {
            Meaning::Help => return Err(Stop::At(Task::Help)),
            Meaning::Version => return Err(Stop::At(Task::Version)),
            Meaning::FamilyName => match given.name {
                Some("tcpip") | None => self.has_idle_tcpip = true,
                Some(name) => add_family(args, name)?,
            },
            Meaning::Protocol => {
                let value = given.value.unwrap_or_default();
                for name in value.to_string_lossy().split(',') {
                    add_family(args, name)?;
                }
            }
            Meaning::Ipv4 => args.families.push(Family::Inet),
            Meaning::Ipv6 => args.families.push(Family::Inet6),
            Meaning::Unix => args.families.push(Family::Unix),
            Meaning::Route => self.view(View::Routes),
            Meaning::Interfaces => self.view(View::Interfaces),
            Meaning::Statistics => self.view(View::Statistics),
            Meaning::Masquerade => self.view(View::Masquerade),
            Meaning::Tcp => args.tables.add(Tables::of(&[Table::Tcp])),
            Meaning::Sctp => args.tables.add(Tables::of(&[Table::Sctp])),
            Meaning::Udp => args.tables.add(Tables::of(&[Table::Udp])),
            Meaning::UdpLite => args.tables.add(Tables::of(&[Table::UdpLite])),
            Meaning::Raw => args.tables.add(Tables::of(&[Table::Raw])),
            Meaning::Groups => args.tables.add(Tables::of(&[Table::Groups])),
            Meaning::L2cap | Meaning::Rfcomm => args.tables.add(Tables::of(&[Table::Bluetooth])),
            Meaning::Listening => self.listening = true,
            Meaning::All => args.all = true,
            Meaning::Timers => args.timers = true,
            Meaning::Continuous => args.continuous = true,
            Meaning::Extend => args.extended = args.extended.saturating_add(1),
            Meaning::Programs => args.programs = true,
            Meaning::Verbose => args.verbose = true,
            Meaning::Wide => args.wide = true,
            Meaning::Numeric => args.numeric = Numeric { hosts: true, ports: true, users: true },
            Meaning::NumericHosts => args.numeric.hosts = true,
            Meaning::NumericPorts => args.numeric.ports = true,
            Meaning::NumericUsers => args.numeric.users = true,
            Meaning::Symbolic => args.symbolic = true,
            Meaning::Cache => args.routes.cache = true,
            Meaning::Fib => args.routes.table = true,
            Meaning::Context => {
                args.contexts = true;
                self.needs_selinux = true;
            }
            Meaning::Debug => {}
        }
        Ok(())
    }

    fn view(&mut self, view: View) {
        self.args.view = view;
        self.views = self.views.saturating_add(1);
    }

    /// What the options choose together.
    fn settled(&self) -> Args {
        let mut args = self.args.clone();
        args.states = match (args.all, self.listening) {
            (true, _) => States::All,
            (false, true) => States::Listening,
            (false, false) => States::Connected,
        };
        if !args.routes.cache {
            args.routes = RouteSources { table: true, cache: false };
        }
        let versions =
            Versions { ipv4: args.families.contains(&Family::Inet), ipv6: args.families.contains(&Family::Inet6) };
        let versions_named = versions.ipv4 || versions.ipv6;
        if versions_named {
            args.versions = versions;
        }
        if (versions_named || args.view == View::Statistics) && !args.tables.meets(PROTOCOLS) {
            args.tables.add(PROTOCOLS);
            args.implies_protocols = true;
        }
        for family in &args.families {
            args.tables.add(Tables::of(match family {
                Family::Unix => &[Table::Unix],
                Family::Ipx => &[Table::Ipx],
                Family::Ax25 => &[Table::Ax25],
                Family::X25 => &[Table::X25],
                Family::Netrom => &[Table::Netrom],
                Family::Rose => &[Table::Rose],
                Family::Bluetooth => &[Table::Bluetooth],
                // Of these there are no sockets to show; IP's follow from the protocols.
                Family::Inet | Family::Inet6 | Family::Ddp | Family::Econet | Family::Ash => &[],
            }));
        }
        args
    }
}

fn add_family(args: &mut Args, name: &str) -> Result<(), Stop> {
    let family = Family::named(name).ok_or_else(|| Stop::With(ArgsError::Family(name.to_owned())))?;
    args.families.push(family);
    Ok(())
}
