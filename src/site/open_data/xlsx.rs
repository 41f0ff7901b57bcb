//! Spreadsheets. `figures.xlsx` has a report's tables laid out as its form is printed, a sheet for each; `data/YEAR.xlsx` has a sheet for each
//! form, a report in each row, a cell of the form in each column.
//!
//! A spreadsheet's numbers are floats, which hold 15 digits and no more: longer figures stand as text. A blank cell is empty, `n/a` is text.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{Filled, Line};
use crate::model::figure::{Figure, NOT_APPLICABLE};
use crate::model::form::{Form, Heading, Table};
use crate::site::holes::Hole;
use crate::site::setting::{Purpose, Setter};
use crate::site::theme::Theme;
use crate::site::views::Sheet;
use crate::text::diagnostics::{Diagnostic, Place};

/// The first number with more digits than a spreadsheet's numbers hold.
const TOO_LONG: i128 = 1_000_000_000_000_000;
/// The most decimals that a figure has.
const MOST_DECIMALS: usize = 6;
/// How many columns of figures a sheet has at most, beside those that say whose they are.
const MOST_COLUMNS: usize = 16_000;
/// How long a sheet's name may be.
const MOST_LETTERS: usize = 31;
/// What is said of a report beside its figures: the names in the CSV, and the interface's words for them.
const STUBS: [(&str, &str); 3] = [("agency", "agency"), ("agency_code", "agency_page.code"), ("report", "report_word")];
/// The rows above the figures: the cell's key, its table, its row, its column, its unit.
const HEAD_ROWS: u32 = 5;

/// How cells look.
struct Formats {
    head: Format,
    stub: Format,
    text: Format,
    title: Format,
    /// Numbers, by how many decimals they have.
    numbers: [Format; MOST_DECIMALS + 1],
}

impl Formats {
    fn new() -> Formats {
        let cell = || Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter);
        let number = |decimals: usize| match decimals {
            0 => cell().set_num_format("0"),
            decimals => cell().set_num_format(format!("0.{}", "0".repeat(decimals))),
        };
        Formats {
            head: cell().set_bold().set_text_wrap().set_align(FormatAlign::Center),
            stub: cell().set_text_wrap(),
            text: cell().set_align(FormatAlign::Right),
            title: Format::new().set_bold().set_align(FormatAlign::Center).set_text_wrap(),
            numbers: std::array::from_fn(number),
        }
    }

    /// Writes a figure.
    fn write(&self, sheet: &mut Worksheet, row: u32, column: u16, figure: Figure) -> Result<(), XlsxError> {
        match figure {
            Figure::Blank => sheet.write_blank(row, column, &self.text),
            Figure::NotApplicable => sheet.write_string_with_format(row, column, NOT_APPLICABLE, &self.text),
            Figure::Number(number) => match self.numbers.get(number.scale() as usize).filter(|_| is_exact(number)) {
                Some(format) => sheet.write_with_format(row, column, number, format),
                None => sheet.write_string_with_format(row, column, number.to_string(), &self.text),
            },
        }
        .map(drop)
    }
}

/// Whether a spreadsheet's number holds every digit.
fn is_exact(number: Decimal) -> bool {
    (-TOO_LONG + 1..TOO_LONG).contains(&number.mantissa())
}

/// Writes the figures of a year.
pub(super) fn year(theme: &Theme, reports: &[Filled<'_>], out: &mut (dyn Write + Send)) -> io::Result<()> {
    year_book(theme, reports).and_then(|mut book| book.save_to_writer(out)).map_err(io::Error::other)
}

fn year_book(theme: &Theme, reports: &[Filled<'_>]) -> Result<Workbook, XlsxError> {
    let mut book = workbook(reports.iter().map(|filled| filled.report.facts.published).max().unwrap_or_default())?;
    let formats = Formats::new();
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
    let formats = Formats::new();
    let mut names = BTreeSet::new();
    let given = |cells: Option<Range<usize>>| cells.is_some_and(|cells| filled.figures.has_row(cells));
    for table in &filled.form.tables {
        let is_given = |row: usize| !table.rows[row].optional || given(table.cells(row));
        let set = Setter::new(table, String::new(), is_given).sheet(theme, filled.form, true, Purpose::Report);
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&set.title, &mut names))?;
        let year = theme.string("table.year").replace("{year}", &filled.report.facts.year.to_string());
        let unit = set.unit.as_deref().map(|unit| theme.string("table.unit_of").replace("{unit}", unit)).unwrap_or_default();
        let captions = [set.title.clone(), year, format!("{}{filler}", theme.string("table.filler")), unit];
        let mut page = Layout { sheet, formats: &formats, taken: BTreeSet::new() };
        page.write_captions(&captions, set.stubs + set.figures)?;
        page.write_table(&set, filled)?;
    }
    Ok(book)
}

/// A sheet that is being laid out.
struct Layout<'s> {
    sheet: &'s mut Worksheet,
    formats: &'s Formats,
    /// The cells that are no longer free.
    taken: BTreeSet<(u32, u16)>,
}

impl Layout<'_> {
    /// Writes lines that stand above a table, over its whole width.
    fn write_captions(&mut self, captions: &[String], width: usize) -> Result<(), XlsxError> {
        for caption in captions.iter().filter(|caption| !caption.is_empty()) {
            let row = self.first_free_row();
            self.write_text(row, caption, (1, width), &self.formats.title)?;
        }
        Ok(())
    }

    fn write_table(&mut self, table: &Sheet, filled: &Filled<'_>) -> Result<(), XlsxError> {
        let first = self.first_free_row();
        for (row, head) in (first..).zip(&table.head) {
            for cell in head {
                self.write_text(row, &cell.text, (cell.rowspan, cell.colspan), &self.formats.head)?;
            }
        }
        let bodies = first + u32::try_from(table.head.len()).unwrap_or(0);
        for (row, line) in (bodies..).zip(table.bodies.iter().flatten()) {
            for heading in &line.headings {
                let indent = heading.class.strip_prefix('l').and_then(|level| level.parse().ok()).unwrap_or(0);
                let format = self.formats.stub.clone().set_indent(indent);
                self.write_text(row, &heading.text, (heading.rowspan, heading.colspan), &format)?;
            }
            if let Some(unit) = &line.unit {
                self.write_text(row, unit, (1, 1), &self.formats.head)?;
            }
            for cell in &line.cells {
                let column = self.take(row, (1, 1));
                let figure = Hole::cell(&cell.figure).and_then(|index| filled.figures.all().get(index)).copied();
                self.formats.write(self.sheet, row, column, figure.unwrap_or_default())?;
            }
        }
        for column in 0..u16::try_from(table.stubs).unwrap_or(0) {
            self.sheet.set_column_width(column, if column > 0 && table.has_units { 8 } else { 32 })?;
        }
        Ok(())
    }

    /// The first row of which nothing is taken.
    fn first_free_row(&self) -> u32 {
        self.taken.last().map_or(0, |(row, _)| row + 1)
    }

    /// Writes a text into the first free cell of a row, over so many rows and columns.
    fn write_text(&mut self, row: u32, text: &str, span: (usize, usize), format: &Format) -> Result<(), XlsxError> {
        let column = self.take(row, span);
        let (rows, columns) = extent(span);
        match (rows, columns) {
            (0, 0) => self.sheet.write_string_with_format(row, column, text, format)?,
            (rows, columns) => self.sheet.merge_range(row, column, row + rows, column.saturating_add(columns), text, format)?,
        };
        Ok(())
    }

    /// Takes the first free cell of a row, and so many rows and columns from there on. Returns its column.
    fn take(&mut self, row: u32, span: (usize, usize)) -> u16 {
        let column = (0..u16::MAX).find(|column| !self.taken.contains(&(row, *column))).unwrap_or(u16::MAX);
        let (rows, columns) = extent(span);
        for down in 0..=rows {
            self.taken.extend((0..=columns).map(|right| (row + down, column.saturating_add(right))));
        }
        column
    }
}

/// How many rows and columns a cell takes beside its first.
fn extent((rows, columns): (usize, usize)) -> (u32, u16) {
    (u32::try_from(rows.saturating_sub(1)).unwrap_or(0), u16::try_from(columns.saturating_sub(1)).unwrap_or(0))
}

/// An empty workbook. Its day is that of what is in it, not the clock's.
fn workbook(day: NaiveDate) -> Result<Workbook, XlsxError> {
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    let day = ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1970), small(day.month()), small(day.day()))?;
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    Ok(book)
}

/// A name for a sheet that no other one has: spreadsheets allow 31 letters, some not, and do not tell capitals from others.
fn sheet_name(wanted: &str, names: &mut BTreeSet<String>) -> String {
    let is_letter = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') && !c.is_control();
    let wanted: String = wanted.chars().filter(is_letter).collect();
    let named = |number: u32| {
        let end = if number == 1 { String::new() } else { format!(" {number}") };
        let mut letters = end.len();
        let fits = |c: &char| {
            letters += c.len_utf16();
            letters <= MOST_LETTERS
        };
        wanted.chars().take_while(fits).collect::<String>() + &end
    };
    let mut number = if wanted.trim().is_empty() { 2 } else { 1 };
    while !names.insert(named(number).to_lowercase()) {
        number += 1;
    }
    named(number)
}
