//! Digits and what joins them: the groups that a number is written in.

use std::ops::Range;

/// The shortest number that belongs to a person, in digits.
pub const SHORTEST: usize = 11;

/// What stands between two groups of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// Something else, or more than one of these.
    Apart,
    /// A blank.
    Blank,
    /// A hyphen.
    Hyphen,
    /// A dot.
    Dot,
}

/// Digits that follow each other.
#[derive(Debug)]
pub(super) struct Group {
    /// As ASCII. The last one may be the check character X.
    pub digits: String,
    /// In bytes of the text.
    pub span: Range<usize>,
    /// What joins it to the group before.
    pub before: Joint,
    /// Whether it is a part of a word, such as a hash.
    pub in_word: bool,
}

/// A digit's value, full-width ones too.
pub(super) fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}

/// The check character X, as people write it.
pub(super) fn is_x(c: char) -> bool {
    matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ')
}

fn joint(c: char) -> Option<Joint> {
    match c {
        ' ' | '\u{A0}' | '\u{3000}' => Some(Joint::Blank),
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '－' => Some(Joint::Hyphen),
        '.' | '．' => Some(Joint::Dot),
        _ => None,
    }
}

/// Whether a character may stand in a number, in a line of Markdown.
pub(super) fn may_belong(c: char) -> bool {
    digit(c).is_some() || joint(c).is_some() || Reading::Marked.skips(c)
}

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As it stands.
    Plain,
    /// As Markdown, whose marks may stand inside of a number: `138**0000**1234`.
    Marked,
}

impl Reading {
    /// What is read over: characters that cannot be seen, which come with numbers copied from pages and address books; and marks.
    fn skips(self, c: char) -> bool {
        matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
            || (self == Reading::Marked && c.is_ascii() && MARKS.contains(&(c as u8)))
    }

    fn bytes(self) -> &'static [bool; 256] {
        match self {
            Reading::Plain => &PLAIN,
            Reading::Marked => &MARKED,
        }
    }
}

const MARKS: &[u8] = b"*_`~\\[]";
/// Bytes of the characters above, in UTF-8.
const PLAIN: [bool; 256] = add([false; 256], BYTES);
const MARKED: [bool; 256] = add(PLAIN, MARKS);

const BYTES: &[u8] =
    b"0123456789 -.\xC2\xA0\xAD\xE2\x80\x81\x88\x8B\x8C\x8D\x8E\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\xE3\xEF\xBB\xBC\xBF";

const fn add(mut belongs: [bool; 256], bytes: &[u8]) -> [bool; 256] {
    let mut index = 0;
    while index < bytes.len() {
        belongs[bytes[index] as usize] = true;
        index += 1;
    }
    belongs
}

/// The longest stretch that is read at once, in bytes; of a longer one, the end of each part is read again with the next, which is enough for
/// a number across the cut. So a file of nothing but figures takes no more memory than others.
const LONGEST: usize = 4096;
const OVERLAP: usize = 128;

/// Stretches of a text that are long enough for a number. One byte in eleven is looked at where there are none.
pub(super) fn stretches(text: &str, reading: Reading) -> impl Iterator<Item = Range<usize>> {
    let (bytes, known) = (text.as_bytes(), reading.bytes());
    let (mut at, mut from) = (SHORTEST - 1, 0);
    std::iter::from_fn(move || {
        while let Some(byte) = bytes.get(at) {
            if !known[*byte as usize] {
                at += SHORTEST;
                continue;
            }
            let belongs = |byte: &&u8| known[**byte as usize];
            let start = at - bytes[from..at].iter().rev().take_while(belongs).count();
            let length = bytes[start..].iter().take(LONGEST).take_while(belongs).count();
            let end = start + length;
            (from, at) = if length == LONGEST { (end - OVERLAP, end) } else { (end, end + SHORTEST) };
            let (start, end) = (text.ceil_char_boundary(start), text.floor_char_boundary(end));
            if end >= start + SHORTEST {
                return Some(start..end);
            }
        }
        None
    })
}

/// The groups of digits in a stretch of a text.
pub(super) fn groups(text: &str, stretch: Range<usize>, reading: Reading) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    // None while a group is open.
    let mut gap = Some(Joint::Apart);
    for (offset, c) in text[stretch.clone()].char_indices() {
        let at = stretch.start + offset;
        let end = at + c.len_utf8();
        if reading.skips(c) {
            continue;
        }
        match (digit(c), gap, groups.last_mut()) {
            (Some(digit), None, Some(group)) => {
                group.digits.push(digit);
                group.span.end = end;
            }
            (Some(digit), before, _) => {
                let before = before.unwrap_or(Joint::Apart);
                groups.push(Group { digits: digit.into(), span: at..end, before, in_word: false });
                gap = None;
            }
            (None, None, _) => gap = Some(joint(c).unwrap_or(Joint::Apart)),
            (None, Some(_), _) => gap = Some(Joint::Apart),
        }
    }
    // Only the first and the last one can touch anything else: all others lie within the stretch.
    if let Some(first) = groups.first_mut() {
        first.in_word = ends_a_word(&text[..first.span.start]);
    }
    if let Some(last) = groups.last_mut() {
        let mut after = text[last.span.end..].chars();
        let mut next = after.next();
        // 17 digits, or the last ones of them: 110105 19000101 001X.
        if let Some(x) = next.filter(|c| is_x(*c) && matches!(last.digits.len(), 17 | 11 | 3)) {
            last.digits.push('X');
            last.span.end += x.len_utf8();
            next = after.next();
        }
        last.in_word |= next.is_some_and(is_of_word);
    }
    groups
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９')
}

/// Words that a number follows without a blank.
const LABELS: [&str; 5] = ["tel", "mob", "mobile", "phone", "sj"];
/// A plus sign in an address.
const ESCAPED_PLUS: &str = "%2b";

/// Whether a text ends in a letter, so that a digit after it belongs to a word.
fn ends_a_word(before: &str) -> bool {
    let word = before.len() - before.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    let ends = |mark: &str| {
        before.len().checked_sub(mark.len()).is_some_and(|at| before.as_bytes()[at..].eq_ignore_ascii_case(mark.as_bytes()))
    };
    let is_label = LABELS.iter().any(|label| before[word..].eq_ignore_ascii_case(label));
    before.chars().next_back().is_some_and(is_of_word) && !is_label && !ends(ESCAPED_PLUS)
}
