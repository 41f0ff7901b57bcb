//! Printed forms: the theme prints each table of a form once, with a hole for each figure, and reports fill the holes.
//!
//! A nation's reports share a handful of forms, so this is where the time of a build is saved: a report's tables cost
//! as much as copying their text. The theme still decides every letter of the markup, in `table.html` and `cell.html`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::open_data::{self, Line};
use super::theme::Theme;
use super::views;
use super::views::{HeadCell, SheetCell, SheetRow};
use crate::model::figures::{Figure, Figures};
use crate::model::form::{Form, Heading, Layout, Table};
use crate::model::portal::Portal;
use crate::model::report::FormId;
use crate::text::diagnostics::Diagnostic;
use crate::text::markdown::escape;

/// Private characters that enclose a hole in what the theme prints; no keyboard writes them.
const OPEN: char = '\u{F0000}';
const CLOSE: char = '\u{F0001}';

/// What a theme prints for a figure takes so much, roughly.
const BYTES_OF_A_CELL: usize = 40;

/// What is filled in for each report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hole {
    Cell(usize),
    Year,
    Filler,
    Value,
    Answered,
    Reports,
}

impl Hole {
    fn token(self) -> String {
        let name = match self {
            Hole::Cell(index) => index.to_string(),
            Hole::Year => "y".to_owned(),
            Hole::Filler => "f".to_owned(),
            Hole::Value => "v".to_owned(),
            Hole::Answered => "a".to_owned(),
            Hole::Reports => "r".to_owned(),
        };
        format!("{OPEN}{name}{CLOSE}")
    }

    fn of(name: &str) -> Option<Hole> {
        match name {
            "y" => Some(Hole::Year),
            "f" => Some(Hole::Filler),
            "v" => Some(Hole::Value),
            "a" => Some(Hole::Answered),
            "r" => Some(Hole::Reports),
            index => index.parse().ok().map(Hole::Cell),
        }
    }
}

/// Text with holes: what stands before each hole, then the rest.
#[derive(Debug, Clone, Default)]
struct Printed {
    parts: Vec<(Box<str>, Hole)>,
    rest: Box<str>,
}

impl Printed {
    fn of(text: &str) -> Printed {
        let mut parts = Vec::new();
        let mut before = String::new();
        let mut pieces = text.split(OPEN);
        before.push_str(pieces.next().unwrap_or(""));
        for piece in pieces {
            match piece.split_once(CLOSE).and_then(|(name, after)| Some((Hole::of(name)?, after))) {
                Some((hole, after)) => {
                    parts.push((std::mem::take(&mut before).into_boxed_str(), hole));
                    before.push_str(after);
                }
                None => before.push_str(piece),
            }
        }
        Printed { parts, rest: before.into_boxed_str() }
    }

    /// How long it gets, roughly.
    fn length(&self) -> usize {
        self.parts.iter().map(|(before, _)| before.len() + BYTES_OF_A_CELL).sum::<usize>() + self.rest.len()
    }

    fn fill(&self, out: &mut String, mut fill: impl FnMut(Hole, &mut String)) {
        for (before, hole) in &self.parts {
            out.push_str(before);
            fill(*hole, out);
        }
        out.push_str(&self.rest);
    }
}

/// What stands in a cell: a figure, and for a sum that not all reports have one for, how many have, of how many.
#[derive(Debug, Clone, Copy)]
pub struct Content {
    /// The figure.
    pub figure: Figure,
    /// Of a sum.
    pub coverage: Option<(u32, u32)>,
}

/// How the theme prints each kind of content.
#[derive(Debug)]
struct Marks {
    /// Blank, not applicable, zero, number; each as a figure and as a partial sum.
    printed: [Printed; 8],
}

impl Marks {
    fn print(theme: &Theme) -> Result<Marks, Diagnostic> {
        let mut printed: [Printed; 8] = Default::default();
        for (index, slot) in printed.iter_mut().enumerate() {
            let status = ["blank", "not_applicable", "reported", "reported"][index % 4];
            let cell = views::Cell {
                status,
                zero: index % 4 == 2,
                value: Hole::Value.token(),
                partial: index >= 4,
                answered: Hole::Answered.token(),
                reports: Hole::Reports.token(),
            };
            *slot = Printed::of(theme.print("cell.html", &cell)?.trim());
        }
        Ok(Marks { printed })
    }

    fn fill(&self, out: &mut String, content: Content) {
        let kind = match content.figure {
            Figure::Blank => 0,
            Figure::NotApplicable => 1,
            Figure::Number(number) if number.is_zero() => 2,
            Figure::Number(_) => 3,
        };
        let (answered, reports) = content.coverage.unwrap_or_default();
        let is_partial = content.coverage.is_some_and(|(answered, reports)| answered < reports);
        self.printed[kind + if is_partial { 4 } else { 0 }].fill(out, |hole, out| {
            // Writing into a string cannot fail.
            let _ = match hole {
                Hole::Value => write!(out, "{}", content.figure),
                Hole::Answered => write!(out, "{answered}"),
                Hole::Reports => write!(out, "{reports}"),
                Hole::Cell(_) | Hole::Year | Hole::Filler => Ok(()),
            };
        });
    }
}

/// What a form is printed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// One report.
    Report,
    /// The totals of a year.
    Totals,
}

/// One table of a form, printed.
#[derive(Debug)]
pub struct PrintedTable {
    /// Its index in the form.
    pub index: usize,
    /// Its id on the page.
    pub id: String,
    printed: Printed,
}

/// Which optional rows a printed form shows: pairs of table and row.
type Optional = Vec<(usize, usize)>;

/// All forms that a portal uses, printed for reports, and the marks to fill them with.
#[derive(Debug)]
pub struct Sheets {
    marks: Marks,
    printed: BTreeMap<(FormId, Optional), PrintedForm>,
}

/// A form as it is printed for reports: its tables, and the lines of its data.
#[derive(Debug, Default)]
pub struct PrintedForm {
    /// In the order of the form.
    pub tables: Vec<PrintedTable>,
    pub(super) lines: Vec<Line>,
}

impl Sheets {
    /// Prints each form that a report uses.
    ///
    /// # Errors
    /// A finding about a template.
    pub fn print(portal: &Portal, theme: &Theme) -> Result<Sheets, Diagnostic> {
        let statistics = portal.reports.iter().filter_map(|report| report.facts.statistics.as_ref());
        let variants: BTreeSet<(FormId, Optional)> =
            statistics.map(|s| (s.form, reported_optional(portal.form(s.form), &s.figures))).collect();
        let mut printed = BTreeMap::new();
        for (form, optional) in variants {
            let body = portal.form(form);
            let tables = print_form(theme, body, &optional, Purpose::Report)?;
            let lines = open_data::lines(body, |table, row| is_shown(body, &optional, table, row));
            printed.insert((form, optional), PrintedForm { tables, lines });
        }
        Ok(Sheets { marks: Marks::print(theme)?, printed })
    }

    /// The form of a report, printed.
    pub fn of(&self, portal: &Portal, form: FormId, figures: &Figures) -> Option<&PrintedForm> {
        self.printed.get(&(form, reported_optional(portal.form(form), figures)))
    }

    /// Fills a table's holes.
    pub fn fill(&self, out: &mut String, table: &PrintedTable, year: u16, filler: &str, content: impl Fn(usize) -> Content) {
        table.printed.fill(out, |hole, out| match hole {
            Hole::Cell(index) => self.marks.fill(out, content(index)),
            Hole::Year => out.push_str(&year.to_string()),
            Hole::Filler => escape(out, filler),
            Hole::Value | Hole::Answered | Hole::Reports => {}
        });
    }

    /// The HTML of one cell.
    pub fn cell(&self, figure: Figure) -> String {
        let mut out = String::new();
        self.marks.fill(&mut out, Content { figure, coverage: None });
        out
    }
}

/// The optional rows that a report gives.
fn reported_optional(form: &Form, figures: &Figures) -> Optional {
    optional_rows(form, |cells| figures.has_row(cells))
}

/// The optional rows for which a function finds something in their cells.
pub fn optional_rows(form: &Form, has_row: impl Fn(std::ops::Range<usize>) -> bool) -> Optional {
    let mut shown = Vec::new();
    for (index, table) in form.tables.iter().enumerate() {
        for (row, _) in table.rows.iter().enumerate().filter(|(_, heading)| heading.optional) {
            if table.cells(row).is_some_and(&has_row) {
                shown.push((index, row));
            }
        }
    }
    shown
}

fn is_shown(form: &Form, optional: &Optional, table: usize, row: usize) -> bool {
    !form.tables[table].rows[row].optional || optional.contains(&(table, row))
}

/// Prints a form's tables with holes.
///
/// # Errors
/// A finding about a template.
pub fn print_form(theme: &Theme, form: &Form, optional: &Optional, purpose: Purpose) -> Result<Vec<PrintedTable>, Diagnostic> {
    let mut tables = Vec::new();
    for (index, table) in form.tables.iter().enumerate() {
        let is_shown = |row: usize| is_shown(form, optional, index, row);
        let prefix = if purpose == Purpose::Totals { format!("{}.", form.id) } else { String::new() };
        let setter = Setter { table, prefix, is_shown: &is_shown };
        let sheet = views::Table { table: setter.sheet(theme, form, index == 0, purpose) };
        let printed = Printed::of(&theme.print("table.html", &sheet)?);
        tables.push(PrintedTable { index, id: sheet.table.id, printed });
    }
    Ok(tables)
}

/// Sets a table: which heading stands where, over how many rows and columns.
struct Setter<'t> {
    table: &'t Table,
    /// Before every id, so that the tables of several forms can stand on one page.
    prefix: String,
    is_shown: &'t dyn Fn(usize) -> bool,
}

/// A heading above the figures, with what it spans.
struct Head {
    text: String,
    id: String,
    depth: usize,
    below: usize,
}

impl Setter<'_> {
    fn sheet(&self, theme: &Theme, form: &Form, first: bool, purpose: Purpose) -> views::Sheet {
        let table = self.table;
        let heads = self.heads();
        let levels = heads.iter().map(|h| h.depth + 1).max().unwrap_or(1);
        let stubs = match table.layout {
            Layout::List => 2,
            Layout::Part => 1,
            Layout::Matrix => table.rows.iter().map(|row| row.depth + 1).max().unwrap_or(1),
            Layout::Across => 0,
        };
        let mut head: Vec<Vec<HeadCell>> = (0..levels).map(|_| Vec::new()).collect();
        head[0].extend(self.corner(theme, stubs, levels));
        for (index, own) in heads.iter().enumerate() {
            let colspan = leaves_below(&heads, index);
            head[own.depth].push(HeadCell {
                text: own.text.clone(),
                id: own.id.clone(),
                colspan,
                rowspan: if own.below > 0 { 1 } else { levels - own.depth },
                scope: if own.below > 0 { "colgroup" } else { "col" },
                class: if table.layout == Layout::List { "num".to_owned() } else { String::new() },
            });
        }
        let columns_at = heads.iter().enumerate().filter(|(_, h)| h.depth == 0);
        let mut column_groups: Vec<usize> = columns_at.map(|(index, _)| leaves_below(&heads, index)).collect();
        if let [_] = column_groups.as_slice() {
            let second = heads.iter().enumerate().filter(|(_, h)| h.depth == 1).map(|(index, _)| leaves_below(&heads, index));
            let second: Vec<usize> = second.collect();
            column_groups = if second.is_empty() { column_groups } else { second };
        }
        views::Sheet {
            id: format!("{}t-{}", self.prefix, table.id),
            title: table.title.clone(),
            layout: table.layout.name(),
            unit: table.unit.clone(),
            purpose: if purpose == Purpose::Report { "report" } else { "totals" },
            form: form.title.clone(),
            first,
            year: Hole::Year.token(),
            filler: Hole::Filler.token(),
            stubs,
            has_units: table.layout == Layout::List,
            figures: column_groups.iter().sum(),
            column_groups,
            head,
            bodies: self.bodies(stubs),
        }
    }

    /// The cells above the row headings.
    fn corner(&self, theme: &Theme, stubs: usize, levels: usize) -> Vec<HeadCell> {
        let text = self.table.corner.clone().unwrap_or_default();
        let corner = HeadCell { text, rowspan: levels, colspan: 1, ..HeadCell::default() };
        match self.table.layout {
            Layout::List => {
                let unit =
                    HeadCell { text: theme.string("table.unit"), scope: "col", class: "unit".to_owned(), ..corner.clone() };
                vec![HeadCell { scope: "col", ..corner }, unit]
            }
            Layout::Part => vec![HeadCell { scope: "col", ..corner }],
            Layout::Matrix => vec![HeadCell { colspan: stubs, class: "a".to_owned(), ..corner }],
            Layout::Across => Vec::new(),
        }
    }

    /// The headings above the figures; in an `across` table the rows above the columns.
    fn heads(&self) -> Vec<Head> {
        let columns = |rows_id: Option<&str>, depth: usize| {
            let id = move |index: usize, column: &Heading| match rows_id {
                Some(row) => format!("{}{row}.{}", self.prefix, column.key),
                None if column.heading => format!("{}{}-g{index}", self.prefix, self.table.id),
                None => format!("{}{}-{}", self.prefix, self.table.id, column.key),
            };
            let head = move |(index, column): (usize, &Heading)| Head {
                text: column.label.clone(),
                id: id(index, column),
                depth: depth + column.depth,
                below: column.below,
            };
            self.table.columns.iter().enumerate().map(head).collect::<Vec<_>>()
        };
        if self.table.layout != Layout::Across {
            return columns(None, 0);
        }
        let mut heads: Vec<Head> = Vec::new();
        for (index, row) in self.table.rows.iter().enumerate().filter(|(index, _)| (self.is_shown)(*index)) {
            let own = heads.len();
            heads.push(Head { text: row.label.clone(), id: self.row_id(index), depth: row.depth, below: 0 });
            if !row.heading {
                heads.extend(columns(Some(&row.key), row.depth + 1));
            }
            // This row and all rows above it in the tree have got longer.
            let added = heads.len() - own;
            let mut depth = row.depth;
            heads[own].below = added - 1;
            for above in (0..own).rev() {
                if heads[above].depth < depth {
                    depth = heads[above].depth;
                    heads[above].below += added;
                }
            }
        }
        heads
    }

    fn row_id(&self, row: usize) -> String {
        format!("{}{}", self.prefix, self.table.rows[row].key)
    }

    /// The ids of a figure's headings: those of its row, then those of its column.
    fn headers(&self, row: usize, leaf: usize) -> String {
        let table = self.table;
        let mut ids: Vec<String> = Table::path(&table.rows, row).into_iter().map(|index| self.row_id(index)).collect();
        if table.layout == Layout::Across {
            ids.push(format!("{}{}.{}", self.prefix, table.rows[row].key, table.leaves[leaf].key));
        } else {
            let of_leaf = table.columns.iter().enumerate().filter(|(_, c)| !c.heading).nth(leaf).map_or(0, |(index, _)| index);
            for index in Table::path(&table.columns, of_leaf) {
                let column = &table.columns[index];
                let name = if column.heading { format!("g{index}") } else { column.key.clone() };
                ids.push(format!("{}{}-{name}", self.prefix, table.id));
            }
        }
        ids.join(" ")
    }

    fn cells(&self, row: usize) -> Vec<SheetCell> {
        let leaves = self.table.leaves.iter().enumerate();
        let cell = |(leaf, column): (usize, &Heading)| {
            Some(SheetCell {
                headers: self.headers(row, leaf),
                total: column.total || self.table.rows[row].total,
                figure: Hole::Cell(self.table.cell(row, leaf)?.index()).token(),
            })
        };
        leaves.filter_map(cell).collect()
    }

    fn bodies(&self, stubs: usize) -> Vec<Vec<SheetRow>> {
        let shown = (0..self.table.rows.len()).filter(|row| (self.is_shown)(*row));
        match self.table.layout {
            Layout::Across => {
                let cells = shown.flat_map(|row| self.cells(row)).collect();
                vec![vec![SheetRow { headings: Vec::new(), unit: None, cells }]]
            }
            Layout::Matrix => self.group(self.matrix_rows(stubs)),
            Layout::List | Layout::Part => {
                let rows = shown.map(|row| (self.table.rows[row].depth == 0, self.line(row, stubs))).collect();
                if self.table.layout == Layout::Part {
                    vec![self.group(rows).into_iter().flatten().collect()]
                } else {
                    self.group(rows)
                }
            }
        }
    }

    /// Puts rows into groups that begin where they say so.
    fn group(&self, rows: Vec<(bool, SheetRow)>) -> Vec<Vec<SheetRow>> {
        let mut groups: Vec<Vec<SheetRow>> = Vec::new();
        for (begins, row) in rows {
            match groups.last_mut().filter(|_| !begins) {
                Some(group) => group.push(row),
                None => groups.push(vec![row]),
            }
        }
        groups
    }

    /// A row of a `list` or `part` table.
    fn line(&self, row: usize, stubs: usize) -> SheetRow {
        let heading = &self.table.rows[row];
        let class = match (self.table.layout, heading.depth) {
            (Layout::Part, _) => String::new(),
            (_, 0) => "part".to_owned(),
            (_, _) if heading.continued => "of".to_owned(),
            (_, depth) => format!("l{}", depth.min(4)),
        };
        let heads = HeadCell {
            text: heading.label.clone(),
            id: self.row_id(row),
            colspan: if heading.heading { stubs + self.table.leaves.len() } else { 1 },
            rowspan: 1,
            scope: if heading.below > 0 && heading.depth == 0 { "rowgroup" } else { "row" },
            class,
        };
        let unit = (self.table.layout == Layout::List && !heading.heading)
            .then(|| self.table.unit(row, 0).unwrap_or_default().to_owned());
        SheetRow { headings: vec![heads], unit, cells: self.cells(row) }
    }

    /// The rows of a `matrix` table: each heading stands beside all of its rows, in the first of them.
    fn matrix_rows(&self, stubs: usize) -> Vec<(bool, SheetRow)> {
        let rows = &self.table.rows;
        let figures_below =
            |index: usize| (index..=index + rows[index].below).filter(|row| !rows[*row].heading && (self.is_shown)(*row)).count();
        let mut set = Vec::new();
        let mut waiting: Vec<usize> = Vec::new();
        for (row, heading) in rows.iter().enumerate().filter(|(row, _)| (self.is_shown)(*row)) {
            waiting.retain(|above| figures_below(*above) > 0);
            waiting.push(row);
            if heading.heading {
                continue;
            }
            let begins = rows[waiting[0]].depth == 0;
            let headings = waiting.drain(..).map(|index| {
                let own = &rows[index];
                let name = ["a", "b", "c"][own.depth.min(2)];
                HeadCell {
                    text: own.label.clone(),
                    id: self.row_id(index),
                    colspan: if own.heading { 1 } else { stubs - own.depth },
                    rowspan: if own.heading { figures_below(index) } else { 1 },
                    scope: if own.heading && own.depth == 0 { "rowgroup" } else { "row" },
                    class: if own.heading { format!("{name} up") } else { name.to_owned() },
                }
            });
            let headings = headings.collect();
            set.push((begins, SheetRow { headings, unit: None, cells: self.cells(row) }));
        }
        set
    }
}

/// How many columns of figures stand under a heading.
fn leaves_below(heads: &[Head], index: usize) -> usize {
    heads[index..=index + heads[index].below].iter().filter(|head| head.below == 0).count()
}

/// Fills the tables of a printed form that a function chooses, one after the other.
pub fn fill_all(
    sheets: &Sheets,
    tables: &[PrintedTable],
    is_wanted: impl Fn(&PrintedTable) -> bool,
    year: u16,
    filler: &str,
    content: impl Fn(usize) -> Content,
) -> String {
    let mut out = String::with_capacity(tables.iter().map(|table| table.printed.length()).sum());
    for table in tables.iter().filter(|table| is_wanted(table)) {
        sheets.fill(&mut out, table, year, filler, &content);
    }
    out
}

/// What stands in a report's cell.
pub fn reported(figures: &Figures) -> impl Fn(usize) -> Content + '_ {
    move |index| Content { figure: figures.all()[index], coverage: None }
}
