//! Two arms of the acupuncture trial compared, against R and against an independent computation in Python.

use serde_json::Value;
use sinew::analysis::compare::{
    Assignment, CompareOptions, ComparedWords, OverlapResolution, PublicCompare, PublicNumber,
    PublicProbability, PublicResponderComparison, PublicTest, ResponderDenominator, Structure, disjoint, run,
};
use sinew::domain::frame::Selection;
use sinew::domain::{Finite, ThresholdKind};
use sinew::exhibit::{Count, Policy};

use crate::real_studies::{acupuncture, reference, test_file};
use crate::support::{BuiltStudy, code};

const CLOSE: f64 = 1e-9;

/// People of one arm: acupuncture is level 1, usual care level 0.
fn arm(study: &BuiltStudy, level: u16) -> Selection {
    let frame = study.frame();
    let Some(sinew::domain::frame::Column::Category { codes, present }) = frame.columns.first() else {
        panic!("the arm is a category");
    };
    Selection::from_values(frame.participants, codes, |code| *code == level).and(present)
}

/// Acupuncture against usual care.
fn compared() -> PublicCompare {
    let study = acupuncture().with_threshold(ThresholdKind::PercentOfBaseline, 35.0, "35% improvement");
    let groups = disjoint(&arm(&study, 1), &arm(&study, 0), OverlapResolution::Refuse).expect("disjoint");
    let words = ComparedWords {
        labels: ["Acupuncture".to_owned(), "Usual care".to_owned()],
        assignment: Assignment::Randomised,
    };
    let options = CompareOptions {
        instrument: code("score"),
        time_point: code("t2"),
        overlap: OverlapResolution::Refuse,
        lead: None,
    };
    let raw = run(study.frame(), &study.catalogue, &groups, &words, &options).expect("a result");
    raw.publish(Policy::Exact).get().clone()
}

fn assert_near(found: f64, expected: &Value, what: &str) {
    let expected = expected.as_f64().unwrap_or_else(|| panic!("{what} is a number"));
    assert!((found - expected).abs() <= CLOSE * expected.abs(), "{what}: {found} is not {expected}");
}

/// `[estimate, low, high]`.
fn assert_number(found: &PublicNumber, expected: &Value, what: &str) {
    let (value, interval, _) = found.shown().unwrap_or_else(|| panic!("{what} is shown"));
    assert_near(value.get(), &expected[0], what);
    let interval = interval.unwrap_or_else(|| panic!("{what} has an interval"));
    assert_near(interval.low.get(), &expected[1], &format!("{what}, low"));
    assert_near(interval.high.get(), &expected[2], &format!("{what}, high"));
}

fn assert_p(found: PublicProbability, expected: &Value, what: &str) {
    match found {
        PublicProbability::Exact(value) => assert_near(value.get(), expected, what),
        PublicProbability::Band(_) | PublicProbability::Hidden => panic!("{what} is exact"),
    }
}

fn assert_test(found: &PublicTest, expected: &Value, what: &str) {
    let whole = serde_json::json!([expected["estimate"], expected["conf_int"][0], expected["conf_int"][1]]);
    assert_number(&found.estimate, &whole, what);
    assert_p(found.p_value, &expected["p_value"], what);
    assert_near(found.statistic.expect("a statistic").get(), &expected["statistic"], what);
    assert_near(found.df.expect("df").get(), &expected["df"], what);
}

fn at(
    compared: &PublicCompare,
    percent: f64,
    denominator: ResponderDenominator,
) -> &PublicResponderComparison {
    let fits = |comparison: &&PublicResponderComparison| {
        comparison.cut_off.size.get() == percent && comparison.denominator == denominator
    };
    compared.responders.iter().find(fits).expect("a cut-off")
}

#[test]
fn changes_and_their_difference_equal_those_of_scipy() {
    let (found, expected) = (compared(), reference("reference/compare_reference.json"));
    for (group, expected) in found.groups.iter().zip(expected["groups"].as_array().expect("groups")) {
        assert_eq!(group.contributing.shown().map(u64::from), expected["n"].as_u64());
        assert_test(&group.change, expected, &group.label);
        assert_near(group.change.standard_deviation.expect("an SD").get(), &expected["sd"], &group.label);
        assert_number(&group.improvement, &expected["improvement"], &group.label);
    }
    assert_test(&found.difference, &expected["welch"], "Welch");
    assert_number(&found.effect_size, &expected["hedges_g"], "g");
}

/// Also of R 4.2.2: `nlme::gls(change ~ 0 + visit + visit:group + visit:baseline, correlation = corSymm(form = ~ v | id),
/// weights = varIdent(form = ~ 1 | visit), method = "REML")` gives −4.7003284051 with t −3.749884879.
#[test]
fn repeated_measures_equal_one_matrix_over_all_scores() {
    let (found, expected) = (compared().repeated, &reference("reference/compare_reference.json")["repeated"]);
    assert_test(&found.test, expected, "MMRM");
    assert_eq!(found.structure, Some(Structure::Unstructured));
    assert_eq!(found.scores.map(u64::from), expected["scores"].as_u64());
    let people: Vec<_> = found.people.iter().map(|people| people.shown()).collect();
    assert_eq!(serde_json::json!(people), expected["people"]);
    assert_eq!((found.visits, found.offered), (vec![1, 2], 2));
}

#[test]
fn ranks_and_the_median_of_all_differences_equal_those_of_scipy() {
    let (found, expected) = (compared(), reference("reference/compare_reference.json"));
    let ranks = &expected["mann_whitney"];
    assert_near(found.ranks.statistic.map_or(f64::NAN, Finite::get), &ranks["statistic"], "U");
    assert_p(found.ranks.p_value, &ranks["p_value"], "p of U");
    let (rank_biserial, _, _) = found.ranks.rank_biserial.shown().expect("shown");
    assert_near(rank_biserial.get(), &ranks["rank_biserial"], "rank-biserial");
    assert_number(&found.shift, &expected["hodges_lehmann"], "shift");
}

#[test]
fn responders_of_both_denominators_equal_those_of_scipy() {
    let (found, reference) = (compared(), reference("reference/compare_reference.json"));
    let denominators =
        [(ResponderDenominator::Everyone, "everyone"), (ResponderDenominator::Completers, "completers")];
    for percent in [30.0, 35.0, 50.0] {
        for (denominator, name) in denominators {
            let found = at(&found, percent, denominator);
            let expected = &reference["responders"][&percent.to_string()][name];
            let what = format!("{percent} % of {name}");
            let counts = |counts: Vec<Count>| counts.into_iter().map(Count::shown).collect::<Vec<_>>();
            let events = counts(found.shares.iter().map(|share| share.people).collect());
            assert_eq!(serde_json::json!(events), expected["events"], "{what}");
            assert_eq!(serde_json::json!(counts(found.of.clone())), expected["of"], "{what}");
            assert_number(&found.risk_difference, &expected["risk_difference"], &what);
            assert_number(&found.risk_ratio, &expected["risk_ratio"], &what);
            assert_number(&found.odds_ratio, &expected["odds_ratio"], &what);
            assert_number(&found.number_needed_to_treat, &expected["number_needed_to_treat"], &what);
            assert_p(found.fisher, &expected["fisher"], &what);
            for (test, key) in [(&found.pearson, "pearson"), (&found.yates, "yates")] {
                assert_near(test.statistic.expect("exact").get(), &expected[key][0], &what);
                assert_p(test.p_value, &expected[key][1], &what);
            }
        }
    }
}

/// R 4.2.2: `acupuncture_responder`, the unadjusted part. Completers; its chi-squared test has no correction.
#[test]
fn responders_at_thirty_five_per_cent_equal_those_of_r() {
    let values = &reference("data/oracle/reference_r_clinical.json")["acupuncture_responder"]["values"];
    let found = compared();
    let found = at(&found, 35.0, ResponderDenominator::Completers);
    let count = |row: usize, column: usize| values["table"][row][column].as_u64().map(|n| n as u32);
    for (place, arm) in [(0, 1), (1, 0)] {
        let (without, with) = (count(arm, 0), count(arm, 1));
        assert_eq!(found.shares[place].people.shown(), with);
        assert_eq!(found.of[place].shown(), with.zip(without).map(|(with, without)| with + without));
    }
    let (difference, _, _) = found.risk_difference.shown().expect("shown");
    assert_near(difference.get(), &values["rd"], "risk difference");
    assert_near(found.pearson.statistic.expect("exact").get(), &values["chisq"], "statistic");
    assert_p(found.pearson.p_value, &values["p"], "p");
}

#[test]
fn the_trial_that_is_shipped_is_the_one_compared() {
    let read = |path: std::path::PathBuf| std::fs::read(path).expect("the file opens");
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/import/shipped/acupuncture/acupuncture_headache.csv");
    assert_eq!(read(shipped), read(test_file("data/oracle/acupuncture_headache.csv")));
}
