//! What TCP says of a connection (`-i`): the fields that iproute2 6.1 knows, each left out while it says nothing. With
//! `--newest` also those that later versions know, where they stand there.

use super::number::{push_general, push_millis, push_signed, push_with_one_decimal};
use super::{Details, rate};
use model::{Bbr, BytesPerSecond, CongestionInfo, Dctcp, InetSocket, Micros, State, TcpInfo};
use render::table::Cell;

/// A rate that means: none was set.
const UNLIMITED: BytesPerSecond = BytesPerSecond(u64::MAX);
/// The time-out before anything was measured, which is not worth showing.
const INITIAL_TIMEOUT: Micros = Micros(3_000_000);
/// Slow start thresholds from here on mean: none.
const NO_THRESHOLD: u32 = 0xFFFF;
/// The reordering that TCP starts with.
const INITIAL_REORDERING: u32 = 3;
/// The value of a smallest round-trip time that was never measured.
const UNMEASURED: Micros = Micros(u32::MAX as u64);
/// The round-trip time of a Vegas that has measured none.
const VEGAS_UNMEASURED: Micros = Micros(0x7FFF_FFFF);

/// Appends TCP's account of a connection.
pub(super) fn push(cell: &mut Cell, details: Details, state: State, inet: &InetSocket<'_>, info: &TcpInfo) {
    if details.options {
        push_options(cell, details, info.options);
    }
    if let Some(name) = inet.congestion_control {
        cell.push_bytes(b" ");
        cell.push_untrusted(name);
    }
    push_path(cell, info);
    push_volume(cell, info);
    match inet.congestion {
        Some(CongestionInfo::Dctcp(dctcp)) => push_dctcp(cell, dctcp),
        Some(CongestionInfo::Bbr(bbr)) => push_bbr(cell, bbr, details.numeric),
        // Only its round-trip time counts, in the rate at which it sends.
        Some(CongestionInfo::Vegas(_)) | None => {}
    }
    push_send_rate(cell, info, pacing_round_trip(info, inet.congestion), details.numeric);
    push_pace(cell, info, details.numeric);
    push_limits(cell, info);
    push_flight(cell, info, state);
    push_receiver(cell, info);
    if details.newest {
        push_count(cell, b" rcv_wnd:", info.rcv_wnd);
        push_count(cell, b" rehash:", info.rehash);
    }
}

/// What both ends agreed on.
fn push_options(cell: &mut Cell, details: Details, options: u8) {
    const MICROSECOND_STAMPS: u8 = 64;
    const NAMES: [(u8, &[u8]); 6] = [
        (1, b" ts"),
        (MICROSECOND_STAMPS, b" usec_ts"),
        (2, b" sack"),
        (8, b" ecn"),
        (16, b" ecnseen"),
        (32, b" fastopen"),
    ];
    let shown = if details.newest { options } else { options & !MICROSECOND_STAMPS };
    for (_, name) in NAMES.iter().filter(|(bit, _)| shown & bit != 0) {
        cell.push_bytes(name);
    }
}

fn push_path(cell: &mut Cell, info: &TcpInfo) {
    if info.options & 4 != 0 {
        cell.push_bytes(b" wscale:");
        cell.push_u64(info.snd_wscale.into());
        cell.push_bytes(b",");
        cell.push_u64(info.rcv_wscale.into());
    }
    if info.rto != INITIAL_TIMEOUT {
        push_time(cell, b" rto:", info.rto);
    }
    push_count(cell, b" backoff:", info.backoff);
    if info.rtt.0 != 0 {
        push_time(cell, b" rtt:", info.rtt);
        cell.push_bytes(b"/");
        push_millis(cell, info.rttvar);
    }
    push_time(cell, b" ato:", info.ato);
    push_signed_count(cell, b" mss:", info.snd_mss);
    push_count(cell, b" pmtu:", info.pmtu);
    push_signed_count(cell, b" rcvmss:", info.rcv_mss);
    push_signed_count(cell, b" advmss:", info.advmss);
    push_count(cell, b" cwnd:", info.snd_cwnd);
    if info.snd_ssthresh < NO_THRESHOLD {
        push_count(cell, b" ssthresh:", info.snd_ssthresh);
    }
}

fn push_volume(cell: &mut Cell, info: &TcpInfo) {
    push_count(cell, b" bytes_sent:", info.bytes_sent.0);
    push_count(cell, b" bytes_retrans:", info.bytes_retrans.0);
    push_count(cell, b" bytes_acked:", info.bytes_acked.0);
    push_count(cell, b" bytes_received:", info.bytes_received.0);
    push_count(cell, b" segs_out:", info.segs_out);
    push_count(cell, b" segs_in:", info.segs_in);
    push_count(cell, b" data_segs_out:", info.data_segs_out);
    push_count(cell, b" data_segs_in:", info.data_segs_in);
}

fn push_dctcp(cell: &mut Cell, dctcp: Dctcp) {
    if !dctcp.enabled {
        return cell.push_bytes(b" dctcp:fallback_mode");
    }
    cell.push_bytes(b" dctcp:(ce_state:");
    cell.push_u64(dctcp.ce_state.into());
    cell.push_bytes(b",alpha:");
    cell.push_u64(dctcp.alpha.into());
    cell.push_bytes(b",ab_ecn:");
    cell.push_u64(dctcp.ab_ecn.into());
    cell.push_bytes(b",ab_tot:");
    cell.push_u64(dctcp.ab_tot.into());
    cell.push_bytes(b")");
}

fn push_bbr(cell: &mut Cell, bbr: Bbr, numeric: bool) {
    cell.push_bytes(b" bbr:(bw:");
    rate::push_bytes_per_second(cell, bbr.bandwidth, numeric);
    cell.push_bytes(b",mrtt:");
    push_millis(cell, bbr.min_rtt);
    push_gain(cell, b",pacing_gain:", bbr.pacing_gain);
    push_gain(cell, b",cwnd_gain:", bbr.cwnd_gain);
    cell.push_bytes(b")");
}

fn push_gain(cell: &mut Cell, name: &[u8], gain: u32) {
    if gain != 0 {
        cell.push_bytes(name);
        push_general(cell, f64::from(gain) / 256.0, 6);
    }
}

/// The round-trip time that bounds sending: that of Vegas, if it is active and has one, before TCP's.
fn pacing_round_trip(info: &TcpInfo, congestion: Option<CongestionInfo>) -> Micros {
    match congestion {
        Some(CongestionInfo::Vegas(vegas)) if vegas.enabled && vegas.rtt.0 != 0 && vegas.rtt != VEGAS_UNMEASURED => {
            vegas.rtt
        }
        _ => info.rtt,
    }
}

/// One window in each round trip.
fn push_send_rate(cell: &mut Cell, info: &TcpInfo, round_trip: Micros, numeric: bool) {
    if round_trip.0 > 0 && info.snd_mss > 0 && info.snd_cwnd > 0 {
        let window_bits = f64::from(info.snd_cwnd) * f64::from(info.snd_mss) * 8_000_000.0;
        cell.push_bytes(b" send ");
        rate::push_bits_per_second(cell, window_bits / round_trip.0 as f64, numeric);
    }
}

/// How fast it may send and does, and for how long it has not.
fn push_pace(cell: &mut Cell, info: &TcpInfo, numeric: bool) {
    push_count(cell, b" lastsnd:", info.last_data_sent.0);
    push_count(cell, b" lastrcv:", info.last_data_recv.0);
    push_count(cell, b" lastack:", info.last_ack_recv.0);
    if is_set(info.pacing_rate) {
        cell.push_bytes(b" pacing_rate ");
        rate::push_bytes_per_second(cell, info.pacing_rate, numeric);
        if is_set(info.max_pacing_rate) {
            cell.push_bytes(b"/");
            rate::push_bytes_per_second(cell, info.max_pacing_rate, numeric);
        }
    }
    if info.delivery_rate.0 != 0 {
        cell.push_bytes(b" delivery_rate ");
        rate::push_bytes_per_second(cell, info.delivery_rate, numeric);
    }
    push_count(cell, b" delivered:", info.delivered);
    push_count(cell, b" delivered_ce:", info.delivered_ce);
    if info.delivery_rate_app_limited {
        cell.push_bytes(b" app_limited");
    }
}

fn is_set(rate: BytesPerSecond) -> bool {
    rate.0 != 0 && rate != UNLIMITED
}

/// How long it was busy sending, and what held it up meanwhile.
fn push_limits(cell: &mut Cell, info: &TcpInfo) {
    let busy = info.busy_time;
    if busy.0 == 0 {
        return;
    }
    push_whole_millis(cell, b" busy:", busy);
    for (name, time) in [(&b" rwnd_limited:"[..], info.rwnd_limited), (b" sndbuf_limited:", info.sndbuf_limited)] {
        if time.0 != 0 {
            push_whole_millis(cell, name, time);
            cell.push_bytes(b"(");
            push_with_one_decimal(cell, 100.0 * time.0 as f64 / busy.0 as f64);
            cell.push_bytes(b"%)");
        }
    }
}

/// What is under way and what went wrong there.
fn push_flight(cell: &mut Cell, info: &TcpInfo, state: State) {
    push_count(cell, b" unacked:", info.unacked);
    if info.retrans != 0 || info.total_retrans != 0 {
        cell.push_bytes(b" retrans:");
        cell.push_u64(info.retrans.into());
        cell.push_bytes(b"/");
        cell.push_u64(info.total_retrans.into());
    }
    push_count(cell, b" lost:", info.lost);
    // A listener has its backlog there.
    if state != State::Listen {
        push_count(cell, b" sacked:", info.sacked);
    }
    push_count(cell, b" dsack_dups:", info.dsack_dups);
    push_count(cell, b" fackets:", info.fackets);
    if info.reordering != INITIAL_REORDERING {
        cell.push_bytes(b" reordering:");
        push_signed(cell, info.reordering);
    }
    push_signed_count(cell, b" reord_seen:", info.reord_seen);
}

fn push_receiver(cell: &mut Cell, info: &TcpInfo) {
    push_time(cell, b" rcv_rtt:", info.rcv_rtt);
    push_signed_count(cell, b" rcv_space:", info.rcv_space);
    push_count(cell, b" rcv_ssthresh:", info.rcv_ssthresh);
    push_count(cell, b" notsent:", info.notsent_bytes);
    if info.min_rtt != UNMEASURED {
        push_time(cell, b" minrtt:", info.min_rtt);
    }
    push_count(cell, b" rcv_ooopack:", info.rcv_ooopack);
    push_count(cell, b" snd_wnd:", info.snd_wnd);
}

/// Appends a count, unless it is zero.
#[inline(always)]
fn push_count(cell: &mut Cell, name: &[u8], count: impl Into<u64>) {
    let count = count.into();
    if count != 0 {
        cell.push_bytes(name);
        cell.push_u64(count);
    }
}

/// Appends a count that the original takes for a signed one, unless it is zero.
#[inline(always)]
fn push_signed_count(cell: &mut Cell, name: &[u8], count: u32) {
    if count != 0 {
        cell.push_bytes(name);
        push_signed(cell, count);
    }
}

/// Appends a time in milliseconds with decimals, unless it is zero.
#[inline(always)]
fn push_time(cell: &mut Cell, name: &[u8], time: Micros) {
    if time.0 != 0 {
        cell.push_bytes(name);
        push_millis(cell, time);
    }
}

fn push_whole_millis(cell: &mut Cell, name: &[u8], time: Micros) {
    cell.push_bytes(name);
    cell.push_u64(time.0 / 1000);
    cell.push_bytes(b"ms");
}
