//! The address of a comparison: two groups, a score, a time point, and who is compared at all.
//!
//! `a=group.acupuncture&b=rest&score=severity&time=month_12&overlap=drop_from_both&lead=crude&f.sex=female`
//!
//! A saved cohort is a group by its version: `a=cohort.12.4`. Fields left out mean the study's own choice: the first two levels of its grouping, its score, its time point.

use super::fields::{Fields, quoted};
use super::{AddressError, GroupChoice, parse, print};
use crate::analysis::compare::{Method, OverlapResolution};
use crate::cohort::{CohortDefinition, Criterion};
use crate::domain::{Code, StudyCatalogue, VariableKind};

/// What a person has set on a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct CompareAddress {
    /// The first and the second group; `None` where the study has no grouping to take them from.
    pub groups: Option<[GroupChoice; 2]>,
    /// The instrument; `None`: the study's primary one.
    pub instrument: Option<Code>,
    /// The time point; `None`: the study's primary one.
    pub time_point: Option<Code>,
    /// What is done with people in both groups.
    pub overlap: OverlapResolution,
    /// The estimate told first; `None`: the one recommended.
    pub lead: Option<Method>,
    /// Who is compared: as on a trends page.
    pub cohort: CohortDefinition,
}

impl CompareAddress {
    /// What `lead` says where no method is chosen.
    pub const RECOMMENDED: &'static str = "recommended";

    /// Reads a query string, without its `?`, against the study it is about; the result is canonical.
    ///
    /// # Errors
    /// An [`AddressError`] for the first field that is unknown, repeated or does not fit, and for a query too long.
    pub fn parse(query: &str, catalogue: &StudyCatalogue) -> Result<Self, AddressError> {
        let mut fields = Fields::decode(query)?;
        let address = Self {
            groups: groups(&mut fields, catalogue)?,
            instrument: parse::instrument(&mut fields, catalogue)?,
            time_point: time_point(&mut fields, catalogue)?,
            overlap: overlap(&mut fields)?,
            lead: lead(&mut fields)?,
            cohort: parse::cohort(&mut fields, catalogue)?,
        };
        fields.finish()?;
        Ok(address)
    }

    /// The canonical query string, without `?`; empty when nothing is set.
    pub fn query(&self, catalogue: &StudyCatalogue) -> String {
        let mut fields: Vec<(String, String)> = Vec::new();
        if self.groups != default_groups(catalogue)
            && let Some([first, second]) = &self.groups
        {
            fields.push(("a".to_owned(), first.to_string()));
            fields.push(("b".to_owned(), second.to_string()));
        }
        fields.extend(self.instrument.iter().map(|code| ("score".to_owned(), code.to_string())));
        fields.extend(self.time_point.iter().map(|code| ("time".to_owned(), code.to_string())));
        if self.overlap != OverlapResolution::default() {
            fields.push(("overlap".to_owned(), self.overlap.code().to_owned()));
        }
        fields.extend(self.lead.map(|method| ("lead".to_owned(), method.code().to_owned())));
        if let Criterion::All(criteria) = &self.cohort.root {
            fields.extend(criteria.iter().flat_map(print::filter_fields));
        }
        let fields: Vec<String> = fields.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        fields.join("&")
    }

    /// The same comparison the other way round.
    #[must_use]
    pub fn swapped(&self) -> Self {
        let groups = self.groups.clone().map(|[first, second]| [second, first]);
        Self { groups, ..self.clone() }
    }
}

/// The first two levels of the study's grouping, or of its first category or flag.
fn default_groups(catalogue: &StudyCatalogue) -> Option<[GroupChoice; 2]> {
    let primary = catalogue.study.primary_grouping.as_ref().and_then(|code| catalogue.variable(code));
    let any = catalogue.variables.iter().find(|variable| {
        variable.filterable && matches!(variable.kind, VariableKind::Category { .. } | VariableKind::Flag)
    });
    let variable = primary.map(|(_, variable)| variable).or(any)?;
    let mut of_variable =
        GroupChoice::all(catalogue).into_iter().filter(|choice| choice.variable() == Some(&variable.code));
    Some([of_variable.next()?, of_variable.next().unwrap_or(GroupChoice::Rest)])
}

fn groups(fields: &mut Fields, catalogue: &StudyCatalogue) -> Result<Option<[GroupChoice; 2]>, AddressError> {
    let first = group(fields, catalogue, "a", "First group")?;
    let second = group(fields, catalogue, "b", "Second group")?;
    let own = default_groups(catalogue);
    let [first, second] = match (first, second, own.clone()) {
        (None, None, _) => return Ok(own),
        (Some(first), Some(second), _) | (None, Some(second), Some([first, _])) => [first, second],
        (Some(only), None, _) | (None, Some(only), None) => [only, GroupChoice::Rest],
    };
    if first == second {
        return Err(AddressError::SameGroups);
    }
    Ok(Some([first, second]))
}

fn group(
    fields: &mut Fields,
    catalogue: &StudyCatalogue,
    field: &str,
    label: &str,
) -> Result<Option<GroupChoice>, AddressError> {
    let Some(text) = fields.take_one(field, label)? else { return Ok(None) };
    GroupChoice::find(&text, catalogue).map(Some).ok_or_else(|| AddressError::UnknownGroup(quoted(&text)))
}

fn time_point(fields: &mut Fields, catalogue: &StudyCatalogue) -> Result<Option<Code>, AddressError> {
    let Some(text) = fields.take_one("time", "Time point")? else { return Ok(None) };
    let point = catalogue.time_axis.points.iter().find(|point| point.code.as_str() == text);
    let code = point.map(|point| &point.code).ok_or_else(|| AddressError::UnknownTime(quoted(&text)))?;
    Ok((*code != catalogue.study.primary_time_point).then(|| code.clone()))
}

fn overlap(fields: &mut Fields) -> Result<OverlapResolution, AddressError> {
    let Some(text) = fields.take_one("overlap", "People in both groups")? else {
        return Ok(OverlapResolution::default());
    };
    OverlapResolution::from_code(&text).ok_or_else(|| AddressError::UnknownOverlap(quoted(&text)))
}

fn lead(fields: &mut Fields) -> Result<Option<Method>, AddressError> {
    match fields.take_one("lead", "Lead with")? {
        None => Ok(None),
        Some(text) if text == CompareAddress::RECOMMENDED => Ok(None),
        Some(text) => {
            Method::from_code(&text).map(Some).ok_or_else(|| AddressError::UnknownLead(quoted(&text)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::SavedGroup;
    use super::super::test_study::{catalogue, code};
    use super::*;
    use crate::cohort::{CohortId, CohortVersion};

    fn canonical(query: &str) -> String {
        CompareAddress::parse(query, &catalogue()).expect("fits").query(&catalogue())
    }

    #[test]
    fn nothing_set_compares_the_first_two_levels_of_the_grouping() {
        let address = CompareAddress::parse("", &catalogue()).expect("fits");
        let groups = address.groups.clone().expect("a grouping").map(|group| group.label(&catalogue(), &[]));
        assert_eq!(groups.len(), 2);
        assert_ne!(groups[0], groups[1]);
        assert_eq!(address.query(&catalogue()), "");
        assert_eq!(address.swapped().swapped(), address);
        assert_ne!(address.swapped().query(&catalogue()), "");
    }

    #[test]
    fn what_is_set_is_read_and_printed_in_one_order() {
        assert_eq!(
            canonical("f.sex=female&overlap=drop_from_both&b=migraine.no&a=region.west&score=days"),
            "a=region.west&b=migraine.no&score=days&overlap=drop_from_both&f.sex=female"
        );
        assert_eq!(canonical("f.sex=female&lead=ranked&score=days"), "score=days&lead=ranked&f.sex=female");
        assert_eq!(canonical("lead=recommended"), "");
        assert_eq!(canonical("a=region.west"), "a=region.west&b=rest");
        let address = CompareAddress::parse("a=migraine.yes&b=rest", &catalogue()).expect("fits");
        let [first, second] = address.groups.expect("groups");
        assert_eq!(first, GroupChoice::Answer { variable: code("migraine"), answer: true });
        assert_eq!(first.label(&catalogue(), &[]), "Migraine: yes");
        assert_eq!(second.label(&catalogue(), &[]), "Everyone else");
    }

    #[test]
    fn a_saved_cohort_is_a_group_by_its_version() {
        assert_eq!(canonical("b=rest&a=cohort.12.4"), "a=cohort.12.4&b=rest");
        assert_eq!(canonical("a=cohort.12.4&b=cohort.12.3"), "a=cohort.12.4&b=cohort.12.3");
        let address = CompareAddress::parse("a=cohort.12.4", &catalogue()).expect("fits");
        let [first, second] = address.groups.expect("groups");
        let version = CohortVersion { cohort: CohortId(12), version: 4 };
        assert_eq!((first.saved(), second), (Some(version), GroupChoice::Rest));
        let saved = [SavedGroup { version, label: "Knee, over 60".to_owned() }];
        assert_eq!(first.label(&catalogue(), &saved), "Knee, over 60");
        assert_eq!(first.label(&catalogue(), &[]), "Cohort 12, version 4");
        for text in ["cohort", "cohort.12", "cohort.12.0", "cohort.a.b", "cohort.012.4"] {
            let refused = CompareAddress::parse(&format!("a={text}"), &catalogue());
            assert_eq!(refused, Err(AddressError::UnknownGroup(text.to_owned())));
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_with_a_sentence() {
        let cases = [
            ("a=region.moon", "There is no group called “region.moon”. Choose one from the list of groups."),
            (
                "a=internal.yes",
                "There is no group called “internal.yes”. Choose one from the list of groups.",
            ),
            ("a=rest&b=rest", "Both groups are the same. Choose two different ones."),
            ("time=never", "This study has no time point called “never”. Choose one from the list."),
            (
                "overlap=keep",
                "“keep” is no way to treat people in both groups. Choose “second_without_first” or “drop_from_both”.",
            ),
            (
                "lead=best",
                "There is no estimate called “best”. Choose “recommended”, “crude”, “adjusted”, “repeated” or “ranked”.",
            ),
            ("split=sex", "This page has no setting called “split”. Remove it from the address."),
        ];
        for (query, expected) in cases {
            let refused = CompareAddress::parse(query, &catalogue()).map_err(|error| error.to_string());
            assert_eq!(refused, Err(expected.to_owned()), "{query}");
        }
    }
}
