//! YAML with places: front matter and data files, read into nodes that keep every scalar as it was spelled.
//!
//! The only module to name `serde_yaml`, and it never meets a text that could make it slow: see [`Yaml::read`].
//! The text is read twice: once for its shape, in which duplicate keys and bombs are found, and once, knowing the
//! shape, for the spelling of each scalar, because `serde_yaml` hands over `0123` as 123.0 unless it is asked for text.

use std::cell::Cell;
use std::fmt;
use std::ops::Range;

use chrono::NaiveDate;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::diagnostics::{Diagnostic, Diagnostics, Place};
use super::source::Text;

/// The largest YAML text that is read, in bytes.
const MOST_BYTES: usize = 64 * 1024;
/// The most opening brackets in it; `serde_yaml` takes time square in their nesting.
const MOST_BRACKETS: usize = 512;
/// The most values in it, aliases counted as often as they stand for something.
const MOST_NODES: usize = 20_000;
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
}

impl<'t> Yaml<'t> {
    /// Reads a stretch of a text as one YAML map.
    ///
    /// # Errors
    /// Findings: too large, hidden line breaks, not YAML, a key that stands twice.
    pub fn read(text: &'t Text, range: Range<usize>) -> Result<Self, Diagnostics> {
        guard(text, &range)?;
        let source = &text.as_str()[range.clone()];
        let budget = Budget { left: Cell::new(MOST_NODES) };
        let shape = parse(source, ShapeSeed { budget: &budget }).map_err(|e| complaint(text, &range, &e))?;
        let root = parse(source, SpellingSeed(&shape)).map_err(|e| complaint(text, &range, &e))?;
        let yaml = Yaml { text, range, root };
        let mut findings = Diagnostics::new();
        yaml.find_duplicates(&yaml.root, &mut Vec::new(), &mut findings);
        match &yaml.root {
            Node::Map(_) if !findings.has_errors() => Ok(yaml),
            Node::Map(_) => Err(findings),
            _ => Err(Diagnostic::error("expected-map", text.place(yaml.range.clone())).with("key", "").into()),
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

    /// Reads the top map's fields; none if that found errors. Keys that nobody asked for are errors.
    pub fn fields<T>(&self, diagnostics: &mut Diagnostics, read: impl FnOnce(&mut Fields<'_>) -> T) -> Option<T> {
        let mut findings = Diagnostics::new();
        let mut fields = Fields { cursor: self.cursor(), known: Vec::new(), findings: &mut findings };
        let value = read(&mut fields);
        fields.finish();
        let sound = !findings.has_errors();
        diagnostics.append(findings);
        sound.then_some(value)
    }

    fn cursor(&self) -> Cursor<'_> {
        Cursor { yaml: self, path: Vec::new(), node: &self.root }
    }

    /// The place of the value at the end of a path, or of its key.
    fn place(&self, path: &[Step<'_>], at: At) -> Place {
        let source = &self.text.as_str()[self.range.clone()];
        let here = match parse(source, Walker { path, at }).err().and_then(|e| e.location()) {
            Some(location) => self.absolute(location.line(), location.column()),
            None => self.range.start,
        };
        let line = self.text.as_str()[here..].lines().next().unwrap_or("");
        self.text.place(here..here + token_length(line, at))
    }

    fn absolute(&self, line: usize, column: usize) -> usize {
        let lines_before = self.text.as_str()[..self.range.start].matches('\n').count();
        self.text.offset(lines_before + line, column)
    }

    fn find_duplicates<'n>(&'n self, node: &'n Node, path: &mut Vec<Step<'n>>, findings: &mut Diagnostics) {
        match node {
            Node::Blank | Node::Scalar(_) => {}
            Node::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    path.push(Step::Item(index));
                    self.find_duplicates(item, path, findings);
                    path.pop();
                }
            }
            Node::Map(entries) => {
                let mut sorted: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
                sorted.sort_unstable();
                for pair in sorted.chunk_by(|a, b| a == b).filter(|same| same.len() > 1) {
                    findings.push(self.duplicate(pair[0], path));
                }
                for (key, value) in entries {
                    path.push(Step::Key(key));
                    self.find_duplicates(value, path, findings);
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

/// Refuses what `serde_yaml` would take too long over, and what reads otherwise than it looks.
fn guard(text: &Text, range: &Range<usize>) -> Result<(), Diagnostics> {
    let source = &text.as_str()[range.clone()];
    if source.len() > MOST_BYTES {
        let place = text.place(range.start..range.start);
        return Err(Diagnostic::error("yaml-too-large", place).with("most", MOST_BYTES).into());
    }
    let mut brackets = source.match_indices(['[', '{']);
    if let Some((offset, _)) = brackets.nth(MOST_BRACKETS) {
        let place = text.place(range.start + offset..range.start + offset + 1);
        return Err(Diagnostic::error("yaml-too-many-brackets", place).with("most", MOST_BRACKETS).into());
    }
    if let Some((offset, hidden)) = source.match_indices(HIDDEN_BREAKS).next() {
        let place = text.place(range.start + offset..range.start + offset + hidden.len());
        let code = hidden.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect::<String>();
        return Err(Diagnostic::error("yaml-hidden-break", place).with("character", code).into());
    }
    Ok(())
}

fn parse<'de, S: DeserializeSeed<'de>>(source: &'de str, seed: S) -> Result<S::Value, serde_yaml::Error> {
    seed.deserialize(serde_yaml::Deserializer::from_str(source))
}

/// What `serde_yaml` says, as a finding with a hint at the usual causes.
fn complaint(text: &Text, range: &Range<usize>, error: &serde_yaml::Error) -> Diagnostics {
    let yaml = Yaml { text, range: range.clone(), root: Node::Blank };
    let offset = error.location().map_or(range.start, |l| yaml.absolute(l.line(), l.column()));
    let place = text.place(offset..offset);
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or(&reason).to_owned();
    let around = place.position.as_ref().map_or("", |p| p.excerpt.as_str());
    let before = text.as_str()[range.start..offset.max(range.start)].trim_end().lines().last().unwrap_or("");
    let code = match () {
        () if reason.ends_with(TAGGED) => "yaml-tag",
        () if reason.ends_with(TOO_MANY) || reason.ends_with("limit exceeded") => "yaml-too-many-values",
        () if reason.ends_with(ODD_KEY) => "yaml-odd-key",
        () if [around, before].iter().any(|l| l.trim_start_matches(' ').starts_with('\t')) => "yaml-tab",
        () if [around, before].iter().any(|l| l.contains('：') && !l.contains(':')) => "yaml-full-width-colon",
        () if around.contains(": ") && around.matches(": ").count() > 1 => "yaml-second-colon",
        () => "yaml-syntax",
    };
    Diagnostic::error(code, place).with("reason", reason).into()
}

const TAGGED: &str = "a tag";
const TOO_MANY: &str = "too many values";
const ODD_KEY: &str = "a key that is no text";

/// What kind of node stands where; the scalars' spelling is not known yet.
enum Shape {
    Blank,
    Scalar,
    List(Vec<Shape>),
    Map(Vec<Shape>),
}

struct Budget {
    left: Cell<usize>,
}

/// Reads the shape, counting values, so that no alias can multiply them beyond reason.
#[derive(Clone, Copy)]
struct ShapeSeed<'b> {
    budget: &'b Budget,
}

impl<'de> DeserializeSeed<'de> for ShapeSeed<'_> {
    type Value = Shape;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        match self.budget.left.get().checked_sub(1) {
            None => Err(D::Error::custom(TOO_MANY)),
            Some(left) => {
                self.budget.left.set(left);
                deserializer.deserialize_any(self)
            }
        }
    }
}

impl<'de> Visitor<'de> for ShapeSeed<'_> {
    type Value = Shape;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }
    fn visit_i128<E>(self, _: i128) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }
    fn visit_u128<E>(self, _: u128) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }
    fn visit_str<E>(self, _: &str) -> Result<Shape, E> {
        Ok(Shape::Scalar)
    }
    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Blank)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Shape, A::Error> {
        let mut shapes = Vec::new();
        while let Some(shape) = items.next_element_seed(self)? {
            shapes.push(shape);
        }
        Ok(Shape::List(shapes))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Shape, A::Error> {
        let mut shapes = Vec::new();
        while let Some(key) = entries.next_key_seed(self)? {
            if !matches!(key, Shape::Scalar) {
                return Err(A::Error::custom(ODD_KEY));
            }
            shapes.push(entries.next_value_seed(self)?);
        }
        Ok(Shape::Map(shapes))
    }
    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, _: A) -> Result<Shape, A::Error> {
        Err(A::Error::custom(TAGGED))
    }
}

/// Reads the nodes of a known shape, asking for text wherever a scalar stands.
struct SpellingSeed<'s>(&'s Shape);

impl<'de> DeserializeSeed<'de> for SpellingSeed<'_> {
    type Value = Node;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        match self.0 {
            Shape::Blank => deserializer.deserialize_ignored_any(IgnoredAny).map(|_| Node::Blank),
            Shape::Scalar => deserializer.deserialize_str(self),
            Shape::List(_) => deserializer.deserialize_seq(self),
            Shape::Map(_) => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for SpellingSeed<'_> {
    type Value = Node;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the same shape as before")
    }
    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Scalar(text.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let Shape::List(shapes) = self.0 else { return Err(A::Error::custom("another shape")) };
        let mut nodes = Vec::with_capacity(shapes.len());
        for shape in shapes {
            nodes.extend(items.next_element_seed(SpellingSeed(shape))?);
        }
        // The sequence must be read to its end, or its parent's place is lost.
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Node::List(nodes))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let Shape::Map(shapes) = self.0 else { return Err(A::Error::custom("another shape")) };
        let mut nodes = Vec::with_capacity(shapes.len());
        let mut shapes = shapes.iter();
        while let Some(key) = entries.next_key::<String>()? {
            let shape = shapes.next().unwrap_or(&Shape::Blank);
            nodes.push((key, entries.next_value_seed(SpellingSeed(shape))?));
        }
        Ok(Node::Map(nodes))
    }
}

/// Whether a key or its value is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Key,
    Value,
}

/// Walks to a node and fails there on purpose: `serde_yaml` then says at which line and column that was.
#[derive(Clone, Copy)]
struct Walker<'p> {
    path: &'p [Step<'p>],
    at: At,
}

const ARRIVED: &str = "arrived";

impl<'de> DeserializeSeed<'de> for Walker<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.path {
            [] => deserializer.deserialize_any(Arrival),
            [Step::Item(_), ..] => deserializer.deserialize_seq(self),
            [_, ..] => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Walker<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the path walked before")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let [Step::Item(wanted), rest @ ..] = self.path else { return Ok(()) };
        for _ in 0..*wanted {
            items.next_element::<IgnoredAny>()?;
        }
        items.next_element_seed(Walker { path: rest, ..self })?;
        Err(A::Error::custom(ARRIVED))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let ([Step::Key(wanted), rest @ ..] | [Step::Again(wanted, _), rest @ ..]) = self.path else { return Ok(()) };
        let mut to_skip = if let [Step::Again(_, n), ..] = self.path { *n } else { 0 };
        let stop_at_key = rest.is_empty() && self.at == At::Key;
        while let Some(found) = entries.next_key_seed(KeySeed { wanted, fail: stop_at_key && to_skip == 0 })? {
            match found {
                false => {
                    entries.next_value::<IgnoredAny>()?;
                }
                true if to_skip > 0 => {
                    to_skip -= 1;
                    entries.next_value::<IgnoredAny>()?;
                }
                true => return entries.next_value_seed(Walker { path: rest, ..self }),
            }
        }
        Ok(())
    }
}

/// Fails at whatever stands here.
struct Arrival;

impl<'de> Visitor<'de> for Arrival {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(ARRIVED)
    }
}

/// Reads a key, says whether it is the wanted one, and fails there if that is the goal.
struct KeySeed<'k> {
    wanted: &'k str,
    fail: bool,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = bool;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }
    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        match key == self.wanted {
            true if self.fail => Err(E::custom(ARRIVED)),
            same => Ok(same),
        }
    }
}

/// How many bytes of a line belong to the key or value that it begins with.
fn token_length(line: &str, at: At) -> usize {
    let quoted = line.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(end) = quoted.and_then(|quote| line[1..].find(quote)) {
        return end + 2;
    }
    let end = match (line.chars().next(), at) {
        (Some('['), _) => return line.find(']').map_or(line.trim_end().len(), |i| i + 1),
        (Some('{'), _) => return line.find('}').map_or(line.trim_end().len(), |i| i + 1),
        (_, At::Key) => line.find(':'),
        (_, At::Value) => line.find(" #").into_iter().chain(line.find(['}', ']'])).chain(line.find(", ")).min(),
    };
    line[..end.unwrap_or(line.len())].trim_end().len()
}

/// A node and the way to it, so that a finding can say where it stands.
#[derive(Clone)]
pub struct Cursor<'a> {
    yaml: &'a Yaml<'a>,
    path: Vec<Step<'a>>,
    /// What stands here.
    pub node: &'a Node,
}

impl<'a> Cursor<'a> {
    /// The place of what stands here.
    pub fn place(&self) -> Place {
        self.yaml.place(&self.path, At::Value)
    }

    /// The place of the key that this is the value of.
    pub fn key_place(&self) -> Place {
        self.yaml.place(&self.path, At::Key)
    }

    /// The node one step down.
    pub fn down(&self, step: Step<'a>, node: &'a Node) -> Cursor<'a> {
        Cursor { yaml: self.yaml, path: [self.path.as_slice(), &[step]].concat(), node }
    }

    fn key(&self) -> &'a str {
        match self.path.last() {
            Some(Step::Key(key) | Step::Again(key, _)) => key,
            _ => "",
        }
    }
}

/// A map that is read key by key. What is missing or of another kind is an error, as is a key that nobody asks for.
pub struct Fields<'a> {
    cursor: Cursor<'a>,
    known: Vec<&'static str>,
    findings: &'a mut Diagnostics,
}

impl<'a> Fields<'a> {
    /// Adds a finding of the caller's own.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.findings.push(diagnostic);
    }

    /// The value of a key, whatever it is; none if there is none or it is blank.
    pub fn raw(&mut self, key: &'static str) -> Option<Cursor<'a>> {
        self.known.push(key);
        let Node::Map(entries) = self.cursor.node else { return None };
        let (name, node) = entries.iter().find(|(name, _)| name == key)?;
        (*node != Node::Blank).then(|| self.cursor.down(Step::Key(name), node))
    }

    fn complain<T>(&mut self, code: &'static str, cursor: &Cursor<'_>) -> Option<T> {
        let place = cursor.place();
        self.report(Diagnostic::error(code, place).with("key", cursor.key()));
        None
    }

    /// The text of a key.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let cursor = self.raw(key)?;
        match cursor.node {
            Node::Scalar(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Node::Scalar(_) => None,
            _ => self.complain("expected-text", &cursor),
        }
    }

    /// The text of a key that must be there; empty, with an error, if it is not.
    pub fn required_text(&mut self, key: &'static str) -> String {
        let errors = self.findings.count(super::diagnostics::Severity::Error);
        let text = self.text(key);
        if text.is_none() && self.findings.count(super::diagnostics::Severity::Error) == errors {
            self.missing(key);
        }
        text.unwrap_or_default()
    }

    /// Says that a key is missing.
    pub fn missing(&mut self, key: &'static str) {
        let place = match self.cursor.path.is_empty() {
            true => self.cursor.yaml.text.place(0..0),
            false => self.cursor.key_place(),
        };
        self.report(Diagnostic::error("missing-key", place).with("key", key));
    }

    /// A list of texts, empty if there is none.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        let Some(cursor) = self.raw(key) else { return Vec::new() };
        let Node::List(items) = cursor.node else {
            self.complain::<()>("expected-list", &cursor);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match item {
                Node::Scalar(text) => texts.push(text.clone()),
                _ => {
                    let place = cursor.down(Step::Item(index), item).place();
                    self.report(Diagnostic::error("expected-text", place).with("key", key));
                }
            }
        }
        texts
    }

    /// A scalar that a function understands; the code says what was expected otherwise.
    pub fn parse<T>(&mut self, key: &'static str, code: &'static str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let cursor = self.raw(key)?;
        let value = match cursor.node {
            Node::Scalar(text) => read(text.trim()),
            _ => None,
        };
        if value.is_none() {
            let written = if let Node::Scalar(text) = cursor.node { text.as_str() } else { "" };
            let finding = Diagnostic::error(code, cursor.place()).with("key", key).with("written", written);
            self.report(finding);
        }
        value
    }

    /// A day, as `2017-01-20`.
    pub fn day(&mut self, key: &'static str) -> Option<NaiveDate> {
        self.parse(key, "expected-day", |text| {
            let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
            (text.len() == 10).then_some(day)
        })
    }

    /// A year, as `2016`.
    pub fn year(&mut self, key: &'static str) -> Option<u16> {
        self.parse(key, "expected-year", |text| {
            let year = text.parse().ok().filter(|year| (1949..=2999).contains(year))?;
            (text.len() == 4).then_some(year)
        })
    }

    /// A whole number.
    pub fn whole(&mut self, key: &'static str) -> Option<i32> {
        self.parse(key, "expected-whole-number", |text| text.parse().ok())
    }

    /// `true` or `false`; false if there is none.
    pub fn flag(&mut self, key: &'static str) -> bool {
        self.parse(key, "expected-flag", |text| text.parse().ok()).unwrap_or(false)
    }

    /// A map below a key, read by a function.
    pub fn map<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Fields<'_>) -> T) -> Option<T> {
        let cursor = self.raw(key)?;
        self.below(cursor, read)
    }

    /// A list of maps below a key, each read by a function.
    pub fn maps<T>(&mut self, key: &'static str, mut read: impl FnMut(&mut Fields<'_>) -> T) -> Vec<T> {
        let Some(cursor) = self.raw(key) else { return Vec::new() };
        let Node::List(items) = cursor.node else {
            self.complain::<()>("expected-list", &cursor);
            return Vec::new();
        };
        let items = items.iter().enumerate();
        items.filter_map(|(i, item)| self.below(cursor.down(Step::Item(i), item), &mut read)).collect()
    }

    /// The entries of a map whose keys are the author's own.
    pub fn entries(&mut self, key: &'static str) -> Option<(Cursor<'a>, &'a [(String, Node)])> {
        let cursor = self.raw(key)?;
        match cursor.node {
            Node::Map(entries) => Some((cursor, entries)),
            _ => self.complain("expected-map", &cursor),
        }
    }

    fn below<T>(&mut self, cursor: Cursor<'_>, read: impl FnOnce(&mut Fields<'_>) -> T) -> Option<T> {
        if !matches!(cursor.node, Node::Map(_)) {
            return self.complain("expected-map", &cursor);
        }
        let mut fields = Fields { cursor, known: Vec::new(), findings: self.findings };
        let value = read(&mut fields);
        fields.finish();
        Some(value)
    }

    /// The place of this map's first line, for findings about the map as a whole.
    pub fn place(&self) -> Place {
        self.cursor.place()
    }

    /// Tells the keys that nobody asked for.
    fn finish(self) {
        let Node::Map(entries) = self.cursor.node else { return };
        for (key, node) in entries.iter().filter(|(key, _)| !self.known.contains(&key.as_str())) {
            let place = self.cursor.down(Step::Key(key), node).key_place();
            let mut known = self.known.clone();
            known.sort_unstable();
            let finding = match nearest(key, known.iter().copied()) {
                Some(near) => Diagnostic::error("unknown-key", place).with("nearest", near),
                None => Diagnostic::error("unknown-key-far", place).with("known", known.join(", ")),
            };
            self.findings.push(finding.with("key", key));
        }
    }
}

/// The known name that a written one was probably meant to be.
pub fn nearest<'k>(written: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    known
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .filter(|(distance, name)| *distance <= 2.max(name.chars().count() / 3) && *distance < written.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
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
        for written in
            ["0123", "08", "0o17", "0x1F", "0b11", "1_000", "12.0", "5.", ".5", "1e3", ".inf", "no", "1:30", "2024-01-05", "12.50"]
        {
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
        assert_eq!(code("a: !x 1").as_deref(), Some("yaml-tag"));
        assert_eq!(code("a: x\u{2028}b: 1").as_deref(), Some("yaml-hidden-break"));
        assert_eq!(code("title：a").as_deref(), Some("yaml-full-width-colon"));
    }
}
