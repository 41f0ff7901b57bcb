//! `figures.json`: tables, their columns and rows, and each row's figures in the order of the columns, with what is needed to understand
//! them. Figures are text, because JSON's numbers are floats to most who read them; a blank is `null`, not applicable is `"n/a"`.

use serde::Serialize;

use super::Outline;
use crate::model::figure::{Figure, NOT_APPLICABLE};
use crate::model::form::Table;
use crate::model::portal::Portal;
use crate::model::report::ReportId;

/// What stands before the first table, before another one, before another row, and at the end.
pub(super) const FIRST_TABLE: &str = "";
pub(super) const NEXT_TABLE: &str = "\n]},\n";
pub(super) const NEXT_ROW: &str = ",";
pub(super) const END: &str = "\n]}\n]}\n";
/// The end where no row is given.
pub(super) const END_OF_NOTHING: &str = "]}\n";
/// Of a figure, roughly.
const BYTES: usize = 8;

/// What a report's figures are about.
#[derive(Serialize)]
struct About<'a> {
    title: &'a str,
    year: u16,
    agency: &'a str,
    agency_code: Option<&'a str>,
    published: String,
    form: &'a str,
    norm: Option<&'a str>,
}

#[derive(Serialize)]
struct TableHead<'a> {
    table: &'a str,
    title: &'a str,
    columns: Vec<Column<'a>>,
}

#[derive(Serialize)]
struct Column<'a> {
    column: &'a str,
    label: &'a str,
}

#[derive(Serialize)]
struct RowHead<'a> {
    row: &'a str,
    label: &'a str,
    units: Vec<&'a str>,
}

/// An object that is still open; text only, so this cannot fail.
pub(super) fn opened(object: &impl Serialize) -> String {
    let mut object = serde_json::to_string(object).unwrap_or_default();
    object.pop();
    object
}

/// A table up to its rows.
pub(super) fn table(table: &Table) -> String {
    let columns = table.leaves.iter().map(|column| Column { column: &column.key, label: &column.label });
    opened(&TableHead { table: &table.id, title: &table.title, columns: columns.collect() }) + ",\"rows\":["
}

/// A row up to its figures. Its unit stands once where all columns have the same.
pub(super) fn row(table: &Table, row: usize) -> String {
    let mut units: Vec<&str> = (0..table.leaves.len()).map(|leaf| table.unit(row, leaf).unwrap_or_default()).collect();
    if units.iter().all(|unit| *unit == units[0]) {
        units.truncate(1);
    }
    let heading = &table.rows[row];
    format!("\n{},\"figures\":[", opened(&RowHead { row: &heading.key, label: &heading.label, units }))
}

/// A report's figures; nothing if it has none.
pub(in crate::site) fn json(portal: &Portal, outline: &Outline, id: ReportId) -> Vec<u8> {
    let report = portal.report(id);
    let Some(statistics) = &report.facts.statistics else { return Vec::new() };
    let form = portal.form(statistics.form);
    let agency = portal.agency(report.agency);
    let about = About {
        title: &report.facts.title,
        year: report.facts.year,
        agency: &agency.name,
        agency_code: agency.code.as_deref(),
        published: report.facts.published.to_string(),
        form: &form.id,
        norm: form.norm.as_deref(),
    };
    let lengths = outline.json.iter().map(|(cells, before)| before.len() + cells.len() * BYTES);
    let mut out = String::with_capacity(lengths.sum::<usize>() + 512);
    out.push_str(&opened(&about));
    out.push_str(",\"tables\":[\n");
    for (cells, before) in &outline.json {
        out.push_str(before);
        for (index, figure) in statistics.figures.all()[cells.clone()].iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            match figure {
                Figure::Number(_) => {
                    out.push('"');
                    figure.push_to(&mut out);
                    out.push('"');
                }
                Figure::NotApplicable => out.push_str(&format!("\"{NOT_APPLICABLE}\"")),
                Figure::Blank => out.push_str("null"),
            }
        }
        out.push_str("]}");
    }
    out.push_str(outline.json_end);
    out.into_bytes()
}
