//! When a report is due, and how it stands: on time, late, missing.

use chrono::{Datelike, NaiveDate};

use super::agency::Level;

/// The first year under the regulation of 2019 (国务院令第711号, in force since 2019-05-15).
const FIRST_YEAR_OF_2019_REGULATION: u16 = 2019;

/// How an agency stands with its report on a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Published by the deadline.
    OnTime,
    /// Published so many days after it.
    Late(u32),
    /// Not published although due.
    Missing,
    /// Not published, and not due.
    NotYetDue,
    /// The agency did not exist.
    NotRequired,
}

impl Standing {
    /// The name in templates and open data.
    pub fn name(self) -> &'static str {
        match self {
            Standing::OnTime => "on-time",
            Standing::Late(_) => "late",
            Standing::Missing => "missing",
            Standing::NotYetDue => "not-yet-due",
            Standing::NotRequired => "not-required",
        }
    }

    /// How a report that was published on a day, or not at all, stands on `today`.
    pub fn of(published: Option<NaiveDate>, deadline: NaiveDate, today: NaiveDate) -> Standing {
        match published {
            Some(day) if day <= deadline => Standing::OnTime,
            Some(day) => Standing::Late(u32::try_from((day - deadline).num_days()).unwrap_or(0)),
            None if today > deadline => Standing::Missing,
            None => Standing::NotYetDue,
        }
    }
}

/// The last day on which a report on a year is on time.
///
/// Reports on 2008 to 2018 were due on 31 March of the next year (the regulation of 2007, article 31). Since then departments, towns and
/// streets report by 31 January (the regulation of 2019, article 49) and governments publish the aggregated report by 31 March (article 49).
pub fn deadline(level: Level, year: u16) -> NaiveDate {
    let in_march = year < FIRST_YEAR_OF_2019_REGULATION || level.is_aggregated();
    let (month, day) = if in_march { (3, 31) } else { (1, 31) };
    NaiveDate::from_ymd_opt(i32::from(year) + 1, month, day).unwrap_or_default()
}

/// The year of a day, for choosing what is current.
pub fn year_of(day: NaiveDate) -> u16 {
    u16::try_from(day.year()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn the_deadline_moved_with_the_regulation_of_2019() {
        assert_eq!(deadline(Level::Township, 2018), day("2019-03-31"));
        assert_eq!(deadline(Level::Township, 2019), day("2020-01-31"));
        assert_eq!(deadline(Level::County, 2019), day("2020-03-31"));
    }

    #[test]
    fn the_deadline_itself_is_on_time() {
        let due = day("2026-01-31");
        assert_eq!(Standing::of(Some(due), due, due), Standing::OnTime);
        assert_eq!(Standing::of(Some(day("2026-02-12")), due, due), Standing::Late(12));
        assert_eq!(Standing::of(None, due, due), Standing::NotYetDue);
        assert_eq!(Standing::of(None, due, day("2026-02-01")), Standing::Missing);
    }
}
