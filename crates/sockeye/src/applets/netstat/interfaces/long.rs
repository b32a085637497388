//! The form of ifconfig(8): a paragraph for each interface.

use super::Row;
use super::amount::in_units;
use super::flags::in_words;
use super::hardware::Kind;
use crate::applets::netstat::setting::Setting;
use crate::texts::Phrase;
use model::{DeviceMap, InterfaceCounters, InterfaceFlags, Ipv4InterfaceAddress};
use std::fmt::{Arguments, Display};
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};

const RECEIVED: Phrase = Phrase::new("interfaces-received", "RX packets {packets}  bytes {bytes} ({amount})");
const RECEIVED_COMPRESSED: Phrase = Phrase::new("interfaces-received-compressed", "RX compressed:{packets}");
const RECEIVED_ERRORS: Phrase = Phrase::new(
    "interfaces-received-errors",
    "RX errors {errors}  dropped {dropped}  overruns {overruns}  frame {frame}",
);
const SENT: Phrase = Phrase::new("interfaces-sent", "TX packets {packets}  bytes {bytes} ({amount})");
const SENT_COMPRESSED: Phrase = Phrase::new("interfaces-sent-compressed", "TX compressed {packets}");
const SENT_ERRORS: Phrase = Phrase::new(
    "interfaces-sent-errors",
    "TX errors {errors}  dropped {dropped} overruns {overruns}  carrier {carrier}  collisions {collisions}",
);

/// All of them, for the tests of the catalogues.
#[cfg(test)]
pub(super) const PHRASES: &[&Phrase] =
    &[&RECEIVED, &RECEIVED_COMPRESSED, &RECEIVED_ERRORS, &SENT, &SENT_COMPRESSED, &SENT_ERRORS];

/// What stands before each line but the first.
const INDENT: &str = "        ";
/// Base addresses below this one are not shown.
const LEAST_BASE_ADDRESS: u16 = 0x100;

/// Scopes of IPv6 addresses in the order in which they are shown.
const SCOPES: &[(u8, &str)] = &[(0x80, "compat"), (0x20, "link"), (0x40, "site"), (0x10, "host")];
/// The bits that tell how far an address is valid; none of them: everywhere.
const SCOPE_MASK: u8 = 0x7F;

/// Appends a paragraph and the empty line behind it.
pub(super) fn lay(text: &mut Vec<u8>, row: &Row<'_>, setting: &Setting) {
    let interface = row.interface;
    text.extend_from_slice(&setting.shown(row.name));
    push(text, format_args!(": {}  mtu {}\n", in_words(interface.flags), interface.mtu as i32));
    if let Some(address) = row.ipv4 {
        push_ipv4(text, address, interface.flags);
    }
    for address in &row.ipv6 {
        push(text, format_args!("{INDENT}inet6 "));
        render::address::push(text, IpAddr::V6(address.address).to_canonical());
        let scope = scope(address.scope);
        push(text, format_args!("  prefixlen {}  scopeid 0x{:x}{scope}\n", address.prefix_length, address.scope));
    }
    let kind = Kind::of(interface.hardware);
    push(text, format_args!("{INDENT}{}", kind.name()));
    if let Some(address) = kind.address(&interface.hardware_address) {
        text.push(b' ');
        text.extend_from_slice(&setting.shown(&address));
    }
    let queue_length = interface.queue_length as i32;
    // One that is not known.
    if queue_length != -1 {
        push(text, format_args!("  txqueuelen {queue_length}"));
    }
    push(text, format_args!("  ({})\n", kind.title(&setting.texts)));
    if let Some(counters) = row.counters {
        push_counters(text, counters, kind.compresses(), setting);
    }
    push_device(text, &interface.map);
    text.push(b'\n');
}

fn push_ipv4(text: &mut Vec<u8>, address: &Ipv4InterfaceAddress, flags: InterfaceFlags) {
    push(text, format_args!("{INDENT}inet {}  netmask {}", address.local, mask(address.prefix_length)));
    if flags.contains(InterfaceFlags::BROADCAST) {
        push(text, format_args!("  broadcast {}", address.broadcast));
    }
    if flags.contains(InterfaceFlags::POINT_TO_POINT) {
        push(text, format_args!("  destination {}", address.peer));
    }
    text.push(b'\n');
}

fn mask(prefix_length: u8) -> Ipv4Addr {
    let hosts = u32::MAX.checked_shr(prefix_length.into()).unwrap_or_default();
    Ipv4Addr::from_bits(!hosts)
}

/// The words for a scope, in brackets; nothing for bits without words.
fn scope(scope: u8) -> String {
    let named = SCOPES.iter().filter(|(bit, _)| scope & bit != 0).map(|(_, word)| *word);
    let global = (scope & SCOPE_MASK == 0).then_some("global");
    let words: Vec<_> = named.chain(global).collect();
    if words.is_empty() { String::new() } else { format!("<{}>", words.join(",")) }
}

fn push_counters(text: &mut Vec<u8>, counters: &InterfaceCounters, compresses: bool, setting: &Setting) {
    let mut line = |phrase: &'static Phrase, values: &[(&'static str, &dyn Display)]| {
        push(text, format_args!("{INDENT}{}\n", setting.texts.format(phrase, values)));
    };
    let received = &counters.received;
    let amount = in_units(received.bytes);
    line(&RECEIVED, &[("packets", &received.packets), ("bytes", &received.bytes), ("amount", &amount)]);
    if compresses {
        line(&RECEIVED_COMPRESSED, &[("packets", &received.compressed)]);
    }
    let errors: [(&str, &dyn Display); 4] = [
        ("errors", &received.errors),
        ("dropped", &received.dropped),
        ("overruns", &received.overruns),
        ("frame", &received.frame_errors),
    ];
    line(&RECEIVED_ERRORS, &errors);
    let sent = &counters.sent;
    let amount = in_units(sent.bytes);
    line(&SENT, &[("packets", &sent.packets), ("bytes", &sent.bytes), ("amount", &amount)]);
    if compresses {
        line(&SENT_COMPRESSED, &[("packets", &sent.compressed)]);
    }
    let errors: [(&str, &dyn Display); 5] = [
        ("errors", &sent.errors),
        ("dropped", &sent.dropped),
        ("overruns", &sent.overruns),
        ("carrier", &sent.carrier_errors),
        ("collisions", &sent.collisions),
    ];
    line(&SENT_ERRORS, &errors);
}

/// What of the host the device uses, if it uses something.
fn push_device(text: &mut Vec<u8>, map: &DeviceMap) {
    // The original knows 16 bits of it.
    let base = (map.base_address & 0xFFFF) as u16;
    let shows_base = base >= LEAST_BASE_ADDRESS;
    if map.interrupt == 0 && map.memory_start == 0 && map.dma == 0 && !shows_base {
        return;
    }
    push(text, format_args!("{INDENT}device "));
    if map.interrupt != 0 {
        push(text, format_args!("interrupt {}  ", map.interrupt));
    }
    if shows_base {
        push(text, format_args!("base 0x{base:x}  "));
    }
    if map.memory_start != 0 {
        push(text, format_args!("memory 0x{:x}-{:x}  ", map.memory_start, map.memory_end));
    }
    if map.dma != 0 {
        push(text, format_args!("  dma 0x{:x}", map.dma));
    }
    text.push(b'\n');
}

fn push(text: &mut Vec<u8>, arguments: Arguments<'_>) {
    // Writing to a vector cannot fail.
    let _ = text.write_fmt(arguments);
}
