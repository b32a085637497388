//! `/proc/net/ax25`, `nr`, `rose` and `x25`: sockets of protocols that number frames on circuits (`ax25_info_show` in the kernel's
//! net/ax25/af_ax25.c, `nr_info_show`, `rose_info_show`, `x25_seq_socket_show`).

use super::fields::Fields;
use super::{BadLine, rows};

/// A row of one of these tables. What its table does not have is absent or zero. Words are untrusted bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circuit<'a> {
    /// The call sign of the user of a NET/ROM circuit.
    pub user: Option<&'a [u8]>,
    /// The other end: call sign or address; `*` where there is none.
    pub destination: &'a [u8],
    /// The call sign at the other end of a ROSE circuit.
    pub destination_call: Option<&'a [u8]>,
    /// This end: call sign or address.
    pub source: &'a [u8],
    /// The call sign at this end of a ROSE circuit.
    pub source_call: Option<&'a [u8]>,
    /// The network device.
    pub device: &'a [u8],
    /// The logical channel, as the table writes it.
    pub channel: &'a [u8],
    /// The neighbour through which a ROSE circuit goes.
    pub neighbour: u32,
    /// The state, by its number in the protocol.
    pub state: u8,
    /// The number of the next frame to send.
    pub send_number: u32,
    /// The number of the next frame to receive.
    pub receive_number: u32,
    /// Octets not yet sent.
    pub send_queue: u32,
    /// Octets waiting for the program.
    pub receive_queue: u32,
}

/// Reads `/proc/net/ax25`, which has no header.
pub fn ax25(table: &[u8]) -> impl Iterator<Item = Result<Circuit<'_>, BadLine<'_>>> {
    rows(table, b"magic ").map(|line| {
        let mut fields = Fields::of(line);
        fields.skip(&["address"])?;
        let device = fields.word("device")?;
        let source = fields.word("source")?;
        // Repeaters stand behind commas.
        let destination = fields.word("destination")?.split(|&byte| byte == b',').next().unwrap_or_default();
        let circuit = Circuit { destination, source, device, ..numbers(&mut fields)? };
        fields.skip(&["t1", "t1", "t2", "t2", "t3", "t3", "idle", "idle", "n2", "n2", "rtt", "window", "paclen"])?;
        // Both are stars where no program has the socket.
        let (send_queue, receive_queue) = (fields.decimal("send queue"), fields.decimal("receive queue"));
        Ok(Circuit {
            send_queue: send_queue.unwrap_or_default(),
            receive_queue: receive_queue.unwrap_or_default(),
            ..circuit
        })
    })
}

/// Reads `/proc/net/nr`.
pub fn netrom(table: &[u8]) -> impl Iterator<Item = Result<Circuit<'_>, BadLine<'_>>> {
    rows(table, b"user_addr ").map(|line| {
        let mut fields = Fields::of(line);
        let user = Some(fields.word("user")?);
        let destination = fields.word("destination")?;
        let source = fields.word("source")?;
        let device = fields.word("device")?;
        fields.skip(&["my circuit", "your circuit"])?;
        let circuit = numbers(&mut fields)?;
        fields.skip(&["t1", "t2", "t4", "idle", "n2", "window"])?;
        let (send_queue, receive_queue) = (fields.decimal("send queue")?, fields.decimal("receive queue")?);
        Ok(Circuit { user, destination, source, device, send_queue, receive_queue, ..circuit })
    })
}

/// Reads `/proc/net/rose`.
pub fn rose(table: &[u8]) -> impl Iterator<Item = Result<Circuit<'_>, BadLine<'_>>> {
    rows(table, b"dest_addr ").map(|line| {
        let mut fields = Fields::of(line);
        let destination = fields.word("destination")?;
        let destination_call = Some(fields.word("destination call")?);
        let source = fields.word("source")?;
        let source_call = Some(fields.word("source call")?);
        let device = fields.word("device")?;
        let channel = fields.word("channel")?;
        let neighbour = fields.decimal("neighbour")?;
        let circuit = numbers(&mut fields)?;
        Ok(Circuit { destination, destination_call, source, source_call, device, channel, neighbour, ..circuit })
    })
}

/// Reads `/proc/net/x25`.
pub fn x25(table: &[u8]) -> impl Iterator<Item = Result<Circuit<'_>, BadLine<'_>>> {
    rows(table, b"dest_addr ").map(|line| {
        let mut fields = Fields::of(line);
        let destination = fields.word("destination")?;
        let source = fields.word("source")?;
        let device = fields.word("device")?;
        let channel = fields.word("channel")?;
        let circuit = numbers(&mut fields)?;
        fields.skip(&["t", "t2", "t21", "t22", "t23"])?;
        let (send_queue, receive_queue) = (fields.decimal("send queue")?, fields.decimal("receive queue")?);
        Ok(Circuit { destination, source, device, channel, send_queue, receive_queue, ..circuit })
    })
}

/// The columns of state and sequence numbers, which all tables have.
fn numbers<'a>(fields: &mut Fields<'a>) -> Result<Circuit<'a>, BadLine<'a>> {
    let state = fields.decimal("state")?;
    let send_number = fields.decimal("send number")?;
    let receive_number = fields.decimal("receive number")?;
    fields.skip(&["acknowledged number"])?;
    Ok(Circuit { state, send_number, receive_number, ..Circuit::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one<'a>(mut rows: impl Iterator<Item = Result<Circuit<'a>, BadLine<'a>>>) -> Circuit<'a> {
        let row = rows.next().expect("a row").expect("it can be read");
        assert!(rows.next().is_none());
        row
    }

    #[test]
    fn ax25_cuts_repeaters_and_takes_stars_for_nothing() {
        let row = one(ax25(b"0 ax0 N0CALL-1 N1CALL-2,N4CALL* 3 1 2 3 0 10 0 3 0 300 0 0 0 10 0 2 256 5 6 3333\n"));
        assert_eq!((row.destination, row.source, row.device), (&b"N1CALL-2"[..], &b"N0CALL-1"[..], &b"ax0"[..]));
        assert_eq!((row.state, row.send_number, row.receive_number), (3, 1, 2));
        assert_eq!((row.send_queue, row.receive_queue), (5, 6));
        let row = one(ax25(b"0 ??? N0CALL * 0 0 0 0 0 10 0 3 0 300 0 0 0 10 0 2 256 * * *\n"));
        assert_eq!((row.send_queue, row.receive_queue), (0, 0));
    }

    #[test]
    fn the_other_tables_have_their_own_columns() {
        let row = one(netrom(b"user_addr dest_node\nN0CALL-1  N1CALL-2  N2CALL-3  nr0  01/02 03/04  3   1  12   3   0/120  0/05   0/180   0/900  0/03   4     5     6 5555\n"));
        assert_eq!(
            (row.user, row.receive_number, row.send_queue, row.receive_queue),
            (Some(&b"N0CALL-1"[..]), 12, 5, 6)
        );
        let row =
            one(rose(b"dest_addr  dest_call\n1234567890 A-1 0987654321 B-2 rose1 012 00099  3  1  2  3   0 200\n"));
        assert_eq!((row.destination, row.destination_call), (&b"1234567890"[..], Some(&b"A-1"[..])));
        assert_eq!((row.channel, row.neighbour, row.state), (&b"012"[..], 99, 3));
        let row =
            one(x25(b"dest_addr  src_addr\n* 12345678 eth0 0AB  1  1  2  3   0   3 200 180 180     5     6 4444\n"));
        assert_eq!((row.destination, row.channel), (&b"*"[..], &b"0AB"[..]));
        assert_eq!((row.send_queue, row.receive_queue), (5, 6));
    }

    #[test]
    fn rows_that_end_early_are_named() {
        for rows in [ax25(b"bogus").next(), netrom(b"bogus").next(), rose(b"bogus").next(), x25(b"bogus").next()] {
            assert!(rows.expect("a row").is_err());
        }
    }
}
