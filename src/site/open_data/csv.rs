//! `figures.csv`: UTF-8 with a byte order mark, because spreadsheets guess otherwise.

use super::lines;
use crate::model::portal::Portal;
use crate::model::report::ReportId;

const HEADER: [&str; 8] = ["table", "row", "label", "column", "column_label", "unit", "value", "status"];
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A report's figures; the header alone if it has none.
pub(in crate::site) fn csv(portal: &Portal, id: ReportId) -> Vec<u8> {
    let mut out = csv::Writer::from_writer(BYTE_ORDER_MARK.to_vec());
    // Writing into memory cannot fail.
    let mut write = |record: [&str; 8]| drop(out.write_record(record));
    write(HEADER);
    if let Some(statistics) = &portal.report(id).facts.statistics {
        for line in lines(portal.form(statistics.form), &statistics.figures) {
            let value = line.figure.to_string();
            let status = line.figure.status();
            write([line.table, line.row, line.label, line.column, line.column_label, line.unit, &value, status]);
        }
    }
    out.into_inner().unwrap_or_default()
}
