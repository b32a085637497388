//! Lays a condition out as bytecode. What holds goes on to the next instruction, and past the last one the socket is
//! taken; what does not hold jumps forward, and beyond the end the socket is dropped.

use super::instruction::{HEADER, Instruction, JUMP, NO_OFFSET, write_header};
use super::plan::Condition;

/// The bytecode; `None` when a jump would be longer than 16 bits can say or the attribute longer than netlink allows.
pub(super) fn assemble(condition: &Condition) -> Option<Vec<u8>> {
    let mut assembler = Assembler { code: Vec::new(), jumps: Vec::new(), places: Vec::new() };
    let dropped = assembler.new_label();
    assembler.condition(condition, dropped);
    // One header's length past the end means "drop".
    assembler.places[dropped] = assembler.code.len() + HEADER;
    assembler.finish()
}

/// A place to jump to, known later.
type Label = usize;

struct Assembler {
    code: Vec<u8>,
    /// Where a jump starts, and where to.
    jumps: Vec<(usize, Label)>,
    /// Where each label is.
    places: Vec<usize>,
}

impl Assembler {
    fn new_label(&mut self) -> Label {
        self.places.push(0);
        self.places.len() - 1
    }

    fn place(&mut self, label: Label) {
        self.places[label] = self.code.len();
    }

    /// Goes on when the condition holds and to the label when it does not.
    fn condition(&mut self, condition: &Condition, otherwise: Label) {
        match condition {
            Condition::All(parts) => parts.iter().for_each(|part| self.condition(part, otherwise)),
            Condition::Any(parts) => self.any(parts, otherwise),
            Condition::Not(inner) => {
                let does_not_hold = self.new_label();
                self.condition(inner, does_not_hold);
                self.jump(otherwise);
                self.place(does_not_hold);
            }
            Condition::Is(instruction) => self.instruction(instruction, otherwise),
        }
    }

    fn any(&mut self, parts: &[Condition], otherwise: Label) {
        if parts.is_empty() {
            return self.jump(otherwise);
        }
        let holds = self.new_label();
        for (index, part) in parts.iter().enumerate() {
            if index + 1 == parts.len() {
                self.condition(part, otherwise);
            } else {
                let next = self.new_label();
                self.condition(part, next);
                self.jump(holds);
                self.place(next);
            }
        }
        self.place(holds);
    }

    fn instruction(&mut self, instruction: &Instruction, otherwise: Label) {
        self.jumps.push((self.code.len(), otherwise));
        instruction.write(&mut self.code);
    }

    fn jump(&mut self, to: Label) {
        self.jumps.push((self.code.len(), to));
        write_header(JUMP, &mut self.code);
    }

    fn finish(mut self) -> Option<Vec<u8>> {
        const LONGEST_PAYLOAD: usize = u16::MAX as usize - 4;
        if self.code.len() > LONGEST_PAYLOAD {
            return None;
        }
        for (from, label) in self.jumps {
            let distance = u16::try_from(self.places[label] - from).ok()?;
            self.code[from + NO_OFFSET..from + NO_OFFSET + 2].copy_from_slice(&distance.to_ne_bytes());
        }
        Some(self.code)
    }
}
