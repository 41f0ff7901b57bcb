//! What programs read: the Atom feeds, the sitemap, `robots.txt`, the map of old addresses.

use std::cmp::Reverse;

use atom_syndication::{Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use chrono::{NaiveDate, NaiveTime};
use quick_xml::escape::escape;

use super::parts::absolute_root;
use super::plan::{self, MOST_IN_SITEMAP, Page};
use super::press::Press;
use crate::model::agency::AgencyId;
use crate::model::report::{Facts, ReportId};

/// How many reports a feed lists.
const MOST_IN_FEED: usize = 50;
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// What a feed is about.
struct Channel {
    title: String,
    /// Where it stands.
    feed: Page,
    /// The page whose reports it lists.
    page: Page,
    /// The newest first.
    reports: Vec<ReportId>,
}

/// The portal's latest reports.
pub(super) fn of_portal(press: &Press<'_>) -> String {
    let title = press.portal.config.title.clone();
    atom(press, Channel { title, feed: Page::Feed, page: Page::Home, reports: press.portal.newest() })
}

/// An agency's latest reports.
pub(super) fn of_agency(press: &Press<'_>, id: AgencyId) -> String {
    let title = format!("{} · {}", press.portal.agency(id).name, press.portal.config.title);
    let reports = newest(press, press.portal.reports_of(id));
    atom(press, Channel { title, feed: Page::AgencyFeed(id), page: Page::Agency(id), reports })
}

/// The latest reports on a year.
pub(super) fn of_year(press: &Press<'_>, year: u16) -> String {
    let name = press.theme.string("title.year").replace("{year}", &year.to_string());
    let title = format!("{name} · {}", press.portal.config.title);
    let reports = newest(press, press.portal.reports_on(year));
    atom(press, Channel { title, feed: Page::YearFeed(year), page: Page::Year(year), reports })
}

fn newest(press: &Press<'_>, reports: &[ReportId]) -> Vec<ReportId> {
    let mut reports = reports.to_vec();
    reports.sort_by_key(|id| (Reverse(press.portal.report(*id).facts.published), *id));
    reports
}

/// A feed. Its date is that of its newest report, not the clock's.
fn atom(press: &Press<'_>, channel: Channel) -> String {
    let portal = press.portal;
    let changed = |id: &ReportId| changed(&portal.report(*id).facts);
    let latest: Vec<ReportId> = channel.reports.into_iter().take(MOST_IN_FEED).collect();
    let entries = latest.iter().map(|id| {
        let report = portal.report(*id);
        let address = press.absolute(Page::Report(*id));
        let author = report.facts.issuer.as_ref().unwrap_or(&portal.agency(report.agency).name);
        Entry {
            title: Text::plain(report.facts.title.clone()),
            id: address.clone(),
            updated: midnight(changed(id)),
            published: Some(midnight(report.facts.published)),
            authors: vec![Person { name: author.clone(), ..Person::default() }],
            links: vec![Link { href: address, rel: "alternate".to_owned(), ..Link::default() }],
            ..Entry::default()
        }
    });
    let address = press.absolute(channel.page);
    let feed = Feed {
        title: Text::plain(channel.title),
        id: address.clone(),
        updated: midnight(latest.iter().map(changed).max().unwrap_or(portal.today)),
        links: vec![
            Link { href: press.absolute(channel.feed), rel: "self".to_owned(), ..Link::default() },
            Link { href: address, rel: "alternate".to_owned(), ..Link::default() },
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

/// The day of a report's last change.
fn changed(facts: &Facts) -> NaiveDate {
    facts.updated.unwrap_or(facts.published)
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
            Page::Report(id) => format!("<lastmod>{}</lastmod>", changed(&press.portal.report(*id).facts)),
            _ => String::new(),
        };
        out.push_str(&format!("<url><loc>{}</loc>{changed}</url>\n", escape(press.absolute(*page))));
    }
    out + "</urlset>\n"
}

/// Old addresses and where they lead, for nginx's `map $uri`; a folder with and without its last slash.
pub(super) fn alias_map(press: &Press<'_>) -> String {
    let base = press.portal.config.path();
    // The address in site.yaml is encoded; a dollar sign would begin a variable.
    let root = absolute_root(&press.portal.config.base_url).replace('$', "%24");
    let mut out = String::new();
    for alias in press.portal.aliases.iter() {
        let to = format!("{root}{}", plan::canonical(&press.file(press.leads_to(alias.target))));
        let folder = alias.file.strip_suffix("/index.html");
        let from = folder.map_or_else(|| vec![alias.file.clone()], |folder| vec![folder.to_owned(), format!("{folder}/")]);
        from.iter().for_each(|from| out.push_str(&format!("\"{base}{from}\" \"{to}\";\n")));
    }
    out
}

/// Everybody may read everything.
pub(super) fn robots(press: &Press<'_>) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", press.absolute(Page::Sitemap))
}
