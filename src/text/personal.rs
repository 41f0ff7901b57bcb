//! Numbers that belong to people: found in a text by their own check digits and forms, and masked wherever a text is shown.

mod groups;
mod forms;

use std::borrow::Cow;
use std::ops::Range;

pub use self::groups::SHORTEST;
use self::groups::{Reading, is_x, stretches};

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 公民身份号码 of 18 characters (GB 11643-1999).
    ResidentId,
    /// 身份证号码 of 15 digits, as issued until 1999; it has no check digit.
    ResidentId15,
    /// 手机号码
    Mobile,
    /// 银行卡号
    BankCard,
}

impl Kind {
    /// How many digits stay readable at the start and at the end of a masked one.
    fn kept(self) -> (usize, usize) {
        match self {
            Kind::ResidentId | Kind::ResidentId15 => (2, 3),
            Kind::Mobile => (3, 4),
            Kind::BankCard => (0, 4),
        }
    }
}

/// A number and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// What kind.
    pub kind: Kind,
    /// Where, in bytes of the text, with its country code and the blanks or hyphens in it.
    pub span: Range<usize>,
    /// The number itself, without country code, blanks and hyphens. Never to be shown.
    pub digits: String,
}

impl Number {
    /// The number as it may be shown: `138****1234`.
    pub fn masked(&self) -> String {
        let (first, last) = self.kind.kept();
        let tail = self.digits.len().saturating_sub(last);
        let shown = |(index, c)| if index < first || index >= tail { c } else { '*' };
        self.digits.chars().enumerate().map(shown).collect()
    }

    /// Hides the number where it stands. What hides a digit is as long and as wide as the digit, so that every place stays right.
    fn hide(&self, written: &str, out: &mut String) {
        let (first, last) = self.kind.kept();
        let count = written.chars().filter(|c| is_sign(*c)).count();
        // A country code in front is nobody's secret.
        let first = first + count.saturating_sub(self.digits.len());
        let mut index = 0;
        for c in written.chars() {
            let is_hidden = is_sign(c) && (first..count.saturating_sub(last)).contains(&index);
            index += usize::from(is_sign(c));
            out.push(if is_hidden { veil(c) } else { c });
        }
    }
}

/// Finds the numbers in a text that belong to people, in the order of the text.
pub fn find(text: &str) -> impl Iterator<Item = Number> {
    read(text, Reading::Plain)
}

fn read(text: &str, reading: Reading) -> impl Iterator<Item = Number> {
    let found = stretches(text, reading).flat_map(move |stretch| forms::numbers(&groups::groups(text, stretch, reading)));
    // What stands where a long stretch was cut is read twice.
    let mut end = 0;
    found.filter(move |number| {
        let is_new = number.span.start >= end;
        end = end.max(number.span.end);
        is_new
    })
}

/// A text with the numbers in it masked, of the same length and width.
pub fn mask(text: &str) -> Cow<'_, str> {
    hide(text, find(text))
}

/// The same for a line of a source, where marks of Markdown may stand inside of a number.
pub fn mask_line(line: &str) -> String {
    let masked = mask(line);
    hide(&masked, read(&masked, Reading::Marked)).into_owned()
}

fn hide<'t>(text: &'t str, numbers: impl Iterator<Item = Number>) -> Cow<'t, str> {
    let (mut masked, mut from) = (String::new(), 0);
    for number in numbers {
        masked.push_str(&text[from..number.span.start]);
        number.hide(&text[number.span.clone()], &mut masked);
        from = number.span.end;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    masked.push_str(&text[from..]);
    Cow::Owned(masked)
}

/// A text without any digit, of the same length and width: for lines that hold a number in some disguise.
pub fn mask_all(text: &str) -> String {
    text.chars().map(|c| if groups::digit(c).is_some() { veil(c) } else { c }).collect()
}

/// A part of a longer line. A number that was cut in two is known by neither half, so what may be one next to a cut shows no digit.
pub fn mask_cut(part: &str, starts_with_cut: bool, ends_with_cut: bool) -> String {
    let may_belong = |c: &char| is_x(*c) || groups::may_belong(*c);
    let length = |is_cut: bool, run: usize| if is_cut { run } else { 0 };
    let start = length(starts_with_cut, part.chars().take_while(may_belong).map(char::len_utf8).sum());
    let end = length(ends_with_cut, part.chars().rev().take_while(may_belong).map(char::len_utf8).sum());
    if start + end >= part.len() {
        return mask_all(part);
    }
    [mask_all(&part[..start]), part[start..part.len() - end].to_owned(), mask_all(&part[part.len() - end..])].concat()
}

/// What can be a character of a number: a digit, or the check character X.
fn is_sign(c: char) -> bool {
    groups::digit(c).is_some() || is_x(c)
}

/// What hides a character, as wide and as long as it.
fn veil(c: char) -> char {
    if c.is_ascii() { '*' } else { '＊' }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A resident ID of nobody: the check character of its first 17 digits is worked out here.
    fn id(first: &str) -> String {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let sum: u32 = first.chars().zip(weights).map(|(c, weight)| c.to_digit(10).expect("a digit") * weight).sum();
        format!("{first}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize])
    }

    fn card(first: &str) -> String {
        let doubled = |d: u32| if d > 4 { 2 * d - 9 } else { 2 * d };
        let digits = first.chars().rev().map(|c| c.to_digit(10).expect("a digit")).enumerate();
        let sum: u32 = digits.map(|(i, d)| if i % 2 == 0 { doubled(d) } else { d }).sum();
        format!("{first}{}", (10 - sum % 10) % 10)
    }

    fn kinds(text: &str) -> Vec<Kind> {
        find(text).map(|number| number.kind).collect()
    }

    fn shown(text: &str) -> String {
        find(text).map(|number| number.masked()).collect()
    }

    fn wide(text: &str) -> String {
        text.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).expect("a character")).collect()
    }

    #[test]
    fn mobile_numbers_are_found_however_they_are_written() {
        for written in [
            "13800001234",
            "电话13800001234。",
            "138-0000-1234",
            "138 0000 1234",
            "138.0000.1234",
            "138\u{A0}0000\u{A0}1234",
            "138－0000－1234",
            "1380\u{200B}0001234",
            "\u{202D}13800001234\u{202C}",
            "+86 13800001234",
            "+86-138-0000-1234",
            "+8613800001234",
            "0086 138 0000 1234",
            "(+86)13800001234",
            "013800001234",
            "tel:+86-138-0000-1234",
            "tel:%2B8613800001234",
            "Tel13800001234",
            "13800001234@example.com",
            "13800001234.0",
            "13800001234.",
            "**13800001234**",
            "zhang-13800001234.pdf",
            "13800001234_1.jpg",
            "１３８００００１２３４",
            "2016 13800001234 2017",
            "13800001234/",
        ] {
            let found: Vec<Number> = find(written).collect();
            assert_eq!(found.len(), 1, "{written}");
            assert_eq!((found[0].kind, found[0].masked().as_str()), (Kind::Mobile, "138****1234"), "{written}");
            let masked = mask(written);
            assert_eq!((masked.len(), masked.chars().count()), (written.len(), written.chars().count()), "{masked}");
            assert!(kinds(&masked).is_empty() && !masked.contains("0000") && !masked.contains("００００"), "{masked}");
        }
        assert_eq!(kinds("13800001234、13900001234 15000001234"), [Kind::Mobile; 3]);
        assert_eq!(kinds("138 0000 1234 139 0000 1234"), [Kind::Mobile; 2]);
        assert_eq!(mask("电话：+86 138-0000-1234 转 1"), "电话：+86 138-****-1234 转 1");
        assert_eq!(mask("１３８００００１２３４"), "１３８＊＊＊＊１２３４");
    }

    #[test]
    fn other_numbers_are_nobodys() {
        for written in [
            "0951-8061253",
            "09518061253",
            "8061253",
            "010-12345678-8001",
            "0951-8061253-138",
            "12345",
            "12300001234",
            "400-123-4567",
            "4001234567",
            "800-820-1234",
            "138****1234",
            "138＊＊＊＊1234",
            "2016-01-13",
            "2016.01.13 2017.01.13",
            "13812345.67",
            "13,800,001,234",
            "13800001234.56",
            "106.13800001234",
            "0.13800001234",
            "138000012345",
            "A13800001234",
            "13800001234B",
            "550e8400-e29b-41d4-a716-446655440000",
            "12345678-1380-0001-2341-446655440000",
            "3f13800001234aa",
            "2016-13800001234",
            "13800001234-2",
            "56 138 1234 5678 90",
            "138  1234  5678",
            "国办发〔2014〕32号 2015 2016 2017",
            "京公网安备11010502030143号",
            "6401220001",
            "1700000000000",
        ] {
            assert_eq!(kinds(written), [], "{written}");
            assert_eq!(mask(written), written);
        }
    }

    #[test]
    fn resident_ids_need_a_region_a_date_and_their_check_character() {
        let good = id("11010519000101001");
        let (region, date, tail) = (&good[..6], &good[6..14], &good[14..]);
        let x = (0..99).map(|n| id(&format!("110105190001010{n:02}"))).find(|id| id.ends_with('X')).expect("one of eleven");
        for written in [
            good.clone(),
            format!("身份证号{good}，"),
            format!("{region} {date} {tail}"),
            format!("{region}-{date}-{tail}"),
            x.clone(),
            x.to_lowercase(),
            wide(&x),
            format!("{}{}", &x[..17], 'ｘ'),
        ] {
            let found: Vec<Number> = find(&written).collect();
            assert_eq!(found.len(), 1, "{written}");
            assert_eq!(found[0].kind, Kind::ResidentId);
            assert!(!mask(&written).contains("1900") && !mask(&written).contains("１９００"), "{}", mask(&written));
        }
        assert_eq!(shown(&x), format!("11*************{}", &x[15..]));
        let wrong_digit = if good.ends_with('1') { "2" } else { "1" };
        for written in [
            format!("{}{wrong_digit}", &good[..17]),
            id("11010519000230001"),
            id("11010518990101001"),
            id("99010519000101001"),
            id("11000019001301001"),
            format!("{good}0"),
            format!("{x}1"),
            format!("a{good}"),
            format!("{}********{}", &good[..6], &good[14..]),
        ] {
            assert_eq!(kinds(&written), [], "{written}");
        }
        assert_eq!(kinds("110105000101001"), [Kind::ResidentId15]);
        assert_eq!(shown("110105000101001"), "11**********001");
        assert_eq!(kinds("110105001301001"), []);
        assert_eq!(kinds("990105000101001"), []);
    }

    #[test]
    fn bank_cards_need_an_issuer_and_their_check_digit() {
        for first in ["622200000000000", "621700000000000000", "955880000000000000", "955990000000000000", "439200000000000"] {
            let card = card(first);
            assert_eq!(kinds(&card), [Kind::BankCard], "{card}");
            let grouped = card.as_bytes().chunks(4).map(|four| std::str::from_utf8(four).expect("ASCII"));
            assert_eq!(kinds(&grouped.collect::<Vec<_>>().join(" ")), [Kind::BankCard]);
            assert_eq!(shown(&card), format!("{}{}", "*".repeat(card.len() - 4), &card[card.len() - 4..]));
            assert_eq!(kinds(&format!("{card}0")), [], "too long");
        }
        for written in [
            card("122200000000000"),
            card("955800000000000"),
            // A number that begins with a region, as those of files and permits do, unless it is written as a card.
            card("440105201601010"),
            "6222000000000001".to_owned(),
            format!(
                "{} 12",
                card("622200000000000").as_bytes().chunks(4).map(|f| String::from_utf8_lossy(f)).collect::<Vec<_>>().join(" ")
            ),
        ] {
            assert_eq!(kinds(&written), [], "{written}");
        }
    }

    #[test]
    fn codes_of_bodies_are_not_numbers_of_people() {
        // Made up, with the check character of GB 32100-2015. The last kind begins as a card does, so that one in ten passes Luhn as well.
        for (first, count) in [("1164012200", 1), ("9164010001", 1), ("6211010500", 9)] {
            let signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";
            let all = (0..1000).flat_map(|n| signs.chars().map(move |last| format!("{first}{n:07}{last}")));
            let codes: Vec<String> = all.filter(|code| forms::is_credit_code(code)).collect();
            assert_eq!(codes.len(), 1000, "one check character each");
            assert!(codes.iter().filter(|code| forms::is_card(code)).count() >= count - 1);
            for code in codes {
                assert_eq!(kinds(&code), [], "{code}");
            }
        }
    }

    #[test]
    fn nothing_is_lost_where_a_long_text_is_cut() {
        for shift in 0..40 {
            for number in ["138 0000 1234 ", "13800001234 ", "１３８００００１２３４ "] {
                let text = " ".repeat(shift) + &number.repeat(1000);
                assert_eq!(find(&text).count(), 1000, "{shift}");
                assert!(kinds(&mask(&text)).is_empty());
            }
        }
        assert_eq!(find(&"13800001234".repeat(1000)).count(), 0);
    }

    #[test]
    fn a_number_that_was_cut_shows_nothing() {
        let line = "电话138 0000 1234，身份证号11010519000101001";
        assert_eq!(mask_cut(&line[8..], true, false), "* **** ****，身份证号11010519000101001");
        assert_eq!(mask_cut(&line[..50], false, true), "电话138 0000 1234，身份证号****************");
        assert_eq!(mask_cut(line, false, false), line);
        assert_eq!(mask_cut("0000", true, true), "****");
        assert_eq!(mask_cut("", true, true), "");
    }

    #[test]
    fn marks_of_markdown_hide_nothing_in_a_line() {
        for (line, masked) in [
            ("138**0000**1234", "138********1234"),
            ("**138** 0000 1234", "**138** **** 1234"),
            ("1380000[1234](tel:13800001234)", "138****[1234](tel:138****1234)"),
            ("138****1234", "138****1234"),
            ("- 138 \n* 0000\n* 1234", "- 138 \n* 0000\n* 1234"),
        ] {
            assert_eq!(mask_line(line), masked);
        }
    }

    #[test]
    fn any_text_keeps_its_length() {
        let pieces =
            ["13800001234", "１３８", "－", " ", "年", "办", "é", "\u{200B}", "+86", "x", "110105190001010010", ".", "🀀"];
        for seed in 0..20_000_usize {
            let mut n = seed;
            let mut text = String::new();
            while n > 0 {
                text.push_str(pieces[n % pieces.len()]);
                n /= pieces.len();
            }
            let masked = mask(&text);
            assert_eq!((masked.len(), masked.chars().count()), (text.len(), text.chars().count()), "{text}");
            assert!(kinds(&masked).is_empty(), "{masked}");
        }
    }
}
