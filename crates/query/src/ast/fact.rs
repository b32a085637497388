//! Facts that a filter compares: texts and numbers, of the socket itself and of those who hold it.

/// A fact that is text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextFact {
    /// The name of a holding process.
    Process,
    /// Its command line, arguments with blanks between them.
    Command,
    /// The file that it runs.
    Executable,
    /// Who made the socket, or as whom a holder acts, by name.
    User,
    /// The container that a holder is in: name or id.
    Container,
    /// What that container was made from.
    Image,
    /// The Kubernetes pod that a holder is in: name, `NAMESPACE/NAME` or uid.
    Pod,
    /// The systemd unit of a holder, or that of its user's own manager.
    Unit,
    /// A process from which a holder descends, by name.
    Parent,
    /// The network namespace: a name, `own`, or the inode's number.
    NetworkNamespace,
    /// The interface that the socket is bound to, by name.
    Interface,
    /// TCP's congestion control.
    Congestion,
    /// The name of a UNIX socket, with `@` for the NULs of an abstract one.
    Path,
}

impl TextFact {
    /// What a filter calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Process => "process",
            Self::Command => "command",
            Self::Executable => "exe",
            Self::User => "user",
            Self::Container => "container",
            Self::Image => "image",
            Self::Pod => "pod",
            Self::Unit => "unit",
            Self::Parent => "parent",
            Self::NetworkNamespace => "netns",
            Self::Interface => "interface",
            Self::Congestion => "congestion",
            Self::Path => "path",
        }
    }
}

/// What a text should look like, without regard to the case of ASCII letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextPattern {
    /// The whole of it matches this shell pattern (`fnmatch`(3) with `FNM_CASEFOLD`).
    Glob(Vec<u8>),
    /// This stands somewhere in it.
    Contains(Vec<u8>),
}

impl TextPattern {
    /// Any text at all, the empty one too: there is one.
    pub fn anything() -> Self {
        Self::Glob(b"*".to_vec())
    }
}

/// A fact that is a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberFact {
    /// A holding process.
    ProcessId,
    /// Its descriptor.
    Descriptor,
    /// A process from which a holder descends.
    ParentId,
    /// How long ago a holder started, in microseconds.
    Age,
    /// The socket's inode.
    Inode,
    /// Its cookie.
    Cookie,
    /// Its receive queue, in octets; of a listener, connections that wait.
    ReceiveQueue,
    /// Its send queue, in octets; of a listener, how many connections may wait.
    SendQueue,
    /// Connections that wait to be accepted, of a listener.
    Backlog,
    /// The limit of its receive buffer, in octets.
    ReceiveBuffer,
    /// The limit of its send buffer, in octets.
    SendBuffer,
    /// Packets dropped for want of room.
    Drops,
    /// Smoothed round-trip time, in microseconds.
    RoundTrip,
    /// Its mean deviation, in microseconds.
    RoundTripVariance,
    /// The smallest round-trip time seen, in microseconds.
    LeastRoundTrip,
    /// Retransmission time-out, in microseconds.
    RetransmissionTimeout,
    /// Congestion window, in segments.
    CongestionWindow,
    /// Segments retransmitted in all.
    Retransmitted,
    /// Segments sent and not acknowledged.
    Unacknowledged,
    /// Segments held lost.
    Lost,
    /// Octets sent, retransmissions included.
    BytesSent,
    /// Octets received.
    BytesReceived,
    /// Octets acknowledged.
    BytesAcknowledged,
    /// Time since data was last sent, in microseconds.
    LastSent,
    /// Time since data was last received, in microseconds.
    LastReceived,
    /// Delivery rate, in octets per second.
    DeliveryRate,
    /// Maximum segment size when sending, in octets.
    SegmentSize,
}

impl NumberFact {
    /// What a filter calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ProcessId => "pid",
            Self::Descriptor => "fd",
            Self::ParentId => "parent",
            Self::Age => "age",
            Self::Inode => "inode",
            Self::Cookie => "cookie",
            Self::ReceiveQueue => "recv-q",
            Self::SendQueue => "send-q",
            Self::Backlog => "backlog",
            Self::ReceiveBuffer => "recv-buffer",
            Self::SendBuffer => "send-buffer",
            Self::Drops => "drops",
            Self::RoundTrip => "rtt",
            Self::RoundTripVariance => "rttvar",
            Self::LeastRoundTrip => "min-rtt",
            Self::RetransmissionTimeout => "rto",
            Self::CongestionWindow => "cwnd",
            Self::Retransmitted => "retrans",
            Self::Unacknowledged => "unacked",
            Self::Lost => "lost",
            Self::BytesSent => "bytes-sent",
            Self::BytesReceived => "bytes-received",
            Self::BytesAcknowledged => "bytes-acked",
            Self::LastSent => "last-sent",
            Self::LastReceived => "last-received",
            Self::DeliveryRate => "delivery-rate",
            Self::SegmentSize => "mss",
        }
    }

    /// Whether it is a fact about those who hold the socket.
    pub fn is_of_holders(self) -> bool {
        matches!(self, Self::ProcessId | Self::Descriptor | Self::ParentId | Self::Age)
    }

    /// Whether TCP's own account tells it.
    pub fn is_of_tcp(self) -> bool {
        matches!(
            self,
            Self::RoundTrip
                | Self::RoundTripVariance
                | Self::LeastRoundTrip
                | Self::RetransmissionTimeout
                | Self::CongestionWindow
                | Self::Retransmitted
                | Self::Unacknowledged
                | Self::Lost
                | Self::BytesSent
                | Self::BytesReceived
                | Self::BytesAcknowledged
                | Self::LastSent
                | Self::LastReceived
                | Self::DeliveryRate
                | Self::SegmentSize
        )
    }

    /// Whether it stands in the account of the socket's memory.
    pub fn is_of_memory(self) -> bool {
        matches!(self, Self::ReceiveBuffer | Self::SendBuffer | Self::Drops)
    }
}

/// How a number is compared with the one of the filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // The names say it.
pub enum Order {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

impl Order {
    /// Whether the number compares so with the one of the filter.
    pub fn holds(self, number: u64, with: u64) -> bool {
        match self {
            Self::Equal => number == with,
            Self::NotEqual => number != with,
            Self::Less => number < with,
            Self::AtMost => number <= with,
            Self::Greater => number > with,
            Self::AtLeast => number >= with,
        }
    }

    /// Its sign in a filter.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        }
    }
}
