//! Filters of our own, random ones, against the model of the kernel: it drops nothing that fits, whoever holds it, and a
//! filter reduced to what is open about a table says of that table's sockets what the whole one says.

use super::kernel::{self, KernelSocket};
use super::random::{self, Circumstances};
use crate::ast::Filter;
use crate::evaluate::{Holder, Surroundings};
use crate::fixtures::tcp_of;
use crate::lower::{Capabilities, Exactness, KernelSupport};
use crate::reduce::{Known, Reduced};
use crate::ss::FamilySet;
use model::{
    InetSocket, Inode, InterfaceIndex, Micros, NetworkNamespace, Process, ProcessId, Socket, StateSet, TcpInfo,
    Transport, UserId,
};
use proptest::prelude::*;
use std::borrow::Cow;

/// Holders with these numbers.
struct Around<'a>(&'a [u32]);

impl Surroundings for Around<'_> {
    fn holders(&self, _socket: &Socket<'_>, each: &mut dyn FnMut(Holder<'_>) -> bool) {
        for id in self.0 {
            let name: &[u8] = if *id == 1 { b"a" } else { b"xbx" };
            if !each(Holder { process: ProcessId(*id), descriptor: None, name, facts: None }) {
                return;
            }
        }
    }

    fn age(&self, _process: &Process) -> Option<Micros> {
        None
    }

    fn user_name(&self, _user: UserId) -> Option<Cow<'_, [u8]>> {
        None
    }

    fn interface_name(&self, interface: InterfaceIndex) -> Option<Cow<'_, [u8]>> {
        (interface.0 == 1).then_some(Cow::Borrowed(b"a"))
    }

    fn network_namespace(&self, _socket: &Socket<'_>) -> Option<&NetworkNamespace> {
        None
    }
}

fn socket_in(facts: &InetSocket<'static>, circumstances: &Circumstances) -> Socket<'static> {
    let is_tcp = circumstances.transport == Transport::Tcp;
    let info = |rtt| TcpInfo { length: 280, rtt: Micros(rtt), ..TcpInfo::default() };
    let inet = InetSocket {
        tcp: circumstances.round_trip.filter(|_| is_tcp).map(info),
        congestion_control: (is_tcp && circumstances.congestion).then_some(b"abc"),
        ..facts.clone()
    };
    Socket {
        transport: circumstances.transport,
        state: circumstances.state,
        receive_queue: circumstances.receive_queue,
        user: circumstances.user.map(UserId),
        inode: Inode(9),
        ..tcp_of(inet)
    }
}

/// How far the kernel's answer may be trusted: whether it sends the socket, and what is made of that.
fn check(
    filter: &Filter,
    capabilities: Capabilities,
    kernel_socket: &KernelSocket,
    fits: bool,
) -> Result<(), TestCaseError> {
    let lowering = filter.lower(KernelSupport::default(), capabilities);
    let Some(bytecode) = &lowering.bytecode else {
        prop_assert!(fits || lowering.exactness != Exactness::Exact);
        return Ok(());
    };
    prop_assert_eq!(kernel::audit(bytecode, capabilities.net_admin), Ok(()));
    let sends = kernel::run(bytecode, kernel_socket);
    if lowering.exactness == Exactness::Exact {
        prop_assert!(fits || !sends, "sent what does not fit");
    }
    if !super::asks(&filter.expression, &super::is_of_ss) {
        prop_assert!(sends || !fits, "dropped what fits");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn the_kernel_drops_nothing_that_fits(
        expression in random::own_expression(),
        kernel_socket in random::socket(),
        circumstances in random::circumstances(),
        net_admin in any::<bool>(),
        more_states in any::<u16>(),
    ) {
        let filter = Filter { expression };
        let socket = socket_in(&kernel_socket.facts, &circumstances);
        let around = Around(&circumstances.holders);
        let fits = filter.matches_in(&socket, &around);
        if let Some(decided) = filter.decide(&socket) {
            prop_assert_eq!(decided, fits);
        }
        let capabilities = Capabilities { net_admin };
        check(&filter, capabilities, &kernel_socket, fits)?;
        for families in [FamilySet::INET, socket.family().into()] {
            let states = StateSet::from_bits(more_states.into()).union(socket.state.into());
            let known = Known { transports: socket.transport.into(), families, states };
            match filter.reduce(&known) {
                Reduced::Always => prop_assert!(fits),
                Reduced::Never => prop_assert!(!fits),
                Reduced::Filter(open) => {
                    prop_assert_eq!(open.matches_in(&socket, &around), fits);
                    prop_assert_eq!(filter.foresee(&known), None);
                    check(&open, capabilities, &kernel_socket, fits)?;
                }
            }
        }
    }
}
