//! What a text consists of: Markdown's events, with placeholders and raw HTML told apart, once for whoever reads it.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag, TagEnd};

use super::placeholder::{Piece, pieces};

/// What a text consists of, for whoever reads it: both readings of a text agree on what is a placeholder and what is raw HTML.
pub(super) enum Part<'e> {
    /// Anything that is printed as Markdown has it.
    Event(Event<'e>),
    /// `{figure: …}`
    Figure(String),
    /// `{statistics: …}` alone in its paragraph, which it takes the place of.
    Statistics(String),
    /// `{statistics: …}` where no table can stand, whole.
    LostStatistics(String),
    /// What looks like a placeholder and is none, whole.
    UnknownPlaceholder(String),
    /// Raw HTML that is no comment.
    RawHtml(String),
}

pub(super) type Placed<'e, T> = (T, Range<usize>);

/// The parts of a text, one after the other.
pub(super) struct Parts<'e> {
    body: &'e str,
    events: Events<'e>,
    /// Events that were looked at to tell what a paragraph is.
    ahead: VecDeque<Heard<'e>>,
    /// Parts of an event that has several.
    split: VecDeque<Placed<'e, Part<'e>>>,
    in_code: bool,
}

impl<'e> Parts<'e> {
    pub fn of(body: &'e str) -> Self {
        Parts { body, events: events(body), ahead: VecDeque::new(), split: VecDeque::new(), in_code: false }
    }

    /// The table of a paragraph that is nothing but `{statistics}`, whose events are then read, and where that stands.
    fn lone_statistics(&mut self, paragraph: &Range<usize>) -> Option<Placed<'e, Part<'e>>> {
        if !self.body[paragraph.clone()].trim_start().starts_with('{') {
            return None;
        }
        self.ahead.extend(self.events.by_ref().take(2));
        let (table, whole) = lone_statistics(self.body, self.ahead.make_contiguous())?;
        self.ahead.clear();
        Some((Part::Statistics(table), whole))
    }

    /// Raw HTML becomes a paragraph, comments nothing.
    fn html_block(&mut self, span: Range<usize>) {
        self.events.by_ref().find(|heard| matches!(heard.event, Event::End(TagEnd::HtmlBlock)));
        let html = self.body[span.clone()].trim_end();
        if !is_comment(html) {
            self.split.extend([
                (Part::Event(Event::Start(Tag::Paragraph)), span.clone()),
                (Part::RawHtml(html.to_owned()), span.clone()),
                (Part::Event(Event::End(TagEnd::Paragraph)), span),
            ]);
        }
    }
}

impl<'e> Iterator for Parts<'e> {
    type Item = Placed<'e, Part<'e>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(part) = self.split.pop_front() {
                return Some(part);
            }
            let Heard { event, span, pieces } = self.ahead.pop_front().or_else(|| self.events.next())?;
            match event {
                Event::Start(Tag::Paragraph) => {
                    let table = self.lone_statistics(&span);
                    return Some(table.unwrap_or((Part::Event(Event::Start(Tag::Paragraph)), span)));
                }
                Event::Start(Tag::HtmlBlock) => self.html_block(span),
                Event::Html(html) | Event::InlineHtml(html) if is_comment(&html) => {}
                Event::Html(html) | Event::InlineHtml(html) => return Some((Part::RawHtml(html.into_string()), span)),
                Event::Text(text) if !self.in_code && memchr::memchr(b'{', text.as_bytes()).is_some() => {
                    parts_of_text(Origin { body: self.body, span, pieces: &pieces }, &text, &mut self.split);
                }
                event => {
                    self.in_code = match event {
                        Event::Start(Tag::CodeBlock(_)) => true,
                        Event::End(TagEnd::CodeBlock) => false,
                        _ => self.in_code,
                    };
                    return Some((Part::Event(event), span));
                }
            }
        }
    }
}

/// Splits a text at its placeholders. One counts only as it stands in the source: escaped, or written with entities, it is text.
fn parts_of_text<'e>(origin: Origin<'_>, text: &str, parts: &mut VecDeque<Placed<'e, Part<'e>>>) {
    let mut from = origin.span.start;
    let mut plain = String::new();
    let mut offset = 0;
    for piece in pieces(text) {
        let (Piece::Text(whole) | Piece::Figure(_, whole) | Piece::Statistics(_, whole) | Piece::Unknown(whole)) = piece;
        let place = match piece {
            Piece::Text(_) => None,
            _ => origin.as_written(offset, whole),
        };
        offset += whole.len();
        let Some(place) = place else {
            plain.push_str(whole);
            continue;
        };
        if !plain.is_empty() {
            parts.push_back((Part::Event(Event::Text(std::mem::take(&mut plain).into())), from..place.start));
        }
        from = place.end;
        parts.push_back(match piece {
            Piece::Figure(reference, _) => (Part::Figure(reference.to_owned()), place),
            Piece::Statistics(..) => (Part::LostStatistics(whole.to_owned()), place),
            Piece::Unknown(_) | Piece::Text(_) => (Part::UnknownPlaceholder(whole.to_owned()), place),
        });
    }
    if !plain.is_empty() {
        parts.push_back((Part::Event(Event::Text(plain.into())), from..origin.span.end));
    }
}

/// Where a text came from.
struct Origin<'b> {
    body: &'b str,
    span: Range<usize>,
    pieces: &'b [(usize, usize)],
}

impl Origin<'_> {
    /// Where a placeholder stands in the source, given its offset in the text; none if it is written with entities or there is a backslash
    /// that takes its meaning away.
    fn as_written(&self, offset: usize, whole: &str) -> Option<Range<usize>> {
        let after = self.pieces.partition_point(|(start, _)| *start <= offset);
        let (start, source) = after.checked_sub(1).map_or((0, self.span.start), |index| self.pieces[index]);
        let at = source + (offset - start);
        let is_written = self.body.get(at..)?.starts_with(whole);
        let backslashes = self.body[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        (is_written && backslashes % 2 == 0).then_some(at..at + whole.len())
    }
}

/// The table of a paragraph that is nothing but `{statistics}`, and where that stands.
fn lone_statistics(body: &str, rest: &[Heard<'_>]) -> Option<(String, Range<usize>)> {
    let [Heard { event: Event::Text(text), span, pieces: origin }, Heard { event: Event::End(TagEnd::Paragraph), .. }, ..] = rest
    else {
        return None;
    };
    let whole = text.trim();
    let offset = text.len() - text.trim_start().len();
    let mut pieces = pieces(whole).into_iter();
    match (pieces.next(), pieces.next()) {
        (Some(Piece::Statistics(table, _)), None) => {
            let origin = Origin { body, span: span.clone(), pieces: origin };
            Some((table.to_owned(), origin.as_written(offset, whole)?))
        }
        _ => None,
    }
}

/// One of Markdown's events, and where it stands.
pub(super) struct Heard<'e> {
    pub event: Event<'e>,
    pub span: Range<usize>,
    /// Of a text that came in pieces, where each of them begins in it and in the source.
    pieces: Vec<(usize, usize)>,
}

/// Markdown's events, each text in one piece: the parser ends one at every character that might have meant something.
pub(super) struct Events<'e> {
    events: OffsetIter<'e>,
    next: Option<(Event<'e>, Range<usize>)>,
}

pub(super) fn events(body: &str) -> Events<'_> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    Events { events: Parser::new_ext(body, options).into_offset_iter(), next: None }
}

impl<'e> Iterator for Events<'e> {
    type Item = Heard<'e>;

    fn next(&mut self) -> Option<Heard<'e>> {
        let (event, mut span) = self.next.take().or_else(|| self.events.next())?;
        let Event::Text(text) = event else { return Some(Heard { event, span, pieces: Vec::new() }) };
        self.next = self.events.next();
        if !matches!(self.next, Some((Event::Text(_), _))) {
            return Some(Heard { event: Event::Text(text), span, pieces: Vec::new() });
        }
        let mut whole = text.into_string();
        let mut pieces = vec![(0, span.start)];
        while let Some((Event::Text(text), more)) = &self.next {
            pieces.push((whole.len(), more.start));
            whole.push_str(text);
            span.end = more.end;
            self.next = self.events.next();
        }
        Some(Heard { event: Event::Text(whole.into()), span, pieces })
    }
}

/// Whether HTML is one comment and nothing else.
fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")).is_some_and(|(_, after)| after.is_empty())
}
