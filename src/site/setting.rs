//! How a table is set: which heading stands where, over how many rows and columns, in each of the printed forms' layouts.

use super::holes::Hole;
use super::views::{self, HeadCell, SheetCell, SheetRow};
use crate::model::form::{Form, Heading, Layout, Table};

/// What a form is printed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// One report.
    Report,
    /// The totals of a year.
    Totals,
}

/// Sets a table: which heading stands where, over how many rows and columns.
pub struct Setter<'t> {
    /// The table.
    pub table: &'t Table,
    /// Before every id, so that the tables of several forms can stand on one page.
    pub prefix: String,
    /// For each row, whether it is printed.
    pub shown: Vec<bool>,
}

/// A heading above the figures, with what it spans.
struct Head {
    text: String,
    id: String,
    depth: usize,
    below: usize,
}

impl<'t> Setter<'t> {
    /// Sets a table of which only some rows are given. What stands above a row that is printed is printed with it; where rows are columns,
    /// or stand beside one another, a heading without any is not.
    pub fn new(table: &'t Table, prefix: String, is_given: impl Fn(usize) -> bool) -> Self {
        let mut shown = vec![false; table.rows.len()];
        for (row, heading) in table.rows.iter().enumerate().rev() {
            let has_below = shown[row + 1..=row + heading.below].contains(&true);
            let stands_alone = match (heading.heading, table.layout) {
                (true, Layout::Matrix | Layout::Across) => false,
                _ => is_given(row),
            };
            shown[row] = has_below || stands_alone;
        }
        Setter { table, prefix, shown }
    }

    /// The table as the theme prints it, with the word above its units.
    pub fn sheet(&self, unit: impl Into<String>, form: &Form, first: bool, purpose: Purpose) -> views::Sheet {
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
        head[0].extend(self.corner(unit.into(), stubs, levels));
        for (index, own) in heads.iter().enumerate() {
            let colspan = leaves_below(&heads, index);
            head[own.depth].push(HeadCell {
                text: own.text.clone(),
                id: own.id.clone(),
                colspan,
                rowspan: if own.below > 0 { 1 } else { levels - own.depth },
                scope: "col",
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
            id: format!("{}T-{}", self.prefix, table.id),
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
    fn corner(&self, unit: String, stubs: usize, levels: usize) -> Vec<HeadCell> {
        let text = self.table.corner.clone().unwrap_or_default();
        let corner = HeadCell { text, rowspan: levels, colspan: 1, ..HeadCell::default() };
        match self.table.layout {
            Layout::List => {
                let unit = HeadCell { text: unit, scope: "col", class: "unit".to_owned(), ..corner.clone() };
                vec![HeadCell { scope: "col", ..corner }, unit]
            }
            Layout::Part => vec![HeadCell { scope: "col", ..corner }],
            Layout::Matrix => vec![HeadCell { colspan: stubs, class: "a".to_owned(), ..corner }],
            Layout::Across => Vec::new(),
        }
    }

    /// The headings above the figures; in an `across` table the rows above the columns.
    fn heads(&self) -> Vec<Head> {
        let columns = |depth: usize| {
            let head = move |(index, column): (usize, &Heading)| Head {
                text: self.column_label(column),
                id: if self.is_nested() { self.column_id(index) } else { String::new() },
                depth: depth + column.depth,
                below: column.below,
            };
            self.table.columns.iter().enumerate().map(head)
        };
        if self.table.layout != Layout::Across {
            return columns(0).collect();
        }
        let mut heads: Vec<Head> = Vec::new();
        for (index, row) in self.table.rows.iter().enumerate().filter(|(index, _)| self.shown[*index]) {
            let own = heads.len();
            heads.push(Head { text: row.label.clone(), id: self.row_id(index), depth: row.depth, below: 0 });
            if !row.heading {
                heads.extend(columns(row.depth + 1));
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

    /// A column's label; in a list whose columns have different units, with its unit.
    fn column_label(&self, column: &Heading) -> String {
        let differs = self.table.leaves.iter().any(|other| other.unit != column.unit);
        match &column.unit {
            Some(unit) if self.table.layout == Layout::List && differs => format!("{}（{unit}）", column.label),
            _ => column.label.clone(),
        }
    }

    fn row_id(&self, row: usize) -> String {
        format!("{}{}", self.prefix, self.table.rows[row].key)
    }

    /// Its capital keeps it apart: the keys and ids of forms and those of headings in a text have none.
    fn column_id(&self, column: usize) -> String {
        let heading = &self.table.columns[column];
        let name = if heading.heading { format!("G{column}") } else { format!("C-{}", heading.key) };
        format!("{}{}-{name}", self.prefix, self.table.id)
    }

    /// Whether rows stand below their headings. Then each figure names its headings, because no scope can say them; everywhere else a
    /// heading stands in the row or above the column of all its figures, and its scope is enough.
    fn is_nested(&self) -> bool {
        matches!(self.table.layout, Layout::List | Layout::Part) && self.table.rows.iter().any(|row| row.depth > 0)
    }

    /// The ids of a figure's headings, those of its row, then those of its column; nothing where their scopes say it.
    fn headers(&self, row: usize, leaf: usize) -> String {
        if !self.is_nested() {
            return String::new();
        }
        let table = self.table;
        let mut ids: Vec<String> = Table::path(&table.rows, row).into_iter().map(|index| self.row_id(index)).collect();
        let of_leaf = table.columns.iter().enumerate().filter(|(_, c)| !c.heading).nth(leaf).map_or(0, |(index, _)| index);
        ids.extend(Table::path(&table.columns, of_leaf).into_iter().map(|index| self.column_id(index)));
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
        let shown = (0..self.table.rows.len()).filter(|row| self.shown[*row]);
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
        let unit = (self.table.layout == Layout::List && !heading.heading).then(|| self.row_unit(row));
        SheetRow { headings: vec![heads], unit, cells: self.cells(row) }
    }

    /// The unit of a row's figures; nothing if they have different ones, which then stand in the columns' headings.
    fn row_unit(&self, row: usize) -> String {
        let units = (0..self.table.leaves.len()).map(|leaf| self.table.unit(row, leaf));
        let mut units = units.collect::<Vec<_>>();
        units.dedup();
        match units.as_slice() {
            [Some(unit)] => (*unit).to_owned(),
            _ => String::new(),
        }
    }

    /// The rows of a `matrix` table: each heading stands beside all of its rows, in the first of them.
    fn matrix_rows(&self, stubs: usize) -> Vec<(bool, SheetRow)> {
        let rows = &self.table.rows;
        let figures_below =
            |index: usize| (index..=index + rows[index].below).filter(|row| !rows[*row].heading && self.shown[*row]).count();
        let mut set = Vec::new();
        let mut waiting: Vec<usize> = Vec::new();
        for (row, heading) in rows.iter().enumerate().filter(|(row, _)| self.shown[*row]) {
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
