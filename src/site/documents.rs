//! The views of what authors wrote: reports and articles.

use chrono::NaiveDate;

use super::links;
use super::parts::{agency_crumbs, report_link, section_page, standing};
use super::plan::Page;
use super::press::Press;
use super::sheet::{self, PrintedTable};
use super::structured;
use super::views::{self, ArticleMeta, ContentsEntry, Explained, FileLink, Link, ReportStatistics};
use crate::model::article::ArticleId;
use crate::model::config::Download;
use crate::model::figure::Figure;
use crate::model::narrative::{self, Narrative};
use crate::model::portal::{AliasId, AttachmentId};
use crate::model::publication::KnownIssue;
use crate::model::report::{Report, ReportId, Statistics};
use crate::model::standing::deadline;
use crate::text::diagnostics::{Diagnostic, Place};
use crate::text::markdown::{self, Heading, Host, Rendered};
use crate::text::source::Text;
use crate::text::tell::Language;

/// What an author's text gets from the page that it stands on.
struct Desk<'a> {
    press: &'a Press<'a>,
    narrative: &'a Narrative,
    file: &'a str,
    filled: Option<Filled<'a>>,
}

/// A report's form, printed, and what fills it.
struct Filled<'a> {
    statistics: &'a Statistics,
    tables: &'a [PrintedTable],
    year: u16,
    filler: &'a str,
}

impl Host for Desk<'_> {
    fn link(&self, destination: &str) -> Option<String> {
        let Press { portal, theme, plan, .. } = self.press;
        links::address(portal, theme, plan, &self.narrative.source, destination, self.file)
    }

    fn table_label(&self) -> String {
        self.press.theme.string("text_table")
    }

    fn figure(&self, reference: &str) -> (String, String) {
        let cell = |filled: &Filled<'_>| {
            let cell = self.press.portal.form(filled.statistics.form).cell(reference)?;
            Some(filled.statistics.figures.get(cell))
        };
        match self.filled.as_ref().and_then(cell) {
            Some(Figure::Number(number)) => (number.to_string(), number.to_string()),
            Some(figure) => ("—".to_owned(), self.press.sheets.cell(figure)),
            None => Default::default(),
        }
    }

    fn statistics(&self, table: Option<&str>) -> String {
        let Some(filled) = &self.filled else { return String::new() };
        let form = self.press.portal.form(filled.statistics.form);
        match table.and_then(|id| form.table(id)) {
            Some(index) => filled.print(self.press, |table| table.index == index),
            None => filled.rest(self.press, self.narrative),
        }
    }
}

impl Filled<'_> {
    fn print(&self, press: &Press<'_>, is_wanted: impl Fn(&PrintedTable) -> bool) -> String {
        let content = sheet::reported(&self.statistics.figures);
        sheet::fill_all(press.sheets, self.tables, is_wanted, self.year, self.filler, content)
    }

    /// The tables that the narrative does not place one by one.
    fn rest(&self, press: &Press<'_>, narrative: &Narrative) -> String {
        let form = press.portal.form(self.statistics.form);
        self.print(press, |table| !narrative.placed.contains(&form.tables[table.index].id))
    }
}

/// Reads a text again.
///
/// # Errors
/// A finding if it cannot be read, or has changed since.
pub(super) fn read_again(press: &Press<'_>, narrative: &Narrative) -> Result<Text, Diagnostic> {
    let text = press.sources.text(&narrative.source)?;
    if narrative::fingerprint(&text) != narrative.fingerprint {
        return Err(Diagnostic::error("changed-while-building", Place::file(text.path)));
    }
    Ok(text)
}

/// Reads a text again and renders it.
fn render(desk: &Desk<'_>) -> Result<Rendered, Diagnostic> {
    let text = read_again(desk.press, desk.narrative)?;
    Ok(markdown::render(&text.as_str()[desk.narrative.start..], desk))
}

fn contents(headings: Vec<Heading>) -> Vec<ContentsEntry> {
    headings.into_iter().map(|h| ContentsEntry { level: h.level, title: h.text, id: h.id }).collect()
}

pub(super) fn report(press: &Press<'_>, id: ReportId) -> Result<views::Report, Diagnostic> {
    let Press { portal, theme, .. } = press;
    let report = portal.report(id);
    let facts = &report.facts;
    let agency = portal.agency(report.agency);
    let issuer = facts.issuer.as_deref().unwrap_or(&agency.name);
    let page = Page::Report(id);
    let file = page.file(portal, theme);
    let filled = |statistics| filled(press, report, statistics, issuer);
    let desk = Desk { press, narrative: &report.narrative, file: &file, filled: facts.statistics.as_ref().map(filled) };
    let rendered = render(&desk)?;
    let written = facts.written.unwrap_or(facts.published);
    let mut meta = press.meta(page, facts.title.clone(), "agencies", agency_crumbs(press, report.agency));
    meta.description = facts.description.clone().unwrap_or_else(|| lead(&rendered, &facts.title));
    meta.keywords = if facts.keywords.is_empty() { keywords(&agency.short_name, facts.year) } else { facts.keywords.clone() };
    meta.article = Some(ArticleMeta {
        published: Some(publication_time(facts.published)),
        source: issuer.to_owned(),
        author: facts.signatories.preparer.clone(),
    });
    meta.is_draft = facts.is_draft;
    meta.structured = Some(structured::report(press, id));
    let (previous, next) = portal.neighbours(id);
    Ok(views::Report {
        page: meta,
        agency: press.link(&agency.short_name, Page::Agency(report.agency)),
        agency_name: agency.name.clone(),
        issuer: issuer.to_owned(),
        year: facts.year,
        year_url: press.url(Page::Year(facts.year)),
        published: facts.published.to_string(),
        updated: facts.updated.map(|day| day.to_string()),
        written: written.to_string(),
        written_words: day_in_words(written, portal.config.language),
        deadline: deadline(agency.level, facts.year).to_string(),
        standing: standing(portal.standing(report.agency, facts.year)),
        narrative: rendered.html,
        contents: contents(rendered.headings),
        statistics: desk.filled.as_ref().map(|filled| statistics(press, id, filled)),
        explained: press.explained.iter().map(|issue| explained(issue)).collect(),
        attachments: attachments(press, report),
        previous: previous.map(|id| report_link(press, id)),
        next: next.map(|id| report_link(press, id)),
    })
}

fn explained(issue: &KnownIssue) -> Explained {
    Explained { seen: issue.seen.clone(), reason: issue.reason.clone() }
}

fn filled<'a>(press: &'a Press<'a>, report: &'a Report, statistics: &'a Statistics, issuer: &'a str) -> Filled<'a> {
    Filled {
        statistics,
        tables: press.sheets.of(press.portal, statistics.form, &statistics.figures).map_or(&[], |form| &form.tables),
        year: report.facts.year,
        filler: statistics.filler.as_deref().unwrap_or(issuer),
    }
}

fn statistics(press: &Press<'_>, id: ReportId, filled: &Filled<'_>) -> ReportStatistics {
    let report = press.portal.report(id);
    let form = press.portal.form(filled.statistics.form);
    let signatories = &report.facts.signatories;
    let link = |table: &PrintedTable| Link { title: form.tables[table.index].title.clone(), url: format!("#{}", table.id) };
    let is_reported = |figure: &&Figure| **figure != Figure::Blank;
    ReportStatistics {
        title: form.title.clone(),
        norm: form.norm.clone(),
        short: form.short.clone(),
        tables: if report.narrative.places_all() { String::new() } else { filled.rest(press, &report.narrative) },
        links: filled.tables.iter().map(link).collect(),
        reported: filled.statistics.figures.all().iter().filter(is_reported).count(),
        head: signatories.head.clone(),
        reviewer: signatories.reviewer.clone(),
        preparer: signatories.preparer.clone(),
        phone: report.facts.phone.clone(),
        filled: filled.statistics.filled.map(|day| day.to_string()),
        csv: press.url(Page::FiguresCsv(id)),
        json: press.url(Page::FiguresJson(id)),
        xlsx: press.portal.config.downloads.contains(&Download::Xlsx).then(|| press.url(Page::FiguresXlsx(id))),
    }
}

/// The files beside a report.
fn attachments(press: &Press<'_>, report: &Report) -> Vec<FileLink> {
    let folder = report.narrative.source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let all = &press.portal.attachments;
    let start = all.partition_point(|path| **path < *format!("{folder}/"));
    let beside = all[start..].iter().enumerate().take_while(|(_, path)| path.starts_with(folder));
    let file = |(offset, path): (usize, &std::sync::Arc<str>)| {
        let name = path.strip_prefix(folder)?.strip_prefix('/').filter(|name| !name.contains('/'))?;
        let id = AttachmentId(u32::try_from(start + offset).ok()?);
        let kind = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_uppercase();
        Some(FileLink { name: name.to_owned(), url: press.url(Page::Attachment(id)), kind })
    };
    beside.filter_map(file).collect()
}

pub(super) fn article(press: &Press<'_>, id: ArticleId) -> Result<views::Article, Diagnostic> {
    let Press { portal, theme, .. } = press;
    let article = portal.article(id);
    let page = Page::Article(id);
    let file = page.file(portal, theme);
    let rendered = render(&Desk { press, narrative: &article.narrative, file: &file, filled: None })?;
    let section = article.section();
    let parent = section.and_then(|s| section_page(portal, s).filter(|parent| *parent != page).map(|parent| (s, parent)));
    let crumbs = parent.map(|(s, parent)| press.link(theme.string(&format!("nav.{}", s.name())), parent));
    let mut meta = press.meta(page, article.facts.title.clone(), section.map_or("", |s| s.name()), crumbs.into_iter().collect());
    meta.description = article.facts.description.clone().unwrap_or_else(|| lead(&rendered, &article.facts.title));
    if !article.facts.keywords.is_empty() {
        meta.keywords.clone_from(&article.facts.keywords);
    }
    meta.is_draft = article.facts.is_draft;
    let source = portal.config.organisation.clone().unwrap_or_else(|| portal.config.title.clone());
    meta.article = Some(ArticleMeta { published: article.facts.published.map(publication_time), source, author: None });
    let siblings = section.map(|s| portal.articles_in(s)).unwrap_or_default();
    let siblings = siblings.into_iter().filter(|other| *other != id);
    Ok(views::Article {
        page: meta,
        text: rendered.html,
        contents: contents(rendered.headings),
        published: article.facts.published.map(|day| day.to_string()),
        updated: article.facts.updated.map(|day| day.to_string()),
        siblings: siblings.map(|id| press.link(&portal.article(id).facts.title, Page::Article(id))).collect(),
    })
}

/// An old address.
pub(super) fn moved(press: &Press<'_>, id: AliasId) -> views::Moved {
    let target = press.portal.alias(id).target;
    let page = press.leads_to(target);
    let mut meta = press.meta(Page::Alias(id), press.theme.string("title.moved"), "", Vec::new());
    meta.canonical = press.absolute(page);
    views::Moved { page: meta, target: press.link(press.portal.led_to(target).0, page) }
}

/// The home page's own text.
pub(super) fn home_text(press: &Press<'_>) -> Result<Option<String>, Diagnostic> {
    let text = press.narrative(Page::Home).map(|narrative| render(&Desk { press, narrative, file: "index.html", filled: None }));
    Ok(text.transpose()?.map(|rendered| rendered.html))
}

fn lead(rendered: &Rendered, title: &str) -> String {
    if rendered.lead.is_empty() { title.to_owned() } else { rendered.lead.clone() }
}

fn keywords(agency: &str, year: u16) -> Vec<String> {
    vec![agency.to_owned(), year.to_string()]
}

/// PubDate of 政府网站标签规范, which wants a time as well.
fn publication_time(day: NaiveDate) -> String {
    format!("{day} 00:00")
}

/// A day as it stands under a document.
fn day_in_words(day: NaiveDate, language: Language) -> String {
    let format = match language {
        Language::Chinese => "%Y年%-m月%-d日",
        Language::English => "%-d %B %Y",
    };
    day.format(format).to_string()
}
