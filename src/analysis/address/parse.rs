//! From a query string to what it sets.

use super::fields::{Fields, quoted};
use super::{AddressError, Split, TrendAddress, filters};
use crate::analysis::responders::ResponderValue;
use crate::cohort::CohortDefinition;
use crate::domain::{Code, MissingDataHandling, StudyCatalogue, VariableKind};
use crate::exhibit::TrendBand;

/// Reads a query string, without its `?`, against the study it is about.
///
/// The result is canonical: what equals the study's own choice or sets nothing is left out, filters are in catalogue
/// order, each at most once.
///
/// # Errors
/// An [`AddressError`] for the first field that is unknown, repeated or does not fit, and for a query too long.
pub fn parse(query: &str, catalogue: &StudyCatalogue) -> Result<TrendAddress, AddressError> {
    let mut fields = Fields::decode(query)?;
    let address = TrendAddress {
        instrument: instrument(&mut fields, catalogue)?,
        split: split(&mut fields, catalogue)?,
        handling: handling(&mut fields)?,
        band: band(&mut fields)?,
        improved: improved(&mut fields)?,
        cohort: cohort(&mut fields, catalogue)?,
    };
    fields.finish()?;
    Ok(address)
}

pub(super) fn instrument(
    fields: &mut Fields,
    catalogue: &StudyCatalogue,
) -> Result<Option<Code>, AddressError> {
    let Some(text) = fields.take_one("score", "Score")? else { return Ok(None) };
    let mut codes = catalogue.instruments.iter().map(|instrument| &instrument.code);
    let code =
        codes.find(|code| code.as_str() == text).ok_or_else(|| AddressError::UnknownScore(quoted(&text)))?;
    Ok((*code != catalogue.study.primary_instrument).then(|| code.clone()))
}

fn split(fields: &mut Fields, catalogue: &StudyCatalogue) -> Result<Split, AddressError> {
    let Some(text) = fields.take_one("split", "Split")? else { return Ok(Split::StudyDefault) };
    let primary = catalogue.study.primary_grouping.as_ref();
    if text == "none" {
        return Ok(if primary.is_none() { Split::StudyDefault } else { Split::Nobody });
    }
    let variable = catalogue
        .variables
        .iter()
        .filter(|variable| variable.filterable)
        .filter(|variable| matches!(variable.kind, VariableKind::Category { .. } | VariableKind::Flag))
        .find(|variable| variable.code.as_str() == text)
        .ok_or_else(|| AddressError::UnknownSplit(quoted(&text)))?;
    let is_default = primary == Some(&variable.code);
    Ok(if is_default { Split::StudyDefault } else { Split::By(variable.code.clone()) })
}

pub(super) fn handling(fields: &mut Fields) -> Result<MissingDataHandling, AddressError> {
    let Some(text) = fields.take_one("missing", "Missing values")? else {
        return Ok(MissingDataHandling::default());
    };
    MissingDataHandling::from_code(&text).ok_or_else(|| AddressError::UnknownHandling(quoted(&text)))
}

fn band(fields: &mut Fields) -> Result<TrendBand, AddressError> {
    let Some(text) = fields.take_one("band", "Band")? else { return Ok(TrendBand::default()) };
    TrendBand::from_code(&text).ok_or_else(|| AddressError::UnknownBand(quoted(&text)))
}

pub(super) fn improved(fields: &mut Fields) -> Result<ResponderValue, AddressError> {
    let Some(text) = fields.take_one("improved", "Who has improved")? else {
        return Ok(ResponderValue::default());
    };
    ResponderValue::from_code(&text).ok_or_else(|| AddressError::UnknownImproved(quoted(&text)))
}

pub(super) fn cohort(
    fields: &mut Fields,
    catalogue: &StudyCatalogue,
) -> Result<CohortDefinition, AddressError> {
    let filterable = catalogue.variables.iter().filter(|variable| variable.filterable);
    let criteria = filterable
        .map(|variable| filters::take(fields, variable))
        .filter_map(Result::transpose)
        .collect::<Result<_, _>>()?;
    Ok(CohortDefinition::all_of(criteria))
}

#[cfg(test)]
mod tests {
    use super::super::test_study::{catalogue, code, finite};
    use super::*;

    fn address(query: &str) -> TrendAddress {
        parse(query, &catalogue()).expect(query)
    }

    fn canonical(query: &str) -> String {
        address(query).query(&catalogue())
    }

    #[test]
    fn what_is_set_is_read() {
        let address = address(
            "score=days&split=sex&missing=locf&band=quartiles&improved=last_value&f.age.from=30&f.age.to=60&f.sex=female&f.migraine=yes",
        );
        assert_eq!(address.instrument, Some(code("days")));
        assert_eq!(address.split, Split::By(code("sex")));
        assert_eq!(address.handling, MissingDataHandling::Locf);
        assert_eq!(address.band, TrendBand::Quartiles);
        assert_eq!(address.improved, ResponderValue::LastValue);
        assert_eq!(address.rail().number_limits(&code("age")), (Some(finite(30.0)), Some(finite(60.0))));
        assert_eq!(address.rail().levels(&code("sex")), [code("female")]);
        assert_eq!(address.rail().flag(&code("migraine")), Some(true));
        assert!(!address.is_default());
    }

    #[test]
    fn what_sets_nothing_is_dropped() {
        let queries = [
            "",
            "&&",
            "score=&split=&missing=&f.age.from=&f.age.to=+&f.sex=&f.migraine=",
            "score=severity&split=group&missing=observed&band=interval&improved=at_time_point",
            "f.age.from=18&f.age.to=65",
            "f.age.from=5&f.age.to=1e300",
            "f.sex=male&f.sex=female",
            "f.migraine=any",
        ];
        for query in queries {
            assert!(address(query).is_default(), "{query}");
            assert_eq!(canonical(query), "", "{query}");
        }
    }

    #[test]
    fn the_same_settings_have_one_text() {
        assert_eq!(
            canonical(
                "f.region=west&f.age.to=60.0&f.region=north&f.region=west&f.age.from=+3e1&missing=bocf"
            ),
            "missing=bocf&f.age.from=30&f.age.to=60&f.region=north&f.region=west"
        );
        assert_eq!(canonical("f%2Eage%2Efrom=%33%30"), "f.age.from=30");
        assert_eq!(canonical("f.change.from=-0&f.change.to=2.5"), "f.change.from=0&f.change.to=2.5");
        assert_eq!(canonical("split=none"), "split=none");
        assert_eq!(canonical("improved=last_value&band=quartiles"), "band=quartiles&improved=last_value");
    }

    #[test]
    fn without_a_primary_grouping_one_group_is_the_default() {
        let mut catalogue = catalogue();
        catalogue.study.primary_grouping = None;
        assert_eq!(parse("split=none", &catalogue).map(|address| address.is_default()), Ok(true));
        assert_eq!(
            parse("split=group", &catalogue).map(|address| address.split),
            Ok(Split::By(code("group")))
        );
    }

    #[test]
    fn what_does_not_fit_is_refused_with_a_sentence() {
        let cases = [
            ("colour=red", "This page has no setting called “colour”. Remove it from the address."),
            ("colour=", "This page has no setting called “colour”. Remove it from the address."),
            ("f.internal=yes", "This page has no setting called “f.internal”. Remove it from the address."),
            (
                "f.enrolled.from=2020-01-01",
                "This page has no setting called “f.enrolled.from”. Remove it from the address.",
            ),
            ("f.age=30", "This page has no setting called “f.age”. Remove it from the address."),
            ("score=mood", "This study has no score called “mood”. Choose one from the list of scores."),
            ("split=age", "This study has no category called “age” to split by. Choose one from the list."),
            (
                "split=internal",
                "This study has no category called “internal” to split by. Choose one from the list.",
            ),
            (
                "missing=mean",
                "“mean” is no way to treat missing values. Choose “observed”, “completers”, “locf” or “bocf”.",
            ),
            ("band=sd", "“sd” is no band. Choose “interval” or “quartiles”."),
            (
                "improved=all",
                "“all” is no way to say who has improved. Choose “at_time_point” or “last_value”.",
            ),
            ("missing=locf&missing=bocf", "“Missing values” is set more than once. Set it once."),
            ("f.age.from=30&f.age.from=31", "“Age” is set more than once. Set it once."),
            ("f.age.from=30,5", "“30,5” is no number for “Age”. Write it like 30 or 30.5."),
            ("f.age.to=NaN", "“NaN” is no number for “Age”. Write it like 30 or 30.5."),
            ("f.age.to=1e400", "“1e400” is no number for “Age”. Write it like 30 or 30.5."),
            (
                "f.age.from=60&f.age.to=30",
                "The range of “Age” begins at 60, above its end at 30. Swap the two.",
            ),
            (
                "f.age.from=200&f.age.to=100",
                "The range of “Age” begins at 200, above its end at 100. Swap the two.",
            ),
            ("f.sex=other", "“Sex” has no value called “other”. Choose one from its list."),
            ("f.migraine=maybe", "“Migraine” can be “yes”, “no” or “any”, not “maybe”."),
        ];
        for (query, expected) in cases {
            let refused = parse(query, &catalogue()).map_err(|error| error.to_string());
            assert_eq!(refused, Err(expected.to_owned()), "{query}");
        }
    }

    #[test]
    fn a_sentence_quotes_no_more_than_forty_characters() {
        let query = format!("score={}%00%0A", "x".repeat(1_000));
        let sentence = parse(&query, &catalogue()).expect_err("unknown").to_string();
        assert!(sentence.contains(&format!("“{}”", "x".repeat(40))), "{sentence}");
    }

    #[test]
    fn more_than_a_form_sends_is_refused() {
        let mut catalogue = catalogue();
        let VariableKind::Category { levels } = &mut catalogue.variables[4].kind else { panic!("region") };
        let first = levels[0].clone();
        levels.extend((0..100).map(|index| crate::domain::Level {
            code: code(&format!("a_level_with_a_long_name_{index}")),
            ..first.clone()
        }));
        let every_but_one = (0..100)
            .map(|index| format!("f.region=a_level_with_a_long_name_{index}"))
            .collect::<Vec<_>>()
            .join("&");
        let long = parse(&every_but_one, &catalogue).map(|address| address.query(&catalogue));
        assert_eq!(long.as_deref(), Ok(every_but_one.as_str()));
        assert!(every_but_one.len() > TrendAddress::MAX_QUERY_BYTES);
        let all = every_but_one + "&f.region=north&f.region=south&f.region=west";
        assert_eq!(parse(&all, &catalogue).map(|address| address.is_default()), Ok(true));
        assert!(matches!(parse(&"&".repeat(40_000), &catalogue), Err(AddressError::TooLong { .. })));
    }
}
