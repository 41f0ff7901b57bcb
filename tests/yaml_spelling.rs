//! YAML as people write it: whatever the style, the comments and the quotes, a text reads as the nodes that it was made from.

#![expect(clippy::expect_used, reason = "a test may stop where it stands")]

use std::fmt::Write as _;

use gongkai::text::source::Text;
use gongkai::text::yaml::{Node, Yaml};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};

/// How many texts are tried; `TEXTS=100000 cargo test --test yaml_spelling` tries more, and others each time.
const CASES: u32 = 1500;

/// Scalars that need no quotes.
const PLAIN: &str = "0123|12.50|no|n/a|甲乙|-3|0x1F|1_0|true|a b|2017-01-20|x|null1|nothing|1e3|.inf|07|a|c";
/// Scalars that do.
const QUOTED: [&str; 8] = ["~", "null", "", "[a]", "a: b", "# x", "{b", "- a"];
const KEYS: [&str; 8] = ["a", "b", "c", "ab", "requests.new", "requests", "关键", "n"];
/// What comments say: keys, values, and what looks like structure.
const COMMENTS: [&str; 8] = ["a: 1", "b", "c: [", "requests.new: 尚未统计", "~", "ab: {x: 07}", "\"关键\"", "- 07, n: null"];

fn node() -> impl Strategy<Value = Node> {
    let plain = prop::sample::select(PLAIN.split('|').collect::<Vec<_>>()).prop_map(|text| Node::Scalar(text.to_owned()));
    let quoted = prop::sample::select(QUOTED.to_vec()).prop_map(|text| Node::Scalar(text.to_owned()));
    let leaf = prop_oneof![2 => Just(Node::Blank), 4 => plain, 1 => quoted];
    leaf.prop_recursive(3, 24, 5, |below| {
        prop_oneof![prop::collection::vec(below.clone(), 0..5).prop_map(Node::List), map(below),]
    })
}

fn map(below: impl Strategy<Value = Node>) -> impl Strategy<Value = Node> {
    (prop::sample::subsequence(KEYS.to_vec(), 1..6), prop::collection::vec(below, 6))
        .prop_map(|(keys, nodes)| Node::Map(keys.into_iter().map(str::to_owned).zip(nodes).collect()))
}

/// Writes nodes down; the styles decide how.
struct Writer<'s> {
    out: String,
    styles: std::iter::Cycle<std::slice::Iter<'s, u8>>,
}

impl Writer<'_> {
    fn choose(&mut self, of: u8) -> u8 {
        self.styles.next().expect("a cycle") % of
    }

    fn comment(&mut self, indent: usize) {
        if self.choose(4) == 0 {
            let comment = COMMENTS[usize::from(self.choose(8))];
            let _ = writeln!(self.out, "{}# {comment}", " ".repeat(indent));
        }
    }

    fn line_end(&mut self) {
        if self.choose(5) == 0 {
            let comment = COMMENTS[usize::from(self.choose(8))];
            let _ = write!(self.out, " # {comment}");
        }
        self.out.push('\n');
    }

    fn scalar(&mut self, text: &str) -> String {
        let must = QUOTED.contains(&text);
        match self.choose(4) {
            0 => format!("\"{text}\""),
            1 => format!("'{text}'"),
            _ if must => format!("\"{text}\""),
            _ => text.to_owned(),
        }
    }

    fn key(&mut self, key: &str) -> String {
        match self.choose(8) {
            0 => format!("\"{key}\""),
            1 => format!("'{key}'"),
            _ => key.to_owned(),
        }
    }

    fn flow(&mut self, node: &Node) -> String {
        match node {
            Node::Blank => ["~", "null", "Null"][usize::from(self.choose(3))].to_owned(),
            Node::Scalar(text) => self.scalar(text),
            Node::List(items) => format!("[{}]", items.iter().map(|item| self.flow(item)).collect::<Vec<_>>().join(", ")),
            Node::Map(entries) => {
                let entry = |(key, node): &(String, Node)| format!("{}: {}", self.key(key), self.flow(node));
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// What stands after `key:` or `-`.
    fn value(&mut self, node: &Node, indent: usize) {
        match node {
            Node::Blank => {
                let blank = ["", " ~", " null", " "][usize::from(self.choose(4))];
                self.out.push_str(blank);
                self.line_end();
            }
            Node::Scalar(text) => {
                let text = self.scalar(text);
                let _ = write!(self.out, " {text}");
                self.line_end();
            }
            Node::List(items) if !items.is_empty() && self.choose(2) == 0 => {
                self.line_end();
                for item in items {
                    self.comment(indent);
                    let _ = write!(self.out, "{}-", " ".repeat(indent));
                    self.value(item, indent + 2);
                }
            }
            Node::Map(entries) if self.choose(3) > 0 => {
                self.line_end();
                self.entries(entries, indent);
            }
            node => {
                let text = self.flow(node);
                let _ = write!(self.out, " {text}");
                self.line_end();
            }
        }
    }

    fn entries(&mut self, entries: &[(String, Node)], indent: usize) {
        for (key, node) in entries {
            self.comment(indent);
            let key = self.key(key);
            let _ = write!(self.out, "{}{key}:", " ".repeat(indent));
            self.value(node, indent + 2);
        }
    }
}

#[test]
fn a_text_reads_as_the_nodes_it_was_made_from() {
    let asked = std::env::var("TEXTS").ok().and_then(|number| number.parse().ok());
    let config = Config { cases: asked.unwrap_or(CASES), failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = if asked.is_some() { TestRunner::new(config) } else { TestRunner::new_with_rng(config, rng) };
    let texts = (map(node()), prop::collection::vec(any::<u8>(), 64));
    let result = runner.run(&texts, |(node, styles)| {
        let mut writer = Writer { out: String::new(), styles: styles.iter().cycle() };
        let Node::Map(entries) = &node else { return Err(TestCaseError::reject("a map")) };
        writer.entries(entries, 0);
        let text = Text::new("a.yaml", writer.out);
        let read = Yaml::read(&text, 0..text.as_str().len());
        match read {
            Ok(yaml) => prop_assert_eq!(yaml.root(), &node, "\n{}", text.as_str()),
            Err(found) => prop_assert!(false, "{:?}\n{}", found.sorted(), text.as_str()),
        }
        Ok(())
    });
    if let Err(TestError::Fail(reason, _)) = &result {
        panic!("{reason}");
    }
    result.expect("all texts");
}
