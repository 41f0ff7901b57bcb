//! What programs are told of the data: a Data Package (Frictionless), a catalogue (DCAT), and schema.org's words in the pages.
//!
//! Addresses are absolute where the norm wants a name that holds everywhere, as in DCAT and schema.org.

use serde_json::{Value, json};

use super::open_data::year::{COLUMNS, Column};
use super::plan::{self, DataFormat, Page};
use super::press::Press;
use crate::model::agency::Agency;
use crate::model::config::Download;
use crate::model::report::ReportId;

/// The registry of media types, whose addresses DCAT wants.
const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";

/// `data/datapackage.json`: <https://datapackage.org>.
pub(super) fn package(press: &Press<'_>) -> String {
    let config = &press.portal.config;
    let mut resources = Vec::new();
    for year in plan::data_years(press.portal) {
        resources.extend(DataFormat::of(press.portal).filter_map(|format| resource(press, year, format)));
    }
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let mut package = json!({
        "profile": "data-package",
        "name": format!("{}-disclosure", config.domain().chars().map(plain).collect::<String>()),
        "title": title(press),
        "description": press.theme.string("data_page.lead"),
        "homepage": press.absolute(Page::Data),
        "sources": [{"title": config.title, "path": config.base_url}],
        "contributors": [{"title": publisher(press), "role": "publisher"}],
        "resources": resources,
    });
    if !config.keywords.is_empty() {
        package["keywords"] = json!(config.keywords);
    }
    printed(&package)
}

/// A file of a Data Package; none for a spreadsheet, whose rows are reports, under a head that is made for people.
fn resource(press: &Press<'_>, year: u16, format: DataFormat) -> Option<Value> {
    if format == DataFormat::Xlsx {
        return None;
    }
    let mut resource = json!({
        "name": format!("figures-{year}-{}", format.ending()),
        "title": year.to_string(),
        "path": format!("{year}.{}", format.ending()),
        "profile": "tabular-data-resource",
        "format": format.ending(),
        "mediatype": format.media_type(),
        "schema": schema(press),
    });
    if matches!(format, DataFormat::Csv | DataFormat::JsonLines) {
        resource["encoding"] = json!("utf-8");
    }
    if format == DataFormat::Csv {
        resource["dialect"] = json!({"delimiter": ",", "lineTerminator": "\n", "doubleQuote": true, "header": true});
    }
    Some(resource)
}

fn schema(press: &Press<'_>) -> Value {
    let field = |column: &Column| {
        json!({
            "name": column.name,
            "type": column.kind,
            "title": press.theme.string(&format!("data_page.columns.{}", column.name)),
            "constraints": if column.values.is_empty() {
                json!({"required": column.is_required})
            } else {
                json!({"required": column.is_required, "enum": column.values})
            },
        })
    };
    json!({
        "fields": COLUMNS.iter().map(field).collect::<Vec<_>>(),
        "primaryKey": ["report", "row", "column"],
        "missingValues": [""],
    })
}

/// `data/catalog.jsonld`: <https://www.w3.org/TR/vocab-dcat-3/>; one dataset a year, one distribution a format.
pub(super) fn catalog(press: &Press<'_>) -> String {
    let language = press.portal.config.language.tag();
    let words = |text: String| json!({"@value": text, "@language": language});
    let publisher = json!({"@type": "foaf:Organization", "foaf:name": publisher(press)});
    let distribution = |year, format: DataFormat| {
        let address = press.absolute(Page::YearData(year, format));
        json!({
            "@id": address,
            "@type": "dcat:Distribution",
            "dcat:accessURL": {"@id": press.absolute(Page::Data)},
            "dcat:downloadURL": {"@id": address},
            "dcat:mediaType": {"@id": format!("{MEDIA_TYPES}{}", format.media_type())},
        })
    };
    let dataset = |year: u16| {
        let published = press.portal.reports_on(year).iter().map(|id| press.portal.report(*id).facts.published).max();
        json!({
            "@id": format!("{}#{year}", press.absolute(Page::Data)),
            "@type": "dcat:Dataset",
            "dct:title": words(format!("{} {year}", title(press))),
            "dct:description": words(press.theme.string("data_page.lead")),
            "dct:publisher": publisher,
            "dct:modified": {"@value": published.unwrap_or_default().to_string(), "@type": "xsd:date"},
            "dct:temporal": {
                "@type": "dct:PeriodOfTime",
                "dcat:startDate": {"@value": format!("{year}-01-01"), "@type": "xsd:date"},
                "dcat:endDate": {"@value": format!("{year}-12-31"), "@type": "xsd:date"},
            },
            "dcat:landingPage": {"@id": press.absolute(Page::Data)},
            "dcat:distribution": DataFormat::of(press.portal).map(|format| distribution(year, format)).collect::<Vec<_>>(),
        })
    };
    printed(&json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": press.absolute(Page::Catalog),
        "@type": "dcat:Catalog",
        "dct:title": words(title(press)),
        "dct:description": words(press.theme.string("data_page.lead")),
        "dct:language": language,
        "dct:publisher": publisher,
        "foaf:homepage": {"@id": press.portal.config.base_url},
        "dcat:dataset": plan::data_years(press.portal).into_iter().map(dataset).collect::<Vec<_>>(),
    }))
}

/// The data in schema.org's words, for their page.
pub(super) fn data(press: &Press<'_>) -> String {
    let portal = press.portal;
    let years = plan::data_years(portal);
    let download = |year: &u16, format: DataFormat| {
        json!({
            "@type": "DataDownload",
            "name": format!("{year}"),
            "encodingFormat": format.media_type(),
            "contentUrl": press.absolute(Page::YearData(*year, format)),
        })
    };
    let downloads = years.iter().flat_map(|year| DataFormat::of(portal).map(move |format| download(year, format)));
    embedded(&json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": title(press),
        "description": press.theme.string("data_page.lead"),
        "url": press.absolute(Page::Data),
        "inLanguage": "zh-CN",
        "isAccessibleForFree": true,
        "publisher": {"@type": "GovernmentOrganization", "name": publisher(press)},
        "temporalCoverage": span(&years),
        "distribution": downloads.collect::<Vec<_>>(),
    }))
}

/// A report in schema.org's words, for its page.
pub(super) fn report(press: &Press<'_>, id: ReportId) -> String {
    let report = press.portal.report(id);
    let facts = &report.facts;
    let agency = press.portal.agency(report.agency);
    let mut about = json!({
        "@context": "https://schema.org",
        "@type": "Report",
        "name": facts.title,
        "url": press.absolute(Page::Report(id)),
        "inLanguage": "zh-CN",
        "datePublished": facts.published.to_string(),
        "temporalCoverage": facts.year.to_string(),
        "author": organisation(agency),
    });
    if let (Value::Object(about), true) = (&mut about, facts.statistics.is_some()) {
        let file =
            |page, kind: &str| json!({"@type": "DataDownload", "encodingFormat": kind, "contentUrl": press.absolute(page)});
        let mut files = vec![file(Page::FiguresCsv(id), "text/csv"), file(Page::FiguresJson(id), "application/json")];
        if press.portal.config.downloads.contains(&Download::Xlsx) {
            files.push(file(Page::FiguresXlsx(id), DataFormat::Xlsx.media_type()));
        }
        let dataset = json!({
            "@type": "Dataset",
            "name": facts.title,
            "description": format!("{} {}", facts.title, press.theme.string("report.files_hint")),
            "distribution": files,
        });
        about.insert("hasPart".to_owned(), dataset);
    }
    embedded(&about)
}

fn organisation(agency: &Agency) -> Value {
    match &agency.code {
        Some(code) => json!({"@type": "GovernmentOrganization", "name": agency.name, "identifier": code}),
        None => json!({"@type": "GovernmentOrganization", "name": agency.name}),
    }
}

/// From the first year to the last, as ISO 8601 writes it.
fn span(years: &[u16]) -> String {
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last => format!("{first}/{last}"),
        (first, _) => first.map(u16::to_string).unwrap_or_default(),
    }
}

fn title(press: &Press<'_>) -> String {
    format!("{} · {}", press.portal.config.title, press.theme.string("title.data"))
}

/// Who publishes the portal.
fn publisher<'a>(press: &Press<'a>) -> &'a str {
    let config = &press.portal.config;
    config.organisation.as_deref().unwrap_or(&config.title)
}

/// A file of its own.
fn printed(value: &Value) -> String {
    value.to_string() + "\n"
}

/// JSON for a `script` element, which a browser reads up to `</script` whatever stands before it: no `<` is left, nor an `&` or `>`, which
/// XML would take for its own.
fn embedded(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
