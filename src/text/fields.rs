//! Reading a map key by key: what is missing, of another kind or not asked for is told, with its place.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use super::diagnostics::{Diagnostic, Diagnostics, ENOUGH, Place, Severity};
use super::source::Text;
use super::yaml::{Node, Step, Yaml};

/// A node and the way to it, so that a finding can say where it stands.
#[derive(Clone)]
pub struct Cursor<'a> {
    yaml: &'a Yaml<'a>,
    path: Vec<Step<'a>>,
    /// What stands here.
    pub node: &'a Node,
}

impl<'a> Cursor<'a> {
    /// The top of a YAML text.
    pub fn top(yaml: &'a Yaml<'a>) -> Cursor<'a> {
        Cursor { yaml, path: Vec::new(), node: yaml.root() }
    }

    /// The value of a key; none if there is no such key.
    pub fn get(&self, key: &str) -> Option<Cursor<'a>> {
        let Node::Map(entries) = self.node else { return None };
        let (name, node) = entries.iter().find(|(name, _)| name == key)?;
        Some(self.down(Step::Key(name), node))
    }

    /// An item of a list; none if there are not so many.
    pub fn item(&self, index: usize) -> Option<Cursor<'a>> {
        let Node::List(items) = self.node else { return None };
        Some(self.down(Step::Item(index), items.get(index)?))
    }

    /// The place of what stands here.
    pub fn place(&self) -> Place {
        self.yaml.value_place(&self.path)
    }

    /// The place of the key that this is the value of.
    pub fn key_place(&self) -> Place {
        self.yaml.key_place(&self.path)
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

/// The years that can be meant.
pub const YEARS: RangeInclusive<u16> = 1949..=2100;

/// Reads a data file's fields; none, with findings, if it has errors.
pub fn read_file<T>(text: &Text, diagnostics: &mut Diagnostics, read: impl FnOnce(&mut Fields<'_>) -> T) -> Option<T> {
    match Yaml::read(text, 0..text.as_str().len()) {
        Ok(yaml) => yaml.fields(diagnostics, read),
        Err(findings) => {
            diagnostics.append(findings);
            None
        }
    }
}

impl Yaml<'_> {
    /// Reads the top map's fields; none if that found errors. Keys that nobody asked for are errors.
    pub fn fields<T>(&self, diagnostics: &mut Diagnostics, read: impl FnOnce(&mut Fields<'_>) -> T) -> Option<T> {
        let mut findings = Diagnostics::new();
        let cursor = Cursor::top(self);
        let mut fields = Fields { cursor, known: Vec::new(), missing: Vec::new(), findings: &mut findings, asked: None };
        let value = read(&mut fields);
        fields.finish();
        let sound = !findings.has_errors();
        diagnostics.append(findings);
        sound.then_some(value)
    }
}

/// What a map may hold, as its reader asks for it: which keys, and what stands at them. It is what the reader does with a map in which there is
/// nothing, so it cannot differ from what is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// In the order in which they are asked for.
    pub keys: Vec<Key>,
}

/// A key that a reader asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// It must be there.
    pub is_required: bool,
    /// What stands at it.
    pub value: Value,
}

/// What stands at a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Whatever its reader makes of it.
    Any,
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// What a function understands; the code says what was expected otherwise.
    Parsed(&'static str),
    /// A map.
    Map(Shape),
    /// A list of maps.
    Maps(Shape),
    /// A list of maps of the kind that this one is.
    Same,
    /// A list of whatever its reader makes of it.
    List,
    /// A map whose keys are the author's own.
    Entries,
}

impl Shape {
    /// What a reader asks for.
    pub fn of(read: impl FnOnce(&mut Fields<'_>)) -> Shape {
        let text = Text::new("", "{}");
        let Ok(yaml) = Yaml::read(&text, 0..text.as_str().len()) else { return Shape::default() };
        let mut findings = Diagnostics::new();
        let mut fields = Fields {
            cursor: Cursor::top(&yaml),
            known: Vec::new(),
            missing: Vec::new(),
            findings: &mut findings,
            asked: Some(Asked::default()),
        };
        read(&mut fields);
        fields.shape()
    }

    fn note(&mut self, name: &'static str, value: Value) {
        match self.keys.iter_mut().find(|key| key.name == name) {
            None => self.keys.push(Key { name, is_required: false, value }),
            // A reader may look at a key before it says what it wants.
            Some(key) if value != Value::Any => key.value = value,
            Some(_) => {}
        }
    }
}

/// What was asked for so far, and at which keys this map stands.
#[derive(Default)]
struct Asked {
    shape: Shape,
    inside: Vec<&'static str>,
}

/// A map that is read key by key. What is missing or of another kind is an error, as is a key that nobody asks for.
pub struct Fields<'a> {
    cursor: Cursor<'a>,
    known: Vec<&'static str>,
    missing: Vec<&'static str>,
    findings: &'a mut Diagnostics,
    /// If nothing is read, but only asked for.
    asked: Option<Asked>,
}

impl<'a> Fields<'a> {
    fn note(&mut self, key: &'static str, value: Value) {
        if let Some(asked) = &mut self.asked {
            asked.shape.note(key, value);
        }
    }

    /// Asks for what stands in a map below a key, or in each of a list of maps.
    fn ask<T>(&mut self, key: &'static str, value: fn(Shape) -> Value, read: impl FnOnce(&mut Fields<'_>) -> T) {
        let Some(asked) = &self.asked else { return };
        if asked.inside.contains(&key) {
            return self.note(key, Value::Same);
        }
        let inside = [asked.inside.as_slice(), &[key]].concat();
        let mut below = Fields {
            cursor: self.cursor.clone(),
            known: Vec::new(),
            missing: Vec::new(),
            findings: self.findings,
            asked: Some(Asked { shape: Shape::default(), inside }),
        };
        read(&mut below);
        let shape = below.shape();
        self.note(key, value(shape));
    }

    /// What was asked for.
    fn shape(self) -> Shape {
        let mut shape = self.asked.unwrap_or_default().shape;
        for key in &mut shape.keys {
            key.is_required = self.missing.contains(&key.name);
        }
        shape
    }

    /// Whether there are so many findings that no more are needed.
    pub fn is_full(&self) -> bool {
        self.findings.count(Severity::Error) >= ENOUGH
    }

    /// Adds a finding of the caller's own.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.findings.push(diagnostic);
    }

    /// The value of a key, whatever it is; none if there is none or it is blank.
    pub fn raw(&mut self, key: &'static str) -> Option<Cursor<'a>> {
        self.known.push(key);
        self.note(key, Value::Any);
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
        self.note(key, Value::Text);
        let cursor = self.raw(key)?;
        match cursor.node {
            Node::Scalar(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Node::Scalar(_) => None,
            _ => self.complain("expected-text", &cursor),
        }
    }

    /// The text of a key that must be there; empty, with an error, if it is not.
    pub fn required_text(&mut self, key: &'static str) -> String {
        let errors = self.findings.count(Severity::Error);
        let text = self.text(key);
        if text.is_none() && self.findings.count(Severity::Error) == errors {
            self.missing(key);
        }
        text.unwrap_or_default()
    }

    /// Says that a key is missing.
    pub fn missing(&mut self, key: &'static str) {
        self.missing.push(key);
    }

    /// A list of texts, empty if there is none.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.note(key, Value::Texts);
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
        self.note(key, Value::Parsed(code));
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
            let is_plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
            let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
            (is_plain && u16::try_from(day.year()).is_ok_and(|year| YEARS.contains(&year))).then_some(day)
        })
    }

    /// A year, as `2016`.
    pub fn year(&mut self, key: &'static str) -> Option<u16> {
        self.parse(key, "expected-year", |text| {
            let year = text.parse().ok().filter(|year| YEARS.contains(year))?;
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
        match self.raw(key) {
            Some(cursor) => self.below(cursor, read),
            None => {
                self.ask(key, Value::Map, read);
                None
            }
        }
    }

    /// A list of maps below a key, each read by a function.
    pub fn maps<T>(&mut self, key: &'static str, mut read: impl FnMut(&mut Fields<'_>) -> T) -> Vec<T> {
        let Some(cursor) = self.raw(key) else {
            self.ask(key, Value::Maps, read);
            return Vec::new();
        };
        let Node::List(items) = cursor.node else {
            self.complain::<()>("expected-list", &cursor);
            return Vec::new();
        };
        let items = items.iter().enumerate();
        items.filter_map(|(i, item)| self.below(cursor.down(Step::Item(i), item), &mut read)).collect()
    }

    /// A list below a key whose items may be anything, each read by a function.
    pub fn items(&mut self, key: &'static str, mut read: impl FnMut(&mut Self, &Cursor<'a>)) {
        self.note(key, Value::List);
        let Some(cursor) = self.raw(key) else { return };
        let Node::List(items) = cursor.node else {
            self.complain::<()>("expected-list", &cursor);
            return;
        };
        for (index, item) in items.iter().enumerate() {
            read(self, &cursor.down(Step::Item(index), item));
        }
    }

    /// The entries of a map whose keys are the author's own.
    pub fn entries(&mut self, key: &'static str) -> Option<(Cursor<'a>, &'a [(String, Node)])> {
        self.note(key, Value::Entries);
        let cursor = self.raw(key)?;
        match cursor.node {
            Node::Map(entries) => Some((cursor, entries)),
            _ => self.complain("expected-map", &cursor),
        }
    }

    /// The map that a cursor stands at, read by a function.
    pub fn below<T>(&mut self, cursor: Cursor<'_>, read: impl FnOnce(&mut Fields<'_>) -> T) -> Option<T> {
        if !matches!(cursor.node, Node::Map(_)) {
            return self.complain("expected-map", &cursor);
        }
        let mut fields = Fields { cursor, known: Vec::new(), missing: Vec::new(), findings: self.findings, asked: None };
        let value = read(&mut fields);
        fields.finish();
        Some(value)
    }

    /// The place of this map's first line, for findings about the map as a whole.
    pub fn place(&self) -> Place {
        self.cursor.place()
    }

    /// The place of what stands so many steps below this map.
    pub fn place_below(&self, steps: &[Step<'_>]) -> Place {
        self.cursor.yaml.value_place(&[&self.cursor.path, steps].concat())
    }

    /// Tells the keys that nobody asked for.
    fn finish(mut self) {
        let Node::Map(entries) = self.cursor.node else { return };
        self.known.sort_unstable();
        self.known.dedup();
        for (key, node) in entries.iter().filter(|(key, _)| !self.known.contains(&key.as_str())) {
            if self.is_full() {
                break;
            }
            let place = self.cursor.down(Step::Key(key), node).key_place();
            let finding = match nearest(key, self.known.iter().copied()) {
                Some(near) => {
                    // A key that is only misspelled is not missing as well.
                    self.missing.retain(|missing| *missing != near);
                    Diagnostic::error("unknown-key", place).with("nearest", near)
                }
                None => Diagnostic::error("unknown-key-far", place).with("known", self.known.join(", ")),
            };
            self.findings.push(finding.with("key", key));
        }
        for key in self.missing {
            let place = match self.cursor.path.is_empty() {
                true => self.cursor.yaml.text().place(0..0),
                false => self.cursor.key_place(),
            };
            self.findings.push(Diagnostic::error("missing-key", place).with("key", key));
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
