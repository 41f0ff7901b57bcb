//! Reading YAML into nodes.
//!
//! `serde_yaml` hands over `0123` as 123.0 unless it is asked for text, and it cannot be asked for text where a list stands. So the
//! sure way reads twice: once for the shape, and once, knowing it, for the spelling. The quick way is for plain texts only, which are
//! read directly (`plain.rs`). Both give the same nodes.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{MOST_NODES, Node, plain};

/// A value has a tag.
pub(super) const TAGGED: &str = "a tag";
/// There are too many values.
pub(super) const TOO_MANY: &str = "too many values";
/// A key is no text.
pub(super) const ODD_KEY: &str = "a key that is no text";

/// Reads a text's nodes.
///
/// # Errors
/// What `serde_yaml` says, or one of the messages above.
pub(super) fn nodes(source: &str) -> Result<Node, serde_yaml::Error> {
    plain::nodes(source).map_or_else(|| sure(source), Ok)
}

fn sure(source: &str) -> Result<Node, serde_yaml::Error> {
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

    #[test]
    fn front_matter_is_read_the_quick_way() {
        for source in [
            "title: 甲镇\nyear: 2016\nstatistics:\n  figures:\n    a: [1, 0x2, ~, 4.50]\n    b: {x: 007, y: ~}\n    c: 12.0\n    d: n/a\n    e:\n",
            "a: \"8061253\" # b: 1\n\n# c\nb:\n- x\n- 'y'\nc:\n    # d\n    d.e-f: a b #\n    g: #\nh: {}\ni: []\nk: -1 :x # 2\n",
        ] {
            assert_eq!(plain::nodes(source), sure(source).ok());
            assert!(plain::nodes(source).is_some());
        }
    }

    #[test]
    fn what_is_not_plain_goes_the_sure_way() {
        for source in [
            "",
            "a",
            "- a",
            "a: b: c",
            "a: b:",
            "a:b",
            "a : b",
            "a: 1\n b",
            "a: 1\n  b: 2",
            "a:\n  b: 1\n c: 2",
            "  a: 1\nb: 2",
            "a: 'it''s'",
            "a: \"\\n\"",
            "a: 'b' c",
            "a: 'b\n c'",
            "a: [1, 2",
            "a: [1,\n 2]",
            "a: [1, , 2]",
            "a: [[1]]",
            "a: [b: c]",
            "a: &x 1",
            "a: *x",
            "a: !x 1",
            "a: |\n b",
            "a: - b",
            "a: \tb",
            "a:\n- - b",
            "a:\n- b\n  c",
            "a: 1\n--- \nb: 1",
            "null: 1",
            "<<: {a: 1}",
            "a: \u{7}",
            "a: \u{FFFF}",
        ] {
            assert_eq!(plain::nodes(source), None, "{source}");
        }
    }

    proptest! {
        /// Whatever the text, both ways give the same nodes, or only the sure way gives any.
        #[test]
        fn both_ways_agree(source in "( {0,2}[a-c]{1,2}: ?(|~|null|no|n/a|0123|0x1F|1_0|12\\.50|-3|true|'0x1'|\"1\"|'~' #|\"|\\[1, 0x2, ~, \\[a\\]\\]|\\[1, 0x2, ~\\]|\\{x: 01, y: ~\\}|\\{x:1\\}|# 5|x # 5|x#5|x :y|x: |~ # a: 1|\n  # a: 1\n  - # b: 2|&k 07|\\*k|!t 1|\n  d: 09\n  e: [07]|\n- 08\n- a: 07\n|\n- 08\n-  '9'|\n  - x\n  - y z|\\|\n  0x1)\n){1,6}( *# ?[a-c]: ?1\n[a-c]: ?~\n)?") {
            if let Some(node) = plain::nodes(&source) {
                prop_assert_eq!(Some(node), sure(&source).ok());
            }
        }

        /// The same of texts of a few characters that mean much.
        #[test]
        fn both_ways_agree_on_oddities(source in "[ab]:[-ab: #\"'\\[\\]{},&*!|>%@~.\n\u{3000}]{0,16}") {
            if let Some(node) = plain::nodes(&source) {
                prop_assert_eq!(Some(node), sure(&source).ok());
            }
        }
    }
}
