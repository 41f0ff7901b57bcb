//! Where a form's tables begin in a book: the rows that hold the labels of all their columns.

use super::book::{Book, Page};
use super::labels::{Printed, plain};

/// Rows of a sheet that may be the head of a table.
#[derive(Debug, Clone)]
pub struct Head {
    /// Which sheet.
    pub sheet: usize,
    /// Its first row.
    pub row: u32,
    /// Which of the form's tables.
    pub table: usize,
    /// For each column of figures, the column of the sheet; none if it is not there.
    pub columns: Vec<Option<u32>>,
}

impl Head {
    /// All columns are there that must be.
    pub fn is_whole(&self, printed: &Printed) -> bool {
        self.columns.iter().zip(&printed.is_optional).all(|(column, is_optional)| column.is_some() || *is_optional)
    }

    /// How many are.
    pub fn known(&self) -> usize {
        self.columns.iter().flatten().count()
    }

    /// The first column of figures.
    pub fn first(&self) -> u32 {
        self.columns.iter().flatten().copied().min().unwrap_or(0)
    }
}

/// All rows that hold labels of a table's columns, in their order.
pub fn heads(book: &Book, tables: &[Printed]) -> Vec<Head> {
    let mut found = Vec::new();
    for (sheet, page) in book.sheets.iter().enumerate() {
        for row in 0..page.size.0 {
            let texts: Vec<String> = page.row(row).map(|cell| plain(&cell.text)).collect();
            for (table, printed) in tables.iter().enumerate() {
                let begins = |path: &Vec<String>| path.first().is_some_and(|first| texts.contains(first));
                if printed.columns.iter().any(begins) {
                    let columns = columns(page, row, printed);
                    found.push(Head { sheet, row, table, columns });
                }
            }
        }
    }
    found.retain(|head| head.known() > 0);
    found
}

/// Which columns of a sheet stand under the labels of a table's columns, if its head begins in a row.
fn columns(page: &Page, row: u32, printed: &Printed) -> Vec<Option<u32>> {
    let rows = row..row + printed.head;
    let paths: Vec<Vec<String>> = (0..page.size.1).map(|column| above(page, rows.clone(), column)).collect();
    let of = |wanted: &Vec<String>| -> Option<u32> {
        let nth = |all: &[Vec<String>], own: &dyn Fn(&Vec<String>) -> bool| -> Vec<usize> {
            all.iter().enumerate().filter(|(_, path)| own(path)).map(|(index, _)| index).collect()
        };
        let found = nth(&paths, &|path| path == wanted);
        let printed_so = nth(&printed.columns, &|path| path == wanted);
        // Columns of the same labels keep their order; if there are more or fewer, nobody knows which is which.
        let own = printed_so.iter().position(|index| std::ptr::eq(&printed.columns[*index], wanted))?;
        let column = (found.len() == printed_so.len()).then(|| found.get(own))??;
        u32::try_from(*column).ok()
    };
    printed.columns.iter().map(of).collect()
}

/// The labels above one another in a column. Where cells are not merged, as in CSV, a label goes on to the right as long as nothing else
/// stands there, but for the lowest one, which is the column's own.
fn above(page: &Page, rows: std::ops::Range<u32>, column: u32) -> Vec<String> {
    let mut path = Vec::new();
    if page.merged.is_empty() {
        let Some(own) = rows.clone().rev().find(|row| page.cell(*row, column).is_some()) else { return path };
        for row in rows.start..=own {
            let left = (0..=column).rev().find_map(|column| page.cell(row, column));
            path.extend(left.filter(|cell| row < own || cell.column == column).map(|cell| plain(&cell.text)));
        }
        return path;
    }
    let mut last = None;
    for row in rows {
        let start = page.area(row, column).map_or((row, column), |[first, _]| *first);
        if last != Some(start) {
            path.extend(page.cell(start.0, start.1).map(|cell| plain(&cell.text)));
        }
        last = Some(start);
    }
    path
}
