//! Spreadsheets: how forms look in them, those that are filled in and those that are to be.
//!
//! A spreadsheet's numbers are floats, which hold 15 digits and no more: longer figures stand as text. A blank cell is empty, `n/a` is text.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::grid::{What, placed};
use super::views::Sheet;
use crate::model::figure::{Figure, NOT_APPLICABLE};

/// The first number with more digits than a spreadsheet's numbers hold.
const TOO_LONG: i128 = 1_000_000_000_000_000;
/// The most decimals that a figure has.
const MOST_DECIMALS: usize = 6;
/// How long a sheet's name may be.
const MOST_LETTERS: usize = 31;
/// How wide, in digits, the columns of labels are, one of units, the outer ones where headings stand beside one another, and one of figures.
const LABELS: u16 = 46;
const UNITS: u16 = 8;
const OUTER: u16 = 18;
const FIGURES: u16 = 11;
/// How high a line is, in points.
const LINE: u16 = 15;

/// How cells look.
pub struct Formats {
    /// A heading above figures, and a unit.
    pub head: Format,
    /// A heading beside them.
    pub stub: Format,
    /// A figure that is no number.
    pub text: Format,
    /// A line above a table.
    pub title: Format,
    /// Numbers, by how many decimals they have.
    numbers: [Format; MOST_DECIMALS + 1],
}

impl Default for Formats {
    fn default() -> Formats {
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
}

impl Formats {
    /// Writes a figure.
    ///
    /// # Errors
    /// If the sheet has no such place.
    pub fn write(&self, sheet: &mut Worksheet, row: u32, column: u16, figure: Figure) -> Result<(), XlsxError> {
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

/// What writes a figure: to which sheet, where, and the index of the form's cell.
pub type WriteFigure<'w> = dyn FnMut(&mut Worksheet, (u32, u16), usize) -> Result<(), XlsxError> + 'w;

/// Writes lines above one another from a row on, over so many columns. Returns the row below them.
///
/// # Errors
/// If the sheet cannot hold them.
pub fn write_captions(
    sheet: &mut Worksheet,
    formats: &Formats,
    first: u32,
    captions: &[String],
    width: usize,
) -> Result<u32, XlsxError> {
    let mut row = first;
    for caption in captions.iter().filter(|caption| !caption.is_empty()) {
        write_text(sheet, caption, (row, 0), (1, u16::try_from(width).unwrap_or(u16::MAX)), &formats.title)?;
        row += 1;
    }
    Ok(row)
}

/// Writes a table from a row on, as its form is printed; a function writes what stands where figures do.
///
/// # Errors
/// If the sheet cannot hold it.
pub fn write_table(
    sheet: &mut Worksheet,
    formats: &Formats,
    first: u32,
    table: &Sheet,
    figure: &mut WriteFigure<'_>,
) -> Result<(), XlsxError> {
    for own in placed(table) {
        let (at, size) = ((first + own.row, own.column), (own.rows, own.columns));
        match own.what {
            What::Head(heading) => write_text(sheet, &heading.text, at, size, &formats.head)?,
            What::Stub(heading) => {
                let indent = heading.class.strip_prefix('l').and_then(|level| level.parse().ok()).unwrap_or(0);
                write_text(sheet, &heading.text, at, size, &formats.stub.clone().set_indent(indent))?;
            }
            What::Unit(unit) => write_text(sheet, unit, at, size, &formats.head)?,
            What::Figure(cell) => figure(sheet, at, cell)?,
        }
    }
    fit(sheet, first, table)
}

/// Makes the columns as wide and the rows as high as what stands in them needs: a label that is cut off says something else.
fn fit(sheet: &mut Worksheet, first: u32, table: &Sheet) -> Result<(), XlsxError> {
    let stubs = u16::try_from(table.stubs).unwrap_or(0);
    let width = |column: u16| match () {
        () if column >= stubs => FIGURES,
        () if table.has_units => [LABELS, UNITS][usize::from(column > 0)],
        () if column + 1 < stubs => OUTER,
        () => LABELS,
    };
    for column in 0..stubs + u16::try_from(table.figures).unwrap_or(0) {
        sheet.set_column_width(column, width(column))?;
    }
    let mut heights: BTreeMap<u32, usize> = BTreeMap::new();
    for own in placed(table).iter().filter(|own| own.rows == 1) {
        let text = match own.what {
            What::Head(heading) | What::Stub(heading) => heading.text.as_str(),
            What::Unit(text) => text,
            What::Figure(_) => "",
        };
        let room: u16 = (own.column..own.column.saturating_add(own.columns)).map(width).sum();
        let lines = text_width(text).div_ceil(usize::from(room.saturating_sub(2).max(1))).max(1);
        let height = heights.entry(own.row).or_default();
        *height = lines.max(*height);
    }
    for (row, lines) in heights {
        sheet.set_row_height(first + row, LINE.saturating_mul(u16::try_from(lines).unwrap_or(u16::MAX)))?;
    }
    Ok(())
}

/// How wide a text is, in digits: Chinese characters are as wide as two.
pub fn text_width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Writes a text over so many rows and columns.
fn write_text(
    sheet: &mut Worksheet,
    text: &str,
    (row, column): (u32, u16),
    (rows, columns): (u32, u16),
    format: &Format,
) -> Result<(), XlsxError> {
    match (rows, columns) {
        (1, 1) => sheet.write_string_with_format(row, column, text, format)?,
        (rows, columns) => sheet.merge_range(row, column, row + rows - 1, column.saturating_add(columns - 1), text, format)?,
    };
    Ok(())
}

/// An empty workbook. Its day is that of what is in it, not the clock's.
///
/// # Errors
/// If no workbook can hold that day.
pub fn workbook(day: NaiveDate) -> Result<Workbook, XlsxError> {
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    let day = ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1970), small(day.month()), small(day.day()))?;
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    Ok(book)
}

/// A name for a sheet that no other one has: spreadsheets allow 31 letters, some not, and do not tell capitals from others.
pub fn sheet_name(wanted: &str, names: &mut BTreeSet<String>) -> String {
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
