//! The views of what nobody wrote: the home page and the pages of years, agencies, series and sections.

use std::collections::BTreeSet;

use super::completeness;
use super::documents;
use super::parts::{absolute_root, agency_crumbs, contact, report_link, signed, standing, tally, year_link, year_links};
use super::plan::{Page, SeriesId};
use super::press::Press;
use super::roll_ups;
use super::search;
use super::series_tables::{self, year_sum};
use super::sheet;
use super::views::{
    self, AgencyGroup, AgencyLink, AgencyYear, Headline, HeadlineFigure, Link, SeriesLink, YearGroup, YearLink, YearRow,
    YearSummary, YearTotals,
};
use crate::model::agency::{AgencyId, Level};
use crate::model::article::Section;
use crate::model::figure::Figure;
use crate::model::portal::{Portal, ids};
use crate::model::report::{FormId, ReportId};
use crate::model::standing::{Standing, deadline};
use crate::text::diagnostics::Diagnostic;

/// How many reports the home page lists.
const NEWEST_ON_HOME: usize = 8;
/// How many agencies the search page lists at most: whoever has a script waits for them as well.
const MOST_ON_SEARCH: usize = 100;

pub(super) fn home(press: &Press<'_>) -> Result<views::Home, Diagnostic> {
    let Press { portal, .. } = press;
    let mut page = press.meta(Page::Home, portal.config.title.clone(), "home", Vec::new());
    page.description = portal.config.description.clone().unwrap_or_else(|| portal.config.title.clone());
    let years = year_links(press);
    Ok(views::Home {
        page,
        text: documents::home_text(press)?,
        report_count: portal.reports.len(),
        headline: portal.years().and_then(|years| years.rev().find_map(|year| headline(press, year))),
        newest: portal.newest().into_iter().take(NEWEST_ON_HOME).map(|id| report_link(press, id)).collect(),
        years,
        groups: agency_groups(press),
    })
}

fn headline(press: &Press<'_>, year: u16) -> Option<Headline> {
    let portal = press.portal;
    let mut figures = Vec::new();
    for (index, series) in portal.series.iter().enumerate().filter(|(_, series)| series.headline) {
        let now = year_sum(portal, series, year);
        let Some(Figure::Number(sum)) = now.figure() else { continue };
        let before = year_sum(portal, series, year - 1);
        let is_comparable = before.definitions == now.definitions && before.agencies == now.agencies;
        let change =
            before.figure().and_then(Figure::number).filter(|_| is_comparable).and_then(|before| sum.checked_sub(before));
        figures.push(HeadlineFigure {
            title: series_tables::title(portal, series),
            unit: series.unit.clone(),
            url: press.url(Page::Series(SeriesId(u32::try_from(index).ok()?))),
            value: sum.to_string(),
            answered: now.answered(),
            required: now.required,
            change: change.map(signed),
        });
    }
    (!figures.is_empty()).then(|| Headline { year: year_link(press, year), figures })
}

fn agency_groups(press: &Press<'_>) -> Vec<AgencyGroup> {
    let links = agency_links(press);
    let of_level = |level: Level| AgencyGroup {
        level: level.name(),
        agencies: links.iter().filter(|link| link.level == level.name()).cloned().collect(),
    };
    Level::ALL.into_iter().map(of_level).filter(|group| !group.agencies.is_empty()).collect()
}

fn agency_links(press: &Press<'_>) -> Vec<AgencyLink> {
    press.portal.agencies_in_order().into_iter().map(|id| agency_link(press, id)).collect()
}

fn agency_link(press: &Press<'_>, id: AgencyId) -> AgencyLink {
    let portal = press.portal;
    let agency = portal.agency(id);
    let reports = portal.reports_of(id);
    AgencyLink {
        name: agency.short_name.clone(),
        full_name: agency.name.clone(),
        url: press.url(Page::Agency(id)),
        level: agency.level.name(),
        depth: std::iter::successors(agency.parent, |parent| portal.agency(*parent).parent).count(),
        reports: reports.len(),
        newest: reports.last().map(|id| portal.report(*id).facts.year),
    }
}

/// The forms that a year's reports use.
fn forms_on(portal: &Portal, year: u16) -> BTreeSet<FormId> {
    let form = |id: &ReportId| portal.report(*id).facts.statistics.as_ref().map(|s| s.form);
    portal.reports_on(year).iter().filter_map(form).collect()
}

pub(super) fn years(press: &Press<'_>) -> views::Years {
    let portal = press.portal;
    let summary = |year: YearLink| YearSummary {
        tally: tally(portal, year.year),
        forms: forms_on(portal, year.year).into_iter().map(|id| portal.form(id).short.clone()).collect(),
        year,
    };
    views::Years {
        page: press.meta(Page::Years, press.theme.string("title.years"), "years", Vec::new()),
        years: year_links(press).into_iter().map(summary).collect(),
        as_of: portal.today.to_string(),
        matrix: completeness::matrix(press),
        deadlines: completeness::deadlines(portal),
        calendar: press.url(Page::Calendar),
    }
}

pub(super) fn year(press: &Press<'_>, year: u16) -> Result<views::Year, Diagnostic> {
    let Press { portal, theme, .. } = press;
    let title = theme.string("title.year").replace("{year}", &year.to_string());
    let crumbs = vec![press.link(theme.string("title.years"), Page::Years)];
    let totals = forms_on(portal, year).into_iter().map(|form| year_totals(press, year, form));
    let mut page = press.meta(Page::Year(year), title, "years", crumbs);
    page.feed = feed(press, Page::YearFeed(year), &page.title);
    Ok(views::Year {
        page,
        year,
        as_of: portal.today.to_string(),
        deadline: deadline(Level::Township, year).to_string(),
        aggregated_deadline: deadline(Level::County, year).to_string(),
        years: year_links(press),
        tally: tally(portal, year),
        groups: Level::ALL.into_iter().map(|level| year_group(press, year, level)).filter(|g| !g.rows.is_empty()).collect(),
        totals: totals.collect::<Result<_, _>>()?,
        comparison: press.plan.find(&press.file(Page::Comparison(year))).map(|page| press.url(page)),
    })
}

/// The feed of an agency or a year, if there is one.
fn feed(press: &Press<'_>, page: Page, title: &str) -> Option<Link> {
    press.plan.find(&press.file(page)).filter(|found| *found == page).map(|page| press.link(title, page))
}

fn year_group(press: &Press<'_>, year: u16, level: Level) -> YearGroup {
    let portal = press.portal;
    let of_level = portal.agencies_in_order().into_iter().filter(|id| portal.agency(*id).level == level);
    let row = |id: AgencyId| {
        let stands = portal.standing(id, year);
        let report = portal.report_of(id, year);
        (stands != Standing::NotRequired).then(|| YearRow {
            agency: press.link(&portal.agency(id).short_name, Page::Agency(id)),
            report: report.map(|id| report_link(press, id)),
            standing: standing(stands),
            csv: report.and_then(|id| csv(press, id)),
        })
    };
    YearGroup { level: level.name(), rows: of_level.filter_map(row).collect() }
}

fn csv(press: &Press<'_>, report: ReportId) -> Option<String> {
    press.portal.report(report).facts.statistics.as_ref().map(|_| press.url(Page::FiguresCsv(report)))
}

fn year_totals(press: &Press<'_>, year: u16, id: FormId) -> Result<YearTotals, Diagnostic> {
    let Press { portal, theme, sheets, .. } = press;
    let form = portal.form(id);
    let totals = portal.totals(year, id);
    let uses_form = |report: &ReportId| portal.report(*report).facts.statistics.as_ref().is_some_and(|s| s.form == id);
    let rolled_up = portal.reports_on(year).iter().filter(|id| uses_form(id)).map(|id| portal.report(*id).agency);
    let rolled_up: BTreeSet<AgencyId> = rolled_up.filter(|agency| portal.is_rolled_up(*agency, year)).collect();
    let leaves = ids(&portal.agencies).map(AgencyId).filter(|agency| !portal.is_rolled_up(*agency, year));
    let is_required = |agency: &AgencyId| portal.standing(*agency, year) != Standing::NotRequired;
    Ok(YearTotals {
        title: form.title.clone(),
        short: form.short.clone(),
        norm: form.norm.clone(),
        reports: totals.reports,
        required: u32::try_from(leaves.filter(is_required).count()).unwrap_or(u32::MAX),
        left_out: rolled_up
            .into_iter()
            .map(|agency| press.link(&portal.agency(agency).short_name, Page::Agency(agency)))
            .collect(),
        tables: sheet::totals(theme, sheets, form, &totals, year)?,
    })
}

pub(super) fn agencies(press: &Press<'_>) -> views::Agencies {
    views::Agencies {
        page: press.meta(Page::Agencies, press.theme.string("title.agencies"), "agencies", Vec::new()),
        agencies: agency_links(press),
    }
}

pub(super) fn agency(press: &Press<'_>, id: AgencyId) -> views::Agency {
    let portal = press.portal;
    let agency = portal.agency(id);
    let mut crumbs = agency_crumbs(press, id);
    crumbs.pop();
    let mut page = press.meta(Page::Agency(id), agency.short_name.clone(), "agencies", crumbs);
    page.feed = feed(press, Page::AgencyFeed(id), &agency.name);
    views::Agency {
        page,
        name: agency.name.clone(),
        level: agency.level.name(),
        code: agency.code.clone(),
        contact: contact(&agency.contact),
        parent: agency.parent.map(|parent| press.link(&portal.agency(parent).short_name, Page::Agency(parent))),
        roll_ups: roll_ups::years(press, id),
        children: agency.children.iter().map(|child| agency_link(press, *child)).collect(),
        years: portal.years().into_iter().flatten().rev().filter_map(|year| agency_year(press, id, year)).collect(),
        charts: series_tables::charts_of_agency(press, id),
        series: series_tables::of_agency(press, id),
    }
}

fn agency_year(press: &Press<'_>, agency: AgencyId, year: u16) -> Option<AgencyYear> {
    let portal = press.portal;
    let stands = portal.standing(agency, year);
    let first = portal.report_of(agency, year);
    let own = portal.reports_of(agency).iter().filter(|id| portal.report(**id).facts.year == year);
    let form = |id: ReportId| Some(portal.form(portal.report(id).facts.statistics.as_ref()?.form).short.clone());
    (stands != Standing::NotRequired).then(|| AgencyYear {
        year,
        reports: own.map(|id| report_link(press, *id)).collect(),
        standing: standing(stands),
        form: first.and_then(form),
        csv: first.and_then(|id| csv(press, id)),
    })
}

pub(super) fn statistics(press: &Press<'_>) -> views::Statistics {
    let portal = press.portal;
    let years_of = |index: u32| -> Vec<u16> {
        let series = &portal.series[index as usize];
        let has_figure = |year: &u16| portal.reports_on(*year).iter().any(|id| portal.figure(*id, series).is_some());
        portal.years().into_iter().flatten().filter(has_figure).collect()
    };
    let link = |index: u32| {
        let series = &portal.series[index as usize];
        let years = years_of(index);
        Some(SeriesLink {
            title: series_tables::title(portal, series),
            url: press.url(Page::Series(SeriesId(index))),
            unit: series.unit.clone(),
            note: series.note.clone(),
            first_year: *years.first()?,
            last_year: *years.last()?,
        })
    };
    views::Statistics {
        page: press.meta(Page::Statistics, press.theme.string("title.statistics"), "statistics", Vec::new()),
        series: ids(&portal.series).filter_map(link).collect(),
    }
}

pub(super) fn series(press: &Press<'_>, id: SeriesId) -> views::Series {
    let series = &press.portal.series[id.0 as usize];
    let title = series_tables::title(press.portal, series);
    let crumbs = vec![press.link(press.theme.string("title.statistics"), Page::Statistics)];
    let (chart, multiples) = series_tables::charts_of_series(press, series);
    let other = |index: u32| {
        let page = Page::Series(SeriesId(index));
        press.plan.find(&press.file(page)).filter(|_| index != id.0)?;
        Some(press.link(series_tables::title(press.portal, &press.portal.series[index as usize]), page))
    };
    views::Series {
        page: press.meta(Page::Series(id), title.clone(), "statistics", crumbs),
        title,
        unit: series.unit.clone(),
        note: series.note.clone(),
        others: ids(&press.portal.series).filter_map(other).collect(),
        chart,
        multiples,
        table: series_tables::of_series(press, series),
    }
}

pub(super) fn section(press: &Press<'_>, section: Section) -> views::Section {
    let title = press.theme.string(&format!("nav.{}", section.name()));
    let articles = press.portal.articles_in(section).into_iter();
    let link = |id| press.link(&press.portal.article(id).facts.title, Page::Article(id));
    views::Section {
        page: press.meta(Page::Section(section), title, section.name(), Vec::new()),
        articles: articles.map(link).collect(),
    }
}

pub(super) fn search(press: &Press<'_>) -> views::Search {
    let count = press.portal.agencies.len();
    views::Search {
        page: press.meta(Page::Search, press.theme.string("title.search"), "search", Vec::new()),
        index: search::about(press),
        years: year_links(press),
        agencies: if count > MOST_ON_SEARCH { Vec::new() } else { agency_links(press) },
        agency_count: count,
        agencies_url: (count > 0).then(|| press.url(Page::Agencies)),
    }
}

pub(super) fn not_found(press: &Press<'_>) -> views::NotFound {
    let mut page = press.meta(Page::NotFound, press.theme.string("title.not_found"), "", Vec::new());
    page.crumbs.clear();
    page.root = absolute_root(&press.portal.config.base_url);
    views::NotFound { page, years: year_links(press), groups: agency_groups(press) }
}
