//! Relations between a form's cells: what must add up, as the form's file writes it (`rules`).
//!
//! ```text
//! requests.received = requests.received.*                       a row's own children
//! proactive.normative_documents <= proactive.total              a part is at most the whole
//! requests.carried_in = last.requests.carried_out               last: the same agency, the year before
//! warning: in_force = last.in_force + issued - repealed         may fail for good reasons
//! ```
//!
//! A relation between rows of several columns holds in every column. Those of a table's own `rules` are between its columns, in every row.

use super::figure::CellId;

/// How the two sides of a relation stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `=`
    Equal,
    /// `<=`
    AtMost,
}

impl Sign {
    /// As it is printed.
    pub fn symbol(self) -> &'static str {
        match self {
            Sign::Equal => "=",
            Sign::AtMost => "≤",
        }
    }
}

/// A cell that is added or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addend {
    /// Taken away.
    pub is_negative: bool,
    /// Of the same agency's report on the year before.
    pub is_last: bool,
    /// Which cell; of the same name in another form, if the year before was reported on with one.
    pub cell: CellId,
}

/// A relation between single cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// What stands before the sign.
    pub left: Vec<Addend>,
    /// What stands after it.
    pub right: Vec<Addend>,
}

impl Instance {
    /// Both sides' addends.
    pub fn addends(&self) -> impl Iterator<Item = &Addend> {
        self.left.iter().chain(&self.right)
    }
}

/// A relation, in every column or row that it holds in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// As it stands in the form's file.
    pub written: String,
    /// Only suspicious where it fails.
    pub is_doubtful: bool,
    /// How the sides stand to each other.
    pub sign: Sign,
    /// Whether the year before is looked at.
    pub uses_last: bool,
    /// Where it holds.
    pub instances: Vec<Instance>,
}

/// Why a relation cannot be read: the message's code, and the part that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The message in the catalogues.
    pub code: &'static str,
    /// What is wrong.
    pub part: String,
}

fn unreadable<T>(code: &'static str, part: &str) -> Result<T, Unreadable> {
    Err(Unreadable { code, part: part.to_owned() })
}

/// Cells that a name means: one, or one a column or row, each with what that is called.
pub type Cells = Vec<(String, CellId)>;

/// What names in a relation mean.
pub trait Names {
    /// The cells of a name; empty if there is no such thing.
    fn cells(&self, name: &str) -> Cells;
    /// The names directly below one; none if there is no such thing, or something below holds no figures.
    fn children(&self, name: &str) -> Option<Vec<String>>;
}

impl Relation {
    /// Reads a relation.
    ///
    /// # Errors
    /// What in it cannot be read.
    pub fn read(written: &str, is_doubtful: bool, names: &dyn Names) -> Result<Relation, Unreadable> {
        let (sign, left, right) = match (written.split_once("<="), written.split_once('=')) {
            (Some((left, right)), _) => (Sign::AtMost, left, right),
            (None, Some((left, right))) => (Sign::Equal, left, right),
            (None, None) => return unreadable("relation-without-sign", written),
        };
        if right.contains('=') {
            return unreadable("relation-without-sign", written);
        }
        let sides = [addends(left, names)?, addends(right, names)?];
        let uses_last = sides.iter().flatten().any(|named| named.is_last);
        let instances = instances(written, &sides)?;
        Ok(Relation { written: written.trim().to_owned(), is_doubtful, sign, uses_last, instances })
    }
}

/// A name in a relation, with the cells that it means.
struct Named {
    is_negative: bool,
    is_last: bool,
    cells: Cells,
}

fn addends(side: &str, names: &dyn Names) -> Result<Vec<Named>, Unreadable> {
    let mut named = Vec::new();
    let mut is_negative = false;
    let mut expects_name = true;
    for word in side.split_whitespace() {
        match (word, expects_name) {
            ("+" | "-", false) => is_negative = word == "-",
            (_, true) => {
                let (name, is_last) = word.strip_prefix("last.").map_or((word, false), |name| (name, true));
                for cells in meant(name, names)? {
                    if cells.is_empty() {
                        return unreadable("relation-name", word);
                    }
                    named.push(Named { is_negative, is_last, cells });
                }
            }
            _ => return unreadable("relation-syntax", word),
        }
        expects_name = !expects_name;
    }
    if expects_name { unreadable("relation-syntax", side.trim()) } else { Ok(named) }
}

/// The cells of a name, or of each name below one (`row.*`).
fn meant(name: &str, names: &dyn Names) -> Result<Vec<Cells>, Unreadable> {
    let Some(parent) = name.strip_suffix(".*") else { return Ok(vec![names.cells(name)]) };
    match names.children(parent) {
        Some(children) if !children.is_empty() => Ok(children.iter().map(|child| names.cells(child)).collect()),
        _ => unreadable("relation-children", name),
    }
}

/// A relation between rows holds in every column; one between single cells, once.
fn instances(written: &str, sides: &[Vec<Named>; 2]) -> Result<Vec<Instance>, Unreadable> {
    let names = |named: &Named| named.cells.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let all: Vec<&Named> = sides.iter().flatten().collect();
    let Some(first) = all.first() else { return unreadable("relation-syntax", written) };
    let is_even = match first.cells.len() {
        1 => all.iter().all(|named| named.cells.len() == 1),
        _ => all.iter().all(|named| names(named) == names(first)),
    };
    if !is_even {
        return unreadable("relation-columns", written);
    }
    let addend = |named: &Named, index: usize| Addend {
        is_negative: named.is_negative,
        is_last: named.is_last,
        cell: named.cells[index].1,
    };
    let side = |side: &[Named], index: usize| side.iter().map(|named| addend(named, index)).collect();
    Ok((0..first.cells.len()).map(|i| Instance { left: side(&sides[0], i), right: side(&sides[1], i) }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `r` has two columns and the children `r.s` and `r.t`, `q` and `p` have one.
    struct Known;

    impl Names for Known {
        fn cells(&self, name: &str) -> Cells {
            let cells = |names: &[(&str, usize)]| names.iter().map(|(n, i)| ((*n).to_owned(), CellId::new(*i))).collect();
            match name {
                "r" => cells(&[("x", 0), ("y", 1)]),
                "r.s" => cells(&[("x", 2), ("y", 3)]),
                "r.t" => cells(&[("x", 4), ("y", 5)]),
                "r.x" | "q" | "p" => cells(&[(name, 6)]),
                _ => Vec::new(),
            }
        }

        fn children(&self, name: &str) -> Option<Vec<String>> {
            (name == "r").then(|| vec!["r.s".to_owned(), "r.t".to_owned()])
        }
    }

    fn shape(written: &str) -> Result<(usize, usize, usize), &'static str> {
        let relation = Relation::read(written, false, &Known).map_err(|wrong| wrong.code)?;
        let first = &relation.instances[0];
        Ok((relation.instances.len(), first.left.len(), first.right.len()))
    }

    #[test]
    fn rows_relate_in_every_column_and_cells_once() {
        assert_eq!(shape("r = r.*"), Ok((2, 1, 2)));
        assert_eq!(shape("q <= p + last.q - p"), Ok((1, 1, 3)));
        assert_eq!(shape("r.x = q"), Ok((1, 1, 1)));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (written, code) in [
            ("r = q", "relation-columns"),
            ("q = z", "relation-name"),
            ("q = p.*", "relation-children"),
            ("q", "relation-without-sign"),
            ("q = p = q", "relation-without-sign"),
            ("q = p q", "relation-syntax"),
            ("q = p +", "relation-syntax"),
            ("= q", "relation-syntax"),
        ] {
            assert_eq!(shape(written), Err(code), "{written}");
        }
    }

    #[test]
    fn signs_are_kept() {
        let relation = Relation::read("q = last.q + p - q", true, &Known).expect("a relation");
        let signs: Vec<_> = relation.instances[0].right.iter().map(|a| (a.is_negative, a.is_last)).collect();
        assert_eq!(signs, [(false, true), (false, false), (true, false)]);
        assert!(relation.is_doubtful && relation.uses_last);
    }
}
