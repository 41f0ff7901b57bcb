//! What a template leaves behind in a text: its own hints, blanks that nobody filled in, dates that got lost.

use std::collections::BTreeSet;
use std::ops::Range;

use aho_corasick::AhoCorasick;

use super::super::rule::Rule;
use super::super::subject::Document;
use super::wording::wording;
use crate::text::diagnostics::{Diagnostics, Place};
use crate::text::prose::Kind;

/// 文字描述, XX镇, 20XX年.
pub(in super::super) fn template_residue(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    let Some(facts) = document.facts.report() else { return };
    let in_title = || document.file.value(&["title"]);
    let mut told = BTreeSet::new();
    let mut tell = |text: &str, place: &dyn Fn(Range<usize>) -> Place| {
        for span in residues(text) {
            // The same blank stands on every line of a template.
            if told.insert(text[span.clone()].to_owned()) {
                found.push(rule.at(place(span.clone()), &text[span]));
            }
        }
    };
    tell(&facts.title, &|_| in_title());
    for block in document.prose.iter().filter(|block| block.kind != Kind::Code) {
        tell(&block.text, &|span| document.file.in_block(block, span));
    }
}

fn residues(text: &str) -> Vec<Range<usize>> {
    wording().template.searches.iter().flat_map(|search| residues_of(search, text)).collect()
}

fn residues_of(search: &AhoCorasick, text: &str) -> Vec<Range<usize>> {
    let template = &wording().template;
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut last = 0;
    for hit in search.find_iter(text) {
        let (before, after) = (&text[..hit.start()], &text[hit.end()..]);
        if hit.start() < last {
            continue;
        }
        if !text[hit.range()].starts_with(template.blanks.as_slice()) {
            let opens = before.chars().next_back().is_none_or(|c| template.open.contains(&c));
            let closes = after.chars().next().is_none_or(|c| template.close.contains(&c));
            if opens && closes {
                found.push(hit.range());
            }
            continue;
        }
        let rest = after.trim_start_matches(template.blanks.as_slice());
        last = text.len() - rest.len();
        let followed = template.followed.iter().filter(|word| rest.starts_with(word.as_str())).max_by_key(|word| word.len());
        // A letter before it makes it a part of a name; digits are the century of a year.
        if let Some(word) = followed.filter(|_| !before.ends_with(|c: char| c.is_ascii_alphabetic())) {
            let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            found.push(start..last + word.len());
        }
    }
    found
}

/// 统计期限自至, 自年月日起.
pub(in super::super) fn lost_dates(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    if document.facts.report().is_none() {
        return;
    }
    for block in document.prose.iter().filter(|block| block.kind != Kind::Code) {
        for span in lost_days(&block.text).into_iter().chain(lost_periods(&block.text)) {
            let seen: String = block.text[span.clone()].chars().filter(|c| !c.is_whitespace()).collect();
            found.push(rule.at(document.file.in_block(block, span), seen));
        }
    }
}

fn begins_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

fn ends_in(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}

/// Days without their numbers: 自年月日, 2016年月日, 2016年1月日起. 出生年月日 is none.
fn lost_days(text: &str) -> Vec<Range<usize>> {
    let words = &wording().dates;
    let lost = |at: usize| {
        let before = text[..at].trim_end();
        let (day, after) = text[at + words.month.word().len()..]
            .trim_start()
            .strip_prefix(words.day.as_str())
            .map(|rest| (text.len() - rest.len(), rest))?;
        let has_month = before.ends_with(|c: char| c.is_ascii_digit());
        let year = before.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end().strip_suffix(words.year.word())?.trim_end();
        let has_year = year.ends_with(|c: char| c.is_ascii_digit());
        let is_lost = match (has_year, has_month) {
            (false, false) => ends_in(year, &words.before),
            (true, false) => true,
            (_, true) => has_year && (after.is_empty() || begins_with(after.trim_start(), &words.after)),
        };
        let start = year.trim_end_matches(|c: char| c.is_ascii_digit());
        let start = start.len() - start.chars().next_back().filter(|_| !has_year).map_or(0, char::len_utf8);
        is_lost.then_some(start..day)
    };
    words.month.places(text).filter_map(lost).collect()
}

/// Periods without their days: 统计期限自至, 自起至止. 各自至少 is none.
fn lost_periods(text: &str) -> Vec<Range<usize>> {
    let words = &wording().dates;
    let lost = |at: usize| {
        let rest = text[at + words.from.word().len()..].trim_start();
        let rest = rest.strip_prefix(words.starts.as_str()).unwrap_or(rest).trim_start();
        let after = rest.strip_prefix(words.until.as_str())?;
        let is_lost = ends_in(text[..at].trim_end(), &words.periods) || begins_with(after.trim_start(), &words.ends);
        is_lost.then(|| at..text.len() - after.len())
    };
    words.from.places(text).filter_map(lost).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, find: fn(&str) -> Vec<Range<usize>>) -> Vec<String> {
        find(text).into_iter().map(|span| text[span].to_owned()).collect()
    }

    #[test]
    fn blanks_and_hints_of_templates_are_found() {
        for (text, wanted) in [
            ("一、总体情况（文字描述）", vec!["文字描述"]),
            ("该部分以表格形式报告", vec!["该部分以表格形式报告"]),
            ("该部分以表格形式报告。表格如下：", vec!["该部分以表格形式报告"]),
            ("单位名称：示例镇", vec![]),
            ("XX镇20XX年公开XXX条，____件", vec!["XX镇", "20XX年", "XXX条", "____件"]),
            ("答复××人次", vec!["××人次"]),
            ("以图片、文字描述等形式解读", vec![]),
            ("尺码XXL；网址 /xxgk/；申请人张XX来电", vec![]),
            ("AXX号文件、138XXXX1234", vec![]),
        ] {
            assert_eq!(seen(text, residues), wanted, "{text}");
        }
    }

    #[test]
    fn lost_dates_are_found_and_words_for_dates_are_not() {
        for (text, wanted) in [
            ("统计期限自 年 月 日起至 年 月 日止", vec!["自 年 月 日", "至 年 月 日"]),
            ("自2016年月日起", vec!["2016年月日"]),
            ("自2016年1月日起", vec!["2016年1月日"]),
            ("2016年1月日均访问量", vec![]),
            ("注明出生年月日和2016年1月1日", vec![]),
        ] {
            assert_eq!(seen(text, lost_days), wanted, "{text}");
        }
        for (text, wanted) in [
            ("本报告统计期限自至。", vec!["自至"]),
            ("数据自起至止", vec!["自起至"]),
            ("两个单位各自至少公开一次", vec![]),
            ("统计期限自2016年1月1日起至12月31日止", vec![]),
        ] {
            assert_eq!(seen(text, lost_periods), wanted, "{text}");
        }
    }
}
