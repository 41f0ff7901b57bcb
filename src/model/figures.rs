//! The figures of one report: the cells of its form, filled in.

use rust_decimal::Decimal;

use super::figure::{Figure, Kind, NOT_APPLICABLE};
use super::form::{CellId, Form, Term};
use crate::text::diagnostics::Diagnostic;
use crate::text::fields::{Cursor, Fields, nearest};
use crate::text::yaml::{Node, Step};

/// The cells of one report, in the order of its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures(Box<[Figure]>);

impl Figures {
    /// What a cell holds.
    pub fn get(&self, cell: CellId) -> Figure {
        self.0.get(cell.index()).copied().unwrap_or_default()
    }

    /// A series' figure: the sum of its cells, blank if any of them is.
    pub fn sum(&self, term: &Term) -> Figure {
        let mut sum: Option<Decimal> = None;
        for figure in term.cells.iter().map(|cell| self.get(*cell)) {
            match figure {
                Figure::Blank => return Figure::Blank,
                Figure::NotApplicable => {}
                Figure::Number(number) => match sum.unwrap_or(Decimal::ZERO).checked_add(number) {
                    Some(total) => sum = Some(total),
                    None => return Figure::Blank,
                },
            }
        }
        sum.map_or(Figure::NotApplicable, Figure::Number)
    }

    /// All cells, in the order of the form.
    pub fn all(&self) -> &[Figure] {
        &self.0
    }

    /// Whether a row has any cell that is not blank.
    pub fn has_row(&self, cells: std::ops::Range<usize>) -> bool {
        self.0[cells].iter().any(|figure| *figure != Figure::Blank)
    }

    /// Reads the `figures` of a report: a row's key, and a figure, a list in column order, or a map by column.
    pub fn read(fields: &mut Fields<'_>, form: &Form) -> Figures {
        let mut cells = vec![Figure::Blank; form.cell_count()].into_boxed_slice();
        let Some((cursor, entries)) = fields.entries("figures") else { return Figures(cells) };
        for (key, node) in entries {
            let row = cursor.down(Step::Key(key), node);
            match form.cells_of(key) {
                Some(range) => read_row(fields, form, &row, key, &mut cells[range]),
                None => fields.report(unknown_row(&row, key, form)),
            }
        }
        Figures(cells)
    }
}

fn unknown_row(row: &Cursor<'_>, key: &str, form: &Form) -> Diagnostic {
    let place = row.key_place();
    if form.is_heading(key) {
        return Diagnostic::error("row-is-a-heading", place).with("key", key);
    }
    if let Some((row, column)) = key.rsplit_once('.').filter(|_| form.cell(key).is_some()) {
        return Diagnostic::error("row-with-column", place).with("key", key).with("row", row).with("column", column);
    }
    let finding = match nearest(key, form.row_keys()) {
        Some(near) => Diagnostic::error("unknown-row", place).with("nearest", near),
        None => Diagnostic::error("unknown-row-far", place),
    };
    finding.with("key", key).with("form", &form.id)
}

fn read_row(fields: &mut Fields<'_>, form: &Form, row: &Cursor<'_>, key: &str, cells: &mut [Figure]) {
    let columns = form.columns_of(key);
    let names = || columns.iter().map(|c| c.key.as_str()).collect::<Vec<_>>().join(", ");
    match row.node {
        Node::Blank => {}
        Node::Scalar(text) if text == NOT_APPLICABLE => cells.fill(Figure::NotApplicable),
        Node::Scalar(_) if cells.len() == 1 => read_cell(fields, form.kind(key, 0), row, &mut cells[0]),
        Node::List(items) if items.len() == cells.len() => {
            for (index, (item, cell)) in items.iter().zip(cells).enumerate() {
                read_cell(fields, form.kind(key, index), &row.down(Step::Item(index), item), cell);
            }
        }
        Node::Map(entries) => {
            for (name, node) in entries {
                let cursor = row.down(Step::Key(name), node);
                match columns.iter().position(|column| column.key == *name) {
                    Some(index) => read_cell(fields, form.kind(key, index), &cursor, &mut cells[index]),
                    None => {
                        let near = nearest(name, columns.iter().map(|c| c.key.as_str())).map_or_else(names, str::to_owned);
                        fields.report(
                            Diagnostic::error("unknown-column", cursor.key_place()).with("key", name).with("nearest", near),
                        );
                    }
                }
            }
        }
        Node::Scalar(_) | Node::List(_) => {
            let given = if let Node::List(items) = row.node { items.len() } else { 1 };
            let finding = Diagnostic::error("wrong-number-of-columns", row.place()).with("key", key).with("given", given);
            fields.report(finding.with("wanted", cells.len()).with("columns", names()));
        }
    }
}

fn read_cell(fields: &mut Fields<'_>, kind: Kind, cursor: &Cursor<'_>, cell: &mut Figure) {
    match cursor.node {
        Node::Blank => {}
        Node::Scalar(written) => match kind.parse(written) {
            Ok(figure) => *cell = figure,
            Err(misspelling) => fields.report(misspelling.at(cursor.place(), written)),
        },
        Node::List(_) | Node::Map(_) => fields.report(Diagnostic::error("expected-figure", cursor.place())),
    }
}
