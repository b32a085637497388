//! What a command line of `nc` asks for, as plain values.

use relay::address::UnixName;
pub(super) use relay::congestion::Congestion;
pub(super) use relay::proxy::Protocol as ProxyProtocol;
pub(super) use relay::resolve::IpVersion;
use relay::rules::{InputEnd, Kind};
pub(super) use relay::tuning::Tuning;
use std::ffi::OsString;
use std::num::NonZeroU32;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

/// One run of `nc`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// To connect, to look which ports answer, or to listen.
    pub(super) task: Task,
    /// What passes: a stream, or datagrams (-u).
    pub(super) kind: Kind,
    /// Whether DCCP is asked for (-Z), which Linux has no more.
    pub(super) is_dccp: bool,
    /// The only version of IP to use (-4, -6).
    pub(super) version: Option<IpVersion>,
    /// Whether names are not to be looked up (-n).
    pub(super) is_numeric: bool,
    /// How often -v was given.
    pub(super) verbosity: u8,
    /// The address to send from (-s); a UNIX socket's for datagrams. Where to listen stands in the task.
    pub(super) local_address: Option<OsString>,
    /// The port to send from (-p), as it was written.
    pub(super) local_port: Option<OsString>,
    /// Options of sockets.
    pub(super) tuning: Tuning,
    /// How long to wait for a connection, and then for octets (-w).
    pub(super) limit: Option<Duration>,
    /// Pause between lines, and between ports (-i).
    pub(super) interval: Option<Duration>,
    /// How many reads from the network end it (-W).
    pub(super) receive_limit: Option<NonZeroU32>,
    /// Whether the input is read (not with -d).
    pub(super) reads_input: bool,
    /// What its end means (-N, -q).
    pub(super) input_end: InputEnd,
    /// Whether LF becomes CR LF (-C).
    pub(super) line_ends_crlf: bool,
    /// Whether telnet's requests are refused (-t).
    pub(super) refuses_telnet_options: bool,
    /// What the original lacks.
    pub(super) extras: Extras,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// Connect to each port in turn, and talk.
    Connect {
        target: Target,
        /// Through this proxy (-x).
        proxy: Option<Proxy>,
        /// Hand the connected descriptor to standard output and end (-F).
        passes_descriptor: bool,
    },
    /// See which ports answer (-z).
    Scan { target: Target, proxy: Option<Proxy> },
    /// Wait for a peer (-l), and for others after it (-k).
    Listen { at: ListenAt, keeps_listening: bool },
}

/// Whom to connect to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A host, and ports in the order in which they are to be tried.
    Internet { host: OsString, ports: Vec<PortSpan>, is_shuffled: bool },
    /// A UNIX socket (-U).
    Unix(UnixName),
}

/// Where to listen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ListenAt {
    /// A port, of one address or of all.
    Internet { host: Option<OsString>, port: OsString },
    /// A UNIX socket (-U).
    Unix(UnixName),
}

/// Ports as one operand names them.
pub(super) type PortSpan = RangeInclusive<u16>;

/// A proxy to connect through (-X, -x, -P).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proxy {
    pub(super) protocol: ProxyProtocol,
    pub(super) host: OsString,
    /// As it was written; that of the protocol where none was.
    pub(super) port: OsString,
    /// Whose password is asked for at the terminal (-P).
    pub(super) user: Option<OsString>,
}

/// What the original lacks, each only where it is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Extras {
    /// TLS around the connection (--tls).
    pub(super) tls: Option<Tls>,
    /// Where both directions are written with their times (--record).
    pub(super) record: Option<PathBuf>,
    /// Where the octets are shown in hexadecimal (--hex-dump; `-` is standard error).
    pub(super) hex_dump: Option<PathBuf>,
    /// Whether rate and total are told on standard error (--progress).
    pub(super) shows_progress: bool,
    /// What the process may still do once it is connected (--sandbox).
    pub(super) sandbox: Sandboxing,
    /// How TCP finds its pace (--congestion).
    pub(super) congestion: Congestion,
}

/// TLS (--tls and what goes with it).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tls {
    /// Certificates to trust in place of the system's (--tls-ca).
    pub(super) authorities: Option<PathBuf>,
    /// The own certificate, and those that lead to its authority (--tls-cert).
    pub(super) certificate: Option<PathBuf>,
    /// The key that belongs to it (--tls-key).
    pub(super) key: Option<PathBuf>,
    /// The name that the peer must have, in place of the host's (--tls-name).
    pub(super) server_name: Option<String>,
    /// Protocols to offer, the first one first (--tls-alpn).
    pub(super) protocols: Vec<String>,
    /// Whether any certificate will do (--tls-insecure).
    pub(super) accepts_any: bool,
    /// Whether clients need a certificate, of a listener (--tls-verify-client).
    pub(super) verifies_clients: bool,
}

/// Whether the process gives up what it does not need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sandboxing {
    /// Where the kernel can, as far as the other options allow.
    #[default]
    WherePossible,
    /// Or else end.
    Required,
    /// No.
    Off,
}
