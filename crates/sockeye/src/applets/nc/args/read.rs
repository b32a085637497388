//! The options of a command line, one by one in their order, as the first that cannot be understood is the one that is told.

use super::{extras, number, proxy, refused, shown, traffic_class};
use crate::applets::nc::options::{Meaning, OPTIONS};
use crate::applets::nc::request::{Congestion, Extras, IpVersion, ProxyProtocol, Sandboxing, Tuning};
use crate::applets::nc::usage::Told;
use crate::failure::Failure;
use crate::options::{self, ArgumentError, Given};
use relay::rules::InputEnd;
use std::ffi::{OsStr, OsString};
use std::num::NonZeroU32;
use std::time::Duration;

/// The most octets of a buffer: the largest window that TCP can tell (RFC 7323, 2.3).
const MOST_BUFFER: i64 = 65536 << 14;
/// The most seconds that fit, as milliseconds, into the timeout of poll(2).
const MOST_LIMIT: i64 = i32::MAX as i64 / 1000;

/// Leaves the loop over options early: whatever follows is not looked at.
#[derive(Debug)]
pub(super) enum Stop {
    Tell(Told),
    Refused(Failure),
}

impl From<ArgumentError> for Stop {
    fn from(error: ArgumentError) -> Self {
        // Scripts tell netcats apart by what getopt(3) says here: `nc -q 2>&1 | grep "requires an argument"`.
        let told = match error {
            ArgumentError::MissingValue(option) => format!("option requires an argument -- '{}'", bare(&option)),
            ArgumentError::Unknown(option) => format!("invalid option -- '{}' (nc -h lists them)", bare(&option)),
            other => other.to_string(),
        };
        Self::Refused(refused(told))
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Refused(failure)
    }
}

/// An option without its dashes.
fn bare(option: &str) -> &str {
    option.trim_start_matches('-')
}

/// What the options say, one by one. What they mean together is settled elsewhere.
#[derive(Debug, Default)]
pub(super) struct Options {
    pub(super) listens: bool,
    pub(super) keeps_listening: bool,
    pub(super) scans: bool,
    pub(super) passes_descriptor: bool,
    pub(super) is_unix: bool,
    pub(super) is_datagram: bool,
    pub(super) is_dccp: bool,
    pub(super) is_shuffled: bool,
    pub(super) is_numeric: bool,
    pub(super) version: Option<IpVersion>,
    pub(super) verbosity: u8,
    pub(super) local_address: Option<OsString>,
    pub(super) local_port: Option<OsString>,
    pub(super) tuning: Tuning,
    pub(super) limit: Option<Duration>,
    pub(super) interval: Option<Duration>,
    pub(super) receive_limit: Option<NonZeroU32>,
    pub(super) ignores_input: bool,
    half_closes: bool,
    quits_after: Option<Duration>,
    pub(super) line_ends_crlf: bool,
    pub(super) refuses_telnet_options: bool,
    pub(super) proxy: Option<OsString>,
    pub(super) proxy_protocol: Option<ProxyProtocol>,
    pub(super) proxy_user: Option<OsString>,
    pub(super) extras: Extras,
}

/// Reads the options, and returns the words between them, too.
pub(super) fn options(arguments: impl IntoIterator<Item = OsString>) -> Result<(Options, Vec<OsString>), Stop> {
    let mut options = Options::default();
    let words = options::parse_named(OPTIONS, arguments, |given| options.take(given))?;
    Ok((options, words))
}

impl Options {
    /// What the end of the input means.
    pub(super) fn input_end(&self) -> InputEnd {
        match (self.half_closes, self.quits_after) {
            (_, Some(after)) => InputEnd::HalfCloseAndQuit(after),
            (true, None) => InputEnd::HalfClose,
            (false, None) => InputEnd::Stay,
        }
    }

    fn take(&mut self, given: Given<'_, Meaning>) -> Result<(), Stop> {
        let value = given.value.unwrap_or_default();
        match *given.meaning {
            Meaning::Help if given.name.is_some() => Err(Stop::Tell(Told::HelpOnOutput)),
            Meaning::Help => Err(Stop::Tell(Told::Help)),
            Meaning::Schema => Err(Stop::Tell(Told::Schema)),
            Meaning::Version => Err(Stop::Tell(Told::Version)),
            Meaning::Program => Err(refused(PROGRAM).into()),
            Meaning::SourceRoute => Err(refused(SOURCE_ROUTE).into()),
            Meaning::RoutingTable => Err(refused(ROUTING_TABLE).into()),
            meaning => Ok(self.set(meaning, value)?),
        }
    }

    fn set(&mut self, meaning: Meaning, value: OsString) -> Result<(), Failure> {
        match meaning {
            Meaning::Listen => self.listens = true,
            Meaning::KeepListening => self.keeps_listening = true,
            Meaning::Scan => self.scans = true,
            Meaning::PassDescriptor => self.passes_descriptor = true,
            Meaning::Unix => self.is_unix = true,
            Meaning::Udp => self.is_datagram = true,
            Meaning::Dccp => self.is_dccp = true,
            Meaning::Shuffle => self.is_shuffled = true,
            Meaning::Numeric => self.is_numeric = true,
            Meaning::Ipv4 => self.version = Some(IpVersion::V4),
            Meaning::Ipv6 => self.version = Some(IpVersion::V6),
            Meaning::Verbose => self.verbosity = self.verbosity.saturating_add(1),
            Meaning::LocalAddress => self.local_address = Some(value),
            Meaning::LocalPort => self.local_port = Some(value),
            Meaning::NoInput => self.ignores_input = true,
            Meaning::HalfClose => self.half_closes = true,
            Meaning::LineEnds => self.line_ends_crlf = true,
            Meaning::Telnet => self.refuses_telnet_options = true,
            Meaning::Proxy => self.proxy = Some(value),
            Meaning::ProxyUser => self.proxy_user = Some(value),
            Meaning::ProxyProtocol => self.proxy_protocol = Some(proxy::protocol(&value)?),
            Meaning::Interval => {
                let pause = seconds("-i", &value, i64::from(u32::MAX))?;
                self.interval = Some(pause).filter(|pause| !pause.is_zero());
            }
            Meaning::Limit => self.limit = Some(seconds("-w", &value, MOST_LIMIT)?),
            Meaning::QuitAfter => self.quit_after(&value)?,
            Meaning::ReceiveLimit => {
                self.receive_limit = positive("-W", &value, "a count of packets", i64::from(i32::MAX))?;
            }
            meaning => self.set_socket_option(meaning, value)?,
        }
        Ok(())
    }

    fn set_socket_option(&mut self, meaning: Meaning, value: OsString) -> Result<(), Failure> {
        let tuning = &mut self.tuning;
        match meaning {
            Meaning::Broadcast => tuning.allows_broadcast = true,
            Meaning::Debug => tuning.is_debugged = true,
            Meaning::Signature => tuning.signs_with_md5 = true,
            Meaning::ReceiveBuffer => tuning.receive_buffer = positive("-I", &value, "octets", MOST_BUFFER)?,
            Meaning::SendBuffer => tuning.send_buffer = positive("-O", &value, "octets", MOST_BUFFER)?,
            Meaning::TimeToLive => tuning.time_to_live = Some(hops("-M", &value)?),
            Meaning::LeastTimeToLive => tuning.least_time_to_live = Some(hops("-m", &value)?),
            Meaning::TrafficClass => tuning.traffic_class = Some(traffic_class::read(&value)?),
            meaning => self.set_extra(meaning, value)?,
        }
        Ok(())
    }

    /// A negative number takes back the waiting, and not that the peer is told: so does the original.
    fn quit_after(&mut self, value: &OsStr) -> Result<(), Failure> {
        let range = i64::from(i32::MIN)..=i64::from(i32::MAX);
        let seconds = number::of_option("-q", value, "seconds", range)?;
        self.quits_after = u64::try_from(seconds).ok().map(Duration::from_secs);
        self.half_closes |= self.quits_after.is_some();
        Ok(())
    }

    fn set_extra(&mut self, meaning: Meaning, value: OsString) -> Result<(), Failure> {
        let extras = &mut self.extras;
        match meaning {
            Meaning::Record => extras.record = Some(value.into()),
            Meaning::HexDump => extras.hex_dump = Some(value.into()),
            Meaning::Progress => extras.shows_progress = true,
            Meaning::Sandbox => set_sandbox(extras, Sandboxing::Required)?,
            Meaning::NoSandbox => set_sandbox(extras, Sandboxing::Off)?,
            Meaning::Congestion => extras.congestion = congestion(&value)?,
            meaning => extras::set_tls(extras.tls.get_or_insert_default(), meaning, value)?,
        }
        Ok(())
    }
}

const PROGRAM: &str = "-e and -c, which run a program for whoever connects, are not offered: join nc and a shell by a fifo \
                       (mkfifo f; sh -i <f 2>&1 | nc -l PORT >f), or use socat TCP-LISTEN:PORT EXEC:PROGRAM";
const SOURCE_ROUTE: &str = "-g and -G ask for source routes, which routers drop (RFC 7126) and Linux refuses by default: set a route \
                            with ip route, or go by a proxy (-x)";
const ROUTING_TABLE: &str =
    "-V: no program chooses a routing table on Linux: use ip rule, ip vrf exec, or ip netns exec";

fn seconds(option: &str, value: &OsStr, most: i64) -> Result<Duration, Failure> {
    let seconds = number::of_option(option, value, "seconds", 0..=most)?;
    Ok(Duration::from_secs(seconds.unsigned_abs()))
}

fn positive(option: &str, value: &OsStr, units: &str, most: i64) -> Result<Option<NonZeroU32>, Failure> {
    let number = number::of_option(option, value, units, 1..=most)?;
    Ok(u32::try_from(number).ok().and_then(NonZeroU32::new))
}

fn hops(option: &str, value: &OsStr) -> Result<u8, Failure> {
    let most = i64::from(u8::MAX);
    number::of_option(option, value, "hops", 0..=most).map(|number| u8::try_from(number).unwrap_or(u8::MAX))
}

fn set_sandbox(extras: &mut Extras, wanted: Sandboxing) -> Result<(), Failure> {
    if extras.sandbox != Sandboxing::WherePossible && extras.sandbox != wanted {
        return Err(refused("--sandbox and --no-sandbox contradict each other"));
    }
    extras.sandbox = wanted;
    Ok(())
}

/// The longest name of a congestion control (TCP_CA_NAME_MAX of linux/tcp.h, with its NUL).
const MOST_CONGESTION_NAME: usize = 15;

fn congestion(value: &OsStr) -> Result<Congestion, Failure> {
    match value.to_str() {
        Some("keep") => Ok(Congestion::AsConfigured),
        Some("auto") => Ok(Congestion::QuickestForLocalPeers),
        Some(name) if (1..=MOST_CONGESTION_NAME).contains(&name.len()) && !name.contains('\0') => {
            Ok(Congestion::Named(name.to_owned()))
        }
        _ => Err(refused(format!(
            "--congestion takes keep, auto or a name from /proc/sys/net/ipv4/tcp_allowed_congestion_control, not {}",
            shown(value)
        ))),
    }
}
