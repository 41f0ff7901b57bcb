//! The lines of a document's tables: what labels them, and what stands in their columns.

use super::chart::Chart;
use super::document::{Cell, Grid};
use super::head::{Head, head_at};
use super::label::Label;
use super::loose_head;
use super::value::{is_unit, is_value, tidy};

/// A cell that may hold a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// As it stands there.
    pub text: String,
    /// Its first column.
    pub column: usize,
    /// How many columns it spans.
    pub columns: usize,
    /// How many rows it spans.
    pub rows: usize,
}

impl Value {
    fn of(cell: &Cell) -> Value {
        let text = if cell.is_blank() { String::new() } else { cell.text.clone() };
        Value { text, column: cell.column, columns: cell.columns, rows: cell.rows }
    }

    /// Nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// A row of a table that is no head.
#[derive(Debug, Clone)]
pub struct Line {
    /// Which of the document's tables.
    pub grid: usize,
    /// Its row there.
    pub row: usize,
    /// Its labels, the outermost first, its own last.
    pub labels: Vec<String>,
    /// The same, as they are compared.
    pub names: Vec<Label>,
    /// The unit that stands between label and figures.
    pub unit: Option<String>,
    /// What stands in the columns of figures, and beside them.
    pub values: Vec<Value>,
    /// The heads above it, as one of `Lines::heads`.
    pub head: Option<usize>,
    /// How many columns it has cells for, if its cells do not say themselves where they stand.
    pub width: Option<usize>,
    /// It is of a loose table: its label may be broken over lines, above and below its figures.
    pub is_loose: bool,
    /// At which letter it begins, in a loose table.
    pub indent: usize,
}

impl Line {
    /// Whether anything stands in its columns of figures.
    pub fn has_values(&self) -> bool {
        self.values.iter().any(|value| !value.is_blank())
    }

    /// Its own label as it stands there.
    pub fn label(&self) -> String {
        self.labels.join(" ")
    }
}

/// All lines of a document's tables.
#[derive(Debug, Default)]
pub struct Lines {
    /// In their order.
    pub lines: Vec<Line>,
    /// Heads, each for the tables that it may be the head of.
    pub heads: Vec<Vec<Head>>,
    /// For each of the document's tables, whether a head of the form stands in it.
    pub has_head: Vec<bool>,
}

impl Lines {
    /// Reads tables. A table without a head that is as wide as the one before it goes on with it: a page ended between them. How wide a loose
    /// table is says nothing.
    pub fn of<'d>(chart: &Chart<'_>, grids: impl Iterator<Item = &'d Grid>) -> Lines {
        let mut lines = Lines::default();
        let mut above: Option<(usize, usize)> = None;
        for (index, grid) in grids.enumerate() {
            lines.has_head.push(false);
            let width = if grid.is_loose() { 0 } else { grid.width() };
            let mut head = above.filter(|(_, last)| *last == width).map(|(head, _)| head);
            let mut row = 0;
            while row < grid.height() {
                let found = if grid.is_loose() { loose_head::head_at(chart, grid, row) } else { head_at(chart, grid, row) };
                if let Some((height, heads)) = found {
                    head = Some(lines.heads.len());
                    lines.heads.push(heads);
                    lines.has_head[index] = true;
                    row += height;
                    continue;
                }
                let first = head.map_or(usize::MAX, |head| lines.heads[head].iter().map(Head::first).min().unwrap_or(usize::MAX));
                lines.lines.push(Line { head, ..line(grid, index, row, first) });
                row += 1;
            }
            above = head.map(|head| (head, width));
        }
        lines
    }
}

/// Reads a row whose figures begin in a column; if that is not known, with the first cell that holds a figure, or nothing.
fn line(grid: &Grid, index: usize, row: usize, first: usize) -> Line {
    let mut labels = Vec::new();
    let mut unit = None;
    let mut values = Vec::new();
    for cell in grid.row(row) {
        let is_before = match first {
            usize::MAX => values.is_empty() && !is_value(&cell.text) && (labels.is_empty() || !cell.is_blank()),
            first => cell.column < first,
        };
        // The end of a label that was broken may be a word that is a unit elsewhere.
        let is_alone = grid.is_loose() && grid.row(row).len() == 1;
        match () {
            () if !is_alone && is_unit(&cell.text) && (is_before || first == usize::MAX) => unit = Some(tidy(&cell.text)),
            () if is_before && cell.is_blank() => {}
            // Numbers in front of a label count the lines.
            () if is_before && is_value(&cell.text) && labels.is_empty() => {}
            () if is_before && !is_value(&cell.text) => labels.push(cell.text.trim().to_owned()),
            () => values.push(Value::of(cell)),
        }
    }
    let names = labels.iter().map(|label| Label::of(label)).collect();
    let indent = grid.words.get(row).and_then(|words| words.first()).map_or(0, |word| word.at.start);
    Line {
        grid: index,
        row,
        labels,
        names,
        unit,
        values,
        head: None,
        width: grid.width_of(row),
        is_loose: grid.is_loose(),
        indent,
    }
}
