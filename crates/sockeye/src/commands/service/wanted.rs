//! Which services a word asks for: a port, a range of them, a name or a pattern for names, each of one protocol or of any.

use crate::commands::port::target::numbers;
use crate::commands::shared::usage;
use crate::failure::Failure;
use names::Service;
use query::glob;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

/// What one word of the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) what: What,
    /// The protocol that must carry it.
    pub(super) protocol: Option<Vec<u8>>,
}

/// By what services are chosen.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Their port, from the first to the last.
    Ports(u16, u16),
    /// Their name or an alias, as a pattern of the shell. Untrusted bytes.
    Name(Vec<u8>),
}

impl Wanted {
    /// Reads `443`, `:443`, `8000-8100`, `https` or `*sql*`, each also with a protocol as in `443/tcp`.
    ///
    /// # Errors
    /// It is no port that there can be, or nothing at all.
    pub(super) fn read(word: &OsStr) -> Result<Self, Failure> {
        let bytes = word.as_bytes();
        let bytes = bytes.strip_prefix(b":").unwrap_or(bytes);
        let (name, protocol) = match bytes.iter().position(|octet| *octet == b'/') {
            Some(slash) => (&bytes[..slash], Some(bytes[slash + 1..].to_vec())),
            None => (bytes, None),
        };
        if name.is_empty() || protocol.as_ref().is_some_and(Vec::is_empty) {
            let word = word.to_string_lossy();
            return Err(usage(format!("\"{word}\" names no service (443, 443/tcp, 8000-8100, https, '*sql*')")));
        }
        let what = match std::str::from_utf8(name).ok().and_then(numbers) {
            None => What::Name(name.to_vec()),
            Some((first, last)) => match (u16::try_from(first), u16::try_from(last)) {
                (Ok(first), Ok(last)) if first <= last => What::Ports(first, last),
                _ => {
                    let word = word.to_string_lossy();
                    return Err(usage(format!("\"{word}\": ports are 0 to 65535, and ranges go upward")));
                }
            },
        };
        Ok(Self { what, protocol })
    }

    /// Whether it asks for this service. Case does not matter.
    pub(super) fn takes(&self, service: &Service) -> bool {
        let is_carried = self.protocol.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(&service.protocol));
        is_carried
            && match &self.what {
                What::Ports(first, last) => (*first..=*last).contains(&service.port),
                What::Name(pattern) => {
                    let mut names = std::iter::once(&service.name).chain(&service.aliases);
                    names.any(|name| glob::matches(pattern, name))
                }
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use names::Services;

    fn read(word: &str) -> Result<Wanted, Failure> {
        Wanted::read(OsStr::new(word))
    }

    #[test]
    fn words_are_ports_ranges_names_and_patterns() {
        let name = |name: &str| What::Name(name.as_bytes().to_vec());
        for (word, what, protocol) in [
            ("443", What::Ports(443, 443), None),
            (":443/tcp", What::Ports(443, 443), Some("tcp")),
            ("8000-8100", What::Ports(8000, 8100), None),
            ("ftp-data", name("ftp-data"), None),
            ("8080-web", name("8080-web"), None),
            ("*sql*/tcp", name("*sql*"), Some("tcp")),
        ] {
            let protocol = protocol.map(|protocol: &str| protocol.as_bytes().to_vec());
            assert_eq!(read(word).unwrap(), Wanted { what, protocol }, "{word}");
        }
    }

    #[test]
    fn what_names_no_service_is_refused() {
        for word in ["", ":", "/tcp", "443/", "65536", "99999999999999999999999", "9-8"] {
            assert_eq!(read(word).unwrap_err().status(), 2, "{word}");
        }
    }

    #[test]
    fn services_are_taken_by_port_name_alias_and_protocol() {
        let services = Services::of_text(b"domain 53/tcp dns\ndomain 53/udp\nmysql 3306/tcp\n");
        let taken = |word: &str| {
            let wanted = read(word).unwrap();
            services.all().iter().map(|service| if wanted.takes(service) { 'x' } else { '-' }).collect::<String>()
        };
        for (word, expected) in [
            ("53", "xx-"),
            ("53/UDP", "-x-"),
            ("DNS", "x--"),
            ("1-1000", "xx-"),
            ("*SQL", "--x"),
            ("domain/tcp", "x--"),
            ("d*", "xx-"),
            ("omain", "---"),
        ] {
            assert_eq!(taken(word), expected, "{word}");
        }
    }
}
