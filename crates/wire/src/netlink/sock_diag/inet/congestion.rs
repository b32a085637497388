//! What congestion controls say of themselves (`union tcp_cc_info`).

use crate::bytes::padded;
use model::{Bbr, BytesPerSecond, CongestionInfo, Dctcp, Micros, Vegas};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// `struct tcpvegas_info`.
#[derive(FromBytes, IntoBytes, KnownLayout, Immutable)]
#[repr(C)]
struct VegasInfo {
    enabled: u32,
    rtt_count: u32,
    rtt: u32,
    min_rtt: u32,
}

pub(super) fn vegas(payload: &[u8]) -> CongestionInfo {
    let info: VegasInfo = padded(payload);
    CongestionInfo::Vegas(Vegas {
        enabled: info.enabled != 0,
        rtt_count: info.rtt_count,
        rtt: Micros(info.rtt.into()),
        min_rtt: Micros(info.min_rtt.into()),
    })
}

/// `struct tcp_dctcp_info`.
#[derive(FromBytes, IntoBytes, KnownLayout, Immutable)]
#[repr(C)]
struct DctcpInfo {
    enabled: u16,
    ce_state: u16,
    alpha: u32,
    ab_ecn: u32,
    ab_tot: u32,
}

pub(super) fn dctcp(payload: &[u8]) -> CongestionInfo {
    let info: DctcpInfo = padded(payload);
    CongestionInfo::Dctcp(Dctcp {
        enabled: info.enabled != 0,
        ce_state: info.ce_state,
        alpha: info.alpha,
        ab_ecn: info.ab_ecn,
        ab_tot: info.ab_tot,
    })
}

/// `struct tcp_bbr_info`, in which the bandwidth is cut in two.
#[derive(FromBytes, IntoBytes, KnownLayout, Immutable)]
#[repr(C)]
struct BbrInfo {
    bandwidth_low: u32,
    bandwidth_high: u32,
    min_rtt: u32,
    pacing_gain: u32,
    cwnd_gain: u32,
}

pub(super) fn bbr(payload: &[u8]) -> CongestionInfo {
    let info: BbrInfo = padded(payload);
    CongestionInfo::Bbr(Bbr {
        bandwidth: BytesPerSecond(u64::from(info.bandwidth_high) << 32 | u64::from(info.bandwidth_low)),
        min_rtt: Micros(info.min_rtt.into()),
        pacing_gain: info.pacing_gain,
        cwnd_gain: info.cwnd_gain,
    })
}
