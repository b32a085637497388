//! The programs of bpf/events.bpf.c on their tracepoints: which there are, what is not seen without each, and who may load them.

use crate::bpf_programs;
use model::Gap;
use std::os::unix::fs::MetadataExt;
use sys::bpf::{Attached, Counters, Object, Question, Ring, calls};
use wire::btf::Excerpt;

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

/// Without one of these there is nothing to see. The second and the third tell what those before them cannot while they are interrupted.
const STATES: [Program; 4] = [
    Program { name: "change_state", tracepoint: "btf_trace_inet_sock_set_state", shows: "changes of state" },
    Program { name: "change_state_meanwhile", tracepoint: "btf_trace_inet_sock_set_state", shows: "changes of state" },
    Program {
        name: "change_state_meanwhile_too",
        tracepoint: "btf_trace_inet_sock_set_state",
        shows: "changes of state",
    },
    Program { name: "forget_socket", tracepoint: "btf_trace_tcp_destroy_sock", shows: "changes of state" },
];
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
    let all: Vec<&Program> = STATES.iter().chain([&CALLS]).chain(&USES).chain(&OTHERS).collect();
    let tracepoints: Vec<&[u8]> = all.iter().map(|program| program.tracepoint.as_bytes()).collect();
    let excerpt = bpf_programs::kernel_types(STRUCTS, &tracepoints)?;
    let object = load(&excerpt, only_namespace)?;
    let attach = |program: &Program| {
        let place = all.iter().position(|one| one.tracepoint == program.tracepoint);
        let target = place.and_then(|place| excerpt.targets.get(place).copied().flatten());
        let target = target.ok_or_else(|| format!("this kernel has no {} among its types", program.tracepoint))?;
        object.attach(program.name, target).map_err(|error| error.to_string())
    };

    let mut attached = STATES.iter().map(attach).collect::<Result<Vec<_>, _>>()?;
    let mut gaps = Vec::new();
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
    if !try_to_attach(&CALLS) {
        USES.iter().for_each(|program| _ = try_to_attach(program));
    }
    OTHERS.iter().for_each(|program| _ = try_to_attach(program));
    let ring = object.ring("items").map_err(|error| error.to_string())?;
    let losses = object.counters("losses").map_err(|error| error.to_string())?;
    // Without it a port that has not been chosen yet stays unknown, in the one event in which it is.
    let port = object.question("tell_port").ok();
    Ok((Running { ring, losses, port, _attached: attached }, gaps))
}

fn load(excerpt: &Excerpt, only_namespace: Option<u32>) -> Result<Object, String> {
    let pid_namespace = std::fs::metadata("/proc/self/ns/pid").map_or(0, |file| file.ino() as u32);
    let constants = [
        ("only_namespace", &only_namespace.unwrap_or(0).to_ne_bytes()[..]),
        ("reader_pid_namespace", &pid_namespace.to_ne_bytes()),
        ("call_connect", &calls::CONNECT.to_ne_bytes()),
        ("call_bind", &calls::BIND.to_ne_bytes()),
        ("call_accept", &calls::ACCEPT.to_ne_bytes()),
        ("call_accept4", &calls::ACCEPT4.to_ne_bytes()),
    ];
    Object::load(bpf_programs::EVENTS, &excerpt.types, &constants).map_err(|error| error.to_string())
}
