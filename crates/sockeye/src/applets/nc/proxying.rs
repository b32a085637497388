//! Connects through a proxy (-X, -x, -P).

use super::connecting::{Connection, Place, Way};
use super::outcome::Stop;
use super::request::Proxy;
use relay::proxy::{self, Destination, Failed, Route, Surroundings};
use std::ffi::OsStr;
use std::io;
use std::net::SocketAddr;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::ffi::OsStrExt;
use sys::passphrase::{Passphrase, Terminal};

/// The way to everybody behind a proxy.
pub(super) struct Proxied<'a> {
    way: &'a Way<'a>,
    proxy: &'a Proxy,
    /// Where the password is asked for. It is open from the start: once octets have passed, nothing can be opened for writing.
    terminal: Option<Terminal>,
}

impl<'a> Proxied<'a> {
    /// Goes by this proxy.
    pub(super) fn new(way: &'a Way<'a>, proxy: &'a Proxy) -> Self {
        // That there is none is told when the proxy wants a password.
        let terminal = proxy.user.as_ref().and_then(|_| Terminal::open().ok());
        Self { way, proxy, terminal }
    }

    /// Connects to a port of a host. `None`: the proxy itself does not answer.
    ///
    /// # Errors
    /// The proxy does not connect, or its host is not known.
    pub(super) fn connect(&mut self, host: &OsStr, port: u16) -> Result<Option<Connection>, Stop> {
        let proxy = self.proxy;
        let name = proxy.host.to_string_lossy();
        let route = Route {
            protocol: proxy.protocol,
            proxy: &name,
            user: proxy.user.as_deref().map(OsStr::as_bytes),
            destination: Destination { host, port },
            limit: self.way.request.limit,
        };
        match proxy::connect(self, &route) {
            Ok(connection) => Ok(Some(connection)),
            Err(Failed::Dial(NotReached::Silent)) => Ok(None),
            Err(Failed::Dial(NotReached::For(stop))) => Err(stop),
            Err(Failed::Proxy(error)) => Err(Stop(error.to_string())),
        }
    }
}

/// Why there is no connection to the proxy.
pub(super) enum NotReached {
    /// None of its addresses answers, which was told.
    Silent,
    /// For this reason, with which everything ends.
    For(Stop),
}

impl From<Stop> for NotReached {
    fn from(stop: Stop) -> Self {
        Self::For(stop)
    }
}

impl Surroundings for Proxied<'_> {
    type Connection = Connection;
    type Failure = NotReached;

    fn dial(&mut self) -> Result<Connection, NotReached> {
        let host = &self.proxy.host;
        let addresses = self.way.look_up(host, &self.proxy.port)?;
        let port = addresses.first().map_or(0, SocketAddr::port);
        let written = self.proxy.port.to_string_lossy();
        let place = Place { host, port: &written, shows_address: false };
        self.way.connect_to_any(&place, &addresses, port)?.ok_or(NotReached::Silent)
    }

    fn ask_password(&mut self, prompt: &str) -> io::Result<Passphrase> {
        self.terminal.as_ref().ok_or(io::ErrorKind::NotFound)?.ask(prompt)
    }

    fn tell_wrong_password(&mut self) {
        self.way.told.line("Proxy authentication failed");
    }
}

impl AsFd for Connection {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }
}
