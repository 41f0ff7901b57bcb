//! A portal: everything a site says, complete, and what follows from it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::NaiveDate;

use super::agency::{Agency, AgencyId};
use super::alias::Alias;
use super::article::{Article, ArticleId, Section};
use super::config::Config;
use super::figure::Figure;
use super::form::{Form, Term};
use super::report::{FormId, Report, ReportId, Statistics};
use super::series::{self, Series};
use super::standing::{Standing, deadline};
use super::totals::Totals;
use crate::text::list::List;

/// Where the content is, below the site's folder.
pub const CONTENT: &str = "content/";

/// An attachment of a portal: its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AttachmentId(pub u32);

/// An old address of a portal: its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AliasId(pub u32);

/// Where an old address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// To a report.
    Report(ReportId),
    /// To an article.
    Article(ArticleId),
}

/// An old address, from which a portal sends its visitors on.
#[derive(Debug, Clone)]
pub struct OldAddress {
    /// The file at it, relative to the portal's root.
    pub file: String,
    /// Where it leads.
    pub target: Target,
}

/// The moment at which a portal is looked at, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// "Today", for whatever depends on it.
    pub today: NaiveDate,
    /// Whether drafts are part of it, as they are for whoever writes them.
    pub shows_drafts: bool,
}

/// A portal, complete. Its parts are in the order of their paths; ids are indexes.
#[derive(Debug, Clone)]
pub struct Portal {
    /// What `site.yaml` says.
    pub config: Arc<Config>,
    /// "Today", for whatever depends on it.
    pub today: NaiveDate,
    /// The files of drafts that are not part of it.
    pub drafts: Arc<[Arc<str>]>,
    /// The built-in forms and the site's own.
    pub forms: Arc<[Form]>,
    /// All series.
    pub series: Arc<[Series]>,
    /// All agencies.
    pub agencies: Arc<[Agency]>,
    /// The agencies that belong to none, in their order.
    pub roots: Arc<[AgencyId]>,
    /// All reports.
    pub reports: List<Arc<Report>>,
    /// All articles.
    pub articles: Arc<[Arc<Article>]>,
    /// Files that are copied, by their paths relative to the site's folder.
    pub attachments: Arc<[Arc<str>]>,
    /// Old addresses that lead to reports and articles.
    pub aliases: Arc<[OldAddress]>,
    index: Arc<Index>,
}

/// Agencies in the order of their paths, each with its parent and its children, and those that belong to none in their order.
#[derive(Debug, Clone)]
pub struct Tree {
    /// All of them.
    pub agencies: Arc<[Agency]>,
    /// Those that belong to none.
    pub roots: Arc<[AgencyId]>,
}

/// What stands in a content tree beside its agencies.
#[derive(Debug, Default)]
pub struct Texts {
    /// In the order of their paths, as are the others.
    pub reports: Vec<Arc<Report>>,
    /// The portal's own pages.
    pub articles: Vec<Arc<Article>>,
    /// Files that are copied.
    pub attachments: Vec<Arc<str>>,
    /// The files of drafts that are left out.
    pub drafts: Vec<Arc<str>>,
}

impl Portal {
    /// A portal of parts that are in the order of their paths, the agencies' tree already known.
    pub fn new(config: Arc<Config>, moment: Moment, forms: Arc<[Form]>, tree: Tree, texts: Texts) -> Portal {
        let Tree { agencies, roots } = tree;
        let Texts { reports, articles, attachments, drafts } = texts;
        let index = Arc::new(Index::of(&agencies, &reports));
        let series = series::known().into();
        let aliases = old_addresses(&config.path(), &reports, &articles).into();
        let [attachments, drafts] = [attachments, drafts].map(Arc::from);
        let (reports, articles) = (reports.into_iter().collect(), articles.into());
        Portal {
            config,
            today: moment.today,
            drafts,
            forms,
            series,
            agencies,
            roots,
            reports,
            articles,
            attachments,
            aliases,
            index,
        }
    }

    /// The same portal, in which some reports and articles say something else. None if that changes more than what they say: whose they
    /// are, on which year, since when, and on which form.
    pub fn revised(&self, reports: Vec<(ReportId, Arc<Report>)>, articles: Vec<(ArticleId, Arc<Article>)>) -> Option<Portal> {
        if reports.iter().any(|(id, report)| !stands_alike(self.report(*id), report)) {
            return None;
        }
        let reports = self.reports.with(reports.into_iter().map(|(id, report)| (id.0 as usize, report)));
        let mut all = Arc::clone(&self.articles);
        if !articles.is_empty() {
            let mut next = all.to_vec();
            for (id, article) in articles {
                if self.article(id).facts.aliases != article.facts.aliases {
                    return None;
                }
                next[id.0 as usize] = article;
            }
            all = next.into();
        }
        Some(Portal { reports, articles: all, ..self.clone() })
    }

    /// The agencies, as they belong to each other.
    pub fn tree(&self) -> Tree {
        Tree { agencies: Arc::clone(&self.agencies), roots: Arc::clone(&self.roots) }
    }

    /// The report that is read from a file.
    pub fn report_from(&self, source: &str) -> Option<ReportId> {
        let at = self.reports.place(|report| (*report.narrative.source).cmp(source))?;
        u32::try_from(at).ok().map(ReportId)
    }

    /// The article that is read from a file.
    pub fn article_from(&self, source: &str) -> Option<ArticleId> {
        let at = self.articles.binary_search_by(|article| (*article.narrative.source).cmp(source)).ok()?;
        u32::try_from(at).ok().map(ArticleId)
    }

    /// All reports, in the order of their paths.
    pub fn report_ids(&self) -> impl DoubleEndedIterator<Item = ReportId> + use<> {
        (0..u32::try_from(self.reports.len()).unwrap_or(u32::MAX)).map(ReportId)
    }

    /// An agency.
    pub fn agency(&self, id: AgencyId) -> &Agency {
        &self.agencies[id.0 as usize]
    }

    /// A report.
    pub fn report(&self, id: ReportId) -> &Report {
        &self.reports[id.0 as usize]
    }

    /// An article.
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.0 as usize]
    }

    /// An old address.
    pub fn alias(&self, id: AliasId) -> &OldAddress {
        &self.aliases[id.0 as usize]
    }

    /// The report or article that an old address leads to: its title, and its file.
    pub fn led_to(&self, target: Target) -> (&str, &Arc<str>) {
        match target {
            Target::Report(id) => (&self.report(id).facts.title, &self.report(id).narrative.source),
            Target::Article(id) => (&self.article(id).facts.title, &self.article(id).narrative.source),
        }
    }

    /// A form.
    pub fn form(&self, id: FormId) -> &Form {
        &self.forms[id.0 as usize]
    }

    /// All reports, the newest first.
    pub fn newest(&self) -> Vec<ReportId> {
        let mut all: Vec<ReportId> = self.report_ids().collect();
        all.sort_by_key(|id| (std::cmp::Reverse(self.report(*id).facts.published), *id));
        all
    }

    /// All agencies, parents before children, in the order of the tree.
    pub fn agencies_in_order(&self) -> Vec<AgencyId> {
        let mut order = Vec::with_capacity(self.agencies.len());
        let mut stack: Vec<AgencyId> = self.roots.iter().rev().copied().collect();
        while let Some(id) = stack.pop() {
            order.push(id);
            stack.extend(self.agency(id).children.iter().rev());
        }
        order
    }

    /// An agency's reports, oldest first.
    pub fn reports_of(&self, agency: AgencyId) -> &[ReportId] {
        self.index.of_agency(agency)
    }

    /// The reports on a year, in the order of their paths.
    pub fn reports_on(&self, year: u16) -> &[ReportId] {
        self.index.by_year.get(&year).map_or(&[], Vec::as_slice)
    }

    /// An agency's report on a year; where there are several, the first published one with statistics, else the first published.
    pub fn report_of(&self, agency: AgencyId, year: u16) -> Option<ReportId> {
        self.index.counted(agency, year).map(|counted| counted.report)
    }

    /// From the first year that somebody reported on to the last; none if nobody did.
    pub fn years(&self) -> Option<RangeInclusive<u16>> {
        Some(*self.index.by_year.keys().next()?..=*self.index.by_year.keys().next_back()?)
    }

    /// Whether an agency had to report on a year: from its first year, or its first report, to its last year.
    pub fn is_required(&self, agency: AgencyId, year: u16) -> bool {
        let body = self.agency(agency);
        let first_report = self.index.all_counted(agency).first().map(|counted| counted.year);
        let first = body.first_year.or(first_report);
        first.is_some_and(|first| first <= year) && body.last_year.is_none_or(|last| year <= last)
    }

    /// How an agency stands with its report on a year.
    pub fn standing(&self, agency: AgencyId, year: u16) -> Standing {
        let published = self.index.counted(agency, year).map(|counted| counted.published);
        if published.is_none() && !self.is_required(agency, year) {
            return Standing::NotRequired;
        }
        Standing::of(published, deadline(self.agency(agency).level, year), self.today)
    }

    /// Whether an agency has bodies below it that had to report on a year, or did: then its own figures may contain theirs, and are never
    /// added to them.
    pub fn is_rolled_up(&self, agency: AgencyId, year: u16) -> bool {
        let takes_part = |child: AgencyId| self.is_required(child, year) || self.report_of(child, year).is_some();
        self.agency(agency).children.iter().any(|child| takes_part(*child) || self.is_rolled_up(*child, year))
    }

    /// The bodies below an agency, however deep, that have nobody below them in a year, in the order of the tree.
    pub fn below(&self, agency: AgencyId, year: u16) -> Vec<AgencyId> {
        let mut found = Vec::new();
        for child in &self.agency(agency).children {
            if !self.is_rolled_up(*child, year) {
                found.push(*child);
            }
            found.extend(self.below(*child, year));
        }
        found
    }

    /// The years on which a body below an agency has reported, oldest first.
    pub fn years_below(&self, agency: AgencyId) -> BTreeSet<u16> {
        let own = |child: &AgencyId| self.reports_of(*child).iter().map(|id| self.report(*id).facts.year).collect();
        let years = |child: &AgencyId| -> BTreeSet<u16> { &own(child) | &self.years_below(*child) };
        self.agency(agency).children.iter().flat_map(years).collect()
    }

    /// The sums of all reports on a year in one form, over agencies with nobody below them.
    pub fn totals(&self, year: u16, form: FormId) -> Totals {
        let of_form = |id: &ReportId| {
            let report = self.report(*id);
            let statistics = report.facts.statistics.as_ref().filter(|s| s.form == form)?;
            let is_counted = self.report_of(report.agency, year) == Some(*id) && !self.is_rolled_up(report.agency, year);
            is_counted.then_some(&statistics.figures)
        };
        Totals::of(self.form(form).cell_count(), self.reports_on(year).iter().filter_map(of_form))
    }

    /// How a report's form carries a series on.
    pub fn term(&self, statistics: &Statistics, series: &Series) -> Option<&Term> {
        self.form(statistics.form).term(&series.id)
    }

    /// A series' figure in a report; none if its form has no such figure.
    pub fn figure(&self, report: ReportId, series: &Series) -> Option<Figure> {
        let statistics = self.report(report).facts.statistics.as_ref()?;
        Some(statistics.figures.sum(self.term(statistics, series)?))
    }

    /// The articles of a section, in their order.
    pub fn articles_in(&self, section: Section) -> Vec<ArticleId> {
        let mut ids: Vec<ArticleId> =
            ids(&self.articles).map(ArticleId).filter(|id| self.article(*id).section() == Some(section)).collect();
        ids.sort_by_key(|id| (self.article(*id).facts.order, Arc::clone(&self.article(*id).path)));
        ids
    }

    /// The report before and the one after in an agency's years.
    pub fn neighbours(&self, report: ReportId) -> (Option<ReportId>, Option<ReportId>) {
        let all = self.reports_of(self.report(report).agency);
        let at = all.iter().position(|id| *id == report).unwrap_or(0);
        (at.checked_sub(1).and_then(|i| all.get(i)).copied(), all.get(at + 1).copied())
    }
}

/// The ids of a list's items.
pub fn ids<T>(items: &[T]) -> impl DoubleEndedIterator<Item = u32> + use<T> {
    0..u32::try_from(items.len()).unwrap_or(u32::MAX)
}

/// The old addresses below a portal's path on its host.
fn old_addresses(base: &str, reports: &[Arc<Report>], articles: &[Arc<Article>]) -> Vec<OldAddress> {
    let of = |aliases: &[Alias], target: Target| -> Vec<OldAddress> {
        aliases.iter().filter_map(|alias| Some(OldAddress { file: alias.file(base)?, target })).collect()
    };
    let of_reports = ids(reports).flat_map(|id| of(&reports[id as usize].facts.aliases, Target::Report(ReportId(id))));
    let of_articles = ids(articles).flat_map(|id| of(&articles[id as usize].facts.aliases, Target::Article(ArticleId(id))));
    of_reports.chain(of_articles).collect()
}

/// Whether nothing but what it says tells one report from another: indexes are the same with either.
fn stands_alike(report: &Report, other: &Report) -> bool {
    let standing = |report: &Report| {
        let form = report.facts.statistics.as_ref().map(|statistics| statistics.form);
        (report.agency, report.facts.year, report.facts.published, form, report.facts.is_draft)
    };
    report.path == other.path && report.facts.aliases == other.facts.aliases && standing(report) == standing(other)
}

/// Which reports there are, by what they are looked up by. Pages of a year look at all agencies on all years, so what they need of a report
/// lies here, side by side.
#[derive(Debug)]
struct Index {
    /// All reports, agency by agency, oldest first.
    reports: Vec<ReportId>,
    /// Of each agency and year the one that counts.
    counted: Vec<Counted>,
    /// For each agency, where it begins in either list; at the end, where both end.
    starts: Vec<(usize, usize)>,
    by_year: BTreeMap<u16, Vec<ReportId>>,
}

/// The report of an agency on a year that counts.
#[derive(Debug, Clone, Copy)]
struct Counted {
    year: u16,
    published: NaiveDate,
    report: ReportId,
}

impl Index {
    fn of(agencies: &[Agency], reports: &[Arc<Report>]) -> Index {
        let mut by_agency: Vec<Vec<ReportId>> = vec![Vec::new(); agencies.len()];
        let mut by_year: BTreeMap<u16, Vec<ReportId>> = BTreeMap::new();
        for id in ids(reports).map(ReportId) {
            let report = &reports[id.0 as usize];
            by_agency[report.agency.0 as usize].push(id);
            by_year.entry(report.facts.year).or_default().push(id);
        }
        let mut index = Index { reports: Vec::with_capacity(reports.len()), counted: Vec::new(), starts: vec![(0, 0)], by_year };
        for mut own in by_agency {
            own.sort_by(|a, b| {
                let order = |id: &ReportId| {
                    let report = &reports[id.0 as usize];
                    (report.facts.year, report.facts.published, &report.path)
                };
                order(a).cmp(&order(b))
            });
            let facts = |id: &ReportId| &reports[id.0 as usize].facts;
            for on_year in own.chunk_by(|a, b| facts(a).year == facts(b).year) {
                let first = on_year.iter().find(|id| facts(id).statistics.is_some()).or(on_year.first());
                let count = |id: &ReportId| Counted { year: facts(id).year, published: facts(id).published, report: *id };
                index.counted.extend(first.map(count));
            }
            index.reports.extend(own);
            index.starts.push((index.reports.len(), index.counted.len()));
        }
        index
    }

    fn of_agency(&self, agency: AgencyId) -> &[ReportId] {
        let at = agency.0 as usize;
        &self.reports[self.starts[at].0..self.starts[at + 1].0]
    }

    /// An agency's reports that count, oldest first.
    fn all_counted(&self, agency: AgencyId) -> &[Counted] {
        let at = agency.0 as usize;
        &self.counted[self.starts[at].1..self.starts[at + 1].1]
    }

    fn counted(&self, agency: AgencyId, year: u16) -> Option<Counted> {
        let all = self.all_counted(agency);
        all.binary_search_by_key(&year, |counted| counted.year).ok().map(|at| all[at])
    }
}
