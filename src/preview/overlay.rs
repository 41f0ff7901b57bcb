//! What the preview adds to a page: one script, which shows findings above the page and reloads it. Nothing else of the page changes.
//!
//! The script stands first in the head, before a policy of the page's own that would forbid it, and makes a frame there, which listens for
//! events; so the policy is in force for all that is the page's.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use serde::Serialize;

use crate::text::diagnostics::{Diagnostic, Severity};
use crate::text::tell::{Language, Teller};

/// Addresses of the preview itself begin so. No page can: what begins with a dot is no source.
const SCRIPT: &str = "/.gongkai/live.js";
/// Where events come from.
pub const EVENTS: &str = "/.gongkai/events";
/// Before a page's own path: what the page is told about itself, as it is now.
pub const ABOUT: &str = "/.gongkai/about";

/// A file of the preview's own.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    /// Its type.
    pub kind: &'static str,
    /// What is in it.
    pub text: &'static str,
}

/// The preview's own file at a path.
pub fn own(path: &str) -> Option<Own> {
    match path {
        SCRIPT => Some(Own { kind: "text/javascript; charset=utf-8", text: include_str!("live.js") }),
        "/.gongkai/overlay.css" => Some(Own { kind: "text/css; charset=utf-8", text: include_str!("overlay.css") }),
        _ => None,
    }
}

/// Something to be shown above a page: a heading and findings, told. Empty if there is nothing to show.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Notice {
    /// What it is about.
    pub title: String,
    /// The findings as they are told on a terminal without colours.
    pub told: Vec<String>,
    /// The word for putting it away.
    pub close: String,
}

impl Notice {
    /// What keeps a newer edition from being made.
    pub fn of_errors(teller: &Teller, findings: &[&Diagnostic]) -> Notice {
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        Notice::of(teller, "preview-errors", ("errors", errors), findings)
    }

    /// What was found about the page that is looked at.
    pub fn of_page(teller: &Teller, findings: &[&Diagnostic]) -> Notice {
        Notice::of(teller, "preview-findings", ("findings", findings.len()), findings)
    }

    fn of(teller: &Teller, code: &str, count: (&'static str, usize), findings: &[&Diagnostic]) -> Notice {
        if findings.is_empty() {
            return Notice::default();
        }
        Notice {
            title: teller.count(code, &[count], &[]),
            told: findings.iter().map(|finding| teller.tell(finding)).collect(),
            close: teller.sentence("preview-close", &[]),
        }
    }
}

/// What is told to browsers at every reading: which it is, which were the last that changed copied files and style sheets, and what to show
/// above the page.
pub fn news(version: &str, copies: &str, styles: &str, overlay: &Notice) -> String {
    #[derive(Serialize)]
    struct News<'n> {
        version: &'n str,
        copies: &'n str,
        styles: &'n str,
        overlay: &'n Notice,
    }
    json(&News { version, copies, styles, overlay })
}

/// What a page is told about itself.
#[derive(Debug, Serialize)]
pub struct About<'a> {
    /// The reading that it was made from.
    pub version: &'a str,
    /// The last reading in which a file may have changed that pages only refer to.
    pub copies: &'a str,
    /// The last reading in which a style sheet may have changed.
    pub styles: &'a str,
    /// A number that changes with its bytes.
    pub content: &'a str,
    /// Why it is not as its author wants it.
    pub overlay: &'a Notice,
    /// What was found in its source.
    pub panel: &'a Notice,
}

impl About<'_> {
    /// As a browser asks for it.
    pub fn json(&self) -> String {
        json(self)
    }
}

/// A number that changes with the bytes of a page.
pub fn content(page: &[u8]) -> String {
    format!("{:x}", FixedState::default().hash_one(page))
}

/// A page with the preview's script.
pub fn dress(page: &[u8], about: &About<'_>) -> Vec<u8> {
    let tag = format!(r#"<script src="{SCRIPT}" data-page="{}"></script>"#, escape(&about.json()));
    let at = after_head(page);
    [&page[..at], tag.as_bytes(), &page[at..]].concat()
}

/// Behind `<head>`; where that is left out, which HTML allows, behind whatever comes before it.
fn after_head(page: &[u8]) -> usize {
    ["<head", "<html", "<!doctype"].into_iter().find_map(|start| after_tag(page, start)).unwrap_or(0)
}

/// Behind the first tag that starts so.
fn after_tag(page: &[u8], start: &str) -> Option<usize> {
    let is_tag = |window: &[u8]| {
        let (name, next) = window.split_at(start.len());
        name.eq_ignore_ascii_case(start.as_bytes()) && (next == b">" || next[0].is_ascii_whitespace())
    };
    let at = page.windows(start.len() + 1).position(is_tag)?;
    Some(at + page[at..].iter().position(|byte| *byte == b'>')? + 1)
}

/// What is shown where there is no page to show: no edition could be made yet, or this page of it cannot.
pub fn bare_page(language: Language, teller: &Teller, notice: &Notice) -> Vec<u8> {
    let (lang, sentence) = (language.tag(), teller.sentence("preview-no-page", &[]));
    let told: String = notice.told.iter().map(|told| format!("<pre>{}</pre>", escape(told))).collect();
    let (title, sentence) = (escape(&notice.title), escape(&sentence));
    let html = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>gongkai</title>\n</head>\n\
         <body>\n<p>{sentence}</p>\n<noscript><h1>{title}</h1>{told}</noscript>\n</body>\n</html>\n"
    );
    html.into_bytes()
}

/// Text in HTML, also between quotes.
fn escape(text: &str) -> String {
    let entity = |c: char| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    };
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match entity(c) {
            Some(entity) => out.push_str(entity),
            None => out.push(c),
        }
        out
    })
}

/// Strings and lists of strings can always be written as JSON.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_first_in_the_head() {
        let nothing = Notice::default();
        let panel = Notice { title: "a".into(), told: vec!["</script>\"'&".into()], close: String::new() };
        let about = About { version: "1-2", copies: "1-1", styles: "1-1", content: "0", overlay: &nothing, panel: &panel };
        let dressed = |page: &str| String::from_utf8(dress(page.as_bytes(), &about)).expect("UTF-8");
        let tag = dressed("");
        assert!(tag.starts_with("<script src=\"/.gongkai/live.js\" data-page=\"") && tag.ends_with("\"></script>"), "{tag}");
        assert_eq!(tag.matches(['<', '>']).count(), 4, "{tag}");
        assert_eq!(dressed("<header><HEAD\nlang=a>b"), format!("<header><HEAD\nlang=a>{tag}b"));
        assert_eq!(dressed("<!DOCTYPE html>\n<html lang=zh>\n<meta>"), format!("<!DOCTYPE html>\n<html lang=zh>{tag}\n<meta>"));
        assert_eq!(dressed("<!doctype html>\n<p>公开"), format!("<!doctype html>{tag}\n<p>公开"));
        assert_eq!(dressed("<p>公开<head"), format!("{tag}<p>公开<head"));
    }
}
