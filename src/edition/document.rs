//! One Markdown file, read: a report or an article, and what is wrong with it by itself.

use std::ops::Range;
use std::sync::Arc;

use super::context::{Folders, Forms, above};
use crate::check::file::File;
use crate::check::subject::{Document, Facts};
use crate::check::verdict::look_at;
use crate::model::article::{self, Article};
use crate::model::form::Form;
use crate::model::narrative::{Narrative, Quotable};
use crate::model::part::Outline;
use crate::model::portal::CONTENT;
use crate::model::report::{self, FormId, Report, Statistics};
use crate::model::sketch::Sketch;
use crate::sheets::book::{Book, beside};
use crate::sheets::read::Filled;
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place};
use crate::text::fields::{Cursor, Fields, YEARS};
use crate::text::odd::{code_point, odd_characters};
use crate::text::source::{Sources, Text};
use crate::text::yaml::{Yaml, split_front_matter};

/// What a Markdown file is.
#[derive(Debug)]
pub(super) enum Told {
    Report(Arc<Report>),
    Article(Arc<Article>),
}

impl Told {
    pub fn is_draft(&self) -> bool {
        match self {
            Told::Report(report) => report.facts.is_draft,
            Told::Article(article) => article.facts.is_draft,
        }
    }
}

/// The year that a folder's name says.
fn year(name: &str) -> Option<u16> {
    let is_plain = name.len() == 4 && name.bytes().all(|b| b.is_ascii_digit());
    name.parse().ok().filter(|year| is_plain && YEARS.contains(year))
}

/// What a document is read against, and whether its text is kept.
#[derive(Clone, Copy)]
pub(super) struct Desk<'a> {
    pub sources: &'a Sources,
    pub folders: &'a Folders,
    pub forms: &'a Forms,
    pub keeps_texts: bool,
}

/// What stands in a Markdown file.
#[derive(Default)]
pub(super) struct Entry {
    /// What it says, and what is wrong with that though it reads well; none, with findings, if it has errors.
    pub told: Option<(Told, Diagnostics)>,
    /// The file that its figures stand in.
    pub needs: Option<Arc<str>>,
}

/// Reads a Markdown file.
pub(super) fn read(text: &Text, desk: Desk<'_>, findings: &mut Diagnostics) -> Entry {
    let mut needs = None;
    let told = tell(text, desk, &mut needs, findings);
    Entry { told, needs }
}

fn tell(text: &Text, desk: Desk<'_>, needs: &mut Option<Arc<str>>, findings: &mut Diagnostics) -> Option<(Told, Diagnostics)> {
    let Desk { folders, forms, keeps_texts, .. } = desk;
    let path = text.path.strip_prefix(CONTENT).and_then(|p| p.strip_suffix(".md")).unwrap_or(&text.path);
    let url: Arc<str> = Arc::from(if path == "index" { "" } else { path.strip_suffix("/index").unwrap_or(path) });
    let path_year = path.split('/').find_map(year);
    let owner = above(folders, path);
    let (front, body) = split_front_matter(text).map_err(|finding| findings.push(finding)).ok()?;
    tell_odd_characters(text, body.clone(), findings);
    let yaml = Yaml::read(text, front).map_err(|all| findings.append(all)).ok();
    let mut named = None;
    let front = yaml.as_ref().and_then(|yaml| {
        yaml.fields(findings, |fields| {
            let front = read_front(fields, owner.is_some(), path_year, forms);
            named = front.figures_file();
            front
        })
    });
    // Also where the front matter has mistakes, so that all of them are told at once.
    let filled = named.map(|(form, name)| {
        let path: Arc<str> = Arc::from(beside(&text.path, &name));
        *needs = Some(Arc::clone(&path));
        let place = yaml.as_ref().map_or_else(|| Place::file(Arc::clone(&text.path)), named_at);
        let form = forms.forms.get(form.0 as usize)?;
        fill(form, desk.sources, &text.path, &path, place, findings)
    });
    let front = front.and_then(|front| front.filled_with(filled.as_ref().map(Option::as_ref)));
    let filled = filled.flatten();
    let quotable = front.as_ref().map_or(Quotable::Unknown, |front| front.quotable(forms));
    let (narrative, prose) = Narrative::read(text, body.clone(), quotable, findings);
    let narrative = if keeps_texts { narrative.keeping(text) } else { narrative };
    let front = front?;
    let parts = front.form(forms).map_or(&[][..], |form| form.parts.as_slice());
    let outline = Outline::of(parts, &prose);
    let file = File::new(text, yaml.as_ref()?, &body, filled.as_ref());
    let seen = look_at(&Document::new(file, front.facts(), front.form(forms), &prose, &outline));
    let told = match front {
        Front::Article(facts) => Told::Article(Arc::new(Article { path: url, facts: *facts, narrative })),
        Front::Report(facts) => {
            if owner.is_none() {
                findings.push(Diagnostic::error("report-without-agency", Place::file(Arc::clone(&text.path))));
            }
            let sketch = Sketch::of(&prose, parts, &outline);
            Told::Report(Arc::new(Report { path: url, agency: owner?, facts: *facts, narrative, sketch }))
        }
    };
    Some((told, seen))
}

/// Where a report names the file of its figures.
fn named_at(yaml: &Yaml<'_>) -> Place {
    let top = Cursor::top(yaml);
    top.get("statistics").and_then(|own| own.get("file")).unwrap_or(top).place()
}

/// Reads the file that a report's figures stand in; none, with findings, if it has errors.
fn fill(
    form: &Form,
    sources: &Sources,
    document: &Arc<str>,
    path: &Arc<str>,
    place: Place,
    findings: &mut Diagnostics,
) -> Option<Filled> {
    let book = Book::open(sources, document, path, place).map_err(|finding| findings.push(finding)).ok()?;
    let mut own = Diagnostics::new();
    let filled = Filled::read(form, book, &mut own);
    let is_sound = !own.has_errors();
    findings.append(own);
    is_sound.then_some(filled)
}

/// Tells the characters of a body that its readers do not see as its author did. Those of the front matter are errors.
fn tell_odd_characters(text: &Text, body: Range<usize>, findings: &mut Diagnostics) {
    for odd in odd_characters(&text.as_str()[body.clone()]) {
        let at = body.start + odd.offset;
        let finding = Diagnostic::warning(odd.code, text.place(at..at + odd.character.len_utf8()));
        let finding = finding.with("character", code_point(odd.character));
        findings.push(match odd.count {
            1 => finding,
            count => finding.with("more", count - 1).remark("more-of-the-same"),
        });
    }
}

/// What a Markdown file's front matter makes it.
enum Front {
    Report(Box<report::Facts>),
    Article(Box<article::Facts>),
}

impl Front {
    fn facts(&self) -> Facts<'_> {
        match self {
            Front::Report(facts) => Facts::Report(facts),
            Front::Article(facts) => Facts::Article(facts),
        }
    }

    /// The file that the figures stand in, and the form that it fills in.
    fn figures_file(&self) -> Option<(FormId, Arc<str>)> {
        let statistics = self.facts().report()?.statistics.as_ref()?;
        Some((statistics.form, statistics.file.clone()?))
    }

    /// The same, with the figures of its file, if it has one; none if that has errors.
    fn filled_with(self, filled: Option<Option<&Filled>>) -> Option<Front> {
        match (self, filled) {
            (Front::Report(mut facts), Some(filled)) => {
                let figures = filled?.figures.clone();
                let statistics = facts.statistics.take().map(|statistics| Statistics { figures, ..statistics });
                Some(Front::Report(Box::new(report::Facts { statistics, ..*facts })))
            }
            (front, _) => Some(front),
        }
    }

    /// The form that is filled in.
    fn form<'f>(&self, forms: &'f Forms) -> Option<&'f Form> {
        let statistics = self.facts().report()?.statistics.as_ref()?;
        forms.forms.get(statistics.form.0 as usize)
    }

    /// What the text may quote.
    fn quotable<'f>(&'f self, forms: &'f Forms) -> Quotable<'f> {
        let statistics = self.facts().report().map(|facts| facts.statistics.as_ref());
        match (statistics, self.form(forms)) {
            (Some(Some(statistics)), Some(form)) => Quotable::Figures(form, &statistics.figures),
            (Some(None), _) if !forms.is_complete => Quotable::Unknown,
            _ => Quotable::Nothing,
        }
    }
}

/// A file that says its year or has statistics is a report; so is one in a folder of a year below an agency, even if it forgot to.
fn read_front(fields: &mut Fields<'_>, has_owner: bool, path_year: Option<u16>, forms: &Forms) -> Front {
    let says_so = fields.raw("year").is_some() || fields.raw("statistics").is_some();
    if says_so || (has_owner && path_year.is_some()) {
        Front::Report(Box::new(report::Facts::read(fields, path_year, &forms.forms, forms.is_complete)))
    } else {
        Front::Article(Box::new(article::Facts::read(fields)))
    }
}
