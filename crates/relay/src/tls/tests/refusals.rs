//! Every way in which there is no connection, and its words.

use super::authority::{Authority, client, server, settings};
use super::pairs::{handshake, insist, soon};
use crate::Carrier;
use crate::tls::{Client, ClientSettings, Failure, Identity, Remedy, Server, ServerSettings};
use rcgen::date_time_ymd;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

/// What a client that asks for `localhost` and trusts `authority` tells of a server.
fn refusal(authority: &Authority, server: &Server) -> (Failure, Failure) {
    let (client, server) = handshake(&client(&authority.file()), "localhost", server);
    (client.err().unwrap(), server.err().unwrap())
}

#[test]
fn an_unknown_authority() {
    let (ours, another) = (Authority::new(), Authority::new());
    let (client, told) = refusal(&ours, &server(&another.leaf(&["localhost"])));
    assert_eq!(client.to_string(), "the peer's certificate is not from an authority that is trusted here");
    assert_eq!(client.remedy(), Some(Remedy::TrustAuthority));
    assert_eq!(told.to_string(), "the peer refused: it does not trust the authority of our certificate");
}

#[test]
fn another_name() {
    let authority = Authority::new();
    let (client, _) = refusal(&authority, &server(&authority.leaf(&["example.com", "*.example.org", "192.0.2.1"])));
    assert_eq!(
        client.to_string(),
        "the peer's certificate is not for localhost, but for example.com, *.example.org, 192.0.2.1"
    );
    assert_eq!(client.remedy(), Some(Remedy::NameThePeer));
}

#[test]
fn no_name_at_all() {
    let authority = Authority::new();
    let (client, _) = refusal(&authority, &server(&authority.leaf(&[])));
    assert_eq!(client.to_string(), "the peer's certificate has no names (subjectAltName), so it is not for localhost");
}

#[test]
fn past_and_future_certificates() {
    let authority = Authority::new();
    let past = authority.leaf_with(&["localhost"], |params| {
        params.not_before = date_time_ymd(2001, 1, 1);
        params.not_after = date_time_ymd(2002, 2, 3);
    });
    let (client, _) = refusal(&authority, &server(&past));
    assert_eq!(client.to_string(), "the peer's certificate has expired on 2002-02-03 00:00:00 UTC");
    let future = authority.leaf_with(&["localhost"], |params| params.not_before = date_time_ymd(3000, 1, 1));
    let (client, _) = refusal(&authority, &server(&future));
    assert_eq!(client.to_string(), "the peer's certificate is not yet valid before 3000-01-01 00:00:00 UTC");
}

#[test]
fn a_certificate_that_signs_itself() {
    let authority = Authority::new();
    let (client, _) = refusal(&authority, &server(&authority.self_signed(&["localhost"])));
    assert!(matches!(client, Failure::OfAnAuthority | Failure::UnknownAuthority), "{client}");
    let leaf = authority.self_signed(&["localhost"]);
    let (client, _) = handshake(&super::authority::client(&leaf.certificate), "example.com", &server(&leaf));
    let failure = client.err().unwrap();
    assert_eq!(failure.to_string(), "the peer's certificate is not for example.com, but for localhost");
}

#[test]
fn protocols_of_which_none_is_common() {
    let authority = Authority::new();
    let (leaf, file) = (authority.leaf(&["localhost"]), authority.file());
    let (ours, theirs) = (["a".to_owned()], ["b".to_owned()]);
    let client = ClientSettings { authorities: Some(&file), protocols: &ours, ..ClientSettings::default() };
    let server = ServerSettings { protocols: &theirs, ..settings(&leaf) };
    let (client, _) = handshake(&Client::new(&client).unwrap(), "localhost", &Server::new(&server).unwrap());
    let failure = client.err().unwrap();
    assert_eq!(failure.to_string(), "the peer refused: it speaks none of the protocols offered (ALPN)");
}

#[test]
fn a_client_without_a_certificate() {
    let authority = Authority::new();
    let (leaf, file) = (authority.leaf(&["localhost"]), authority.file());
    let verifying = ServerSettings { verifies_clients: true, authorities: Some(&file), ..settings(&leaf) };
    let (client, server) = handshake(&client(&file), "localhost", &Server::new(&verifying).unwrap());
    assert_eq!(server.err().unwrap().to_string(), "the peer has no certificate, which is asked of it");
    // Of TLS 1.3 the client has finished before the server looks.
    let mut client = client.unwrap();
    let error = insist(&mut client, |client| client.receive(&mut [0; 10])).unwrap_err();
    assert_eq!(error.to_string(), "the peer refused: it asks for a certificate");
    assert_eq!(Failure::within(&error).unwrap().remedy(), Some(Remedy::PresentCertificate));
}

/// What a client tells of a peer that sends these octets, and then ends or, with `None` left to say, keeps silent.
fn answered_by(octets: &[u8], ends: bool, limit: Duration) -> Failure {
    let authority = Authority::new();
    let (near, mut far) = UnixStream::pair().unwrap();
    far.write_all(octets).unwrap();
    if ends {
        far.shutdown(std::net::Shutdown::Write).unwrap();
    }
    let failure =
        client(&authority.file()).secure(OwnedFd::from(near), Some("localhost"), Some(Instant::now() + limit));
    failure.err().unwrap()
}

#[test]
fn a_peer_without_tls() {
    let failure = answered_by(b"220 mail.example.com ESMTP ready\r\n", false, Duration::from_secs(20));
    assert_eq!(failure.to_string(), "the peer does not speak TLS");
    assert_eq!(failure.remedy(), Some(Remedy::WithoutTls));
    assert!(matches!(answered_by(b"HTTP/1.1 400 Bad Request\r\n\r\n", true, Duration::from_secs(20)), Failure::NotTls));
    let authority = Authority::new();
    let (near, mut far) = UnixStream::pair().unwrap();
    far.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let failure = server(&authority.leaf(&["localhost"])).secure(OwnedFd::from(near), soon()).err().unwrap();
    assert!(matches!(failure, Failure::NotTls), "{failure}");
    // It is told so in the only language that is left.
    let mut alert = Vec::new();
    far.read_to_end(&mut alert).unwrap();
    assert_eq!(alert.first(), Some(&21));
}

#[test]
fn a_peer_that_ends_or_keeps_silent_or_refuses() {
    assert!(matches!(answered_by(b"", true, Duration::from_secs(20)), Failure::EndedInHandshake));
    assert!(matches!(answered_by(b"", false, Duration::from_millis(50)), Failure::TimedOut));
    assert!(matches!(answered_by(b"\x16", false, Duration::from_millis(50)), Failure::TimedOut));
    let version = answered_by(b"\x15\x03\x01\x00\x02\x02\x46", true, Duration::from_secs(20));
    assert!(matches!(version, Failure::NoCommonVersion), "{version}");
    let refusal = answered_by(b"\x15\x03\x03\x00\x02\x02\x28", true, Duration::from_secs(20));
    assert_eq!(refusal.to_string(), "the peer refused: it has no cipher suite or key exchange in common with us");
}

#[test]
fn a_handshake_without_end() {
    // A certificate of 16 MB is announced in plain text, and comes.
    let mut octets = Vec::from(*b"\x16\x03\x03\x40\x00\x02\xff\xff\xff");
    octets.resize(5 + 0x4000, 0);
    for _ in 0..11 {
        octets.extend_from_slice(b"\x16\x03\x03\x40\x00");
        octets.resize(octets.len() + 0x4000, 0);
    }
    let failure = answered_by(&octets, true, Duration::from_secs(20));
    assert!(matches!(failure, Failure::Protocol(_)), "{failure}");
}

#[test]
fn files_that_cannot_be_used() {
    let authority = Authority::new();
    let (leaf, other) = (authority.leaf(&["localhost"]), authority.leaf(&["localhost"]));
    let told = |certificate: &std::path::Path, key: &std::path::Path| {
        let identity = Identity { certificate, key };
        let failure = Server::new(&ServerSettings { identity, ..settings(&leaf) }).err().unwrap();
        failure
            .to_string()
            .replace(&format!("{}/", authority.path("").display()), "")
            .replace(authority.path("").to_str().unwrap(), "")
    };
    let name = |path: &std::path::Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(
        told(&leaf.certificate, &other.key),
        format!("the key in {} does not belong to the certificate in {}", name(&other.key), name(&leaf.certificate))
    );
    assert_eq!(
        told(&authority.path("none"), &leaf.key),
        "cannot read a certificate from none: No such file or directory (os error 2)"
    );
    assert_eq!(
        told(&leaf.key, &leaf.key),
        format!("{} has nothing between the lines of PEM that would be a certificate", name(&leaf.key))
    );
    let encrypted = authority.path("encrypted");
    std::fs::write(&encrypted, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n")
        .unwrap();
    assert_eq!(told(&leaf.certificate, &encrypted), "the key in encrypted is encrypted by a password");
    let broken = authority.path("broken");
    std::fs::write(&broken, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").unwrap();
    assert!(told(&broken, &leaf.key).starts_with("what broken has as a certificate cannot be used: "));
}

#[test]
fn names_that_cannot_be_used() {
    let bad = ["".to_owned()];
    let settings = ClientSettings { accepts_any: true, protocols: &bad, ..ClientSettings::default() };
    assert_eq!(
        Client::new(&settings).err().unwrap().to_string(),
        "'' cannot be agreed on as a protocol: it takes 1 to 255 octets"
    );
    let settings = ClientSettings { accepts_any: true, server_name: Some("a b"), ..ClientSettings::default() };
    assert_eq!(Client::new(&settings).err().unwrap().to_string(), "'a b' cannot be the name in a certificate");
}
