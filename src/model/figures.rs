//! The figures of one report: the cells of its form, filled in.

use rust_decimal::Decimal;

use super::figure::{Figure, NOT_APPLICABLE};
use super::form::{CellId, Form, Row, Term};
use crate::text::diagnostics::Diagnostic;
use crate::text::fields::{Cursor, Fields, nearest};
use crate::text::yaml::{Node, Step};

/// The cells of one report, in the order of its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures(Box<[Figure]>);

impl Figures {
    /// The cells of a form, in its order; those that are missing are blank.
    pub fn of(form: &Form, cells: impl IntoIterator<Item = Figure>) -> Figures {
        Figures(cells.into_iter().chain(std::iter::repeat(Figure::Blank)).take(form.cell_count()).collect())
    }

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
            if fields.is_full() {
                break;
            }
            match form.row(key) {
                Some(row) => Filling { fields, row, key, rows: &cursor, node }.fill(&mut cells[row.cells()]),
                None => fields.report(unknown_row(&cursor.down(Step::Key(key), node), key, form)),
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

/// A row that is being filled in. Places are looked up only for findings.
struct Filling<'f, 'a> {
    fields: &'f mut Fields<'a>,
    row: Row<'f>,
    key: &'f str,
    /// The map of all rows.
    rows: &'f Cursor<'f>,
    node: &'f Node,
}

impl<'f> Filling<'f, '_> {
    fn fill(mut self, cells: &mut [Figure]) {
        let here = self.rows.down(Step::Key(self.key), self.node);
        match self.node {
            Node::Blank => {}
            Node::Scalar(text) if text == NOT_APPLICABLE => cells.fill(Figure::NotApplicable),
            node @ Node::Scalar(_) if cells.len() == 1 => self.cell(0, node, &mut cells[0], || here),
            Node::List(items) if items.len() == cells.len() => {
                for (index, (item, cell)) in items.iter().zip(cells).enumerate() {
                    self.cell(index, item, cell, || here.down(Step::Item(index), item));
                }
            }
            Node::Map(entries) => {
                for (name, node) in entries {
                    match self.row.leaves().iter().position(|column| column.key == *name) {
                        Some(index) => self.cell(index, node, &mut cells[index], || here.down(Step::Key(name), node)),
                        None => self.unknown_column(name, &here.down(Step::Key(name), node)),
                    }
                }
            }
            Node::List(items) if items.iter().any(|item| matches!(item, Node::Scalar(text) if text.contains('，'))) => {
                self.fields.report(Diagnostic::error("full-width-comma", here.place()));
            }
            Node::Scalar(_) => self.wrong_number(1, &here),
            Node::List(items) => self.wrong_number(items.len(), &here),
        }
    }

    fn cell(&mut self, index: usize, node: &Node, cell: &mut Figure, here: impl FnOnce() -> Cursor<'f>) {
        match node {
            Node::Blank => {}
            Node::Scalar(written) => match self.row.kind(index).parse(written) {
                Ok(figure) => *cell = figure,
                Err(misspelling) => self.fields.report(misspelling.at(here().place(), written)),
            },
            Node::List(_) | Node::Map(_) => self.fields.report(Diagnostic::error("expected-figure", here().place())),
        }
    }

    fn column_names(&self) -> String {
        self.row.leaves().iter().map(|column| column.key.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn unknown_column(&mut self, name: &str, here: &Cursor<'_>) {
        let names = self.row.leaves().iter().map(|column| column.key.as_str());
        let near = nearest(name, names).map_or_else(|| self.column_names(), str::to_owned);
        let finding = Diagnostic::error("unknown-column", here.key_place()).with("key", name);
        self.fields.report(finding.with("nearest", near));
    }

    fn wrong_number(&mut self, given: usize, here: &Cursor<'_>) {
        let finding = Diagnostic::error("wrong-number-of-columns", here.place()).with("key", self.key).with("given", given);
        let wanted = self.row.leaves().len();
        self.fields.report(finding.with("wanted", wanted).with("columns", self.column_names()));
    }
}
