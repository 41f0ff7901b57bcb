//! Workbooks of Excel: a table a sheet. The only module to name `calamine`. A workbook holds numbers as floats; they are read with the fifteen
//! digits that Excel itself shows, and are text from here on.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};

use super::document::{Block, Cell, Document, Grid, plain};
use super::prose::tidy_blanks;
use crate::text::package::{Package, Spoiled};

/// The most digits that Excel shows of a number.
const MOST_DIGITS: usize = 15;
/// The most places of a sheet, from its first cell to the last that holds something.
const MOST_CELLS: usize = 2_000_000;

/// Reads a workbook.
///
/// # Errors
/// If it is damaged, has a password, or unpacks to too much.
pub fn read(bytes: &[u8]) -> Result<Document, Spoiled> {
    // The reader of workbooks sets no limits; so the archive is looked through first.
    let mut package = Package::open(bytes)?;
    for name in package.names(|_| true) {
        package.read(&name)?;
    }
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).map_err(|_| Spoiled::Damaged)?;
    let mut document = Document::default();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(|_| Spoiled::Damaged)?;
        let merged = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let size = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
        // Places are counted from the sheet's first cell, however far away its contents stand.
        let (bottom, right) = range.end().unwrap_or_default();
        if size(bottom).saturating_add(1).saturating_mul(size(right).saturating_add(1)) > MOST_CELLS {
            return Err(Spoiled::UnpacksToTooMuch);
        }
        let mut cells = Vec::new();
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.cells() {
            let (row, column) = (row + size(top), column + size(left));
            let at = merged.iter().find(|area| {
                (size(area.start.0)..=size(area.end.0)).contains(&row)
                    && (size(area.start.1)..=size(area.end.1)).contains(&column)
            });
            match at {
                Some(area) if (row, column) != (size(area.start.0), size(area.start.1)) => {}
                Some(area) => {
                    let (rows, columns) = (size(area.end.0) + 1 - row, size(area.end.1) + 1 - column);
                    cells.push(Cell { text: text(value), row, column, rows, columns });
                }
                None => cells.push(Cell { text: text(value), row, column, rows: 1, columns: 1 }),
            }
        }
        sheet(&name, cells, &mut document);
    }
    Ok(document)
}

/// Adds a sheet: lines above and below its table are paragraphs.
fn sheet(name: &str, cells: Vec<Cell>, document: &mut Document) {
    let height = cells.iter().map(|cell| cell.row + 1).max().unwrap_or(0);
    let mut filled = vec![0_usize; height];
    for cell in cells.iter().filter(|cell| !cell.is_blank()) {
        filled[cell.row] += 1;
    }
    let Some(first) = filled.iter().position(|count| *count > 1) else {
        return document.blocks.extend(cells.iter().filter(|cell| !cell.is_blank()).map(line));
    };
    let last = filled.iter().rposition(|count| *count > 1).unwrap_or(first);
    let is_alone = |cell: &&Cell| !cell.is_blank() && !(first..=last).contains(&cell.row);
    let above = cells.iter().filter(is_alone).filter(|cell| cell.row < first).map(line);
    document.blocks.extend(above.collect::<Vec<_>>());
    let below: Vec<Block> = cells.iter().filter(is_alone).filter(|cell| cell.row > last).map(line).collect();
    let mut grid = Grid::of_sheet(name);
    for cell in cells.into_iter().filter(|cell| (first..=last).contains(&cell.row)) {
        grid.put(cell);
    }
    document.blocks.push(Block::Table(grid));
    document.blocks.extend(below);
}

fn line(cell: &Cell) -> Block {
    Block::Paragraph(plain(tidy_blanks(&cell.text)))
}

/// What a cell shows.
fn text(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => {
            let shown = format!("{number}");
            let digits = shown.bytes().filter(u8::is_ascii_digit).count();
            if digits <= MOST_DIGITS { shown } else { rounded(&format!("{number:.*e}", MOST_DIGITS - 1)).unwrap_or(shown) }
        }
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(value) => value.to_string().to_uppercase(),
        Data::DateTime(day) if !day.is_duration() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        Data::DateTime(time) => format!("{time}"),
        Data::Error(error) => format!("{error}"),
    }
}

/// A number of fifteen digits, as it is usually written.
fn rounded(scientific: &str) -> Option<String> {
    rust_decimal::Decimal::from_scientific(scientific).ok().map(|number| number.normalize().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_excel_shows() {
        for (number, shown) in
            [(12.0, "12"), (0.1 + 0.2, "0.3"), (24252.311082, "24252.311082"), (1e15, "1000000000000000"), (-3.5, "-3.5")]
        {
            assert_eq!(text(&Data::Float(number)), shown);
        }
    }
}
