//! `sockeye kill --process` over processes that were started for it.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::{asking, client, say};
use crate::lab::Process;

/// A number that nobody else in the lab comes to.
const NUMBER: u32 = 23_000;
/// The kernel gives the number after the one that is written here (proc(5)).
const LAST_NUMBER: &str = "/proc/sys/kernel/ns_last_pid";

fn is_alive(process: &mut Process) -> Result<bool> {
    Ok(process.0.try_wait().context("look after a process")?.is_none())
}

pub(super) fn ends_who_holds_it(ours: &Path) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:7431")?;
    let mut clients = [client::start(&["tcp", "127.0.0.1:7431"])?, client::start(&["tcp", "127.0.0.1:7431"])?];
    let accepted = (listener.accept()?, listener.accept()?);
    let (_, first) = accepted.0;
    let said = say(ours, &format!("kill --process --dry-run sport = {}", first.port()))?;
    said.ensure_status(0)?;
    ensure!(is_alive(&mut clients[0])? && is_alive(&mut clients[1])?, "--dry-run ended a process");
    let said = say(ours, &format!("kill --process --yes sport = {}", first.port()))?;
    said.ensure_status(0)?;
    said.ensure_line(&["ended", &format!("client {}", clients[0].0.id())])?;
    ensure!(!is_alive(&mut clients[0])? && is_alive(&mut clients[1])?, "not who was shown was ended");
    let said = say(ours, "kill --process --yes --signal KILL -o json dport = 7431")?;
    said.ensure_line(&["\"outcome\":\"ended\"", &format!("\"process.pid\":{}", clients[1].0.id())])?;
    said.ensure_status(0)
}

pub(super) fn leaves_who_has_the_number_later_alone(ours: &Path) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:7432")?;
    number_next()?;
    let mut client = client::start(&["tcp", "127.0.0.1:7432"])?;
    let accepted = listener.accept()?;
    ensure!(client.0.id() == NUMBER, "the number was given to somebody else");
    let asking = asking::until_question(ours, "kill --process dport = 7432")?;
    ensure!(asking.shown.contains(&format!("client {NUMBER}")), "{}", asking.shown);
    client.0.kill()?;
    client.0.wait()?;
    drop(accepted);
    number_next()?;
    let mut later =
        Process(Command::new("sleep").arg("600").stdin(Stdio::null()).spawn().context("start another process")?);
    ensure!(later.0.id() == NUMBER, "the number was given to somebody else");
    let said = asking.answer("y")?;
    said.ensure_status(0)?;
    said.ensure_line(&["gone before", &format!("client {NUMBER}")])?;
    ensure!(is_alive(&mut later)?, "a process was ended that was not shown");
    Ok(())
}

pub(super) fn leaves_the_first_alone(ours: &Path) -> Result<()> {
    ensure!(std::process::id() == 1, "this is not the first process");
    let _listener = TcpListener::bind("127.0.0.1:7433")?;
    let said = say(ours, "kill --process --yes sport = 7433")?;
    said.ensure_line(&["LEFT", "lab 1"])?;
    said.ensure_line(&["lab 1 left: the first process of the host is left alone"])?;
    said.ensure_status(1)
}

fn number_next() -> Result<()> {
    fs::write(LAST_NUMBER, (NUMBER - 1).to_string()).with_context(|| format!("write to {LAST_NUMBER}"))
}
