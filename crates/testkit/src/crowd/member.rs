//! The life of one process of a crowd: take the name, make the sockets, say ready, hold still.

use std::io::{Read, Write};
use std::os::fd::OwnedFd;

use anyhow::{Context, Result, bail};

use super::{READY, descriptors, mass, scene};

/// Plays the part named by the arguments after [`WORD`](super::cast::WORD): `scene NAME`, `mass INDEX V4 V6`, `descriptors INDEX COUNT` or
/// `idle`. Returns when standard input closes.
///
/// # Errors
/// The part is unknown, or a socket could not be made.
pub fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let held = match words.as_slice() {
        ["scene", name] => scene::play(name).with_context(|| format!("in the crowd's member {name}"))?,
        ["mass", index, v4, v6] => mass::play(index.parse()?, v4.parse()?, v6.parse()?)?,
        ["descriptors", index, count] => descriptors::play(index.parse()?, count.parse()?)?,
        // Its sockets are those it was born with.
        ["idle"] => Vec::new(),
        _ => bail!("there is no such member: {arguments:?}"),
    };
    hold(&held)
}

fn hold(held: &[OwnedFd]) -> Result<()> {
    let mut stdout = std::io::stdout();
    writeln!(stdout, "{READY}").and_then(|()| stdout.flush()).context("say ready")?;
    let mut rest = Vec::new();
    std::io::stdin().read_to_end(&mut rest).context("wait for the end")?;
    // Named to the end, so that no socket closes before.
    let _ = held.len();
    Ok(())
}
