//! Spelling: how a text is written in YAML, so that it reads back as it was.

use std::fmt::Write as _;

/// Words that other readers of YAML take for something else than a text.
const WORDS: [&str; 12] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "na"];
/// Signs that mean nothing in YAML wherever they stand.
const SIGNS: &str = "（）《》〈〉〔〕、。·“”—_.-";

/// Writes a text as a value of YAML: as it is where nothing can be doubted about it, else in double quotes.
pub fn spell(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Writing into a string cannot fail.
            _ if needs_code(c) => write!(out, "\\U{:08X}", u32::from(c)).unwrap_or(()),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

fn is_plain(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let is_sure = |c: char| (c.is_alphanumeric() && !needs_code(c)) || SIGNS.contains(c);
    text.starts_with(|c: char| c.is_alphabetic()) && text.chars().all(is_sure) && !WORDS.contains(&lower.as_str())
}

/// Characters that YAML, or our guard before it, does not let through as they are.
fn needs_code(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') || ('\u{F0000}'..).contains(&c)
}

#[cfg(test)]
mod tests {
    use super::super::{Node, Yaml};
    use super::*;
    use crate::text::odd::is_invisible;
    use crate::text::source::Text;
    use proptest::prelude::*;

    /// What a text is read back as, at a key of its own and in a map in brackets.
    fn back(text: &str) -> [Option<Node>; 2] {
        let written = spell(text);
        [format!("k: {written}   # a comment\n"), format!("k: {{a: 1, b: {written}}}\n")].map(|source| {
            let text = Text::new("a.yaml", source);
            let yaml = Yaml::read(&text, 0..text.as_str().len()).ok()?;
            match yaml.root() {
                Node::Map(entries) => match &entries[0].1 {
                    Node::Map(inner) => Some(inner[1].1.clone()),
                    node => Some(node.clone()),
                },
                _ => None,
            }
        })
    }

    #[test]
    fn names_are_written_as_they_are_and_what_could_be_something_else_in_quotes() {
        assert_eq!(spell("贺兰县习岗镇人民政府（示例）"), "贺兰县习岗镇人民政府（示例）");
        for (text, written) in [
            ("8061253", "\"8061253\""),
            ("no", "\"no\""),
            ("~", "\"~\""),
            ("", "\"\""),
            ("a: b", "\"a: b\""),
            ("- a", "\"- a\""),
            ("甲 #乙", "\"甲 #乙\""),
            ("说“是”的\"人\"\\", "\"说“是”的\\\"人\\\"\\\\\""),
        ] {
            assert_eq!(spell(text), written);
            assert_eq!(back(text), [Some(Node::Scalar(text.to_owned())), Some(Node::Scalar(text.to_owned()))], "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_text_without_controls_reads_back(text in "(\\PC|[:#{}\\[\\],&*!|>'\"%@`~ -]){0,16}") {
            let node = Some(Node::Scalar(text.clone()));
            let hidden = text.chars().any(|c| needs_code(c) || is_invisible(c) || c == '\u{FFFD}');
            prop_assert!(hidden || back(&text) == [node.clone(), node], "{}", spell(&text));
        }
    }
}
