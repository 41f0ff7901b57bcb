//! The figures of a year, in each format. They are written piece by piece, because those of a province are too long for memory.
//!
//! In all formats but spreadsheets a line is a cell; reports come in the order of their addresses, cells in that of their form.

use std::io::{self, Write};

use super::{Filled, csv, lines, parquet, xlsx};
use crate::site::plan::DataFormat;
use crate::site::theme::Theme;

/// A column of the figures of a year.
#[derive(Debug)]
pub struct Column {
    /// In ASCII, the same in all formats.
    pub name: &'static str,
    /// Its type in a Data Package.
    pub kind: &'static str,
    /// Whether every line has something in it.
    pub is_required: bool,
    /// All that can stand in it; empty if it may be anything.
    pub values: &'static [&'static str],
}

impl Column {
    const fn new(name: &'static str, kind: &'static str, is_required: bool) -> Column {
        Column { name, kind, is_required, values: &[] }
    }
}

/// The columns of a year, in their order.
pub const COLUMNS: [Column; 13] = [
    Column::new("year", "year", true),
    Column::new("agency", "string", true),
    Column::new("agency_code", "string", false),
    Column::new("form", "string", true),
    Column::new("table", "string", true),
    Column::new("row", "string", true),
    Column::new("label", "string", true),
    Column::new("column", "string", true),
    Column::new("column_label", "string", true),
    Column::new("unit", "string", false),
    Column::new("value", "number", false),
    Column { values: &["reported", "blank", "not_applicable"], ..Column::new("status", "string", true) },
    Column::new("report", "string", true),
];

/// Writes the figures of a year's reports. The theme gives spreadsheets their words.
///
/// # Errors
/// If that cannot be written.
pub fn write(theme: &Theme, reports: &[Filled<'_>], format: DataFormat, out: &mut (dyn Write + Send)) -> io::Result<()> {
    match format {
        DataFormat::Csv => csv::year(reports, out),
        DataFormat::JsonLines => lines::year(reports, out),
        DataFormat::Xlsx => xlsx::year(theme, reports, out),
        DataFormat::Parquet => parquet::year(reports, out),
    }
}
