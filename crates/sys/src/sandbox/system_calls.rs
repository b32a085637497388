//! A filter of system calls (seccomp(2)): a program of classic BPF that the kernel runs before each.
//!
//! It refuses by name what a process that only moves octets has no business with, and lets all else pass. A list of what is allowed
//! would be shorter for whoever attacks, but the C library and the kernel change what they call from one version to the next, and
//! then a program ends in the field. The kernel remembers which calls always pass, so that these cost next to nothing.

use super::{Confinement, Files};
use std::collections::BTreeMap;
use std::io;

/// What the filter refuses in any case: programs, other processes, the kernel's own objects, and io_uring, which goes around every
/// filter.
const NEVER: &[libc::c_long] = &[
    libc::SYS_execve,
    libc::SYS_execveat,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_process_madvise,
    libc::SYS_kcmp,
    libc::SYS_pidfd_open,
    libc::SYS_pidfd_getfd,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_fanotify_init,
    libc::SYS_open_by_handle_at,
    libc::SYS_name_to_handle_at,
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_open_tree,
    libc::SYS_move_mount,
    libc::SYS_fsopen,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fspick,
    libc::SYS_mount_setattr,
    libc::SYS_setns,
    libc::SYS_unshare,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_keyctl,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_acct,
    libc::SYS_quotactl,
    libc::SYS_personality,
    libc::SYS_sethostname,
    libc::SYS_setdomainname,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_clock_adjtime,
    libc::SYS_adjtimex,
    libc::SYS_mknodat,
    libc::SYS_linkat,
    libc::SYS_symlinkat,
    libc::SYS_fchmod,
    libc::SYS_fchmodat,
    libc::SYS_fchmodat2,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_utimensat,
    libc::SYS_truncate,
    libc::SYS_setxattr,
    libc::SYS_lsetxattr,
    libc::SYS_fsetxattr,
    libc::SYS_removexattr,
    libc::SYS_lremovexattr,
    libc::SYS_fremovexattr,
];

/// The same for calls that only older architectures have.
#[cfg(target_arch = "x86_64")]
const NEVER_OF_OLD: &[libc::c_long] = &[
    libc::SYS_mknod,
    libc::SYS_link,
    libc::SYS_symlink,
    libc::SYS_chmod,
    libc::SYS_chown,
    libc::SYS_lchown,
    libc::SYS_utime,
    libc::SYS_utimes,
    libc::SYS_futimesat,
    libc::SYS_uselib,
    libc::SYS_modify_ldt,
    libc::SYS_iopl,
    libc::SYS_ioperm,
];
#[cfg(not(target_arch = "x86_64"))]
const NEVER_OF_OLD: &[libc::c_long] = &[];

/// What opens files.
#[cfg(target_arch = "x86_64")]
const OPENING: &[libc::c_long] = &[libc::SYS_openat, libc::SYS_openat2, libc::SYS_open, libc::SYS_creat];
#[cfg(not(target_arch = "x86_64"))]
const OPENING: &[libc::c_long] = &[libc::SYS_openat, libc::SYS_openat2];

/// What makes sockets, and ties them to addresses.
const SOCKETS: &[libc::c_long] =
    &[libc::SYS_socket, libc::SYS_socketpair, libc::SYS_bind, libc::SYS_listen, libc::SYS_connect];

/// `AUDIT_ARCH_*` of this program (`include/uapi/linux/audit.h`): by another, the same numbers are other calls.
#[cfg(target_arch = "x86_64")]
const ARCHITECTURE: Option<u32> = Some(0xc000_003e);
#[cfg(target_arch = "aarch64")]
const ARCHITECTURE: Option<u32> = Some(0xc000_00b7);
#[cfg(target_arch = "riscv64")]
const ARCHITECTURE: Option<u32> = Some(0xc000_00f3);
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64", target_arch = "riscv64")))]
const ARCHITECTURE: Option<u32> = None;

/// Numbers from here on are those of x32, which shares the architecture with x86-64 (`__X32_SYSCALL_BIT`); no other has as many.
const OTHER_NUMBERS: u32 = 0x4000_0000;

/// Where `struct seccomp_data` has the number of the call and the architecture.
const AT_NUMBER: u32 = 0;
const AT_ARCHITECTURE: u32 = 4;

/// Filters the calls of all threads, and tells whether this kernel and this architecture can.
pub(super) fn filter(confinement: &Confinement) -> io::Result<bool> {
    let Some(architecture) = ARCHITECTURE else { return Ok(false) };
    let program = program(architecture, confinement);
    let length = u16::try_from(program.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
    let described = libc::sock_fprog { len: length, filter: program.as_ptr().cast_mut() };
    // SAFETY: the kernel reads as many instructions from there as the length says, and keeps a copy.
    let answer = unsafe {
        libc::syscall(
            libc::SYS_seccomp,
            libc::SECCOMP_SET_MODE_FILTER,
            // Before Linux 5.16 a filter would slow all code down by guarding against reads ahead of their time.
            libc::SECCOMP_FILTER_FLAG_TSYNC | libc::SECCOMP_FILTER_FLAG_SPEC_ALLOW,
            &raw const described,
        )
    };
    match answer {
        0 => Ok(true),
        // A thread that cannot follow is told by its number.
        1.. => Err(io::ErrorKind::ResourceBusy.into()),
        _ => match io::Error::last_os_error() {
            error if matches!(error.raw_os_error(), Some(libc::ENOSYS | libc::EINVAL)) => Ok(false),
            error => Err(error),
        },
    }
}

/// The calls that are refused, and what they fail with.
fn refused(confinement: &Confinement) -> impl Iterator<Item = (libc::c_long, i32)> {
    let opening = if confinement.files == Files::None { OPENING } else { &[] };
    let sockets = if confinement.opens_sockets { &[] } else { SOCKETS };
    let lists = [(NEVER, libc::EPERM), (NEVER_OF_OLD, libc::EPERM), (opening, libc::EACCES), (sockets, libc::EACCES)];
    lists.into_iter().flat_map(|(calls, error)| calls.iter().map(move |&call| (call, error)))
}

fn program(architecture: u32, confinement: &Confinement) -> Vec<libc::sock_filter> {
    let mut program = vec![
        load(AT_ARCHITECTURE),
        // Over the refusal, or to it.
        compare(libc::BPF_JEQ, architecture, 1, 0),
        end(libc::SECCOMP_RET_ERRNO | libc::EPERM.unsigned_abs()),
        load(AT_NUMBER),
    ];
    program.extend(search(&spans(confinement)));
    program
}

/// What becomes of each number: where a span begins, and what the filter answers from there on to the next.
fn spans(confinement: &Confinement) -> Vec<(u32, u32)> {
    let mut answers: BTreeMap<u32, u32> = BTreeMap::new();
    for (call, error) in refused(confinement) {
        let Ok(number) = u32::try_from(call) else { continue };
        answers.insert(number, libc::SECCOMP_RET_ERRNO | error.unsigned_abs());
    }
    let mut spans = vec![(0, libc::SECCOMP_RET_ALLOW)];
    for (&number, &answer) in &answers {
        spans.push((number, answer));
        if !answers.contains_key(&(number + 1)) {
            spans.push((number + 1, libc::SECCOMP_RET_ALLOW));
        }
    }
    spans.push((OTHER_NUMBERS, libc::SECCOMP_RET_ERRNO | libc::EPERM.unsigned_abs()));
    spans.dedup_by_key(|&mut (_, answer)| answer);
    spans
}

/// Searches by halves: the kernel tries the program for every number when it takes it, so that a list would cost it far more.
fn search(spans: &[(u32, u32)]) -> Vec<libc::sock_filter> {
    if let [(_, answer)] = spans {
        return vec![end(*answer)];
    }
    let (lower, upper) = spans.split_at(spans.len() / 2);
    let (upper_begin, lower) = (upper[0].0, search(lower));
    // Half of less than 200 spans is less than 255 instructions.
    let over_lower = lower.len() as u8;
    let mut program = vec![compare(libc::BPF_JGE, upper_begin, over_lower, 0)];
    program.extend(lower);
    program.extend(search(upper));
    program
}

fn load(at: u32) -> libc::sock_filter {
    instruction(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, at, 0, 0)
}

fn compare(comparison: u32, value: u32, over_if_so: u8, over_if_not: u8) -> libc::sock_filter {
    instruction(libc::BPF_JMP | comparison | libc::BPF_K, value, over_if_so, over_if_not)
}

fn end(answer: u32) -> libc::sock_filter {
    instruction(libc::BPF_RET | libc::BPF_K, answer, 0, 0)
}

/// One instruction: `k` is its operand; `jt` and `jf` instructions are passed over when a comparison holds, and when it fails.
fn instruction(code: u32, k: u32, jt: u8, jf: u8) -> libc::sock_filter {
    // All codes of classic BPF fit.
    libc::sock_filter { code: code as u16, jt, jf, k }
}

#[cfg(test)]
mod tests {
    use super::super::Ports;
    use super::*;

    /// What the filter answers, by the rules of classic BPF.
    fn answer(program: &[libc::sock_filter], architecture: u32, number: u32) -> u32 {
        let (mut at, mut accumulator) = (0, 0);
        loop {
            let &libc::sock_filter { code, jt, jf, k } = &program[at];
            at += 1;
            match u32::from(code) & 0x07 {
                libc::BPF_LD => accumulator = if k == AT_NUMBER { number } else { architecture },
                libc::BPF_JMP => {
                    let holds = match u32::from(code) & 0xf0 {
                        libc::BPF_JEQ => accumulator == k,
                        _ => accumulator >= k,
                    };
                    at += usize::from(if holds { jt } else { jf });
                }
                _ => return k,
            }
        }
    }

    #[test]
    fn every_call_is_answered_as_the_lists_say() {
        for (files, opens_sockets) in [(Files::None, false), (Files::Read, true)] {
            let confinement = Confinement {
                files,
                removes: Vec::new(),
                opens_sockets,
                connects_to: Ports::NONE,
                binds_to: Ports::NONE,
                reaches_abstract_sockets: false,
            };
            let program = program(7, &confinement);
            assert!(program.len() < 400, "{}", program.len());
            let listed: BTreeMap<_, _> = refused(&confinement).collect();
            for number in 0..1000 {
                let expected = match listed.get(&libc::c_long::from(number)) {
                    Some(error) => libc::SECCOMP_RET_ERRNO | error.unsigned_abs(),
                    None => libc::SECCOMP_RET_ALLOW,
                };
                assert_eq!(answer(&program, 7, number), expected, "call {number}");
                assert_ne!(answer(&program, 8, number), libc::SECCOMP_RET_ALLOW);
            }
            for number in [OTHER_NUMBERS, OTHER_NUMBERS + 1, u32::MAX] {
                assert_ne!(answer(&program, 7, number), libc::SECCOMP_RET_ALLOW);
            }
        }
    }
}
