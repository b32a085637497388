//! Waiting for the kernel to come to rest: a socket that a tool has closed is freed a grace period later, and until
//! then it is in the total that `ss -s` prints (`sockets: used` in /proc/net/sockstat).

use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// A grace period is some ten milliseconds; longer means that something else makes sockets.
const PATIENCE: Duration = Duration::from_millis(300);

/// The state in which the lab is when no tool runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    sockets: u64,
}

impl Rest {
    /// Takes down the state now, when it has been the same for a while.
    ///
    /// # Errors
    /// /proc/net/sockstat cannot be read.
    pub fn observe() -> Result<Self> {
        let mut sockets = sockets_used()?;
        let mut since = Instant::now();
        while since.elapsed() < PATIENCE {
            sleep(Duration::from_millis(10));
            let now = sockets_used()?;
            if now != sockets {
                (sockets, since) = (now, Instant::now());
            }
        }
        Ok(Self { sockets })
    }

    /// Waits until the sockets of tools that have ended are gone, or patience is.
    ///
    /// # Errors
    /// /proc/net/sockstat cannot be read.
    pub fn wait(self) -> Result<()> {
        let start = Instant::now();
        while sockets_used()? != self.sockets && start.elapsed() < PATIENCE {
            sleep(Duration::from_millis(2));
        }
        Ok(())
    }
}

fn sockets_used() -> Result<u64> {
    let text = fs::read_to_string("/proc/net/sockstat").context("read /proc/net/sockstat")?;
    let used = text.split_whitespace().nth(2).context("/proc/net/sockstat is empty")?;
    used.parse().with_context(|| format!("/proc/net/sockstat says {used} sockets"))
}
