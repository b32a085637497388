//! Looking for owners: the quicker way here, and on a busy host while the sockets are still being read.

use super::{OwnerDetails, Way, bpf_walk, choice, proc_scan};
use model::{Facts, Gap, OwnerTable};
use std::cell::{OnceCell, RefCell};
use std::path::{Path, PathBuf};
use std::thread::{Builder, JoinHandle};

/// A search for all owners, which runs once, when it is begun or first asked for what it found.
#[derive(Debug)]
pub struct Search {
    proc_root: PathBuf,
    details: OwnerDetails,
    running: RefCell<Option<JoinHandle<Facts<OwnerTable>>>>,
    done: OnceCell<Facts<OwnerTable>>,
}

impl Search {
    /// A search among the processes that `proc_root` (`/proc`) shows.
    pub fn new(proc_root: &Path, details: OwnerDetails) -> Self {
        Self { proc_root: proc_root.to_owned(), details, running: RefCell::default(), done: OnceCell::new() }
    }

    /// Begins on a thread of its own where that will take a while, for a caller who knows that owners will be asked for.
    pub fn begin(&self) {
        if self.done.get().is_none() && choice::is_worth_a_walk(&self.proc_root, self.details.way) {
            let (proc_root, details) = (self.proc_root.clone(), self.details);
            // Where no thread can be had, whoever asks first does it.
            *self.running.borrow_mut() = Builder::new().spawn(move || find(&proc_root, details)).ok();
        }
    }

    /// What was found, once that is known.
    pub fn found(&self) -> &OwnerTable {
        let done = self.done.get_or_init(|| match self.running.take().map(JoinHandle::join) {
            Some(Ok(facts)) => facts,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => find(&self.proc_root, self.details),
        });
        &done.found
    }

    /// What it found, with what it could not see, if it has been asked.
    pub fn facts(&self) -> Option<&Facts<OwnerTable>> {
        self.done.get()
    }
}

fn find(proc_root: &Path, details: OwnerDetails) -> Facts<OwnerTable> {
    if !choice::is_worth_a_walk(proc_root, details.way) {
        return proc_scan::scan(proc_root, details);
    }
    match bpf_walk::walk(proc_root, details) {
        Ok(found) => Facts { found, gaps: Vec::new() },
        Err(reason) => {
            let mut facts = proc_scan::scan(proc_root, details);
            // Whatever keeps the program out, /proc shows the same: that is worth a word only to who asked for the program.
            if details.way == Way::Bpf {
                facts.gaps.push(Gap::new("looking for owners by BPF", reason));
            }
            facts
        }
    }
}
