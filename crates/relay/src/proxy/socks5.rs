//! SOCKS 5 (RFC 1928), with a name and a password where the proxy wants them (RFC 1929).

use super::conversation::{receive_all, send_all};
use super::{Answer, Conversation, Destination, Error, Who};
use std::net::IpAddr;

const VERSION: u8 = 5;
const CONNECT: u8 = 1;
/// Ways to authenticate (RFC 1928 section 3).
const NO_AUTHENTICATION: u8 = 0;
const PASSWORD: u8 = 2;
const NO_METHOD: u8 = 0xff;
/// Kinds of addresses (section 5).
const IPV4: u8 = 1;
const NAME: u8 = 3;
const IPV6: u8 = 4;
/// The version of how a password is told (RFC 1929 section 2).
const PASSWORD_VERSION: u8 = 1;

/// Agrees on how to authenticate, asks to connect, and takes the answer.
pub(super) fn negotiate(
    conversation: &mut dyn Conversation,
    destination: &Destination<'_>,
    who: Who<'_>,
) -> Result<Answer, Error> {
    let offered = if matches!(who, Who::User { .. }) { PASSWORD } else { NO_AUTHENTICATION };
    send_all(conversation, &[VERSION, 1, offered])?;
    let chosen = method(conversation)?;
    let is_let_in = match (chosen, who) {
        (NO_METHOD | PASSWORD, Who::OnRequest { .. }) => false,
        (NO_METHOD, _) => return Err(Error::NoMethod),
        (PASSWORD, Who::User { name, password }) => is_accepted(conversation, name, password)?,
        // A proxy that chose what was not offered gets the request as from the original: it may have meant nothing by it.
        _ => true,
    };
    if !is_let_in {
        return Ok(Answer::WantsPassword);
    }
    send_all(conversation, &request(destination)?)?;
    answer(conversation)?;
    Ok(Answer::Connected)
}

/// The way to authenticate that the proxy has chosen.
fn method(conversation: &mut dyn Conversation) -> Result<u8, Error> {
    let mut answer = [0; 2];
    receive_all(conversation, &mut answer).map_err(|error| match error {
        // The original counts the octets that it has sent.
        Error::Receive { received, reason, .. } => Error::Receive { received, of: 3, reason },
        other => other,
    })?;
    Ok(answer[1])
}

/// Tells name and password, and whether the proxy takes them (RFC 1929 section 2).
fn is_accepted(conversation: &mut dyn Conversation, name: &[u8], password: &[u8]) -> Result<bool, Error> {
    let mut message = vec![PASSWORD_VERSION];
    for text in [name, password] {
        message.push(u8::try_from(text.len()).map_err(|_| Error::LongPassword)?);
        message.extend(text);
    }
    send_all(conversation, &message)?;
    let mut status = [0; 2];
    receive_all(conversation, &mut status)?;
    Ok(status[1] == 0)
}

fn request(destination: &Destination<'_>) -> Result<Vec<u8>, Error> {
    let mut request = vec![VERSION, CONNECT, 0];
    match destination.address() {
        Some(IpAddr::V4(address)) => {
            request.push(IPV4);
            request.extend(address.octets());
        }
        Some(IpAddr::V6(address)) => {
            request.push(IPV6);
            request.extend(address.octets());
        }
        None => {
            let name = destination.host();
            request.push(NAME);
            request.push(u8::try_from(name.len()).map_err(|_| Error::LongHostForSocks)?);
            request.extend(name);
        }
    }
    request.extend(destination.port.to_be_bytes());
    Ok(request)
}

/// Takes the answer, and the address in it from which the proxy has connected, which nobody here needs.
fn answer(conversation: &mut dyn Conversation) -> Result<(), Error> {
    let mut head = [0; 4];
    receive_all(conversation, &mut head)?;
    let [_, code, _, kind] = head;
    if code != 0 {
        return Err(Error::Socks5(code));
    }
    const PORT: usize = 2;
    let mut address = [0; u8::MAX as usize + PORT];
    let length = match kind {
        IPV4 => 4,
        IPV6 => 16,
        NAME => {
            let mut length = [0];
            receive_all(conversation, &mut length)?;
            usize::from(length[0])
        }
        _ => return Err(Error::AddressKind),
    };
    receive_all(conversation, &mut address[..length + PORT])
}
