//! SOCKS 4 ("SOCKS: A protocol for TCP proxy across firewalls") and its extension 4a, in which the proxy looks names up.

use super::conversation::{receive_all, send_all};
use super::{Answer, Conversation, Destination, Error, Who};
use std::net::{IpAddr, Ipv4Addr};

const VERSION: u8 = 4;
const CONNECT: u8 = 1;
const GRANTED: u8 = 90;
/// 4a: an address 0.0.0.x that is none says that a name follows.
const NAME_FOLLOWS: Ipv4Addr = Ipv4Addr::new(0, 0, 0, 1);
/// As long as a name can be in the DNS (RFC 1035 section 2.3.4).
const LONGEST_NAME: usize = 255;

/// Who looks a name up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Names {
    /// This host: SOCKS 4 knows addresses only.
    LookUp,
    /// The proxy.
    Send,
}

/// Asks to connect, and takes the answer.
pub(super) fn negotiate(
    conversation: &mut dyn Conversation,
    destination: &Destination<'_>,
    names: Names,
    who: Who<'_>,
) -> Result<Answer, Error> {
    send_all(conversation, &request(destination, names, who)?)?;
    let mut answer = [0; 8];
    receive_all(conversation, &mut answer)?;
    match answer[1] {
        GRANTED => Ok(Answer::Connected),
        code => Err(Error::Socks4(code)),
    }
}

fn request(destination: &Destination<'_>, names: Names, who: Who<'_>) -> Result<Vec<u8>, Error> {
    let (address, name) = match names {
        Names::LookUp => (destination.ipv4()?, None),
        Names::Send => match destination.address() {
            Some(IpAddr::V4(address)) => (address, None),
            // An IPv6 address goes as a name, which proxies read.
            _ => (NAME_FOLLOWS, Some(destination.host())),
        },
    };
    let mut request = vec![VERSION, CONNECT];
    request.extend(destination.port.to_be_bytes());
    request.extend(address.octets());
    if let Who::OnRequest { name } | Who::User { name, .. } = who {
        request.extend(name);
    }
    request.push(0);
    if let Some(name) = name {
        if name.len() > LONGEST_NAME {
            return Err(Error::LongHostForSocks);
        }
        request.extend(name);
        request.push(0);
    }
    Ok(request)
}
