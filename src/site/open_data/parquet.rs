//! `data/YEAR.parquet`: the columns that the CSV has, with types. A figure is a decimal number, never a float; a cell without one is null, and
//! `status` says why. Written without arrow, column by column, some reports at a time.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, FixedLenByteArray, FixedLenByteArrayType, Int32Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;
use rust_decimal::Decimal;

use super::{Filled, Label, Line, Outline};
use crate::model::figure::Figure;

/// 18 digits before the decimal point and 6 behind it, as many as a figure may have, in 16 bytes.
const SCHEMA: &str = "message figures {
    required int32 year;
    required binary agency (STRING);
    optional binary agency_code (STRING);
    required binary form (STRING);
    required binary table (STRING);
    required binary row (STRING);
    required binary label (STRING);
    required binary column (STRING);
    required binary column_label (STRING);
    optional binary unit (STRING);
    optional fixed_len_byte_array(16) value (DECIMAL(24, 6));
    required binary status (STRING);
    required binary report (STRING);
}";
const DECIMALS: u32 = 6;
/// How many rows are gathered before they are written.
const ROWS: usize = 128 * 1024;

/// Writes the figures of a year.
pub(super) fn year(reports: &[Filled<'_>], out: &mut (dyn Write + Send)) -> io::Result<()> {
    let schema = Arc::new(parse_message_type(SCHEMA).map_err(failed)?);
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        // The least and the greatest text of a column help nobody; a file is a year.
        .set_statistics_enabled(EnabledStatistics::None)
        .set_column_statistics_enabled(ColumnPath::from("year"), EnabledStatistics::Chunk)
        .set_created_by("gongkai".to_owned());
    let mut file = SerializedFileWriter::new(out, schema, Arc::new(properties.build())).map_err(failed)?;
    let mut rest = reports;
    while !rest.is_empty() {
        let (group, after) = rest.split_at(group_length(rest));
        let mut rows = file.next_row_group().map_err(failed)?;
        write_group(&mut rows, group).map_err(failed)?;
        rows.close().map_err(failed)?;
        rest = after;
    }
    file.close().map(drop).map_err(failed)
}

/// How many of the next reports are written together.
fn group_length(reports: &[Filled<'_>]) -> usize {
    let mut rows = 0;
    let fits = |filled: &&Filled<'_>| {
        rows += filled.outline.lines.len();
        rows <= ROWS
    };
    reports.iter().take_while(fits).count().max(1)
}

fn write_group<W: Write + Send>(rows: &mut SerializedRowGroupWriter<'_, W>, reports: &[Filled<'_>]) -> Result<(), ParquetError> {
    let years = reports.iter().flat_map(|filled| filled.outline.lines.iter().map(|_| i32::from(filled.report.facts.year)));
    write::<Int32Type, _>(rows, years.map(Some))?;
    write_of_report(rows, reports, |filled| Some(&filled.agency.name))?;
    write_of_report(rows, reports, |filled| filled.agency.code.as_deref())?;
    write_of_report(rows, reports, |filled| Some(&filled.form.id))?;
    write_of_line(rows, reports, |label| Some(&label.table))?;
    write_of_line(rows, reports, |label| Some(&label.row))?;
    write_of_line(rows, reports, |label| Some(&label.label))?;
    write_of_line(rows, reports, |label| Some(&label.column))?;
    write_of_line(rows, reports, |label| Some(&label.column_label))?;
    write_of_line(rows, reports, |label| label.unit.as_deref())?;
    let numbers = figures(reports).map(|figure| figure.number().map(scaled).transpose());
    write::<FixedLenByteArrayType, _>(rows, numbers.collect::<Result<Vec<_>, _>>()?.into_iter())?;
    let statuses = [Figure::Blank, Figure::NotApplicable, Figure::Number(Decimal::ZERO)].map(Figure::status);
    let words = statuses.map(ByteArray::from);
    let status = |figure: Figure| statuses.iter().position(|status| *status == figure.status()).map(|index| words[index].clone());
    write::<ByteArrayType, _>(rows, figures(reports).map(status))?;
    write_of_report(rows, reports, |filled| Some(&filled.report.path))
}

/// Writes a column: a value, or none, for each row.
fn write<T: DataType, W: Write + Send>(
    rows: &mut SerializedRowGroupWriter<'_, W>,
    cells: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let (mut values, mut levels) = (Vec::with_capacity(ROWS), Vec::with_capacity(ROWS));
    for cell in cells {
        levels.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    let missing = || ParquetError::General("the schema has too few columns".to_owned());
    let mut column = rows.next_column()?.ok_or_else(missing)?;
    column.typed::<T>().write_batch(&values, Some(&levels), None)?;
    column.close()
}

/// Writes a text that is the same in all rows of a report.
fn write_of_report<'a, W: Write + Send>(
    rows: &mut SerializedRowGroupWriter<'_, W>,
    reports: &[Filled<'a>],
    text: impl Fn(&Filled<'a>) -> Option<&'a str>,
) -> Result<(), ParquetError> {
    let cells = reports.iter().flat_map(|filled| {
        let text = text(filled).map(ByteArray::from);
        filled.outline.lines.iter().map(move |_| text.clone())
    });
    write::<ByteArrayType, _>(rows, cells)
}

/// Writes a text that is the same in all reports on one form.
fn write_of_line<'a, W: Write + Send>(
    rows: &mut SerializedRowGroupWriter<'_, W>,
    reports: &[Filled<'a>],
    text: impl Fn(&'a Label) -> Option<&'a str>,
) -> Result<(), ParquetError> {
    let mut known: Vec<(&Outline, Vec<Option<ByteArray>>)> = Vec::new();
    for filled in reports {
        if !known.iter().any(|(outline, _)| std::ptr::eq(*outline, filled.outline)) {
            let texts = filled.outline.lines.iter().map(|line| text(&line.label).map(ByteArray::from));
            known.push((filled.outline, texts.collect()));
        }
    }
    let of = |outline: &'a Outline| known.iter().find(|(other, _)| std::ptr::eq(*other, outline)).map(|(_, texts)| texts);
    write::<ByteArrayType, _>(rows, reports.iter().filter_map(|filled| of(filled.outline)).flatten().cloned())
}

fn figures<'a>(reports: &'a [Filled<'a>]) -> impl Iterator<Item = Figure> + 'a {
    let of_line = |filled: &'a Filled<'a>, line: &Line| filled.figures.all().get(line.cell).copied().unwrap_or_default();
    reports.iter().flat_map(move |filled| filled.outline.lines.iter().map(move |line| of_line(filled, line)))
}

/// A number as a whole one of the smallest decimals.
fn scaled(number: Decimal) -> Result<FixedLenByteArray, ParquetError> {
    let places = DECIMALS.checked_sub(number.scale()).map(|places| 10_i128.pow(places));
    let whole = places.and_then(|places| number.mantissa().checked_mul(places));
    let whole = whole.ok_or_else(|| ParquetError::General(format!("{number} has too many digits")))?;
    Ok(FixedLenByteArray::from(whole.to_be_bytes().to_vec()))
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => io::Error::other(error),
        error => io::Error::other(error),
    }
}
