//! The words around labels and figures: data, see `words.yaml`.

use std::sync::LazyLock;

use crate::text::diagnostics::Diagnostics;
use crate::text::fields::{Fields, read_file};
use crate::text::source::Text;

const WORDS: &str = include_str!("words.yaml");

/// What offices write around labels and figures.
#[derive(Debug, Default)]
pub struct Words {
    /// Chinese numerals.
    pub numerals: Vec<char>,
    /// Numbers in circles.
    pub circled: Vec<char>,
    /// What stands between a numeral and the words it counts.
    pub separators: Vec<char>,
    /// What stands before the first part of a whole.
    pub among: Vec<String>,
    /// How "not applicable" is written.
    pub not_applicable: Vec<String>,
    /// What is written where there is nothing.
    pub dashes: Vec<String>,
    /// What stands around the number of a page.
    pub page: Vec<String>,
    /// What ends a sentence.
    pub ends: Vec<char>,
    /// What stands in no heading.
    pub stops: Vec<char>,
    /// What begins a paragraph.
    pub begins: Vec<char>,
    /// How years and days are written.
    pub date: DateWords,
    /// What a report is called.
    pub report: Vec<String>,
    /// What stands before a name or a number, the longest first.
    pub fields: Vec<(String, Field)>,
    /// Units, whether a form has them or not.
    pub units: Vec<String>,
    /// How the columns of a list of files are called.
    pub columns: Vec<(String, Column)>,
}

impl Words {
    fn read(fields: &mut Fields<'_>) -> Words {
        Words {
            numerals: letters_of(fields, "numerals"),
            circled: letters_of(fields, "circled"),
            separators: letters_of(fields, "separators"),
            among: fields.texts("among"),
            not_applicable: fields.texts("not_applicable"),
            dashes: fields.texts("dashes"),
            page: fields.texts("page"),
            ends: letters_of(fields, "ends"),
            stops: letters_of(fields, "stops"),
            begins: letters_of(fields, "begins"),
            date: fields.map("date", DateWords::read).unwrap_or_default(),
            report: fields.texts("report"),
            fields: fields.map("fields", field_words).unwrap_or_default(),
            units: fields.texts("units"),
            columns: fields.map("columns", column_words).unwrap_or_default(),
        }
    }
}

/// What a document says of itself beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// 单位负责人
    Head,
    /// 审核人
    Reviewer,
    /// 填报人
    Preparer,
    /// 联系电话
    Phone,
    /// 填报日期
    Filled,
    /// 填报单位
    Filler,
    /// 发布日期
    Published,
    /// 单位：件
    Unit,
}

/// What stands in a column of a list that says whose reports files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The file.
    File,
    /// Whose report it is: the agency's folder below `content/`, or its name.
    Agency,
    /// The year reported on.
    Year,
    /// The form's id.
    Form,
}

/// How years and days are written.
#[derive(Debug, Default)]
pub struct DateWords {
    /// 年
    pub year: String,
    /// 月
    pub month: String,
    /// 日
    pub day: String,
    /// 年度
    pub whole: String,
    /// What is written for 0.
    pub zeros: Vec<char>,
    /// 十
    pub ten: String,
}

impl DateWords {
    fn read(fields: &mut Fields<'_>) -> DateWords {
        DateWords {
            year: fields.required_text("year"),
            month: fields.required_text("month"),
            day: fields.required_text("day"),
            whole: fields.required_text("whole"),
            zeros: letters_of(fields, "zeros"),
            ten: fields.required_text("ten"),
        }
    }
}

fn field_words(fields: &mut Fields<'_>) -> Vec<(String, Field)> {
    let keys = [
        ("head", Field::Head),
        ("reviewer", Field::Reviewer),
        ("preparer", Field::Preparer),
        ("phone", Field::Phone),
        ("filled", Field::Filled),
        ("filler", Field::Filler),
        ("published", Field::Published),
        ("unit", Field::Unit),
    ];
    let mut words: Vec<(String, Field)> = Vec::new();
    for (key, field) in keys {
        words.extend(fields.texts(key).into_iter().map(|word| (word, field)));
    }
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    words
}

fn column_words(fields: &mut Fields<'_>) -> Vec<(String, Column)> {
    let keys = [("file", Column::File), ("agency", Column::Agency), ("year", Column::Year), ("form", Column::Form)];
    keys.into_iter().flat_map(|(key, column)| fields.texts(key).into_iter().map(move |word| (word, column))).collect()
}

fn letters_of(fields: &mut Fields<'_>, key: &'static str) -> Vec<char> {
    fields.required_text(key).chars().collect()
}

/// The words.
pub fn words() -> &'static Words {
    static WORDS_READ: LazyLock<Words> = LazyLock::new(|| {
        let text = Text::new("words.yaml", WORDS);
        read_file(&text, &mut Diagnostics::new(), Words::read).unwrap_or_default()
    });
    &WORDS_READ
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_read_without_a_finding() {
        let mut findings = Diagnostics::new();
        let words = read_file(&Text::new("words.yaml", WORDS), &mut findings, Words::read);
        assert!(findings.is_empty() && words.is_some_and(|w| w.units.len() > 10), "{:?}", findings.sorted());
    }
}
