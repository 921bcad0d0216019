//! The address of a cohort page: the rules of a draft, the saved version it began from, and what is shown of it.
//!
//! `cohort=12.4&rule={…}&rule={…}&off=1&against=7.2&score=severity&missing=locf`
//!
//! A `rule` is the JSON of one criterion; `off` holds positions of rules that are switched off, counted from 0. Without
//! any rule the page shows the version as it was saved, or everyone; `rules=none` takes every rule of a version away.
//! Fields of the filter rail (`f.age.from=30`) change or add a simple rule on their variable; with `rail=shown`, which
//! the form of the page sends, a variable without a field loses its simple rule.

use super::fields::{Fields, quoted};
use super::rail::simple_variable;
use super::{AddressError, RailFilters, filters, parse};
use crate::analysis::responders::ResponderValue;
use crate::cohort::{CohortDefinition, CohortVersion, Criterion, Draft, Rule, RuleState};
use crate::domain::{Code, MissingDataHandling, StudyCatalogue};

/// What a person has set on a cohort page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CohortAddress {
    /// The saved version that the draft began from.
    pub base: Option<CohortVersion>,
    /// The rules; `None`: those of the saved version, or none.
    pub draft: Option<Draft>,
    /// The saved version that people are compared with; `None`: everyone else.
    pub against: Option<CohortVersion>,
    /// The instrument; `None`: the study's primary one.
    pub instrument: Option<Code>,
    /// Missing values.
    pub handling: MissingDataHandling,
    /// The value that decides who improved.
    pub improved: ResponderValue,
}

/// Value of `rules` for no rule at all.
const NO_RULES: &str = "none";
/// Value of `rail` when the form of the page was sent.
const RAIL_SHOWN: &str = "shown";

impl CohortAddress {
    /// Most rules of a draft.
    pub const MAX_RULES: usize = CohortDefinition::MAX_NODES;

    /// Reads a query string, without its `?`, against the study it is about.
    ///
    /// # Errors
    /// An [`AddressError`] for the first field that is unknown, repeated or does not fit, and for a query too long.
    pub fn parse(query: &str, catalogue: &StudyCatalogue) -> Result<Self, AddressError> {
        let mut fields = Fields::decode(query)?;
        let base = version(&mut fields, "cohort")?;
        let address = Self {
            base,
            draft: draft(&mut fields, catalogue)?.filter(|draft| base.is_some() || !draft.rules.is_empty()),
            against: version(&mut fields, "against")?,
            instrument: parse::instrument(&mut fields, catalogue)?,
            handling: parse::handling(&mut fields)?,
            improved: parse::improved(&mut fields)?,
        };
        fields.finish()?;
        Ok(address)
    }

    /// The canonical query string, without `?`; empty when nothing is set.
    pub fn query(&self) -> String {
        let mut written = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.fields() {
            written.append_pair(&name, &value);
        }
        written.finish()
    }

    /// The fields of the canonical query, decoded.
    pub fn fields(&self) -> Vec<(String, String)> {
        let field = |name: &str, value: String| (name.to_owned(), value);
        let mut fields = Vec::new();
        fields.extend(self.base.map(|base| field("cohort", base.to_string())));
        fields.extend(self.draft.iter().flat_map(draft_fields));
        fields.extend(self.against.map(|against| field("against", against.to_string())));
        fields.extend(self.instrument.iter().map(|code| field("score", code.to_string())));
        if self.handling != MissingDataHandling::default() {
            fields.push(field("missing", self.handling.code().to_owned()));
        }
        if self.improved != ResponderValue::default() {
            fields.push(field("improved", self.improved.code().to_owned()));
        }
        fields
    }

    /// The same page with another draft.
    #[must_use]
    pub fn with_draft(&self, draft: Draft) -> Self {
        Self { draft: Some(draft), ..self.clone() }
    }

    /// The same page with this simple rule on `variable`, or none, in the draft that is shown.
    #[must_use]
    pub fn with_filter(&self, mut draft: Draft, variable: &Code, filter: Option<Criterion>) -> Self {
        set_simple(&mut draft, variable, filter);
        self.with_draft(draft)
    }

    /// The page of a saved version, shown in the same way.
    #[must_use]
    pub fn opened(&self, version: CohortVersion) -> Self {
        Self { base: Some(version), draft: None, ..self.clone() }
    }
}

/// What the rail shows of a draft.
pub fn rail_filters(draft: &Draft) -> RailFilters {
    RailFilters::of(draft.rules_in(RuleState::On))
}

/// The fields that say which rules there are: `rule` and `off`, or `rules=none`.
pub fn draft_fields(draft: &Draft) -> Vec<(String, String)> {
    if draft.rules.is_empty() {
        return vec![("rules".to_owned(), NO_RULES.to_owned())];
    }
    // A criterion holds codes, texts and finite numbers only, which always serialise.
    let json = |rule: &Rule| serde_json::to_string(&rule.criterion).unwrap_or_default();
    let rules = draft.rules.iter().map(|rule| ("rule".to_owned(), json(rule)));
    let off = draft.rules.iter().enumerate().filter(|(_, rule)| rule.state == RuleState::Off);
    rules.chain(off.map(|(position, _)| ("off".to_owned(), position.to_string()))).collect()
}

fn version(fields: &mut Fields, name: &str) -> Result<Option<CohortVersion>, AddressError> {
    let Some(text) = fields.take_one(name, "Saved cohort")? else { return Ok(None) };
    let found = CohortVersion::parse(&text);
    found.map(Some).ok_or_else(|| AddressError::UnknownCohortVersion(quoted(&text)))
}

fn draft(fields: &mut Fields, catalogue: &StudyCatalogue) -> Result<Option<Draft>, AddressError> {
    let listed = fields.take_all("rule");
    if listed.len() > CohortAddress::MAX_RULES {
        return Err(AddressError::TooManyRules { limit: CohortAddress::MAX_RULES });
    }
    let criteria = listed.iter().map(|json| Criterion::parse(json)).collect::<Result<Vec<_>, _>>()?;
    let mut draft = Draft { rules: criteria.into_iter().map(Rule::on).collect() };
    let off = fields.take_all("off");
    for position in &off {
        let rule = position.parse().ok().and_then(|position: usize| draft.rules.get_mut(position));
        rule.ok_or_else(|| AddressError::UnknownRule(quoted(position)))?.state = RuleState::Off;
    }
    let no_rules = one_word(fields, "rules", NO_RULES)?;
    let by_rail = rail(fields, catalogue, &mut draft)?;
    let is_set = !listed.is_empty() || no_rules || by_rail;
    Ok(is_set.then_some(draft))
}

/// Whether a field holds the one value that it can.
fn one_word(fields: &mut Fields, name: &str, value: &str) -> Result<bool, AddressError> {
    match fields.take_one(name, name)? {
        None => Ok(false),
        Some(text) if text == value => Ok(true),
        Some(_) => Err(AddressError::UnknownField(quoted(name))),
    }
}

/// Lets the fields of the rail change the draft; whether they did.
fn rail(fields: &mut Fields, catalogue: &StudyCatalogue, draft: &mut Draft) -> Result<bool, AddressError> {
    let is_form = one_word(fields, "rail", RAIL_SHOWN)?;
    let mut changed = false;
    for variable in catalogue.variables.iter().filter(|variable| variable.filterable) {
        let set = filters::take(fields, variable)?;
        if set.is_some() || is_form {
            changed |= set_simple(draft, &variable.code, set);
        }
    }
    Ok(changed)
}

/// Sets the simple rule on a variable, in its place when there is one; whether the draft changed.
fn set_simple(draft: &mut Draft, variable: &Code, set: Option<Criterion>) -> bool {
    let is_on_it =
        |rule: &Rule| rule.state == RuleState::On && simple_variable(&rule.criterion) == Some(variable);
    match (draft.rules.iter().position(is_on_it), set) {
        (None, None) => false,
        (None, Some(criterion)) => {
            draft.rules.push(Rule::on(criterion));
            true
        }
        (Some(position), None) => {
            draft.rules.remove(position);
            true
        }
        (Some(position), Some(criterion)) => {
            let Some(rule) = draft.rules.get_mut(position) else { return false };
            let changed = rule.criterion != criterion;
            rule.criterion = criterion;
            changed
        }
    }
}

#[cfg(test)]
mod tests;
