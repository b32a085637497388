//! Lets octets pass, once there is a connection, with everything that was asked for around it: TLS, a record, the sandbox.

use super::farewells::Farewells;
use super::outcome::{Stop, reason};
use super::request::{Request, Sandboxing};
use super::securing::{self, Security};
use super::taps::{Ends, Taps};
use super::told::Told;
use relay::pump::{self, Ending, Failed};
use relay::rules::Rules;
use relay::sandbox::Remaining;
use relay::tls;
use relay::{Carrier, Plain};
use std::ffi::OsStr;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::thread;

/// Whether the run goes on after a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub(super) enum After {
    /// Another may follow, if there is one to be had.
    Another,
    /// The run ends with success, whatever was left to do (-q).
    End,
}

/// The sessions of a run.
pub(super) struct Conversations<'a> {
    request: &'a Request,
    told: &'a Told,
    taps: Taps,
    security: Security,
    farewells: Farewells,
    is_confined: bool,
}

impl<'a> Conversations<'a> {
    /// Opens whatever they need, before anybody is connected to.
    ///
    /// # Errors
    /// A file cannot be used.
    pub(super) fn new(request: &'a Request, told: &'a Told, farewells: Farewells) -> Result<Self, Stop> {
        Ok(Self {
            request,
            told,
            taps: Taps::open(&request.extras, &farewells).map_err(|failure| Stop(failure.into_message()))?,
            security: Security::of(request)?,
            farewells,
            is_confined: false,
        })
    }

    /// Lets one take its course over a connected socket, and closes it. `host` is what was connected to.
    ///
    /// # Errors
    /// It could not begin, or could not go on: another one might.
    pub(super) fn hold(&mut self, socket: OwnedFd, host: Option<&OsStr>, ends: &Ends) -> Result<After, Stop> {
        let limit = self.request.limit;
        let ending = match &self.security {
            Security::None => {
                let ending = self.over_plain(&socket, ends)?;
                // Before any wait, as the peer waits for this end (-q).
                drop(socket);
                ending
            }
            Security::Client(client) => {
                let host = host.map(OsStr::to_string_lossy);
                let session = client.secure(socket, host.as_deref(), securing::deadline(limit));
                self.over_tls(session, ends)?
            }
            Security::Server(server) => {
                let session = server.secure(socket, securing::deadline(limit));
                self.over_tls(session, ends)?
            }
        };
        self.after(&ending)
    }

    /// The same over a socket that stays open: it serves whoever sends, as long as somebody reads.
    ///
    /// # Errors
    /// As of [`Self::hold`].
    pub(super) fn hold_open(&mut self, socket: &OwnedFd, ends: &Ends) -> Result<After, Stop> {
        let ending = self.over_plain(socket, ends)?;
        let after = self.after(&ending)?;
        // Another session would end at once, and so on for ever.
        Ok(if ending.troubles.output.is_some() { After::End } else { after })
    }

    fn over_plain(&mut self, socket: &OwnedFd, ends: &Ends) -> Result<Ending, Stop> {
        let mut carrier = Plain::new(socket.as_fd()).map_err(|error| Stop::of("preparing the connection", &error))?;
        self.pump(&mut carrier, ends)
    }

    fn over_tls(&mut self, session: Result<tls::Session, tls::Failure>, ends: &Ends) -> Result<Ending, Stop> {
        let mut session = session.map_err(|failure| securing::stop(&failure, ends.role))?;
        if self.told.is_verbose {
            self.told.line(&session.agreed().to_string());
        }
        let ending = self.pump(&mut session, ends)?;
        // Over TLS a cut connection can be told from one that has ended, and is.
        let troubles = [&ending.troubles.receiving, &ending.troubles.sending];
        let failure = troubles.into_iter().flatten().find_map(tls::Failure::within);
        failure.map_or(Ok(()), |failure| Err(securing::stop(failure, ends.role)))?;
        Ok(ending)
    }

    fn pump(&mut self, carrier: &mut dyn Carrier, ends: &Ends) -> Result<Ending, Stop> {
        let (input, output) = (io::stdin(), io::stdout());
        let request = self.request;
        let rules = Rules {
            role: ends.role,
            kind: ends.kind,
            reads_input: request.reads_input,
            input_end: request.input_end,
            idle_limit: request.limit,
            interval: request.interval,
            receive_limit: request.receive_limit,
            line_ends_crlf: request.line_ends_crlf,
            refuses_telnet_options: request.refuses_telnet_options,
        };
        let is_sent_as_it_is = request.reads_input && !request.line_ends_crlf;
        let mut session = self
            .taps
            .connected(ends, is_sent_as_it_is.then(|| input.as_fd()))
            .map_err(|error| Stop::of("beginning to record", &error))?;
        self.farewells.mind().map_err(|error| Stop::of("starting a thread for signals", &error))?;
        let outcome = pump::run(carrier, input.as_fd(), output.as_fd(), &rules, &session.totals, &mut session.taps);
        let recorded = session.ended(&outcome);
        let ending = outcome.map_err(|failed| match failed {
            Failed::Waiting(error) => Stop::of("waiting for octets", &error),
            Failed::Tap(error) => Stop::of("recording", &error),
        })?;
        recorded.map_err(|error| Stop::of("recording", &error))?;
        Ok(ending)
    }

    /// What a session's end means for the run.
    fn after(&self, ending: &Ending) -> Result<After, Stop> {
        let lost = |error: &&io::Error| error.kind() != io::ErrorKind::BrokenPipe;
        if let Some(error) = ending.troubles.output.as_ref().filter(lost) {
            // Octets that a full disk did not take are not passed over, as the original passes over them.
            return Err(Stop(format!("writing what was received: {}", reason(error))));
        }
        match ending.quits_after {
            Some(time) => {
                thread::sleep(time);
                Ok(After::End)
            }
            None => Ok(After::Another),
        }
    }

    /// Gives up what is not needed any more, once for all sessions: to be done before the first one, as it touches octets of a
    /// stranger. What the run will need after that (`remaining`) is all that the process keeps.
    ///
    /// # Errors
    /// The kernel cannot do what was demanded. Then nobody must be talked to.
    pub(super) fn confine(&mut self, remaining: &Remaining) -> Result<(), Stop> {
        let sandbox = self.request.extras.sandbox;
        if self.is_confined || sandbox == Sandboxing::Off {
            return Ok(());
        }
        self.is_confined = true;
        match (remaining.confine(), sandbox) {
            (_, Sandboxing::Off | Sandboxing::WherePossible) => Ok(()),
            (Ok(enforced), Sandboxing::Required) if enforced.is_complete() => Ok(()),
            (Ok(enforced), Sandboxing::Required) => {
                Err(Stop(format!("--sandbox: this kernel cannot restrict {}", enforced.gaps().join(", "))))
            }
            (Err(error), Sandboxing::Required) => Err(Stop::of("--sandbox: restricting this process", &error)),
        }
    }
}
