//! Floor 4, an edition: a portal at one moment, with its plan and its theme, ready to be rendered.

mod context;
mod document;
pub mod library;
mod assembly;
mod revision;

use std::io::{self, Write};
use std::sync::Arc;

use self::assembly::Assembly;
use self::library::Library;
use crate::check::subject::Subject;
use crate::check::verdict::{self, Seen};
use crate::model::config::Config;
use crate::model::narrative::Narrative;
use crate::model::portal::{Moment, Portal};
use crate::site::links;
use crate::site::parts;
use crate::site::plan::{DataFormat, Page, Plan};
use crate::site::press::Press;
use crate::site::render::{Content, render, write_year};
use crate::site::search;
use crate::site::shards::Kept;
use crate::site::sheet::Sheets;
use crate::site::theme::Theme;
use crate::site::views::Site;
use crate::text::diagnostics::{Diagnostic, Diagnostics};
use crate::text::source::Sources;

/// A portal at one moment. Complete: whatever can be wrong with the sources has been told before there is one.
#[derive(Debug)]
pub struct Edition {
    /// What it was made of.
    library: Library,
    moment: Moment,
    portal: Portal,
    seen: Seen,
    /// What was told of it when its documents were put together.
    told: Arc<Diagnostics>,
    plan: Arc<Plan>,
    looks: Looks,
    sheets: Arc<Sheets>,
    /// Made when somebody searches: an edit must not wait for it.
    index: Kept,
}

/// A theme with what all pages share, and what it was made of.
#[derive(Debug, Clone)]
struct Looks {
    theme: Arc<Theme>,
    /// The library's number for its themes.
    themes: u64,
    config: Arc<Config>,
    site: Arc<Site>,
}

impl Edition {
    /// Turns what the files of a site say into an edition. None, with findings, if they have errors; what else is wrong is told with them.
    pub fn compile(library: &Library, moment: Moment, diagnostics: &mut Diagnostics) -> Option<Edition> {
        Edition::assemble(None, library, moment, true, diagnostics)
    }

    /// The same, given an edition of the site before, of which all is taken over that does not depend on what has changed. Of a site with
    /// errors nothing else is told, as nothing else is of one without.
    pub fn after(before: Option<&Edition>, library: &Library, moment: Moment, diagnostics: &mut Diagnostics) -> Option<Edition> {
        let revised = before.filter(|before| before.moment == moment).and_then(|before| revision::revise(before, library));
        if let Some(edition) = &revised {
            diagnostics.append(library.findings());
            diagnostics.extend(edition.told.iter().cloned());
        }
        revised.or_else(|| Edition::assemble(before, library, moment, false, diagnostics))
    }

    fn assemble(
        before: Option<&Edition>,
        library: &Library,
        moment: Moment,
        is_judged: bool,
        diagnostics: &mut Diagnostics,
    ) -> Option<Edition> {
        let sources = library.sources();
        diagnostics.append(library.findings());
        let grown = before.filter(|before| before.library.agencies.is(&library.agencies)).map(|before| before.portal.tree());
        let mut told = Diagnostics::new();
        let assembly = Assembly::of(library, moment, grown, &mut told);
        diagnostics.extend(told.iter().cloned());
        let Assembly { portal, seen } = assembly?;
        let old = before.map(|before| &before.looks).filter(|looks| looks.is_of(library, &portal));
        let bare = match old {
            Some(looks) => Arc::clone(&looks.theme),
            None => Arc::new(Theme::load(sources, &portal.config, diagnostics)?),
        };
        // Documents with errors are missing from here on, so that the rest can be looked at as well and all mistakes told in one run.
        let plan = Plan::of(&portal, &bare, before.map(|before| &before.plan), diagnostics);
        links::check(&portal, &plan, sources, diagnostics);
        if diagnostics.has_errors() {
            if is_judged {
                verdict::judge(&Subject::new(&portal, &plan, sources), &seen, diagnostics);
            }
            return None;
        }
        let site = Arc::new(parts::site(&portal, &plan, &bare));
        let looks = match old.filter(|looks| looks.site == site) {
            Some(looks) => looks.clone(),
            None => {
                let theme = Arc::new(bare.with_site(&site));
                Looks { theme, themes: library.themes, config: Arc::clone(&portal.config), site }
            }
        };
        let sheets = Sheets::print(&portal, &looks.theme).map_err(|finding| diagnostics.push(finding)).ok()?;
        let (library, told, sheets) = (library.clone(), Arc::new(told), Arc::new(sheets));
        Some(Edition { library, moment, portal, seen, told, plan, looks, sheets, index: Kept::default() })
    }

    /// Finds what is wrong with it, though it reads well.
    pub fn check(&self, findings: &mut Diagnostics) {
        verdict::judge(&self.subject(), &self.seen, findings);
    }

    /// Finds what is wrong with what stands on a page, as far as one need not look at the whole portal for it.
    pub fn check_page(&self, page: Page) -> Diagnostics {
        match (page, self.source_of(page)) {
            (Page::Report(report), _) => verdict::about_report(&self.subject(), &self.seen, report),
            (Page::Agency(agency), Some(source)) => verdict::about_agency(&self.subject(), &self.seen, agency, &source),
            (_, Some(source)) => verdict::about_file(&self.portal.config, &self.seen, &source),
            (_, None) => Diagnostics::new(),
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
            Page::Home => self.narrative_of(page).map(|narrative| narrative.source.to_string()),
            _ => page.source(&self.portal),
        }
    }

    /// Whether a path is that of one of the sources, or of a folder with some.
    pub fn has_source(&self, path: &str) -> bool {
        let sources = self.library.sources();
        sources.get(path).is_some() || sources.below(&format!("{path}/")).next().is_some()
    }

    /// Makes a page.
    ///
    /// # Errors
    /// A finding: a template failed, or a source changed meanwhile.
    pub fn render(&self, page: Page) -> Result<Content, Diagnostic> {
        self.print(page, self.library.sources())
    }

    /// Makes a page of the text as it was read, whatever has become of its file; none if the text is not kept.
    ///
    /// # Errors
    /// A finding: a template failed.
    pub fn render_as_read(&self, page: Page) -> Option<Result<Content, Diagnostic>> {
        let text = Arc::clone(self.narrative_of(page)?.text.as_ref()?);
        Some(self.print(page, &self.library.sources().with(text)))
    }

    fn print(&self, page: Page, sources: &Sources) -> Result<Content, Diagnostic> {
        let explained = match page {
            Page::Report(report) => verdict::accepted(&Subject::new(&self.portal, &self.plan, sources), &self.seen, report),
            _ => Vec::new(),
        };
        render(&Press { explained: &explained, sources, ..self.press() }, page)
    }

    /// The text that stands on a page.
    fn narrative_of(&self, page: Page) -> Option<&Narrative> {
        match page {
            Page::Home => self.portal.articles.iter().find(|article| article.path.is_empty()).map(|home| &home.narrative),
            Page::Report(id) => Some(&self.portal.report(id).narrative),
            Page::Article(id) => Some(&self.portal.article(id).narrative),
            _ => None,
        }
    }

    /// Whether an author's text stands on a page, which is read again whenever the page is made.
    pub fn has_text(&self, page: Page) -> bool {
        self.narrative_of(page).is_some()
    }

    /// Writes the figures of a year, which are too long to be kept in memory.
    ///
    /// # Errors
    /// If that cannot be written.
    pub fn write_year(&self, year: u16, format: DataFormat, out: &mut (dyn Write + Send)) -> io::Result<()> {
        write_year(&self.press(), year, format, out)
    }

    /// Makes the search index, which is otherwise made by the first page that is a part of it. Whoever renders pages side by side must ask for
    /// it before: a thread that waits for its part of the index may begin with another page, which would wait for the index.
    ///
    /// # Errors
    /// A finding: a source changed meanwhile.
    pub fn make_index(&self) -> Result<(), Diagnostic> {
        search::index(&self.press()).map(drop)
    }

    fn subject(&self) -> Subject<'_> {
        Subject::new(&self.portal, &self.plan, self.library.sources())
    }

    fn press(&self) -> Press<'_> {
        let Edition { library, portal, plan, looks: Looks { theme, .. }, sheets, index, .. } = self;
        Press { portal, plan, theme, sheets, sources: library.sources(), index, explained: &[] }
    }
}

impl Looks {
    /// Whether the theme would be the same again, but for what all pages share.
    fn is_of(&self, library: &Library, portal: &Portal) -> bool {
        self.themes == library.themes && Arc::ptr_eq(&self.config, &portal.config)
    }
}
