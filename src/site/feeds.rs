//! What programs read: the Atom feed, the sitemap, `robots.txt`.

use atom_syndication::{Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use chrono::{NaiveDate, NaiveTime};
use quick_xml::escape::escape;

use super::plan::{MOST_IN_SITEMAP, Page};
use super::press::Press;

/// How many reports the feed lists.
const MOST_IN_FEED: usize = 50;
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The latest reports. Its date is the newest report's, not the clock's.
pub(super) fn atom(press: &Press<'_>) -> String {
    let portal = press.portal;
    let latest: Vec<_> = portal.newest().into_iter().take(MOST_IN_FEED).collect();
    let entries = latest.iter().map(|id| {
        let report = portal.report(*id);
        let address = press.absolute(Page::Report(*id));
        let author = report.facts.issuer.as_ref().unwrap_or(&portal.agency(report.agency).name);
        Entry {
            title: Text::plain(report.facts.title.clone()),
            id: address.clone(),
            updated: midnight(report.facts.published),
            published: Some(midnight(report.facts.published)),
            authors: vec![Person { name: author.clone(), ..Person::default() }],
            links: vec![Link { href: address, rel: "alternate".to_owned(), ..Link::default() }],
            ..Entry::default()
        }
    });
    let feed = Feed {
        title: Text::plain(portal.config.title.clone()),
        id: portal.config.base_url.clone(),
        updated: midnight(latest.first().map_or(portal.today, |id| portal.report(*id).facts.published)),
        links: vec![
            Link { href: press.absolute(Page::Feed), rel: "self".to_owned(), ..Link::default() },
            Link { href: portal.config.base_url.clone(), rel: "alternate".to_owned(), ..Link::default() },
        ],
        generator: Some(Generator { value: "gongkai".to_owned(), ..Generator::default() }),
        lang: Some(portal.config.language.tag().to_owned()),
        authors: vec![Person {
            name: portal.config.organisation.clone().unwrap_or_else(|| portal.config.title.clone()),
            ..Person::default()
        }],
        entries: entries.collect(),
        ..Feed::default()
    };
    feed.to_string() + "\n"
}

/// A day's first moment in China, where these reports are published.
fn midnight(day: NaiveDate) -> FixedDateTime {
    let offset = chrono::FixedOffset::east_opt(8 * 3600);
    let time = day.and_time(NaiveTime::MIN);
    offset.and_then(|offset| time.and_local_timezone(offset).single()).unwrap_or_default()
}

/// The addresses of all pages that search engines should know.
fn addresses(press: &Press<'_>) -> Vec<Page> {
    press.plan.pages().iter().copied().filter(|page| page.is_listed()).collect()
}

/// All addresses, or an index of the parts where they are too many for one file.
pub(super) fn sitemap(press: &Press<'_>) -> String {
    let pages = addresses(press);
    if pages.len() <= MOST_IN_SITEMAP {
        return list(press, &pages);
    }
    let mut out = format!("{XML}<sitemapindex xmlns=\"{SITEMAP}\">\n");
    for part in (1..).take(pages.len().div_ceil(MOST_IN_SITEMAP)) {
        out.push_str(&format!("<sitemap><loc>{}</loc></sitemap>\n", escape(press.absolute(Page::SitemapPart(part)))));
    }
    out + "</sitemapindex>\n"
}

/// One part of a sitemap, counted from 1.
pub(super) fn sitemap_part(press: &Press<'_>, part: u32) -> String {
    let pages = addresses(press);
    list(press, pages.chunks(MOST_IN_SITEMAP).nth(part as usize - 1).unwrap_or_default())
}

fn list(press: &Press<'_>, pages: &[Page]) -> String {
    let mut out = format!("{XML}<urlset xmlns=\"{SITEMAP}\">\n");
    for page in pages {
        let changed = match page {
            Page::Report(id) => format!("<lastmod>{}</lastmod>", press.portal.report(*id).facts.published),
            _ => String::new(),
        };
        out.push_str(&format!("<url><loc>{}</loc>{changed}</url>\n", escape(press.absolute(*page))));
    }
    out + "</urlset>\n"
}

/// Everybody may read everything.
pub(super) fn robots(press: &Press<'_>) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", press.absolute(Page::Sitemap))
}
