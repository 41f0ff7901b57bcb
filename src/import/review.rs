//! The review page: what stands in the source beside what was taken from it, what is not certain first.

use super::Imported;
use super::recognise::{Question, Spot};
use super::value::Doubt;
use crate::model::figure::{CellId, Figure};
use crate::model::form::Form;
use crate::starter::fill;
use crate::text::markdown::escape;
use crate::text::personal::mask;
use crate::text::tell::Teller;

/// A file that was read, and what became of it.
#[derive(Debug)]
pub struct Reviewed<'a> {
    /// Its name.
    pub file: &'a str,
    /// Where the report was written, or would be.
    pub path: &'a str,
    /// What was read.
    pub imported: &'a Imported,
    /// Its form.
    pub form: Option<&'a Form>,
    /// What else is to be said, in words.
    pub remarks: &'a [String],
}

/// A question in words: which cell, what the source says there, and why that is not certain.
pub fn question(teller: &Teller, question: &Question, form: Option<&Form>) -> String {
    let label = match (question.cell, &question.spot) {
        (Some(cell), _) => form.map(|form| form.label(cell)).unwrap_or_default(),
        (None, Some(spot)) => spot.label.clone(),
        (None, None) => String::new(),
    };
    let words = [("label", label), ("source", question.source().to_owned()), ("place", place(teller, question.spot.as_ref()))];
    teller.sentence(question.doubt.code(), &words)
}

/// Where something stands in the source.
pub fn place(teller: &Teller, spot: Option<&Spot>) -> String {
    let Some(spot) = spot else { return String::new() };
    match &spot.sheet {
        Some(sheet) => teller.sentence("import-place-sheet", &[("sheet", sheet.clone()), ("cell", cell_name(spot))]),
        None => {
            let number = |n: usize| (n + 1).to_string();
            let words = [("table", number(spot.table)), ("row", number(spot.row)), ("column", number(spot.column))];
            teller.sentence("import-place", &words)
        }
    }
}

/// A cell as spreadsheets call it.
fn cell_name(spot: &Spot) -> String {
    let mut letters = Vec::new();
    let mut rest = spot.column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), spot.row + 1)
}

/// Questions as they are told: of a row that the source has not, one for all of its cells.
pub fn told<'q>(questions: &'q [Question], form: Option<&Form>) -> Vec<&'q Question> {
    let mut told: Vec<&Question> = Vec::new();
    let row = |cell: Option<CellId>| cell.and_then(|cell| form?.position(cell)).map(|(table, row, _)| (table, row));
    for question in questions {
        let is_same = |last: &&Question| {
            question.doubt == Doubt::Missing && last.doubt == Doubt::Missing && row(last.cell) == row(question.cell)
        };
        if !told.last().is_some_and(is_same) {
            told.push(question);
        }
    }
    told
}

/// The page, of its sections.
pub fn page(teller: &Teller, language: &str, sections: &str) -> String {
    let title = teller.sentence("import-review", &[]);
    let lead = teller.sentence("import-review-lead", &[]);
    let words = [("lang", language), ("title", title.as_str()), ("lead", lead.as_str()), ("body", sections)];
    fill(include_str!("review.html"), &words)
}

/// Adds the section of one file. Numbers of people are masked in it.
pub fn section(teller: &Teller, one: &Reviewed<'_>, out: &mut String) {
    let say = |code: &str| teller.sentence(code, &[]);
    element(out, "h2", one.file);
    element(out, "p", &format!("→ {}", one.path));
    for remark in one.remarks {
        element(out, "p", remark);
    }
    let questions = told(&one.imported.recognition.questions, one.form);
    if !questions.is_empty() {
        element(out, "h3", &say("import-review-doubts"));
        head(out, &[say("import-column-label"), say("import-column-source"), say("import-column-why")]);
        for asked in questions {
            let label = match (asked.cell, &asked.spot) {
                (Some(cell), _) => one.form.map(|form| form.label(cell)).unwrap_or_default(),
                (None, spot) => spot.as_ref().map(|spot| spot.label.clone()).unwrap_or_default(),
            };
            row(out, "doubt", &[label, asked.source().to_owned(), question(teller, asked, one.form)]);
        }
        out.push_str("</table>\n");
    }
    if let Some(form) = one.form {
        element(out, "h3", &say("import-review-certain"));
        let columns = [
            "import-column-label",
            "import-column-source-label",
            "import-column-place",
            "import-column-source",
            "import-column-figure",
        ];
        head(out, &columns.map(say));
        for (cell, taken) in form.cells().zip(&one.imported.recognition.taken) {
            let Some(taken) = taken.as_ref().filter(|taken| taken.figure != Figure::Blank) else { continue };
            let spot = &taken.spot;
            let figure = crate::starter::figure(taken.figure);
            row(out, "", &[form.label(cell), spot.label.clone(), place(teller, Some(spot)), spot.text.clone(), figure]);
        }
        out.push_str("</table>\n");
    }
    if !one.imported.dropped.is_empty() {
        element(out, "h3", &say("import-review-dropped"));
        element(out, "p", &one.imported.dropped.join(" · "));
    }
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>"));
    escape(out, &mask(text));
    out.push_str(&format!("</{name}>\n"));
}

fn head(out: &mut String, names: &[String]) {
    out.push_str("<table>\n<tr>");
    for name in names {
        out.push_str("<th scope=\"col\">");
        escape(out, name);
        out.push_str("</th>");
    }
    out.push_str("</tr>\n");
}

fn row(out: &mut String, class: &str, texts: &[String]) {
    out.push_str(&format!("<tr class=\"{class}\">"));
    for text in texts {
        out.push_str("<td>");
        escape(out, &mask(text));
        out.push_str("</td>");
    }
    out.push_str("</tr>\n");
}
