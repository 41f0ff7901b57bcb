//! Recognition: which figures of a form stand in a document's tables. By label, never by position; what is not certain is told.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::chart::{Chart, RowId, joined};
use super::document::Document;
use super::head::Head;
use super::label::Label;
use super::line::{Line, Lines, Value};
use super::spelled;
use super::value::{Doubt, read};
use crate::model::figure::{CellId, Figure};
use crate::model::form::Layout;
use crate::model::relation::{Addend, Sign};

/// The most lines that one label is broken over.
const MOST_PIECES: usize = 4;

/// Where something stands in the source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Which of the document's tables, from 0.
    pub table: usize,
    /// Its row there, from 0.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
    /// The sheet, in a workbook.
    pub sheet: Option<String>,
    /// The row's label as it stands there.
    pub label: String,
    /// What stands in the cell.
    pub text: String,
}

/// What was found for a cell of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What it holds; blank if the source leaves it blank.
    pub figure: Figure,
    /// Where it stands.
    pub spot: Spot,
}

/// What somebody has to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The form's cell that it is about, if that is known.
    pub cell: Option<CellId>,
    /// Why.
    pub doubt: Doubt,
    /// Where, if the source has it at all.
    pub spot: Option<Spot>,
}

impl Question {
    /// What stands in the source.
    pub fn source(&self) -> &str {
        self.spot.as_ref().map_or("", |spot| spot.text.as_str())
    }
}

/// What a document says in a form.
#[derive(Debug, Clone, Default)]
pub struct Recognition {
    /// For each cell of the form, what is certain.
    pub taken: Vec<Option<Taken>>,
    /// What is not.
    pub questions: Vec<Question>,
    /// For each of the document's tables, the form's tables that stand in it, in their order; empty if it is no part of the form.
    pub tables: Vec<Vec<usize>>,
    /// Lines of tables of the form that are no rows of it and hold no figure, such as notes.
    pub notes: Vec<String>,
    /// How many lines are rows of the form, by labels spelled as the form spells them.
    pub known: usize,
    /// How many lines hold figures, in tables that are parts of the form.
    pub lines: usize,
}

impl Recognition {
    /// What a cell holds: a figure only if it is certain.
    pub fn figure(&self, cell: CellId) -> Figure {
        self.taken.get(cell.index()).and_then(Option::as_ref).map_or(Figure::Blank, |taken| taken.figure)
    }

    /// How many cells are certain, less those about which the source leaves a doubt. Rows that it has not speak for no form and against none.
    pub fn certainty(&self) -> isize {
        let certain = self.taken.iter().flatten().count();
        let asked = self.questions.len() - self.missing();
        isize::try_from(certain).unwrap_or(isize::MAX).saturating_sub_unsigned(asked)
    }

    /// How many of the form's cells the source has not.
    pub fn missing(&self) -> usize {
        self.questions.iter().filter(|question| question.doubt == Doubt::Missing).count()
    }

    /// Whether so much of it is the form's that it must be the form.
    pub fn is_likely(&self) -> bool {
        self.known >= 3 && self.known * 2 >= self.lines
    }
}

/// Looks for a form in a document.
pub fn recognise(chart: &Chart<'_>, document: &Document) -> Recognition {
    let lines = Lines::of(chart, document.tables());
    let rows = Rows::of(chart, &lines);
    let mut claims = Claims { chart, lines: &lines, document, claims: BTreeMap::new(), loose: Vec::new() };
    for (index, meant) in rows.meant.iter().enumerate() {
        claims.line(index, meant, rows.is_beside_unknown(&lines, index));
    }
    claims.settle(&rows)
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meant {
    /// That row of the form; spelled as the form spells it, or nearly so.
    Row(RowId, bool),
    /// A piece of another line's label.
    Piece,
    /// Nobody knows which of several rows.
    Several,
    /// No row of the form.
    Unknown,
}

/// For each line, what it is.
struct Rows {
    meant: Vec<Meant>,
    /// Whether several rows have its label, and it is known by the line above only.
    by_sequence: Vec<bool>,
}

impl Rows {
    fn of(chart: &Chart<'_>, lines: &Lines) -> Rows {
        let count = lines.lines.len();
        let mut rows = Rows { meant: vec![Meant::Unknown; count], by_sequence: vec![false; count] };
        let mut last: Option<RowId> = None;
        let mut index = 0;
        while index < lines.lines.len() {
            let (meant, pieces) = meaning(chart, &lines.lines, index, last);
            for piece in index..index + pieces {
                rows.meant[piece] = Meant::Piece;
            }
            // The figures stand in whichever of the pieces has some.
            let holder = (index..index + pieces).find(|piece| lines.lines[*piece].has_values()).unwrap_or(index);
            rows.meant[holder] = meant;
            if let Meant::Row(row, _) = meant {
                last = Some(row);
                rows.by_sequence[holder] = exact(chart, &lines.lines[holder].names, None).len() > 1;
            }
            index += pieces;
        }
        rows.doubt_sequences(chart);
        rows
    }

    /// What is known by the lines above only must lead on to the line below: else rows are missing, and nobody knows which.
    fn doubt_sequences(&mut self, chart: &Chart<'_>) {
        let mut next: Option<RowId> = None;
        for index in (0..self.meant.len()).rev() {
            match self.meant[index] {
                Meant::Row(row, _) if self.by_sequence[index] && next.is_some_and(|next| !chart.follows(next, row)) => {
                    self.meant[index] = Meant::Several;
                    // So is what led here.
                }
                Meant::Row(row, _) => next = Some(row),
                Meant::Piece => {}
                Meant::Several | Meant::Unknown => next = None,
            }
        }
    }

    /// Whether a line of which nothing is known, but which has figures, stands directly beside one. In a loose table that may be the end of a
    /// number that was broken.
    fn is_beside_unknown(&self, lines: &Lines, index: usize) -> bool {
        let lines = &lines.lines;
        let own = &lines[index];
        let is_unknown = |other: usize| {
            let line = &lines[other];
            let is_odd = line.labels.is_empty() == own.is_loose;
            line.grid == own.grid && line.has_values() && matches!(self.meant[other], Meant::Unknown) && is_odd
        };
        let has_values = |other: &usize| !own.is_loose || lines[*other].has_values();
        let above = (0..index).rev().find(has_values);
        let below = (index + 1..lines.len()).find(has_values);
        [above, below].into_iter().flatten().any(is_unknown)
    }
}

/// What a line means, and over how many lines its label goes.
fn meaning(chart: &Chart<'_>, lines: &[Line], index: usize, last: Option<RowId>) -> (Meant, usize) {
    let (meant, pieces) = meaning_apart(chart, lines, index, last);
    if !lines[index].is_loose {
        return (meant, pieces);
    }
    let is_sure = match meant {
        Meant::Row(row, _) => {
            let has_values = lines[index..index + pieces].iter().any(Line::has_values);
            // Its label may go on below, beside its figures, unless another one begins there.
            let is_next = |next: &Line| !exact(chart, &next.names, Some(row)).is_empty();
            chart.table(row).cells(row.1).is_none() || has_values || lines.get(index + pieces).is_none_or(is_next)
        }
        _ => false,
    };
    match spelled::row(chart, &lines[index..], last).filter(|_| !is_sure) {
        Some((row, pieces)) => (Meant::Row(row, true), pieces),
        None if is_sure => (meant, pieces),
        None => (Meant::Unknown, 1),
    }
}

/// The same for a line whose label stands beside its figures.
fn meaning_apart(chart: &Chart<'_>, lines: &[Line], index: usize, last: Option<RowId>) -> (Meant, usize) {
    let line = &lines[index];
    let exact = exact(chart, &line.names, last);
    if line.names.iter().all(Label::is_empty) {
        return (Meant::Unknown, 1);
    }
    if let [one] = exact.as_slice() {
        return (Meant::Row(*one, true), 1);
    }
    for pieces in 2..=MOST_PIECES {
        if let Some(row) = broken(chart, lines.get(index..index + pieces), last) {
            return (Meant::Row(row, true), pieces);
        }
    }
    if !exact.is_empty() {
        return (Meant::Several, 1);
    }
    let next = lines.get(index + 1).map(|next| self::exact(chart, &next.names, None)).unwrap_or_default();
    match near(chart, line, last, &next) {
        Some(row) => (Meant::Row(row, false), 1),
        None => (Meant::Unknown, 1),
    }
}

/// The rows whose labels these are. Of several the one that follows on the last line's row.
fn exact(chart: &Chart<'_>, names: &[Label], last: Option<RowId>) -> Vec<RowId> {
    let keys = joined(names);
    let Some(rows) = keys.iter().map(|key| chart.rows(key)).find(|rows| !rows.is_empty()) else { return Vec::new() };
    let rows: Vec<RowId> = rows.iter().copied().filter(|row| is_below(chart, names, *row)).collect();
    match rows.as_slice() {
        [] | [_] => rows,
        several => {
            let next: Vec<RowId> =
                several.iter().copied().filter(|row| last.is_some_and(|last| chart.follows(*row, last))).collect();
            if next.len() == 1 { next } else { rows }
        }
    }
}

/// Whether the labels in front of a row's own are not those of other headings.
fn is_below(chart: &Chart<'_>, names: &[Label], row: RowId) -> bool {
    let above = &names[..names.len().saturating_sub(1)];
    above.iter().all(|name| {
        let known = chart.rows(&name.whole);
        known.is_empty() || known.iter().any(|above| *above == row || chart.is_above(*above, row))
    })
}

/// The row whose label is broken over lines, at most one of which has figures.
fn broken(chart: &Chart<'_>, pieces: Option<&[Line]>, last: Option<RowId>) -> Option<RowId> {
    let pieces = pieces?;
    let is_one = pieces.iter().filter(|piece| piece.has_values()).count() <= 1;
    let is_whole = pieces.iter().all(|piece| !piece.labels.is_empty() && piece.grid.abs_diff(pieces[0].grid) <= 1);
    if !is_one || !is_whole {
        return None;
    }
    let text: String = pieces.iter().filter_map(|piece| piece.labels.last()).map(String::as_str).collect();
    let rows = exact(chart, &[Label::of(&text)], last);
    // What is a label by itself begins no other one.
    let is_own = pieces.iter().skip(1).any(|piece| !exact(chart, &piece.names, None).is_empty());
    match rows.as_slice() {
        [one] if !is_own => Some(*one),
        _ => None,
    }
}

/// The row whose label is misspelled: the nearest one, if the lines above or below are its neighbours.
fn near(chart: &Chart<'_>, line: &Line, last: Option<RowId>, next: &[RowId]) -> Option<RowId> {
    let (row, distance, other) = chart.nearest(line.names.last()?)?;
    let is_between = last.is_some_and(|last| chart.follows(row, last)) || next.iter().any(|next| chart.follows(*next, row));
    (distance < other && is_between && is_below(chart, &line.names, row)).then_some(row)
}

/// What lines say of one cell.
type Claim = (Result<Figure, Doubt>, Spot);

/// What all lines say.
struct Claims<'a> {
    chart: &'a Chart<'a>,
    lines: &'a Lines,
    document: &'a Document,
    claims: BTreeMap<CellId, Vec<Claim>>,
    /// What is of no known cell.
    loose: Vec<Question>,
}

impl Claims<'_> {
    fn line(&mut self, index: usize, meant: &Meant, is_beside_unknown: bool) {
        let line = &self.lines.lines[index];
        match meant {
            Meant::Piece => {}
            Meant::Row(row, _) => self.row(line, *row, is_beside_unknown),
            Meant::Unknown if line.labels.is_empty() && self.across(line) => {}
            Meant::Several => self.loose(line, Doubt::Ambiguous),
            Meant::Unknown => self.loose(line, Doubt::Unknown),
        }
    }

    fn loose(&mut self, line: &Line, doubt: Doubt) {
        for value in line.values.iter().filter(|value| !value.is_blank()) {
            let spot = self.spot(line, value);
            self.loose.push(Question { cell: None, doubt, spot: Some(spot) });
        }
    }

    fn spot(&self, line: &Line, value: &Value) -> Spot {
        let sheet = self.document.tables().nth(line.grid).and_then(|grid| grid.sheet.clone());
        Spot { table: line.grid, row: line.row, column: value.column, sheet, label: line.label(), text: value.text.clone() }
    }

    /// Takes the figures of a row that a label names.
    fn row(&mut self, line: &Line, row: RowId, is_beside_unknown: bool) {
        let table = self.chart.table(row);
        if table.cells(row.1).is_none() {
            return self.loose(line, Doubt::Unknown);
        }
        let heads = line.head.map(|head| &self.lines.heads[head]);
        let head = heads.and_then(|heads| heads.iter().find(|head| head.table == row.0)).cloned();
        let head = head.or_else(|| only_column(line, row.0, table.leaves.len()));
        let doubt = match &head {
            None => Some(Doubt::Column),
            Some(head) => doubt_of(line, head, is_beside_unknown),
        };
        let head = head.unwrap_or(Head { table: row.0, columns: vec![0..0; table.leaves.len()] });
        self.figures(line, row, &head, doubt);
    }

    /// Takes the figures of a line without a label, below a head that names rows too.
    fn across(&mut self, line: &Line) -> bool {
        let heads = line.head.map(|head| self.lines.heads[head].clone()).unwrap_or_default();
        let is_across = |head: &&Head| self.chart.form.tables[head.table].layout == Layout::Across;
        let Some(head) = heads.iter().find(is_across).filter(|_| line.has_values()) else { return false };
        self.figures(line, (head.table, 0), head, doubt_of(line, head, false));
        true
    }

    fn figures(&mut self, line: &Line, row: RowId, head: &Head, doubt: Option<Doubt>) {
        let columns = &self.chart.columns[row.0];
        for (column, range) in columns.iter().zip(&head.columns) {
            let Some(cell) = self.chart.cell(row, column) else { continue };
            let inside: Vec<&Value> =
                line.values.iter().filter(|v| v.column < range.end && range.start < v.column + v.columns).collect();
            let fits = |v: &&Value| v.rows == 1 && range.start <= v.column && v.column + v.columns <= range.end;
            let kind = self.chart.form.kind(cell);
            let unit = self.chart.form.unit(cell);
            // A heading over several places may have its figure in any of them.
            let filled: Vec<&Value> = inside.iter().copied().filter(|value| !value.is_blank()).collect();
            let (figure, value) = match filled.as_slice() {
                _ if range.is_empty() => (Err(Doubt::Column), line.values.iter().find(|value| !value.is_blank())),
                [] => (Ok(Figure::Blank), inside.first().copied()),
                [value] if fits(value) => (read(&value.text, kind, unit, line.unit.as_deref()), Some(*value)),
                [value, ..] => (Err(Doubt::Spans), Some(*value)),
            };
            let figure = match (doubt, figure) {
                (Some(doubt), Ok(_)) => Err(doubt),
                (_, figure) => figure,
            };
            let nothing = Value { text: String::new(), column: range.start, columns: 1, rows: 1 };
            let spot = self.spot(line, value.unwrap_or(&nothing));
            self.claims.entry(cell).or_default().push((figure, spot));
        }
        let stray: Vec<Value> =
            line.values.iter().filter(|value| !value.is_blank() && !head.covers(value.column)).cloned().collect();
        for value in stray.iter().filter(|_| doubt.is_some()) {
            let spot = self.spot(line, value);
            self.loose.push(Question { cell: None, doubt: Doubt::Count, spot: Some(spot) });
        }
    }

    /// What is certain and what is not.
    fn settle(mut self, rows: &Rows) -> Recognition {
        self.doubt_glued();
        let form = self.chart.form;
        let mut recognition = Recognition { taken: vec![None; form.cell_count()], ..Recognition::default() };
        let tables = self.tables(rows);
        recognition.known = rows.meant.iter().filter(|meant| matches!(meant, Meant::Row(_, true))).count();
        let is_of_form = |line: &&Line| !tables[line.grid].is_empty();
        recognition.lines = self.lines.lines.iter().filter(is_of_form).filter(|line| line.has_values()).count();
        let is_note = |(line, meant): &(&Line, &Meant)| {
            **meant == Meant::Unknown && !line.labels.is_empty() && !line.has_values() && !tables[line.grid].is_empty()
        };
        let notes = self.lines.lines.iter().zip(&rows.meant).filter(is_note);
        recognition.notes = notes.map(|(line, _)| line.label()).collect();
        let mut questions = Vec::new();
        for cell in form.cells() {
            match self.claims.remove(&cell).as_deref() {
                None => {}
                Some([(Ok(figure), spot), others @ ..]) if others.iter().all(|(other, _)| *other == Ok(*figure)) => {
                    recognition.taken[cell.index()] = Some(Taken { figure: *figure, spot: spot.clone() });
                }
                Some([(Err(doubt), spot)]) => {
                    questions.push(Question { cell: Some(cell), doubt: *doubt, spot: Some(spot.clone()) })
                }
                Some(several) => questions.extend(several.iter().map(|(figure, spot)| Question {
                    cell: Some(cell),
                    doubt: figure.err().unwrap_or(Doubt::Twice),
                    spot: Some(spot.clone()),
                })),
            }
        }
        questions.extend(self.loose.into_iter().filter(|q| q.spot.as_ref().is_some_and(|spot| !tables[spot.table].is_empty())));
        let asked: Vec<CellId> = questions.iter().filter_map(|question| question.cell).collect();
        let is_missing =
            |cell: &CellId| recognition.taken[cell.index()].is_none() && !asked.contains(cell) && !is_optional(form, *cell);
        let missing =
            form.cells().filter(is_missing).map(|cell| Question { cell: Some(cell), doubt: Doubt::Missing, spot: None });
        questions.extend(missing);
        Recognition { questions, tables, ..recognition }
    }

    /// For each of the document's tables, the form's tables that stand in it.
    fn tables(&self, rows: &Rows) -> Vec<Vec<usize>> {
        let mut tables: Vec<Vec<usize>> = vec![Vec::new(); self.lines.has_head.len()];
        let mut add = |grid: usize, table: usize| {
            if !tables[grid].contains(&table) {
                tables[grid].push(table);
            }
        };
        for (line, meant) in self.lines.lines.iter().zip(&rows.meant) {
            match meant {
                Meant::Row(row, _) => add(line.grid, row.0),
                _ if line.labels.is_empty() && line.has_values() => {
                    let heads = line.head.map(|head| self.lines.heads[head].as_slice()).unwrap_or_default();
                    let across = heads.iter().find(|head| self.chart.form.tables[head.table].layout == Layout::Across);
                    across.into_iter().for_each(|head| add(line.grid, head.table));
                }
                _ => {}
            }
        }
        tables
    }

    /// Two numbers that got into one cell leave a blank behind, and may have moved the others: a row with a blank and a number of several
    /// digits, or with something doubtful, is certain only if it adds up.
    fn doubt_glued(&mut self) {
        let form = self.chart.form;
        let mut doubtful = Vec::new();
        for table in form.tables.iter().filter(|table| table.leaves.len() > 1) {
            let cells = |range: Range<usize>| form.cells().skip(range.start).take(range.len()).collect::<Vec<CellId>>();
            let rows: Vec<Vec<CellId>> = (0..table.rows.len()).filter_map(|row| table.cells(row)).map(cells).collect();
            // Rows side by side are one line.
            let lines = if table.layout == Layout::Across { vec![rows] } else { rows.into_iter().map(|row| vec![row]).collect() };
            for line in lines {
                if self.may_be_glued(&line.concat()) && !line.iter().all(|row| self.adds_up(row)) {
                    doubtful.extend(line.concat());
                }
            }
        }
        for cell in doubtful {
            for (figure, _) in self.claims.get_mut(&cell).into_iter().flatten().filter(|(figure, _)| figure.is_ok()) {
                *figure = Err(Doubt::BesideBlank);
            }
        }
    }

    fn may_be_glued(&self, row: &[CellId]) -> bool {
        let claims = || row.iter().filter_map(|cell| self.claims.get(cell)).flatten();
        let is_long = |figure: Figure| figure.number().is_some_and(|number| number.mantissa().unsigned_abs() >= 10);
        let has_blank = claims().any(|(figure, _)| *figure == Ok(Figure::Blank));
        let is_odd = |(figure, spot): &Claim| figure.map_or(!spot.text.is_empty(), is_long);
        has_blank && claims().any(is_odd)
    }

    /// Whether a rule of the form holds exactly, with blanks as nothing, and has all of a row's figures in it.
    fn adds_up(&self, row: &[CellId]) -> bool {
        let number = |cell: CellId| match self.claims.get(&cell).map(Vec::as_slice) {
            Some([(Ok(figure), _)]) => Some(figure.number().unwrap_or(Decimal::ZERO)),
            _ => None,
        };
        let rules = self.chart.form.relations.iter().filter(|rule| rule.sign == Sign::Equal && !rule.uses_last);
        let mut instances = rules
            .flat_map(|rule| &rule.instances)
            .filter(|instance| row.iter().all(|cell| instance.addends().any(|addend| addend.cell == *cell)));
        instances.any(|instance| {
            let sum = |side: &[Addend]| {
                side.iter().try_fold(Decimal::ZERO, |sum, addend| {
                    let number = number(addend.cell)?;
                    sum.checked_add(if addend.is_negative { -number } else { number })
                })
            };
            sum(&instance.left).is_some_and(|left| Some(left) == sum(&instance.right))
        })
    }
}

fn is_optional(form: &crate::model::form::Form, cell: CellId) -> bool {
    form.position(cell).is_some_and(|(table, row, _)| form.tables[table].rows[row].optional)
}

/// In a table of one column without a head, what stands behind the label is the figure, if it is one cell.
fn only_column(line: &Line, table: usize, leaves: usize) -> Option<Head> {
    let column = match (leaves, line.values.as_slice()) {
        // No cell stands there.
        (1, []) => usize::MAX - 1..usize::MAX,
        (1, [value]) => value.column..value.column + value.columns,
        _ => return None,
    };
    Some(Head { table, columns: [column].into() })
}

/// Why none of a line's figures is certain, if there is a reason.
fn doubt_of(line: &Line, head: &Head, is_beside_unknown: bool) -> Option<Doubt> {
    let is_stray = |value: &&Value| !value.is_blank() && !head.covers(value.column);
    let has_values = line.has_values();
    let end = head.columns.iter().map(|range| range.end).max().unwrap_or(0);
    match () {
        () if line.values.iter().any(|value| is_stray(&value)) => Some(Doubt::Count),
        // Nobody knows which of its cells are missing.
        () if line.width.is_some_and(|width| width < end) && has_values && head.columns.len() > 1 => Some(Doubt::Count),
        () if is_beside_unknown && (!has_values || line.is_loose) => Some(Doubt::Unknown),
        () => None,
    }
}
