//! `/proc/net/ipv6_route`: the routing tables of IPv6, all of them (`ipv6_route_native_seq_show` in the kernel's
//! net/ipv6/ip6_fib.c). It has no header.

use super::fields::hexadecimal;
use super::{BadLine, Fields, rows};
use model::{Ipv6Route, RouteFlags};
use std::net::Ipv6Addr;

/// Reads the table, or whole lines of it.
pub fn routes(table: &[u8]) -> impl Iterator<Item = Result<Ipv6Route<'_>, BadLine<'_>>> {
    rows(table, NO_HEADER).map(route)
}

/// Reads a row: destination, source, next hop, metric, references, uses, flags, interface.
///
/// # Errors
/// When a column is missing or not a number.
pub fn route(line: &[u8]) -> Result<Ipv6Route<'_>, BadLine<'_>> {
    let mut fields = Fields::of(line);
    let destination = address(&mut fields, "destination")?;
    let prefix_length = fields.hexadecimal("prefix length")?;
    fields.skip(&["source", "source prefix length"])?;
    Ok(Ipv6Route {
        destination,
        prefix_length,
        next_hop: address(&mut fields, "next hop")?,
        metric: fields.hexadecimal("metric")?,
        references: fields.hexadecimal("reference count")?,
        uses: fields.hexadecimal("use count")?,
        flags: RouteFlags(fields.hexadecimal("flags")?),
        interface: fields.word("interface")?,
    })
}

/// No row starts like this.
pub(super) const NO_HEADER: &[u8] = b"\n";

/// The next word as an address: 32 hexadecimal digits in the order of the octets.
pub(super) fn address<'a>(fields: &mut Fields<'a>, column: &'static str) -> Result<Ipv6Addr, BadLine<'a>> {
    const DIGITS: usize = 32;
    let digits = fields.word(column)?;
    let (high, low) = digits.split_at(digits.len().min(DIGITS / 2));
    match (digits.len(), hexadecimal(high), hexadecimal(low)) {
        (DIGITS, Some(high), Some(low)) => Ok(Ipv6Addr::from(u128::from(high) << 64 | u128::from(low))),
        _ => Err(fields.bad(column)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = "fd220000000000000000000000000000 40 00000000000000000000000000000000 00 \
        fd090000000000000000000000000002 00000400 00000002 0000000c 00000003      va0\n";

    #[test]
    fn rows_are_routes() {
        let table = ROW.repeat(2);
        let routes: Vec<_> = routes(table.as_bytes()).map(Result::unwrap).collect();
        let expected = Ipv6Route {
            interface: b"va0",
            destination: "fd22::".parse().unwrap(),
            prefix_length: 64,
            next_hop: "fd09::2".parse().unwrap(),
            flags: RouteFlags(3),
            metric: 1024,
            references: 2,
            uses: 12,
        };
        assert_eq!(routes, [expected, expected]);
    }

    #[test]
    fn rows_that_are_none_are_told_by_their_column() {
        assert_eq!(route(&ROW.as_bytes()[1..]).unwrap_err().column, "destination");
        assert_eq!(route(&ROW.as_bytes()[..70]).unwrap_err().column, "next hop");
        assert_eq!(route(ROW.replace("va0\n", "").as_bytes()).unwrap_err().column, "interface");
        assert_eq!(route(ROW.replace(" 40 ", " 100 ").as_bytes()).unwrap_err().column, "prefix length");
    }
}
