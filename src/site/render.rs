//! Rendering: from a page to its bytes. One `match`, no modes, nothing remembered.

use std::path::PathBuf;

use super::plan::{self, Page, Plan};
use super::sheet::Sheets;
use super::theme::{AssetContent, Theme};
use super::views::{Contact, Entry, Link, Meta, Site};
use super::{documents, feeds, indexes, open_data};
use crate::model::article::{ArticleId, Section};
use crate::model::config;
use crate::model::figures::Figures;
use crate::model::portal::{Portal, ids};
use crate::model::report::ReportId;
use crate::text::diagnostics::Diagnostic;
use crate::text::source::Sources;

/// What a page is made with.
#[derive(Debug, Clone, Copy)]
pub struct Press<'a> {
    /// What the portal says.
    pub portal: &'a Portal,
    /// What stands where.
    pub plan: &'a Plan,
    /// How it looks.
    pub theme: &'a Theme,
    /// The forms, printed.
    pub sheets: &'a Sheets,
    /// The texts, which are read again for their pages.
    pub sources: &'a Sources,
}

/// What stands at a URL.
#[derive(Debug)]
pub enum Content {
    /// Made here.
    Bytes(Vec<u8>),
    /// A file that is copied as it is.
    Copy(PathBuf),
}

impl Press<'_> {
    /// Makes a page.
    ///
    /// # Errors
    /// A finding: a template failed, or a source changed since its facts were read.
    pub fn render(&self, page: Page) -> Result<Content, Diagnostic> {
        let html = match page {
            Page::Home => self.theme.render("home.html", &indexes::home(self)?),
            Page::Years => self.theme.render("years.html", &indexes::years(self)),
            Page::Year(year) => self.theme.render("year.html", &indexes::year(self, year)?),
            Page::Agencies => self.theme.render("agencies.html", &indexes::agencies(self)),
            Page::Agency(id) => self.theme.render("agency.html", &indexes::agency(self, id)),
            Page::Statistics => self.theme.render("statistics.html", &indexes::statistics(self)),
            Page::Series(id) => self.theme.render("series.html", &indexes::series(self, id)),
            Page::Section(section) => self.theme.render("section.html", &indexes::section(self, section)),
            Page::NotFound => self.theme.render("404.html", &indexes::not_found(self)),
            Page::Report(id) => self.theme.render("report.html", &documents::report(self, id)?),
            Page::Article(id) => self.theme.render("article.html", &documents::article(self, id)?),
            Page::FiguresCsv(id) => return Ok(Content::Bytes(self.figures(id, open_data::csv))),
            Page::FiguresJson(id) => {
                return Ok(Content::Bytes(self.figures(id, |lines, _| open_data::json(self.portal, lines, id))));
            }
            Page::Feed => Ok(feeds::atom(self).into_bytes()),
            Page::Sitemap => Ok(feeds::sitemap(self).into_bytes()),
            Page::SitemapPart(part) => Ok(feeds::sitemap_part(self, part).into_bytes()),
            Page::Robots => Ok(feeds::robots(self).into_bytes()),
            Page::Attachment(id) => {
                let path = &self.portal.attachments[id.0 as usize];
                return Ok(Content::Copy(self.sources.locate(path)));
            }
            Page::Asset(id) => {
                return Ok(match &self.theme.asset(id).content {
                    AssetContent::Embedded(bytes) => Content::Bytes(bytes.to_vec()),
                    AssetContent::File(path) => Content::Copy(path.clone()),
                });
            }
        };
        html.map(Content::Bytes)
    }

    /// A report's figures in a format; nothing if it has none.
    fn figures(&self, id: ReportId, write: impl Fn(&[open_data::Line], &Figures) -> Vec<u8>) -> Vec<u8> {
        let statistics = self.portal.report(id).facts.statistics.as_ref();
        let printed = statistics.and_then(|s| Some((self.sheets.of(self.portal, s.form, &s.figures)?, &s.figures)));
        printed.map(|(form, figures)| write(&form.lines, figures)).unwrap_or_default()
    }

    /// The file that a page is written to.
    pub fn file(&self, page: Page) -> String {
        page.file(self.portal, self.theme).into_owned()
    }

    /// A page's address relative to the portal's root.
    pub(super) fn url(&self, page: Page) -> String {
        plan::url(&page.file(self.portal, self.theme))
    }

    /// A page's absolute address.
    pub(super) fn absolute(&self, page: Page) -> String {
        format!("{}{}", self.portal.config.base_url, plan::canonical(&page.file(self.portal, self.theme)))
    }

    /// A link to a page.
    pub(super) fn link(&self, title: impl Into<String>, page: Page) -> Link {
        Link { title: title.into(), url: self.url(page) }
    }

    /// What every page's view begins with.
    pub(super) fn meta(&self, page: Page, title: String, section: &'static str, crumbs: Vec<Link>) -> Meta {
        let home = self.link(self.theme.string("nav.home"), Page::Home);
        let crumbs = if page == Page::Home { crumbs } else { std::iter::once(home).chain(crumbs).collect() };
        Meta {
            root: plan::root(&page.file(self.portal, self.theme)),
            canonical: self.absolute(page),
            description: format!("{title} · {}", self.portal.config.title),
            keywords: self.portal.config.keywords.clone(),
            title,
            section,
            crumbs,
            article: None,
        }
    }
}

/// What all pages share.
pub fn site(portal: &Portal, plan: &Plan, theme: &Theme) -> Site {
    let config = &portal.config;
    let address = |page: Page| plan::url(&page.file(portal, theme));
    let entry = |name: &'static str, page: Option<Page>| {
        let page = page.filter(|page| plan.find(&page.file(portal, theme)).is_some())?;
        Some(Entry { name, url: address(page) })
    };
    let section = |section: Section| entry(section.name(), section_page(portal, section));
    let more = ids(&portal.articles).map(ArticleId).filter(|id| {
        let article = portal.article(*id);
        article.section().is_none() && !article.path.is_empty()
    });
    Site {
        title: config.title.clone(),
        language: config.language.tag(),
        base_url: config.base_url.clone(),
        domain: config.domain().to_owned(),
        description: config.description.clone(),
        organisation: config.organisation.clone(),
        undertaker: config.undertaker.clone(),
        site_code: config.site_code.clone(),
        icp: config.icp.clone(),
        police: config.police.clone(),
        contact: contact(&config.contact),
        parent_site: config.parent_site.as_ref().map(|site| Link { title: site.name.clone(), url: site.url.clone() }),
        notice: config.notice.clone(),
        navigation: [
            entry("home", Some(Page::Home)),
            entry("years", Some(Page::Years)),
            entry("agencies", Some(Page::Agencies)),
            entry("statistics", Some(Page::Statistics)),
            section(Section::Guide),
        ]
        .into_iter()
        .flatten()
        .collect(),
        entries: [
            section(Section::Guide),
            section(Section::Rules),
            section(Section::Disclosure),
            entry("years", Some(Page::Years)),
            section(Section::Requests),
        ]
        .into_iter()
        .flatten()
        .collect(),
        more: more.map(|id| Link { title: portal.article(id).facts.title.clone(), url: address(Page::Article(id)) }).collect(),
    }
}

/// The first page of a section: its own article, or the list of its articles.
pub(super) fn section_page(portal: &Portal, section: Section) -> Option<Page> {
    let articles = portal.articles_in(section);
    let own = articles.iter().find(|id| &*portal.article(**id).path == section.name());
    own.map(|id| Page::Article(*id)).or((!articles.is_empty()).then_some(Page::Section(section)))
}

/// A contact for a template.
pub(super) fn contact(contact: &config::Contact) -> Contact {
    let config::Contact { office, address, hours, phone, fax, email, postcode } = contact.clone();
    Contact { is_empty: *contact == config::Contact::default(), office, address, hours, phone, fax, email, postcode }
}
