//! A definition against a catalogue: names become positions, or a sentence says what is wrong.

use super::describe::number;
use super::{CohortDefinition, CohortError, Criterion};
use crate::domain::{Code, Finite, Level, StudyCatalogue, Variable, VariableKind};

/// A definition whose every name is known in one catalogue, with the positions found. Made only by [`check`].
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedCohort {
    definition: CohortDefinition,
    pub(super) root: Resolved,
}

impl CheckedCohort {
    /// The definition that was checked.
    pub const fn definition(&self) -> &CohortDefinition {
        &self.definition
    }
}

/// A criterion with positions instead of names.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Resolved {
    /// Every one.
    All(Vec<Resolved>),
    /// Both inclusive.
    NumberRange { place: Place, low: Option<f64>, high: Option<f64> },
    /// Level positions, ascending, each once.
    OneOf { place: Place, levels: Vec<u16> },
    /// The answer.
    FlagIs { place: Place, answer: bool },
}

/// Where a variable's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Position among all variables: its column in a frame.
    pub column: usize,
    /// 1-based position among the variables of its own kind: its element in a packed array.
    pub element: i32,
}

/// Checks `definition` against `catalogue`.
///
/// # Errors
/// A [`CohortError`] for the first name, type, range, list or size that does not fit.
pub fn check(
    definition: &CohortDefinition,
    catalogue: &StudyCatalogue,
) -> Result<CheckedCohort, CohortError> {
    if definition.version != CohortDefinition::VERSION {
        return Err(CohortError::UnknownVersion(definition.version));
    }
    let mut nodes = 0;
    let root = resolve(&definition.root, catalogue, 1, &mut nodes)?;
    Ok(CheckedCohort { definition: definition.clone(), root })
}

fn resolve(
    criterion: &Criterion,
    catalogue: &StudyCatalogue,
    depth: usize,
    nodes: &mut usize,
) -> Result<Resolved, CohortError> {
    *nodes += 1;
    if *nodes > CohortDefinition::MAX_NODES {
        return Err(CohortError::TooManyNodes(CohortDefinition::MAX_NODES));
    }
    if depth > CohortDefinition::MAX_DEPTH {
        return Err(CohortError::TooDeep(CohortDefinition::MAX_DEPTH));
    }
    match criterion {
        Criterion::All(criteria) => criteria
            .iter()
            .map(|inner| resolve(inner, catalogue, depth + 1, nodes))
            .collect::<Result<_, _>>()
            .map(Resolved::All),
        Criterion::NumberRange { variable, low, high } => number_range(catalogue, variable, *low, *high),
        Criterion::OneOf { variable, levels } => one_of(catalogue, variable, levels),
        Criterion::FlagIs { variable, answer } => flag_is(catalogue, variable, *answer),
    }
}

fn number_range(
    catalogue: &StudyCatalogue,
    code: &Code,
    low: Option<Finite>,
    high: Option<Finite>,
) -> Result<Resolved, CohortError> {
    let (place, variable) = find(catalogue, code)?;
    let label = variable.label.clone();
    let VariableKind::Number { .. } = variable.kind else {
        return Err(CohortError::WrongType { label, wanted: "a number" });
    };
    match (low, high) {
        (None, None) => Err(CohortError::NoLimit(label)),
        (Some(low), Some(high)) if low > high => {
            Err(CohortError::EmptyRange { label, low: number(low), high: number(high) })
        }
        (low, high) => {
            Ok(Resolved::NumberRange { place, low: low.map(Finite::get), high: high.map(Finite::get) })
        }
    }
}

fn one_of(catalogue: &StudyCatalogue, code: &Code, chosen: &[Code]) -> Result<Resolved, CohortError> {
    let (place, variable) = find(catalogue, code)?;
    let label = variable.label.clone();
    let VariableKind::Category { levels } = &variable.kind else {
        return Err(CohortError::WrongType { label, wanted: "a category" });
    };
    if chosen.is_empty() {
        return Err(CohortError::NoLevels(label));
    }
    if chosen.len() > CohortDefinition::MAX_LEVELS {
        return Err(CohortError::TooManyLevels { label, limit: CohortDefinition::MAX_LEVELS });
    }
    let mut positions =
        chosen.iter().map(|level| level_position(&label, levels, level)).collect::<Result<Vec<_>, _>>()?;
    positions.sort_unstable();
    positions.dedup();
    Ok(Resolved::OneOf { place, levels: positions })
}

fn level_position(label: &str, levels: &[Level], wanted: &Code) -> Result<u16, CohortError> {
    levels
        .iter()
        .position(|level| &level.code == wanted)
        .and_then(|position| u16::try_from(position).ok())
        .ok_or_else(|| CohortError::UnknownLevel { label: label.to_owned(), level: wanted.clone() })
}

fn flag_is(catalogue: &StudyCatalogue, code: &Code, answer: bool) -> Result<Resolved, CohortError> {
    let (place, variable) = find(catalogue, code)?;
    match variable.kind {
        VariableKind::Flag => Ok(Resolved::FlagIs { place, answer }),
        VariableKind::Number { .. } | VariableKind::Category { .. } | VariableKind::Date => {
            Err(CohortError::WrongType { label: variable.label.clone(), wanted: "a yes-or-no answer" })
        }
    }
}

/// A variable that may not be filtered by is answered like one that does not exist.
fn find<'a>(catalogue: &'a StudyCatalogue, code: &Code) -> Result<(Place, &'a Variable), CohortError> {
    let unknown = || CohortError::UnknownVariable(code.clone());
    let (column, variable) = catalogue.variable(code).ok_or_else(unknown)?;
    if !variable.filterable {
        return Err(unknown());
    }
    let same_kind =
        |other: &&Variable| std::mem::discriminant(&other.kind) == std::mem::discriminant(&variable.kind);
    let before = catalogue.variables.iter().take(column).filter(same_kind).count();
    let element = i32::try_from(before + 1).map_err(|_| unknown())?;
    Ok((Place { column, element }, variable))
}

#[cfg(test)]
mod tests {
    use super::super::test_study::{catalogue, code, one_of, range};
    use super::*;

    fn sentence(criterion: Criterion) -> String {
        check(&CohortDefinition::all_of(vec![criterion]), &catalogue()).expect_err("refused").to_string()
    }

    fn flag(variable: &str) -> Criterion {
        Criterion::FlagIs { variable: code(variable), answer: true }
    }

    fn lists(depth: usize) -> CohortDefinition {
        let root = (1..depth).fold(Criterion::All(Vec::new()), |inner, _| Criterion::All(vec![inner]));
        CohortDefinition { version: 1, root }
    }

    #[test]
    fn what_does_not_fit_the_study_is_refused_with_a_sentence() {
        let cases = [
            (
                flag("smoker"),
                "This study has no variable called “smoker” to filter by. Choose one from the list of filters.",
            ),
            (
                flag("internal"),
                "This study has no variable called “internal” to filter by. Choose one from the list of filters.",
            ),
            (
                flag("age"),
                "“Age” is not a yes-or-no answer, so this criterion does not fit it. Use a criterion of its own type.",
            ),
            (
                flag("enrolled"),
                "“Enrolled” is not a yes-or-no answer, so this criterion does not fit it. Use a criterion of its own type.",
            ),
            (
                range("sex", Some(1.0), None),
                "“Sex” is not a number, so this criterion does not fit it. Use a criterion of its own type.",
            ),
            (
                one_of("age", &["female"]),
                "“Age” is not a category, so this criterion does not fit it. Use a criterion of its own type.",
            ),
            (one_of("sex", &["other"]), "“Sex” has no value called “other”. Choose one from its list."),
            (one_of("sex", &[]), "No value of “Sex” is chosen. Choose at least one."),
            (
                range("age", None, None),
                "The range of “Age” has no limit. Give the lowest value, the highest, or both.",
            ),
            (
                range("age", Some(60.0), Some(-30.5)),
                "The range of “Age” begins at 60, above its end at −30.5. Swap the two.",
            ),
        ];
        for (criterion, expected) in cases {
            assert_eq!(sentence(criterion), expected);
        }
    }

    #[test]
    fn the_size_limits_hold_at_their_edges() {
        let catalogue = catalogue();
        assert!(check(&lists(12), &catalogue).is_ok());
        assert_eq!(check(&lists(13), &catalogue), Err(CohortError::TooDeep(12)));
        let wide = |nodes: usize| CohortDefinition::all_of(vec![flag("migraine"); nodes - 1]);
        assert!(check(&wide(200), &catalogue).is_ok());
        assert_eq!(check(&wide(201), &catalogue), Err(CohortError::TooManyNodes(200)));
        let levels = |count: usize| CohortDefinition::all_of(vec![one_of("sex", &vec!["male"; count])]);
        assert!(check(&levels(500), &catalogue).is_ok());
        assert!(matches!(
            check(&levels(501), &catalogue),
            Err(CohortError::TooManyLevels { limit: 500, .. })
        ));
    }

    #[test]
    fn a_definition_of_another_version_is_refused() {
        let definition = CohortDefinition { version: 7, root: Criterion::All(Vec::new()) };
        assert_eq!(check(&definition, &catalogue()), Err(CohortError::UnknownVersion(7)));
    }

    #[test]
    fn elements_count_only_variables_of_the_same_kind() {
        let criteria = vec![
            range("bmi", Some(20.0), None),
            flag("prior_surgery"),
            one_of("region", &["south", "north", "south"]),
        ];
        let checked = check(&CohortDefinition::all_of(criteria), &catalogue()).expect("fits");
        assert_eq!(
            checked.root,
            Resolved::All(vec![
                Resolved::NumberRange { place: Place { column: 3, element: 2 }, low: Some(20.0), high: None },
                Resolved::FlagIs { place: Place { column: 6, element: 2 }, answer: true },
                Resolved::OneOf { place: Place { column: 5, element: 2 }, levels: vec![0, 1] },
            ])
        );
    }
}
