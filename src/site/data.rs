//! Open data: the page that offers it, and which reports' figures it is.

use super::open_data::year::COLUMNS;
use super::open_data::{self, Filled};
use super::plan::{self, DataFormat, Page};
use super::press::Press;
use super::structured;
use super::views::{self, DataFile, DataYear};
use crate::model::report::ReportId;
use crate::text::diagnostics::Diagnostic;

/// A report's figures and whose they are; none if it has none.
pub(super) fn filled<'a>(press: &Press<'a>, id: ReportId) -> Option<Filled<'a>> {
    let portal = press.portal;
    let report = portal.report(id);
    let statistics = report.facts.statistics.as_ref()?;
    let (agency, form, figures) = (portal.agency(report.agency), portal.form(statistics.form), &statistics.figures);
    let outline = &press.sheets.of(portal, statistics.form, figures)?.outline;
    Some(Filled { report, agency, form, figures, outline })
}

/// A report's figures as a spreadsheet; nothing if it has none.
///
/// # Errors
/// A finding, if a spreadsheet cannot hold them.
pub(super) fn xlsx(press: &Press<'_>, id: ReportId) -> Result<Vec<u8>, Diagnostic> {
    let Some(filled) = filled(press, id) else { return Ok(Vec::new()) };
    let facts = &filled.report.facts;
    let filler = facts.statistics.as_ref().and_then(|statistics| statistics.filler.as_deref()).or(facts.issuer.as_deref());
    open_data::xlsx(press.theme, &filled, filler.unwrap_or(&filled.agency.name))
}

pub(super) fn index(press: &Press<'_>) -> views::Data {
    let statistics = press.file(Page::Statistics);
    let parent = press.plan.find(&statistics).map(|page| press.link(press.theme.string("title.statistics"), page));
    let title = press.theme.string("title.data");
    let mut page = press.meta(Page::Data, title, "statistics", parent.into_iter().collect());
    page.structured = Some(structured::data(press));
    let file = |year, format: DataFormat| DataFile { format: format.ending(), url: press.url(Page::YearData(year, format)) };
    let year = |year: u16| DataYear {
        year,
        reports: press.portal.reports_on(year).iter().filter(|id| filled(press, **id).is_some()).count(),
        files: DataFormat::of(press.portal).map(|format| file(year, format)).collect(),
    };
    views::Data {
        page,
        years: plan::data_years(press.portal).into_iter().rev().map(year).collect(),
        columns: COLUMNS.iter().map(|column| column.name).collect(),
        package: press.url(Page::DataPackage),
        catalog: press.url(Page::Catalog),
    }
}
