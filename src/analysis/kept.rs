//! Counts of people, kept for the next move of a brush.
//!
//! Every count of a figure is a sum over people. When a brush moves, few people come and few go: the counts of the move
//! before, with those who came added and those who went taken away, are exactly those of the people selected now.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::responders::{JointCounts, ResponderOptions};
use super::trend::{TrendCounts, TrendOptions};
use crate::domain::frame::Selection;

/// The counts of selections that figures were drawn of lately, shared between threads. Belongs to one frame and its
/// catalogue; a copy starts empty.
#[derive(Debug, Clone)]
pub struct KeptCounts {
    pub(super) trends: Recent<TrendOptions, TrendCounts>,
    pub(super) responders: Recent<ResponderOptions, JointCounts>,
}

impl KeptCounts {
    /// Keeps counts and whom they are of, up to `most_bytes` in all; those asked for first go first.
    pub fn new(most_bytes: usize) -> Self {
        Self { trends: Recent::new(most_bytes / 2), responders: Recent::new(most_bytes / 2) }
    }
}

/// Counts that are sums over people.
pub(super) trait Sums: Sized {
    /// These with each put together with the one of `other` at the same place.
    fn with(self, other: &Self, together: fn(u32, u32) -> u32) -> Self;

    /// How many counts there are.
    fn places(&self) -> usize;
}

impl Sums for Vec<u32> {
    fn with(mut self, other: &Self, together: fn(u32, u32) -> u32) -> Self {
        self.iter_mut().zip(other).for_each(|(own, &other)| *own = together(*own, other));
        self
    }

    fn places(&self) -> usize {
        self.len()
    }
}

/// The counts of one question and those they are of, latest first.
#[derive(Debug)]
pub(super) struct Recent<Q, T> {
    most_bytes: usize,
    entries: Mutex<VecDeque<Arc<Entry<Q, T>>>>,
}

#[derive(Debug)]
struct Entry<Q, T> {
    question: Q,
    members: Selection,
    counts: Arc<T>,
}

/// Counts are taken from those of others only if at most one person in so many is another.
const WORTH: u32 = 4;
/// Nobody nearer is looked for when only one in so many is another.
const NEAR: u32 = 64;

impl<Q: PartialEq + Clone, T: Sums> Recent<Q, T> {
    fn new(most_bytes: usize) -> Self {
        Self { most_bytes, entries: Mutex::default() }
    }

    /// What `count` finds of `members`: from the nearest others of whom the same was asked, or by asking it.
    ///
    /// `count` says the same of the same people, and of two sets without a person in common the sum.
    ///
    /// # Errors
    /// As `count`.
    pub fn counts<E>(
        &self,
        question: &Q,
        members: &Selection,
        count: impl Fn(&Selection) -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let counts = match self.nearest(question, members) {
            Some(near) if near.members == *members => return Ok(Arc::clone(&near.counts)),
            Some(near) => {
                let came = count(&members.and_not(&near.members))?;
                let went = count(&near.members.and_not(members))?;
                came.with(&near.counts, u32::saturating_add).with(&went, u32::saturating_sub)
            }
            None => count(members)?,
        };
        let counts = Arc::new(counts);
        self.keep(Entry {
            question: question.clone(),
            members: members.clone(),
            counts: Arc::clone(&counts),
        });
        Ok(counts)
    }

    fn nearest(&self, question: &Q, members: &Selection) -> Option<Arc<Entry<Q, T>>> {
        let people = members.count();
        let (mut most, mut nearest) = (people / WORTH, None);
        let entries: Vec<_> = self.entries().iter().cloned().collect();
        for entry in entries.into_iter().filter(|entry| entry.question == *question) {
            let Some(others) = entry.members.differs_by(members, most) else { continue };
            (most, nearest) = (others, Some(entry));
            if others <= people / NEAR {
                break;
            }
        }
        nearest
    }

    fn keep(&self, entry: Entry<Q, T>) {
        let mut entries = self.entries();
        entries.push_front(Arc::new(entry));
        let mut bytes = 0;
        entries.retain(|entry| {
            bytes += entry.bytes();
            bytes <= self.most_bytes
        });
    }

    fn entries(&self) -> MutexGuard<'_, VecDeque<Arc<Entry<Q, T>>>> {
        // Nothing between two steps of a change can panic, so what a panic elsewhere left is whole.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<Q, T> Clone for Recent<Q, T> {
    fn clone(&self) -> Self {
        Self { most_bytes: self.most_bytes, entries: Mutex::default() }
    }
}

impl<Q, T: Sums> Entry<Q, T> {
    fn bytes(&self) -> usize {
        size_of::<Self>() + size_of_val(self.members.words()) + self.counts.places() * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;

    const PEOPLE: usize = 500;

    /// How many of some people have each last digit, and of whom this was asked.
    struct Digits(RefCell<Vec<u32>>);

    impl Digits {
        fn of(&self, members: &Selection) -> Vec<u32> {
            self.0.borrow_mut().push(members.count());
            let mut counts = vec![0; 10];
            members.rows().for_each(|row| counts[row % 10] += 1);
            counts
        }
    }

    fn between(low: usize, high: usize) -> Selection {
        Selection::from_fn(PEOPLE, |row| (low..high).contains(&row))
    }

    /// What is kept of one question and another.
    struct Asked {
        recent: Recent<u8, Vec<u32>>,
        digits: Digits,
    }

    impl Asked {
        fn new(most_bytes: usize) -> Self {
            Self { recent: Recent::new(most_bytes), digits: Digits(RefCell::default()) }
        }

        fn of(&self, question: u8, members: &Selection) -> Arc<Vec<u32>> {
            let count = |members: &Selection| Ok::<_, Infallible>(self.digits.of(members));
            self.recent.counts(&question, members, count).unwrap()
        }

        /// How many people were counted, one after the other.
        fn counted(&self) -> Vec<u32> {
            self.digits.0.borrow().clone()
        }
    }

    #[test]
    fn only_those_who_come_and_go_are_counted_and_nobody_the_second_time() {
        let asked = Asked::new(1 << 20);
        for (low, high) in [(0, 400), (10, 405), (0, 400)] {
            let counts = asked.of(0, &between(low, high));
            assert_eq!(counts.iter().sum::<u32>() as usize, high - low);
        }
        assert_eq!(asked.counted(), [400, 5, 10]);
    }

    #[test]
    fn another_question_and_people_too_far_away_are_counted_anew() {
        let asked = Asked::new(1 << 20);
        for (question, low) in [(0, 0), (1, 0), (0, 300)] {
            asked.of(question, &between(low, 400));
        }
        assert_eq!(asked.counted(), [400, 400, 100]);
    }

    #[test]
    fn what_was_asked_first_goes_first() {
        let asked = Asked::new(600);
        for low in [0, 10, 20, 30] {
            asked.of(0, &between(low, 400));
        }
        let kept: Vec<u32> = asked.recent.entries().iter().map(|entry| entry.members.count()).collect();
        assert_eq!(kept.first(), Some(&370));
        assert!(kept.len() < 4 && !kept.contains(&400), "{kept:?}");
    }

    proptest! {
        #[test]
        fn kept_counts_are_those_of_counting_anew(
            moves in prop::collection::vec((0_u8..2, 0..PEOPLE, 0..PEOPLE), 1..40),
            most_bytes in 0_usize..4000,
        ) {
            let asked = Asked::new(most_bytes);
            for (question, low, high) in moves {
                let members = between(low, high);
                prop_assert_eq!(&*asked.of(question, &members), &asked.digits.of(&members));
            }
        }
    }
}
