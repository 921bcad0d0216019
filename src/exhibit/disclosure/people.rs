//! A number of people on its own.

use super::{Count, Policy, Publish};

/// So many people, not yet published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct People(pub u32);

impl Publish for People {
    type Public = Count;

    fn publish(self, policy: Policy) -> Count {
        policy.count(self.0)
    }
}

/// Several results that no total links.
impl<T: Publish> Publish for Vec<T> {
    type Public = Vec<T::Public>;

    fn publish(self, policy: Policy) -> Self::Public {
        self.into_iter().map(|result| result.publish(policy)).collect()
    }
}
