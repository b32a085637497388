//! IPv4 routes.

use super::columns::{self, add};
use super::lookups::{Lookups, is_to_host};
use super::{ended, flags, say_gap};
use crate::applets::netstat::cells::{left, number_left, number_right, signed};
use crate::applets::netstat::setting::{Ended, Listed, Setting};
use crate::texts::{Phrase, Texts};
use model::{Ipv4Route, RouteFlags};
use render::address::quad;
use sources::routes;
use std::collections::HashSet;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};

const TABLE: Phrase = Phrase::new("routes-ipv4-table", "Kernel IP routing table");
const CACHE: Phrase = Phrase::new("routes-ipv4-cache", "Kernel IP routing cache");

/// All of them, for the tests of the catalogues.
#[cfg(test)]
pub(super) const PHRASES: &[&Phrase] = &[&TABLE, &CACHE];

/// What stands for the family in messages.
const FAMILY: &str = "INET (IPv4)";
/// Width of an address, and how much of a name it shows.
const ADDRESS: usize = 15;
/// How much of an interface's name is shown where columns follow it.
const SHORT_INTERFACE: usize = 6;

/// Which columns follow the addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// What TCP is told.
    Tcp,
    /// `-e`: metric and use.
    Metric,
    /// `-ee`: both.
    Both,
    /// `-eee`: nothing at all, not even rows.
    Nothing,
}

impl Detail {
    /// What so many `-e` ask for. From the fourth on they come round again, none and one in each other's place.
    pub(super) fn of(extended: u8) -> Self {
        match (extended, extended % 4) {
            (0, _) | (2.., 1) => Self::Tcp,
            (1, _) | (2.., 0) => Self::Metric,
            (_, 2) => Self::Both,
            _ => Self::Nothing,
        }
    }
}

/// Lists the table, the cache, or both.
///
/// # Errors
/// The kernel does not have what was asked for.
pub(super) fn list(setting: &Setting, out: &mut impl Write) -> Listed {
    let detail = Detail::of(setting.args.extended);
    let wanted = setting.args.routes;
    if wanted.table || !wanted.cache {
        table(setting, detail, out)?;
    }
    if wanted.cache {
        // Since Linux 3.6 the cache has no entries that could be listed.
        routes::ipv4_cache(&setting.files).map_err(|error| ended(error, FAMILY, setting, out))?;
        writeln!(out, "{}", setting.texts.say(&CACHE))?;
        out.write_all(cache_headings(&setting.texts, detail).as_bytes())?;
    }
    Ok(())
}

fn table(setting: &Setting, detail: Detail, out: &mut impl Write) -> Listed {
    let mut lookups = Lookups::wanted(setting);
    if let Some(lookups) = &mut lookups {
        let mut hosts = HashSet::new();
        let gathered = routes::ipv4(&setting.files, |route| {
            hosts.extend(named_hosts(route).into_iter().flatten());
            Ok(())
        });
        gathered.map_err(|error| ended(error, FAMILY, setting, out))?;
        lookups.find_hosts(hosts);
    }
    let mut layout = Layout { setting, lookups: lookups.as_ref(), detail, row: Vec::new(), letters: Vec::new() };
    let mut has_begun = false;
    let listed = routes::ipv4(&setting.files, |route| {
        if !has_begun {
            begin(setting, detail, out)?;
            has_begun = true;
        }
        if !route.flags.contains(RouteFlags::UP) || detail == Detail::Nothing {
            return Ok(());
        }
        out.write_all(layout.row(route))
    });
    let listing = listed.map_err(|error| ended(error, FAMILY, setting, out))?;
    if !has_begun {
        begin(setting, detail, out)?;
    }
    if !listing.has_table {
        return Err(Ended::Told(1));
    }
    say_gap(listing.unread, setting, out)?;
    lookups.map_or(Ok(()), |lookups| lookups.say_gap(setting, out))
}

fn begin(setting: &Setting, detail: Detail, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "{}", setting.texts.say(&TABLE))?;
    out.write_all(headings(&setting.texts, detail).as_bytes())
}

/// The hosts of a route that are shown by name.
fn named_hosts(route: &Ipv4Route<'_>) -> [Option<IpAddr>; 2] {
    let is_shown = route.flags.contains(RouteFlags::UP);
    let destination = is_shown && is_to_host(route) && !route.destination.is_unspecified();
    let gateway = is_shown && !route.flags.contains(RouteFlags::REJECT) && !route.gateway.is_unspecified();
    [destination.then_some(route.destination.into()), gateway.then_some(route.gateway.into())]
}

/// Lays routes out as rows.
struct Layout<'s> {
    setting: &'s Setting,
    lookups: Option<&'s Lookups>,
    detail: Detail,
    row: Vec<u8>,
    letters: Vec<u8>,
}

impl Layout<'_> {
    fn row(&mut self, route: &Ipv4Route<'_>) -> &[u8] {
        self.row.clear();
        self.letters.clear();
        flags::ipv4(route.flags, &mut self.letters);
        let is_rejected = route.flags.contains(RouteFlags::REJECT);
        self.destination(route);
        self.row.push(b' ');
        if is_rejected {
            left(&mut self.row, b"-", ADDRESS)
        } else {
            self.gateway(route.gateway)
        }
        self.row.push(b' ');
        self.address(route.mask);
        self.row.push(b' ');
        left(&mut self.row, &self.letters, 5);
        match self.detail {
            Detail::Tcp => self.tcp(route, is_rejected),
            Detail::Metric | Detail::Both => self.metric(route, is_rejected),
            Detail::Nothing => {}
        }
        self.row.push(b'\n');
        &self.row
    }

    fn destination(&mut self, route: &Ipv4Route<'_>) {
        let Some(lookups) = self.lookups else { return self.address(route.destination) };
        let name = match route.destination {
            Ipv4Addr::UNSPECIFIED => route.mask.is_unspecified().then_some(&b"default"[..]),
            host if is_to_host(route) => lookups.host(host.into()),
            network => lookups.network(network),
        };
        self.named(name, route.destination);
    }

    fn gateway(&mut self, gateway: Ipv4Addr) {
        let name = self.lookups.filter(|_| !gateway.is_unspecified()).and_then(|lookups| lookups.host(gateway.into()));
        self.named(name, gateway);
    }

    /// A name as far as there is room for it, or the address.
    fn named(&mut self, name: Option<&[u8]>, address: Ipv4Addr) {
        match name {
            Some(name) => left(&mut self.row, &self.setting.shown(cut(name, ADDRESS)), ADDRESS),
            None => self.address(address),
        }
    }

    fn address(&mut self, address: Ipv4Addr) {
        let (digits, length) = quad(address);
        left(&mut self.row, &digits[..length], ADDRESS);
    }

    fn tcp(&mut self, route: &Ipv4Route<'_>, is_rejected: bool) {
        if is_rejected {
            return self.row.extend_from_slice(b"     - -          - -");
        }
        number_right(&mut self.row, signed(route.mtu), 5);
        number_left(&mut self.row, signed(route.window), 5);
        number_right(&mut self.row, signed(route.round_trip), 6);
        self.row.push(b' ');
        self.row.extend_from_slice(&self.setting.shown(route.interface));
    }

    fn metric(&mut self, route: &Ipv4Route<'_>, is_rejected: bool) {
        number_left(&mut self.row, signed(route.metric), 6);
        // Together they are as wide in both, and differ where a number is longer than its column.
        let (references, uses) = if self.detail == Detail::Both && !is_rejected { (3, 6) } else { (2, 7) };
        if is_rejected {
            self.row.extend_from_slice(b" - ");
        } else {
            number_left(&mut self.row, signed(route.references), references);
        }
        number_right(&mut self.row, signed(route.uses), uses);
        self.row.push(b' ');
        if self.detail == Detail::Metric {
            let interface = if is_rejected { b"-" } else { route.interface };
            self.row.extend_from_slice(&self.setting.shown(interface));
        } else if is_rejected {
            self.row.extend_from_slice(b"-        -     -      -");
        } else {
            let interface = self.setting.shown(cut(route.interface, SHORT_INTERFACE));
            left(&mut self.row, &interface, 8);
            number_left(&mut self.row, signed(route.mtu), 5);
            number_left(&mut self.row, signed(route.window), 6);
            number_left(&mut self.row, signed(route.round_trip), 0);
        }
    }
}

fn cut(text: &[u8], width: usize) -> &[u8] {
    text.get(..width).unwrap_or(text)
}

/// The line above the rows of the table.
pub(super) fn headings(texts: &Texts, detail: Detail) -> String {
    under([&columns::DESTINATION, &columns::GATEWAY, &columns::MASK], texts, detail, "")
}

/// The line below the title of the cache.
pub(super) fn cache_headings(texts: &Texts, detail: Detail) -> String {
    under(
        [&columns::SOURCE, &columns::DESTINATION, &columns::GATEWAY],
        texts,
        detail,
        "  TOS HHRef HHUptod     SpecDst",
    )
}

/// Headings of the addresses, of the columns for this detail, and `last` where all are shown.
fn under(addresses: [&'static Phrase; 3], texts: &Texts, detail: Detail, last: &str) -> String {
    let mut line = String::new();
    if detail == Detail::Nothing {
        return line;
    }
    for address in addresses {
        add(&mut line, texts, address, ADDRESS);
    }
    add(&mut line, texts, &columns::FLAGS, 5);
    if detail == Detail::Tcp {
        line.push_str("  MSS ");
        add(&mut line, texts, &columns::WINDOW, 7);
        line.push_str("irtt ");
        line.push_str(&texts.say(&columns::INTERFACE));
    } else {
        add(&mut line, texts, &columns::METRIC, 6);
        add(&mut line, texts, &columns::REFERENCES, 3);
        line.push_str("  ");
        line.push_str(&format!(" {:>3} ", texts.say(&columns::USES)));
        if detail == Detail::Metric {
            line.push_str(&texts.say(&columns::INTERFACE));
        } else {
            add(&mut line, texts, &columns::INTERFACE, 8);
            line.push_str("MSS   ");
            add(&mut line, texts, &columns::WINDOW, 6);
            line.push_str("irtt");
            line.push_str(last);
        }
    }
    line.push('\n');
    line
}
