//! Two ends that agree, and what they agree on.

use super::authority::{Authority, client, server, settings};
use crate::Carrier;
use crate::tls::{Client, ClientSettings, Failure, Server, ServerSettings, Session};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

/// When to give up.
pub(super) fn soon() -> Option<Instant> {
    Some(Instant::now() + Duration::from_secs(20))
}

/// What came of a handshake at both ends: of the client, and of the server.
pub(super) fn handshake(
    client: &Client,
    host: &str,
    server: &Server,
) -> (Result<Session, Failure>, Result<Session, Failure>) {
    let (near, far) = UnixStream::pair().unwrap();
    std::thread::scope(|scope| {
        let server = scope.spawn(move || server.secure(OwnedFd::from(far), soon()));
        let client = client.secure(OwnedFd::from(near), Some(host), soon());
        (client, server.join().unwrap())
    })
}

/// Both ends of a connection.
pub(super) fn pair() -> (Session, Session) {
    let authority = Authority::new();
    let leaf = authority.leaf(&["localhost"]);
    let (client, server) = handshake(&client(&authority.file()), "localhost", &server(&leaf));
    (client.unwrap(), server.unwrap())
}

/// Calls until it does not have to wait.
pub(super) fn insist<T>(session: &mut Session, mut action: impl FnMut(&mut Session) -> io::Result<T>) -> io::Result<T> {
    let limit = soon().unwrap();
    loop {
        match action(session) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock && Instant::now() < limit => {
                std::thread::yield_now();
            }
            outcome => return outcome,
        }
    }
}

/// Everything until the end.
pub(super) fn all(session: &mut Session) -> io::Result<Vec<u8>> {
    let mut octets = Vec::new();
    let mut buffer = vec![0; 50_000];
    loop {
        match insist(session, |session| session.receive(&mut buffer))? {
            0 => return Ok(octets),
            count => octets.extend_from_slice(&buffer[..count]),
        }
    }
}

#[test]
fn what_was_agreed_is_told() {
    let authority = Authority::new();
    let leaf = authority.leaf(&["localhost"]);
    let offered = ["h2".to_owned(), "http/1.1".to_owned()];
    let file = authority.file();
    let client = ClientSettings { authorities: Some(&file), protocols: &offered, ..ClientSettings::default() };
    let server = ServerSettings { protocols: &offered[1..], ..settings(&leaf) };
    let (client, server) = handshake(&Client::new(&client).unwrap(), "localhost", &Server::new(&server).unwrap());
    let told = client.unwrap().agreed().to_string();
    assert!(told.starts_with("TLS 1.3, TLS_AES_256_GCM_SHA384, ALPN http/1.1, peer CN=leaf SHA-256 "), "{told}");
    assert_eq!(told.matches(':').count(), 31, "{told}");
    let told = server.unwrap().agreed().to_string();
    assert_eq!(told, "TLS 1.3, TLS_AES_256_GCM_SHA384, ALPN http/1.1, the peer has no certificate");
}

#[test]
fn addresses_are_verified_as_such() {
    let authority = Authority::new();
    let leaf = authority.leaf(&["127.0.0.1", "::1"]);
    for host in ["127.0.0.1", "::1", "::1%lo"] {
        let (client, server) = handshake(&client(&authority.file()), host, &server(&leaf));
        assert!(client.unwrap().agreed().is_verified);
        server.unwrap();
    }
}

#[test]
fn a_name_may_be_given_in_place_of_the_hosts() {
    let authority = Authority::new();
    let leaf = authority.leaf(&["example.com"]);
    let file = authority.file();
    let settings =
        ClientSettings { authorities: Some(&file), server_name: Some("example.com"), ..ClientSettings::default() };
    let (client, _server) = handshake(&Client::new(&settings).unwrap(), "127.0.0.1", &server(&leaf));
    assert!(client.unwrap().agreed().is_verified);
}

#[test]
fn anybody_is_accepted_where_that_is_asked_for() {
    let authority = Authority::new();
    let leaf = authority.leaf(&["example.com"]);
    let settings = ClientSettings { accepts_any: true, ..ClientSettings::default() };
    let (client, _server) = handshake(&Client::new(&settings).unwrap(), "not a name", &server(&leaf));
    let client = client.unwrap();
    assert!(!client.agreed().is_verified);
    assert!(client.agreed().to_string().ends_with(", not verified"));
}

#[test]
fn a_certificate_that_signs_itself_is_trusted_when_it_is_named() {
    let authority = Authority::new();
    let leaf = authority.self_signed(&["localhost"]);
    let (client, _server) = handshake(&client(&leaf.certificate), "localhost", &server(&leaf));
    assert!(client.unwrap().agreed().is_verified);
}

#[test]
fn clients_show_their_certificate() {
    let authority = Authority::new();
    let (leaf, own) = (authority.leaf(&["localhost"]), authority.leaf(&["client"]));
    let file = authority.file();
    let client =
        ClientSettings { authorities: Some(&file), identity: Some(own.identity()), ..ClientSettings::default() };
    let server = ServerSettings { verifies_clients: true, authorities: Some(&file), ..settings(&leaf) };
    let (client, server) = handshake(&Client::new(&client).unwrap(), "localhost", &Server::new(&server).unwrap());
    client.unwrap();
    let server = server.unwrap();
    assert!(server.agreed().is_verified);
    assert_eq!(server.agreed().peer.as_ref().unwrap().subject, "CN=leaf");
}
