//! How many attempts may be under way at a time: each takes a descriptor (getrlimit(2)), memory and a local port.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// More are of no use, and each costs the kernel some kilobytes.
const MOST: u64 = 16_384;

/// What the process has open besides.
const OTHERS: u64 = 32;

/// Places for attempts under way.
#[derive(Debug)]
pub(super) struct Room {
    /// How many there may ever be.
    ceiling: usize,
    /// How many there may be now.
    places: usize,
    taken: usize,
}

impl Room {
    pub(super) fn of(ceiling: usize) -> Self {
        Self { ceiling, places: ceiling, taken: 0 }
    }

    pub(super) fn is_free(&self) -> bool {
        self.taken < self.places
    }

    pub(super) fn is_empty(&self) -> bool {
        self.taken == 0
    }

    pub(super) fn enter(&mut self) {
        self.taken += 1;
    }

    /// One has ended. Where something was missing, there may be more of it now.
    pub(super) fn leave(&mut self) {
        self.taken -= 1;
        self.places = self.ceiling.min(self.places + 1);
    }

    /// Something is missing for one more. Returns whether there are others whose end may bring it.
    pub(super) fn ran_out(&mut self) -> bool {
        let waits = self.taken > 0;
        if waits {
            self.places = self.taken;
        }
        waits
    }
}

/// Asks for as many descriptors as the process may have, and says how many of them a scan may take.
pub(super) fn descriptors() -> usize {
    let limits = getrlimit(Resource::Nofile);
    let (now, most) = (limits.current.unwrap_or(u64::MAX), limits.maximum.unwrap_or(u64::MAX));
    let wanted = most.min(MOST + OTHERS);
    let granted = if now < wanted && setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), ..limits }).is_ok() {
        wanted
    } else {
        now
    };
    // A wrong guess is no harm: where a descriptor is missing, the scan waits until it has one.
    usize::try_from(granted.saturating_sub(OTHERS).clamp(1, MOST)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ran_out_is_tried_again_when_others_have_ended() {
        let mut room = Room::of(3);
        assert!(room.is_free() && !room.ran_out(), "there is nobody to wait for");
        room.enter();
        room.enter();
        assert!(room.is_free() && room.ran_out() && !room.is_free());
        room.leave();
        assert!(room.is_free());
        room.enter();
        room.enter();
        assert!(!room.is_free());
        (0..3).for_each(|_| room.leave());
        assert!(room.is_empty());
    }

    #[test]
    fn there_is_room_for_one_at_least() {
        assert!((1..=16_384).contains(&descriptors()));
    }
}
