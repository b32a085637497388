//! The address and port of one end of a connection, in a column of fixed width.

use super::lookups::Lookups;
use super::page::Page;
use model::{InetEndpoint, Transport};
use std::io::Write;
use std::net::IpAddr;

/// Width of the column, in octets.
pub(super) const COLUMN: usize = 23;
/// Octets of address and port together beyond which they are cut, and how many of these an address keeps at least.
const LONGEST: usize = 22;
const LEAST_ADDRESS: usize = 4;

/// Appends an end and fills its column. Unless it is shown whole, its address is cut so that the port fits.
#[inline]
pub(super) fn push_end<W: Write>(
    page: &mut Page<W>,
    end: InetEndpoint,
    transport: Transport,
    is_whole: bool,
    lookups: &Lookups,
) {
    let start = page.here();
    let host = push_host(page, end.address, lookups);
    let colon = page.here();
    page.push(b":");
    let port = push_port(page, end.port, transport, lookups);
    if !is_whole {
        cut(page, start, colon);
    }
    if host == Shown::ByName || port == Shown::ByName {
        page.distrust(start);
    }
    page.pad(start, COLUMN);
}

/// How something was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    InDigits,
    /// By a name that others chose.
    ByName,
}

/// Appends the name of a host, or its address in digits.
#[inline]
pub(super) fn push_host<W: Write>(page: &mut Page<W>, address: IpAddr, lookups: &Lookups) -> Shown {
    match address {
        IpAddr::V6(any) if any.is_unspecified() && lookups.names_hosts() => page.push(b"[::]"),
        _ => {
            if let Some(name) = lookups.host(address) {
                page.push(name.as_bytes());
                return Shown::ByName;
            }
            // An IPv4 address is shown as such, whatever socket it is on.
            page.push_address(address.to_canonical());
        }
    }
    Shown::InDigits
}

#[inline]
fn push_port<W: Write>(page: &mut Page<W>, port: u16, transport: Transport, lookups: &Lookups) -> Shown {
    if port == 0 {
        page.push(b"*");
    } else if let Some(name) = lookups.port(transport, port) {
        page.push(name);
        return Shown::ByName;
    } else {
        page.push_number(port.into());
    }
    Shown::InDigits
}

/// Cuts the address that begins at `start`, and the port behind the colon, to the length of both.
#[inline]
fn cut<W: Write>(page: &mut Page<W>, start: usize, colon: usize) {
    let (address, port) = (colon - start, page.here() - colon - 1);
    if address + port > LONGEST {
        let port = port.min(LONGEST - LEAST_ADDRESS);
        let kept = LONGEST - port;
        page.shorten(colon + 1 + port);
        page.take_out(start + kept, address.saturating_sub(kept));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::applets::netstat::args::Numeric;
    use std::path::Path;

    const NUMERIC: Numeric = Numeric { hosts: true, ports: true, users: true };

    #[track_caller]
    fn shows(address: &str, port: u16, is_whole: bool, numeric: Numeric, expected: &str) {
        let mut page = Page::new(Vec::new(), false);
        let end = InetEndpoint { address: address.parse().unwrap(), port };
        push_end(&mut page, end, Transport::Tcp, is_whole, &Lookups::new(numeric, &Path::new("/nonexistent").into()));
        assert_eq!(String::from_utf8_lossy(page.since(0)), expected);
    }

    #[test]
    fn short_ends_fill_their_column() {
        shows("127.0.0.1", 22, false, NUMERIC, "127.0.0.1:22           ");
        shows("255.255.255.255", 65535, false, NUMERIC, "255.255.255.255:65535  ");
        shows("0.0.0.0", 0, false, NUMERIC, "0.0.0.0:*              ");
        shows("::", 0, false, NUMERIC, ":::*                   ");
        shows("::ffff:10.0.0.1", 80, false, NUMERIC, "10.0.0.1:80            ");
    }

    #[test]
    fn an_unspecified_address_has_no_name() {
        let named = Numeric { ports: true, ..Numeric::default() };
        shows("::", 1, false, named, "[::]:1                 ");
        shows("0.0.0.0", 1, false, named, "0.0.0.0:1              ");
    }

    #[test]
    fn long_addresses_give_way_to_the_port() {
        let address = "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff";
        shows(address, 65535, false, NUMERIC, "2001:db8:ffff:fff:65535");
        shows(address, 22, false, NUMERIC, "2001:db8:ffff:ffff:f:22");
        shows(address, 22, true, NUMERIC, "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff:22");
    }

    #[test]
    fn a_long_port_leaves_the_address_its_least() {
        let mut page = Page::new(Vec::new(), false);
        page.push(b"10.0.0.1:a-service-with-a-long-name");
        cut(&mut page, 0, 8);
        assert_eq!(page.since(0), b"10.0:a-service-with-a-l");
    }
}
