//! HTML pages, as websites and word processors write them: what a reader sees of them, and what they say of themselves.

use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

use super::document::{Block, Document, Grid, Run, Words, text_of};
use super::prose::{is_page_number, join_wrapped, tidy_blanks, tidy_words};

/// What nobody reads.
const UNSEEN: [&str; 13] =
    ["script", "style", "noscript", "template", "iframe", "object", "svg", "nav", "button", "select", "textarea", "head", "map"];
/// What ends a paragraph.
const BLOCKS: [&str; 27] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "blockquote",
    "pre",
    "center",
    "address",
    "dl",
    "dt",
    "dd",
    "ul",
    "ol",
    "li",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "tr",
    "td",
    "th",
    "hr",
    "body",
];

/// A tree's node.
type Tree<'t> = ElementRef<'t>;

/// Reads a page.
pub fn read(html: &str) -> Document {
    let page = Html::parse_document(html);
    let mut reader = Reader::default();
    facts(&page, &mut reader.document);
    reader.walk(page.root_element());
    reader.flush();
    let mut document = reader.document;
    document.blocks = join_wrapped(document.blocks);
    document
}

/// What a page's meta tags say.
fn facts(page: &Html, document: &mut Document) {
    for node in page.tree.nodes().filter_map(|node| node.value().as_element()).filter(|element| element.name() == "meta") {
        if let (Some(name), Some(content)) = (node.attr("name"), node.attr("content")) {
            document.facts.push((name.to_ascii_lowercase(), tidy_blanks(content)));
        }
    }
}

/// A walk over a page.
#[derive(Default)]
struct Reader {
    document: Document,
    words: Words,
    strong: usize,
    emphasis: usize,
    links: Vec<String>,
    heading: Option<u8>,
    /// The numbers of the lists that it is in, each the next one's.
    lists: Vec<Option<u32>>,
    item: Option<(usize, Option<u32>)>,
}

impl Reader {
    /// Walks over all nodes, without a call for each level: pages may be nested as deep as they like.
    fn walk(&mut self, root: Tree<'_>) {
        let top = *root;
        let mut node = top;
        loop {
            if self.enter(node.value(), ElementRef::wrap(node))
                && let Some(child) = node.first_child()
            {
                node = child;
                continue;
            }
            loop {
                self.leave(node.value());
                if node == top {
                    return;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                let Some(parent) = node.parent() else { return };
                node = parent;
            }
        }
    }

    /// Sees a node. Says whether to look into it.
    fn enter(&mut self, node: &Node, element: Option<Tree<'_>>) -> bool {
        let (Node::Element(own), Some(tree)) = (node, element) else {
            if let Node::Text(text) = node {
                self.push(text);
            }
            return true;
        };
        let name = own.name();
        if UNSEEN.contains(&name) || is_hidden(own) {
            return false;
        }
        if name == "img" {
            self.document.dropped.push(format!("<img {}>", own.attr("alt").or_else(|| own.attr("src")).unwrap_or_default()));
            return false;
        }
        if name == "br" {
            // In most offices' pages a line is a paragraph.
            self.flush();
            return false;
        }
        if BLOCKS.contains(&name) || level(name).is_some() {
            self.flush();
        }
        match name {
            "table" if !is_frame(tree) => {
                self.document.blocks.push(Block::Table(table(tree)));
                return false;
            }
            "b" | "strong" => self.strong += 1,
            "i" | "em" => self.emphasis += 1,
            "a" => self.links.push(own.attr("href").unwrap_or_default().trim().to_owned()),
            "ul" => self.lists.push(None),
            "ol" => self.lists.push(Some(own.attr("start").and_then(|n| n.parse().ok()).unwrap_or(1))),
            "li" => self.begin_item(),
            _ => {}
        }
        if let Some(level) = level(name) {
            self.heading = Some(level);
        }
        true
    }

    fn leave(&mut self, node: &Node) {
        let Node::Element(own) = node else { return };
        let name = own.name();
        if UNSEEN.contains(&name) || is_hidden(own) || name == "br" || name == "img" {
            return;
        }
        if BLOCKS.contains(&name) || level(name).is_some() {
            self.flush();
        }
        match name {
            "b" | "strong" => self.strong = self.strong.saturating_sub(1),
            "i" | "em" => self.emphasis = self.emphasis.saturating_sub(1),
            "a" => drop(self.links.pop()),
            "ul" | "ol" => drop(self.lists.pop()),
            "li" => self.item = None,
            _ => {}
        }
        if level(name).is_some() {
            self.heading = None;
        }
    }

    fn begin_item(&mut self) {
        let depth = self.lists.len().saturating_sub(1);
        let number = self.lists.last().copied().flatten();
        if let Some(Some(next)) = self.lists.last_mut() {
            *next = next.saturating_add(1);
        }
        self.item = Some((depth, number));
    }

    fn push(&mut self, text: &str) {
        let link = self.links.last().filter(|link| !link.is_empty()).cloned();
        self.words.push(Run { text: text.to_owned(), is_strong: self.strong > 0, is_emphasis: self.emphasis > 0, link });
    }

    fn flush(&mut self) {
        let words = tidy_words(std::mem::take(&mut self.words));
        let text = text_of(&words);
        if text.is_empty() {
            return;
        }
        if is_page_number(&text) {
            return self.document.dropped.push(text);
        }
        self.document.blocks.push(match (self.heading, self.item.take()) {
            (Some(level), _) => Block::Heading(level, words),
            (None, Some((depth, number))) => Block::Item(depth, number, words),
            (None, None) => Block::Paragraph(words),
        });
    }
}

fn level(name: &str) -> Option<u8> {
    let digit = name.strip_prefix('h')?;
    digit.parse().ok().filter(|level| (1..=6).contains(level) && digit.len() == 1)
}

fn is_hidden(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    style.contains("display:none") || style.contains("mso-hide:all") || element.attr("hidden").is_some()
}

/// Whether a table only holds a page together: one with tables in it, or of one column.
fn is_frame(table: Tree<'_>) -> bool {
    let elements = || table.descendants().skip(1).filter_map(ElementRef::wrap);
    let has_table = elements().any(|element| element.value().name() == "table");
    let has_columns = elements().filter(|element| element.value().name() == "tr").any(|row| cells(row).count() > 1);
    has_table || !has_columns
}

fn cells(row: Tree<'_>) -> impl Iterator<Item = Tree<'_>> {
    row.children().filter_map(ElementRef::wrap).filter(|cell| matches!(cell.value().name(), "td" | "th"))
}

fn table(table: Tree<'_>) -> Grid {
    let mut grid = Grid::default();
    let rows = table.descendants().filter_map(ElementRef::wrap).filter(|element| element.value().name() == "tr");
    for row in rows {
        let span = |cell: Tree<'_>, name: &str| cell.value().attr(name).and_then(|n| n.trim().parse().ok()).unwrap_or(1);
        grid.push_row(cells(row).map(|cell| (cell_text(cell), span(cell, "colspan"), span(cell, "rowspan"))));
    }
    grid
}

/// The text of a cell, its lines parted.
fn cell_text(cell: Tree<'_>) -> String {
    let mut lines = vec![String::new()];
    for node in cell.descendants().skip(1) {
        match node.value() {
            Node::Text(text) if !is_below_unseen(node.parent().and_then(ElementRef::wrap)) => {
                if let Some(line) = lines.last_mut() {
                    line.push_str(text);
                }
            }
            Node::Element(element) if element.name() == "br" || BLOCKS.contains(&element.name()) => lines.push(String::new()),
            _ => {}
        }
    }
    let lines: Vec<String> = lines.iter().map(|line| tidy_blanks(line)).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn is_below_unseen(element: Option<Tree<'_>>) -> bool {
    element.is_some_and(|element| UNSEEN.contains(&element.value().name()) || is_hidden(element.value()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> Vec<String> {
        let show = |block: &Block| match block {
            Block::Heading(level, words) => format!("h{level} {}", text_of(words)),
            Block::Paragraph(words) => format!("p {}", text_of(words)),
            Block::Item(depth, number, words) => format!("li{depth} {number:?} {}", text_of(words)),
            Block::Table(grid) => format!("table {}×{}", grid.height(), grid.width()),
        };
        read(html).blocks.iter().map(show).collect()
    }

    #[test]
    fn what_a_reader_sees_is_kept() {
        let html = "<head><title>x</title><style>p{}</style></head><!--[if gte mso 9]><xml>rubbish</xml><![endif]-->\
            <p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p><h1>标题</h1>\
            <p class=MsoNormal>甲<b>乙</b><span style='mso-hide:all'>藏</span><br>丙</p><ol><li>一<ul><li>二</li></ul></li><li>三</li></ol>\
            <table><tr><td>只有一列</td></tr></table><table><tr><th colspan=2>a</th></tr><tr><td>b<td>c</table><script>1</script>";
        let wanted = ["h1 标题", "p 甲乙", "p 丙", "li0 Some(1) 一", "li1 None 二", "li0 Some(2) 三", "p 只有一列", "table 2×2"];
        assert_eq!(shown(html), wanted);
    }

    #[test]
    fn depth_is_no_matter() {
        let html = format!("{}甲", "<div>".repeat(2_000));
        assert!(read(&html).blocks.len() <= 1);
    }
}
