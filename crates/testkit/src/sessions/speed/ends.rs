//! The least that can be done: the other sides of what is measured, which are the same for all, and the bare loops of splice(2) that
//! bound every tool from below. The loops run as processes of their own, under this program's name with [`WORD`] before their own words.

use std::fs::File;
use std::io::Read;
use std::net::{Ipv4Addr, Shutdown, SocketAddrV4, TcpListener, TcpStream};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use rustix::fs::{FileType, fstat};
use rustix::net::{RecvFlags, recv};
use rustix::pipe::{PipeFlags, SpliceFlags, fcntl_setpipe_size, pipe_with, splice};
use socket2::{Domain, Socket, Type};

/// The first word of a bare loop's command line.
pub const WORD: &str = "bare-nc";
/// Where all that is measured meets.
pub(super) const ADDRESS: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 7001);
/// Asked for at once.
const PIECE: usize = 1 << 20;
/// Nobody waits longer.
const PATIENCE: Duration = Duration::from_secs(120);

/// Plays the bare loop that these words name.
///
/// # Errors
/// It went wrong.
pub fn act(words: &[String]) -> Result<()> {
    match words {
        [word] if word == "send" => send_input(),
        [word] if word == "receive" => receive(&listener()?),
        [word] if word == "serve" => {
            let listener = listener()?;
            loop {
                receive(&listener)?;
            }
        }
        _ => bail!("there is no bare loop called {words:?}"),
    }
}

fn send_input() -> Result<()> {
    let input = std::io::stdin();
    let stream = TcpStream::connect(ADDRESS).context("connect")?;
    if FileType::from_raw_mode(fstat(&input).context("look at standard input")?.st_mode) == FileType::RegularFile {
        let size = fstat(&input).context("look at standard input")?.st_size;
        carry_file(input.as_fd(), &stream, 0, u64::try_from(size).context("the size of a file")?)?;
    } else {
        while splice(&input, None, &stream, None, PIECE, SpliceFlags::MORE).context("splice into the socket")? > 0 {}
    }
    finish(&stream)
}

/// Tells that no more will come, and waits until the other side has taken all.
fn finish(mut stream: &TcpStream) -> Result<()> {
    stream.shutdown(Shutdown::Write).context("half-close")?;
    stream.set_read_timeout(Some(PATIENCE)).context("set a time limit")?;
    match stream.read(&mut [0]) {
        Ok(0) => Ok(()),
        Ok(_) => bail!("the other side answers"),
        // Those who serve many may close with a reset.
        Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => Ok(()),
        Err(error) => Err(error).context("wait for the other side to close"),
    }
}

fn receive(listener: &TcpListener) -> Result<()> {
    let output = std::io::stdout();
    let (stream, _) = listener.accept().context("accept")?;
    let take = |to: &dyn AsFd| splice(&stream, None, to, None, PIECE, SpliceFlags::MOVE);
    if FileType::from_raw_mode(fstat(&output).context("look at standard output")?.st_mode) == FileType::Fifo {
        while take(&output.as_fd()).context("splice out of the socket")? > 0 {}
        return Ok(());
    }
    let (reader, writer) = wide_pipe()?;
    loop {
        let mut held = take(&writer).context("splice out of the socket")?;
        if held == 0 {
            return Ok(());
        }
        while held > 0 {
            held -= splice(&reader, None, &output, None, held, SpliceFlags::MOVE).context("splice to the output")?;
        }
    }
}

pub(super) fn listener() -> Result<TcpListener> {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).context("open a socket")?;
    socket.set_reuse_address(true)?;
    socket.bind(&ADDRESS.into()).context("bind")?;
    socket.listen(5).context("listen")?;
    Ok(socket.into())
}

/// A pipe that holds as much as anybody may ask for.
pub(super) fn wide_pipe() -> Result<(OwnedFd, OwnedFd)> {
    let (reader, writer) = pipe_with(PipeFlags::CLOEXEC).context("make a pipe")?;
    fcntl_setpipe_size(&writer, PIECE).context("widen a pipe")?;
    Ok((reader, writer))
}

/// Takes what one client sends, and throws it away where the kernel has it: with `MSG_TRUNC` it is not copied (tcp(7)).
pub(super) fn throw_away(listener: &TcpListener) -> Result<u64> {
    let (stream, _) = listener.accept().context("accept")?;
    let mut buffer = vec![0; PIECE];
    let mut seen = 0;
    loop {
        let (_, count) = recv(&stream, buffer.as_mut_slice(), RecvFlags::TRUNC).context("receive")?;
        if count == 0 {
            return Ok(seen);
        }
        seen += count as u64;
    }
}

/// Sends so many octets of a file, from this place on, to whoever listens.
pub(super) fn send_file(source: &Path, from: u64, octets: u64) -> Result<()> {
    let file = File::open(source).context("open the source")?;
    let stream = TcpStream::connect(ADDRESS).context("connect")?;
    carry_file(file.as_fd(), &stream, from, octets)?;
    finish(&stream)
}

/// Through a wide pipe, which carries half as much again as sendfile(2), whose own pipe is a small one.
fn carry_file(file: BorrowedFd, stream: &TcpStream, mut from: u64, octets: u64) -> Result<()> {
    let (reader, writer) = wide_pipe()?;
    let end = from + octets;
    while from < end {
        let left = usize::try_from(end - from).unwrap_or(PIECE).min(PIECE);
        let mut held = splice(file, Some(&mut from), &writer, None, left, SpliceFlags::MOVE).context("read a file")?;
        ensure!(held > 0, "the file is too short");
        while held > 0 {
            held -= splice(&reader, None, stream, None, held, SpliceFlags::MORE).context("splice into the socket")?;
        }
    }
    Ok(())
}

/// Fills a pipe from a file.
pub(super) fn feed(source: &Path, pipe: OwnedFd) -> Result<()> {
    let file = File::open(source).context("open the source")?;
    while splice(&file, None, &pipe, None, PIECE, SpliceFlags::empty()).context("splice into a pipe")? > 0 {}
    Ok(())
}

/// Empties a pipe, and tells how much came.
pub(super) fn empty(pipe: OwnedFd) -> Result<u64> {
    let null = File::options().write(true).open("/dev/null").context("open /dev/null")?;
    let mut seen = 0;
    loop {
        match splice(&pipe, None, &null, None, PIECE, SpliceFlags::MOVE).context("splice out of a pipe")? {
            0 => return Ok(seen),
            count => seen += count as u64,
        }
    }
}
