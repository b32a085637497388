//! `/proc/net/route`: the main routing table of IPv4 (`fib_route_seq_show` in the kernel's net/ipv4/fib_trie.c).

use super::fields::hexadecimal;
use super::{BadLine, Fields, rows};
use model::{Ipv4Route, RouteFlags};
use std::net::Ipv4Addr;

/// Reads the table, or whole lines of it.
pub fn routes(table: &[u8]) -> impl Iterator<Item = Result<Ipv4Route<'_>, BadLine<'_>>> {
    rows(table, b"Iface").map(route)
}

/// Reads a row. The last column may be missing.
///
/// # Errors
/// When any other column is missing or not a number.
pub fn route(line: &[u8]) -> Result<Ipv4Route<'_>, BadLine<'_>> {
    let mut fields = Fields::of(line);
    Ok(Ipv4Route {
        interface: fields.word("interface")?,
        destination: address(&mut fields, "destination")?,
        gateway: address(&mut fields, "gateway")?,
        flags: RouteFlags(fields.hexadecimal("flags")?),
        references: fields.decimal("reference count")?,
        uses: fields.decimal("use count")?,
        metric: fields.decimal("metric")?,
        mask: address(&mut fields, "mask")?,
        mtu: fields.decimal("MTU")?,
        window: fields.decimal("window")?,
        round_trip: fields.decimal("round trip time").unwrap_or_default(),
    })
}

/// An address is a word in the host's byte order.
fn address<'a>(fields: &mut Fields<'a>, column: &'static str) -> Result<Ipv4Addr, BadLine<'a>> {
    ipv4_address(fields.word(column)?).ok_or(fields.bad(column))
}

/// Eight hexadecimal digits: a word in the host's byte order.
pub(super) fn ipv4_address(digits: &[u8]) -> Option<Ipv4Addr> {
    const DIGITS: usize = 8;
    let word = u32::try_from(hexadecimal(digits)?).ok()?;
    (digits.len() == DIGITS).then(|| Ipv4Addr::from(word.to_ne_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[u8] = b"Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT   \n\
        eth0\t00000000\t0200090A\t0003\t1\t2\t4294967295\t00000000\t1400\t32000\t100      \n\
        *\t0000140A\t00000000\t0201\t0\t0\t0\t0000FFFF\t0\t0\n";

    #[test]
    #[cfg(target_endian = "little")]
    fn rows_are_routes() {
        let routes: Vec<_> = routes(TABLE).map(Result::unwrap).collect();
        let first = Ipv4Route {
            interface: b"eth0",
            destination: Ipv4Addr::UNSPECIFIED,
            mask: Ipv4Addr::UNSPECIFIED,
            gateway: Ipv4Addr::new(10, 9, 0, 2),
            flags: RouteFlags(3),
            references: 1,
            uses: 2,
            metric: u32::MAX,
            mtu: 1400,
            window: 32000,
            round_trip: 100,
        };
        assert_eq!(routes.len(), 2);
        assert_eq!(routes[0], first);
        assert_eq!((routes[1].interface, routes[1].mask), (&b"*"[..], Ipv4Addr::new(255, 255, 0, 0)));
        assert!(routes[1].flags.contains(RouteFlags::REJECT));
    }

    #[test]
    fn rows_that_are_none_are_told_by_their_column() {
        for (line, column) in [
            (&b"eth0"[..], "destination"),
            (b"eth0 000A090A1 0200090A 3 0 0 0 00FFFFFF 0 0 0", "destination"),
            (b"eth0 000A090A 0200090Z 3 0 0 0 00FFFFFF 0 0 0", "gateway"),
            (b"eth0 000A090A 0200090A 3 -1 0 0 00FFFFFF 0 0 0", "reference count"),
            (b"eth0 000A090A 0200090A 3 0 0 0 00FFFFFF 0", "window"),
        ] {
            assert_eq!(route(line).unwrap_err().column, column);
        }
    }
}
