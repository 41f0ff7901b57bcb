//! Charts of figures over years, as SVG for style sheets: places in per cent and letters in rem, so that a chart stretches and its letters do not.
//!
//! Libraries draw pictures of a fixed size in colours of their own. These have classes, take the width there is, and say their figures.

use rust_decimal::Decimal;

use super::marks::SeriesContent;
use super::theme::Theme;
use super::views::Era;
use crate::text::markdown::escape;

/// A scale has at most so many steps.
const STEPS: u32 = 4;
/// A run of years without the item is said in words if it is at least so long.
const WIDE: usize = 2;

/// What charts say, in the language of the interface.
pub(super) struct Words {
    line: String,
    bars: String,
    point: String,
    separator: String,
    blank: String,
    missing: String,
    absent: String,
    not_applicable: String,
}

impl Words {
    pub fn of(theme: &Theme) -> Words {
        Words {
            line: theme.string("chart.line"),
            bars: theme.string("chart.bars"),
            point: theme.string("chart.point"),
            separator: theme.string("chart.separator"),
            blank: theme.string("cell.blank"),
            missing: theme.string("standing.missing"),
            absent: theme.string("cell.absent"),
            not_applicable: theme.string("cell.not_applicable"),
        }
    }
}

/// The years of a chart side by side: where each one begins, its middle and its bar, in per cent of the width.
pub(super) struct Columns {
    /// One more than there are years.
    edges: Vec<Decimal>,
    middles: Vec<Decimal>,
    bars: Vec<Decimal>,
    /// How wide a bar is.
    bar: Decimal,
}

impl Columns {
    pub fn of(count: usize) -> Columns {
        // In sixths of a year: a bar leaves one on each side.
        let at = |year: usize, sixths: usize| per_cent(Decimal::from(year * 6 + sixths), Decimal::from(count * 6));
        Columns {
            edges: (0..=count).map(|year| at(year, 0)).collect(),
            middles: (0..count).map(|year| at(year, 3)).collect(),
            bars: (0..count).map(|year| at(year, 1)).collect(),
            bar: at(0, 4),
        }
    }
}

/// What a chart shows: one row of figures.
pub(super) struct Plot<'a> {
    pub title: &'a str,
    pub years: &'a [u16],
    pub columns: &'a Columns,
    /// One for each year.
    pub cells: &'a [SeriesContent],
    pub eras: &'a [Era],
    pub words: &'a Words,
}

/// From where to where figures reach, in steps that are easy to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    bottom: Decimal,
    pub top: Decimal,
    step: Decimal,
}

impl Scale {
    /// The scale of some figures; none without any. Zero is on it.
    pub fn of(numbers: impl Iterator<Item = Decimal>) -> Option<Scale> {
        let numbers: Vec<Decimal> = numbers.collect();
        let most = *numbers.iter().max()?;
        let least = *numbers.iter().min()?;
        let (most, least) = (most.max(Decimal::ZERO), least.min(Decimal::ZERO));
        let is_whole = numbers.iter().all(Decimal::is_integer);
        let step = step(most.checked_sub(least)?, is_whole);
        let steps = |value: Decimal| value.checked_div(step).map(|steps| steps.ceil()).and_then(|steps| steps.checked_mul(step));
        let top = steps(most)?;
        let bottom = Decimal::ZERO.checked_sub(steps(-least)?)?;
        Some(Scale { bottom, top: if top == bottom { bottom.checked_add(step)? } else { top }, step })
    }

    /// How far below the top a figure stands, in per cent of the height.
    fn y(&self, value: Decimal) -> Decimal {
        let (below, height) = (self.top.checked_sub(value), self.top.checked_sub(self.bottom));
        below.zip(height).map_or(Decimal::ZERO, |(below, height)| per_cent(below, height))
    }

    fn lines(&self) -> impl Iterator<Item = Decimal> + use<> {
        let Scale { bottom, top, step } = *self;
        std::iter::successors(Some(bottom), move |at| at.checked_add(step).filter(|at| *at <= top))
    }
}

/// The smallest of 1, 2, 5, 10, 20 … that gets over a span in a few steps; 0.1, 0.2 … as well where figures are not whole.
fn step(span: Decimal, is_whole: bool) -> Decimal {
    let mut unit = if is_whole { Decimal::ONE } else { Decimal::new(1, 8) };
    loop {
        for times in [1, 2, 5] {
            let step = unit * Decimal::from(times);
            if step.checked_mul(Decimal::from(STEPS)).is_none_or(|reach| reach >= span) {
                return step;
            }
        }
        unit *= Decimal::TEN;
    }
}

fn per_cent(part: Decimal, whole: Decimal) -> Decimal {
    let share = part.checked_div(whole).and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED));
    share.unwrap_or_default().round_dp(2).normalize()
}

/// The figures of some cells.
pub(super) fn numbers(cells: &[SeriesContent]) -> impl Iterator<Item = Decimal> {
    cells.iter().filter_map(|cell| cell.content.figure.number())
}

impl Plot<'_> {
    /// A line over the years; none unless there are two figures.
    pub fn line(&self) -> Option<String> {
        if numbers(self.cells).count() < 2 {
            return None;
        }
        let scale = Scale::of(numbers(self.cells))?;
        let mut svg = format!("<svg class=\"plot\" role=\"img\" aria-label=\"{}\">", self.sentence(&self.words.line));
        scale.lines().for_each(|at| grid_line(&mut svg, &scale, at));
        self.forms(&mut svg);
        self.gaps(&mut svg);
        self.segments(&mut svg, &scale);
        self.dots(&mut svg, &scale);
        self.axis(&mut svg);
        svg.push_str("</svg>");
        Some(svg)
    }

    /// Bars over the years, on a scale that neighbours share.
    pub fn bars(&self, scale: &Scale) -> String {
        let mut svg = format!("<svg role=\"img\" aria-label=\"{}\">", self.sentence(&self.words.bars));
        for (index, cell) in self.cells.iter().enumerate() {
            if cell.turn {
                change(&mut svg, self.edge(index), "0");
            }
            match (cell.content.figure.number(), cell.status) {
                (Some(value), _) => self.bar(&mut svg, scale, index, value),
                (None, "missing") => self.mark(&mut svg, index, "×"),
                (None, "blank") => self.mark(&mut svg, index, "○"),
                (None, "not_applicable") => self.mark(&mut svg, index, "—"),
                _ => {}
            }
        }
        svg.push_str("</svg>");
        svg
    }

    fn bar(&self, svg: &mut String, scale: &Scale, index: usize, value: Decimal) {
        let (top, foot) = (scale.y(value.max(Decimal::ZERO)), scale.y(value.min(Decimal::ZERO)));
        let (x, bar, height) = (self.columns.bars[index], self.columns.bar, foot - top);
        // Seen where a chart is shown wide.
        svg.push_str(&format!("<text class=\"n\" x=\"{}%\" y=\"{top}%\" dy=\"-.3em\">{value}</text>", self.x(index)));
        if value.is_zero() {
            // A bar without height is not drawn, and 0 is not nothing.
            svg.push_str(&format!("<line class=\"nil\" x1=\"{x}%\" y1=\"{foot}%\" x2=\"{}%\" y2=\"{foot}%\"/>", x + bar));
            return;
        }
        svg.push_str(&format!("<rect x=\"{x}%\" y=\"{top}%\" width=\"{bar}%\" height=\"{height}%\"/>"));
    }

    fn mark(&self, svg: &mut String, index: usize, mark: &str) {
        svg.push_str(&format!("<text x=\"{}%\" y=\"100%\" dy=\"-.25em\">{mark}</text>", self.x(index)));
    }

    /// What the chart shows, for those who do not see it: its name, its first and its last figure.
    fn sentence(&self, words: &str) -> String {
        let mut known = self.years.iter().zip(self.cells).filter(|(_, cell)| cell.content.figure.number().is_some());
        let ends = known.next().into_iter().chain(known.next_back());
        let points: Vec<String> = ends.map(|(year, cell)| self.point(*year, cell)).collect();
        let points = points.join(&self.words.separator);
        let sentence = words.replace("{points}", &points).replace("{title}", self.title);
        let mut escaped = String::new();
        escape(&mut escaped, &sentence);
        escaped
    }

    /// Where another form begins, and what each one is called.
    fn forms(&self, svg: &mut String) {
        let mut at = 0;
        for (index, era) in self.eras.iter().enumerate() {
            let x = self.edge(at);
            if era.turn {
                change(svg, x, "-1.5em");
            }
            // Neighbours are written on two levels where there is little room.
            let class = if index % 2 == 1 { " class=\"up\"" } else { "" };
            let dx = if at == 0 { "0" } else { ".3em" };
            svg.push_str(&format!("<text{class} x=\"{x}%\" y=\"0\" dx=\"{dx}\" dy=\"-.5em\">"));
            escape(svg, &era.form);
            svg.push_str("</text>");
            at += era.years;
        }
    }

    /// What is said where nothing is drawn: it was left blank, does not apply, nobody reported, or the form does not ask.
    fn gaps(&self, svg: &mut String) {
        let mut from = 0;
        for run in self.cells.chunk_by(|a, b| a.status == b.status) {
            let to = from + run.len();
            let word = match run.first().map(|cell| cell.status) {
                Some("absent") if run.len() >= WIDE => Some(("mid", &self.words.absent, "50%", "0")),
                Some("blank") => Some(("blank", &self.words.blank, "100%", "-3.6em")),
                Some("not_applicable") => Some(("blank", &self.words.not_applicable, "100%", "-3.6em")),
                Some("missing") => Some(("blank", &self.words.missing, "100%", "-3em")),
                _ => None,
            };
            if let Some((class, word, y, dy)) = word {
                let places =
                    if class == "mid" { vec![(self.edge(from) + self.edge(to)) / Decimal::TWO] } else { self.middles(from..to) };
                for x in places {
                    svg.push_str(&format!("<text class=\"{class}\" x=\"{x}%\" y=\"{y}\" dy=\"{dy}\">"));
                    escape(svg, word);
                    svg.push_str("</text>");
                }
            }
            from = to;
        }
    }

    fn middles(&self, years: std::ops::Range<usize>) -> Vec<Decimal> {
        years.map(|index| self.x(index)).collect()
    }

    /// Between neighbouring years that both have a figure of the same definition.
    fn segments(&self, svg: &mut String, scale: &Scale) {
        for (index, pair) in self.cells.windows(2).enumerate() {
            let [before, after] = pair else { continue };
            let (Some(from), Some(to)) = (before.content.figure.number(), after.content.figure.number()) else { continue };
            if after.breaks {
                continue;
            }
            let (x1, x2, y1, y2) = (self.x(index), self.x(index + 1), scale.y(from), scale.y(to));
            svg.push_str(&format!("<line class=\"data\" x1=\"{x1}%\" y1=\"{y1}%\" x2=\"{x2}%\" y2=\"{y2}%\"/>"));
        }
    }

    /// The figures, and in letters the first and the last one of each stretch of a definition.
    fn dots(&self, svg: &mut String, scale: &Scale) {
        let known: Vec<usize> =
            (0..self.cells.len()).filter(|index| self.cells[*index].content.figure.number().is_some()).collect();
        for (place, index) in known.iter().enumerate() {
            let (cell, year) = (&self.cells[*index], self.years[*index]);
            let Some(value) = cell.content.figure.number() else { continue };
            let (x, y) = (self.x(*index), scale.y(value));
            svg.push_str(&format!("<circle class=\"dot\" cx=\"{x}%\" cy=\"{y}%\" r=\"4\"><title>"));
            escape(svg, &self.point(year, cell));
            svg.push_str("</title></circle>");
            let ends = |place: usize| known.get(place + 1).is_none_or(|next| self.cells[*next].breaks);
            // The first one stays without if the next one's letters would run into it.
            if ends(place) || place == 0 && !ends(1) {
                svg.push_str(&format!("<text class=\"value mid\" x=\"{x}%\" y=\"{y}%\" dy=\"-.75em\">{value}</text>"));
            }
        }
    }

    fn axis(&self, svg: &mut String) {
        let last = self.years.len().saturating_sub(1);
        for (index, year) in self.years.iter().enumerate() {
            // On a phone every third year is written, the last one among them.
            let class = if (last - index).is_multiple_of(3) { "x mid" } else { "x mid minor" };
            svg.push_str(&format!("<text class=\"{class}\" x=\"{}%\" y=\"100%\" dy=\"1.5em\">{year}</text>", self.x(index)));
        }
    }

    /// The middle of a year.
    fn x(&self, index: usize) -> Decimal {
        self.columns.middles[index]
    }

    /// Where a year begins.
    fn edge(&self, index: usize) -> Decimal {
        self.columns.edges[index]
    }

    /// A year and its figure in words.
    fn point(&self, year: u16, cell: &SeriesContent) -> String {
        self.words.point.replace("{year}", &year.to_string()).replace("{value}", &text(cell))
    }
}

fn grid_line(svg: &mut String, scale: &Scale, at: Decimal) {
    let (y, class) = (scale.y(at), if at.is_zero() { "base" } else { "grid-line" });
    let label = at.normalize();
    svg.push_str(&format!("<line class=\"{class}\" x1=\"0\" y1=\"{y}%\" x2=\"100%\" y2=\"{y}%\"/>"));
    svg.push_str(&format!("<text class=\"end\" x=\"-8\" y=\"{y}%\" dy=\".35em\">{label}</text>"));
}

fn change(svg: &mut String, x: Decimal, from: &str) {
    svg.push_str(&format!("<line class=\"change\" x1=\"{x}%\" y1=\"{from}\" x2=\"{x}%\" y2=\"100%\"/>"));
}

/// A cell's figure in letters; nothing if it has none.
pub(super) fn text(cell: &SeriesContent) -> String {
    let mut text = String::new();
    cell.content.figure.push_to(&mut text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(numbers: &[&str]) -> (String, String, String) {
        let numbers = numbers.iter().map(|number| number.parse().expect("a number"));
        let Scale { bottom, top, step } = Scale::of(numbers).expect("a scale");
        (bottom.to_string(), top.normalize().to_string(), step.normalize().to_string())
    }

    #[test]
    fn scales_hold_zero_and_are_easy_to_read() {
        let of = |bottom: &str, top: &str, step: &str| (bottom.to_owned(), top.to_owned(), step.to_owned());
        assert_eq!(scale(&["22", "268"]), of("0", "300", "100"));
        assert_eq!(scale(&["0"]), of("0", "1", "1"));
        assert_eq!(scale(&["3"]), of("0", "3", "1"));
        assert_eq!(scale(&["0.0462", "0.0076"]), of("0", "0.06", "0.02"));
        assert_eq!(scale(&["-3", "9"]), of("-5", "10", "5"));
        assert_eq!(Scale::of(std::iter::empty()), None);
    }

    #[test]
    fn the_largest_figure_makes_no_scale_fail() {
        let most = Decimal::MAX;
        // It may have none; it must not panic.
        assert!(Scale::of([most].into_iter()).is_none_or(|scale| scale.top >= most));
        assert!(Scale::of([most, -most].into_iter()).is_none_or(|scale| scale.top >= most));
    }
}
