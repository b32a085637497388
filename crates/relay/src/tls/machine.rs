//! TLS without a socket: octets of records in, octets of the peer out, and the other way round.
//!
//! The library decrypts in place and encrypts into a buffer of ours (its "unbuffered" connections), so that one system call moves
//! several records. What it asks for is done here until it wants octets from the peer or has done what it was asked to.

use super::buffers::{Held, Incoming, Outgoing};
use rustls::client::UnbufferedClientConnection;
use rustls::server::UnbufferedServerConnection;
use rustls::unbuffered::{ConnectionState, EncodeError, EncryptError, UnbufferedStatus};
use rustls::{CommonState, Error};

/// Octets encrypted at once: four records.
const ENCRYPTED_AT_ONCE: usize = 64 << 10;

/// Either end of a connection.
pub(super) enum End {
    Client(UnbufferedClientConnection),
    Server(UnbufferedServerConnection),
}

/// What is wanted, beside decrypting what has come.
#[derive(Clone, Copy)]
enum Wanted<'a> {
    Nothing,
    Encryption(&'a [u8]),
    Closing,
}

/// What came of a step.
enum Step {
    /// There is more to do.
    Again,
    /// All that had come is decrypted, and nothing was wanted beside.
    Idle,
    /// So many octets were encrypted.
    Encrypted(usize),
    /// The peer has ended its direction in order.
    PeerFinished,
}

/// One end of a connection, with what has come and what is to be sent.
pub(super) struct Machine {
    end: End,
    pub(super) incoming: Incoming,
    pub(super) outgoing: Outgoing,
    held: Held,
    /// Whether something has come that was not looked at.
    has_more: bool,
    /// Whether the peer has ended its direction in order.
    pub(super) is_peer_finished: bool,
    /// Why nothing goes on, for whoever asks again.
    failure: Option<Error>,
}

impl Machine {
    pub(super) fn new(end: End) -> Self {
        Self {
            end,
            incoming: Incoming::new(),
            outgoing: Outgoing::default(),
            held: Held::default(),
            has_more: true,
            is_peer_finished: false,
            failure: None,
        }
    }

    /// What both ends have in common.
    pub(super) fn common(&self) -> &CommonState {
        match &self.end {
            End::Client(connection) => connection,
            End::Server(connection) => connection,
        }
    }

    /// Counts octets that came from the peer.
    pub(super) fn received(&mut self, count: usize) {
        self.incoming.add(count);
        self.has_more = true;
    }

    /// Whether octets are here that [`Machine::decrypt`] would tell.
    pub(super) fn holds_received(&self) -> bool {
        self.has_more || !self.held.is_empty()
    }

    /// Looks at all that has come, and keeps octets of the peer for [`Machine::decrypt`]: so the handshake goes on.
    pub(super) fn look(&mut self) -> Result<(), Error> {
        while !matches!(self.step(Wanted::Nothing, &mut [], &mut 0)?, Step::Idle | Step::PeerFinished) {}
        Ok(())
    }

    /// Octets from the peer, as many as have come and fit.
    pub(super) fn decrypt(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        let mut count = self.held.pour(into);
        while self.has_more && count < into.len() {
            let failed = self.step(Wanted::Nothing, into, &mut count).err();
            // What came before the failure is told first; the failure comes again.
            match failed {
                Some(error) if count == 0 => return Err(error),
                Some(_) => break,
                None => {}
            }
        }
        Ok(count)
    }

    /// Encrypts octets for the peer, and tells how many.
    pub(super) fn encrypt(&mut self, octets: &[u8]) -> Result<usize, Error> {
        let octets = &octets[..octets.len().min(ENCRYPTED_AT_ONCE)];
        loop {
            match self.step(Wanted::Encryption(octets), &mut [], &mut 0)? {
                Step::Encrypted(count) => return Ok(count),
                // Only before the end of the handshake, and after both have closed.
                Step::Idle => return Err(Error::HandshakeNotComplete),
                Step::Again | Step::PeerFinished => {}
            }
        }
    }

    /// Tells the peer that nothing more will come.
    pub(super) fn close(&mut self) -> Result<(), Error> {
        while !matches!(self.step(Wanted::Closing, &mut [], &mut 0)?, Step::Encrypted(_) | Step::Idle) {}
        Ok(())
    }

    /// Puts what the library still has for the peer, the alert at its end, to what is to be sent. It hands these out before it looks
    /// at records, and must not look at those that have failed again.
    fn tell_failure(&mut self) {
        while self.common().wants_write() && self.advance(Wanted::Nothing, &mut [], &mut 0).is_ok() {}
    }

    fn step(&mut self, wanted: Wanted<'_>, into: &mut [u8], count: &mut usize) -> Result<Step, Error> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let step = self.advance(wanted, into, count);
        if let Err(failure) = &step {
            self.failure = Some(failure.clone());
            self.tell_failure();
        }
        step
    }

    fn advance(&mut self, wanted: Wanted<'_>, into: &mut [u8], count: &mut usize) -> Result<Step, Error> {
        let keep = |octets: &[u8]| {
            let fits = octets.len().min(into.len() - *count);
            into[*count..*count + fits].copy_from_slice(&octets[..fits]);
            *count += fits;
            if fits < octets.len() {
                self.held.keep(&octets[fits..]);
            }
        };
        let records = self.incoming.filled();
        let (discard, step) = match &mut self.end {
            End::Client(client) => answer(client.process_tls_records(records), wanted, &mut self.outgoing, keep),
            End::Server(server) => answer(server.process_tls_records(records), wanted, &mut self.outgoing, keep),
        };
        self.incoming.discard(discard);
        match &step {
            Ok(Step::Again) | Err(_) => {}
            Ok(Step::Idle | Step::Encrypted(_)) => self.has_more = false,
            Ok(Step::PeerFinished) => {
                self.has_more = false;
                self.is_peer_finished = true;
            }
        }
        step
    }
}

/// Does what the library asks for, and tells how many octets of the records are done with.
fn answer<Data>(
    status: UnbufferedStatus<'_, '_, Data>,
    wanted: Wanted<'_>,
    outgoing: &mut Outgoing,
    mut keep: impl FnMut(&[u8]),
) -> (usize, Result<Step, Error>) {
    let UnbufferedStatus { mut discard, state } = status;
    let step = match state {
        Err(error) => Err(error),
        Ok(ConnectionState::ReadTraffic(mut traffic)) => loop {
            match traffic.next_record() {
                None => break Ok(Step::Again),
                Some(Err(error)) => break Err(error),
                Some(Ok(record)) => {
                    discard += record.discard;
                    keep(record.payload);
                }
            }
        },
        Ok(ConnectionState::EncodeTlsData(mut message)) => loop {
            match message.encode(outgoing.room()) {
                Ok(count) => {
                    outgoing.add(count);
                    break Ok(Step::Again);
                }
                Err(EncodeError::InsufficientSize(size)) => outgoing.reserve(size.required_size),
                Err(error) => break Err(Error::General(error.to_string())),
            }
        },
        // It lies with what is to be sent, in its order.
        Ok(ConnectionState::TransmitTlsData(transmission)) => {
            transmission.done();
            Ok(Step::Again)
        }
        Ok(ConnectionState::WriteTraffic(mut traffic)) => match wanted {
            Wanted::Nothing => Ok(Step::Idle),
            Wanted::Encryption(octets) => filling(outgoing, |room| traffic.encrypt(octets, room), octets.len()),
            Wanted::Closing => filling(outgoing, |room| traffic.queue_close_notify(room), 0),
        },
        Ok(ConnectionState::PeerClosed) => Ok(Step::PeerFinished),
        // Waiting for octets, or both have closed. Early data is never asked for.
        Ok(_) => Ok(Step::Idle),
    };
    (discard, step)
}

/// Encrypts into what is to be sent, with as much room as that takes.
fn filling(
    outgoing: &mut Outgoing,
    mut encrypt: impl FnMut(&mut [u8]) -> Result<usize, EncryptError>,
    octets: usize,
) -> Result<Step, Error> {
    loop {
        match encrypt(outgoing.room()) {
            Ok(count) => {
                outgoing.add(count);
                return Ok(Step::Encrypted(octets));
            }
            Err(EncryptError::InsufficientSize(size)) => outgoing.reserve(size.required_size),
            Err(EncryptError::EncryptExhausted) => return Err(Error::EncryptError),
        }
    }
}
