//! `/proc/net/igmp` and `/proc/net/igmp6`: multicast groups that interfaces have joined (`igmp_mc_seq_show` in the kernel's
//! net/ipv4/igmp.c, `igmp6_mc_seq_show` in net/ipv6/mcast.c).

use super::ipv4_routes::ipv4_address;
use super::ipv6_routes::{NO_HEADER, address};
use super::{BadLine, Fields, rows};
use model::GroupMembership;
use std::net::IpAddr;

/// Reads /proc/net/igmp, whole: a row for each interface, and below it an indented one for each of its groups.
pub fn ipv4_groups(table: &[u8]) -> impl Iterator<Item = Result<GroupMembership<'_>, BadLine<'_>>> {
    let mut interface: &[u8] = b"";
    rows(table, b"Idx").filter_map(move |line| {
        if line.starts_with(b"\t") {
            return Some(ipv4_group(line, interface));
        }
        match interface_name(line) {
            Ok(name) => {
                interface = name;
                None
            }
            Err(bad) => Some(Err(bad)),
        }
    })
}

/// The name in an interface's row, `1\tlo        :     1      V3`: a colon follows it, after blanks where it is short.
fn interface_name(line: &[u8]) -> Result<&[u8], BadLine<'_>> {
    let mut fields = Fields::of(line);
    fields.skip(&["interface index"])?;
    let name = fields.word("interface")?;
    Ok(name.strip_suffix(b":").unwrap_or(name))
}

/// A group's row: address, users, timer, reporter.
fn ipv4_group<'a>(line: &'a [u8], interface: &'a [u8]) -> Result<GroupMembership<'a>, BadLine<'a>> {
    let mut fields = Fields::of(line);
    let group = ipv4_address(fields.word("group")?).ok_or(fields.bad("group"))?;
    Ok(GroupMembership { interface, users: fields.decimal("users")?, group: IpAddr::V4(group) })
}

/// Reads /proc/net/igmp6, or whole lines of it: index and name of the interface, group, users, flags, timer. It has no header.
pub fn ipv6_groups(table: &[u8]) -> impl Iterator<Item = Result<GroupMembership<'_>, BadLine<'_>>> {
    rows(table, NO_HEADER).map(|line| {
        let mut fields = Fields::of(line);
        fields.skip(&["interface index"])?;
        Ok(GroupMembership {
            interface: fields.word("interface")?,
            group: IpAddr::V6(address(&mut fields, "group")?),
            users: fields.decimal("users")?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_endian = "little")]
    fn groups_stand_below_their_interface() {
        let table = b"Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n\
            1\tlo        :     1      V3\n\t\t\t\t010000E0     1 0:00000000\t\t0\n\
            2\tfifteen-octets-:     2      V3\n\t\t\t\t010000E0     1 0:00000000\t\t0\n\t\t\t\t6A0000E0    12 0:00000000\t\t0\n";
        let groups: Vec<_> = ipv4_groups(table).map(Result::unwrap).collect();
        let expected = |interface, users, last| GroupMembership { interface, users, group: [224, 0, 0, last].into() };
        let long = &b"fifteen-octets-"[..];
        assert_eq!(groups, [expected(b"lo", 1, 1), expected(long, 1, 1), expected(long, 12, 106)]);
    }

    #[test]
    fn ipv6_groups_name_their_interface() {
        let table = b"1    lo              ff020000000000000000000000000001     3 0000000C 0\n";
        let group = GroupMembership { interface: b"lo", users: 3, group: "ff02::1".parse().unwrap() };
        assert_eq!(ipv6_groups(table).collect::<Vec<_>>(), [Ok(group)]);
    }

    #[test]
    fn rows_that_are_none_are_told_and_passed_over() {
        let table = b"3\n\t010000E\n\t010000E0 x\n\t010000E0 1\n";
        let columns: Vec<_> = ipv4_groups(table).map(|row| row.map_err(|bad| bad.column).err()).collect();
        assert_eq!(columns, [Some("interface"), Some("group"), Some("users"), None]);
    }
}
