//! Floor 4, an edition: a portal at one moment, with its plan and its theme, ready to be rendered.

use chrono::NaiveDate;

use crate::model::portal::Portal;
use crate::site::links;
use crate::site::parts;
use crate::site::plan::{Page, Plan};
use crate::site::press::Press;
use crate::site::render::{Content, render};
use crate::site::sheet::Sheets;
use crate::site::theme::Theme;
use crate::text::diagnostics::{Diagnostic, Diagnostics};
use crate::text::source::Sources;

/// A portal at one moment. Complete: whatever can be wrong with the sources has been told before there is one.
#[derive(Debug)]
pub struct Edition {
    sources: Sources,
    portal: Portal,
    plan: Plan,
    theme: Theme,
    sheets: Sheets,
}

impl Edition {
    /// Turns sources into an edition. None, with findings, if they have errors.
    pub fn compile(sources: Sources, today: NaiveDate, diagnostics: &mut Diagnostics) -> Option<Edition> {
        let portal = Portal::read(&sources, today, diagnostics)?;
        let theme = Theme::load(&sources, &portal.config, diagnostics)?;
        // Documents with errors are missing from here on, so that the rest can be looked at as well and all mistakes told in one run.
        let plan = Plan::of(&portal, &theme, diagnostics);
        links::check(&portal, &plan, &sources, diagnostics);
        if diagnostics.has_errors() {
            return None;
        }
        let site = parts::site(&portal, &plan, &theme);
        let theme = theme.with_site(&site);
        match Sheets::print(&portal, &theme) {
            Ok(sheets) => Some(Edition { sources, portal, plan, theme, sheets }),
            Err(finding) => {
                diagnostics.push(finding);
                None
            }
        }
    }

    /// What it says.
    pub fn portal(&self) -> &Portal {
        &self.portal
    }

    /// All its pages.
    pub fn pages(&self) -> &[Page] {
        self.plan.pages()
    }

    /// The file that a page is written to.
    pub fn file(&self, page: Page) -> String {
        self.press().file(page)
    }

    /// The page that is written to a file.
    pub fn find(&self, file: &str) -> Option<Page> {
        self.plan.find(file)
    }

    /// The author's file that a page stands for; none for a page that nobody wrote.
    pub fn source_of(&self, page: Page) -> Option<String> {
        match page {
            // The portal's own text stands on its first page.
            Page::Home => {
                self.portal.articles.iter().find(|article| article.path.is_empty()).map(|a| a.narrative.source.to_string())
            }
            _ => page.source(&self.portal),
        }
    }

    /// Whether a path is that of one of the sources, or of a folder with some.
    pub fn has_source(&self, path: &str) -> bool {
        self.sources.get(path).is_some() || self.sources.below(&format!("{path}/")).next().is_some()
    }

    /// Makes a page.
    ///
    /// # Errors
    /// A finding: a template failed, or a source changed meanwhile.
    pub fn render(&self, page: Page) -> Result<Content, Diagnostic> {
        render(&self.press(), page)
    }

    fn press(&self) -> Press<'_> {
        let Edition { sources, portal, plan, theme, sheets } = self;
        Press { portal, plan, theme, sheets, sources }
    }
}
