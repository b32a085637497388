//! Sockets to look with, like those to connect with; and what to do where there are none.

use std::io;

use rustix::io::Errno;

use super::{Open, Unopened};
use crate::opening::{OpenError, Opening};

/// Makes them as they are to be.
pub fn sockets<'a>(opening: &'a Opening<'_>) -> impl Open<OpenError> + 'a {
    let is_port_free = opening.local_port.is_none();
    move |peer| opening.open(&peer).map_err(|error| classified(error, is_port_free))
}

/// Whether others must end first, another address may do, or nothing will.
fn classified(error: OpenError, is_port_free: bool) -> Unopened<OpenError> {
    match error {
        OpenError::Socket(ref reason)
            if is_one_of(reason, &[Errno::MFILE, Errno::NFILE, Errno::NOBUFS, Errno::NOMEM]) =>
        {
            Unopened::NoRoom(error)
        }
        OpenError::Socket(_) => Unopened::Unsupported,
        // Where the kernel is to choose the port, it has none left.
        OpenError::Bind(ref reason) if is_port_free && is_one_of(reason, &[Errno::ADDRINUSE]) => {
            Unopened::NoRoom(error)
        }
        _ => Unopened::Hopeless(error),
    }
}

fn is_one_of(error: &io::Error, errors: &[Errno]) -> bool {
    Errno::from_io_error(error).is_some_and(|error| errors.contains(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_out_is_no_reason_to_end() {
        let bind = || OpenError::Bind(Errno::ADDRINUSE.into());
        assert!(matches!(classified(bind(), true), Unopened::NoRoom(_)));
        assert!(matches!(classified(bind(), false), Unopened::Hopeless(_)), "the one port is in use");
        let socket = |error: Errno| classified(OpenError::Socket(error.into()), true);
        assert!(matches!(socket(Errno::MFILE), Unopened::NoRoom(_)));
        assert!(matches!(socket(Errno::AFNOSUPPORT), Unopened::Unsupported));
        let elsewhere = OpenError::Bind(Errno::ADDRNOTAVAIL.into());
        assert!(matches!(classified(elsewhere, true), Unopened::Hopeless(_)));
    }
}
