//! The id of settings that are too long for an address.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::domain::format::hexadecimal;

/// Stands for a canonical query of more than [`super::TrendAddress::MAX_QUERY_BYTES`]: the first 32 hexadecimal digits
/// of its SHA-256. The same settings always have the same id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressId(String);

impl AddressId {
    /// The field that holds it in a query; it stands alone there.
    pub const FIELD: &'static str = "at";
    const DIGITS: usize = 32;

    /// The id of a canonical query.
    pub fn of(query: &str) -> Self {
        let digest = hexadecimal(&Sha256::digest(query.as_bytes()));
        Self(format!("{digest:.*}", Self::DIGITS))
    }

    /// The id that `query` consists of, if it is one: `at=` and 32 hexadecimal digits.
    pub fn in_query(query: &str) -> Option<Self> {
        let digits = query.strip_prefix(Self::FIELD)?.strip_prefix('=')?;
        let is_id = digits.len() == Self::DIGITS
            && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        is_id.then(|| Self(digits.to_owned()))
    }

    /// The query that stands for the settings.
    pub fn query(&self) -> String {
        format!("{}={}", Self::FIELD, self.0)
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AddressId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_found_again_in_the_query_it_makes() {
        let id = AddressId::of("f.sex=female");
        assert_eq!(id.as_str().len(), 32);
        assert_eq!(AddressId::in_query(&id.query()), Some(id.clone()));
        assert_ne!(AddressId::of("f.sex=male"), id);
    }

    #[test]
    fn other_queries_hold_no_id() {
        let id = AddressId::of("x").query();
        for query in ["", "at=", "at=12", &id.to_uppercase(), &format!("{id}&f.sex=male"), &format!("b{id}")]
        {
            assert_eq!(AddressId::in_query(query), None, "{query}");
        }
    }
}
