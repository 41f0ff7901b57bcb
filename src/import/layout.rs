//! Plain text, as `pdftotext -layout` and word processors leave it: paragraphs, and tables whose columns are blanks or tabs.

use std::ops::Range;

use super::document::{Block, Cell, Document, Grid, plain};
use super::printed::{self, LABELS};
use super::prose::{is_page_number, join_wrapped, tidy_blanks};
use super::value::{is_unit, is_value};
use super::words::words;

/// A line that is longer, in letters, is no row of a table without figures.
const LONGEST_LABEL: usize = 40;
/// So many rows without figures may follow on one another.
const MOST_LABELS: usize = 40;
/// So many blank lines may stand between the rows of a table.
const MOST_BLANK: usize = 4;
/// A shorter line that ends in a figure may be a table's first row, though only one blank stands in front of the figure.
const SHORT_ROW: usize = 24;
/// So many blanks stand in front of headings that are in the middle of a line.
const INDENT: usize = 8;
/// The most lines of a head before one in which columns can be seen.
const MOST_HEAD: usize = 8;

/// A stretch of a line, with the columns of a terminal that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Token<'t> {
    text: &'t str,
    columns: Range<usize>,
}

/// A line of a text.
#[derive(Debug)]
struct Line<'t> {
    text: &'t str,
    /// Its stretches, if tabs part them, blank ones too.
    cells: Option<Vec<&'t str>>,
    /// Its stretches, if blanks part them.
    tokens: Vec<Token<'t>>,
    /// The same, with figures and units parted from what one blank stands before, if it was printed.
    pieces: Vec<String>,
}

impl<'t> Line<'t> {
    fn of(text: &'t str, is_printed: bool) -> Line<'t> {
        let text = text.trim_end_matches([' ', '\r', '\u{3000}']);
        let cells = text.trim().contains('\t').then(|| text.split('\t').map(str::trim).collect());
        let cells = cells.or_else(|| text.ends_with('\t').then(|| text.split('\t').map(str::trim).collect()));
        let tokens = tokens(text);
        let pieces = if is_printed && cells.is_none() {
            tokens.iter().flat_map(|token| printed::pieces(token.text)).collect()
        } else {
            tokens.iter().map(|token| token.text.to_owned()).collect()
        };
        Line { text, cells, tokens, pieces }
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn has_columns(&self) -> bool {
        self.cells.is_some() || self.pieces.len() > 1
    }

    fn has_value(&self) -> bool {
        self.pieces.iter().skip(1).any(|piece| is_value(piece) || is_unit(piece)) || self.cells.is_some()
    }

    /// Whether a table may begin with it: one blank alone stands in front of many a number in a text.
    fn may_begin(&self) -> bool {
        self.cells.is_some() || self.tokens.len() > 1 || (self.pieces.len() > 1 && self.length() <= SHORT_ROW)
    }

    fn length(&self) -> usize {
        self.text.trim().chars().count()
    }
}

/// Splits a line where two blanks or more stand.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let (mut column, mut blanks, mut start) = (0, 2, 0..0);
    let mut from = None;
    for (at, c) in text.char_indices() {
        let width = if c.is_ascii() { 1 } else { 2 };
        let is_blank = c == ' ' || c == '\u{3000}' || c == '\t' || c == '\u{A0}';
        if is_blank {
            blanks += width;
        } else {
            if blanks >= 2 || from.is_none() {
                if let Some(from) = from {
                    tokens.push(Token { text: text[from..start.end].trim(), columns: start.clone() });
                }
                from = Some(at);
                start = column..column;
            }
            blanks = 0;
        }
        column += width;
        if !is_blank {
            start.end = at + c.len_utf8();
        }
    }
    if let Some(from) = from {
        tokens.push(Token { text: text[from..start.end].trim(), columns: start });
    }
    // The ends were kept in bytes; what is wanted is columns.
    for token in &mut tokens {
        let width: usize = token.text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
        token.columns.end = token.columns.start + width;
    }
    tokens
}

/// Reads a text.
pub fn read(text: &str) -> Document {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    // Programs that take the text out of a PDF file end every page so.
    let is_printed = text.contains('\u{C}');
    let mut document = Document::default();
    let text = printed::join_pages(&text, &mut document.dropped);
    let lines: Vec<Line<'_>> = text.lines().map(|line| Line::of(line, is_printed)).collect();
    let mut at = 0;
    let mut paragraph: Vec<&str> = Vec::new();
    while at < lines.len() {
        if let Some(end) = table_end(&lines, at, is_printed) {
            flush(&mut paragraph, &mut document);
            document.blocks.push(Block::Table(grid(&lines[at..end], is_printed)));
            at = end;
            continue;
        }
        if lines[at].is_blank() {
            flush(&mut paragraph, &mut document);
        } else {
            paragraph.push(lines[at].text);
        }
        at += 1;
    }
    flush(&mut paragraph, &mut document);
    document.blocks = join_wrapped(document.blocks);
    document
}

/// Ends a paragraph; lines that are indented or follow on a short one begin another.
fn flush(lines: &mut Vec<&str>, document: &mut Document) {
    let width = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let indent = |line: &str| width(line) - width(line.trim_start());
    let longest = lines.iter().map(|line| width(line)).max().unwrap_or(0);
    let mut texts: Vec<String> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let is_new = index == 0 || indent(line) > indent(lines[index - 1]) || width(lines[index - 1]) * 4 < longest * 3;
        match texts.last_mut().filter(|_| !is_new) {
            Some(text) => {
                text.push(' ');
                text.push_str(line.trim());
            }
            None => texts.push(line.trim().to_owned()),
        }
    }
    for text in texts {
        let text = tidy_blanks(&text);
        match is_page_number(&text) {
            true => document.dropped.push(text),
            false => document.blocks.push(Block::Paragraph(plain(text))),
        }
    }
    lines.clear();
}

/// Whether a line is the beginning of a head that was printed over several lines: one blank alone stands between its headings, or many in front
/// of them.
fn is_above_table(lines: &[Line<'_>]) -> bool {
    let has_stop = |line: &Line<'_>| line.text.contains(|c: char| words().stops.contains(&c));
    let is_head = |line: &&Line<'_>| {
        let is_apart = line.text.starts_with(&" ".repeat(INDENT)) || line.text.trim().contains(' ');
        !line.is_blank() && line.length() <= LONGEST_LABEL && is_apart && !has_stop(line)
    };
    let above = lines.iter().take(MOST_HEAD).take_while(is_head).take_while(|line| !line.may_begin()).count();
    above > 0 && lines.get(above).is_some_and(|line| !has_stop(line) && (line.has_value() || line.tokens.len() > 1))
}

/// Whether some short lines follow, and then a row.
fn are_labels_above_row(lines: &[Line<'_>]) -> bool {
    let is_label = |line: &&Line<'_>| !line.is_blank() && line.length() <= LONGEST_LABEL && !line.has_columns();
    let labels = lines.iter().take(MOST_HEAD).take_while(is_label).count();
    lines.get(labels).is_some_and(|line| line.has_columns() && line.length() <= LONGEST_LABEL)
}

/// Where a table ends that begins in a line, if one does.
fn table_end(lines: &[Line<'_>], start: usize, is_printed: bool) -> Option<usize> {
    let begins = lines[start].may_begin() || (is_printed && is_above_table(&lines[start..]));
    if !begins {
        return None;
    }
    let mut end = start + 1;
    let mut at = end;
    while at < lines.len() && at - end < MOST_LABELS {
        let line = &lines[at];
        if line.has_columns() {
            end = at + 1;
        } else if line.is_blank() {
            // What follows on a blank line is a row only if it has columns; on the end of a page, if it is a label and figures follow on it.
            let blank = lines[at..].iter().take(MOST_BLANK).take_while(|line| line.is_blank()).count();
            let next = &lines[at + blank..];
            let is_page_end = lines[at..at + blank].iter().any(|line| line.text.contains('\u{C}'));
            let goes_on = next.first().is_some_and(Line::has_columns) || (is_page_end && are_labels_above_row(next));
            if !goes_on {
                break;
            }
        } else if line.text.trim().chars().count() > LONGEST_LABEL {
            break;
        }
        at += 1;
    }
    let rows = &lines[start..end];
    let with_values = rows.iter().filter(|line| line.has_value()).count();
    (with_values > 0 && with_values * 4 >= rows.iter().filter(|line| line.has_columns()).count()).then_some(end)
}

/// The table that some lines are.
fn grid(lines: &[Line<'_>], is_printed: bool) -> Grid {
    let mut grid = Grid::default();
    if lines.iter().any(|line| line.cells.is_some()) {
        let width = lines.iter().filter_map(|line| Some(line.cells.as_ref()?.len())).max().unwrap_or(1);
        for line in lines.iter().filter(|line| !line.is_blank()) {
            match &line.cells {
                Some(cells) => grid.push_row(cells.iter().map(|cell| ((*cell).to_owned(), 1, 1))),
                None => grid.push_row([(line.text.trim().to_owned(), width, 1)]),
            }
        }
        return grid;
    }
    let lines: Vec<&Line<'_>> = lines.iter().filter(|line| !line.is_blank()).collect();
    let (figures, is_steady) = figure_columns(&lines);
    if is_printed || !is_steady {
        return printed::grid(lines.iter().map(|line| (line.text, line.pieces.as_slice())));
    }
    // Where figures are fewer than their headings, the headings say where columns are.
    let columns = if lines.iter().all(|line| is_apart(line, &figures)) { figures } else { head_columns(&lines) };
    for (row, line) in lines.iter().enumerate() {
        let first = columns.first().map_or(usize::MAX, |column| column.start);
        let left: Vec<&Token<'_>> = line.tokens.iter().filter(|token| token.columns.end <= first).collect();
        // The last label is the row's own.
        for (index, token) in left.iter().rev().take(LABELS).enumerate() {
            let text = tidy_blanks(token.text);
            grid.put(Cell { text, row, column: LABELS - 1 - index, rows: 1, columns: 1 });
        }
        for (under, text) in placed(line, &columns) {
            grid.put(Cell { text, row, column: LABELS + under.start, rows: 1, columns: under.len() });
        }
    }
    grid
}

/// The stretches of a line that stand in columns. Those that stand in the same one are one cell, which nobody takes for a figure.
fn placed(line: &Line<'_>, columns: &[Range<usize>]) -> Vec<(Range<usize>, String)> {
    let first = columns.first().map_or(usize::MAX, |column| column.start);
    let mut placed: Vec<(Range<usize>, String)> = Vec::new();
    for token in line.tokens.iter().filter(|token| token.columns.end > first) {
        let under = place(columns, &token.columns, is_value(token.text));
        let text = tidy_blanks(token.text);
        match placed.last_mut().filter(|(last, _)| under.start < last.end) {
            Some((last, before)) => {
                last.end = last.end.max(under.end);
                before.push(' ');
                before.push_str(&text);
            }
            None => placed.push((under, text)),
        }
    }
    placed
}

/// Whether no two stretches of a line stand in the same column.
fn is_apart(line: &Line<'_>, columns: &[Range<usize>]) -> bool {
    let first = columns.first().map_or(usize::MAX, |column| column.start);
    placed(line, columns).len() == line.tokens.iter().filter(|token| token.columns.end > first).count()
}

/// The columns that headings and figures together say, the narrowest first; what stands over several is a heading of them all.
fn head_columns(lines: &[&Line<'_>]) -> Vec<Range<usize>> {
    let mut own: Vec<Range<usize>> =
        lines.iter().flat_map(|line| line.tokens.iter().map(|token| token.columns.clone())).collect();
    own.sort_by_key(|range| (range.len(), range.start));
    let mut columns: Vec<Range<usize>> = Vec::new();
    for range in own {
        let touched: Vec<usize> =
            (0..columns.len()).filter(|c| columns[*c].start < range.end && range.start < columns[*c].end).collect();
        match touched.as_slice() {
            [] => columns.push(range),
            [one] => columns[*one] = columns[*one].start.min(range.start)..columns[*one].end.max(range.end),
            _ => {}
        }
    }
    columns.sort_by_key(|range| range.start);
    columns
}

/// Where figures stand: below one another, in the lines that have the most of them. And whether these lines agree on that.
fn figure_columns(lines: &[&Line<'_>]) -> (Vec<Range<usize>>, bool) {
    let values = |line: &Line<'_>| -> Vec<Range<usize>> {
        let first = usize::from(!line.tokens.first().is_some_and(|token| is_value(token.text)));
        line.tokens.iter().skip(first).filter(|token| is_value(token.text)).map(|token| token.columns.clone()).collect()
    };
    let all: Vec<Vec<Range<usize>>> = lines.iter().map(|line| values(line)).collect();
    let most = all.iter().map(Vec::len).max().unwrap_or(0);
    let mut columns: Vec<Range<usize>> = Vec::new();
    for range in all.into_iter().filter(|values| values.len() == most).flatten() {
        columns.push(range);
    }
    columns.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in columns {
        match merged.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => merged.push(range),
        }
    }
    let is_steady = merged.len() >= most;
    (merged, is_steady)
}

/// The columns that a stretch stands in: those that it touches. A heading beside all of them belongs to the nearest, a figure to none of its
/// two neighbours surely.
fn place(columns: &[Range<usize>], own: &Range<usize>, is_figure: bool) -> Range<usize> {
    let touched: Vec<usize> = (0..columns.len()).filter(|c| columns[*c].start < own.end && own.start < columns[*c].end).collect();
    if let (Some(first), Some(last)) = (touched.first(), touched.last()) {
        return *first..last + 1;
    }
    let right = columns.iter().position(|column| column.start >= own.end).unwrap_or(columns.len());
    if is_figure {
        return right.saturating_sub(1)..(right + 1).min(columns.len()).max(1);
    }
    let middle = |range: &Range<usize>| range.start + range.end;
    let nearest = (0..columns.len()).min_by_key(|column| middle(&columns[*column]).abs_diff(middle(own))).unwrap_or(0);
    nearest..nearest + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::text_of;

    fn table(text: &str) -> Vec<Vec<String>> {
        let document = read(text);
        let grid = document.tables().next().expect("a table");
        let text = |row, column| grid.at(row, column).map(|cell| cell.text.clone()).unwrap_or_default();
        (0..grid.height()).map(|row| (0..grid.width()).map(|column| text(row, column)).collect()).collect()
    }

    #[test]
    fn columns_are_where_figures_stand_below_one_another() {
        let rows = table(
            "项目         自然人   商业    总计\n                      企业\n一、新收     12       3       15\n二、结转              1       1\n",
        );
        assert_eq!(rows[0][3..], ["项目", "自然人", "商业", "总计"]);
        assert_eq!(rows[1][3..], ["", "", "企业", ""]);
        assert_eq!(rows[3][3..], ["二、结转", "", "1", "1"]);
    }

    #[test]
    fn a_number_below_two_columns_takes_both() {
        let document = read("项目       甲  乙   丙\n一、新收   1   2    3\n二、结转   12345    3\n");
        let grid = document.tables().next().expect("a table");
        assert_eq!(grid.at(2, 4).map(|cell| (cell.columns, cell.text.as_str())), Some((2, "12345")));
    }

    #[test]
    fn tabs_part_cells_blank_ones_too() {
        assert_eq!(table("一、情况\t\t\n（一）数\t条\t665\n（二）数\t条\t\n")[2], ["（二）数", "条", ""]);
    }

    #[test]
    fn lines_become_paragraphs() {
        let text = "　　甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛\n壬癸。\n　　子丑 寅卯\n\n- 4 -\n\n辰巳";
        let document = read(text);
        let texts: Vec<String> =
            document.blocks.iter().map(|b| if let Block::Paragraph(w) = b { text_of(w) } else { String::new() }).collect();
        assert_eq!(texts, ["甲乙丙丁戊己庚辛壬癸甲乙丙丁戊己庚辛壬癸。", "子丑寅卯", "辰巳"]);
        assert_eq!(document.dropped, ["- 4 -"]);
    }
}
