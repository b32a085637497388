//! The lab: network namespaces full of real sockets, and differential runs against the original tools.
//!
//! The claim "prints what the original prints" is only worth what it is tested on. So the tests run on the real
//! kernel, over real sockets in every state a program can bring about, and compare bytes:
//!
//! * [`lab`] makes the namespaces: nothing of the machine shows inside, nothing of the lab outside;
//! * [`crowd`] fills them: a deterministic scene of odd sockets and owners, or a mass of connections to measure on;
//! * [`differential`] runs the original and ours over the same state, case by case, on a pipe and on terminals;
//! * [`endings`] compares what follows sockets that end, and what closes them;
//! * [`namespaces`] compares what lists many network namespaces with the original in each;
//! * [`native`] holds our own commands against sockets that were made for them;
//! * [`network`] makes a network full of interfaces, routes and groups;
//! * [`sessions`] plays sessions of `nc`, ours with the original and both with themselves;
//! * [`proc_folder`] shows programs files made by hand in the place of /proc;
//! * [`watching`] holds what is watched against what was done;
//! * [`owners`] holds what is said of processes and containers against what is known of them.
//!
//! Needs root, Debian's iproute2 and tcpdump, for owners also busybox-static, runc, crun and podman, and a kernel with VETH and
//! CHECKPOINT_RESTORE (Debian's has them).
#![forbid(unsafe_code)]

mod checks;
pub mod crowd;
pub mod differential;
pub mod endings;
pub mod lab;
pub mod namespaces;
pub mod native;
pub mod network;
pub mod owners;
pub mod proc_folder;
pub mod sessions;
pub mod watching;
