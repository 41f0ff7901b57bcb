//! Numbers of documents: 国办发〔2014〕32号, the year whole and in brackets of that kind (GB/T 9704—2012, 7.2.5).

use std::ops::Range;

use super::super::rule::Rule;
use super::super::subject::Document;
use super::wording::wording;
use crate::text::diagnostics::Diagnostics;
use crate::text::prose::Kind;

/// No year in brackets is longer, in characters.
const YEAR: usize = 12;

/// Wrong brackets, lost digits, 第 or zeros before the number.
pub(in super::super) fn document_numbers(rule: &Rule, document: &Document<'_>, found: &mut Diagnostics) {
    for block in document.prose.iter().filter(|block| block.kind != Kind::Code) {
        for (span, instead) in wrong_numbers(&block.text) {
            let seen: String = block.text[span.clone()].chars().filter(|c| !c.is_whitespace()).collect();
            found.push(rule.at(document.file.in_block(block, span), seen).with("instead", instead));
        }
    }
}

/// Numbers of documents that are written in another way, and how they should be; an example where digits are lost.
fn wrong_numbers(text: &str) -> Vec<(Range<usize>, String)> {
    let words = &wording().document_number;
    words.mark.places(text).filter_map(|at| wrong_number(text, at, at + words.mark.word().len())).collect()
}

/// The number that ends at a 号, if it is surely one, and wrong.
fn wrong_number(text: &str, mark: usize, end: usize) -> Option<(Range<usize>, String)> {
    let words = &wording().document_number;
    let head = text[..mark].trim_end();
    let before = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let serial = &head[before.len()..];
    let before = before.trim_end();
    let bracket = before.strip_suffix(words.ordinal.as_str());
    let has_ordinal = bracket.is_some();
    let (bracket, year, close) = in_brackets(bracket.unwrap_or(before).trim_end())?;
    let is_right = words.open.starts_with(bracket.1) && words.close.starts_with(close);
    let sign = text[..bracket.0].trim_end();
    let is_whole = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    let is_number = year.chars().all(|c| c.is_ascii_digit()) && sign.ends_with(words.endings.as_slice());
    // Other brackets hold many things; those of documents hold years.
    if !is_number || (!is_whole && !is_right) {
        return None;
    }
    let is_lost = !is_whole || serial.trim_start_matches('0').is_empty();
    if !is_lost && is_right && !has_ordinal && !serial.starts_with('0') {
        return None;
    }
    // Where the issuer's sign begins nobody knows; its end is enough to find it.
    let start = sign.len() - sign.chars().next_back().map_or(0, char::len_utf8);
    let instead = match is_lost {
        true => words.example.clone(),
        false => {
            let serial = serial.trim_start_matches('0');
            format!("{}{}{year}{}{serial}{}", &sign[start..], words.open, words.close, words.mark.word())
        }
    };
    Some((start..end, instead))
}

/// What stands in the brackets that a text ends in: where they open and how, what is in them, how they close.
fn in_brackets(text: &str) -> Option<((usize, char), &str, char)> {
    let words = &wording().document_number;
    let close = text.chars().next_back().filter(|c| words.closes.contains(c))?;
    let inner = &text[..text.len() - close.len_utf8()];
    let (open, c) = inner.char_indices().rev().take(YEAR).find(|(_, c)| words.opens.contains(c))?;
    Some(((open, c), inner[open + c.len_utf8()..].trim(), close))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_surely_a_document_number_is_looked_at() {
        for (text, wanted) in [
            ("按照国办发[2014]32号要求", "发〔2014〕32号"),
            ("按照宁政办发（2014）第32号要求", "发〔2014〕32号"),
            ("国办发【2014】032号", "发〔2014〕32号"),
            ("国办公开办函〔2021〕第30号", "函〔2021〕30号"),
            ("国办发〔201〕32号", "国办发〔2014〕32号"),
            ("国办发〔〕32号", "国办发〔2014〕32号"),
            ("国办发〔2014〕号", "国办发〔2014〕32号"),
            ("按照示政综[2015]7号通知", "综〔2015〕7号"),
        ] {
            let wrong = wrong_numbers(text);
            assert_eq!(wrong.iter().map(|(_, instead)| instead.as_str()).collect::<Vec<_>>(), [wanted], "{text}");
        }
        for text in [
            "国办发〔2014〕32号",
            "国务院令第711号",
            "（2016）宁01行初5号",
            "服务大厅（一楼）5号窗口",
            "电话（0951）8061253，门牌（旧）12号",
            "政务公开办（3）5号",
            "示例镇（2014）5号",
        ] {
            assert_eq!(wrong_numbers(text), [], "{text}");
        }
    }
}
