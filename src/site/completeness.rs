//! Who has reported and who has to: the matrix of agencies and years, and the deadlines to come, as a list and as a calendar.

use chrono::{Datelike, Days, NaiveDate};

use super::parts::standing;
use super::plan::Page;
use super::press::Press;
use super::views::{Deadline, MatrixCell, MatrixGroup, MatrixRow};
use crate::model::agency::{AgencyId, Level};
use crate::model::portal::{Portal, ids};
use crate::model::standing::{Standing, deadline, year_of};

/// A line of a calendar has at most so many bytes (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;

/// All agencies that ever had to report, level by level, and how each one stood in each year.
pub(super) fn matrix(press: &Press<'_>) -> Vec<MatrixGroup> {
    let portal = press.portal;
    let years: Vec<u16> = portal.years().into_iter().flatten().rev().collect();
    let order = portal.agencies_in_order();
    let of_level = |level: Level| {
        let rows = order.iter().filter(|id| portal.agency(**id).level == level).filter_map(|id| matrix_row(press, *id, &years));
        MatrixGroup { level: level.name(), rows: rows.collect() }
    };
    Level::ALL.into_iter().map(of_level).filter(|group| !group.rows.is_empty()).collect()
}

/// An agency's row; none if it never had to report.
fn matrix_row(press: &Press<'_>, agency: AgencyId, years: &[u16]) -> Option<MatrixRow> {
    let portal = press.portal;
    let cells: Vec<MatrixCell> = years.iter().map(|year| matrix_cell(press, agency, *year)).collect();
    let required = cells.iter().filter(|cell| cell.standing.name != Standing::NotRequired.name()).count();
    let reported = cells.iter().filter(|cell| !cell.url.is_empty()).count();
    let link = press.link(&portal.agency(agency).short_name, Page::Agency(agency));
    (required > 0).then_some(MatrixRow { agency: link, cells, reported, required })
}

fn matrix_cell(press: &Press<'_>, agency: AgencyId, year: u16) -> MatrixCell {
    let portal = press.portal;
    let report = portal.report_of(agency, year);
    let published = report.map(|id| portal.report(id).facts.published);
    // Nearly all are published in the next year: the day says enough.
    let is_usual = |day: &NaiveDate| day.year() == i32::from(year) + 1;
    let in_letters = |day: NaiveDate| day.format(if is_usual(&day) { "%m-%d" } else { "%Y-%m-%d" }).to_string();
    MatrixCell {
        standing: standing(portal.standing(agency, year)),
        url: report.map(|id| press.url(Page::Report(id))).unwrap_or_default(),
        date: published.map(|day| day.to_string()).unwrap_or_default(),
        day: published.map(in_letters).unwrap_or_default(),
    }
}

/// The deadlines from today on: those of the year that is being reported on, and the next ones.
pub(super) fn deadlines(portal: &Portal) -> Vec<Deadline> {
    let now = year_of(portal.today);
    let kinds = (now.saturating_sub(1)..=now).flat_map(|year| [false, true].map(|is_aggregated| (year, is_aggregated)));
    let mut coming: Vec<Deadline> = kinds.filter_map(|(year, is_aggregated)| due(portal, year, is_aggregated)).collect();
    coming.sort_by(|a, b| a.date.cmp(&b.date));
    coming
}

/// The deadline of one kind of agencies, if it is to come and any of them has to report.
fn due(portal: &Portal, year: u16, is_aggregated: bool) -> Option<Deadline> {
    let of_kind = |id: &AgencyId| portal.agency(*id).level.is_aggregated() == is_aggregated;
    let required: Vec<AgencyId> = ids(&portal.agencies)
        .map(AgencyId)
        .filter(|id| of_kind(id) && portal.standing(*id, year) != Standing::NotRequired)
        .collect();
    let day = deadline(portal.agency(*required.first()?).level, year);
    let reported = required.iter().filter(|id| portal.report_of(**id, year).is_some()).count();
    (day >= portal.today).then(|| Deadline { year, is_aggregated, date: day.to_string(), reported, required: required.len() })
}

/// The same as a calendar (RFC 5545) that other programs subscribe to.
pub(super) fn calendar(press: &Press<'_>) -> String {
    let Press { portal, theme, .. } = press;
    let days = |day: NaiveDate| day.format("%Y%m%d").to_string();
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//gongkai//gongkai//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("X-WR-CALNAME:{}", escape(&portal.config.title)),
    ];
    for Deadline { year, is_aggregated, date, reported, required } in deadlines(portal) {
        let Ok(day) = date.parse::<NaiveDate>() else { continue };
        let kind = if is_aggregated { "aggregated" } else { "own" };
        let told = |name: &str| {
            let told = theme.string(&format!("calendar.{name}")).replace("{year}", &year.to_string());
            escape(&told.replace("{reported}", &reported.to_string()).replace("{required}", &required.to_string()))
        };
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:deadline-{year}-{kind}@{}", portal.config.domain()),
            format!("DTSTAMP:{}T000000Z", days(portal.today)),
            format!("DTSTART;VALUE=DATE:{}", days(day)),
            format!("DTEND;VALUE=DATE:{}", days(day.checked_add_days(Days::new(1)).unwrap_or(day))),
            format!("SUMMARY:{}", told(kind)),
            format!("DESCRIPTION:{}", told("reported")),
            format!("URL:{}", press.absolute(Page::Years)),
            "TRANSP:TRANSPARENT".to_owned(),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

/// A text as a calendar's value.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// A line, folded where it gets too long, between characters.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 2);
    let mut bytes = 0;
    for c in line.chars() {
        if bytes + c.len_utf8() > LONGEST_LINE {
            out.push_str("\r\n ");
            bytes = 1;
        }
        out.push(c);
        bytes += c.len_utf8();
    }
    out + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let line = format!("SUMMARY:{}", "公".repeat(50));
        let folded = folded(&line);
        assert!(folded.split_terminator("\r\n").all(|line| line.len() <= LONGEST_LINE), "{folded}");
        assert_eq!(folded.replace("\r\n ", "").trim_end(), line);
    }

    #[test]
    fn values_are_escaped() {
        assert_eq!(escape("a, b; c\\d\ne"), "a\\, b\\; c\\\\d\\ne");
    }
}
