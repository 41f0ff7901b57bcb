//! Parts of views that several pages have.

use rust_decimal::Decimal;

use super::plan::{self, Page, Plan};
use super::press::Press;
use super::theme::Theme;
use super::views::{self, Contact, Entry, Link, ReportLink, Site, Tally, YearLink};
use crate::model::agency::AgencyId;
use crate::model::article::{ArticleId, Section};
use crate::model::config;
use crate::model::portal::{Portal, ids};
use crate::model::report::ReportId;
use crate::model::standing::Standing;

/// What all pages share.
pub fn site(portal: &Portal, plan: &Plan, theme: &Theme) -> Site {
    let config = &portal.config;
    let address = |page: Page| plan::url(&page.file(portal, theme));
    let entry = |name: &'static str, page: Option<Page>| {
        let page = page.filter(|page| plan.find(&page.file(portal, theme)).is_some())?;
        Some(Entry { name, url: address(page) })
    };
    let section = |section: Section| entry(section.name(), section_page(portal, section));
    let more = ids(&portal.articles).map(ArticleId).filter(|id| {
        let article = portal.article(*id);
        article.section().is_none() && !article.path.is_empty()
    });
    Site {
        title: config.title.clone(),
        language: config.language.tag(),
        base_url: config.base_url.clone(),
        domain: config.domain().to_owned(),
        description: config.description.clone(),
        organisation: config.organisation.clone(),
        undertaker: config.undertaker.clone(),
        site_code: config.site_code.clone(),
        icp: config.icp.clone(),
        police: config.police.clone(),
        contact: contact(&config.contact),
        parent_site: config.parent_site.as_ref().map(|site| Link { title: site.name.clone(), url: site.url.clone() }),
        notice: config.notice.clone(),
        navigation: [
            entry("home", Some(Page::Home)),
            entry("years", Some(Page::Years)),
            entry("agencies", Some(Page::Agencies)),
            entry("statistics", Some(Page::Statistics)),
            section(Section::Guide),
        ]
        .into_iter()
        .flatten()
        .collect(),
        entries: [
            section(Section::Guide),
            section(Section::Rules),
            section(Section::Disclosure),
            entry("years", Some(Page::Years)),
            section(Section::Requests),
        ]
        .into_iter()
        .flatten()
        .collect(),
        more: more.map(|id| Link { title: portal.article(id).facts.title.clone(), url: address(Page::Article(id)) }).collect(),
        data: plan.find(&Page::Data.file(portal, theme)).map(address),
    }
}

/// The first page of a section: its own article, or the list of its articles.
pub(super) fn section_page(portal: &Portal, section: Section) -> Option<Page> {
    let articles = portal.articles_in(section);
    let own = articles.iter().find(|id| &*portal.article(**id).path == section.name());
    own.map(|id| Page::Article(*id)).or((!articles.is_empty()).then_some(Page::Section(section)))
}

/// A contact for a template.
pub(super) fn contact(contact: &config::Contact) -> Contact {
    let config::Contact { office, address, hours, phone, fax, email, postcode } = contact.clone();
    Contact { is_empty: *contact == config::Contact::default(), office, address, hours, phone, fax, email, postcode }
}

/// The way down to an agency, itself included.
pub(super) fn agency_crumbs(press: &Press<'_>, agency: AgencyId) -> Vec<Link> {
    let mut crumbs = Vec::new();
    let mut at = Some(agency);
    while let Some(id) = at {
        let body = press.portal.agency(id);
        crumbs.push(press.link(&body.short_name, Page::Agency(id)));
        at = body.parent;
    }
    crumbs.push(press.link(press.theme.string("nav.agencies"), Page::Agencies));
    crumbs.reverse();
    crumbs
}

/// A report in a list.
pub(super) fn report_link(press: &Press<'_>, id: ReportId) -> ReportLink {
    let facts = &press.portal.report(id).facts;
    ReportLink {
        title: facts.title.clone(),
        url: press.url(Page::Report(id)),
        published: facts.published.to_string(),
        year: facts.year,
    }
}

/// How an agency stands, for a template.
pub(super) fn standing(standing: Standing) -> views::Standing {
    views::Standing { name: standing.name(), days: if let Standing::Late(days) = standing { days } else { 0 } }
}

/// How many agencies stand how with a year's reports.
pub(super) fn tally(portal: &Portal, year: u16) -> Tally {
    let mut tally = Tally::default();
    for agency in ids(&portal.agencies).map(AgencyId) {
        match portal.standing(agency, year) {
            Standing::OnTime => tally.on_time += 1,
            Standing::Late(_) => tally.late += 1,
            Standing::Missing => tally.missing += 1,
            Standing::NotYetDue => tally.not_yet_due += 1,
            Standing::NotRequired => continue,
        }
        tally.required += 1;
    }
    tally
}

/// A year in a list.
pub(super) fn year_link(press: &Press<'_>, year: u16) -> YearLink {
    let Tally { required, on_time, late, .. } = tally(press.portal, year);
    YearLink { year, url: press.url(Page::Year(year)), reported: on_time + late, required }
}

/// All years, newest first.
pub(super) fn year_links(press: &Press<'_>) -> Vec<YearLink> {
    press.portal.years().into_iter().flatten().rev().map(|year| year_link(press, year)).collect()
}

/// A change with its sign; 0 has none.
pub(super) fn signed(change: Decimal) -> String {
    match change {
        change if change.is_zero() => "0".to_owned(),
        change if change.is_sign_negative() => format!("−{}", change.abs()),
        change => format!("+{change}"),
    }
}

/// An absolute path of the portal's root, for pages that may be shown anywhere. An address in `site.yaml` is encoded already.
pub(super) fn absolute_root(base_url: &str) -> String {
    let path = base_url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    format!("/{}", path.trim_start_matches('/'))
}
