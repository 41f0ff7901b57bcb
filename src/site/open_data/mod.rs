//! A report's figures as data: one line a cell, so that every figure can be traced to a line of its front matter.
//!
//! All of a line but the figure is the same for every report on a form, so lines are set once for each form, as its tables are.
//! Rows without figures are left out, and so are optional rows that the report does not give.

mod csv;
mod json;

pub(super) use csv::{csv, csv_line};
pub(super) use json::{json, json_line};

use crate::model::form::{Form, Heading};

/// A cell's line in each format, up to where the figure stands.
#[derive(Debug)]
pub(super) struct Line {
    /// The index of the cell.
    pub cell: usize,
    /// `main,requests.received,（一）收到申请数,value,统计数,件,`
    pub csv: Box<str>,
    /// `{"table":"main", …, "unit":"件"`
    pub json: Box<str>,
}

/// What a line says of a cell.
#[derive(Debug, serde::Serialize)]
pub(super) struct Label<'a> {
    table: &'a str,
    row: &'a str,
    label: &'a str,
    column: &'a str,
    column_label: &'a str,
    unit: &'a str,
}

/// The lines of a form, in its order; of the optional rows only those that a function says.
pub(super) fn lines(form: &Form, is_shown: impl Fn(usize, usize) -> bool) -> Vec<Line> {
    let mut lines = Vec::with_capacity(form.cell_count());
    for (index, table) in form.tables.iter().enumerate() {
        for (row, heading) in table.rows.iter().enumerate().filter(|(row, _)| is_shown(index, *row)) {
            let line = |(leaf, column): (usize, &Heading)| {
                let label = Label {
                    table: &table.id,
                    row: &heading.key,
                    label: &heading.label,
                    column: &column.key,
                    column_label: &column.label,
                    unit: table.unit(row, leaf).unwrap_or_default(),
                };
                Some(Line { cell: table.cell(row, leaf)?.index(), csv: csv_line(&label), json: json_line(&label) })
            };
            lines.extend(table.leaves.iter().enumerate().filter_map(line));
        }
    }
    lines
}
