//! Lists of counts (`…12条；…2条；…4条`), and what they are said to add up to.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_decimal::Decimal;

use crate::check::reading::counts::{Count, is_blank, is_numeral};
use crate::check::reading::lexicon::LEXICON;
use crate::check::reading::matching::Own;
use crate::check::reading::statements::{Reading, mention};
use crate::model::wording::Wordings;

/// The fewest items that are surely a breakdown.
const FEWEST: usize = 3;
/// The longest words between two items, in letters.
const LONGEST_ITEM: usize = 40;
/// The longest words before a total that follows a list, in letters.
const LONGEST_TOTAL: usize = 8;

/// What a list is said to add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Total {
    /// A count of the same text.
    Stated(usize),
    /// Whatever a wording means.
    Meant(usize),
}

/// A list of counts.
#[derive(Debug)]
pub(super) struct List {
    /// Which of the text's counts, in its order.
    pub items: Vec<usize>,
    /// From the first count to the last, in bytes of the text.
    pub span: Range<usize>,
    /// What they add up to.
    pub sum: Decimal,
    /// What they should.
    pub total: Total,
    /// Whether nothing is left out, so that the sum cannot be smaller either.
    pub is_complete: bool,
}

/// Whether there are enough counts for a list.
fn can_be_list(counts: &[Count]) -> bool {
    counts.iter().filter(|count| !count.is_nothing()).nth(FEWEST - 1).is_some()
}

/// The lists of a paragraph that read as breakdowns and say of what.
pub(super) fn lists(reading: &Reading<'_>, own: &Own, wordings: &Wordings) -> Vec<List> {
    if !can_be_list(&reading.counts) {
        return Vec::new();
    }
    let is_number = |index: &usize| !reading.counts[*index].is_nothing();
    let numbers: Vec<usize> = (0..reading.counts.len()).filter(is_number).collect();
    let mut found = Vec::new();
    for level in levels(reading, &numbers) {
        let mut rest = level.as_slice();
        while let Some(first) = rest.first() {
            let follows = |pair: &&[usize]| reads_on(reading, pair[0], pair[1]);
            let length = 1 + rest.windows(2).take_while(follows).count();
            let (items, after) = rest.split_at(length);
            let before = numbers.partition_point(|number| number < first).checked_sub(1).map(|before| numbers[before]);
            if items.len() >= FEWEST {
                found.extend(Run { reading, items, before, after: after.first().copied() }.list(own, wordings));
            }
            rest = after;
        }
    }
    found
}

/// Counts by the brackets that they stand in.
fn levels(reading: &Reading<'_>, numbers: &[usize]) -> Vec<Vec<usize>> {
    let mut levels: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let (mut open, mut opened, mut at) = (vec![0], 0, 0);
    for number in numbers {
        let span = &reading.counts[*number].span;
        for letter in reading.text[at..span.start].chars() {
            if LEXICON.openings.has(letter) {
                opened += 1;
                open.push(opened);
            } else if LEXICON.closings.has(letter) && open.len() > 1 {
                open.pop();
            }
        }
        at = span.end;
        levels.entry(open.last().copied().unwrap_or_default()).or_default().push(*number);
    }
    levels.into_values().collect()
}

/// Whether a list goes on from one count to another: the same unit, a mark between them, and a few words that count nothing.
fn reads_on(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let (from, to) = (&reading.counts[from], &reading.counts[to]);
    let words = without_share(&outside_brackets(&reading.text[from.span.end..to.span.start]));
    let Some(label) = after_mark(words.trim_start_matches(is_blank)) else { return false };
    let is_short = label.chars().count() <= LONGEST_ITEM;
    let opens = [&LEXICON.lists.complete, &LEXICON.among, &LEXICON.lists.totals].iter().any(|opening| opening.are_in(label));
    from.unit == to.unit && is_short && !opens && !says_numbers(label) && !LEXICON.changes.are_in(label)
}

/// What stands after the mark between two items. A sentence's end is one only before a number in a list.
fn after_mark(words: &str) -> Option<&str> {
    let mark = words.chars().next()?;
    let label = words[mark.len_utf8()..].trim_start_matches(is_blank);
    let ends_sentence = |letter| LEXICON.sentence_ends.has(letter);
    if ends_sentence(mark) {
        let is_numbered = label.len() < words.len() && label.starts_with(|c| is_numeral(c) || LEXICON.openings.has(c));
        return (is_numbered && !label.contains(ends_sentence)).then_some(label);
    }
    if LEXICON.clause_ends.has(mark) || LEXICON.coordinators.has(mark) {
        return (!label.contains(ends_sentence)).then_some(label);
    }
    let and = LEXICON.and.beginning(words)?;
    Some(&words[and.len()..]).filter(|label| !label.contains(ends_sentence))
}

/// A text without what stands in its brackets.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::new();
    for letter in text.chars() {
        let was_inside = depth > 0;
        if LEXICON.openings.has(letter) {
            depth += 1;
        } else if LEXICON.closings.has(letter) {
            depth = depth.saturating_sub(1);
        }
        if depth == 0 && !was_inside {
            outside.push(letter);
        }
    }
    outside
}

/// Words between two items without a share (`，占8%`) after the first.
fn without_share(words: &str) -> String {
    match words.find(['%', '\u{FF05}']) {
        Some(at) => words[at..].trim_start_matches(['%', '\u{FF05}']).to_owned(),
        None => words.to_owned(),
    }
}

/// Whether a text has numbers besides those of a list (`2、`).
fn says_numbers(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let after = rest[at..].trim_start_matches(|c: char| c.is_ascii_digit());
        let ends_numbering =
            |c| LEXICON.coordinators.has(c) || LEXICON.points.has(c) || LEXICON.closings.has(c) || matches!(c, '%' | '\u{FF05}');
        if !after.starts_with(ends_numbering) {
            return true;
        }
        rest = after;
    }
    false
}

/// Counts that follow each other as a list does.
struct Run<'r> {
    reading: &'r Reading<'r>,
    items: &'r [usize],
    /// The count before it.
    before: Option<usize>,
    /// The next count on its level.
    after: Option<usize>,
}

impl Run<'_> {
    fn count(&self, index: usize) -> &Count {
        &self.reading.counts[index]
    }

    /// The list that it is, if it is one and says of what.
    fn list(&self, own: &Own, wordings: &Wordings) -> Option<List> {
        let (first, last) = (self.count(*self.items.first()?), self.count(*self.items.last()?));
        let is_exact = |item: &usize| !self.count(*item).is_vague && self.count(*item).precision.is_zero();
        let lead = self.lead();
        let opening = &self.reading.text[lead.clone()];
        let words = &LEXICON.lists;
        let is_opened = words.complete.are_in(opening) || words.some.are_in(opening) || self.opens_bracket(opening);
        let all = &self.reading.text[lead.start..last.span.end];
        if !is_opened || !self.items.iter().all(is_exact) || words.mixed.are_in(all) {
            return None;
        }
        let sum = self.running_sums().last().unwrap_or_default().checked_add(last.number)?;
        let after = self.reading.text[last.span.end..].trim_start_matches(is_blank);
        let is_selection = words.selected.are_in(opening) || words.selected.beginning(after).is_some();
        let own_label = &self.reading.text[self.count(self.items[self.items.len() - 2]).span.end..last.span.start];
        let total_after = self.total_after();
        let claims_all = words.complete.are_in(opening) || total_after.is_some();
        let is_complete = words.rest.are_in(own_label) || (claims_all && !is_selection);
        let total = self.total_before(opening).or(total_after).map(Total::Stated);
        let total = total.or_else(|| mention(self.reading, lead, first.unit, own, wordings).map(Total::Meant))?;
        // What the form has a wording for is another thing than the kinds of one whole, unless it is that whole's own wording (其他…).
        let of_total = self.wording(total);
        let is_other_thing = |item: &usize| self.stated(*item).is_some_and(|wording| Some(wording) != of_total);
        let adds_up_early = self.running_sums().any(|sum| self.is_total(total, sum));
        let has_own_total = self.items.iter().any(|item| self.count(*item).number.checked_mul(Decimal::TWO) == Some(sum));
        let list = List { items: self.items.to_vec(), span: first.span.start..last.span.end, sum, total, is_complete };
        (!adds_up_early && !has_own_total && !self.items.iter().any(is_other_thing)).then_some(list)
    }

    /// The wording of a count.
    fn stated(&self, index: usize) -> Option<usize> {
        self.reading.statement(index).map(|statement| statement.wording)
    }

    fn wording(&self, total: Total) -> Option<usize> {
        match total {
            Total::Meant(wording) => Some(wording),
            Total::Stated(index) => self.stated(index),
        }
    }

    /// The sums of the first items, but for that of all; ended by one that no decimal holds.
    fn running_sums(&self) -> impl Iterator<Item = Decimal> {
        let but_last = self.items.split_last().map_or(&[][..], |(_, items)| items);
        but_last.iter().scan(Decimal::ZERO, |sum, item| {
            *sum = sum.checked_add(self.count(*item).number)?;
            Some(*sum)
        })
    }

    fn is_total(&self, total: Total, sum: Decimal) -> bool {
        matches!(total, Total::Stated(index) if self.count(index).number == sum)
    }

    /// What stands before the first item: from the count before, or from where the sentence begins.
    fn lead(&self) -> Range<usize> {
        let end = self.count(self.items[0]).span.start;
        let from = self.before.map_or(0, |before| self.count(before).span.end).min(end);
        let text = &self.reading.text[from..end];
        let sentence = text.char_indices().rev().find(|(_, letter)| LEXICON.sentence_ends.has(*letter));
        match sentence.map(|(at, letter)| at + letter.len_utf8()) {
            // "。其中" goes on from the sentence before.
            Some(at) if LEXICON.among.beginning(text[at..].trim_start_matches(is_blank)).is_none() => from + at..end,
            _ => from..end,
        }
    }

    fn opens_bracket(&self, lead: &str) -> bool {
        self.before.is_some() && lead.trim_start_matches(is_blank).starts_with(|c| LEXICON.openings.has(c))
    }

    /// The count right before the list, if it can be its total.
    fn total_before(&self, lead: &str) -> Option<usize> {
        let before = self.before?;
        let (count, first) = (self.count(before), self.count(self.items[0]));
        let earlier = before.checked_sub(1).map_or(0, |earlier| self.count(earlier).span.end).min(count.span.start);
        let is_change = LEXICON.changes.are_in(&self.reading.text[earlier..count.span.start]);
        let is_right_before = count.span.end + lead.len() == first.span.start;
        (is_right_before && count.unit == first.unit && !count.is_vague && !is_change && !says_numbers(lead)).then_some(before)
    }

    /// The count right after the list, if it says that it is its total.
    fn total_after(&self) -> Option<usize> {
        let (after, last) = (self.after?, self.count(*self.items.last()?));
        let count = self.count(after);
        let words = &self.reading.text[last.span.end..count.span.start];
        let is_short = words.chars().count() <= LONGEST_TOTAL && !words.contains(|c| LEXICON.sentence_ends.has(c));
        (is_short && count.unit == last.unit && !count.is_vague && LEXICON.lists.totals.are_in(words)).then_some(after)
    }
}
