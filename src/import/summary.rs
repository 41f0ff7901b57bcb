//! The table at the end of an import of several files: what became of each.

use crate::text::tell::Teller;

/// What became of a file.
#[derive(Debug)]
pub struct Row {
    /// Its name.
    pub file: String,
    /// Where the report was written, or why there is none.
    pub report: String,
    /// How many figures were taken, how many cells are blank in the file, and how many are to be looked at; none if there is no report.
    pub counts: Option<[usize; 3]>,
}

/// The table, a line a file, with its head.
pub fn table(teller: &Teller, rows: &[Row]) -> String {
    let say = |code: &str| teller.sentence(code, &[]);
    let head =
        ["import-column-file", "import-column-report", "import-column-figures", "import-column-blank", "import-column-doubts"];
    let line = |row: &Row| {
        let counts = row.counts.map_or([const { String::new() }; 3], |counts| counts.map(|count| count.to_string()));
        let [figures, blank, doubts] = counts;
        [row.file.clone(), row.report.clone(), figures, blank, doubts]
    };
    let lines: Vec<[String; 5]> = std::iter::once(head.map(say)).chain(rows.iter().map(line)).collect();
    let widths: [usize; 5] = std::array::from_fn(|column| lines.iter().map(|line| width(&line[column])).max().unwrap_or(0));
    lines.iter().map(|line| set(line, &widths) + "\n").collect()
}

/// A line: names to the left, numbers to the right.
fn set(line: &[String; 5], widths: &[usize; 5]) -> String {
    let cells = line.iter().zip(widths).enumerate().map(|(column, (text, wide))| {
        let blanks = " ".repeat(wide - width(text));
        if column < 2 { format!("{text}{blanks}") } else { format!("{blanks}{text}") }
    });
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

/// How many columns of a terminal a text takes.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tell::Language;

    #[test]
    fn columns_stand_below_one_another() {
        let row = |file: &str, report: &str, counts| Row { file: file.to_owned(), report: report.to_owned(), counts };
        let rows = [row("栖禾.docx", "content/qihe/2025/annual-report.md", Some([200, 0, 12])), row("b.pdf", "no", None)];
        let told = table(&Teller::new(Language::Chinese, false), &rows);
        let wanted = "\
文件       报告                                数字  空  疑问
栖禾.docx  content/qihe/2025/annual-report.md   200   0    12
b.pdf      no
";
        assert_eq!(told, wanted);
    }
}
