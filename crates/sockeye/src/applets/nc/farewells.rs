//! What is still to be done when a signal ends the process: a folder goes, a last line is written.
//!
//! One thread takes the signals for all who have something to do: of two, each would see only some of them.

use std::io;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use sys::signal::Withheld;

/// Something to be done before the process ends.
type Farewell = Box<dyn Fn() + Send>;

/// Everything to be done, in this order. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Farewells(Arc<Mutex<State>>);

#[derive(Default)]
enum State {
    /// There is nothing to be done: signals do what they do.
    #[default]
    None,
    /// Signals wait.
    Waiting(Withheld, Vec<Farewell>),
    /// A thread waits for signals, and does these.
    Minded(Arc<Mutex<Vec<Farewell>>>),
}

impl Farewells {
    /// Adds something. From now on no signal ends this process before somebody [minds](Self::mind) them. Must come before the first
    /// thread, which would be ended by them.
    ///
    /// # Errors
    /// The kernel's.
    pub(super) fn add(&self, farewell: impl Fn() + Send + 'static) -> io::Result<()> {
        let mut state = lock(&self.0);
        match &mut *state {
            State::None => *state = State::Waiting(Withheld::new()?, vec![Box::new(farewell)]),
            State::Waiting(_, farewells) => farewells.push(Box::new(farewell)),
            State::Minded(farewells) => lock(farewells).push(Box::new(farewell)),
        }
        Ok(())
    }

    /// Lets signals end the process, after everything was done. A thread does it, so that this comes after the process has given up what it
    /// does not need.
    ///
    /// # Errors
    /// The kernel's: no thread is to be had.
    pub(super) fn mind(&self) -> io::Result<()> {
        let mut state = lock(&self.0);
        match mem::take(&mut *state) {
            State::Waiting(withheld, farewells) => {
                let farewells = Arc::new(Mutex::new(farewells));
                *state = State::Minded(Arc::clone(&farewells));
                thread::Builder::new().name("signals".into()).spawn(move || {
                    while let Ok(signal) = withheld.wait() {
                        lock(&farewells).iter().for_each(|farewell| farewell());
                        // What does not end the process is over with that.
                        let _ = withheld.deliver(signal);
                    }
                })?;
            }
            other => *state = other,
        }
        Ok(())
    }
}

/// A farewell that panicked is no reason to leave the others out.
fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
