//! An agency (机关): a folder with an `agency.yaml`.

use std::sync::Arc;

use super::config::Contact;
use crate::text::diagnostics::{Diagnostic, Diagnostics};
use crate::text::fields::{Fields, Shape, read_file};
use crate::text::source::Text;
use crate::text::yaml::Node;

/// The file that makes a folder an agency.
pub const AGENCY_FILE: &str = "agency.yaml";

/// An agency of a portal: its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AgencyId(pub u32);

/// What kind of body it is; its deadline follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 省、自治区、直辖市
    Province,
    /// 设区的市
    City,
    /// 县、区
    County,
    /// 乡镇
    Township,
    /// 街道
    Street,
    /// 部门
    Department,
}

impl Level {
    /// From the highest to the lowest.
    pub const ALL: [Level; 6] = [Level::Province, Level::City, Level::County, Level::Township, Level::Street, Level::Department];

    /// The name in `agency.yaml`, in templates and in the interface strings.
    pub fn name(self) -> &'static str {
        match self {
            Level::Province => "province",
            Level::City => "city",
            Level::County => "county",
            Level::Township => "township",
            Level::Street => "street",
            Level::Department => "department",
        }
    }

    /// The level of that name.
    pub fn of(name: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.name() == name)
    }

    /// Whether its report gathers those of the bodies below it.
    pub fn is_aggregated(self) -> bool {
        self <= Level::County
    }
}

/// An agency.
#[derive(Debug, Clone)]
pub struct Agency {
    /// Its folder below `content/`, which is its URL.
    pub path: Arc<str>,
    /// In full.
    pub name: String,
    /// For lists.
    pub short_name: String,
    /// What kind of body.
    pub level: Level,
    /// 统一社会信用代码 or another code.
    pub code: Option<String>,
    /// Who can be asked.
    pub contact: Contact,
    /// The first year to report on, if it says so.
    pub first_year: Option<u16>,
    /// The last one, for an agency that was abolished.
    pub last_year: Option<u16>,
    /// Among its siblings.
    pub order: i32,
    /// The agency that it belongs to.
    pub parent: Option<AgencyId>,
    /// Those that belong to it, in their order.
    pub children: Vec<AgencyId>,
}

impl Agency {
    /// Reads an `agency.yaml`; none, with findings, if it has errors.
    pub fn read(text: &Text, diagnostics: &mut Diagnostics) -> Option<Agency> {
        read_file(text, diagnostics, |fields| Agency::from_fields(&text.path, fields))
    }

    /// What may stand in an `agency.yaml`.
    pub fn shape() -> Shape {
        Shape::of(|fields| drop(Agency::from_fields("", fields)))
    }

    fn from_fields(path: &str, fields: &mut Fields<'_>) -> Agency {
        let folder = path.strip_prefix("content/").and_then(|p| p.strip_suffix(AGENCY_FILE)).unwrap_or(path);
        let name = fields.required_text("name");
        if fields.raw("level").is_none() {
            fields.missing("level");
        }
        Agency {
            path: Arc::from(folder.trim_end_matches('/')),
            short_name: fields.text("short_name").unwrap_or_else(|| name.clone()),
            name,
            level: fields.parse("level", "expected-level", Level::of).unwrap_or(Level::Department),
            code: fields.text("code"),
            contact: fields.map("contact", Contact::read).unwrap_or_default(),
            last_year: last_year(fields),
            first_year: fields.year("first_year"),
            order: fields.whole("order").unwrap_or(i32::MAX),
            parent: None,
            children: Vec::new(),
        }
    }
}

/// The last year, which cannot be before the first.
fn last_year(fields: &mut Fields<'_>) -> Option<u16> {
    let last = fields.year("last_year");
    let (cursor, last) = (fields.raw("last_year")?, last?);
    // The first year's own findings are told where it is read.
    let first = fields.raw("first_year").and_then(|first| match first.node {
        Node::Scalar(text) => text.parse::<u16>().ok(),
        _ => None,
    });
    if first.is_some_and(|first| last < first) {
        fields.report(Diagnostic::error("last-before-first", cursor.place()).with("last", last));
    }
    Some(last)
}
