//! Rows as CSV (RFC 4180), for spreadsheets and programs: the heading of each column, then plain values in base units.
//!
//! Lines end with a line feed alone, as text files do here; readers of RFC 4180 take both. Bytes that strangers chose stay as they
//! are, so that programs can compare them: a spreadsheet that takes a text with `=` in front for a formula must be told to import
//! columns as text. On a terminal they are escaped.

use crate::value::Value;
use crate::value::plain::{self, Untrusted};
use csv::{ByteRecord, Writer, WriterBuilder};
use std::io::{self, Write};

/// Rows being written to `W`.
#[derive(Debug)]
pub struct Csv<W: Write> {
    writer: Writer<W>,
    untrusted: Untrusted,
    record: ByteRecord,
    scratch: Vec<u8>,
}

impl<W: Write> Csv<W> {
    /// Without rows yet.
    pub fn new(untrusted: Untrusted, out: W) -> Self {
        // A row of another length is no error of writing.
        let writer = WriterBuilder::new().flexible(true).from_writer(out);
        Self { writer, untrusted, record: ByteRecord::new(), scratch: Vec::new() }
    }

    /// Writes the headings, which are ours.
    ///
    /// # Errors
    /// Those of writing.
    pub fn headings<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) -> io::Result<()> {
        Ok(self.writer.write_record(names)?)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// Those of writing.
    pub fn row<'v, 'a: 'v>(&mut self, values: impl IntoIterator<Item = &'v Value<'a>>) -> io::Result<()> {
        self.record.clear();
        for value in values {
            self.scratch.clear();
            plain::push(&mut self.scratch, value, self.untrusted);
            self.record.push_field(&self.scratch);
        }
        Ok(self.writer.write_byte_record(&self.record)?)
    }

    /// Hands over what was written so far, for rows that come over time.
    ///
    /// # Errors
    /// Those of writing.
    pub fn print_so_far(&mut self) -> io::Result<()> {
        self.writer.flush()
    }

    /// Writes the rest, and gives the writer back.
    ///
    /// # Errors
    /// Those of writing.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn print(untrusted: Untrusted, rows: &[Vec<Value<'_>>]) -> Vec<u8> {
        let mut csv = Csv::new(untrusted, Vec::new());
        csv.headings(["process.name", "rtt_us"]).unwrap();
        for row in rows {
            csv.row(row).unwrap();
        }
        csv.finish().unwrap()
    }

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        let rows = [
            vec![Value::Text(b"a,\"b\"\n"[..].into()), Value::Span(model::Micros(12_400))],
            vec![Value::Text(b"=1\xff"[..].into()), Value::Absent],
        ];
        let expected = b"process.name,rtt_us\n\"a,\"\"b\"\"\n\",12400\n=1\xff,\n";
        assert_eq!(print(Untrusted::AsIs, &rows), expected);
    }

    #[test]
    fn a_terminal_gets_no_plain_bytes_of_strangers() {
        let rows = [vec![Value::Text(b"\x1b[2J\n"[..].into()), Value::Number(1)]];
        assert_eq!(print(Untrusted::Escaped, &rows), b"process.name,rtt_us\n\\x1b[2J\\n,1\n");
    }

    proptest! {
        #[test]
        fn bytes_come_back_as_they_were(texts in prop::collection::vec((any::<Vec<u8>>(), any::<Vec<u8>>()), 0..5)) {
            let rows: Vec<Vec<Value<'_>>> = texts
                .iter()
                .map(|(a, b)| vec![Value::Text((&a[..]).into()), Value::Text((&b[..]).into())])
                .collect();
            let written = print(Untrusted::AsIs, &rows);
            let mut reader = csv::Reader::from_reader(written.as_slice());
            let read: Vec<ByteRecord> = reader.byte_records().map(Result::unwrap).collect();
            prop_assert_eq!(read.len(), texts.len());
            for (record, (a, b)) in read.iter().zip(&texts) {
                prop_assert_eq!(&record[0], a.as_slice());
                prop_assert_eq!(&record[1], b.as_slice());
            }
        }
    }
}
