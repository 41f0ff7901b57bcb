//! The forms that numbers of people have, and the check digits that tell them from others.

use std::ops::{Range, RangeInclusive};

use chrono::NaiveDate;

use super::groups::{Group, Joint};
use super::{Kind, Number};

/// The most groups that a number is written in.
const MOST_GROUPS: usize = 6;
/// How many digits numbers have, with a country code.
const LENGTHS: RangeInclusive<usize> = 11..=19;

/// The numbers in a row of groups.
pub(super) fn numbers(groups: &[Group]) -> Vec<Number> {
    let mut found: Vec<(Number, Range<usize>)> = Vec::new();
    let mut is_taken = vec![false; groups.len()];
    let mut at = 0;
    while at < groups.len() {
        let most = MOST_GROUPS.min(groups.len() - at);
        let whole = (1..=most).rev().find_map(|count| Some((number(groups, at..at + count)?, at..at + count)));
        let next = whole.as_ref().map_or(at + 1, |(_, range)| range.end);
        is_taken[at..next].fill(whole.is_some());
        found.extend(whole);
        at = next;
    }
    // Groups among others are more likely columns of figures, unless the others are numbers too.
    let is_clear = |(_, range): &(Number, Range<usize>)| {
        let is_left_clear = groups[range.start].before != Joint::Blank || range.start == 0 || is_taken[range.start - 1];
        let is_right_clear = groups.get(range.end).is_none_or(|group| group.before != Joint::Blank || is_taken[range.end]);
        range.len() == 1 || (is_left_clear && is_right_clear)
    };
    found.retain(is_clear);
    found.into_iter().map(|(number, _)| number).collect()
}

/// The number that groups are, all of them together.
fn number(groups: &[Group], range: Range<usize>) -> Option<Number> {
    let own = &groups[range.clone()];
    let length: usize = own.iter().map(|group| group.digits.len()).sum();
    if !LENGTHS.contains(&length) {
        return None;
    }
    let (first, last) = (own.first()?, own.last()?);
    let is_open = |joint: Joint| matches!(joint, Joint::Apart | Joint::Blank);
    let after = groups.get(range.end);
    // What spreadsheets make of a number: 13800001234.0
    let is_float = after.is_some_and(|group| group.before == Joint::Dot && group.digits == "0") && own.len() == 1;
    if own.iter().any(|group| group.in_word)
        || !is_open(first.before)
        || !after.is_none_or(|group| is_open(group.before) || is_float)
    {
        return None;
    }
    let joints: Vec<Joint> = own[1..].iter().map(|group| group.before).collect();
    let parts: Vec<&str> = own.iter().map(|group| group.digits.as_str()).collect();
    let (kind, digits) = mobile(&parts, &joints)
        .map(|digits| (Kind::Mobile, digits))
        .or_else(|| same(&joints).filter(|joint| *joint != Joint::Dot && !is_float).and_then(|_| checked(&parts)))?;
    Some(Number { kind, span: first.span.start..last.span.end, digits })
}

/// The joint between all groups, if it is the same; a single group has none, which does as well.
fn same(joints: &[Joint]) -> Option<Joint> {
    let first = joints.first().copied().unwrap_or(Joint::Blank);
    (first != Joint::Apart && joints.iter().all(|joint| *joint == first)).then_some(first)
}

/// A mobile number, with or without the country code or the 0 that was once dialled before it.
fn mobile(parts: &[&str], joints: &[Joint]) -> Option<String> {
    let (mut parts, mut joints) = (parts.to_vec(), joints);
    if parts.len() > 1 && matches!(parts[0], "86" | "0086") && joints[0] != Joint::Dot {
        parts.remove(0);
        joints = &joints[1..];
    } else {
        let first = ["0086", "86", "0"].iter().find_map(|code| parts[0].strip_prefix(code).filter(|rest| rest.starts_with('1')));
        parts[0] = first.unwrap_or(parts[0]);
    }
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let is_grouped = match (same(joints)?, lengths.as_slice()) {
        (_, [11] | [3, 4, 4]) => true,
        (Joint::Dot, _) => false,
        (_, [3, 8] | [7, 4] | [4, 4, 3]) => true,
        _ => false,
    };
    let digits = parts.concat();
    let is_mobile = matches!(digits.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.iter().all(u8::is_ascii_digit));
    (is_grouped && is_mobile).then_some(digits)
}

/// A number that its check digit, or at least its date, gives away.
fn checked(parts: &[&str]) -> Option<(Kind, String)> {
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let digits = parts.concat();
    let is_card_like =
        matches!(lengths.as_slice(), [first @ .., last] if first.len() > 2 && first.iter().all(|n| *n == 4) && *last <= 4);
    let kind = match lengths.as_slice() {
        // A code of a body, all digits, has a date in the right place and passes both checks about once in ten thousand times.
        [18] | [6, 8, 4] | [6, 4, 4, 4] | [14, 4] | [6, 12] if is_resident_id(&digits) => Kind::ResidentId,
        [15] if is_region(&digits) && is_day(&format!("19{}", &digits[6..12])) => Kind::ResidentId15,
        [16..=19] if is_card(&digits) && !is_credit_code(&digits) && !is_numbered_by_region(&digits) => Kind::BankCard,
        _ if is_card_like && (16..=19).contains(&digits.len()) && is_card(&digits) => Kind::BankCard,
        _ => return None,
    };
    Some((kind, digits))
}

/// Provinces by the first two digits of a region's code (GB/T 2260), with those of the residence permits for Hong Kong, Macao and Taiwan.
const PROVINCES: [&str; 35] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45", "46",
    "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
];

fn is_region(digits: &str) -> bool {
    digits.get(..2).is_some_and(|province| PROVINCES.contains(&province))
}

/// A day of the years that somebody can be born in, as 19000101.
fn is_day(digits: &str) -> bool {
    let day = NaiveDate::parse_from_str(digits, "%Y%m%d").ok();
    let is_plain = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit());
    is_plain && day.is_some() && ["19", "20"].contains(&&digits[..2])
}

/// Whether 18 characters are a resident's: a region, a day, and the check character of GB 11643-1999 (ISO 7064, MOD 11-2).
fn is_resident_id(digits: &str) -> bool {
    let [first @ .., check] = digits.as_bytes() else { return false };
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let is_long = first.len() == WEIGHTS.len() && first.iter().all(u8::is_ascii_digit);
    let sum: u32 = first.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit.wrapping_sub(b'0')) * weight).sum();
    is_long && is_region(digits) && is_day(&digits[6..14]) && b"10X98765432"[(sum % 11) as usize] == *check
}

/// Whether 18 characters are a body's 统一社会信用代码, by the check character of GB 32100-2015.
pub(super) fn is_credit_code(code: &str) -> bool {
    const SIGNS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let values: Option<Vec<usize>> = code.chars().map(|c| SIGNS.find(c)).collect();
    let Some(values) = values.filter(|values| values.len() == 18 && is_region(&code[2..])) else { return false };
    let (sum, _) = values[..17].iter().fold((0, 1), |(sum, weight), value| (sum + value * weight, weight * 3 % 31));
    (sum + values[17]).is_multiple_of(31)
}

/// Whether a number's prefix is one of a bank, and its last digit is right (ISO/IEC 7812-1, Luhn).
pub(super) fn is_card(digits: &str) -> bool {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| digits.starts_with(prefix));
    let is_issued = match digits.len() {
        // UnionPay, Visa, Mastercard, JCB.
        16 => starts(&["62", "4", "51", "52", "53", "54", "55", "353", "354", "355", "356", "357", "358", "3528", "3529"]),
        // UnionPay; the older cards of 工商银行 and 农业银行.
        19 => starts(&["62", "95588", "95595", "95596", "95598", "95599"]),
        _ => starts(&["62"]),
    };
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let digit = |byte: u8| u32::from(byte.wrapping_sub(b'0'));
    let sum: u32 = digits.bytes().rev().enumerate().map(|(i, b)| if i % 2 == 1 { doubled(digit(b)) } else { digit(b) }).sum();
    is_issued && digits.bytes().all(|b| b.is_ascii_digit()) && sum.is_multiple_of(10)
}

/// Whether a number begins with a region, as those of files and permits do, and with no prefix of a card of a Chinese bank alone.
fn is_numbered_by_region(digits: &str) -> bool {
    is_region(digits)
        && !digits.starts_with("62")
        && matches!(&digits.as_bytes()[2..4], [b'0'..=b'2', _] | b"30" | b"31" | b"51" | b"90")
}
