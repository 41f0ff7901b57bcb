//! `figures.csv`: UTF-8 with a byte order mark, because spreadsheets guess otherwise.

use std::io::Write as _;

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
    let mut out = Vec::with_capacity(outline.csv.len() * BYTES);
    out.extend_from_slice(HEADER.as_bytes());
    for (cell, line) in &outline.csv {
        let figure = figures.all().get(*cell).copied().unwrap_or_default();
        out.extend_from_slice(line.as_bytes());
        // Writing into memory cannot fail.
        write!(out, "{figure}").unwrap_or(());
        out.push(b',');
        out.extend_from_slice(figure.status().as_bytes());
        out.push(b'\n');
    }
    out
}
