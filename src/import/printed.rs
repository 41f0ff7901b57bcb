//! Text that was printed before, as `pdftotext -layout` leaves it: pages, and tables whose columns drift from line to line.

use super::document::{Cell, Grid, Word};
use super::prose::{is_page_number, tidy_blanks};
use super::value::{is_unit, is_value};

/// How many columns labels have in every table of a text, so that one that goes on over a page is as wide as before.
pub const LABELS: usize = 4;

/// Puts pages together again, with a line that ends each of them. The number of a page stands in its first or its last line.
pub fn join_pages(text: &str, dropped: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let pages: Vec<&str> = text.split('\u{C}').collect();
    let count = pages.len();
    for (index, page) in pages.into_iter().enumerate() {
        let lines: Vec<&str> = page.lines().collect();
        let is_filled = |line: &str| !line.trim().is_empty();
        let ends = [lines.iter().position(|line| is_filled(line)), lines.iter().rposition(|line| is_filled(line))];
        for (at, line) in lines.iter().enumerate() {
            if count > 1 && ends.contains(&Some(at)) && is_page_number(line) {
                dropped.push(tidy_blanks(line));
            } else {
                out.push_str(line);
            }
            out.push('\n');
        }
        if index + 1 < count {
            out.push_str("\u{C}\n");
        }
    }
    out
}

/// Parts a stretch of a line where one blank stands before a figure or a unit: `政府网站公开数 条`, `行政许可 10690`, `0 0 3`. Digits that one
/// blank sets apart, as in `1 234`, stay together, because nobody knows.
pub fn pieces(stretch: &str) -> Vec<String> {
    let words: Vec<&str> = stretch.split([' ', '\u{A0}']).filter(|word| !word.is_empty()).collect();
    if words.len() == 2 && is_value(words[0]) && is_unit(words[1]) {
        return vec![stretch.to_owned()];
    }
    let is_end = |word: &&str| is_value(word) || is_unit(word);
    let start = words.len() - words.iter().rev().take_while(|word| is_end(word)).count();
    let mut pieces: Vec<String> = Vec::new();
    if start > 0 {
        pieces.push(words[..start].join(" "));
    }
    for (at, word) in words.iter().enumerate().skip(start) {
        let is_digits = |word: &str, lengths: std::ops::RangeInclusive<usize>| {
            lengths.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
        };
        let goes_on = at > start && is_digits(word, 3..=3) && is_digits(words[at - 1], 1..=3);
        match pieces.last_mut().filter(|_| goes_on) {
            Some(last) => {
                last.push(' ');
                last.push_str(word);
            }
            None => pieces.push((*word).to_owned()),
        }
    }
    pieces
}

/// The table that some lines are, each with its pieces. Figures stand in the order of their columns, so only a line that has all of them says
/// which is which.
pub fn grid<'l>(lines: impl Iterator<Item = (&'l str, &'l [String])>) -> Grid {
    let lines: Vec<(&str, &[String])> = lines.collect();
    let mut grid = Grid::default();
    let has_unit = |pieces: &[String]| pieces.iter().skip(1).any(|piece| is_unit(piece));
    let with_unit = lines.iter().filter(|(_, pieces)| has_unit(pieces)).count();
    let with_value = lines.iter().filter(|(_, pieces)| first_value(pieces) < pieces.len()).count();
    let has_units = with_unit > 1 && with_unit * 2 >= with_value;
    for (row, (line, pieces)) in lines.into_iter().enumerate() {
        // Where units stand in front of figures, a number without one ends a piece of a label: "(… 计 1" and "次)" below.
        let whole = [pieces.join(" ")];
        let is_label = has_units && !has_unit(pieces) && !pieces.first().is_some_and(|piece| is_unit(piece) || is_value(piece));
        let pieces = if is_label { &whole } else { pieces };
        let first = if is_label { 1 } else { first_value(pieces) };
        for (index, label) in pieces[..first].iter().rev().take(LABELS).enumerate() {
            grid.put(Cell { text: label.clone(), row, column: LABELS - 1 - index, rows: 1, columns: 1 });
        }
        for (index, text) in pieces[first..].iter().enumerate() {
            grid.put(Cell { text: text.clone(), row, column: LABELS + index, rows: 1, columns: 1 });
        }
        grid.reach(row);
        grid.end_row(row, LABELS + pieces.len() - first);
        grid.words.push(words(line));
    }
    grid
}

/// Where a line's figures begin: behind the unit, whatever stands there, else with the first number. One in front of a label counts the lines.
fn first_value(pieces: &[String]) -> usize {
    if let Some(unit) = pieces.iter().position(|piece| is_unit(piece)).filter(|_| pieces.len() > 1) {
        return unit + 1;
    }
    let label = pieces.iter().take(2).rposition(|piece| !is_value(piece)).unwrap_or(0);
    pieces.iter().skip(label).position(|piece| is_value(piece)).map_or(pieces.len(), |at| label + at)
}

fn words(line: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_inside = false;
    for (at, c) in line.chars().enumerate() {
        match (c.is_whitespace(), words.last_mut().filter(|_| is_inside)) {
            (true, _) => is_inside = false,
            (false, Some(word)) => {
                word.text.push(c);
                word.at.end = at + 1;
            }
            (false, None) => {
                words.push(Word { text: c.to_string(), at: at..at + 1 });
                is_inside = true;
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_parted_from_what_stands_before_them() {
        for (stretch, parted) in [
            ("行政许可 10690", &["行政许可", "10690"][..]),
            ("其中：1、政府网站公开数 条", &["其中：1、政府网站公开数", "条"]),
            ("0 0 3", &["0", "0", "3"]),
            ("1 234", &["1 234"]),
            ("12 件", &["12 件"]),
            ("（不同渠道和方式公开相同信息计 1 条）", &["（不同渠道和方式公开相同信息计 1 条）"]),
        ] {
            assert_eq!(pieces(stretch), parted, "{stretch}");
        }
    }

    #[test]
    fn pages_are_joined_without_their_numbers() {
        let mut dropped = Vec::new();
        let text = join_pages("甲\n4\n乙\n\n- 1 -\n\u{C}丙\n2\n\u{C}", &mut dropped);
        assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["甲", "4", "乙", "丙"]);
        assert_eq!(dropped, ["- 1 -", "2"]);
    }
}
