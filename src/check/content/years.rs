//! Last year's year where this year's is meant: in the title, the period, the opening, and in what is planned.
//!
//! Reports name other years all the time, to compare, to date a document or a project. So a year is told only where a sentence cannot mean
//! anything but the year of the report, or the next one.

use std::ops::Range;

use super::super::rule::Rule;
use super::super::subject::Document;
use super::wording::wording;
use crate::model::sentence::{after_ourselves, is_end};
use crate::text::diagnostics::Diagnostics;
use crate::text::fields::YEARS;
use crate::text::prose::{Block, Kind};

/// A line that is longer is no heading that somebody forgot to mark, in characters.
const HEADING: usize = 24;

/// The title names years, and the report's is not among them.
pub(in super::super) fn title_year(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    let Some(facts) = document.facts.report() else { return };
    let named = years_in_title(&facts.title);
    if let Some(year) = named.first().filter(|_| !named.contains(&facts.year)) {
        let finding = rule.at(document.file.value(&["title"]), format!("{year} ≠ {}", facts.year));
        found.push(finding.with("named", year).with("year", facts.year).see("title-year-own", document.file.value(&["year"])));
    }
}

/// Years with a 年 after them, in digits of either kind.
fn years_in_title(title: &str) -> Vec<u16> {
    let words = &wording().title;
    let digit = |c: char| {
        let own = words.digits.iter().position(|digit| *digit == c).or_else(|| words.zeros.contains(&c).then_some(0));
        own.and_then(|value| u32::try_from(value).ok()).or_else(|| c.to_digit(10))
    };
    let year = |at: usize| {
        let digits: Vec<u32> = title[..at].trim_end().chars().rev().map_while(digit).collect();
        let value = digits.iter().rev().fold(0, |value, digit| value * 10 + digit);
        u16::try_from(value).ok().filter(|year| digits.len() == 4 && YEARS.contains(year))
    };
    wording().dates.year.places(title).filter_map(year).collect()
}

/// Last year's year in this year's text.
pub(in super::super) fn stale_years(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    let Some(facts) = document.facts.report() else { return };
    let openings = Openings::of(document);
    for block in document.prose.iter().filter(|block| block.kind != Kind::Code) {
        let is_stale = |mention: &Mention<'_>| mention.stale(facts.year, block, &openings);
        // One is enough: from and to are wrong together.
        if let Some((meant, mention)) = mentions(&block.text).find_map(|mention| Some((is_stale(&mention)?, mention))) {
            let place = document.file.in_block(block, mention.span);
            let finding = rule.at(place, format!("{} ≠ {meant}", mention.year));
            found.push(finding.with("named", mention.year).with("meant", meant).with("year", facts.year));
        }
    }
}

/// Where a text says what it is about, and what it must say of its year.
struct Openings<'a> {
    /// What a report begins with: all before the first heading, or the first paragraph below it.
    report: &'a [Block],
    /// The paragraphs right below the headings of parts.
    parts: Vec<&'a Block>,
    /// What a part must tell of the year.
    told: Vec<&'a str>,
}

impl<'a> Openings<'a> {
    fn of(document: &Document<'a>) -> Self {
        let first = |section: &'a [Block]| section.get(1).filter(|block| block.kind == Kind::Paragraph);
        Openings {
            report: opening(document.prose),
            parts: document.parts().filter_map(|(_, section)| section.and_then(first)).collect(),
            told: document.parts().flat_map(|(part, _)| &part.mentions).map(String::as_str).collect(),
        }
    }
}

/// The blocks that say what a report is about: all before the first heading, or all down to the first paragraph below it.
fn opening(prose: &[Block]) -> &[Block] {
    match prose.iter().position(|block| matches!(block.kind, Kind::Heading(_))) {
        Some(0) => &prose[..prose.iter().position(|block| block.kind == Kind::Paragraph).map_or(0, |first| first + 1)],
        Some(heading) => &prose[..heading],
        None => &prose[..prose.len().min(1)],
    }
}

fn is_among<'b>(block: &Block, mut blocks: impl Iterator<Item = &'b Block>) -> bool {
    blocks.any(|other| std::ptr::eq(other, block))
}

/// A year in a text.
struct Mention<'t> {
    text: &'t str,
    /// The digits and 年.
    span: Range<usize>,
    year: u16,
}

/// The years in a text, but for those in the titles of documents.
fn mentions(text: &str) -> impl Iterator<Item = Mention<'_>> {
    let (year, words) = (&wording().dates.year, &wording().years);
    let is_quoted = |before: &str| {
        let open = before.rfind(words.open.as_str());
        open.is_some_and(|open| before.rfind(words.close.as_str()).is_none_or(|close| close < open))
    };
    year.places(text).filter_map(move |at| {
        let before = text[..at].trim_end();
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let start = before.len() - digits;
        let value = before[start..].parse().ok().filter(|value| digits == 4 && YEARS.contains(value))?;
        (!is_quoted(&text[..start])).then(|| Mention { text, span: start..at + year.word().len(), year: value })
    })
}

impl<'t> Mention<'t> {
    /// The year that must be meant, if this is another one.
    fn stale(&self, year: u16, block: &Block, openings: &Openings<'_>) -> Option<u16> {
        if self.year == year {
            return self.is_planned(block).then_some(year + 1);
        }
        let is_near = (year.saturating_sub(2)..=year + 1).contains(&self.year);
        let is_last = || self.year + 1 == year && !self.names_this_year(year);
        let is_opening = || {
            (is_among(block, openings.report.iter()) && self.is_opening())
                || (is_among(block, openings.parts.iter().copied()) && self.is_opening_of_part())
        };
        let is_meant = is_near && (self.is_period(year) || (is_last() && (is_opening() || self.is_told(&openings.told))));
        is_meant.then_some(year)
    }

    /// Whether the text speaks of the report's year too.
    fn names_this_year(&self, year: u16) -> bool {
        self.text.contains(&year.to_string())
    }

    /// What follows, without 度.
    fn rest(&self) -> &'t str {
        let rest = self.text[self.span.end..].trim_start();
        rest.strip_prefix(wording().dates.whole.as_str()).unwrap_or(rest).trim_start()
    }

    /// The text around it up to such characters.
    fn around(&self, is_border: impl Fn(char) -> bool + Copy) -> &'t str {
        let start =
            self.text[..self.span.start].char_indices().rev().find(|(_, c)| is_border(*c)).map_or(0, |(at, c)| at + c.len_utf8());
        let end = self.text[self.span.end..].find(is_border).map_or(self.text.len(), |at| self.span.end + at);
        &self.text[start..end]
    }

    /// Whether it is the first or the last day of the period that the figures are said to be about.
    fn is_period(&self, year: u16) -> bool {
        let sentence = self.around(is_end);
        let is_last_day = match month_and_day(self.rest()) {
            Some((1, 1)) => false,
            Some((12, 31)) => true,
            _ => return false,
        };
        // A period may begin on the last day of the year before.
        let is_other_end = is_last_day && sentence.contains(&year.to_string());
        !is_other_end && wording().years.periods.iter().any(|word| sentence.contains(word.as_str()))
    }

    /// Whether a report begins with it: 2015年，我镇…; 现公布2015年政府信息公开工作年度报告.
    fn is_opening(&self) -> bool {
        let begins = self.is_first() && self.of_ourselves().is_some();
        !self.is_others() && (begins || words_begin(self.rest(), &wording().years.works))
    }

    /// Whether a part begins with it: 2015年，我镇政府信息公开工作…. Parts may look back, so less will not do.
    fn is_opening_of_part(&self) -> bool {
        let is_work = self.of_ourselves().is_some_and(|rest| words_begin(rest, &wording().years.works));
        is_work && self.is_first() && !self.is_others() && !self.is_now()
    }

    /// Whether a sentence begins with it that tells what a report has to tell of its year: 2015年，未收取信息处理费.
    fn is_told(&self, told: &[&str]) -> bool {
        let sentence = self.around(is_end);
        let offset = sentence.as_ptr() as usize - self.text.as_ptr() as usize;
        let is_first = self.text[offset..self.span.start].trim().is_empty();
        let tells = |word: &&str| sentence.find(*word).is_some_and(|at| !sentence[..at].ends_with(wording().years.of.as_str()));
        is_first && told.iter().any(tells) && !self.is_others() && !self.is_now()
    }

    /// Whether the text begins with it.
    fn is_first(&self) -> bool {
        self.text[..self.span.start].trim().is_empty()
    }

    /// What follows the word that a body uses for itself, right after the year.
    fn of_ourselves(&self) -> Option<&'t str> {
        after_ourselves(self.rest().trim_start_matches(wording().years.commas.as_slice()).trim_start())
    }

    /// Whether its clause is about another document or year.
    fn is_others(&self) -> bool {
        let words = &wording().years;
        let clause = self.around(|c| is_end(c) || words.commas.contains(&c));
        words.others.iter().any(|word| clause.contains(word.as_str()))
    }

    /// Whether the text says that it speaks of this year.
    fn is_now(&self) -> bool {
        wording().years.now.iter().any(|word| self.text.contains(word.as_str()))
    }

    /// Whether it is said to lie ahead: 2016年工作打算; 2016年，我镇将继续….
    fn is_planned(&self, block: &Block) -> bool {
        let words = &wording().years;
        let has = |text: &str, any: &[String]| any.iter().any(|word| text.contains(word.as_str()));
        let is_line = match block.kind {
            Kind::Heading(_) => true,
            Kind::Paragraph => self.text.chars().count() <= HEADING && !self.text.contains(is_end),
            Kind::Cell | Kind::Code => false,
        };
        if is_line {
            return has(self.text, &words.plans) && !has(self.text, &words.done);
        }
        let sentence = self.around(is_end);
        let offset = sentence.as_ptr() as usize - self.text.as_ptr() as usize;
        let before = self.text[offset..self.span.start].trim().trim_end_matches(words.commas.as_slice());
        let rest = self.rest().trim_start_matches(words.commas.as_slice()).trim_start();
        let rest = after_ourselves(rest).unwrap_or(rest);
        (before.is_empty() || words.plans.iter().any(|plan| plan == before))
            && words.wills.iter().any(|will| rest.starts_with(will.as_str()))
    }
}

fn words_begin(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// The month and the day that a text begins with: 1月1日.
fn month_and_day(text: &str) -> Option<(u8, u8)> {
    let words = &wording().dates;
    let (month, rest) = text.split_once(words.month.word())?;
    let (day, _) = rest.split_once(words.day.as_str())?;
    Some((month.trim().parse().ok()?, day.trim().parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::markdown::scan;

    /// The years that are told in a report on 2016, and those that must be meant.
    fn told(body: &str) -> Vec<(u16, u16)> {
        let prose = scan(body, &|_| String::new()).prose;
        let below = prose.windows(2).filter(|pair| matches!(pair[0].kind, Kind::Heading(_))).map(|pair| &pair[1]);
        let parts = below.filter(|block| block.kind == Kind::Paragraph).collect();
        let openings = Openings { report: opening(&prose), parts, told: vec!["信息处理费"] };
        let of_block = |block: &Block| {
            let stale = |mention: Mention<'_>| Some((mention.year, mention.stale(2016, block, &openings)?));
            mentions(&block.text).filter_map(stale).collect::<Vec<_>>()
        };
        prose.iter().flat_map(of_block).collect()
    }

    #[test]
    fn last_years_year_is_told_where_this_years_must_be_meant() {
        for (body, wanted) in [
            ("统计期限自2015年1月1日起至2015年12月31日止。", vec![(2015, 2016), (2015, 2016)]),
            ("本报告所列数据的统计期限自2015年1月1日起至2016年12月31日止。", vec![(2015, 2016)]),
            ("2015年，我镇认真贯彻条例，成效明显。", vec![(2015, 2016)]),
            ("现公布示例镇2015年度政府信息公开工作年度报告。", vec![(2015, 2016)]),
            ("## 一、概述\n\n2015年度全镇公开信息70条。", vec![(2015, 2016)]),
            ("## 四、2016年工作打算\n\n加强学习。", vec![(2016, 2017)]),
            ("好。2016年，我镇将进一步加强学习。", vec![(2016, 2017)]),
            ("下一步，2016年将继续加强学习。", vec![(2016, 2017)]),
            ("## 一、概述\n\n好。\n\n## 五、问题\n\n2015年我镇政府信息公开工作有了进步。", vec![(2015, 2016)]),
            ("## 一、概述\n\n好。\n\n## 六、其他\n\n无其他事项。2015年，我镇未收取信息处理费。", vec![(2015, 2016)]),
            ("本报告统计数据从2015年1月1日至2015年12月31日止。", vec![(2015, 2016), (2015, 2016)]),
        ] {
            assert_eq!(told(body), wanted, "{body}");
        }
    }

    #[test]
    fn other_years_are_normal() {
        for body in [
            "2016年，我镇公开信息70条，比2015年增加5条。",
            "根据《关于做好2015年政府信息公开工作年度报告的通知》，编制本报告。",
            "根据县政府关于2015年政府信息公开工作的要求，编制本报告。",
            "2015年以来，我镇公开信息70条。",
            "统计期限自2016年1月1日起至12月31日止。与2015年1月1日至12月31日相比有所增加。",
            "自2008年5月1日条例施行起。统计期限自2016年1月1日起。",
            "## 一、概述\n\n好。\n\n2015年，我镇受到表彰。",
            "2016年，我镇将信息公开纳入考核。",
            "2016年计划开展的培训都已开展。",
            "按时公布2015年政府信息公开工作年度报告，更新公开指南。",
            "2015年度政务公开工作考核中，我镇名列第三。",
            "## 一、概述\n\n好。\n\n## 五、问题\n\n2015年我镇政府信息公开工作存在的问题已经解决。",
            "## 一、概述\n\n好。\n\n## 五、问题\n\n2015年我镇政府信息公开工作薄弱，今年有了进步。",
            "## 一、概述\n\n好。\n\n## 五、问题\n\n2015年，我镇更新不及时，现已解决。",
            "## 一、概述\n\n好。\n\n## 六、其他\n\n2015年收取的信息处理费已经上缴。",
            "## 一、概述\n\n好。\n\n## 六、其他\n\n2015年未收取信息处理费，本年度也未收取。",
            "## 2016年工作计划完成情况\n\n好。",
            "## 四、2017年工作打算\n\n2017年，我镇将继续加强学习。",
        ] {
            assert_eq!(told(body), [], "{body}");
        }
    }

    #[test]
    fn years_in_titles_have_either_digits() {
        assert_eq!(years_in_title("示例镇二〇一六年政府信息公开工作年度报告"), [2016]);
        assert_eq!(years_in_title("示例镇二○一六年和2015 年报告，12016年"), [2016, 2015]);
        assert!(years_in_title("年报").is_empty());
    }
}
