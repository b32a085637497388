//! Sockets of every family, as `netstat` lists them.
//!
//! Rows come in the order of the files in /proc/net, which is also that of the kernel's diagnostics. Those are asked for TCP and UDP, as they
//! take half the time; the files are read for what only they have.

mod circuits;
mod columns;
mod ends;
mod half_open;
mod headings;
mod internet;
mod lookups;
mod page;
mod programs;
mod sctp;
mod timer;
mod unix;

use super::args::{Args, States, Table};
use super::setting::{Listed, Setting};
use super::support::lacks;
use columns::Columns;
use lookups::Lookups;
use model::{Gap, State, StateSet, Transport};
use page::Page;
use programs::Programs;
use sources::sockets::{CircuitTable, InetQuery, Reach, SctpTable, SocketQuery, SocketSink, SocketSource, TableError};
use std::collections::HashSet;
use std::io::{self, Write};
use wire::netlink::sock_diag;
use wire::netlink::sock_diag::inet::{BpfStorages, Extensions, IpVersion};

/// All phrases of these listings.
#[cfg(test)]
pub(super) fn phrases() -> impl Iterator<Item = &'static crate::texts::Phrase> {
    headings::PHRASES.iter().chain(circuits::PHRASES).copied()
}

/// The listings of sockets, with what they keep from one round to the next.
pub(super) struct Sockets<'a> {
    setting: &'a Setting,
    columns: Columns,
    source: SocketSource,
    lookups: Lookups,
    /// Whether what could not be looked up has been said in this round.
    has_said_unknown: bool,
}

impl<'a> Sockets<'a> {
    /// For what was asked for; nothing is looked up yet.
    pub(super) fn new(setting: &'a Setting) -> Self {
        Self {
            setting,
            columns: Columns::of(&setting.args),
            source: SocketSource::live(setting.files.clone(), Reach::PublicFacts),
            lookups: Lookups::new(setting.args.numeric, &setting.files),
            has_said_unknown: false,
        }
    }

    /// Forgets what may have changed since the last round.
    pub(super) fn begin_round(&mut self) {
        self.lookups.begin_round();
        self.has_said_unknown = false;
        if self.columns.program {
            self.lookups.look_for_programs(Programs::begin(self.setting.files.root(), self.columns.context));
        }
    }

    /// Lists the Internet sockets, with their heading: TCP, SCTP, UDP, UDP-Lite, raw, as far as `setting.args.shows` each.
    pub(super) fn list_internet(&mut self, out: &mut impl Write) -> Listed {
        let setting = self.setting;
        let args = &setting.args;
        out.write_all(headings::internet(&setting.texts, args.states, self.columns).as_bytes())?;
        if !args.numeric.hosts {
            self.find_hosts()?;
        }
        let mut gaps = Vec::new();
        for table in Table::INTERNET.into_iter().filter(|&table| args.shows(table)) {
            let Some(inet) = Inet::of(table) else {
                self.list_sctp(out, &mut gaps)?;
                continue;
            };
            if args.versions.ipv4 && !inet.is_supported(setting) {
                lacks(table, setting, out)?;
            }
            let mut page = Page::new(&mut *out, setting.is_terminal);
            let mut rows = internet::Rows::new(&mut page, &mut self.lookups, self.columns, args.states);
            gaps.extend(inet.list(&mut self.source, args, self.columns, &mut rows)?);
            page.flush()?;
        }
        self.say(out, &gaps)?;
        self.say_unknown(out)
    }

    /// Lists the tables that stand behind the groups: UNIX, IPX, AX.25, X.25, NET/ROM, ROSE, Bluetooth.
    pub(super) fn list_others(&mut self, out: &mut impl Write) -> Listed {
        let setting = self.setting;
        let args = &setting.args;
        if args.shows(Table::Unix) {
            out.write_all(headings::unix(&setting.texts, args.states, self.columns).as_bytes())?;
            if setting.files.path("net/unix").exists() {
                let gaps = self.list_unix(out)?;
                self.say(out, &gaps)?;
            } else {
                lacks(Table::Unix, setting, out)?;
            }
        }
        let others = [
            // No kernel since 4.18 has it.
            (Table::Ipx, None),
            (Table::Ax25, Some(CircuitTable::Ax25)),
            (Table::X25, Some(CircuitTable::X25)),
            (Table::Netrom, Some(CircuitTable::Netrom)),
            (Table::Rose, Some(CircuitTable::Rose)),
            (Table::Bluetooth, None),
        ];
        for (table, circuits) in others.into_iter().filter(|(table, _)| args.shows(*table)) {
            match circuits.filter(|circuits| circuits.exists(&setting.files)) {
                Some(circuits) => self.list_circuits(circuits, out)?,
                None => lacks(table, setting, out)?,
            }
        }
        self.say_unknown(out)
    }

    fn list_sctp(&mut self, out: &mut impl Write, gaps: &mut Vec<Gap>) -> Listed {
        let Self { setting, columns, lookups, .. } = self;
        for table in sctp_tables(&setting.args) {
            let mut page = Page::new(&mut *out, setting.is_terminal);
            let listed =
                table.list(&setting.files, &mut |socket| sctp::push_rows(&mut page, *columns, lookups, socket));
            page.flush()?;
            match listed {
                Ok(gap) => gaps.extend(gap),
                Err(TableError::Unreadable(_)) => lacks(Table::Sctp, setting, out)?,
                Err(TableError::Sink(error)) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn list_circuits(&self, table: CircuitTable, out: &mut impl Write) -> Listed {
        let Setting { args, texts, files, is_terminal } = self.setting;
        out.write_all(circuits::heading(texts, table).as_bytes())?;
        let mut page = Page::new(&mut *out, *is_terminal);
        let listed = table.list(files, &mut |circuit| {
            if circuits::is_shown(args.states, table, circuit) {
                circuits::push_row(&mut page, table, circuit)?;
            }
            Ok(())
        });
        page.flush()?;
        match listed {
            Ok(gap) => self.say(out, gap.as_slice()),
            Err(TableError::Unreadable(gap)) => self.say(out, &[gap]),
            Err(TableError::Sink(error)) => Err(error.into()),
        }
    }

    fn list_unix(&mut self, out: &mut impl Write) -> io::Result<Vec<Gap>> {
        let mut page = Page::new(out, self.setting.is_terminal);
        let mut rows = unix::Rows::new(&mut page, &mut self.lookups, self.columns, self.setting.args.states);
        let query = SocketQuery::Unix(sock_diag::unix::Request { states: ANY, show: 0 });
        let gaps = self.source.list_text(&query, &mut rows)?;
        page.flush()?;
        Ok(gaps)
    }

    /// Asks for the names of all hosts that will be shown, at once: one after the other they might take minutes.
    fn find_hosts(&mut self) -> io::Result<()> {
        let args = &self.setting.args;
        let mut hosts = internet::Hosts { states: args.states, addresses: HashSet::new() };
        // What cannot be seen now cannot be seen later, and is said then.
        for table in Table::INTERNET.into_iter().filter(|&table| args.shows(table)) {
            match Inet::of(table) {
                Some(inet) => drop(inet.list(&mut self.source, args, self.columns, &mut hosts)?),
                None => sctp_tables(args).for_each(|table| {
                    let _ = table.list(&self.setting.files, &mut |socket| {
                        hosts.addresses.extend(socket.local_addresses().chain(socket.peer_addresses()));
                        Ok(())
                    });
                }),
            }
        }
        self.lookups.find_hosts(hosts.addresses);
        Ok(())
    }

    /// Says what could not be looked up for the rows so far, once.
    fn say_unknown(&mut self, out: &mut impl Write) -> Listed {
        let gaps = if self.has_said_unknown { Vec::new() } else { self.lookups.gaps() };
        self.has_said_unknown |= !gaps.is_empty();
        self.say(out, &gaps)
    }

    fn say(&self, out: &mut impl Write, gaps: &[Gap]) -> Listed {
        gaps.iter().try_for_each(|gap| self.setting.say(out, gap))?;
        Ok(())
    }
}

/// The tables of SCTP sockets in these states. IPv6 sockets stand in those of IPv4.
fn sctp_tables(args: &Args) -> impl Iterator<Item = SctpTable> + use<> {
    let (states, has_any) = (args.states, args.versions.ipv4);
    let tables = [(SctpTable::Endpoints, States::Connected), (SctpTable::Associations, States::Listening)];
    tables.into_iter().filter_map(move |(table, without)| (has_any && states != without).then_some(table))
}

/// Every state that a file of /proc/net may have.
const ANY: StateSet = StateSet::from_bits(u32::MAX);

/// A table of Internet sockets.
#[derive(Clone, Copy, Debug)]
struct Inet {
    transport: Transport,
    /// The file of its IPv4 sockets, which a kernel without them lacks.
    file: &'static str,
}

impl Inet {
    /// The table of this name, if the sources list it as any Internet sockets.
    fn of(table: Table) -> Option<Self> {
        let (transport, file) = match table {
            Table::Tcp => (Transport::Tcp, "net/tcp"),
            Table::Udp => (Transport::Udp, "net/udp"),
            Table::UdpLite => (Transport::UdpLite, "net/udplite"),
            Table::Raw => (Transport::Raw, "net/raw"),
            _ => return None,
        };
        Some(Self { transport, file })
    }

    fn is_supported(self, setting: &Setting) -> bool {
        setting.files.path(self.file).exists()
    }

    fn list(
        self,
        source: &mut SocketSource,
        args: &Args,
        columns: Columns,
        sink: &mut dyn SocketSink,
    ) -> io::Result<Vec<Gap>> {
        let versions = [(args.versions.ipv4, IpVersion::V4), (args.versions.ipv6, IpVersion::V6)];
        let listing = match (self.transport, args.states) {
            (Transport::Tcp, States::Listening) => State::Listen.into(),
            (Transport::Tcp, States::Connected) => StateSet::ALL.difference(State::Listen.into()),
            _ => StateSet::ALL,
        };
        let query = SocketQuery::Inet(InetQuery {
            transport: self.transport,
            versions: versions.into_iter().filter_map(|(wanted, version)| wanted.then_some(version)).collect(),
            states: listing,
            // It has the counts that go with timers.
            extensions: if columns.timer && self.transport == Transport::Tcp {
                Extensions::INFO
            } else {
                Extensions::NONE
            },
            bytecode: None,
            bpf_storages: BpfStorages::Unasked,
        });
        match self.transport {
            Transport::Tcp | Transport::Udp => source.list(&query, sink),
            // Kernels have few of these, and not all have diagnostics of them.
            _ => source.list_text(&query, sink),
        }
    }
}
