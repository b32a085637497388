//! What a congestion control says of itself (`union tcp_cc_info`, `include/uapi/linux/inet_diag.h`).

use crate::{BytesPerSecond, Micros};

/// One algorithm's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CongestionInfo {
    /// `struct tcpvegas_info`, also filled by Westwood and others.
    Vegas(Vegas),
    /// `struct tcp_dctcp_info`.
    Dctcp(Dctcp),
    /// `struct tcp_bbr_info`.
    Bbr(Bbr),
}

/// Vegas (and Westwood, Veno, NV).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Vegas {
    /// Whether it is active.
    pub enabled: bool,
    /// Round-trip samples in the current window.
    pub rtt_count: u32,
    /// Round-trip time.
    pub rtt: Micros,
    /// The smallest round-trip time seen.
    pub min_rtt: Micros,
}

/// DCTCP (RFC 8257).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dctcp {
    /// Whether it is active.
    pub enabled: bool,
    /// Whether the last segment bore a congestion mark.
    pub ce_state: u16,
    /// The estimate of marked octets, in 1024ths.
    pub alpha: u32,
    /// Marked octets acknowledged in this window.
    pub ab_ecn: u32,
    /// Octets acknowledged in this window.
    pub ab_tot: u32,
}

/// BBR.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bbr {
    /// Bottleneck bandwidth.
    pub bandwidth: BytesPerSecond,
    /// The smallest round-trip time seen.
    pub min_rtt: Micros,
    /// Pacing gain in 256ths.
    pub pacing_gain: u32,
    /// Window gain in 256ths.
    pub cwnd_gain: u32,
}
