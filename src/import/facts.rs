//! What a document says of itself beside its text and its figures: title, year, days, who signed.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::dates;
use super::document::{Block, Document, Grid, text_of};
use super::label::{Label, narrow};
use super::recognise::Recognition;
use super::words::{Field, words};
use crate::model::form::Form;
use crate::model::report::Signatories;

/// Among so many pieces from the beginning the title stands.
const TITLE_WITHIN: usize = 12;
/// A longer line is no title, in letters.
const LONGEST_TITLE: usize = 64;
/// A longer line is nobody's name, in letters.
const LONGEST_NAME: usize = 40;

/// What a document says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// As it stands above the text.
    pub title: Option<String>,
    /// The year reported on.
    pub year: Option<u16>,
    /// Other years that it seems to be about, too.
    pub other_years: Vec<u16>,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// The day below the text.
    pub written: Option<NaiveDate>,
    /// Who stands above that day.
    pub issuer: Option<String>,
    /// Who signed the table.
    pub signatories: Signatories,
    /// As written.
    pub phone: Option<String>,
    /// The day below the table.
    pub filled: Option<NaiveDate>,
    /// Whose table it is.
    pub filler: Option<String>,
}

/// Takes from a document what it says of itself; what is left is its text. A form's tables go as well.
pub fn take(document: Document, form: Option<&Form>, recognition: &Recognition) -> (Facts, Document) {
    let mut taking = Taking { facts: Facts::default(), taken: BTreeSet::new(), form, recognition };
    taking.meta(&document);
    taking.title(&document.blocks);
    taking.lines(&document);
    taking.sign_off(&document.blocks);
    let Taking { facts, taken, .. } = taking;
    let blocks = document.blocks.into_iter().enumerate().filter(|(at, _)| !taken.contains(at)).map(|(_, block)| block);
    (facts, Document { blocks: blocks.collect(), facts: document.facts, dropped: document.dropped })
}

/// What has been taken so far.
struct Taking<'a> {
    facts: Facts,
    /// The pieces that are no text.
    taken: BTreeSet<usize>,
    form: Option<&'a Form>,
    recognition: &'a Recognition,
}

/// The words of a piece that is a line.
fn line(block: &Block) -> Option<String> {
    match block {
        Block::Heading(_, words) | Block::Paragraph(words) => Some(text_of(words)),
        Block::Item(..) | Block::Table(_) => None,
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn has_stop(text: &str) -> bool {
    text.contains(|c: char| words().stops.contains(&c))
}

impl Taking<'_> {
    /// What meta tags say, by the names that 政府网站 use.
    fn meta(&mut self, document: &Document) {
        let get = |name: &str| {
            document.facts.iter().find(|(known, value)| known == name && !value.is_empty()).map(|(_, value)| value.clone())
        };
        self.facts.title = get("articletitle").or_else(|| get("title"));
        self.facts.published = get("pubdate").or_else(|| get("published")).and_then(|day| dates::day(&day));
        self.facts.year = get("year").and_then(|year| year.parse().ok());
    }

    fn title(&mut self, blocks: &[Block]) {
        let is_title = |text: &str| {
            length(text) <= LONGEST_TITLE && !has_stop(text) && words().report.iter().any(|word| text.ends_with(word.as_str()))
        };
        let first = |is_good: &dyn Fn(&Block) -> bool| {
            let near = blocks.iter().take(TITLE_WITHIN).enumerate();
            near.filter(|(_, block)| is_good(block))
                .find_map(|(at, block)| line(block).filter(|text| is_title(text)).map(|text| (at, text)))
        };
        let found = first(&|block| matches!(block, Block::Heading(1, _))).or_else(|| first(&|_| true));
        // A title that was broken within a word.
        let broken = |at: usize| {
            let (above, below) = (line(blocks.get(at)?)?, line(blocks.get(at + 1)?)?);
            let is_one = dates::year(&above).is_some() && length(&above) <= LONGEST_NAME && !has_stop(&above);
            Some(above + &below).filter(|whole| is_one && is_title(whole))
        };
        if found.is_none()
            && let Some((at, title)) = (0..TITLE_WITHIN).find_map(|at| Some((at, broken(at)?)))
        {
            self.taken.extend([at, at + 1]);
            self.facts.title = Some(title);
        }
        if let Some((at, text)) = found {
            let before = at.checked_sub(1).and_then(|before| line(&blocks[before]));
            // A title of two lines has its year, and its body's name, in the first.
            let before = before.filter(|before| dates::year(&text).is_none() && dates::year(before).is_some());
            self.taken.insert(at);
            let title = match before.filter(|before| length(before) <= LONGEST_NAME && !has_stop(before)) {
                Some(before) => {
                    self.taken.insert(at - 1);
                    before + &text
                }
                None => text,
            };
            self.facts.title = Some(title);
        }
        let year = self.facts.title.as_deref().and_then(dates::year);
        self.see_year(year);
    }

    fn see_year(&mut self, year: Option<u16>) {
        match (self.facts.year, year) {
            (None, year) => self.facts.year = year,
            (Some(own), Some(other)) if own != other && !self.facts.other_years.contains(&other) => {
                self.facts.other_years.push(other)
            }
            _ => {}
        }
    }

    /// Lines that are no text, and tables of the form with what stands in them.
    fn lines(&mut self, document: &Document) {
        let mut table = 0;
        let mut is_after = false;
        for (at, block) in document.blocks.iter().enumerate() {
            if let Block::Table(grid) = block {
                let is_of_form = self.recognition.tables.get(table).is_some_and(|tables| !tables.is_empty());
                table += 1;
                is_after |= is_of_form;
                // Tables of the form are placed later, where they stand.
                if is_of_form {
                    self.cells(grid);
                }
                continue;
            }
            let Some(text) = line(block) else { continue };
            let fields = labelled(&text);
            let is_form_line = self.form.is_some_and(|form| is_of_form(form, &text));
            let only_phone = matches!(fields.as_slice(), [(Field::Phone, _)]);
            match () {
                () if is_form_line => drop(self.taken.insert(at)),
                () if !fields.is_empty() && (is_after || !only_phone) => {
                    self.taken.insert(at);
                    fields.into_iter().for_each(|(field, value)| self.set(field, value));
                }
                () => {
                    if self.form.is_some()
                        && let Some(year) = dates::period(&text)
                    {
                        self.taken.insert(at);
                        self.see_year(Some(year));
                    }
                }
            }
        }
    }

    /// What stands in a table's cells beside its figures.
    fn cells(&mut self, grid: &Grid) {
        for cell in grid.cells() {
            for line in cell.text.lines() {
                labelled(line).into_iter().for_each(|(field, value)| self.set(field, value));
            }
        }
    }

    fn set(&mut self, field: Field, value: String) {
        let facts = &mut self.facts;
        let text = (!value.is_empty()).then_some(value);
        match field {
            Field::Head => facts.signatories.head = facts.signatories.head.take().or(text),
            Field::Reviewer => facts.signatories.reviewer = facts.signatories.reviewer.take().or(text),
            Field::Preparer => facts.signatories.preparer = facts.signatories.preparer.take().or(text),
            Field::Phone => facts.phone = facts.phone.take().or(text),
            Field::Filler => facts.filler = facts.filler.take().or(text),
            Field::Filled => facts.filled = facts.filled.or(text.and_then(|day| dates::day(&day))),
            Field::Published => facts.published = facts.published.or(text.and_then(|day| dates::day(&day))),
            Field::Unit => {}
        }
    }

    /// The last line that is a day, and the name above it.
    fn sign_off(&mut self, blocks: &[Block]) {
        let free = |at: &usize| !self.taken.contains(at);
        let day_at = |at: usize| line(&blocks[at]).and_then(|text| dates::day(&text));
        let Some(at) = (0..blocks.len()).rev().filter(free).find(|at| day_at(*at).is_some()) else { return };
        self.facts.written = day_at(at);
        let is_name = |text: &String| {
            length(text) <= LONGEST_NAME
                && !text.contains(['：', ':', '，', ','])
                && !has_stop(text)
                && super::outline::numbering(text).is_none()
        };
        let above = at.checked_sub(1).filter(free).filter(|above| matches!(blocks[*above], Block::Paragraph(_)));
        self.taken.insert(at);
        if let Some((above, name)) = above.and_then(|above| Some((above, line(&blocks[above]).filter(is_name)?))) {
            self.facts.issuer = Some(name);
            self.taken.insert(above);
        }
    }
}

/// Whether a line only says which of a form's tables follows.
pub fn is_of_form(form: &Form, text: &str) -> bool {
    let own = Label::of(text);
    let is = |known: &str| !own.is_empty() && Label::of(known).whole == own.whole;
    let is_title = |title: &str| is(title) && super::outline::numbering(text).is_none();
    is_title(&form.title) || form.tables.iter().any(|table| is_title(&table.title) || table.corner.as_deref().is_some_and(is))
}

/// Splits a line that consists of labels and values, such as 审核人：… 填报人：…; nothing if it is anything else.
pub fn labelled(text: &str) -> Vec<(Field, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let Some((field, after)) = label(rest) else { return Vec::new() };
        let end =
            (1..after.len()).find(|at| after.is_char_boundary(*at) && label(&after[*at..]).is_some()).unwrap_or(after.len());
        let value = after[..end].trim().trim_end_matches(|c: char| words().stops.contains(&c));
        if length(value) > LONGEST_NAME {
            return Vec::new();
        }
        found.push((field, value.chars().map(narrow).collect()));
        rest = after[end..].trim_start();
    }
    found
}

/// The label that a text begins with, and what follows its colon.
fn label(text: &str) -> Option<(Field, &str)> {
    let (word, field) = words().fields.iter().find(|(word, _)| text.starts_with(word.as_str()))?;
    let after = text[word.len()..].trim_start();
    // 填报单位（盖章）：
    let after = match after.strip_prefix(['（', '(']) {
        Some(inside) => inside.split_once(['）', ')'])?.1.trim_start(),
        None => after,
    };
    Some((*field, after.strip_prefix(['：', ':'])?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_labels_is_split() {
        let found = labelled("单位负责人：甲乙 审核人：丙丁　填报人：戊");
        let names: Vec<&str> = found.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["甲乙", "丙丁", "戊"]);
        assert_eq!(labelled("填报单位（盖章）：示例镇人民政府"), [(Field::Filler, "示例镇人民政府".to_owned())]);
        assert!(labelled("审核人要认真审核：一是……").is_empty());
        assert!(labelled("加强领导，联系电话：123").is_empty());
    }
}
