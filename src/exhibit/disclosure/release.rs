//! The three types a number passes through on its way out.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Policy;

/// A result as computed. It cannot be serialised, displayed or opened; [`Raw::publish`] is the only way on.
pub struct Raw<T>(T);

impl<T> Raw<T> {
    /// Wraps a fresh result.
    pub const fn new(result: T) -> Self {
        Self(result)
    }
}

impl<T: Publish> Raw<T> {
    /// What `policy` lets through.
    pub fn publish(self, policy: Policy) -> Published<T::Public> {
        Published { value: self.0.publish(policy), policy }
    }
}

impl<T> fmt::Debug for Raw<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Raw(…)")
    }
}

/// How a result becomes what a viewer may see.
pub trait Publish {
    /// The public form: counts are [`super::Count`], numbers that would invert to a hidden count are gone.
    type Public: Serialize;

    /// Applies the policy.
    fn publish(self, policy: Policy) -> Self::Public;
}

/// A result as a viewer may see it. Read-only; made only by [`Raw::publish`].
#[derive(Debug, Clone, PartialEq)]
pub struct Published<P> {
    value: P,
    policy: Policy,
}

impl<P> Published<P> {
    /// The public form.
    pub const fn get(&self) -> &P {
        &self.value
    }

    /// The policy it was published under.
    pub const fn policy(&self) -> Policy {
        self.policy
    }

    /// With another result beside it, for an exhibit of both; the other is left out when it was published under another
    /// policy.
    pub fn beside<Q>(self, other: Option<Published<Q>>) -> Published<(P, Option<Q>)> {
        let policy = self.policy;
        let other = other.filter(|other| other.policy == policy).map(|other| other.value);
        Published { value: (self.value, other), policy }
    }

    /// Makes what is sent or written from the public form.
    pub fn release<T>(&self, compose: impl FnOnce(&P, Policy) -> T) -> Released<T> {
        Released { content: compose(&self.value, self.policy) }
    }
}

impl<P, Q> Published<(P, Option<Q>)> {
    /// The two that were published together, each for an exhibit of its own.
    pub fn apart(self) -> (Published<P>, Option<Published<Q>>) {
        let Self { value: (first, second), policy } = self;
        (Published { value: first, policy }, second.map(|value| Published { value, policy }))
    }
}

/// What may be sent or written: server functions and exports take and return data only in this form. On the server
/// it is made only by [`Published::release`] or from other released parts; deserialising is for the browser.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Released<T> {
    content: T,
}

impl<T> Released<T> {
    /// The content.
    pub const fn get(&self) -> &T {
        &self.content
    }

    /// The content, owned.
    pub fn into_inner(self) -> T {
        self.content
    }

    /// Another form of the same content.
    pub fn map<U>(self, form: impl FnOnce(T) -> U) -> Released<U> {
        Released { content: form(self.content) }
    }

    /// Two released parts as one.
    pub fn join<U>(self, other: Released<U>) -> Released<(T, U)> {
        Released { content: (self.content, other.content) }
    }
}
