//! The fields of a form, decoded.

use std::collections::BTreeMap;

use super::AddressError;

/// What a query sets, by field: every non-empty value in the order given.
#[derive(Debug)]
pub(super) struct Fields(BTreeMap<String, Vec<String>>);

/// The longest query that a form with every control of a large study sends.
const MAX_FORM_BYTES: usize = 32 * 1024;
const MAX_QUOTED_CHARACTERS: usize = 40;

impl Fields {
    /// Decodes a query string without its `?`. Fields without a value set nothing.
    ///
    /// # Errors
    /// [`AddressError::TooLong`].
    pub fn decode(query: &str) -> Result<Self, AddressError> {
        if query.len() > MAX_FORM_BYTES {
            return Err(AddressError::TooLong { limit: MAX_FORM_BYTES });
        }
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let values = fields.entry(name.into_owned()).or_default();
            if !value.trim().is_empty() {
                values.push(value.trim().to_owned());
            }
        }
        Ok(Self(fields))
    }

    /// Takes every value of a field.
    pub fn take_all(&mut self, name: &str) -> Vec<String> {
        self.0.remove(name).unwrap_or_default()
    }

    /// Takes the value of a field that has one at most; `label` names it in the sentence.
    ///
    /// # Errors
    /// [`AddressError::Repeated`].
    pub fn take_one(&mut self, name: &str, label: &str) -> Result<Option<String>, AddressError> {
        let mut values = self.take_all(name).into_iter();
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            (_, Some(_)) => Err(AddressError::Repeated(label.to_owned())),
        }
    }

    /// Refuses what nobody took.
    ///
    /// # Errors
    /// [`AddressError::UnknownField`].
    pub fn finish(self) -> Result<(), AddressError> {
        self.0.into_keys().next().map_or(Ok(()), |name| Err(AddressError::UnknownField(quoted(&name))))
    }
}

/// Text from an address as it is quoted in a sentence.
pub(super) fn quoted(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(MAX_QUOTED_CHARACTERS).collect()
}
