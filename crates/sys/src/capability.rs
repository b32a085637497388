//! What this thread may do (capabilities(7)).

use rustix::thread::CapabilitySet;

/// Whether this thread may administer the network (`CAP_NET_ADMIN`): the kernel then tells and compares firewall marks.
pub fn has_net_admin() -> bool {
    rustix::thread::capabilities(None).is_ok_and(|sets| sets.effective.contains(CapabilitySet::NET_ADMIN))
}
