//! `/proc/net/if_inet6`: the IPv6 addresses of interfaces (`if6_seq_show` in the kernel's net/ipv6/addrconf.c). It has no header.
//!
//! Netlink has the same addresses, in another order.

use super::ipv6_routes::{NO_HEADER, address};
use super::{BadLine, Fields, rows};
use model::{InterfaceIndex, Ipv6InterfaceAddress};

/// Reads the table, or whole lines of it.
pub fn addresses(table: &[u8]) -> impl Iterator<Item = Result<Ipv6InterfaceAddress, BadLine<'_>>> {
    rows(table, NO_HEADER).map(interface_address)
}

fn interface_address(line: &[u8]) -> Result<Ipv6InterfaceAddress, BadLine<'_>> {
    let mut fields = Fields::of(line);
    Ok(Ipv6InterfaceAddress {
        address: address(&mut fields, "address")?,
        interface: InterfaceIndex(fields.hexadecimal("interface index")?),
        prefix_length: fields.hexadecimal("prefix length")?,
        scope: fields.hexadecimal("scope")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_addresses() {
        let table = b"fe80000000000000447098fffe0887a4 10b 40 20 80      vx0\nfe80 01\n";
        let rows: Vec<_> = addresses(table).collect();
        let expected = Ipv6InterfaceAddress {
            interface: InterfaceIndex(0x10b),
            address: "fe80::4470:98ff:fe08:87a4".parse().unwrap(),
            prefix_length: 64,
            scope: 0x20,
        };
        assert_eq!(rows[0], Ok(expected));
        assert_eq!(rows[1].unwrap_err().column, "address");
    }
}
