//! A portal: everything a site says, assembled from its sources and complete.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::agency::{AGENCY_FILE, Agency, AgencyId};
use super::article::{Article, ArticleId, Section};
use super::config::Config;
use super::figures::Figure;
use super::form::{BUILT_IN, Form};
use super::narrative::Narrative;
use super::report::{Facts, FormId, Report, ReportId, Statistics};
use super::series::{self, Series, Term};
use super::standing::{Standing, deadline};
use super::totals::Totals;
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::text::source::{SITE_FILE, Sources, Text};
use crate::text::yaml::{Yaml, split_front_matter};

/// Where the content is, below the site's folder.
pub const CONTENT: &str = "content/";
const FORMS: &str = "forms/";

/// An attachment of a portal: its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AttachmentId(pub u32);

/// A portal, complete. Its parts are in the order of their paths; ids are indexes.
#[derive(Debug)]
pub struct Portal {
    /// What `site.yaml` says.
    pub config: Config,
    /// "Today", for whatever depends on it.
    pub today: NaiveDate,
    /// The built-in forms and the site's own.
    pub forms: Vec<Form>,
    /// All series.
    pub series: Vec<Series>,
    /// All agencies.
    pub agencies: Vec<Agency>,
    /// The agencies that belong to none, in their order.
    pub roots: Vec<AgencyId>,
    /// All reports.
    pub reports: Vec<Report>,
    /// All articles.
    pub articles: Vec<Article>,
    /// Files that are copied, by their paths relative to the site's folder.
    pub attachments: Vec<Arc<str>>,
    by_agency: Vec<Vec<ReportId>>,
    by_year: BTreeMap<u16, Vec<ReportId>>,
}

/// One Markdown file, read.
enum Document {
    Report(Box<Report>),
    Article(Article),
}

impl Portal {
    /// Reads all sources. None, with findings, if any has errors.
    pub fn read(sources: &Sources, today: NaiveDate, diagnostics: &mut Diagnostics) -> Option<Portal> {
        let config = read_config(sources, diagnostics);
        let forms = read_forms(sources, diagnostics);
        let agencies = read_agencies(sources, diagnostics);
        // Without its forms and agencies, every report would only repeat their errors.
        if diagnostics.has_errors() {
            return None;
        }
        let (agencies, roots) = nest(agencies);
        let (reports, articles) = read_documents(sources, &agencies, &forms, diagnostics);
        let is_attachment = |path: &str| !path.ends_with(".md") && path.rsplit('/').next() != Some(AGENCY_FILE);
        let attachments = sources.below(CONTENT).filter(|path| is_attachment(path)).cloned().collect();
        let config = config.filter(|_| !diagnostics.has_errors())?;
        let (by_agency, by_year) = index(&agencies, &reports);
        let series = series::known();
        Some(Portal { config, today, forms, series, agencies, roots, reports, articles, attachments, by_agency, by_year })
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

    /// A form.
    pub fn form(&self, id: FormId) -> &Form {
        &self.forms[id.0 as usize]
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
        &self.by_agency[agency.0 as usize]
    }

    /// The reports on a year, in the order of their paths.
    pub fn reports_on(&self, year: u16) -> &[ReportId] {
        self.by_year.get(&year).map_or(&[], Vec::as_slice)
    }

    /// An agency's report on a year; the first one where there are several.
    pub fn report_of(&self, agency: AgencyId, year: u16) -> Option<ReportId> {
        let reports = self.reports_of(agency);
        let at = reports.partition_point(|id| self.report(*id).facts.year < year);
        reports.get(at).copied().filter(|id| self.report(*id).facts.year == year)
    }

    /// From the first year that somebody reported on to the last; none if nobody did.
    pub fn years(&self) -> Option<RangeInclusive<u16>> {
        Some(*self.by_year.keys().next()?..=*self.by_year.keys().next_back()?)
    }

    /// Whether an agency had to report on a year: from its first year, or its first report, to its last year.
    pub fn is_required(&self, agency: AgencyId, year: u16) -> bool {
        let body = self.agency(agency);
        let first_report = self.reports_of(agency).first().map(|id| self.report(*id).facts.year);
        let first = body.first_year.or(first_report);
        first.is_some_and(|first| first <= year) && body.last_year.is_none_or(|last| year <= last)
    }

    /// How an agency stands with its report on a year.
    pub fn standing(&self, agency: AgencyId, year: u16) -> Standing {
        let published = self.report_of(agency, year).map(|id| self.report(id).facts.published);
        if published.is_none() && !self.is_required(agency, year) {
            return Standing::NotRequired;
        }
        Standing::of(published, deadline(self.agency(agency).level, year), self.today)
    }

    /// Whether an agency has bodies below it that had to report on a year: then its own figures may contain theirs, and are never
    /// added to them.
    pub fn is_rolled_up(&self, agency: AgencyId, year: u16) -> bool {
        self.agency(agency).children.iter().any(|child| self.is_required(*child, year) || self.is_rolled_up(*child, year))
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
        Some(self.term(statistics, series)?.figure(&statistics.figures))
    }

    /// The articles of a section, in their order.
    pub fn articles_in(&self, section: Section) -> Vec<ArticleId> {
        let mut ids: Vec<ArticleId> =
            ids(&self.articles).map(ArticleId).filter(|id| self.article(*id).section() == Some(section)).collect();
        ids.sort_by_key(|id| (self.article(*id).order, Arc::clone(&self.article(*id).path)));
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

/// Reads `site.yaml`; none, with findings, if it has errors.
pub fn read_config(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Config> {
    let Some(path) = sources.get(SITE_FILE) else {
        diagnostics.push(Diagnostic::error("no-site-file", Place::file(SITE_FILE)));
        return None;
    };
    match sources.text(path) {
        Ok(text) => Config::read(&text, diagnostics),
        Err(finding) => {
            diagnostics.push(finding);
            None
        }
    }
}

/// The built-in forms, then the site's own, which replace those of the same id.
fn read_forms(sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<Form> {
    let built_in = BUILT_IN.iter().map(|(path, source)| Ok(Text::new(*path, *source)));
    let own = sources.below(FORMS).filter(|path| path.ends_with(".yaml")).map(|path| sources.text(path));
    let mut forms: Vec<Form> = Vec::new();
    for text in built_in.chain(own) {
        let form = match text {
            Ok(text) => Form::read(&text, diagnostics),
            Err(finding) => {
                diagnostics.push(finding);
                None
            }
        };
        if let Some(form) = form {
            forms.retain(|other| other.id != form.id);
            forms.push(form);
        }
    }
    forms
}

fn read_agencies(sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<Agency> {
    let is_agency = |path: &&Arc<str>| path.rsplit('/').next() == Some(AGENCY_FILE);
    let files: Vec<&Arc<str>> = sources.below(CONTENT).filter(is_agency).collect();
    let read = |path: &&Arc<str>| {
        let mut findings = Diagnostics::new();
        let agency = match sources.text(path) {
            Ok(text) => Agency::read(&text, &mut findings),
            Err(finding) => {
                findings.push(finding);
                None
            }
        };
        (agency, findings)
    };
    let read: Vec<_> = files.par_iter().map(read).collect();
    let mut agencies = Vec::with_capacity(read.len());
    for (agency, findings) in read {
        agencies.extend(agency);
        diagnostics.append(findings);
    }
    agencies.sort_by(|a, b| a.path.cmp(&b.path));
    agencies
}

/// Gives every agency its parent, the nearest folder above that is one, and its children in their order.
fn nest(mut agencies: Vec<Agency>) -> (Vec<Agency>, Vec<AgencyId>) {
    let by_path: BTreeMap<Arc<str>, AgencyId> =
        ids(&agencies).map(|i| (Arc::clone(&agencies[i as usize].path), AgencyId(i))).collect();
    let parents: Vec<Option<AgencyId>> = agencies.iter().map(|a| above(&by_path, &a.path)).collect();
    let mut order: Vec<AgencyId> = ids(&agencies).map(AgencyId).collect();
    order.sort_by_key(|id| (agencies[id.0 as usize].order, Arc::clone(&agencies[id.0 as usize].path)));
    let mut roots = Vec::new();
    for id in order {
        let parent = parents[id.0 as usize];
        agencies[id.0 as usize].parent = parent;
        match parent {
            Some(parent) => agencies[parent.0 as usize].children.push(id),
            None => roots.push(id),
        }
    }
    (agencies, roots)
}

/// The nearest agency above a path.
fn above(by_path: &BTreeMap<Arc<str>, AgencyId>, path: &str) -> Option<AgencyId> {
    let mut folder = path;
    while let Some((up, _)) = folder.rsplit_once('/') {
        if let Some(id) = by_path.get(up) {
            return Some(*id);
        }
        folder = up;
    }
    None
}

fn read_documents(
    sources: &Sources,
    agencies: &[Agency],
    forms: &[Form],
    diagnostics: &mut Diagnostics,
) -> (Vec<Report>, Vec<Article>) {
    let by_path: BTreeMap<Arc<str>, AgencyId> =
        ids(agencies).map(|i| (Arc::clone(&agencies[i as usize].path), AgencyId(i))).collect();
    let files: Vec<&Arc<str>> = sources.below(CONTENT).filter(|path| path.ends_with(".md")).collect();
    let read = |path: &&Arc<str>| {
        let mut findings = Diagnostics::new();
        let document = match sources.text(path) {
            Ok(text) => read_document(&text, &by_path, forms, &mut findings),
            Err(finding) => {
                findings.push(finding);
                None
            }
        };
        (document, findings)
    };
    let read: Vec<_> = files.par_iter().map(read).collect();
    let (mut reports, mut articles) = (Vec::new(), Vec::new());
    for (document, findings) in read {
        match document {
            Some(Document::Report(report)) => reports.push(*report),
            Some(Document::Article(article)) => articles.push(article),
            None => {}
        }
        diagnostics.append(findings);
    }
    (reports, articles)
}

fn read_document(
    text: &Text,
    agencies: &BTreeMap<Arc<str>, AgencyId>,
    forms: &[Form],
    findings: &mut Diagnostics,
) -> Option<Document> {
    let path = text.path.strip_prefix(CONTENT).and_then(|p| p.strip_suffix(".md")).unwrap_or(&text.path);
    let (front, body) = split_front_matter(text).map_err(|finding| findings.push(finding)).ok()?;
    let yaml = Yaml::read(text, front).map_err(|all| findings.append(all)).ok()?;
    let path_year = path.split('/').find_map(|part| part.parse().ok().filter(|_| part.len() == 4));
    let url: Arc<str> = Arc::from(if path == "index" { "" } else { path.strip_suffix("/index").unwrap_or(path) });
    // A file in a folder of a year below an agency is meant to be a report, even if it forgot to say its year.
    let owner = above(agencies, path);
    let mut is_report = owner.is_some() && path_year.is_some();
    let facts = yaml.fields(findings, |fields| {
        is_report |= fields.raw("year").is_some() || fields.raw("statistics").is_some();
        is_report.then(|| Facts::read(fields, path_year, forms)).ok_or_else(|| {
            let narrative = Narrative::read(text, body.clone(), None, &mut Diagnostics::new());
            Article::read(Arc::clone(&url), fields, narrative)
        })
    });
    match facts? {
        Err(article) => {
            let narrative = Narrative::read(text, body, None, findings);
            Some(Document::Article(Article { narrative, ..article }))
        }
        Ok(facts) => {
            let statistics = facts.statistics.as_ref().map(|s| (&forms[s.form.0 as usize], &s.figures));
            let narrative = Narrative::read(text, body, statistics, findings);
            match owner {
                Some(agency) => Some(Document::Report(Box::new(Report { path: url, agency, facts, narrative }))),
                None => {
                    findings.push(Diagnostic::error("report-without-agency", Place::file(Arc::clone(&text.path))));
                    None
                }
            }
        }
    }
}

type ByAgency = Vec<Vec<ReportId>>;
type ByYear = BTreeMap<u16, Vec<ReportId>>;

fn index(agencies: &[Agency], reports: &[Report]) -> (ByAgency, ByYear) {
    let mut by_agency: ByAgency = vec![Vec::new(); agencies.len()];
    let mut by_year = ByYear::new();
    for id in ids(reports).map(ReportId) {
        let report = &reports[id.0 as usize];
        by_agency[report.agency.0 as usize].push(id);
        by_year.entry(report.facts.year).or_default().push(id);
    }
    for own in &mut by_agency {
        own.sort_by_key(|id| (reports[id.0 as usize].facts.year, *id));
    }
    (by_agency, by_year)
}
