//! Network namespaces: each is a network stack with sockets of its own (network_namespaces(7)).

use crate::{Container, ProcessId};
use std::borrow::Cow;
use std::sync::Arc;

/// What tells a network namespace from all others of the host: its file on nsfs (namespaces(7)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamespaceId {
    /// The device number of nsfs.
    pub device: u64,
    /// The inode's number, as in `net:[NUMBER]`.
    pub inode: u64,
}

/// One network namespace of the host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetworkNamespace {
    /// Which one it is.
    pub id: NamespaceId,
    /// What it is called, in ascending order: the name that `ip netns` gave it, or the absolute path at which anybody else mounted it.
    /// Untrusted bytes.
    pub names: Vec<Box<[u8]>>,
    /// A process in it, the one with the lowest number of those that were seen.
    pub process: Option<ProcessId>,
    /// The container that it was made for: that of the first process seen in it that is in one. Not looked for in the own namespace.
    pub container: Option<Arc<Container>>,
    /// Whether it is the one from which we look.
    pub is_own: bool,
}

impl NetworkNamespace {
    /// What a listing calls it: its first name, or `own`, or its inode's number. Untrusted bytes.
    pub fn label(&self) -> Cow<'_, [u8]> {
        match self.names.first() {
            Some(name) => Cow::Borrowed(name),
            None if self.is_own => Cow::Borrowed(b"own"),
            None => Cow::Owned(self.id.inode.to_string().into_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_comes_before_what_anybody_could_say() {
        let mut namespace =
            NetworkNamespace { id: NamespaceId { device: 4, inode: 77 }, ..NetworkNamespace::default() };
        assert_eq!(*namespace.label(), *b"77");
        namespace.is_own = true;
        assert_eq!(*namespace.label(), *b"own");
        namespace.names = vec![(*b"blue").into(), (*b"green").into()];
        assert_eq!(*namespace.label(), *b"blue");
    }
}
