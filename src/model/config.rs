//! The portal's own facts: `site.yaml`.

use percent_encoding::percent_decode_str;

use super::publication::Review;
use crate::text::diagnostics::{Diagnostic, Diagnostics, Place, Severity};
use crate::text::fields::{Fields, Shape, read_file};
use crate::text::source::{MEGABYTE, MOST_TEXT, Text};
use crate::text::tell::Language;
use crate::text::yaml::{Node, Step};

/// Who can be asked, and where: 受理机构.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// The office that takes requests.
    pub office: Option<String>,
    /// Its street address.
    pub address: Option<String>,
    /// When it is open.
    pub hours: Option<String>,
    /// Telephone, as written.
    pub phone: Option<String>,
    /// Fax, as written.
    pub fax: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
}

impl Contact {
    /// Reads the keys of a `contact:` map.
    pub fn read(fields: &mut Fields<'_>) -> Self {
        Contact {
            office: fields.text("office"),
            address: fields.text("address"),
            hours: fields.text("hours"),
            phone: fields.text("phone"),
            fax: fields.text("fax"),
            email: fields.text("email"),
            postcode: fields.text("postcode"),
        }
    }
}

/// The website that the portal belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParentSite {
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
}

/// What `site.yaml` says of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The rule's code.
    pub rule: String,
    /// How bad a finding is; none if the rule is off.
    pub severity: Option<Severity>,
    /// Where this stands.
    pub place: Place,
}

/// A value for an option of the theme; the theme knows which there are.
#[derive(Debug, Clone)]
pub struct ThemeOption {
    /// The option.
    pub name: String,
    /// What is chosen.
    pub value: String,
    /// Where the option's name stands.
    pub place: Place,
    /// Where the value stands.
    pub value_place: Place,
}

/// A format in which figures can be taken away beside CSV, which every portal offers, and a report's JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Download {
    /// One object a line, for programs.
    JsonLines,
    /// Spreadsheets.
    Xlsx,
    /// Typed columns for programs.
    Parquet,
}

impl Download {
    /// All there are.
    pub const ALL: [Download; 3] = [Download::JsonLines, Download::Xlsx, Download::Parquet];

    /// The name in `site.yaml`.
    pub fn name(self) -> &'static str {
        match self {
            Download::JsonLines => "jsonl",
            Download::Xlsx => "xlsx",
            Download::Parquet => "parquet",
        }
    }
}

/// How much of two narratives may be the same, in per cent of their sentences, if `site.yaml` does not say.
const SIMILARITY: u8 = 90;

/// What `site.yaml` says.
#[derive(Debug, Clone)]
pub struct Config {
    /// The portal's name: SiteName.
    pub title: String,
    /// Where it will be published; ends in `/`.
    pub base_url: String,
    /// Of the interface.
    pub language: Language,
    /// For search engines.
    pub description: Option<String>,
    /// For search engines.
    pub keywords: Vec<String>,
    /// The theme's folder below `themes/`.
    pub theme: String,
    /// What is chosen among what the theme leaves open.
    pub theme_options: Vec<ThemeOption>,
    /// 主办单位
    pub organisation: Option<String>,
    /// 承办单位
    pub undertaker: Option<String>,
    /// 网站标识码: SiteIDCode
    pub site_code: Option<String>,
    /// ICP 备案号
    pub icp: Option<String>,
    /// 公安备案号
    pub police: Option<String>,
    /// 受理机构
    pub contact: Contact,
    /// The website it belongs to.
    pub parent_site: Option<ParentSite>,
    /// A sentence on every page.
    pub notice: Option<String>,
    /// Which rules hold, and how strictly.
    pub checks: Vec<Setting>,
    /// From how much on two narratives are told to be the same, in per cent of their sentences.
    pub similarity: u8,
    /// The reviews without which no report is published.
    pub required_reviews: Vec<Review>,
    /// The formats of open data beside CSV and JSON.
    pub downloads: Vec<Download>,
    /// The largest text that is read, in bytes.
    pub text_limit: u64,
}

impl Config {
    /// Reads `site.yaml`; none, with findings, if it has errors.
    pub fn read(text: &Text, diagnostics: &mut Diagnostics) -> Option<Config> {
        read_file(text, diagnostics, Config::from_fields)
    }

    /// What may stand in `site.yaml`.
    pub fn shape() -> Shape {
        Shape::of(|fields| drop(Config::from_fields(fields)))
    }

    fn from_fields(fields: &mut Fields<'_>) -> Config {
        Config {
            title: fields.required_text("title"),
            base_url: base_url(fields),
            language: fields
                .parse("language", "expected-language", |tag| Language::ALL.into_iter().find(|l| l.tag() == tag))
                .unwrap_or(Language::Chinese),
            description: fields.text("description"),
            keywords: fields.texts("keywords"),
            theme: theme(fields),
            theme_options: theme_options(fields),
            organisation: fields.text("organisation"),
            undertaker: fields.text("undertaker"),
            site_code: fields.text("site_code"),
            icp: fields.text("icp"),
            police: fields.text("police"),
            contact: fields.map("contact", Contact::read).unwrap_or_default(),
            parent_site: fields
                .map("parent_site", |f| ParentSite { name: f.required_text("name"), url: required_address(f, "url") }),
            notice: fields.text("notice"),
            checks: checks(fields),
            similarity: fields.parse("similarity", "expected-per-cent", per_cent).unwrap_or(SIMILARITY),
            required_reviews: fields.map("publication", required_reviews).unwrap_or_default(),
            downloads: downloads(fields),
            text_limit: fields.parse("text_limit", "expected-megabytes", megabytes).unwrap_or(MOST_TEXT),
        }
    }

    /// The host that the portal is published at: SiteDomain.
    pub fn domain(&self) -> &str {
        let rest = self.base_url.split_once("://").map_or("", |(_, rest)| rest);
        rest.split('/').next().unwrap_or("")
    }

    /// Where the portal stands on its host, decoded: `/xxgk/`.
    pub fn path(&self) -> String {
        let rest = self.base_url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
        format!("/{}", percent_decode_str(rest.trim_start_matches('/')).decode_utf8_lossy())
    }
}

/// Reads `checks`: a rule's code, and a severity or `off`.
fn checks(fields: &mut Fields<'_>) -> Vec<Setting> {
    let Some((cursor, entries)) = fields.entries("checks") else { return Vec::new() };
    let mut settings = Vec::new();
    for (rule, node) in entries {
        let entry = cursor.down(Step::Key(rule), node);
        let written = if let Node::Scalar(text) = node { text.as_str() } else { "" };
        let severity = Severity::ALL.into_iter().find(|severity| severity.name() == written);
        if severity.is_none() && written != "off" {
            let finding = Diagnostic::error("expected-severity", entry.place()).with("key", rule).with("written", written);
            fields.report(finding);
        }
        settings.push(Setting { rule: rule.clone(), severity, place: entry.key_place() });
    }
    settings
}

/// Reads `theme_options`.
fn theme_options(fields: &mut Fields<'_>) -> Vec<ThemeOption> {
    let Some((cursor, entries)) = fields.entries("theme_options") else { return Vec::new() };
    let option = |(name, node): &(String, Node)| {
        let entry = cursor.down(Step::Key(name), node);
        let value = if let Node::Scalar(text) = node { text.clone() } else { String::new() };
        ThemeOption { name: name.clone(), value, place: entry.key_place(), value_place: entry.place() }
    };
    entries.iter().map(option).collect()
}

fn per_cent(text: &str) -> Option<u8> {
    text.parse().ok().filter(|number| (1..=100).contains(number))
}

fn megabytes(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number| (1..=1024).contains(number)).map(|number: u64| number * MEGABYTE)
}

fn required_reviews(fields: &mut Fields<'_>) -> Vec<Review> {
    let mut reviews = Vec::new();
    fields.items("require", |fields, cursor| {
        let written = if let Node::Scalar(text) = cursor.node { text.as_str() } else { "" };
        match Review::ALL.into_iter().find(|review| review.name() == written) {
            Some(review) => reviews.push(review),
            None => fields.report(Diagnostic::error("expected-review", cursor.place()).with("written", written)),
        }
    });
    reviews
}

fn downloads(fields: &mut Fields<'_>) -> Vec<Download> {
    let mut downloads = Vec::new();
    fields.items("downloads", |fields, cursor| {
        let written = if let Node::Scalar(text) = cursor.node { text.as_str() } else { "" };
        match Download::ALL.into_iter().find(|download| download.name() == written) {
            Some(download) => downloads.push(download),
            None => fields.report(Diagnostic::error("expected-download", cursor.place()).with("written", written)),
        }
    });
    downloads
}

fn web_address(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    fields.parse(key, "expected-web-address", |text| {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let plausible =
            rest.is_ascii() && !rest.starts_with('/') && !rest.is_empty() && !rest.contains([' ', '"', '<', '>', '#', '?']);
        plausible.then(|| text.to_owned())
    })
}

fn required_address(fields: &mut Fields<'_>, key: &'static str) -> String {
    if fields.raw(key).is_none() {
        fields.missing(key);
    }
    web_address(fields, key).unwrap_or_default()
}

fn base_url(fields: &mut Fields<'_>) -> String {
    let mut url = required_address(fields, "base_url");
    if !url.ends_with('/') {
        url.push('/');
    }
    url
}

fn theme(fields: &mut Fields<'_>) -> String {
    let name = fields.text("theme").unwrap_or_default();
    let Some(cursor) = fields.raw("theme") else { return "default".to_owned() };
    if name.contains(['/', '\\']) || name.starts_with('.') {
        fields.report(Diagnostic::error("theme-name", cursor.place()).with("name", &name));
    }
    name
}
