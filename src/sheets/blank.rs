//! A blank form as a workbook: laid out as it is printed, a sheet for each table, with a cell for each figure that takes figures only, and a
//! sheet of its rules, which say what does not add up.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Formula,
    Worksheet, XlsxError, utility,
};

use super::sums::{Names, Sum};
use crate::model::figure::{Kind, NOT_APPLICABLE};
use crate::model::form::{Form, Table};
use crate::model::naming::Naming;
use crate::model::relation::{Addend, Instance, Relation};
use crate::site::book::{Formats, sheet_name, text_width, workbook, write_captions, write_table};
use crate::site::setting::{Purpose, Setter};
use crate::text::tell::Teller;

/// Figures are to be filled in here, and here something is wrong.
const INPUT: Color = Color::RGB(0x00FF_F9E5);
const WRONG: Color = Color::RGB(0x00F8_CBAD);
/// The columns of the sheet of rules: where, which, the two sides, what is wrong.
const COLUMNS: [(&str, u8); 5] =
    [("form-rule-where", 30), ("form-rule", 86), ("form-rule-left", 12), ("form-rule-right", 12), ("form-rule-verdict", 16)];
/// Those of the sides and of the verdict.
const LEFT: u16 = 2;
const RIGHT: u16 = 3;
const VERDICT: u16 = 4;
/// In front of the names of verdicts, which cells are coloured by.
const NAME: &str = "gongkai_rule_";

/// Makes a blank form. `today` is the day that the workbook says it was made.
///
/// # Errors
/// If no workbook can hold it.
pub fn blank(form: &Form, teller: &Teller, today: NaiveDate) -> Result<Vec<u8>, XlsxError> {
    let mut book = workbook(today)?;
    let formats = Formats::default();
    let mut sheet_names = BTreeSet::new();
    let mut page = Page { form, teller, formats: &formats, names: vec![None; form.cell_count()], own: Vec::new() };
    let mut tables = Vec::new();
    for table in &form.tables {
        let name = sheet_name(&table.title, &mut sheet_names);
        let sheet = book.add_worksheet();
        sheet.set_name(&name)?;
        page.write(sheet, &name, table)?;
        tables.push(std::mem::take(&mut page.own));
    }
    let names = page.names;
    let rules = Rules::of(form, &names, sheet_name(&teller.sentence("form-rules", &[]), &mut sheet_names));
    if !rules.rows.is_empty() {
        rules.write(book.add_worksheet(), &formats, teller)?;
    }
    for (row, rule) in (1..).zip(&rules.rows) {
        let place = utility::row_col_to_cell_absolute(row, VERDICT);
        book.define_name(format!("{NAME}{row}"), &format!("={}!{place}", quoted(&rules.name)))?;
        for cell in rule.instance.addends().map(|addend| addend.cell.index()) {
            if let Some(table) = tables.iter_mut().find(|cells| cells.iter().any(|own| own.cell == cell))
                && let Some(own) = table.iter_mut().find(|own| own.cell == cell)
            {
                own.rules.push(row);
            }
        }
    }
    for (index, cells) in tables.iter().enumerate() {
        mark(book.worksheet_from_index(index)?, teller, cells)?;
    }
    book.save_to_buffer()
}

/// A cell of the sheet that is being written, and the rules that it has a part in, by their rows.
struct Own {
    cell: usize,
    at: (u32, u16),
    rules: Vec<u32>,
}

/// What the sheets of a form have in common.
struct Page<'a> {
    form: &'a Form,
    teller: &'a Teller,
    formats: &'a Formats,
    /// Where the cells stand, as formulas name them.
    names: Names,
    /// The cells of the sheet that is being written.
    own: Vec<Own>,
}

impl Page<'_> {
    fn write(&mut self, sheet: &mut Worksheet, name: &str, table: &Table) -> Result<(), XlsxError> {
        let set = Setter::new(table, String::new(), |_| true).sheet(self.word("form-unit"), self.form, true, Purpose::Report);
        let width = set.stubs + set.figures;
        let unit = set.unit.as_ref().map(|unit| self.teller.sentence("form-unit-of", &[("unit", unit.clone())]));
        // The third line is that of what is wrong.
        write_captions(sheet, self.formats, 0, std::slice::from_ref(&set.title), width)?;
        // Programs that have not calculated yet must not take it for a result.
        sheet.set_formula_result_default("");
        let filler = Format::new().set_unlocked();
        let captions = [self.word("form-filler"), unit.unwrap_or_default()].join("    ");
        let formats = &self.formats;
        merge(sheet, (1, width), captions.trim_end(), &filler)?;
        merge(sheet, (2, width), "", &Format::new().set_bold().set_font_color(Color::Red))?;
        let quoted = quoted(name);
        let (form, teller, names, own) = (self.form, self.teller, &mut self.names, &mut self.own);
        let mut cells = form.cells().collect::<Vec<_>>().into_iter();
        let kinds: Vec<Kind> = cells.by_ref().map(|cell| form.kind(cell)).collect();
        write_table(sheet, formats, FIRST_ROW, &set, &mut |sheet, (row, column), cell| {
            let kind = kinds.get(cell).copied().unwrap_or_default();
            sheet.write_blank(row, column, &input(kind))?;
            sheet.add_data_validation(row, column, row, column, &validation(teller, kind, row, column)?)?;
            names[cell] = Some(format!("{quoted}!{}", utility::row_col_to_cell(row, column)));
            own.push(Own { cell, at: (row, column), rules: Vec::new() });
            Ok(())
        })?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
        sheet.protect();
        Ok(())
    }

    fn word(&self, code: &str) -> String {
        self.teller.sentence(code, &[])
    }
}

/// Below the title, the line of who fills it in, and that of what is wrong.
const FIRST_ROW: u32 = 3;
/// The paper's number.
const A4: u8 = 9;

fn merge(sheet: &mut Worksheet, (row, width): (u32, usize), text: &str, format: &Format) -> Result<(), XlsxError> {
    match u16::try_from(width.saturating_sub(1)).unwrap_or(u16::MAX) {
        0 => sheet.write_string_with_format(row, 0, text, format)?,
        last => sheet.merge_range(row, 0, row, last, text, format)?,
    };
    Ok(())
}

/// A sheet's name in a formula.
fn quoted(name: &str) -> String {
    format!("'{}'", name.replace('\'', "''"))
}

/// How a cell that takes a figure looks.
fn input(kind: Kind) -> Format {
    let format = Format::new().set_unlocked().set_border(FormatBorder::Thin).set_background_color(INPUT);
    let format = format.set_align(FormatAlign::Right).set_align(FormatAlign::VerticalCenter);
    if kind.amount { format } else { format.set_num_format("0") }
}

/// What a cell takes: figures as they are written in YAML, as far as a workbook's numbers go.
fn validation(teller: &Teller, kind: Kind, row: u32, column: u16) -> Result<DataValidation, XlsxError> {
    let cell = utility::row_col_to_cell(row, column);
    let digits = if kind.amount { format!("ROUND({cell},6)={cell}") } else { format!("{cell}=INT({cell})") };
    let sign = if kind.signed { format!("{cell}>-1E15") } else { format!("{cell}>=0") };
    let rule = format!("=IF(ISNUMBER({cell}),AND({digits},{sign},{cell}<1E15),EXACT({cell},\"{NOT_APPLICABLE}\"))");
    let words = [("kind", if kind.amount { "amount" } else { "count" }), ("sign", if kind.signed { "signed" } else { "none" })];
    let words = words.map(|(name, word)| (name, word.to_owned()));
    DataValidation::new()
        .allow_custom(Formula::new(rule))
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title(teller.sentence("form-input-title", &[]))?
        .set_error_message(teller.sentence("form-input", &words))
}

/// Colours the cells of a sheet that have a part in what is wrong, and says so above its table.
fn mark(sheet: &mut Worksheet, teller: &Teller, cells: &[Own]) -> Result<(), XlsxError> {
    let wrong = |rules: &[u32]| rules.iter().map(|rule| format!("{NAME}{rule}<>\"\"")).collect::<Vec<_>>().join(",");
    for own in cells.iter().filter(|own| !own.rules.is_empty()) {
        let format = Format::new().set_background_color(WRONG);
        let format = ConditionalFormatFormula::new().set_rule(format!("=OR({})", wrong(&own.rules)).as_str()).set_format(format);
        let (row, column) = own.at;
        sheet.add_conditional_format(row, column, row, column, &format)?;
    }
    let rules: BTreeSet<u32> = cells.iter().flat_map(|own| own.rules.iter().copied()).collect();
    if !rules.is_empty() {
        let count: Vec<String> = rules.iter().map(|rule| format!("({NAME}{rule}<>\"\")")).collect();
        let count = count.join("+");
        let words = teller.sentence("form-wrong", &[("count", "\"&".to_owned() + &count + "&\"")]);
        let formula = Formula::new(format!("=IF({count}=0,\"\",\"{words}\")"));
        sheet.write_formula_with_format(2, 0, formula, &Format::new().set_bold().set_font_color(Color::Red))?;
    }
    Ok(())
}

/// The sheet of rules.
struct Rules<'f> {
    form: &'f Form,
    name: String,
    rows: Vec<Rule<'f>>,
}

/// A relation between cells, on a row of the sheet.
struct Rule<'f> {
    relation: &'f Relation,
    instance: &'f Instance,
    sum: Sum,
}

impl<'f> Rules<'f> {
    /// The relations between cells of one year: a workbook does not know the year before.
    fn of(form: &'f Form, names: &Names, name: String) -> Self {
        let mut rows = Vec::new();
        for relation in form.relations.iter().filter(|relation| !relation.uses_last) {
            for instance in &relation.instances {
                let row = u32::try_from(rows.len() + 1).unwrap_or(u32::MAX);
                let known = [LEFT, RIGHT].map(|column| utility::row_col_to_cell(row, column));
                if let Some(sum) = Sum::of(form, names, relation, instance, known.each_ref().map(String::as_str)) {
                    rows.push(Rule { relation, instance, sum });
                }
            }
        }
        Rules { form, name, rows }
    }

    fn write(&self, sheet: &mut Worksheet, formats: &Formats, teller: &Teller) -> Result<(), XlsxError> {
        sheet.set_name(&self.name)?.set_formula_result_default("");
        for (column, (code, width)) in (0..).zip(COLUMNS) {
            sheet.write_string_with_format(0, column, teller.sentence(code, &[]), &formats.head)?;
            sheet.set_column_width(column, width)?;
        }
        let wrong = formats.stub.clone().set_bold().set_font_color(Color::Red);
        for (row, rule) in (1..).zip(&self.rows) {
            let (place, words) = self.words(rule);
            sheet.write_string_with_format(row, 0, &place, &formats.stub)?;
            sheet.write_string_with_format(row, 1, &words, &formats.stub)?;
            let formula = |text: &str| Formula::new(format!("={text}"));
            sheet.write_formula_with_format(row, LEFT, formula(&rule.sum.left), &formats.text)?;
            sheet.write_formula_with_format(row, RIGHT, formula(&rule.sum.right), &formats.text)?;
            let code = if rule.relation.is_doubtful { "form-rule-doubtful" } else { "form-rule-wrong" };
            let lines = |text: &str, column: usize| text_width(text).div_ceil(usize::from(COLUMNS[column].1));
            let lines = lines(&place, 0).max(lines(&words, 1)).max(1);
            sheet.set_row_height(row, 15 * u32::try_from(lines).unwrap_or(1))?;
            let verdict = format!("IF({},\"{}\",\"\")", rule.sum.fails, teller.sentence(code, &[]));
            sheet.write_formula_with_format(row, VERDICT, formula(&verdict), &wrong)?;
        }
        let last = u32::try_from(self.rows.len() + 2).unwrap_or(u32::MAX);
        let note = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        sheet.merge_range(last, 0, last, VERDICT, &teller.sentence("form-rules-note", &[]), &note)?;
        sheet.set_row_height(last, NOTE_HEIGHT)?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        sheet.protect();
        Ok(())
    }

    /// Where a relation holds, and what it says.
    fn words(&self, rule: &Rule<'_>) -> (String, String) {
        let naming = Naming::of(self.form, rule.instance);
        let mut places = rule.instance.addends().filter_map(|addend| self.form.position(addend.cell));
        let place = places.next().map_or_else(String::new, |(table, row, leaf)| {
            let own = &self.form.tables[table];
            match (naming, own.leaves.as_slice()) {
                (Naming::Column, _) => own.rows[row].label.clone(),
                (Naming::Row, [_]) | (Naming::Both, _) => own.title.clone(),
                (Naming::Row, leaves) => leaves[leaf].label.clone(),
            }
        });
        let side = |addends: &[Addend]| {
            let mut words = String::new();
            for addend in addends {
                let sign = match (words.is_empty(), addend.is_negative) {
                    (true, false) => "",
                    (true, true) => "− ",
                    (false, false) => " + ",
                    (false, true) => " − ",
                };
                words.push_str(sign);
                words.push_str(&naming.label(self.form, addend.cell));
            }
            words
        };
        let Instance { left, right } = rule.instance;
        (place, format!("{} {} {}", side(left), rule.relation.sign.symbol(), side(right)))
    }
}

/// The height of the row with the note, in points.
const NOTE_HEIGHT: u8 = 48;
