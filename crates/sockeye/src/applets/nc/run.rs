//! Does what was asked for.

use super::conversing::Conversations;
use super::farewells::Farewells;
use super::outcome::{Outcome, Stop};
use super::request::{ListenAt, Request, Target, Task};
use super::told::Told;
use super::{connecting, listening, unix};
use std::process::ExitCode;
use sys::passphrase::{self, Passphrase};

/// Does it, tells what there is to tell, and returns the exit status.
pub(super) fn perform(request: &Request) -> ExitCode {
    let told = Told::new(request.verbosity > 0, request.is_numeric);
    match attempt(request, &told) {
        Ok(outcome) => outcome.into(),
        Err(stop) => {
            told.stopped(&stop);
            ExitCode::FAILURE
        }
    }
}

fn attempt(request: &Request, told: &Told) -> Result<Outcome, Stop> {
    if request.is_dccp {
        return Err(Stop("Linux has DCCP no more: leave out -Z, or use -u".into()));
    }
    let md5_key = request.tuning.signs_with_md5.then(ask_md5_key).transpose()?;
    let md5_key = md5_key.as_ref().map(Passphrase::as_bytes);
    let farewells = Farewells::default();
    let mut conversations = Conversations::new(request, told, farewells.clone())?;
    match &request.task {
        Task::Connect { target: Target::Unix(name), .. } => {
            unix::connect(name, Some(&mut conversations), &farewells, request, told)
        }
        Task::Scan { target: Target::Unix(name), .. } => unix::connect(name, None, &farewells, request, told),
        Task::Connect { target: Target::Internet { .. }, .. } | Task::Scan { .. } => {
            connecting::run(request, md5_key, &mut conversations, told)
        }
        Task::Listen { at: ListenAt::Unix(name), keeps_listening } => {
            unix::listen(name, *keeps_listening, &mut conversations, request, told)
        }
        Task::Listen { at: ListenAt::Internet { host, port }, keeps_listening } => {
            let place = listening::Place { host: host.as_deref(), port, keeps_listening: *keeps_listening };
            listening::run(&place, request, md5_key, &mut conversations, told)
        }
    }
}

/// With what segments of TCP are signed. It is asked for, as arguments can be seen by everybody on the host.
fn ask_md5_key() -> Result<Passphrase, Stop> {
    passphrase::ask("TCP MD5SIG password: ").map_err(|_| Stop("Unable to read TCP MD5SIG password".into()))
}
