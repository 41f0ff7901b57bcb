//! The heads of tables: which column of a table is which column of a form.

use std::ops::Range;

use super::chart::{Chart, joined};
use super::document::{Cell, Grid};
use super::label::Label;
use super::value::is_value;

/// The most rows of a head.
const MOST_ROWS: usize = 6;

/// Which column of a table is which of a form's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The form's table.
    pub table: usize,
    /// For each column of the form's table as it is printed, the columns of the source; empty if none is surely it.
    pub columns: Vec<Range<usize>>,
}

impl Head {
    /// The first column of figures.
    pub fn first(&self) -> usize {
        self.columns.iter().filter(|range| !range.is_empty()).map(|range| range.start).min().unwrap_or(usize::MAX)
    }

    /// Whether a column of the source is one of figures.
    pub fn covers(&self, column: usize) -> bool {
        self.columns.iter().any(|range| range.contains(&column))
    }

    fn is_whole(&self) -> bool {
        self.columns.iter().all(|range| !range.is_empty())
    }

    /// Whether so much of it is known that it must be the head of that table.
    fn is_likely(&self) -> bool {
        let known = self.columns.iter().filter(|range| !range.is_empty()).count();
        known >= 3 && known * 3 >= self.columns.len() * 2
    }
}

/// The head that begins in a row: how many rows it has, and the tables that it may be the head of.
pub fn head_at(chart: &Chart<'_>, grid: &Grid, row: usize) -> Option<(usize, Vec<Head>)> {
    let is_head = |row: &usize| {
        let cells = grid.row(*row);
        cells.iter().any(|cell| !cell.is_blank()) && !cells.iter().any(|cell| is_value(&cell.text))
    };
    let most = (row..grid.height()).take(MOST_ROWS).take_while(is_head).count();
    let heads = |rows: Range<usize>| -> Vec<Head> {
        (0..chart.columns.len()).map(|table| head(chart, table, grid, rows.clone())).collect()
    };
    let all: Vec<Vec<Head>> = (1..=most).map(|rows| heads(row..row + rows)).collect();
    let find = |is_good: &dyn Fn(&Head) -> bool| {
        let good = all.iter().map(|heads| heads.iter().filter(|head| is_good(head)).cloned().collect::<Vec<_>>());
        let (rows, found) = good.enumerate().find(|(_, heads)| !heads.is_empty()).map(|(index, heads)| (index + 1, heads))?;
        // A row of the form, without which it is a head as well, is no part of it.
        let is_whole_below =
            || heads(row + 1..row + rows).iter().any(|head| is_good(head) && found.iter().any(|own| own.table == head.table));
        let first = grid.row(row).into_iter().find(|cell| !cell.is_blank()).map(|cell| Label::of(&cell.text));
        let is_row = first.is_some_and(|label| joined(&[label]).iter().any(|key| !chart.rows(key).is_empty()));
        Some((!(is_row && is_whole_below())).then_some((rows, found)))
    };
    find(&Head::is_whole).or_else(|| find(&Head::is_likely)).flatten()
}

/// Reads some rows as the head of a table.
fn head(chart: &Chart<'_>, table: usize, grid: &Grid, rows: Range<usize>) -> Head {
    let columns = &chart.columns[table];
    let stacks: Vec<Vec<&Cell>> = (0..grid.width()).map(|column| stack(grid, rows.clone(), column)).collect();
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); columns.len()];
    let mut last: Option<usize> = None;
    let names: Vec<Vec<Label>> = stacks.iter().map(|s| s.iter().map(|cell| Label::of(&cell.text)).collect()).collect();
    for (at, path) in names.iter().enumerate() {
        if at > 0 && !stacks[at].is_empty() && same(&stacks[at], &stacks[at - 1]) {
            // The same heading still.
            if let Some(last) = last.filter(|last| found[*last].last() == Some(&(at - 1))) {
                found[last].push(at);
            }
            continue;
        }
        let called =
            joined(path).into_iter().map(|key| (0..columns.len()).filter(|c| columns[*c].is_called(&key)).collect::<Vec<_>>());
        let meant = called.into_iter().find(|meant| !meant.is_empty()).unwrap_or_default();
        // Two headings of columns above one another: they got there by mistake.
        let above = &path[..path.len().saturating_sub(1)];
        let is_another = |label: &Label| (0..columns.len()).any(|c| columns[c].is_called(&label.whole) && !meant.contains(&c));
        if above.iter().any(is_another) {
            continue;
        }
        let next = match meant.as_slice() {
            [one] => Some(*one),
            // Rows side by side have the same columns: what follows on a known one is the next.
            several => last.map(|last| last + 1).filter(|next| several.contains(next)),
        };
        if let Some(next) = next {
            found[next].push(at);
            last = Some(next);
        }
    }
    in_order(chart, table, &names, &mut found);
    near(chart, table, &names, &mut found);
    let range = |at: Vec<usize>| match (at.first(), at.last()) {
        (Some(first), Some(last)) if last - first + 1 == at.len() && same(&stacks[*first], &stacks[*last]) => *first..last + 1,
        _ => 0..0,
    };
    Head { table, columns: found.into_iter().map(range).collect() }
}

/// The cells above one another in a column, from top to bottom, each once, without blank ones.
fn stack(grid: &Grid, rows: Range<usize>, column: usize) -> Vec<&Cell> {
    let mut cells: Vec<&Cell> = rows.filter_map(|row| grid.at(row, column)).filter(|cell| !cell.is_blank()).collect();
    cells.dedup_by(|a, b| (a.row, a.column) == (b.row, b.column));
    cells
}

fn same(a: &[&Cell], b: &[&Cell]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a.row, a.column) == (b.row, b.column))
}

/// A head that has all labels in their order, and no other, has no doubt, though each may stand several times.
fn in_order(chart: &Chart<'_>, table: usize, names: &[Vec<Label>], found: &mut [Vec<usize>]) {
    let columns = &chart.columns[table];
    let used: Vec<(usize, &Vec<Label>)> = names.iter().enumerate().filter(|(_, path)| !path.is_empty()).collect();
    if used.len() != columns.len() || found.iter().all(|at| at.len() == 1) {
        return;
    }
    let is_it = |((_, path), column): (&(usize, &Vec<Label>), &super::chart::Column)| {
        joined(path).iter().any(|key| column.is_called(key))
    };
    if used.iter().zip(columns).all(is_it) {
        for ((at, _), found) in used.iter().zip(found) {
            *found = vec![*at];
        }
    }
}

/// The one column that is misspelled stands between its neighbours.
fn near(chart: &Chart<'_>, table: usize, names: &[Vec<Label>], found: &mut [Vec<usize>]) {
    let missing: Vec<usize> = (0..found.len()).filter(|column| found[*column].is_empty()).collect();
    let [missing] = missing.as_slice() else { return };
    if found.len() < 3 {
        return;
    }
    let before = missing.checked_sub(1).and_then(|before| found[before].last().copied());
    let after = found.get(missing + 1).and_then(|after| after.first().copied());
    let (Some(from), Some(to)) =
        (before.map(|at| at + 1).or(after.and_then(|at| at.checked_sub(1))), after.or(before.map(|at| at + 2)))
    else {
        return;
    };
    let candidates: Vec<usize> = (from..to.min(names.len())).filter(|at| !names[*at].is_empty()).collect();
    let is_near = |at: usize| {
        let own = joined(&names[at]);
        own.iter().any(|key| chart.columns[table][*missing].is_nearly_called(key))
    };
    if let [at] = candidates.as_slice()
        && is_near(*at)
    {
        found[*missing] = vec![*at];
    }
}
