//! The HTML of a text: headings with ids, links as the page needs them, tables by classes, and nothing that an author wrote as script.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use pulldown_cmark::{Alignment, CowStr, Event, LinkType, Tag, TagEnd, html};

use super::address::{Address, address};
use super::parts::{Part, Parts};
use super::{Heading, Host, Rendered, escape};

/// How many characters of the narrative describe it to search engines.
const LEAD_CHARACTERS: usize = 120;

/// Writes a text. Its headings are moved down by one if the first level, which is the page's title, stands in it.
pub(super) fn write(body: &str, host: &dyn Host, has_first_level: bool) -> Rendered {
    let mut writer = Writer::new(host, u8::from(has_first_level));
    let mut html = String::with_capacity(body.len() * 2);
    html::push_html(&mut html, Printing { parts: Parts::of(body), writer: &mut writer });
    Rendered { html, headings: writer.headings, lead: cut(writer.lead) }
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

/// Turns the events of a text into those that are printed.
struct Writer<'e, 'h> {
    host: &'h dyn Host,
    printed: VecDeque<Event<'e>>,
    headings: Vec<Heading>,
    taken: BTreeSet<String>,
    /// The last number that was given to headings of one slug.
    numbers: BTreeMap<String, usize>,
    lead: String,
    /// How many characters may still be added to it.
    left_of_lead: usize,
    /// By how much headings are moved down so that the page's title stays the only one of level 1.
    shift: u8,
    heading: Option<(u8, String, usize)>,
    open_links: Vec<Open>,
    /// Each label's number.
    footnotes: BTreeMap<String, usize>,
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
            numbers: BTreeMap::new(),
            lead: String::new(),
            left_of_lead: LEAD_CHARACTERS,
            shift,
            heading: None,
            open_links: Vec::new(),
            footnotes: BTreeMap::new(),
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
        if self.taken.insert(slug.clone()) {
            return slug;
        }
        let last = self.numbers.entry(slug.clone()).or_insert(1);
        loop {
            *last += 1;
            let id = format!("{slug}-{last}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
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
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(label.to_lowercase()).or_insert(next)
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
