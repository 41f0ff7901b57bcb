//! Floor 3, import: from an office's own file to a report. Nothing is guessed: a figure is certain, or it is left blank and told.
//!
//! ```text
//! bytes → Document → Recognition (which row of the form is this, what stands in its cells) → the report's text, and what is to be looked at
//! ```

pub mod words;
pub mod document;
pub mod label;
pub mod outline;
pub mod prose;
pub mod value;
pub mod dates;
pub mod printed;
pub mod layout;
pub mod page;
pub mod xml;
pub mod styles;
pub mod numbering;
pub mod docx;
pub mod sheets;
pub mod chart;
pub mod head;
pub mod loose_head;
pub mod line;
pub mod spelled;
pub mod recognise;
pub mod facts;
pub mod narrative;
pub mod reader;
pub mod list;
pub mod report;
pub mod review;
pub mod summary;

use self::chart::Chart;
use self::document::Document;
use self::facts::Facts;
use self::recognise::{Recognition, recognise};
use crate::model::form::Form;

/// What was read from one file.
#[derive(Debug)]
pub struct Imported {
    /// The form that stands in it, by its place among all forms.
    pub form: Option<usize>,
    /// What stands in that form.
    pub recognition: Recognition,
    /// What the file says of itself.
    pub facts: Facts,
    /// Its text, as Markdown.
    pub narrative: String,
    /// What was left out.
    pub dropped: Vec<String>,
    /// Forms that fit no worse than the one that was taken, because the year says so.
    pub rivals: Vec<usize>,
}

/// Reads a report from a document. The form is the one that is asked for, else the one that most of the document's figures stand in;
/// of two that fit alike, the year's, else the one of which less is missing.
pub fn import(document: Document, forms: &[Form], wanted: Option<usize>, year: Option<u16>) -> Imported {
    let fits: Vec<(usize, Recognition)> = (0..forms.len())
        .filter(|index| wanted.is_none_or(|wanted| wanted == *index))
        .map(|index| (index, recognise(&Chart::of(&forms[index]), &document)))
        .filter(|(index, recognition)| recognition.is_likely() || (wanted == Some(*index) && recognition.known > 0))
        .collect();
    let best = fits.iter().map(|(_, recognition)| recognition.certainty()).max();
    let mut alike: Vec<(usize, Recognition)> = fits.into_iter().filter(|(_, r)| Some(r.certainty()) == best).collect();
    let year = year.or_else(|| facts::take(document.clone(), None, &Recognition::default()).0.year);
    let is_of_year = |form: &Form| {
        year.is_some_and(|year| form.years.0.is_none_or(|from| from <= year) && form.years.1.is_none_or(|to| year <= to))
    };
    alike.sort_by_key(|(_, recognition)| recognition.missing());
    let at = alike.iter().position(|(index, _)| is_of_year(&forms[*index])).unwrap_or(0);
    let chosen = if at < alike.len() { Some(alike.remove(at)) } else { None };
    let rivals = alike.into_iter().map(|(index, _)| index).collect();
    let (form, recognition) = chosen.map(|(index, recognition)| (Some(index), recognition)).unwrap_or_default();
    let own = form.and_then(|index| forms.get(index));
    let (facts, text) = facts::take(document, own, &recognition);
    // What stands in the form's tables and is neither a figure nor known from elsewhere.
    let is_told = |note: &&String| own.is_some_and(|form| facts::is_of_form(form, note)) || !facts::labelled(note).is_empty();
    let notes = recognition.notes.iter().filter(|note| !is_told(note) && dates::period(note).is_none());
    let dropped = text.dropped.iter().chain(notes).cloned().collect();
    Imported { form, narrative: narrative::markdown(text, own, &recognition), recognition, facts, dropped, rivals }
}
