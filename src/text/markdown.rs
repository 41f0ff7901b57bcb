//! Markdown into HTML, and what a text holds: headings, links, placeholders. The only module to name `pulldown_cmark`.
//!
//! Nothing that an author writes becomes script: raw HTML is shown as text, addresses pass an allow-list.

mod address;
mod foreign;
mod placeholder;

use std::collections::{BTreeSet, VecDeque};
use std::ops::Range;

use pulldown_cmark::{
    Alignment, CowStr, Event, HeadingLevel, LinkType, OffsetIter, Options, Parser, Tag, TagEnd, TextMergeWithOffset, html,
};

use self::address::{Address, address};
pub use self::foreign::foreign_html;
use self::placeholder::{Piece, pieces};
use super::prose::{Block, Kind};

/// How many characters of the narrative describe it to search engines.
const LEAD_CHARACTERS: usize = 120;

/// A heading of a text, for its table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6: the page's title is the only heading of level 1.
    pub level: u8,
    /// Without markup.
    pub text: String,
    /// Unique on the page and stable as long as the heading is.
    pub id: String,
}

/// A stretch of the text and what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// A link's destination without its fragment, or a placeholder's argument.
    pub what: String,
    /// In bytes of the body.
    pub span: Range<usize>,
}

/// A link to a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The page's destination; empty for the page that the link stands on.
    pub path: String,
    /// Decoded, without `#`.
    pub fragment: String,
    /// In bytes of the body.
    pub span: Range<usize>,
}

/// What a text refers to, and what in it cannot be published as written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// What a reader reads.
    pub prose: Vec<Block>,
    /// Links and images to files and pages of the site.
    pub links: Vec<Found>,
    /// Links to headings.
    pub anchors: Vec<Anchor>,
    /// `{figure: …}`
    pub figures: Vec<Found>,
    /// `{statistics}`, with an empty argument, and `{statistics: …}`, alone in their paragraphs.
    pub statistics: Vec<Found>,
    /// Those that are not alone.
    pub lost_statistics: Vec<Found>,
    /// What looks like a placeholder and is none.
    pub unknown_placeholders: Vec<Found>,
    /// Raw HTML, which is shown as text.
    pub raw_html: Vec<Found>,
    /// What looks like a link and is none, such as one to a file name with blanks.
    pub unread_links: Vec<Found>,
    /// Links whose address is not on the allow-list, which become text.
    pub refused: Vec<Found>,
}

/// A text as HTML.
#[derive(Debug, Default)]
pub struct Rendered {
    /// Safe to print as it is.
    pub html: String,
    /// In the order of the text.
    pub headings: Vec<Heading>,
    /// The first words of the narrative, plain.
    pub lead: String,
}

/// What a text needs from the page it stands on.
pub trait Host {
    /// The address, as it must be written on this page, of a local destination; none if there is no such thing.
    fn link(&self, destination: &str) -> Option<String>;
    /// What a table in the text is called where it is announced.
    fn table_label(&self) -> String;
    /// A cell: in words, and as HTML.
    fn figure(&self, reference: &str) -> (String, String);
    /// The HTML of one table, or of all that are not placed one by one.
    fn statistics(&self, table: Option<&str>) -> String;
}

/// Reads a text: its words, and what it refers to. `figure` prints the cell that a placeholder names.
pub fn scan(body: &str, figure: &dyn Fn(&str) -> String) -> Scan {
    let mut scan = Scan::default();
    let mut words = Words { body, blocks: Vec::new(), open: None };
    let mut told_html = false;
    for (part, span) in Parts::of(body) {
        words.read(&part, &span, figure);
        match part {
            Part::Figure(what) => scan.figures.push(Found { what, span }),
            Part::Statistics(what) => scan.statistics.push(Found { what, span }),
            Part::LostStatistics(what) => scan.lost_statistics.push(Found { what, span }),
            Part::UnknownPlaceholder(what) => scan.unknown_placeholders.push(Found { what, span }),
            Part::RawHtml(what) => {
                // Once a paragraph: pasted text has hundreds.
                if !told_html && !what.starts_with("</") {
                    scan.raw_html.push(Found { what, span });
                }
                told_html = true;
            }
            Part::Event(Event::Start(Tag::Link { dest_url, link_type, .. } | Tag::Image { dest_url, link_type, .. })) => {
                scan.link(&dest_url, link_type, span);
            }
            Part::Event(Event::Text(text)) => {
                if let Some(offset) = memchr::memmem::find(text.as_bytes(), b"](") {
                    let what = text[offset..].to_owned();
                    let at = body[span.clone()].find(&what).map_or(span.start, |found| span.start + found);
                    scan.unread_links.push(Found { span: at..(at + what.len()).min(span.end), what });
                }
            }
            Part::Event(Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::TableCell)) => told_html = false,
            Part::Event(_) => {}
        }
    }
    scan.prose = words.finish();
    scan
}

impl Scan {
    fn link(&mut self, destination: &str, link_type: LinkType, span: Range<usize>) {
        let fragment = |rest: &str| {
            let fragment = rest.split_once('#').map(|(_, fragment)| fragment).filter(|fragment| !fragment.is_empty())?;
            Some(percent_encoding::percent_decode_str(fragment).decode_utf8_lossy().into_owned())
        };
        match address(destination, link_type) {
            Address::Local(path, rest) => {
                let path = path.into_owned();
                if let Some(fragment) = fragment(rest) {
                    self.anchors.push(Anchor { path: path.clone(), fragment, span: span.clone() });
                }
                self.links.push(Found { what: path, span });
            }
            Address::Fragment => {
                self.anchors.extend(fragment(destination).map(|fragment| Anchor { path: String::new(), fragment, span }));
            }
            Address::Refused => self.refused.push(Found { what: destination.to_owned(), span }),
            Address::Elsewhere(_) => {}
        }
    }
}

/// Gathers the words of a text, block by block.
struct Words<'b> {
    body: &'b str,
    blocks: Vec<Block>,
    open: Option<Block>,
}

impl Words<'_> {
    fn read(&mut self, part: &Part<'_>, span: &Range<usize>, figure: &dyn Fn(&str) -> String) {
        match part {
            Part::Event(Event::Start(tag)) => match tag {
                Tag::Heading { level, .. } => self.begin(Kind::Heading(*level as u8)),
                Tag::Paragraph | Tag::Item | Tag::FootnoteDefinition(_) => self.begin(Kind::Paragraph),
                Tag::TableCell => self.begin(Kind::Cell),
                Tag::CodeBlock(_) => self.begin(Kind::Code),
                _ => {}
            },
            Part::Event(Event::End(
                TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::CodeBlock,
            )) => self.end(),
            Part::Event(Event::Text(text) | Event::Code(text)) => self.push(text, span),
            Part::Event(Event::SoftBreak | Event::HardBreak) => self.push("\n", span),
            Part::Figure(reference) => self.push(&figure(reference), span),
            Part::LostStatistics(whole) | Part::UnknownPlaceholder(whole) | Part::RawHtml(whole) => self.push(whole, span),
            Part::Event(_) | Part::Statistics(_) => {}
        }
    }

    fn push(&mut self, text: &str, span: &Range<usize>) {
        self.open.get_or_insert_with(|| Block::new(Kind::Paragraph)).push(self.body, text, span.clone());
    }

    fn begin(&mut self, kind: Kind) {
        self.end();
        self.open = Some(Block::new(kind));
    }

    fn end(&mut self) {
        self.blocks.extend(self.open.take().filter(|block| !block.text.is_empty()));
    }

    fn finish(mut self) -> Vec<Block> {
        self.end();
        self.blocks
    }
}

/// The ids of a text's headings.
pub fn heading_ids(body: &str) -> Vec<String> {
    struct Nowhere;
    impl Host for Nowhere {
        fn link(&self, _: &str) -> Option<String> {
            None
        }
        fn table_label(&self) -> String {
            String::new()
        }
        fn figure(&self, _: &str) -> (String, String) {
            Default::default()
        }
        fn statistics(&self, _: Option<&str>) -> String {
            String::new()
        }
    }
    render(body, &Nowhere).headings.into_iter().map(|heading| heading.id).collect()
}

/// Renders a text.
pub fn render(body: &str, host: &dyn Host) -> Rendered {
    let mut writer = Writer::new(host, u8::from(has_first_level(body)));
    let mut html = String::with_capacity(body.len() * 2);
    html::push_html(&mut html, Printing { parts: Parts::of(body), writer: &mut writer });
    Rendered { html, headings: writer.headings, lead: cut(writer.lead) }
}

/// Whether a text has a heading of level 1. It is parsed for that only if it holds a lone `#`, or a line under one, which few texts do.
fn has_first_level(body: &str) -> bool {
    let bytes = body.as_bytes();
    let is_lone = |at: usize| bytes.get(at + 1) != Some(&b'#') && (at == 0 || bytes[at - 1] != b'#');
    let may_have = memchr::memchr(b'=', bytes).is_some() || memchr::memchr_iter(b'#', bytes).any(is_lone);
    let is_first = |event: &Event<'_>| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }));
    may_have && events(body).any(|(event, _)| is_first(&event))
}

/// The events that are printed, made as they are asked for: a heading waits for its end, which says its id.
struct Printing<'w, 'e, 'h> {
    parts: Parts<'e>,
    writer: &'w mut Writer<'e, 'h>,
}

impl<'e> Iterator for Printing<'_, 'e, '_> {
    type Item = Event<'e>;

    fn next(&mut self) -> Option<Event<'e>> {
        loop {
            if self.writer.heading.is_none()
                && let Some(event) = self.writer.printed.pop_front()
            {
                return Some(event);
            }
            match self.parts.next() {
                Some((part, _)) => self.writer.part(part),
                None => return self.writer.printed.pop_front(),
            }
        }
    }
}

/// What a text consists of, for whoever reads it: both readings of a text agree on what is a placeholder and what is raw HTML.
enum Part<'e> {
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

type Placed<'e, T> = (T, Range<usize>);

/// The parts of a text, one after the other.
struct Parts<'e> {
    body: &'e str,
    events: Events<'e>,
    /// Events that were looked at to tell what a paragraph is.
    ahead: VecDeque<Placed<'e, Event<'e>>>,
    /// Parts of an event that has several.
    split: VecDeque<Placed<'e, Part<'e>>>,
    in_code: bool,
}

impl<'e> Parts<'e> {
    fn of(body: &'e str) -> Self {
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

type Events<'e> = TextMergeWithOffset<'e, OffsetIter<'e>>;

fn events(body: &str) -> Events<'_> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    TextMergeWithOffset::new(Parser::new_ext(body, options).into_offset_iter())
}

/// Turns the events of a text into those that are printed.
struct Writer<'e, 'h> {
    host: &'h dyn Host,
    printed: VecDeque<Event<'e>>,
    headings: Vec<Heading>,
    taken: BTreeSet<String>,
    lead: String,
    /// How many characters may still be added to it.
    left_of_lead: usize,
    /// By how much headings are moved down so that the page's title stays the only one of level 1.
    shift: u8,
    heading: Option<(u8, String, usize)>,
    open_links: Vec<Open>,
    footnotes: Vec<String>,
    references: BTreeSet<usize>,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    in_code: bool,
}

/// How an open link or image ends.
enum Open {
    Link,
    Image,
    Text,
}

impl<'e, 'h> Writer<'e, 'h> {
    fn new(host: &'h dyn Host, shift: u8) -> Self {
        Writer {
            host,
            printed: VecDeque::new(),
            headings: Vec::new(),
            taken: BTreeSet::new(),
            lead: String::new(),
            left_of_lead: LEAD_CHARACTERS,
            shift,
            heading: None,
            open_links: Vec::new(),
            footnotes: Vec::new(),
            references: BTreeSet::new(),
            alignments: Vec::new(),
            column: 0,
            in_head: false,
            in_code: false,
        }
    }

    fn push(&mut self, event: Event<'e>) {
        self.printed.push_back(event);
    }

    fn html(&mut self, html: impl Into<CowStr<'e>>) {
        self.push(Event::Html(html.into()));
    }

    fn part(&mut self, part: Part<'e>) {
        match part {
            Part::Event(event) => self.event(event),
            Part::RawHtml(html) => self.text(html),
            Part::Figure(reference) => self.figure(&reference),
            Part::Statistics(table) => self.html(self.host.statistics((!table.is_empty()).then_some(&*table))),
            // Both are findings, and the first is an error.
            Part::LostStatistics(whole) | Part::UnknownPlaceholder(whole) => self.text(whole),
        }
    }

    fn event(&mut self, event: Event<'e>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.heading = Some(((level as u8 + self.shift).min(6), String::new(), self.printed.len()));
                self.html("");
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Start(Tag::Link { dest_url, title, link_type, .. }) => self.start_link(&dest_url, &title, link_type),
            Event::Start(Tag::Image { dest_url, title, link_type, id }) => match self.image(&dest_url) {
                Some(local) => {
                    self.open_links.push(Open::Image);
                    self.push(Event::Start(Tag::Image { dest_url: local.into(), title, link_type, id }));
                }
                None => self.start_link(&dest_url, &title, link_type),
            },
            Event::End(TagEnd::Link | TagEnd::Image) => match self.open_links.pop() {
                Some(Open::Link) => self.html("</a>"),
                Some(Open::Image) => self.push(Event::End(TagEnd::Image)),
                Some(Open::Text) | None => {}
            },
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                self.note_words(&code);
                self.push(Event::Code(code));
            }
            Event::FootnoteReference(label) => {
                let number = self.footnote(&label);
                // The way back from a note leads to its first reference.
                let id = if self.references.insert(number) { format!(" id=\"fnref-{number}\"") } else { String::new() };
                self.html(format!("<sup><a href=\"#fn-{number}\"{id}>[{number}]</a></sup>"));
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let number = self.footnote(&label);
                let mark = match self.references.contains(&number) {
                    true => format!("<a href=\"#fnref-{number}\">[{number}]</a>"),
                    false => format!("[{number}]"),
                };
                self.html(format!("<div class=\"footnote\" id=\"fn-{number}\">{mark}\n"));
            }
            Event::End(TagEnd::FootnoteDefinition) => self.html("</div>\n"),
            Event::Start(Tag::CodeBlock(kind)) => {
                self.in_code = true;
                self.push(Event::Start(Tag::CodeBlock(kind)));
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_code = false;
                self.push(Event::End(TagEnd::CodeBlock));
            }
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell)
            | Event::End(TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell) => self.table(event),
            other => self.push(other),
        }
    }

    fn text(&mut self, text: impl Into<CowStr<'e>>) {
        let text = text.into();
        if !self.in_code {
            self.note_words(&text);
        }
        self.push(Event::Text(text));
    }

    fn figure(&mut self, reference: &str) {
        let (words, html) = self.host.figure(reference);
        self.note_words(&words);
        self.push(Event::InlineHtml(html.into()));
    }

    fn note_words(&mut self, words: &str) {
        match &mut self.heading {
            Some((_, heading, _)) => heading.push_str(words),
            None => {
                self.lead.extend(words.chars().take(self.left_of_lead));
                self.left_of_lead -= words.chars().take(self.left_of_lead).count();
            }
        }
    }

    fn end_heading(&mut self) {
        let Some((level, text, start)) = self.heading.take() else { return };
        let id = self.unique(slug(&text));
        let text = text.trim().to_owned();
        // `slug` leaves only letters, digits and hyphens, so the id needs no escaping.
        let mut digit = itoa::Buffer::new();
        let digit = digit.format(level);
        self.printed[start] = Event::Html(["<h", digit, " id=\"", &id, "\">"].concat().into());
        self.html(["</h", digit, ">\n"].concat());
        if !text.is_empty() {
            self.headings.push(Heading { level, text, id });
        }
    }

    fn unique(&mut self, slug: String) -> String {
        let numbered = (2..).map(|n| format!("{slug}-{n}"));
        let id = std::iter::once(slug.clone()).chain(numbered).find(|id| !self.taken.contains(id)).unwrap_or_default();
        self.taken.insert(id.clone());
        id
    }

    fn start_link(&mut self, destination: &str, title: &str, link_type: LinkType) {
        let href = match address(destination, link_type) {
            Address::Elsewhere(address) => Some(address.into_owned()),
            Address::Fragment => Some(destination.to_owned()),
            Address::Local(path, rest) => self.host.link(&path).map(|address| address + rest),
            Address::Refused => None,
        };
        match href {
            Some(href) => {
                let mut tag = String::from("<a href=\"");
                escape(&mut tag, &href);
                if !title.is_empty() {
                    tag.push_str("\" title=\"");
                    escape(&mut tag, title);
                }
                tag.push_str("\">");
                self.open_links.push(Open::Link);
                self.html(tag);
            }
            None => self.open_links.push(Open::Text),
        }
    }

    /// The address of an image of the site; pictures from elsewhere are linked, not loaded.
    fn image(&self, destination: &str) -> Option<String> {
        match address(destination, LinkType::Inline) {
            Address::Local(path, rest) => self.host.link(&path).map(|address| address + rest),
            _ => None,
        }
    }

    fn footnote(&mut self, label: &str) -> usize {
        // The parser takes labels that differ in case for one.
        let label = label.to_lowercase();
        match self.footnotes.iter().position(|known| *known == label) {
            Some(index) => index + 1,
            None => {
                self.footnotes.push(label);
                self.footnotes.len()
            }
        }
    }

    /// A table by classes instead of inline styles, which a strict content policy forbids.
    fn table(&mut self, event: Event<'e>) {
        match event {
            Event::Start(Tag::Table(alignments)) => {
                self.alignments = alignments;
                let mut open = String::from("<div class=\"pane\" role=\"region\" tabindex=\"0\" aria-label=\"");
                escape(&mut open, &self.host.table_label());
                self.html(open + "\"><table class=\"grid\">\n");
            }
            Event::Start(Tag::TableHead) => {
                (self.in_head, self.column) = (true, 0);
                self.html("<thead><tr>");
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                self.html("</tr></thead>\n<tbody>\n");
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                self.html("<tr>");
            }
            Event::End(TagEnd::TableRow) => self.html("</tr>\n"),
            Event::End(TagEnd::Table) => self.html("</tbody></table></div>\n"),
            Event::Start(Tag::TableCell) => {
                let name = if self.in_head { "th scope=\"col\"" } else { "td" };
                let class = match self.alignments.get(self.column) {
                    Some(Alignment::Right) => " class=\"num\"",
                    Some(Alignment::Center) => " class=\"mid\"",
                    _ => "",
                };
                self.column += 1;
                self.html(["<", name, class, ">"].concat());
            }
            _ => self.html(if self.in_head { "</th>" } else { "</td>" }),
        }
    }
}

/// Ends the first words of a narrative at the end of a sentence, if one ends in their second half; else says that they go on.
fn cut(lead: String) -> String {
    if lead.chars().count() < LEAD_CHARACTERS {
        return lead;
    }
    match lead.rfind(['。', '！', '？', '；']).filter(|end| *end > lead.len() / 2) {
        Some(end) => lead[..end + '。'.len_utf8()].to_owned(),
        None => lead + "…",
    }
}

/// Whether HTML is one comment and nothing else.
fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")).is_some_and(|(_, after)| after.is_empty())
}

/// A heading's id: its letters and digits, whatever the script, joined by hyphens. Ids of ASCII alone get a letter and a
/// hyphen in front, so that no heading takes the name of a part of the page.
fn slug(text: &str) -> String {
    // Ideographs are letters and have no capitals: most headings are nothing else, and the tables of Unicode take long.
    let is_word = |c: char| matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_alphanumeric();
    let words: Vec<&str> = text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).collect();
    let slug = words.join("-");
    let slug = if slug.contains(|c: char| !matches!(c, '-' | '\u{4E00}'..='\u{9FFF}')) { slug.to_lowercase() } else { slug };
    if slug.is_ascii() { format!("s-{slug}") } else { slug }
}

/// Escapes text for HTML, attributes included.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#x27;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Nowhere;
    impl Host for Nowhere {
        fn link(&self, destination: &str) -> Option<String> {
            (destination == "a.md").then(|| "../a/index.html".to_owned())
        }
        fn table_label(&self) -> String {
            "table".to_owned()
        }
        fn figure(&self, reference: &str) -> (String, String) {
            (reference.to_owned(), format!("[{reference}]"))
        }
        fn statistics(&self, table: Option<&str>) -> String {
            format!("<table {}>", table.unwrap_or("all"))
        }
    }

    fn html(body: &str) -> String {
        render(body, &Nowhere).html
    }

    #[test]
    fn nothing_written_becomes_script() {
        for attack in [
            "[a](javascript:alert(1))",
            "[a](JaVaScRiPt:alert(1))",
            "<javascript:alert(1)>",
            "[a](data:text/html,x)",
            "[a](&#x6A;avascript:alert(1))",
            "![a](javascript:alert(1))",
            "[a](vbscript:x)",
            "[a](//evil.example)",
            "[a](<./javascript:alert(1)>)",
            "[a](/\\evil.example)",
            "<script>alert(1)</script>",
            "x <img src=x onerror=alert(1)>",
            "# h {#a onclick=alert(1)}",
            "[[javascript:alert(1)]]",
            "```x\" onclick=\"alert(1)\ncode\n```",
            "[^\"><script>]\n\n[^\"><script>]: note",
        ] {
            let html = html(attack);
            for bad in ["<script", "href=\"java", "href=\"data", "href=\"vb", "href=\"//", "<img", "\" onclick", "href=\"/\\"] {
                assert!(!html.contains(bad), "{attack} → {html}");
            }
        }
    }

    #[test]
    fn headings_have_readable_unique_ids_and_leave_the_first_level_free() {
        let text = render("# 一、总体情况\n## 一、总体情况\n## main\n### 1、<b>\n## 一、总体情况\n", &Nowhere);
        let ids: Vec<_> = text.headings.iter().map(|h| (h.level, h.id.as_str())).collect();
        assert_eq!(ids[0], (2, "一-总体情况"));
        assert_eq!(ids[1], (3, "一-总体情况-2"));
        assert_eq!(ids[2], (3, "s-main"));
        assert_eq!(ids[4], (3, "一-总体情况-3"));
    }

    #[test]
    fn ids_are_unique_whatever_the_headings() {
        let text = render("## 附件 2\n## 附件\n## 附件\n## 附件-2\n", &Nowhere);
        let ids: BTreeSet<_> = text.headings.iter().map(|h| h.id.as_str()).collect();
        assert_eq!(ids.len(), 4);
    }

    #[test]
    fn both_readings_agree_on_placeholders() {
        for (body, tables, lost) in [
            ("{statistics}", 1, 0),
            ("详见{statistics}。", 0, 1),
            ("- {statistics}", 0, 1),
            ("{statistics: a}\n{statistics: b}", 0, 2),
            ("{statistics}**粗**尾", 0, 1),
            ("\\{statistics}", 0, 0),
            ("&#123;statistics&#125;", 0, 0),
        ] {
            let scan = scan(body, &str::to_owned);
            assert_eq!((scan.statistics.len(), scan.lost_statistics.len()), (tables, lost), "{body}");
            assert_eq!(html(body).matches("<table all>").count(), tables, "{body}");
        }
        assert_eq!(html("\\{figure: x}"), "<p>{figure: x}</p>\n");
        let twice = scan("{figure: x} {figure: x}", &str::to_owned);
        assert_eq!(twice.figures[1].span, 12..23);
    }

    #[test]
    fn comments_vanish_and_other_html_is_text() {
        assert_eq!(html("<!-- a\nb -->\n"), "");
        assert_eq!(html("<!-- a --> 字 <!-- b -->"), "<p>&lt;!-- a --&gt; 字 &lt;!-- b --&gt;</p>\n");
        assert_eq!(html("a <!-- b --> c"), "<p>a  c</p>\n");
    }

    #[test]
    fn placeholders_are_replaced_where_they_may_stand() {
        let body = "收到{figure: a_b.c_d}件，`{figure: x}`\n\n{statistics: requests}\n\n```\n{statistics}\n```\n\n{其他}";
        let html = html(body);
        assert!(html.contains("收到[a_b.c_d]件，<code>{figure: x}</code>"), "{html}");
        assert!(html.contains("<table requests>") && !html.contains("<p><table"), "{html}");
        assert!(html.contains("{statistics}\n</code>") && html.contains("{其他}"), "{html}");
        let scan = scan(body, &str::to_owned);
        assert_eq!(scan.figures.len(), 1);
        assert_eq!(&body[scan.figures[0].span.clone()], "{figure: a_b.c_d}");
        assert_eq!(scan.statistics.len(), 1);
    }

    #[test]
    fn links_are_resolved_or_become_text() {
        assert_eq!(html("[x](a.md#b)"), "<p><a href=\"../a/index.html#b\">x</a></p>\n");
        assert_eq!(html("[x](b.md)"), "<p>x</p>\n");
        assert_eq!(html("![图](https://a.example/b.png)"), "<p><a href=\"https://a.example/b.png\">图</a></p>\n");
        assert_eq!(scan("[x](%E9%99%84.pdf)", &str::to_owned).links[0].what, "附.pdf");
    }

    #[test]
    fn prose_is_what_a_reader_reads() {
        let body =
            "## 一、总体\n收到**共{figure: a}件**\n办结\n\n- 甲\n- 乙\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n{statistics}\n";
        let prose = scan(body, &|_| "70".to_owned()).prose;
        let read: Vec<_> = prose.iter().map(|block| (block.kind, block.text.as_str())).collect();
        let (p, c) = (Kind::Paragraph, Kind::Cell);
        let wanted = [
            (Kind::Heading(2), "一、总体"),
            (p, "收到共70件\n办结"),
            (p, "甲"),
            (p, "乙"),
            (c, "a"),
            (c, "b"),
            (c, "1"),
            (c, "2"),
        ];
        assert_eq!(read, wanted);
        assert_eq!(&body[prose[1].source(9..11)], "{figure: a}");
        assert_eq!(&body[prose[3].source(0..3)], "乙");
    }

    #[test]
    fn anchors_are_found_decoded() {
        let anchors = scan("[x](a.md#%E4%B8%80) [y](#b) [z](c.md)", &str::to_owned).anchors;
        let found: Vec<_> = anchors.iter().map(|anchor| (anchor.path.as_str(), anchor.fragment.as_str())).collect();
        assert_eq!(found, [("a.md", "一"), ("", "b")]);
    }

    #[test]
    fn tables_have_no_inline_style() {
        let html = html("| a | b |\n|---|--:|\n| 1 | 2 |\n");
        assert!(html.contains("<th scope=\"col\" class=\"num\">b</th>") && html.contains("<td class=\"num\">2</td>"), "{html}");
        assert!(!html.contains("style="));
    }
}
