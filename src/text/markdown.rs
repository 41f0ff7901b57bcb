//! Markdown into HTML, and what a text holds: headings, links, placeholders. The only module to name `pulldown_cmark`.
//!
//! Nothing that an author writes becomes script: raw HTML is shown as text, addresses pass an allow-list.

mod address;
mod placeholder;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset, html};

use self::address::{Address, address};
use self::placeholder::{Piece, lone_statistics, pieces};

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

/// What a text refers to, and what in it cannot be published as written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Links and images to files and pages of the site.
    pub links: Vec<Found>,
    /// `{figure: …}`
    pub figures: Vec<Found>,
    /// `{statistics}`, with an empty argument, and `{statistics: …}`
    pub statistics: Vec<Found>,
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
    /// The HTML of a cell.
    fn figure(&self, reference: &str) -> String;
    /// The HTML of one table, or of all that are not placed one by one.
    fn statistics(&self, table: Option<&str>) -> String;
}

/// Reads what a text refers to.
pub fn scan(body: &str) -> Scan {
    let mut scan = Scan::default();
    // Everything that is looked for begins with one of these, and most narratives have none.
    if !body.contains(['<', '[', '{']) {
        return scan;
    }
    let mut in_code = false;
    for (event, span) in events(body) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Html(html) | Event::InlineHtml(html) if !is_comment(&html) => {
                scan.raw_html.push(Found { what: html.trim().to_owned(), span });
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => match address(&dest_url) {
                Address::Local(path, _) => scan.links.push(Found { what: path.into_owned(), span }),
                Address::Refused => scan.refused.push(Found { what: dest_url.into_string(), span }),
                Address::Elsewhere | Address::Fragment => {}
            },
            Event::Text(text) if !in_code => {
                if let Some(offset) = text.find("](") {
                    let part = &text[offset..];
                    scan.unread_links.push(Found { what: part.to_owned(), span: find_within(body, &span, part) });
                }
                for piece in pieces(&text) {
                    let at = |part: &str| find_within(body, &span, part);
                    match piece {
                        Piece::Figure(what, part) => {
                            scan.figures.push(Found { what: what.to_owned(), span: at(part) });
                        }
                        Piece::Statistics(what, part) => {
                            scan.statistics.push(Found { what: what.to_owned(), span: at(part) });
                        }
                        Piece::Text(_) => {}
                    }
                }
            }
            _ => {}
        }
    }
    scan
}

/// Renders a text.
pub fn render(body: &str, host: &dyn Host) -> Rendered {
    let events: Vec<Event<'_>> = events(body).map(|(event, _)| event).collect();
    let mut out = Writer::new(host, &events, body.len() * 2);
    let mut rest = events.into_iter().peekable();
    while let Some(event) = rest.next() {
        // A placeholder alone in its paragraph takes the paragraph's place.
        if matches!(event, Event::Start(Tag::Paragraph))
            && let Some(Event::Text(text)) = rest.peek()
            && let Some(table) = lone_statistics(text)
        {
            let table = table.to_owned();
            out.push(Event::Html(host.statistics((!table.is_empty()).then_some(&*table)).into()));
            rest.nth(1);
            continue;
        }
        out.event(event);
    }
    out.finish()
}

fn events(body: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    TextMergeWithOffset::new(Parser::new_ext(body, options).into_offset_iter())
}

/// Turns the events of a text into those that are printed.
struct Writer<'e, 'h> {
    host: &'h dyn Host,
    printed: Vec<Event<'e>>,
    headings: Vec<Heading>,
    taken: BTreeMap<String, usize>,
    lead: String,
    /// By how much headings are moved down so that the page's title stays the only one of level 1.
    shift: u8,
    heading: Option<(u8, String, usize)>,
    open_links: Vec<Open>,
    footnotes: Vec<String>,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    in_code: bool,
    /// How long the HTML gets, roughly.
    bytes: usize,
}

/// How an open link or image ends.
enum Open {
    Link,
    Image,
    Text,
}

impl<'e, 'h> Writer<'e, 'h> {
    fn new(host: &'h dyn Host, events: &[Event<'e>], bytes: usize) -> Self {
        let has_first = events.iter().any(|e| matches!(e, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })));
        Writer {
            host,
            printed: Vec::with_capacity(events.len()),
            headings: Vec::new(),
            taken: BTreeMap::new(),
            lead: String::new(),
            shift: u8::from(has_first),
            heading: None,
            open_links: Vec::new(),
            footnotes: Vec::new(),
            alignments: Vec::new(),
            column: 0,
            in_head: false,
            in_code: false,
            bytes,
        }
    }

    fn push(&mut self, event: Event<'e>) {
        self.printed.push(event);
    }

    fn html(&mut self, html: impl Into<pulldown_cmark::CowStr<'e>>) {
        self.push(Event::Html(html.into()));
    }

    fn event(&mut self, event: Event<'e>) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.heading = Some(((level as u8 + self.shift).min(6), String::new(), self.printed.len()));
                self.html("");
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Start(Tag::Link { dest_url, title, .. }) => self.start_link(&dest_url, &title),
            Event::Start(Tag::Image { dest_url, title, link_type, id }) => match self.image(&dest_url) {
                Some(local) => {
                    self.open_links.push(Open::Image);
                    self.push(Event::Start(Tag::Image { dest_url: local.into(), title, link_type, id }));
                }
                None => self.start_link(&dest_url, &title),
            },
            Event::End(TagEnd::Link | TagEnd::Image) => match self.open_links.pop() {
                Some(Open::Link) => self.html("</a>"),
                Some(Open::Image) => self.push(Event::End(TagEnd::Image)),
                Some(Open::Text) | None => {}
            },
            Event::Html(html) | Event::InlineHtml(html) if is_comment(&html) => {}
            Event::Html(html) => {
                self.html("<p>");
                self.push(Event::Text(html));
                self.html("</p>\n");
            }
            Event::InlineHtml(html) => self.text(html.into_string()),
            Event::Text(text) => self.text(text.into_string()),
            Event::Code(code) => {
                self.note_words(&code);
                self.push(Event::Code(code));
            }
            Event::FootnoteReference(label) => {
                let number = self.footnote(&label);
                self.html(format!("<sup><a href=\"#fn-{number}\" id=\"fnref-{number}\">[{number}]</a></sup>"));
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                let number = self.footnote(&label);
                self.html(format!("<div class=\"footnote\" id=\"fn-{number}\"><a href=\"#fnref-{number}\">[{number}]</a>\n"));
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

    /// Text, with the cells that placeholders in it stand for.
    fn text(&mut self, text: String) {
        if self.in_code {
            self.push(Event::Text(text.into()));
            return;
        }
        for piece in pieces(&text) {
            match piece {
                Piece::Figure(reference, _) => {
                    let figure = self.host.figure(reference);
                    self.note_words(&figure);
                    self.push(Event::InlineHtml(figure.into()));
                }
                Piece::Text(part) | Piece::Statistics(_, part) => {
                    self.note_words(part);
                    self.push(Event::Text(part.to_owned().into()));
                }
            }
        }
    }

    fn note_words(&mut self, words: &str) {
        match &mut self.heading {
            Some((_, heading, _)) => heading.push_str(words),
            None => {
                let left = LEAD_CHARACTERS.saturating_sub(self.lead.chars().count());
                self.lead.extend(words.chars().take(left));
            }
        }
    }

    fn end_heading(&mut self) {
        let Some((level, text, start)) = self.heading.take() else { return };
        let id = self.unique(slug(&text));
        let text = text.trim().to_owned();
        // `slug` leaves only letters, digits and hyphens, so the id needs no escaping.
        self.printed[start] = Event::Html(format!("<h{level} id=\"{id}\">").into());
        self.html(format!("</h{level}>\n"));
        if !text.is_empty() {
            self.headings.push(Heading { level, text, id });
        }
    }

    fn unique(&mut self, slug: String) -> String {
        let mut id = slug.clone();
        loop {
            let uses = self.taken.entry(id.clone()).or_insert(0);
            *uses += 1;
            if *uses == 1 {
                return id;
            }
            let next = self.taken.get(&slug).copied().unwrap_or(2);
            id = format!("{slug}-{next}");
        }
    }

    fn start_link(&mut self, destination: &str, title: &str) {
        let href = match address(destination) {
            Address::Elsewhere | Address::Fragment => Some(destination.to_owned()),
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
        match address(destination) {
            Address::Local(path, rest) => self.host.link(&path).map(|address| address + rest),
            _ => None,
        }
    }

    fn footnote(&mut self, label: &str) -> usize {
        match self.footnotes.iter().position(|known| known == label) {
            Some(index) => index + 1,
            None => {
                self.footnotes.push(label.to_owned());
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
                self.html(format!("<{name}{class}>"));
            }
            _ => self.html(if self.in_head { "</th>" } else { "</td>" }),
        }
    }

    fn finish(self) -> Rendered {
        let mut html = String::with_capacity(self.bytes);
        html::push_html(&mut html, self.printed.into_iter());
        Rendered { html, headings: self.headings, lead: cut(self.lead) }
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

fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("<!--") && html.ends_with("-->")
}

/// Where a part of an event's text stands in the body; the event's own place if entities or escapes hide it.
fn find_within(body: &str, span: &Range<usize>, part: &str) -> Range<usize> {
    match body[span.clone()].find(part) {
        Some(offset) => span.start + offset..span.start + offset + part.len(),
        None => span.clone(),
    }
}

/// A heading's id: its letters and digits, whatever the script, joined by hyphens. Ids of ASCII alone get a letter and a
/// hyphen in front, so that no heading takes the name of a part of the page.
fn slug(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let slug = words.join("-").to_lowercase();
    if slug.is_ascii() { format!("h-{slug}") } else { slug }
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
        fn figure(&self, reference: &str) -> String {
            format!("[{reference}]")
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
        assert_eq!(ids[2], (3, "h-main"));
        assert_eq!(ids[4], (3, "一-总体情况-3"));
    }

    #[test]
    fn placeholders_are_replaced_where_they_may_stand() {
        let body = "收到{figure: a_b.c_d}件，`{figure: x}`\n\n{statistics: requests}\n\n```\n{statistics}\n```\n\n{其他}";
        let html = html(body);
        assert!(html.contains("收到[a_b.c_d]件，<code>{figure: x}</code>"), "{html}");
        assert!(html.contains("<table requests>") && !html.contains("<p><table"), "{html}");
        assert!(html.contains("{statistics}\n</code>") && html.contains("{其他}"), "{html}");
        let scan = scan(body);
        assert_eq!(scan.figures.len(), 1);
        assert_eq!(&body[scan.figures[0].span.clone()], "{figure: a_b.c_d}");
        assert_eq!(scan.statistics.len(), 1);
    }

    #[test]
    fn links_are_resolved_or_become_text() {
        assert_eq!(html("[x](a.md#b)"), "<p><a href=\"../a/index.html#b\">x</a></p>\n");
        assert_eq!(html("[x](b.md)"), "<p>x</p>\n");
        assert_eq!(html("![图](https://a.example/b.png)"), "<p><a href=\"https://a.example/b.png\">图</a></p>\n");
        assert_eq!(scan("[x](%E9%99%84.pdf)").links[0].what, "附.pdf");
    }

    #[test]
    fn tables_have_no_inline_style() {
        let html = html("| a | b |\n|---|--:|\n| 1 | 2 |\n");
        assert!(html.contains("<th scope=\"col\" class=\"num\">b</th>") && html.contains("<td class=\"num\">2</td>"), "{html}");
        assert!(!html.contains("style="));
    }
}
