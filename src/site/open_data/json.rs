//! `figures.json`: the same cells with what is needed to understand them. Figures are text, because JSON's numbers are floats
//! to most who read them; a blank is `null`.

use std::io::Write as _;

use serde::Serialize;

use super::{Label, Line};
use crate::model::figure::Figure;
use crate::model::portal::Portal;
use crate::model::report::ReportId;

/// Of a line, roughly.
const BYTES: usize = 256;

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

/// A cell's object up to its figure.
pub(in crate::site) fn json_line(label: &Label<'_>) -> Box<str> {
    // Text only: this cannot fail.
    let object = serde_json::to_string(label).unwrap_or_default();
    object.strip_suffix('}').unwrap_or(&object).into()
}

/// A report's figures; nothing if it has none.
pub(in crate::site) fn json(portal: &Portal, lines: &[Line], id: ReportId) -> Vec<u8> {
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
    let about = serde_json::to_string(&about).unwrap_or_default();
    let mut out = Vec::with_capacity(lines.len() * BYTES);
    let mut write = || {
        writeln!(out, "{},\"figures\":[", about.strip_suffix('}').unwrap_or(&about))?;
        for (index, line) in lines.iter().enumerate() {
            let figure = statistics.figures.all()[line.cell];
            let comma = if index + 1 < lines.len() { "," } else { "" };
            let status = figure.status();
            match figure {
                Figure::Number(number) => writeln!(out, "{},\"value\":\"{number}\",\"status\":\"{status}\"}}{comma}", line.json)?,
                Figure::Blank | Figure::NotApplicable => {
                    writeln!(out, "{},\"value\":null,\"status\":\"{status}\"}}{comma}", line.json)?
                }
            }
        }
        writeln!(out, "]}}")
    };
    // Writing into memory cannot fail.
    drop(write());
    out
}
