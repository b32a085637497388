//! How wide each column of a batch is printed.
//!
//! Observed of iproute2 6.1. The widths are those of a row's columns in order, delimiter included.

use super::Width;

/// The room that the original takes for unlimited.
const UNLIMITED: usize = u16::MAX as usize;

/// Each column's own width: its longest cell and, unless it is the first shown, its delimiter, within the screen. A
/// column without text has none. Takes delimiter and longest cell in bytes of each column.
pub(super) fn measured(columns: impl Iterator<Item = (&'static str, u16)>, screen: Width) -> Vec<usize> {
    let room = room(screen).unwrap_or(UNLIMITED);
    let mut is_first = true;
    columns
        .map(|(delimiter, longest)| {
            if longest == 0 {
                return 0;
            }
            let delimiter = if is_first { 0 } else { delimiter.len() };
            is_first = false;
            (usize::from(longest) + delimiter).min(room)
        })
        .collect()
}

/// Widens the columns so that each line fills the terminal. A line takes as many columns as fit; the rest begins the
/// next.
pub(super) fn spread(widths: &mut [usize], screen: Width) {
    let Some(room) = room(screen) else { return };
    let mut line_start = 0;
    let mut taken = 0;
    for next in 0..widths.len() {
        if taken + widths[next] > room {
            fill(&mut widths[line_start..next], room - taken);
            line_start = next;
            taken = 0;
        }
        taken += widths[next];
    }
    fill(&mut widths[line_start..], room - taken);
}

/// Shares `spare` among the columns of a line evenly; what does not divide goes to the rightmost, one each.
fn fill(line: &mut [usize], spare: usize) {
    let shown = line.iter().filter(|width| **width > 0).count();
    if shown == 0 {
        return;
    }
    let (share, rest) = (spare / shown, spare % shown);
    for (place, width) in line.iter_mut().rev().filter(|width| **width > 0).enumerate() {
        *width += share + usize::from(place < rest);
    }
}

fn room(screen: Width) -> Option<usize> {
    match screen {
        Width::Unlimited | Width::Terminal(0) => None,
        Width::Terminal(columns) => Some(usize::from(columns)),
    }
}
