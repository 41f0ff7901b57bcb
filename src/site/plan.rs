//! What stands at which URL: a page is a small value, the plan is all of them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

use foldhash::fast::FixedState;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization as _;

use super::shards::{Cut, Shard};
use super::theme::{AssetId, Theme};
use crate::model::agency::AgencyId;
use crate::model::article::{ArticleId, Section};
use crate::model::config::Download;
use crate::model::portal::{AliasId, AttachmentId, CONTENT, Portal, ids};
use crate::model::report::ReportId;
use crate::model::series::Series;
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::text::source::SITE_FILE;

/// How many addresses one sitemap may hold (sitemaps.org).
pub const MOST_IN_SITEMAP: usize = 50_000;
/// What must be written otherwise in a URL's path.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b':')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\');

/// A series of a portal: its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeriesId(pub u32);

/// A format of the figures of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DataFormat {
    /// One line a cell.
    Csv,
    /// One object a line, one line a cell.
    JsonLines,
    /// One sheet a form, one row a report.
    Xlsx,
    /// One row a cell, with types.
    Parquet,
}

impl DataFormat {
    /// Those that a portal offers, in the order in which they are listed.
    pub fn of(portal: &Portal) -> impl Iterator<Item = DataFormat> {
        let asked = Download::ALL.into_iter().filter(|download| portal.config.downloads.contains(download));
        let format = |download| match download {
            Download::JsonLines => DataFormat::JsonLines,
            Download::Xlsx => DataFormat::Xlsx,
            Download::Parquet => DataFormat::Parquet,
        };
        [DataFormat::Csv].into_iter().chain(asked.map(format))
    }

    /// How its files' names end.
    pub fn ending(self) -> &'static str {
        match self {
            DataFormat::Csv => "csv",
            DataFormat::JsonLines => "jsonl",
            DataFormat::Xlsx => "xlsx",
            DataFormat::Parquet => "parquet",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            DataFormat::Csv => "text/csv",
            DataFormat::JsonLines => "application/jsonl",
            DataFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            DataFormat::Parquet => "application/vnd.apache.parquet",
        }
    }
}

/// Everything that can stand at a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// The first page.
    Home,
    /// All years.
    Years,
    /// The deadlines to come, as a calendar.
    Calendar,
    /// One year.
    Year(u16),
    /// The agencies of a year side by side.
    Comparison(u16),
    /// All agencies.
    Agencies,
    /// One agency.
    Agency(AgencyId),
    /// What the bodies below an agency report on a year, added up.
    RollUp(AgencyId, u16),
    /// A report.
    Report(ReportId),
    /// Its figures as CSV.
    FiguresCsv(ReportId),
    /// Its figures as JSON.
    FiguresJson(ReportId),
    /// Its figures as a spreadsheet, where the portal offers those.
    FiguresXlsx(ReportId),
    /// All data.
    Data,
    /// All figures of a year.
    YearData(u16, DataFormat),
    /// What the files of data hold (Data Package).
    DataPackage,
    /// What the files of data hold (DCAT).
    Catalog,
    /// All series.
    Statistics,
    /// One series.
    Series(SeriesId),
    /// The articles of a section.
    Section(Section),
    /// An article.
    Article(ArticleId),
    /// A file that is copied.
    Attachment(AttachmentId),
    /// A static file of the theme.
    Asset(AssetId),
    /// The search.
    Search,
    /// A file of the search index.
    Shard(Shard),
    /// An old address, which sends its visitors on.
    Alias(AliasId),
    /// All of them, for the web server.
    AliasMap,
    /// The Atom feed.
    Feed,
    /// That of an agency.
    AgencyFeed(AgencyId),
    /// That of the reports on a year.
    YearFeed(u16),
    /// The sitemap, or the index of its parts.
    Sitemap,
    /// A part of a sitemap that is too large for one file, counted from 1.
    SitemapPart(u32),
    /// `robots.txt`
    Robots,
    /// What is shown for an address that leads nowhere.
    NotFound,
}

impl Page {
    /// The file that a page is written to, relative to the portal's root.
    pub fn file(self, portal: &Portal, theme: &Theme) -> Cow<'static, str> {
        let index = |path: &str| Cow::Owned(format!("{path}/index.html"));
        match self {
            Page::Home => Cow::Borrowed("index.html"),
            Page::Years => Cow::Borrowed("years/index.html"),
            Page::Calendar => Cow::Borrowed("years/deadlines.ics"),
            Page::Year(year) => Cow::Owned(format!("years/{year}/index.html")),
            Page::Comparison(year) => Cow::Owned(format!("years/{year}/comparison/index.html")),
            Page::Agencies => Cow::Borrowed("agencies/index.html"),
            Page::Agency(id) => index(&portal.agency(id).path),
            Page::RollUp(id, year) => index(&format!("{}/{year}/roll-up", portal.agency(id).path)),
            Page::Report(id) => index(&portal.report(id).path),
            Page::FiguresCsv(id) => Cow::Owned(format!("{}/figures.csv", portal.report(id).path)),
            Page::FiguresJson(id) => Cow::Owned(format!("{}/figures.json", portal.report(id).path)),
            Page::FiguresXlsx(id) => Cow::Owned(format!("{}/figures.xlsx", portal.report(id).path)),
            Page::Data => Cow::Borrowed("data/index.html"),
            Page::YearData(year, format) => Cow::Owned(format!("data/{year}.{}", format.ending())),
            Page::DataPackage => Cow::Borrowed("data/datapackage.json"),
            Page::Catalog => Cow::Borrowed("data/catalog.jsonld"),
            Page::Statistics => Cow::Borrowed("statistics/index.html"),
            Page::Series(id) => index(&format!("statistics/{}", portal.series[id.0 as usize].id)),
            Page::Section(section) => index(section.name()),
            Page::Article(id) => index(&portal.article(id).path),
            Page::Attachment(id) => Cow::Owned(attachment_file(portal, id)),
            Page::Asset(id) => Cow::Owned(format!("assets/{}", theme.asset(id).path)),
            Page::Search => Cow::Borrowed("search/index.html"),
            Page::Shard(shard) => Cow::Owned(shard.file()),
            Page::Alias(id) => Cow::Owned(portal.alias(id).file.clone()),
            Page::AliasMap => Cow::Borrowed("aliases.map"),
            Page::Feed => Cow::Borrowed("feed.xml"),
            Page::AgencyFeed(id) => Cow::Owned(format!("{}/feed.xml", portal.agency(id).path)),
            Page::YearFeed(year) => Cow::Owned(format!("years/{year}/feed.xml")),
            Page::Sitemap => Cow::Borrowed("sitemap.xml"),
            Page::SitemapPart(part) => Cow::Owned(format!("sitemap-{part}.xml")),
            Page::Robots => Cow::Borrowed("robots.txt"),
            Page::NotFound => Cow::Borrowed("404.html"),
        }
    }

    /// The author's file that a page stands for; none for a page that nobody wrote.
    pub fn source(self, portal: &Portal) -> Option<String> {
        match self {
            Page::Agency(id) => Some(format!("{CONTENT}{}/agency.yaml", portal.agency(id).path)),
            Page::Report(id) | Page::FiguresCsv(id) | Page::FiguresJson(id) | Page::FiguresXlsx(id) => {
                Some(portal.report(id).narrative.source.to_string())
            }
            Page::Article(id) => Some(portal.article(id).narrative.source.to_string()),
            Page::Attachment(id) => Some(portal.attachments[id.0 as usize].to_string()),
            Page::Alias(id) => Some(portal.led_to(portal.alias(id).target).1.to_string()),
            _ => None,
        }
    }
}

/// An attachment's file: where it lies below `content/`; beside a report, below the report's own URL's parent.
fn attachment_file(portal: &Portal, id: AttachmentId) -> String {
    let path = &portal.attachments[id.0 as usize];
    path.strip_prefix(CONTENT).unwrap_or(path).to_owned()
}

/// A file's address, encoded, relative to the portal's root.
pub fn url(file: &str) -> String {
    utf8_percent_encode(file, ENCODED).to_string()
}

/// `../` as often as it takes to get from a file to the portal's root.
pub fn root(file: &str) -> String {
    "../".repeat(file.matches('/').count())
}

/// The address of a page as `…/` instead of `…/index.html`, for absolute addresses.
pub fn canonical(file: &str) -> String {
    let file = if file == "index.html" { "" } else { file };
    url(file.strip_suffix("/index.html").map_or(file.to_owned(), |folder| format!("{folder}/")).as_str())
}

/// All pages of a portal.
#[derive(Debug)]
pub struct Plan {
    pages: Vec<Page>,
    files: BTreeMap<Box<str>, Page>,
    /// Of what it depends on, so that it need not be made again.
    shape: u64,
}

impl Plan {
    /// Plans a portal, unless the plan before serves it as well. Two owners of one URL, and names that make no URL, are findings.
    pub fn of(portal: &Portal, theme: &Theme, before: Option<&Arc<Plan>>, diagnostics: &mut Diagnostics) -> Arc<Plan> {
        let shape = shape(portal, theme);
        match before.filter(|before| before.shape == shape) {
            Some(before) => Arc::clone(before),
            None => Arc::new(Plan::new(portal, theme, shape, diagnostics)),
        }
    }

    fn new(portal: &Portal, theme: &Theme, shape: u64, diagnostics: &mut Diagnostics) -> Plan {
        let mut pages = vec![Page::Home, Page::NotFound, Page::Search, Page::Feed, Page::Robots];
        // The largest pages come first, so that at a build's end no thread waits for another one that has just begun with one.
        pages.extend(data_pages(portal));
        if let Some(years) = portal.years() {
            pages.extend([Page::Years, Page::Calendar]);
            pages.extend(years.clone().map(Page::Year));
            pages.extend(years.clone().filter(|year| has_figures(portal, *year)).map(Page::Comparison));
            pages.extend(years.filter(|year| !portal.reports_on(*year).is_empty()).map(Page::YearFeed));
        }
        pages.extend(series_pages(portal));
        if !portal.agencies.is_empty() {
            pages.push(Page::Agencies);
        }
        pages.extend(ids(&portal.agencies).map(|id| Page::Agency(AgencyId(id))));
        let has_reports = |id: &AgencyId| !portal.reports_of(*id).is_empty();
        pages.extend(ids(&portal.agencies).map(AgencyId).filter(has_reports).map(Page::AgencyFeed));
        for agency in ids(&portal.agencies).map(AgencyId) {
            pages.extend(portal.years_below(agency).into_iter().map(|year| Page::RollUp(agency, year)));
        }
        for id in portal.report_ids() {
            pages.push(Page::Report(id));
            if portal.report(id).facts.statistics.is_some() {
                pages.extend([Page::FiguresCsv(id), Page::FiguresJson(id)]);
                if portal.config.downloads.contains(&Download::Xlsx) {
                    pages.push(Page::FiguresXlsx(id));
                }
            }
        }
        let is_home = |id: &ArticleId| portal.article(*id).path.is_empty();
        pages.extend(ids(&portal.articles).map(ArticleId).filter(|id| !is_home(id)).map(Page::Article));
        pages.extend(Section::ALL.into_iter().filter(|s| needs_list(portal, *s)).map(Page::Section));
        let searched = pages.iter().filter(|page| page.is_searched()).count();
        pages.extend(Cut::of(searched).shards().map(Page::Shard));
        pages.extend(ids(&portal.attachments).map(|id| Page::Attachment(AttachmentId(id))));
        pages.extend(theme.assets().map(Page::Asset));
        pages.extend(ids(&portal.aliases).map(|id| Page::Alias(AliasId(id))));
        pages.extend((!portal.aliases.is_empty()).then_some(Page::AliasMap));
        let addresses = pages.iter().filter(|page| page.is_listed()).count();
        pages.push(Page::Sitemap);
        if addresses > MOST_IN_SITEMAP {
            let parts = u32::try_from(addresses.div_ceil(MOST_IN_SITEMAP)).unwrap_or(u32::MAX);
            pages.extend((1..=parts).map(Page::SitemapPart));
        }
        let files = claim(&pages, portal, theme, diagnostics);
        Plan { pages, files, shape }
    }

    /// All pages, in the order of the plan.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The page that is written to a file.
    pub fn find(&self, file: &str) -> Option<Page> {
        self.files.get(file).copied()
    }
}

/// A number that changes with whatever a plan depends on: what there is and where it stands, not what it says.
fn shape(portal: &Portal, theme: &Theme) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    for report in portal.reports.iter() {
        let form = report.facts.statistics.as_ref().map(|statistics| statistics.form.0);
        (&report.path, &report.narrative.source, report.facts.year, form).hash(&mut hasher);
    }
    portal.agencies.iter().for_each(|agency| agency.path.hash(&mut hasher));
    portal.articles.iter().for_each(|article| (&article.path, &article.narrative.source).hash(&mut hasher));
    portal.attachments.hash(&mut hasher);
    portal.aliases.iter().for_each(|alias| (&alias.file, alias.target).hash(&mut hasher));
    portal.forms.iter().flat_map(|form| &form.series).for_each(|(series, _)| series.hash(&mut hasher));
    portal.config.downloads.hash(&mut hasher);
    theme.assets().for_each(|id| theme.asset(id).path.hash(&mut hasher));
    hasher.finish()
}

impl Page {
    /// Whether search engines should know it.
    pub fn is_listed(self) -> bool {
        matches!(
            self,
            Page::Home
                | Page::Years
                | Page::Year(_)
                | Page::Comparison(_)
                | Page::Agencies
                | Page::RollUp(..)
                | Page::Agency(_)
                | Page::Report(_)
                | Page::Data
                | Page::Statistics
                | Page::Series(_)
                | Page::Section(_)
                | Page::Article(_)
        )
    }
}

/// Whether a year has figures to compare: a report with a form that carries a headline series on.
fn has_figures(portal: &Portal, year: u16) -> bool {
    let is_carried = |series: &Series, id: &ReportId| series.headline && portal.figure(*id, series).is_some();
    portal.reports_on(year).iter().any(|id| portal.series.iter().any(|series| is_carried(series, id)))
}

/// The years with figures, each in all formats, and what is said of them.
fn data_pages(portal: &Portal) -> Vec<Page> {
    let years = data_years(portal);
    let files = years.iter().flat_map(|year| DataFormat::of(portal).map(|format| Page::YearData(*year, format)));
    let about = [Page::Data, Page::DataPackage, Page::Catalog];
    files.chain(about.into_iter().filter(|_| !years.is_empty())).collect()
}

/// The years that somebody reported figures on, oldest first.
pub(super) fn data_years(portal: &Portal) -> Vec<u16> {
    let has_figures = |year: &u16| portal.reports_on(*year).iter().any(|id| portal.report(*id).facts.statistics.is_some());
    portal.years().into_iter().flatten().filter(has_figures).collect()
}

impl Page {
    /// Whether it is HTML.
    pub fn is_markup(self) -> bool {
        self.is_listed() || matches!(self, Page::NotFound | Page::Search)
    }

    /// Whether the search looks for what stands on it. Lists are left out: what they list is found itself.
    pub fn is_searched(self) -> bool {
        matches!(self, Page::Home | Page::Series(_) | Page::Agency(_) | Page::Report(_) | Page::Article(_))
    }
}

/// The series that any report has a figure for, and the list of them.
fn series_pages(portal: &Portal) -> Vec<Page> {
    let carried: Vec<Page> = ids(&portal.series)
        .filter(|id| {
            let series = &portal.series[*id as usize];
            portal.report_ids().any(|report| portal.figure(report, series).is_some())
        })
        .map(|id| Page::Series(SeriesId(id)))
        .collect();
    let list = (!carried.is_empty()).then_some(Page::Statistics);
    list.into_iter().chain(carried).collect()
}

/// Whether a section has articles but none that is its first page.
fn needs_list(portal: &Portal, section: Section) -> bool {
    let articles = portal.articles_in(section);
    !articles.is_empty() && !articles.iter().any(|id| &*portal.article(*id).path == section.name())
}

/// Gives every file to one page. No file may be a folder of another one, and none may differ from another only in case, which many disks
/// do not tell apart.
fn claim(pages: &[Page], portal: &Portal, theme: &Theme, diagnostics: &mut Diagnostics) -> BTreeMap<Box<str>, Page> {
    let mut files: BTreeMap<Box<str>, Page> = BTreeMap::new();
    // What a name is to disks that do not tell it apart from others. Few names are anything but themselves: only attachments and a theme's
    // files may have capitals and letters that are not ASCII.
    let mut folded: BTreeMap<String, Page> = BTreeMap::new();
    for page in pages {
        let file = page.file(portal, theme);
        if let Some(bad) = odd_name(*page, &file) {
            let place = Place::file(page.source(portal).unwrap_or_default());
            diagnostics.push(Diagnostic::error("odd-name", place).with("name", bad));
        }
        if let Some(name) = fold(&file)
            && let Some(other) = folded.insert(name, *page)
        {
            diagnostics.push(collision(portal, *page, other, &file));
        }
        if let Some(bad) = page.source(portal).and_then(|source| refused_by_windows(&file).map(|bad| (source, bad))) {
            diagnostics.push(Diagnostic::warning("windows-name", Place::file(bad.0)).with("name", bad.1));
        }
        if let Some(other) = files.insert(file.clone().into_owned().into_boxed_str(), *page)
            && (other.source(portal) != page.source(portal) || other.source(portal).is_none() || matches!(page, Page::Alias(_)))
        {
            diagnostics.push(collision(portal, *page, other, &file));
        }
    }
    for (file, page) in &files {
        let folders = file.match_indices('/').map(|(end, _)| &file[..end]);
        // Folders seldom have a dot, and files always do, but for attachments.
        for folder in folders.filter(|folder| folder.contains('.') || matches!(page, Page::Attachment(_))) {
            if let Some(other) = files.get(folder) {
                diagnostics.push(collision(portal, *page, *other, folder));
            }
        }
        if matches!(page, Page::Attachment(_)) && !file.contains('.') && files.contains_key(&*format!("{file}/index.html")) {
            diagnostics.push(collision(portal, *page, files[&*format!("{file}/index.html")], file));
        }
    }
    for (name, page) in folded {
        if let Some(other) = files.get(&*name).filter(|other| **other != page) {
            diagnostics.push(collision(portal, page, *other, &name));
        }
    }
    files
}

/// What a file is called on disks that know no case, compose accents, and drop dots and blanks at a name's end; none if that is what it is
/// called anyway.
fn fold(file: &str) -> Option<String> {
    let is_plain = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
    let ends_oddly = |part: &str| part.ends_with(['.', ' ']);
    if file.bytes().all(is_plain) && !file.split('/').any(ends_oddly) {
        return None;
    }
    let parts = file.split('/').map(|part| part.trim_end_matches(['.', ' ']));
    Some(parts.collect::<Vec<_>>().join("/").nfc().flat_map(char::to_lowercase).nfc().collect())
}

/// The part of a file's path that cannot stand on a disk of Windows, where many web servers run.
fn refused_by_windows(file: &str) -> Option<&str> {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
    let is_device = |stem: &str| {
        let stem = stem.trim_end().to_ascii_lowercase();
        let numbered = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
        DEVICES.contains(&&*stem) || numbered.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
    };
    let is_refused = |part: &&str| {
        let is_forbidden = |c: char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\');
        part.contains(is_forbidden) || part.ends_with(['.', ' ']) || part.split('.').next().is_some_and(is_device)
    };
    file.split('/').find(is_refused)
}

/// Two pages want one address: told of the author's file, with the other one, if somebody wrote it.
fn collision(portal: &Portal, page: Page, other: Page, address: &str) -> Diagnostic {
    let (own, other) = match (page.source(portal), other.source(portal)) {
        (Some(own), other) => (own, other),
        (None, Some(other)) => (other, None),
        (None, None) => (SITE_FILE.to_owned(), None),
    };
    let finding = Diagnostic::error("same-address", Place::file(own)).with("address", address);
    match other {
        Some(other) => finding.see("same-address-other", Place::file(other)),
        None => finding,
    }
}

/// The part of a page's address that is no good one, if there is any. Files that are only copied keep their names.
fn odd_name(page: Page, file: &str) -> Option<&str> {
    let is_sound = |part: &str| {
        let sound = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.');
        !part.is_empty() && part.bytes().all(sound)
    };
    let is_named_by_author = matches!(page, Page::Agency(_) | Page::Report(_) | Page::Article(_));
    file.split('/').filter(|_| is_named_by_author).find(|part| !is_sound(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_and_encoded() {
        assert_eq!(root("index.html"), "");
        assert_eq!(root("helan/xigang/2016/annual-report/index.html"), "../../../../");
        assert_eq!(url("a/附 件#1.pdf"), "a/%E9%99%84%20%E4%BB%B6%231.pdf");
        assert_eq!(url("javascript:alert(1)"), "javascript%3Aalert(1)");
        assert_eq!(canonical("index.html"), "");
        assert_eq!(canonical("years/2016/index.html"), "years/2016/");
        assert_eq!(canonical("feed.xml"), "feed.xml");
    }
}
