//! Options and operands → [`Request`]: what they mean together, and what does not go together.

use super::address::Transport;
use super::operands::{self, Place};
use super::read::Options;
use super::{extras, ports, proxy, refused};
use crate::applets::nc::request::{ListenAt, Proxy, ProxyProtocol, Request, Target, Task};
use crate::failure::Failure;
use names::Services;
use relay::rules::Kind;
use std::ffi::OsString;

/// What a command line asks for.
pub(super) fn settle(mut options: Options, words: Vec<OsString>, services: &Services) -> Result<Request, Failure> {
    let named = operands::named(&options, words)?;
    apply(named.transport, &mut options)?;
    let is_unix = matches!(named.place, Place::UnixPeer(_) | Place::Listen(ListenAt::Unix(_)));
    check(&options, is_unix)?;
    let kind = if options.is_datagram { Kind::Datagram } else { Kind::Stream };
    let task = task(&options, named.place, kind, services)?;
    let is_listening = matches!(task, Task::Listen { .. });
    let request = Request {
        task,
        kind,
        // The original looks for -u first.
        is_dccp: options.is_dccp && kind == Kind::Stream,
        version: options.version,
        is_numeric: options.is_numeric,
        verbosity: options.verbosity,
        input_end: options.input_end(),
        local_address: options.local_address.filter(|_| !is_listening),
        local_port: options.local_port.filter(|_| !is_listening),
        tuning: options.tuning,
        limit: options.limit,
        interval: options.interval,
        receive_limit: options.receive_limit,
        reads_input: !options.ignores_input,
        line_ends_crlf: options.line_ends_crlf,
        refuses_telnet_options: options.refuses_telnet_options,
        extras: options.extras,
    };
    extras::check(&request)?;
    Ok(request)
}

/// Takes over what an address says of the transport, where no option says otherwise.
fn apply(transport: Transport, options: &mut Options) -> Result<(), Failure> {
    match transport {
        Transport::Unsaid => {}
        Transport::Udp if options.is_dccp => return Err(refused("the address asks for UDP, and -Z for DCCP")),
        Transport::Udp => options.is_datagram = true,
        Transport::Tcp | Transport::Tls if options.is_datagram || options.is_dccp => {
            let other = if options.is_datagram { "-u for UDP" } else { "-Z for DCCP" };
            return Err(refused(format!("the address asks for TCP, and {other}")));
        }
        Transport::Tcp => {}
        Transport::Tls => {
            options.extras.tls.get_or_insert_default();
        }
    }
    Ok(())
}

/// Refuses options of the original that do not go together.
fn check(options: &Options, is_unix: bool) -> Result<(), Failure> {
    let contradictions = [
        (options.passes_descriptor && is_unix, "-F hands on sockets of the Internet alone, not UNIX sockets"),
        (options.is_dccp && is_unix, "-Z asks for DCCP, which UNIX sockets do not speak"),
        (options.proxy.is_some() && options.is_datagram, "a proxy (-x) takes no datagrams (-u)"),
        (options.proxy.is_some() && options.listens, "nobody can listen (-l) through a proxy (-x)"),
        (options.proxy.is_some() && is_unix, "no proxy (-x) leads to a UNIX socket"),
        (
            options.proxy.is_some() && options.local_address.is_some(),
            "the proxy (-x) chooses where the connection comes from: leave out -s",
        ),
        (options.listens && options.scans, "-l waits for others and -z looks for them: leave one out"),
        (options.keeps_listening && !options.listens, "-k goes on listening, and nothing listens without -l"),
    ];
    match contradictions.into_iter().find(|(is_there, _)| *is_there) {
        Some((_, reason)) => Err(refused(reason)),
        None => Ok(()),
    }
}

fn task(options: &Options, place: Place, kind: Kind, services: &Services) -> Result<Task, Failure> {
    let target = match place {
        Place::Listen(at) => return Ok(Task::Listen { at, keeps_listening: options.keeps_listening }),
        Place::UnixPeer(name) => Target::Unix(name),
        Place::Peer { host, ports } => {
            let ports = ports.iter().map(|word| ports::read(word, kind, services)).collect::<Result<_, _>>()?;
            Target::Internet { host, ports, is_shuffled: options.is_shuffled }
        }
    };
    let proxy = proxy_of(options)?;
    // The original hands on the first socket that connects, whether or not it was only to look.
    if options.scans && !options.passes_descriptor {
        return Ok(Task::Scan { target, proxy });
    }
    Ok(Task::Connect { target, proxy, passes_descriptor: options.passes_descriptor })
}

fn proxy_of(options: &Options) -> Result<Option<Proxy>, Failure> {
    let protocol = options.proxy_protocol.unwrap_or(ProxyProtocol::Socks5);
    options.proxy.as_deref().map(|word| proxy::read(word, protocol, options.proxy_user.clone())).transpose()
}
