//! A set table as a grid: in which row and column each of its headings and figures stands, over how many of them.

use std::collections::BTreeSet;

use super::holes::Hole;
use super::views::{HeadCell, Sheet};

/// A stretch of a table's grid, and what stands in it.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'s> {
    /// Its first row, from 0.
    pub row: u32,
    /// Its first column, from 0.
    pub column: u16,
    /// How many rows it takes.
    pub rows: u32,
    /// How many columns it takes.
    pub columns: u16,
    /// What stands there.
    pub what: What<'s>,
}

/// What stands in a table's grid.
#[derive(Debug, Clone, Copy)]
pub enum What<'s> {
    /// A heading above the figures.
    Head(&'s HeadCell),
    /// A heading beside them.
    Stub(&'s HeadCell),
    /// The unit of a row.
    Unit(&'s str),
    /// The figure of a cell, by its index in the form.
    Figure(usize),
}

/// Where everything of a table stands, row by row.
pub fn placed(table: &Sheet) -> Vec<Placed<'_>> {
    let mut grid = Grid::default();
    for (row, head) in (0..).zip(&table.head) {
        for cell in head {
            grid.put(row, (cell.rowspan, cell.colspan), What::Head(cell));
        }
    }
    let bodies = u32::try_from(table.head.len()).unwrap_or(0);
    for (row, line) in (bodies..).zip(table.bodies.iter().flatten()) {
        for heading in &line.headings {
            grid.put(row, (heading.rowspan, heading.colspan), What::Stub(heading));
        }
        if let Some(unit) = &line.unit {
            grid.put(row, (1, 1), What::Unit(unit));
        }
        for cell in line.cells.iter().filter_map(|cell| Hole::cell(&cell.figure)) {
            grid.put(row, (1, 1), What::Figure(cell));
        }
    }
    grid.placed
}

/// A grid that is being filled, row by row.
#[derive(Default)]
struct Grid<'s> {
    placed: Vec<Placed<'s>>,
    /// The places that are no longer free.
    taken: BTreeSet<(u32, u16)>,
}

impl<'s> Grid<'s> {
    /// Takes the first free place of a row, and so many rows and columns from there on.
    fn put(&mut self, row: u32, span: (usize, usize), what: What<'s>) {
        let column = (0..u16::MAX).find(|column| !self.taken.contains(&(row, *column))).unwrap_or(u16::MAX);
        let (rows, columns) = (u32::try_from(span.0.max(1)).unwrap_or(1), u16::try_from(span.1.max(1)).unwrap_or(1));
        for down in 0..rows {
            self.taken.extend((0..columns).map(|right| (row + down, column.saturating_add(right))));
        }
        self.placed.push(Placed { row, column, rows, columns, what });
    }
}
