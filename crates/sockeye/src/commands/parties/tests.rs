//! Parties made by hand, and what is said of them.

use super::*;
use model::{Ancestor, ClockTicks};

/// A process of which only number and name are known.
pub(crate) fn member(id: u32, name: &str) -> Member {
    Member { id: ProcessId(id), name: name.as_bytes().into(), process: None, user: None, started: None }
}

/// A process that systemd started, as this user.
pub(crate) fn process(id: u32, name: &str, user: &str) -> Member {
    let facts = Process {
        id: ProcessId(id),
        started: ClockTicks(100),
        name: name.as_bytes().into(),
        command_line: format!("/usr/bin/{name}\0-v\0").into_bytes().into(),
        executable: None,
        user: None,
        parents: vec![Ancestor { id: ProcessId(1), name: (*b"systemd").into() }],
        cgroup: None,
        unit: Some(format!("{name}.service").into_bytes().into()),
        user_unit: None,
        container: None,
        network_namespace: None,
    };
    Member { process: Some(Arc::new(facts)), user: Some(user.into()), ..member(id, name) }
}

fn said(members: Vec<Member>) -> String {
    let mut out = Vec::new();
    text::push(&mut out, &Party::Held(members));
    String::from_utf8(out).unwrap()
}

#[test]
fn many_of_one_name_are_counted_and_one_is_numbered() {
    assert_eq!(said(vec![member(812, "nginx")]), "nginx 812");
    assert_eq!(said(vec![member(1, "systemd"), member(8, "sshd"), member(9, "sshd")]), "systemd 1, sshd ×2");
    let crowd = ["a", "b", "c", "d", "e", "d"].iter().zip(1..).map(|(name, id)| member(id, name)).collect();
    assert_eq!(said(crowd), "a 1, b 2, c 3 and 3 more");
}

#[test]
fn the_first_process_of_the_host_speaks_only_for_itself() {
    let main = |members| Party::Held(members).main().map(|member| member.id.0);
    assert_eq!(main(vec![member(1, "systemd"), member(8, "sshd"), member(9, "sshd")]), Some(8));
    assert_eq!(main(vec![member(1, "systemd")]), Some(1));
    assert_eq!(Party::Nobody(NoOwner::Kernel).main(), None);
}

#[test]
fn chains_and_commands_are_told_in_one_line() {
    let nginx = process(812, "nginx", "root");
    let facts = nginx.process.unwrap();
    assert_eq!(text::chain(&facts), b"systemd 1");
    assert_eq!(text::command(&facts), b"/usr/bin/nginx -v");
    let ancestor = |id| Ancestor { id: ProcessId(id), name: (*b"sh").into() };
    let deep = Process { parents: (0..9).map(ancestor).collect(), ..Process::clone(&facts) };
    assert!(text::chain(&deep).ends_with("by sh 5, …".as_bytes()));
}
