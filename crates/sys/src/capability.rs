//! What this thread may do (capabilities(7)).

use rustix::thread::{CapabilitySet, capabilities, set_capabilities};

/// Whether this thread may administer the network (`CAP_NET_ADMIN`): the kernel then tells and compares firewall marks.
pub fn has_net_admin() -> bool {
    capabilities(None).is_ok_and(|sets| sets.effective.contains(CapabilitySet::NET_ADMIN))
}

/// Runs `action` while this thread may not administer the network, and gives the right back afterwards.
pub(crate) fn without_net_admin<T>(action: impl FnOnce() -> T) -> T {
    let Ok(before) = capabilities(None) else { return action() };
    let mut less = before;
    less.effective.remove(CapabilitySet::NET_ADMIN);
    // Giving up a right cannot fail; if it did, the action would merely run with it.
    let _ = set_capabilities(None, less);
    let result = action();
    let _ = set_capabilities(None, before);
    result
}
