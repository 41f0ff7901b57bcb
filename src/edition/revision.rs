//! A revision: the next edition where some documents say something else, and nothing else is new. It shares all the rest with the edition
//! before, so it costs as much as those documents do, however many others there are.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Edition;
use super::document::Told;
use super::library::{Library, Revised};
use crate::check::verdict::Seen;
use crate::model::article::{Article, ArticleId};
use crate::model::narrative::Narrative;
use crate::model::report::{Report, ReportId};
use crate::site::links;
use crate::site::parts;
use crate::site::shards::Kept;

/// Revises an edition. None if more has changed than words and figures of documents, or if these have mistakes: then all is assembled anew,
/// and what is wrong is told.
pub(super) fn revise(before: &Edition, library: &Library) -> Option<Edition> {
    let revised = library.revised_since(&before.library)?;
    let Texts { reports, articles } = Texts::of(&revised, before, library)?;
    let mut narratives = reports.iter().map(|(_, report)| &report.narrative).chain(articles.iter().map(|(_, a)| &a.narrative));
    let leads_nowhere = |text: &Narrative| !links::broken(&before.portal, &before.plan, library.sources(), text).is_empty();
    let printed = |report: &Report| {
        let statistics = report.facts.statistics.as_ref()?;
        before.sheets.of(&before.portal, statistics.form, &statistics.figures).map(std::ptr::from_ref)
    };
    // With other rows a form is printed otherwise, and what was printed before may be nobody's any more.
    let is_printed_alike = |(id, report): &(ReportId, Arc<Report>)| printed(report) == printed(before.portal.report(*id));
    if narratives.any(leads_nowhere) || !reports.iter().all(is_printed_alike) {
        return None;
    }
    let is_of_articles = !articles.is_empty();
    let portal = before.portal.revised(reports, articles)?;
    // All pages name some of the articles.
    if is_of_articles && parts::site(&portal, &before.plan, &before.looks.theme) != *before.looks.site {
        return None;
    }
    Some(Edition {
        library: library.clone(),
        moment: before.moment,
        portal,
        seen: seen(&revised, before, library)?,
        told: Arc::clone(&before.told),
        plan: Arc::clone(&before.plan),
        looks: before.looks.clone(),
        sheets: Arc::clone(&before.sheets),
        index: Kept::default(),
    })
}

/// The documents that say something else, by what they are in the portal before.
#[derive(Default)]
struct Texts {
    reports: Vec<(ReportId, Arc<Report>)>,
    articles: Vec<(ArticleId, Arc<Article>)>,
}

impl Texts {
    /// None if one of them has mistakes, or is not what it was.
    fn of(revised: &Revised, before: &Edition, library: &Library) -> Option<Texts> {
        let mut texts = Texts::default();
        for place in &revised.documents {
            let (path, reading) = &library.documents[*place];
            match reading.value.as_ref()? {
                Told::Report(report) => texts.reports.push((before.portal.report_from(path)?, Arc::clone(report))),
                Told::Article(article) => {
                    let id = before.portal.article_from(path)?;
                    if before.portal.article(id).facts.is_draft != article.facts.is_draft {
                        return None;
                    }
                    texts.articles.push((id, Arc::clone(article)));
                }
            }
        }
        Some(texts)
    }
}

/// What is found in single files now.
fn seen(revised: &Revised, before: &Edition, library: &Library) -> Option<Seen> {
    let documents = revised.documents.iter().map(|place| &library.documents[*place]).map(|(path, r)| (path, &r.seen));
    let needed = if revised.attachments.is_empty() { BTreeSet::default() } else { library.needed() };
    let attachments = revised.attachments.iter().map(|place| &library.attachments[*place]);
    let attachments = attachments.filter(|(path, _)| !needed.contains(path)).map(|(path, r)| (path, &r.seen));
    let renew = |(path, seen): (&Arc<str>, &_)| Some((before.seen.find(path)?, (Arc::clone(path), Arc::clone(seen))));
    let others: Option<Vec<_>> = documents.chain(attachments).map(renew).collect();
    Some(before.seen.with(others?))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::edition::library::Texts as Keep;
    use crate::model::portal::Moment;
    use crate::text::diagnostics::Diagnostics;
    use crate::text::source::Sources;

    const REPORT: &str = "---\ntitle: 镇2024年报告\nyear: 2024\npublished: 2025-01-10\nstatistics:\n  form: cn-2014\n  figures:\n    \
                          proactive.total: 7\n---\n\n一。见[指南](/guide.md)。\n";
    const ARTICLE: &str = "---\ntitle: 指南\n---\n\n有。\n";

    #[test]
    fn words_and_figures_are_a_revision_and_all_else_is_not() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let write = |path: &str, text: &str| {
            let place = folder.path().join(path);
            fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
            fs::write(place, text).expect("a file");
        };
        write("site.yaml", "title: 公开\nbase_url: https://example.gov.cn/\n");
        write("content/town/agency.yaml", "name: 镇\nlevel: township\n");
        write("content/town/2024/report.md", REPORT);
        write("content/guide.md", ARTICLE);
        write("content/about.md", ARTICLE);
        write("content/town/2024/a.csv", "1");
        let library = Library::read(Sources::read(folder.path()).expect("sources"), Keep::Dropped);
        let moment = Moment { today: "2026-06-01".parse().expect("a day"), shows_drafts: true };
        let before = Edition::after(None, &library, moment, &mut Diagnostics::new()).expect("an edition");
        let optional = "proactive.total: 7\n    requests.replied.refused.statutory_other: 1";
        for (path, text, from, to, is_revision) in [
            ("content/town/2024/report.md", REPORT, "一。", "二。", true),
            ("content/town/2024/report.md", REPORT, "一。", "<b>二。</b>", true),
            ("content/town/2024/report.md", REPORT, "total: 7", "total: 8", true),
            ("content/town/2024/report.md", REPORT, "镇2024年报告", "镇报告", true),
            ("content/town/2024/report.md", REPORT, "/guide.md", "/about.md", true),
            ("content/guide.md", ARTICLE, "有。", "无。", true),
            ("content/town/2024/a.csv", "1", "1", "2", true),
            ("content/town/2024/report.md", REPORT, "total: 7", "total: 07", false),
            ("content/town/2024/report.md", REPORT, "/guide.md", "/nothing.md", false),
            ("content/town/2024/report.md", REPORT, "2025-01-10", "2025-03-10", false),
            ("content/town/2024/report.md", REPORT, "cn-2014", "cn-2021", false),
            ("content/town/2024/report.md", REPORT, "year:", "status: draft\nyear:", false),
            ("content/town/2024/report.md", REPORT, "proactive.total: 7", optional, false),
            // All pages name it.
            ("content/about.md", ARTICLE, "指南", "关于", false),
            ("content/about.md", ARTICLE, "---\n\n", "status: draft\n---\n\n", false),
            ("content/town/agency.yaml", "name: 镇\nlevel: township\n", "镇", "村", false),
        ] {
            assert!(text.contains(from), "{from}");
            write(path, &text.replace(from, to));
            let next = library.reread(&BTreeSet::from([path.to_owned()]));
            assert_eq!(revise(&before, &next).is_some(), is_revision, "{path}: {from} → {to}");
            write(path, text);
        }
    }
}
