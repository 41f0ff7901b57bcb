//! What templates see: one view a template, each field documented, because `docs/themes.md` is made from this file.
//!
//! Addresses are relative to the portal's root, and already encoded: a template writes `{{ page.root }}{{ link.url }}`.

use serde::Serialize;

/// The portal: `site` in every template.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Site {
    /// Its name.
    pub title: String,
    /// `zh-CN` or `en`: the language of the interface.
    pub language: &'static str,
    /// Where it is published; ends in `/`.
    pub base_url: String,
    /// The host in it.
    pub domain: String,
    /// One sentence, or none.
    pub description: Option<String>,
    /// 主办单位, or none.
    pub organisation: Option<String>,
    /// 承办单位, or none.
    pub undertaker: Option<String>,
    /// 网站标识码, or none.
    pub site_code: Option<String>,
    /// ICP 备案号, or none.
    pub icp: Option<String>,
    /// 公安备案号, or none.
    pub police: Option<String>,
    /// 受理机构.
    pub contact: Contact,
    /// The website that the portal belongs to, or none.
    pub parent_site: Option<Link>,
    /// A sentence that every page shows, or none.
    pub notice: Option<String>,
    /// The main navigation: home, years, agencies, statistics, guide; each only if it has content.
    pub navigation: Vec<Entry>,
    /// The fixed entries of a disclosure portal: guide, rules, disclosure, annual reports, requests; each only if it has content.
    pub entries: Vec<Entry>,
    /// Articles that belong to no section.
    pub more: Vec<Link>,
    /// The page of open data, or none.
    pub data: Option<String>,
}

/// A link in a navigation.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its name: `page.section` says which one is current. Its words are `t.nav[name]`.
    pub name: &'static str,
    /// Where it leads.
    pub url: String,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Its words.
    pub title: String,
    /// Where it leads.
    pub url: String,
}

/// Who can be asked. Each field is a text or none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// 受理机构.
    pub office: Option<String>,
    /// Street address.
    pub address: Option<String>,
    /// When it is open.
    pub hours: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Fax.
    pub fax: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// Whether there is nothing in it.
    pub is_empty: bool,
}

/// The page that is made: `page` in every template.
#[derive(Debug, Default, Serialize)]
pub struct Meta {
    /// Its title.
    pub title: String,
    /// `../` as often as it takes to get to the portal's root.
    pub root: String,
    /// Its absolute address, for `rel=canonical`.
    pub canonical: String,
    /// One sentence.
    pub description: String,
    /// A list of words.
    pub keywords: Vec<String>,
    /// The entry of the navigation that it belongs to: `home`, `years`, `agencies`, `statistics`, `guide`, `rules`, `disclosure`, `requests`, `search`, or nothing.
    pub section: &'static str,
    /// The way down to it, the home page first, itself left out.
    pub crumbs: Vec<Link>,
    /// The feed of the agency or the year that it is about, or none.
    pub feed: Option<Link>,
    /// For a report or an article: ArticleTitle, PubDate, ContentSource, Author of 政府网站标签规范. None for a column's page.
    pub article: Option<ArticleMeta>,
    /// Not published yet; only a preview shows it.
    pub is_draft: bool,
    /// What the page is about in schema.org's words, as safe JSON for a `script` of the type `application/ld+json`, or none.
    pub structured: Option<String>,
}

/// The meta tags of a page that is an article.
#[derive(Debug, Serialize)]
pub struct ArticleMeta {
    /// PubDate as the norm writes it, `2017-01-20 00:00`, or none.
    pub published: Option<String>,
    /// ContentSource: who issued it.
    pub source: String,
    /// Author, or none.
    pub author: Option<String>,
}

/// `home.html`: the first page.
#[derive(Debug, Serialize)]
pub struct Home {
    /// The page.
    pub page: Meta,
    /// The portal's own text (`content/index.md`) as safe HTML, or none.
    pub text: Option<String>,
    /// How many reports there are.
    pub report_count: usize,
    /// The headline figures of the newest year that has any, or none.
    pub headline: Option<Headline>,
    /// The newest reports.
    pub newest: Vec<ReportLink>,
    /// All years, newest first.
    pub years: Vec<YearLink>,
    /// The agencies by level.
    pub groups: Vec<AgencyGroup>,
}

/// The headline figures of a year.
#[derive(Debug, Serialize)]
pub struct Headline {
    /// The year.
    pub year: YearLink,
    /// The figures.
    pub figures: Vec<HeadlineFigure>,
}

/// One headline figure: the sum of a series over all agencies with nobody below them.
#[derive(Debug, Serialize)]
pub struct HeadlineFigure {
    /// The series' name.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// The series' page.
    pub url: String,
    /// The sum.
    pub value: String,
    /// How many agencies gave a figure.
    pub answered: u32,
    /// How many had to report.
    pub required: u32,
    /// The difference to the year before, with its sign; none unless the same agencies gave figures of the same definition.
    pub change: Option<String>,
}

/// A report in a list.
#[derive(Debug, Serialize)]
pub struct ReportLink {
    /// As published.
    pub title: String,
    /// The report.
    pub url: String,
    /// The day of publication: `2017-01-20`.
    pub published: String,
    /// The year reported on.
    pub year: u16,
}

/// A year in a list.
#[derive(Debug, Serialize)]
pub struct YearLink {
    /// The year.
    pub year: u16,
    /// Its page.
    pub url: String,
    /// How many agencies reported of those that had to.
    pub reported: u32,
    /// How many had to.
    pub required: u32,
}

/// The agencies of one level.
#[derive(Debug, Serialize)]
pub struct AgencyGroup {
    /// `province`, `city`, `county`, `township`, `street`, `department`: its words are `t.level[level]`.
    pub level: &'static str,
    /// In the order of the tree.
    pub agencies: Vec<AgencyLink>,
}

/// An agency in a list.
#[derive(Debug, Clone, Serialize)]
pub struct AgencyLink {
    /// For lists.
    pub name: String,
    /// In full.
    pub full_name: String,
    /// Its page.
    pub url: String,
    /// As in `AgencyGroup`.
    pub level: &'static str,
    /// How deep it stands in the tree, 0 for the outermost.
    pub depth: usize,
    /// How many reports it has.
    pub reports: usize,
    /// Its newest year, or none.
    pub newest: Option<u16>,
}

/// `years.html`: all years.
#[derive(Debug, Serialize)]
pub struct Years {
    /// The page.
    pub page: Meta,
    /// Newest first.
    pub years: Vec<YearSummary>,
    /// The day that "late" and "missing" are judged by.
    pub as_of: String,
    /// Every agency in every year, level by level; its columns are `years`.
    pub matrix: Vec<MatrixGroup>,
    /// The deadlines to come, the next one first.
    pub deadlines: Vec<Deadline>,
    /// They as a calendar (`.ics`).
    pub calendar: String,
}

/// The agencies of one level in all years.
#[derive(Debug, Serialize)]
pub struct MatrixGroup {
    /// As in `AgencyGroup`.
    pub level: &'static str,
    /// In the order of the tree.
    pub rows: Vec<MatrixRow>,
}

/// An agency in all years.
#[derive(Debug, Serialize)]
pub struct MatrixRow {
    /// The agency.
    pub agency: Link,
    /// One for each year, newest first.
    pub cells: Vec<MatrixCell>,
    /// In how many years it reported.
    pub reported: usize,
    /// In how many it had to, or did.
    pub required: usize,
}

/// An agency in a year.
#[derive(Debug, Serialize)]
pub struct MatrixCell {
    /// How it stands.
    pub standing: Standing,
    /// Its report; empty if there is none.
    pub url: String,
    /// The day of publication; empty if there is no report.
    pub date: String,
    /// The same for a narrow column: `01-20`, with its year if that is not the next one.
    pub day: String,
}

/// A deadline to come.
#[derive(Debug, Serialize)]
pub struct Deadline {
    /// The year to be reported on.
    pub year: u16,
    /// Whether it is that of governments' aggregated reports.
    pub is_aggregated: bool,
    /// The last day on time.
    pub date: String,
    /// How many have reported already.
    pub reported: usize,
    /// Of how many.
    pub required: usize,
}

/// One year in the list of all.
#[derive(Debug, Serialize)]
pub struct YearSummary {
    /// The year.
    pub year: YearLink,
    /// How the agencies stand.
    pub tally: Tally,
    /// The forms in use, by their short names.
    pub forms: Vec<String>,
}

/// How many agencies stand how with a year's reports.
#[derive(Debug, Default, Serialize)]
pub struct Tally {
    /// Had to report.
    pub required: u32,
    /// Published by the deadline.
    pub on_time: u32,
    /// Published after it.
    pub late: u32,
    /// Did not publish although due.
    pub missing: u32,
    /// Did not publish yet, and need not have.
    pub not_yet_due: u32,
}

/// `year.html`: one year: who reported and when, and the totals.
#[derive(Debug, Serialize)]
pub struct Year {
    /// The page.
    pub page: Meta,
    /// The year.
    pub year: u16,
    /// The day that "late" and "missing" are judged by.
    pub as_of: String,
    /// The last day on time for departments, towns and streets.
    pub deadline: String,
    /// The last day on time for governments' aggregated reports.
    pub aggregated_deadline: String,
    /// All years, newest first.
    pub years: Vec<YearLink>,
    /// How many agencies stand how.
    pub tally: Tally,
    /// The agencies by level, each with its report.
    pub groups: Vec<YearGroup>,
    /// The totals, one for each form in use.
    pub totals: Vec<YearTotals>,
    /// The page that compares the agencies, or none.
    pub comparison: Option<String>,
}

/// `comparison.html`: the agencies of one year side by side.
#[derive(Debug, Serialize)]
pub struct Comparison {
    /// The page.
    pub page: Meta,
    /// The year.
    pub year: u16,
    /// The years that have such a page, newest first.
    pub years: Vec<YearLink>,
    /// The columns.
    pub series: Vec<ComparedSeries>,
    /// The agencies with a form, level by level.
    pub groups: Vec<ComparisonGroup>,
}

/// A column of a comparison.
#[derive(Debug, Serialize)]
pub struct ComparedSeries {
    /// The series.
    pub link: Link,
    /// Its unit.
    pub unit: String,
}

/// The agencies of one level side by side.
#[derive(Debug, Serialize)]
pub struct ComparisonGroup {
    /// As in `AgencyGroup`.
    pub level: &'static str,
    /// In the order of the tree.
    pub rows: Vec<ComparisonRow>,
}

/// An agency in a comparison.
#[derive(Debug, Serialize)]
pub struct ComparisonRow {
    /// The agency.
    pub agency: Link,
    /// One for each column.
    pub figures: Vec<ComparedFigure>,
}

/// A figure in a comparison.
#[derive(Debug, Default, Serialize)]
pub struct ComparedFigure {
    /// `reported`, `blank`, `not_applicable`, or `absent` if the form has no such figure.
    pub status: &'static str,
    /// The figure; empty if there is none.
    pub value: String,
    /// How it has changed since the year before, with its sign; empty unless there was a figure of the same definition.
    pub change: String,
    /// The change in per cent, with its sign; empty if the figure before was under 30.
    pub per_cent: String,
}

/// `roll-up.html`: what the bodies below an agency report on a year, added up.
#[derive(Debug, Serialize)]
pub struct RollUp {
    /// The page.
    pub page: Meta,
    /// The agency.
    pub agency: Link,
    /// The year.
    pub year: u16,
    /// The day that "late" and "missing" are judged by.
    pub as_of: String,
    /// The years that have such a page, newest first.
    pub years: Vec<YearLink>,
    /// How many bodies below had to report, or did.
    pub required: usize,
    /// How many reported.
    pub reported: usize,
    /// Each of them, in the order of the tree.
    pub rows: Vec<RollUpRow>,
    /// The agency's own report, or none.
    pub own: Option<ReportLink>,
    /// The sums, one for each form in use.
    pub forms: Vec<RollUpForm>,
}

/// A body below an agency.
#[derive(Debug, Serialize)]
pub struct RollUpRow {
    /// The body.
    pub agency: Link,
    /// Its report, or none.
    pub report: Option<ReportLink>,
    /// How it stands.
    pub standing: Standing,
}

/// The sums of the reports in one form.
#[derive(Debug, Serialize)]
pub struct RollUpForm {
    /// The form's title.
    pub title: String,
    /// Its short name.
    pub short: String,
    /// Its norm, or none.
    pub norm: Option<String>,
    /// How many reports were added up.
    pub reports: u32,
    /// The tables as safe HTML, printed by `table.html`.
    pub tables: String,
    /// What the agency itself states, beside the sums; empty if it does not report on the same form.
    pub stated: Vec<Stated>,
    /// How many of these differ from the sum.
    pub differing: usize,
}

/// A cell that an agency states a figure for, beside the sum.
#[derive(Debug, Serialize)]
pub struct Stated {
    /// What the cell is called.
    pub label: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// The sum, with what it covers, as safe HTML, printed by `cell.html`.
    pub sum: String,
    /// What the agency states, likewise.
    pub stated: String,
    /// What it states more than the sum, with its sign; none if nobody gave a number.
    pub difference: Option<String>,
    /// Whether there is a difference.
    pub differs: bool,
}

/// The agencies of one level in a year.
#[derive(Debug, Serialize)]
pub struct YearGroup {
    /// As in `AgencyGroup`.
    pub level: &'static str,
    /// In the order of the tree.
    pub rows: Vec<YearRow>,
}

/// An agency in a year.
#[derive(Debug, Serialize)]
pub struct YearRow {
    /// The agency.
    pub agency: Link,
    /// Its report, or none.
    pub report: Option<ReportLink>,
    /// How it stands.
    pub standing: Standing,
    /// The report's tables as data, or none.
    pub csv: Option<String>,
}

/// How an agency stands with a report.
#[derive(Debug, Serialize)]
pub struct Standing {
    /// `on-time`, `late`, `missing`, `not-yet-due` or `not-required`: its words are `t.standing[name]`.
    pub name: &'static str,
    /// How many days late, 0 otherwise.
    pub days: u32,
}

/// The totals of a year in one form.
#[derive(Debug, Serialize)]
pub struct YearTotals {
    /// The form's title.
    pub title: String,
    /// Its short name.
    pub short: String,
    /// Its norm, or none.
    pub norm: Option<String>,
    /// How many reports were added up.
    pub reports: u32,
    /// How many agencies with nobody below them had to report, whatever the form.
    pub required: u32,
    /// Agencies whose reports are left out because they may contain those of the bodies below them.
    pub left_out: Vec<Link>,
    /// The tables as safe HTML, printed by `table.html`.
    pub tables: String,
}

/// `agencies.html`: the tree of agencies.
#[derive(Debug, Serialize)]
pub struct Agencies {
    /// The page.
    pub page: Meta,
    /// In the order of the tree; `depth` says how deep.
    pub agencies: Vec<AgencyLink>,
}

/// `agency.html`: one agency.
#[derive(Debug, Serialize)]
pub struct Agency {
    /// The page.
    pub page: Meta,
    /// In full.
    pub name: String,
    /// As in `AgencyGroup`.
    pub level: &'static str,
    /// 统一社会信用代码 or another code, or none.
    pub code: Option<String>,
    /// Who can be asked.
    pub contact: Contact,
    /// The agency that it belongs to, or none.
    pub parent: Option<Link>,
    /// Those that belong to it.
    pub children: Vec<AgencyLink>,
    /// The years with a page that adds up what they report, newest first.
    pub roll_ups: Vec<YearLink>,
    /// Its years, newest first, with or without a report.
    pub years: Vec<AgencyYear>,
    /// Charts of its headline series.
    pub charts: Vec<Chart>,
    /// Its series over the years; none without reports.
    pub series: Option<SeriesTable>,
}

/// A chart of figures over years. A table on the same page has the figures.
#[derive(Debug, Serialize)]
pub struct Chart {
    /// The series. Its address is empty on its own page.
    pub link: Link,
    /// Its unit.
    pub unit: String,
    /// The drawing as safe SVG. Its parts have classes: `grid-line`, `base`, `change`, `data`, `dot`, `value`, `blank`, `x`, `up`, `minor`, `mid`, `end`.
    pub svg: String,
}

/// Small charts of the agencies of one level, on one scale.
#[derive(Debug, Serialize)]
pub struct Multiples {
    /// As in `AgencyGroup`.
    pub level: &'static str,
    /// The figure at the top of the scale.
    pub top: String,
    /// One for each agency with a figure.
    pub charts: Vec<Multiple>,
    /// How many agencies have no chart because there are too many.
    pub left_out: usize,
}

/// A small chart of an agency's figures.
#[derive(Debug, Serialize)]
pub struct Multiple {
    /// The agency.
    pub link: Link,
    /// What stands in the last year's cell: as in `SeriesCell`.
    pub status: &'static str,
    /// The last year's figure; empty if there is none.
    pub value: String,
    /// The drawing as safe SVG.
    pub svg: String,
}

/// A year of an agency.
#[derive(Debug, Serialize)]
pub struct AgencyYear {
    /// The year.
    pub year: u16,
    /// Its reports on it.
    pub reports: Vec<ReportLink>,
    /// How it stands.
    pub standing: Standing,
    /// The form in use, by its short name, or none.
    pub form: Option<String>,
    /// The tables as data, or none.
    pub csv: Option<String>,
}

/// Figures over years.
#[derive(Debug, Serialize)]
pub struct SeriesTable {
    /// The years, oldest first.
    pub years: Vec<SeriesYear>,
    /// Neighbouring years of the same form.
    pub eras: Vec<Era>,
    /// Rows in groups; on an agency's page one group of series, on a series' page one for each level.
    pub groups: Vec<SeriesGroup>,
    /// How the forms define the figures where their definitions differ.
    pub definitions: Vec<Definition>,
}

/// A year of a table of series.
#[derive(Debug, Serialize)]
pub struct SeriesYear {
    /// The year.
    pub year: u16,
    /// Whether another form begins with it.
    pub turn: bool,
}

/// Neighbouring years of the same form.
#[derive(Debug, Serialize)]
pub struct Era {
    /// The form's short name; empty if several forms were in use, or none.
    pub form: String,
    /// How many years.
    pub years: usize,
    /// Whether it is not the first.
    pub turn: bool,
}

/// Rows of a table of series.
#[derive(Debug, Serialize)]
pub struct SeriesGroup {
    /// As in `AgencyGroup`; empty on an agency's page; `total` for the sums.
    pub level: &'static str,
    /// The rows.
    pub rows: Vec<SeriesRow>,
}

/// One row of figures over years.
#[derive(Debug, Serialize)]
pub struct SeriesRow {
    /// The series, or the agency. Its address is empty for the sums.
    pub link: Link,
    /// The unit, on an agency's page.
    pub unit: String,
    /// Its cells, one for each year, printed by `series-cell.html`; safe HTML.
    pub cells: String,
}

/// How a form defines a series' figure.
#[derive(Debug, Serialize)]
pub struct Definition {
    /// The series.
    pub series: String,
    /// The form, by its short name.
    pub form: String,
    /// Its definition.
    pub text: String,
}

/// `statistics.html`: all series.
#[derive(Debug, Serialize)]
pub struct Statistics {
    /// The page.
    pub page: Meta,
    /// The series that have any figure.
    pub series: Vec<SeriesLink>,
}

/// A series in a list.
#[derive(Debug, Serialize)]
pub struct SeriesLink {
    /// Its name.
    pub title: String,
    /// Its page.
    pub url: String,
    /// Its unit.
    pub unit: String,
    /// What it counts, and where each form has it.
    pub note: String,
    /// The first and the last year with a figure.
    pub first_year: u16,
    /// See `first_year`.
    pub last_year: u16,
}

/// `data.html`: the page of open data.
#[derive(Debug, Serialize)]
pub struct Data {
    /// The page.
    pub page: Meta,
    /// The years with figures, newest first.
    pub years: Vec<DataYear>,
    /// The names of the columns, in their order. Their words are `t.data_page.columns[name]`.
    pub columns: Vec<&'static str>,
    /// What the files hold, as a Data Package.
    pub package: String,
    /// What the files hold, as DCAT.
    pub catalog: String,
}

/// The data of a year.
#[derive(Debug, Serialize)]
pub struct DataYear {
    /// The year.
    pub year: u16,
    /// How many reports have figures.
    pub reports: usize,
    /// One file for each format.
    pub files: Vec<DataFile>,
}

/// A file of data.
#[derive(Debug, Serialize)]
pub struct DataFile {
    /// `csv`, and where the portal offers them `jsonl`, `xlsx` and `parquet`. Its words are `t.data_page.format[name]`.
    pub format: &'static str,
    /// Where it is.
    pub url: String,
}

/// `series.html`: one series, years × agencies.
#[derive(Debug, Serialize)]
pub struct Series {
    /// The page.
    pub page: Meta,
    /// Its name.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// What it counts, and where each form has it.
    pub note: String,
    /// The other series.
    pub others: Vec<Link>,
    /// The sums over the years; none unless there are two.
    pub chart: Option<Chart>,
    /// Small charts of the agencies, level by level.
    pub multiples: Vec<Multiples>,
    /// The figures.
    pub table: SeriesTable,
}

/// `report.html`: a report.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The page.
    pub page: Meta,
    /// The agency.
    pub agency: Link,
    /// The agency in full.
    pub agency_name: String,
    /// Who issued it.
    pub issuer: String,
    /// The year reported on.
    pub year: u16,
    /// The year's page.
    pub year_url: String,
    /// The day of publication: `2017-01-20`.
    pub published: String,
    /// The day of the last change, or none.
    pub updated: Option<String>,
    /// 成文日期: `2017-01-20`.
    pub written: String,
    /// 成文日期 in words: `2017年1月20日`, or `20 January 2017`.
    pub written_words: String,
    /// The last day on time.
    pub deadline: String,
    /// How it stands.
    pub standing: Standing,
    /// The narrative as safe HTML, with the tables that it places.
    pub narrative: String,
    /// The headings of the narrative.
    pub contents: Vec<ContentsEntry>,
    /// The form and the tables that the narrative does not place, or none.
    pub statistics: Option<ReportStatistics>,
    /// What is known to be odd about its figures, and why (数据说明).
    pub explained: Vec<Explained>,
    /// Files beside the report.
    pub attachments: Vec<FileLink>,
    /// The report before it in the agency's years, or none.
    pub previous: Option<ReportLink>,
    /// The one after it, or none.
    pub next: Option<ReportLink>,
}

/// Something odd about a report's figures that is known and explained.
#[derive(Debug, Serialize)]
pub struct Explained {
    /// What was found: `27 ≠ 21`.
    pub seen: String,
    /// Why it is so.
    pub reason: String,
}

/// A heading in a table of contents.
#[derive(Debug, Serialize)]
pub struct ContentsEntry {
    /// 2 to 6.
    pub level: u8,
    /// Its words.
    pub title: String,
    /// Its id on the page.
    pub id: String,
}

/// A report's form.
#[derive(Debug, Serialize)]
pub struct ReportStatistics {
    /// The form's title.
    pub title: String,
    /// Its norm, or none.
    pub norm: Option<String>,
    /// Its short name.
    pub short: String,
    /// The tables that the narrative does not place, as safe HTML, printed by `table.html`; may be empty.
    pub tables: String,
    /// The tables, for a list of links: each one's title, and its id on the page with `#`.
    pub links: Vec<Link>,
    /// How many cells hold a figure.
    pub reported: usize,
    /// 单位负责人, or none.
    pub head: Option<String>,
    /// 审核人, or none.
    pub reviewer: Option<String>,
    /// 填报人, or none.
    pub preparer: Option<String>,
    /// 联系电话, or none.
    pub phone: Option<String>,
    /// 填报日期: `2017-01-20`, or none.
    pub filled: Option<String>,
    /// The tables as CSV.
    pub csv: String,
    /// The tables as JSON.
    pub json: String,
    /// The tables as a spreadsheet, where the portal offers those, or none.
    pub xlsx: Option<String>,
}

/// A file to download.
#[derive(Debug, Serialize)]
pub struct FileLink {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub url: String,
    /// Its ending, in capitals: `PDF`.
    pub kind: String,
}

/// `article.html`: a page of the portal's own text.
#[derive(Debug, Serialize)]
pub struct Article {
    /// The page.
    pub page: Meta,
    /// The text as safe HTML.
    pub text: String,
    /// Its headings.
    pub contents: Vec<ContentsEntry>,
    /// The day of publication, or none.
    pub published: Option<String>,
    /// The day of the last change, or none.
    pub updated: Option<String>,
    /// The other articles of its section.
    pub siblings: Vec<Link>,
}

/// `section.html`: the articles of a section that has no page of its own.
#[derive(Debug, Serialize)]
pub struct Section {
    /// The page.
    pub page: Meta,
    /// Its articles.
    pub articles: Vec<Link>,
}

/// `search.html`: the search, and what there is to look through by hand.
#[derive(Debug, Serialize)]
pub struct Search {
    /// The page.
    pub page: Meta,
    /// What the script must know of the index, as JSON: it stands in an attribute `data-index` of the search's form.
    pub index: String,
    /// All years, the newest first.
    pub years: Vec<YearLink>,
    /// All agencies in the order of their tree; none where there are more than a page should hold, so that only the list of them is linked.
    pub agencies: Vec<AgencyLink>,
    /// How many agencies there are.
    pub agency_count: usize,
    /// The list of all agencies, or none.
    pub agencies_url: Option<String>,
}

/// `404.html`: what a server shows for an address that leads nowhere.
#[derive(Debug, Serialize)]
pub struct NotFound {
    /// The page. Its `root` is absolute, because nobody knows where it will be shown.
    pub page: Meta,
    /// All years, newest first.
    pub years: Vec<YearLink>,
    /// The agencies by level.
    pub groups: Vec<AgencyGroup>,
}

/// `moved.html`: what stands at an old address, and sends its visitors on.
#[derive(Debug, Serialize)]
pub struct Moved {
    /// The page. Its `canonical` is the address of the page that it leads to.
    pub page: Meta,
    /// The report or article that it leads to.
    pub target: Link,
}

/// `table.html`: one table of a form, as printed. It is rendered once for each form; `figure` stands for what each report fills in, so a
/// template can place it but not look into it.
#[derive(Debug, Serialize)]
pub struct Table {
    /// The table.
    pub table: Sheet,
}

/// A table as it is printed.
#[derive(Debug, Serialize)]
pub struct Sheet {
    /// Its id on the page.
    pub id: String,
    /// As printed.
    pub title: String,
    /// `list`, `part`, `matrix` or `across`.
    pub layout: &'static str,
    /// The unit of all its figures, or none.
    pub unit: Option<String>,
    /// `report`, or `totals` on a year's page.
    pub purpose: &'static str,
    /// The form's title.
    pub form: String,
    /// Whether it is the first table of its form.
    pub first: bool,
    /// The year, filled in for each report.
    pub year: String,
    /// 填报单位, filled in for each report.
    pub filler: String,
    /// How many columns stand before the figures.
    pub stubs: usize,
    /// Whether one of them is the column of units.
    pub has_units: bool,
    /// How many columns of figures there are.
    pub figures: usize,
    /// How many columns of figures stand together under each of the outermost headings.
    pub column_groups: Vec<usize>,
    /// The rows of the head.
    pub head: Vec<Vec<HeadCell>>,
    /// The rows of the body, in groups that begin with the outermost headings.
    pub bodies: Vec<Vec<SheetRow>>,
}

/// A cell of a table's head or a heading of a row.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HeadCell {
    /// As printed.
    pub text: String,
    /// Its id on the page; empty for a corner, which heads nothing, and for a column whose figures need not name it.
    pub id: String,
    /// How many columns it spans.
    pub colspan: usize,
    /// How many rows it spans.
    pub rowspan: usize,
    /// `col`, `row`, `rowgroup`; empty for a corner.
    pub scope: &'static str,
    /// Words for the style sheet: `part`, `l1` … `l4`, `of`, `a`, `b`, `c`, `up`, `unit`, `num`.
    pub class: String,
}

/// A row of a table's body.
#[derive(Debug, Serialize)]
pub struct SheetRow {
    /// Its headings.
    pub headings: Vec<HeadCell>,
    /// Its unit, in a table with a column of units.
    pub unit: Option<String>,
    /// Its figures; none for a heading that spans all columns.
    pub cells: Vec<SheetCell>,
}

/// A cell that holds a figure.
#[derive(Debug, Serialize)]
pub struct SheetCell {
    /// The ids of all its headings; empty where their scopes say which they are.
    pub headers: String,
    /// Whether it is a total, set in bold.
    pub total: bool,
    /// What each report fills in, printed by `cell.html`; safe HTML.
    pub figure: String,
}

/// `cell.html`: what a cell holds. It is rendered once for each kind of content.
#[derive(Debug, Serialize)]
pub struct Cell {
    /// `reported`, `blank` (未填报) or `not_applicable` (不适用).
    pub status: &'static str,
    /// Whether the figure is 0.
    pub zero: bool,
    /// The figure, filled in for each cell.
    pub value: String,
    /// Whether it is a sum that not all reports have a figure for.
    pub partial: bool,
    /// In such a sum: how many have; filled in for each cell.
    pub answered: String,
    /// And of how many; filled in for each cell.
    pub reports: String,
}

/// `series-cell.html`: a cell of a table of series, the figure of a year. It is rendered once for each kind of content.
#[derive(Debug, Serialize)]
pub struct SeriesCell {
    /// `reported`, `blank` (未填报), `not_applicable` (不适用), `absent` (the form has no such figure), `missing` (no report although due),
    /// `not-yet-due`, `not-required` (the agency did not exist), or `mixed` (a sum over figures defined differently, which is none).
    pub status: &'static str,
    /// Whether the figure is 0.
    pub zero: bool,
    /// The figure, filled in for each cell.
    pub value: String,
    /// Whether it is a sum that not all agencies gave a figure for.
    pub partial: bool,
    /// In such a sum: how many gave one; filled in for each cell.
    pub answered: String,
    /// And how many had to; filled in for each cell.
    pub required: String,
    /// Whether another form begins with this year.
    pub turn: bool,
    /// Whether the figure is defined otherwise than the one before it, so that the two cannot be compared.
    pub breaks: bool,
}
