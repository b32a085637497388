//! Addresses in cells.

use render::address::{ipv6, quad};
use render::table::Cell;
use std::net::IpAddr;

/// Appends an address in digits, IPv6 without brackets.
#[inline]
pub(super) fn push_address(cell: &mut Cell, address: IpAddr) {
    match address {
        IpAddr::V4(address) => {
            let (block, length) = quad(address);
            cell.push_block(&block, length);
        }
        IpAddr::V6(address) => cell.push_bytes(ipv6(address).as_bytes()),
    }
}
