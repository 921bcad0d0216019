use proptest::prelude::*;

use super::*;

fn decision() -> Decision {
    Decision { significance: 0.05, alternative: Alternative::TwoSided, wrong_side: WrongSide::Ignored }
}

#[test]
fn what_cannot_be_planned_is_refused() {
    let no_level = Decision { significance: 0.0, ..decision() };
    let power = Question::Power { n: 20.0, effect: 1.0 };
    assert_eq!(t_test(power, TDesign::TwoSample, no_level), Err(Undefined::BadOption));
    let single = Question::Power { n: 1.0, effect: 1.0 };
    assert_eq!(t_test(single, TDesign::OneSample, decision()), Err(Undefined::BadOption));
    let no_effect = Question::SampleSize { effect: 0.0, power: 0.8 };
    assert_eq!(t_test(no_effect, TDesign::TwoSample, decision()), Err(Undefined::BadOption));
    assert_eq!(one_way_anova(power, 1, 0.05), Err(Undefined::BadOption));
    let beyond = Question::Power { n: 20.0, effect: 0.6 };
    let found = two_proportions(beyond, 0.5, ProportionMethod::Pooled, decision());
    assert_eq!(found, Err(Undefined::BadOption));
    let infinite = Question::Power { n: f64::NAN, effect: 0.6 };
    assert_eq!(pearson_correlation(infinite, decision()), Err(Undefined::BadOption));
    assert_eq!(log_rank(power, 1.0, EventFormula::Schoenfeld, decision()), Err(Undefined::BadOption));
}

#[test]
fn a_correlation_and_proportions_lie_within_their_bounds() {
    for effect in [-1.5, -1.0, 1.0, 1.5] {
        let found = pearson_correlation(Question::Power { n: 20.0, effect }, decision());
        assert_eq!(found, Err(Undefined::BadOption), "{effect}");
    }
    for (first, effect) in [(0.0, 0.5), (1.0, -0.5), (-0.5, 0.7), (1.5, -0.7), (0.5, -0.5), (0.5, 0.5)] {
        let question = Question::Power { n: 20.0, effect };
        let found = two_proportions(question, first, ProportionMethod::Pooled, decision());
        assert_eq!(found, Err(Undefined::BadOption), "{first} {effect}");
    }
}

#[test]
fn a_small_effect_is_found_above_a_proportion_near_one() {
    for first in [0.9999, 0.999_999] {
        let ask = |question| two_proportions(question, first, ProportionMethod::Pooled, decision()).unwrap();
        let effect = ask(Question::Effect { n: 1e9, power: 0.8 }).effect;
        assert!((ask(Question::Power { n: 1e9, effect }).power - 0.8).abs() < 1e-10, "{first} {effect}");
    }
}

#[test]
fn two_groups_of_an_analysis_of_variance_are_a_t_test() {
    let t = t_test(
        Question::Power { n: 17.0, effect: 0.8 },
        TDesign::TwoSample,
        Decision { wrong_side: WrongSide::Counted, ..decision() },
    );
    let f = one_way_anova(Question::Power { n: 17.0, effect: 0.4 }, 2, 0.05);
    assert!((t.unwrap().power - f.unwrap().power).abs() < 1e-12);
}

#[test]
fn a_level_and_a_share_lie_between_nothing_and_all() {
    let power = Question::Power { n: 20.0, effect: 1.0 };
    for significance in [-0.5, 0.0, 1.0, 1.5] {
        let decision = Decision { significance, ..decision() };
        let found = log_rank(power, 0.5, EventFormula::Schoenfeld, decision);
        assert_eq!(found, Err(Undefined::BadOption), "{significance}");
    }
    for share in [-0.5, 0.0, 1.0, 1.5] {
        let found = log_rank(power, share, EventFormula::Schoenfeld, decision());
        assert_eq!(found, Err(Undefined::BadOption), "{share}");
    }
}

/// R: `pnorm(0.4 - z) + pnorm(-z - 0.4)` with `z = qnorm(0.975)`.
#[test]
fn events_on_the_wrong_side_count_where_they_are_asked_for() {
    let counted = Decision { wrong_side: WrongSide::Counted, ..decision() };
    let question = Question::Power { n: 16.0, effect: 0.2 };
    let found = log_rank(question, 0.5, EventFormula::Schoenfeld, counted).unwrap();
    assert!((found.power - 0.068_522_550_878_434_55).abs() < 1e-14, "{found:?}");
}

#[test]
fn people_are_events_by_a_share_up_to_all_of_them() {
    assert_eq!(people_for_events(30.0, 1.0), Some(30.0));
    assert_eq!(people_for_events(30.0, 0.25), Some(120.0));
    for (events, share) in [(30.0, 1.5), (30.0, 0.0), (30.0, -0.5), (f64::INFINITY, 0.5), (30.0, f64::NAN)] {
        assert_eq!(people_for_events(events, share), None, "{events} {share}");
    }
}

#[test]
fn a_number_of_events_lies_within_its_bounds() {
    let ask = |question| log_rank(question, 0.5, EventFormula::Schoenfeld, decision());
    for n in [0.5, 2e9, f64::NAN] {
        assert_eq!(ask(Question::Power { n, effect: 1.0 }), Err(Undefined::BadOption), "{n}");
        assert_eq!(ask(Question::Effect { n, power: 0.8 }), Err(Undefined::BadOption), "{n}");
    }
    let infinite = Question::Power { n: 20.0, effect: f64::INFINITY };
    assert_eq!(ask(infinite), Err(Undefined::BadOption));
    for n in [1.0, 1e9] {
        assert!(ask(Question::Power { n, effect: 1.0 }).is_ok(), "{n}");
    }
    assert!(ask(Question::Effect { n: 1.0, power: 0.8 }).is_ok());
}

#[test]
fn the_ends_of_the_range_belong_to_it() {
    let ask = |question| log_rank(question, 0.01, EventFormula::Schoenfeld, decision()).unwrap();
    let (lowest, highest) = (1.0, exp(log(30.0)));
    let at_both = ask(Question::Power { n: lowest, effect: highest });
    let power = at_both.power;
    let n = ask(Question::SampleSize { effect: highest, power }).n;
    assert!((n - lowest).abs() < 1e-12, "{n}");
    let effect = ask(Question::Effect { n: lowest, power }).effect;
    assert!((effect - highest).abs() < 1e-12, "{effect}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn sample_size_and_effect_lead_back_to_the_power(power in 0.2_f64..0.99, effect in 0.15_f64..0.45) {
        let ask = |question| -> Vec<Result<Plan, Undefined>> {
            vec![
                t_test(question, TDesign::TwoSample, decision()),
                two_proportions(question, 0.3, ProportionMethod::Arcsine, decision()),
                one_way_anova(question, 4, 0.05),
                pearson_correlation(question, decision()),
                log_rank(question, 0.5, EventFormula::Freedman, decision()),
            ]
        };
        for (test, plan) in ask(Question::SampleSize { effect, power }).into_iter().enumerate() {
            let n = plan.unwrap().n;
            let again = ask(Question::Power { n, effect }).swap_remove(test).unwrap();
            prop_assert!((again.power - power).abs() < 1e-10, "{test}: {again:?}");
            let back = ask(Question::Effect { n, power }).swap_remove(test).unwrap();
            prop_assert!((back.effect - effect).abs() < 1e-9, "{test}: {back:?}");
        }
    }
}
