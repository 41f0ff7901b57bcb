//! `data/YEAR.jsonl` (JSON Lines): one object a line, one line a cell, with the names that the CSV has. Figures are text, as in `figures.json`;
//! a figure that is blank or not applicable is `null`, and `status` says which.

use std::io::{self, Write};

use serde::Serialize;

use super::json::opened;
use super::pieces::{self, Ends};
use super::{Filled, Label};
use crate::model::figure::Figure;

/// What every line of a report begins with.
#[derive(Serialize)]
struct About<'a> {
    year: u16,
    agency: &'a str,
    agency_code: Option<&'a str>,
    form: &'a str,
}

/// What a line ends with.
#[derive(Serialize)]
struct End<'a> {
    status: &'a str,
    report: &'a str,
}

/// The fields of an object, without its brackets.
fn inside(object: &impl Serialize) -> String {
    opened(object).split_off(1)
}

/// A cell's line between its report and its figure.
pub(super) fn line(label: &Label) -> Box<str> {
    format!(",{},\"value\":", inside(label)).into()
}

/// The figures of a year.
pub(super) fn year(reports: &[Filled<'_>], out: &mut dyn Write) -> io::Result<()> {
    pieces::write(reports, "", out, |filled, out| {
        let Filled { report, agency, form, figures, outline } = filled;
        let (agency, agency_code) = (agency.name.as_str(), agency.code.as_deref());
        let before = opened(&About { year: report.facts.year, agency, agency_code, form: &form.id });
        let ends = Ends::of(|status| format!(",{}}}\n", inside(&End { status, report: &report.path })));
        for line in &outline.lines {
            let figure = figures.all().get(line.cell).copied().unwrap_or_default();
            out.push_str(&before);
            out.push_str(&line.json);
            match figure {
                Figure::Number(_) => {
                    out.push('"');
                    figure.push_to(out);
                    out.push('"');
                }
                Figure::Blank | Figure::NotApplicable => out.push_str("null"),
            }
            out.push_str(ends.behind(figure));
        }
    })
}
