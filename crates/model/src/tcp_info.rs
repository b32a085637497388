//! TCP's own account of a connection (`struct tcp_info`, `include/uapi/linux/tcp.h`, through kernel 6.18).

use crate::{Bytes, BytesPerSecond, Micros, Millis};

/// Field for field the kernel's struct. Fields beyond what the kernel sent are zero; [`TcpInfo::length`] tells how much it sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TcpInfo {
    /// Octets of the struct that the kernel sent.
    pub length: u16,
    /// State, as the kernel numbers it.
    pub state: u8,
    /// Congestion state: 0 open, 1 disorder, 2 CWR, 3 recovery, 4 loss.
    pub ca_state: u8,
    /// Retransmissions without an answer.
    pub retransmits: u8,
    /// Probes or keepalives without an answer.
    pub probes: u8,
    /// Exponent of the timer's back-off.
    pub backoff: u8,
    /// `TCPI_OPT_*`: 1 timestamps, 2 SACK, 4 window scaling, 8 ECN, 16 ECN seen, 32 SYN data acknowledged, 64 TCP usec timestamps, 128 TFO child.
    pub options: u8,
    /// Window scaling exponent of the peer.
    pub snd_wscale: u8,
    /// Window scaling exponent of this end.
    pub rcv_wscale: u8,
    /// The delivery rate was limited by the program.
    pub delivery_rate_app_limited: bool,
    /// Why fast open on the client failed (`TFO_*`, two bits).
    pub fastopen_client_fail: u8,
    /// Retransmission time-out.
    pub rto: Micros,
    /// Delayed acknowledgement time-out.
    pub ato: Micros,
    /// Maximum segment size when sending.
    pub snd_mss: u32,
    /// Maximum segment size seen when receiving.
    pub rcv_mss: u32,
    /// Segments sent and not acknowledged; for a listener, connections waiting.
    pub unacked: u32,
    /// Segments selectively acknowledged; for a listener, the most that may wait.
    pub sacked: u32,
    /// Segments held lost.
    pub lost: u32,
    /// Segments retransmitted and not acknowledged.
    pub retrans: u32,
    /// Segments acknowledged forward.
    pub fackets: u32,
    /// Time since data was last sent.
    pub last_data_sent: Millis,
    /// Not filled by the kernel.
    pub last_ack_sent: Millis,
    /// Time since data was last received.
    pub last_data_recv: Millis,
    /// Time since an acknowledgement was last received.
    pub last_ack_recv: Millis,
    /// Path maximum transmission unit, in octets.
    pub pmtu: u32,
    /// Receive window's slow start threshold, in octets.
    pub rcv_ssthresh: u32,
    /// Smoothed round-trip time.
    pub rtt: Micros,
    /// Its mean deviation.
    pub rttvar: Micros,
    /// Slow start threshold, in segments.
    pub snd_ssthresh: u32,
    /// Congestion window, in segments.
    pub snd_cwnd: u32,
    /// Maximum segment size to announce.
    pub advmss: u32,
    /// How far segments may be reordered before loss is assumed.
    pub reordering: u32,
    /// Round-trip time as the receiver sees it.
    pub rcv_rtt: Micros,
    /// Octets that the program reads per round trip.
    pub rcv_space: u32,
    /// Segments retransmitted in all.
    pub total_retrans: u32,
    /// Pacing rate.
    pub pacing_rate: BytesPerSecond,
    /// Limit of the pacing rate; all ones: none.
    pub max_pacing_rate: BytesPerSecond,
    /// Octets acknowledged (RFC 4898 tcpEStatsAppHCThruOctetsAcked).
    pub bytes_acked: Bytes,
    /// Octets received (RFC 4898 tcpEStatsAppHCThruOctetsReceived).
    pub bytes_received: Bytes,
    /// Segments sent.
    pub segs_out: u32,
    /// Segments received.
    pub segs_in: u32,
    /// Octets in the send queue not yet sent.
    pub notsent_bytes: u32,
    /// Smallest round-trip time seen.
    pub min_rtt: Micros,
    /// Segments with data received.
    pub data_segs_in: u32,
    /// Segments with data sent.
    pub data_segs_out: u32,
    /// Delivery rate.
    pub delivery_rate: BytesPerSecond,
    /// Time busy sending data.
    pub busy_time: Micros,
    /// Time limited by the peer's window.
    pub rwnd_limited: Micros,
    /// Time limited by the send buffer.
    pub sndbuf_limited: Micros,
    /// Segments delivered.
    pub delivered: u32,
    /// Segments delivered with a congestion mark.
    pub delivered_ce: u32,
    /// Octets sent, retransmissions included.
    pub bytes_sent: Bytes,
    /// Octets retransmitted.
    pub bytes_retrans: Bytes,
    /// Duplicate SACKs received.
    pub dsack_dups: u32,
    /// Times that reordering was seen.
    pub reord_seen: u32,
    /// Segments received out of order.
    pub rcv_ooopack: u32,
    /// The peer's window, in octets.
    pub snd_wnd: u32,
    /// This end's window, in octets.
    pub rcv_wnd: u32,
    /// Times that the flow was rehashed onto another path.
    pub rehash: u32,
    /// Retransmission time-outs in all.
    pub total_rto: u16,
    /// Runs of time-outs that recovered.
    pub total_rto_recoveries: u16,
    /// Time spent in such runs.
    pub total_rto_time: Millis,
    /// AccECN: segments received with CE.
    pub received_ce: u32,
    /// AccECN: octets delivered with ECT(1).
    pub delivered_e1_bytes: u32,
    /// AccECN: octets delivered with ECT(0).
    pub delivered_e0_bytes: u32,
    /// AccECN: octets delivered with CE.
    pub delivered_ce_bytes: u32,
    /// AccECN: octets received with ECT(1).
    pub received_e1_bytes: u32,
    /// AccECN: octets received with ECT(0).
    pub received_e0_bytes: u32,
    /// AccECN: octets received with CE.
    pub received_ce_bytes: u32,
    /// AccECN: failure mode bits.
    pub accecn_fail_mode: u16,
    /// AccECN: option seen bits.
    pub accecn_opt_seen: u16,
}
