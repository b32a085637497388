//! Networks by name: networks(5), as getnetbyaddr(3) answers from that file.

use crate::read::{read_names, words};
use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The networks of this host, read at the first question. Names are untrusted bytes.
#[derive(Debug)]
pub struct Networks {
    path: PathBuf,
    names: OnceLock<HashMap<Ipv4Addr, Vec<u8>>>,
}

impl Networks {
    /// Where networks(5) are.
    pub const PATH: &'static str = "/etc/networks";

    /// The networks in this file. A missing file has none.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), names: OnceLock::new() }
    }

    /// The first name of the network with this address.
    pub fn name(&self, address: Ipv4Addr) -> Option<&[u8]> {
        self.names.get_or_init(|| parse(&read_names(&self.path))).get(&address).map(Vec::as_slice)
    }
}

fn parse(text: &[u8]) -> HashMap<Ipv4Addr, Vec<u8>> {
    let mut names = HashMap::new();
    for line in text.split(|byte| *byte == b'\n') {
        if let Some((address, name)) = entry(line) {
            names.entry(address).or_insert_with(|| name.to_vec());
        }
    }
    names
}

/// `name number alias…`, a comment behind it. A number of fewer than four parts lacks the last ones.
fn entry(line: &[u8]) -> Option<(Ipv4Addr, &[u8])> {
    let mut words = words(line.split(|byte| *byte == b'#').next()?);
    let name = words.next()?;
    let mut octets = [0; 4];
    let mut places = octets.iter_mut();
    for part in std::str::from_utf8(words.next()?).ok()?.split('.') {
        *places.next()? = part.parse().ok()?;
    }
    Some((octets.into(), name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_of_a_network_counts() {
        let names = parse(
            b"# networks\nloopback 127.0.0.0 alias\nten\t10\nsecond 10.0.0.0\nlan 192.168.1 # x\nbad 1.2.3.4.5\nworse x\nlone\n",
        );
        let name = |address: [u8; 4]| names.get(&address.into()).map(|name| String::from_utf8_lossy(name).into_owned());
        assert_eq!(name([127, 0, 0, 0]).as_deref(), Some("loopback"));
        assert_eq!(name([10, 0, 0, 0]).as_deref(), Some("ten"));
        assert_eq!(name([192, 168, 1, 0]).as_deref(), Some("lan"));
        assert_eq!(names.len(), 3);
    }
}
