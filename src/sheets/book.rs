//! The file of a filled-in form, and where its cells are.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use crate::text::diagnostics::{CellName, Diagnostic, Place, Position};
use crate::text::package::Spoiled;
use crate::text::source::{Sources, Text};
use crate::text::workbook::{self, Cell, Sheet, cell_name};

/// The largest file that is read.
const MOST_BYTES: u64 = 32 * 1024 * 1024;
/// How much of each cell of a row is shown around a mistake, in characters, and what stands between them.
const FEW: usize = 16;
const BAR: &str = " │ ";

/// A place in a book: the sheet, the row and the column, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Which sheet.
    pub sheet: usize,
    /// Which row.
    pub row: u32,
    /// Which column.
    pub column: u32,
}

/// A file of sheets.
#[derive(Debug)]
pub struct Book {
    path: Arc<str>,
    /// The document that it belongs to.
    document: Arc<str>,
    /// Its sheets.
    pub sheets: Vec<Page>,
    /// Its text, if it is CSV.
    text: Option<Text>,
}

/// A sheet, cell by cell.
#[derive(Debug)]
pub struct Page {
    /// What it is called.
    pub name: String,
    /// Which cells are merged, by their first and last row and column.
    pub merged: Vec<[(u32, u32); 2]>,
    /// How many rows and columns it has.
    pub size: (u32, u32),
    cells: BTreeMap<(u32, u32), Cell>,
}

impl Page {
    fn of(sheet: Sheet) -> Page {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (rows, columns) = sheet.size();
        let cells = sheet.cells.into_iter().filter(|cell| !cell.text.trim().is_empty());
        let cells = cells.map(|cell| ((cell.row, cell.column), cell)).collect();
        Page { name: sheet.name, merged: sheet.merged, size: (small(rows), small(columns)), cells }
    }

    /// What stands in a cell; none if nothing does.
    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.cells.get(&(row, column))
    }

    /// The cells of a row that hold something.
    pub fn row(&self, row: u32) -> impl Iterator<Item = &Cell> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|(_, cell)| cell)
    }

    /// The merged cells that a cell is one of.
    pub fn area(&self, row: u32, column: u32) -> Option<&[(u32, u32); 2]> {
        let within = |[first, last]: &&[(u32, u32); 2]| (first.0..=last.0).contains(&row) && (first.1..=last.1).contains(&column);
        self.merged.iter().find(within)
    }
}

/// The path of a file beside a document.
pub fn beside(document: &str, name: &str) -> String {
    document.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}

/// What kind of file a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Xlsx,
    Ods,
    Csv,
}

fn kind(path: &str) -> Option<Kind> {
    let (_, ending) = path.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "xlsx" => Some(Kind::Xlsx),
        "ods" => Some(Kind::Ods),
        "csv" => Some(Kind::Csv),
        _ => None,
    }
}

impl Book {
    /// Opens the file that stands beside a document. `place` is where the document names it.
    ///
    /// # Errors
    /// A finding if there is no such file, or it cannot be read.
    pub fn open(sources: &Sources, document: &Arc<str>, path: &Arc<str>, place: Place) -> Result<Book, Diagnostic> {
        let spoiled =
            |code| Diagnostic::error(code, Place::file(Arc::clone(path)).in_document(document)).see("sheet-named", place.clone());
        let Some(kind) = kind(path) else {
            return Err(Diagnostic::error("sheet-kind", place).with("file", path));
        };
        if sources.get(path).is_none() {
            return Err(Diagnostic::error("sheet-not-there", place).with("file", path));
        }
        let own = |sheets: Vec<Sheet>, text| {
            let sheets = sheets.into_iter().map(Page::of).collect();
            Book { path: Arc::clone(path), document: Arc::clone(document), sheets, text }
        };
        if kind == Kind::Csv {
            let text = sources.text(path)?;
            return Ok(own(vec![workbook::csv(text.as_str())], Some(text)));
        }
        let Some(bytes) = sources.bytes(path, MOST_BYTES)? else { return Err(spoiled("sheet-unpacks")) };
        let sheets = if kind == Kind::Xlsx { workbook::xlsx(&bytes) } else { workbook::ods(&bytes) };
        match sheets {
            Ok(sheets) => Ok(own(sheets, None)),
            Err(Spoiled::Damaged) => Err(spoiled("sheet-damaged")),
            Err(Spoiled::UnpacksToTooMuch) => Err(spoiled("sheet-unpacks")),
        }
    }

    /// The file as a whole.
    pub fn whole(&self) -> Place {
        Place::file(Arc::clone(&self.path)).in_document(&self.document)
    }

    /// The place of a cell.
    pub fn place(&self, spot: Spot) -> Place {
        let Some(page) = self.sheets.get(spot.sheet) else { return self.whole() };
        if let Some(text) = &self.text {
            return text.place(span(page, spot)).in_document(&self.document);
        }
        let mut excerpt = String::new();
        let mut stretch = None;
        let last = page.row(spot.row).last().map_or(0, |cell| cell.column).max(spot.column);
        for column in 0..=last {
            let text = page.cell(spot.row, column).map_or("", |cell| cell.text.as_str());
            if text.is_empty() && column != spot.column && page.area(spot.row, column).is_some() {
                continue;
            }
            if column > 0 {
                excerpt.push_str(BAR);
            }
            let start = excerpt.len();
            let few: String = text.chars().take(FEW).map(|c| if c.is_control() { ' ' } else { c }).collect();
            let more = if text.chars().count() > FEW { "…" } else { "" };
            // An empty cell needs some room to be pointed at.
            let _ = write!(excerpt, "{few}{more}{}", if few.is_empty() { " " } else { "" });
            if column == spot.column {
                stretch = Some(start..excerpt.len());
            }
        }
        let name = format!("{}!{}", page.name, cell_name(spot.row, spot.column));
        let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        let position = Position {
            line: size(spot.row) + 1,
            column: size(spot.column) + 1,
            excerpt,
            span: stretch.unwrap_or(0..0),
            cell: Some(CellName { sheet: spot.sheet, name }),
        };
        Place { position: Some(Box::new(position)), ..self.whole() }
    }
}

/// Where a cell of CSV stands in its text; one of which nothing is there stands behind the one before.
fn span(page: &Page, spot: Spot) -> std::ops::Range<usize> {
    let own = page.cell(spot.row, spot.column).and_then(|cell| cell.span.clone());
    own.unwrap_or_else(|| {
        let before = page.cells.range(..(spot.row, spot.column)).next_back().and_then(|(_, cell)| cell.span.clone());
        before.map_or(0..0, |span| span.end..span.end)
    })
}
