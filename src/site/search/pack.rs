//! Texts made short for the way to a browser: what has been said before is pointed at. And numbers as letters.

/// What numbers are written with: all of ASCII that needs no escape in a string, but for what sets lists apart.
const LETTERS: &[u8; 91] = b"!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{}~";
/// A letter below this ends a number; the others begin or go on with one.
const ENDS: u32 = 61;
const GOES_ON: u32 = 30;

/// The first of the characters that say how much is repeated; a text's own ones from here on have it before them.
const ESCAPE: u32 = 0x100;
/// The last of them: they take two bytes each.
const LAST: u32 = 0x7FF;
/// What is shorter is not worth pointing at.
const SHORTEST: usize = 3;
const LONGEST: usize = (LAST - ESCAPE - 1) as usize + SHORTEST;
/// How many earlier places are looked at.
const TRIES: usize = 2;
/// How many characters of a repetition are passed over before the next one is remembered: what is repeated begins alike elsewhere already.
const EVERY: usize = 2;
const HASH_BITS: u32 = 13;
const NOWHERE: u32 = u32::MAX;

/// Writes a number.
pub(super) fn push_number(out: &mut String, number: u32) {
    let (mut high, last) = (number / ENDS, number % ENDS);
    let mut begun = Vec::new();
    while high > 0 {
        begun.push(ENDS + high % GOES_ON);
        high /= GOES_ON;
    }
    out.extend(begun.into_iter().rev().map(letter));
    out.push(letter(last));
}

/// A number below 91 as one letter.
pub(super) fn letter(number: u32) -> char {
    LETTERS.get(number as usize).map_or(' ', |byte| char::from(*byte))
}

/// Packs a text: a repetition is a character that says its length, and a number that says how far back it begins.
pub(super) fn pack(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut packed = String::with_capacity(text.len() / 2);
    let mut past = Past::new(chars.len());
    let mut at = 0;
    while at < chars.len() {
        match past.longest(&chars, at) {
            Some((back, length)) => {
                packed.extend(char::from_u32(ESCAPE + 1 + u32::try_from(length - SHORTEST).unwrap_or(0)));
                push_number(&mut packed, u32::try_from(back - 1).unwrap_or(NOWHERE));
                (at..at + length).step_by(EVERY).for_each(|at| past.remember(&chars, at));
                at += length;
            }
            None => {
                if (ESCAPE..=LAST).contains(&u32::from(chars[at])) {
                    packed.extend(char::from_u32(ESCAPE));
                }
                packed.push(chars[at]);
                past.remember(&chars, at);
                at += 1;
            }
        }
    }
    packed
}

/// Where what begins alike was seen.
struct Past {
    last: Vec<u32>,
    before: Vec<u32>,
}

impl Past {
    fn new(length: usize) -> Past {
        Past { last: vec![NOWHERE; 1 << HASH_BITS], before: vec![NOWHERE; length] }
    }

    fn remember(&mut self, chars: &[char], at: usize) {
        if let Some(slot) = slot(chars, at) {
            self.before[at] = std::mem::replace(&mut self.last[slot], u32::try_from(at).unwrap_or(NOWHERE));
        }
    }

    /// The longest repetition that is shorter to point at than to say again: how far back, and how long.
    fn longest(&self, chars: &[char], at: usize) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        let mut place = self.last[slot(chars, at)?];
        for _ in 0..TRIES {
            if place == NOWHERE {
                break;
            }
            let start = place as usize;
            place = self.before[start];
            // Whatever is longer goes on where the best one so far ends.
            let shorter = best.map_or(SHORTEST - 1, |(_, length)| length);
            if chars.get(at + shorter).is_none_or(|next| chars[start + shorter] != *next) {
                continue;
            }
            let length = alike(chars, start, at);
            if length > shorter {
                best = Some((at - start, length));
            }
        }
        best.filter(|(back, length)| chars[at..at + length].iter().map(|c| c.len_utf8()).sum::<usize>() > cost(*back))
    }
}

/// The bytes of a repetition.
fn cost(back: usize) -> usize {
    let number = match back - 1 {
        0..61 => 1,
        61..1_830 => 2,
        _ => 3,
    };
    2 + number
}

fn slot(chars: &[char], at: usize) -> Option<usize> {
    let [a, b, c] = chars.get(at..at + SHORTEST)? else { return None };
    let mixed = u32::from(*a).wrapping_mul(0x9E37_79B1)
        ^ u32::from(*b).wrapping_mul(0x85EB_CA6B)
        ^ u32::from(*c).wrapping_mul(0xC2B2_AE35);
    Some((mixed.wrapping_mul(0x9E37_79B1) >> (32 - HASH_BITS)) as usize)
}

fn alike(chars: &[char], start: usize, at: usize) -> usize {
    let rest = chars[at..].iter().take(LONGEST);
    chars[start..].iter().zip(rest).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the script does.
    fn number(chars: &mut impl Iterator<Item = char>) -> usize {
        let (mut number, limit, step) = (0, ENDS as usize, GOES_ON as usize);
        loop {
            let letter = chars.next().and_then(|c| LETTERS.iter().position(|byte| char::from(*byte) == c)).expect("a letter");
            if letter < limit {
                return number * limit + letter;
            }
            number = number * step + letter - limit;
        }
    }

    fn unpack(packed: &str) -> String {
        let mut out: Vec<char> = Vec::new();
        let mut chars = packed.chars();
        while let Some(c) = chars.next() {
            match u32::from(c) {
                ESCAPE => out.extend(chars.next()),
                code @ 0x101..=LAST => {
                    let start = out.len() - number(&mut chars) - 1;
                    (0..(code - ESCAPE - 1) as usize + SHORTEST).for_each(|offset| out.push(out[start + offset]));
                }
                _ => out.push(c),
            }
        }
        out.into_iter().collect()
    }

    #[test]
    fn what_went_in_comes_out() {
        let long = "公开".repeat(2_000);
        for text in ["", "a", "公开公开公开公开", "Ā是 Ŀߟ一ſ 𠀀𠀀𠀀𠀀𠀀", "0,0,0,0,0,0,0,12,0,0,0,0,0,0,0,12", &long]
        {
            assert_eq!(unpack(&pack(text)), text);
        }
        assert!(pack(&long).len() < 20);
    }

    #[test]
    fn numbers_are_read_as_they_were_written() {
        for wanted in [0, 1, 60, 61, 90, 91, 1_829, 1_830, 54_899, 54_900, 10_000_000] {
            let mut written = String::new();
            push_number(&mut written, wanted);
            let mut chars = written.chars();
            assert_eq!(number(&mut chars), wanted as usize);
            assert_eq!(chars.next(), None);
        }
    }
}
