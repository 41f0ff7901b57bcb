//! The pages that were looked at last, as they were when they could be made. A text that has become unreadable cannot be printed from
//! memory, because texts are not kept there; but the page that its author is looking at should stay.

use std::collections::VecDeque;
use std::sync::Mutex;

use axum::body::Bytes;

/// How many pages are kept at most, and of how many bytes together.
const MOST: (usize, usize) = (64, 32 << 20);

/// Pages by their files, the one looked at last at the end.
#[derive(Debug, Default)]
pub struct Kept {
    pages: Mutex<VecDeque<(String, Bytes)>>,
}

impl Kept {
    /// Keeps a page instead of its older self.
    pub fn keep(&self, file: &str, page: Bytes) {
        let Ok(mut pages) = self.pages.lock() else { return };
        pages.retain(|(other, _)| other != file);
        pages.push_back((file.to_owned(), page));
        let bytes = |pages: &VecDeque<(String, Bytes)>| pages.iter().map(|(_, page)| page.len()).sum::<usize>();
        while pages.len() > MOST.0 || bytes(&pages) > MOST.1 {
            pages.pop_front();
        }
    }

    /// A page as it was when it could last be made.
    pub fn find(&self, file: &str) -> Option<Bytes> {
        let pages = self.pages.lock().ok()?;
        pages.iter().find(|(other, _)| other == file).map(|(_, page)| page.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_ones_stay() {
        let kept = Kept::default();
        for n in 0..=MOST.0 {
            kept.keep(&n.to_string(), Bytes::from_static(b"old"));
        }
        kept.keep("5", Bytes::from_static(b"new"));
        assert_eq!((kept.find("0"), kept.find("1")), (None, Some(Bytes::from_static(b"old"))));
        assert_eq!(kept.find("5"), Some(Bytes::from_static(b"new")));
        kept.keep("large", Bytes::from(vec![0; MOST.1]));
        assert_eq!((kept.find("5"), kept.find("large").map(|page| page.len())), (None, Some(MOST.1)));
    }
}
