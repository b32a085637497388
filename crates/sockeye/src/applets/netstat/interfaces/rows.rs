//! Which rows there are: one for each interface, and one for each other name that an IPv4 address goes by (`eth0:1`).

use super::order;
use model::{Interface, InterfaceCounters, InterfaceFlags, Ipv4InterfaceAddress, Ipv6InterfaceAddress};
use sources::interfaces::Interfaces;
use std::collections::HashMap;

/// An interface or an alias of one.
pub(super) struct Row<'f> {
    pub(super) name: &'f [u8],
    pub(super) interface: &'f Interface,
    /// None of an alias: what it carries counts for its interface.
    pub(super) counters: Option<&'f InterfaceCounters>,
    /// The first that goes by this name.
    pub(super) ipv4: Option<&'f Ipv4InterfaceAddress>,
    /// None of an alias.
    pub(super) ipv6: Vec<&'f Ipv6InterfaceAddress>,
}

impl Row<'_> {
    pub(super) fn is_up(&self) -> bool {
        self.interface.flags.contains(InterfaceFlags::UP)
    }
}

/// The rows in the order in which they are shown, and the name of an address that is no interface's and no alias's, if there is one.
pub(super) fn of(found: &Interfaces) -> (Vec<Row<'_>>, Option<Box<[u8]>>) {
    let mut rows: Vec<Row<'_>> = found
        .interfaces
        .iter()
        .map(|interface| Row {
            name: &interface.name,
            interface,
            counters: Some(&interface.counters),
            ipv4: None,
            ipv6: Vec::new(),
        })
        .collect();
    let by_index: HashMap<_, _> = rows.iter().enumerate().map(|(place, row)| (row.interface.index, place)).collect();
    let mut by_name: HashMap<_, _> = rows.iter().enumerate().map(|(place, row)| (row.name, place)).collect();
    for address in &found.ipv6_addresses {
        if let Some(row) = by_index.get(&address.interface).and_then(|place| rows.get_mut(*place)) {
            row.ipv6.push(address);
        }
    }
    let mut stray = None;
    for address in &found.ipv4_addresses {
        let label = &*address.label;
        if let Some(row) = by_name.get(label).and_then(|place| rows.get_mut(*place)) {
            row.ipv4.get_or_insert(address);
            continue;
        }
        let base = label.split(|&octet| octet == b':').next().unwrap_or(label);
        match by_index.get(&address.interface).and_then(|place| rows.get(*place)) {
            Some(Row { interface, .. }) if base == &*interface.name => {
                by_name.insert(label, rows.len());
                rows.push(Row { name: label, interface, counters: None, ipv4: Some(address), ipv6: Vec::new() });
            }
            // An interface that came between the two dumps.
            None => {}
            Some(_) => stray = stray.or_else(|| Some(label.into())),
        }
    }
    rows.sort_by(|one, other| order::compare(one.name, other.name));
    (rows, stray)
}
