//! The pages that were looked at last, as they were when they could be made: the page that its author is looking at should stay when its
//! text has become unreadable and is not in memory, or when a template fails; and a large page that nothing has changed is not made twice.

use std::collections::VecDeque;
use std::sync::Mutex;

use axum::body::Bytes;

/// How many pages are kept at most, and of how many bytes together.
const MOST: (usize, usize) = (64, 32 << 20);

/// Pages by their files, the one made last at the end.
#[derive(Debug, Default)]
pub struct Kept {
    pages: Mutex<VecDeque<Page>>,
}

#[derive(Debug)]
struct Page {
    file: String,
    /// The reading that gave the edition.
    made: String,
    bytes: Bytes,
}

impl Kept {
    /// Keeps a page of an edition instead of its older self.
    pub fn keep(&self, file: &str, made: &str, bytes: Bytes) {
        let Ok(mut pages) = self.pages.lock() else { return };
        pages.retain(|page| page.file != file);
        pages.push_back(Page { file: file.to_owned(), made: made.to_owned(), bytes });
        let bytes = |pages: &VecDeque<Page>| pages.iter().map(|page| page.bytes.len()).sum::<usize>();
        while pages.len() > MOST.0 || bytes(&pages) > MOST.1 {
            pages.pop_front();
        }
    }

    /// A page as it was when it could last be made.
    pub fn find(&self, file: &str) -> Option<Bytes> {
        let pages = self.pages.lock().ok()?;
        pages.iter().find(|page| page.file == file).map(|page| page.bytes.clone())
    }

    /// A page as it is in an edition.
    pub fn find_of(&self, file: &str, made: &str) -> Option<Bytes> {
        let pages = self.pages.lock().ok()?;
        pages.iter().find(|page| page.file == file && page.made == made).map(|page| page.bytes.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ones_stay() {
        let kept = Kept::default();
        for n in 0..=MOST.0 {
            kept.keep(&n.to_string(), "1", Bytes::from_static(b"old"));
        }
        kept.keep("5", "2", Bytes::from_static(b"new"));
        assert_eq!((kept.find_of("5", "1"), kept.find_of("5", "2")), (None, Some(Bytes::from_static(b"new"))));
        assert_eq!((kept.find("0"), kept.find("1")), (None, Some(Bytes::from_static(b"old"))));
        assert_eq!(kept.find("5"), Some(Bytes::from_static(b"new")));
        kept.keep("large", "3", Bytes::from(vec![0; MOST.1]));
        assert_eq!((kept.find("5"), kept.find("large").map(|page| page.len())), (None, Some(MOST.1)));
    }
}
