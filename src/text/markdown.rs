//! Markdown into HTML, and what a text holds: headings, links, placeholders. The only module to name `pulldown_cmark`.
//!
//! Nothing that an author writes becomes script: raw HTML is shown as text, addresses pass an allow-list.

mod address;
mod foreign;
mod placeholder;
mod parts;
mod writer;

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType, Tag, TagEnd};

use self::address::{Address, address};
pub use self::foreign::foreign_html;
use self::parts::{Part, Parts, events};
use super::prose::{Block, Kind};

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
    writer::write(body, host, has_first_level(body))
}

/// Whether a text has a heading of level 1. It is parsed for that only if it holds a lone `#`, or a line under one, which few texts do.
fn has_first_level(body: &str) -> bool {
    let bytes = body.as_bytes();
    let is_lone = |at: usize| bytes.get(at + 1) != Some(&b'#') && (at == 0 || bytes[at - 1] != b'#');
    let may_have = memchr::memchr(b'=', bytes).is_some() || memchr::memchr_iter(b'#', bytes).any(is_lone);
    let is_first = |event: &Event<'_>| matches!(event, Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }));
    may_have && events(body).any(|heard| is_first(&heard.event))
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
    use std::collections::BTreeSet;

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
        assert_eq!(html("\\{figure: x} {figure: x}"), "<p>{figure: x} [x]</p>\n");
        assert_eq!(html("\\\\{figure: x} {figure: x}"), "<p>\\[x] [x]</p>\n");
        assert_eq!(html("&#123;figure: x&#125; {figure: x_1}"), "<p>{figure: x} [x_1]</p>\n");
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
