//! A session that runs in a thread, and the other ends of all that it moves octets between.

use crate::plain::Plain;
use crate::pump::{Ending, Failed, run};
use crate::rules::{InputEnd, Kind, Role, Rules};
use crate::traffic::{Direction, OctetTap, Totals};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

/// The rules of a client that was given no option.
pub(super) fn client() -> Rules {
    Rules {
        role: Role::Client,
        kind: Kind::Stream,
        reads_input: true,
        input_end: InputEnd::Stay,
        idle_limit: None,
        interval: None,
        receive_limit: None,
        line_ends_crlf: false,
        refuses_telnet_options: false,
    }
}

/// The rules of a listener that was given no option.
pub(super) fn listener() -> Rules {
    Rules { role: Role::Listener, ..client() }
}

/// A session at work.
pub(super) struct Running {
    thread: JoinHandle<Result<Ending, Failed>>,
    totals: Arc<Totals>,
}

impl Running {
    /// Starts one. All three descriptors are closed when it has ended.
    pub(super) fn start(
        socket: impl Into<OwnedFd>,
        input: impl Into<OwnedFd>,
        output: impl Into<OwnedFd>,
        rules: Rules,
    ) -> Self {
        Self::start_tapped(socket, input, output, rules, Vec::new())
    }

    /// The same with someone looking on.
    pub(super) fn start_tapped(
        socket: impl Into<OwnedFd>,
        input: impl Into<OwnedFd>,
        output: impl Into<OwnedFd>,
        rules: Rules,
        taps: Vec<Box<dyn OctetTap + Send>>,
    ) -> Self {
        let (socket, input, output) = (socket.into(), input.into(), output.into());
        let totals = Arc::new(Totals::default());
        let counted = Arc::clone(&totals);
        let thread = thread::spawn(move || {
            let mut taps: Vec<Box<dyn OctetTap>> = taps.into_iter().map(|tap| tap as Box<dyn OctetTap>).collect();
            let mut carrier = Plain::new(socket.as_fd()).unwrap();
            run(&mut carrier, input.as_fd(), output.as_fd(), &rules, &counted, &mut taps)
        });
        Self { thread, totals }
    }

    /// Whether it has ended.
    pub(super) fn is_over(&self) -> bool {
        self.thread.is_finished()
    }

    /// Waits for its end, and tells it together with how many octets were sent and received.
    pub(super) fn end(self) -> (Ending, u64, u64) {
        let ending = self.thread.join().unwrap().unwrap();
        (ending, self.totals.get(Direction::Sent), self.totals.get(Direction::Received))
    }
}
