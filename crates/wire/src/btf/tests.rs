//! Excerpts of types made by hand, of the running kernel's, and of what is none.

use super::*;

/// BTF being put together.
#[derive(Default)]
struct Made {
    types: Vec<u8>,
    names: Vec<u8>,
}

impl Made {
    fn name(&mut self, name: &str) -> u32 {
        if self.names.is_empty() {
            self.names.push(0);
        }
        let place = self.names.len() as u32;
        self.names.extend_from_slice(name.as_bytes());
        self.names.push(0);
        if name.is_empty() { 0 } else { place }
    }

    fn item(&mut self, name: &str, kind: u32, count: u32, refers: u32, tail: &[u32]) {
        let name = self.name(name);
        for number in [name, kind << 24 | count, refers].iter().chain(tail) {
            self.types.extend_from_slice(&number.to_ne_bytes());
        }
    }

    fn finish(self) -> Vec<u8> {
        let mut octets = MAGIC.to_ne_bytes().to_vec();
        octets.extend([1, 0]);
        for number in [HEADER, 0, self.types.len(), self.types.len(), self.names.len()] {
            octets.extend_from_slice(&(number as u32).to_ne_bytes());
        }
        [octets, self.types, self.names].concat()
    }
}

fn text(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

fn sample() -> Vec<u8> {
    let mut made = Made::default();
    made.item("unsigned int", kind::INT, 0, 4, &[32]);
    let size = made.name("s_size");
    made.item("other", kind::STRUCT, 1, 4, &[size, 1, 0]);
    let (inner, embedded) = (made.name("i_inner"), made.name("i_other"));
    made.item("", kind::UNION, 1, 4, &[inner, 1, 0]);
    made.item("", 2, 0, 2, &[]);
    let pointer = made.name("i_pointer");
    made.item("inode", kind::STRUCT, 3, 16, &[0, 3, 0, embedded, 2, 32, pointer, 4, 64]);
    made.item("unrelated", kind::FUNC, 0, 1, &[]);
    made.finish()
}

#[test]
fn an_excerpt_has_members_and_what_they_are_made_of() {
    let excerpt = excerpt(&sample(), &[b"inode"], &[b"other", b"unrelated"]).expect("it is BTF");
    let shown = text(&excerpt.types);
    for name in ["inode", "i_inner", "i_other", "i_pointer", "unsigned int"] {
        assert!(shown.contains(name), "{name}");
    }
    for name in ["unrelated", "s_size"] {
        assert!(!shown.contains(name), "{name}");
    }
    assert_eq!(excerpt.targets, [None, Some(6)]);
    // The struct comes first; then, as they were needed, the pointer, the union and its integer. What is left out is void.
    let numbers: Vec<u32> =
        excerpt.types[HEADER..].chunks_exact(4).map(|word| u32::from_ne_bytes(word.try_into().unwrap())).collect();
    let members: Vec<u32> = numbers[3..12].chunks_exact(3).map(|member| member[1]).collect();
    assert_eq!(members, [3, 0, 2]);
    // It is BTF again, of which the same can be had.
    let again = super::excerpt(&excerpt.types, &[b"inode"], &[]).expect("it is BTF");
    assert_eq!(again.types, excerpt.types);
}

#[test]
fn what_nobody_is_called_gives_nothing() {
    let nothing = excerpt(&sample(), &[b"inod", b"inode_"], &[b"inode"]).expect("it is BTF");
    assert_eq!((nothing.types.len(), nothing.targets), (HEADER + 1, vec![None]));
}

#[test]
fn octets_cut_or_changed_anywhere_do_no_harm() {
    let whole = sample();
    for length in 0..whole.len() {
        excerpt(&whole[..length], &[b"inode"], &[]);
    }
    for place in 0..whole.len() {
        for octet in [0, 1, 0x7F, 0xFF] {
            let mut changed = whole.clone();
            changed[place] = octet;
            excerpt(&changed, &[b"inode", b"other"], &[b"unrelated"]);
        }
    }
}

#[test]
fn structs_of_the_running_kernel_are_found() {
    let Ok(types) = std::fs::read("/sys/kernel/btf/vmlinux") else {
        eprintln!("NOT RUN: this kernel tells nothing of its types (CONFIG_DEBUG_INFO_BTF)");
        return;
    };
    let excerpt = excerpt(&types, &[b"task_struct"], &[b"bpf_iter_task"]).expect("the kernel's own BTF");
    let shown = text(&excerpt.types);
    assert!(shown.contains("group_leader") && !shown.contains("tcp_sock"));
    assert!(excerpt.targets[0].is_some());
    assert!(excerpt.types.len() < types.len() / 20);
}
