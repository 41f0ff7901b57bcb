//! `figures.json`: the same cells with what is needed to understand them. Figures are text, because JSON's numbers are floats
//! to most who read them; a blank is `null`.

use serde::Serialize;

use super::{Line, lines};
use crate::model::portal::Portal;
use crate::model::report::ReportId;

#[derive(Serialize)]
struct Document<'a> {
    title: &'a str,
    year: u16,
    agency: &'a str,
    agency_code: Option<&'a str>,
    published: String,
    form: &'a str,
    norm: Option<&'a str>,
    figures: Vec<Cell<'a>>,
}

#[derive(Serialize)]
struct Cell<'a> {
    table: &'a str,
    row: &'a str,
    label: &'a str,
    column: &'a str,
    column_label: &'a str,
    unit: &'a str,
    value: Option<String>,
    status: &'static str,
}

impl<'a> Cell<'a> {
    fn of(line: Line<'a>) -> Self {
        let Line { table, row, label, column, column_label, unit, figure } = line;
        let value = figure.number().map(|number| number.to_string());
        Cell { table, row, label, column, column_label, unit, value, status: figure.status() }
    }
}

/// A report's figures; nothing if it has none.
pub(in crate::site) fn json(portal: &Portal, id: ReportId) -> Vec<u8> {
    let report = portal.report(id);
    let Some(statistics) = &report.facts.statistics else { return Vec::new() };
    let form = portal.form(statistics.form);
    let agency = portal.agency(report.agency);
    let document = Document {
        title: &report.facts.title,
        year: report.facts.year,
        agency: &agency.name,
        agency_code: agency.code.as_deref(),
        published: report.facts.published.to_string(),
        form: &form.id,
        norm: form.norm.as_deref(),
        figures: lines(form, &statistics.figures).map(Cell::of).collect(),
    };
    // Text and numbers only: this cannot fail.
    let mut json = serde_json::to_vec_pretty(&document).unwrap_or_default();
    json.push(b'\n');
    json
}
