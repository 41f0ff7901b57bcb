//! A filled-in form as the portal itself writes it, `figures.csv`: a line a cell, which its keys name.

use super::book::Spot;
use super::filling::Filling;
use crate::text::diagnostics::Diagnostic;
use crate::text::fields::nearest;

/// Names of columns without which it is not such a file.
const NAMES: [&str; 3] = ["row", "column", "value"];

/// Where the columns stand in which a line says what.
struct Columns {
    row: u32,
    column: u32,
    value: u32,
    status: Option<u32>,
    unit: Option<u32>,
}

/// Reads a book as such a file; false if it is none.
pub(super) fn read(filling: &mut Filling<'_>) -> bool {
    let [page] = filling.book.sheets.as_slice() else { return false };
    let find = |name: &str| page.row(0).find(|cell| cell.text.trim() == name).map(|cell| cell.column);
    let [Some(row), Some(column), Some(value)] = NAMES.map(find) else { return false };
    let columns = Columns { row, column, value, status: find("status"), unit: find("unit") };
    for line in 1..page.size.0 {
        if page.row(line).next().is_some() {
            columns.read(filling, line);
        }
    }
    let form = filling.form;
    let mut missing = Vec::new();
    for cell in form.cells().filter(|cell| !filling.is_there(cell.index())) {
        let Some((table, row, _)) = form.position(cell) else { continue };
        if !form.tables[table].rows[row].optional {
            missing.push(form.label(cell));
        }
    }
    if let Some(first) = missing.first() {
        let finding = Diagnostic::error("sheet-lines-missing", filling.book.whole()).with("first", first);
        filling.report(finding.with("count", missing.len()));
    }
    true
}

impl Columns {
    fn read(&self, filling: &mut Filling<'_>, line: u32) {
        let (form, page) = (filling.form, &filling.book.sheets[0]);
        let at = |column: u32| Spot { sheet: 0, row: line, column };
        let text = |column: u32| page.cell(line, column).map_or("", |cell| cell.text.trim());
        let (row, column) = (text(self.row), text(self.column));
        let Some(cell) = form.cell_at(row, column) else {
            let near = nearest(row, form.row_keys());
            let (code, at) = match (form.row(row), near) {
                (Some(_), _) => ("sheet-column-unknown", at(self.column)),
                (None, Some(_)) => ("unknown-row", at(self.row)),
                (None, None) => ("unknown-row-far", at(self.row)),
            };
            let key = if form.row(row).is_some() { column } else { row };
            let finding = filling.error(code, at).with("key", key).with("form", &form.id);
            return filling.report(finding.with("nearest", near.unwrap_or_default()));
        };
        let unit = form.unit(cell).unwrap_or_default();
        if let Some(place) = self.unit.filter(|place| text(*place) != unit) {
            filling.report(filling.error("sheet-unit", at(place)).with("written", text(place)).with("unit", unit));
        }
        let is_first = !filling.is_there(cell.index());
        filling.fill(cell.index(), at(self.value), form.kind(cell));
        let Some(place) = self.status.filter(|_| is_first) else { return };
        match (text(place), text(self.value)) {
            ("reported", value) if !value.is_empty() => {}
            ("blank" | "", _) if text(self.value).is_empty() => {}
            ("not_applicable", "") => filling.set_aside(cell.index()),
            ("", _) => {}
            (status, _) => filling.report(filling.error("sheet-status", at(place)).with("status", status)),
        }
    }
}
