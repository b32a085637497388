//! The ways to a namespace against folders shaped like /proc, and what is found against this process's own.

use super::*;
use std::os::unix::fs::symlink;

fn fake_proc(test: &str) -> PathBuf {
    let root = std::env::temp_dir().join(format!("sockeye-namespaces-{test}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&root);
    std::fs::create_dir_all(root.join("self")).unwrap();
    std::fs::create_dir_all(root.join("thread-self/ns")).unwrap();
    std::fs::write(root.join("thread-self/ns/net"), "").unwrap();
    std::fs::write(root.join("self/mountinfo"), "").unwrap();
    root
}

fn link(path: &Path, target: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    symlink(target, path).unwrap();
}

fn found(root: &Path) -> Vec<(String, Option<u32>, Vec<String>)> {
    let facts = discover(root, &mut Containers::new(root));
    assert_eq!(facts.gaps, []);
    let shown = |namespace: &Namespace| {
        let doors = namespace.doors.iter().map(|door| door.strip_prefix(root).unwrap_or(door).display().to_string());
        let label = String::from_utf8_lossy(&namespace.facts.label()).into_owned();
        (label, namespace.facts.process.map(|process| process.0), doors.collect())
    };
    facts.found.iter().map(shown).collect()
}

#[test]
fn processes_threads_and_descriptors_lead_to_namespaces() {
    let root = fake_proc("ways");
    let own = std::fs::metadata(root.join("thread-self/ns/net")).unwrap().ino();
    link(&root.join("5/ns/net"), &format!("net:[{own}]"));
    link(&root.join("5/task/5/ns/net"), &format!("net:[{own}]"));
    link(&root.join("5/task/6/ns/net"), "net:[30]");
    link(&root.join("5/task/7/ns/net"), "net:[30]");
    link(&root.join("5/fd/4"), "net:[20]");
    link(&root.join("5/fd/5"), "mnt:[21]");
    link(&root.join("5/fd/6"), "socket:[22]");
    link(&root.join("9/ns/net"), "net:[30]");
    link(&root.join("12/ns/net"), "net:[30]");
    link(&root.join("13/ns/net"), "net:[x]");
    let doors = |doors: &[&str]| doors.iter().map(|&door| door.to_owned()).collect::<Vec<_>>();
    assert_eq!(
        found(&root),
        [
            ("own".to_owned(), Some(5), doors(&[])),
            ("20".to_owned(), None, doors(&["5/fd/4"])),
            ("30".to_owned(), Some(9), doors(&["5/task/6/ns/net", "9/ns/net", "12/ns/net"])),
        ]
    );
    assert_eq!(count_others(&root), 1, "what is only held open is not looked for");
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn mounted_namespaces_come_by_name_before_the_others() {
    let root = fake_proc("names");
    let device = std::fs::metadata(&root).unwrap().dev();
    let device = format!("{}:{}", rustix::fs::major(device), rustix::fs::minor(device));
    let line = |inode: u32, point: &str| format!("41 31 {device} net:[{inode}] {point} rw shared:5 - nsfs nsfs rw\n");
    let mounts = [
        line(50, "/run/netns/green"),
        line(40, "/run/netns/blue\\012x"),
        line(60, "/run/docker/netns/5d"),
        line(50, "/run/netns/green"),
        "7 7 0:4 uts:[9] /run/utsns/a rw - nsfs nsfs rw\n".to_owned(),
    ];
    std::fs::write(root.join("self/mountinfo"), mounts.concat()).unwrap();
    link(&root.join("8/ns/net"), "net:[10]");
    link(&root.join("9/ns/net"), "net:[50]");
    let labels: Vec<_> = found(&root).into_iter().map(|(label, process, _)| (label, process)).collect();
    let expected =
        [("own", None), ("/run/docker/netns/5d", None), ("blue\nx", None), ("green", Some(9)), ("10", Some(8))];
    assert_eq!(labels, expected.map(|(label, process)| (label.to_owned(), process)));
    assert_eq!(count_others(&root), 4);
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn a_namespace_belongs_to_the_container_of_the_first_process_in_one() {
    let root = fake_proc("containers");
    link(&root.join("8/ns/net"), "net:[10]");
    std::fs::write(root.join("8/cgroup"), "0::/user.slice\n").unwrap();
    link(&root.join("9/ns/net"), "net:[10]");
    let id = "5d".repeat(32);
    std::fs::write(root.join("9/cgroup"), format!("0::/system.slice/docker-{id}.scope\n")).unwrap();
    let facts = discover(&root, &mut Containers::new(&root)).found.remove(1).facts;
    assert_eq!(facts.process, Some(ProcessId(8)));
    assert_eq!(*facts.container.unwrap().id, *id.as_bytes());
    std::fs::remove_dir_all(root).unwrap();
}

#[test]
fn a_missing_proc_is_a_gap_with_a_remedy() {
    let facts = discover(Path::new("/nonexistent/proc"), &mut Containers::new(Path::new("/")));
    assert!(facts.found.is_empty());
    assert!(facts.gaps[0].remedy.is_some());
}

#[test]
fn the_own_namespace_is_found_first_and_once() {
    let facts = discover(Path::new("/proc"), &mut Containers::new(Path::new("/")));
    assert!(facts.found[0].facts.is_own);
    assert_eq!(facts.found.iter().filter(|namespace| namespace.facts.is_own).count(), 1);
}

#[test]
fn what_is_not_the_namespace_any_more_is_not_entered() {
    let id = NamespaceId { device: 1, inode: 1 };
    let facts = NetworkNamespace { id, ..NetworkNamespace::default() };
    let doors = vec!["/nonexistent/ns/net".into(), "/proc/self/ns/net".into(), "/dev/null".into()];
    let gap = Visitor::enter(&Namespace { facts, doors, residents: Vec::new() }).unwrap_err();
    assert_eq!(gap.to_string(), "looking for sockets: it has ended meanwhile, or other mounts cover its file");
}
