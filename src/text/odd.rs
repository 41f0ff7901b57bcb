//! Characters that a reader does not see as the author did: invisible ones, private ones, and what stands where a character was lost.

/// Characters that cannot be seen and that no name, title or figure needs: controls, blanks without width, what turns the direction of
/// writing, and the planes for private use, which stand for holes in printed forms. What joins or keeps apart the letters of some scripts, and
/// what chooses between forms of a character, is none of them.
pub fn is_invisible(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}' => true,
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => true,
        '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' | '\u{F0000}'.. => true,
        _ => c.is_control(),
    }
}

/// An odd character of a text, of which there may be more.
#[derive(Debug, PartialEq, Eq)]
pub struct Odd {
    /// What it is: the message in the catalogues.
    pub code: &'static str,
    /// The character.
    pub character: char,
    /// Where the first one stands, in bytes.
    pub offset: usize,
    /// How many there are.
    pub count: usize,
}

/// The odd characters of a text, each told once, in the order of the text.
pub fn odd_characters(text: &str) -> Vec<Odd> {
    let mut found: Vec<Odd> = Vec::new();
    // Most texts have none of the bytes that these begin with; Chinese ones have E3 to E9.
    let may_be_odd = |b: u8| {
        (b < b' ' && b != b'\n' && b != b'\t') || matches!(b, 0x7F | 0xC2 | 0xD8 | 0xE1 | 0xE2 | 0xEE | 0xEF | 0xF3 | 0xF4)
    };
    if !text.bytes().fold(false, |odd, b| odd | may_be_odd(b)) {
        return found;
    }
    for (offset, character) in text.char_indices() {
        let code = match character {
            '\u{FFFD}' => "lost-character",
            '\u{E000}'..='\u{F8FF}' => "private-character",
            c if is_invisible(c) => "invisible-character",
            _ => continue,
        };
        match found.iter_mut().find(|odd| odd.character == character) {
            Some(odd) => odd.count += 1,
            None => found.push(Odd { code, character, offset, count: 1 }),
        }
    }
    found
}

/// How a character is called: `U+200B`.
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_are_found_once_each() {
        let found = odd_characters("甲\u{200B}乙\u{E000}丙\u{200B}\u{FFFD}");
        let told: Vec<_> = found.iter().map(|odd| (odd.code, odd.character, odd.offset, odd.count)).collect();
        assert_eq!(told[0], ("invisible-character", '\u{200B}', 3, 2));
        assert_eq!(told[1], ("private-character", '\u{E000}', 9, 1));
        assert_eq!(told[2], ("lost-character", '\u{FFFD}', 18, 1));
    }

    #[test]
    fn scripts_may_join_their_letters() {
        for text in ["习岗镇２０１６年\u{3000}—“×” é", "می\u{200C}خواهم", "葛\u{E0100}", "☎\u{FE0F}", "\u{1820}\u{180B}"]
        {
            assert_eq!(odd_characters(text), []);
        }
    }
}
