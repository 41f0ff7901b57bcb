//! Days and years as reports write them: 2017年1月20日, 2017-01-20, 二〇一七年一月二十日.

use chrono::NaiveDate;

use super::label::narrow;
use super::words::words;
use crate::text::fields::YEARS;

/// Chinese numerals as digits; ten by its place. Everything else as it is, narrow and without blanks.
fn digits(text: &str) -> String {
    let words = words();
    let numerals: Vec<char> =
        words.numerals.iter().copied().filter(|c| !words.date.zeros.contains(c) && !words.date.ten.contains(*c)).collect();
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
    let digit =
        |c: char| numerals.iter().position(|own| *own == c).and_then(|at| char::from_digit(u32::try_from(at + 1).ok()?, 10));
    let mut out = String::new();
    for (at, c) in chars.iter().enumerate() {
        let is_number = |c: Option<&char>| c.is_some_and(|c| digit(*c).is_some());
        let (before, after) = (is_number(at.checked_sub(1).and_then(|at| chars.get(at))), is_number(chars.get(at + 1)));
        match c {
            c if words.date.ten.contains(*c) => out.push_str(match (before, after) {
                (true, true) => "",
                (true, false) => "0",
                (false, true) => "1",
                (false, false) => "10",
            }),
            c if words.date.zeros.contains(c) => out.push('0'),
            c => out.push(digit(*c).unwrap_or(*c)),
        }
    }
    out
}

/// The day that a text is, and nothing else.
pub fn day(text: &str) -> Option<NaiveDate> {
    let date = &words().date;
    let text = digits(text).replace(date.year.as_str(), "-").replace(date.month.as_str(), "-").replace(['/', '.'], "-");
    let text = text.trim_end_matches(date.day.as_str());
    // A time of day may follow on a web page: 2017-01-20 10:30.
    let text = match text.find(':') {
        Some(at) => text.get(..at.checked_sub(2)?)?,
        None => text,
    };
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number = |s: &str| (1..=4).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || year.len() != 4 || ![year, month, day].into_iter().all(is_number) {
        return None;
    }
    let year: u16 = year.parse().ok().filter(|year| YEARS.contains(year))?;
    NaiveDate::from_ymd_opt(i32::from(year), month.parse().ok()?, day.parse().ok()?)
}

/// The first year that a text names: 2016年, 二〇一六年.
pub fn year(text: &str) -> Option<u16> {
    let text = digits(text);
    let mut ends = text.match_indices(words().date.year.as_str());
    ends.find_map(|(at, _)| {
        let before = &text[..at];
        let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let digits = &before[start..];
        (digits.len() == 4).then(|| digits.parse().ok()).flatten().filter(|year| YEARS.contains(year))
    })
}

/// The year that a line of nothing else but it says a table is about: (2016年度).
pub fn period(text: &str) -> Option<u16> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(narrow).filter(|c| !matches!(c, '(' | ')')).collect();
    let rest = text.strip_suffix(words().date.whole.as_str()).or_else(|| text.strip_suffix(words().date.year.as_str()))?;
    year(&text).filter(|_| rest.chars().count() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_all_their_ways() {
        let wanted = NaiveDate::from_ymd_opt(2017, 1, 20);
        for text in [
            "2017年1月20日",
            "2017 年 01 月 20 日",
            "２０１７年１月２０日",
            "2017-01-20",
            "2017/1/20",
            "2017.1.20",
            "二〇一七年一月二十日",
            "二○一七年一月二十日",
            "2017-01-20 10:30",
        ] {
            assert_eq!(day(text), wanted, "{text}");
        }
        for text in ["2017年1月", "2017年13月1日", "2017年1月20日起", "", "2016", "1-2-3", "2017-1-20-1", ":"] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(day("二〇二一年十二月三十一日"), NaiveDate::from_ymd_opt(2021, 12, 31));
        assert_eq!(day("二〇二一年十月十日"), NaiveDate::from_ymd_opt(2021, 10, 10));
    }

    #[test]
    fn years_are_read_from_titles() {
        assert_eq!(year("贺兰县习岗镇 2016 年政府信息公开工作年度报告"), Some(2016));
        assert_eq!(year("二〇一六年度报告"), Some(2016));
        assert_eq!(year("第123年"), None);
        assert_eq!(period("(2016 年度)"), Some(2016));
        assert_eq!(period("2016年度报告"), None);
    }
}
