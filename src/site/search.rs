//! Search without a server: an index in small files, of which a browser loads the few that a query needs. `docs/decisions.md` says why it is
//! made this way, `search.js` of the theme reads it.

mod document;
mod labels;
mod pack;
mod postings;
mod terms;

use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::FixedState;
use rayon::prelude::*;
use serde::Serialize;

use self::pack::pack;
use self::terms::{Field, Term, Terms};
use super::plan::Page;
use super::press::Press;
use super::shards::{Cut, Index, Shard};
use crate::model::agency::AgencyId;
use crate::text::diagnostics::Diagnostic;

/// How many files of texts are read in one go; the terms of each go are put together afterwards.
const FILES_IN_ONE_GO: usize = 24;

/// Another number whenever files of an index are written otherwise.
const FORMAT: u32 = 1;

/// What the script must know before it loads anything.
#[derive(Debug, Serialize)]
struct About {
    /// Another one for another index, so that no browser mixes two.
    version: String,
    /// How many documents there are.
    documents: usize,
    /// The years of reports, the newest first, and the first document of each.
    years: Vec<(u16, usize)>,
    /// For each form as it is printed, the documents that fill it in.
    forms: Vec<String>,
    /// How many documents' titles stand in one file.
    titles: u32,
    /// How many documents' texts.
    texts: u32,
    /// How many files of terms there are.
    terms: u32,
}

/// What the script must know before it loads anything, as JSON. No text is read for it.
pub(super) fn about(press: &Press<'_>) -> String {
    let pages = document::pages(press);
    let cut = Cut::of(pages.len());
    let mut years: Vec<(u16, usize)> = Vec::new();
    let mut forms: Vec<Vec<u32>> = press.sheets.variants(press.portal).map(|_| Vec::new()).collect();
    for (number, page) in pages.iter().enumerate() {
        let Page::Report(id) = page else { continue };
        let facts = &press.portal.report(*id).facts;
        if years.last().is_none_or(|(year, _)| *year != facts.year) {
            years.push((facts.year, number));
        }
        let variant = facts.statistics.as_ref().and_then(|statistics| press.sheets.variant(press.portal, statistics));
        if let Some(form) = variant.and_then(|variant| forms.get_mut(variant)) {
            form.push(u32::try_from(number).unwrap_or(u32::MAX));
        }
    }
    let about = About {
        version: version(press, &pages),
        documents: pages.len(),
        years,
        forms: forms.iter().map(|documents| postings::write(documents)).collect(),
        titles: cut.titles_in_one(),
        texts: cut.texts_in_one(),
        terms: cut.terms(),
    };
    serde_json::to_string(&about).unwrap_or_default()
}

/// Changes with whatever the index is made of, and with how it is made.
fn version(press: &Press<'_>, pages: &[Page]) -> String {
    let mut hasher = FixedState::default().build_hasher();
    (FORMAT, &press.portal.config.title, labels::all(press), agencies(press, pages)).hash(&mut hasher);
    for page in pages {
        match press.narrative(*page) {
            // A file's fingerprint is of its front matter as well.
            Some(narrative) => (&narrative.source, narrative.fingerprint).hash(&mut hasher),
            None => (document::title(press, *page), page.file(press.portal, press.theme)).hash(&mut hasher),
        }
    }
    format!("{:x}", hasher.finish())
}

/// A file of the index.
///
/// # Errors
/// A finding if a text cannot be read, or has changed.
pub(super) fn shard(press: &Press<'_>, shard: Shard) -> Result<String, Diagnostic> {
    Ok(match shard {
        Shard::Labels => file("labels", &pack(&labels::all(press))),
        Shard::Agencies => file("agencies", &pack(&agencies(press, &document::pages(press)))),
        Shard::Titles(number) => index(press)?.titles.get(number as usize).cloned().unwrap_or_default(),
        Shard::Texts(number) => index(press)?.texts.get(number as usize).cloned().unwrap_or_default(),
        Shard::Terms(number) => index(press)?.terms.get(number as usize).cloned().unwrap_or_default(),
    })
}

/// Address, title and day of a document.
fn line(press: &Press<'_>, page: Page) -> String {
    let day = match page {
        Page::Report(id) => press.portal.report(id).facts.published.to_string(),
        _ => String::new(),
    };
    format!("{}\t{}\t{day}\n", press.url(page), document::title(press, page))
}

/// The agencies in the order of their tree: how deep, where, what it is called, and its documents.
fn agencies(press: &Press<'_>, pages: &[Page]) -> String {
    let portal = press.portal;
    let mut own: Vec<Vec<u32>> = portal.agencies.iter().map(|_| Vec::new()).collect();
    for (number, page) in (0..).zip(pages) {
        let agency = match page {
            Page::Report(id) => portal.report(*id).agency,
            Page::Agency(id) => *id,
            _ => continue,
        };
        own[agency.0 as usize].push(number);
    }
    let depth = |id: AgencyId| std::iter::successors(portal.agency(id).parent, |parent| portal.agency(*parent).parent).count();
    let name = |id: AgencyId| document::title(press, Page::Agency(id));
    let line = |id: AgencyId| {
        format!("{}\t{}\t{}\t{}\n", depth(id), portal.agency(id).path, name(id), postings::write(&own[id.0 as usize]))
    };
    portal.agencies_in_order().into_iter().map(line).collect()
}

/// The part of the index for which all documents are read, which is done once.
///
/// # Errors
/// A finding if a text cannot be read, or has changed.
pub fn index<'p>(press: &Press<'p>) -> Result<&'p Index, Diagnostic> {
    press.index.get_or_init(|| read(press)).as_ref().map_err(Clone::clone)
}

fn read(press: &Press<'_>) -> Result<Index, Diagnostic> {
    let pages = document::pages(press);
    let cut = Cut::of(pages.len());
    let in_one = cut.texts_in_one() as usize;
    let goes = pages.par_chunks(in_one * FILES_IN_ONE_GO).enumerate();
    let goes: Vec<_> = goes.map(|(go, pages)| read_some(press, go * FILES_IN_ONE_GO, in_one, pages)).collect();
    let (mut texts, mut terms) = (Vec::new(), Terms::new());
    for go in goes {
        let (own_texts, own_terms) = go?;
        texts.extend(own_texts);
        terms.append(own_terms);
    }
    let files: Vec<Vec<Term>> = terms.files(cut.terms());
    let terms = files.par_iter().enumerate().map(|(number, terms)| terms_file(number, terms)).collect();
    let titles = pages.chunks(cut.titles_in_one() as usize).enumerate().map(|(number, pages)| titles_file(press, number, pages));
    Ok(Index { titles: titles.collect(), texts, terms })
}

/// Reads some neighbouring documents: the files of their texts, and their terms.
fn read_some(press: &Press<'_>, first: usize, in_one: usize, pages: &[Page]) -> Result<(Vec<String>, Terms), Diagnostic> {
    let (mut files, mut terms) = (Vec::new(), Terms::new());
    for (number, pages) in (first..).zip(pages.chunks(in_one)) {
        let mut texts = String::new();
        for (document, page) in (number * in_one..).zip(pages) {
            let document = u32::try_from(document).unwrap_or(u32::MAX);
            let words = document::read(press, *page)?;
            terms.read(document, Field::Title, &document::title(press, *page));
            words.lines.lines().chain(words.figures.split(',')).for_each(|line| terms.read(document, Field::Body, line));
            texts.extend([words.lines.trim_end(), "\t", &words.figures, "\r"]);
        }
        files.push(file(&format!("texts/{number}"), &pack(&texts)));
    }
    Ok((files, terms))
}

fn titles_file(press: &Press<'_>, number: usize, pages: &[Page]) -> String {
    file(&format!("titles/{number}"), &pack(&pages.iter().map(|page| line(press, *page)).collect::<String>()))
}

fn terms_file(number: usize, terms: &[Term]) -> String {
    let entries: Vec<String> = terms.iter().map(|term| format!("{}:{}", quoted(&term.text), quoted(&term.lists()))).collect();
    call(&format!("terms/{number}"), &format!("{{{}}}", entries.join(",")))
}

fn file(name: &str, text: &str) -> String {
    call(name, &quoted(text))
}

/// A file is a call with its content: pages that are opened from a disk may load scripts, but nothing else.
fn call(name: &str, content: &str) -> String {
    format!("gongkaiIndex({},{content})\n", quoted(name))
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
