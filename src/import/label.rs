//! Labels, however they are spelled: without numbering, blanks, brackets and signs, which offices write as they like.

use super::words::words;

/// A label as it is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// All of its letters and digits.
    pub whole: String,
    /// Without what stands in brackets.
    pub short: String,
}

impl Label {
    /// Reads a label.
    pub fn of(text: &str) -> Label {
        let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect();
        let mut label = Label::default();
        let (mut at, mut depth, mut is_start) = (0, 0_usize, true);
        while at < chars.len() {
            let length = numbering(&chars, at, is_start).or_else(|| among(&chars[at..]).filter(|_| is_start));
            if let Some(length) = length {
                (at, is_start) = (at + length, true);
                continue;
            }
            match chars[at] {
                '(' | '[' | '〔' | '【' => depth += 1,
                ')' | ']' | '〕' | '】' => depth = depth.saturating_sub(1),
                c if c.is_alphanumeric() => {
                    label.whole.extend(c.to_lowercase());
                    if depth == 0 {
                        label.short.extend(c.to_lowercase());
                    }
                    is_start = false;
                }
                _ => {}
            }
            at += 1;
        }
        // A bracket that is not closed goes on somewhere else: nobody knows what may be left out.
        if depth > 0 {
            label.short.clone_from(&label.whole);
        }
        label
    }

    /// Nothing is left of it.
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }
}

/// How long the numbering is that begins there: `一、`, `（一）`, `1．`, `①`, and `三（` of `三（一）`.
fn numbering(chars: &[char], at: usize, is_start: bool) -> Option<usize> {
    let words = words();
    let rest = &chars[at..];
    let count = |is: &dyn Fn(&char) -> bool, from: usize| rest[from..].iter().take_while(|c| is(c)).count();
    let is_numeral = |c: &char| words.numerals.contains(c);
    let is_digit = |c: &char| c.is_ascii_digit();
    let is_either = |c: &char| is_numeral(c) || is_digit(c);
    let first = rest.first()?;
    if words.circled.contains(first) {
        return Some(1);
    }
    if *first == '(' {
        let length = count(&is_either, 1);
        return (length > 0 && rest.get(length + 1) == Some(&')')).then_some(length + 2);
    }
    let is_after_one = |at: usize| at > 0 && (chars[at - 1].is_ascii_alphanumeric() || chars[at - 1] == '.');
    let (digits, numerals) = (count(&is_digit, 0), count(&is_numeral, 0));
    let length = digits.max(numerals);
    let next = rest.get(length)?;
    let is_decimal = digits > 0 && rest.get(length + 1).is_some_and(is_digit);
    let is_separated = words.separators.contains(next) && !is_decimal;
    let is_before_another = is_start && numerals > 0 && numbering(rest, length, false).is_some_and(|_| *next == '(');
    let may_be = digits > 0 && !is_after_one(at) || numerals > 0 && is_start;
    match (may_be && length > 0, is_separated, is_before_another) {
        (true, true, _) => Some(length + 1),
        (true, false, true) => Some(length),
        _ => None,
    }
}

/// How long 其中 is, if that begins there.
fn among(rest: &[char]) -> Option<usize> {
    words().among.iter().find(|word| word.chars().eq(rest.iter().copied().take(word.chars().count()))).map(|w| w.chars().count())
}

/// A full-width character's usual form.
pub fn narrow(c: char) -> char {
    match c {
        '．' => '.',
        '−' | '－' => '-',
        '\u{3000}' | '\u{A0}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbering_blanks_and_signs_are_no_part_of_a_label() {
        for (written, whole) in [
            ("（一）收到申请数", "收到申请数"),
            ("(一) 收到 申请数：", "收到申请数"),
            ("1．当面申请数", "当面申请数"),
            ("１、当面申请数", "当面申请数"),
            ("1)当面申请数", "当面申请数"),
            ("①当面申请数", "当面申请数"),
            ("其中：1、当面申请数", "当面申请数"),
            ("其中:涉及国家秘密", "涉及国家秘密"),
            ("三、本\n年\n度办理\u{3000}结果", "本年度办理结果"),
            ("三（三）不予公开 1.属于国家秘密", "不予公开属于国家秘密"),
            ("3．危及“三安全一稳定”", "危及三安全一稳定"),
            ("三安全", "三安全"),
            ("本年增/减", "本年增减"),
            ("2021年3.5倍", "2021年35倍"),
        ] {
            assert_eq!(Label::of(written).whole, whole, "{written}");
        }
    }

    #[test]
    fn what_stands_in_brackets_may_be_left_out() {
        let label = Label::of("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）");
        assert_eq!(label.short, "主动公开政府信息数");
        assert_eq!(label.whole, "主动公开政府信息数不同渠道和方式公开相同信息计1条");
        assert_eq!(Label::of("政府信息数（不同渠道").short, "政府信息数不同渠道");
        assert_eq!(Label::of("（ ）").whole, "");
    }
}
