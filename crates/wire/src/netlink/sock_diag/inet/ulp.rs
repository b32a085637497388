//! Upper layer protocols (`INET_ULP_INFO_*`, `TLS_INFO_*` in `include/uapi/linux/tls.h`, `MPTCP_SUBFLOW_ATTR_*` in `mptcp.h`).

use crate::netlink::Attributes;
use model::{MptcpSubflow, TlsCipher, TlsConfiguration, TlsInfo, Ulp};

pub(super) fn ulp(attributes: Attributes<'_>) -> Ulp<'_> {
    let mut ulp = Ulp::default();
    for attribute in attributes {
        match attribute.kind {
            1 => ulp.name = Some(attribute.text()),
            2 => ulp.tls = Some(tls(attribute.nested())),
            3 => ulp.mptcp = Some(mptcp_subflow(attribute.nested())),
            _ => {}
        }
    }
    ulp
}

fn tls(attributes: Attributes<'_>) -> TlsInfo {
    let mut tls = TlsInfo::default();
    for attribute in attributes {
        match attribute.kind {
            1 => tls.version = attribute.u16(),
            2 => tls.cipher = attribute.u16().map(TlsCipher),
            3 => tls.transmit = attribute.u16().map(TlsConfiguration),
            4 => tls.receive = attribute.u16().map(TlsConfiguration),
            5 => tls.zero_copy_sendfile = true,
            6 => tls.receive_no_padding = true,
            _ => {}
        }
    }
    tls
}

fn mptcp_subflow(attributes: Attributes<'_>) -> MptcpSubflow {
    let mut subflow = MptcpSubflow::default();
    for attribute in attributes {
        match attribute.kind {
            1 => subflow.remote_token = attribute.u32(),
            2 => subflow.local_token = attribute.u32(),
            3 => subflow.relative_write_sequence = attribute.u32(),
            4 => subflow.map_sequence = attribute.u64(),
            5 => subflow.map_subflow_sequence = attribute.u32(),
            6 => subflow.subflow_sequence_offset = attribute.u32(),
            7 => subflow.map_data_length = attribute.u16(),
            8 => subflow.flags = attribute.u32(),
            9 => subflow.remote_id = attribute.u8(),
            10 => subflow.local_id = attribute.u8(),
            _ => {}
        }
    }
    subflow
}
