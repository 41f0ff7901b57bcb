//! Floor 4, an edition: a portal at one moment, with its plan and its theme, ready to be rendered.

pub mod reading;

use self::reading::Reading;
use crate::check::subject::Subject;
use crate::check::verdict::{self, Seen};
use crate::model::portal::{Moment, Portal};
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
    seen: Seen,
    plan: Plan,
    theme: Theme,
    sheets: Sheets,
}

impl Edition {
    /// Turns sources into an edition. None, with findings, if they have errors.
    pub fn compile(sources: Sources, moment: Moment, diagnostics: &mut Diagnostics) -> Option<Edition> {
        let Reading { portal, seen } = Reading::of(&sources, moment, diagnostics)?;
        let theme = Theme::load(&sources, &portal.config, diagnostics)?;
        // Documents with errors are missing from here on, so that the rest can be looked at as well and all mistakes told in one run.
        let plan = Plan::of(&portal, &theme, diagnostics);
        links::check(&portal, &plan, &sources, diagnostics);
        if diagnostics.has_errors() {
            verdict::judge(&Subject { portal: &portal, plan: &plan, sources: &sources }, &seen, diagnostics);
            return None;
        }
        let site = parts::site(&portal, &plan, &theme);
        let theme = theme.with_site(&site);
        match Sheets::print(&portal, &theme) {
            Ok(sheets) => Some(Edition { sources, portal, seen, plan, theme, sheets }),
            Err(finding) => {
                diagnostics.push(finding);
                None
            }
        }
    }

    /// Finds what is wrong with it, though it reads well.
    pub fn check(&self, findings: &mut Diagnostics) {
        verdict::judge(&self.subject(), &self.seen, findings);
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

    /// Makes a page.
    ///
    /// # Errors
    /// A finding: a template failed, or a source changed meanwhile.
    pub fn render(&self, page: Page) -> Result<Content, Diagnostic> {
        let explained = match page {
            Page::Report(report) => verdict::accepted(&self.subject(), &self.seen, report),
            _ => Vec::new(),
        };
        render(&Press { explained: &explained, ..self.press() }, page)
    }

    fn subject(&self) -> Subject<'_> {
        Subject { portal: &self.portal, plan: &self.plan, sources: &self.sources }
    }

    fn press(&self) -> Press<'_> {
        let Edition { sources, portal, plan, theme, sheets, .. } = self;
        Press { portal, plan, theme, sheets, sources, explained: &[] }
    }
}
