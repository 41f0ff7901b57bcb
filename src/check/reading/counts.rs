//! Counts in a text: numbers with a unit, however they are written, and negations, which count nothing.

use std::ops::Range;

use rust_decimal::Decimal;

use super::lexicon::{LEXICON, Lexicon};

/// A number with its unit, or a negation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Count {
    /// In bytes of the text.
    pub span: Range<usize>,
    /// Exact.
    pub number: Decimal,
    /// What its last digit is worth, where it may have been rounded (1.2万): nothing for whole numbers.
    pub precision: Decimal,
    /// Nothing for a negation.
    pub unit: &'static str,
    /// About, more than, so many and more.
    pub is_vague: bool,
}

impl Count {
    /// Whether it is a negation.
    pub fn is_nothing(&self) -> bool {
        self.unit.is_empty()
    }
}

/// All counts of a text, in its order.
pub(in super::super) fn counts(text: &str) -> Vec<Count> {
    let lexicon = &*LEXICON;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_start(lexicon, text, at) {
        let rest = &text[start..];
        if let Some(word) = lexicon.negations.beginning(rest) {
            at = start + word.len();
            found.push(Count { span: start..at, number: Decimal::ZERO, precision: Decimal::ZERO, unit: "", is_vague: false });
            continue;
        }
        let Some(number) = number(lexicon, rest) else {
            // No number, or none that anybody counts to.
            let numerals = rest.len() - rest.trim_start_matches(is_numeral).len();
            at = start + numerals.max(rest.chars().next().map_or(1, char::len_utf8));
            continue;
        };
        at = start + number.length;
        let after = text[at..].trim_start_matches(is_blank);
        if let Some(unit) = lexicon.units.beginning(after) {
            at = text.len() - after.len() + unit.len();
            let is_vague =
                lexicon.vague_before.ending(&text[..start]).is_some() || lexicon.vague_after.beginning(&text[at..]).is_some();
            found.push(Count { span: start..at, number: number.value, precision: number.precision, unit, is_vague });
        }
    }
    found
}

/// Where the next letter stands that a count can begin with. Every letter of every report comes by here, so they are looked at as bytes.
fn next_start(lexicon: &Lexicon, text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(first) = bytes.get(at) {
        match first {
            0..0x80 if first.is_ascii_digit() => return Some(at),
            0..0x80 => at += 1,
            0xE0..0xF0 => {
                let [second, third, ..] = bytes.get(at + 1..)? else { return None };
                let letter = u32::from(first & 0xF) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F);
                if lexicon.starts.has_code(letter) {
                    return Some(at);
                }
                at += 3;
            }
            0xF0.. => at += 4,
            _ => at += 2,
        }
    }
    None
}

/// A blank or a line's end, which may stand anywhere.
pub(in super::super) fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\n' | '\t' | '\u{a0}')
}

/// Whether a letter can be a part of a number in a list (`3、`, `三、`).
pub(in super::super) fn is_numeral(letter: char) -> bool {
    digit(letter).is_some() || LEXICON.digits.has(letter) || LEXICON.powers.has(letter)
}

/// 0–9, full-width too.
fn digit(letter: char) -> Option<u32> {
    match letter {
        '\u{FF10}'..='\u{FF19}' => Some(u32::from(letter) - 0xFF10),
        _ => letter.to_digit(10),
    }
}

struct Number {
    length: usize,
    value: Decimal,
    precision: Decimal,
}

/// The number that a text begins with; none if it can be none, or is larger than anybody counts.
fn number(lexicon: &Lexicon, text: &str) -> Option<Number> {
    if text.chars().next().is_some_and(|letter| digit(letter).is_some()) {
        figures(lexicon, text)
    } else {
        numerals(lexicon, text)
    }
}

/// `1,234.5` and a scale (`1.2万`).
fn figures(lexicon: &Lexicon, text: &str) -> Option<Number> {
    let digits = |text: &str| text.chars().take_while(|c| digit(*c).is_some()).map(char::len_utf8).sum::<usize>();
    let plain = |text: &str| text.chars().filter_map(digit).filter_map(|d| char::from_digit(d, 10)).collect::<String>();
    let mut length = digits(text);
    let is_more = |c: char| lexicon.separators.has(c) || lexicon.points.has(c) || lexicon.powers.has(c);
    if let (Ok(value), false) = (text[..length].parse::<u64>(), text[length..].starts_with(is_more)) {
        return Some(Number { length, value: Decimal::from(value), precision: Decimal::ZERO });
    }
    let mut whole = plain(&text[..length]);
    // Three digits after a separator are its thousands, if no more than three stand before it.
    while whole.len() <= 3 || text[..length].contains(|c| lexicon.separators.has(c)) {
        let Some(separator) = text[length..].chars().next().filter(|c| lexicon.separators.has(*c)) else { break };
        let group = &text[length + separator.len_utf8()..];
        let group = &group[..digits(group)];
        if group.chars().count() != 3 {
            break;
        }
        whole.push_str(&plain(group));
        length += separator.len_utf8() + group.len();
    }
    let mut decimals = String::new();
    if let Some(point) = text[length..].chars().next().filter(|c| lexicon.points.has(*c)) {
        let rest = &text[length + point.len_utf8()..];
        decimals = plain(&rest[..digits(rest)]);
        if decimals.is_empty() {
            return Some(Number { length, value: whole.parse().ok()?, precision: Decimal::ZERO });
        }
        length += point.len_utf8() + digits(rest);
    }
    if whole.len() + decimals.len() > 20 {
        return None;
    }
    let value = format!("{whole}.{decimals}").trim_end_matches('.').parse::<Decimal>().ok()?;
    let mut scale = Decimal::ONE;
    while let Some((letter, power)) = text[length..].chars().next().and_then(|c| Some((c, lexicon.powers.get(c)?))) {
        scale = scale.checked_mul(Decimal::from(10_u64.checked_pow(power)?))?;
        length += letter.len_utf8();
    }
    let is_exact = scale == Decimal::ONE && decimals.is_empty();
    let last_digit = Decimal::new(1, u32::try_from(decimals.len()).ok()?).checked_mul(scale)?;
    let precision = if is_exact { Decimal::ZERO } else { last_digit };
    Some(Number { length, value: value.checked_mul(scale)?, precision })
}

/// `一百二十`, `两千零三`, `二〇一六`.
fn numerals(lexicon: &Lexicon, text: &str) -> Option<Number> {
    let (mut length, mut total, mut section, mut digits) = (0, 0_u64, 0_u64, 0_u64);
    let mut has_digit = false;
    // Ten can begin a number; a hundred, thousand … cannot.
    if text.chars().next().is_some_and(|letter| lexicon.powers.get(letter).is_some_and(|power| power > 1)) {
        return None;
    }
    for letter in text.chars() {
        match (lexicon.digits.get(letter), lexicon.powers.get(letter)) {
            (Some(digit), _) => {
                digits = digits.checked_mul(10)?.checked_add(u64::from(digit))?;
                has_digit = true;
            }
            (None, Some(power)) => {
                let scale = 10_u64.checked_pow(power)?;
                if power < 4 {
                    section = section.checked_add(scale.checked_mul(if has_digit { digits } else { 1 })?)?;
                } else {
                    total = total.checked_add(section.checked_add(digits)?)?.checked_mul(scale)?;
                    section = 0;
                }
                (digits, has_digit) = (0, false);
            }
            (None, None) => break,
        }
        length += letter.len_utf8();
    }
    let value = total.checked_add(section)?.checked_add(digits)?;
    (length > 0).then_some(Number { length, value: Decimal::from(value), precision: Decimal::ZERO })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let tell = |count: &Count| {
            let vague = if count.is_vague { "?" } else { "" };
            format!("{}±{}{}{vague}", count.number.normalize(), count.precision.normalize(), count.unit)
        };
        counts(text).iter().map(tell).collect()
    }

    #[test]
    fn numbers_are_read_however_they_are_written() {
        for (text, wanted) in [
            ("收到70件", "70±0件"),
            ("收到 70 件", "70±0件"),
            ("收到７０件", "70±0件"),
            ("公开1,234条", "1234±0条"),
            ("公开1，234条", "1234±0条"),
            ("公开12,345,678条", "12345678±0条"),
            ("收费1.2万元", "12000±1000元"),
            ("收费80.50元", "80.5±0.01元"),
            ("公开3万条", "30000±10000条"),
            ("收到三件", "3±0件"),
            ("收到十二件", "12±0件"),
            ("收到一百二十件", "120±0件"),
            ("收到两千零三件", "2003±0件"),
            ("收到三万五千件", "35000±0件"),
            ("约70件", "70±0件?"),
            ("70件以上", "70±0件?"),
        ] {
            assert_eq!(told(text), [wanted], "{text}");
        }
        let last = counts("召开12，345次");
        assert_eq!(last[0].span, 6.."召开12，345次".len());
    }

    #[test]
    fn what_is_no_count_is_none() {
        for text in [
            "2016年",
            "70余件",
            "国办发〔2014〕32号",
            "同比增长30%",
            "一是公开",
            "第三方",
            "99999999999999999999999件",
            "12345热线",
            "单位：万元",
            "",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn negations_count_nothing() {
        let found = counts("本年度未收到申请");
        assert!(found.len() == 1 && found[0].is_nothing() && found[0].span == (9..12));
    }
}
