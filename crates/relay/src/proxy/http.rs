//! The method CONNECT of HTTP/1.0 (RFC 9110 section 9.3.6), with Basic authentication (RFC 7617) where the proxy wants it.
//!
//! How long an answer may be is what the original takes: 64 lines, the empty one included, of 1,023 octets.

use super::conversation::{receive_all, send_all};
use super::{Answer, Conversation, Destination, Error, Who};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustix::io::Errno;

/// Octets of a line without its end, of an answer and of what is asked.
const LONGEST_LINE: usize = 1023;
/// Lines of an answer after the first one.
const MOST_LINES: usize = 64;
/// How many octets are looked at in one go: more than nearly every answer has.
const GLANCE: usize = 2048;
/// Octets of a whole answer: CR counts in no line, so that lines alone would not bound it.
const LONGEST_ANSWER: usize = 2 * MOST_LINES * LONGEST_LINE;

/// Asks to connect, and takes the answer.
pub(super) fn negotiate(
    conversation: &mut dyn Conversation,
    destination: &Destination<'_>,
    who: Who<'_>,
) -> Result<Answer, Error> {
    send_all(conversation, &request(destination, who)?)?;
    let mut head = Head::default();
    let mut seen = [0; GLANCE];
    loop {
        let arrived = match conversation.peek(&mut seen) {
            Ok(0) => return Err(Error::ReceiveHttp(Errno::PIPE)),
            Ok(arrived) => arrived,
            Err(reason) => return Err(Error::ReceiveHttp(reason)),
        };
        let (used, verdict) = head.read(&seen[..arrived], who.has_name())?;
        receive_all(conversation, &mut seen[..used]).map_err(|error| match error {
            Error::Receive { reason, .. } => Error::ReceiveHttp(reason),
            other => other,
        })?;
        if let Some(answer) = verdict {
            return Ok(answer);
        }
    }
}

fn request(destination: &Destination<'_>, who: Who<'_>) -> Result<Vec<u8>, Error> {
    let host = destination.host();
    // Nothing that would end the target, or the line, early.
    if host.iter().any(|octet| b"\r\n\t []".contains(octet)) {
        return Err(Error::HostText);
    }
    let mut request = b"CONNECT ".to_vec();
    let is_ipv6 = host.contains(&b':');
    request.extend(is_ipv6.then_some(b'['));
    request.extend(host);
    request.extend(is_ipv6.then_some(b']'));
    request.extend(format!(":{} HTTP/1.0\r\n", destination.port).bytes());
    if request.len() > LONGEST_LINE {
        return Err(Error::LongHost);
    }
    if let Who::User { name, password } = who {
        request.extend(b"Proxy-Authorization: Basic ");
        request.extend(STANDARD.encode([name, b":", password].concat()).bytes());
        request.extend(b"\r\n");
    }
    request.extend(b"\r\n");
    Ok(request)
}

/// How far an answer has been read.
#[derive(Debug, Default)]
struct Head {
    line: Vec<u8>,
    /// Ended lines.
    lines: usize,
    /// All octets.
    octets: usize,
}

impl Head {
    /// Reads on. Tells how many of the octets belong to the answer, and what it says once that is known.
    fn read(&mut self, octets: &[u8], has_name: bool) -> Result<(usize, Option<Answer>), Error> {
        for (place, octet) in octets.iter().enumerate() {
            match octet {
                b'\n' => {
                    if let Some(answer) = self.end_line(has_name)? {
                        return Ok((place + 1, Some(answer)));
                    }
                }
                // As in the original, wherever it stands.
                b'\r' => {}
                _ if self.line.len() == LONGEST_LINE => return Err(Error::LongHttpLine),
                octet => self.line.push(*octet),
            }
        }
        self.octets += octets.len();
        if self.octets > LONGEST_ANSWER { Err(Error::LongHttpLine) } else { Ok((octets.len(), None)) }
    }

    /// The first line tells all; the others are only to be taken out of the way.
    fn end_line(&mut self, has_name: bool) -> Result<Option<Answer>, Error> {
        let mut line = std::mem::take(&mut self.line);
        // The original reads text that ends at NUL.
        line.truncate(line.iter().position(|octet| *octet == 0).unwrap_or(line.len()));
        self.lines += 1;
        if self.lines == 1 {
            return match status(&line) {
                Some(b"200") => Ok(None),
                Some(b"407") if has_name => Ok(Some(Answer::WantsPassword)),
                _ => Err(Error::Http(line)),
            };
        }
        match line.is_empty() {
            true => Ok(Some(Answer::Connected)),
            false if self.lines > MOST_LINES => Err(Error::ManyHttpLines),
            false => Ok(None),
        }
    }
}

/// The three digits of a status line of HTTP/1.0 or 1.1 (RFC 9112 section 4).
fn status(line: &[u8]) -> Option<&[u8]> {
    line.strip_prefix(b"HTTP/1.0 ").or_else(|| line.strip_prefix(b"HTTP/1.1 "))?.get(..3)
}
