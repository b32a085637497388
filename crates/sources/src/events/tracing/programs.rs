//! The programs of bpf/events.bpf.c on their tracepoints: which there are, what is not seen without each, and who may load them.

use crate::bpf_programs;
use model::Gap;
use std::os::unix::fs::MetadataExt;
use sys::bpf::{Attached, Counters, Object, Question, Ring};

/// The structs of bpf/kernel.h that these programs read.
const STRUCTS: &[&[u8]] = &[
    b"fdtable",
    b"file",
    b"files_struct",
    b"in6_addr",
    b"inet_sock",
    b"inode",
    b"minmax",
    b"minmax_sample",
    b"net",
    b"net_device",
    b"ns_common",
    b"pid",
    b"pid_namespace",
    b"pt_regs",
    b"sk_buff",
    b"sock",
    b"sock_common",
    b"socket",
    b"super_block",
    b"task_struct",
    b"tcp_sock",
    b"upid",
];

/// A program that goes on a tracepoint.
struct Program {
    name: &'static str,
    /// The tracepoint's typedef among the kernel's types.
    tracepoint: &'static str,
    /// What is not seen without it.
    shows: &'static str,
}

/// Without this one there is nothing to see.
const STATES: Program =
    Program { name: "change_state", tracepoint: "btf_trace_inet_sock_set_state", shows: "changes of state" };
/// Without this one sockets are forgotten when they close.
const RELEASES: Program = Program {
    name: "forget_socket",
    tracepoint: "btf_trace_tcp_destroy_sock",
    shows: "why attempts to connect fail again",
};
/// The ends of system calls: accept(2), connect(2) that fails, bind(2).
const CALLS: Program = Program {
    name: "end_call",
    tracepoint: "btf_trace_sys_exit",
    shows: "which process accepts a connection before it reads or writes, UDP sockets, and attempts to connect that fail at once",
};
/// In place of the last one.
const USES: [Program; 2] = [
    Program { name: "receive", tracepoint: "btf_trace_sock_recv_length", shows: "which process reads first" },
    Program { name: "send", tracepoint: "btf_trace_sock_send_length", shows: "which process writes first" },
];
/// What is good to have.
const OTHERS: [Program; 3] = [
    Program { name: "receive_reset", tracepoint: "btf_trace_tcp_receive_reset", shows: "some resets by peers" },
    Program { name: "send_reset", tracepoint: "btf_trace_tcp_send_reset", shows: "resets sent" },
    Program { name: "retransmit", tracepoint: "btf_trace_tcp_retransmit_skb", shows: "segments sent again" },
];

/// Programs at work.
pub(super) struct Running {
    pub(super) ring: Ring,
    pub(super) losses: Counters,
    /// Tells the port that a socket has by now.
    pub(super) port: Option<Question>,
    _attached: Vec<Attached>,
}

/// Attaches every program that this kernel has a place for. `Err`: nothing can be seen in this way.
pub(super) fn start(only_namespace: Option<u32>) -> Result<(Running, Vec<Gap>), String> {
    let optional: Vec<&Program> = [&RELEASES, &CALLS].into_iter().chain(&USES).chain(&OTHERS).collect();
    let all: Vec<&Program> = std::iter::once(&STATES).chain(optional).collect();
    let names: Vec<&[u8]> = all.iter().map(|program| program.tracepoint.as_bytes()).collect();
    let excerpt = bpf_programs::kernel_types(STRUCTS, &names)?;
    let target = |program: &Program| {
        let place = all.iter().position(|one| one.name == program.name)?;
        excerpt.targets.get(place).copied().flatten()
    };
    let pid_namespace = std::fs::metadata("/proc/self/ns/pid").map_or(0, |file| file.ino() as u32);
    let object = Object::load(
        bpf_programs::EVENTS,
        &excerpt.types,
        &[
            ("only_namespace", &only_namespace.unwrap_or(0).to_ne_bytes()),
            ("reader_pid_namespace", &pid_namespace.to_ne_bytes()),
            ("sees_release", &u32::from(target(&RELEASES).is_some()).to_ne_bytes()),
            ("call_connect", &sys::bpf::calls::CONNECT.to_ne_bytes()),
            ("call_bind", &sys::bpf::calls::BIND.to_ne_bytes()),
            ("call_accept", &sys::bpf::calls::ACCEPT.to_ne_bytes()),
            ("call_accept4", &sys::bpf::calls::ACCEPT4.to_ne_bytes()),
        ],
    )
    .map_err(|error| error.to_string())?;
    let attach = |program: &Program| {
        let target = target(program).ok_or_else(|| format!("this kernel has no {}", program.tracepoint))?;
        object.attach(program.name, target).map_err(|error| error.to_string())
    };

    let mut gaps = Vec::new();
    let mut attached = vec![attach(&STATES)?];
    let mut try_to_attach = |program: &Program| match attach(program) {
        Ok(link) => {
            attached.push(link);
            true
        }
        Err(reason) => {
            gaps.push(Gap::new(format!("watching {}", program.shows), reason));
            false
        }
    };
    try_to_attach(&RELEASES);
    if !try_to_attach(&CALLS) {
        USES.iter().for_each(|program| _ = try_to_attach(program));
    }
    OTHERS.iter().for_each(|program| _ = try_to_attach(program));
    let ring = object.ring("items").map_err(|error| error.to_string())?;
    let losses = object.counters("losses").map_err(|error| error.to_string())?;
    let port = object.question("tell_port").ok();
    Ok((Running { ring, losses, port, _attached: attached }, gaps))
}
