//! The people who meet a criterion, kept for the next cohort that has the same one.
//!
//! When a brush moves, one criterion of a cohort is another and all the others are those of the move before, so one
//! is looked up in the data and the rest here; when it comes back, or somebody else looks at the same people, all are.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::check::{Limits, Place, Resolved, ScorePlace};
use crate::domain::frame::Selection;

/// Selections of single criteria over the people of one frame, shared between threads. Belongs to its frame alone, and
/// a copy starts empty.
#[derive(Debug)]
pub struct CriterionCache {
    most_bytes: usize,
    kept: Mutex<Kept>,
}

/// Two generations. When the younger holds half of what is allowed it becomes the older, and the older is forgotten;
/// what is asked for again becomes younger. So what goes was not asked for longest, without a list to keep in order.
#[derive(Debug, Default)]
struct Kept {
    young: BTreeMap<Key, Arc<Selection>>,
    old: BTreeMap<Key, Arc<Selection>>,
    young_bytes: usize,
}

impl CriterionCache {
    /// Keeps selections up to `most_bytes` in all; those that would take more than half of it alone are not kept.
    pub fn new(most_bytes: usize) -> Self {
        Self { most_bytes, kept: Mutex::default() }
    }

    /// Keeps nothing.
    pub fn none() -> Self {
        Self::new(0)
    }

    /// Whoever meets `criterion`, from here or from `select`, which two threads may then do at once.
    pub(super) fn get_or_select(
        &self,
        criterion: &Resolved,
        select: impl FnOnce() -> Selection,
    ) -> Arc<Selection> {
        let Some(key) = Key::of(criterion) else { return Arc::new(select()) };
        if let Some(found) = self.kept().get(&key, self.most_bytes) {
            return found;
        }
        let selection = Arc::new(select());
        self.kept().insert(key, Arc::clone(&selection), self.most_bytes);
        selection
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Nothing between two steps of a change can panic, so what a panic elsewhere left is whole.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clone for CriterionCache {
    fn clone(&self) -> Self {
        Self::new(self.most_bytes)
    }
}

impl Kept {
    fn get(&mut self, key: &Key, most_bytes: usize) -> Option<Arc<Selection>> {
        if let Some(found) = self.young.get(key) {
            return Some(Arc::clone(found));
        }
        let (key, found) = self.old.remove_entry(key)?;
        self.insert(key, Arc::clone(&found), most_bytes);
        Some(found)
    }

    fn insert(&mut self, key: Key, selection: Arc<Selection>, most_bytes: usize) {
        let bytes = key.bytes() + size_of_val(selection.words());
        if bytes > most_bytes / 2 {
            return;
        }
        if self.young_bytes + bytes > most_bytes / 2 {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        if self.young.insert(key, selection).is_none() {
            self.young_bytes += bytes;
        }
    }
}

/// A criterion that is worth keeping; numbers by their bits.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(Place, Limits<u64>),
    Date(Place, Limits<i32>),
    OneOf(Place, Vec<u16>),
    Score(ScorePlace, Limits<u64>),
    Change(ScorePlace, usize, Limits<u64>),
    PercentChange(ScorePlace, usize, Limits<u64>),
    Total(ScorePlace, usize, u64),
}

impl Key {
    /// `None` for lists, which are made of their members, and for what a frame has as a bitmap already.
    fn of(criterion: &Resolved) -> Option<Self> {
        Some(match criterion {
            Resolved::Number { place, limits } => Self::Number(*place, bits(*limits)),
            Resolved::Date { place, limits } => Self::Date(*place, *limits),
            Resolved::OneOf { place, levels } => Self::OneOf(*place, levels.clone()),
            Resolved::Score { place, limits } => Self::Score(*place, bits(*limits)),
            Resolved::Change { place, baseline, limits } => Self::Change(*place, *baseline, bits(*limits)),
            Resolved::PercentChange { place, baseline, limits } => {
                Self::PercentChange(*place, *baseline, bits(*limits))
            }
            Resolved::Total { place, last, at_least } => Self::Total(*place, *last, at_least.to_bits()),
            Resolved::ScorePresent(place) => Self::Score(*place, Limits { low: None, high: None }),
            Resolved::All(_)
            | Resolved::Any(_)
            | Resolved::Not(_)
            | Resolved::FlagIs { .. }
            | Resolved::Present(_) => return None,
        })
    }

    fn bytes(&self) -> usize {
        let levels = if let Self::OneOf(_, levels) = self { levels.len() } else { 0 };
        size_of::<Self>() + size_of::<Arc<Selection>>() + levels * size_of::<u16>()
    }
}

fn bits(limits: Limits<f64>) -> Limits<u64> {
    Limits { low: limits.low.map(f64::to_bits), high: limits.high.map(f64::to_bits) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::test_study::{OwnedFrame, catalogue, definitions, people, range};
    use super::super::{CohortDefinition, check, select, select_rules, select_rules_with, select_with};
    use super::*;
    use crate::effort::cases;

    proptest! {
        #![proptest_config(cases(500))]

        /// Bounds from nothing to everything, so that criteria come, stay and go between cohorts.
        #[test]
        fn whatever_is_kept_the_same_people_are_picked(
            cohorts in prop::collection::vec(definitions(), 1..8),
            people in people(),
            most_bytes in prop::sample::select(vec![0, 200, 600, 2_000, 1 << 20]),
        ) {
            let (frame, cache) = (OwnedFrame::of(&people), CriterionCache::new(most_bytes));
            for definition in cohorts.iter().chain(&cohorts) {
                let cohort = check(definition, &catalogue()).expect("fits");
                let (kept, fresh) = (select_with(&cohort, frame.frame(), &cache), select(&cohort, frame.frame()));
                prop_assert_eq!(kept, fresh);
                let rules = select_rules_with(&cohort, frame.frame(), &cache);
                prop_assert_eq!(rules, select_rules(&cohort, frame.frame()));
                prop_assert!(held(&cache) <= most_bytes);
            }
        }
    }

    fn held(cache: &CriterionCache) -> usize {
        let kept = cache.kept();
        let entries = kept.young.iter().chain(&kept.old);
        entries.map(|(key, selection)| key.bytes() + size_of_val(selection.words())).sum()
    }

    /// The criterion "at least so old".
    fn rule(low: f64) -> Resolved {
        let definition = CohortDefinition::all_of(vec![range("age", Some(low), None)]);
        check(&definition, &catalogue()).expect("fits").resolved_rules.remove(0)
    }

    /// Whether the criterion has to be looked up in the data.
    fn is_looked_up(cache: &CriterionCache, low: f64) -> bool {
        let mut asked = false;
        cache.get_or_select(&rule(low), || {
            asked = true;
            Selection::all(640)
        });
        asked
    }

    #[test]
    fn what_was_asked_for_is_looked_up_once() {
        let cache = CriterionCache::new(1 << 20);
        assert!(is_looked_up(&cache, 30.0));
        assert!(!is_looked_up(&cache, 30.0));
        assert!(is_looked_up(&cache, 31.0));
        assert!(is_looked_up(&cache.clone(), 30.0), "a copy begins anew");
        assert!(is_looked_up(&CriterionCache::none(), 30.0));
    }

    #[test]
    fn what_was_not_asked_for_longest_is_forgotten_first() {
        let entry = Key::of(&rule(20.0)).expect("is kept").bytes() + 640 / 8;
        // Two in either generation.
        let cache = CriterionCache::new(4 * entry);
        for low in [20.0, 21.0, 22.0] {
            assert!(is_looked_up(&cache, low));
        }
        assert!(!is_looked_up(&cache, 20.0), "asked for again, so it is young");
        assert!(is_looked_up(&cache, 23.0));
        assert!(!is_looked_up(&cache, 20.0));
        assert!(is_looked_up(&cache, 21.0));
    }
}
