//! What stands in tables beside figures. It is the same in all reports on a form, so it is written once and not per report.

use crate::model::form::{Form, Table};
use crate::site::press::Press;
use crate::site::setting::Setter;

/// All forms as they are printed, each ending in `\r`: the words that stand in its tables, then for each cell its name, its unit and the key of
/// its row. Between the four stands `\t`, between their items `\n`.
pub(super) fn all(press: &Press<'_>) -> String {
    let print = |(form, is_given)| {
        let cells = || form_cells(form);
        let names = join(cells().map(|(table, row, leaf)| name(table, row, leaf)));
        let units = join(cells().map(|(table, row, leaf)| table.unit(row, leaf).unwrap_or_default().to_owned()));
        let keys = join(cells().map(|(table, row, _)| table.rows[row].key.clone()));
        format!("{}\t{names}\t{units}\t{keys}\r", join(words(form, is_given).into_iter()))
    };
    press.sheets.variants(press.portal).map(print).collect()
}

fn join(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("\n")
}

fn form_cells(form: &Form) -> impl Iterator<Item = (&Table, usize, usize)> {
    form.cells().filter_map(|cell| form.position(cell)).map(|(table, row, leaf)| (&form.tables[table], row, leaf))
}

/// The words of a form's tables, each once.
fn words(form: &Form, is_given: impl Fn(usize, usize) -> bool) -> Vec<String> {
    let mut words = vec![form.title.clone()];
    for (index, table) in form.tables.iter().enumerate() {
        let setter = Setter::new(table, String::new(), |row| is_given(index, row));
        let rows = table.rows.iter().zip(setter.shown).filter(|(_, shown)| *shown).map(|(row, _)| row);
        let headings: Vec<_> = rows.chain(&table.columns).collect();
        let units = headings.iter().filter_map(|heading| heading.unit.clone());
        let around = std::iter::once(table.title.clone()).chain(table.corner.clone()).chain(table.unit.clone());
        words.extend(around.chain(units).chain(headings.iter().map(|heading| heading.label.clone())));
    }
    let mut known = std::collections::BTreeSet::new();
    words.retain(|word| !word.is_empty() && known.insert(word.clone()));
    words.iter().map(|word| word.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// What a cell is called: the way down to its row, and its column where there are several.
fn name(table: &Table, row: usize, leaf: usize) -> String {
    let path = Table::path(&table.rows, row);
    let mut name = path.iter().map(|index| table.rows[*index].label.as_str()).collect::<Vec<_>>().join(" › ");
    if let [_, _, ..] = table.leaves.as_slice() {
        name.push_str(" · ");
        name.push_str(&table.leaves[leaf].label);
    }
    name
}
