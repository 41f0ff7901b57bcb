//! Matching: where the parts of a pattern stand in a text, and whose words a text says.

use std::ops::Range;

use super::counts::is_blank;
use super::lexicon::{LEXICON, Lexicon};
use crate::model::report::Facts;
use crate::model::wording::{Part, Pattern};

/// Whose report it is and of which year, as far as prose speaks of it.
pub(in super::super) struct Own {
    /// The year reported on.
    pub year: u16,
    /// As the title has it: 云澜县教育局.
    name: String,
    /// How a text names the years before, of and after the report: `2015年度`, `2015年`.
    years: [[String; 2]; 3],
}

impl Own {
    /// What a report's title and year say.
    pub fn of(facts: &Facts) -> Own {
        let lexicon = &*LEXICON;
        let title = facts.title.trim();
        let year = title.find(|c: char| c.is_ascii_digit()).unwrap_or(title.len());
        let end = lexicon.after_name.places(title).map(|place| place.start).fold(year, usize::min);
        let words = |year: u16| [format!("{year}{}度", lexicon.year), format!("{year}{}", lexicon.year)];
        let years = [facts.year.saturating_sub(1), facts.year, facts.year.saturating_add(1)].map(words);
        Own { year: facts.year, name: title[..end].trim().to_owned(), years }
    }

    /// How much of the own name a text begins with: its end, of three letters or more, or the whole.
    fn beginning(&self, text: &str) -> Option<usize> {
        self.ends().find(|end| text.starts_with(end)).map(str::len)
    }

    /// Whether a text ends with the end of the own name.
    fn ending(&self, text: &str) -> bool {
        self.ends().any(|end| text.ends_with(end))
    }

    fn ends(&self) -> impl Iterator<Item = &str> {
        let starts = self.name.char_indices().map(|(at, _)| &self.name[at..]);
        starts.filter(|end| end.len() == self.name.len() || end.chars().count() >= 3)
    }

    /// How much of a text, at its beginning, names the body reported on: its name, or 我镇, 全县; with all that belongs to it.
    pub fn body(&self, text: &str) -> Option<usize> {
        let short = || {
            let own = LEXICON.own.beginning(text)?;
            Some(own.len() + LEXICON.bodies.beginning(&text[own.len()..])?.len())
        };
        let length = self.beginning(text).or_else(short)?;
        Some(length + LEXICON.all_of_it.beginning(&text[length..]).map_or(0, str::len))
    }

    /// Whether the body reported on is named anywhere in a text.
    pub fn is_named(&self, text: &str) -> bool {
        text.char_indices().any(|(at, _)| self.body(&text[at..]).is_some())
    }

    /// Whether a text names a body that is not the one reported on.
    pub fn is_other_named(&self, text: &str) -> bool {
        let mut all = LEXICON.others.places(text).map(|place| (&text[..place.start], &text[..place.end]));
        all.any(|(before, end)| LEXICON.own.ending(before).is_none() && !self.ending(end))
    }

    /// How much of a text, at its beginning, names the year reported on.
    pub fn this_year(&self, text: &str) -> Option<usize> {
        self.years[1].iter().find(|year| text.starts_with(*year)).map(String::len)
    }
}

/// A text in which patterns are looked for.
#[derive(Clone, Copy)]
pub(in super::super) struct Matcher<'t> {
    /// The whole text.
    pub text: &'t str,
    /// Whose it is.
    pub own: &'t Own,
}

impl Matcher<'_> {
    /// Where parts begin that end at a place, the last one right there. A longer word that changes nothing can hold the part looked for.
    pub fn backward(&self, parts: &[Part], end: usize) -> Option<usize> {
        let mut at = end;
        for (number, part) in parts.iter().rev().enumerate() {
            loop {
                let before = self.text[..at].trim_end_matches(is_blank);
                at = before.len();
                if let Some(length) = self.words(part, |word| before.ends_with(word), |words| words.ending(before)) {
                    at -= length;
                    break;
                }
                let filler = LEXICON.fillers.ending(before).filter(|_| number > 0)?;
                at -= filler.len();
                if matches!(part, Part::Literal(letters) if filler.starts_with(letters.as_str())) {
                    break;
                }
            }
        }
        Some(at)
    }

    /// Where parts end that begin at a place, the first one right there if it must be.
    pub fn forward<'p>(&self, parts: impl Iterator<Item = &'p Part>, start: usize, is_right_there: bool) -> Option<usize> {
        let mut at = start;
        for (number, part) in parts.enumerate() {
            loop {
                let rest = self.text[at..].trim_start_matches(is_blank);
                at = self.text.len() - rest.len();
                if let Some(length) = self.words(part, |word| rest.starts_with(word), |words| words.beginning(rest)) {
                    at += length;
                    break;
                }
                let filler = LEXICON.fillers.beginning(rest).filter(|_| number > 0 || !is_right_there)?;
                at += filler.len();
                if matches!(part, Part::Literal(letters) if filler.ends_with(letters.as_str())) {
                    break;
                }
            }
        }
        Some(at)
    }

    /// Where all parts of a pattern stand first in a stretch of the text, whatever its count.
    pub fn first(&self, pattern: &Pattern, stretch: Range<usize>) -> Option<Range<usize>> {
        let Some(Part::Literal(letters)) = pattern.parts().next() else { return None };
        let within = self.text[stretch.clone()].match_indices(letters.as_str()).map(|(at, _)| stretch.start + at);
        let ends = within.filter_map(|at| Some(at..self.forward(pattern.parts(), at, true)?));
        ends.filter(|span| span.end <= stretch.end).last()
    }

    /// How long a part is where it stands, if it does.
    fn words<'w>(
        &self,
        part: &Part,
        stands: impl Fn(&str) -> bool,
        one_of: impl Fn(&'w super::lexicon::Words) -> Option<&'w str>,
    ) -> Option<usize> {
        let (words, years) = match part {
            Part::Literal(letters) => return stands(letters).then_some(letters.len()),
            Part::Last => (&LEXICON.last_year, &self.own.years[0]),
            Part::Next => (&LEXICON.next_year, &self.own.years[2]),
        };
        one_of(words).map(str::len).or_else(|| years.iter().find(|year| stands(year)).map(String::len))
    }

    /// The end of as many words as follow each other.
    pub fn skip<'w>(&self, from: usize, next: impl Fn(&'w Lexicon, &str) -> Option<&'w str>) -> usize {
        let mut at = from;
        loop {
            let rest = self.text[at..].trim_start_matches(is_blank);
            let Some(word) = next(&LEXICON, rest) else { return at };
            at = self.text.len() - rest.len() + word.len();
        }
    }
}
