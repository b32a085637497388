//! A network namespace full of interfaces, addresses, routes and groups, and names for some of them, for a thread and what it starts.
//!
//! Nothing is sent once it stands, so that counters hold still. What a kernel lacks (kinds of interfaces, IPv6) is left out.

use std::ffi::OsStr;
use std::fs;
use std::net::UdpSocket;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result, anyhow, ensure};
use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, unshare};

use crate::lab::ip;

const NONE: Option<&str> = None;

/// Quiet: no router is asked for, no address is doubted.
const SETTINGS: [(&str, &str); 4] = [
    ("net/ipv6/conf/all/accept_dad", "0"),
    ("net/ipv6/conf/default/accept_dad", "0"),
    ("net/ipv6/conf/all/router_solicitations", "0"),
    ("net/ipv6/conf/default/router_solicitations", "0"),
];

/// What every kernel with veth has.
const GROUND: &str = "\
link set lo up
link add va0 address 02:00:00:00:09:01 type veth peer name vb0 address 02:00:00:00:09:02
addr add 10.9.0.1/24 broadcast + dev va0
addr add 10.9.0.11/24 dev va0
addr add 10.9.0.12/24 dev va0 label va0:1
addr add 10.9.0.13/24 dev va0 label va0:10
addr add 10.9.0.14/24 dev va0 label va0:9
addr add 10.9.1.12/32 dev va0 label va0:odd
link set va0 txqueuelen 123
link set va0 up
link set vb0 up
link add fifteen-octets- address 02:00:00:00:0a:01 type veth peer name enp10s0 address 02:00:00:00:0a:02
link add enp9s0 address 02:00:00:00:0b:01 mtu 68 type veth peer name enp1s0 address 02:00:00:00:0b:02
link set enp9s0 up
link set enp1s0 up allmulticast on promisc on
link set enp10s0 arp off multicast off
route add default via 10.9.0.2
route add default via 10.9.0.3 metric 100
route add 10.24.0.0/16 nexthop via 10.9.0.2 weight 1 nexthop via 10.9.0.3 weight 2
route add 10.25.0.0/16 via 10.9.0.2 mtu 1400 advmss 1360 window 32000 rtt 100ms
route add 10.26.0.0/16 via 10.9.0.2 mtu lock 1300
route add 10.27.0.5/32 via 10.9.0.2
route add 10.28.0.5/32 dev va0
route add 10.29.0.0/16 via 10.9.0.2 dev va0 onlink src 10.9.0.11 tos 8
route add 192.168.7.0/24 dev enp1s0 metric 4294967295
route add 127.0.0.0/8 dev lo
route add 224.0.0.0/4 dev va0
route add 0.0.0.0/1 via 10.9.0.2
route add 10.32.0.0/20 via 10.9.0.2 metric 5
";

/// What a kernel may lack, and what depends on it: each line is tried by itself.
const MORE: &str = "\
addr add fd09::1/64 dev va0 nodad
addr add ::1.2.3.4/96 dev va0 nodad
addr add fec0::1/64 dev va0 nodad
addr add ::ffff:1.2.3.4/96 dev va0 nodad
link add br0 address 02:00:00:00:0c:01 type bridge
link set vb0 master br0
link set br0 up
addr add 172.16.0.1/12 dev br0
addr add 2001:db8::1/64 dev br0 nodad
link add dummy0 address 02:00:00:00:0d:01 type dummy
link set dummy0 up
link add ifb9 address 02:00:00:00:0e:01 type ifb
link set ifb9 up
link add vx0 address 02:00:00:00:0f:01 type vxlan id 42 dev va0 dstport 4789
link set vx0 up
link add mv0 link va0 address 02:00:00:00:10:01 mtu 1400 type macvlan
link set mv0 up
link add link va0 name va0.100 type vlan id 100
link set va0.100 up
link add sit1 type sit remote 10.9.0.2 local 10.9.0.1
link add gre1 type gre remote 10.9.0.2 local 10.9.0.1
link add ipip1 type ipip remote 10.9.0.2 local 10.9.0.1
link add wg0 type wireguard
tuntap add dev tun0 mode tun
addr add 10.8.0.1 peer 10.8.0.2/32 dev tun0
link set tun0 up
tuntap add dev tap0 mode tap
route add unreachable 10.20.0.0/16
route add blackhole 10.21.0.0/16
route add prohibit 10.22.0.0/16
route add throw 10.23.0.0/16
route add 10.30.0.0/16 via inet6 fd09::2 dev va0
nexthop add id 5 via 10.9.0.2 dev va0
nexthop add id 6 blackhole
nexthop add id 7 via fd09::2 dev va0
nexthop add id 8 via 10.9.0.3 dev va0
nexthop add id 9 group 5/8
route add 10.40.0.0/16 nhid 5
route add 10.41.0.0/16 nhid 6
route add 10.42.0.0/16 nhid 7
route add 10.43.0.0/16 nhid 9
maddr add 01:00:5e:00:00:09 dev va0
";

/// IPv6 routes, each tried by itself.
const IPV6_ROUTES: &str = "\
route add default via fd09::2
route add unreachable fd20::/64
route add blackhole fd21::/64
route add prohibit fd25::/64
route add fd22::/64 nexthop via fd09::2 nexthop via fd09::3
route add 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff/128 via fd09::2 metric 4000000000
route add fd23::/64 via fd09::2 mtu 1300
route add fd24::/64 dev enp1s0
route add ::ffff:0:0/96 dev va0
route add fd26::/64 via fd09::2 expires 4000
";

/// Names that come out: longer than their columns, of hosts and networks.
const NAMES: [(&str, &str); 3] = [
    (
        "/etc/hosts",
        "127.0.0.1 localhost\n\
         ::1 localhost ip6-localhost\n\
         10.9.0.2 a-rather-long-name-for-a-host.far.example.test far\n\
         10.27.0.5 single.example.test\n\
         10.25.0.0 a-host-and-not-a-network.example.test\n\
         224.0.0.1 all-systems.mcast.net\n\
         fd09::2 far6.example.test\n\
         fd09::1 a-name-that-is-longer-than-the-column.near6.example.test\n\
         fd24:: a-network-by-its-host.example.test\n\
         ff02::1 ip6-allnodes\n",
    ),
    (
        "/etc/networks",
        "loopback 127.0.0.0\nnone 0.0.0.0\nlan24 10.24.0.0 # a comment\nprivate 172.16\na-network-with-a-long-name 10.26.0.0\n",
    ),
    ("/etc/nsswitch.conf", "hosts: files\nnetworks: files\n"),
];

/// Does `work` in such a namespace. The files that stand for those of /etc are made in `folder`.
///
/// # Errors
/// Not root, or `work` fails or panics.
pub fn with_network<T: Send>(folder: &Path, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    with_empty_network(|| {
        build(folder)?;
        work()
    })
}

/// Does `work` in a network namespace in which nothing was done yet.
///
/// # Errors
/// Not root, or `work` fails or panics.
pub fn with_empty_network<T: Send>(work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    thread::scope(|scope| {
        // Namespaces are a thread's own once it has unshared them, and pass to what it starts.
        let done = scope.spawn(|| {
            unshare(CloneFlags::CLONE_NEWNET | CloneFlags::CLONE_NEWNS)
                .context("unshare the network (this needs root)")?;
            work()
        });
        done.join().map_err(|_| anyhow!("the work in the network panicked"))?
    })
}

fn build(folder: &Path) -> Result<()> {
    mount(NONE, "/", NONE, MsFlags::MS_REC | MsFlags::MS_PRIVATE, NONE).context("make all mounts private")?;
    for (path, text) in NAMES {
        let stand_in = folder.join(path.trim_start_matches("/etc/"));
        fs::write(&stand_in, text).with_context(|| format!("write {}", stand_in.display()))?;
        mount(Some(&stand_in), path, NONE, MsFlags::MS_BIND, NONE).with_context(|| format!("mount over {path}"))?;
    }
    for (name, value) in SETTINGS {
        // A kernel without IPv6 has nothing to be kept quiet.
        let _ = fs::write(Path::new("/proc/sys").join(name), value);
    }
    ip(&["-batch", "-"], GROUND).context("make the interfaces that the tests need")?;
    // More interfaces than one datagram tells of.
    let many: String = (0..30)
        .map(|number| {
            format!(
                "link add many{number} address 02:00:00:01:00:{number:02x} type veth peer name \
                 peer{:x}x address 02:00:00:02:00:{number:02x}\n",
                number * 7919
            )
        })
        .collect();
    ip(&["-batch", "-"], &many).context("make many interfaces")?;
    for line in MORE.lines() {
        try_ip(&[], line)?;
    }
    for line in IPV6_ROUTES.lines() {
        try_ip(&["-6"], line)?;
    }
    let socket = UdpSocket::bind("127.0.0.1:0").context("open a socket")?;
    for size in [0, 1, 1000] {
        socket.send_to(&vec![0; size], socket.local_addr()?).context("send to itself")?;
    }
    Ok(())
}

/// Has ip(8) do what a line says, if the kernel takes it.
fn try_ip(options: &[&str], line: &str) -> Result<()> {
    let words = options.iter().copied().chain(line.split(' '));
    Command::new("ip").args(words).output().map(drop).context("run ip (iproute2)")
}

/// Names of interfaces that a terminal must not see raw. They may have any octet but blanks, slashes and colons.
pub const UNTRUSTED_NAMES: [&[u8]; 3] = [b"\x1b[31mred", b"\xff\xfe", b"\x7f\x07\xc2\x9b31m"];

/// Adds interfaces of these names; in the namespace of [`with_network`].
///
/// # Errors
/// The kernel does not take them.
pub fn add_untrusted() -> Result<()> {
    for name in UNTRUSTED_NAMES {
        let status = Command::new("ip")
            .args(["link", "add", "name"])
            .arg(OsStr::from_bytes(name))
            .args(["up", "type", "veth"])
            .status()
            .context("run ip (iproute2)")?;
        ensure!(status.success(), "ip does not add an interface called {}", name.escape_ascii());
    }
    Ok(())
}
