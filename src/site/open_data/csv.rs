//! `figures.csv`: UTF-8 with a byte order mark, because spreadsheets guess otherwise.

use super::{Label, Outline};
use crate::model::figures::Figures;

const HEADER: &str = "\u{FEFF}table,row,label,column,column_label,unit,value,status\n";
/// Of a line, roughly.
const BYTES: usize = 128;

/// A cell's line up to its figure.
pub(super) fn line(label: &Label<'_>) -> Box<str> {
    let mut line = csv::Writer::from_writer(Vec::new());
    // Writing into memory cannot fail.
    drop(line.write_record([label.table, label.row, label.label, label.column, label.column_label, label.unit, ""]));
    let line = String::from_utf8(line.into_inner().unwrap_or_default()).unwrap_or_default();
    line.trim_end_matches(['\r', '\n']).trim_end_matches("\"\"").into()
}

/// A report's figures.
pub(in crate::site) fn csv(outline: &Outline, figures: &Figures) -> Vec<u8> {
    let mut out = String::with_capacity(outline.csv.len() * BYTES);
    out.push_str(HEADER);
    for (cell, line) in &outline.csv {
        let figure = figures.all().get(*cell).copied().unwrap_or_default();
        out.push_str(line);
        figure.push_to(&mut out);
        out.push(',');
        out.push_str(figure.status());
        out.push('\n');
    }
    out.into_bytes()
}
