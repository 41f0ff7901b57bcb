//! Which row of a table a row of a sheet is, by the labels in front of it.

use super::book::{Book, Page, Spot};
use super::heads::Head;
use super::labels::{Line, Printed, plain};

/// What a row of a sheet is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// That line of the table.
    Line(usize),
    /// Its label is that of several lines.
    Several,
    /// Its label is that of none.
    Unknown,
    /// It has no label.
    Unlabelled,
}

/// A row of a sheet below the head of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Which row.
    pub row: u32,
    /// What it is.
    pub meant: Meant,
    /// Its label, as it stands there.
    pub label: String,
    /// Where that stands.
    pub column: u32,
    /// What else stands in front of its figures: its unit, in a table with a column of units.
    pub rest: Vec<u32>,
}

/// The rows below a head up to another row, each with what it is.
pub fn rows(book: &Book, head: &Head, printed: &Printed, end: u32) -> Vec<Row> {
    let page = &book.sheets[head.sheet];
    let start = head.row + printed.head;
    let mut rows = Vec::new();
    // A table of one line has no labels in front of it: what stands below its head is the line.
    if printed.lines.iter().all(|line| line.labels.is_empty()) {
        let meant = |row: u32| if row == start { Meant::Line(0) } else { Meant::Unlabelled };
        let row = |row: u32| Row { row, meant: meant(row), label: String::new(), column: head.first(), rest: Vec::new() };
        return (start..end.max(start + 1)).map(row).collect();
    }
    let mut last = None;
    for row in start..end {
        let texts = in_front(page, start, row, head.first(), printed.is_matrix);
        let own = Own::of(printed, &texts, last);
        if let Meant::Line(line) = own.meant {
            last = Some(line);
        }
        let at = own.at.and_then(|at| texts.get(at)).or(texts.last());
        let label = at.map(|(_, text)| text.clone()).unwrap_or_default();
        let column = at.map_or(0, |(column, _)| *column);
        let rest = texts.iter().map(|(column, _)| *column).filter(|other| *other > column).collect();
        rows.push(Row { row, meant: own.meant, label, column, rest });
    }
    doubt_alike(printed, &mut rows);
    rows
}

/// The texts in front of the figures of a row, with their columns. In a matrix, headings go on to the rows below as long as nothing else
/// stands there.
fn in_front(page: &Page, start: u32, row: u32, first: u32, is_matrix: bool) -> Vec<(u32, String)> {
    let own = || page.row(row).filter(|cell| cell.column < first);
    if !is_matrix {
        return own().map(|cell| (cell.column, cell.text.trim().to_owned())).collect();
    }
    let mut texts = Vec::new();
    let Some(last) = own().last().map(|cell| cell.column) else { return texts };
    for column in 0..=last {
        let cell = match page.area(row, column) {
            Some([first, _]) if first.1 < column => None,
            Some([first, _]) => page.cell(first.0, first.1),
            None if page.merged.is_empty() => (start..=row).rev().find_map(|row| page.cell(row, column)),
            None => page.cell(row, column),
        };
        texts.extend(cell.map(|cell| (column, cell.text.trim().to_owned())));
    }
    texts
}

/// What a row is, and which of its texts says so.
struct Own {
    meant: Meant,
    at: Option<usize>,
}

impl Own {
    fn of(printed: &Printed, texts: &[(u32, String)], last: Option<usize>) -> Own {
        let names: Vec<String> = texts.iter().map(|(_, text)| plain(text)).collect();
        if names.is_empty() {
            return Own { meant: Meant::Unlabelled, at: None };
        }
        if printed.is_matrix {
            let at = names.len() - 1;
            let by_path = find(printed, |line| line.labels == names);
            let by_label = find(printed, |line| line.labels.last() == Some(&names[at]));
            let meant = match (by_path.as_slice(), by_label.as_slice()) {
                ([one], _) | ([], [one]) => Meant::Line(*one),
                ([], []) => Meant::Unknown,
                ([], _) => Meant::Several,
                (several, _) => choose(printed, several, last),
            };
            return Own { meant, at: Some(at) };
        }
        for (at, name) in names.iter().enumerate() {
            let lines = find(printed, |line| line.labels.last() == Some(name));
            if !lines.is_empty() {
                return Own { meant: choose(printed, &lines, last), at: Some(at) };
            }
        }
        Own { meant: Meant::Unknown, at: Some(0) }
    }
}

fn find(printed: &Printed, is_it: impl Fn(&Line) -> bool) -> Vec<usize> {
    printed.lines.iter().enumerate().filter(|(_, line)| is_it(line)).map(|(index, _)| index).collect()
}

/// Of lines with the same label, the one whose heading the rows above stand under.
fn choose(printed: &Printed, lines: &[usize], last: Option<usize>) -> Meant {
    if let [one] = lines {
        return Meant::Line(*one);
    }
    let is_here = |line: &&usize| match parent(printed, **line) {
        None => true,
        Some(above) => last.is_some_and(|last| last == above || is_below(printed, last, above)),
    };
    let here: Vec<usize> = lines.iter().filter(is_here).copied().collect();
    let next = here.iter().find(|line| last.is_none_or(|last| **line > last));
    match (here.as_slice(), next) {
        ([one], _) => Meant::Line(*one),
        ([_, _, ..], Some(next)) => Meant::Line(*next),
        _ => Meant::Several,
    }
}

/// The heading that a line stands under.
fn parent(printed: &Printed, line: usize) -> Option<usize> {
    let depth = printed.lines[line].depth;
    (0..line).rev().find(|above| printed.lines[*above].depth < depth)
}

fn is_below(printed: &Printed, line: usize, above: usize) -> bool {
    std::iter::successors(parent(printed, line), |line| parent(printed, *line)).any(|own| own == above)
}

/// Lines of the same label under the same heading are told apart by their order, so all of them must be there.
fn doubt_alike(printed: &Printed, rows: &mut [Row]) {
    let key = |line: usize| (&printed.lines[line].labels, parent(printed, line));
    let counts: Vec<(usize, usize)> = (0..printed.lines.len())
        .map(|line| {
            let alike = (0..printed.lines.len()).filter(|other| key(*other) == key(line)).count();
            let there = rows.iter().filter(|row| matches!(row.meant, Meant::Line(own) if key(own) == key(line))).count();
            (alike, there)
        })
        .collect();
    for row in rows {
        if let Meant::Line(line) = row.meant
            && counts[line].0 > 1
            && counts[line].0 != counts[line].1
        {
            row.meant = Meant::Several;
        }
    }
}

impl Row {
    /// Where its label stands.
    pub fn spot(&self, head: &Head) -> Spot {
        Spot { sheet: head.sheet, row: self.row, column: self.column }
    }
}
