//! YAML with places: front matter and data files, read into nodes that keep every scalar as it was spelled.
//!
//! This module and those below it are the only ones to name `serde_yaml`, which never meets a text that could make it slow: see
//! [`Yaml::read`].

mod places;
mod plain;
mod read;
mod spell;

use std::hash::BuildHasher as _;
use std::ops::Range;

use foldhash::fast::FixedState;

use self::places::{At, Walker, token_length};
pub use self::spell::spell;
use super::diagnostics::{Diagnostic, Diagnostics, Place};
use super::odd::{code_point, is_invisible};
use super::source::Text;

/// The largest YAML text that is read, in bytes.
const MOST_BYTES: usize = 64 * 1024;
/// The most values in it, aliases counted as often as they stand for something.
const MOST_NODES: usize = 20_000;
/// The most opening brackets in it; `serde_yaml` takes time square in their nesting.
const MOST_BRACKETS: usize = 512;
/// Characters that YAML takes for line breaks, or that hide in pasted text.
const HIDDEN_BREAKS: [char; 4] = ['\u{85}', '\u{2028}', '\u{2029}', '\u{FEFF}'];

/// A value as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// `~`, `null`, or nothing.
    Blank,
    /// Anything that is neither a list nor a map, as spelled, without quotes.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the text.
    Map(Vec<(String, Node)>),
}

/// One step down from a node.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// The value of a key.
    Key(&'a str),
    /// The n-th value, counted from 0, of a key that stands more than once.
    Again(&'a str, usize),
    /// The n-th item of a list, counted from 0.
    Item(usize),
}

/// A YAML text, read.
#[derive(Debug)]
pub struct Yaml<'t> {
    text: &'t Text,
    range: Range<usize>,
    root: Node,
    /// Whether it was read the quick way, and its places can be found so.
    is_plain: bool,
}

impl<'t> Yaml<'t> {
    /// Reads a stretch of a text as one YAML map.
    ///
    /// # Errors
    /// Findings: too large, hidden line breaks, not YAML, a key that stands twice.
    pub fn read(text: &'t Text, range: Range<usize>) -> Result<Self, Diagnostics> {
        guard(text, &range)?;
        let source = &text.as_str()[range.clone()];
        let (root, is_plain) = match plain::nodes(source) {
            Some(root) => (root, true),
            None => (read::sure(source).map_err(|error| complaint(text, &range, &error))?, false),
        };
        if let Some(offset) = silent_tag(source, &root) {
            let at = range.start + offset;
            return Err(Diagnostic::error("yaml-tag", text.place(at..at)).into());
        }
        let yaml = Yaml { text, range, root, is_plain };
        let mut findings = Diagnostics::new();
        yaml.find_faults(&yaml.root, &mut Vec::new(), &mut findings);
        match &yaml.root {
            Node::Map(_) if !findings.has_errors() => Ok(yaml),
            Node::Map(_) => Err(findings),
            other => Err(yaml.no_map(other).into()),
        }
    }

    /// What is wrong with a text that is no map. Lines without a proper colon read as one long text.
    fn no_map(&self, root: &Node) -> Diagnostic {
        let is_text = matches!(root, Node::Scalar(_));
        let mistake = usual_mistake(self.text, &self.range, self.range.end.saturating_sub(1)).filter(|_| is_text);
        match mistake {
            Some((code, at)) => Diagnostic::error(code, self.text.place(at)),
            None => Diagnostic::error("expected-map", self.text.place(self.range.clone())).with("key", ""),
        }
    }

    /// The text that this was read from.
    pub fn text(&self) -> &'t Text {
        self.text
    }

    /// The whole of it.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The place of the value at the end of a path.
    pub(super) fn value_place(&self, path: &[Step<'_>]) -> Place {
        self.place(path, At::Value)
    }

    /// The place of the key at the end of a path.
    pub(super) fn key_place(&self, path: &[Step<'_>]) -> Place {
        self.place(path, At::Key)
    }

    fn place(&self, path: &[Step<'_>], at: At) -> Place {
        let source = &self.text.as_str()[self.range.clone()];
        let quick = if self.is_plain { plain::locate(source, path, at) } else { None };
        let walk = || {
            let location = read::parse(source, Walker { path, at }).err()?.location()?;
            Some(self.absolute(location.line(), location.column()))
        };
        let here = quick.map(|offset| self.range.start + offset).or_else(walk).unwrap_or(self.range.start);
        let line = self.text.as_str()[here..].lines().next().unwrap_or("");
        self.text.place(here..here + token_length(line, at))
    }

    fn absolute(&self, line: usize, column: usize) -> usize {
        let lines_before = self.text.as_str()[..self.range.start].matches('\n').count();
        self.text.offset(lines_before + line, column)
    }

    fn find_faults<'n>(&'n self, node: &'n Node, path: &mut Vec<Step<'n>>, findings: &mut Diagnostics) {
        match node {
            Node::Blank => {}
            Node::Scalar(text) => findings.extend(odd(text, || self.place(path, At::Value))),
            Node::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    path.push(Step::Item(index));
                    self.find_faults(item, path, findings);
                    path.pop();
                }
            }
            Node::Map(entries) => {
                for key in repeated(entries) {
                    findings.push(self.duplicate(key, path));
                }
                for (key, value) in entries {
                    path.push(Step::Key(key));
                    findings.extend(odd(key, || self.place(path, At::Key)));
                    self.find_faults(value, path, findings);
                    path.pop();
                }
            }
        }
    }

    fn duplicate(&self, key: &str, path: &[Step<'_>]) -> Diagnostic {
        let place = |occurrence| self.place(&[path, &[Step::Again(key, occurrence)]].concat(), At::Key);
        Diagnostic::error("duplicate-key", place(1)).with("key", key).see("duplicate-key-first", place(0))
    }
}

/// The keys of a map that stand in it more than once.
fn repeated(entries: &[(String, Node)]) -> Vec<&str> {
    // Numbers are quicker to sort than keys that begin alike, and there is hardly ever more to do.
    let mut hashes: Vec<u64> = entries.iter().map(|(key, _)| FixedState::default().hash_one(key)).collect();
    hashes.sort_unstable();
    if hashes.windows(2).all(|pair| pair[0] != pair[1]) {
        return Vec::new();
    }
    let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).map(|same| same[0]).collect()
}

/// Splits a Markdown file into its front matter's YAML and its body. Both are ranges of bytes.
///
/// # Errors
/// A finding if there is no front matter, or it does not end.
pub fn split_front_matter(text: &Text) -> Result<(Range<usize>, Range<usize>), Diagnostic> {
    let content = text.as_str();
    let is_fence = |line: &str| line.trim_end() == "---";
    let first = content.split_inclusive('\n').next().unwrap_or("");
    if !is_fence(first) {
        return Err(Diagnostic::error("no-front-matter", text.place(0..first.trim_end().len())));
    }
    let mut offset = first.len();
    for line in content[first.len()..].split_inclusive('\n') {
        if is_fence(line) {
            return Ok((first.len()..offset, offset + line.len()..content.len()));
        }
        offset += line.len();
    }
    Err(Diagnostic::error("front-matter-not-closed", text.place(0..3)))
}

/// Where a tag stands that `serde_yaml` passes over, such as `!!binary`: an exclamation mark that is in no value, and in no comment.
fn silent_tag(source: &str, root: &Node) -> Option<usize> {
    fn marks(node: &Node) -> usize {
        let count = |text: &str| text.matches('!').count();
        match node {
            Node::Blank => 0,
            Node::Scalar(text) => count(text),
            Node::List(items) => items.iter().map(marks).sum(),
            Node::Map(entries) => entries.iter().map(|(key, value)| count(key) + marks(value)).sum(),
        }
    }
    memchr::memchr(b'!', source.as_bytes())?;
    let mut offset = 0;
    let mut found: Vec<usize> = Vec::new();
    for line in source.split_inclusive('\n') {
        let comment = if line.trim_start().starts_with('#') { Some(0) } else { line.find(" #") };
        found.extend(line[..comment.unwrap_or(line.len())].match_indices('!').map(|(at, _)| offset + at));
        offset += line.len();
    }
    let begins = |at: &&usize| **at == 0 || source[..**at].ends_with([' ', '\n', '[', '{', ',']);
    if found.len() > marks(root) { found.iter().find(begins).copied() } else { None }
}

/// Refuses what `serde_yaml` would take too long over, and what reads otherwise than it looks.
fn guard(text: &Text, range: &Range<usize>) -> Result<(), Diagnostics> {
    let source = &text.as_str()[range.clone()];
    if source.len() > MOST_BYTES {
        let place = text.place(range.start..range.start);
        return Err(Diagnostic::error("yaml-too-large", place).with("most", MOST_BYTES).into());
    }
    if let Some(offset) = memchr::memchr2_iter(b'[', b'{', source.as_bytes()).nth(MOST_BRACKETS) {
        let place = text.place(range.start + offset..range.start + offset + 1);
        return Err(Diagnostic::error("yaml-too-many-brackets", place).with("most", MOST_BRACKETS).into());
    }
    if is_ordinary(source) {
        return Ok(());
    }
    if let Some((offset, hidden)) = source.match_indices(HIDDEN_BREAKS).next() {
        let place = text.place(range.start + offset..range.start + offset + hidden.len());
        let code = hidden.chars().map(code_point).collect::<String>();
        return Err(Diagnostic::error("yaml-hidden-break", place).with("character", code).into());
    }
    Ok(())
}

/// What is wrong with a scalar or a key that holds a character that cannot be seen, or stands for one that was lost.
fn odd(text: &str, place: impl FnOnce() -> Place) -> Option<Diagnostic> {
    if is_ordinary(text) {
        return None;
    }
    let odd = text.chars().find(|c| is_invisible(*c) || *c == '\u{FFFD}')?;
    let code = if odd == '\u{FFFD}' { "yaml-lost-character" } else { "yaml-invisible" };
    Some(Diagnostic::error(code, place()).with("character", code_point(odd)))
}

/// Whether a text has no byte that a control character, a hidden break or a private character begins with. Most have none, and need not be
/// looked through character by character.
fn is_ordinary(source: &str) -> bool {
    let is_odd = |b: u8| (b < b' ' && b != b'\n') || matches!(b, 0x7F | 0xC2 | 0xD8 | 0xE1 | 0xE2 | 0xEF | 0xF3 | 0xF4);
    // Without an early end this looks at many bytes at a time.
    !source.bytes().fold(false, |odd, b| odd | is_odd(b))
}

/// What `serde_yaml` says, as a finding with a hint at the usual causes.
fn complaint(text: &Text, range: &Range<usize>, error: &serde_yaml::Error) -> Diagnostics {
    let yaml = Yaml { text, range: range.clone(), root: Node::Blank, is_plain: false };
    let offset = error.location().map_or(range.start, |l| yaml.absolute(l.line(), l.column())).clamp(range.start, range.end);
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or(&reason);
    if let Some((code, at)) = usual_mistake(text, range, offset) {
        return Diagnostic::error(code, text.place(at)).into();
    }
    let code = match () {
        () if text.as_str()[range.clone()].trim().is_empty() => "yaml-empty",
        () if reason.ends_with(read::TAGGED) => "yaml-tag",
        () if reason.ends_with(read::TOO_MANY) || reason.ends_with("limit exceeded") => "yaml-too-many-values",
        () if reason.ends_with(read::ODD_KEY) => "yaml-odd-key",
        () if reason.contains("mapping values are not allowed") => "yaml-second-colon",
        () if reason.contains("more than one document") => "yaml-second-document",
        () if reason.contains("expected ',' or") => "yaml-bracket",
        () if reason.contains("end of stream") || reason.contains("quoted scalar") => "yaml-quote",
        () if reason.contains("cannot start any token") => "yaml-character",
        () => "yaml-syntax",
    };
    Diagnostic::error(code, text.place(offset..offset)).into()
}

/// A mistake that people make, at the line where `serde_yaml` gave up or the one before it, which is often where it was made.
fn usual_mistake(text: &Text, range: &Range<usize>, offset: usize) -> Option<(&'static str, Range<usize>)> {
    let source = &text.as_str()[range.start..];
    let here = offset - range.start;
    let line_start = source[..here].rfind('\n').map_or(0, |at| at + 1);
    let before = source[..line_start].trim_end();
    let before_start = before.rfind('\n').map_or(0, |at| at + 1);
    for (start, line) in [(before_start, &source[before_start..before.len()]), (line_start, source[line_start..].lines().next()?)]
    {
        let at = |offset: usize, length: usize| range.start + start + offset..range.start + start + offset + length;
        if let Some(tab) = line.find('\t').filter(|tab| line[..*tab].trim_start().is_empty()) {
            return Some(("yaml-tab", at(tab, 1)));
        }
        if let Some(colon) = line.find('：').filter(|_| !line.contains(':')) {
            return Some(("yaml-full-width-colon", at(colon, '：'.len_utf8())));
        }
        let key = line.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | ' ')));
        let is_bare =
            |colon: &usize| line[*colon..].starts_with(':') && !line[*colon + 1..].starts_with(' ') && *colon + 1 < line.len();
        if let Some(colon) = key.filter(is_bare) {
            return Some(("yaml-no-blank", at(colon, 1)));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Result<Node, Vec<String>> {
        let text = Text::new("a.yaml", source);
        let told = |found: Diagnostics| {
            let position = |d: &Diagnostic| {
                d.place.position.as_ref().map(|p| format!("{}:{} {}", p.line, p.column, &p.excerpt[p.span.clone()]))
            };
            found.sorted().iter().map(|d| format!("{} {}", d.code, position(d).unwrap_or_default())).collect::<Vec<_>>()
        };
        Yaml::read(&text, 0..source.len()).map(|yaml| yaml.root).map_err(told)
    }

    fn scalar(source: &str) -> Node {
        match read(&format!("a: {source}")) {
            Ok(Node::Map(mut entries)) => entries.remove(0).1,
            other => panic!("{source}: {other:?}"),
        }
    }

    #[test]
    fn scalars_keep_their_spelling() {
        for written in [
            "0123",
            "08",
            "0o17",
            "0x1F",
            "0b11",
            "1_000",
            "12.0",
            "5.",
            ".5",
            "1e3",
            ".inf",
            "no",
            "1:30",
            "2024-01-05",
            "12.50",
        ] {
            assert_eq!(scalar(written), Node::Scalar(written.to_owned()));
            assert_eq!(scalar(&format!("'{written}'")), Node::Scalar(written.to_owned()));
        }
        for blank in ["~", "null", ""] {
            assert_eq!(scalar(blank), Node::Blank);
        }
        assert_eq!(scalar("[1, ~, [0x1]]").clone(), {
            let inner = Node::List(vec![Node::Scalar("0x1".into())]);
            Node::List(vec![Node::Scalar("1".into()), Node::Blank, inner])
        });
    }

    #[test]
    fn duplicates_are_found_at_any_depth() {
        assert_eq!(read("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n"), Err(vec!["duplicate-key 5:3 c".into()]));
        assert_eq!(read("a: [{x: 1, x: 2}]"), Err(vec!["duplicate-key 1:12 x".into()]));
    }

    #[test]
    fn bombs_are_refused() {
        let code = |source: &str| read(source).map(|_| ()).expect_err("refused")[0].split(' ').next().map(str::to_owned);
        assert_eq!(code(&format!("a: {}", "[".repeat(600))).as_deref(), Some("yaml-too-many-brackets"));
        assert_eq!(code(&"a: b\n".repeat(20_000)).as_deref(), Some("yaml-too-large"));
        let bomb: String = (1..9).map(|i| format!("k{i}: &k{i} [{}]\n", vec![format!("*k{}", i - 1); 10].join(","))).collect();
        assert_eq!(code(&format!("k0: &k0 [1]\n{bomb}")).as_deref(), Some("yaml-too-many-values"));
        for tagged in ["a: !x 1", "a: !!binary aGk=", "a: [1, !!str 2]", "a: !<tag:x> b! # !", "a:\n  - ! b"] {
            assert_eq!(code(tagged).as_deref(), Some("yaml-tag"), "{tagged}");
        }
        for untagged in ["a: b! # c!", "a: 'b!' # !!c", "# !\na: \"!!b\"", "a!: >\n  !!b\n  !c", "a: [b!, \"!\"]"] {
            assert!(read(untagged).is_ok(), "{untagged}");
        }
        assert_eq!(code("a: x\u{2028}b: 1").as_deref(), Some("yaml-hidden-break"));
        assert_eq!(code("title：a").as_deref(), Some("yaml-full-width-colon"));
    }
}
