//! In which documents something occurs, written down as shortly as one of three ways allows.

use super::pack::{letter, push_number};

/// How many documents a letter of a bitmap stands for.
const BITS: u32 = 6;

/// Writes a list of documents, which is in order. Rare ones are gaps, neighbours are runs, and what is neither is a bitmap.
pub(super) fn write(documents: &[u32]) -> String {
    if documents.is_empty() {
        return String::new();
    }
    let shorter = |a: String, b: String| if b.len() < a.len() { b } else { a };
    let runs = runs(documents);
    // Neither of the others can be shorter than a few runs.
    if runs.len() <= 8 {
        return shorter(gaps(documents), runs);
    }
    shorter(shorter(gaps(documents), runs), bitmap(documents))
}

fn gaps(documents: &[u32]) -> String {
    let mut out = String::from("-");
    let mut next = 0;
    for document in documents {
        push_number(&mut out, document - next);
        next = document + 1;
    }
    out
}

/// How many are left out and how many follow, by turns.
fn runs(documents: &[u32]) -> String {
    let mut out = String::from("=");
    let mut next = 0;
    for run in documents.chunk_by(|a, b| a + 1 == *b) {
        let Some(first) = run.first() else { continue };
        push_number(&mut out, first - next);
        push_number(&mut out, u32::try_from(run.len() - 1).unwrap_or(u32::MAX));
        next = first + u32::try_from(run.len()).unwrap_or(u32::MAX);
    }
    out
}

/// The letters that are left out at the front, then six documents a letter.
fn bitmap(documents: &[u32]) -> String {
    let mut out = String::from("#");
    let mut at = documents.first().map_or(0, |first| first / BITS);
    push_number(&mut out, at);
    for group in documents.chunk_by(|a, b| a / BITS == b / BITS) {
        let own = group.first().map_or(at, |first| first / BITS);
        out.extend(std::iter::repeat_n(letter(0), (own - at) as usize));
        out.push(letter(group.iter().fold(0, |bits, document| bits | 1 << (document % BITS))));
        at = own + 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(letters: &mut std::slice::Iter<'_, u32>) -> u32 {
        let mut number = 0;
        loop {
            let letter = *letters.next().expect("a letter");
            if letter < 61 {
                return number * 61 + letter;
            }
            number = number * 30 + letter - 61;
        }
    }

    /// What the script does.
    fn read(written: &str) -> Vec<u32> {
        let mut documents = Vec::new();
        let Some(way) = written.chars().next() else { return documents };
        let letters: Vec<u32> = written.chars().skip(1).map(|c| (0..91).find(|n| letter(*n) == c).expect("a letter")).collect();
        let (mut letters, mut next) = (letters.iter(), 0);
        if way == '#' {
            let mut at = number(&mut letters) * BITS;
            for bits in letters {
                documents.extend((0..BITS).filter(|bit| bits >> bit & 1 == 1).map(|bit| at + bit));
                at += BITS;
            }
            return documents;
        }
        while letters.len() > 0 {
            let first = next + number(&mut letters);
            let more = if way == '=' { number(&mut letters) } else { 0 };
            documents.extend(first..=first + more);
            next = first + more + 1;
        }
        documents
    }

    #[test]
    fn each_way_is_taken_where_it_is_shortest() {
        let way = |documents: Vec<u32>| write(&documents).chars().next();
        assert_eq!(way(Vec::new()), None);
        assert_eq!(way((100..9_000).collect()), Some('='));
        assert_eq!(way(vec![5, 70, 4_000]), Some('-'));
        assert_eq!(way((0..600).filter(|n| n % 3 != 0).collect()), Some('#'));
    }

    proptest! {
        #[test]
        fn what_went_in_comes_out(documents in prop::collection::btree_set(0_u32..20_000, 0..400), dense in prop::collection::btree_set(0_u32..500, 0..400)) {
            for list in [documents, dense].map(|set| set.into_iter().collect::<Vec<u32>>()) {
                prop_assert_eq!(read(&write(&list)), list);
            }
        }
    }
}
