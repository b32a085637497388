//! The parts of the scene, a file per theme, each with its table of members.

mod connections;
mod files;
mod netlink;
mod owners;
mod packet;
mod queues;
mod raw;
mod services;
mod tcp_states;
mod time_wait;
mod udp;
mod unix;
mod untrusted;

use super::cast::Member;

/// All members, in the order in which they come on.
pub(super) fn cast() -> impl Iterator<Item = &'static Member> {
    [
        services::MEMBERS,
        connections::MEMBERS,
        tcp_states::MEMBERS,
        time_wait::MEMBERS,
        queues::MEMBERS,
        udp::MEMBERS,
        raw::MEMBERS,
        unix::MEMBERS,
        packet::MEMBERS,
        netlink::MEMBERS,
        owners::MEMBERS,
        files::MEMBERS,
        untrusted::MEMBERS,
    ]
    .into_iter()
    .flatten()
}
