//! Labels that were printed over several lines, among pieces of others: which row of a form the words of a loose table spell.

use super::chart::{Chart, RowId, letters};
use super::line::Line;

/// The most lines that one label is broken over.
const MOST_LINES: usize = 64;
/// Of so many pieces of headings what stands beside a label may consist.
const MOST_PIECES: usize = 3;

/// What stands in front of a line's figures, as letters, and where a word or a bracket begins in it.
struct Piece {
    letters: String,
    starts: Vec<usize>,
}

impl Piece {
    fn of(line: &Line) -> Piece {
        let mut piece = Piece { letters: String::new(), starts: vec![0] };
        for c in line.labels.iter().flat_map(|label| label.chars().chain([' '])) {
            let own = letters(c.encode_utf8(&mut [0; 4]));
            let at = piece.letters.len();
            if own.is_empty() && piece.starts.last() != Some(&at) {
                piece.starts.push(at);
            }
            piece.letters.push_str(&own);
        }
        piece
    }
}

/// The row that a line and those after it spell, of which exactly one has figures; and over how many lines.
pub fn row(chart: &Chart<'_>, lines: &[Line], last: Option<RowId>) -> Option<(RowId, usize)> {
    let with_values: Vec<usize> =
        lines.iter().take(MOST_LINES).enumerate().filter(|(_, line)| line.has_values()).map(|(at, _)| at).take(2).collect();
    let figures = *with_values.first()?;
    let end = with_values.get(1).copied().unwrap_or(lines.len().min(MOST_LINES));
    let is_near = |line: &Line| line.grid.abs_diff(lines[0].grid) <= 1 && line.head.is_some();
    if !lines[..=figures].iter().all(is_near) {
        return None;
    }
    // A number that stands where labels begin is a piece of one.
    let is_right_of = |line: &Line| line.labels.is_empty() || line.indent < lines[figures].indent;
    if lines[figures].labels.is_empty() && !lines[..end].iter().all(is_right_of) {
        return None;
    }
    let pieces: Vec<Piece> = lines[..end].iter().take_while(|line| is_near(line)).map(Piece::of).collect();
    let found: Vec<(RowId, usize)> =
        chart.figure_rows().filter_map(|row| Some((row, spells(chart, row, last, &pieces, figures)?))).collect();
    let one = match found.as_slice() {
        [one] => *one,
        several => {
            let next = chart.next_figures(last);
            *several.iter().find(|(row, _)| Some(*row) == next)?
        }
    };
    Some((one.0, one.1.max(figures) + 1))
}

/// Whether lines, one below the other, are a row's label, beside pieces of the headings above it; the last line that is needed.
fn spells(chart: &Chart<'_>, row: RowId, last: Option<RowId>, pieces: &[Piece], figures: usize) -> Option<usize> {
    let mut above = chart.above(row);
    above.extend(last.map(|last| chart.above(last)).unwrap_or_default());
    chart.spellings(row).iter().find_map(|label| {
        let (first, end) = spell(label, pieces, &above)?;
        // The figures stand beside the label, not above or below it.
        let is_beside = first <= figures && figures <= end;
        let is_rest_known = || pieces.iter().take(figures + 1).skip(end + 1).all(|piece| is_made_of(&piece.letters, &above));
        (is_beside && is_rest_known()).then_some(end)
    })
}

/// The lines that are a text, from the first to the last. What else stands in them and between them is made of the headings above.
fn spell(text: &str, pieces: &[Piece], above: &[String]) -> Option<(usize, usize)> {
    // Each try: how much of the text is spelled, and since which line.
    let mut tries: Vec<(usize, usize)> = vec![(0, usize::MAX)];
    for (at, piece) in pieces.iter().enumerate() {
        let mut next: Vec<(usize, usize)> = Vec::new();
        for (length, first) in tries {
            let rest = &text[length..];
            for start in piece.starts.iter().copied().filter(|start| *start < piece.letters.len()) {
                let (before, own) = piece.letters.split_at(start);
                if !rest.starts_with(own) || !is_made_of(before, above) {
                    continue;
                }
                if own.len() == rest.len() {
                    return Some((first.min(at), at));
                }
                next.push((length + own.len(), first.min(at)));
            }
            if is_made_of(&piece.letters, above) {
                next.push((length, first));
            }
        }
        next.sort();
        next.dedup_by_key(|(length, _)| *length);
        tries = next;
    }
    None
}

/// Whether a text consists of a few pieces of some labels.
fn is_made_of(text: &str, labels: &[String]) -> bool {
    let mut reached: Vec<usize> = vec![0];
    for _ in 0..=MOST_PIECES {
        if reached.contains(&text.len()) {
            return true;
        }
        let ends = |from: usize| {
            let ends = text[from..].char_indices().map(move |(at, c)| from + at + c.len_utf8());
            ends.take_while(move |end| labels.iter().any(|label| label.contains(&text[from..*end])))
        };
        reached = reached.into_iter().flat_map(ends).collect();
        reached.sort_unstable();
        reached.dedup();
    }
    false
}
