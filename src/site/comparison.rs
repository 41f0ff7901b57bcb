//! Comparison: the agencies of one year side by side, each figure with its change since the year before.

use rust_decimal::Decimal;

use super::parts::{signed, year_links};
use super::plan::{Page, SeriesId};
use super::press::Press;
use super::series_tables::title;
use super::views::{self, ComparedFigure, ComparedSeries, ComparisonGroup, ComparisonRow};
use crate::model::agency::{AgencyId, Level};
use crate::model::figure::Figure;
use crate::model::form::Term;
use crate::model::portal::{Portal, ids};
use crate::model::report::ReportId;
use crate::model::series::Series;

/// Changes of smaller figures are told in numbers alone: a per cent of them says nothing.
const LEAST_BASE: Decimal = Decimal::from_parts(30, 0, 0, false, 0);

/// The page of one year.
pub(super) fn comparison(press: &Press<'_>, year: u16) -> views::Comparison {
    let Press { portal, theme, .. } = press;
    let shown: Vec<u32> = ids(&portal.series).filter(|index| is_shown(portal, &portal.series[*index as usize], year)).collect();
    let heading = |index: &u32| {
        let series = &portal.series[*index as usize];
        let link = press.link(title(portal, series), Page::Series(SeriesId(*index)));
        ComparedSeries { link, unit: series.unit.clone() }
    };
    let order = portal.agencies_in_order();
    let group = |level: Level| {
        let of_level = order.iter().filter(|id| portal.agency(**id).level == level);
        let rows = of_level.filter_map(|id| row(press, *id, year, &shown));
        ComparisonGroup { level: level.name(), rows: rows.collect() }
    };
    let told = theme.string("title.comparison").replace("{year}", &year.to_string());
    let crumbs = vec![press.link(theme.string("title.years"), Page::Years), press.link(year.to_string(), Page::Year(year))];
    views::Comparison {
        page: press.meta(Page::Comparison(year), told, "years", crumbs),
        year,
        years: year_links(press).into_iter().filter_map(|link| compared(press, link)).collect(),
        series: shown.iter().map(heading).collect(),
        groups: Level::ALL.into_iter().map(group).filter(|group| !group.rows.is_empty()).collect(),
    }
}

/// A year's link, leading to its comparison; none if it has none.
fn compared(press: &Press<'_>, link: views::YearLink) -> Option<views::YearLink> {
    let page = Page::Comparison(link.year);
    press.plan.find(&press.file(page))?;
    Some(views::YearLink { url: press.url(page), ..link })
}

/// Whether a headline series has a figure in a year.
fn is_shown(portal: &Portal, series: &Series, year: u16) -> bool {
    let has_figure = |id: &ReportId| portal.figure(*id, series).is_some_and(|figure| figure != Figure::Blank);
    series.headline && portal.reports_on(year).iter().any(has_figure)
}

/// An agency's figures; none without a report that has any form.
fn row(press: &Press<'_>, agency: AgencyId, year: u16, shown: &[u32]) -> Option<ComparisonRow> {
    let portal = press.portal;
    let report = portal.report_of(agency, year).filter(|id| portal.report(*id).facts.statistics.is_some())?;
    let last = portal.report_of(agency, year - 1);
    let figure = |index: &u32| compare(portal, &portal.series[*index as usize], report, last);
    Some(ComparisonRow {
        agency: press.link(&portal.agency(agency).short_name, Page::Agency(agency)),
        figures: shown.iter().map(figure).collect(),
    })
}

/// A figure, and how it has changed if it was defined alike the year before.
fn compare(portal: &Portal, series: &Series, report: ReportId, last: Option<ReportId>) -> ComparedFigure {
    let Some((now, term)) = read(portal, series, report) else {
        return ComparedFigure { status: "absent", ..ComparedFigure::default() };
    };
    let alike = last.and_then(|last| read(portal, series, last)).filter(|(_, before)| before.definition == term.definition);
    let before = alike.and_then(|(figure, _)| figure.number());
    let change = now.number().zip(before).and_then(|(now, before)| Some((now.checked_sub(before)?, before)));
    let mut value = String::new();
    now.push_to(&mut value);
    ComparedFigure {
        status: now.status(),
        value,
        change: change.map(|(change, _)| signed(change)).unwrap_or_default(),
        per_cent: change.and_then(|(change, before)| per_cent(change, before)).unwrap_or_default(),
    }
}

fn read<'p>(portal: &'p Portal, series: &Series, report: ReportId) -> Option<(Figure, &'p Term)> {
    let statistics = portal.report(report).facts.statistics.as_ref()?;
    let term = portal.term(statistics, series)?;
    Some((statistics.figures.sum(term), term))
}

/// A change in whole per cent of what there was; none of a small base.
fn per_cent(change: Decimal, before: Decimal) -> Option<String> {
    let share = change.checked_div(before.abs())?.checked_mul(Decimal::ONE_HUNDRED)?.round();
    (before.abs() >= LEAST_BASE).then(|| format!("{}%", signed(share)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_per_cent_of_small_figures() {
        let of = |change: i64, before: i64| per_cent(Decimal::from(change), Decimal::from(before));
        assert_eq!(of(10, 29), None);
        assert_eq!(of(10, 30).as_deref(), Some("+33%"));
        assert_eq!(of(-15, 30).as_deref(), Some("−50%"));
        assert_eq!(of(5, 0), None);
    }
}
