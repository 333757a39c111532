//! What is written beside requests: items come together for a moment, and are written at once. Nobody waits for it.

use std::mem;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long items come together before they are written.
const GATHER: Duration = Duration::from_millis(20);

/// Items that wait to be written.
#[derive(Debug)]
pub struct Batches<T> {
    most: usize,
    waiting: Mutex<Waiting<T>>,
}

#[derive(Debug)]
struct Waiting<T> {
    items: Vec<T>,
    lost: usize,
    /// Whether someone writes already, and will write what is added.
    is_written: bool,
}

impl<T> Batches<T> {
    /// At most `most` items wait; what finds no room is lost.
    pub fn new(most: usize) -> Self {
        Self { most, waiting: Mutex::new(Waiting { items: Vec::new(), lost: 0, is_written: false }) }
    }

    /// Adds an item. True when nobody writes, and the caller has to see to it.
    pub fn add(&self, item: T) -> bool {
        self.add_some(1, |items| items.push(item))
    }

    /// The same for items that belong together: all of them are added, or none.
    pub fn add_all(&self, items: &[T]) -> bool
    where
        T: Copy,
    {
        self.add_some(items.len(), |waiting| waiting.extend_from_slice(items))
    }

    fn add_some(&self, count: usize, add: impl FnOnce(&mut Vec<T>)) -> bool {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.items.len() + count <= self.most {
            add(&mut waiting.items);
        } else {
            waiting.lost += 1;
        }
        !mem::replace(&mut waiting.is_written, true)
    }

    /// What has come together, and how many were lost meanwhile; none when nothing has, and whoever writes may end. What comes
    /// next has `room`, which is empty.
    pub async fn next(&self, room: Vec<T>) -> Option<(Vec<T>, usize)> {
        tokio::time::sleep(GATHER).await;
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.is_written = !waiting.items.is_empty();
        if !waiting.is_written {
            // Whoever comes after a pause may be the last for long, and needs no room for many.
            waiting.items = Vec::new();
            return None;
        }
        Some((mem::replace(&mut waiting.items, room), mem::take(&mut waiting.lost)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_has_no_room_is_counted() {
        let batches = Batches::new(2);
        assert_eq!([1, 2, 3, 4].map(|item| batches.add(item)), [true, false, false, false]);
        assert_eq!(batches.next(Vec::new()).await, Some((vec![1, 2], 2)));
        // Whoever writes goes on until nothing waits.
        assert!(!batches.add(5));
        assert_eq!(batches.next(Vec::new()).await, Some((vec![5], 0)));
        assert_eq!(batches.next(Vec::new()).await, None);
        assert!(batches.add(6));
    }

    #[tokio::test]
    async fn what_belongs_together_is_lost_together() {
        let batches = Batches::new(3);
        assert_eq!([&[1, 2][..], &[3, 4], &[5]].map(|items| batches.add_all(items)), [true, false, false]);
        assert_eq!(batches.next(Vec::new()).await, Some((vec![1, 2, 5], 1)));
    }
}
