//! Import: whatever a filled form looks like, each figure is right or told to be doubtful, and none is silently wrong.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use gongkai::import::chart::Chart;
use gongkai::import::reader::{self, Kind};
use gongkai::import::recognise::{Recognition, recognise};
use gongkai::import::value::Doubt;
use gongkai::model::figure::{CellId, Figure};
use gongkai::model::form::{BUILT_IN, Form};
use gongkai::text::diagnostics::Diagnostics;
use gongkai::text::source::Text;
use proptest::prelude::*;

#[path = "shared/printed.rs"]
mod printed;
use printed::{Container, Dice, Piece, Printed, Rows, STYLES, print, spell};

/// The national forms, and that of the example's county.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let own =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/county/forms/yunlan-2012.yaml")).expect("a form");
    let all = BUILT_IN.iter().map(|(path, source)| (*path, (*source).to_owned())).chain([("own", own)]);
    all.map(|(path, source)| Form::read(&Text::new(path, source), &mut Diagnostics::new()).expect("a form")).collect()
});

/// A filled form: what stands in each cell, as it is written; totals are right.
fn filled(form: &Form, dice: &mut Dice) -> Vec<String> {
    let mut cells = vec![String::new(); form.cell_count()];
    for table in &form.tables {
        for row in 0..table.rows.len() {
            let Some(range) = table.cells(row) else { continue };
            let total = table.leaves.iter().position(|leaf| leaf.total);
            let is_blank = dice.happens(25);
            let has_holes = total.is_some() && dice.happens(20);
            let mut sum = 0;
            for (leaf, cell) in range.clone().enumerate() {
                if is_blank || Some(leaf) == total || (has_holes && dice.happens(40)) {
                    continue;
                }
                let number = [0, 0, dice.below(10), dice.below(100), dice.below(3000)][dice.below(5)];
                sum += number;
                let kind = form.kind(form.cells().nth(cell).expect("a cell"));
                cells[cell] = match (kind.amount, kind.signed) {
                    (true, _) if dice.happens(60) => format!("{number}.{:02}", dice.below(100)),
                    (_, true) if number > 0 && dice.happens(50) => format!("-{number}"),
                    _ => number.to_string(),
                };
            }
            if let Some(total) = total.filter(|_| !is_blank) {
                cells[range.start + total] = sum.to_string();
            }
        }
    }
    cells
}

/// What became of a file: what was recognised in it.
fn read_back(form: &Form, container: Container, tables: &[(Vec<String>, Rows)]) -> Recognition {
    let bytes = container.write(tables);
    let kind = Kind::of(&format!("a.{}", container.ending())).expect("a kind");
    let document = reader::read(kind, &bytes).expect("a document").document;
    recognise(&Chart::of(form), &document)
}

/// Cells that are wrong though nothing was said, and how many are right.
///
/// In text whose columns are blanks, nobody can see a table without any figure: then it is right that it is missing.
fn compare(form: &Form, truth: &[String], recognition: &Recognition, container: Container) -> (Vec<String>, usize) {
    let (mut wrong, mut right) = (Vec::new(), 0);
    for cell in form.cells() {
        let wanted = form.kind(cell).parse(&truth[cell.index()]).expect("a figure");
        let name = || format!("{:?} {}", form.keys(cell), form.label(cell));
        match &recognition.taken[cell.index()] {
            Some(taken) if taken.figure == wanted => right += 1,
            Some(taken) => wrong.push(format!("{}: {:?} instead of {wanted:?}, from {:?}", name(), taken.figure, taken.spot)),
            None if recognition.questions.iter().any(|question| question.cell == Some(cell)) => {
                let is_missing = recognition.questions.iter().any(|q| q.cell == Some(cell) && q.doubt == Doubt::Missing);
                right += usize::from(container == Container::Columns && is_missing && wanted == Figure::Blank);
            }
            // A row that many forms leave out may be missing.
            None if is_optional(form, cell) => right += usize::from(wanted == Figure::Blank),
            None => wrong.push(format!("{}: not a word about {wanted:?}", name())),
        }
    }
    (wrong, right)
}

fn is_optional(form: &Form, cell: CellId) -> bool {
    form.position(cell).is_some_and(|(table, row, _)| form.tables[table].rows[row].optional)
}

/// Spells every label in a style of its own, or all in one.
fn spelled(tables: Vec<Printed>, container: Container, style: &mut dyn FnMut() -> usize) -> Vec<Printed> {
    let mut tables = tables;
    for piece in tables.iter_mut().flat_map(|table| table.rows.iter_mut().flatten()).filter(|piece| piece.is_label) {
        piece.text = spell(&piece.text, style(), container.has_lines());
    }
    tables
}

fn titled(tables: Vec<Printed>) -> Vec<(Vec<String>, Rows)> {
    tables.into_iter().map(|table| (vec![table.title], table.rows)).collect()
}

#[test]
fn what_is_not_mangled_is_read_whole() {
    let (mut all, mut right) = (0, 0);
    for (index, form) in FORMS.iter().enumerate() {
        for container in Container::ALL {
            for style in 0..STYLES {
                let mut dice = Dice(u64::try_from(index * 1000 + style).expect("a seed"));
                let truth = filled(form, &mut dice);
                let printed = spelled(print(form, &|cell| truth[cell].clone()), container, &mut || style);
                let recognition = read_back(form, container, &titled(printed));
                let (wrong, good) = compare(form, &truth, &recognition, container);
                assert!(wrong.is_empty(), "{} {container:?} {style}: {wrong:#?}", form.id);
                let doubts: Vec<_> =
                    recognition.questions.iter().map(|q| (q.doubt, q.cell.map(|c| form.label(c)), q.source())).collect();
                assert!(
                    good * 1000 >= form.cell_count() * 995,
                    "{} {container:?} {style}: {good} of {}: {doubts:#?}",
                    form.id,
                    form.cell_count()
                );
                all += form.cell_count();
                right += good;
            }
        }
    }
    println!("{right} of {all} cells are right");
    assert!(right * 1000 >= all * 995, "{right} of {all}");
}

/// What befalls a printed table.
fn mangle(table: &mut Printed, dice: &mut Dice, container: Container) {
    let has_typos = dice.happens(40);
    for piece in table.rows.iter_mut().flatten() {
        if piece.is_label && has_typos && dice.happens(12) {
            piece.text = misspelled(&piece.text, dice);
        }
        if piece.is_figure && !piece.text.is_empty() && dice.happens(3) {
            piece.text = rewritten(&piece.text, dice);
        }
    }
    if dice.happens(30) {
        glue(table, dice, container);
    }
    if dice.happens(20) && table.rows.len() > table.head + 2 {
        let row = table.head + dice.below(table.rows.len() - table.head);
        // A row that others are merged with takes them along.
        if table.rows.iter().all(|row| row.iter().all(|piece| piece.rows == 1)) {
            table.rows.remove(row);
        }
    }
}

/// A letter more, less, or another one.
fn misspelled(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        return text.to_owned();
    }
    let at = dice.below(letters.len());
    match dice.below(3) {
        0 => drop(letters.remove(at)),
        1 => letters[at] = '某',
        _ => letters.insert(at, '的'),
    }
    letters.into_iter().collect()
}

/// A number as people write it.
fn rewritten(text: &str, dice: &mut Dice) -> String {
    match dice.below(5) {
        0 => text
            .chars()
            .map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xFEE0).expect("a digit") } else { c })
            .collect(),
        1 => format!("{text}件"),
        2 if text.len() > 3 && !text.contains(['.', '-']) => format!("{},{}", &text[..text.len() - 3], &text[text.len() - 3..]),
        3 => format!("约{text}"),
        _ => format!("{text} "),
    }
}

/// Two figures get into one cell.
fn glue(table: &mut Printed, dice: &mut Dice, container: Container) {
    let row = table.head + dice.below(table.rows.len() - table.head);
    let figures: Vec<usize> = (0..table.rows[row].len()).filter(|at| table.rows[row][*at].is_figure).collect();
    let pairs: Vec<usize> = figures
        .iter()
        .copied()
        .filter(|at| {
            let is_full = |at: usize| table.rows[row].get(at).is_some_and(|piece| piece.is_figure && !piece.text.is_empty());
            is_full(*at) && is_full(at + 1)
        })
        .collect();
    if pairs.is_empty() {
        return;
    }
    let at = pairs[dice.below(pairs.len())];
    let second = std::mem::take(&mut table.rows[row][at + 1].text);
    let between = if dice.happens(50) { " " } else { "" };
    table.rows[row][at].text.push_str(&format!("{between}{second}"));
    match dice.below(3) {
        0 if container != Container::Columns && container != Container::Excel => drop(table.rows[row].remove(at + 1)),
        1 if container.has_lines() => {
            table.rows[row].remove(at + 1);
            table.rows[row][at].columns = 2;
        }
        _ => {}
    }
}

/// Cuts a table where a page ends, between rows that are not merged; the head may stand on the next page again.
fn cut(table: Printed, dice: &mut Dice) -> Vec<(Vec<String>, Rows)> {
    let reach: Vec<usize> = (0..table.rows.len())
        .map(|row| (0..=row).flat_map(|r| table.rows[r].iter().map(move |p| r + p.rows)).max().unwrap_or(0))
        .collect();
    let places: Vec<usize> = (table.head + 1..table.rows.len()).filter(|row| reach[row - 1] <= *row).collect();
    if places.is_empty() {
        return vec![(vec![table.title], table.rows)];
    }
    let at = places[dice.below(places.len())];
    let mut rest = table.rows[at..].to_vec();
    if dice.happens(60) {
        rest.splice(0..0, table.rows[..table.head].to_vec());
    }
    vec![(vec![table.title], table.rows[..at].to_vec()), (vec!["- 4 -".to_owned()], rest)]
}

/// Merged cells come apart: their text stands in the first place only.
fn split(rows: &Rows) -> Rows {
    let flat: Vec<Vec<Piece>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .flat_map(|piece| {
                    let first = Piece { columns: 1, ..piece.clone() };
                    let others = (1..piece.columns).map(|_| Piece { columns: 1, rows: piece.rows, ..Piece::default() });
                    std::iter::once(first).chain(others).collect::<Vec<_>>()
                })
                .collect()
        })
        .collect();
    flat
}

fn cases() -> u32 {
    std::env::var("VARIANTS").ok().and_then(|number| number.parse().ok()).unwrap_or(400)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_figure_is_silently_wrong(seed in any::<u64>(), which in 0_usize..4, container in 0_usize..6) {
        let mut dice = Dice(seed);
        let form = &FORMS[which];
        let container = Container::ALL[container];
        let truth = filled(form, &mut dice);
        let common = dice.below(STYLES);
        let is_mixed = dice.happens(50);
        let mut styles = Dice(seed ^ 1);
        let printed = print(form, &|cell| truth[cell].clone());
        let mut tables = spelled(printed, container, &mut || if is_mixed { styles.below(STYLES) } else { common });
        for table in &mut tables {
            mangle(table, &mut dice, container);
            if dice.happens(15) {
                table.rows = split(&table.rows);
            }
        }
        let tables: Vec<(Vec<String>, Rows)> = tables.into_iter().flat_map(|table| match dice.happens(40) {
            true => cut(table, &mut dice),
            false => vec![(vec![table.title], table.rows)],
        }).collect();
        let recognition = read_back(form, container, &tables);
        let (wrong, _) = compare(form, &truth, &recognition, container);
        prop_assert!(wrong.is_empty(), "{} {:?}: {:#?}\n{}", form.id, container, wrong, String::from_utf8_lossy(&container.write(&tables)));
    }
}
