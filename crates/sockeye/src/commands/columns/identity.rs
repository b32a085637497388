//! Columns that tell a socket from all others, and what it belongs to.

use super::column::{Column, Field, Fields, Kind, PRIVATE};
use super::{Row, community_id};
use model::{SocketFamily, State};
use render::grid::Cut;
use render::value::Value;
use std::borrow::Cow;

pub(super) const COLUMNS: &[Column] = &[
    Column::new(
        "netns",
        "NETNS",
        "The network namespace that it is in: its name, own, or its inode's number.",
        namespace,
        Fields::Several(&[
            Field::new(
                "network_namespace.name",
                Kind::Text,
                "The network namespace's name, own, or its inode's number.",
                namespace,
            ),
            Field::new(
                "network_namespace.inode",
                Kind::Number,
                "The inode of the network namespace, as in net:[NUMBER].",
                namespace_inode,
            ),
        ]),
    )
    .importance(75)
    .cut(Cut::Middle, 8),
    Column::new(
        "inode",
        "INODE",
        "Its number as a file, as in socket:[NUMBER].",
        inode,
        Fields::Own("inode", Kind::Number),
    )
    .right(),
    Column::new(
        "cookie",
        "COOKIE",
        "The kernel's number of it, unique in its network namespace for as long as the host runs.",
        cookie,
        Fields::Own("cookie", Kind::Number),
    )
    .right(),
    Column::new(
        "uid",
        "UID",
        "The number of the user who made the socket.",
        uid,
        Fields::Own("socket_uid", Kind::Number),
    )
    .right(),
    Column::new(
        "cgroup",
        "CGROUP",
        "The cgroup in which the socket was made.",
        cgroup,
        Fields::Own("cgroup", Kind::Text),
    )
    .cut(Cut::Middle, 12),
    Column::new("mark", "MARK", "Its firewall mark.", mark, Fields::Own("firewall_mark", Kind::Number))
        .also(&["fwmark"])
        .wanting(PRIVATE)
        .right(),
    Column::new(
        "community-id",
        "COMMUNITY ID",
        "The community id of its flow (version 1), by which other tools know the same flow.",
        community,
        Fields::Own("network.community_id", Kind::Text),
    ),
    Column::new(
        "boot-id",
        "BOOT ID",
        "The id of this run of the host, without which numbers of processes and sockets mean nothing elsewhere.",
        boot_id,
        Fields::Own("host.boot.id", Kind::Text),
    ),
];

fn namespace<'r>(row: &'r Row<'_>) -> Value<'r> {
    Value::Text(row.subject.place.facts.label())
}

fn namespace_inode<'r>(row: &'r Row<'_>) -> Value<'r> {
    number(row.subject.place.facts.id.inode)
}

fn inode<'r>(row: &'r Row<'_>) -> Value<'r> {
    number(row.subject.socket.inode.0)
}

/// Zero stands for none.
fn number(number: u64) -> Value<'static> {
    if number == 0 { Value::Absent } else { Value::Number(number) }
}

fn cookie<'r>(row: &'r Row<'_>) -> Value<'r> {
    const NO_COOKIE: Cow<'static, str> = Cow::Borrowed("only the kernel's socket diagnostics (sock_diag) tell");
    row.subject.socket.cookie.map_or(Value::Unknown(NO_COOKIE), |cookie| Value::Hexadecimal(cookie.0))
}

fn uid<'r>(row: &'r Row<'_>) -> Value<'r> {
    match row.subject.socket.state {
        // What is no full socket was made by the kernel, which says zero.
        State::TimeWait | State::SynRecv | State::NewSynRecv => Value::Absent,
        _ => row.subject.socket.user.map_or(Value::Absent, |user| Value::Number(user.0.into())),
    }
}

fn cgroup<'r>(row: &'r Row<'_>) -> Value<'r> {
    match row.inet().and_then(|inet| inet.cgroup) {
        Some(id) if id.0 != 0 => match row.subject.host.cgroup(id) {
            Some(path) => Value::Text(path.into()),
            None => Value::Unknown(Cow::Borrowed("it was removed, or lies outside of the cgroups that are shown here")),
        },
        _ => Value::Absent,
    }
}

fn mark<'r>(row: &'r Row<'_>) -> Value<'r> {
    const NEEDS_RIGHT: Cow<'static, str> = Cow::Borrowed("needs root or CAP_NET_ADMIN");
    match &row.subject.socket.family {
        SocketFamily::Inet(inet) => match inet.mark {
            Some(mark) => Value::Hexadecimal(mark.into()),
            None if row.subject.host.is_administrator() => Value::Absent,
            None => Value::Unknown(NEEDS_RIGHT),
        },
        _ => Value::Absent,
    }
}

fn community<'r>(row: &'r Row<'_>) -> Value<'r> {
    let id = row.inet().and_then(|inet| community_id::of(row.subject.socket.transport, inet.local, inet.peer));
    id.map_or(Value::Absent, |id| Value::Text(id.into_bytes().into()))
}

fn boot_id<'r>(row: &'r Row<'_>) -> Value<'r> {
    const HIDDEN: Cow<'static, str> = Cow::Borrowed("/proc/sys/kernel/random/boot_id cannot be read");
    row.subject.host.boot_id().map_or(Value::Unknown(HIDDEN), |id| Value::Text(id.into()))
}
