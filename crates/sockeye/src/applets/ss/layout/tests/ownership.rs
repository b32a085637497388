//! Owners in rows: ours, so that there is nothing to compare with but what is meant.

use super::*;
use model::{Ancestor, ClockTicks, Container, Executable, NamespaceId, NetlinkSocket, Pod, Process, Runtime, UserId};

const OWNER: Details = Details { owner: true, processes: true, ..NUMERIC };

fn process(id: u32) -> Process {
    Process {
        id: ProcessId(id),
        started: ClockTicks(1),
        name: (*b"a").into(),
        command_line: (*b"").into(),
        executable: None,
        user: None,
        parents: Vec::new(),
        cgroup: None,
        unit: None,
        user_unit: None,
        container: None,
        network_namespace: None,
    }
}

fn owner(process: Process) -> Owner {
    Owner { process: process.into(), started: None, user: None, network_namespace: None }
}

/// What is said of the owners of a socket that these processes hold, of which this one lives.
fn owners(details: Details, holders: &[u32], owner: Option<Owner>) -> String {
    let mut known = Known { ownership: owner.map(Rc::new), ..Known::default() };
    for holder in holders {
        let name = (*b"a").into();
        let task = Task { process: ProcessId(*holder), thread: None, started: None, name, context: None };
        known.owners.begin_task(task);
        known.owners.hold(Inode(5), 3);
        known.owners.hold(Inode(5), 4);
    }
    let socket = Socket::blank(Transport::Tcp, SocketFamily::Inet(inet("1.2.3.4", "1.2.3.4")));
    let row = rows(details, &mut known, &[Socket { inode: Inode(5), ..socket }]);
    row[row.find("owner:").unwrap()..].trim_end().to_owned()
}

#[test]
fn everything_that_is_known_stands_in_one_order() {
    let container = Container {
        runtime: Runtime::Docker,
        id: [b'a'; 64].into(),
        name: Some((*b"web").into()),
        image: Some((*b"nginx:latest").into()),
        pod: Some(Pod { uid: None, namespace: Some((*b"shop").into()), name: Some((*b"web-0").into()) }),
    };
    let parent = |id, name: &[u8]| Ancestor { id: ProcessId(id), name: name.into() };
    let process = Process {
        executable: Some(Executable { path: (*b"/usr/sbin/nginx").into(), is_deleted: true }),
        user: Some(UserId(33)),
        unit: Some((*b"user@33.service").into()),
        user_unit: Some((*b"nginx.service").into()),
        container: Some(container.into()),
        network_namespace: Some(NamespaceId { device: 4, inode: 4026532181 }),
        parents: vec![parent(5, b"sh"), parent(1, b"systemd")],
        ..process(7)
    };
    let whole = || Owner {
        started: Some("2026-11-21T13:23:39+01:00".into()),
        user: Some("www-data".into()),
        ..owner(process.clone())
    };
    let expected = |user: &str, netns: &str| {
        format!(
            "owner:(pid=7,start=2026-11-21T13:23:39+01:00,exe=/usr/sbin/nginx,deleted=yes,user={user},\
             unit=user@33.service,user-unit=nginx.service,container=docker:web,image=nginx:latest,pod=shop/web-0,\
             netns={netns},parents=sh/5<systemd/1)"
        )
    };
    assert_eq!(owners(OWNER, &[7], Some(whole())), expected("33", "4026532181"));
    let named = Owner { network_namespace: Some((*b"blue").into()), ..whole() };
    assert_eq!(owners(Details { numeric: false, ..OWNER }, &[7], Some(named)), expected("www-data", "blue"));
}

#[test]
fn who_has_several_descriptors_is_named_once_and_who_has_ended_not_at_all() {
    assert_eq!(owners(OWNER, &[7], Some(owner(process(7)))), "owner:(pid=7)");
    assert_eq!(owners(OWNER, &[6, 7, 8], Some(owner(process(7)))), "owner:(pid=7)");
    assert_eq!(owners(OWNER, &[6], Some(owner(process(7)))), "owner:(none,\"its process ended meanwhile\")");
    let reason = "owner:(none,\"closed by its process, kept for late segments\")";
    assert_eq!(owners(OWNER, &[], None), reason);
    let netlink = Socket::blank(Transport::Netlink, SocketFamily::Netlink(NetlinkSocket::default()));
    assert!(row(OWNER, &netlink).contains(reason));
}

#[test]
fn names_cannot_pass_for_fields_nor_rows() {
    let path = b"/tmp/a\",user=root\\\n\x1b[2J (\xff)\xe2\x80\xae";
    let executable = Some(Executable { path: (*path).into(), is_deleted: false });
    let said = owners(OWNER, &[7], Some(owner(Process { executable, ..process(7) })));
    assert_eq!(said, r#"owner:(pid=7,exe="/tmp/a\",user=root\\\n\x1b[2J (\xff)\u{202e}")"#);
    let parents = vec![Ancestor { id: ProcessId(1), name: (*b"a b").into() }];
    assert_eq!(owners(OWNER, &[7], Some(owner(Process { parents, ..process(7) }))), "owner:(pid=7,parents=\"a b/1\")");
}

#[test]
fn a_container_without_a_name_goes_by_its_id_and_a_pod_by_its_uid() {
    let container = Container {
        pod: Some(Pod { uid: Some((*b"7f0c").into()), ..Pod::default() }),
        ..Container::new(Runtime::CriO, [b'b'; 64])
    };
    let process = Process { container: Some(container.into()), ..process(7) };
    assert_eq!(owners(OWNER, &[7], Some(owner(process))), "owner:(pid=7,container=cri-o:bbbbbbbbbbbb,pod=7f0c)");
}
