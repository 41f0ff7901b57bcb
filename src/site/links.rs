//! Links in an author's text: from what stands in a file to what stands on a page.

use super::plan::{Page, Plan, root, url};
use super::theme::Theme;
use crate::model::narrative::Narrative;
use crate::model::portal::{CONTENT, Portal};
use crate::text::diagnostics::{Diagnostic, Diagnostics};
use crate::text::markdown::Found;
use crate::text::source::Sources;

/// The page that a destination in a source's text means: a file beside it, a file from the content's root, or an address of the portal.
pub fn resolve(plan: &Plan, source: &str, destination: &str) -> Option<Page> {
    if destination.is_empty() {
        return None;
    }
    let path = path_of(source, destination)?;
    let page_of_markdown = |path: &str| {
        let page = path.strip_suffix(".md")?;
        let page = if page == "index" { "" } else { page.strip_suffix("/index").unwrap_or(page) };
        plan.find(format!("{page}/index.html").trim_start_matches('/'))
    };
    page_of_markdown(&path)
        .or_else(|| plan.find(&path))
        .or_else(|| plan.find(format!("{}/index.html", path.trim_end_matches('/')).trim_start_matches('/')))
}

/// A destination's path below the content; none if it leads out of it.
fn path_of(source: &str, destination: &str) -> Option<String> {
    let folder = source.strip_prefix(CONTENT).unwrap_or(source).rsplit_once('/').map_or("", |(folder, _)| folder);
    match destination.strip_prefix('/') {
        Some(absolute) => normalise("", absolute),
        None => normalise(folder, destination),
    }
}

/// The file that a destination names, relative to the site's folder.
fn source_of(source: &str, destination: &str) -> Option<String> {
    Some(format!("{CONTENT}{}", path_of(source, destination)?))
}

/// Joins a folder and a relative path, `..` resolved; none if it leads out of the content.
fn normalise(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The address of a destination as it must be written on a page.
pub fn address(portal: &Portal, theme: &Theme, plan: &Plan, source: &str, destination: &str, from: &str) -> Option<String> {
    let page = resolve(plan, source, destination)?;
    Some(root(from) + &url(&page.file(portal, theme)))
}

/// Tells every link of every text that leads nowhere.
pub fn check(portal: &Portal, plan: &Plan, sources: &Sources, diagnostics: &mut Diagnostics) {
    let reports = portal.reports.iter().map(|report| &report.narrative);
    for narrative in reports.chain(portal.articles.iter().map(|article| &article.narrative)) {
        let broken = broken(portal, plan, sources, narrative);
        if broken.is_empty() {
            continue;
        }
        match sources.text(&narrative.source) {
            Ok(text) => {
                diagnostics.push_some(broken.into_iter(), |link| {
                    let place = text.place(narrative.start + link.span.start..narrative.start + link.span.end);
                    let leads_to_draft = source_of(&narrative.source, &link.what).is_some_and(|path| is_draft(portal, &path));
                    let finding = match leads_to_draft {
                        true => Diagnostic::error("link-to-draft", place),
                        false => Diagnostic::error("broken-link", place),
                    };
                    finding.with("destination", &link.what)
                });
            }
            Err(finding) => diagnostics.push(finding),
        }
    }
}

/// The links of a text that lead nowhere.
pub fn broken<'n>(portal: &Portal, plan: &Plan, sources: &Sources, narrative: &'n Narrative) -> Vec<&'n Found> {
    let is_broken = |link: &&Found| {
        // A document with errors of its own is missing from the plan.
        let is_document = |path: &String| path.ends_with(".md") && sources.get(path).is_some() && !is_draft(portal, path);
        let is_there = || source_of(&narrative.source, &link.what).as_ref().is_some_and(is_document);
        resolve(plan, &narrative.source, &link.what).is_none() && !is_there()
    };
    narrative.links.iter().filter(is_broken).collect()
}

/// Whether a file is a draft that is left out.
fn is_draft(portal: &Portal, path: &str) -> bool {
    portal.drafts.iter().any(|draft| **draft == *path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_normalised_and_stay_inside() {
        assert_eq!(normalise("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(normalise("a", "./b/").as_deref(), Some("a/b"));
        assert_eq!(normalise("a", "../../c"), None);
    }
}
