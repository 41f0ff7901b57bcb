//! Workbooks of Excel and LibreOffice, and CSV: a table a sheet.

use super::document::{Block, Cell, Document, Grid, plain};
use super::prose::tidy_blanks;
use crate::text::package::Spoiled;
use crate::text::workbook::{self, Sheet};

/// Reads a workbook of Excel.
///
/// # Errors
/// If it is damaged, has a password, or unpacks to too much.
pub fn xlsx(bytes: &[u8]) -> Result<Document, Spoiled> {
    Ok(document(&workbook::xlsx(bytes)?))
}

/// Reads a workbook of LibreOffice.
///
/// # Errors
/// If it is damaged, has a password, or unpacks to too much.
pub fn ods(bytes: &[u8]) -> Result<Document, Spoiled> {
    Ok(document(&workbook::ods(bytes)?))
}

/// Reads CSV.
pub fn csv(text: &str) -> Document {
    document(&[workbook::csv(text)])
}

fn document(sheets: &[Sheet]) -> Document {
    let mut document = Document::default();
    for own in sheets {
        sheet(&own.name, cells(own), &mut document);
    }
    document
}

/// The cells of a sheet from its first to its last that holds something, blank ones as well. Places are counted from the sheet's first cell,
/// however far away its contents stand.
fn cells(sheet: &Sheet) -> Vec<Cell> {
    let size = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    let by_place = workbook::by_place(sheet);
    let top = sheet.cells.iter().map(|cell| cell.row).min().unwrap_or(0);
    let left = sheet.cells.iter().map(|cell| cell.column).min().unwrap_or(0);
    let (bottom, right) = sheet.size();
    let mut cells = Vec::new();
    for row in size(top)..bottom {
        for column in size(left)..right {
            let within = |[first, last]: &&[(u32, u32); 2]| {
                (size(first.0)..=size(last.0)).contains(&row) && (size(first.1)..=size(last.1)).contains(&column)
            };
            let (rows, columns) = match sheet.merged.iter().find(within) {
                Some([first, _]) if (row, column) != (size(first.0), size(first.1)) => continue,
                Some([_, last]) => (size(last.0) + 1 - row, size(last.1) + 1 - column),
                None => (1, 1),
            };
            let place = (u32::try_from(row).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX));
            let text = by_place.get(&place).map(|cell| cell.text.clone()).unwrap_or_default();
            cells.push(Cell { text, row, column, rows, columns });
        }
    }
    cells
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
