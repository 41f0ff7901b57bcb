//! `figures.csv` and `data/YEAR.csv`: UTF-8 with a byte order mark, because spreadsheets guess otherwise.

use std::io::{self, Write};

use super::pieces::{self, Ends};
use super::{Filled, Label, Outline};
use crate::model::figures::Figures;

const HEADER: &str = "\u{FEFF}table,row,label,column,column_label,unit,value,status\n";
const YEAR_HEADER: &str = "\u{FEFF}year,agency,agency_code,form,table,row,label,column,column_label,unit,value,status,report\n";
/// Of a line, roughly.
const BYTES: usize = 128;

/// Fields as they stand in a line, with a comma behind each.
fn fields(fields: &[&str]) -> String {
    let mut line = csv::Writer::from_writer(Vec::new());
    // Writing into memory cannot fail.
    drop(line.write_record(fields.iter().chain(&[""])));
    let line = String::from_utf8(line.into_inner().unwrap_or_default()).unwrap_or_default();
    line.trim_end_matches(['\r', '\n']).to_owned()
}

/// A cell's line up to its figure.
pub(super) fn line(label: &Label) -> Box<str> {
    let Label { table, row, label, column, column_label, unit } = label;
    fields(&[table, row, label, column, column_label, unit.as_deref().unwrap_or_default()]).into()
}

/// A report's figures.
pub(in crate::site) fn csv(outline: &Outline, figures: &Figures) -> Vec<u8> {
    let mut out = String::with_capacity(outline.lines.len() * BYTES);
    out.push_str(HEADER);
    for line in &outline.lines {
        let figure = figures.all().get(line.cell).copied().unwrap_or_default();
        out.push_str(&line.csv);
        figure.push_to(&mut out);
        out.push(',');
        out.push_str(figure.status());
        out.push('\n');
    }
    out.into_bytes()
}

/// The figures of a year.
pub(super) fn year(reports: &[Filled<'_>], out: &mut dyn Write) -> io::Result<()> {
    pieces::write(reports, YEAR_HEADER, out, |filled, out| {
        let Filled { report, agency, form, figures, outline } = filled;
        let year = report.facts.year.to_string();
        let before = fields(&[&year, &agency.name, agency.code.as_deref().unwrap_or_default(), &form.id]);
        let path = fields(&[&report.path]);
        let ends = Ends::of(|status| format!(",{status},{}\n", path.trim_end_matches(',')));
        for line in &outline.lines {
            let figure = figures.all().get(line.cell).copied().unwrap_or_default();
            out.push_str(&before);
            out.push_str(&line.csv);
            figure.push_to(out);
            out.push_str(ends.behind(figure));
        }
    })
}
