//! Upper layer protocols on a TCP socket (`INET_DIAG_ULP_INFO`; `include/uapi/linux/tls.h`, `mptcp.h`).

/// What an upper layer protocol says of itself. Only the parts that the kernel sent are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ulp<'a> {
    /// Its name, without the final NUL.
    pub name: Option<&'a [u8]>,
    /// Kernel TLS.
    pub tls: Option<TlsInfo>,
    /// An MPTCP subflow.
    pub mptcp: Option<MptcpSubflow>,
}

/// Kernel TLS on a socket (`TLS_INFO_*`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TlsInfo {
    /// Protocol version as on the wire: 0x0303 is TLS 1.2.
    pub version: Option<u16>,
    /// The cipher.
    pub cipher: Option<TlsCipher>,
    /// How sending is done.
    pub transmit: Option<TlsConfiguration>,
    /// How receiving is done.
    pub receive: Option<TlsConfiguration>,
    /// `TLS_INFO_ZC_RO_TX`: sendfile without a copy.
    pub zero_copy_sendfile: bool,
    /// `TLS_INFO_RX_NO_PAD`: the receiver expects no padding.
    pub receive_no_padding: bool,
}

/// A kernel TLS cipher, by its number (`TLS_CIPHER_*`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TlsCipher(pub u16);

/// Where TLS records are processed, by its number (`TLS_CONF_*`: base 1, software 2, hardware 3, hardware record 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TlsConfiguration(pub u16);

/// An MPTCP subflow (`MPTCP_SUBFLOW_ATTR_*`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MptcpSubflow {
    /// `MPTCP_SUBFLOW_FLAG_*`.
    pub flags: Option<u32>,
    /// Token of the peer.
    pub remote_token: Option<u32>,
    /// Token of this end.
    pub local_token: Option<u32>,
    /// Where the current mapping starts, in subflow sequence numbers.
    pub relative_write_sequence: Option<u32>,
    /// Data sequence number of the current mapping.
    pub map_sequence: Option<u64>,
    /// Subflow sequence number of the current mapping.
    pub map_subflow_sequence: Option<u32>,
    /// Offset of the subflow's sequence numbers.
    pub subflow_sequence_offset: Option<u32>,
    /// Length of the current mapping.
    pub map_data_length: Option<u16>,
    /// Address id of the peer.
    pub remote_id: Option<u8>,
    /// Address id of this end.
    pub local_id: Option<u8>,
}
