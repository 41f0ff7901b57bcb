//! A report's figures as data: one row a cell, so that every figure can be traced to a line of its front matter.
//!
//! Rows without figures are left out, and so are optional rows that the report does not give.

mod csv;
mod json;

pub(super) use csv::csv;
pub(super) use json::json;

use crate::model::figures::{Figure, Figures};
use crate::model::form::{Form, Table};

/// One cell in long format.
pub(super) struct Line<'a> {
    table: &'a str,
    row: &'a str,
    label: &'a str,
    column: &'a str,
    column_label: &'a str,
    unit: &'a str,
    figure: Figure,
}

/// All cells of a report in the order of its form.
fn lines<'a>(form: &'a Form, figures: &'a Figures) -> impl Iterator<Item = Line<'a>> {
    form.tables.iter().flat_map(move |table| {
        let is_given = move |row: &usize| {
            let cells = table.cells(*row);
            cells.is_some_and(|cells| !table.rows[*row].optional || figures.has_row(cells))
        };
        (0..table.rows.len()).filter(is_given).flat_map(move |row| row_lines(table, row, figures))
    })
}

fn row_lines<'a>(table: &'a Table, row: usize, figures: &'a Figures) -> impl Iterator<Item = Line<'a>> {
    let leaves = table.leaves.iter().enumerate();
    leaves.filter_map(move |(leaf, column)| {
        Some(Line {
            table: &table.id,
            row: &table.rows[row].key,
            label: &table.rows[row].label,
            column: &column.key,
            column_label: &column.label,
            unit: table.unit(row, leaf).unwrap_or_default(),
            figure: figures.get(table.cell(row, leaf)?),
        })
    })
}
