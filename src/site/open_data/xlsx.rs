//! Spreadsheets. `figures.xlsx` has a report's tables laid out as its form is printed, a sheet for each; `data/YEAR.xlsx` has a sheet for each
//! form, a report in each row, a cell of the form in each column.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::{Filled, Line};
use crate::model::form::{Form, Heading, Table};
use crate::site::book::{Formats, sheet_name, workbook, write_captions, write_table};
use crate::site::setting::{Purpose, Setter};
use crate::site::theme::Theme;
use crate::text::diagnostics::{Diagnostic, Place};

/// How many columns of figures a sheet has at most, beside those that say whose they are.
const MOST_COLUMNS: usize = 16_000;
/// What is said of a report beside its figures: the names in the CSV, and the interface's words for them.
const STUBS: [(&str, &str); 3] = [("agency", "agency"), ("agency_code", "agency_page.code"), ("report", "report_word")];
/// The rows above the figures: the cell's key, its table, its row, its column, its unit.
const HEAD_ROWS: u32 = 5;

/// Writes the figures of a year.
pub(super) fn year(theme: &Theme, reports: &[Filled<'_>], out: &mut (dyn Write + Send)) -> io::Result<()> {
    year_book(theme, reports).and_then(|mut book| book.save_to_writer(out)).map_err(io::Error::other)
}

fn year_book(theme: &Theme, reports: &[Filled<'_>]) -> Result<Workbook, XlsxError> {
    let mut book = workbook(reports.iter().map(|filled| filled.report.facts.published).max().unwrap_or_default())?;
    let formats = Formats::default();
    let mut names = BTreeSet::new();
    let mut forms: Vec<&Form> = Vec::new();
    for filled in reports {
        if !forms.iter().any(|form| std::ptr::eq(*form, filled.form)) {
            forms.push(filled.form);
        }
    }
    for form in forms {
        let own: Vec<&Filled<'_>> = reports.iter().filter(|filled| std::ptr::eq(filled.form, form)).collect();
        for lines in lines_of(&own).chunks(MOST_COLUMNS) {
            let sheet = book.add_worksheet();
            sheet.set_name(sheet_name(&form.short, &mut names))?;
            write_heads(sheet, &formats, theme, form, lines)?;
            write_reports(sheet, &formats, &own, lines)?;
        }
    }
    Ok(book)
}

/// The cells that any of the reports on a form gives, in the form's order.
fn lines_of<'a>(reports: &[&Filled<'a>]) -> Vec<&'a Line> {
    let mut lines: Vec<Option<&Line>> = Vec::new();
    let mut seen = Vec::new();
    for filled in reports {
        if seen.iter().any(|outline| std::ptr::eq(*outline, filled.outline)) {
            continue;
        }
        seen.push(filled.outline);
        lines.resize(lines.len().max(filled.form.cell_count()), None);
        filled.outline.lines.iter().for_each(|line| lines[line.cell] = Some(line));
    }
    lines.into_iter().flatten().collect()
}

fn write_heads(sheet: &mut Worksheet, formats: &Formats, theme: &Theme, form: &Form, lines: &[&Line]) -> Result<(), XlsxError> {
    for (column, (name, words)) in (0..).zip(STUBS) {
        sheet.write_string_with_format(0, column, name, &formats.head)?;
        sheet.merge_range(1, column, HEAD_ROWS - 1, column, &theme.string(words), &formats.head)?;
        sheet.set_column_width(column, 28)?;
    }
    let mut cells = form.cells();
    let positions = lines.iter().map(|line| cells.find(|cell| cell.index() == line.cell).and_then(|cell| form.position(cell)));
    for (column, (line, position)) in (stubs()..).zip(lines.iter().zip(positions)) {
        let Some((table, row, leaf)) = position else { continue };
        let table = &form.tables[table];
        let of_leaf =
            table.columns.iter().enumerate().filter(|(_, column)| !column.heading).nth(leaf).map_or(0, |(index, _)| index);
        let texts = [
            format!("{}.{}", line.label.row, line.label.column),
            table.title.clone(),
            way(&table.rows, row),
            way(&table.columns, of_leaf),
            line.label.unit.clone().unwrap_or_default(),
        ];
        for (row, text) in (0..).zip(texts) {
            sheet.write_string_with_format(row, column, text, &formats.head)?;
        }
    }
    sheet.set_freeze_panes(HEAD_ROWS, 1)?;
    Ok(())
}

/// The first column with figures.
fn stubs() -> u16 {
    STUBS.len() as u16
}

/// A heading's label behind those of the headings above it.
fn way(axis: &[Heading], index: usize) -> String {
    Table::path(axis, index).into_iter().map(|index| axis[index].label.as_str()).collect::<Vec<_>>().join(" · ")
}

fn write_reports(sheet: &mut Worksheet, formats: &Formats, reports: &[&Filled<'_>], lines: &[&Line]) -> Result<(), XlsxError> {
    for (row, filled) in (HEAD_ROWS..).zip(reports) {
        let code = filled.agency.code.as_deref().unwrap_or_default();
        for (column, text) in (0..).zip([&filled.agency.name, code, &filled.report.path]) {
            sheet.write_string_with_format(row, column, text, &formats.stub)?;
        }
        for (column, line) in (stubs()..).zip(lines) {
            let figure = filled.figures.all().get(line.cell).copied().unwrap_or_default();
            formats.write(sheet, row, column, figure)?;
        }
    }
    Ok(())
}

/// A report's tables, laid out as its form is printed.
///
/// # Errors
/// A finding, if a spreadsheet cannot hold them: its columns are limited.
pub(in crate::site) fn xlsx(theme: &Theme, filled: &Filled<'_>, filler: &str) -> Result<Vec<u8>, Diagnostic> {
    let unfit = |error: XlsxError| {
        Diagnostic::error("spreadsheet", Place::file(Arc::clone(&filled.report.narrative.source))).with("reason", error)
    };
    report_book(theme, filled, filler).and_then(|mut book| book.save_to_buffer()).map_err(unfit)
}

fn report_book(theme: &Theme, filled: &Filled<'_>, filler: &str) -> Result<Workbook, XlsxError> {
    let mut book = workbook(filled.report.facts.published)?;
    let formats = Formats::default();
    let mut names = BTreeSet::new();
    let given = |cells: Option<Range<usize>>| cells.is_some_and(|cells| filled.figures.has_row(cells));
    for table in &filled.form.tables {
        let is_given = |row: usize| !table.rows[row].optional || given(table.cells(row));
        let set =
            Setter::new(table, String::new(), is_given).sheet(theme.string("table.unit"), filled.form, true, Purpose::Report);
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&set.title, &mut names))?;
        let year = theme.string("table.year").replace("{year}", &filled.report.facts.year.to_string());
        let unit = set.unit.as_deref().map(|unit| theme.string("table.unit_of").replace("{unit}", unit)).unwrap_or_default();
        let captions = [set.title.clone(), year, format!("{}{filler}", theme.string("table.filler")), unit];
        let first = write_captions(sheet, &formats, 0, &captions, set.stubs + set.figures)?;
        write_table(sheet, &formats, first, &set, &mut |sheet, (row, column), cell| {
            formats.write(sheet, row, column, filled.figures.all().get(cell).copied().unwrap_or_default())
        })?;
    }
    Ok(book)
}
