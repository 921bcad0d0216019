//! Linear, generalised linear and ordinal models.

mod generalised;
mod linear;
mod ordinal;
mod shared;
mod terms;

use super::{Call, CaseError, Field, Method, Outcome, field};

pub(super) const METHODS: [&[Method]; 4] =
    [linear::METHODS, terms::METHODS, generalised::METHODS, ordinal::METHODS];
