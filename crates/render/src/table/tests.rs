//! The expected tables are what iproute2 6.1 printed for the same cells (fed to it as /proc text and as a recorded
//! dump).

use super::*;
use proptest::prelude::*;

const fn column(header: &'static str, align: Align, delimiter: &'static str) -> Column {
    Column { header, align, delimiter }
}

const STATE: usize = 1;

static SS: [Column; 10] = [
    column("Netid", Align::Left, ""),
    column("State", Align::Left, " "),
    column("Recv-Q", Align::Left, " "),
    column("Send-Q", Align::Left, " "),
    column("Local Address:", Align::Right, " "),
    column("Port", Align::Left, ""),
    column("Peer Address:", Align::Right, " "),
    column("Port", Align::Left, ""),
    column("Process", Align::Left, ""),
    column("", Align::Left, ""),
];

type Row<'a> = [&'a str; 8];

const MIXED: [Row; 5] = [
    ["UNCONN", "0     ", "0     ", "245.177.101.34:", "333", "235.47.30.0:", "4444", ""],
    ["UNCONN", "123456", "0     ", "130.44.228.124:", "4444", "134.210.201.110:", "4444", ""],
    ["UNCONN", "0     ", "0     ", "57.243.195.230:", "1", "227.230.182.5:", "55555", ""],
    ["UNCONN", "0     ", "0     ", "224.121.209.185:", "55555", "200.192.56.0:", "4444", ""],
    ["UNCONN", "0     ", "122979655", "120.205.194.0:", "333", "217.137.47.237:", "4444", ""],
];
const PLAIN: Row = ["ESTAB", "0     ", "0     ", "1.1.1.1:", "1", "2.2.2.2:", "1", ""];
const LOOPBACK: Row = ["ESTAB", "0     ", "0     ", "127.0.0.1:", "1", "127.0.0.1:", "2", ""];

/// A table as `ss -uan` has it: no Netid, the cells of a row from State to Process.
fn print<'a>(width: Width, header: bool, rows: impl IntoIterator<Item = Row<'a>>) -> String {
    let mut table = Table::new(&SS, width, Vec::new());
    table.disable(0);
    if header {
        table.header();
    }
    for row in rows {
        table.seek(0).unwrap();
        table.text().push_str("udp");
        for (place, text) in row.iter().enumerate() {
            table.seek(STATE + place).unwrap();
            table.text().push_str(text);
        }
    }
    String::from_utf8(table.finish().unwrap()).unwrap()
}

/// Takes away the bar that shows where a line of an expected table ends, behind its blanks.
fn bare(table: &str) -> String {
    table.replace("|\n", "\n")
}

#[test]
fn columns_are_as_wide_as_their_longest_cell() {
    let expected = "\
State  Recv-Q Send-Q      Local Address:Port     Peer Address:Port Process|
UNCONN 0      0          245.177.101.34:333       235.47.30.0:4444        |
UNCONN 123456 0          130.44.228.124:4444  134.210.201.110:4444        |
UNCONN 0      0          57.243.195.230:1       227.230.182.5:55555       |
UNCONN 0      0         224.121.209.185:55555    200.192.56.0:4444        |
UNCONN 0      122979655   120.205.194.0:333    217.137.47.237:4444        |
";
    assert_eq!(print(Width::Unlimited, true, MIXED), bare(expected));
}

#[test]
fn without_header_an_empty_column_takes_no_room() {
    let expected = "\
UNCONN 0      0          245.177.101.34:333       235.47.30.0:4444 |
UNCONN 123456 0          130.44.228.124:4444  134.210.201.110:4444 |
UNCONN 0      0          57.243.195.230:1       227.230.182.5:55555|
UNCONN 0      0         224.121.209.185:55555    200.192.56.0:4444 |
UNCONN 0      122979655   120.205.194.0:333    217.137.47.237:4444 |
";
    assert_eq!(print(Width::Unlimited, false, MIXED), bare(expected));
}

#[test]
fn an_empty_table_is_its_header() {
    assert_eq!(print(Width::Unlimited, true, []), "State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n");
    assert_eq!(print(Width::Unlimited, false, []), "");
}

#[test]
fn the_last_cell_does_not_widen_its_column() {
    let with = |text| {
        let mut row = LOOPBACK;
        row[7] = text;
        row
    };
    let (short, long) = (with("\n\t ccc reordering:0"), with("\n\t ccccccccccccccc reordering:0"));
    let expected = "\
State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess            |
ESTAB 0      0          127.0.0.1:1       127.0.0.1:2   |
\t ccc reordering:0|
ESTAB 0      0          127.0.0.1:1       127.0.0.1:2   |
\t ccccccccccccccc reordering:0|
";
    assert_eq!(print(Width::Unlimited, true, [short, long]), bare(expected));
    let expected = "\
ESTAB 0      0      127.0.0.1:1 127.0.0.1:2|
\t ccccccccccccccc reordering:0|
ESTAB 0      0      127.0.0.1:1 127.0.0.1:2|
\t ccc reordering:0            |
";
    assert_eq!(print(Width::Unlimited, false, [long, short]), bare(expected));
}

#[test]
fn a_terminal_is_filled() {
    let expected = "\
State    Recv-Q    Send-Q       Local Address:Port       Peer Address:Port   Process                |
ESTAB    0         0                127.0.0.1:1             127.0.0.1:2      |
\t ccc reordering:0    |
ESTAB    0         0                127.0.0.1:1             127.0.0.1:2      |
\t ccccccccccccccc reordering:0|
";
    let mut rows = [LOOPBACK; 2];
    rows[0][7] = "\n\t ccc reordering:0";
    rows[1][7] = "\n\t ccccccccccccccc reordering:0";
    assert_eq!(print(Width::Terminal(100), true, rows), bare(expected));
}

#[test]
fn a_narrow_terminal_wraps_at_a_column() {
    let expected = "\
State  Recv-Q Send-Q      Local Address:Port       Peer Address:Port  Process                                                               |
UNCONN 0      0          245.177.101.34:333         235.47.30.0:4444                                                                        |
UNCONN 123456 0          130.44.228.124:4444    134.210.201.110:4444                                                                        |
UNCONN 0      0          57.243.195.230:1         227.230.182.5:55555                                                                       |
UNCONN 0      0         224.121.209.185:55555      200.192.56.0:4444                                                                        |
UNCONN 0      122979655   120.205.194.0:333      217.137.47.237:4444                                                                        |
";
    assert_eq!(print(Width::Terminal(70), true, MIXED), bare(expected));
}

#[test]
fn a_column_is_never_wider_than_the_terminal() {
    let expected = "\
State      Recv-Q    Send-Q    Local Address:Port       Peer Address:Port      Process   |
UNCONN     0         0         245.177.101.34:333        235.47.30.0:4444                |
UNCONN     123456    0         130.44.228.124:4444       134.210.201.110:4444                |
UNCONN     0         0         57.243.195.230:1          227.230.182.5:55555               |
UNCONN     0         0         224.121.209.185:55555      200.192.56.0:4444                |
UNCONN     0         122979655 120.205.194.0:333        217.137.47.237:4444                |
";
    assert_eq!(print(Width::Terminal(10), true, MIXED), bare(expected));
    let expected = "\
State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess|
UNCONN 0      0      245.177.101.34:333 235.47.30.0:4444 |
UNCONN 123456 0      130.44.228.124:4444 134.210.201.110:4444 |
UNCONN 0      0      57.243.195.230:1 227.230.182.5:55555 |
UNCONN 0      0      224.121.209.185:55555 200.192.56.0:4444 |
UNCONN 0      122979655 120.205.194.0:333 217.137.47.237:4444 |
";
    assert_eq!(print(Width::Terminal(1), true, MIXED), bare(expected));
}

#[test]
fn a_terminal_without_size_is_no_terminal() {
    assert_eq!(print(Width::Terminal(0), true, MIXED), print(Width::Unlimited, true, MIXED));
}

#[test]
fn a_full_batch_ends_where_the_original_prints() {
    let mut long = PLAIN;
    long[4] = "55555";
    // 74,897 rows of these cells fill the original's buffer; a longer cell widens the rows of its own batch only.
    let narrow = |rows: usize| {
        let text = print(Width::Unlimited, false, std::iter::repeat_n(PLAIN, rows).chain([long]));
        text.lines().filter(|line| line.len() == 39).count()
    };
    assert_eq!(narrow(74_896), 0);
    assert_eq!(narrow(74_897), 74_897);
    assert_eq!(narrow(80_000), 74_897);
}

#[test]
fn a_batch_is_never_narrower_than_the_one_before() {
    let mut long = PLAIN;
    long[4] = "55555";
    let text = print(Width::Unlimited, false, [long].into_iter().chain(std::iter::repeat_n(PLAIN, 80_000)));
    assert!(text.lines().all(|line| line.len() == 43));
}

#[test]
fn a_row_closed_to_its_end_opens_no_other() {
    let mut table = Table::new(&SS[..2], Width::Unlimited, Vec::new());
    for text in ["tcp", "ESTAB"] {
        table.text().push_str(text);
        table.next_cell().unwrap();
    }
    assert_eq!(table.finish().unwrap(), b"tcp ESTAB\n");
}

#[test]
fn a_cell_is_cut_at_65535_bytes() {
    let mut table = Table::new(&SS[..1], Width::Unlimited, Vec::new());
    for _ in 0..3 {
        table.text().push_bytes(&[b'x'; 40_000]);
    }
    assert_eq!(table.text().length(), 65_535);
    assert_eq!(table.finish().unwrap().len(), 65_536);
}

#[test]
fn numbers_and_padding() {
    let mut table = Table::new(&SS[..1], Width::Unlimited, Vec::new());
    table.text().push_u64(0);
    table.text().pad_to(3);
    table.text().push_u64(u64::MAX);
    table.text().pad_to(5);
    assert_eq!(table.finish().unwrap(), b"0  18446744073709551615\n");
}

#[test]
fn untrusted_text_is_escaped_on_terminals_only() {
    let print = |width| {
        let mut table = Table::new(&SS[..1], width, Vec::new());
        table.text().push_untrusted(b"a\x1b[2Jb\n");
        table.finish().unwrap()
    };
    assert_eq!(print(Width::Unlimited), b"a\x1b[2Jb\n\n");
    assert_eq!(print(Width::Terminal(3)), b"a\\x1b[2Jb\\n\n");
}

#[test]
fn a_broken_pipe_is_an_error() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut table = Table::new(&SS, Width::Unlimited, Closed);
    table.header();
    assert_eq!(table.finish().err().map(|e| e.kind()), Some(io::ErrorKind::BrokenPipe));
}

static BARRED: [Column; 3] =
    [column("a", Align::Left, ""), column("b", Align::Right, "|"), column("c", Align::Left, "|")];

proptest! {
    #[test]
    fn any_cells_fit_any_width(
        rows in prop::collection::vec(prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 1..10), 0..20),
        width in 0u16..300,
        off in prop::collection::vec(0usize..12, 0..4),
        header: bool,
    ) {
        let mut table = Table::new(&SS, Width::Terminal(width), Vec::new());
        for column in off {
            table.disable(column);
        }
        if header {
            table.header();
        }
        for row in rows {
            table.seek(0).unwrap();
            for (place, text) in row.iter().enumerate() {
                table.seek(place).unwrap();
                table.text().push_bytes(text);
            }
        }
        table.finish().unwrap();
    }

    #[test]
    fn unlimited_output_holds_the_same_cells(
        rows in prop::collection::vec(["[a-z]{1,30}", "[a-z]{0,30}", "[a-z]{1,30}"], 1..30),
    ) {
        let mut table = Table::new(&BARRED, Width::Unlimited, Vec::new());
        table.header();
        for row in &rows {
            for (place, text) in row.iter().enumerate() {
                table.seek(place).unwrap();
                table.text().push_str(text);
            }
        }
        let text = String::from_utf8(table.finish().unwrap()).unwrap();
        let read: Vec<Vec<&str>> =
            text.lines().skip(1).map(|line| line.split('|').map(str::trim).collect()).collect();
        prop_assert_eq!(read, rows);
    }
}

#[test]
fn rewinding_leaves_no_trace_of_what_came_after_the_mark() {
    let fill = |table: &mut Table<Vec<u8>>, text: &str| {
        for column in 0..SS.len() {
            table.seek(column).unwrap();
            table.text().push_str(text);
        }
    };
    let mut plain = Table::new(&SS, Width::Unlimited, Vec::new());
    fill(&mut plain, "a");
    fill(&mut plain, "b");
    let mut rewound = Table::new(&SS, Width::Unlimited, Vec::new());
    fill(&mut rewound, "a");
    let mark = rewound.mark();
    fill(&mut rewound, "much longer than what stays");
    assert!(rewound.rewind(&mark));
    fill(&mut rewound, "b");
    assert_eq!(plain.finish().unwrap(), rewound.finish().unwrap());
}

#[test]
fn what_was_printed_cannot_be_rewound() {
    let mut table = Table::new(&SS, Width::Unlimited, Vec::new());
    let mark = table.mark();
    let cell = [b'x'; 60_000];
    for _ in 0..200 {
        table.text().push_bytes(&cell);
        table.next_cell().unwrap();
    }
    assert!(!table.rewind(&mark));
}

#[test]
fn rows_that_come_one_by_one_are_printed_at_once_and_never_narrower() {
    let mut table = Table::new(&SS, Width::Unlimited, Vec::new());
    for text in ["a", "bbb", "c"] {
        for column in [0, STATE] {
            table.seek(column).unwrap();
            table.text().push_str(text);
        }
        table.print_so_far().unwrap();
        // With nothing new, nothing is printed.
        table.print_so_far().unwrap();
    }
    // As in any batch, the open cell is not measured.
    assert_eq!(String::from_utf8(table.finish().unwrap()).unwrap(), "a a\nbbb bbb\nc   c\n");
}
