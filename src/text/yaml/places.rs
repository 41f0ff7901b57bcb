//! Where in the text a value stands: a walk that fails on purpose when it arrives, so that `serde_yaml` says at which line and column
//! that was. Only findings need places, so values do not carry them.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Step;

/// Whether a key or its value is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Key,
    Value,
}

/// Walks to a node and fails there on purpose: `serde_yaml` then says at which line and column that was.
#[derive(Clone, Copy)]
pub(super) struct Walker<'p> {
    pub path: &'p [Step<'p>],
    pub at: At,
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
pub(super) fn token_length(line: &str, at: At) -> usize {
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
