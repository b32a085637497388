//! Peers that speak anything in place of TLS: the handshake ends at either end, with a reason.

use rcgen::{CertificateParams, KeyPair};
use relay::tls::{Client, ClientSettings, Failure, Identity, Server, ServerSettings, Session};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::mem::discriminant;
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::LazyLock;

/// A client that takes any certificate, and a server.
static ENDS: LazyLock<(Client, Server)> = LazyLock::new(|| {
    let key = KeyPair::generate().expect("a key is made");
    let made = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    let made = made.self_signed(&key).expect("a certificate is made");
    let file = |end: &str| std::env::temp_dir().join(format!("sockeye-fuzz-{}-{end}", std::process::id()));
    let files = [(file("certificate"), made.pem()), (file("key"), key.serialize_pem())];
    for (path, text) in &files {
        std::fs::write(path, text).expect("there is room for a certificate");
    }
    let identity = Identity { certificate: &files[0].0, key: &files[1].0 };
    let server = ServerSettings { identity, verifies_clients: false, authorities: None, protocols: &[] };
    let server = Server::new(&server).expect("the certificate can be used");
    for (path, _) in &files {
        let _ = std::fs::remove_file(path);
    }
    let client = ClientSettings { accepts_any: true, ..ClientSettings::default() };
    (Client::new(&client).expect("there is nothing to read"), server)
});

/// A peer says the input and no more, to a client and to a server.
pub(super) fn speak(input: &[u8]) -> u64 {
    let (client, server) = &*ENDS;
    let mut shape = DefaultHasher::new();
    told(input, |socket| client.secure(socket, Some("localhost"), None)).hash(&mut shape);
    told(input, |socket| server.secure(socket, None)).hash(&mut shape);
    shape.finish()
}

/// How it ends: by which failure, and in which words where they are the library's.
fn told(input: &[u8], secure: impl FnOnce(OwnedFd) -> Result<Session, Failure>) -> Option<u64> {
    let (near, mut far) = UnixStream::pair().ok()?;
    far.write_all(input).and_then(|()| far.shutdown(Shutdown::Write)).ok()?;
    let failure = secure(near.into()).err()?;
    let mut shape = DefaultHasher::new();
    discriminant(&failure).hash(&mut shape);
    failure.remedy().map(|remedy| discriminant(&remedy)).hash(&mut shape);
    if let Failure::Protocol(reason) = &failure {
        format!("{reason:?}").hash(&mut shape);
    }
    Some(shape.finish())
}

/// A ServerHello and a ClientHello of TLS 1.3, an alert, a certificate in plain text, and what is none of it.
pub(super) fn seeds() -> Vec<Vec<u8>> {
    let server_hello = [
        &b"\x16\x03\x03\x00\x5a\x02\x00\x00\x56\x03\x03"[..],
        &[7; 32],
        b"\x00\x13\x02\x00\x00\x2e\x00\x2b\x00\x02\x03\x04\x00\x33\x00\x24\x00\x1d\x00\x20",
        &[9; 32],
        b"\x14\x03\x03\x00\x01\x01\x17\x03\x03\x00\x05abcde",
    ];
    let server_hello_of_12 = [
        &b"\x16\x03\x03\x00\x31\x02\x00\x00\x2d\x03\x03"[..],
        &[7; 32],
        b"\x00\xc0\x2f\x00\x00\x05\xff\x01\x00\x01\x00",
        b"\x16\x03\x03\x00\x0d\x0b\x00\x00\x09\x00\x00\x06\x00\x00\x03\x30\x01\x00",
    ];
    let client_hello = [
        &b"\x16\x03\x01\x00\x78\x01\x00\x00\x74\x03\x03"[..],
        &[7; 32],
        b"\x00\x00\x02\x13\x02\x01\x00\x00\x49\x00\x2b\x00\x03\x02\x03\x04\x00\x0a\x00\x04\x00\x02\x00\x1d",
        b"\x00\x0d\x00\x06\x00\x04\x08\x04\x04\x03\x00\x33\x00\x26\x00\x24\x00\x1d\x00\x20",
        &[9; 32],
        b"\x00\x10\x00\x00",
    ];
    vec![
        server_hello.concat(),
        server_hello_of_12.concat(),
        client_hello.concat(),
        b"\x15\x03\x03\x00\x02\x02\x28".to_vec(),
        b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(),
        b"\x16\x03\x01\x00\x00\x16\x03\x01\x00\x01\x01".to_vec(),
    ]
}
