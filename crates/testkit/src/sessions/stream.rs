//! Octets that look random, are the same each time, and are made faster than any tool moves them. Neither end of a transfer needs to keep
//! them: both make them anew, and so the one that comes differently is known by its place.

/// Octets made at once.
pub(super) const CHUNK: usize = 1 << 16;

/// A stream of them; a multiply-with-carry generator in the manner of wyrand, eight octets a step.
#[derive(Clone, Debug, Default)]
pub(super) struct Stream {
    step: u64,
    /// What was made and not taken yet.
    rest: Vec<u8>,
}

impl Stream {
    /// Fills a buffer with the next octets.
    pub(super) fn fill(&mut self, buffer: &mut [u8]) {
        let (ready, wanted) = buffer.split_at_mut(self.rest.len().min(buffer.len()));
        ready.copy_from_slice(&self.rest[..ready.len()]);
        self.rest.drain(..ready.len());
        let mut words = wanted.chunks_exact_mut(8);
        for word in &mut words {
            word.copy_from_slice(&word_at(self.step).to_le_bytes());
            self.step += 1;
        }
        let last = words.into_remainder();
        if !last.is_empty() {
            let word = word_at(self.step).to_le_bytes();
            self.step += 1;
            let (taken, kept) = word.split_at(last.len());
            last.copy_from_slice(taken);
            self.rest.extend(kept);
        }
    }

    /// So many octets, a chunk at a time.
    pub(super) fn chunks(mut self, count: usize) -> impl Iterator<Item = Vec<u8>> {
        (0..count).step_by(CHUNK).map(move |from| {
            let mut chunk = vec![0; CHUNK.min(count - from)];
            self.fill(&mut chunk);
            chunk
        })
    }
}

/// The eight octets at this step.
fn word_at(step: u64) -> u64 {
    // Any odd constants with many bits set mix well.
    let seed = step.wrapping_add(1).wrapping_mul(0xA076_1D64_78BD_642F);
    let product = u128::from(seed) * u128::from(seed ^ 0xE703_7ED1_A0B4_28DB);
    (product >> 64) as u64 ^ product as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_any_size_make_the_same_stream() {
        let mut whole = vec![0; 100_003];
        Stream::default().fill(&mut whole);
        let mut stream = Stream::default();
        let mut pieces = Vec::new();
        for size in [0, 1, 2, 7, 8, 9, 63, 1000, 3, 98_910] {
            let mut piece = vec![0; size];
            stream.fill(&mut piece);
            pieces.extend(piece);
        }
        assert!(pieces == whole);
        let chunks: Vec<u8> = Stream::default().chunks(whole.len()).flatten().collect();
        assert!(chunks == whole);
    }

    #[test]
    fn it_does_not_repeat_soon() {
        let words: std::collections::HashSet<u64> = (0..100_000).map(word_at).collect();
        assert_eq!(words.len(), 100_000);
    }
}
