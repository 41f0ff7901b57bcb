//! Roll-ups: what the bodies below an agency report on a year, added up cell by cell, beside what the agency itself states.

use std::collections::BTreeSet;

use super::parts::{agency_crumbs, report_link, signed, standing};
use super::plan::Page;
use super::press::Press;
use super::sheet;
use super::views::{self, RollUpForm, RollUpRow, Stated, YearLink};
use crate::model::agency::AgencyId;
use crate::model::figure::Figure;
use crate::model::portal::Portal;
use crate::model::report::{FormId, ReportId, Statistics};
use crate::model::standing::Standing;
use crate::model::totals::Totals;
use crate::text::diagnostics::Diagnostic;

/// The years on which bodies below an agency have reported, newest first.
pub(super) fn years(press: &Press<'_>, agency: AgencyId) -> Vec<YearLink> {
    let portal = press.portal;
    let link = |year: u16| {
        let below = portal.below(agency, year);
        let required = below.iter().filter(|id| portal.standing(**id, year) != Standing::NotRequired).count();
        let reported = below.iter().filter(|id| portal.report_of(**id, year).is_some()).count();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        YearLink { year, url: press.url(Page::RollUp(agency, year)), reported: count(reported), required: count(required) }
    };
    portal.years_below(agency).into_iter().rev().map(link).collect()
}

/// The page of one year.
pub(super) fn roll_up(press: &Press<'_>, agency: AgencyId, year: u16) -> Result<views::RollUp, Diagnostic> {
    let Press { portal, theme, .. } = press;
    let name = &portal.agency(agency).short_name;
    let title = theme.string("title.roll_up").replace("{agency}", name).replace("{year}", &year.to_string());
    let below = portal.below(agency, year);
    let row = |id: &AgencyId| {
        let stands = portal.standing(*id, year);
        (stands != Standing::NotRequired).then(|| RollUpRow {
            agency: press.link(&portal.agency(*id).short_name, Page::Agency(*id)),
            report: portal.report_of(*id, year).map(|report| report_link(press, report)),
            standing: standing(stands),
        })
    };
    let rows: Vec<RollUpRow> = below.iter().filter_map(row).collect();
    let parts: Vec<&Statistics> = below.iter().filter_map(|id| statistics(portal, portal.report_of(*id, year)?)).collect();
    let forms: BTreeSet<FormId> = parts.iter().map(|part| part.form).collect();
    let own = portal.report_of(agency, year);
    let forms = forms.into_iter().map(|form| of_form(press, year, form, &parts, own));
    Ok(views::RollUp {
        page: press.meta(Page::RollUp(agency, year), title, "agencies", agency_crumbs(press, agency)),
        agency: press.link(name, Page::Agency(agency)),
        year,
        as_of: portal.today.to_string(),
        years: years(press, agency),
        required: rows.len(),
        reported: rows.iter().filter(|row| row.report.is_some()).count(),
        rows,
        own: own.map(|id| report_link(press, id)),
        forms: forms.collect::<Result<_, _>>()?,
    })
}

fn statistics(portal: &Portal, report: ReportId) -> Option<&Statistics> {
    portal.report(report).facts.statistics.as_ref()
}

/// The sums of the reports in one form.
fn of_form(
    press: &Press<'_>,
    year: u16,
    id: FormId,
    parts: &[&Statistics],
    own: Option<ReportId>,
) -> Result<RollUpForm, Diagnostic> {
    let Press { portal, theme, sheets, .. } = press;
    let form = portal.form(id);
    let of_form = parts.iter().filter(|part| part.form == id).map(|part| &part.figures);
    let totals = Totals::of(form.cell_count(), of_form);
    let own = own.and_then(|report| statistics(portal, report)).filter(|own| own.form == id);
    let stated = own.map(|own| stated(press, id, own, &totals)).unwrap_or_default();
    Ok(RollUpForm {
        title: form.title.clone(),
        short: form.short.clone(),
        norm: form.norm.clone(),
        reports: totals.reports,
        tables: sheet::totals(theme, sheets, form, &totals, year)?,
        differing: stated.iter().filter(|row| row.differs).count(),
        stated,
    })
}

/// What the agency itself states, beside the sums: every cell that it gives a number for.
fn stated(press: &Press<'_>, id: FormId, own: &Statistics, totals: &Totals) -> Vec<Stated> {
    let form = press.portal.form(id);
    let beside = |cell| {
        let Figure::Number(stated) = own.figures.get(cell) else { return None };
        let difference = totals.at(cell.index()).sum.and_then(|sum| stated.checked_sub(sum));
        Some(Stated {
            label: form.label(cell),
            unit: form.unit(cell).unwrap_or_default().to_owned(),
            sum: press.sheets.content(sheet::total(totals, cell.index())),
            stated: press.sheets.cell(Figure::Number(stated)),
            difference: difference.map(signed),
            differs: difference.is_some_and(|difference| !difference.is_zero()),
        })
    };
    form.cells().filter_map(beside).collect()
}
