//! `docs/themes.md` says what templates see; all below its mark is made from the doc comments of `src/site/views.rs`.
//!
//! `UPDATE=1 cargo test --test themes_doc` writes it anew.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;

const VIEWS: &str = "src/site/views.rs";
const TEMPLATES: &str = "themes/default/templates";
const PAGE: &str = "docs/themes.md";
/// What stands above it is written by hand.
const MARK: &str = "<!-- From here on made from src/site/views.rs by UPDATE=1 cargo test --test themes_doc -->\n";

/// A struct of `views.rs`.
struct View {
    name: String,
    doc: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    doc: String,
    kind: String,
}

/// Whom a view is for.
enum Audience<'v> {
    /// Every template, under this name.
    All(&'static str),
    /// The template of this name.
    Template(&'v str),
    /// Whatever view has it as a field.
    Part,
}

impl View {
    fn audience(&self) -> Audience<'_> {
        let quoted = self.doc.strip_prefix('`').and_then(|rest| rest.split_once('`'));
        match (self.name.as_str(), quoted) {
            ("Site", _) => Audience::All("site"),
            ("Meta", _) => Audience::All("page"),
            (_, Some((template, _))) if template.ends_with(".html") => Audience::Template(template),
            _ => Audience::Part,
        }
    }

    fn heading(&self) -> &str {
        match self.audience() {
            Audience::All(name) => name,
            Audience::Template(name) => name,
            Audience::Part => &self.name,
        }
    }

    /// The doc comment without the template's name in front.
    fn words(&self) -> String {
        let words = match self.doc.split_once("`: ") {
            Some((_, rest)) if !matches!(self.audience(), Audience::Part | Audience::All(_)) => rest,
            _ => &self.doc,
        };
        let mut letters = words.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }
}

/// Reads structs, their public fields and doc comments. `views.rs` is rustfmt's: one field a line.
fn read(source: &str) -> Vec<View> {
    let mut views: Vec<View> = Vec::new();
    let mut doc = String::new();
    for line in source.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("///") {
            let gap = if doc.is_empty() { "" } else { " " };
            doc = doc + gap + words.trim();
        } else if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
            views.push(View { name: name.to_owned(), doc: std::mem::take(&mut doc), fields: Vec::new() });
        } else if let (Some(field), Some(view)) = (line.strip_prefix("pub "), views.last_mut()) {
            if let Some((name, kind)) = field.trim_end_matches(',').split_once(": ") {
                view.fields.push(Field { name: name.to_owned(), doc: std::mem::take(&mut doc), kind: kind.to_owned() });
            }
        } else if !line.starts_with("#[") {
            doc.clear();
        }
    }
    views
}

/// A type in plain words, other views linked.
fn plain(kind: &str, views: &[View]) -> String {
    let inside = |outer: &str| kind.strip_prefix(outer).and_then(|rest| rest.strip_prefix('<')?.strip_suffix('>'));
    if let Some(inner) = inside("Option") {
        return format!("{} or none", plain(inner, views));
    }
    if let Some(inner) = inside("Vec") {
        return match inner.starts_with("Vec<") {
            true => plain(inner, views).replacen("list of", "list of lists of", 1),
            false => format!("list of {}", plain(inner, views)),
        };
    }
    match kind {
        "String" | "&'static str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "u8" | "u16" | "u32" | "usize" => "number".to_owned(),
        name => match views.iter().find(|view| view.name == name) {
            Some(view) => format!("[{}](#{})", view.heading(), anchor(view.heading())),
            None => panic!("{VIEWS} has a field of type {name}, which has no plain words in tests/themes_doc.rs"),
        },
    }
}

/// The anchor that a heading gets.
fn anchor(heading: &str) -> String {
    heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
}

fn describe(out: &mut String, view: &View, views: &[View]) -> Result<(), std::fmt::Error> {
    let heading = match view.audience() {
        Audience::Part => view.heading().to_owned(),
        Audience::All(name) | Audience::Template(name) => format!("`{name}`"),
    };
    write!(out, "\n### {heading}\n\n{}\n\n| name | what | meaning |\n| --- | --- | --- |\n", view.words())?;
    for Field { name, doc, kind } in &view.fields {
        writeln!(out, "| `{name}` | {} | {} |", plain(kind, views), doc.replace('|', "\\|"))?;
    }
    Ok(())
}

fn render(views: &[View]) -> Result<String, std::fmt::Error> {
    let mut out = String::from("\n## What every template sees\n\n`t`, the strings of the interface (above), and:\n");
    let of = |wanted: fn(&Audience<'_>) -> bool| views.iter().filter(move |view| wanted(&view.audience()));
    for view in of(|audience| matches!(audience, Audience::All(_))) {
        describe(&mut out, view, views)?;
    }
    out.push_str("\n## What each template sees\n");
    for view in of(|audience| matches!(audience, Audience::Template(_))) {
        describe(&mut out, view, views)?;
    }
    out.push_str("\n## What they are made of\n");
    for view in of(|audience| matches!(audience, Audience::Part)) {
        describe(&mut out, view, views)?;
    }
    Ok(out)
}

#[test]
fn the_page_is_what_the_views_say() -> Result<(), Box<dyn Error>> {
    let views = read(&fs::read_to_string(VIEWS)?);
    let page = fs::read_to_string(PAGE)?;
    let (by_hand, made) = page.split_once(MARK).ok_or("the mark is missing")?;
    let wanted = render(&views)?;
    if std::env::var_os("UPDATE").is_some() {
        fs::write(PAGE, format!("{by_hand}{MARK}{wanted}"))?;
    } else {
        let differs = wanted.lines().zip(made.lines()).find(|(wanted, made)| wanted != made);
        assert!(wanted == made, "{PAGE} is not what {VIEWS} says; UPDATE=1 writes it anew. First difference: {differs:#?}");
    }
    Ok(())
}

#[test]
fn everything_is_documented_and_every_template_has_its_view() -> Result<(), Box<dyn Error>> {
    let views = read(&fs::read_to_string(VIEWS)?);
    assert!(views.len() > 30 && views.iter().all(|view| !view.fields.is_empty()));
    for view in &views {
        assert!(!view.doc.is_empty(), "{} has no words", view.name);
        for field in &view.fields {
            assert!(!field.doc.is_empty(), "{}.{} has no words", view.name, field.name);
        }
    }
    let seen: BTreeSet<String> = views
        .iter()
        .filter_map(|view| match view.audience() {
            Audience::Template(name) => Some(name.to_owned()),
            Audience::All(_) | Audience::Part => None,
        })
        .collect();
    let mut templates = BTreeSet::new();
    for entry in fs::read_dir(TEMPLATES)? {
        templates.insert(entry?.file_name().to_string_lossy().into_owned());
    }
    // The others build on these, which have no view of their own.
    assert!(templates.remove("base.html") && templates.remove("components.html"));
    assert_eq!(seen, templates);
    Ok(())
}
