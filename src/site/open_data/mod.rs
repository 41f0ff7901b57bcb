//! Figures as data. Of a report: one line a cell in CSV, one line a row in JSON, as in its front matter. Of a year: one line a cell.
//!
//! All of a line but the figure is the same for every report on a form, so lines are set once for each form, as its tables are.
//! Rows without figures are left out, and so are optional rows that the report does not give.

mod pieces;
mod csv;
mod json;
mod lines;
mod parquet;
mod xlsx;
pub mod year;

use std::ops::Range;

use serde::Serialize;

pub(super) use csv::csv;
pub(super) use json::json;
pub(super) use xlsx::xlsx;

use crate::model::agency::Agency;
use crate::model::figures::Figures;
use crate::model::form::Form;
use crate::model::report::Report;

/// How a form's figures are written, up to where each figure stands.
#[derive(Debug, Default)]
pub struct Outline {
    /// For each cell its line.
    lines: Vec<Line>,
    /// For each row its cells, and what of it stands before them in JSON.
    json: Vec<(Range<usize>, Box<str>)>,
    /// What ends the JSON.
    json_end: &'static str,
}

/// What is said of a cell before its figure.
#[derive(Debug)]
struct Line {
    /// Its index in the form.
    cell: usize,
    /// `main,requests.received,（一）收到申请数,value,统计数,件,`
    csv: Box<str>,
    /// The same with names: `,"table":"main"…,"value":`
    json: Box<str>,
    /// What they say.
    label: Label,
}

/// A report's figures and whose they are.
#[derive(Debug, Clone, Copy)]
pub struct Filled<'a> {
    /// The report.
    pub report: &'a Report,
    /// Whose it is.
    pub agency: &'a Agency,
    /// The form that it fills in.
    pub form: &'a Form,
    /// With what.
    pub figures: &'a Figures,
    /// How the form's figures are written.
    pub outline: &'a Outline,
}

/// What a line says of a cell.
#[derive(Debug, Serialize)]
struct Label {
    table: String,
    row: String,
    label: String,
    column: String,
    column_label: String,
    unit: Option<String>,
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
                        table: table.id.clone(),
                        row: heading.key.clone(),
                        label: heading.label.clone(),
                        column: column.key.clone(),
                        column_label: column.label.clone(),
                        unit: table.unit(row, leaf).map(str::to_owned),
                    };
                    let (csv, json) = (csv::line(&label), lines::line(&label));
                    outline.lines.push(Line { cell: cells.start + leaf, csv, json, label });
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
