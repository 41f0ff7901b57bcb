//! Floor 3, JSON Schema (2020-12) of the files that authors write, for their editors. It is made of what the readers of these files ask for
//! (`Shape`), so it cannot know other keys than they do.

use std::sync::LazyLock;

use serde_json::{Map, Value as Json, json};

use crate::check::rules::RULES;
use crate::model::agency::{Agency, Level};
use crate::model::config::{Config, Download};
use crate::model::figure::{Kind, NOT_APPLICABLE};
use crate::model::form::{Form, Layout, Table};
use crate::model::publication::Review;
use crate::model::report::Facts;
use crate::text::diagnostics::Severity;
use crate::text::fields::{Key, Shape, Value, YEARS};
use crate::text::source::Text;
use crate::text::tell::Language;
use crate::text::yaml::{Node, Yaml};

/// What can be described.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Described {
    /// `site.yaml`
    Site,
    /// `agency.yaml`
    Agency,
    /// A file in `forms/`.
    Form,
    /// A report's front matter.
    Report,
}

impl Described {
    /// All of it.
    pub const ALL: [Described; 4] = [Described::Site, Described::Agency, Described::Form, Described::Report];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Described::Site => "site",
            Described::Agency => "agency",
            Described::Form => "form",
            Described::Report => "report",
        }
    }

    /// Reads such a name.
    pub fn of(name: &str) -> Option<Described> {
        Described::ALL.into_iter().find(|described| described.name() == name)
    }

    /// What its reader asks for.
    pub fn shape(self) -> Shape {
        match self {
            Described::Site => Config::shape(),
            Described::Agency => Agency::shape(),
            Described::Form => Form::shape(),
            Described::Report => Facts::shape(),
        }
    }

    /// Its schema, as it stands in a file. `forms` are those that reports can fill in.
    pub fn schema(self, forms: &[Form]) -> String {
        let mut writer = Writer { definitions: Map::new() };
        let Json::Object(object) = writer.object(self.name(), &self.shape()) else { return String::new() };
        let mut schema = Map::new();
        schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        schema.insert("title".to_owned(), json!(format!("gongkai {}", self.name())));
        schema.insert("description".to_owned(), json!(description(self.name())));
        schema.extend(object);
        if self == Described::Report {
            fill_in(&mut schema, forms, &mut writer.definitions);
        }
        if !writer.definitions.is_empty() {
            schema.insert("$defs".to_owned(), Json::Object(writer.definitions));
        }
        // Nothing in it can fail to be written.
        serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
    }
}

/// What keys mean, in both languages, by the way to them.
static MEANINGS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let text = Text::new("keys.yaml", include_str!("schema/keys.yaml"));
    let Ok(yaml) = Yaml::read(&text, 0..text.as_str().len()) else { return Vec::new() };
    let Node::Map(entries) = yaml.root() else { return Vec::new() };
    let both = |node: &Node| match node {
        Node::List(items) => {
            let words = items.iter().filter_map(|item| if let Node::Scalar(text) = item { Some(text.as_str()) } else { None });
            words.collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    };
    entries.iter().map(|(path, node)| (path.clone(), both(node))).collect()
});

/// The ways to all keys that are described.
pub fn described() -> impl Iterator<Item = &'static str> {
    MEANINGS.iter().map(|(path, _)| path.as_str())
}

/// Where it stands what a key means: at the way to it, or at the longest end of that way.
pub fn described_at(path: &str) -> Option<&'static str> {
    let ends = std::iter::successors(Some(path), |path| path.split_once('.').map(|(_, end)| end));
    ends.into_iter().find_map(|end| described().find(|known| *known == end))
}

/// What a key means, in both languages; empty if nobody says.
fn description(path: &str) -> &'static str {
    let at = described_at(path);
    MEANINGS.iter().find(|(known, _)| Some(known.as_str()) == at).map_or("", |(_, words)| words)
}

/// Writes a schema.
struct Writer {
    /// What is referred to by name, because it stands in itself.
    definitions: Map<String, Json>,
}

impl Writer {
    fn object(&mut self, path: &str, shape: &Shape) -> Json {
        let mut properties = Map::new();
        for key in &shape.keys {
            let path = format!("{path}.{}", key.name);
            let mut schema = self.value(&path, key);
            if !key.is_required {
                schema = or_nothing(schema);
            }
            if let (Json::Object(own), words) = (&mut schema, description(&path))
                && !words.is_empty()
            {
                own.insert("description".to_owned(), json!(words));
            }
            properties.insert(key.name.to_owned(), schema);
        }
        let required: Vec<&str> = shape.keys.iter().filter(|key| key.is_required).map(|key| key.name).collect();
        let mut object = json!({"type": "object", "properties": properties, "additionalProperties": false});
        if !required.is_empty() {
            object["required"] = json!(required);
        }
        own_rules(path, object)
    }

    fn value(&mut self, path: &str, key: &Key) -> Json {
        match &key.value {
            Value::Text => scalar(),
            Value::Texts => json!({"type": "array", "items": scalar()}),
            Value::Parsed(code) => parsed(code).unwrap_or_else(|| json!({})),
            Value::Map(shape) => self.object(path, shape),
            Value::Maps(shape) if shape.keys.iter().any(|own| own.value == Value::Same && own.name == key.name) => {
                let object = self.object(path, shape);
                self.definitions.insert(key.name.to_owned(), object);
                json!({"type": "array", "items": {"$ref": format!("#/$defs/{}", key.name)}})
            }
            Value::Maps(shape) => json!({"type": "array", "items": self.object(path, shape)}),
            Value::Same => json!({"type": "array", "items": {"$ref": format!("#/$defs/{}", key.name)}}),
            Value::Any | Value::List | Value::Entries => own_kind(path).unwrap_or_else(|| json!({})),
        }
    }
}

/// Texts may be written as YAML's numbers and the like: every scalar is read as it is spelled.
fn scalar() -> Json {
    json!({"type": ["string", "number", "boolean"]})
}

/// The same, or a blank, which is as if the key were not there.
fn or_nothing(mut schema: Json) -> Json {
    if let Some(Json::Array(values)) = schema.get_mut("enum") {
        values.push(Json::Null);
        return schema;
    }
    match schema.get("type").cloned() {
        Some(Json::Array(types)) => schema["type"] = json!([types, vec![json!("null")]].concat()),
        Some(one) => schema["type"] = json!([one, "null"]),
        None => {}
    }
    schema
}

fn one_of<'n>(names: impl IntoIterator<Item = &'n str>) -> Json {
    json!({"enum": names.into_iter().collect::<Vec<_>>()})
}

/// What a function understands that a reader gives its value to, by the code of what it says otherwise; none if nobody knows.
pub fn parsed(code: &str) -> Option<Json> {
    let whole = |least: i64, most: i64, pattern: &str| json!({"type": ["integer", "string"], "minimum": least, "maximum": most, "pattern": pattern});
    Some(match code {
        "expected-day" => json!({"type": "string", "format": "date", "pattern": "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"}),
        "expected-year" => whole(i64::from(*YEARS.start()), i64::from(*YEARS.end()), "^[0-9]{4}$"),
        "expected-whole-number" => whole(i64::from(i32::MIN), i64::from(i32::MAX), "^[+-]?[0-9]+$"),
        "expected-per-cent" => whole(1, 100, "^[0-9]{1,3}$"),
        "expected-megabytes" => whole(1, 1024, "^[0-9]{1,4}$"),
        "expected-flag" => json!({"enum": [true, false, "true", "false"]}),
        "expected-language" => one_of(Language::ALL.map(Language::tag)),
        "expected-status" => one_of(["draft", "published"]),
        "expected-level" => one_of(Level::ALL.map(Level::name)),
        "expected-layout" => one_of(Layout::ALL.map(Layout::name)),
        "expected-web-address" => json!({"type": "string", "pattern": "^https?://[^/ \"<>#?][^ \"<>#?]*$"}),
        "expected-identifier" => json!({"type": ["string", "integer"], "pattern": "^[a-z0-9_-]+$"}),
        "expected-row-key" => json!({"type": ["string", "integer"], "pattern": "^[a-z0-9_]+(\\.[a-z0-9_]+)*$"}),
        _ => return None,
    })
}

/// What a reader makes of a value by itself, by the way to it; none if nobody says.
pub fn own_kind(path: &str) -> Option<Json> {
    let names = |names: Json| json!({"type": "array", "items": names});
    let severities = || Severity::ALL.map(Severity::name).into_iter().chain(["off"]);
    Some(match path {
        "site.checks" => {
            let rules: Map<String, Json> = RULES.iter().map(|rule| (rule.code.to_owned(), one_of(severities()))).collect();
            json!({"type": "object", "properties": rules, "additionalProperties": false})
        }
        "site.theme_options" => json!({"type": "object", "additionalProperties": scalar()}),
        "site.publication.require" => names(one_of(Review::ALL.map(Review::name))),
        "site.downloads" => names(one_of(Download::ALL.map(Download::name))),
        "report.aliases" => names(scalar()),
        "report.statistics.figures" => json!({"type": "object"}),
        "form.tables.rows.makers" => names(one_of(Level::ALL.map(Level::name))),
        "form.rules" | "form.tables.rules" => {
            let warning = json!({"type": "object", "properties": {"warning": scalar()}, "required": ["warning"], "additionalProperties": false});
            names(json!({"anyOf": [{"type": "string"}, warning]}))
        }
        "form.series" => {
            let term = json!({"type": "object", "properties": {"cell": scalar(), "definition": scalar()}, "required": ["cell"], "additionalProperties": false});
            json!({"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, term]}})
        }
        _ => return None,
    })
}

/// What the keys of one map have to do with each other.
fn own_rules(path: &str, mut object: Json) -> Json {
    if path == "form.tables.columns" {
        // A group of columns has no key.
        object["required"] = json!(["label"]);
        object["oneOf"] = json!([{"required": ["key"]}, {"required": ["columns"]}]);
    }
    object
}

/// Says what the forms ask of a report's figures.
fn fill_in(schema: &mut Map<String, Json>, forms: &[Form], definitions: &mut Map<String, Json>) {
    let Some(statistics) = schema.get_mut("properties").and_then(|all| all.get_mut("statistics")) else { return };
    statistics["properties"]["form"]["enum"] = json!(forms.iter().map(|form| form.id.as_str()).collect::<Vec<_>>());
    statistics["properties"]["file"]["pattern"] = json!("^[^./\\\\][^/\\\\]*\\.([xX][lL][sS][xX]|[oO][dD][sS]|[cC][sS][vV])$");
    let mut conditions = vec![json!({
        "if": {"properties": {"file": {"type": "string"}}, "required": ["file"]},
        "then": {"properties": {"figures": {"type": "null"}}},
    })];
    for form in forms {
        let rows: Map<String, Json> = form.tables.iter().flat_map(|table| rows(form, table)).collect();
        conditions.push(json!({
            "if": {"properties": {"form": {"const": form.id}}, "required": ["form"]},
            "then": {"properties": {"figures": {"properties": rows, "additionalProperties": false}}},
        }));
    }
    statistics["allOf"] = json!(conditions);
    for kind in KINDS {
        definitions.insert(kind_name(kind).to_owned(), figure(kind));
    }
}

/// The rows of a table that take figures.
fn rows<'f>(form: &'f Form, table: &'f Table) -> impl Iterator<Item = (String, Json)> + 'f {
    let row = move |index: usize| {
        let row = &table.rows[index];
        let refer = |cell: usize| {
            let kind = form.cells().nth(cell).map(|cell| form.kind(cell)).unwrap_or_default();
            json!({"$ref": format!("#/$defs/{}", kind_name(kind))})
        };
        let cells: Vec<Json> = table.cells(index)?.map(refer).collect();
        let count = cells.len();
        let columns: Map<String, Json> = table.leaves.iter().map(|leaf| leaf.key.clone()).zip(cells.iter().cloned()).collect();
        let list = json!({"type": "array", "prefixItems": cells, "minItems": count, "maxItems": count});
        let map = json!({"type": "object", "properties": columns, "additionalProperties": false});
        let alone = if count == 1 { cells[0].clone() } else { json!({"enum": [NOT_APPLICABLE, null]}) };
        Some((row.key.clone(), json!({"description": label(table, index), "anyOf": [alone, list, map]})))
    };
    (0..table.rows.len()).filter_map(row)
}

/// A row's label below those of its headings, its unit, and its columns if it has several.
fn label(table: &Table, row: usize) -> String {
    let path = Table::path(&table.rows, row).into_iter().map(|index| table.rows[index].label.as_str()).collect::<Vec<_>>();
    let unit = table.unit(row, 0).map(|unit| format!(" ({unit})")).unwrap_or_default();
    let columns = match table.leaves.as_slice() {
        [_] => String::new(),
        leaves => format!("\n[{}]", leaves.iter().map(|leaf| leaf.label.as_str()).collect::<Vec<_>>().join(", ")),
    };
    format!("{}{unit}{columns}", path.join(" › "))
}

const KINDS: [Kind; 4] = [
    Kind { amount: false, signed: false },
    Kind { amount: false, signed: true },
    Kind { amount: true, signed: false },
    Kind { amount: true, signed: true },
];

fn kind_name(kind: Kind) -> &'static str {
    match (kind.amount, kind.signed) {
        (false, false) => "count",
        (false, true) => "signed_count",
        (true, false) => "amount",
        (true, true) => "signed_amount",
    }
}

/// What a cell takes: a number, `n/a`, or nothing.
fn figure(kind: Kind) -> Json {
    let sign = if kind.signed { "-?" } else { "" };
    let decimals = if kind.amount { "(\\.[0-9]{1,6})?" } else { "" };
    let mut figure = json!({
        "description": description(if kind.amount { "amount_figure" } else { "count" }),
        "type": [if kind.amount { "number" } else { "integer" }, "string", "null"],
        "pattern": format!("^({sign}(0|[1-9][0-9]{{0,17}}){decimals}|n/a|~|null|)$"),
    });
    if !kind.signed {
        figure["minimum"] = json!(0);
    }
    figure
}
