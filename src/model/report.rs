//! A report: an agency's annual report on its disclosure work (政府信息公开工作年度报告).

use std::sync::Arc;

use chrono::NaiveDate;

use super::agency::AgencyId;
use super::alias::{Alias, aliases};
use super::figures::Figures;
use super::form::Form;
use super::narrative::Narrative;
use super::publication::{KnownIssue, Reviewed, is_draft, known_issue, reviews};
use super::sketch::Sketch;
use crate::text::diagnostics::Diagnostic;
use crate::text::fields::{Fields, Shape, nearest};

/// A report of a portal: its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(pub u32);

/// A form of a portal: its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormId(pub u32);

/// Who signed the table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signatories {
    /// 单位负责人
    pub head: Option<String>,
    /// 审核人
    pub reviewer: Option<String>,
    /// 填报人
    pub preparer: Option<String>,
}

/// A filled-in form.
#[derive(Debug, Clone)]
pub struct Statistics {
    /// Which form.
    pub form: FormId,
    /// What stands in it.
    pub figures: Figures,
    /// The file that it is filled in from, if that is not the report itself.
    pub file: Option<Arc<str>>,
    /// 填报日期
    pub filled: Option<NaiveDate>,
    /// 填报单位, if it is not the agency's name.
    pub filler: Option<String>,
}

/// What a report's front matter says.
#[derive(Debug, Clone)]
pub struct Facts {
    /// As published.
    pub title: String,
    /// The year reported on.
    pub year: u16,
    /// The day of publication.
    pub published: NaiveDate,
    /// The day of the last change, if there was one.
    pub updated: Option<NaiveDate>,
    /// 成文日期, if it is another day.
    pub written: Option<NaiveDate>,
    /// 署名, if it is not the agency's name.
    pub issuer: Option<String>,
    /// Who signed.
    pub signatories: Signatories,
    /// As written.
    pub phone: Option<String>,
    /// For search engines.
    pub description: Option<String>,
    /// For search engines.
    pub keywords: Vec<String>,
    /// Old addresses that lead to it.
    pub aliases: Vec<Alias>,
    /// The form, filled in.
    pub statistics: Option<Statistics>,
    /// Not to be published yet.
    pub is_draft: bool,
    /// The reviews that it has passed.
    pub reviews: Vec<Reviewed>,
    /// Findings that stay, with their reasons.
    pub known_issues: Vec<KnownIssue>,
}

/// A report of an agency.
#[derive(Debug, Clone)]
pub struct Report {
    /// Its URL: the file's path below `content/` without its ending.
    pub path: Arc<str>,
    /// Whose it is.
    pub agency: AgencyId,
    /// What its front matter says.
    pub facts: Facts,
    /// Its text.
    pub narrative: Narrative,
    /// What its text can be compared by.
    pub sketch: Sketch,
}

impl Facts {
    /// What may stand in a report's front matter; its figures are the forms' matter.
    pub fn shape() -> Shape {
        Shape::of(|fields| drop(Facts::read(fields, None, &[], false)))
    }

    /// Reads a report's front matter. `path_year` is the year that its path says; `all_forms` whether `forms` are all there are, or some
    /// have errors of their own.
    pub fn read(fields: &mut Fields<'_>, path_year: Option<u16>, forms: &[Form], all_forms: bool) -> Facts {
        Facts {
            title: fields.required_text("title"),
            year: year(fields, path_year),
            published: published(fields),
            updated: fields.day("updated"),
            written: fields.day("written"),
            issuer: fields.text("issuer"),
            signatories: fields
                .map("signatories", |f| Signatories {
                    head: f.text("head"),
                    reviewer: f.text("reviewer"),
                    preparer: f.text("preparer"),
                })
                .unwrap_or_default(),
            phone: fields.text("phone"),
            description: fields.text("description"),
            keywords: fields.texts("keywords"),
            aliases: aliases(fields),
            statistics: fields.map("statistics", |f| statistics(f, forms, all_forms)).flatten(),
            is_draft: is_draft(fields),
            reviews: fields.map("review", reviews).unwrap_or_default(),
            known_issues: fields.maps("known_issues", known_issue),
        }
    }
}

fn year(fields: &mut Fields<'_>, path_year: Option<u16>) -> u16 {
    let cursor = fields.raw("year");
    let year = fields.year("year");
    match (cursor, year, path_year) {
        (None, ..) => fields.missing("year"),
        (Some(cursor), Some(year), Some(path_year)) if year != path_year => {
            fields.report(Diagnostic::error("year-disagrees", cursor.place()).with("year", year).with("path", path_year));
        }
        _ => {}
    }
    year.unwrap_or_default()
}

fn published(fields: &mut Fields<'_>) -> NaiveDate {
    if fields.raw("published").is_none() {
        fields.missing("published");
    }
    fields.day("published").unwrap_or_default()
}

fn statistics(fields: &mut Fields<'_>, forms: &[Form], all_forms: bool) -> Option<Statistics> {
    let cursor = fields.raw("form");
    let id = fields.required_text("form");
    let (filled, filler) = (fields.day("filled"), fields.text("filler"));
    match forms.iter().position(|form| form.id == id) {
        Some(index) => {
            let file = figures_file(fields);
            let figures = Figures::read(fields, &forms[index]);
            Some(Statistics { form: FormId(u32::try_from(index).unwrap_or(u32::MAX)), figures, file, filled, filler })
        }
        None => {
            figures_file(fields);
            if let Some(cursor) = cursor.filter(|_| all_forms) {
                let ids = || forms.iter().map(|form| form.id.as_str());
                let near = nearest(&id, ids()).map_or_else(|| ids().collect::<Vec<_>>().join(", "), str::to_owned);
                fields.report(Diagnostic::error("unknown-form", cursor.place()).with("form", &id).with("nearest", near));
            }
            None
        }
    }
}

/// The file that the figures stand in, if they do not stand here. It lies beside the report, so that whoever moves one moves both.
fn figures_file(fields: &mut Fields<'_>) -> Option<Arc<str>> {
    let name = fields.text("file").unwrap_or_default();
    let (figures, cursor) = (fields.raw("figures"), fields.raw("file")?);
    let is_beside = !name.contains(['/', '\\']) && !name.starts_with('.');
    if let Some(figures) = figures {
        fields.report(Diagnostic::error("figures-and-file", figures.key_place()).see("sheet-named", cursor.place()));
    } else if !is_beside {
        fields.report(Diagnostic::error("sheet-elsewhere", cursor.place()).with("file", &name));
    } else if !name.is_empty() {
        return Some(Arc::from(name));
    }
    None
}
