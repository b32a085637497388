//! RPC services and their ports, as rpcbind(8) tells them over its UNIX socket: `ss -r` calls port 2049 `rpc.nfs` where rpcbind says
//! that nfs listens there.

mod message;

use crate::{numbered, read::read_names};
use message::Registration;
use model::Gap;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

/// How long to wait for rpcbind, in each step, as the original waits.
const PATIENCE: Duration = Duration::from_secs(5);
/// The longest answer that is read, in octets: some ten thousand services.
const LONGEST: u64 = 1 << 20;

/// RPC services by port. Names are untrusted bytes.
#[derive(Debug, Default)]
pub struct RpcServices {
    /// The last one told comes first.
    services: Vec<Service>,
}

#[derive(Debug)]
struct Service {
    port: u16,
    /// `tcp`, `udp` or `sctp`; `None` for others.
    protocol: Option<&'static str>,
    name: Vec<u8>,
}

impl RpcServices {
    /// Where rpcbind listens (`_PATH_RPCBINDSOCK`).
    pub const SOCKET: &'static str = "/var/run/rpcbind.sock";
    /// The names of RPC programs, rpc(5).
    pub const PROGRAMS: &'static str = "/etc/rpc";

    /// Asks rpcbind for all services. Where it does not run there are none.
    ///
    /// # Errors
    /// It runs and gives no answer that can be read.
    pub fn ask(socket: &Path, programs: &Path) -> Result<Self, Gap> {
        match answer(socket) {
            Ok(answer) => Ok(Self::of(&message::registrations(&answer), &numbered::parse(&read_names(programs)))),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => {
                Ok(Self::default())
            }
            Err(error) => Err(Gap::new("asking rpcbind for the names of RPC services", reason(&error))),
        }
    }

    /// What the service on this port of this protocol is called, `rpc.` before it.
    pub fn name(&self, port: u16, protocol: Option<&str>) -> Option<&[u8]> {
        let service = self.services.iter().find(|service| service.port == port && service.protocol == protocol);
        service.map(|service| service.name.as_slice())
    }

    /// The port of the service of this name and protocol.
    pub fn port(&self, name: &[u8], protocol: Option<&str>) -> Option<u16> {
        let service = self.services.iter().find(|service| service.name == name && service.protocol == protocol);
        service.map(|service| service.port)
    }

    /// Programs that have no name are left out: the original has none for them either.
    fn of(registrations: &[Registration<'_>], programs: &[(u32, Vec<u8>)]) -> Self {
        let service = |registration: &Registration<'_>| {
            let name = numbered::name(programs, registration.program)?;
            let protocol = match registration.netid {
                b"tcp" | b"tcp6" => Some("tcp"),
                b"udp" | b"udp6" => Some("udp"),
                b"sctp" => Some("sctp"),
                _ => None,
            };
            Some(Service { port: registration.port()?, protocol, name: [b"rpc.", name].concat() })
        };
        Self { services: registrations.iter().rev().filter_map(service).collect() }
    }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::WouldBlock | ErrorKind::TimedOut => "it does not answer".into(),
        _ => error.to_string(),
    }
}

fn answer(socket: &Path) -> io::Result<Vec<u8>> {
    let mut stream = UnixStream::connect(socket)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(&message::call())?;
    read_record(&mut stream)
}

/// Reads one record: fragments with their length before them, the last one marked (RFC 5531, section 11).
fn read_record(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    const LAST: u32 = 1 << 31;
    let mut record = Vec::new();
    loop {
        let mut mark = [0; 4];
        stream.read_exact(&mut mark)?;
        let mark = u32::from_be_bytes(mark);
        let length = u64::from(mark & !LAST);
        if length + record.len() as u64 > LONGEST {
            return Err(io::Error::new(ErrorKind::InvalidData, "the answer is longer than 1 MiB"));
        }
        let expected = record.len() as u64 + length;
        stream.by_ref().take(length).read_to_end(&mut record)?;
        if (record.len() as u64) < expected {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        // A fragment without content brings nothing nearer: a peer could send them for ever.
        if mark & LAST != 0 || length == 0 {
            return Ok(record);
        }
    }
}

#[cfg(test)]
mod tests;
