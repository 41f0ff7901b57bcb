//! Attachments of plain text: their encoding, and HTML as its reader reads it.

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

/// Decodes a file's bytes to look for digits: by its byte order mark, else as UTF-8, UTF-16 or GBK, whichever it can be. What is wrong in it
/// is replaced, because digits stay digits; nothing is published from it.
pub(super) fn decode(bytes: &[u8]) -> String {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => encoding.decode_without_bom_handling(&bytes[length..]).0,
        None => match simdutf8::basic::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => text.into(),
            _ => likely(bytes).decode_without_bom_handling(bytes).0,
        },
    };
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() }
}

/// The encoding of bytes that are no UTF-8 text. In UTF-16 every other byte of an ASCII character is zero, in GBK none is.
fn likely(bytes: &[u8]) -> &'static Encoding {
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 0) => GB18030,
        (even, odd) if even > odd => UTF_16BE,
        _ => UTF_16LE,
    }
}

/// The longest tag and the longest character reference that are looked for, in bytes; what is longer is read as text.
const LONGEST_TAG: usize = 4096;
const LONGEST_REFERENCE: usize = 10;

/// Tags that do not end a word.
const INLINE: [&str; 21] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "code", "em", "font", "i", "ins", "mark", "nobr", "s", "small", "span", "strong",
    "sub", "sup", "u", "wbr",
];

/// HTML without its tags and with its entities, each replaced by something of the same length, so that every place stays right.
pub(super) fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    // Where the next tag ends, so that a file of nothing but beginnings is not searched again and again.
    let (mut from, mut close) = (0, 0);
    while let Some(at) = html[from..].find(['<', '&']).map(|found| from + found) {
        out.push_str(&html[from..at]);
        if close <= at {
            close = html[at..].find('>').map_or(html.len(), |end| at + end);
        }
        let mark = &html[at..];
        from = at + if mark.starts_with('<') { tag(mark, close - at + 1, &mut out) } else { entity(mark, &mut out) };
    }
    out.push_str(&html[from..]);
    out
}

/// Replaces a tag that may be as long as that. Returns its length.
fn tag(mark: &str, whole: usize, out: &mut String) -> usize {
    let name = mark[1..].strip_prefix('/').unwrap_or(&mark[1..]);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric() && c != ':').unwrap_or(name.len())];
    let is_inline = name.contains(':') || INLINE.iter().any(|inline| inline.eq_ignore_ascii_case(name));
    let (length, is_inline) = match () {
        // A comment is read over, as a browser does.
        () if mark.starts_with("<!--") => (mark.find("-->").map_or(mark.len(), |end| end + 3), true),
        () if !name.is_empty() && whole <= LONGEST_TAG.min(mark.len()) => (whole, is_inline),
        () => (1, false),
    };
    if is_inline {
        fill(length, out)
    } else {
        out.extend(std::iter::repeat_n('\n', length))
    }
    length
}

/// Replaces a character reference. Returns its length.
fn entity(mark: &str, out: &mut String) -> usize {
    let end = mark.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';');
    let name = end.map_or("", |end| &mark[1..end]);
    let length = name.len() + 2;
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    let meant = match name {
        "nbsp" | "ensp" | "emsp" => Some('\u{A0}'),
        _ => number.and_then(char::from_u32),
    };
    match meant.filter(|c| length > c.len_utf8() + 1) {
        Some(c) => {
            out.push(c);
            fill(length - c.len_utf8(), out);
            length
        }
        None => {
            out.push('&');
            1
        }
    }
}

/// Adds so many bytes, at least two, of what cannot be seen.
fn fill(length: usize, out: &mut String) {
    if length % 2 == 1 {
        out.push('\u{200B}');
    }
    out.extend(std::iter::repeat_n('\u{AD}', if length % 2 == 1 { (length - 3) / 2 } else { length / 2 }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let text = "电话１38";
        assert_eq!(decode(text.as_bytes()), text);
        assert_eq!(decode(b"\xEF\xBB\xBFa\r\nb\rc"), "a\nb\nc");
        assert_eq!(decode(&GB18030.encode(text).0), text);
        let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        assert_eq!(decode(&utf16(u16::to_le_bytes)), text);
        assert_eq!(decode(&utf16(u16::to_be_bytes)), text);
        assert_eq!(decode(&[&b"\xFF\xFE"[..], &utf16(u16::to_le_bytes)].concat()), text);
        // Neither of them: what can be read is.
        assert_eq!(decode(b"\xFF\xFF138"), "\u{FFFD}\u{FFFD}138");
    }

    #[test]
    fn html_keeps_its_places() {
        for (html, read) in [
            ("138<b>0000</b>1234", "13800001234"),
            ("<p>138</p><p>0000</p>", "\n\n\n138\n\n\n\n\n\n\n0000\n\n\n\n"),
            ("138&nbsp;0000", "138\u{A0}0000"),
            ("&#49;3&#x38;", "138"),
            ("1<!-- 2 -->3", "13"),
            ("1<o:p/>3", "13"),
            ("a < b & c &; &amp;&#;", "a \n b & c &; &amp;&#;"),
            ("<", "\n"),
            ("<b", "\nb"),
            ("<!-- ", ""),
            ("&#49", "&#49"),
        ] {
            let flat = without_tags(html);
            assert_eq!(flat.len(), html.len(), "{html}");
            assert_eq!(flat.replace(['\u{AD}', '\u{200B}'], ""), read, "{html}");
        }
    }
}
