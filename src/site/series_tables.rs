//! Tables of series: figures over years, with the years where the form or the definition changed.

use std::collections::BTreeSet;

use super::charts::{self, Columns, Plot, Scale, Words};
use super::marks::{Content, SeriesContent};
use super::plan::{Page, SeriesId};
use super::press::Press;
use super::views::{Chart, Definition, Era, Link, Multiple, Multiples, SeriesGroup, SeriesRow, SeriesTable, SeriesYear};
use crate::model::agency::{AgencyId, Level};
use crate::model::figure::Figure;
use crate::model::portal::{Portal, ids};
use crate::model::report::{FormId, ReportId};
use crate::model::series::Series;
use crate::model::standing::Standing;
use crate::model::totals::Total;

/// So many small charts on a page are enough; the table has the rest.
const MOST_MULTIPLES: usize = 60;

/// A series' sum over a year's agencies with nobody below them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct YearSum {
    /// The sum; it means nothing if the figures are defined differently.
    total: Total,
    /// How many had to report.
    pub required: u32,
    /// How the forms define it.
    pub definitions: BTreeSet<Option<String>>,
    /// Whether any form in use has the figure.
    pub carried: bool,
    /// Who gave a number, or said that it does not apply.
    pub agencies: BTreeSet<AgencyId>,
}

/// Adds up a series over a year.
pub(super) fn year_sum(portal: &Portal, series: &Series, year: u16) -> YearSum {
    let mut total = YearSum::default();
    for agency in ids(&portal.agencies).map(AgencyId).filter(|agency| !portal.is_rolled_up(*agency, year)) {
        let report = portal.report_of(agency, year);
        total.required += u32::from(report.is_some() || portal.is_required(agency, year));
        let Some(statistics) = report.and_then(|id| portal.report(id).facts.statistics.as_ref()) else { continue };
        let Some(term) = portal.term(statistics, series) else { continue };
        total.carried = true;
        let figure = statistics.figures.sum(term);
        total.total.add(figure);
        if figure != Figure::Blank {
            total.agencies.insert(agency);
            total.definitions.insert(term.definition.clone());
        }
    }
    total
}

impl YearSum {
    /// The sum; blank if nobody gave a figure, none if the figures are defined differently.
    pub fn figure(&self) -> Option<Figure> {
        (self.definitions.len() <= 1).then(|| self.total.figure())
    }

    /// How many agencies gave a number, or said that it does not apply.
    pub fn answered(&self) -> u32 {
        self.total.answered
    }
}

/// Years, and where among them another form begins.
struct Span {
    years: Vec<u16>,
    /// In use, for each year.
    forms: Vec<BTreeSet<FormId>>,
    /// For each year, whether another form begins with it.
    turns: Vec<bool>,
    /// In a chart.
    columns: Columns,
}

impl Span {
    fn new(years: Vec<u16>, forms: Vec<BTreeSet<FormId>>) -> Span {
        Span { turns: turns(&forms), columns: Columns::of(years.len()), years, forms }
    }

    /// From an agency's first report to its last one; none without reports.
    fn of_agency(portal: &Portal, agency: AgencyId) -> Option<Span> {
        let year_of = |id: &ReportId| portal.report(*id).facts.year;
        let reports = portal.reports_of(agency);
        let years: Vec<u16> = (reports.first().map(year_of)?..=reports.last().map(year_of)?).collect();
        let forms = years.iter().map(|year| forms_of(portal, portal.report_of(agency, *year))).collect();
        Some(Span::new(years, forms))
    }

    fn of_portal(portal: &Portal) -> Span {
        let years: Vec<u16> = portal.years().into_iter().flatten().collect();
        let in_use = |year: &u16| portal.reports_on(*year).iter().flat_map(|id| forms_of(portal, Some(*id))).collect();
        let forms = years.iter().map(in_use).collect();
        Span::new(years, forms)
    }
}

/// An agency's series over its years.
pub(super) fn of_agency(press: &Press<'_>, agency: AgencyId) -> Option<SeriesTable> {
    let portal = press.portal;
    let span = Span::of_agency(portal, agency)?;
    let mut rows = Vec::new();
    let mut definitions = Vec::new();
    for (index, series) in portal.series.iter().enumerate() {
        let cells = row(portal, agency, series, &span);
        if !cells.iter().any(|cell| matches!(cell.status, "reported" | "not_applicable")) {
            continue;
        }
        if cells.iter().any(|cell| cell.breaks) {
            definitions.extend(defined(portal, series, &span.forms));
        }
        let page = Page::Series(SeriesId(u32::try_from(index).ok()?));
        rows.push(SeriesRow {
            link: press.link(title(portal, series), page),
            unit: series.unit.clone(),
            cells: press.sheets.series_row(&cells),
        });
    }
    let groups = vec![SeriesGroup { level: "", rows }];
    let has_rows = !groups[0].rows.is_empty();
    let Span { years, forms, turns, .. } = &span;
    has_rows.then(|| SeriesTable { years: columns(years, turns), eras: eras(portal, forms), groups, definitions })
}

/// Charts of an agency's headline series, of those with two figures at least.
pub(super) fn charts_of_agency(press: &Press<'_>, agency: AgencyId) -> Vec<Chart> {
    let portal = press.portal;
    let Some(span) = Span::of_agency(portal, agency) else { return Vec::new() };
    let (eras, words) = (eras(portal, &span.forms), Words::of(press.theme));
    let chart = |index: u32| {
        let series = &portal.series[index as usize];
        let cells = row(portal, agency, series, &span);
        let link = press.link(title(portal, series), Page::Series(SeriesId(index)));
        let svg = plot(&link.title, &span, &cells, &eras, &words).line()?;
        Some(Chart { link, unit: series.unit.clone(), svg })
    };
    ids(&portal.series).filter(|index| portal.series[*index as usize].headline).filter_map(chart).collect()
}

/// A series over all agencies and years, with the sums.
pub(super) fn of_series(press: &Press<'_>, series: &Series) -> SeriesTable {
    let portal = press.portal;
    let span = Span::of_portal(portal);
    let mut groups: Vec<SeriesGroup> = Vec::new();
    for (level, agencies) in levels(portal) {
        let rows = agencies.into_iter().map(|id| SeriesRow {
            link: press.link(&portal.agency(id).short_name, Page::Agency(id)),
            unit: String::new(),
            cells: press.sheets.series_row(&row(portal, id, series, &span)),
        });
        groups.push(SeriesGroup { level: level.name(), rows: rows.collect() });
    }
    let link = Link { title: press.theme.string("series.total"), url: String::new() };
    let sums = SeriesRow { link, unit: String::new(), cells: press.sheets.series_row(&sum_row(portal, series, &span)) };
    groups.push(SeriesGroup { level: "total", rows: vec![sums] });
    SeriesTable {
        years: columns(&span.years, &span.turns),
        eras: eras(portal, &span.forms),
        groups,
        definitions: defined(portal, series, &span.forms),
    }
}

/// A chart of a series' sums over the years, and small ones of each agency's figures.
pub(super) fn charts_of_series(press: &Press<'_>, series: &Series) -> (Option<Chart>, Vec<Multiples>) {
    let portal = press.portal;
    let span = Span::of_portal(portal);
    let eras = eras(portal, &span.forms);
    let cells = sum_row(portal, series, &span);
    let link = Link { title: title(portal, series), url: String::new() };
    let words = Words::of(press.theme);
    let svg = plot(&link.title, &span, &cells, &eras, &words).line();
    let multiples = levels(portal).into_iter().filter_map(|(level, agencies)| multiples(press, series, &span, level, agencies));
    (svg.map(|svg| Chart { link, unit: series.unit.clone(), svg }), multiples.collect())
}

/// Small charts of one level's agencies, on one scale.
fn multiples(press: &Press<'_>, series: &Series, span: &Span, level: Level, agencies: Vec<AgencyId>) -> Option<Multiples> {
    let portal = press.portal;
    if span.years.len() < 2 {
        return None;
    }
    let left_out = agencies.len().saturating_sub(MOST_MULTIPLES);
    let rows: Vec<(AgencyId, Vec<SeriesContent>)> =
        agencies.into_iter().take(MOST_MULTIPLES).map(|id| (id, row(portal, id, series, span))).collect();
    let scale = Scale::of(rows.iter().flat_map(|(_, cells)| charts::numbers(cells)))?;
    let (title, words) = (title(portal, series), Words::of(press.theme));
    let small = |(id, cells): &(AgencyId, Vec<SeriesContent>)| {
        let link = press.link(&portal.agency(*id).short_name, Page::Agency(*id));
        let svg = plot(&format!("{} {title}", link.title), span, cells, &[], &words).bars(&scale);
        let newest = cells.last();
        Multiple { link, status: newest.map_or("", |cell| cell.status), value: newest.map(charts::text).unwrap_or_default(), svg }
    };
    let charts = rows.iter().filter(|(_, cells)| charts::numbers(cells).next().is_some()).map(small).collect();
    Some(Multiples { level: level.name(), top: scale.top.normalize().to_string(), charts, left_out })
}

fn plot<'a>(title: &'a str, span: &'a Span, cells: &'a [SeriesContent], eras: &'a [Era], words: &'a Words) -> Plot<'a> {
    Plot { title, years: &span.years, columns: &span.columns, cells, eras, words }
}

/// The agencies with reports, level by level.
fn levels(portal: &Portal) -> Vec<(Level, Vec<AgencyId>)> {
    let order = portal.agencies_in_order();
    let has_reports = |level: Level, id: &AgencyId| portal.agency(*id).level == level && !portal.reports_of(*id).is_empty();
    let of_level = |level: Level| (level, order.iter().copied().filter(|id| has_reports(level, id)).collect::<Vec<_>>());
    Level::ALL.into_iter().map(of_level).filter(|(_, agencies)| !agencies.is_empty()).collect()
}

/// A series' name in the language of the interface.
pub(super) fn title(portal: &Portal, series: &Series) -> String {
    match portal.config.language {
        crate::text::tell::Language::Chinese => series.title.clone(),
        crate::text::tell::Language::English => series.title_en.clone(),
    }
}

fn forms_of(portal: &Portal, report: Option<ReportId>) -> BTreeSet<FormId> {
    report.and_then(|id| portal.report(id).facts.statistics.as_ref()).map(|s| s.form).into_iter().collect()
}

/// For each year, whether another form begins with it. Years without a report change nothing.
fn turns(forms: &[BTreeSet<FormId>]) -> Vec<bool> {
    let mut last: Option<&BTreeSet<FormId>> = None;
    let mut turns = Vec::with_capacity(forms.len());
    for now in forms {
        turns.push(!now.is_empty() && last.is_some_and(|last| last != now));
        if !now.is_empty() {
            last = Some(now);
        }
    }
    turns
}

fn columns(years: &[u16], turns: &[bool]) -> Vec<SeriesYear> {
    years.iter().zip(turns).map(|(year, turn)| SeriesYear { year: *year, turn: *turn }).collect()
}

fn eras(portal: &Portal, forms: &[BTreeSet<FormId>]) -> Vec<Era> {
    let mut eras: Vec<Era> = Vec::new();
    for (now, turn) in forms.iter().zip(turns(forms)) {
        let mut ids = now.iter();
        let form = match (ids.next(), ids.next()) {
            (Some(only), None) => portal.form(*only).short.clone(),
            _ => String::new(),
        };
        match eras.last_mut().filter(|_| !turn) {
            Some(era) => {
                era.years += 1;
                if era.form.is_empty() {
                    era.form = form;
                }
            }
            None => eras.push(Era { form, years: 1, turn }),
        }
    }
    eras
}

fn row(portal: &Portal, agency: AgencyId, series: &Series, span: &Span) -> Vec<SeriesContent> {
    let mut last_definition: Option<&Option<String>> = None;
    let cell = |(year, turn): (&u16, &bool)| {
        let blank = Content { figure: Figure::Blank, coverage: None };
        let plain = |status| SeriesContent { status, content: blank, turn: *turn, breaks: false };
        let Some(report) = portal.report_of(agency, *year) else {
            return plain(match portal.standing(agency, *year) {
                Standing::Missing => "missing",
                Standing::NotYetDue => "not-yet-due",
                _ => "not-required",
            });
        };
        let Some(statistics) = &portal.report(report).facts.statistics else { return plain("blank") };
        let Some(term) = portal.term(statistics, series) else { return plain("absent") };
        let figure = statistics.figures.sum(term);
        let breaks = last_definition.is_some_and(|last| *last != term.definition);
        last_definition = Some(&term.definition);
        SeriesContent { content: Content { figure, coverage: None }, breaks, ..plain(figure.status()) }
    };
    span.years.iter().zip(&span.turns).map(cell).collect()
}

fn sum_row(portal: &Portal, series: &Series, span: &Span) -> Vec<SeriesContent> {
    let mut last: Option<BTreeSet<Option<String>>> = None;
    let mut cells = Vec::with_capacity(span.years.len());
    for (year, turn) in span.years.iter().zip(&span.turns) {
        let total = year_sum(portal, series, *year);
        let status = match total.figure() {
            None => "mixed",
            Some(Figure::Blank) if !total.carried && !portal.reports_on(*year).is_empty() => "absent",
            Some(figure) => figure.status(),
        };
        let is_defined = !total.definitions.is_empty();
        let figure = total.figure().unwrap_or_default();
        cells.push(SeriesContent {
            status,
            content: Content { figure, coverage: Some((total.answered(), total.required)) },
            turn: *turn,
            breaks: is_defined && last.as_ref().is_some_and(|last| *last != total.definitions),
        });
        if is_defined {
            last = Some(total.definitions);
        }
    }
    cells
}

/// How the forms in use define a series.
fn defined(portal: &Portal, series: &Series, forms: &[BTreeSet<FormId>]) -> Vec<Definition> {
    let used: BTreeSet<FormId> = forms.iter().flatten().copied().collect();
    let mut used: Vec<FormId> = used.into_iter().collect();
    used.sort_by_key(|id| portal.form(*id).years);
    let define = |id: FormId| {
        let form = portal.form(id);
        let text = form.term(&series.id)?.definition.clone()?;
        Some(Definition { series: title(portal, series), form: form.short.clone(), text })
    };
    used.into_iter().filter_map(define).collect()
}
