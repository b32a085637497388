//! PACKET sockets: raw and cooked, by protocol, on one interface, with a filter, in a fanout group, with a ring.

use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use pnet_datalink::{Channel, ChannelType, Config, FanoutOption, FanoutType};
use socket2::{Domain, Protocol, SockFilter, Socket, Type};

use crate::crowd::cast::{Member, Part};

pub(super) const MEMBERS: &[Member] = &[
    Member { name: "packet", comm: b"arpwatch", user: 0, cgroup: "", part: Part::Main, act: by_protocol },
    Member { name: "fanout", comm: b"suricata", user: 0, cgroup: "", part: Part::Main, act: fanout },
    Member { name: "ring", comm: b"launcher", user: 0, cgroup: "", part: Part::Main, act: ring },
];

fn by_protocol() -> Result<Vec<OwnedFd>> {
    let mut held: Vec<OwnedFd> = Vec::new();
    // None, all, ARP, LLDP, one without a name; the field is in network order (packet(7)).
    for (kind, protocol) in [
        (Type::RAW, 0_u16),
        (Type::RAW, 0x0003),
        (Type::RAW, 0x0806),
        (Type::DGRAM, 0x88cc),
        (Type::DGRAM, 0x9999),
        (Type::DGRAM, 0x0800),
    ] {
        let protocol = Protocol::from(i32::from(protocol.to_be()));
        held.push(Socket::new(Domain::PACKET, kind, Some(protocol)).context("make a packet socket")?.into());
    }
    let filtered = Socket::new(Domain::PACKET, Type::RAW, Some(Protocol::from(i32::from(0x0806_u16.to_be()))))?;
    filtered.attach_filter(&[
        SockFilter::new(0x28, 0, 0, 12),
        SockFilter::new(0x15, 0, 1, 0x806),
        SockFilter::new(0x06, 0, 0, 0x4_0000),
        SockFilter::new(0x06, 0, 0, 0),
    ])?;
    held.push(filtered.into());
    Ok(held)
}

fn fanout() -> Result<Vec<OwnedFd>> {
    let interfaces = pnet_datalink::interfaces();
    let interface = interfaces.iter().find(|interface| interface.name == "va0").context("the interface va0")?;
    let group = FanoutOption { group_id: 7, fanout_type: FanoutType::LB, defrag: true, rollover: false };
    let members = [
        (ChannelType::Layer2, Some(group)),
        (ChannelType::Layer2, Some(group)),
        (ChannelType::Layer3(0x0806), None),
        (ChannelType::Layer2, None),
    ];
    for (channel_type, linux_fanout) in members {
        let config = Config { channel_type, linux_fanout, promiscuous: false, ..Config::default() };
        match pnet_datalink::channel(interface, config).context("open a channel on va0")? {
            // The channel keeps its socket to itself, and so it is kept by never being dropped.
            Channel::Ethernet(sender, receiver) => std::mem::forget((sender, receiver)),
            _ => bail!("the channel on va0 is no packet socket"),
        }
    }
    Ok(Vec::new())
}

/// tcpdump makes the ring: a TPACKET_V3 one, with a filter.
fn ring() -> Result<Vec<OwnedFd>> {
    let mut tcpdump = Command::new("tcpdump")
        .args(["--immediate-mode", "-n", "-q", "-i", "va0", "-w", "/dev/null", "-Z", "root", "tcp port 22"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .context("run tcpdump")?;
    // It says "listening on" once its socket is complete.
    let mut said = String::new();
    let mut stderr = std::io::BufReader::new(tcpdump.stderr.take().context("tcpdump has no standard error")?);
    while !said.contains("listening on") {
        let read = std::io::BufRead::read_line(&mut stderr, &mut said)?;
        ensure!(read > 0, "tcpdump ended early: {said}");
    }
    Ok(vec![stderr.into_inner().into()])
}
