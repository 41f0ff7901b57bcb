//! Somebody else's Markdown, which is going to be imported: as HTML that is read again, and never published.

use pulldown_cmark::{Options, Parser, html};

/// The HTML of a Markdown text, whatever HTML stands in it included. It is not safe to publish.
pub fn foreign_html(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut out, Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH));
    out
}
