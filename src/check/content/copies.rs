//! Narratives that are the same: as another agency's, or as an earlier year's, in part or as a whole.
//!
//! Reports keep a small sample of their sentences (`Sketch`). Two that have many of them in common are read again and compared sentence by
//! sentence. To find such pairs without comparing all with all, each sentence names its report to the next ones that have it, in the order
//! of years; a sentence that everybody has names different neighbours than another one, and so adds up to nothing.

use std::sync::Arc;

use rayon::prelude::*;

use super::super::rule::Rule;
use super::super::subject::Subject;
use crate::model::agency::AgencyId;
use crate::model::portal::ids;
use crate::model::report::{Report, ReportId};
use crate::model::sentence::{Sentence, sentences_without};
use crate::text::diagnostics::{Diagnostics, Place};
use crate::text::markdown::scan;
use crate::text::prose::Block;

/// A sentence names its report to so many of the next ones.
const NEIGHBOURS: usize = 2;
/// Samples of fewer sentences say too little.
const FEWEST: usize = 4;
/// So many neighbours in common are no accident.
const VOTES: usize = 2;
/// So many earlier reports are compared with a later one, those with most in common.
const TRIES: usize = 2;
/// A sample may have so much less in common than the whole, in per cent.
const TOLERANCE: usize = 30;
/// Shorter narratives are alike by nature, in characters.
const SHORTEST: u32 = 200;

/// 存在的主要问题 with last year's words.
pub(in super::super) fn repeated_parts(rule: &Rule, subject: &Subject<'_>, report: ReportId, found: &mut Diagnostics) {
    let own = subject.portal.report(report);
    let Some(words) = own.sketch.own_words else { return };
    let Some(last) = subject.last(report).filter(|last| subject.portal.report(*last).sketch.own_words == Some(words)) else {
        return;
    };
    let year = subject.portal.report(last).facts.year;
    let place = locate_own_words(subject, report);
    found.push(
        rule.at(place, format!("{} = {year}", own.facts.year))
            .with("last", year)
            .see("part-repeated-last", locate_own_words(subject, last)),
    );
}

/// The heading of the part that must have words of its own.
fn locate_own_words(subject: &Subject<'_>, report: ReportId) -> Place {
    let parts = subject.statistics(report).map_or(&[][..], |(_, form)| form.parts.as_slice());
    subject.locate(&subject.portal.report(report).narrative.source, |file| {
        let prose = scan(file.body(), &|_| String::new()).prose;
        let outline = crate::model::part::Outline::of(parts, &prose);
        let part = parts.iter().position(|part| part.own_words);
        let heading = part.and_then(|part| outline.section(part, &prose)).and_then(<[Block]>::first);
        heading.map_or_else(|| file.value(&["title"]), |block| file.in_block(block, 0..block.text.len()))
    })
}

/// A narrative that an earlier report has already, word for word or nearly so.
pub(in super::super) fn copied_narratives(rule: &Rule, subject: &Subject<'_>, found: &mut Diagnostics) {
    let order = in_order(subject);
    let candidates = candidates(subject, &order);
    let copies: Vec<Option<Copy>> = candidates.par_iter().map(|(later, earlier)| copy(subject, *later, earlier)).collect();
    for Copy { report, of, per_cent } in copies.into_iter().flatten() {
        let Report { agency, facts, .. } = subject.portal.report(of);
        let finding = rule.at(subject.locate_value(report, &["title"]), format!("{per_cent}%"));
        let finding = finding.with("agency", &subject.portal.agency(*agency).short_name).with("year", facts.year);
        found.push(
            finding
                .with("limit", subject.portal.config.similarity)
                .see("copied-narrative-of", subject.locate_value(of, &["title"])),
        );
    }
}

/// A report whose narrative is that of another one.
struct Copy {
    report: ReportId,
    of: ReportId,
    per_cent: u32,
}

/// All reports by year, then by path, which the later one of two is told by.
fn in_order(subject: &Subject<'_>) -> Vec<ReportId> {
    let mut order: Vec<ReportId> = subject.portal.report_ids().collect();
    order.sort_by_key(|id| (subject.portal.report(*id).facts.year, *id));
    order
}

/// Reports that have much of their sample in common with earlier ones, each with those to compare it with.
fn candidates(subject: &Subject<'_>, order: &[ReportId]) -> Vec<(ReportId, Vec<ReportId>)> {
    let sketch = |rank: u32| &subject.portal.report(order[rank as usize]).sketch;
    let mut known: Vec<(u32, u32)> = ids(order)
        .filter(|rank| sketch(*rank).sample.len() >= FEWEST)
        .flat_map(|rank| sketch(rank).sample.iter().map(move |hash| (*hash, rank)))
        .collect();
    known.par_sort_unstable();
    // Each pair once for every sentence that names it: the later one, then the earlier one.
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for same in known.chunk_by(|a, b| a.0 == b.0) {
        for (index, (_, later)) in same.iter().enumerate() {
            pairs.extend(same[index.saturating_sub(NEIGHBOURS)..index].iter().map(|(_, earlier)| (*later, *earlier)));
        }
    }
    pairs.par_sort_unstable();
    let limit = usize::from(subject.portal.config.similarity).saturating_sub(TOLERANCE);
    let shared = |(later, earlier): (u32, u32)| {
        let (own, other) = (sketch(later), sketch(earlier));
        let shared = own.shared(other);
        (shared * 100 >= own.sample.len().max(other.sample.len()) * limit).then_some((shared, earlier))
    };
    let is_own = |(later, earlier): (u32, u32)| is_same_year_of_one(subject, order[later as usize], order[earlier as usize]);
    let pairs: Vec<(u32, u32)> =
        pairs.chunk_by(|a, b| a == b).filter(|votes| votes.len() >= VOTES).filter_map(|votes| votes.first()).copied().collect();
    let of_later = |pairs: &[(u32, u32)]| {
        let mut likely: Vec<(usize, u32)> =
            pairs.iter().filter(|pair| !is_own(**pair)).filter_map(|pair| shared(*pair)).collect();
        likely.sort_by_key(|(shared, earlier)| (std::cmp::Reverse(*shared), *earlier));
        let earlier: Vec<ReportId> = likely.into_iter().take(TRIES).map(|(_, earlier)| order[earlier as usize]).collect();
        let (later, _) = pairs.first()?;
        (!earlier.is_empty()).then(|| (order[*later as usize], earlier))
    };
    pairs.chunk_by(|a, b| a.0 == b.0).filter_map(of_later).collect()
}

/// An agency's second report on a year is told as such; it corrects the first one, and so repeats it.
fn is_same_year_of_one(subject: &Subject<'_>, a: ReportId, b: ReportId) -> bool {
    let key = |id| (subject.portal.report(id).agency, subject.portal.report(id).facts.year);
    key(a) == key(b)
}

/// Compares a report with earlier ones, and finds the one that it is most like, if it is like enough.
fn copy(subject: &Subject<'_>, report: ReportId, earlier: &[ReportId]) -> Option<Copy> {
    let own = read(subject, report);
    let compared = earlier.iter().map(|of| Copy { report, of: *of, per_cent: per_cent(&own, &read(subject, *of)) });
    let likest = compared.min_by_key(|copy| std::cmp::Reverse(copy.per_cent))?;
    (likest.per_cent >= u32::from(subject.portal.config.similarity)).then_some(likest)
}

/// A report's sentences in order, read again, without the names of the agency and of those above it.
fn read(subject: &Subject<'_>, report: ReportId) -> Vec<Sentence> {
    let Report { narrative, agency, .. } = subject.portal.report(report);
    let Ok(text) = subject.sources.text(&Arc::clone(&narrative.source)) else { return Vec::new() };
    let prose = scan(text.as_str().get(narrative.start..).unwrap_or_default(), &|_| String::new()).prose;
    let mut sentences = sentences_without(&prose, &names(subject, *agency));
    sentences.sort_unstable();
    sentences
}

/// The names of an agency and of those above it, the longest first.
fn names<'s>(subject: &Subject<'s>, agency: AgencyId) -> Vec<&'s str> {
    let mut names: Vec<&str> = Vec::new();
    let mut next = Some(agency);
    while let Some(id) = next {
        let body = subject.portal.agency(id);
        names.extend([body.name.as_str(), super::publication::without_suffix(&body.name), body.short_name.as_str()]);
        next = body.parent;
    }
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

/// How much of the longer one of two texts is the same in the other, in per cent of their characters; 0 if they are short.
fn per_cent(a: &[Sentence], b: &[Sentence]) -> u32 {
    let size = |sentences: &[Sentence]| sentences.iter().map(|sentence| sentence.characters).sum::<u32>();
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    let mut same = 0;
    while let (Some(one), Some(other)) = (left.peek(), right.peek()) {
        match one.cmp(other) {
            std::cmp::Ordering::Less => left.next(),
            std::cmp::Ordering::Greater => right.next(),
            std::cmp::Ordering::Equal => {
                same += one.characters;
                right.next();
                left.next()
            }
        };
    }
    let longer = size(a).max(size(b));
    if longer < SHORTEST { 0 } else { same * 100 / longer }
}
