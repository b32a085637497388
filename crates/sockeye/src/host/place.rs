//! Where sockets are looked for: our own network namespace, or another one through a visitor.

use crate::failure::Failure;
use crate::message;
use model::{Container, Gap, NetworkNamespace, Pod};
use sources::closing::Closer;
use sources::namespaces::{self, Namespace, ReadAhead, Visitor};
use sources::proc_files::ProcFiles;
use sources::sockets::{Reach, SocketSource};
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use sys::namespace::EnterError;

/// The exit status when a namespace cannot be entered.
const STATUS: u8 = 1;

/// A namespace that can be looked at.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// Which one it is.
    pub(crate) facts: NetworkNamespace,
    /// `None`: it is our own.
    pub(crate) visitor: Option<Arc<Visitor>>,
}

impl Place {
    /// The namespace that this process is in. What it is called is not looked for.
    pub(crate) fn own() -> Self {
        let id = namespaces::own(Path::new(ProcFiles::ROOT)).unwrap_or_default();
        Self { facts: NetworkNamespace { id, is_own: true, ..NetworkNamespace::default() }, visitor: None }
    }

    /// Enters this namespace, unless it is our own.
    ///
    /// # Errors
    /// It cannot be entered.
    pub(crate) fn reach(namespace: &Namespace) -> Result<Self, Gap> {
        let facts = namespace.facts.clone();
        let visitor = if facts.is_own { None } else { Some(Arc::new(Visitor::enter(namespace)?)) };
        Ok(Self { facts, visitor })
    }

    /// The kernel's text files there.
    pub(crate) fn files(&self) -> ProcFiles {
        match &self.visitor {
            Some(visitor) => visitor.files(),
            None => Path::new(ProcFiles::ROOT).into(),
        }
    }

    /// The sockets there, which `ahead` may have read already.
    pub(crate) fn source(&self, ahead: &mut ReadAhead, reach: Reach) -> SocketSource {
        match &self.visitor {
            Some(visitor) => ahead.sockets(visitor),
            None => SocketSource::live(self.files(), reach),
        }
    }

    /// Closes sockets there.
    pub(crate) fn closer(&self) -> Closer {
        match &self.visitor {
            Some(visitor) => {
                let visitor = Arc::clone(visitor);
                Closer::new(Box::new(move || visitor.open_diagnostics(Reach::Everything)))
            }
            None => Closer::live(),
        }
    }

    /// The container or pod for which it was made. Untrusted bytes.
    pub(crate) fn container(&self) -> Option<Vec<u8>> {
        self.facts.container.as_deref().map(container_label)
    }
}

/// Enters the network namespace of this name, path or process, on behalf of this command. To be called before threads are started: those
/// would stay in the old one.
///
/// # Errors
/// Says why it cannot be entered.
pub(crate) fn enter(command: &str, name: &OsStr) -> Result<(), Failure> {
    for hidden in sys::namespace::enter(name).map_err(|error| not_entered(name, &error))? {
        let what = format!("mounting {} over /etc: {}", hidden.file.display(), hidden.error);
        message::say(&format!("sockeye {command}"), &what);
    }
    Ok(())
}

fn not_entered(name: &OsStr, EnterError { operation, error }: &EnterError) -> Failure {
    let remedy = match error.kind() {
        ErrorKind::NotFound => " (ip netns list shows the names; --all-netns shows all namespaces)",
        ErrorKind::PermissionDenied => " (run as root)",
        _ => "",
    };
    let name = name.to_string_lossy();
    Failure::new(STATUS, format!("{operation} \"{}\": {error}{remedy}", name.escape_debug()))
}

/// Containers of a pod share its namespace, so the pod's name says more than that of one of them.
fn container_label(container: &Container) -> Vec<u8> {
    match &container.pod {
        Some(Pod { name: Some(name), namespace: Some(namespace), .. }) => [namespace, &b"/"[..], name].concat(),
        Some(Pod { name: Some(name), .. }) => name.to_vec(),
        _ => container.label().to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pod_comes_before_its_containers() {
        let mut container = Container::new(model::Runtime::Containerd, *b"pause");
        assert_eq!(container_label(&container), b"pause");
        let name = |text: &[u8]| Some(text.into());
        container.pod = Some(Pod { name: name(b"web-0"), ..Pod::default() });
        assert_eq!(container_label(&container), b"web-0");
        container.pod = Some(Pod { name: name(b"web-0"), namespace: name(b"shop"), uid: None });
        assert_eq!(container_label(&container), b"shop/web-0");
    }
}
