//! Statements: counts that a form's wordings explain, each with whether it surely speaks of the body and year reported on.

use std::ops::Range;

use super::counts::{Count, is_blank, is_numeral};
use super::lexicon::LEXICON;
use super::matching::{Matcher, Own};
use crate::model::wording::{Pattern, Wording, Wordings};

/// No clause is longer, in bytes; a longer one says too much to be understood.
const LONGEST_CLAUSE: usize = 300;
/// So many counts back a text may refer.
const NEAR: usize = 64;

/// A count, and what it counts.
#[derive(Debug)]
pub(in super::super) struct Statement {
    /// Which wording.
    pub wording: usize,
    /// The words and the count, in bytes of the text.
    pub span: Range<usize>,
    /// Which of the text's counts.
    pub count: usize,
    /// Whether it surely speaks of the body and year reported on, and of all that the wording means.
    pub is_sure: bool,
}

/// A paragraph, read.
pub(in super::super) struct Reading<'t> {
    /// What was read.
    pub text: &'t str,
    /// In the order of the text.
    pub counts: Vec<Count>,
    /// In the order of the text.
    pub statements: Vec<Statement>,
}

impl Reading<'_> {
    /// What a count was understood as.
    pub fn statement(&self, count: usize) -> Option<&Statement> {
        let found = self.statements.binary_search_by_key(&count, |statement| statement.count).ok()?;
        self.statements.get(found)
    }
}

/// Reads a paragraph whose counts are known; `above` are the headings that it stands under.
pub(in super::super) fn read<'t>(
    text: &'t str,
    counts: Vec<Count>,
    above: &[&str],
    own: &Own,
    wordings: &Wordings,
) -> Reading<'t> {
    if counts.is_empty() || wordings.all().is_empty() {
        return Reading { text, counts, statements: Vec::new() };
    }
    let mut reader = Reader::new(text, &counts, above, own, wordings);
    for index in 0..counts.len() {
        reader.take(index);
    }
    let statements = reader.statements;
    Reading { text, counts, statements }
}

/// The wording that a stretch of a text names, without counting it, for the body and year reported on.
pub(in super::super) fn mention(
    reading: &Reading<'_>,
    stretch: Range<usize>,
    unit: &str,
    own: &Own,
    wordings: &Wordings,
) -> Option<usize> {
    let mut reader = Reader::new(reading.text, &reading.counts, &[], own, wordings);
    reader.place.at = stretch.start;
    let all = wordings.all().iter().enumerate();
    let meant = all.filter(|(_, wording)| wording.parent.is_none() && wording.units.iter().any(|known| known == unit));
    let named = meant.filter_map(|(index, wording)| {
        let spans = wording.patterns.iter().filter_map(|pattern| reader.matcher.first(pattern, stretch.clone()));
        spans.max_by_key(Range::len).map(|span| (index, span))
    });
    let (index, span) = named.max_by_key(|(_, span)| span.len())?;
    let clause = reader.clause_start(span.start, 0)?;
    reader.follow(clause);
    reader.speaks_of_own(&reading.text[clause..span.start]).then_some(index)
}

/// What a text speaks of at a place.
#[derive(Debug, Default)]
struct Situation {
    /// How far it has been read.
    at: usize,
    /// In this sentence, of another body.
    is_others: bool,
    /// In this sentence, of another time.
    is_elsewhen: bool,
    /// In this paragraph, of another year.
    is_other_year: bool,
    /// A part of the counted was singled out, so that nothing after it in the same part of the sentence need be about the whole.
    is_narrowed: bool,
    /// In this sentence, something was counted that is understood, but not whose it is.
    is_doubtful: bool,
}

struct Reader<'t> {
    matcher: Matcher<'t>,
    counts: &'t [Count],
    above: &'t [&'t str],
    wordings: &'t Wordings,
    statements: Vec<Statement>,
    /// The last statement that others can be parts of: its wording, and whether it is sure and nothing else of the kind was counted since.
    parent: Option<(usize, bool)>,
    /// For each wording, whether the paragraph is about what it must be about, as far as anybody has asked.
    about: Vec<Option<bool>>,
    place: Situation,
}

/// Words that say what a count counts.
struct Match {
    wording: usize,
    span: Range<usize>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, counts: &'t [Count], above: &'t [&'t str], own: &'t Own, wordings: &'t Wordings) -> Reader<'t> {
        let about = vec![None; wordings.all().len()];
        let matcher = Matcher { text, own };
        Reader { matcher, counts, above, wordings, statements: Vec::new(), parent: None, about, place: Situation::default() }
    }

    fn text(&self) -> &'t str {
        self.matcher.text
    }

    fn take(&mut self, index: usize) {
        match self.find(&self.counts[index]) {
            _ if self.counts[index].is_nothing() => self.take_negation(index),
            Some(found) => self.state(found, index),
            None => self.pass(index),
        }
    }

    /// A count that no wording explains: what follows may be a part of it, unless it is only a change.
    fn pass(&mut self, index: usize) {
        let count = &self.counts[index];
        let Some((parent, true)) = self.parent else { return };
        let floor = index.checked_sub(1).map_or(0, |before| self.counts[before].span.end);
        let is_like = self.wordings.get(parent).units.iter().any(|unit| unit == count.unit);
        if is_like && !LEXICON.changes.are_in(&self.text()[floor..count.span.start]) {
            self.parent = Some((parent, false));
        }
    }

    fn state(&mut self, found: Match, index: usize) {
        let wording = self.wordings.get(found.wording);
        let is_sure = self.is_sure(&found, index);
        if wording.parent.is_none() && self.wordings.has_parts(found.wording) {
            self.parent = Some((found.wording, is_sure));
        }
        self.place.is_narrowed |= wording.narrows;
        self.place.is_doubtful |= !is_sure;
        self.statements.push(Statement { wording: found.wording, span: found.span, count: index, is_sure });
    }

    /// `未收到申请和复议`: each of what follows counts nothing.
    fn take_negation(&mut self, index: usize) {
        let Range { start, end: mut at } = self.counts[index].span;
        while let Some((wording, end)) = self.find_nothing(at) {
            let after = self.matcher.skip(end, |lexicon, rest| lexicon.after_nothing.beginning(rest));
            let rest = self.text()[after..].trim_start_matches(is_blank);
            let and = LEXICON.and.beginning(rest);
            if and.is_some() || rest.chars().next().is_none_or(|letter| LEXICON.clause_ends.has(letter)) {
                self.state(Match { wording, span: start..end }, index);
            }
            match and {
                Some(and) => at = self.text().len() - rest.len() + and.len(),
                None => return,
            }
        }
    }

    /// What there is none of, after a negation and words that change nothing; and where it ends.
    fn find_nothing(&self, from: usize) -> Option<(usize, usize)> {
        let mut at = from;
        loop {
            let rest = self.text()[at..].trim_start_matches(is_blank);
            at = self.text().len() - rest.len();
            let all = self.wordings.all().iter().enumerate();
            let ends = all.filter(|(_, wording)| wording.may_be_none && self.is_open(wording)).flat_map(|(index, wording)| {
                let forward = move |pattern: &Pattern| self.matcher.forward(pattern.parts(), at, true);
                wording.patterns.iter().filter_map(forward).map(move |end| (index, end))
            });
            if let Some(found) = ends.max_by_key(|(_, end)| *end) {
                return Some(found);
            }
            at += LEXICON.fillers.beginning(rest)?.len();
        }
    }

    /// Whether a wording can mean anything here: a part only after what it is a part of.
    fn is_open(&self, wording: &Wording) -> bool {
        wording.parent.is_none() || wording.parent == self.parent.map(|(parent, _)| parent)
    }

    /// The wording that explains a count: the one that says most.
    fn find(&self, count: &Count) -> Option<Match> {
        let is_meant = |index: usize| {
            let wording = self.wordings.get(index);
            self.is_open(wording) && wording.units.iter().any(|unit| unit == count.unit)
        };
        let mut found: Vec<Match> = Vec::new();
        let mut at = count.span.start;
        loop {
            let before = self.text()[..at].trim_end_matches(is_blank);
            at = before.len();
            for (wording, pattern) in self.wordings.ending(before.chars().next_back()).filter(|(index, _)| is_meant(*index)) {
                let Some(start) = self.matcher.backward(&pattern.before, at) else { continue };
                let Some(end) = self.matcher.forward(pattern.after.iter(), count.span.end, false) else { continue };
                found.push(Match { wording, span: start..end });
            }
            match LEXICON.fillers.ending(before) {
                Some(filler) => at -= filler.len(),
                None => break,
            }
        }
        for (wording, pattern) in self.wordings.leading().filter(|(index, _)| is_meant(*index)) {
            let end = self.matcher.forward(pattern.after.iter(), count.span.end, false);
            found.extend(end.map(|end| Match { wording, span: count.span.start..end }));
        }
        found.into_iter().rev().max_by_key(|found| found.span.len())
    }
}

/// Whether a statement is sure.
impl Reader<'_> {
    fn is_sure(&mut self, found: &Match, index: usize) -> bool {
        let clause = self.clause_start(found.span.start, index);
        self.follow(clause.unwrap_or(found.span.start));
        let wording = self.wordings.get(found.wording);
        let is_clear = wording.parent.is_none() || self.parent.is_some_and(|(_, is_clear)| is_clear);
        is_clear
            && clause.is_some_and(|clause| self.speaks_of_own(&self.text()[clause..found.span.start]))
            && !self.place.is_doubtful
            && (wording.narrows || !self.place.is_narrowed)
            && !self.counts[index].is_vague
            && self.is_of_the_whole(found, index)
            && self.is_about(found.wording)
    }

    /// Whether words in front of a wording leave it about the body and the year reported on.
    fn speaks_of_own(&self, prefix: &str) -> bool {
        let Situation { is_others, is_elsewhen, is_other_year, .. } = self.place;
        self.is_neutral(prefix) && !is_elsewhen && !is_other_year && (!is_others || self.matcher.own.is_named(prefix))
    }

    /// After "of which" (其中) a count is a part of the one before, which must be understood, and no second count of the same.
    fn is_of_the_whole(&self, found: &Match, index: usize) -> bool {
        let sentence = self.sentence_start(found.span.start);
        let near = || self.statements.iter().rev().take(NEAR);
        let is_same = |statement: &Statement| statement.wording == found.wording && statement.count != index;
        if near().take_while(|statement| statement.span.start >= sentence).any(is_same) {
            return false;
        }
        let units = &self.wordings.get(found.wording).units;
        let is_before = |before: &usize| {
            let Count { span, unit, .. } = &self.counts[*before];
            span.end <= found.span.start && units.iter().any(|known| known == unit)
        };
        let before = (0..index).rev().take(NEAR).find(is_before);
        let from = before.map_or(sentence, |before| self.counts[before].span.end);
        if !LEXICON.among.are_in(&self.text()[from..found.span.start]) {
            return true;
        }
        let is_understood = |statement: &Statement| Some(statement.count) == before && statement.is_sure;
        near().any(is_understood) && !near().any(is_same)
    }

    /// Whether the paragraph, or a heading above it, speaks of what the wording is about.
    fn is_about(&mut self, index: usize) -> bool {
        let about = &self.wordings.get(index).about;
        let text = self.text();
        let is_said = |word: &String| text.contains(word) || self.above.iter().any(|heading| heading.contains(word));
        *self.about[index].get_or_insert_with(|| about.is_empty() || about.iter().any(is_said))
    }

    /// Where the clause of a statement begins; none if it goes on from one that has no count of its own (`甲、乙5件`).
    fn clause_start(&self, start: usize, index: usize) -> Option<usize> {
        let is_before = |before: &usize| self.counts[*before].span.end <= start && !self.counts[*before].is_nothing();
        let before = (0..index).rev().take(NEAR).find(is_before);
        let floor = before.map_or(0, |before| self.counts[before].span.end);
        let clause = &self.text()[floor..start];
        for (at, letter) in clause.char_indices().rev() {
            let before_it = &clause[..at];
            if clause.len() - at > LONGEST_CLAUSE {
                return None;
            }
            if LEXICON.coordinators.has(letter) {
                let follows_count = before.is_some() && before_it.trim_matches(is_blank).is_empty();
                return (follows_count || is_numbering(before_it)).then_some(floor + at + letter.len_utf8());
            }
            if LEXICON.clause_ends.has(letter) {
                return Some(floor + at + letter.len_utf8());
            }
        }
        Some(floor)
    }

    fn sentence_start(&self, start: usize) -> usize {
        let from = self.text().floor_char_boundary(start.saturating_sub(4 * LONGEST_CLAUSE));
        let mut letters = self.text()[from..start].char_indices().rev();
        let end = letters.find(|(_, letter)| LEXICON.sentence_ends.has(*letter));
        end.map_or(from, |(at, letter)| from + at + letter.len_utf8())
    }

    /// Whether words in front of a wording leave the body and the year as they are.
    fn is_neutral(&self, prefix: &str) -> bool {
        let own = self.matcher.own;
        let mut rest = without_numbering(prefix.trim_start_matches(is_blank));
        while !rest.is_empty() {
            let known = own.this_year(rest).or_else(|| own.body(rest)).or_else(|| LEXICON.neutral.beginning(rest).map(str::len));
            let Some(length) = known else { return false };
            rest = rest[length..].trim_start_matches(is_blank);
        }
        true
    }

    /// Reads on to a place, clause by clause, and notes of whom and when the text speaks.
    fn follow(&mut self, to: usize) {
        while self.place.at < to {
            let rest = &self.text()[self.place.at..to];
            let end = rest.char_indices().find(|(_, letter)| LEXICON.clause_ends.has(*letter));
            let clause = self.place.at..self.place.at + end.map_or(rest.len(), |(at, _)| at);
            self.place.at = clause.end + end.map_or(0, |(_, letter)| letter.len_utf8());
            self.note(clause);
            if end.is_some_and(|(_, letter)| LEXICON.part_ends.has(letter)) {
                self.place.is_narrowed = false;
            }
            if end.is_some_and(|(_, letter)| LEXICON.sentence_ends.has(letter)) {
                let Situation { at, is_other_year, .. } = self.place;
                self.place = Situation { at, is_other_year, ..Situation::default() };
            }
        }
    }

    /// What a clause says of whom and when, unless it is a statement. With what time a change is compared is no matter.
    fn note(&mut self, clause: Range<usize>) {
        let own = self.matcher.own;
        let is_stated = |statement: &Statement| statement.span.start < clause.end && clause.start < statement.span.end;
        let words = &self.text()[clause.clone()];
        if self.statements.iter().rev().take(NEAR).any(is_stated) {
            return;
        }
        self.place.is_others = (self.place.is_others && !own.is_named(words)) || own.is_other_named(words);
        if LEXICON.changes.are_in(words) {
            return;
        }
        let year = last_year_named(words);
        let is_now = LEXICON.now.are_in(words) || year == Some(own.year);
        self.place.is_elsewhen = (self.place.is_elsewhen && !is_now) || LEXICON.elsewhen.are_in(words);
        self.place.is_other_year = year.map_or(self.place.is_other_year, |year| year != own.year);
    }
}

/// Whether a text ends with a number in a list: `1`, `三`.
fn is_numbering(text: &str) -> bool {
    let before = text.trim_end_matches(is_numeral);
    before.len() < text.len() && before.chars().next_back().is_none_or(|c| LEXICON.clause_ends.has(c) || is_blank(c))
}

/// A text without its number in a list: `1.`
fn without_numbering(text: &str) -> &str {
    let after = text.trim_start_matches(is_numeral);
    match after.strip_prefix(|c| LEXICON.points.has(c)) {
        Some(rest) if after.len() < text.len() => rest,
        _ => text,
    }
}

/// The last year that a text names.
fn last_year_named(text: &str) -> Option<u16> {
    let digits = |at: usize| text.get(at.checked_sub(4)?..at).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()));
    text.match_indices(&LEXICON.year).filter_map(|(at, _)| digits(at)?.parse().ok()).last()
}
