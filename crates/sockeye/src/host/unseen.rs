//! What could not be seen in one or more network namespaces, each thing said once.

use model::Gap;
use std::collections::HashMap;

/// What could not be seen. What is alike in several namespaces is said once.
#[derive(Debug, Default)]
pub(crate) struct Unseen {
    /// Gaps in namespaces, in the order in which they were first met, and where each was met.
    inside: Vec<(Gap, Vec<Vec<u8>>)>,
    /// Which of them a gap is, by what it says.
    known: HashMap<String, usize>,
    /// What concerns no listing of a single namespace.
    pub(crate) elsewhere: Vec<Gap>,
}

impl Unseen {
    /// Puts in what could not be seen in this namespace.
    pub(crate) fn add(&mut self, namespace: &[u8], gaps: impl IntoIterator<Item = Gap>) {
        for gap in gaps {
            let position = *self.known.entry(gap.to_string()).or_insert(self.inside.len());
            match self.inside.get_mut(position) {
                Some((_, places)) => places.push(namespace.to_vec()),
                None => self.inside.push((gap, vec![namespace.to_vec()])),
            }
        }
    }

    /// All of it, each once.
    pub(crate) fn gaps(self) -> Vec<Gap> {
        let inside = self.inside.into_iter().map(|(gap, places)| {
            let place = match places.as_slice() {
                [place] => format!("network namespace {}", String::from_utf8_lossy(place)),
                places => format!("{} network namespaces", places.len()),
            };
            Gap { operation: format!("{} in {place}", gap.operation), ..gap }
        });
        inside.chain(self.elsewhere).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_in_several_namespaces_is_said_once() {
        let gap = |table: &str| Gap::new(format!("listing {table}"), "no").with_remedy("help");
        let mut unseen = Unseen::default();
        unseen.add(b"blue", [gap("TCP sockets"), gap("raw sockets")]);
        unseen.add(b"green", [gap("TCP sockets")]);
        unseen.elsewhere.push(Gap::new("looking for owners", "no"));
        let said: Vec<_> = unseen.gaps().iter().map(Gap::to_string).collect();
        assert_eq!(
            said,
            [
                "listing TCP sockets in 2 network namespaces: no (help)",
                "listing raw sockets in network namespace blue: no (help)",
                "looking for owners: no",
            ]
        );
    }
}
