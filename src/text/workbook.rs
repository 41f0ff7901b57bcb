//! Workbooks of Excel and LibreOffice, and CSV: sheets of cells, each with the text that it shows. The only module to name `calamine`.
//!
//! A workbook holds numbers as floats. They are read with the fifteen digits that such programs show, which give back every number of up to
//! fifteen digits as it was written, and are text from here on.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::ops::Range;

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::package::{Package, Spoiled};

/// The most digits that such programs show of a number.
const MOST_DIGITS: usize = 15;
/// The first number that has more of them.
const TOO_LONG: f64 = 1e15;
/// The most places of a sheet, from its first cell to the last that holds something.
const MOST_PLACES: usize = 2_000_000;

/// A sheet of a workbook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called; nothing in CSV.
    pub name: String,
    /// The cells that hold something, row by row.
    pub cells: Vec<Cell>,
    /// The cells that are merged, each stretch by its first and its last row and column.
    pub merged: Vec<[(u32, u32); 2]>,
}

/// A cell that holds something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its row, from 0.
    pub row: u32,
    /// Its column, from 0.
    pub column: u32,
    /// What it shows; a number without separators and zeros at its end.
    pub text: String,
    /// How many decimals it shows of its number at least.
    pub decimals: usize,
    /// Why its number may not be what it shows.
    pub oddity: Option<Oddity>,
    /// Where it stands in the text, in CSV.
    pub span: Option<Range<usize>>,
}

/// Why a number may not be what its cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// It has more digits than a workbook keeps of a number.
    TooLong,
    /// It is shown a hundred times as large (per cent), or in thousands.
    Scaled,
}

impl Sheet {
    /// How many rows and columns there are up to the last cell.
    pub fn size(&self) -> (usize, usize) {
        let most = |of: fn(&Cell) -> u32| self.cells.iter().map(|cell| size(of(cell)) + 1).max().unwrap_or(0);
        (most(|cell| cell.row), most(|cell| cell.column))
    }

    fn is_plausible(&self) -> bool {
        let (rows, columns) = self.size();
        rows.saturating_mul(columns) <= MOST_PLACES
    }
}

/// The name of a cell, `D7`.
pub fn cell_name(row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Reads a workbook of Excel (ECMA-376).
///
/// # Errors
/// If it is damaged, has a password, or unpacks to too much.
pub fn xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, Spoiled> {
    // The reader of workbooks sets no limits; so the archive is looked through first.
    let mut package = Package::open(bytes)?;
    for name in package.names(|_| true) {
        package.read(&name)?;
    }
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Spoiled::Damaged)?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let merged = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let merged = merged.into_iter().map(|area| [area.start, area.end]).collect();
        let mut sheet = Sheet { name: name.clone(), cells: Vec::new(), merged };
        let mut cells = match workbook.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A chart has a sheet of its own.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(_) => return Err(Spoiled::Damaged),
        };
        while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| Spoiled::Damaged)? {
            let format = cells.styles().get(style).and_then(|style| style.number_format.as_ref());
            let format = Shown::of(format.map_or("", |format| format.format_code.as_str()));
            let (row, column) = cell.get_position();
            let is_number = matches!(cell.get_value(), DataRef::Float(_) | DataRef::Int(_));
            let decimals = if is_number { format.decimals } else { 0 };
            let (text, oddity) = text(cell.get_value(), format.is_scaled);
            if !text.is_empty() {
                sheet.cells.push(Cell { row, column, text, decimals, oddity, span: None });
            }
        }
        if !sheet.is_plausible() {
            return Err(Spoiled::UnpacksToTooMuch);
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// What a cell shows, and why that may not be what it holds.
fn text(value: &DataRef<'_>, is_scaled: bool) -> (String, Option<Oddity>) {
    let text = match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => return shown(*number, is_scaled),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => value.to_string().to_uppercase(),
        DataRef::DateTime(day) if !day.is_duration() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        DataRef::DateTime(time) => format!("{time}"),
        DataRef::Error(error) => format!("{error}"),
    };
    (text, None)
}

/// A number as it is shown.
fn shown(number: f64, is_scaled: bool) -> (String, Option<Oddity>) {
    let oddity = match () {
        () if number.abs() >= TOO_LONG => Some(Oddity::TooLong),
        () if is_scaled => Some(Oddity::Scaled),
        () => None,
    };
    let shown = format!("{number}");
    let digits = shown.bytes().filter(u8::is_ascii_digit).count();
    let text = if digits <= MOST_DIGITS { shown } else { rounded(&format!("{number:.*e}", MOST_DIGITS - 1)).unwrap_or(shown) };
    (text, oddity)
}

/// A number of fifteen digits, as it is usually written.
fn rounded(scientific: &str) -> Option<String> {
    rust_decimal::Decimal::from_scientific(scientific).ok().map(|number| number.normalize().to_string())
}

/// What a format of numbers does.
struct Shown {
    /// How many decimals are always there.
    decimals: usize,
    /// Shows another number than there is.
    is_scaled: bool,
}

impl Shown {
    /// Reads a format's code, such as `0.00` or `0%`, as far as it is about positive numbers.
    fn of(code: &str) -> Shown {
        let mut plain = String::new();
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            match c {
                ';' => break,
                // The next one is shown as it is, or leaves room.
                '\\' | '!' | '_' | '*' => drop(chars.next()),
                '"' => drop(chars.by_ref().find(|c| *c == '"')),
                '[' => drop(chars.by_ref().find(|c| *c == ']')),
                c => plain.push(c),
            }
        }
        let is_digit = |c: char| matches!(c, '0' | '#' | '?');
        let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
        let in_thousands = |part: &str| part.trim_end_matches(|c| !is_digit(c) && c != ',').ends_with(',');
        let is_scaled = plain.contains('%') || in_thousands(if decimals.contains(is_digit) { decimals } else { whole });
        Shown { decimals: decimals.chars().take_while(|c| *c == '0').count(), is_scaled }
    }
}

/// Reads a workbook of LibreOffice (OpenDocument 1.3). Its numbers are written out there, with what is shown beside them.
///
/// # Errors
/// If it is damaged, has a password, or unpacks to too much.
pub fn ods(bytes: &[u8]) -> Result<Vec<Sheet>, Spoiled> {
    let content = Package::open(bytes)?.read("content.xml")?;
    let mut reader = quick_xml::Reader::from_reader(content.as_slice());
    reader.config_mut().expand_empty_elements = true;
    let mut open = Open::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|_| Spoiled::Damaged)? {
            Event::Start(start) => open.start(&start)?,
            Event::End(end) => open.end(end.local_name().as_ref())?,
            Event::Text(text) => open.text(&text.decode().map_err(|_| Spoiled::Damaged)?),
            Event::GeneralRef(name) => {
                let name = name.decode().map_err(|_| Spoiled::Damaged)?;
                let known = quick_xml::escape::unescape(&format!("&{name};")).map_err(|_| Spoiled::Damaged)?.into_owned();
                open.text(&known);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    // What has no table is no workbook, or has a password.
    if open.sheets.is_empty() { Err(Spoiled::Damaged) } else { Ok(open.sheets) }
}

/// The sheets of a workbook while it is read.
#[derive(Default)]
struct Open {
    sheets: Vec<Sheet>,
    /// The row and column that come next.
    row: u32,
    column: u32,
    /// How often the row stands there, and its cells.
    rows: u32,
    cells: Vec<Cell>,
    /// How often the cell stands there, its value if that is a number, whether that is a share.
    cell: Option<(u32, Option<String>, bool)>,
    /// What the cell shows.
    shown: String,
    /// Comments are no part of what a cell shows.
    comments: usize,
}

impl Open {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Spoiled> {
        let repeated = |name: &str| attribute(start, name).and_then(|times| times.parse().ok()).unwrap_or(1_u32);
        match start.local_name().as_ref() {
            b"table" => {
                self.sheets.push(Sheet { name: attribute(start, "name").unwrap_or_default(), ..Sheet::default() });
                self.row = 0;
            }
            b"table-row" => (self.rows, self.column) = (repeated("number-rows-repeated"), 0),
            b"table-cell" | b"covered-table-cell" => {
                let kind = attribute(start, "value-type").unwrap_or_default();
                let is_number = matches!(kind.as_str(), "float" | "percentage" | "currency");
                let value = attribute(start, "value").filter(|_| is_number);
                self.cell = Some((repeated("number-columns-repeated"), value, kind == "percentage"));
                self.shown.clear();
                self.merge(start);
            }
            b"annotation" => self.comments += 1,
            b"p" if !self.shown.is_empty() => self.text("\n"),
            b"s" => self.text(&" ".repeat(attribute(start, "c").and_then(|c| c.parse().ok()).unwrap_or(1_usize).min(80))),
            b"line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    /// A cell that stretches over others.
    fn merge(&mut self, start: &BytesStart<'_>) {
        let spanned = |name: &str| attribute(start, name).and_then(|n| n.parse::<u32>().ok()).unwrap_or(1).clamp(1, 1 << 14);
        let (rows, columns) = (spanned("number-rows-spanned"), spanned("number-columns-spanned"));
        if let Some(sheet) = self.sheets.last_mut().filter(|_| rows > 1 || columns > 1) {
            let last = (self.row.saturating_add(rows - 1), self.column.saturating_add(columns - 1));
            sheet.merged.push([(self.row, self.column), last]);
        }
    }

    fn text(&mut self, text: &str) {
        if self.cell.is_some() && self.comments == 0 {
            self.shown.push_str(text);
        }
    }

    fn end(&mut self, name: &[u8]) -> Result<(), Spoiled> {
        match name {
            b"annotation" => self.comments = self.comments.saturating_sub(1),
            b"table-cell" | b"covered-table-cell" => self.cell_ends()?,
            b"table-row" => {
                let (cells, rows) = (std::mem::take(&mut self.cells), if self.rows == 0 { 1 } else { self.rows });
                if !cells.is_empty() {
                    self.room(size(rows).saturating_mul(cells.len()))?;
                    let Some(sheet) = self.sheets.last_mut() else { return Err(Spoiled::Damaged) };
                    for down in 0..rows {
                        sheet.cells.extend(cells.iter().map(|cell| Cell { row: self.row + down, ..cell.clone() }));
                    }
                    if !sheet.is_plausible() {
                        return Err(Spoiled::UnpacksToTooMuch);
                    }
                }
                self.row = self.row.saturating_add(rows);
            }
            _ => {}
        }
        Ok(())
    }

    fn cell_ends(&mut self) -> Result<(), Spoiled> {
        let Some((times, value, is_share)) = self.cell.take() else { return Ok(()) };
        let shown = std::mem::take(&mut self.shown);
        let number = value.and_then(|value| value.parse::<f64>().ok());
        let (text, oddity) = match number {
            Some(number) => self::shown(number, is_share || is_another(&shown, number)),
            None => (shown.clone(), None),
        };
        if !text.is_empty() {
            let decimals = if number.is_some() { decimals(&shown) } else { 0 };
            self.room(size(times))?;
            for right in 0..times {
                let cell = Cell { column: self.column + right, text: text.clone(), decimals, oddity, ..Cell::default() };
                self.cells.push(cell);
            }
        }
        self.column = self.column.saturating_add(times);
        Ok(())
    }

    /// Whether there is room for so many cells more.
    fn room(&self, cells: usize) -> Result<(), Spoiled> {
        let there = self.cells.len() + self.sheets.iter().map(|sheet| sheet.cells.len()).sum::<usize>();
        if there.saturating_add(cells) > MOST_PLACES { Err(Spoiled::UnpacksToTooMuch) } else { Ok(()) }
    }
}

/// The digits of a number that is shown, without what sets them apart.
fn digits(shown: &str) -> String {
    shown.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect()
}

/// How many decimals a number is shown with.
fn decimals(shown: &str) -> usize {
    digits(shown).split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// Whether a number is shown so differently that it is not only rounded.
fn is_another(shown: &str, number: f64) -> bool {
    let has_exponent = shown.contains(['E', 'e']);
    let Some(seen) = digits(shown).parse::<f64>().ok().filter(|_| !has_exponent) else { return false };
    (seen.abs() - number.abs()).abs() > 1.0
}

/// The value of an attribute, whatever prefix it has.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let own = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
    Some(own.decoded_and_normalized_value(XmlVersion::Implicit1_0, start.decoder()).ok()?.into_owned())
}

/// Reads CSV (RFC 4180). Each cell knows where it stands.
pub fn csv(text: &str) -> Sheet {
    let mut sheet = Sheet::default();
    let (mut row, mut column, mut at) = (0, 0, 0);
    while at < text.len() {
        let (end, value) = field(text, at);
        if !value.is_empty() {
            sheet.cells.push(Cell { row, column, text: value, span: Some(at..end), ..Cell::default() });
        }
        if text[end..].starts_with(',') {
            column += 1;
        } else {
            (row, column) = (row + 1, 0);
        }
        at = end + 1;
    }
    sheet
}

/// A field of CSV that begins there: where it ends, and what it says.
fn field(text: &str, from: usize) -> (usize, String) {
    let plain_end = |at: usize| text[at..].find([',', '\n']).map_or(text.len(), |end| at + end);
    let Some(quoted) = text[from..].strip_prefix('"') else {
        let end = plain_end(from);
        return (end, text[from..end].to_owned());
    };
    let mut value = String::new();
    let mut rest = quoted;
    while let Some((before, after)) = rest.split_once('"') {
        value.push_str(before);
        match after.strip_prefix('"') {
            Some(after) => {
                value.push('"');
                rest = after;
            }
            None => {
                let end = plain_end(text.len() - after.len());
                return (end, value + &text[text.len() - after.len()..end]);
            }
        }
    }
    (text.len(), value + rest)
}

/// The cells of a sheet by row and column.
pub fn by_place(sheet: &Sheet) -> BTreeMap<(u32, u32), &Cell> {
    sheet.cells.iter().map(|cell| ((cell.row, cell.column), cell)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_such_programs_show() {
        for (number, text) in
            [(12.0, "12"), (0.1 + 0.2, "0.3"), (24252.311082, "24252.311082"), (1e15, "1000000000000000"), (-3.5, "-3.5")]
        {
            assert_eq!(shown(number, false).0, text);
        }
        assert_eq!(shown(1e15, false).1, Some(Oddity::TooLong));
        assert_eq!(shown(999_999_999_999_999.0, false), ("999999999999999".to_owned(), None));
    }

    #[test]
    fn formats_say_what_they_show() {
        for (code, decimals, is_scaled) in [
            ("General", 0, false),
            ("0", 0, false),
            ("#,##0.00", 2, false),
            ("0.00_ ;[Red]-0.00", 2, false),
            ("0%", 0, true),
            ("0.0\"%\"", 1, false),
            ("0,", 0, true),
            ("0!.0,\"万\"", 0, true),
            ("0.00,", 2, true),
            ("#,##0\"件\"", 0, false),
            ("@", 0, false),
        ] {
            let shown = Shown::of(code);
            assert_eq!((shown.decimals, shown.is_scaled), (decimals, is_scaled), "{code}");
        }
    }

    #[test]
    fn fields_know_where_they_stand() {
        let text = "a,\"b,\"\"c\"\"\nd\",\n,e\n";
        let cells: Vec<_> = csv(text).cells.into_iter().map(|c| (c.row, c.column, c.text, c.span)).collect();
        let own = |row, column, text: &str, span| (row, column, text.to_owned(), Some(span));
        assert_eq!(cells, [own(0, 0, "a", 0..1), own(0, 1, "b,\"c\"\nd", 2..13), own(1, 1, "e", 16..17)]);
        assert_eq!(csv("\"a,b").cells[0].text, "a,b");
    }

    #[test]
    fn cells_are_named_as_programs_name_them() {
        assert_eq!(
            [(0, 0), (6, 3), (9, 25), (9, 26), (9, 701), (9, 702)].map(|(row, column)| cell_name(row, column)).concat(),
            "A1D7Z10AA10ZZ10AAA10"
        );
    }
}
