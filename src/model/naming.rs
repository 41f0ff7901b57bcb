//! What the cells of a relation are called beside one another: by their rows, their columns, or both.

use super::figure::CellId;
use super::form::Form;
use super::relation::Instance;

/// What tells the cells of a relation apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// Their rows: they stand in one column.
    Row,
    /// Their columns: they stand in one row.
    Column,
    /// Both.
    Both,
}

impl Naming {
    /// What tells the cells of a relation apart.
    pub fn of(form: &Form, instance: &Instance) -> Naming {
        let places: Vec<_> = instance.addends().filter_map(|addend| form.position(addend.cell)).collect();
        let all_have =
            |same: fn(&(usize, usize, usize)) -> (usize, usize)| places.windows(2).all(|pair| same(&pair[0]) == same(&pair[1]));
        match (all_have(|(table, row, _)| (*table, *row)), all_have(|(table, _, leaf)| (*table, *leaf))) {
            (true, false) => Naming::Column,
            (false, true) => Naming::Row,
            _ => Naming::Both,
        }
    }

    /// What a cell is called beside the others.
    pub fn label(self, form: &Form, cell: CellId) -> String {
        match form.position(cell) {
            Some((table, row, _)) if self == Naming::Row => form.tables[table].rows[row].label.clone(),
            Some((table, _, leaf)) if self == Naming::Column => form.tables[table].leaves[leaf].label.clone(),
            _ => form.label(cell),
        }
    }
}
