//! A report's figures as data: one line a cell in CSV, one line a row in JSON, as in its front matter.
//!
//! All of a line but the figure is the same for every report on a form, so lines are set once for each form, as its tables are.
//! Rows without figures are left out, and so are optional rows that the report does not give.

mod csv;
mod json;

use std::ops::Range;

pub(super) use csv::csv;
pub(super) use json::json;

use crate::model::form::Form;

/// How a form's figures are written, up to where each figure stands.
#[derive(Debug, Default)]
pub struct Outline {
    /// For each cell its index, and its line of CSV: `main,requests.received,（一）收到申请数,value,统计数,件,`
    csv: Vec<(usize, Box<str>)>,
    /// For each row its cells, and what of it stands before them in JSON.
    json: Vec<(Range<usize>, Box<str>)>,
    /// What ends the JSON.
    json_end: &'static str,
}

/// What a line says of a cell.
#[derive(Debug)]
struct Label<'a> {
    table: &'a str,
    row: &'a str,
    label: &'a str,
    column: &'a str,
    column_label: &'a str,
    unit: &'a str,
}

impl Outline {
    /// The outline of a form; of the optional rows only those that a function says.
    pub(super) fn of(form: &Form, is_shown: impl Fn(usize, usize) -> bool) -> Outline {
        let mut outline = Outline::default();
        for (index, table) in form.tables.iter().enumerate() {
            let before = if outline.json.is_empty() { json::FIRST_TABLE } else { json::NEXT_TABLE };
            let mut opening = format!("{before}{}", json::table(table));
            for (row, heading) in table.rows.iter().enumerate().filter(|(row, _)| is_shown(index, *row)) {
                let Some(cells) = table.cells(row) else { continue };
                for (leaf, column) in table.leaves.iter().enumerate() {
                    let label = Label {
                        table: &table.id,
                        row: &heading.key,
                        label: &heading.label,
                        column: &column.key,
                        column_label: &column.label,
                        unit: table.unit(row, leaf).unwrap_or_default(),
                    };
                    outline.csv.push((cells.start + leaf, csv::line(&label)));
                }
                let before_figures = format!("{opening}{}", json::row(table, row));
                outline.json.push((cells, before_figures.into_boxed_str()));
                opening = json::NEXT_ROW.to_owned();
            }
        }
        outline.json_end = if outline.json.is_empty() { json::END_OF_NOTHING } else { json::END };
        outline
    }
}
