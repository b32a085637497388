//! Facts from folders shaped like /proc, and from the real one.

use super::*;
use model::{Runtime, UserId};
use std::os::unix::fs::symlink;

/// A folder shaped like /proc, which goes away with it.
struct Proc(PathBuf);

impl Proc {
    fn new(test: &str) -> Self {
        let root = std::env::temp_dir().join(format!("sockeye-facts-{test}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&root);
        std::fs::create_dir_all(&root).unwrap();
        Self(root)
    }

    fn file(&self, path: &str, content: &[u8]) {
        let path = self.0.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// A process, or with a folder of the form `PID/task/TID` a thread.
    fn task(&self, folder: &str, parent: u32, started: u64) {
        let stat = format!("{folder} (p{folder}) S {parent} 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 {started} 0 0\n");
        self.file(&format!("{folder}/stat"), stat.as_bytes());
    }

    fn facts(&self) -> ProcessFacts {
        ProcessFacts::new(&self.0, &self.0)
    }
}

impl Drop for Proc {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn task(process: u32, thread: Option<u32>, started: Option<u64>) -> Task {
    let (thread, started) = (thread.map(ProcessId), started.map(ClockTicks));
    Task { process: ProcessId(process), thread, started, name: (*b"a").into(), context: None }
}

#[test]
fn a_process_is_told_by_its_files() {
    let proc = Proc::new("whole");
    proc.task("7", 1, 500);
    proc.task("1", 0, 3);
    proc.file("7/cmdline", b"/usr/sbin/nginx\0-g\0daemon off;\0");
    proc.file("7/status", b"Name:\tnginx\nUid:\t1000\t33\t1000\t1000\nGid:\t0\t0\t0\t0\n");
    let id = "a".repeat(64);
    proc.file("7/cgroup", format!("0::/system.slice/docker-{id}.scope\n").as_bytes());
    proc.file(&format!("var/lib/docker/containers/{id}/config.v2.json"), br#"{"Name":"/web"}"#);
    symlink("/usr/sbin/nginx (deleted)", proc.0.join("7/exe")).unwrap();
    let process = proc.facts().of(&task(7, None, Some(500))).unwrap();
    assert_eq!((process.id, process.started, &*process.name), (ProcessId(7), ClockTicks(500), &b"p7"[..]));
    assert_eq!(&*process.command_line, b"/usr/sbin/nginx\0-g\0daemon off;\0");
    assert_eq!(process.user, Some(UserId(33)));
    let executable = process.executable.as_ref().unwrap();
    assert_eq!((&*executable.path, executable.is_deleted), (&b"/usr/sbin/nginx"[..], true));
    assert_eq!(process.unit.as_deref(), Some(format!("docker-{id}.scope").as_bytes()));
    let container = process.container.as_ref().unwrap();
    assert_eq!((container.runtime, container.name.as_deref()), (Runtime::Docker, Some(&b"web"[..])));
    assert_eq!(process.network_namespace, None);
    assert_eq!(process.parents, [Ancestor { id: ProcessId(1), name: (*b"p1").into() }]);
}

#[test]
fn what_is_not_there_is_absent() {
    let proc = Proc::new("bare");
    proc.task("2", 0, 0);
    let process = proc.facts().of(&task(2, None, Some(0))).unwrap();
    assert_eq!((&*process.command_line, &process.executable, process.user), (&b""[..], &None, None));
    assert_eq!((&process.cgroup, &process.unit, &process.container), (&None, &None, &None));
    assert_eq!(process.parents, []);
}

#[test]
fn a_number_that_was_given_to_another_names_nobody() {
    let proc = Proc::new("reused");
    proc.task("7", 1, 501);
    let mut facts = proc.facts();
    assert_eq!(facts.of(&task(7, None, Some(500))), None, "another one's");
    assert_eq!(facts.of(&task(8, None, Some(500))), None, "nobody's");
    assert_eq!(facts.of(&task(7, None, None)), None, "nobody can tell");
    assert!(facts.of(&task(7, None, Some(501))).is_some());
    // Once read it stays known, whatever happens to the process.
    std::fs::remove_dir_all(proc.0.join("7")).unwrap();
    assert!(facts.of(&task(7, None, Some(501))).is_some());
}

#[test]
fn a_thread_leads_to_its_process() {
    let proc = Proc::new("threads");
    proc.task("7", 1, 500);
    proc.task("7/task/9", 1, 600);
    let mut facts = proc.facts();
    let process = facts.of(&task(7, Some(9), Some(600))).unwrap();
    assert_eq!((process.id, process.started), (ProcessId(7), ClockTicks(500)));
    assert_eq!(facts.of(&task(7, Some(9), Some(601))), None);
    assert_eq!(facts.of(&task(7, Some(10), Some(600))), None);
    assert!(Arc::ptr_eq(&process, &facts.of(&task(7, Some(7), Some(500))).unwrap()));
}

#[test]
fn ancestors_end_where_a_number_was_given_to_another() {
    let proc = Proc::new("ancestors");
    let names = |facts: &mut ProcessFacts, process, started| {
        let process = facts.of(&task(process, None, Some(started))).unwrap();
        process.parents.iter().map(|parent| parent.id.0).collect::<Vec<_>>()
    };
    proc.task("1", 0, 0);
    proc.task("5", 1, 10);
    proc.task("6", 5, 20);
    proc.task("7", 6, 20);
    proc.task("8", 9, 20);
    proc.task("9", 1, 21);
    let mut facts = proc.facts();
    assert_eq!(names(&mut facts, 7, 20), [6, 5, 1]);
    assert!(names(&mut facts, 8, 20).is_empty(), "the parent is younger than its child");
    // Two that claim to be each other's parents, as could be read while numbers change hands.
    proc.task("20", 21, 30);
    proc.task("21", 20, 30);
    assert_eq!(names(&mut facts, 20, 30).len(), GENERATIONS);
}

#[test]
fn a_program_may_be_called_as_if_it_were_deleted() {
    let proc = Proc::new("deleted");
    proc.task("7", 0, 5);
    let program = proc.0.join("prog (deleted)");
    std::fs::write(&program, b"").unwrap();
    symlink(&program, proc.0.join("7/exe")).unwrap();
    symlink("/", proc.0.join("7/root")).unwrap();
    let executable = |proc: &Proc| proc.facts().of(&task(7, None, Some(5))).unwrap().executable.clone().unwrap();
    let named = executable(&proc);
    assert!(!named.is_deleted && named.path.ends_with(b"prog (deleted)"));
    std::fs::remove_file(&program).unwrap();
    let deleted = executable(&proc);
    assert!(deleted.is_deleted && deleted.path.ends_with(b"/prog"));
}

#[test]
fn hostile_files_are_bounded_and_harmless() {
    let proc = Proc::new("hostile");
    proc.task("7", u32::MAX, 5);
    proc.file("7/cmdline", &vec![b'x'; 1 << 20]);
    proc.file("7/status", b"Uid:\t\nUid:\xff\n");
    proc.file("7/cgroup", &b"0::/\xff\xfe/\x1b[2J:::\n".repeat(100_000));
    let process = proc.facts().of(&task(7, None, Some(5))).unwrap();
    assert_eq!(process.command_line.len(), 4096);
    assert_eq!(process.user, None);
    for stat in
        [&b""[..], b"7", b"7 (", b"7 (a) S x", b"7 (a) S 1 2 3", b"7 (a) S -1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 5"]
    {
        proc.file("7/stat", stat);
        proc.facts().of(&task(7, None, Some(5)));
    }
}

#[test]
fn this_process_is_told_by_the_real_proc() {
    let proc = Path::new("/proc");
    let own = ProcessId(std::process::id());
    let started = Stat::read(std::fs::File::open(proc.join(own.to_string())).unwrap()).unwrap().started.unwrap();
    let mut facts = ProcessFacts::new(proc, Path::new("/"));
    let process = facts.process(own, started).unwrap();
    let executable = process.executable.as_ref().unwrap();
    assert_eq!(&*executable.path, std::env::current_exe().unwrap().as_os_str().as_encoded_bytes());
    assert!(!executable.is_deleted);
    assert_eq!(
        process.user.map(|user| user.0),
        Some(std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").unwrap()))
    );
    assert_eq!(process.parents.first().map(|parent| parent.id.0), Some(std::os::unix::process::parent_id()));
    assert!(process.network_namespace.is_some());
    assert!(process.cgroup.is_some());
}
