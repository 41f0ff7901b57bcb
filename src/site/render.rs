//! Rendering: from a page to its bytes. One `match`, no modes, nothing remembered.

use std::io::{self, Write};
use std::path::PathBuf;

use super::open_data::Filled;
use super::plan::{DataFormat, Page};
use super::press::Press;
use super::theme::AssetContent;
use super::{comparison, completeness, data, documents, feeds, indexes, open_data, roll_ups, search, structured};
use crate::model::figures::Figures;
use crate::model::report::ReportId;
use crate::text::diagnostics::Diagnostic;

/// What stands at a URL.
#[derive(Debug)]
pub enum Content {
    /// Made here.
    Bytes(Vec<u8>),
    /// A file that is copied as it is.
    Copy(PathBuf),
    /// The figures of a year, which are too long for memory: [`write_year`] writes them.
    Year(u16, DataFormat),
}

/// Makes a page.
///
/// # Errors
/// A finding: a template failed, or a source changed since its facts were read.
pub fn render(press: &Press<'_>, page: Page) -> Result<Content, Diagnostic> {
    let html = match page {
        Page::Home => press.theme.render("home.html", &indexes::home(press)?),
        Page::Years => press.theme.render("years.html", &indexes::years(press)),
        Page::Year(year) => press.theme.render("year.html", &indexes::year(press, year)?),
        Page::Comparison(year) => press.theme.render("comparison.html", &comparison::comparison(press, year)),
        Page::Agencies => press.theme.render("agencies.html", &indexes::agencies(press)),
        Page::Agency(id) => press.theme.render("agency.html", &indexes::agency(press, id)),
        Page::RollUp(id, year) => press.theme.render("roll-up.html", &roll_ups::roll_up(press, id, year)?),
        Page::Statistics => press.theme.render("statistics.html", &indexes::statistics(press)),
        Page::Series(id) => press.theme.render("series.html", &indexes::series(press, id)),
        Page::Section(section) => press.theme.render("section.html", &indexes::section(press, section)),
        Page::NotFound => press.theme.render("404.html", &indexes::not_found(press)),
        Page::Report(id) => press.theme.render("report.html", &documents::report(press, id)?),
        Page::Article(id) => press.theme.render("article.html", &documents::article(press, id)?),
        Page::Alias(id) => press.theme.render("moved.html", &documents::moved(press, id)),
        Page::AliasMap => Ok(feeds::alias_map(press).into_bytes()),
        Page::FiguresCsv(id) => return Ok(Content::Bytes(figures(press, id, open_data::csv))),
        Page::FiguresJson(id) => {
            return Ok(Content::Bytes(figures(press, id, |outline, _| open_data::json(press.portal, outline, id))));
        }
        Page::Calendar => Ok(completeness::calendar(press).into_bytes()),
        Page::FiguresXlsx(id) => data::xlsx(press, id),
        Page::YearData(year, format) => return Ok(Content::Year(year, format)),
        Page::Data => press.theme.render("data.html", &data::index(press)),
        Page::DataPackage => Ok(structured::package(press).into_bytes()),
        Page::Catalog => Ok(structured::catalog(press).into_bytes()),
        Page::Search => press.theme.render("search.html", &indexes::search(press)),
        Page::Shard(shard) => search::shard(press, shard).map(String::into_bytes),
        Page::Feed => Ok(feeds::of_portal(press).into_bytes()),
        Page::AgencyFeed(id) => Ok(feeds::of_agency(press, id).into_bytes()),
        Page::YearFeed(year) => Ok(feeds::of_year(press, year).into_bytes()),
        Page::Sitemap => Ok(feeds::sitemap(press).into_bytes()),
        Page::SitemapPart(part) => Ok(feeds::sitemap_part(press, part).into_bytes()),
        Page::Robots => Ok(feeds::robots(press).into_bytes()),
        Page::Attachment(id) => {
            let path = &press.portal.attachments[id.0 as usize];
            return Ok(Content::Copy(press.sources.locate(path)));
        }
        Page::Asset(id) => {
            return Ok(match &press.theme.asset(id).content {
                AssetContent::Embedded(bytes) => Content::Bytes(bytes.to_vec()),
                AssetContent::File(path) => Content::Copy(path.clone()),
            });
        }
    };
    html.map(Content::Bytes)
}

/// Writes the figures of a year.
///
/// # Errors
/// If that cannot be written.
pub fn write_year(press: &Press<'_>, year: u16, format: DataFormat, out: &mut (dyn Write + Send)) -> io::Result<()> {
    let filled = |id: &ReportId| data::filled(press, *id);
    let reports: Vec<Filled<'_>> = press.portal.reports_on(year).iter().filter_map(filled).collect();
    open_data::year::write(press.theme, &reports, format, out)
}

/// A report's figures in a format; nothing if it has none.
fn figures(press: &Press<'_>, id: ReportId, write: impl Fn(&open_data::Outline, &Figures) -> Vec<u8>) -> Vec<u8> {
    let statistics = press.portal.report(id).facts.statistics.as_ref();
    let printed = statistics.and_then(|s| Some((press.sheets.of(press.portal, s.form, &s.figures)?, &s.figures)));
    printed.map(|(form, figures)| write(&form.outline, figures)).unwrap_or_default()
}
