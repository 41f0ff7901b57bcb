//! What was read, as a report's file: front matter, figures with what is doubtful about them, text.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::Imported;
use super::recognise::Question;
use super::value::Doubt;
use crate::model::figure::CellId;
use crate::model::form::Form;
use crate::starter::figure_lines;
use crate::text::yaml::spell;

/// What the file does not say, or somebody has to say.
#[derive(Debug)]
pub struct Settled {
    /// As published.
    pub title: String,
    /// The year reported on.
    pub year: u16,
    /// The day of publication.
    pub published: NaiveDate,
    /// Somebody has to look at it before it is published.
    pub is_draft: bool,
}

/// The text of a report's file.
pub fn text(imported: &Imported, settled: &Settled, form: Option<&Form>) -> String {
    let facts = &imported.facts;
    let mut out = String::from("---\n");
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            // Writing into a string cannot fail.
            writeln!(out, "{key}: {value}").unwrap_or(());
        }
    };
    let spelled = |text: &Option<String>| text.as_deref().map(spell);
    line("status", settled.is_draft.then(|| "draft".to_owned()));
    line("title", Some(spell(&settled.title)));
    line("year", Some(settled.year.to_string()));
    line("published", Some(settled.published.to_string()));
    line("written", facts.written.filter(|day| *day != settled.published).map(|day| day.to_string()));
    line("issuer", spelled(&facts.issuer));
    let who = &facts.signatories;
    let names = [("head", &who.head), ("reviewer", &who.reviewer), ("preparer", &who.preparer)];
    let names: Vec<String> = names.iter().filter_map(|(key, name)| Some(format!("{key}: {}", spell(name.as_deref()?)))).collect();
    line("signatories", (!names.is_empty()).then(|| format!("{{{}}}", names.join(", "))));
    line("phone", spelled(&facts.phone));
    if let Some(form) = form {
        out.push_str("statistics:\n");
        let mut line = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                writeln!(out, "  {key}: {value}").unwrap_or(());
            }
        };
        line("form", Some(spell(&form.id)));
        line("filled", facts.filled.map(|day| day.to_string()));
        line("filler", spelled(&facts.filler));
        out.push_str("  figures:\n");
        out.push_str(&figure_lines(form, &|cell| imported.recognition.figure(cell), &|cell| doubtful(imported, cell)));
    }
    out + "---\n\n" + &imported.narrative
}

/// What the line of a cell that is left blank says about it: what stands in the source.
fn doubtful(imported: &Imported, cell: CellId) -> Option<String> {
    let about = |question: &&Question| question.cell == Some(cell) && question.doubt != Doubt::Missing;
    let texts: Vec<&str> = imported.recognition.questions.iter().filter(about).map(|question| question.source()).collect();
    (!texts.is_empty()).then(|| format!("[? {}]", texts.join(" / ")))
}
