//! `figures.csv`: UTF-8 with a byte order mark, because spreadsheets guess otherwise.

use std::io::Write as _;

use super::{Label, Line};
use crate::model::figures::Figures;

const HEADER: &str = "table,row,label,column,column_label,unit,value,status";
const BYTE_ORDER_MARK: &str = "\u{FEFF}";
/// Of a line, roughly.
const BYTES: usize = 128;

/// A cell's line up to its figure.
pub(in crate::site) fn csv_line(label: &Label<'_>) -> Box<str> {
    let mut line = csv::Writer::from_writer(Vec::new());
    // Writing into memory cannot fail.
    drop(line.write_record([label.table, label.row, label.label, label.column, label.column_label, label.unit, ""]));
    let line = String::from_utf8(line.into_inner().unwrap_or_default()).unwrap_or_default();
    line.trim_end_matches(['\r', '\n']).trim_end_matches("\"\"").into()
}

/// A report's figures.
pub(in crate::site) fn csv(lines: &[Line], figures: &Figures) -> Vec<u8> {
    let mut out = Vec::with_capacity(lines.len() * BYTES);
    let mut write = || {
        writeln!(out, "{BYTE_ORDER_MARK}{HEADER}")?;
        for line in lines {
            let figure = figures.all()[line.cell];
            writeln!(out, "{}{figure},{}", line.csv, figure.status())?;
        }
        std::io::Result::Ok(())
    };
    drop(write());
    out
}
