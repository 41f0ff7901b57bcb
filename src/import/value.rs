//! What stands in a cell: a figure without any doubt, or a doubt.

use super::label::narrow;
use super::words::words;
use crate::model::figure::{Figure, Kind};

/// Why a cell's figure is left blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Words, or a dash that may mean zero, blank or not applicable.
    Text,
    /// More than one number, or digits that may be two numbers.
    Glued,
    /// Digits set apart: 1,234.
    Separator,
    /// A unit that the form does not count in.
    Unit,
    /// Not as the form writes numbers: decimals in a count, a sign, too many digits.
    Spelling,
    /// The cell spans several figures.
    Spans,
    /// A number of several digits beside a blank: it may be two.
    BesideBlank,
    /// The row has fewer or more figures than there are columns.
    Count,
    /// No heading says which column this is.
    Column,
    /// The source has this figure twice, and not the same.
    Twice,
    /// The label may be that of several rows.
    Ambiguous,
    /// The label is that of no row.
    Unknown,
    /// The source has no such row.
    Missing,
}

impl Doubt {
    /// All of them.
    pub const ALL: [Doubt; 13] = [
        Doubt::Text,
        Doubt::Glued,
        Doubt::Separator,
        Doubt::Unit,
        Doubt::Spelling,
        Doubt::Spans,
        Doubt::BesideBlank,
        Doubt::Count,
        Doubt::Column,
        Doubt::Twice,
        Doubt::Ambiguous,
        Doubt::Unknown,
        Doubt::Missing,
    ];

    /// The message in the catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Doubt::Text => "import-text",
            Doubt::Glued => "import-glued",
            Doubt::Separator => "import-separator",
            Doubt::Unit => "import-unit",
            Doubt::Spelling => "import-spelling",
            Doubt::Spans => "import-spans",
            Doubt::BesideBlank => "import-beside-blank",
            Doubt::Count => "import-count",
            Doubt::Column => "import-column",
            Doubt::Twice => "import-twice",
            Doubt::Ambiguous => "import-ambiguous",
            Doubt::Unknown => "import-unknown",
            Doubt::Missing => "import-missing",
        }
    }
}

/// A cell's text as it is compared: usual forms of full-width characters, blanks at the ends gone.
pub fn tidy(text: &str) -> String {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}');
    text.chars().map(narrow).collect::<String>().trim_matches(is_blank).to_owned()
}

/// Splits a number from the unit behind it, if a unit that anybody knows stands there.
fn split_unit(tidy: &str) -> (&str, Option<&str>) {
    let end = tidy.trim_end_matches(|c: char| !(c.is_ascii_digit() || c == '.'));
    let unit = tidy[end.len()..].trim();
    match words().units.iter().any(|known| known == unit) {
        true => (end.trim_end(), Some(unit)),
        false => (tidy, None),
    }
}

/// Whether a text is a number, or stands for one, and no label.
pub fn is_value(text: &str) -> bool {
    let tidy = tidy(text);
    let (number, _) = split_unit(&tidy);
    let is_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '-' | '+' | '，' | '％');
    let is_word = |list: &[String]| list.contains(&tidy);
    let has_digit = number.contains(|c: char| c.is_ascii_digit());
    (has_digit && number.chars().all(is_number)) || is_word(&words().dashes) || is_word(&words().not_applicable)
}

/// Whether a text is a unit and nothing else.
pub fn is_unit(text: &str) -> bool {
    let tidy = tidy(text);
    words().units.contains(&tidy)
}

/// Reads a cell of a kind whose figures are counted in that unit, as far as the form says. `beside` is the unit that stands beside it.
///
/// # Errors
/// Why it is not certain.
pub fn read(text: &str, kind: Kind, unit: Option<&str>, beside: Option<&str>) -> Result<Figure, Doubt> {
    let tidy = tidy(text);
    if tidy.is_empty() {
        return Ok(Figure::Blank);
    }
    if words().not_applicable.contains(&tidy) {
        return Ok(Figure::NotApplicable);
    }
    let (number, own) = split_unit(&tidy);
    let units = [own, beside].into_iter().flatten();
    // Where the form leaves the unit open, any will do.
    if units.into_iter().any(|written| unit.is_some_and(|unit| unit != written)) {
        return Err(Doubt::Unit);
    }
    match kind.parse(number) {
        Ok(figure @ Figure::Number(_)) => Ok(figure),
        Ok(_) => Err(Doubt::Text),
        Err(_) => Err(doubt(number)),
    }
}

fn doubt(number: &str) -> Doubt {
    let is_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let grouped: Vec<&str> = number.trim_start_matches('-').split('.').next().unwrap_or_default().split([',', '，']).collect();
    let words: Vec<&str> = number.split_whitespace().collect();
    let looks_like_several = words.len() > 1 && words.iter().all(|word| word.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    match () {
        () if looks_like_several => Doubt::Glued,
        () if grouped.len() > 1 && grouped.iter().all(|group| is_digits(group)) => Doubt::Separator,
        // 00, 012: two numbers as likely as one.
        () if is_digits(number) && number.starts_with('0') => Doubt::Glued,
        () if number.contains(|c: char| c.is_ascii_digit()) => Doubt::Spelling,
        () => Doubt::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNT: Kind = Kind { amount: false, signed: false };
    const AMOUNT: Kind = Kind { amount: true, signed: false };
    const CHANGE: Kind = Kind { amount: false, signed: true };

    #[test]
    fn a_figure_is_certain_or_left_blank() {
        let count = |text: &str| read(text, COUNT, Some("件"), None).map(|figure| figure.to_string());
        let certain = |text: &str| Ok(text.to_owned());
        assert_eq!(count(" 12 "), certain("12"));
        assert_eq!(count("１２"), certain("12"));
        assert_eq!(count("12件"), certain("12"));
        assert_eq!(count("0"), certain("0"));
        assert_eq!(count("\u{A0}"), certain(""));
        for (text, wanted) in [
            ("12 5", Doubt::Glued),
            ("00", Doubt::Glued),
            ("012", Doubt::Glued),
            ("1,234", Doubt::Separator),
            ("1，234", Doubt::Separator),
            ("12元", Doubt::Unit),
            ("3万件", Doubt::Spelling),
            ("12.0", Doubt::Spelling),
            ("-3", Doubt::Spelling),
            ("/", Doubt::Text),
            ("无", Doubt::Text),
            ("~", Doubt::Text),
            ("约10", Doubt::Spelling),
        ] {
            assert_eq!(read(text, COUNT, Some("件"), None), Err(wanted), "{text}");
        }
        assert_eq!(read("不适用", COUNT, None, None), Ok(Figure::NotApplicable));
        assert_eq!(read("251000元", AMOUNT, Some("万元"), None), Err(Doubt::Unit));
        assert_eq!(read("25.1", AMOUNT, Some("万元"), Some("元")), Err(Doubt::Unit));
        assert!(read("75394432.52元", AMOUNT, None, None).is_ok_and(|f| f.to_string() == "75394432.52"));
        assert!(read("－3", CHANGE, None, None).is_ok_and(|f| f.to_string() == "-3"));
    }

    #[test]
    fn labels_are_no_values() {
        for label in ["1．属于国家秘密", "（一）予以公开", "2016年度", "3", "条"].into_iter().filter(|l| *l != "3")
        {
            assert!(!is_value(label), "{label}");
        }
        for value in ["0", "251000元", "—", "/", "1,234", "12 0", "０", "-3", "不适用"] {
            assert!(is_value(value), "{value}");
        }
    }
}
