//! A form's chart: which of its rows and columns a label may mean.

use std::collections::BTreeMap;

use super::label::{Label, narrow};
use crate::model::figure::CellId;
use crate::model::form::{Form, Heading, Layout, Table};

/// A row of a form: its table, and its index there.
pub type RowId = (usize, usize);

/// A column of figures as it is printed: one of a table's, or, where rows stand side by side, one of a row.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its label below those above it, the longest first.
    keys: Vec<String>,
    /// Which of the table's columns.
    pub leaf: usize,
    /// Its row, where rows stand side by side.
    pub row: Option<usize>,
}

/// What the labels of a form mean.
#[derive(Debug)]
pub struct Chart<'f> {
    /// The form.
    pub form: &'f Form,
    /// By a label, and by a label after those above it.
    rows: BTreeMap<String, Vec<RowId>>,
    /// For each table, its columns as they are printed.
    pub columns: Vec<Vec<Column>>,
    /// For each table, the labels of each row.
    labels: Vec<Vec<Label>>,
}

impl<'f> Chart<'f> {
    /// The chart of a form.
    pub fn of(form: &'f Form) -> Self {
        let labels: Vec<Vec<Label>> =
            form.tables.iter().map(|table| table.rows.iter().map(|row| Label::of(&row.label)).collect()).collect();
        let mut rows: BTreeMap<String, Vec<RowId>> = BTreeMap::new();
        for (index, table) in form.tables.iter().enumerate().filter(|(_, table)| table.layout != Layout::Across) {
            for row in 0..table.rows.len() {
                for key in keys(&table.rows, row) {
                    let known = rows.entry(key).or_default();
                    if !known.contains(&(index, row)) {
                        known.push((index, row));
                    }
                }
            }
        }
        Chart { form, rows, columns: form.tables.iter().map(columns).collect(), labels }
    }

    /// The table of a row.
    pub fn table(&self, row: RowId) -> &'f Table {
        &self.form.tables[row.0]
    }

    /// The rows that a label means: what stands in brackets may be left out, on either side.
    pub fn rows(&self, key: &str) -> &[RowId] {
        self.rows.get(key).map_or(&[], Vec::as_slice)
    }

    /// The row whose label is nearest to one, how far it is, and how far the next one is. Only rows of one's own table where that is known.
    pub fn nearest(&self, label: &Label) -> Option<(RowId, usize, usize)> {
        let length = label.whole.chars().count();
        let limit = match length {
            0..=2 => return None,
            3..=7 => 1,
            8..=15 => 2,
            _ => 3,
        };
        let mut best: Option<(RowId, usize)> = None;
        let mut next = usize::MAX;
        for (table, rows) in self.labels.iter().enumerate() {
            for (row, own) in rows.iter().enumerate() {
                let distance = distance(label, own);
                match best {
                    Some((_, nearest)) if distance >= nearest => next = next.min(distance),
                    _ => {
                        next = next.min(best.map_or(usize::MAX, |(_, old)| old));
                        best = Some(((table, row), distance));
                    }
                }
            }
        }
        best.filter(|(_, distance)| *distance <= limit).map(|(row, distance)| (row, distance, next))
    }

    /// Whether a row comes directly after another one in the form, but for rows that many printed forms leave out.
    pub fn follows(&self, row: RowId, before: RowId) -> bool {
        let is_between = |index: usize| self.form.tables[row.0].rows[index].optional;
        row.0 == before.0 && before.1 < row.1 && (before.1 + 1..row.1).all(is_between)
    }

    /// The row's own label.
    pub fn label(&self, row: RowId) -> &str {
        &self.form.tables[row.0].rows[row.1].label
    }

    /// All rows that have figures.
    pub fn figure_rows(&self) -> impl Iterator<Item = RowId> {
        let rows = |(index, table): (usize, &'f Table)| {
            (0..table.rows.len()).filter(|row| table.cells(*row).is_some()).map(move |row| (index, row))
        };
        self.form.tables.iter().enumerate().filter(|(_, table)| table.layout != Layout::Across).flat_map(rows)
    }

    /// The next row that has figures, in the same table, but for rows that many printed forms leave out.
    pub fn next_figures(&self, last: Option<RowId>) -> Option<RowId> {
        let (index, last) = last?;
        let table = self.form.tables.get(index)?;
        let is_next = |row: &usize| table.cells(*row).is_some() && !table.rows[*row].optional;
        (last + 1..table.rows.len()).find(is_next).map(|row| (index, row))
    }

    /// The letters of the headings above a row.
    pub fn above(&self, row: RowId) -> Vec<String> {
        let rows = &self.form.tables[row.0].rows;
        let path = Table::path(rows, row.1);
        path.into_iter().filter(|above| *above != row.1).map(|above| letters(&rows[above].label)).collect()
    }

    /// The letters that spell a row's label: with and without its number, and what stands in brackets.
    pub fn spellings(&self, row: RowId) -> Vec<String> {
        let label = &self.labels[row.0][row.1];
        let mut spellings: Vec<String> = Vec::new();
        for own in [letters(self.label(row)), label.whole.clone(), label.short.clone()] {
            if !own.is_empty() && !spellings.contains(&own) {
                spellings.push(own);
            }
        }
        spellings
    }

    /// Whether one row is a heading above another.
    pub fn is_above(&self, above: RowId, row: RowId) -> bool {
        above.0 == row.0 && Table::path(&self.form.tables[row.0].rows, row.1).contains(&above.1)
    }

    /// The cell of a row and a column.
    pub fn cell(&self, row: RowId, column: &Column) -> Option<CellId> {
        self.form.tables[row.0].cell(column.row.unwrap_or(row.1), column.leaf)
    }
}

fn distance(label: &Label, own: &Label) -> usize {
    let whole = strsim::osa_distance(&label.whole, &own.whole);
    match own.short == own.whole && label.short == label.whole {
        true => whole,
        false => whole.min(strsim::osa_distance(&label.short, &own.short)).min(strsim::osa_distance(&label.whole, &own.short)),
    }
}

/// What a heading is called: by its own label, and by that after those above it; with and without what stands in brackets.
fn keys(axis: &[Heading], index: usize) -> Vec<String> {
    let path: Vec<Label> = Table::path(axis, index).into_iter().map(|above| Label::of(&axis[above].label)).collect();
    joined(&path)
}

/// All endings of a path of labels, the longest first, each joined; with and without what stands in brackets.
pub fn joined(path: &[Label]) -> Vec<String> {
    let mut keys = Vec::new();
    for start in 0..path.len() {
        let whole: String = path[start..].iter().map(|label| label.whole.as_str()).collect();
        let short: String = path[start..].iter().map(|label| label.short.as_str()).collect();
        for key in [whole, short] {
            if !key.is_empty() && !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys
}

fn columns(table: &Table) -> Vec<Column> {
    let heads: Vec<usize> = (0..table.columns.len()).filter(|column| !table.columns[*column].heading).collect();
    let labels = |axis: &[Heading], index: usize| -> Vec<Label> {
        Table::path(axis, index).into_iter().map(|above| Label::of(&axis[above].label)).collect()
    };
    let own = |leaf: usize| labels(&table.columns, heads[leaf]);
    match table.layout {
        Layout::Across => (0..table.rows.len())
            .filter(|row| table.cells(*row).is_some())
            .flat_map(|row| {
                let above = labels(&table.rows, row);
                (0..heads.len()).map(move |leaf| (row, leaf, above.clone()))
            })
            .map(|(row, leaf, above)| Column { keys: joined(&[above, own(leaf)].concat()), leaf, row: Some(row) })
            .collect(),
        _ => (0..heads.len()).map(|leaf| Column { keys: joined(&own(leaf)), leaf, row: None }).collect(),
    }
}

/// A text's letters and digits.
pub fn letters(text: &str) -> String {
    text.chars().map(narrow).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Column {
    /// What it is called, the shortest first.
    pub fn own_keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().rev().map(String::as_str)
    }

    /// Whether a label, or several joined, may mean it.
    pub fn is_called(&self, key: &str) -> bool {
        self.keys.iter().any(|own| own == key)
    }

    /// Whether a label is one letter away from one of its own.
    pub fn is_nearly_called(&self, key: &str) -> bool {
        self.keys.iter().any(|own| own.chars().count() > 1 && strsim::osa_distance(own, key) <= 1)
    }
}
