//! How a finding is told: the words of two catalogues, and an excerpt with carets.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

use super::diagnostics::{CellName, Diagnostic, Place, Severity};

/// A language that findings and interfaces exist in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Both, for tests and loaders.
    pub const ALL: [Language; 2] = [Language::Chinese, Language::English];

    /// The tag that stands in `site.yaml`, in `--lang` and in the pages' `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }

    /// Reads a tag, or a locale's name such as `zh_CN.UTF-8`; none if it speaks neither.
    pub fn of(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_', '.', '@']).next()?.to_ascii_lowercase();
        Language::ALL.into_iter().find(|l| l.tag().split('-').next() == Some(primary.as_str()))
    }

    /// The catalogue of messages, as Fluent source.
    pub fn catalogue(self) -> &'static str {
        match self {
            Language::Chinese => include_str!("messages/zh-CN.ftl"),
            Language::English => include_str!("messages/en.ftl"),
        }
    }
}

/// Tells findings and outcomes in one language, plain or with colours.
pub struct Teller {
    bundle: FluentBundle<FluentResource>,
    renderer: Renderer,
}

impl Teller {
    /// A teller in a language; `colours` only for a terminal that wants them.
    pub fn new(language: Language, colours: bool) -> Self {
        let tag: unic_langid::LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![tag]);
        bundle.set_use_isolating(false);
        // A test reads both catalogues; a line that does not parse is left out here rather than ending the run.
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(language.catalogue().to_owned());
        bundle.add_resource_overriding(resource);
        let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
        Teller { bundle, renderer }
    }

    /// The message of that name, or one of its attributes, with its words filled in.
    fn look_up(&self, code: &str, attribute: Option<&str>, arguments: &[(&'static str, String)]) -> Option<String> {
        let message = self.bundle.get_message(code)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let arguments: FluentArgs = arguments.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Some(self.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned())
    }

    /// An attribute of a message: a label, a help, what a rule means; none if it has no such attribute.
    pub fn attribute(&self, code: &str, attribute: &str, arguments: &[(&'static str, String)]) -> Option<String> {
        self.look_up(code, Some(attribute), arguments)
    }

    /// A sentence that is no finding, such as the last line of a build.
    pub fn sentence(&self, code: &str, arguments: &[(&'static str, String)]) -> String {
        self.look_up(code, None, arguments).unwrap_or_else(|| code.to_owned())
    }

    /// A sentence that counts things, so that the language can choose its plural.
    pub fn count(&self, code: &str, counts: &[(&'static str, usize)], words: &[(&'static str, String)]) -> String {
        let mut arguments: FluentArgs = words.iter().map(|(name, word)| (*name, word.as_str())).collect();
        for (name, count) in counts {
            arguments.set(*name, *count);
        }
        let pattern = self.bundle.get_message(code).and_then(|message| message.value());
        pattern.map_or_else(|| code.to_owned(), |p| self.bundle.format_pattern(p, Some(&arguments), &mut Vec::new()).into_owned())
    }

    /// A finding as a person reads it: what is wrong, where, with an excerpt, and what to write instead. Numbers of
    /// people are masked in it.
    pub fn tell(&self, diagnostic: &Diagnostic) -> String {
        let diagnostic = &diagnostic.masked();
        let arguments = &diagnostic.arguments;
        let (level, name) = match diagnostic.severity {
            Severity::Error => (Level::ERROR, "level-error"),
            Severity::Warning => (Level::WARNING, "level-warning"),
            Severity::Note => (Level::NOTE, "level-note"),
        };
        let label = self.look_up(diagnostic.code, Some("label"), arguments);
        let title = level
            .with_name(self.sentence(name, &[]))
            .primary_title(self.sentence(diagnostic.code, arguments))
            .id(diagnostic.code);
        let mut group = point(Group::with_title(title), &diagnostic.place, label.as_deref());
        if let Some(help) = self.look_up(diagnostic.code, Some("help"), arguments) {
            group = group.element(Level::HELP.with_name(self.sentence("level-help", &[])).message(help));
        }
        let mut report = vec![group];
        for note in &diagnostic.notes {
            let title =
                Level::NOTE.with_name(self.sentence("level-see", &[])).secondary_title(self.sentence(note.code, arguments));
            let group = Group::with_title(title);
            report.push(match &note.place {
                Some(place) => point(group, place, None),
                None => group,
            });
        }
        let places = diagnostic.notes.iter().filter_map(|note| note.place.as_ref()).chain([&diagnostic.place]);
        places.fold(self.renderer.render(&report), without_numbers)
    }
}

/// Adds the place and its excerpt to a group of the report.
fn point<'a>(group: Group<'a>, place: &'a Place, label: Option<&str>) -> Group<'a> {
    let Some(position) = &place.position else { return group.element(Origin::path(&*place.path)) };
    let annotation = AnnotationKind::Primary.span(position.span.clone()).label(label.map(str::to_owned));
    let snippet = Snippet::source(position.excerpt.as_str()).line_start(position.line).annotation(annotation);
    if let Some(cell) = &position.cell {
        return group.element(snippet.path(cell_origin(place, cell)));
    }
    let shown = position.excerpt[..position.span.start].chars().count() + 1;
    if shown == position.column {
        return group.element(snippet.path(&*place.path));
    }
    // The excerpt is a part of a very long line, which cannot tell the column.
    let origin = Origin::path(&*place.path).line(position.line).char_column(position.column);
    group.element(origin).element(snippet)
}

/// A cell of a workbook, as it is told: `figures.xlsx Sheet!D7`.
fn cell_origin(place: &Place, cell: &CellName) -> String {
    format!("{} {}", place.path, cell.name)
}

/// Takes line and column away behind the name of a cell, which says it all.
fn without_numbers(told: String, place: &Place) -> String {
    let Some(origin) = place.cell().map(|cell| cell_origin(place, cell)) else { return told };
    let Some((before, after)) = told.split_once(&origin) else { return told };
    let rest = after.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit());
    format!("{before}{origin}{rest}")
}
