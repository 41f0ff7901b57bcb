//! A form's relations as formulas of a workbook. They say what `gongkai check` says: a blank can be anything that its cell may hold, so they
//! fail only where both sides surely cannot meet.

use crate::model::form::Form;
use crate::model::relation::{Addend, Instance, Relation, Sign};

/// The most values that one function of a workbook is given.
const MOST_VALUES: usize = 200;

/// Where the cells of a form stand, as formulas name them, by their index in the form.
pub type Names = Vec<Option<String>>;

/// The formulas of one relation between cells.
pub struct Sum {
    /// What is known of the left side.
    pub left: String,
    /// What is known of the right side.
    pub right: String,
    /// Whether the sides surely cannot meet.
    pub fails: String,
}

impl Sum {
    /// The formulas of a relation; none if one of its cells stands nowhere. `known` names the cells in which the two sides stand.
    pub fn of(form: &Form, names: &Names, relation: &Relation, instance: &Instance, known: [&str; 2]) -> Option<Sum> {
        let sides = [Side::of(form, names, &instance.left)?, Side::of(form, names, &instance.right)?];
        let gap = format!("ROUND(N({})-N({}),6)", known[0], known[1]);
        let exceeds = |from: &Side, to: &Side, sign: &str| format!("AND({}=0,{}=0,{gap}{sign}0)", from.no_least, to.no_most);
        let fails = match relation.sign {
            Sign::AtMost => exceeds(&sides[0], &sides[1], ">"),
            Sign::Equal => format!("OR({},{})", exceeds(&sides[0], &sides[1], ">"), exceeds(&sides[1], &sides[0], "<")),
        };
        let [left, right] = sides;
        Some(Sum { left: left.known, right: right.known, fails })
    }
}

/// One side of a relation.
struct Side {
    /// The sum of what is filled in; empty text if nothing is.
    known: String,
    /// How many blanks keep it from having a least value.
    no_least: String,
    /// How many keep it from having a greatest one.
    no_most: String,
}

impl Side {
    fn of(form: &Form, names: &Names, addends: &[Addend]) -> Option<Side> {
        let name = |addend: &Addend| names.get(addend.cell.index())?.clone();
        let all: Vec<(String, &Addend)> = addends.iter().map(|addend| Some((name(addend)?, addend))).collect::<Option<_>>()?;
        let some = |is_wanted: &dyn Fn(&Addend) -> bool| -> Vec<&str> {
            all.iter().filter(|(_, addend)| is_wanted(addend)).map(|(name, _)| name.as_str()).collect()
        };
        let is_signed = |addend: &Addend| form.kind(addend.cell).signed;
        let (added, taken) = (some(&|addend| !addend.is_negative), some(&|addend| addend.is_negative));
        let sum = match (added.as_slice(), taken.as_slice()) {
            (added, []) => function("SUM", added),
            ([], taken) => format!("-({})", function("SUM", taken)),
            (added, taken) => format!("{}-({})", function("SUM", added), function("SUM", taken)),
        };
        let every = some(&|_| true);
        Some(Side {
            known: format!("IF({}=0,\"\",{sum})", function("COUNT", &every)),
            no_least: blanks(&some(&|addend| addend.is_negative || is_signed(addend))),
            no_most: blanks(&some(&|addend| !addend.is_negative || is_signed(addend))),
        })
    }
}

/// A function of many cells, in as many calls as that takes.
fn function(name: &str, cells: &[&str]) -> String {
    let calls: Vec<String> = cells.chunks(MOST_VALUES).map(|some| format!("{name}({})", some.join(","))).collect();
    if calls.len() > 1 { format!("({})", calls.join("+")) } else { calls.concat() }
}

/// How many of the cells are blank.
fn blanks(cells: &[&str]) -> String {
    let calls: Vec<String> = cells.iter().map(|cell| format!("COUNTBLANK({cell})")).collect();
    if calls.is_empty() { "0".to_owned() } else { format!("({})", calls.join("+")) }
}
