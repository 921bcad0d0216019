//! What fits a study, and what is refused.

use super::super::test_study::{
    catalogue, change, dates, engagement, flag as flag_is, in_cohort, missing, no_score, not, one_of,
    percent_change, range, responder, saved, score,
};
use super::super::{SavedCohort, notice_sentence};
use super::*;

fn sentence(criterion: Criterion) -> String {
    check(&CohortDefinition::all_of(vec![criterion]), &catalogue()).expect_err("refused").to_string()
}

fn flag(variable: &str) -> Criterion {
    flag_is(variable, true)
}

fn lists(depth: usize) -> CohortDefinition {
    let root = (1..depth).fold(Criterion::All(Vec::new()), |inner, _| Criterion::All(vec![inner]));
    CohortDefinition { version: CohortDefinition::VERSION, root }
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
            dates("age", Some("2024-01-01"), None),
            "“Age” is not a date, so this criterion does not fit it. Use a criterion of its own type.",
        ),
        (
            dates("enrolled", Some("2024-01-02"), Some("2024-01-01")),
            "The range of “Enrolled” begins at 2024-01-02, above its end at 2024-01-01. Swap the two.",
        ),
        (
            Criterion::Any(Vec::new()),
            "A choice between no criteria is met by nobody. Add a criterion or remove the choice.",
        ),
        (
            score("mood", "week_1", Some(1.0), None),
            "This study has no score called “mood”. Choose one from the list of scores.",
        ),
        (
            score("pain", "week_9", Some(1.0), None),
            "This study has no time point called “week_9”. Choose one from its list.",
        ),
        (
            score("pain", "week_1", None, None),
            "The range of “pain” has no limit. Give the lowest value, the highest, or both.",
        ),
        (
            change("pain", "week_1", Some(1.0), Some(-1.0)),
            "The range of “pain” begins at 1, above its end at −1. Swap the two.",
        ),
        (
            change("sessions", "week_1", Some(1.0), None),
            "“sessions” has no baseline, so it has no change. Use its value at a time point.",
        ),
        (
            change("pain", "baseline", Some(1.0), None),
            "The change of “pain” is counted from baseline, which baseline is not after. Choose a later one.",
        ),
        (
            percent_change("pain", "week_1", None, Some(-1.1e6)),
            "A limit of “pain” in per cent is beyond 1,000,000 or nearer to zero than 0.000001. Give a plain percentage.",
        ),
        (
            percent_change("pain", "week_1", None, Some(-1e-7)),
            "A limit of “pain” in per cent is beyond 1,000,000 or nearer to zero than 0.000001. Give a plain percentage.",
        ),
        (
            responder("pain", "week_1", "'; drop table \u{0}x; --"),
            "“pain” has no threshold called “'; drop table x; --”. Choose one from its list.",
        ),
        (
            engagement("pain", "week_1", "week_2", 3.0),
            "“pain” can be negative, so its values are not counts to add up. Choose a score that counts.",
        ),
        (
            engagement("sessions", "week_1", "week_2", 0.0),
            "Everyone reaches a total of “sessions” of zero or less. Give a number above zero.",
        ),
        (
            engagement("sessions", "week_2", "week_1", 3.0),
            "The time points of “sessions” begin at week 2, after their end at week 1. Swap the two.",
        ),
        (in_cohort(1), "There is no saved cohort 1 in this study. Choose one from the list of cohorts."),
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
    assert!(matches!(check(&levels(501), &catalogue), Err(CohortError::TooManyLevels { limit: 500, .. })));
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
    let place = |column, array| Place { column, array, element: 2 };
    assert_eq!(
        checked.root,
        Resolved::All(vec![
            Resolved::Number {
                place: place(3, PackedArray::Numbers),
                limits: Limits { low: Some(20.0), high: None }
            },
            Resolved::FlagIs { place: place(6, PackedArray::Flags), answer: true },
            Resolved::OneOf { place: place(5, PackedArray::Categories), levels: vec![0, 1] },
        ])
    );
}

#[test]
fn every_kind_of_criterion_answers_a_hidden_variable_like_an_unknown_one() {
    let on = |variable: &str| {
        [
            range(variable, Some(1.0), None),
            dates(variable, Some("2024-01-01"), None),
            one_of(variable, &["x"]),
            flag(variable),
            missing(variable),
            not(missing(variable)),
        ]
    };
    for (hidden, unknown) in on("internal").into_iter().zip(on("nothing_of")) {
        let hidden = sentence(hidden);
        assert_eq!(hidden, sentence(unknown).replace("nothing_of", "internal"));
        assert!(hidden.starts_with("This study has no variable called"), "{hidden}");
    }
}

fn saved_as(cohorts: &[(u32, &str, Criterion)]) -> SavedCohorts {
    let cohort = |(id, name, root): &(u32, &str, Criterion)| {
        let definition = CohortDefinition::all_of(vec![root.clone()]);
        (CohortId(*id), SavedCohort { name: (*name).to_owned(), definition })
    };
    cohorts.iter().map(cohort).collect()
}

fn of(criteria: Vec<Criterion>) -> CohortDefinition {
    CohortDefinition::all_of(criteria)
}

#[test]
fn a_saved_cohort_may_refer_to_others_but_not_in_a_circle() {
    let catalogue = catalogue();
    assert!(check_with(&of(vec![in_cohort(2), in_cohort(1), in_cohort(2)]), &catalogue, &saved()).is_ok());
    let circle =
        saved_as(&[(1, "One", in_cohort(2)), (2, "Two", not(in_cohort(3))), (3, "Three", in_cohort(1))]);
    for (id, name) in [(1, "One"), (2, "Two"), (3, "Three")] {
        let at_run = check_with(&of(vec![in_cohort(id)]), &catalogue, &circle);
        assert_eq!(at_run, Err(CohortError::Cycle(name.to_owned())));
    }
    let unknown = check_with(&of(vec![in_cohort(9)]), &catalogue, &circle);
    assert_eq!(unknown, Err(CohortError::UnknownCohort(CohortId(9))));
}

#[test]
fn a_definition_that_would_close_a_circle_is_refused_when_it_is_saved() {
    let catalogue = catalogue();
    let line =
        saved_as(&[(1, "One", flag("migraine")), (2, "Two", in_cohort(1)), (3, "Three", in_cohort(2))]);
    let saving = |id, root| check_save(CohortId(id), &of(vec![root]), &catalogue, &line).map(|_| ());
    assert_eq!(saving(1, in_cohort(1)), Err(CohortError::Cycle("One".to_owned())));
    assert_eq!(saving(1, not(in_cohort(3))), Err(CohortError::Cycle("One".to_owned())));
    assert_eq!(saving(7, in_cohort(7)), Err(CohortError::Cycle("7".to_owned())));
    assert_eq!(saving(3, in_cohort(1)), Ok(()));
}

#[test]
fn levels_and_nodes_of_saved_cohorts_count() {
    let catalogue = catalogue();
    let chain: Vec<(u32, &str, Criterion)> = (1..12).map(|id| (id, "Chain", in_cohort(id + 1))).collect();
    let deep = check_with(&of(vec![in_cohort(1)]), &catalogue, &saved_as(&chain));
    assert_eq!(deep, Err(CohortError::TooDeep(12)));
    let wide = saved_as(&[(1, "Wide", Criterion::Any(vec![flag("migraine"); 50]))]);
    let four = check_with(&of(vec![in_cohort(1); 4]), &catalogue, &wide);
    assert_eq!(four, Err(CohortError::TooManyNodes(200)));
    assert!(check_with(&of(vec![in_cohort(1); 3]), &catalogue, &wide).is_ok());
}

#[test]
fn selecting_on_what_follows_baseline_is_told_once_by_name() {
    let catalogue = catalogue();
    let before = of(vec![score("pain", "baseline", Some(1.0), None), range("age", Some(1.0), None)]);
    assert_eq!(check(&before, &catalogue).expect("fits").after_baseline(), [""; 0]);
    let inner = saved_as(&[(1, "Inner", no_score("pain", "week_3"))]);
    let after = of(vec![
        one_of("region", &["north"]),
        not(responder("pain", "week_1", "moderate")),
        change("pain", "week_1", Some(1.0), None),
        engagement("sessions", "week_1", "week_2", 3.0),
        score("sessions", "baseline", Some(1.0), None),
        in_cohort(1),
    ]);
    assert_eq!(
        check_with(&after, &catalogue, &inner).expect("fits").after_baseline(),
        [
            "Region",
            "pain at week 1",
            "sessions from week 1 to week 2",
            "sessions at baseline",
            "pain at week 3"
        ]
    );
}

#[test]
fn what_nobody_or_everyone_can_meet_is_seen_from_its_shape() {
    let catalogue = catalogue();
    let age = |low, high| range("age", low, high);
    let nobody = [
        vec![age(Some(40.0), None), age(None, Some(39.0))],
        vec![one_of("sex", &["female"]), Criterion::All(vec![one_of("sex", &["male"])])],
        vec![flag_is("migraine", true), flag_is("migraine", false)],
        vec![missing("age"), age(Some(1.0), None)],
        vec![dates("enrolled", Some("2024-01-02"), None), dates("enrolled", None, Some("2024-01-01"))],
        vec![score("pain", "week_1", Some(5.0), None), score("pain", "week_1", None, Some(4.0))],
        vec![change("pain", "week_1", Some(5.0), None), no_score("pain", "baseline")],
        vec![
            engagement("sessions", "week_1", "week_1", 1.0),
            not(engagement("sessions", "week_1", "week_1", 1.0)),
        ],
        vec![not(Criterion::All(Vec::new()))],
    ];
    for criteria in nobody {
        let cohort = check(&of(criteria.clone()), &catalogue).expect("fits");
        assert_eq!(cohort.root, Resolved::NOBODY, "{criteria:?}");
        assert_eq!(cohort.notices().len(), 1, "{criteria:?}");
        let everyone = check(&of(vec![not(Criterion::All(criteria))]), &catalogue).expect("fits");
        assert_eq!(everyone.root, Resolved::EVERYONE);
        assert_eq!(everyone.notices(), [Notice::EveryoneMeetsRule { rule: 0 }]);
    }
    let both = Criterion::Any(vec![flag("migraine"), not(not(not(flag("migraine"))))]);
    assert_eq!(check(&of(vec![both]), &catalogue).expect("fits").root, Resolved::EVERYONE);
    let possible = vec![age(Some(40.0), None), age(None, Some(40.0)), missing("sex"), flag("prior_surgery")];
    let possible = check(&of(possible), &catalogue).expect("fits");
    assert_ne!(possible.root, Resolved::NOBODY);
    assert_eq!(possible.notices(), []);
}

#[test]
fn a_notice_names_the_rule_and_what_to_do() {
    let catalogue = catalogue();
    let own = Criterion::All(vec![flag("migraine"), not(flag("migraine"))]);
    let rules = vec![
        not(own.clone()),
        range("age", Some(60.0), None),
        flag("migraine"),
        range("age", None, Some(30.0)),
        own,
    ];
    let cohort = check(&of(rules), &catalogue).expect("fits");
    let told: Vec<String> =
        cohort.notices().iter().map(|notice| notice_sentence(*notice, &cohort, &catalogue)).collect();
    assert_eq!(
        told,
        [
            "Everyone meets “Not both Migraine yes and Migraine not yes”, so it changes nothing. Change it or remove it.",
            "“Age at most 30 years” contradicts the rules before it, so nobody can meet them all. Change or remove \
             one of them.",
            "Nobody can meet “Both Migraine yes and Migraine not yes”, as it contradicts itself. Change it or remove it.",
        ]
    );
}
