//! Mutations: small damage to known inputs, the kind that truncated structs, newer kernels and hostile names do.

use fastrand::Rng;

/// Values at which lengths and counts go wrong.
const EDGES: &[u64] =
    &[0, 1, 2, 3, 4, 7, 8, 15, 16, 127, 128, 255, 256, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, u64::MAX];
/// Octets that mean something to a parser of text.
const LETTERS: &[u8] = b" \t\n\0\\()[]*:/!=<>&|,.-%@0123456789afx\x1b\x7f\xff";
/// Longest input, in octets.
const LONGEST: usize = 4096;

/// One of the corpus, damaged in one to eight places.
pub(crate) fn mutated(corpus: &[Vec<u8>], rng: &mut Rng) -> Vec<u8> {
    let mut input = rng.choice(corpus).cloned().unwrap_or_default();
    for _ in 0..rng.usize(1..=8) {
        damage(&mut input, corpus, rng);
    }
    input.truncate(LONGEST);
    input
}

fn damage(input: &mut Vec<u8>, corpus: &[Vec<u8>], rng: &mut Rng) {
    let place = rng.usize(0..=input.len());
    match rng.u8(0..8) {
        0 => {
            if let Some(octet) = input.get_mut(place) {
                *octet ^= 1 << rng.u8(0..8);
            }
        }
        1 => {
            if let Some(octet) = input.get_mut(place) {
                *octet = rng.u8(..);
            }
        }
        2 => {
            let edge = rng.choice(EDGES).copied().unwrap_or_default().to_ne_bytes();
            let width = 1 << rng.usize(0..4);
            for (octet, new) in input.iter_mut().skip(place).zip(&edge[..width]) {
                *octet = *new;
            }
        }
        3 => input.truncate(place),
        4 => {
            let end = (place + rng.usize(1..=16)).min(input.len());
            input.drain(place..end);
        }
        5 => input.insert(place, rng.choice(LETTERS).copied().unwrap_or_default()),
        6 => {
            let end = (place + rng.usize(1..=64)).min(input.len());
            let again = input[place..end].to_vec();
            input.splice(place..place, again);
        }
        _ => {
            let other = rng.choice(corpus).map(Vec::as_slice).unwrap_or_default();
            let from = rng.usize(0..=other.len());
            input.truncate(place);
            input.extend_from_slice(&other[from..]);
        }
    }
}
