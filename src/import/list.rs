//! The list that says whose reports files are, on which year and on which form: CSV, as Excel writes it.

use std::ops::Range;

use super::words::{Column, words};
use crate::text::diagnostics::{Diagnostic, Diagnostics};
use crate::text::fields::{YEARS, nearest};
use crate::text::source::Text;

/// So many names are told of those that there are.
const MOST_NAMED: usize = 12;

/// What a line of the list says of a file; what it leaves blank the file itself says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The file, relative to the list's folder.
    pub file: Written,
    /// The agency's folder, or its name.
    pub agency: Option<Written>,
    /// The year reported on.
    pub year: Option<u16>,
    /// The form's id.
    pub form: Option<Written>,
}

/// A cell that holds something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Without blanks around it.
    pub text: String,
    /// Where it stands in the list.
    pub span: Range<usize>,
}

/// Reads a list. Its first line names the columns.
pub fn read(text: &Text, findings: &mut Diagnostics) -> Vec<Entry> {
    let mut records = records(text, findings).into_iter();
    let head = records.next().unwrap_or_default();
    let columns = columns(text, &head, findings);
    if !columns.contains(&Some(Column::File)) {
        let end = head.last().map_or(0, |last| last.span.end);
        findings.push(Diagnostic::error("import-map-columns", text.place(0..end)));
        return Vec::new();
    }
    records
        .filter(|cells| cells.iter().any(|cell| !cell.text.is_empty()))
        .filter_map(|cells| entry(text, &columns, cells, findings))
        .collect()
}

/// What the columns are; a name that is unknown is an error.
fn columns(text: &Text, head: &[Written], findings: &mut Diagnostics) -> Vec<Option<Column>> {
    let known = |name: &str| words().columns.iter().find(|(word, _)| word == name).map(|(_, column)| *column);
    let mut columns: Vec<Option<Column>> = Vec::new();
    for cell in head {
        let column = known(&cell.text.to_lowercase());
        let code = match column {
            None if cell.text.is_empty() => None,
            None => Some("import-map-column"),
            column if columns.contains(&column) => Some("import-map-column-twice"),
            Some(_) => None,
        };
        if let Some(code) = code {
            findings.push(Diagnostic::error(code, text.place(cell.span.clone())).with("column", &cell.text));
        }
        columns.push(column);
    }
    columns
}

fn entry(text: &Text, columns: &[Option<Column>], cells: Vec<Written>, findings: &mut Diagnostics) -> Option<Entry> {
    let line = cells.first().map_or(0..0, |first| first.span.start..cells.last().map_or(first.span.end, |last| last.span.end));
    let mut entry = Entry::default();
    for (cell, column) in cells.into_iter().zip(columns).filter(|(cell, _)| !cell.text.is_empty()) {
        match column {
            Some(Column::File) => entry.file = cell,
            Some(Column::Agency) => entry.agency = Some(cell),
            Some(Column::Year) => entry.year = year(text, &cell, findings),
            Some(Column::Form) => entry.form = Some(cell),
            None => findings.push(Diagnostic::error("import-map-stray", text.place(cell.span))),
        }
    }
    if entry.file.text.is_empty() {
        findings.push(Diagnostic::error("import-map-no-file-name", text.place(line)));
        return None;
    }
    Some(entry)
}

/// A year: 2025, 2025年, 2025年度.
fn year(text: &Text, cell: &Written, findings: &mut Diagnostics) -> Option<u16> {
    let date = &words().date;
    let digits = cell.text.strip_suffix(date.whole.as_str()).or_else(|| cell.text.strip_suffix(date.year.as_str()));
    let year = digits.unwrap_or(&cell.text).trim().parse().ok().filter(|year| YEARS.contains(year));
    if year.is_none() {
        let finding = Diagnostic::error("import-map-year", text.place(cell.span.clone())).with("year", &cell.text);
        findings.push(finding.with("from", YEARS.start()).with("to", YEARS.end()));
    }
    year
}

/// Says that a cell names nothing that there is, and what is nearest to it.
pub fn unknown<'k>(code: &'static str, text: &Text, cell: &Written, known: impl Iterator<Item = &'k str>) -> Diagnostic {
    let known: Vec<&str> = known.collect();
    let near = nearest(&cell.text, known.iter().copied()).unwrap_or_default();
    let finding = Diagnostic::error(code, text.place(cell.span.clone())).with("written", &cell.text);
    finding.with(
        "nearest",
        if near.is_empty() { known.into_iter().take(MOST_NAMED).collect::<Vec<_>>().join(", ") } else { near.to_owned() },
    )
}

/// The cells of all lines, each with its place.
fn records(text: &Text, findings: &mut Diagnostics) -> Vec<Vec<Written>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_str().as_bytes());
    let mut records = Vec::new();
    for record in reader.records() {
        let Ok(record) = record else {
            findings.push(Diagnostic::error("import-map-damaged", text.place(0..0)));
            break;
        };
        let start = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or(0);
        let mut from = start;
        let cells = record.iter().map(|field| {
            let span = span(text.as_str(), from);
            from = (span.end + 1).min(text.as_str().len());
            Written { text: field.trim().to_owned(), span }
        });
        records.push(cells.collect());
    }
    records
}

/// A cell's stretch, from its beginning on. Quoted text may hold commas and lines.
fn span(text: &str, from: usize) -> Range<usize> {
    // The reader of CSV skips blank lines in front of a record.
    let start = from + text[from..].len() - text[from..].trim_start_matches(['\r', '\n']).len();
    let mut is_quoted = false;
    let end = text[start..].bytes().position(|b| {
        is_quoted ^= b == b'"';
        !is_quoted && matches!(b, b',' | b'\n' | b'\r')
    });
    start..end.map_or(text.len(), |end| start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(list: &str) -> (Vec<Entry>, Vec<String>) {
        let mut findings = Diagnostics::new();
        let entries = read(&Text::new("map.csv", list), &mut findings);
        let tell = |finding: &Diagnostic| {
            let at = finding.place.position.as_ref().expect("a place");
            format!("{} {}:{} {}", finding.code, at.line, at.column, &at.excerpt[at.span.clone()])
        };
        (entries, findings.sorted().into_iter().map(tell).collect())
    }

    #[test]
    fn a_list_says_whose_reports_files_are() {
        let (entries, told) = told("文件,机关,年份\n\"a, b.docx\",qihe,2025年\n\nc.docx,,\n");
        assert!(told.is_empty(), "{told:?}");
        let seen: Vec<_> =
            entries.iter().map(|e| (e.file.text.as_str(), e.agency.as_ref().map(|a| a.text.as_str()), e.year)).collect();
        assert_eq!(seen, [("a, b.docx", Some("qihe"), Some(2025)), ("c.docx", None, None)]);
    }

    #[test]
    fn mistakes_are_told_with_their_places_and_all_at_once() {
        let (_, found) = told("file,agency,yaer,file\n,qihe,2025\na.docx,qihe,25,,x\n");
        assert_eq!(
            found,
            [
                "import-map-column 1:13 yaer",
                "import-map-column-twice 1:18 file",
                "import-map-no-file-name 2:1 ,qihe,2025",
                "import-map-stray 2:7 2025",
                "import-map-stray 3:15 25",
            ]
        );
        assert_eq!(told("file,year\na.docx,25\n").1, ["import-map-year 2:8 25"]);
        assert_eq!(told("agency;file\n").1, ["import-map-column 1:1 agency;file", "import-map-columns 1:1 agency;file"]);
    }
}
