//! `-D`: what the kernel answers about TCP sockets, octet for octet, into a file that `TCPDIAG_FILE` can name later.

use super::layout::Details;
use super::request::depth;
use super::{USAGE_STATUS, say, writing};
use crate::failure::Failure;
use crate::host::queries;
use model::Gap;
use query::ss::{Scope, Table};
use sources::proc_files::ProcFiles;
use sources::sockets::{Reach, SocketSource};
use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// Records the TCP sockets of this scope, with what the kernel tells for these details. A name that starts with `-` stands for
/// standard output. Where there is nothing to record, that is said and no failure.
///
/// # Errors
/// The file cannot be made or written.
pub(super) fn record(
    name: &OsStr,
    scope: &Scope,
    details: Details,
    standard_output: File,
) -> Result<ExitCode, Failure> {
    if !scope.lists(Table::Tcp) {
        let reason = "only TCP sockets can be recorded, and these options leave them out";
        say(&[Gap::new("recording", reason).with_remedy("add -t")]);
        return Ok(ExitCode::SUCCESS);
    }
    let mut file = if name.as_encoded_bytes().starts_with(b"-") {
        standard_output
    } else {
        let making = |error: io::Error| {
            Failure::new(USAGE_STATUS, format!("making the recording {}: {error}", Path::new(name).display()))
        };
        File::create(name).map_err(making)?
    };
    // Everything that the kernel tells of a socket, as the original records it.
    let mut source = SocketSource::live(Path::new(ProcFiles::ROOT), Reach::Everything);
    let gaps =
        source.record(&queries::of_table(Table::Tcp, scope, depth(details), None), &mut file).map_err(writing)?;
    say(&gaps);
    Ok(ExitCode::SUCCESS)
}
