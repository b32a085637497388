//! `ss -K`: each tool closes the same sockets, made anew for it, and what is left is compared too.

use anyhow::{Context, Result};

use super::Comparison;
use super::sockets::{Connection, connection, datagram};
use crate::crowd::sockets::wait_for_state;
use crate::differential::rest::Rest;
use crate::differential::{Output, Tool};
use socket2::Socket;

/// Argument lists. None shows what differs between two sockets with the same addresses: inode, cookie, clocks.
const CASES: [&str; 16] = [
    "-tKan",
    "-tK",
    "-uKan",
    "-uK",
    "-tuKanp",
    "-tuKano",
    "-tKaHn",
    "-tKn4",
    "-tKan6",
    "-K -tan dport = :7000",
    "-K -tan sport > :41000",
    "-tKln",
    "-K -tun state close-wait",
    "-tuKan dst 192.0.2.1",
    "--kill -tan not ( sport = :7001 or dport = :7001 )",
    "-tKn exclude listening",
];

pub(super) fn compare(original: &Tool, ours: &Tool) -> Result<Vec<Comparison>> {
    let rest = Rest::observe()?;
    let mut comparisons = Vec::new();
    for words in CASES {
        for output in [Output::Pipe, Output::Terminal(80)] {
            let [original, ours] = [original, ours].map(|tool| close(tool, words, output, rest));
            comparisons.push(Comparison { words, output, original: original?, ours: ours? });
        }
    }
    Ok(comparisons)
}

/// What the tool printed over fresh sockets, and behind it what the original lists afterwards.
fn close(tool: &Tool, words: &str, output: Output, rest: Rest) -> Result<Vec<u8>> {
    let sockets = Sockets::make()?;
    let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
    let outcome = tool.run(&words, output)?;
    let left = Tool::original("ss")?.run(&["-Htuan".to_owned()], Output::Pipe)?;
    drop(sockets);
    rest.wait()?;
    let status = format!("status {}, and left:\n", outcome.code());
    Ok([outcome.stdout, status.into_bytes(), left.stdout].concat())
}

struct Sockets {
    _connections: Vec<Connection>,
    _datagrams: [Socket; 2],
}

impl Sockets {
    fn make() -> Result<Self> {
        let connections = vec![
            connection("127.0.0.1:41000", "127.0.0.1:7000")?,
            connection("127.0.0.1:41001", "127.0.0.1:7001")?,
            connection("10.9.0.1:41002", "10.9.0.11:7002")?,
            connection("[::1]:41003", "[::1]:7003")?,
        ];
        connections[2].client.shutdown(std::net::Shutdown::Write).context("shut a connection down")?;
        // FIN-WAIT-2: the peer acknowledges late.
        wait_for_state("tcp", 41002, 5)?;
        let datagrams = [datagram("127.0.0.1:5353", None)?, datagram("[::1]:5354", Some("[::1]:9"))?];
        Ok(Self { _connections: connections, _datagrams: datagrams })
    }
}
