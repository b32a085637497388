//! How much text one batch holds: at which rows the original prints and starts anew.
//!
//! The original (iproute2 6.1) keeps its cells in blocks of 1 MiB. A block opens with 16 bytes of its own; each cell
//! has a length of two bytes before it and starts at an even place; a cell that would fill or overrun its block moves
//! as a whole to a new one. At the end of the first row that finds five blocks in use, everything is printed. Nothing
//! here allocates: the text lies elsewhere, only the count must agree.

const BLOCK: usize = 1024 * 1024 - 16;
const DESCRIPTOR: usize = 2;
const BLOCKS: u32 = 5;

/// The place in the original's blocks at which the open cell's text begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    blocks: u32,
    text: usize,
}

impl Budget {
    /// The first cell of a batch.
    pub(super) fn new() -> Self {
        Self { blocks: 1, text: DESCRIPTOR }
    }

    /// Makes room for the open cell to reach `extent` bytes.
    #[inline]
    pub(super) fn hold(&mut self, extent: usize) {
        if self.text + extent >= BLOCK && extent > 0 && self.text != DESCRIPTOR {
            self.next_block();
        }
    }

    /// Closes the open cell at `length` bytes and opens the next.
    #[inline]
    pub(super) fn close(&mut self, length: u16) {
        let end = self.text + usize::from(length).next_multiple_of(2);
        if end + DESCRIPTOR > BLOCK {
            self.next_block();
        } else {
            self.text = end + DESCRIPTOR;
        }
    }

    /// Whether the batch is to be printed at the end of this row.
    #[inline]
    pub(super) fn is_spent(&self) -> bool {
        self.blocks >= BLOCKS
    }

    #[cold]
    fn next_block(&mut self) {
        self.blocks += 1;
        self.text = DESCRIPTOR;
    }
}
