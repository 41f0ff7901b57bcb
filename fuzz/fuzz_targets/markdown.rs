//! Markdown with placeholders: no script, and both readings of a text find the same.
#![no_main]

use gongkai::text::markdown::{Host, render, scan};
use libfuzzer_sys::fuzz_target;

struct Nowhere;

impl Host for Nowhere {
    fn link(&self, destination: &str) -> Option<String> {
        destination.ends_with(".md").then(|| "../a/index.html".to_owned())
    }
    fn table_label(&self) -> String {
        "a table".to_owned()
    }
    fn figure(&self, _: &str) -> (String, String) {
        ("1".to_owned(), "\u{1}figure\u{1}".to_owned())
    }
    fn statistics(&self, _: Option<&str>) -> String {
        "\u{1}table\u{1}".to_owned()
    }
}

/// Elements that Markdown makes; there can be no others, whatever was written.
const ELEMENTS: &str = " p h2 h3 h4 h5 h6 a em strong del code pre ul ol li blockquote hr br img table thead tbody tr th td div sup ";

fuzz_target!(|body: &str| {
    if body.contains(['\u{1}', '\0', '\r']) {
        return;
    }
    let found = scan(body, &|_| "1".to_owned());
    let html = render(body, &Nowhere).html;
    assert_eq!(html.matches("\u{1}table\u{1}").count(), found.statistics.len(), "{html}");
    assert_eq!(html.matches("\u{1}figure\u{1}").count(), found.figures.len(), "{html}");
    for found in found.links.iter().chain(&found.figures).chain(&found.statistics).chain(&found.refused).chain(&found.raw_html) {
        assert!(body.get(found.span.clone()).is_some(), "{found:?}");
    }
    for block in &found.prose {
        assert!(body.get(block.source(0..block.text.len())).is_some());
    }
    for (at, _) in html.match_indices('<') {
        let tag = &html[at + 1..at + html[at..].find('>').expect("a tag that ends")];
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(ELEMENTS.contains(&format!(" {name} ")), "{tag}");
        for address in ["href=\"", "src=\""].iter().flat_map(|key| tag.match_indices(key).map(|(at, key)| &tag[at + key.len()..])) {
            let address = address.split('"').next().unwrap_or_default().to_ascii_lowercase();
            let scheme = address.split(['/', '?', '#']).next().unwrap_or_default().split_once(':').map(|(scheme, _)| scheme);
            assert!(scheme.is_none_or(|scheme| ["http", "https", "mailto", "tel"].contains(&scheme)), "{tag}");
            assert!(!address.starts_with("//"), "{tag}");
        }
        // No attribute of an event: what stands outside of quotes has no `on…=`.
        let outside: String = tag.split('"').step_by(2).collect();
        assert!(!outside.split_whitespace().any(|word| word.starts_with("on")), "{tag}");
    }
});
