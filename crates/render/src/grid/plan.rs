//! Which columns a screen has room for, on which line of their row, and how wide each is.
//!
//! In this order, until everything fits: the widest columns that may be cut are narrowed; columns are left out, the more important
//! ones having the first choice of the room; where even the essential ones do not stand side by side, rows are folded into two
//! lines (and the second filled with what else has room); where that is not enough, each line takes what it can, and what may never
//! be cut is.

use super::store::Extent;
use super::{Align, Column, Cut};
use std::cmp::Reverse;

/// Blanks between two columns.
pub(super) const GAP: usize = 2;
/// How far the lines of a row that is folded stand in, from its second on.
const INDENT: usize = 4;
/// The most digits of a port.
const PORT: usize = 5;

/// A column as it is printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// Which one.
    pub(super) column: usize,
    /// In columns of the screen.
    pub(super) width: usize,
    /// Of that, what is kept for ports.
    pub(super) port: usize,
}

/// One line of a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) indent: usize,
    pub(super) slots: Vec<Slot>,
}

/// How rows are printed.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) lines: Vec<Line>,
}

/// What a column wants.
#[derive(Clone, Copy, Debug)]
struct Wish {
    column: usize,
    /// So that nothing is cut.
    full: usize,
    /// The least that it may be narrowed to.
    least: usize,
    port: usize,
    importance: u8,
}

impl Plan {
    /// A plan for columns of which `titles` and cells are so wide. `room` is what the screen has; `None`: as much as it takes.
    pub(super) fn make(columns: &[Column], extents: &[Extent], titles: &[usize], room: Option<usize>) -> Self {
        let mut wishes = wishes(columns, extents, titles, room.is_some());
        let Some(room) = room else {
            let slots = wishes.iter().map(|wish| wish.slot(wish.full)).collect();
            return Self { lines: vec![Line { indent: 0, slots }] };
        };
        wishes.retain(|wish| extents[wish.column].is_filled || !columns[wish.column].only_filled);
        // Where nothing is essential, the most important columns are: a row is never without any.
        let essential = wishes.iter().map(|wish| wish.importance).max().unwrap_or(Column::ESSENTIAL);
        let groups = [1, 2].into_iter().find_map(|most| chosen(&wishes, essential, room, most));
        let groups =
            groups.unwrap_or_else(|| folded(wishes.iter().filter(|wish| wish.importance == essential).copied(), room));
        let lines = groups.into_iter().enumerate().map(|(place, group)| {
            let indent = indent(place, room);
            Line { indent, slots: narrowed(&group, room - indent) }
        });
        Self { lines: lines.collect() }
    }

    /// Widens the columns for cells that came since, as far as there is room. None becomes narrower, none moves.
    pub(super) fn grow(&mut self, columns: &[Column], extents: &[Extent], titles: &[usize], room: Option<usize>) {
        let wishes = wishes(columns, extents, titles, room.is_some());
        for line in &mut self.lines {
            let taken = line.indent + width_of(line.slots.iter().map(|slot| slot.width));
            let mut spare = room.map_or(usize::MAX, |room| room.saturating_sub(taken));
            for slot in &mut line.slots {
                let Some(wish) = wishes.get(slot.column) else { continue };
                let more = wish.full.saturating_sub(slot.width).min(spare);
                slot.width += more;
                slot.port = wish.port;
                spare -= more;
            }
        }
    }

    /// Whether a column is printed.
    pub(super) fn shows(&self, column: usize) -> bool {
        self.lines.iter().any(|line| line.slots.iter().any(|slot| slot.column == column))
    }
}

impl Wish {
    fn slot(self, width: usize) -> Slot {
        Slot { column: self.column, width, port: self.port }
    }
}

/// What each column wants, of a screen or of a pipe.
fn wishes(columns: &[Column], extents: &[Extent], titles: &[usize], for_screen: bool) -> Vec<Wish> {
    let every = columns.iter().zip(extents).zip(titles).enumerate();
    let wish = |(place, ((column, extent), title)): (usize, ((&Column, &Extent), &usize))| {
        // Where rows are yet to come, so are ports of any length: what stands below each other must not move then.
        let port = if column.reserved > 0 && column.align == Align::AtPort { PORT } else { 0 }.max(extent.port);
        let mut full = extent.whole.max(extent.head + port).max(*title).max(usize::from(column.reserved));
        let may_cut = for_screen && column.cut != Cut::Never;
        if may_cut {
            full = full.min(usize::from(column.most));
        }
        if for_screen {
            // Room for the mark of a cut: there may be something in a later batch.
            full = full.max(1);
        }
        let least = if may_cut { full.min(usize::from(column.least).max(1)) } else { full };
        Wish { column: place, full, least, port, importance: column.importance }
    };
    every.map(wish).collect()
}

/// The columns that stand on at most so many lines: the essential ones, and of the others each for which there is room, the most
/// important first. `None` where the essential ones do not.
fn chosen(wishes: &[Wish], essential: u8, room: usize, most: usize) -> Option<Vec<Vec<Wish>>> {
    let mut shown: Vec<bool> = wishes.iter().map(|wish| wish.importance == essential).collect();
    let mut groups = side_by_side(wishes, &shown, room, most)?;
    let mut others: Vec<usize> = (0..wishes.len()).filter(|place| !shown[*place]).collect();
    others.sort_by_key(|place| Reverse(wishes[*place].importance));
    for place in others {
        shown[place] = true;
        match side_by_side(wishes, &shown, room, most) {
            Some(wider) => groups = wider,
            None => shown[place] = false,
        }
    }
    Some(groups)
}

/// The lines of what is shown, if they are no more than `most` and each fits.
fn side_by_side(wishes: &[Wish], shown: &[bool], room: usize, most: usize) -> Option<Vec<Vec<Wish>>> {
    let groups = folded(wishes.iter().zip(shown).filter(|(_, shown)| **shown).map(|(wish, _)| *wish), room);
    // A line of one column may be too wide all the same.
    let fits = |(place, group): (usize, &Vec<Wish>)| {
        indent(place, room) + width_of(group.iter().map(|wish| wish.least)) <= room
    };
    (groups.len() <= most && groups.iter().enumerate().all(fits)).then_some(groups)
}

/// Breaks the columns into lines, each as full as it can be; a column that is wider than a line has one of its own.
fn folded(wishes: impl Iterator<Item = Wish>, room: usize) -> Vec<Vec<Wish>> {
    let mut lines: Vec<Vec<Wish>> = Vec::new();
    let mut taken = 0;
    for wish in wishes {
        let place = lines.len().saturating_sub(1);
        match lines.last_mut() {
            Some(line) if taken + GAP + wish.least <= room - indent(place, room) => {
                taken += GAP + wish.least;
                line.push(wish);
            }
            _ => {
                taken = wish.least;
                lines.push(vec![wish]);
            }
        }
    }
    lines
}

/// The widths with which the columns of a line fit: the widest are narrowed first, and alike.
fn narrowed(line: &[Wish], room: usize) -> Vec<Slot> {
    let width_at = |wish: &Wish, level: usize| wish.full.min(level.max(wish.least)).min(room);
    let total = |level: usize| width_of(line.iter().map(|wish| width_at(wish, level)));
    let (mut fits, mut exceeds) = (0, room + 1);
    while fits + 1 < exceeds {
        let level = fits.midpoint(exceeds);
        if total(level) <= room { fits = level } else { exceeds = level }
    }
    let mut spare = room.saturating_sub(total(fits));
    let mut slots = Vec::with_capacity(line.len());
    for wish in line {
        let width = width_at(wish, fits);
        let more = (wish.full.min(room) - width).min(spare);
        spare -= more;
        slots.push(wish.slot(width + more));
    }
    slots
}

/// What columns of these widths take, with the gaps between them.
fn width_of(widths: impl Iterator<Item = usize>) -> usize {
    let (count, total) = widths.fold((0_usize, 0_usize), |(count, total), width| (count + 1, total + width));
    total + count.saturating_sub(1) * GAP
}

/// How far a line of a row stands in; less on the narrowest screens.
fn indent(line: usize, room: usize) -> usize {
    if line == 0 { 0 } else { INDENT.min(room / 8) }
}
