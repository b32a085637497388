//! Command lines and what they ask for. What the original makes of them is compared in `testkit/tests/nc_usage.rs`.

use super::*;
use crate::applets::nc::request::*;
use crate::applets::nc::usage::Told;
use relay::address::UnixName;
use relay::rules::{InputEnd, Kind};
use std::os::unix::ffi::OsStringExt;
use std::time::Duration;

const SERVICES: &[u8] = b"ftp-data 20/tcp\nhttp 80/tcp www\nsyslog 514/udp\n";

fn command(line: &str) -> Result<Command, Failure> {
    let words = line.split(' ').filter(|word| !word.is_empty()).map(|word| OsString::from(word.replace('_', " ")));
    read_with(words, &Services::of_text(SERVICES))
}

fn request(line: &str) -> Request {
    match command(line) {
        Ok(Command::Run(request)) => *request,
        other => panic!("{line}: {other:?}"),
    }
}

/// Why a command line is refused.
fn refusal(line: &str) -> String {
    match command(line) {
        Err(failure) => {
            assert_eq!(failure.status(), 1, "{line}");
            failure.into_message()
        }
        Ok(other) => panic!("{line}: {other:?}"),
    }
}

fn peer(host: &str, ports: &[PortSpan]) -> Target {
    Target::Internet { host: host.into(), ports: ports.to_vec(), is_shuffled: false }
}

fn connect(target: Target) -> Task {
    Task::Connect { target, proxy: None, passes_descriptor: false }
}

fn listen(host: Option<&str>, port: &str) -> Task {
    let at = ListenAt::Internet { host: host.map(Into::into), port: port.into() };
    Task::Listen { at, keeps_listening: false }
}

#[test]
fn a_host_and_ports_are_whom_to_connect_to() {
    assert_eq!(request("h 80").task, connect(peer("h", &[80..=80])));
    let ports = [20..=30, 20..=30, 80..=80, 20..=20, 7..=7, 8..=8];
    assert_eq!(request("h 20-30 30-20 http ftp-data +7 _8").task, connect(peer("h", &ports)));
    assert_eq!(request("-u h syslog").task, connect(peer("h", &[514..=514])));
    assert_eq!(request("[::1] 80").task, connect(peer("::1", &[80..=80])));
    assert_eq!(request("[fe80::1%lo] 80").task, connect(peer("fe80::1%lo", &[80..=80])));
    assert_eq!(
        request("-r h 1").task,
        connect(Target::Internet { host: "h".into(), ports: vec![1..=1], is_shuffled: true })
    );
    for line in ["h 0", "h 65536", "h nosuch", "h syslog", "h 1-", "h 1-2-3", "h http-https", "h 1,2", "h -- -1", "h -"]
    {
        assert!(refusal(line).contains("names no port"), "{line}");
    }
}

#[test]
fn a_listener_has_one_place() {
    assert_eq!(request("-l 80").task, listen(None, "80"));
    assert_eq!(request("-l h 80").task, listen(Some("h"), "80"));
    assert_eq!(request("-v -l -p 80").task, listen(None, "80"));
    assert_eq!(request("-l -s h -p nosuch").task, listen(Some("h"), "nosuch"));
    assert_eq!(request("-l -s h -p 1").local_address, None);
    for line in ["-l", "-l -s h", "-l -p 1 h", "-l -p 1 h 2", "-l -s h 1", "-l h 1 2"] {
        refusal(line);
    }
}

#[test]
fn unix_sockets_have_paths() {
    let unix = |name| connect(Target::Unix(name));
    assert_eq!(request("-U a:1").task, unix(UnixName::Path("a:1".into())));
    assert_eq!(request("-U @a").task, unix(UnixName::Abstract(b"a".to_vec())));
    let at = ListenAt::Unix(UnixName::Path("a".into()));
    assert_eq!(request("-klU a").task, Task::Listen { at: at.clone(), keeps_listening: true });
    assert_eq!(request("-lU -s a").task, Task::Listen { at, keeps_listening: false });
    assert_eq!(request("-Uu -s mine a").local_address, Some("mine".into()));
    for line in ["-U", "-U a b", "-lU", "-lU a b", "-lU -p 5", "-lU -s a b", "-U -p 5 a", "-FU a", "-ZU a"] {
        refusal(line);
    }
}

#[test]
fn one_word_may_name_a_place_whole() {
    let target = connect(peer("h", &[80..=80]));
    for line in ["/dev/tcp/h/80", "tcp://h:80", "TCP://h:80/", "h:80", "tcp://h:http"] {
        let request = request(line);
        assert_eq!((request.task, request.kind), (target.clone(), Kind::Stream), "{line}");
    }
    for line in ["/dev/udp/h/80", "udp://h:80", "-u udp://h:80"] {
        let request = request(line);
        assert_eq!((request.task, request.kind), (target.clone(), Kind::Datagram), "{line}");
    }
    assert_eq!(request("[::1]:80").task, connect(peer("::1", &[80..=80])));
    assert_eq!(request("/dev/tcp/::1/80").task, connect(peer("::1", &[80..=80])));
    assert_eq!(request("-l udp://:80").task, listen(None, "80"));
    assert_eq!(request("-l :80").task, listen(None, "80"));
    assert_eq!(request("-l [::]:80").task, listen(Some("::"), "80"));
    assert_eq!(request("unix:/a").task, connect(Target::Unix(UnixName::Path("/a".into()))));
    assert_eq!(request("unix:///a").task, connect(Target::Unix(UnixName::Path("/a".into()))));
    assert_eq!(request("unix:@a").task, connect(Target::Unix(UnixName::Abstract(b"a".to_vec()))));
    assert_eq!(request("tls://h:80").extras.tls, Some(Tls::default()));
    for line in [
        "-u tcp://h:1",
        "-Z tcp://h:1",
        "-Z udp://h:1",
        "-u tls://h:1",
        "udp://:1",
        "tcp://h",
        "/dev/tcp/h",
        "http://h:1",
        "::1",
        "::1:80",
        "h:",
        "h:nosuch",
        "-x p udp://h:1",
        "-x p unix:a",
        "-F unix:a",
        "-l -p 1 tcp://h:1",
        "unix:a 1",
    ] {
        refusal(line);
    }
}

#[test]
fn numbers_have_the_limits_of_the_original() {
    for line in [
        "-i -1",
        "-i 1x",
        "-i 4294967296",
        "-w -1",
        "-w 2147484",
        "-q x",
        "-q 2147483648",
        "-q -2147483649",
        "-I 0",
        "-I 1073741825",
        "-O 0",
        "-M -1",
        "-M 256",
        "-m 256",
        "-W 0",
        "-W 2147483648",
        "-T 256",
        "-T 0x100",
        "-T EF",
        "-X 6",
        "-V 0",
    ] {
        refusal(&format!("{line} h 1"));
    }
    assert_eq!(request("-i 0 h 1").interval, None);
    assert_eq!(request("-i 4294967295 h 1").interval, Some(Duration::from_secs(4_294_967_295)));
    assert_eq!(request("-w _0 h 1").limit, Some(Duration::ZERO));
    assert_eq!(request("-w 2147483 h 1").limit, Some(Duration::from_secs(2_147_483)));
    assert_eq!(request("-I 1073741824 h 1").tuning.receive_buffer.unwrap().get(), 1 << 30);
    let request = request("-O 1 -M 255 -m 0 -W 2147483647 h 1");
    assert_eq!((request.tuning.send_buffer.unwrap().get(), request.tuning.time_to_live), (1, Some(255)));
    assert_eq!((request.tuning.least_time_to_live, request.receive_limit.unwrap().get()), (Some(0), 2_147_483_647));
}

#[test]
fn the_end_of_the_input_means_what_options_say() {
    let end = |line: &str| request(&format!("{line} h 1")).input_end;
    assert_eq!(end(""), InputEnd::Stay);
    assert_eq!(end("-q -1"), InputEnd::Stay);
    assert_eq!(end("-N"), InputEnd::HalfClose);
    assert_eq!(end("-q 5 -q -1"), InputEnd::HalfClose);
    assert_eq!(end("-q 5 -N"), InputEnd::HalfCloseAndQuit(Duration::from_secs(5)));
    assert_eq!(end("-q0"), InputEnd::HalfCloseAndQuit(Duration::ZERO));
}

#[test]
fn traffic_classes_have_words_and_numbers() {
    let words = [
        ("lowdelay", 16),
        ("af43", 0x98),
        ("cs7", 0xe0),
        ("Minimize-Delay", 16),
        ("010", 10),
        ("0x10", 16),
        ("0x1g", 1),
        ("0x", 0),
        ("255", 255),
        ("_5", 5),
    ];
    for (word, octet) in words {
        assert_eq!(request(&format!("-T {word} h 1")).tuning.traffic_class, Some(octet), "{word}");
    }
}

#[test]
fn a_proxy_has_the_port_of_its_protocol() {
    let proxy = |line: &str| match request(&format!("{line} h 1")).task {
        Task::Connect { proxy: Some(proxy), .. } | Task::Scan { proxy: Some(proxy), .. } => {
            format!("{:?} {} {}", proxy.protocol, proxy.host.display(), proxy.port.display())
        }
        other => panic!("{line}: {other:?}"),
    };
    assert_eq!(proxy("-x p"), "Socks5 p 1080");
    assert_eq!(proxy("-z -x p -X 4"), "Socks4 p 1080");
    assert_eq!(proxy("-x p -X4a"), "Socks4a p 1080");
    assert_eq!(proxy("-Xconnect -xp"), "HttpConnect p 3128");
    assert_eq!(proxy("-X CONNECT -x p:http"), "HttpConnect p http");
    assert_eq!(proxy("-x [::1]"), "Socks5 ::1 1080");
    assert_eq!(proxy("-x [::1]:5"), "Socks5 ::1 5");
    assert_eq!(proxy("-x ::1:5"), "Socks5 ::1 5");
    assert_eq!(proxy("-x p:"), "Socks5 p ");
    for line in ["-x [::1 h 1", "-x [::1]5 h 1", "-x p -u h 1", "-x p -s a h 1", "-x p -l 1", "-x p -U a"] {
        refusal(line);
    }
}

#[test]
fn what_contradicts_is_refused() {
    for line in ["-l -z 1", "-k h 1", "", "h", "-Q", "--nosuch", "-w", "-v=1", "-46x"] {
        refusal(line);
    }
    assert_eq!(request("-46 h 1").version, Some(IpVersion::V6));
    assert_eq!(request("-64 h 1").version, Some(IpVersion::V4));
    assert!(!request("-uZ h 1").is_dccp);
    assert!(matches!(request("-Fz h 1").task, Task::Connect { passes_descriptor: true, .. }));
}

#[test]
fn the_words_by_which_scripts_tell_netcats_apart_stay() {
    assert!(refusal("-q").contains("requires an argument"));
    assert!(refusal("-Q").contains("invalid option -- 'Q'"));
}

#[test]
fn what_the_traditional_netcat_has_is_taken_or_refused_with_its_reason() {
    assert!(refusal("-l -p 80 -e /bin/sh").contains("socat"));
    assert!(refusal("-lp80 -c id").contains("mkfifo"));
    assert!(refusal("-g 10.0.0.1 h 1").contains("source routes"));
    assert_eq!(request("-o file h 1").extras.hex_dump, Some("file".into()));
    assert_eq!(request("--listen --udp --source-port 80").task, listen(None, "80"));
}

#[test]
fn help_ends_the_reading_where_it_stands() {
    assert_eq!(command("-h -Q").unwrap(), Command::Tell(Told::Help));
    assert_eq!(command("--help").unwrap(), Command::Tell(Told::HelpOnOutput));
    assert_eq!(command("-l --version").unwrap(), Command::Tell(Told::Version));
    refusal("-Qh");
}

#[test]
fn tls_has_what_it_needs() {
    let tls = |line: &str| request(line).extras.tls.unwrap();
    assert_eq!(tls("--ssl h 1"), Tls::default());
    let server = tls("-l --tls-cert c --tls-key k --tls-ca a --tls-verify-client 1");
    assert!(server.verifies_clients && server.certificate == Some("c".into()));
    assert_eq!(tls("--tls-alpn h2,http/1.1 h 1").protocols, ["h2", "http/1.1"]);
    assert_eq!(tls("--tls-name n -U a").server_name, Some("n".to_owned()));
    for line in [
        "--tls -u h 1",
        "--tls -U a",
        "--tls -F h 1",
        "--tls -z h 1",
        "--tls-cert c h 1",
        "--tls-key k h 1",
        "-l --tls 1",
        "-l --tls-cert c --tls-key k --tls-ca a 1",
        "-l --tls-cert c --tls-key k --tls-verify-client 1",
        "--tls-alpn , h 1",
        "--tls-verify-client h 1",
        "--tls-insecure --tls-ca a h 1",
        "-l --tls-cert c --tls-key k --tls-name n 1",
        "-l --tls-cert c --tls-key k --tls-insecure 1",
        "--tls-name= h 1",
    ] {
        refusal(line);
    }
}

#[test]
fn what_looks_at_octets_needs_some() {
    for option in ["--record f", "--hex-dump -", "--progress"] {
        request(&format!("{option} h 1"));
        refusal(&format!("{option} -z h 1"));
        refusal(&format!("{option} -F h 1"));
    }
    assert_eq!(request("--congestion keep -u h 1").extras.congestion, Congestion::AsConfigured);
    assert_eq!(request("--congestion reno h 1").extras.congestion, Congestion::Named("reno".to_owned()));
    assert_eq!(request("--sandbox h 1").extras.sandbox, Sandboxing::Required);
    for line in ["--congestion reno -u h 1", "--congestion 0123456789abcdef h 1", "--sandbox --no-sandbox h 1"] {
        refusal(line);
    }
}

#[test]
fn octets_that_are_no_text_pass() {
    let words = [OsString::from("-U"), OsString::from_vec(vec![0xff])];
    let Ok(Command::Run(request)) = read_with(words, &Services::of_text(b"")) else { panic!("it is a path") };
    assert_eq!(request.task, connect(Target::Unix(UnixName::Path(OsString::from_vec(vec![0xff]).into()))));
}
