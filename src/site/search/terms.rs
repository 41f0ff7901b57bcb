//! What can be looked up: two neighbouring characters, and three and four where they are digits, because two digits stand in nearly every report.

use super::postings;

/// Where a term occurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// In a document's title.
    Title,
    /// Elsewhere in it.
    Body,
}

/// How many bits a character takes in a key.
const BITS: u32 = 21;
/// Three characters.
const ALL: u64 = (1 << (3 * BITS)) - 1;
/// Four digits, a byte each. No such key is one of characters: its first one would be none, which stands in no text.
const FOUR: u64 = (1 << 32) - 1;
/// An odd number that mixes the bits of keys, and how many of these tell what was just seen.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
const SEEN_BITS: u32 = 12;
/// No place.
const NONE: u32 = u32::MAX;
/// In the key of a term that occurs in titles.
const IN_TITLE: u64 = 1 << (3 * BITS);

/// A character as it is compared: no matter whether full width or capital, and all white space is a blank. The script does the same.
fn fold(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        // `！` to `～` are `!` to `~`, elsewhere.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).map_or(c, |c| c.to_ascii_lowercase()),
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// The terms of some documents, and in which of these they occur.
#[derive(Debug)]
pub(super) struct Terms {
    /// In the order in which they were seen first.
    all: Vec<Postings>,
    /// Their indexes by their keys: at the place that a key's bits say, or the next one after it that was free.
    places: Vec<u32>,
    /// What was just seen in which document, by a few bits of the key: most terms of a text come several times.
    seen: Vec<(u64, u32)>,
}

/// A term, and the documents that it occurs in, in order.
#[derive(Debug)]
struct Postings {
    key: u64,
    last: u32,
    documents: Vec<u32>,
}

impl Terms {
    /// Of no document yet.
    pub fn new() -> Terms {
        Terms { all: Vec::new(), places: vec![NONE; 1 << 10], seen: vec![(0, u32::MAX); 1 << SEEN_BITS] }
    }

    /// Takes in a line of a document. Documents come in order.
    pub fn read(&mut self, document: u32, field: Field, line: &str) {
        let mark = if field == Field::Title { IN_TITLE } else { 0 };
        let (mut last, mut digits) = (' ', 0);
        let (mut key, mut four) = (0, 0);
        for c in line.chars().map(fold) {
            // The last three characters.
            key = (key << BITS | u64::from(u32::from(c))) & ALL;
            digits = if is_digit(c) { digits + 1 } else { 0 };
            four = (four << 8 | u64::from(u32::from(c)) & 0xFF) & FOUR;
            if c != ' ' && last != ' ' {
                self.add(document, mark | (key << BITS & ALL));
                if digits >= 3 {
                    self.add(document, mark | key);
                }
                if digits >= 4 {
                    self.add(document, mark | four);
                }
            }
            last = c;
        }
    }

    fn add(&mut self, document: u32, key: u64) {
        let slot = spread(key, 1 << SEEN_BITS);
        if std::mem::replace(&mut self.seen[slot], (key, document)) == (key, document) {
            return;
        }
        let own = self.postings(key);
        if own.last != document {
            own.last = document;
            own.documents.push(document);
        }
    }

    /// Takes in the terms of documents that come after all of these.
    pub fn append(&mut self, later: Terms) {
        for postings in later.all {
            self.postings(postings.key).documents.extend(postings.documents);
        }
    }

    /// A term; a new one if it has not been seen.
    fn postings(&mut self, key: u64) -> &mut Postings {
        if self.all.len() * 2 >= self.places.len() {
            self.grow();
        }
        let mut slot = spread(key, self.places.len());
        while self.places[slot] != NONE && self.all[self.places[slot] as usize].key != key {
            slot = (slot + 1) % self.places.len();
        }
        if self.places[slot] == NONE {
            self.places[slot] = u32::try_from(self.all.len()).unwrap_or(NONE);
            self.all.push(Postings { key, last: u32::MAX, documents: Vec::new() });
        }
        &mut self.all[self.places[slot] as usize]
    }

    fn grow(&mut self) {
        let size = self.places.len() * 4;
        let mut places = vec![NONE; size];
        for (index, postings) in (0..).zip(&self.all) {
            let mut slot = spread(postings.key, size);
            while places[slot] != NONE {
                slot = (slot + 1) % size;
            }
            places[slot] = index;
        }
        self.places = places;
    }

    /// The terms of each file, of so many files, in an order that depends on nothing else.
    pub fn files(self, count: u32) -> Vec<Vec<Term>> {
        let mut all = self.all;
        // A term's two lists become neighbours.
        all.sort_unstable_by_key(|postings| (postings.key & !IN_TITLE, postings.key));
        let mut files: Vec<Vec<Term>> = (0..count).map(|_| Vec::new()).collect();
        for lists in all.chunk_by_mut(|a, b| a.key | IN_TITLE == b.key | IN_TITLE) {
            let Some(first) = lists.first() else { continue };
            let mut term = Term { body: Vec::new(), title: Vec::new(), text: text(first.key) };
            for list in lists {
                let own = if list.key & IN_TITLE == 0 { &mut term.body } else { &mut term.title };
                *own = std::mem::take(&mut list.documents);
            }
            files[file(&term.text, count) as usize].push(term);
        }
        files
    }
}

/// A term with its lists.
#[derive(Debug)]
pub(super) struct Term {
    pub text: String,
    body: Vec<u32>,
    title: Vec<u32>,
}

impl Term {
    /// Its lists in writing: the documents that have it elsewhere than in their titles, and those that have it there.
    pub fn lists(&self) -> String {
        let (body, title) = (postings::write(&self.body), postings::write(&self.title));
        if title.is_empty() { body } else { format!("{body}|{title}") }
    }
}

/// The file that a term stands in, of so many. The script does the same sum.
fn file(term: &str, count: u32) -> u32 {
    term.chars().fold(0, |sum, c| (sum * 131 + u32::from(c)) % 1_000_003) % count
}

/// A place of so many, a power of two, for a key.
fn spread(key: u64, size: usize) -> usize {
    (key.wrapping_mul(SPREAD) >> (u64::BITS - size.trailing_zeros())) as usize
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

/// The text of a key; where there are two characters, nothing stands for the third.
fn text(key: u64) -> String {
    let (bits, places) = if key & ALL <= FOUR { (8, 4) } else { (BITS, 3) };
    let at = |place: u32| u32::try_from(key >> (place * bits) & ((1 << bits) - 1)).ok().and_then(char::from_u32);
    (0..places).rev().filter_map(at).filter(|c| *c != '\0').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(lines: &[(u32, Field, &str)]) -> Vec<(String, String)> {
        let mut terms = Terms::new();
        lines.iter().for_each(|(document, field, line)| terms.read(*document, *field, line));
        terms.files(1).into_iter().flatten().map(|term| (term.lists(), term.text)).map(|(lists, text)| (text, lists)).collect()
    }

    #[test]
    fn terms_are_pairs_and_digits_also_threes_and_fours() {
        let words = |line| terms(&[(0, Field::Body, line)]).into_iter().map(|(text, _)| text).collect::<Vec<String>>();
        assert_eq!(words("公开 Ａb𠀀"), ["ab", "b𠀀", "公开"]);
        assert_eq!(words("收1.5件"), [".5", "1.", "1.5", "5件", "收1"]);
        assert_eq!(words("12.50"), ["12.5", "2.50", ".5", ".50", "12", "12.", "2.", "2.5", "50"]);
        assert!(words("一").is_empty() && words("").is_empty());
    }

    #[test]
    fn titles_are_lists_of_their_own() {
        let found = terms(&[(0, Field::Title, "公开"), (0, Field::Body, "公开，公开"), (1, Field::Body, "公开")]);
        let both = ("公开".to_owned(), format!("{}|{}", postings::write(&[0, 1]), postings::write(&[0])));
        assert!(found.contains(&both), "{found:?}");
    }

    #[test]
    fn what_is_appended_comes_after() {
        let of = |document| {
            let mut terms = Terms::new();
            terms.read(document, Field::Body, if document == 1 { "年报" } else { "公开" });
            terms
        };
        let mut all = of(0);
        all.append(of(1));
        all.append(of(2));
        let lists: Vec<String> =
            all.files(7).into_iter().flatten().map(|term| term.text + &postings::write(&term.body)).collect();
        assert_eq!(lists.iter().filter(|list| **list == format!("公开{}", postings::write(&[0, 2]))).count(), 1);
        assert_eq!(lists.len(), 2);
    }
}
