//! VM sockets (`include/uapi/linux/vm_sockets_diag.h`).

/// One end of a VM socket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VsockAddress {
    /// Context id of the machine; `u32::MAX` is any.
    pub cid: u32,
    /// Port; `u32::MAX` is any.
    pub port: u32,
}

/// What a VM socket has beyond the common record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VsockSocket {
    /// This end.
    pub local: VsockAddress,
    /// The other end.
    pub peer: VsockAddress,
}
