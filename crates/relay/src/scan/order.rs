//! Puts what becomes known in any order into the order in which it was asked for.

use std::collections::VecDeque;

/// Lines that belong to ports, numbered from 0 without gaps. A port may have several; it has no more after its last one.
#[derive(Debug)]
pub(super) struct InOrder<T> {
    /// The first port that is not complete.
    first: u64,
    /// It and those after it, as far as something is known.
    ports: VecDeque<Port<T>>,
    /// What is in order, and not yet taken.
    ready: Vec<T>,
}

#[derive(Debug)]
struct Port<T> {
    lines: Vec<T>,
    is_complete: bool,
}

impl<T> InOrder<T> {
    pub(super) fn new() -> Self {
        Self { first: 0, ports: VecDeque::new(), ready: Vec::new() }
    }

    /// Adds a line of a port.
    pub(super) fn add(&mut self, port: u64, line: T) {
        if port == self.first {
            self.ready.push(line);
        } else {
            self.port(port).lines.push(line);
        }
    }

    /// Says that a port has no more lines.
    pub(super) fn complete(&mut self, port: u64) {
        if port != self.first {
            self.port(port).is_complete = true;
            return;
        }
        self.ports.pop_front();
        self.first += 1;
        while let Some(next) = self.ports.front_mut() {
            self.ready.append(&mut next.lines);
            if !next.is_complete {
                break;
            }
            self.ports.pop_front();
            self.first += 1;
        }
    }

    /// How many lines can be taken.
    pub(super) fn ready(&self) -> usize {
        self.ready.len()
    }

    /// Takes what is in order.
    pub(super) fn take(&mut self) -> std::vec::Drain<'_, T> {
        self.ready.drain(..)
    }

    /// The place of a port that is not before the first incomplete one: no port is completed twice.
    fn port(&mut self, port: u64) -> &mut Port<T> {
        let place = usize::try_from(port.saturating_sub(self.first)).unwrap_or(usize::MAX);
        while self.ports.len() <= place {
            self.ports.push_back(Port { lines: Vec::new(), is_complete: false });
        }
        &mut self.ports[place]
    }
}

#[cfg(test)]
mod tests;
