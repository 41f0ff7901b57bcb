//! A document as its reader sees it: headings, paragraphs, items and tables, whatever file it came in.

use std::ops::Range;

/// The most columns and rows that one cell may span; what says more is wrong.
const MOST_SPAN: usize = 512;
/// The most places in one table.
const MOST_PLACES: usize = 200_000;

/// A piece of text in one manner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Set in bold.
    pub is_strong: bool,
    /// Set in italics.
    pub is_emphasis: bool,
    /// Where it leads.
    pub link: Option<String>,
}

/// Words, some of which may be set off.
pub type Words = Vec<Run>;

/// Words of one plain run.
pub fn plain(text: impl Into<String>) -> Words {
    vec![Run { text: text.into(), ..Run::default() }]
}

/// Words without what sets some of them off.
pub fn text_of(words: &[Run]) -> String {
    words.iter().map(|run| run.text.as_str()).collect()
}

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Marked as one, with its level, 1 being the title.
    Heading(u8, Words),
    /// Anything else that is no item and no table.
    Paragraph(Words),
    /// An item of a list: its depth from 0, its number if the list has numbers.
    Item(usize, Option<u32>, Words),
    /// A table.
    Table(Grid),
}

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// In their order.
    pub blocks: Vec<Block>,
    /// What the file says of itself: a key and its value, such as a page's meta tags.
    pub facts: Vec<(String, String)>,
    /// What was left out because nobody wrote it for readers, such as numbers of pages.
    pub dropped: Vec<String>,
}

impl Document {
    /// Its tables.
    pub fn tables(&self) -> impl Iterator<Item = &Grid> {
        self.blocks.iter().filter_map(|block| if let Block::Table(grid) = block { Some(grid) } else { None })
    }
}

/// A cell of a table, with what it spans.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Lines of it are parted by `\n`.
    pub text: String,
    /// Its first row, from 0.
    pub row: usize,
    /// Its first column, from 0.
    pub column: usize,
    /// How many rows it spans.
    pub rows: usize,
    /// How many columns it spans.
    pub columns: usize,
}

impl Cell {
    /// Nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}'))
    }
}

/// A word of a line that was printed, and where it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Without blanks.
    pub text: String,
    /// From which letter of the line to which.
    pub at: Range<usize>,
}

/// A table: rows of places, each taken by a cell, or by none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    cells: Vec<Cell>,
    places: Vec<Vec<Option<usize>>>,
    /// The words of each row, if they stand in no columns that could be relied on: then a row's figures are only counted.
    pub words: Vec<Vec<Word>>,
    /// The sheet that it is, in a workbook.
    pub sheet: Option<String>,
    /// How many columns each row has cells for.
    widths: Vec<usize>,
}

impl Grid {
    /// The empty table of a sheet.
    pub fn of_sheet(name: &str) -> Grid {
        Grid { sheet: Some(name.to_owned()), ..Grid::default() }
    }

    /// Adds a row of cells, each with its text and how many columns and rows it spans, into the places that cells above leave free.
    pub fn push_row(&mut self, cells: impl IntoIterator<Item = (String, usize, usize)>) {
        let row = self.widths.len();
        self.reach(row);
        let mut column = 0;
        for (text, columns, rows) in cells {
            while self.index(row, column).is_some() {
                column += 1;
            }
            let (columns, rows) = (columns.clamp(1, MOST_SPAN), rows.clamp(1, MOST_SPAN));
            self.put(Cell { text, row, column, rows, columns });
            column += columns;
        }
        let used = self.places[row].iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        self.widths.push(used);
    }

    /// Puts a cell where it says that it stands.
    pub fn put(&mut self, cell: Cell) {
        let area = (cell.row + cell.rows).saturating_mul(cell.column + cell.columns);
        let (rows, columns) = if area > MOST_PLACES { (1, 1) } else { (cell.rows, cell.columns) };
        let index = self.cells.len();
        self.reach(cell.row + rows - 1);
        for places in &mut self.places[cell.row..cell.row + rows] {
            if places.len() < cell.column + columns {
                places.resize(cell.column + columns, None);
            }
            for place in &mut places[cell.column..cell.column + columns] {
                place.get_or_insert(index);
            }
        }
        self.cells.push(Cell { rows, columns, ..cell });
    }

    /// Has so many rows at least.
    pub fn reach(&mut self, row: usize) {
        if self.places.len() <= row {
            self.places.resize(row + 1, Vec::new());
        }
    }

    fn index(&self, row: usize, column: usize) -> Option<usize> {
        self.places.get(row)?.get(column).copied().flatten()
    }

    /// Says how many columns a row of cells that were put has cells for.
    pub fn end_row(&mut self, row: usize, width: usize) {
        if self.widths.len() <= row {
            self.widths.resize(row + 1, usize::MAX);
        }
        self.widths[row] = width;
    }

    /// Whether its columns drift from row to row.
    pub fn is_loose(&self) -> bool {
        !self.words.is_empty()
    }

    /// How many rows it has.
    pub fn height(&self) -> usize {
        self.places.len()
    }

    /// How many columns it has.
    pub fn width(&self) -> usize {
        self.places.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// The cell at a place, wherever it begins.
    pub fn at(&self, row: usize, column: usize) -> Option<&Cell> {
        self.cells.get(self.index(row, column)?)
    }

    /// The cells that take part in a row, from left to right, each once.
    pub fn row(&self, row: usize) -> Vec<&Cell> {
        let mut indexes: Vec<usize> = self.places.get(row).into_iter().flatten().flatten().copied().collect();
        indexes.dedup();
        indexes.into_iter().filter_map(|index| self.cells.get(index)).collect()
    }

    /// How many columns a row has cells for; none if its cells say themselves where they stand.
    pub fn width_of(&self, row: usize) -> Option<usize> {
        self.widths.get(row).copied().filter(|width| *width != usize::MAX)
    }

    /// All cells, in the order they were put.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[&[(&str, usize, usize)]]) -> Grid {
        let mut grid = Grid::default();
        for row in rows {
            grid.push_row(row.iter().map(|(text, columns, rows)| ((*text).to_owned(), *columns, *rows)));
        }
        grid
    }

    #[test]
    fn cells_take_the_places_that_spans_leave_free() {
        let grid = grid(&[&[("a", 1, 2), ("b", 2, 1)], &[("c", 1, 1), ("d", 1, 1)], &[("e", 1, 1)]]);
        let text = |row, column| grid.at(row, column).map(|cell| cell.text.as_str());
        assert_eq!([text(0, 0), text(1, 0), text(0, 2), text(1, 2)], [Some("a"), Some("a"), Some("b"), Some("d")]);
        assert_eq!(text(2, 1), None);
        assert_eq!((grid.height(), grid.width()), (3, 3));
        assert_eq!([0, 1, 2, 3].map(|row| grid.width_of(row)), [Some(3), Some(3), Some(1), None]);
        assert_eq!(grid.row(1).len(), 3);
    }

    #[test]
    fn no_span_takes_the_whole_memory() {
        let mut grid = Grid::default();
        grid.push_row([("a".to_owned(), usize::MAX, usize::MAX), ("b".to_owned(), 1, 1)]);
        assert!(grid.width() * grid.height() <= 2 * MOST_PLACES);
    }
}
