//! What a page is made with, and what it says of other pages: addresses and links.

use super::plan::{self, Page, Plan};
use super::shards::Kept;
use super::sheet::Sheets;
use super::theme::Theme;
use super::views::{Link, Meta};
use crate::model::narrative::Narrative;
use crate::model::portal::{Portal, Target};
use crate::model::publication::KnownIssue;
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
    /// The search index, once it is made.
    pub index: &'a Kept,
    /// What the page has to explain of its report's figures.
    pub explained: &'a [&'a KnownIssue],
}

impl Press<'_> {
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

    /// The text that stands on a page.
    pub(super) fn narrative(&self, page: Page) -> Option<&Narrative> {
        match page {
            Page::Report(id) => Some(&self.portal.report(id).narrative),
            Page::Article(id) => Some(&self.portal.article(id).narrative),
            // The portal's own text stands on its first page.
            Page::Home => self.portal.articles.iter().find(|article| article.path.is_empty()).map(|home| &home.narrative),
            _ => None,
        }
    }

    /// A link to a page.
    pub(super) fn link(&self, title: impl Into<String>, page: Page) -> Link {
        Link { title: title.into(), url: self.url(page) }
    }

    /// The page that an old address leads to.
    pub(super) fn leads_to(&self, target: Target) -> Page {
        match target {
            Target::Report(id) => Page::Report(id),
            // The home page's own text stands on it.
            Target::Article(id) if self.portal.article(id).path.is_empty() => Page::Home,
            Target::Article(id) => Page::Article(id),
        }
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
            feed: None,
            article: None,
            is_draft: false,
            structured: None,
        }
    }
}
