//! IPv6 routes.

use super::columns::{self, add};
use super::lookups::Lookups;
use super::{ended, flags, say_gap};
use crate::applets::netstat::cells::{left, number_left, number_right, signed};
use crate::applets::netstat::setting::{Listed, Setting};
use crate::texts::{Phrase, Texts};
use model::{Ipv6Route, RouteFlags};
use sources::routes;
use std::collections::HashSet;
use std::io::Write;
use std::net::{IpAddr, Ipv6Addr};

const TABLE: Phrase = Phrase::new("routes-ipv6-table", "Kernel IPv6 routing table");
const CACHE: Phrase = Phrase::new("routes-ipv6-cache", "Kernel IPv6 routing cache");
const NEXT_HOP: Phrase = Phrase::new("routes-next-hop", "Next Hop");
const FLAG: Phrase = Phrase::new("routes-ipv6-flags", "Flag");
const METRIC: Phrase = Phrase::new("routes-ipv6-metric", "Met");
const INTERFACE: Phrase = Phrase::new("routes-ipv6-interface", "If");

/// All of them, for the tests of the catalogues.
#[cfg(test)]
pub(super) const PHRASES: &[&Phrase] = &[&TABLE, &CACHE, &NEXT_HOP, &FLAG, &METRIC, &INTERFACE];

/// What stands for the family in messages.
const FAMILY: &str = "INET6 (IPv6)";
const DESTINATION_WIDTH: usize = 30;
const NEXT_HOP_WIDTH: usize = 26;

/// Lists the tables, the cache, or both.
///
/// # Errors
/// The kernel has none of them.
pub(super) fn list(setting: &Setting, out: &mut impl Write) -> Listed {
    let wanted = setting.args.routes;
    if wanted.table || !wanted.cache {
        table(&TABLE, |route| !route.flags.contains(RouteFlags::CACHE), setting, out)?;
    }
    if wanted.cache {
        table(&CACHE, |route| route.flags.contains(RouteFlags::CACHE), setting, out)?;
    }
    Ok(())
}

fn table(
    title: &'static Phrase,
    is_shown: fn(&Ipv6Route<'_>) -> bool,
    setting: &Setting,
    out: &mut impl Write,
) -> Listed {
    let mut lookups = Lookups::wanted(setting);
    if let Some(lookups) = &mut lookups {
        let mut hosts = HashSet::new();
        let gathered = routes::ipv6(&setting.files, |route| {
            if is_shown(route) {
                let ends = [route.destination, route.next_hop].into_iter().filter(|address| !address.is_unspecified());
                hosts.extend(ends.map(IpAddr::V6));
            }
            Ok(())
        });
        gathered.map_err(|error| ended(error, FAMILY, setting, out))?;
        lookups.find_hosts(hosts);
    }
    let (mut row, mut address, mut letters) = (Vec::new(), Vec::new(), Vec::new());
    let mut has_begun = false;
    let listed = routes::ipv6(&setting.files, |route| {
        if !has_begun {
            begin(title, setting, out)?;
            has_begun = true;
        }
        if !is_shown(route) {
            return Ok(());
        }
        row.clear();
        push_address(&mut address, route.destination, lookups.as_ref(), setting);
        address.push(b'/');
        push_number(&mut address, route.prefix_length);
        left(&mut row, &address, DESTINATION_WIDTH);
        row.push(b' ');
        push_address(&mut address, route.next_hop, lookups.as_ref(), setting);
        left(&mut row, &address, NEXT_HOP_WIDTH);
        row.push(b' ');
        letters.clear();
        flags::ipv6(route.flags, &mut letters);
        left(&mut row, &letters, 4);
        number_left(&mut row, signed(route.metric), 3);
        number_left(&mut row, signed(route.references), 0);
        number_right(&mut row, signed(route.uses), 6);
        row.push(b' ');
        row.extend_from_slice(&setting.shown(route.interface));
        row.push(b'\n');
        out.write_all(&row)
    });
    let gap = listed.map_err(|error| ended(error, FAMILY, setting, out))?;
    if !has_begun {
        begin(title, setting, out)?;
    }
    say_gap(gap, setting, out)?;
    lookups.map_or(Ok(()), |lookups| lookups.say_gap(setting, out))
}

fn begin(title: &'static Phrase, setting: &Setting, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "{}", setting.texts.say(title))?;
    out.write_all(headings(&setting.texts).as_bytes())
}

/// Writes an address by name or in digits, one that embeds an IPv4 address as that.
fn push_address(text: &mut Vec<u8>, address: Ipv6Addr, lookups: Option<&Lookups>, setting: &Setting) {
    text.clear();
    match lookups {
        Some(_) if address.is_unspecified() => text.extend_from_slice(b"[::]"),
        _ => match lookups.and_then(|lookups| lookups.host(address.into())) {
            Some(name) => text.extend_from_slice(&setting.shown(name)),
            None => render::address::push(text, address.to_canonical()),
        },
    }
}

fn push_number(text: &mut Vec<u8>, number: u8) {
    text.extend_from_slice(number.to_string().as_bytes());
}

/// The line above the rows.
pub(super) fn headings(texts: &Texts) -> String {
    let mut line = String::new();
    add(&mut line, texts, &columns::DESTINATION, DESTINATION_WIDTH);
    add(&mut line, texts, &NEXT_HOP, NEXT_HOP_WIDTH);
    add(&mut line, texts, &FLAG, 4);
    add(&mut line, texts, &METRIC, 3);
    add(&mut line, texts, &columns::REFERENCES, 4);
    add(&mut line, texts, &columns::USES, 3);
    line.push_str(&texts.say(&INTERFACE));
    line.push('\n');
    line
}
