//! What a text consists of: Markdown's events, with placeholders and raw HTML told apart, once for whoever reads it.

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

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
    ahead: VecDeque<Placed<'e, Event<'e>>>,
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
        self.events.by_ref().find(|(event, _)| matches!(event, Event::End(TagEnd::HtmlBlock)));
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
            let (event, span) = self.ahead.pop_front().or_else(|| self.events.next())?;
            match event {
                Event::Start(Tag::Paragraph) => {
                    let table = self.lone_statistics(&span);
                    return Some(table.unwrap_or((Part::Event(Event::Start(Tag::Paragraph)), span)));
                }
                Event::Start(Tag::HtmlBlock) => self.html_block(span),
                Event::Html(html) | Event::InlineHtml(html) if is_comment(&html) => {}
                Event::Html(html) | Event::InlineHtml(html) => return Some((Part::RawHtml(html.into_string()), span)),
                Event::Text(text) if !self.in_code && memchr::memchr(b'{', text.as_bytes()).is_some() => {
                    parts_of_text(self.body, &text, &span, &mut self.split);
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
fn parts_of_text<'e>(body: &str, text: &str, span: &Range<usize>, parts: &mut VecDeque<Placed<'e, Part<'e>>>) {
    let mut from = span.start;
    let mut plain = String::new();
    for piece in pieces(text) {
        let (Piece::Text(whole) | Piece::Figure(_, whole) | Piece::Statistics(_, whole) | Piece::Unknown(whole)) = piece;
        let place = match piece {
            Piece::Text(_) => None,
            _ => as_written(body, from..span.end, whole),
        };
        let Some(place) = place else {
            plain.push_str(whole);
            continue;
        };
        from = place.end;
        if !plain.is_empty() {
            parts.push_back((Part::Event(Event::Text(std::mem::take(&mut plain).into())), span.start..place.start));
        }
        parts.push_back(match piece {
            Piece::Figure(reference, _) => (Part::Figure(reference.to_owned()), place),
            Piece::Statistics(..) => (Part::LostStatistics(whole.to_owned()), place),
            Piece::Unknown(_) | Piece::Text(_) => (Part::UnknownPlaceholder(whole.to_owned()), place),
        });
    }
    if !plain.is_empty() {
        parts.push_back((Part::Event(Event::Text(plain.into())), from..span.end));
    }
}

/// Where a placeholder stands in the source, unless a backslash takes its meaning away.
fn as_written(body: &str, within: Range<usize>, whole: &str) -> Option<Range<usize>> {
    let start = within.start + body[within].find(whole)?;
    (!body[..start].ends_with('\\')).then_some(start..start + whole.len())
}

/// The table of a paragraph that is nothing but `{statistics}`, and where that stands.
fn lone_statistics(body: &str, rest: &[(Event<'_>, Range<usize>)]) -> Option<(String, Range<usize>)> {
    let [(Event::Text(text), span), (Event::End(TagEnd::Paragraph), _), ..] = rest else { return None };
    let whole = text.trim();
    let mut pieces = pieces(whole).into_iter();
    match (pieces.next(), pieces.next()) {
        (Some(Piece::Statistics(table, _)), None) => Some((table.to_owned(), as_written(body, span.clone(), whole)?)),
        _ => None,
    }
}

pub(super) type Events<'e> = TextMergeWithOffset<'e, OffsetIter<'e>>;

pub(super) fn events(body: &str) -> Events<'_> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    TextMergeWithOffset::new(Parser::new_ext(body, options).into_offset_iter())
}

/// Whether HTML is one comment and nothing else.
fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")).is_some_and(|(_, after)| after.is_empty())
}
