//! Reading YAML into nodes.
//!
//! `serde_yaml` hands over `0123` as 123.0 unless it is asked for text, and it cannot be asked for text where a list stands. So the
//! sure way reads twice: once for the shape, and once, knowing it, for the spelling. The quick way reads once and guesses from the
//! source what stands where; a guess that was wrong shows at once, and then the sure way is taken. Both give the same nodes.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Node;

/// The most values in a text, aliases counted as often as they stand for something.
const MOST_NODES: usize = 20_000;
/// How far ahead a guess looks for the text that has just been read.
const WINDOW: usize = 512;

/// A value has a tag.
pub(super) const TAGGED: &str = "a tag";
/// There are too many values.
pub(super) const TOO_MANY: &str = "too many values";
/// A key is no text.
pub(super) const ODD_KEY: &str = "a key that is no text";
const MISGUESSED: &str = "something else than guessed";

/// Reads a text's nodes.
///
/// # Errors
/// What `serde_yaml` says, or one of the messages above.
pub(super) fn nodes(source: &str) -> Result<Node, serde_yaml::Error> {
    // Asked for text, `serde_yaml` hands it over whatever its tag is.
    if !source.contains('!') {
        let guess = Guess { source, at: Cell::new(0), budget: Budget::new() };
        if let Ok(node) = parse(source, &guess) {
            return Ok(node);
        }
    }
    let shape = parse(source, ShapeSeed { budget: &Budget::new() })?;
    parse(source, SpellingSeed(&shape))
}

/// Runs a seed over a text.
///
/// # Errors
/// What `serde_yaml` or the seed says.
pub(super) fn parse<'de, S: DeserializeSeed<'de>>(source: &'de str, seed: S) -> Result<S::Value, serde_yaml::Error> {
    seed.deserialize(serde_yaml::Deserializer::from_str(source))
}

/// Counts values, so that no alias can multiply them beyond reason.
struct Budget(Cell<usize>);

impl Budget {
    fn new() -> Self {
        Budget(Cell::new(MOST_NODES))
    }

    fn spend<E: Error>(&self) -> Result<(), E> {
        let left = self.0.get().checked_sub(1).ok_or_else(|| E::custom(TOO_MANY))?;
        self.0.set(left);
        Ok(())
    }
}

/// The quick way: reads nodes, and keeps beside it in the source, where the next character tells a scalar from the rest.
struct Guess<'s> {
    source: &'s str,
    /// Behind what was read last, unless that was written in a roundabout way.
    at: Cell<usize>,
    budget: Budget,
}

impl Guess<'_> {
    /// Goes on behind a text that has just been read.
    fn pass(&self, text: &str) {
        let at = self.at.get();
        let next = self.source[at..].trim_start_matches([' ', '\n', ',']);
        if next.starts_with(text) {
            self.at.set(self.source.len() - next.len() + text.len());
            return;
        }
        let window = self.source.floor_char_boundary(at + text.len() + WINDOW);
        if let Some(found) = self.source[at..window].find(text) {
            self.at.set(at + found + text.len());
        }
    }

    /// Whether what comes next can be asked for as text: anything but a list, a map, a blank, a block or an alias.
    fn is_text(&self, skipped: &[char]) -> bool {
        let rest = self.source[self.at.get()..].trim_start_matches(skipped);
        !rest.is_empty() && !rest.starts_with(['[', '{', '\n', '#', '&', '*', '!', '|', '>', '~', 'n', 'N', '-'])
    }

    fn value<'de, D: Deserializer<'de>>(&self, deserializer: D, skipped: &[char]) -> Result<Node, D::Error> {
        self.budget.spend()?;
        if self.is_text(skipped) { deserializer.deserialize_str(GuessedText(self)) } else { deserializer.deserialize_any(self) }
    }
}

impl<'de> DeserializeSeed<'de> for &Guess<'_> {
    type Value = Node;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.budget.spend()?;
        deserializer.deserialize_any(self)
    }
}

/// How a blank may be spelled; asked for text, `serde_yaml` hands it over as it does any other.
const BLANKS: [&str; 5] = ["", "~", "null", "Null", "NULL"];

/// What was guessed to be text. A blank here is either quoted, or the guess was wrong.
struct GuessedText<'g, 's>(&'g Guess<'s>);

impl Visitor<'_> for GuessedText<'_, '_> {
    type Value = Node;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MISGUESSED)
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        if BLANKS.contains(&text) {
            return Err(E::custom(MISGUESSED));
        }
        self.0.pass(text);
        Ok(Node::Scalar(text.to_owned()))
    }
}

/// The value of a key.
struct GuessValue<'g, 's>(&'g Guess<'s>);

impl<'de> DeserializeSeed<'de> for GuessValue<'_, '_> {
    type Value = Node;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.0.value(deserializer, &['"', '\'', ':', ' '])
    }
}

/// An item of a list.
struct GuessItem<'g, 's>(&'g Guess<'s>);

impl<'de> DeserializeSeed<'de> for GuessItem<'_, '_> {
    type Value = Node;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.0.value(deserializer, &[',', ' '])
    }
}

impl<'de> Visitor<'de> for &Guess<'_> {
    type Value = Node;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MISGUESSED)
    }
    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        self.pass(text);
        Ok(Node::Scalar(text.to_owned()))
    }
    fn visit_unit<E>(self) -> Result<Node, E> {
        let rest = self.source[self.at.get()..].trim_start_matches([',', ' ', ':']);
        for blank in BLANKS.into_iter().skip(1).filter(|blank| rest.starts_with(blank)) {
            self.pass(blank);
        }
        Ok(Node::Blank)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        self.pass("[");
        let mut nodes = Vec::new();
        while let Some(node) = items.next_element_seed(GuessItem(self))? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(key) = entries.next_key::<String>()? {
            // The sure way knows what to say of a key that is no text.
            if BLANKS.contains(&key.as_str()) {
                return Err(A::Error::custom(MISGUESSED));
            }
            self.pass(&key);
            nodes.push((key, entries.next_value_seed(GuessValue(self))?));
        }
        Ok(Node::Map(nodes))
    }
}

/// What kind of node stands where; the scalars' spelling is not known yet.
enum Shape {
    Blank,
    Scalar,
    List(Vec<Shape>),
    Map(Vec<Shape>),
}

/// The sure way, first: reads the shape.
#[derive(Clone, Copy)]
struct ShapeSeed<'b> {
    budget: &'b Budget,
}

impl<'de> DeserializeSeed<'de> for ShapeSeed<'_> {
    type Value = Shape;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        self.budget.spend()?;
        deserializer.deserialize_any(self)
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

/// The sure way, second: reads the nodes of a known shape, asking for text wherever a scalar stands.
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sure(source: &str) -> Result<Node, serde_yaml::Error> {
        let shape = parse(source, ShapeSeed { budget: &Budget::new() })?;
        parse(source, SpellingSeed(&shape))
    }

    fn quick(source: &str) -> Option<Node> {
        if source.contains('!') {
            return None;
        }
        let guess = Guess { source, at: Cell::new(0), budget: Budget::new() };
        parse(source, &guess).ok()
    }

    #[test]
    fn the_quick_way_is_taken_where_it_matters() {
        let source = "title: 甲镇\nyear: 2016\nstatistics:\n  figures:\n    a: [1, 0x2, ~, 4.50]\n    b: {x: 007, y: ~}\n    c: 12.0\n    d: n/a\n    e:\n";
        assert_eq!(quick(source), sure(source).ok());
        assert!(quick(source).is_some());
    }

    proptest! {
        /// Whatever the text, both ways give the same nodes, or only the sure way gives any.
        #[test]
        fn both_ways_agree(source in "([a-c]{1,2}: ?(|~|null|no|n/a|0123|0x1F|1_0|12\\.50|-3|true|'0x1'|\"1\"|\\[1, 0x2, ~, \\[a\\]\\]|\\{x: 01, y: ~\\}|# 5|x # 5|~ # a: 1|\n  # a: 1\n  - # b: 2|&k 07|\\*k|!t 1|\n  d: 09\n  e: [07]|\n- 08\n- a: 07\n|\\|\n  0x1)\n){1,6}( *# ?[a-c]: ?1\n[a-c]: ?~\n)?") {
            if let Some(node) = quick(&source) {
                prop_assert_eq!(Some(node), sure(&source).ok());
            }
        }
    }
}
