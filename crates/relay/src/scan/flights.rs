//! Attempts under way, found by the number that epoll(7) returns with an event.

/// Where an attempt stands, and which of those that have stood there it is: what was noted of one that has ended leads to no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    place: u32,
    round: u32,
}

impl From<Key> for u64 {
    fn from(key: Key) -> Self {
        u64::from(key.round) << 32 | u64::from(key.place)
    }
}

impl From<u64> for Key {
    fn from(number: u64) -> Self {
        // Each half is one of the two numbers.
        Self { place: number as u32, round: (number >> 32) as u32 }
    }
}

/// Attempts under way.
#[derive(Debug)]
pub(super) struct Flights<T> {
    places: Vec<Place<T>>,
    free: Vec<u32>,
}

#[derive(Debug)]
struct Place<T> {
    round: u32,
    flight: Option<T>,
}

impl<T> Flights<T> {
    pub(super) fn new() -> Self {
        Self { places: Vec::new(), free: Vec::new() }
    }

    /// Adds one. Each holds a descriptor, so that 32 bits number them all.
    pub(super) fn add(&mut self, flight: T) -> Key {
        if let Some(place) = self.free.pop() {
            let taken = &mut self.places[place as usize];
            taken.flight = Some(flight);
            return Key { place, round: taken.round };
        }
        self.places.push(Place { round: 0, flight: Some(flight) });
        Key { place: (self.places.len() - 1) as u32, round: 0 }
    }

    /// The one with this key, unless it has ended.
    pub(super) fn get_mut(&mut self, key: Key) -> Option<&mut T> {
        self.places.get_mut(key.place as usize).filter(|place| place.round == key.round)?.flight.as_mut()
    }

    /// Ends the one with this key.
    pub(super) fn remove(&mut self, key: Key) -> Option<T> {
        let place = self.places.get_mut(key.place as usize).filter(|place| place.round == key.round)?;
        let flight = place.flight.take()?;
        place.round = place.round.wrapping_add(1);
        self.free.push(key.place);
        Some(flight)
    }

    /// Ends all.
    pub(super) fn drain(&mut self) -> Vec<T> {
        let mut flights = Vec::new();
        for (number, place) in (0u32..).zip(&mut self.places) {
            if let Some(flight) = place.flight.take() {
                place.round = place.round.wrapping_add(1);
                self.free.push(number);
                flights.push(flight);
            }
        }
        flights
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_to_its_own_flight_only() {
        let mut flights = Flights::new();
        let (first, second) = (flights.add("first"), flights.add("second"));
        assert_eq!(flights.remove(first), Some("first"));
        let third = flights.add("third");
        assert_eq!(flights.get_mut(first), None);
        assert_eq!(flights.remove(first), None);
        assert_eq!(flights.get_mut(third), Some(&mut "third"));
        assert_eq!(flights.get_mut(second), Some(&mut "second"));
        assert_eq!(flights.drain(), ["third", "second"]);
        assert_eq!(flights.get_mut(third), None);
    }

    #[test]
    fn a_key_passes_the_kernel_and_returns() {
        let key = Key { place: 0xdead_beef, round: 0xffff_fffe };
        assert_eq!(Key::from(u64::from(key)), key);
    }
}
