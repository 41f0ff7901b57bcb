//! A statistics form: tables, each with two axes, each axis a tree of headings. Forms are data, see `docs/forms.md`.

use std::collections::BTreeMap;
use std::ops::Range;

use super::agency::Level;
pub use super::figure::CellId;
use super::figure::Kind;
use super::part::Part;
use super::relation::{Cells, Names, Relation, Sign, Unreadable};
use super::series;
use super::wording::Wordings;
use crate::text::diagnostics::{Diagnostic, Diagnostics};
use crate::text::fields::{Fields, Shape, read_file};
use crate::text::source::Text;
use crate::text::yaml::{Node, Step};

/// The national forms: 国办发〔2014〕32号, 国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号.
pub const BUILT_IN: [(&str, &str); 3] = [
    ("forms/cn-2014.yaml", include_str!("forms/cn-2014.yaml")),
    ("forms/cn-2019.yaml", include_str!("forms/cn-2019.yaml")),
    ("forms/cn-2021.yaml", include_str!("forms/cn-2021.yaml")),
];

/// How the printed form lays a table out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A row a line, indented by level, with a column of units.
    List,
    /// A small table under a line of its own.
    Part,
    /// Row headings as a tree of columns, each beside all of its rows.
    Matrix,
    /// One line; rows are printed as groups of columns.
    Across,
}

impl Layout {
    /// All there are.
    pub const ALL: [Layout; 4] = [Layout::List, Layout::Part, Layout::Matrix, Layout::Across];

    /// The name in form files and in templates.
    pub fn name(self) -> &'static str {
        match self {
            Layout::List => "list",
            Layout::Part => "part",
            Layout::Matrix => "matrix",
            Layout::Across => "across",
        }
    }

    fn of(name: &str) -> Option<Layout> {
        Layout::ALL.into_iter().find(|l| l.name() == name)
    }
}

/// A heading of a row or a column. A table holds its headings in the order of the printed form, parents before children.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    /// Dotted and whole for a row; empty for a group of columns.
    pub key: String,
    /// Exactly as printed.
    pub label: String,
    /// Its own unit, if it says one.
    pub unit: Option<String>,
    /// 0 for the outermost.
    pub depth: usize,
    /// How many headings below it follow.
    pub below: usize,
    /// Which numbers its cells take.
    pub kind: Kind,
    /// Has no figures of its own.
    pub heading: bool,
    /// Printed only where reported.
    pub optional: bool,
    /// Stands under the words after 其中：.
    pub continued: bool,
    /// Set in bold.
    pub total: bool,
    /// Which bodies can have figures here other than 0; none if all can.
    pub makers: Vec<Level>,
}

/// One table of a form.
#[derive(Debug, Clone)]
pub struct Table {
    /// What `{statistics: …}` names.
    pub id: String,
    /// As printed.
    pub title: String,
    /// How it is laid out.
    pub layout: Layout,
    /// What stands above the row headings.
    pub corner: Option<String>,
    /// The unit where neither row nor column says one.
    pub unit: Option<String>,
    /// In the order of the printed form, parents before children.
    pub rows: Vec<Heading>,
    /// Likewise.
    pub columns: Vec<Heading>,
    /// The columns that hold figures.
    pub leaves: Vec<Heading>,
    /// For each row that holds figures, the index of its first cell.
    first_cells: Vec<Option<usize>>,
}

impl Table {
    /// The cells of a row, none for a heading.
    pub fn cells(&self, row: usize) -> Option<Range<usize>> {
        self.first_cells[row].map(|first| first..first + self.leaves.len())
    }

    /// The cell of a row and a column that holds figures.
    pub fn cell(&self, row: usize, leaf: usize) -> Option<CellId> {
        self.cells(row).map(|cells| CellId::new(cells.start + leaf))
    }

    /// The unit of a cell: the row's, else the column's, else the table's.
    pub fn unit(&self, row: usize, leaf: usize) -> Option<&str> {
        let own = self.rows[row].unit.as_deref();
        own.or_else(|| self.leaves.get(leaf)?.unit.as_deref()).or(self.unit.as_deref())
    }

    /// The headings above a row, outermost first, itself last.
    pub fn path(axis: &[Heading], index: usize) -> Vec<usize> {
        let mut path = vec![index];
        let mut depth = axis[index].depth;
        for above in (0..index).rev() {
            if axis[above].depth < depth {
                depth = axis[above].depth;
                path.push(above);
            }
        }
        path.reverse();
        path
    }
}

/// A row of a form that holds figures.
#[derive(Debug, Clone, Copy)]
pub struct Row<'f> {
    table: &'f Table,
    index: usize,
    first_cell: usize,
}

impl<'f> Row<'f> {
    /// The indexes of its cells in the form.
    pub fn cells(self) -> Range<usize> {
        self.first_cell..self.first_cell + self.table.leaves.len()
    }

    /// The columns that hold figures.
    pub fn leaves(self) -> &'f [Heading] {
        &self.table.leaves
    }

    /// Which numbers a cell takes.
    pub fn kind(self, leaf: usize) -> Kind {
        let (row, column) = (self.table.rows[self.index].kind, self.table.leaves[leaf].kind);
        Kind { amount: row.amount || column.amount, signed: row.signed || column.signed }
    }
}

/// How one form carries a series on: a sum of cells, and the form's own definition where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Added up; blank if any of them is.
    pub cells: Vec<CellId>,
    /// Two years are comparable only if their definitions are the same.
    pub definition: Option<String>,
}

/// A form.
#[derive(Debug, Clone)]
pub struct Form {
    /// What a report's `statistics.form` says.
    pub id: String,
    /// As printed.
    pub title: String,
    /// For narrow places.
    pub short: String,
    /// The document that prescribes it.
    pub norm: Option<String>,
    /// The years reported on with it.
    pub years: (Option<u16>, Option<u16>),
    /// In the order of the printed form.
    pub tables: Vec<Table>,
    /// Which cells carry on which series, by the series' id.
    pub series: Vec<(String, Term)>,
    /// What must add up.
    pub relations: Vec<Relation>,
    /// What its figures are called in a narrative.
    pub wordings: Wordings,
    /// What the narrative must have.
    pub parts: Vec<Part>,
    rows: BTreeMap<String, (usize, usize)>,
    /// For each cell, the indexes of its table, its row and its column.
    positions: Vec<(usize, usize, usize)>,
}

impl Form {
    /// How many cells it has.
    pub fn cell_count(&self) -> usize {
        self.positions.len()
    }

    /// All its cells, in their order.
    pub fn cells(&self) -> impl Iterator<Item = CellId> + use<> {
        (0..self.positions.len()).map(CellId::new)
    }

    /// A row that holds figures.
    pub fn row(&self, key: &str) -> Option<Row<'_>> {
        let (table, index) = *self.rows.get(key)?;
        let table = &self.tables[table];
        Some(Row { table, index, first_cell: table.first_cells[index]? })
    }

    /// Whether a row exists but holds no figures.
    pub fn is_heading(&self, row_key: &str) -> bool {
        self.rows.contains_key(row_key) && self.row(row_key).is_none()
    }

    /// The keys of all rows that hold figures.
    pub fn row_keys(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str).filter(|key| self.row(key).is_some())
    }

    /// The cell of a reference `ROW.COLUMN`, or `ROW` where the table has one column.
    pub fn cell(&self, reference: &str) -> Option<CellId> {
        if let Some(row) = self.row(reference).filter(|row| row.leaves().len() == 1) {
            return Some(CellId::new(row.first_cell));
        }
        let (row, column) = reference.rsplit_once('.')?;
        let row = self.row(row)?;
        let leaf = row.leaves().iter().position(|c| c.key == column)?;
        Some(CellId::new(row.first_cell + leaf))
    }

    /// Where a cell stands: the indexes of its table, its row and its column.
    pub fn position(&self, cell: CellId) -> Option<(usize, usize, usize)> {
        self.positions.get(cell.index()).copied()
    }

    /// The keys of a cell's row and column.
    pub fn keys(&self, cell: CellId) -> Option<(&str, &str)> {
        let (table, row, leaf) = self.position(cell)?;
        let table = &self.tables[table];
        Some((&table.rows[row].key, &table.leaves[leaf].key))
    }

    /// What a cell is called: its row's label, and its column's where the table has several.
    pub fn label(&self, cell: CellId) -> String {
        let Some((table, row, leaf)) = self.position(cell) else { return String::new() };
        let table = &self.tables[table];
        match table.leaves.as_slice() {
            [_] => table.rows[row].label.clone(),
            leaves => format!("{}·{}", table.rows[row].label, leaves[leaf].label),
        }
    }

    /// The cell of that row and column.
    pub fn cell_at(&self, row: &str, column: &str) -> Option<CellId> {
        let row = self.row(row)?;
        let leaf = row.leaves().iter().position(|leaf| leaf.key == column)?;
        Some(CellId::new(row.first_cell + leaf))
    }

    /// Which numbers a cell takes.
    pub fn kind(&self, cell: CellId) -> Kind {
        let kind =
            |(table, row, leaf): (usize, usize, usize)| Row { table: &self.tables[table], index: row, first_cell: 0 }.kind(leaf);
        self.position(cell).map(kind).unwrap_or_default()
    }

    /// The unit of a cell.
    pub fn unit(&self, cell: CellId) -> Option<&str> {
        let (table, row, leaf) = self.position(cell)?;
        self.tables[table].unit(row, leaf)
    }

    /// The cells of a name in `prose`: one, or one a row below another (`ROW.*`, `ROW.*.COLUMN`).
    fn cells_of(&self, name: &str) -> Option<Vec<CellId>> {
        match name.split_once(".*") {
            None => self.cell(name).map(|cell| vec![cell]),
            Some((parent, column)) => {
                let children = RowNames(self).children(parent).filter(|children| !children.is_empty())?;
                children.iter().map(|child| self.cell(&format!("{child}{column}"))).collect()
            }
        }
    }

    /// References that mean a row of one column and a column of another row.
    fn ambiguous(&self) -> Vec<String> {
        let columns = |key: &str| self.row(key).into_iter().flat_map(Row::leaves).map(|column| column.key.clone());
        let references = self.row_keys().flat_map(|key| columns(key).map(move |column| format!("{key}.{column}")));
        references.filter(|reference| self.row(reference).is_some_and(|row| row.leaves().len() == 1)).collect()
    }

    /// How this form carries a series on, if it does.
    pub fn term(&self, series: &str) -> Option<&Term> {
        self.series.iter().find(|(id, _)| id == series).map(|(_, term)| term)
    }

    /// Which cells must be what another cell was the year before, and which one that is: what is carried over.
    pub fn carried_over(&self) -> impl Iterator<Item = (CellId, CellId)> {
        let sure = self.relations.iter().filter(|relation| relation.sign == Sign::Equal && !relation.is_doubtful);
        sure.flat_map(|relation| &relation.instances).filter_map(|instance| match (&*instance.left, &*instance.right) {
            ([now], [last]) if !now.is_last && last.is_last && now.is_negative == last.is_negative => Some((now.cell, last.cell)),
            _ => None,
        })
    }

    /// The table of that id.
    pub fn table(&self, id: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.id == id)
    }

    /// Reads a form file; none, with findings, if it has errors.
    pub fn read(text: &Text, diagnostics: &mut Diagnostics) -> Option<Form> {
        read_file(text, diagnostics, Form::from_fields)
    }

    /// What may stand in a form file.
    pub fn shape() -> Shape {
        Shape::of(|fields| drop(Form::from_fields(fields)))
    }

    fn from_fields(fields: &mut Fields<'_>) -> Form {
        let mut form = Form {
            id: identifier(fields, "id"),
            title: fields.required_text("title"),
            short: fields.text("short").unwrap_or_default(),
            norm: fields.text("norm"),
            years: fields.map("years", |f| (f.year("from"), f.year("to"))).unwrap_or_default(),
            tables: Vec::new(),
            series: Vec::new(),
            relations: Vec::new(),
            wordings: Wordings::default(),
            parts: fields.maps("parts", Part::read),
            rows: BTreeMap::new(),
            positions: Vec::new(),
        };
        if form.short.is_empty() {
            form.short.clone_from(&form.title);
        }
        let mut tables = Vec::new();
        let mut rules = Vec::new();
        fields.maps("tables", |f| {
            let table = read_table(f, &mut form, tables.len());
            if tables.iter().any(|t: &Table| t.id == table.id) {
                f.report(Diagnostic::error("duplicate-table", f.place()).with("id", &table.id));
            }
            rules.extend(read_rules(f, Some(tables.len())));
            tables.push(table);
        });
        if tables.is_empty() || fields.raw("tables").is_none() {
            fields.missing("tables");
        }
        form.tables = tables;
        for id in form.parts.iter().flat_map(|part| &part.tables).filter(|id| form.table(id).is_none()) {
            fields.report(Diagnostic::error("part-table", fields.place()).with("table", id));
        }
        for reference in form.ambiguous() {
            fields.report(Diagnostic::error("ambiguous-cell", fields.place()).with("cell", reference));
        }
        form.series = read_series(fields, &form);
        rules.extend(read_rules(fields, None));
        form.relations = rules.into_iter().filter_map(|rule| rule.relation(fields, &form)).collect();
        form.wordings = Wordings::read(fields, &|name| form.cells_of(name));
        form
    }
}

/// What names mean in a form's `rules`: rows, single cells, and a row's children.
struct RowNames<'f>(&'f Form);

impl Names for RowNames<'_> {
    fn cells(&self, name: &str) -> Cells {
        match self.0.row(name) {
            Some(row) => row.leaves().iter().map(|leaf| leaf.key.clone()).zip(row.cells().map(CellId::new)).collect(),
            None => self.0.cell(name).map(|cell| (name.to_owned(), cell)).into_iter().collect(),
        }
    }

    fn children(&self, name: &str) -> Option<Vec<String>> {
        let (table, index) = *self.0.rows.get(name)?;
        let table = &self.0.tables[table];
        let parent = &table.rows[index];
        let below = (index + 1..=index + parent.below).filter(|row| table.rows[*row].depth == parent.depth + 1);
        below.map(|row| table.cells(row).map(|_| table.rows[row].key.clone())).collect()
    }
}

/// What names mean in a table's own `rules`: its columns.
struct ColumnNames<'t>(&'t Table);

impl Names for ColumnNames<'_> {
    fn cells(&self, name: &str) -> Cells {
        let Some(leaf) = self.0.leaves.iter().position(|leaf| leaf.key == name) else { return Vec::new() };
        let rows = self.0.rows.iter().enumerate();
        rows.filter_map(|(row, heading)| Some((heading.key.clone(), self.0.cell(row, leaf)?))).collect()
    }

    fn children(&self, _: &str) -> Option<Vec<String>> {
        None
    }
}

/// A key that must be there, of lower-case letters, digits, `-` and `_`.
fn identifier(fields: &mut Fields<'_>, key: &'static str) -> String {
    if fields.raw(key).is_none() {
        fields.missing(key);
    }
    let is_sound = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    fields.parse(key, "expected-identifier", |text| text.chars().all(is_sound).then(|| text.to_owned())).unwrap_or_default()
}

fn read_table(fields: &mut Fields<'_>, form: &mut Form, index: usize) -> Table {
    let mut table = Table {
        id: identifier(fields, "id"),
        title: fields.required_text("title"),
        layout: fields.parse("layout", "expected-layout", Layout::of).unwrap_or(Layout::List),
        corner: fields.text("corner"),
        unit: fields.text("unit"),
        rows: Vec::new(),
        columns: Vec::new(),
        leaves: Vec::new(),
        first_cells: Vec::new(),
    };
    fields.maps("columns", |f| read_column(f, 0, &mut table.columns));
    fields.maps("rows", |f| read_row(f, 0, &mut table.rows, &form.rows));
    for (axis, key) in [(&table.columns, "columns"), (&table.rows, "rows")] {
        if axis.is_empty() || fields.raw(key).is_none() {
            fields.missing(key);
        }
    }
    table.leaves = table.columns.iter().filter(|c| !c.heading).cloned().collect();
    for (row, heading) in table.rows.iter_mut().enumerate() {
        if heading.heading && heading.below == 0 && matches!(table.layout, Layout::Matrix | Layout::Across) {
            fields.report(Diagnostic::error("heading-without-rows", fields.place()).with("key", &heading.key));
        }
        heading.heading |= heading.below > 0 && matches!(table.layout, Layout::Matrix | Layout::Across);
        table.first_cells.push((!heading.heading).then_some(form.positions.len()));
        if !heading.heading {
            form.positions.extend((0..table.leaves.len()).map(|leaf| (index, row, leaf)));
        }
        form.rows.insert(heading.key.clone(), (index, row));
    }
    table
}

fn read_row(fields: &mut Fields<'_>, depth: usize, rows: &mut Vec<Heading>, before: &BTreeMap<String, (usize, usize)>) {
    let own = rows.len();
    let key = row_key(fields);
    if !key.is_empty() && (before.contains_key(&key) || rows.iter().any(|row| row.key == key)) {
        fields.report(Diagnostic::error("duplicate-row", fields.place()).with("key", &key));
    }
    rows.push(Heading { key, heading: fields.flag("heading"), makers: makers(fields), ..read_heading(fields, depth) });
    fields.maps("rows", |f| read_row(f, depth + 1, rows, before));
    rows[own].below = rows.len() - own - 1;
}

/// Reads `makers`: the levels of the bodies that can have figures in a row.
fn makers(fields: &mut Fields<'_>) -> Vec<Level> {
    let mut levels = Vec::new();
    fields.items("makers", |fields, cursor| {
        let written = if let Node::Scalar(text) = cursor.node { text.as_str() } else { "" };
        match Level::of(written) {
            Some(level) => levels.push(level),
            None => {
                fields.report(Diagnostic::error("expected-level", cursor.place()).with("key", "makers").with("written", written))
            }
        }
    });
    levels
}

/// Parts of lower-case letters, digits and `_`, joined by dots.
fn row_key(fields: &mut Fields<'_>) -> String {
    if fields.raw("key").is_none() {
        fields.missing("key");
    }
    let is_sound =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let read = |text: &str| text.split('.').all(is_sound).then(|| text.to_owned());
    fields.parse("key", "expected-row-key", read).unwrap_or_default()
}

fn read_column(fields: &mut Fields<'_>, depth: usize, columns: &mut Vec<Heading>) {
    let own = columns.len();
    let is_group = fields.raw("columns").is_some();
    let key = if is_group { String::new() } else { identifier(fields, "key") };
    if !key.is_empty() && columns.iter().any(|c| c.key == key) {
        fields.report(Diagnostic::error("duplicate-column", fields.place()).with("key", &key));
    }
    columns.push(Heading { key, heading: is_group, ..read_heading(fields, depth) });
    fields.maps("columns", |f| read_column(f, depth + 1, columns));
    columns[own].below = columns.len() - own - 1;
    if is_group && columns[own].below == 0 {
        fields.missing("columns");
    }
}

fn read_heading(fields: &mut Fields<'_>, depth: usize) -> Heading {
    Heading {
        label: fields.required_text("label"),
        unit: fields.text("unit"),
        depth,
        kind: Kind { amount: fields.flag("amount"), signed: fields.flag("signed") },
        optional: fields.flag("optional"),
        continued: fields.flag("continued"),
        total: fields.flag("total"),
        ..Heading::default()
    }
}

/// Reads which cells carry on which series: a sum of cells, or `{cell, definition}`.
fn read_series(fields: &mut Fields<'_>, form: &Form) -> Vec<(String, Term)> {
    let mut terms = Vec::new();
    let Some((cursor, entries)) = fields.entries("series") else { return terms };
    let known = series::known();
    for (id, node) in entries {
        let entry = cursor.down(Step::Key(id), node);
        if !known.iter().any(|s| s.id == *id) {
            let names = known.iter().map(|s| s.id.as_str()).collect::<Vec<_>>().join(", ");
            fields.report(Diagnostic::error("unknown-series", entry.key_place()).with("id", id).with("known", names));
        }
        let (sum, definition) = match node {
            Node::Scalar(sum) => (Some(sum.clone()), None),
            Node::Map(_) => {
                let read = |f: &mut Fields<'_>| (f.text("cell"), f.text("definition"));
                fields.below(entry.clone(), read).unwrap_or_default()
            }
            _ => (None, None),
        };
        let cells: Option<Vec<CellId>> =
            sum.as_deref().and_then(|sum| sum.split('+').map(|cell| form.cell(cell.trim())).collect());
        match cells {
            Some(cells) => terms.push((id.clone(), Term { cells, definition })),
            None => fields.report(Diagnostic::error("series-cell", entry.place()).with("id", id)),
        }
    }
    terms
}

/// A relation as it is written: it can be read only once all rows are known.
struct Rule {
    written: String,
    is_doubtful: bool,
    /// The table whose columns it is about; none if it is about rows.
    table: Option<usize>,
    /// Its number among the rules there.
    index: usize,
}

impl Rule {
    fn relation(self, fields: &mut Fields<'_>, form: &Form) -> Option<Relation> {
        let names: &dyn Names = match self.table {
            Some(table) => &ColumnNames(&form.tables[table]),
            None => &RowNames(form),
        };
        let complain = |wrong: Unreadable| {
            let place = fields.place_below(&self.path());
            fields.report(Diagnostic::error(wrong.code, place).with("part", wrong.part));
        };
        Relation::read(&self.written, self.is_doubtful, names).map_err(complain).ok()
    }

    /// The way to it from the form.
    fn path(&self) -> Vec<Step<'static>> {
        let table = self.table.map(|table| [Step::Key("tables"), Step::Item(table)]);
        table.into_iter().flatten().chain([Step::Key("rules"), Step::Item(self.index)]).collect()
    }
}

/// Reads `rules`: each a text, or `warning:` and a text.
fn read_rules(fields: &mut Fields<'_>, table: Option<usize>) -> Vec<Rule> {
    let mut rules = Vec::new();
    let mut numbers = 0..;
    fields.items("rules", |fields, cursor| {
        let index = numbers.next().unwrap_or_default();
        let (written, is_doubtful) = match cursor.node {
            Node::Scalar(written) => (written.clone(), false),
            Node::Map(_) => (fields.below(cursor.clone(), |f| f.required_text("warning")).unwrap_or_default(), true),
            _ => return fields.report(Diagnostic::error("expected-relation", cursor.place())),
        };
        // What is missing has been told.
        if !written.is_empty() {
            rules.push(Rule { written, is_doubtful, table, index });
        }
    });
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_forms_read_without_a_finding() {
        for (path, source) in BUILT_IN {
            let mut findings = Diagnostics::new();
            let form = Form::read(&Text::new(path, source), &mut findings);
            assert!(findings.sorted().is_empty(), "{path}: {:?}", findings.sorted());
            assert!(form.is_some_and(|f| f.cell_count() > 50));
        }
    }

    #[test]
    fn a_reference_names_one_cell() {
        let source = "id: f\ntitle: t\ntables:\n- id: a\n  title: a\n  columns: [{label: g, columns: [{key: x, label: X}, {key: y, label: Y}]}]\n  rows: [{key: r, label: R, rows: [{key: r.s, label: S}]}]\n- id: b\n  title: b\n  columns: [{key: v, label: V}]\n  rows: [{key: q, label: Q}]\n";
        let mut findings = Diagnostics::new();
        let form = Form::read(&Text::new("f.yaml", source), &mut findings).expect("a form");
        assert_eq!(form.cell("r.x").map(CellId::index), Some(0));
        assert_eq!(form.cell("r.s.y").map(CellId::index), Some(3));
        assert_eq!(form.cell("q").map(CellId::index), Some(4));
        assert_eq!(form.cell("q.v").map(CellId::index), Some(4));
        assert_eq!(form.cell("r"), None);
        assert_eq!(Table::path(&form.tables[0].columns, 2), [0, 2]);
    }
}
