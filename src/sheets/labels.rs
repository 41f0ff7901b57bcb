//! What a form's tables look like in a sheet: the labels above each column of figures, and those in front of each row.

use crate::model::form::Form;
use crate::site::grid::{What, placed};
use crate::site::setting::{Purpose, Setter};
use crate::site::views::Sheet;

/// A table as it is printed.
#[derive(Debug)]
pub struct Printed {
    /// Its title.
    pub title: String,
    /// How many rows its head has.
    pub head: u32,
    /// The labels above each column of figures, from top to bottom, as they are compared.
    pub columns: Vec<Vec<String>>,
    /// For each of them, whether it is printed only where reported.
    pub is_optional: Vec<bool>,
    /// Its rows.
    pub lines: Vec<Line>,
    /// Whether a column of units stands before the figures.
    pub has_units: bool,
    /// Whether its headings stand beside one another.
    pub is_matrix: bool,
}

/// A row as it is printed.
#[derive(Debug)]
pub struct Line {
    /// The labels in front of it, the outermost first, its own last, as they are compared; none in a table of one line.
    pub labels: Vec<String>,
    /// Its own label, as it is printed.
    pub label: String,
    /// How far it is indented.
    pub depth: usize,
    /// Printed only where reported.
    pub is_optional: bool,
    /// Its unit, where units have a column.
    pub unit: Option<String>,
    /// For each column of figures, the index of the form's cell; none for a heading.
    pub cells: Vec<usize>,
}

/// A label as it is compared: without blanks, full-width letters and signs as usual ones.
pub fn plain(label: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    label.chars().filter(|c| !c.is_whitespace() && *c != '\u{200B}').map(narrow).collect()
}

/// The tables of a form, all rows of them.
pub fn printed(form: &Form) -> Vec<Printed> {
    (0..form.tables.len()).map(|index| table(form, index)).collect()
}

fn table(form: &Form, index: usize) -> Printed {
    let table = &form.tables[index];
    let set = Setter::new(table, String::new(), |_| true).sheet("", form, true, Purpose::Report);
    let places = placed(&set);
    let first = u16::try_from(set.stubs).unwrap_or(u16::MAX);
    let columns = (first..first.saturating_add(u16::try_from(set.figures).unwrap_or(u16::MAX))).map(|column| {
        let above = places.iter().filter_map(|own| match own.what {
            What::Head(head) if (own.column..own.column.saturating_add(own.columns)).contains(&column) => {
                Some((own.row, &head.text))
            }
            _ => None,
        });
        let mut above: Vec<_> = above.collect();
        above.sort_by_key(|(row, _)| *row);
        above.into_iter().map(|(_, text)| plain(text)).collect()
    });
    let lines = lines(form, index, &set);
    let figures = usize::from(u16::try_from(set.figures).unwrap_or(u16::MAX));
    let is_optional = match lines.as_slice() {
        [line] if line.labels.is_empty() => line.cells.iter().map(|cell| of_optional_row(form, *cell)).collect(),
        _ => vec![false; figures],
    };
    Printed {
        title: table.title.clone(),
        is_optional,
        head: u32::try_from(set.head.len()).unwrap_or(0),
        columns: columns.collect(),
        lines,
        has_units: set.has_units,
        is_matrix: set.stubs > 1 && !set.has_units,
    }
}

/// Whether a cell's row is printed only where reported.
fn of_optional_row(form: &Form, cell: usize) -> bool {
    let position = form.cells().nth(cell).and_then(|cell| form.position(cell));
    position.is_some_and(|(table, row, _)| form.tables[table].rows[row].optional)
}

fn lines(form: &Form, index: usize, set: &Sheet) -> Vec<Line> {
    let table = &form.tables[index];
    let places = placed(set);
    let head = u32::try_from(set.head.len()).unwrap_or(0);
    let rows = u32::try_from(set.bodies.iter().flatten().count()).unwrap_or(0);
    let line = |row: u32| {
        let mut line =
            Line { labels: Vec::new(), label: String::new(), depth: 0, is_optional: false, unit: None, cells: Vec::new() };
        for own in places.iter().filter(|own| own.row <= row && row < own.row + own.rows) {
            match own.what {
                What::Stub(heading) => {
                    line.labels.push(plain(&heading.text));
                    line.label.clone_from(&heading.text);
                    let own = table.rows.iter().find(|own| own.key == heading.id);
                    line.depth = own.map_or(0, |own| own.depth);
                    line.is_optional = own.is_some_and(|own| own.optional);
                }
                What::Unit(unit) => line.unit = Some(unit.to_owned()),
                What::Figure(cell) => line.cells.push(cell),
                What::Head(_) => {}
            }
        }
        line
    };
    (head..head + rows).map(line).collect()
}
