//! Which kinds of sockets the kernel tells of (sock_diag(7)): each is asked for, and the answer thrown away.

use super::finding::{Answer, Finding, Group};
use model::{Cookie, InetEndpoint, InetSocket, Socket, SocketFamily, StateSet, Transport};
use sources::closing::{Closer, Fate};
use sources::proc_files::ProcFiles;
use sources::sockets::{InetQuery, Reach, SocketQuery, SocketSource};
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use wire::netlink::sock_diag::inet::{BpfStorages, Extensions, IpVersion};
use wire::netlink::sock_diag::{netlink, packet, tipc, unix, vsock, xdp};

/// No socket is in none of the states: the kernel then says whether it can tell, and no more.
const NO_STATES: StateSet = StateSet::EMPTY;

/// What there is to tell of the kernel's diagnostics.
pub(super) fn group(proc_root: &Path) -> Group {
    let mut source = SocketSource::live(ProcFiles::beside_kernel(proc_root), Reach::PublicFacts);
    let inet = |transport| {
        SocketQuery::Inet(InetQuery {
            transport,
            versions: vec![IpVersion::V4],
            states: NO_STATES,
            extensions: Extensions::NONE,
            bytecode: None,
            bpf_storages: BpfStorages::Unasked,
        })
    };
    let kinds = [
        ("TCP sockets", inet(Transport::Tcp)),
        ("UDP sockets", inet(Transport::Udp)),
        ("raw sockets", inet(Transport::Raw)),
        ("UNIX sockets", SocketQuery::Unix(unix::Request { states: NO_STATES, show: 0 })),
        ("packet sockets", SocketQuery::Packet(packet::Request { show: 0 })),
        ("netlink sockets", SocketQuery::Netlink(netlink::Request { protocol: None, show: 0 })),
        ("SCTP sockets", inet(Transport::Sctp)),
        ("DCCP sockets", inet(Transport::Dccp)),
        ("MPTCP sockets", inet(Transport::Mptcp)),
        ("VM sockets", SocketQuery::Vsock(vsock::Request { states: NO_STATES })),
        ("TIPC sockets", SocketQuery::Tipc(tipc::Request { states: NO_STATES })),
        ("AF_XDP sockets", SocketQuery::Xdp(xdp::Request { show: 0 })),
    ];
    let mut findings: Vec<_> = kinds.iter().map(|(name, query)| dump(&mut source, name, query)).collect();
    findings.extend([closing("closing TCP", Transport::Tcp), closing("closing UDP", Transport::Udp)]);
    Group { title: "Kernel diagnostics", findings }
}

fn dump(source: &mut SocketSource, name: &'static str, query: &SocketQuery) -> Finding {
    let answer = match source.record(query, &mut io::sink()) {
        Ok(gaps) => Answer::of_gap(gaps.into_iter().next()),
        Err(error) => Answer::unknown(error.to_string()),
    };
    Finding { name, gives: "all of their details", commands: &["list", "ss"], answer }
}

/// Asks to close a socket that nobody has: port 0 is never bound, and a cookie is counted up from zero.
fn closing(name: &'static str, transport: Transport) -> Finding {
    let nowhere = InetEndpoint { address: IpAddr::V4(Ipv4Addr::LOCALHOST), port: 0 };
    let nobody = Socket::blank(transport, SocketFamily::Inet(InetSocket::between(nowhere, nowhere)));
    let mut closer = Closer::live();
    let fate = closer.close(&Socket { cookie: Some(Cookie(u64::MAX - 1)), ..nobody });
    let answer = match fate {
        Fate::Gone | Fate::Closed => Answer::Yes(None),
        Fate::Open => Answer::of_gap(closer.gaps().into_iter().next()),
    };
    Finding { name, gives: "the kernel can close them", commands: &["kill", "ss -K"], answer }
}
