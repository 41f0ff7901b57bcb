//! A form is filled from tables as they are printed: by the labels of their rows and columns, never by where they stand. What is not certain
//! is told.

use super::book::Spot;
use super::filling::Filling;
use super::heads::{Head, heads};
use super::labels::{Printed, plain, printed};
use super::rows::{Meant, Row, rows};
use crate::model::figure::CellId;
use crate::text::diagnostics::Diagnostic;
use crate::text::fields::nearest;

/// So many rows and columns are named that are missing.
const FEW: usize = 5;

impl Filling<'_> {
    /// Reads the tables of a form as they are printed.
    pub fn tables(&mut self) {
        let tables = printed(self.form);
        let all = heads(self.book, &tables);
        let whole: Vec<Head> = all.iter().filter(|head| head.is_whole(&tables[head.table])).cloned().collect();
        let likely: Vec<Head> = whole.iter().filter(|head| self.matches(head, &tables, &whole) > 0).cloned().collect();
        let mut taken: Vec<Option<Head>> = vec![None; tables.len()];
        let mut at = 0;
        while let Some(first) = likely.get(at) {
            let here = likely[at..].iter().take_while(|head| (head.sheet, head.row) == (first.sheet, first.row)).count();
            let group = &likely[at..at + here];
            at += here;
            let spot = Spot { sheet: first.sheet, row: first.row, column: first.first() };
            let Some(head) = self.choose(group, &tables, &likely) else {
                let titles: Vec<&str> = group.iter().map(|head| tables[head.table].title.as_str()).collect();
                self.report(self.error("sheet-table-several", spot).with("tables", titles.join(", ")));
                continue;
            };
            if let Some(other) = &taken[head.table] {
                let other = Spot { sheet: other.sheet, row: other.row, column: other.first() };
                let finding = self.error("sheet-table-twice", spot).with("table", &tables[head.table].title);
                self.report(finding.see("sheet-first", self.book.place(other)));
                continue;
            }
            taken[head.table] = Some(head.clone());
            self.table(head, &tables[head.table], self.end(head, &tables, &likely));
        }
        for (table, _) in taken.iter().enumerate().filter(|(_, own)| own.is_none()) {
            self.missing_table(table, &tables[table], &all);
        }
    }

    /// The row at which what stands below a head ends.
    fn end(&self, head: &Head, tables: &[Printed], heads: &[Head]) -> u32 {
        let below = head.row + tables[head.table].head;
        let next = heads.iter().filter(|other| other.sheet == head.sheet && other.row >= below).map(|other| other.row).min();
        next.unwrap_or(self.book.sheets[head.sheet].size.0)
    }

    /// How many rows below a head are rows of its table.
    fn matches(&self, head: &Head, tables: &[Printed], heads: &[Head]) -> usize {
        let own = &tables[head.table];
        let rows = rows(self.book, head, own, self.end(head, tables, heads));
        rows.iter().filter(|row| matches!(row.meant, Meant::Line(_) | Meant::Several)).count()
    }

    /// Which of several tables with the same columns begins there: the one whose title stands above, else the one whose rows stand below.
    fn choose<'h>(&self, group: &'h [Head], tables: &[Printed], heads: &[Head]) -> Option<&'h Head> {
        let weight = |head: &Head| (self.is_titled(head, &tables[head.table].title), self.matches(head, tables, heads));
        let most = group.iter().map(weight).max()?;
        let best: Vec<&Head> = group.iter().filter(|head| weight(head) == most).collect();
        if let [one] = best.as_slice() { Some(one) } else { None }
    }

    /// Whether a table's title is the last thing of its kind above a head, or the name of the sheet.
    fn is_titled(&self, head: &Head, title: &str) -> bool {
        let page = &self.book.sheets[head.sheet];
        let title = plain(title);
        let titles: Vec<String> = self.form.tables.iter().map(|table| plain(&table.title)).collect();
        let above = (0..head.row).rev().flat_map(|row| page.row(row)).map(|cell| plain(&cell.text));
        match above.filter(|text| titles.contains(text)).take(1).next() {
            Some(last) => last == title,
            None => title == plain(&page.name),
        }
    }

    fn table(&mut self, head: &Head, printed: &Printed, end: u32) {
        let rows = rows(self.book, head, printed, end);
        for row in &rows {
            match row.meant {
                Meant::Line(line) => self.line(head, printed, row, line),
                Meant::Several => self.report(self.error("sheet-row-several", row.spot(head)).with("label", &row.label)),
                Meant::Unknown | Meant::Unlabelled => self.unknown(head, printed, row),
            }
        }
        self.stray(head, &rows);
        let is_there = |cells: &[usize]| cells.is_empty() || cells.iter().any(|cell| self.is_there(*cell));
        let several: Vec<&str> = rows.iter().filter(|row| row.meant == Meant::Several).map(|row| row.label.as_str()).collect();
        let missing = printed.lines.iter().filter(|line| !line.is_optional && !is_there(&line.cells));
        let missing: Vec<&str> = missing
            .map(|line| line.label.as_str())
            .filter(|label| !several.iter().any(|own| plain(own) == plain(label)))
            .collect();
        if !missing.is_empty() {
            let spot = Spot { sheet: head.sheet, row: head.row, column: head.first() };
            let finding = self.error("sheet-rows-missing", spot).with("table", &printed.title);
            self.report(finding.with("rows", few(&missing)));
        }
    }

    fn line(&mut self, head: &Head, printed: &Printed, row: &Row, line: usize) {
        let line = &printed.lines[line];
        let page = &self.book.sheets[head.sheet];
        let unit = row.rest.iter().find_map(|column| page.cell(row.row, *column)).filter(|_| printed.has_units);
        if let (Some(cell), Some(unit)) = (unit, line.unit.as_ref().filter(|unit| !unit.is_empty()))
            && plain(&cell.text) != plain(unit)
        {
            let spot = Spot { sheet: head.sheet, row: row.row, column: cell.column };
            self.report(self.error("sheet-unit", spot).with("written", &cell.text).with("unit", unit));
        }
        let all: Vec<CellId> = self.form.cells().collect();
        let columns = line.cells.iter().zip(&head.columns).filter_map(|(cell, column)| Some((cell, column.as_ref()?)));
        for (cell, column) in columns {
            let spot = Spot { sheet: head.sheet, row: row.row, column: *column };
            let kind = all.get(*cell).map(|cell| self.form.kind(*cell)).unwrap_or_default();
            if page.area(row.row, *column).is_some_and(|[first, last]| first != last) {
                self.report(self.error("sheet-merged", spot));
            }
            self.fill(*cell, spot, kind);
        }
    }

    /// A row that is none of the table's must hold no figure.
    fn unknown(&mut self, head: &Head, printed: &Printed, row: &Row) {
        let page = &self.book.sheets[head.sheet];
        let Some(column) = head.columns.iter().flatten().find(|column| page.cell(row.row, **column).is_some()) else { return };
        let spot = Spot { sheet: head.sheet, row: row.row, column: *column };
        if row.meant == Meant::Unlabelled {
            return self.report(self.error("sheet-row-unlabelled", spot));
        }
        let near = nearest(&row.label, printed.lines.iter().map(|line| line.label.as_str()));
        let code = if near.is_some() { "sheet-row-unknown" } else { "sheet-row-unknown-far" };
        let finding = self.error(code, row.spot(head)).with("label", &row.label).with("table", &printed.title);
        self.report(finding.with("nearest", near.unwrap_or_default()));
    }

    /// What stands beside the figures of a row must stand under a label of its own.
    fn stray(&mut self, head: &Head, rows: &[Row]) {
        let page = &self.book.sheets[head.sheet];
        let has_label = |column: u32, row: u32| (head.row..row).any(|row| page.cell(row, column).is_some());
        for row in rows.iter().filter(|row| matches!(row.meant, Meant::Line(_))) {
            let is_stray =
                |column: u32| column > head.first() && !head.columns.contains(&Some(column)) && !has_label(column, head.row + 1);
            let stray: Vec<u32> = page.row(row.row).map(|cell| cell.column).filter(|column| is_stray(*column)).collect();
            for column in stray {
                let spot = Spot { sheet: head.sheet, row: row.row, column };
                self.report(self.error("sheet-stray", spot));
            }
        }
    }

    /// A table that is not there, or not all of its columns.
    fn missing_table(&mut self, table: usize, printed: &Printed, heads: &[Head]) {
        let own = heads.iter().filter(|head| head.table == table && head.known() * 2 >= head.columns.len());
        match own.max_by_key(|head| head.known()).filter(|head| !head.is_whole(printed)) {
            Some(head) => {
                let missing = head.columns.iter().zip(&printed.columns).filter(|(column, _)| column.is_none());
                let names: Vec<String> = missing.map(|(_, path)| path.join(" · ")).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let spot = Spot { sheet: head.sheet, row: head.row, column: head.first() };
                let finding = self.error("sheet-columns-missing", spot).with("table", &printed.title);
                self.report(finding.with("columns", few(&names)));
            }
            None => {
                let finding = Diagnostic::error("sheet-table-missing", self.book.whole()).with("table", &printed.title);
                self.report(finding.with("form", &self.form.id));
            }
        }
    }
}

/// The first names, and how many more there are.
fn few(names: &[&str]) -> String {
    let more = names.len().saturating_sub(FEW);
    let shown = names.iter().take(FEW).copied().collect::<Vec<_>>().join("; ");
    if more > 0 { format!("{shown} … +{more}") } else { shown }
}
