//! `sockeye nc --tls` with itself, openssl(1) and ncat(1) as peers, at either end: octets, ends, certificates, and the words of every
//! refusal.
//!
//! On loopback alone. The binary is the one that `SOCKEYE_BIN` names, or else built here.

#[path = "support/binary.rs"]
mod binary;
#[path = "support/programs.rs"]
mod programs;
#[path = "support/secured.rs"]
mod secured;

use programs::{Input, Outcome, Running, free_port};
use secured::{Certificates, sample};
use socket2::SockRef;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

/// Certificates, and a port.
struct Stage {
    certificates: Certificates,
    nc: PathBuf,
    port: u16,
}

impl Stage {
    fn new(name: &str) -> Self {
        Self { certificates: Certificates::make(name), nc: binary::sockeye(), port: free_port() }
    }

    /// Words with `PORT` in them.
    fn run(&self, program: &str, words: &str, input: Input) -> Running {
        let words = words.replace("PORT", &self.port.to_string());
        let words: Vec<&str> = words.split_whitespace().collect();
        let program = if program == "nc" { self.nc.clone() } else { program.into() };
        Running::start(&program, &words, self.certificates.folder(), input)
    }

    /// Ours, connecting to `localhost` and trusting the authority, with further options.
    fn client(&self, options: &str, input: Input) -> Running {
        self.run("nc", &format!("nc -v --tls --tls-ca ca.pem {options} localhost PORT"), input)
    }

    /// Ours, listening as `localhost`, with further options.
    fn server(&self, options: &str, input: Input) -> Running {
        let words = format!("nc -lv --tls --tls-cert server.pem --tls-key server.key {options} localhost PORT");
        self.run("nc", &words, input).listening(self.port)
    }

    /// openssl(1), listening as `localhost`.
    fn openssl_server(&self, options: &str, input: Input) -> Running {
        let words = format!("s_server -quiet -naccept 1 -cert server.pem -key server.key -accept PORT {options}");
        self.run("openssl", &words, input).listening(self.port)
    }

    /// openssl(1), connecting.
    fn openssl_client(&self, options: &str, input: Input) -> Running {
        let words = format!(
            "s_client -nocommands -CAfile ca.pem -verify_return_error -servername localhost -connect localhost:PORT {options}"
        );
        self.run("openssl", &words, input)
    }
}

fn nothing() -> Input {
    Input::Ends(Vec::new())
}

fn text(words: &str) -> Input {
    Input::Ends(words.into())
}

/// It ended well.
fn well(outcome: &Outcome) {
    assert_eq!(outcome.status, Some(0), "{}", outcome.errors);
}

/// It ended for this reason.
fn refused(outcome: &Outcome, reason: &str) {
    assert_eq!(outcome.status, Some(1), "{}", outcome.errors);
    let last = outcome.errors.lines().last().unwrap_or_default();
    assert!(last.starts_with(&format!("nc: TLS: {reason}")), "{reason:?} is not told: {}", outcome.errors);
}

const CUT_OFF: &str = "the peer broke the connection off without the end that TLS asks for";

#[test]
fn ours_with_ours_both_ways_at_once() {
    let stage = Stage::new("pair");
    // A listener ends with its peer, so the peer has more to say.
    let (up, down) = (sample(16_000_001), sample(1_000_003));
    let server = stage.server("-N", Input::Ends(down.clone()));
    let client = stage.client("-N", Input::Ends(up.clone())).outcome();
    let server = server.outcome();
    well(&client);
    well(&server);
    assert!(server.output == up && client.output == down, "{} and {}", server.output.len(), client.output.len());
    let agreed = "TLS 1.3, TLS_AES_256_GCM_SHA384, peer CN=localhost SHA-256 ";
    assert!(client.errors.contains(agreed), "{}", client.errors);
    assert!(
        server.errors.contains("TLS 1.3, TLS_AES_256_GCM_SHA384, the peer has no certificate"),
        "{}",
        server.errors
    );
}

#[test]
fn a_client_goes_on_after_the_end_of_its_peer() {
    let stage = Stage::new("half");
    let up = sample(3_000_000);
    // The server has nothing to say, and says so before it has heard anything.
    let server = stage.server("-N", nothing());
    well(&stage.client("-N", Input::Ends(up.clone())).outcome());
    let server = server.outcome();
    well(&server);
    assert!(server.output == up, "{}", server.output.len());
}

#[test]
fn unix_sockets_carry_it_too() {
    let stage = Stage::new("unix");
    let socket = stage.certificates.folder().join("socket");
    let words = "nc -lU --tls --tls-cert server.pem --tls-key server.key socket";
    let server = stage.run("nc", words, nothing());
    while !socket.exists() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let client = stage.run("nc", "nc -NU --tls --tls-ca ca.pem --tls-name localhost socket", text("hello")).outcome();
    well(&client);
    let server = server.outcome();
    well(&server);
    assert_eq!(server.output, b"hello");
}

#[test]
fn openssl_hears_and_is_heard() {
    let stage = Stage::new("openssl");
    let octets = sample(3_000_000);
    for (option, version) in [("-tls1_2", "TLS 1.2, TLS_ECDHE_RSA_WITH_"), ("-tls1_3", "TLS 1.3, TLS_")] {
        let server = stage.openssl_server(option, Input::Stays(Vec::new()));
        let client = stage.client("-N", Input::Ends(octets.clone())).outcome();
        well(&client);
        assert!(client.errors.contains(version), "{}", client.errors);
        assert!(server.outcome().output == octets, "{option}: ours to openssl");

        let server = stage.openssl_server(option, Input::Ends(octets.clone()));
        // It may wait for a word before it goes on.
        let client = stage.client("", text("hello")).outcome();
        well(&client);
        assert!(client.output == octets, "{option}: openssl to ours, which has {}", client.output.len());
        drop(server);

        let server = stage.server("-d", nothing());
        stage.openssl_client(option, Input::Ends(octets.clone())).outcome();
        let server = server.outcome();
        well(&server);
        assert!(server.output == octets, "{option}: openssl's client to ours, which has {}", server.output.len());
        assert!(server.errors.contains(version), "{}", server.errors);
    }
}

#[test]
fn ncat_hears_and_is_heard_and_its_cut_end_is_told() {
    let stage = Stage::new("ncat");
    let octets = sample(2_000_000);
    // It loses what is behind the first octets when the end comes at once, from whomever (Ncat 7.93).
    let short = &octets[..10_000];
    let words = "--ssl --ssl-cert server.pem --ssl-key server.key --recv-only -l localhost PORT";
    let server = stage.run("ncat", words, nothing()).listening(stage.port);
    let client = stage.client("-N", Input::Ends(short.into())).outcome();
    assert!(server.outcome().output == short, "ours to ncat: {}", client.errors);

    let server = stage.server("-d", nothing());
    let words = "--ssl --ssl-verify --ssl-trustfile ca.pem --send-only localhost PORT";
    stage.run("ncat", words, Input::Ends(octets.clone())).outcome();
    let server = server.outcome();
    assert!(server.output == octets, "ncat to ours, which has {}", server.output.len());
    refused(&server, CUT_OFF);
}

#[test]
fn certificates_of_clients() {
    let stage = Stage::new("clients");
    let server = stage.openssl_server("-CAfile ca.pem -Verify 1 -verify_return_error", Input::Stays(Vec::new()));
    let client = stage.client("-N --tls-cert client.pem --tls-key client.key", text("hello")).outcome();
    well(&client);
    assert_eq!(server.outcome().output, b"hello");

    let _server = stage.openssl_server("-CAfile ca.pem -Verify 1 -verify_return_error", Input::Stays(Vec::new()));
    refused(&stage.client("", Input::Stays(Vec::new())).outcome(), "the peer refused: it asks for a certificate");

    let server = stage.server("--tls-verify-client --tls-ca ca.pem", nothing());
    stage.openssl_client("-cert client.pem -key client.key", text("hello")).outcome();
    let server = server.outcome();
    well(&server);
    assert_eq!(server.output, b"hello");
    assert!(server.errors.contains(", peer CN=client SHA-256 "), "{}", server.errors);

    let server = stage.server("--tls-verify-client --tls-ca ca.pem", nothing());
    stage.openssl_client("", nothing()).outcome();
    refused(&server.outcome(), "the peer has no certificate, which is asked of it");
}

#[test]
fn keys_of_every_kind() {
    let stage = Stage::new("keys");
    stage.certificates.leaf("ed25519", "localhost", "-newkey ed25519");
    stage.certificates.leaf("ec", "localhost", "-newkey ec -pkeyopt ec_paramgen_curve:P-384");
    stage.certificates.openssl("rsa -traditional -in server.key -out pkcs1.key");
    stage.certificates.openssl("ec -in ec.key -out sec1.key");
    for (certificate, key) in
        [("ed25519.pem", "ed25519.key"), ("ec.pem", "ec.key"), ("ec.pem", "sec1.key"), ("server.pem", "pkcs1.key")]
    {
        let words = format!("nc -l --tls --tls-cert {certificate} --tls-key {key} localhost PORT");
        let server = stage.run("nc", &words, nothing()).listening(stage.port);
        stage.openssl_client("", text("hello")).outcome();
        let server = server.outcome();
        well(&server);
        assert_eq!(server.output, b"hello", "{key}");
    }
}

#[test]
fn the_name_and_the_protocols_are_offered() {
    let stage = Stage::new("offers");
    let words = "s_server -naccept 1 -cert server.pem -key server.key -accept PORT -alpn http/1.1 -tlsextdebug";
    let server = stage.run("openssl", words, Input::Stays(Vec::new())).listening(stage.port);
    let client = stage.client("-N --tls-alpn h2,http/1.1", text("hello")).outcome();
    well(&client);
    assert!(client.errors.contains(", ALPN http/1.1, peer "), "{}", client.errors);
    let told = String::from_utf8_lossy(&server.outcome().output).into_owned();
    assert!(told.contains("\"server name\""), "{told}");

    // An address is not a name that can be asked for.
    let server = stage.run("openssl", words, Input::Stays(Vec::new())).listening(stage.port);
    well(&stage.run("nc", "nc -N --tls --tls-insecure 127.0.0.1 PORT", text("hello")).outcome());
    let told = String::from_utf8_lossy(&server.outcome().output).into_owned();
    assert!(!told.contains("\"server name\"") && told.contains("hello"), "{told}");
}

#[test]
fn whoever_is_not_verified_is_not_spoken_to() {
    let stage = Stage::new("refused");
    let ours = |words: &str| stage.run("nc", words, nothing()).outcome();
    let server = || stage.openssl_server("", Input::Stays(Vec::new()));

    let _running = server();
    let unknown = ours("nc -N --tls localhost PORT");
    refused(&unknown, "the peer's certificate is not from an authority that is trusted here");
    assert!(unknown.errors.contains("--tls-ca FILE") && unknown.errors.lines().count() == 1, "{}", unknown.errors);
    drop(_running);

    let _running = server();
    let wrong = ours("nc -N --tls --tls-ca ca.pem 127.0.0.1 PORT");
    refused(&wrong, "the peer's certificate is not for 127.0.0.1, but for localhost");
    assert!(wrong.errors.contains("--tls-name NAME"), "{}", wrong.errors);
    drop(_running);

    let _running = server();
    well(&ours("nc -N --tls --tls-ca ca.pem --tls-name localhost 127.0.0.1 PORT"));
}

/// A peer of one connection, by what it does with it.
fn peer(act: impl FnOnce(TcpStream) + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("listen on loopback");
    let port = listener.local_addr().expect("it has an address").port();
    std::thread::spawn(move || listener.accept().map(|(connection, _)| act(connection)));
    port
}

#[test]
fn peers_that_do_not_play_by_the_rules() {
    let mut stage = Stage::new("odd");
    stage.port = peer(|mut connection| {
        let _ = connection.write_all(b"220 mail.example.com ESMTP\r\n");
        let _ = connection.read_to_end(&mut Vec::new());
    });
    refused(&stage.client("", nothing()).outcome(), "the peer does not speak TLS: connect without --tls");

    stage.port = peer(|mut connection| {
        let _ = connection.read(&mut [0; 10]);
        let _ = SockRef::from(&connection).set_linger(Some(Duration::ZERO));
    });
    refused(&stage.client("", nothing()).outcome(), "Connection reset by peer");

    stage.port = peer(drop);
    let gone = stage.client("", nothing()).outcome();
    assert_eq!(gone.status, Some(1), "{}", gone.errors);

    stage.port = peer(|mut connection| {
        let _ = connection.read_to_end(&mut Vec::new());
    });
    refused(&stage.client("-w 1", nothing()).outcome(), "the peer did not finish the TLS handshake in time");
}

/// Passes octets on one by one, up to a number, and then as they come.
fn trickle(mut from: TcpStream, mut to: TcpStream, singly: usize) {
    let mut buffer = [0; 4096];
    let mut passed = 0;
    let _ = to.set_nodelay(true);
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        let (slow, fast) = buffer[..count].split_at(count.min(singly.saturating_sub(passed)));
        if slow.iter().any(|octet| to.write_all(&[*octet]).is_err()) || to.write_all(fast).is_err() {
            return;
        }
        passed += slow.len();
    }
    let _ = to.shutdown(std::net::Shutdown::Write);
}

#[test]
fn octets_that_come_one_by_one() {
    let mut stage = Stage::new("slow");
    let (up, down) = (sample(100_000), sample(70_000));
    let server = stage.server("-N", Input::Ends(down.clone()));
    let behind = stage.port;
    stage.port = peer(move |client| {
        let server = TcpStream::connect(("localhost", behind)).expect("the server listens");
        let (client_too, server_too) = (client.try_clone().expect("dup"), server.try_clone().expect("dup"));
        std::thread::spawn(move || trickle(client_too, server_too, 20_000));
        trickle(server, client, 20_000);
    });
    let client = stage.client("-N", Input::Ends(up.clone())).outcome();
    let server = server.outcome();
    well(&client);
    well(&server);
    assert!(server.output == up && client.output == down);
}
