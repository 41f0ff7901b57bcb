//! Front matter and data files: whatever the bytes, there are nodes or findings, and what was read is spelled so that it reads back.
#![no_main]

use gongkai::text::source::Text;
use gongkai::text::tell::{Language, Teller};
use gongkai::text::yaml::{Node, Yaml, spell, split_front_matter};
use libfuzzer_sys::fuzz_target;

fn scalars<'n>(node: &'n Node, all: &mut Vec<&'n str>) {
    match node {
        Node::Blank => {}
        Node::Scalar(text) => all.push(text),
        Node::List(items) => items.iter().for_each(|item| scalars(item, all)),
        Node::Map(entries) => entries.iter().for_each(|(_, value)| scalars(value, all)),
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = Text::decode("content/a.md".into(), bytes) else { return };
    let range = split_front_matter(&text).map_or(0..text.as_str().len(), |(front, _)| front);
    match Yaml::read(&text, range) {
        Ok(yaml) => {
            let mut all = Vec::new();
            scalars(yaml.root(), &mut all);
            for scalar in all {
                let again = Text::new("a.yaml", format!("k: {}\n", spell(scalar)));
                let yaml = Yaml::read(&again, 0..again.as_str().len()).expect("it was read before");
                let Node::Map(entries) = yaml.root() else { panic!("a map") };
                assert_eq!(entries[0].1, Node::Scalar(scalar.to_owned()));
            }
        }
        Err(findings) => {
            assert!(findings.has_errors());
            let teller = Teller::new(Language::Chinese, false);
            for finding in findings.sorted() {
                assert!(!teller.tell(finding).is_empty());
            }
        }
    }
});
