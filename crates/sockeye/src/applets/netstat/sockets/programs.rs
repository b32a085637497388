//! Which program has a socket: `PID/Program name`.
//!
//! Of several processes that share a socket the one with the lowest number is shown. Its name is the first word of its command line,
//! which it can set as it likes: untrusted octets.

use crate::owner_way;
use model::{Gap, Inode};
use sources::owners::{OwnerDetails, Search, Threads};
use sources::selinux;
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Octets of a command line in which the name is looked for.
const COMMAND_LINE: usize = 511;
/// Octets of number, slash and name that are shown.
const NAME: usize = 19;
/// The longest context that is shown whole, and what is shown of longer ones: their last octets.
const CONTEXT: usize = 49;
const CONTEXT_END: usize = 48;

/// What is shown of a process.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Program {
    /// Its number, a slash and its name, cut. Untrusted octets.
    pub(super) name: Box<[u8]>,
    /// Its SELinux context, cut, where that was asked for and told. Untrusted octets.
    pub(super) context: Option<Box<[u8]>>,
}

/// Who has which socket, found when first asked for.
#[derive(Debug)]
pub(super) struct Programs {
    proc_root: PathBuf,
    search: Search,
    with_contexts: bool,
    /// The processes that were met; `None`: ended, or not to be read.
    met: HashMap<u32, Option<Rc<Program>>>,
}

impl Programs {
    /// Begins to look for them, while tables are read.
    pub(super) fn begin(proc_root: &Path, with_contexts: bool) -> Self {
        let way = owner_way::asked_for(|name| std::env::var_os(name));
        let details = OwnerDetails { threads: Threads::First, contexts: false, way };
        let search = Search::new(proc_root, details);
        search.begin();
        Self { proc_root: proc_root.to_owned(), search, with_contexts, met: HashMap::new() }
    }

    /// The program that has this socket.
    pub(super) fn of(&mut self, inode: Inode) -> Option<Rc<Program>> {
        // A socket that no descriptor refers to has no inode.
        if inode.0 == 0 {
            return None;
        }
        let Self { proc_root, search, with_contexts, met } = self;
        // Holders come in descending order of their numbers.
        let programs = search.found().holders(inode).filter_map(|holder| {
            let process = holder.task.process.0;
            met.entry(process).or_insert_with(|| read(proc_root, process, *with_contexts).map(Rc::new)).clone()
        });
        programs.last()
    }

    /// What could not be seen.
    pub(super) fn gaps(&self) -> &[Gap] {
        self.search.facts().map_or(&[], |facts| &facts.gaps)
    }
}

fn read(proc_root: &Path, process: u32, with_context: bool) -> Option<Program> {
    let folder = proc_root.join(process.to_string());
    let mut command_line = Vec::with_capacity(COMMAND_LINE);
    let file = File::open(folder.join("cmdline")).ok()?;
    file.take(COMMAND_LINE as u64).read_to_end(&mut command_line).ok()?;
    let mut name = format!("{process}/").into_bytes();
    name.extend_from_slice(program_name(&command_line));
    name.truncate(NAME);
    let context =
        if with_context { selinux::task_context(&folder).map(|context| cut_context(&context).into()) } else { None };
    Some(Program { name: name.into(), context })
}

/// The first word, without its folders if it begins with one.
fn program_name(command_line: &[u8]) -> &[u8] {
    let word = command_line.split(|&octet| octet == 0).next().unwrap_or_default();
    match word.iter().rposition(|&octet| octet == b'/') {
        Some(slash) if word.starts_with(b"/") => &word[slash + 1..],
        _ => word,
    }
}

fn cut_context(context: &[u8]) -> &[u8] {
    if context.len() > CONTEXT { &context[context.len() - CONTEXT_END..] } else { context }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_first_word() {
        for (command_line, name) in [
            (&b"/usr/sbin/nginx\0-g\0/x"[..], &b"nginx"[..]),
            (b"nginx: master process /usr/sbin/nginx\0", b"nginx: master process /usr/sbin/nginx"),
            (b"./a/b/c\0", b"./a/b/c"),
            (b"/a b/c d/e f\0", b"e f"),
            (b"/trailing/\0", b""),
            (b"\0arg\0", b""),
            (b"", b""),
            (b"/a\nb/c\x1bd\xff", b"c\x1bd\xff"),
        ] {
            assert_eq!(program_name(command_line), name);
        }
    }

    #[test]
    fn long_contexts_end_as_they_do() {
        let digits: Vec<u8> = (b'0'..=b'9').cycle().take(60).collect();
        assert_eq!(cut_context(&digits[..49]), &digits[..49]);
        assert_eq!(cut_context(&digits[..50]), &digits[2..50]);
        assert_eq!(cut_context(&digits), &digits[12..]);
    }

    #[test]
    fn the_name_is_cut_with_its_number() {
        let root = std::env::temp_dir().join(format!("sockeye-programs-{}", std::process::id()));
        std::fs::create_dir_all(root.join("205")).unwrap();
        std::fs::write(root.join("205/cmdline"), b"/usr/sbin/nginx-with-a-very-long-name\0").unwrap();
        let program = read(&root, 205, false).expect("a process");
        assert_eq!(&*program.name, b"205/nginx-with-a-ve");
        assert_eq!(read(&root, 206, false), None);
        std::fs::remove_dir_all(root).unwrap();
    }
}
