//! A small reader of HTML as gongkai's themes write it: enough to say that tags nest, ids are unique and tables add up.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

const VOID: [&str; 10] = ["meta", "link", "br", "img", "hr", "input", "col", "wbr", "line", "rect"];
/// Elements that run, load from elsewhere or break a strict content policy.
const ACTIVE: [&str; 10] = ["iframe", "object", "embed", "base", "style", "image", "use", "animate", "set", "foreignobject"];

/// A tag or the text between two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// An opening tag.
    Open(Tag),
    /// A closing tag, by its name.
    Close(String),
    /// Text, its entities resolved.
    Text(String),
}

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// In lower case.
    pub name: String,
    /// In the order of the text, their entities resolved.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn span(&self, name: &str) -> usize {
        self.get(name).map_or(1, |value| value.parse().unwrap_or(0))
    }
}

/// Reads a page into tokens, each with its place.
pub fn tokens(page: &str) -> Vec<(Token, Range<usize>)> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < page.len() {
        let rest = &page[at..];
        let end = if rest.starts_with("<!--") {
            at + rest.find("-->").map_or(rest.len(), |i| i + 3)
        } else if rest.starts_with("<!") {
            at + rest.find('>').map_or(rest.len(), |i| i + 1)
        } else if rest.starts_with('<') {
            let end = at + tag_end(rest);
            let inner = page[at + 1..end].trim_end_matches('>').trim_end_matches('/');
            let token = match inner.strip_prefix('/') {
                Some(name) => Token::Close(name.trim().to_lowercase()),
                None => Token::Open(tag(inner)),
            };
            let is_script = matches!(&token, Token::Open(tag) if tag.name == "script");
            tokens.push((token, at..end));
            // What stands in a script is neither text nor tags.
            if is_script { end + page[end..].find("</script").unwrap_or(page.len() - end) } else { end }
        } else {
            let end = at + rest.find('<').unwrap_or(rest.len());
            tokens.push((Token::Text(unescape(&page[at..end])), at..end));
            end
        };
        at = end;
    }
    tokens
}

/// Where a tag ends: at the first `>` outside of quotes.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (index, c) in tag.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '>') => return index + 1,
            _ => {}
        }
    }
    tag.len()
}

fn tag(inner: &str) -> Tag {
    let (name, mut rest) = inner.split_at(inner.find(char::is_whitespace).unwrap_or(inner.len()));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len()).max(1);
        let key = rest[..end.min(rest.len())].to_lowercase();
        rest = &rest[end.min(rest.len())..];
        let Some(value) = rest.strip_prefix('=') else {
            attributes.push((key, String::new()));
            continue;
        };
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        attributes.push((key, unescape(value)));
        rest = after;
    }
    Tag { name: name.to_lowercase(), attributes }
}

fn unescape(text: &str) -> String {
    let known =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&#x2F;", "/"), ("&amp;", "&")];
    known.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

/// All ids of a page.
pub fn ids(page: &str) -> Vec<String> {
    let id = |(token, _)| match token {
        Token::Open(tag) => tag.get("id").map(str::to_owned),
        _ => None,
    };
    tokens(page).into_iter().filter_map(id).collect()
}

/// The source of the element with an id.
pub fn element<'p>(page: &'p str, id: &str) -> Option<&'p str> {
    let tokens = tokens(page);
    let start = tokens.iter().position(|(token, _)| matches!(token, Token::Open(tag) if tag.get("id") == Some(id)))?;
    let mut depth = 0_usize;
    for (token, place) in &tokens[start..] {
        match token {
            Token::Open(tag) if !VOID.contains(&tag.name.as_str()) => depth += 1,
            Token::Close(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&page[tokens[start].1.start..place.end]);
        }
    }
    None
}

/// The text of a page or of a part of one, without tags.
pub fn text(page: &str) -> String {
    let text = |(token, _)| match token {
        Token::Text(text) => Some(text),
        _ => None,
    };
    tokens(page).into_iter().filter_map(text).collect()
}

/// What is wrong with a page, whatever it says.
pub fn faults(page: &str) -> Vec<String> {
    let tokens = tokens(page);
    let mut faults = Vec::new();
    nesting(&tokens, &mut faults);
    let tags: Vec<&Tag> =
        tokens.iter().filter_map(|(token, _)| if let Token::Open(tag) = token { Some(tag) } else { None }).collect();
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| tag.get("id")) {
        if !ids.insert(id) {
            faults.push(format!("the id {id:?} stands twice"));
        }
        if id.is_empty() || id.contains(char::is_whitespace) {
            faults.push(format!("{id:?} is no id"));
        }
    }
    for tag in &tags {
        for name in ["headers", "aria-labelledby", "aria-describedby", "for"] {
            for wanted in tag.get(name).unwrap_or("").split_whitespace().filter(|wanted| !ids.contains(wanted)) {
                faults.push(format!("<{}> refers to {wanted:?}, which no element is", tag.name));
            }
        }
        if let Some(fragment) = tag.get("href").and_then(|href| href.strip_prefix('#')).filter(|fragment| !ids.contains(fragment))
        {
            faults.push(format!("a link leads to #{fragment}, which is not on the page"));
        }
        faults.extend(active(tag));
    }
    if tags.iter().filter(|tag| tag.name == "h1").count() != 1 {
        faults.push("there is not one h1".to_owned());
    }
    for table in tables(page) {
        if let Err(fault) = widths(&table) {
            faults.push(fault);
        }
    }
    faults
}

/// What would run, load from elsewhere or break a strict content policy.
fn active(tag: &Tag) -> Vec<String> {
    let mut faults = Vec::new();
    // The only drawings are charts.
    let is_drawing = tag.name == "svg" && tag.get("role") != Some("img");
    // The theme's own scripts are files of it, or data for programs, which no browser runs.
    let is_data = tag.attributes == [("type".to_owned(), "application/ld+json".to_owned())];
    let is_file =
        tag.get("src").is_some_and(|from| ["assets/gongkai.js", "assets/search.js"].iter().any(|own| from.ends_with(own)));
    // The search is the only form.
    let is_search = tag.get("method") == Some("get") && tag.get("action").is_some_and(|to| to.ends_with("search/index.html"));
    if is_drawing
        || tag.name == "script" && !is_data && !is_file
        || tag.name == "form" && !is_search
        || ACTIVE.contains(&tag.name.as_str())
    {
        faults.push(format!("<{}> on the page", tag.name));
    }
    let mut seen = BTreeSet::new();
    for (name, value) in &tag.attributes {
        if !seen.insert(name) {
            faults.push(format!("<{}> has {name} twice", tag.name));
        }
        if name.starts_with("on")
            || name == "style"
            || name == "srcdoc"
            || !name.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '1' | '2'))
        {
            faults.push(format!("<{}> has an attribute {name}", tag.name));
        }
        let compact: String = value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let scheme =
            compact.split(['/', '?', '#']).next().and_then(|head| head.split_once(':')).map(|(scheme, _)| scheme.to_lowercase());
        let is_address = ["href", "src", "action", "formaction", "poster", "data"].contains(&name.as_str());
        if is_address && scheme.as_deref().is_some_and(|scheme| !["http", "https", "mailto", "tel"].contains(&scheme)) {
            faults.push(format!("<{}> leads to {value:?}", tag.name));
        }
    }
    faults
}

fn nesting(tokens: &[(Token, Range<usize>)], faults: &mut Vec<String>) {
    let mut open: Vec<&str> = Vec::new();
    for (token, place) in tokens {
        match token {
            Token::Open(tag) if !VOID.contains(&tag.name.as_str()) => open.push(&tag.name),
            Token::Close(name) if open.last() == Some(&name.as_str()) => {
                open.pop();
            }
            Token::Close(name) => {
                faults.push(format!("</{name}> at byte {} closes <{}>", place.start, open.last().unwrap_or(&"nothing")));
                return;
            }
            _ => {}
        }
    }
    if !open.is_empty() {
        faults.push(format!("not closed: {open:?}"));
    }
}

/// A table: for each row, its cells; for each part of it (`thead`, each `tbody`), where its rows begin.
#[derive(Debug, Default)]
pub struct Table {
    /// Its caption's text.
    pub caption: String,
    /// The cells of each row, each with its text.
    pub rows: Vec<Vec<(Tag, String)>>,
    /// The first row of each part.
    pub parts: Vec<usize>,
    /// Whether the first of them is the head.
    pub has_head: bool,
    /// How many columns its `col` elements stand for, if it has any.
    pub columns: Option<usize>,
}

/// The tables of a page; none stands inside of another.
pub fn tables(page: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let (mut in_cell, mut in_caption, mut group) = (false, false, None::<usize>);
    for (token, _) in tokens(page) {
        if let Token::Open(tag) = &token
            && tag.name == "table"
        {
            tables.push(Table::default());
            continue;
        }
        let Some(table) = tables.last_mut() else { continue };
        match token {
            Token::Open(tag) => match tag.name.as_str() {
                "thead" | "tbody" => {
                    table.has_head |= tag.name == "thead";
                    table.parts.push(table.rows.len());
                }
                "tr" => table.rows.push(Vec::new()),
                "caption" => in_caption = true,
                "colgroup" => group = Some(tag.span("span")),
                "col" => {
                    *table.columns.get_or_insert(0) += tag.span("span");
                    group = None;
                }
                "td" | "th" => {
                    in_cell = true;
                    table.rows.last_mut().expect("a row").push((tag, String::new()));
                }
                _ => {}
            },
            Token::Close(name) => match name.as_str() {
                "td" | "th" => in_cell = false,
                "caption" => in_caption = false,
                "colgroup" => {
                    if let Some(span) = group.take() {
                        *table.columns.get_or_insert(0) += span;
                    }
                }
                _ => {}
            },
            Token::Text(text) if in_caption => table.caption.push_str(text.trim()),
            Token::Text(text) if in_cell => {
                if let Some((_, cell)) = table.rows.last_mut().and_then(|row| row.last_mut()) {
                    cell.push_str(&text);
                }
            }
            Token::Text(_) => {}
        }
    }
    tables
}

/// How many columns every row of a table covers, spans counted.
///
/// # Errors
/// If rows differ, a heading reaches out of its part, or the `col` elements stand for another number.
pub fn widths(table: &Table) -> Result<usize, String> {
    let mut wanted = table.columns;
    let mut bounds = table.parts.clone();
    bounds.push(table.rows.len());
    for part in bounds.windows(2) {
        // For each row of the part, the columns that are taken, those from above included.
        let mut taken: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for row in part[0]..part[1] {
            for (tag, text) in &table.rows[row] {
                let mut column = 0;
                let (wide, high) = (tag.span("colspan"), tag.span("rowspan"));
                while taken.entry(row).or_default().contains(&column) {
                    column += 1;
                }
                if wide == 0 || high == 0 || row + high > part[1] {
                    return Err(format!("{}: {text:?} spans {wide} × {high} in rows {row}..{}", table.caption, part[1]));
                }
                for (row, column) in (row..row + high).flat_map(|row| (column..column + wide).map(move |column| (row, column))) {
                    if !taken.entry(row).or_default().insert(column) {
                        return Err(format!("{}: {text:?} lies over another cell", table.caption));
                    }
                }
            }
            let covered = taken.entry(row).or_default();
            let width = covered.len();
            if covered.iter().next_back().is_some_and(|last| last + 1 != width) {
                return Err(format!("{}: row {row} has a hole", table.caption));
            }
            match wanted {
                None => wanted = Some(width),
                Some(wanted) if wanted == width => {}
                Some(wanted) => return Err(format!("{}: row {row} covers {width} columns, not {wanted}", table.caption)),
            }
        }
    }
    Ok(wanted.unwrap_or(0))
}

/// A cell of a table, and where it stands.
struct Placed<'t> {
    tag: &'t Tag,
    text: &'t str,
    part: usize,
    rows: Range<usize>,
    columns: Range<usize>,
}

fn placed(table: &Table) -> Vec<Placed<'_>> {
    let mut cells: Vec<Placed<'_>> = Vec::new();
    for (row, own) in table.rows.iter().enumerate() {
        for (tag, text) in own {
            let is_taken = |column: usize| cells.iter().any(|cell| cell.rows.contains(&row) && cell.columns.contains(&column));
            let column = (0..).find(|column| !is_taken(*column)).unwrap_or(0);
            let (rows, columns) = (row..row + tag.span("rowspan"), column..column + tag.span("colspan"));
            let part = table.parts.iter().filter(|first| **first <= row).count();
            cells.push(Placed { tag, text: text.trim(), part, rows, columns });
        }
    }
    cells
}

/// The figures of a table, each with the texts of its headings, those of its row first: those that it names, or else those whose scope it
/// stands in, as HTML says.
pub fn figures(table: &Table) -> Vec<(String, Vec<String>)> {
    let cells = placed(table);
    let is_figure = |cell: &&Placed<'_>| {
        cell.tag.name == "td" && cell.tag.get("class") != Some("unit") && !(table.has_head && cell.part == 1)
    };
    let headings = |figure: &Placed<'_>| -> Vec<String> {
        if let Some(names) = figure.tag.get("headers") {
            let named = |name: &str| cells.iter().find(|cell| cell.tag.get("id") == Some(name));
            return names.split(' ').filter_map(named).map(|cell| cell.text.to_owned()).collect();
        }
        let is_before = |cell: &Placed<'_>| cell.columns.start < figure.columns.start;
        let of_row = cells.iter().filter(|cell| match cell.tag.get("scope") {
            Some("row") => cell.rows.contains(&figure.rows.start) && is_before(cell),
            Some("rowgroup") => cell.part == figure.part && cell.rows.start <= figure.rows.start && is_before(cell),
            _ => false,
        });
        let of_column = cells.iter().filter(|cell| {
            let is_above = cell.rows.start < figure.rows.start && cell.columns.contains(&figure.columns.start);
            cell.tag.get("scope") == Some("col") && is_above
        });
        let mut of_row: Vec<_> = of_row.collect();
        of_row.sort_by_key(|cell| cell.columns.start);
        of_row.into_iter().chain(of_column).map(|cell| cell.text.to_owned()).collect()
    };
    cells.iter().filter(is_figure).map(|figure| (figure.text.to_owned(), headings(figure))).collect()
}
