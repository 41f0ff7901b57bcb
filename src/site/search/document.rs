//! What is searched: which pages, in the order in which they are found, and what each of them says.

use std::cmp::Reverse;

use crate::model::figure::Figure;
use crate::model::figures::Figures;
use crate::model::narrative::{Narrative, Quotable};
use crate::model::report::ReportId;
use crate::site::documents::read_again;
use crate::site::plan::Page;
use crate::site::press::Press;
use crate::site::series_tables;
use crate::text::diagnostics::Diagnostic;

/// What stands for a cell that does not apply. No other figure is written so.
const NOT_APPLICABLE: char = '-';
/// From here on characters are written without blanks between them, so that a line's end is none.
const IDEOGRAPHS: char = '\u{2E80}';

/// What a page says, line by line.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Names and narrative; each ends in `\n`, and neither `\t` nor `\r` is among them.
    pub lines: String,
    /// All cells of its form, with commas between them; blanks at the end are left out.
    pub figures: String,
}

/// The pages that are searched: what nobody dates, then reports, the newest first. A page's place here is its number in the index.
pub(super) fn pages(press: &Press<'_>) -> Vec<Page> {
    let mut pages: Vec<Page> = press.plan.pages().iter().copied().filter(|page| page.is_searched()).collect();
    pages.sort_by_key(|page| match page {
        Page::Report(id) => {
            let facts = &press.portal.report(*id).facts;
            (true, Reverse((facts.year, facts.published)), *page)
        }
        page => (false, Reverse(Default::default()), *page),
    });
    pages
}

/// What a page is called.
pub(super) fn title(press: &Press<'_>, page: Page) -> String {
    let portal = press.portal;
    let title = match page {
        Page::Report(id) => portal.report(id).facts.title.clone(),
        Page::Article(id) => portal.article(id).facts.title.clone(),
        Page::Agency(id) => portal.agency(id).short_name.clone(),
        Page::Series(id) => {
            portal.series.get(id.0 as usize).map(|series| series_tables::title(portal, series)).unwrap_or_default()
        }
        _ => portal.config.title.clone(),
    };
    let mut line = String::new();
    push_line(&mut line, &title);
    line.pop();
    line
}

/// Reads what a page says, but for its title.
///
/// # Errors
/// A finding if its text cannot be read, or has changed.
pub(super) fn read(press: &Press<'_>, page: Page) -> Result<Words, Diagnostic> {
    let portal = press.portal;
    let mut words = Words::default();
    match page {
        Page::Report(id) => report(press, id, &mut words)?,
        Page::Agency(id) => push_line(&mut words.lines, &portal.agency(id).name),
        Page::Series(id) => {
            let series = portal.series.get(id.0 as usize);
            series.into_iter().for_each(|series| push_line(&mut words.lines, &series.note));
        }
        _ => press.narrative(page).map_or(Ok(()), |narrative| words.narrative(press, narrative, Quotable::Nothing))?,
    }
    Ok(words)
}

fn report(press: &Press<'_>, id: ReportId, words: &mut Words) -> Result<(), Diagnostic> {
    let report = press.portal.report(id);
    let agency = press.portal.agency(report.agency);
    let mut names = vec![agency.name.as_str()];
    for name in [Some(&agency.short_name), report.facts.issuer.as_ref()].into_iter().flatten() {
        if !names.iter().any(|other| other.contains(name.as_str())) {
            names.push(name);
        }
    }
    names.into_iter().for_each(|name| push_line(&mut words.lines, name));
    let statistics = report.facts.statistics.as_ref();
    let quotable = statistics.map_or(Quotable::Nothing, |s| Quotable::Figures(press.portal.form(s.form), &s.figures));
    words.narrative(press, &report.narrative, quotable)?;
    words.figures = statistics.map(|s| figures(&s.figures)).unwrap_or_default();
    Ok(())
}

impl Words {
    fn narrative(&mut self, press: &Press<'_>, narrative: &Narrative, quotable: Quotable<'_>) -> Result<(), Diagnostic> {
        let text = read_again(press, narrative)?;
        quotable.prose(&text.as_str()[narrative.start..]).iter().for_each(|block| push_line(&mut self.lines, &block.text));
        Ok(())
    }
}

fn figures(figures: &Figures) -> String {
    let mut out = String::new();
    for figure in figures.all() {
        match figure {
            Figure::NotApplicable => out.push(NOT_APPLICABLE),
            figure => figure.push_to(&mut out),
        }
        out.push(',');
    }
    out.truncate(out.trim_end_matches(',').len());
    out
}

/// Adds a line. Where a source's line ends between two ideographs stands nothing, elsewhere a blank.
fn push_line(out: &mut String, text: &str) {
    let start = out.len();
    for piece in text.split('\n').map(str::trim).filter(|piece| !piece.is_empty()) {
        let is_within = piece.starts_with(|c| c >= IDEOGRAPHS) && out.ends_with(|c| c >= IDEOGRAPHS);
        if out.len() > start && !is_within {
            out.push(' ');
        }
        match memchr::memchr2(b'\t', b'\r', piece.as_bytes()) {
            None => out.push_str(piece),
            // They set texts apart.
            Some(_) => out.push_str(&piece.replace(['\t', '\r'], " ")),
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_one_piece() {
        let line = |text: &str| {
            let mut out = String::new();
            push_line(&mut out, text);
            out
        };
        assert_eq!(line(" 公开\n工作 a\tb\nc年\n ，是\n"), "公开工作 a b c年，是\n");
        assert_eq!(line(""), "\n");
    }
}
