//! Compiles a filter into what the kernel runs on each inet socket before it copies it out: `INET_DIAG_REQ_BYTECODE`
//! (`include/uapi/linux/inet_diag.h`, run and audited in `net/ipv4/inet_diag.c`).
//!
//! ss(8) shows an inet socket when two halves agree: its bytecode in the kernel and [`Filter::matches`] in its own
//! process. They differ where the kernel tells IPv4 from IPv6 and knows who chose a port. So that the same sockets are
//! shown, the kernel half is what ss sends whenever ss sends one. It sends none for a filter with `dev`, and the kernel
//! takes none with `fwmark` from the unprivileged; then the kernel only drops what would not match anyway.

mod assemble;
mod instruction;
mod plan;
#[cfg(test)]
mod tests;

use crate::ast::Filter;
use crate::reduce::{Known, Reduced};
use plan::Plan;

/// Which instructions the kernel knows. The default is every one, as in kernels since 5.10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KernelSupport {
    /// `INET_DIAG_BC_DEV_COND`.
    pub device: bool,
    /// `INET_DIAG_BC_MARK_COND`.
    pub mark: bool,
    /// `INET_DIAG_BC_S_EQ`, `INET_DIAG_BC_D_EQ`.
    pub port_equality: bool,
    /// `INET_DIAG_BC_CGROUP_COND`.
    pub cgroup: bool,
}

impl Default for KernelSupport {
    fn default() -> Self {
        Self { device: true, mark: true, port_equality: true, cgroup: true }
    }
}

/// What the asking process may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// `CAP_NET_ADMIN` in the network namespace's user namespace: without it the kernel neither compares marks (`EPERM`)
    /// nor tells them.
    pub net_admin: bool,
}

/// What the kernel shall run, and what remains to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lowering {
    /// The payload of `INET_DIAG_REQ_BYTECODE`; `None`: send none, the kernel is to send every socket.
    pub bytecode: Option<Vec<u8>>,
    /// How far the kernel's answer goes.
    pub exactness: Exactness,
}

/// How far the kernel's answer goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exactness {
    /// Every inet socket that the kernel sends is one to show.
    Exact,
    /// The kernel drops only sockets not to show; [`Filter::matches`] must decide on the rest.
    Recheck,
    /// The kernel cannot help; [`Filter::matches`] must decide on every socket.
    UserspaceOnly,
}

impl Filter {
    /// The kernel's half of this filter, for inet tables. For every other family [`Filter::matches`] decides alone.
    /// Reduce it to what is open about a table first ([`Filter::reduce`]), and the kernel can do more.
    pub fn lower(&self, kernel: KernelSupport, caller: Capabilities) -> Lowering {
        let userspace = Lowering { bytecode: None, exactness: Exactness::UserspaceOnly };
        let Plan { condition, exact } = match self.reduce(&Known::INET) {
            Reduced::Always => return Lowering { bytecode: None, exactness: Exactness::Exact },
            Reduced::Never => Plan::NOTHING,
            Reduced::Filter(open) => match plan::plan(&open.expression, kernel, caller) {
                Some(plan) => plan,
                None => return userspace,
            },
        };
        let Some(bytecode) = assemble::assemble(&condition) else { return userspace };
        let exactness = if exact { Exactness::Exact } else { Exactness::Recheck };
        Lowering { bytecode: Some(bytecode), exactness }
    }
}
