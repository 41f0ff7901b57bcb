//! Plain YAML, read directly: what front matter is nearly always written in, at a tenth of the time that a whole YAML parser takes.
//!
//! Plain is: maps by indentation, keys of letters, digits, `_`, `.` and `-`, and for a value a text on the key's line, with or without
//! quotes, a list or a map in brackets on that line, or a list of such texts below it; comments and blank lines anywhere. Whatever is
//! not surely that is none of it, so a text that is refused here is read by `serde_yaml`, and every mistake is told by it.

use super::{Node, is_ordinary};

/// The longest plain text: no more values fit in it than the sure way admits, since each takes a byte at least.
const MOST_BYTES: usize = super::MOST_NODES;
/// The deepest maps; `serde_yaml` admits more.
const MOST_LEVELS: usize = 16;
/// The longest key; `serde_yaml` admits more.
const MOST_BYTES_OF_KEY: usize = 128;
/// How a blank may be spelled.
const BLANKS: [&str; 4] = ["~", "null", "Null", "NULL"];

/// Reads a plain text's nodes; none if it is not surely plain.
pub(super) fn nodes(source: &str) -> Option<Node> {
    let is_readable = |c: char| c == '\n' || !(c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'));
    if source.len() > MOST_BYTES || !(is_ordinary(source) || source.chars().all(is_readable)) {
        return None;
    }
    let mut lines = Lines { rest: source };
    let top = lines.peek()?.indent;
    let map = map(&mut lines, top, 0)?;
    lines.peek().is_none().then_some(map)
}

/// The lines of a text that are neither blank nor a comment.
struct Lines<'s> {
    rest: &'s str,
}

/// A line: how far it is indented, and what stands there.
#[derive(Clone, Copy)]
struct Line<'s> {
    indent: usize,
    content: &'s str,
}

impl<'s> Lines<'s> {
    /// The next line.
    fn peek(&mut self) -> Option<Line<'s>> {
        while !self.rest.is_empty() {
            let line = &self.rest[..self.line_end()];
            let content = line.trim_ascii_start();
            if !content.is_empty() && !content.starts_with('#') {
                return Some(Line { indent: line.len() - content.len(), content });
            }
            self.pass();
        }
        None
    }

    /// Goes on behind the next line.
    fn pass(&mut self) {
        self.rest = self.rest.get(self.line_end() + 1..).unwrap_or_default();
    }

    fn line_end(&self) -> usize {
        memchr::memchr(b'\n', self.rest.as_bytes()).unwrap_or(self.rest.len())
    }

    /// The next line, if it is indented more than another one.
    fn below(&mut self, indent: usize) -> Option<Line<'s>> {
        self.peek().filter(|line| line.indent > indent)
    }
}

/// The map whose lines are indented so far.
fn map(lines: &mut Lines<'_>, indent: usize, level: usize) -> Option<Node> {
    let mut entries = Vec::new();
    while let Some(line) = lines.peek().filter(|line| line.indent == indent) {
        let (key, written) = entry(line.content)?;
        lines.pass();
        let value = match value(written)? {
            // A text goes on in lines that are indented more: not plain.
            Some(_) if lines.below(indent).is_some() => return None,
            Some(value) => value,
            None => below(lines, indent, level)?,
        };
        entries.push((key.to_owned(), value));
    }
    // A line between two levels belongs to neither.
    (!entries.is_empty() && lines.below(indent).is_none()).then_some(Node::Map(entries))
}

/// What stands below a key without a value on its line.
fn below(lines: &mut Lines<'_>, indent: usize, level: usize) -> Option<Node> {
    let is_item = |line: &Line<'_>| line.content.starts_with("- ");
    match lines.peek() {
        // A list need not be indented more than its key.
        Some(line) if line.indent >= indent && is_item(&line) => list(lines, line.indent),
        Some(line) if line.indent > indent && level < MOST_LEVELS => map(lines, line.indent, level + 1),
        Some(line) if line.indent > indent => None,
        _ => Some(Node::Blank),
    }
}

/// The list whose items begin with a hyphen, indented so far.
fn list(lines: &mut Lines<'_>, indent: usize) -> Option<Node> {
    let mut items = Vec::new();
    while let Some(written) = lines.peek().filter(|line| line.indent == indent).and_then(|line| line.content.strip_prefix("- ")) {
        lines.pass();
        items.push(value(written)??);
    }
    lines.below(indent).is_none().then_some(Node::List(items))
}

/// A key, and what is written behind it.
fn entry(content: &str) -> Option<(&str, &str)> {
    let is_part = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-');
    let length = content.bytes().take_while(|b| is_part(*b)).count();
    let (key, rest) = content.split_at(length);
    let written = rest.strip_prefix(':').filter(|written| written.is_empty() || written.starts_with(' '))?;
    let is_sound = key.starts_with(|c: char| c.is_ascii_alphabetic()) && length <= MOST_BYTES_OF_KEY && !BLANKS.contains(&key);
    is_sound.then_some((key, written))
}

/// The value on a line, a comment left out. None if it is not plain; nothing if there is nothing.
fn value(written: &str) -> Option<Option<Node>> {
    let written = written.trim_ascii();
    if written.is_empty() || written.starts_with('#') {
        return Some(None);
    }
    if let Some(quote @ ('"' | '\'')) = written.chars().next() {
        let (text, behind) = written[1..].split_once(quote)?;
        let is_sound =
            !text.contains('\\') && (behind.is_empty() || behind.trim_start().starts_with('#') && behind.starts_with(' '));
        return is_sound.then(|| Some(Node::Scalar(text.to_owned())));
    }
    let written = written.split_once(" #").map_or(written, |(written, _)| written.trim_ascii_end());
    if let Some(items) = written.strip_prefix('[') {
        return flow(items.strip_suffix(']')?, in_brackets).map(|items| Some(Node::List(items)));
    }
    if let Some(entries) = written.strip_prefix('{') {
        let entries = flow(entries.strip_suffix('}')?, |written| {
            let (key, written) = entry(written)?;
            Some((key.to_owned(), in_brackets(written)?))
        });
        return entries.map(|entries| Some(Node::Map(entries)));
    }
    let is_plain = !written.contains(": ") && !written.ends_with(':');
    scalar(written).filter(|_| is_plain).map(Some)
}

/// What stands between brackets, separated by commas.
fn flow<T>(written: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    match written.trim_ascii() {
        "" => Some(Vec::new()),
        written => written.split(',').map(|item| read(item.trim_ascii())).collect(),
    }
}

/// A text in brackets, where more characters mean something.
fn in_brackets(written: &str) -> Option<Node> {
    let means_more = |b: u8| {
        matches!(
            b,
            b'[' | b']' | b'{' | b'}' | b'"' | b'\'' | b':' | b'#' | b'?' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`'
        )
    };
    let is_plain = !written.bytes().any(means_more);
    scalar(written.trim_ascii()).filter(|_| is_plain)
}

/// A text without quotes, if its first character cannot mean anything else.
fn scalar(written: &str) -> Option<Node> {
    let mut bytes = written.bytes();
    let is_plain = match bytes.next()? {
        b'-' => bytes.next().is_some_and(|b| b.is_ascii_digit()),
        b'~' => written == "~",
        first => first.is_ascii_alphanumeric() || !first.is_ascii() || matches!(first, b'.' | b'+' | b'/' | b'(' | b'_'),
    };
    let node = || if BLANKS.contains(&written) { Node::Blank } else { Node::Scalar(written.to_owned()) };
    is_plain.then(node)
}
