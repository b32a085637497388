//! Address families as `netstat` names them (`-A`, `--inet` and the like).

/// A family that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Inet,
    Inet6,
    Unix,
    Ax25,
    X25,
    Ipx,
    /// AppleTalk's datagrams.
    Ddp,
    Netrom,
    Rose,
    Econet,
    Ash,
    Bluetooth,
}

impl Family {
    /// The family of this name; the case counts.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "inet" | "ip" | "tcpip" => Self::Inet,
            "inet6" => Self::Inet6,
            "unix" => Self::Unix,
            "ax25" => Self::Ax25,
            "x25" => Self::X25,
            "ipx" => Self::Ipx,
            "ddp" | "appletalk" => Self::Ddp,
            "netrom" => Self::Netrom,
            "rose" => Self::Rose,
            "econet" => Self::Econet,
            "ash" => Self::Ash,
            "bluetooth" => Self::Bluetooth,
            _ => return None,
        })
    }

    /// Its name in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Inet => "inet",
            Self::Inet6 => "inet6",
            Self::Unix => "unix",
            Self::Ax25 => "ax25",
            Self::X25 => "x25",
            Self::Ipx => "ipx",
            Self::Ddp => "ddp",
            Self::Netrom => "netrom",
            Self::Rose => "rose",
            // Shown so by the original, which does not take this name.
            Self::Econet => "ec",
            Self::Ash => "ash",
            Self::Bluetooth => "bluetooth",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_names_stand_for_the_same_families() {
        assert_eq!(Family::named("tcpip"), Some(Family::Inet));
        assert_eq!(Family::named("appletalk").map(Family::name), Some("ddp"));
        assert_eq!(Family::named("econet").map(Family::name), Some("ec"));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for name in ["", "ec", "INET", "ine", "tcp", "local"] {
            assert_eq!(Family::named(name), None, "{name}");
        }
    }
}
