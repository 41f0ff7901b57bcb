//! A figure: a number, blank, or not applicable, and how it may be spelled. No float ever holds one.

use std::fmt::{self, Write as _};

use rust_decimal::Decimal;

use crate::text::diagnostics::{Diagnostic, Place};

/// How "not applicable" (不适用) is written.
pub const NOT_APPLICABLE: &str = "n/a";
/// The most digits before the decimal point.
const MOST_DIGITS: usize = 18;
/// The most digits after it, in amounts.
const MOST_DECIMALS: usize = 6;

/// A cell of a form: its place in the form's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellId(u32);

impl CellId {
    /// The cell at a place in a form's order.
    pub(super) fn new(index: usize) -> Self {
        CellId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The index into a report's figures.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a cell holds. Blank is not zero: it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Figure {
    /// 未填报
    #[default]
    Blank,
    /// 不适用
    NotApplicable,
    /// Exact, with as many decimals as were written.
    Number(Decimal),
}

impl Figure {
    /// The number, if it is one.
    pub fn number(self) -> Option<Decimal> {
        match self {
            Figure::Number(number) => Some(number),
            Figure::Blank | Figure::NotApplicable => None,
        }
    }

    /// Writes the number as `Display` does, but several times faster where it is a count, which most figures are.
    pub fn push_to(self, out: &mut String) {
        match self {
            Figure::Number(number) => match u64::try_from(number.mantissa()) {
                Ok(count) if number.scale() == 0 => out.push_str(itoa::Buffer::new().format(count)),
                // Writing into a string cannot fail.
                _ => write!(out, "{number}").unwrap_or(()),
            },
            Figure::Blank | Figure::NotApplicable => {}
        }
    }

    /// What open data calls the state of a cell.
    pub fn status(self) -> &'static str {
        match self {
            Figure::Blank => "blank",
            Figure::NotApplicable => "not_applicable",
            Figure::Number(_) => "reported",
        }
    }
}

/// The number as written; nothing for a blank, which is not zero; nothing for not applicable.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Figure::Number(number) => number.fmt(f),
            Figure::Blank | Figure::NotApplicable => Ok(()),
        }
    }
}

/// Which numbers a cell takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kind {
    /// An amount of money, with decimals; otherwise a count.
    pub amount: bool,
    /// May be negative.
    pub signed: bool,
}

/// Why a spelling is no figure: the message's code, and what could be written instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misspelling {
    /// The message in the catalogues.
    pub code: &'static str,
    /// A spelling that would be a figure of the kind, if there is an obvious one.
    pub instead: Option<String>,
}

impl Kind {
    /// Reads a figure as it is spelled. Counts are `0|[1-9][0-9]{0,17}`, with `-` where signed; amounts may go on with `.` and up to six digits.
    ///
    /// # Errors
    /// What is wrong with it, and what to write instead.
    pub fn parse(self, written: &str) -> Result<Figure, Misspelling> {
        let written = written.trim();
        if written.is_empty() || matches!(written, "~" | "null") {
            return Ok(Figure::Blank);
        }
        if written == NOT_APPLICABLE {
            return Ok(Figure::NotApplicable);
        }
        match self.exact(written) {
            Some(number) => Ok(Figure::Number(number)),
            None => Err(self.diagnose(written)),
        }
    }

    fn exact(self, written: &str) -> Option<Decimal> {
        let unsigned = if self.signed { written.strip_prefix('-').unwrap_or(written) } else { written };
        let (whole, decimals) = match unsigned.split_once('.') {
            Some((whole, decimals)) if self.amount => (whole, Some(decimals)),
            Some(_) => return None,
            None => (unsigned, None),
        };
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let whole_is_sound = digits(whole) && whole.len() <= MOST_DIGITS && (whole == "0" || !whole.starts_with('0'));
        let decimals_are_sound = decimals.is_none_or(|d| digits(d) && d.len() <= MOST_DECIMALS);
        let is_minus_zero = written.starts_with('-') && unsigned.bytes().all(|b| matches!(b, b'0' | b'.'));
        (whole_is_sound && decimals_are_sound && !is_minus_zero).then(|| written.parse().ok()).flatten()
    }

    /// Names what is wrong with a spelling that is no figure.
    fn diagnose(self, written: &str) -> Misspelling {
        let narrow: String = written.chars().map(narrow).collect();
        let plain: String = narrow.chars().filter(|c| !matches!(c, ',' | '_' | ' ' | '\u{a0}')).collect();
        let unit_free = plain.trim_end_matches(|c: char| !c.is_ascii_digit());
        let starts_with_digit = plain.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
        let is_number_like = |s: &str| s.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
        let digits = plain.trim_start_matches('-');
        let code = match () {
            () if matches!(written, "N/A" | "NA" | "n.a." | "不适用") => "figure-not-applicable",
            () if matches!(written, "—" | "——" | "–" | "－" | "/" | "-" | "--" | "无" | "空") => "figure-dash",
            () if plain.starts_with("0x") || plain.starts_with("0o") || plain.starts_with("0b") => "figure-base",
            () if is_grouped(&narrow) => "figure-separator",
            () if narrow != written && is_number_like(&narrow) => "figure-full-width",
            () if !self.amount && plain.contains('.') && is_number_like(&plain) => "figure-decimals-in-count",
            () if is_number_like(&plain) && digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.") => {
                "figure-leading-zero"
            }
            () if is_number_like(&plain) && plain.matches('-').count() > 1 => "figure-not-a-number",
            () if plain.starts_with('-') && !self.signed && is_number_like(&plain) => "figure-negative",
            () if is_number_like(&plain) && plain.contains('.') => "figure-decimals",
            () if is_number_like(&plain) && digits.len() > MOST_DIGITS && !digits.contains('-') => "figure-too-large",
            () if plain.starts_with('+') => "figure-plus",
            () if starts_with_digit && plain.contains(['万', '亿', '千', '百']) => "figure-scale",
            () if starts_with_digit && is_number_like(unit_free) && unit_free != plain && !plain.contains([':', '-']) => {
                "figure-unit"
            }
            () => "figure-not-a-number",
        };
        let instead = self.suggestion(unit_free);
        // Where nothing can be suggested, what is wrong without the full-width letters is the better answer.
        if instead.is_none() && code == "figure-full-width" {
            return self.diagnose(&narrow);
        }
        let code = match (code, &instead) {
            ("figure-leading-zero" | "figure-separator", None) => "figure-not-a-number",
            ("figure-decimals", Some(_)) => "figure-point",
            _ => code,
        };
        Misspelling { code, instead }
    }

    fn suggestion(self, unit_free: &str) -> Option<String> {
        if !unit_free.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let digits = unit_free.trim_start_matches('+');
        let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
        let stripped = digits.trim_start_matches('0');
        let padded = if stripped.is_empty() || stripped.starts_with('.') { format!("0{stripped}") } else { stripped.to_owned() };
        let sound = format!("{sign}{}", padded.trim_end_matches('.'));
        self.exact(&sound).map(|_| sound)
    }
}

/// Whether a number's digits are set apart in threes, so that there is no doubt what it is without the separators.
fn is_grouped(narrow: &str) -> bool {
    let whole = narrow.trim_start_matches('-').split('.').next().unwrap_or_default();
    let mut groups = whole.split([',', '_', ' ', '\u{a0}']);
    let digits = |group: &str, most: usize| (1..=most).contains(&group.len()) && group.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().is_some_and(|group| digits(group, 3));
    let mut rest = groups.peekable();
    first && rest.peek().is_some() && rest.all(|group| group.len() == 3 && digits(group, 3))
}

/// A full-width character's usual form.
fn narrow(c: char) -> char {
    match c {
        '，' | '、' => ',',
        '−' | '－' => '-',
        '。' => '.',
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

impl Misspelling {
    /// The finding for a spelling at a place.
    pub fn at(self, place: Place, written: &str) -> Diagnostic {
        Diagnostic::error(self.code, place).with("written", written).with("instead", self.instead.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COUNT: Kind = Kind { amount: false, signed: false };
    const AMOUNT: Kind = Kind { amount: true, signed: false };
    const CHANGE: Kind = Kind { amount: false, signed: true };

    fn code(kind: Kind, written: &str) -> String {
        match kind.parse(written) {
            Ok(figure) => format!("{figure:?}"),
            Err(Misspelling { code, instead }) => format!("{code} {}", instead.unwrap_or_default()),
        }
    }

    #[test]
    fn every_spelling_has_one_answer() {
        let cases = [
            ("0123", "figure-leading-zero 123"),
            ("08", "figure-leading-zero 8"),
            ("00", "figure-leading-zero 0"),
            ("0o17", "figure-base "),
            ("0x1F", "figure-base "),
            ("0b11", "figure-base "),
            ("1_000", "figure-separator 1000"),
            ("1,234", "figure-separator 1234"),
            ("１,２３４", "figure-separator 1234"),
            ("1 234", "figure-separator 1234"),
            ("6,65", "figure-not-a-number 665"),
            ("1,234.5", "figure-not-a-number "),
            ("12.0", "figure-decimals-in-count "),
            ("5.", "figure-decimals-in-count 5"),
            (".5", "figure-decimals-in-count "),
            ("+.5", "figure-plus "),
            ("1e3", "figure-not-a-number "),
            (".inf", "figure-not-a-number "),
            ("NaN", "figure-not-a-number "),
            ("-7", "figure-negative "),
            ("−7", "figure-negative "),
            ("012.5", "figure-decimals-in-count "),
            ("N/A", "figure-not-applicable "),
            ("9007199254740993", "Number(9007199254740993)"),
            ("18446744073709551616", "figure-too-large "),
            ("１２", "figure-full-width 12"),
            ("０", "figure-full-width 0"),
            ("no", "figure-not-a-number "),
            ("off", "figure-not-a-number "),
            ("y", "figure-not-a-number "),
            ("yes", "figure-not-a-number "),
            ("true", "figure-not-a-number "),
            ("1:30", "figure-not-a-number "),
            ("2024-01-05", "figure-not-a-number "),
            ("12%", "figure-unit 12"),
            ("3万件", "figure-scale 3"),
            ("1.2万", "figure-scale "),
            ("12 件", "figure-unit 12"),
            ("—", "figure-dash "),
            ("/", "figure-dash "),
            ("-", "figure-dash "),
            ("无", "figure-dash "),
            ("~", "Blank"),
            ("null", "Blank"),
            ("", "Blank"),
            ("n/a", "NotApplicable"),
            ("0", "Number(0)"),
        ];
        let told: Vec<_> = cases.iter().map(|(written, _)| (*written, code(COUNT, written))).collect();
        let wanted: Vec<_> = cases.iter().map(|(written, answer)| (*written, (*answer).to_owned())).collect();
        assert_eq!(told, wanted);
    }

    #[test]
    fn amounts_and_changes_have_their_own() {
        assert_eq!(code(AMOUNT, "12.50"), "Number(12.50)");
        assert_eq!(code(AMOUNT, "1.1234567"), "figure-decimals ");
        assert_eq!(code(AMOUNT, ".5"), "figure-point 0.5");
        assert_eq!(code(CHANGE, "-7"), "Number(-7)");
        assert_eq!(code(CHANGE, "−7"), "figure-full-width -7");
        assert_eq!(code(CHANGE, "-0"), "figure-not-a-number ");
        assert_eq!(code(COUNT, "999999999999999999"), "Number(999999999999999999)");
    }

    proptest! {
        #[test]
        fn a_count_prints_as_it_was_written(n in 0_u64..1_000_000_000_000_000_000) {
            prop_assert_eq!(COUNT.parse(&n.to_string()).map(|f| f.to_string()), Ok(n.to_string()));
        }

        #[test]
        fn an_amount_prints_as_it_was_written(whole in 0_u64..1_000_000_000_000, decimals in "[0-9]{1,6}") {
            let written = format!("{whole}.{decimals}");
            prop_assert_eq!(AMOUNT.parse(&written).map(|f| f.to_string()), Ok(written));
        }

        #[test]
        fn no_spelling_panics_and_every_suggestion_is_a_figure(written in "\\PC{0,12}") {
            for kind in [COUNT, AMOUNT, CHANGE] {
                if let Err(Misspelling { instead: Some(instead), .. }) = kind.parse(&written) {
                    prop_assert!(matches!(kind.parse(&instead), Ok(Figure::Number(_))));
                }
            }
        }
    }
}
