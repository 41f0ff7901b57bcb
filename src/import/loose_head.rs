//! The heads of loose tables: labels that were printed over several lines, and of which only the order is sure.

use super::chart::{Chart, letters};
use super::document::{Grid, Word};
use super::head::Head;
use super::printed::LABELS;
use super::value::is_value;
use crate::model::form::Layout;

/// The most lines of a head.
const MOST_LINES: usize = 64;
/// A piece of a heading may begin so many letters beside the one above it.
const SLACK: usize = 1;

/// The head of a loose table that begins in a row: how many rows it has, and the form's tables that it may be the head of.
pub fn head_at(chart: &Chart<'_>, grid: &Grid, row: usize) -> Option<(usize, Vec<Head>)> {
    let has_values = |row: usize| grid.row(row).iter().any(|cell| cell.column >= LABELS && is_value(&cell.text));
    let end = (row..grid.height()).take(MOST_LINES).find(|row| has_values(*row))?;
    let words: Vec<(usize, &Word, String)> = (row..end)
        .flat_map(|row| grid.words.get(row).into_iter().flatten().map(move |word| (row, word, letters(&word.text))))
        .filter(|(_, _, letters)| !letters.is_empty())
        .collect();
    let found: Vec<(Head, usize)> = (0..chart.columns.len()).filter_map(|table| head(chart, table, row, &words)).collect();
    // The first row's label may stand above its figures.
    let last = found.iter().map(|(_, last)| *last).max()?;
    Some((last + 1 - row, found.into_iter().map(|(head, _)| head).collect()))
}

/// Reads words as the head of a table: the labels of all its columns, from left to right, and nothing that could be another one. Returns its
/// last row as well.
fn head(chart: &Chart<'_>, table: usize, row: usize, words: &[(usize, &Word, String)]) -> Option<(Head, usize)> {
    let columns = &chart.columns[table];
    let mut used: Vec<usize> = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    for column in columns {
        let after = starts.last().copied();
        let chain = column.own_keys().find_map(|key| chain(key, words, &used, after))?;
        starts.push(chain.iter().map(|at| words[*at].1.at.start).min()?);
        used.extend(chain);
    }
    let first = *starts.first()?;
    let own = chart.form.tables.get(table)?;
    let mut known: Vec<String> = own.columns.iter().chain(&own.rows).map(|heading| letters(&heading.label)).collect();
    known.extend([own.corner.as_deref(), Some(&own.title), Some(&chart.form.title)].into_iter().flatten().map(letters));
    let is_known = |letters: &String| known.iter().any(|label| label.contains(letters));
    let others = || words.iter().enumerate().filter(|(at, _)| !used.contains(at)).map(|(_, word)| word);
    let is_whole = others().all(|(_, word, letters)| word.at.end <= first || is_known(letters));
    // What ends a label above the head is no part of it.
    let begins =
        words.iter().enumerate().any(|(at, (line, _, letters))| *line == row && (used.contains(&at) || is_known(letters)));
    let is_sound = is_whole && begins && groups_are_in_order(chart, table, &starts, words);
    let columns = (0..columns.len()).map(|column| LABELS + column..LABELS + column + 1).collect();
    let last = used.iter().map(|at| words[*at].0).max()?;
    is_sound.then_some((Head { table, columns }, last))
}

/// Words below one another, or beside one another in a line, that are a label; the leftmost ones that nothing else needs.
fn chain(label: &str, words: &[(usize, &Word, String)], used: &[usize], after: Option<usize>) -> Option<Vec<usize>> {
    let is_free = |at: &usize| !used.contains(at);
    let mut firsts: Vec<usize> = (0..words.len()).filter(is_free).filter(|at| label.starts_with(&words[*at].2)).collect();
    firsts.retain(|at| after.is_none_or(|after| words[*at].1.at.start > after));
    firsts.sort_by_key(|at| words[*at].1.at.start);
    firsts.into_iter().find_map(|first| {
        let mut chain = vec![first];
        let mut length = words[first].2.len();
        while length < label.len() {
            let line = words[*chain.last()?].0;
            let same_line = chain.iter().map(|at| &words[*at]).filter(|word| word.0 == line).map(|word| &word.1.at);
            let (from, to) = same_line.fold((usize::MAX, 0), |(from, to), at| (from.min(at.start), to.max(at.end)));
            let fits = |at: &usize| {
                let (own_line, own, letters) = &words[*at];
                let is_below = *own_line > line && own.at.start < to + SLACK && from < own.at.end + SLACK;
                let is_beside = *own_line == line && own.at.start >= to && own.at.start <= to + SLACK;
                (is_below || is_beside) && label[length..].starts_with(letters.as_str())
            };
            let next = (0..words.len()).filter(is_free).filter(|at| !chain.contains(at)).find(fits)?;
            length += words[next].2.len();
            chain.push(next);
        }
        Some(chain)
    })
}

/// Where rows stand side by side, the label of each must stand above its own columns.
fn groups_are_in_order(chart: &Chart<'_>, table: usize, starts: &[usize], words: &[(usize, &Word, String)]) -> bool {
    let own = &chart.form.tables[table];
    if own.layout != Layout::Across {
        return true;
    }
    (0..own.rows.len()).filter(|row| own.cells(*row).is_some()).all(|row| {
        let label = letters(&own.rows[row].label);
        let place = |column: &usize| chart.columns[table][*column].row == Some(row);
        let own_columns: Vec<usize> = (0..starts.len()).filter(place).collect();
        let (Some(first), Some(last)) = (own_columns.first(), own_columns.last()) else { return true };
        let from = starts[*first];
        let to = starts.get(last + 1).copied().unwrap_or(usize::MAX);
        let mut same = words.iter().filter(|(_, _, letters)| *letters == label).map(|(_, word, _)| word);
        // Above the middle of its columns.
        same.all(|word| (from..to).contains(&((word.at.start + word.at.end) / 2)))
    })
}
