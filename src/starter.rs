//! Floor 3, the starter: the first files of a site, of an agency and of a report, in both languages. Their texts are data, in `starter/`.

use chrono::NaiveDate;

use crate::model::agency::Level;
use crate::model::figure::{CellId, Figure, NOT_APPLICABLE};
use crate::model::form::{Form, Heading, Table};
use crate::text::tell::{Language, Teller};
use crate::text::yaml::spell;

/// The folder of a new site's one agency.
const FIRST_AGENCY: &str = "county";
/// Its name, which is made up.
const FIRST_NAME: &str = include_str!("starter/name.txt");
/// Comments stand in one column, unless what they are about is longer.
const LONGEST_LINE: usize = 80;

/// The templates of one language.
struct Templates {
    site: &'static str,
    agency: &'static str,
    guide: &'static str,
    report: &'static str,
}

fn templates(language: Language) -> Templates {
    match language {
        Language::Chinese => Templates {
            site: include_str!("starter/zh-CN/site.yaml"),
            agency: include_str!("starter/zh-CN/agency.yaml"),
            guide: include_str!("starter/zh-CN/guide.md"),
            report: include_str!("starter/zh-CN/report.md"),
        },
        Language::English => Templates {
            site: include_str!("starter/en/site.yaml"),
            agency: include_str!("starter/en/agency.yaml"),
            guide: include_str!("starter/en/guide.md"),
            report: include_str!("starter/en/report.md"),
        },
    }
}

/// Fills a template's holes, `⟦name⟧`. What is filled in is not looked through again.
pub(crate) fn fill(template: &str, words: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, (name, after))) = rest.split_once('⟦').and_then(|(b, r)| Some((b, r.split_once('⟧')?))) {
        out.push_str(before);
        out.push_str(words.iter().find(|(known, _)| *known == name).map_or("", |(_, word)| word));
        rest = after;
    }
    out + rest
}

/// Where a site keeps the schemas that its files name for editors, by what they describe. Nothing there is published.
pub fn schema_file(name: &str) -> String {
    format!(".gongkai/schema/{name}.json")
}

/// The line that tells an editor the schema of a file, by the file's path in the site; nothing if the site keeps none.
pub fn schema_line(path: &str, name: &str, is_kept: bool) -> String {
    let up = "../".repeat(path.matches('/').count());
    if is_kept { format!("# yaml-language-server: $schema={up}{}\n", schema_file(name)) } else { String::new() }
}

/// The files of a new site: their paths and texts.
pub fn site(language: Language) -> Vec<(String, String)> {
    let templates = templates(language);
    let own = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let agency_file = format!("content/{FIRST_AGENCY}/agency.yaml");
    vec![
        ("site.yaml".to_owned(), schema_line("site.yaml", "site", true) + templates.site),
        own("content/guide.md", templates.guide),
        (agency_file.clone(), agency(language, &agency_file, true, FIRST_NAME.trim(), Level::County)),
        own(".gitignore", include_str!("starter/gitignore")),
    ]
}

/// The folder of a new site's agency, below `content/`.
pub fn first_agency() -> &'static str {
    FIRST_AGENCY
}

/// An `agency.yaml` at a path of the site, which may keep schemas.
pub fn agency(language: Language, path: &str, has_schemas: bool, name: &str, level: Level) -> String {
    schema_line(path, "agency", has_schemas)
        + &fill(templates(language).agency, &[("name", &spell(name)), ("level", level.name())])
}

/// What a report is called.
pub fn title(name: &str, year: u16) -> String {
    fill(include_str!("starter/title.txt").trim(), &[("name", name), ("year", &year.to_string())])
}

/// A report that is to be written.
pub struct Draft<'a> {
    /// As it will be published.
    pub title: String,
    /// The year reported on.
    pub year: u16,
    /// The day of publication, as far as one knows.
    pub published: NaiveDate,
    /// The form to fill in.
    pub form: &'a Form,
    /// What is known of it.
    pub known: &'a dyn Fn(CellId) -> Figure,
    /// The line that tells an editor its schema, if the site keeps one.
    pub schema: String,
}

impl Draft<'_> {
    /// Its text: the form's rows, blank but for what is known, and the headings that the norm asks for.
    pub fn text(&self, language: Language) -> String {
        let teller = Teller::new(language, false);
        let words = [
            ("schema", self.schema.clone()),
            ("title", spell(&self.title)),
            ("year", self.year.to_string()),
            ("published", self.published.to_string()),
            ("form", spell(&self.form.id)),
            ("figures", figure_lines(self.form, self.known, &|_| None)),
            ("text", self.parts(&teller)),
        ];
        let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
        let text = fill(templates(language).report, &words);
        text.trim_end().to_owned() + "\n"
    }

    /// The headings of the narrative, with the tables that stand below them.
    fn parts(&self, teller: &Teller) -> String {
        let here = format!("<!-- {} -->", teller.sentence("starter-write-here", &[]));
        let mut blocks = Vec::new();
        for part in &self.form.parts {
            blocks.push(format!("## {}", part.label));
            blocks.push(match part.at_most {
                Some(most) => format!("<!-- {} -->", teller.sentence("starter-at-most", &[("most", most.to_string())])),
                None => here.clone(),
            });
            blocks.extend(part.tables.iter().map(|table| format!("{{statistics: {table}}}")));
        }
        if blocks.is_empty() {
            blocks.push(here);
        }
        blocks.join("\n\n")
    }
}

/// A blank form as it stands in a report's front matter.
pub fn blank_statistics(form: &Form) -> String {
    let figures = figure_lines(form, &|_| Figure::Blank, &|_| None);
    format!("statistics:\n  form: {}\n  figures:\n{figures}", spell(&form.id))
}

/// The lines below `figures:`: each row of a form with its label and unit, in the form's order. A cell of which nothing is known is blank;
/// `remark` says what its line adds about it.
pub fn figure_lines(form: &Form, known: &dyn Fn(CellId) -> Figure, remark: &dyn Fn(CellId) -> Option<String>) -> String {
    form.tables.iter().map(|table| table_lines(table, known, remark)).collect()
}

fn table_lines(table: &Table, known: &dyn Fn(CellId) -> Figure, remark: &dyn Fn(CellId) -> Option<String>) -> String {
    let mut out = format!("    # {}\n", comment(&head(table)));
    let entry = |row: usize| {
        let cells: Vec<String> =
            (0..table.leaves.len()).filter_map(|leaf| table.cell(row, leaf)).map(|c| figure(known(c))).collect();
        match cells.as_slice() {
            [] => None,
            [cell] => Some(format!("{}: {cell}", table.rows[row].key)),
            cells => Some(format!("{}: [{}]", table.rows[row].key, cells.join(", "))),
        }
    };
    let entries: Vec<Option<String>> = (0..table.rows.len()).map(entry).collect();
    let width = entries.iter().flatten().map(String::len).filter(|length| *length <= LONGEST_LINE).max().unwrap_or(0);
    for (row, entry) in entries.iter().enumerate() {
        let remarks = (0..table.leaves.len()).filter_map(|leaf| remark(table.cell(row, leaf)?));
        let label =
            std::iter::once(label(table, row)).chain(remarks.map(|remark| comment(&remark))).collect::<Vec<_>>().join(" ");
        match entry {
            Some(entry) => out.push_str(&format!("    {entry:width$}   # {label}\n")),
            None => out.push_str(&format!("    # {label}\n")),
        }
    }
    out
}

/// A table's title, and its columns where it has several.
fn head(table: &Table) -> String {
    match table.leaves.as_slice() {
        [_] => table.title.clone(),
        leaves => format!("{} [{}]", table.title, leaves.iter().map(|leaf| leaf.label.as_str()).collect::<Vec<_>>().join(", ")),
    }
}

/// A row's label, below those of its headings, and its unit.
fn label(table: &Table, row: usize) -> String {
    let heading: &Heading = &table.rows[row];
    let unit = table.cell(row, 0).and_then(|_| table.unit(row, 0)).filter(|_| has_one_unit(table, row));
    let unit = unit.map(|unit| format!(" ({unit})")).unwrap_or_default();
    format!("{}{}{unit}", "  ".repeat(heading.depth), comment(&heading.label))
}

fn has_one_unit(table: &Table, row: usize) -> bool {
    (0..table.leaves.len()).all(|leaf| table.unit(row, leaf) == table.unit(row, 0))
}

/// A comment ends with its line.
fn comment(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A figure as it is written in YAML.
pub fn figure(figure: Figure) -> String {
    match figure {
        Figure::Blank => "~".to_owned(),
        Figure::NotApplicable => NOT_APPLICABLE.to_owned(),
        Figure::Number(number) => number.to_string(),
    }
}
