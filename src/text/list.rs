//! A long list of which the next one shares most: it lies in boards, and only those on which something has changed are made anew.
//!
//! A preview makes a portal after each edit. With lists of another kind each of them would cost as much as there are files.

use std::collections::BTreeMap;
use std::ops::Index;
use std::sync::Arc;

use rayon::prelude::*;

/// How many items lie on a board; on the last one, at most.
const BOARD: usize = 256;

type Board<T> = Arc<[T]>;

/// A list of many items. A clone shares all of them.
#[derive(Debug)]
pub struct List<T> {
    boards: Arc<[Board<T>]>,
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        List { boards: Arc::clone(&self.boards) }
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        List { boards: Arc::default() }
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items = items.into_iter();
        let board = || Some(items.by_ref().take(BOARD).collect::<Board<T>>()).filter(|board| !board.is_empty());
        List { boards: std::iter::from_fn(board).collect() }
    }
}

impl<T> List<T> {
    /// How many items there are.
    pub fn len(&self) -> usize {
        self.boards.split_last().map_or(0, |(last, full)| full.len() * BOARD + last.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.boards.is_empty()
    }

    /// An item, if there is one at that place.
    pub fn at(&self, index: usize) -> Option<&T> {
        self.boards.get(index / BOARD)?.get(index % BOARD)
    }

    /// All items in their order.
    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.boards.iter().flat_map(|board| board.iter())
    }

    /// All items, side by side.
    pub fn par_iter(&self) -> impl ParallelIterator<Item = &T>
    where
        T: Send + Sync,
    {
        self.boards.par_iter().flat_map_iter(|board| board.iter())
    }

    /// The place of the item that a function finds equal, in a list that is in the function's order.
    pub fn place(&self, order: impl Fn(&T) -> std::cmp::Ordering) -> Option<usize> {
        let board = self.boards.partition_point(|board| board.last().is_some_and(|last| order(last).is_lt()));
        let at = self.boards.get(board)?.binary_search_by(order).ok()?;
        Some(board * BOARD + at)
    }

    /// The same list with other items at some places.
    #[must_use]
    pub fn with(&self, others: impl IntoIterator<Item = (usize, T)>) -> List<T>
    where
        T: Clone,
    {
        let mut by_board: BTreeMap<usize, Vec<(usize, T)>> = BTreeMap::new();
        for (index, item) in others {
            by_board.entry(index / BOARD).or_default().push((index % BOARD, item));
        }
        if by_board.is_empty() {
            return self.clone();
        }
        let renew = |(index, board): (usize, &Board<T>)| match by_board.remove(&index) {
            None => Arc::clone(board),
            Some(others) => {
                let mut items = board.to_vec();
                for (at, item) in others {
                    if let Some(slot) = items.get_mut(at) {
                        *slot = item;
                    }
                }
                items.into()
            }
        };
        List { boards: self.boards.iter().enumerate().map(renew).collect() }
    }

    /// The places where another list has other items; none if it has not as many. What both share is not looked at.
    pub fn differences(&self, other: &List<T>, is_same: impl Fn(&T, &T) -> bool) -> Option<Vec<usize>> {
        if self.len() != other.len() {
            return None;
        }
        let boards = self.boards.iter().zip(&*other.boards).enumerate();
        let differ = boards.filter(|(_, (a, b))| !Arc::ptr_eq(a, b)).flat_map(|(board, (a, b))| {
            let places = a.iter().zip(&**b).enumerate().filter(|(_, (a, b))| !is_same(a, b));
            places.map(|(at, _)| board * BOARD + at).collect::<Vec<_>>()
        });
        Some(differ.collect())
    }

    /// Whether it shares all with another one.
    pub fn is(&self, other: &List<T>) -> bool {
        Arc::ptr_eq(&self.boards, &other.boards)
    }
}

impl<T> List<(Arc<str>, T)> {
    /// The place of a path, in a list that is in the order of its paths.
    pub fn find(&self, path: &str) -> Option<usize> {
        self.place(|(other, _)| (**other).cmp(path))
    }

    /// What belongs to a path, in a list that is in the order of its paths.
    pub fn get(&self, path: &str) -> Option<&T> {
        self.find(path).and_then(|at| self.at(at)).map(|(_, item)| item)
    }

    /// What belongs to all the paths.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.iter().map(|(_, item)| item)
    }
}

impl<T> Index<usize> for List<T> {
    type Output = T;

    fn index(&self, index: usize) -> &T {
        &self.boards[index / BOARD][index % BOARD]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_list_shares_what_has_not_changed() {
        for count in [0, 1, BOARD - 1, BOARD, BOARD + 1, 3 * BOARD + 7] {
            let list: List<usize> = (0..count).map(|n| 2 * n).collect();
            assert_eq!((list.len(), list.is_empty()), (count, count == 0));
            assert!(list.iter().copied().eq((0..count).map(|n| 2 * n)), "{count}");
            assert_eq!(list.par_iter().sum::<usize>(), list.iter().sum::<usize>(), "{count}");
            for n in 0..count {
                assert_eq!((list[n], list.place(|item| item.cmp(&(2 * n)))), (2 * n, Some(n)));
            }
            assert_eq!(
                (list.at(count), list.place(|item| item.cmp(&1)), list.place(|item| item.cmp(&(2 * count)))),
                (None, None, None)
            );
            assert!(list.with([]).is(&list) && list.clone().is(&list));
        }
        let list: List<usize> = (0..4 * BOARD).collect();
        let places = [0, BOARD, BOARD + 1, 4 * BOARD - 1];
        let next = list.with(places.map(|place| (place, 0)));
        assert_eq!(list.differences(&next, |a, b| a == b).as_deref(), Some(&places[1..]), "a nought is a nought");
        assert!(places.iter().all(|place| next[*place] == 0) && list[BOARD] == BOARD && next[2] == 2);
        assert_eq!(next.boards.iter().zip(&*list.boards).filter(|(a, b)| Arc::ptr_eq(a, b)).count(), 1);
        assert_eq!(list.differences(&(0..4).collect(), |a, b| a == b), None);
    }

    #[test]
    fn paths_are_found() {
        let list: List<(Arc<str>, usize)> = (0..1000).map(|n| (Arc::from(format!("{n:04}")), n)).collect();
        assert_eq!((list.get("0999"), list.get("1000"), list.get("00"), list.find("0000")), (Some(&999), None, None, Some(0)));
        assert!(list.values().copied().eq(0..1000));
    }
}
