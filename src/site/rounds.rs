//! A count of the rounds that a template's loops make, so that none runs for ever: into the loops, components and includes of a theme that is
//! not in the program a call is inserted that counts. Tera itself bounds neither loops nor what they print.

use std::cell::Cell;
use std::io::{self, Write};

/// The function that counts.
pub(super) const COUNT: &str = "gongkai_count_round";
/// The most rounds that a page may take. The largest pages of a nation's portal take a tenth.
pub(super) const MOST_ROUNDS: u32 = 5_000_000;
/// The most that a page may print, in bytes.
pub(super) const MOST_BYTES: usize = 256 << 20;

thread_local! {
    /// A thread makes one page at a time, from its beginning to its end.
    static ROUNDS: Cell<u32> = const { Cell::new(0) };
}

/// Begins to count anew.
pub(super) fn begin() {
    ROUNDS.set(0);
}

/// One round more; false if there are too many.
pub(super) fn count() -> bool {
    ROUNDS.set(ROUNDS.get().saturating_add(1));
    ROUNDS.get() <= MOST_ROUNDS
}

/// A page as it is printed, up to a size.
pub(super) struct Sheet<'p>(pub &'p mut Vec<u8>);

impl Sheet<'_> {
    /// What a page is told that is too large.
    pub fn too_large() -> String {
        format!("the page grows beyond {} MB", MOST_BYTES >> 20)
    }
}

impl Write for Sheet<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MOST_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A template into which calls were inserted.
#[derive(Debug, Clone, Default)]
pub(super) struct Counted {
    /// The template.
    pub text: String,
    /// Where in it each call begins, and how long it is.
    calls: Vec<(usize, usize)>,
}

impl Counted {
    /// Inserts calls into a template. Of one that is not well formed nothing needs to be counted: it does not compile.
    pub fn of(template: &str) -> Counted {
        let mut counted = Counted::default();
        let mut rest = template;
        while let Some(at) = rest.find('{') {
            let end = at + length_of_tag(&rest[at..]);
            counted.text.push_str(&rest[..end]);
            if repeats(&rest[at..end]) {
                // What trims the blanks after the tag must go on to do so.
                let trims = if rest[..end].ends_with("-%}") { "-" } else { "" };
                let call = format!("{{{{ {COUNT}() {trims}}}}}");
                counted.calls.push((counted.text.len(), call.len()));
                counted.text.push_str(&call);
            }
            rest = &rest[end..];
        }
        counted.text.push_str(rest);
        counted
    }

    /// The offset into the template as it was, of an offset into the one with calls.
    pub fn original(&self, offset: usize) -> usize {
        let before = self.calls.iter().take_while(|(start, _)| *start < offset);
        before.fold(offset, |at, (start, length)| at - (*length).min(offset - start))
    }
}

/// How long the tag is that a text begins with, raw blocks whole; one if it begins with none.
fn length_of_tag(text: &str) -> usize {
    let until = |end: &str| text.find(end).map_or(text.len(), |at| at + end.len());
    match text.as_bytes() {
        [b'{', b'#', ..] => until("#}"),
        [b'{', b'{', ..] => 2 + length_of_code(&text[2..], "}}"),
        [b'{', b'%', ..] => {
            let tag = 2 + length_of_code(&text[2..], "%}");
            match keyword(&text[..tag]) {
                "raw" => {
                    let ends = text[tag..].match_indices("{%").map(|(at, _)| tag + at);
                    let end = ends.map(|at| (at, at + text[at..].find("%}").map_or(2, |length| length + 2)));
                    let mut end = end.filter(|(at, end)| keyword(&text[*at..*end]) == "endraw").map(|(_, end)| end);
                    end.next().unwrap_or(text.len())
                }
                _ => tag,
            }
        }
        _ => 1,
    }
}

/// How long code is until its end, which may stand in a string as well.
fn length_of_code(code: &str, end: &str) -> usize {
    let mut quote = None;
    let mut is_escaped = false;
    for (at, c) in code.char_indices() {
        match quote {
            Some(_) if is_escaped => is_escaped = false,
            Some(_) if c == '\\' => is_escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            None if code[at..].starts_with(end) => return at + end.len(),
            None => {}
        }
    }
    code.len()
}

/// The first word of a tag.
fn keyword(tag: &str) -> &str {
    let inner = tag.trim_start_matches("{%").trim_start_matches(['-', '+']).trim_start();
    &inner[..inner.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(inner.len())]
}

/// Whether what follows a tag can be repeated, or is a template of its own.
fn repeats(tag: &str) -> bool {
    tag.starts_with("{%") && tag.ends_with("%}") && matches!(keyword(tag), "for" | "component" | "include")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_are_counted_and_nothing_else() {
        let call = format!("{{{{ {COUNT}() }}}}");
        for (template, counted) in [
            ("{% for a in b %}x{% endfor %}", "{% for a in b %}@x{% endfor %}"),
            ("{%- for a in \"%}\" -%} x{% endfor %}", "{%- for a in \"%}\" -%}{{ gongkai_count_round() -}} x{% endfor %}"),
            ("{% raw %}{% for a in b %}{% endraw %}", "{% raw %}{% for a in b %}{% endraw %}"),
            ("{# {% for a in b %} #}{{ '{% for' }}", "{# {% for a in b %} #}{{ '{% for' }}"),
            ("{% include 'a' %}{ {%if a%}", "{% include 'a' %}@{ {%if a%}"),
            ("{% for a", "{% for a"),
            ("{", "{"),
            ("字{%", "字{%"),
        ] {
            assert_eq!(Counted::of(template).text, counted.replace('@', &call), "{template}");
        }
    }

    #[test]
    fn places_lead_back_to_the_template() {
        let template = "{% for a in b %}甲{% for c in d %}乙{{ e }}{% endfor %}{% endfor %}";
        let counted = Counted::of(template);
        for (at, c) in template.char_indices().filter(|(_, c)| "甲乙e".contains(*c)) {
            let now = counted.text.match_indices(c).map(|(now, _)| now).find(|now| counted.original(*now) == at);
            assert!(now.is_some(), "{c}");
        }
    }
}
