//! Numerics that know no patients.
