//! A thread that has entered a network namespace, and does there what others ask of it.
//!
//! Only this thread moves. A socket belongs to the namespace in which it was made, whoever uses it, so it is enough that the visitor
//! opens it; and the kernel shows the namespace's files in the visitor's folder of /proc.

use super::{Namespace, closed};
use crate::proc_files::ProcFiles;
use crate::sockets::{Diagnostics, Reach};
use model::{Gap, NamespaceId};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::thread::{Builder, JoinHandle};

type Errand = Box<dyn FnOnce() + Send>;

/// A thread in another network namespace. It ends when this is dropped.
#[derive(Debug)]
pub struct Visitor {
    /// `None` only while it is being dropped.
    errands: Option<Sender<Errand>>,
    thread: Option<JoinHandle<()>>,
    namespace: NamespaceId,
    /// The thread's folder in /proc.
    folder: PathBuf,
}

impl Visitor {
    /// Sends a thread into this namespace.
    ///
    /// # Errors
    /// Why it cannot go there: the namespace has ended, or this process may not enter it. Which namespace is not said, so that many
    /// such gaps can be told as one.
    pub fn enter(namespace: &Namespace) -> Result<Self, Gap> {
        let open = namespace.open()?;
        let (errands, to_do) = mpsc::channel::<Errand>();
        let (arrived, arrival) = mpsc::channel();
        let visit = move || {
            let entered = open.enter().map(|()| rustix::thread::gettid());
            drop(open);
            let is_in = entered.is_ok();
            // Who sent the thread waits for the answer.
            let _ = arrived.send(entered);
            if is_in {
                to_do.into_iter().for_each(|errand| errand());
            }
        };
        let thread = Builder::new().name("visitor".into()).spawn(visit).map_err(|error| closed(&error))?;
        let number = arrival.recv().unwrap_or_else(|_| Err(ended())).map_err(|error| closed(&error))?;
        let folder = Path::new(ProcFiles::ROOT).join(format!("self/task/{number}"));
        Ok(Self { errands: Some(errands), thread: Some(thread), namespace: namespace.facts.id, folder })
    }

    /// Has something done in the namespace, and waits for it.
    ///
    /// # Errors
    /// Only when an earlier errand panicked.
    pub fn run<T: Send + 'static>(&self, errand: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
        let (done, outcome) = mpsc::channel();
        let errand = move || {
            // Who asked waits for the answer.
            let _ = done.send(errand());
        };
        let errands = self.errands.as_ref().ok_or_else(ended)?;
        errands.send(Box::new(errand)).map_err(|_| ended())?;
        outcome.recv().map_err(|_| ended())
    }

    /// The namespace in which it is.
    pub fn namespace(&self) -> NamespaceId {
        self.namespace
    }

    /// The namespace's files of /proc.
    pub fn files(&self) -> ProcFiles {
        ProcFiles::beside_kernel(&self.folder)
    }

    /// Opens a connection to the diagnostics of the namespace.
    ///
    /// # Errors
    /// As [`sys::netlink::NetlinkSocket::sock_diag`].
    pub fn open_diagnostics(&self, reach: Reach) -> io::Result<Box<dyn Diagnostics>> {
        Ok(Box::new(self.run(move || reach.open())??))
    }
}

impl Drop for Visitor {
    fn drop(&mut self) {
        // Without errands to come it ends.
        self.errands = None;
        if let Some(thread) = self.thread.take() {
            // It only panics when an errand did, and who gave that was told.
            let _ = thread.join();
        }
    }
}

fn ended() -> io::Error {
    io::Error::other("the thread in the namespace has ended")
}
