//! Moments that the kernel counts from the host's boot, as times of day.

use model::ClockTicks;
use rustix::time::{ClockId, clock_gettime};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// The host's clock as its processes' start times are told by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BootClock {
    boot: SystemTime,
    ticks_per_second: u64,
}

impl BootClock {
    /// Reads when the host was booted from `proc_root` (`/proc`): the line `btime` of its `stat` (proc_stat(5)), in whole seconds. It
    /// stays the same until somebody sets the clock, so that a process's start does not move between two listings.
    pub fn read(proc_root: &Path) -> Option<Self> {
        let stat = std::fs::read(proc_root.join("stat")).ok()?;
        let seconds = stat.split(|&octet| octet == b'\n').find_map(|line| line.strip_prefix(b"btime "))?;
        let seconds = std::str::from_utf8(seconds).ok()?.trim().parse().ok()?;
        let boot = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
        Some(Self { boot, ticks_per_second: rustix::param::clock_ticks_per_second().max(1) })
    }

    /// The moment so many ticks after the boot, in whole seconds; `None` where no clock reaches.
    pub fn moment(&self, since_boot: ClockTicks) -> Option<SystemTime> {
        self.boot.checked_add(Duration::from_secs(since_boot.0 / self.ticks_per_second))
    }
}

/// When the host was booted by the clock as it is set now, for moments told in nanoseconds since.
pub fn boot() -> SystemTime {
    let since = clock_gettime(ClockId::Boottime);
    let since = Duration::new(since.tv_sec.try_into().unwrap_or(0), since.tv_nsec.try_into().unwrap_or(0));
    SystemTime::now().checked_sub(since).unwrap_or(SystemTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_count_from_the_boot() {
        let boot = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let clock = BootClock { boot, ticks_per_second: 100 };
        assert_eq!(clock.moment(ClockTicks(12_345)), Some(boot + Duration::from_secs(123)));
        assert!(clock.moment(ClockTicks(u64::MAX)).is_none_or(|moment| moment > boot));
        assert!(BootClock::read(Path::new("/proc")).unwrap().boot < SystemTime::now());
        assert_eq!(BootClock::read(Path::new("/nonexistent")), None);
    }
}
